//! What reached the pharmacy: a file to which lines are only added, flushed one by one, that outlives the program.

use std::fs::File;
use std::io::Write;
use std::path::Path;
use std::sync::{Mutex, PoisonError};

/// The ledger.
pub struct Ledger(Mutex<File>);

impl Ledger {
    /// Opens or goes on with a ledger.
    pub fn open(path: &Path) -> std::io::Result<Self> {
        Ok(Self(Mutex::new(File::options().create(true).append(true).open(path)?)))
    }

    /// Notes what happened to a message: `reached`, `dispensed`, `again`, `changed`, `cancelled`, …
    pub fn note(&self, what: &str, message_id: &str, kind: &str, detail: &str) {
        let line = format!("{what}\t{message_id}\t{kind}\t{detail}\n");
        let mut file = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        if let Err(error) = file.write_all(line.as_bytes()).and_then(|()| file.flush()) {
            eprintln!("the ledger cannot be written: {error}");
            std::process::exit(1);
        }
    }
}
