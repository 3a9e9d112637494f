//! A WebDriver program and one session of it.

use std::io::{BufRead, BufReader, Read, Write};
use std::net::{TcpListener, TcpStream};
use std::process::Command;
use std::time::Duration;

use fantoccini::{Client, ClientBuilder};
use hyper_util::client::legacy::connect::HttpConnector;
use serde_json::{Map, Value, json};

use crate::Trouble;
use crate::process::{Process, Watch};

/// No story takes this long, even while the machine is busy building; a page that never answers does.
const LIMIT: Duration = Duration::from_secs(240);

/// A session that ends, with its window, when it is dropped.
pub struct Session {
    client: Client,
    port: u16,
    // Ended in this order: the watch, the driver with its window, then what they stand on.
    _watch: Watch,
    _driver: Process,
    _ground: Vec<Process>,
    _home: tempfile::TempDir,
}

impl std::ops::Deref for Session {
    type Target = Client;

    fn deref(&self) -> &Client {
        &self.client
    }
}

impl Session {
    /// Closes the window as its close button does, and waits until it is gone.
    ///
    /// # Errors
    /// When the driver does not answer.
    pub async fn end(self) -> Result<(), Trouble> {
        Ok(self.client.clone().close().await?)
    }

    /// Sends Chromium a command of its developer tools, which WebDriver itself has no words for.
    ///
    /// # Errors
    /// When Chromium refuses the command, or this session is not one of Chromium.
    pub async fn devtools(&self, command: &str, parameters: Value) -> Result<(), Trouble> {
        let session = self.client.session_id().await?.ok_or("the session has ended")?;
        let body = json!({ "cmd": command, "params": parameters }).to_string();
        let mut stream = TcpStream::connect(("127.0.0.1", self.port))?;
        stream.set_read_timeout(Some(Duration::from_secs(30)))?;
        write!(
            stream,
            "POST /session/{session}/goog/cdp/execute HTTP/1.1\r\nHost: 127.0.0.1:{}\r\nContent-Type: application/json\r\n\
             Content-Length: {}\r\nConnection: close\r\n\r\n{body}",
            self.port,
            body.len()
        )?;
        // The driver keeps the connection open: what ends the answer is the length it names.
        let mut answer = BufReader::new(stream);
        let (mut status, mut line, mut length) = (String::new(), String::new(), 0);
        answer.read_line(&mut status)?;
        while answer.read_line(&mut line)? > 2 {
            if let Some((name, value)) = line.split_once(':')
                && name.eq_ignore_ascii_case("content-length")
            {
                length = value.trim().parse()?;
            }
            line.clear();
        }
        let mut said = vec![0; length];
        answer.read_exact(&mut said)?;
        if status.contains(" 200 ") {
            Ok(())
        } else {
            Err(format!("Chromium refused {command}: {}", String::from_utf8_lossy(&said)).into())
        }
    }
}

/// Starts a driver on a free port and opens a session with these capabilities.
///
/// # Errors
/// When the driver is missing, or no session comes up in three tries.
pub async fn open(
    driver: impl Fn(u16) -> Command,
    capabilities: Map<String, Value>,
    ground: Vec<Process>,
    home: tempfile::TempDir,
) -> Result<Session, Trouble> {
    let mut last: Trouble = "no try was made".into();
    // Another program can take the port between our look and the driver's start: a new port then helps.
    for _ in 0..3 {
        let port = free_port()?;
        let process = Process::start(&mut driver(port))?;
        match connect(port, &capabilities).await {
            Ok(client) => {
                return Ok(Session {
                    client,
                    port,
                    _watch: Watch::over(&process, LIMIT),
                    _driver: process,
                    _ground: ground,
                    _home: home,
                });
            }
            Err(error) => last = error,
        }
    }
    Err(last)
}

async fn connect(port: u16, capabilities: &Map<String, Value>) -> Result<Client, Trouble> {
    wait_for(port).await?;
    let mut builder = ClientBuilder::new(HttpConnector::new());
    builder.capabilities(capabilities.clone());
    Ok(builder.connect(&format!("http://127.0.0.1:{port}")).await?)
}

async fn wait_for(port: u16) -> Result<(), Trouble> {
    for _ in 0..400 {
        if tokio::net::TcpStream::connect(("127.0.0.1", port)).await.is_ok() {
            return Ok(());
        }
        tokio::time::sleep(Duration::from_millis(50)).await;
    }
    Err(format!("nothing answers on port {port}").into())
}

fn free_port() -> Result<u16, Trouble> {
    Ok(TcpListener::bind(("127.0.0.1", 0))?.local_addr()?.port())
}
