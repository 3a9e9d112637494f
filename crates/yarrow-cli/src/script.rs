//! `yarrow-cli script`

use std::io::Read as _;
use std::path::{Path, PathBuf};

use serde_json::{Value, json};
use yarrow_api::App;
use yarrow_codecs::script::{MAX_MESSAGE, Message};

use crate::{DataDir, Failure, open};

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
    /// Print the NewRx of a signed prescription: the one that was sent, else the one that would be. Nothing is sent.
    New(New),
}

#[derive(clap::Args)]
struct Read {
    /// The message; `-` reads it from stdin.
    file: PathBuf,
}

#[derive(clap::Args)]
struct New {
    #[command(flatten)]
    data: DataDir,
    /// Login of the person who looks; else the first who may.
    #[arg(long)]
    user: Option<String>,
    /// NCPDP id of the pharmacy, when it is not the one that the prescription names.
    #[arg(long, value_name = "NCPDP_ID")]
    pharmacy: Option<String>,
    /// The prescription.
    id: String,
}

impl Script {
    /// Runs it.
    pub fn run(self) -> Result<(), Failure> {
        match self.command {
            ScriptCommand::Read(read) => read.run(),
            ScriptCommand::New(new) => new.run(),
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

impl New {
    fn run(self) -> Result<(), Failure> {
        let app = open::signed_in(&self.data, self.user.as_deref(), "chart_read")?;
        let pharmacy = match &self.pharmacy {
            Some(ncpdp_id) => pharmacy_id(&app, ncpdp_id)?,
            None => Value::Null,
        };
        let asked = json!({ "prescription_id": self.id, "pharmacy_id": pharmacy });
        let message = open::run(&app, "prescription_message", asked)?;
        print!("{}", message["text"].as_str().unwrap_or_default());
        Ok(())
    }
}

fn pharmacy_id(app: &App, ncpdp_id: &str) -> Result<Value, Failure> {
    let found = open::run(app, "find_pharmacies", json!({ "query": ncpdp_id, "limit": 5 }))?;
    let found = found.as_array().into_iter().flatten();
    let pharmacy = found.into_iter().find(|pharmacy| pharmacy["ncpdp_id"] == ncpdp_id);
    match pharmacy {
        Some(pharmacy) => Ok(pharmacy["id"].clone()),
        None => Err(Failure::Failed(format!("No pharmacy of the directory has the NCPDP id {ncpdp_id}."))),
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
