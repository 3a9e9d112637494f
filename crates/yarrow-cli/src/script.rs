//! `yarrow-cli script`

use std::io::Read as _;
use std::path::{Path, PathBuf};

use yarrow_codecs::script::{MAX_MESSAGE, Message};

use crate::{Failure, open};

/// Read and write messages between prescriber and pharmacy (NCPDP SCRIPT 2017071 and 2023011).
#[derive(clap::Args)]
pub struct Script {
    #[command(subcommand)]
    command: ScriptCommand,
}

#[derive(clap::Subcommand)]
enum ScriptCommand {
    /// Print what a message says as JSON; what was not understood is listed under `not_read`.
    Read(Read),
}

#[derive(clap::Args)]
struct Read {
    /// The message; `-` reads it from stdin.
    file: PathBuf,
}

impl Script {
    /// Runs it.
    pub fn run(self) -> Result<(), Failure> {
        match self.command {
            ScriptCommand::Read(read) => read.run(),
        }
    }
}

impl Read {
    fn run(self) -> Result<(), Failure> {
        let bytes = bytes_of(&self.file)?;
        let received = Message::read(&bytes)
            .map_err(|fault| Failure::Usage(format!("{}: {fault}", self.file.display())))?;
        open::print(&received.to_json())
    }
}

/// The file, and at most one byte more than a message may have.
fn bytes_of(path: &Path) -> Result<Vec<u8>, Failure> {
    let cannot = |error: std::io::Error| {
        Failure::Usage(format!("{} cannot be read ({}).", path.display(), error.kind()))
    };
    let mut bytes = Vec::new();
    let most = MAX_MESSAGE as u64 + 1;
    if path == Path::new("-") {
        std::io::stdin().take(most).read_to_end(&mut bytes).map_err(cannot)?;
    } else {
        std::fs::File::open(path).map_err(cannot)?.take(most).read_to_end(&mut bytes).map_err(cannot)?;
    }
    Ok(bytes)
}
