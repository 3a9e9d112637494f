//! What is wrong with a file or with one resource, as sentences a person can act on.

use super::place::Place;

/// Longest reason kept; a hostile file must not fill the report with its own text.
const LONGEST: usize = 300;

/// Why a whole file is refused. Nothing of it is read further.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum Refusal {
    /// More bytes than [`super::MAX_BUNDLE`].
    #[error(
        "The file has {} MB; at most {} MB are read at once. Nothing was changed. Export fewer patients per file, or \
         one file per patient, and import the parts.",
        .bytes.div_ceil(1_000_000), .max / 1_000_000
    )]
    TooLarge {
        /// Its size.
        bytes: usize,
        /// The limit.
        max: usize,
    },
    /// More entries than [`super::MAX_ENTRIES`].
    #[error(
        "The file has more than {max} entries. Nothing was changed. Export fewer patients per file and import the parts."
    )]
    TooMany {
        /// The limit.
        max: usize,
    },
    /// Nothing in it.
    #[error("The file is empty. Nothing was changed. Export it again.")]
    Empty,
    /// Another kind of file.
    #[error("This is {what}, not FHIR R4 as JSON. Nothing was changed. {hint}")]
    Other {
        /// What it looks like.
        what: &'static str,
        /// What to do.
        hint: &'static str,
    },
    /// It stops in the middle.
    #[error(
        "The file ends too early, at {place}, in the middle of {reading}. Nothing was changed. Export or download it again."
    )]
    CutOff {
        /// Where it ends.
        place: Place,
        /// What was being read.
        reading: String,
    },
    /// It is not JSON.
    #[error(
        "The file is not valid JSON at {place}, in {reading}: {reason}. Nothing was changed. Export it again."
    )]
    Syntax {
        /// Where.
        place: Place,
        /// What was being read.
        reading: String,
        /// What the parser met.
        reason: String,
    },
    /// Nested deeper than any FHIR resource.
    #[error(
        "The file nests deeper than {max} levels at {place}; no FHIR resource does. Nothing was changed."
    )]
    TooDeep {
        /// Where.
        place: Place,
        /// The limit.
        max: usize,
    },
    /// JSON, and a bundle, but not one that can be imported.
    #[error("{0} Nothing was changed.")]
    Bundle(String),
}

/// Why one resource cannot be read; the others of its file are not affected.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("{}{reason}", path.as_ref().map(|path| format!("{path}: ")).unwrap_or_default())]
pub struct Fault {
    /// The element at fault, dotted: "valueQuantity.value".
    pub path: Option<String>,
    /// What is wrong with it.
    pub reason: String,
    /// Where in the file.
    pub place: Option<Place>,
}

impl Fault {
    /// A fault of the resource as a whole.
    pub fn whole(reason: impl Into<String>) -> Self {
        Self { path: None, reason: clip(&reason.into()), place: None }
    }

    /// A fault at an element.
    pub fn at(path: &str, reason: &str, place: Place) -> Self {
        let path = (!path.is_empty() && path != ".").then(|| clip(path));
        Self { path, reason: clip(reason), place: Some(place) }
    }
}

/// The text without what the parser appends about lines, and not longer than a report can show.
pub(super) fn clip(text: &str) -> String {
    let text = text.split(" at line ").next().unwrap_or_default();
    if text.chars().count() <= LONGEST {
        return text.to_owned();
    }
    let short: String = text.chars().take(LONGEST).collect();
    format!("{short}…")
}
