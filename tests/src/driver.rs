//! A WebDriver program and one session of it.

use std::net::TcpListener;
use std::process::Command;
use std::time::Duration;

use fantoccini::{Client, ClientBuilder};
use hyper_util::client::legacy::connect::HttpConnector;
use serde_json::{Map, Value};

use crate::Trouble;
use crate::process::{Process, Watch};

/// No story takes this long; a page that never answers does.
const LIMIT: Duration = Duration::from_secs(120);

/// A session that ends, with its window, when it is dropped.
pub struct Session {
    client: Client,
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
