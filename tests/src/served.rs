//! `yarrow-cli serve` as a child that can be killed, and the few lines of HTTP that talk to it.

use std::fs::File;
use std::io::{Read, Write};
use std::net::TcpStream;
use std::path::{Path, PathBuf};
use std::process::Command;
use std::sync::LazyLock;
use std::time::{Duration, SystemTime};

use serde_json::Value;

use crate::Trouble;
use crate::process::{Process, build_folder, in_home, record};

/// A served record. Dropping it ends the program at once, as `kill -9` does.
pub struct Served {
    process: Process,
    address: String,
    token: String,
}

/// What came back: the status of HTTP and the JSON.
pub type Answer = (u16, Value);

/// The terminal program.
///
/// # Errors
/// When it cannot be built.
pub fn terminal_program() -> Result<PathBuf, Trouble> {
    static BUILT: LazyLock<Result<PathBuf, String>> = LazyLock::new(|| up_to_date("yarrow-cli"));
    Ok(BUILT.clone()?)
}

/// The pharmacy that misbehaves on purpose.
///
/// # Errors
/// When it cannot be built.
pub fn pharmacy_simulator() -> Result<PathBuf, Trouble> {
    static BUILT: LazyLock<Result<PathBuf, String>> =
        LazyLock::new(|| up_to_date("yarrow-pharmacy-simulator"));
    Ok(BUILT.clone()?)
}

/// Whoever runs one test alone need not think of the programs it uses: they are built when they are missing or older than
/// the sources.
fn up_to_date(package: &str) -> Result<PathBuf, String> {
    up_to_date_program(package).map_err(|error| error.to_string())
}

fn up_to_date_program(package: &str) -> Result<PathBuf, Trouble> {
    let folder = build_folder()?;
    let program = folder.join(format!("{package}{}", std::env::consts::EXE_SUFFIX));
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).parent().ok_or("no workspace around the tests")?;
    let sources = [root.join("crates"), root.join("migrations")];
    let newest = sources.iter().filter_map(|folder| newest_in(folder)).max();
    let built = program.metadata().and_then(|file| file.modified()).ok();
    if built < newest {
        let target = folder.parent().ok_or("the test program is not in a build folder")?;
        let mut build = Command::new(env!("CARGO"));
        build.args(["build", "--quiet", "--package", package, "--target-dir"]).arg(target);
        if !build.current_dir(root).status()?.success() {
            return Err(format!("{package} could not be built").into());
        }
    }
    Ok(program)
}

/// When the newest source file below a folder was written.
fn newest_in(folder: &Path) -> Option<SystemTime> {
    let entries = std::fs::read_dir(folder).ok()?.flatten().map(|entry| entry.path());
    let time = |path: PathBuf| match path.extension().and_then(|extension| extension.to_str()) {
        _ if path.is_dir() => newest_in(&path),
        Some("rs" | "sql" | "toml") => path.metadata().and_then(|file| file.modified()).ok(),
        _ => None,
    };
    entries.filter_map(time).max()
}

impl Served {
    /// Serves the record in `home/data`; everything the program might write lands below `home`, its messages in
    /// `home/messages`.
    ///
    /// # Errors
    /// When the program does not come up.
    pub fn start(home: &Path) -> Result<Self, Trouble> {
        Self::start_by(Command::new(terminal_program()?).arg("serve"), home, &home.join("data"))
    }

    /// As [`Served::start`], by a command of the caller's that ends in `yarrow-cli serve`.
    ///
    /// # Errors
    /// When the program does not come up.
    pub fn start_by(command: &mut Command, home: &Path, data: &Path) -> Result<Self, Trouble> {
        for folder in ["tmp", "run", "ui"] {
            std::fs::create_dir_all(home.join(folder))?;
        }
        // The commands are what is tested here: the built page may be missing.
        std::fs::write(home.join("ui/index.html"), "<!doctype html><title>Yarrow</title>")?;
        let messages = File::options().create(true).append(true).open(home.join("messages"))?;
        in_home(command, home)
            .envs(record(data)?)
            .env("YARROW_UI", home.join("ui"))
            .env("TMPDIR", home.join("tmp"))
            .env("XDG_RUNTIME_DIR", home.join("run"))
            .stderr(messages);
        let started = Process::start_and_hear(command, |line| {
            let (address, token) = line.strip_prefix("http://")?.split_once("/#token=")?;
            Some((address.to_owned(), token.to_owned()))
        });
        let (process, (address, token)) = started.map_err(|error| {
            let said = std::fs::read_to_string(home.join("messages")).unwrap_or_default();
            format!("{error}; its messages: {said}")
        })?;
        Ok(Self { process, address, token })
    }

    /// Kills it as a power cut would.
    pub fn kill(self) {
        drop(self.process);
    }

    /// A caller that may outlive the program.
    pub fn caller(&self) -> Caller {
        Caller { address: self.address.clone(), token: self.token.clone() }
    }

    /// Runs a command.
    ///
    /// # Errors
    /// When no whole answer came.
    pub fn call(&self, command: &str, request: &Value) -> Result<Answer, Trouble> {
        self.caller().call(command, request)
    }
}

/// Talks to a served record.
#[derive(Clone)]
pub struct Caller {
    address: String,
    token: String,
}

impl Caller {
    /// Talks to a server that somebody else started. The address has no scheme: `127.0.0.1:40123`.
    pub fn new(address: &str, token: &str) -> Self {
        Self { address: address.to_owned(), token: token.to_owned() }
    }

    /// Runs a command; one connection for one call.
    ///
    /// # Errors
    /// When no whole answer came: whether the command was carried out is then unknown.
    pub fn call(&self, command: &str, request: &Value) -> Result<Answer, Trouble> {
        let body = request.to_string();
        let mut stream = TcpStream::connect(&self.address)?;
        stream.set_read_timeout(Some(Duration::from_secs(60)))?;
        write!(
            stream,
            "POST /rpc/{command} HTTP/1.1\r\nHost: {}\r\nAuthorization: Bearer {}\r\nContent-Length: {}\r\n\
             Content-Type: application/json\r\nConnection: close\r\n\r\n{body}",
            self.address,
            self.token,
            body.len()
        )?;
        let mut answer = Vec::new();
        stream.read_to_end(&mut answer)?;
        let answer = String::from_utf8(answer)?;
        let (head, body) = answer.split_once("\r\n\r\n").ok_or("the answer has no end of its head")?;
        let status = head.split(' ').nth(1).ok_or("the answer has no status")?.parse()?;
        Ok((status, serde_json::from_str(body)?))
    }
}
