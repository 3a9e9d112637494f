//! The pharmacy that misbehaves on purpose, as a program of its own, and its ledger.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::process::Command;

use serde_json::{Value, json};
use yarrow_tests::process::Process;
use yarrow_tests::served::pharmacy_simulator;

use crate::counter::{SENDER, route};
use crate::house::but;

/// What callers must show.
const TOKEN: &str = "a token of the bridge";

/// A running pharmacy.
pub struct Simulator {
    _process: Process,
    url: String,
    pub dir: PathBuf,
}

impl Simulator {
    /// Opens it in a folder.
    pub fn open(dir: &Path, habits: &[&str]) -> Self {
        let mut command = Command::new(pharmacy_simulator().unwrap());
        command.arg("--dir").arg(dir).args(["--token", TOKEN]).args(habits);
        let url = |line: &str| line.split_once(' ').map(|(url, _)| url.to_owned());
        let (process, url) = Process::start_and_hear(&mut command, url).unwrap();
        Self { _process: process, url, dir: dir.to_owned() }
    }

    /// The settings that lead to it.
    pub fn route(&self) -> Value {
        let ca = std::fs::read_to_string(self.dir.join("ca.pem")).unwrap();
        let https = json!({ "folder": "", "url": self.url, "ca_pem": ca, "sender_id": SENDER });
        json!({ "route": but(route("https", Path::new("")), https), "token": TOKEN })
    }

    /// Delivers bytes as they are.
    pub fn delivers(&self, name: &str, bytes: &[u8]) {
        let there = self.dir.join("inject").join(name);
        std::fs::write(there.with_extension("part"), bytes).unwrap();
        std::fs::rename(there.with_extension("part"), there.with_extension("xml")).unwrap();
    }

    /// What happened so far.
    pub fn ledger(&self) -> Ledger {
        let text = std::fs::read_to_string(self.dir.join("ledger.tsv")).unwrap_or_default();
        let lines = text.lines().map(|line| line.split('\t').map(str::to_owned).collect::<Vec<_>>());
        Ledger(lines.filter(|fields| fields.len() == 4).collect())
    }
}

/// Lines of what, message id, kind, detail.
pub struct Ledger(Vec<Vec<String>>);

impl Ledger {
    /// How often each message met this.
    pub fn by_message(&self, what: &str) -> BTreeMap<&str, usize> {
        self.counted(what, 1)
    }

    /// How often each detail was noted with this: the prescription's number, the fault.
    pub fn by_detail(&self, what: &str) -> BTreeMap<&str, usize> {
        self.counted(what, 3)
    }

    /// How often this happened.
    pub fn count(&self, what: &str) -> usize {
        self.0.iter().filter(|line| line[0] == what).count()
    }

    fn counted(&self, what: &str, field: usize) -> BTreeMap<&str, usize> {
        let mut found = BTreeMap::new();
        for line in self.0.iter().filter(|line| line[0] == what) {
            *found.entry(line[field].as_str()).or_default() += 1;
        }
        found
    }
}
