//! As much of HTTP/1.1 as the bridge's interface needs, by hand: a server library would not let an answer go wrong in all
//! the ways in which answers go wrong.

use std::io::{Error, ErrorKind, Read, Result, Write};
use std::net::TcpStream;
use std::sync::Arc;
use std::time::Duration;

use rustls::{ServerConfig, ServerConnection, StreamOwned};

use crate::pharmacy::PharmacyDesk;

const MOST_HEAD: usize = 16 << 10;
const MOST_BODY: usize = 2 << 20;

/// A request.
pub struct Request {
    pub method: String,
    /// Without the query.
    pub path: String,
    pub after: String,
    pub token: Option<String>,
    pub body: Vec<u8>,
}

/// How an answer leaves.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Manner {
    /// As it should.
    Whole,
    /// A few bytes at a time.
    Dripping,
    /// Half of it, then the connection breaks.
    Broken,
    /// Not at all: the connection breaks.
    Nothing,
}

/// An answer.
pub struct Answer {
    pub status: u16,
    pub delivery: Option<String>,
    pub body: Vec<u8>,
    pub manner: Manner,
}

impl Answer {
    /// An answer without a body.
    pub fn empty(status: u16) -> Self {
        Self { status, delivery: None, body: Vec::new(), manner: Manner::Whole }
    }

    /// An answer with a message.
    pub fn with(body: Vec<u8>) -> Self {
        Self { status: 200, delivery: None, body, manner: Manner::Whole }
    }
}

/// Answers requests on one connection until the caller leaves.
pub fn converse(stream: TcpStream, tls: &Arc<ServerConfig>, desk: &PharmacyDesk) -> Result<()> {
    stream.set_nodelay(true)?;
    stream.set_read_timeout(Some(Duration::from_secs(120)))?;
    let connection = ServerConnection::new(Arc::clone(tls)).map_err(Error::other)?;
    let mut stream = StreamOwned::new(connection, stream);
    let mut kept = Vec::new();
    while let Some(request) = read(&mut stream, &mut kept)? {
        let answer = desk.answer(&request);
        if !write(&mut stream, &answer)? {
            return Ok(());
        }
    }
    Ok(())
}

fn read(stream: &mut impl Read, kept: &mut Vec<u8>) -> Result<Option<Request>> {
    let mut piece = [0; 8192];
    let end = loop {
        if let Some(end) = kept.windows(4).position(|four| four == b"\r\n\r\n") {
            break end;
        }
        let got = stream.read(&mut piece)?;
        if got == 0 {
            return Ok(None);
        }
        kept.extend_from_slice(&piece[..got]);
        if kept.len() > MOST_HEAD + MOST_BODY {
            return Err(ErrorKind::InvalidData.into());
        }
    };
    let head = String::from_utf8_lossy(&kept[..end]).into_owned();
    let mut lines = head.split("\r\n");
    let mut first = lines.next().unwrap_or_default().split(' ');
    let (method, target) = (first.next().unwrap_or_default(), first.next().unwrap_or_default());
    let header = |name: &str| {
        head.split("\r\n").find_map(|line| {
            let (key, value) = line.split_once(':')?;
            key.eq_ignore_ascii_case(name).then(|| value.trim().to_owned())
        })
    };
    let length: usize = header("content-length").and_then(|length| length.parse().ok()).unwrap_or(0);
    if length > MOST_BODY {
        return Err(ErrorKind::InvalidData.into());
    }
    let (path, query) = target.split_once('?').unwrap_or((target, ""));
    let mut request = Request {
        method: method.to_owned(),
        path: path.to_owned(),
        after: query.strip_prefix("after=").unwrap_or_default().to_owned(),
        token: header("authorization").and_then(|value| value.strip_prefix("Bearer ").map(str::to_owned)),
        body: Vec::new(),
    };
    while kept.len() < end + 4 + length {
        let got = stream.read(&mut piece)?;
        if got == 0 {
            return Err(ErrorKind::UnexpectedEof.into());
        }
        kept.extend_from_slice(&piece[..got]);
    }
    request.body = kept[end + 4..end + 4 + length].to_vec();
    kept.drain(..end + 4 + length);
    Ok(Some(request))
}

/// Writes an answer; answers whether the connection goes on.
fn write(stream: &mut impl Write, answer: &Answer) -> Result<bool> {
    if answer.manner == Manner::Nothing {
        return Ok(false);
    }
    let delivery = answer.delivery.as_ref().map(|name| format!("X-Delivery: {name}\r\n")).unwrap_or_default();
    let head = format!(
        "HTTP/1.1 {} {}\r\nContent-Type: application/xml\r\n{delivery}Content-Length: {}\r\n\r\n",
        answer.status,
        if answer.status < 400 { "OK" } else { "Trouble" },
        answer.body.len()
    );
    stream.write_all(head.as_bytes())?;
    match answer.manner {
        Manner::Whole => stream.write_all(&answer.body)?,
        Manner::Dripping => {
            for piece in answer.body.chunks(answer.body.len().div_ceil(10).max(1)) {
                stream.write_all(piece)?;
                stream.flush()?;
                std::thread::sleep(Duration::from_millis(30));
            }
        }
        Manner::Broken => {
            stream.write_all(&answer.body[..answer.body.len() / 2])?;
            stream.flush()?;
            return Ok(false);
        }
        Manner::Nothing => {}
    }
    stream.flush()?;
    Ok(true)
}
