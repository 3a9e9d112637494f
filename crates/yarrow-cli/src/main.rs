//! Yarrow from a terminal: the same commands, and the same UI over loopback.
//!
//! Answers go to stdout as JSON or tab-separated values, messages to stderr. Exit codes: 0 done, 1 refused or failed,
//! 2 wrong usage, 3 passphrase not right, 4 the record does not verify.

mod call;
mod check;
mod import;
mod init;
mod interactions;
mod knowledge;
mod open;
mod outbox;
mod script;
mod serve;
mod sig;
mod verify;

use std::path::PathBuf;
use std::process::ExitCode;

use clap::{Parser, Subcommand};

/// An electronic medical record that runs on this computer alone.
#[derive(Parser)]
#[command(
    name = "yarrow-cli",
    version,
    about,
    after_help = "The passphrase is taken from YARROW_PASSPHRASE, or asked for."
)]
struct Cli {
    #[command(subcommand)]
    command: Command,
}

#[derive(Subcommand)]
enum Command {
    /// Make a new practice in a folder; with --demo one full of fictional patients.
    Init(init::Init),
    /// List every command with its request and response types.
    Commands,
    /// Run one command as a person of the practice.
    Call(call::Call),
    /// Import FHIR R4 files.
    Import(import::Import),
    /// Check drugs against each other, without any patient.
    Interactions(interactions::Interactions),
    Check(check::Check),
    Knowledge(knowledge::Knowledge),
    /// Read and write messages between prescriber and pharmacy.
    Script(script::Script),
    /// Read directions such as "1 tab po bid x7d"; print FHIR dosages and plain words.
    Sig(sig::Sig),
    /// Look for damaged pages and for altered, missing or unsigned entries of the log and the audit.
    Verify(verify::Verify),
    /// Look after the messages to and from pharmacies.
    Outbox(outbox::Outbox),
    /// Serve the UI and the commands to a browser on this computer.
    Serve(serve::Serve),
}

/// Where a practice is.
#[derive(clap::Args)]
pub struct DataDir {
    /// Folder of the practice.
    #[arg(long, env = "YARROW_DATA", value_name = "DIR")]
    data: PathBuf,
}

/// What ended a command early, with its exit code.
pub enum Failure {
    /// Refused or failed.
    Failed(String),
    /// Wrong usage.
    Usage(String),
    /// The passphrase is not right, or may not be tried now.
    Passphrase(String),
    /// The record does not verify.
    Unsound,
}

impl From<yarrow_api::ApiError> for Failure {
    fn from(error: yarrow_api::ApiError) -> Self {
        use yarrow_api::ErrorKind;
        let is_passphrase =
            error.field.as_deref() == Some("passphrase") || error.kind == ErrorKind::Throttled;
        let message = match error.field {
            Some(field) if !is_passphrase => format!("{field}: {}", error.message),
            _ => error.message,
        };
        if is_passphrase { Self::Passphrase(message) } else { Self::Failed(message) }
    }
}

impl From<yarrow_core::Error> for Failure {
    fn from(error: yarrow_core::Error) -> Self {
        yarrow_api::ApiError::from(error).into()
    }
}

impl From<std::io::Error> for Failure {
    fn from(error: std::io::Error) -> Self {
        Self::Failed(format!("A file could not be read or written ({}).", error.kind()))
    }
}

fn main() -> ExitCode {
    let outcome = match Cli::parse().command {
        Command::Init(init) => init.run(),
        Command::Commands => call::list(),
        Command::Call(call) => call.run(),
        Command::Import(import) => import.run(),
        Command::Interactions(interactions) => interactions.run(),
        Command::Check(check) => check.run(),
        Command::Knowledge(knowledge) => knowledge.run(),
        Command::Script(script) => script.run(),
        Command::Sig(sig) => sig.run(),
        Command::Verify(verify) => verify.run(),
        Command::Outbox(outbox) => outbox.run(),
        Command::Serve(serve) => serve.run(),
    };
    let (code, message) = match outcome {
        Ok(()) => return ExitCode::SUCCESS,
        Err(Failure::Failed(message)) => (1, message),
        Err(Failure::Usage(message)) => (2, message),
        Err(Failure::Passphrase(message)) => (3, message),
        Err(Failure::Unsound) => (4, "The record does not verify; the problems are listed above.".to_owned()),
    };
    eprintln!("{message}");
    ExitCode::from(code)
}
