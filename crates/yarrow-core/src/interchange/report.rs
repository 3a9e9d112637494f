//! What an import did, resource by resource.

use std::collections::BTreeMap;

use serde::Serialize;

use crate::error::{Error, Result};

/// How many set-aside resources of one file are listed one by one; the rest is counted.
pub const LISTED: usize = 1_000;

/// Numbers per resource type.
pub type Counts = BTreeMap<String, u32>;

/// A resource, or a part of one, that was not stored.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, ts_rs::TS)]
pub struct SetAside {
    /// Resource type.
    #[serde(rename = "type")]
    #[ts(rename = "type")]
    pub kind: String,
    /// "entry 37 (Observation, urn:uuid:…)".
    pub location: String,
    /// Why, in words.
    pub reason: String,
}

/// What became of one file. For every type: read = stored + already + set aside.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, ts_rs::TS)]
pub struct FileReport {
    /// The file's name.
    pub name: String,
    /// Everything storable in it was stored by an earlier import; nothing was added.
    pub already_imported: bool,
    /// Resources in the file.
    #[ts(type = "Record<string, number>")]
    pub read: Counts,
    /// … added to charts.
    #[ts(type = "Record<string, number>")]
    pub stored: Counts,
    /// … that were in the record before.
    #[ts(type = "Record<string, number>")]
    pub already: Counts,
    /// … not stored, one by one; the first [`LISTED`].
    pub set_aside: Vec<SetAside>,
    /// … not stored, in all.
    pub set_aside_total: u32,
    /// Stored, but without a part that does not fit a chart; the first [`LISTED`].
    pub partly: Vec<SetAside>,
    /// Set aside per type, for the totals.
    #[serde(skip)]
    #[ts(skip)]
    pub(super) aside: Counts,
}

/// What became of all files of one import.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, ts_rs::TS)]
pub struct ImportReport {
    /// File by file.
    pub files: Vec<FileReport>,
    /// Resources read.
    #[ts(type = "Record<string, number>")]
    pub read: Counts,
    /// … added to charts.
    #[ts(type = "Record<string, number>")]
    pub stored: Counts,
    /// … in the record before.
    #[ts(type = "Record<string, number>")]
    pub already: Counts,
    /// … not stored.
    #[ts(type = "Record<string, number>")]
    pub set_aside: Counts,
}

impl ImportReport {
    /// The sums over the files.
    pub fn of(files: Vec<FileReport>) -> Self {
        let mut report = Self::default();
        for file in &files {
            for (sum, part) in [
                (&mut report.read, &file.read),
                (&mut report.stored, &file.stored),
                (&mut report.already, &file.already),
                (&mut report.set_aside, &file.aside),
            ] {
                for (kind, count) in part {
                    *sum.entry(kind.clone()).or_default() += count;
                }
            }
        }
        report.files = files;
        report
    }
}

impl FileReport {
    pub(super) fn new(name: &str) -> Self {
        Self { name: name.to_owned(), ..Self::default() }
    }

    pub(super) fn count_read(&mut self, kind: &str) {
        count(&mut self.read, kind);
    }

    pub(super) fn count_stored(&mut self, kind: &str) {
        count(&mut self.stored, kind);
    }

    pub(super) fn count_already(&mut self, kind: &str) {
        count(&mut self.already, kind);
    }

    pub(super) fn add_aside(&mut self, kind: &str, location: String, reason: String) {
        count(&mut self.aside, kind);
        self.set_aside_total += 1;
        if self.set_aside.len() < LISTED {
            self.set_aside.push(SetAside { kind: kind.to_owned(), location, reason });
        }
    }

    pub(super) fn add_partly(&mut self, kind: &str, location: String, reason: String) {
        if self.partly.len() < LISTED {
            self.partly.push(SetAside { kind: kind.to_owned(), location, reason });
        }
    }

    /// Checks the sums.
    ///
    /// # Errors
    /// [`Error::Internal`] when a resource was lost between reading and storing; the transaction then rolls back.
    pub(super) fn balance(&mut self) -> Result<()> {
        let of = |counts: &Counts, kind: &str| counts.get(kind).copied().unwrap_or(0);
        let kinds =
            self.read.keys().chain(self.stored.keys()).chain(self.already.keys()).chain(self.aside.keys());
        for kind in kinds {
            let accounted = of(&self.stored, kind) + of(&self.already, kind) + of(&self.aside, kind);
            if of(&self.read, kind) != accounted {
                return Err(Error::Internal("import-count"));
            }
        }
        if self.aside.values().sum::<u32>() != self.set_aside_total {
            return Err(Error::Internal("import-count"));
        }
        self.already_imported = self.stored.is_empty() && !self.already.is_empty();
        Ok(())
    }
}

fn count(counts: &mut Counts, kind: &str) {
    *counts.entry(kind.to_owned()).or_default() += 1;
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_resource_that_is_neither_stored_nor_explained_stops_the_import() {
        let mut report = FileReport::new("a.json");
        report.count_read("Observation");
        report.count_read("Observation");
        report.count_stored("Observation");
        assert!(matches!(report.clone().balance(), Err(Error::Internal("import-count"))));
        report.add_aside("Observation", "entry 2 (Observation)".to_owned(), "no value".to_owned());
        assert!(report.balance().is_ok());
        let total = ImportReport::of(vec![report.clone(), report]);
        assert_eq!(
            (total.read["Observation"], total.stored["Observation"], total.set_aside["Observation"]),
            (4, 2, 2)
        );
    }
}
