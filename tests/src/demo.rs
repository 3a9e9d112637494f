//! A demo practice for the stories in windows: made once for a test run, copied for each story.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::sync::OnceLock;

use serde_json::Value;
use tempfile::TempDir;
use tokio::sync::{Mutex, MutexGuard};

use crate::Trouble;
use crate::process::{build_folder, record};
use crate::served::terminal_program;

/// Everybody's passphrase in the demo.
pub const PASSPHRASE: &str = "alder demo practice";

static MADE: OnceLock<Result<PathBuf, String>> = OnceLock::new();
static TURN: Mutex<()> = Mutex::const_new(());

/// Waits until no other story has a browser or a window open: two at once starve each other on a small machine.
pub async fn turn() -> MutexGuard<'static, ()> {
    TURN.lock().await
}

/// A demo practice of sixty patients that belongs to the caller; nobody is signed in.
///
/// # Errors
/// When the terminal program cannot make it.
pub fn practice() -> Result<TempDir, Trouble> {
    let made =
        MADE.get_or_init(|| make().map_err(|trouble| trouble.to_string())).as_ref().map_err(Clone::clone)?;
    let own = tempfile::Builder::new().prefix("yarrow-demo").tempdir()?;
    for entry in fs::read_dir(made)? {
        let entry = entry?;
        fs::copy(entry.path(), own.path().join(entry.file_name()))?;
    }
    Ok(own)
}

/// Made anew for each run: its visits lead up to today.
fn make() -> Result<PathBuf, Trouble> {
    let folder = build_folder()?.with_file_name("demo-practice");
    if folder.exists() {
        fs::remove_dir_all(&folder)?;
    }
    let mut init = Command::new(terminal_program()?);
    init.args(["init", "--demo", "--patients", "60", "--data"]).arg(&folder).envs(record(&folder)?);
    let made = init.stdout(Stdio::null()).output()?;
    if made.status.success() {
        Ok(folder)
    } else {
        Err(format!("the demo was not made: {}", String::from_utf8_lossy(&made.stderr)).into())
    }
}

/// Runs one command on a record that no program has open, as a person of the demo.
///
/// # Errors
/// With the program's words when the command is refused.
pub fn call(data: &Path, login: &str, command: &str, request: &Value) -> Result<Value, Trouble> {
    let mut call = Command::new(terminal_program()?);
    call.args(["call", "--user", login, "--data"]).arg(data).args([command, &request.to_string()]);
    let answer = call.envs(record(data)?).env("YARROW_PASSPHRASE", PASSPHRASE).output()?;
    if answer.status.success() {
        Ok(serde_json::from_slice(&answer.stdout)?)
    } else {
        Err(format!("{command}: {}", String::from_utf8_lossy(&answer.stderr)).into())
    }
}
