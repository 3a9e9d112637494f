//! What an import did, for the person who ran it.

use serde::Serialize;

/// One row of the report.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Change {
    /// The official file.
    pub file: String,
    /// Its line, from 1; 0 for what is not in the file any more.
    pub line: usize,
    /// "ingredient", "product", "code", "diagnosis".
    pub what: String,
    /// In words.
    pub text: String,
}

/// What an import did.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize)]
pub struct ImportReport {
    /// Date of the release.
    pub date: String,
    /// Version of the knowledge that was made.
    pub version: String,
    /// Whether it is in use now.
    pub swapped: bool,
    /// Rows read.
    pub read: usize,
    /// New ingredients, products, codes and diagnoses.
    pub added: Vec<Change>,
    /// Those that say something else than before.
    pub changed: Vec<Change>,
    /// Those that the official files do not have any more: out of search, still understood.
    pub gone: Vec<Change>,
    /// Changes that were refused, because a rule, class or dose names the drug or the code; the old row stays.
    pub refused: Vec<Change>,
    /// Rows that are in order and that no use was found for, with the reason.
    pub set_aside: Vec<Change>,
}

impl ImportReport {
    pub(super) fn new(date: &str) -> Self {
        Self { date: date.to_owned(), ..Self::default() }
    }
}

impl std::fmt::Display for ImportReport {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(
            f,
            "{} rows read: {} added, {} changed, {} gone, {} refused, {} set aside",
            self.read,
            self.added.len(),
            self.changed.len(),
            self.gone.len(),
            self.refused.len(),
            self.set_aside.len()
        )
    }
}

/// A row in the making: where it stands.
#[derive(Clone, Copy)]
pub(super) struct At<'a> {
    pub file: &'a str,
    pub line: usize,
}

impl At<'_> {
    pub fn says(self, what: &str, text: impl Into<String>) -> Change {
        Change { file: self.file.to_owned(), line: self.line, what: what.to_owned(), text: text.into() }
    }
}
