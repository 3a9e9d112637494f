//! What is wrong with a message: where, and what would be right.

/// Longest name or sentence repeated from a message; a hostile one must not fill a report with its own text.
const LONGEST: usize = 80;

/// Why a message can be neither read nor written. The text never repeats a value of the message: it may be a patient's.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("{place}: {says}")]
pub struct Fault {
    /// The element, as a path from the root ("/Message/Header/MessageID"), or "line 3, column 7" where the text itself
    /// is broken, or "the message" where all of it is meant.
    pub place: String,
    /// What is wrong there and what would be right.
    pub says: String,
}

impl Fault {
    /// A fault of the message as a whole.
    pub(super) fn whole(says: impl Into<String>) -> Self {
        Self::at("the message", says)
    }

    /// A fault at a place.
    pub(super) fn at(place: impl Into<String>, says: impl Into<String>) -> Self {
        Self { place: place.into(), says: says.into() }
    }
}

/// A name from the message, short enough to be shown.
pub(super) fn clip(name: &str) -> String {
    if name.chars().count() <= LONGEST {
        return name.to_owned();
    }
    name.chars().take(LONGEST).chain(['…']).collect()
}
