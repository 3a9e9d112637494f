//! Texts from elsewhere: never shortened silently, and without characters that hide or reorder what is read.

use yarrow_codecs::fhir::CodeableConcept;
use yarrow_kernel::Timestamp;

use crate::error::Error;

/// Why a resource is not stored: its own fault, or one that ends the whole import.
pub(super) enum Halt {
    /// This resource is set aside for this reason.
    Aside(String),
    /// The file cannot be imported.
    Fail(Error),
}

impl From<Error> for Halt {
    fn from(error: Error) -> Self {
        match error {
            Error::Invalid { field, message } => Self::Aside(format!("{field}: {message}")),
            other => Self::Fail(other),
        }
    }
}

pub(super) fn aside<T>(reason: impl Into<String>) -> Result<T, Halt> {
    Err(Halt::Aside(reason.into()))
}

/// One line: line breaks, control characters and bidirectional overrides become spaces.
pub(super) fn line(field: &str, text: &str, max: usize) -> Result<String, Halt> {
    let hidden = |c: char| {
        c.is_control() || matches!(c, '\u{202A}'..='\u{202E}' | '\u{2066}'..='\u{2069}' | '\u{FEFF}')
    };
    let plain: String = text.chars().map(|c| if hidden(c) { ' ' } else { c }).collect();
    let line = plain.split_whitespace().collect::<Vec<_>>().join(" ");
    let length = line.chars().count();
    if length > max {
        return aside(format!("{field}: {length} characters; at most {max} fit, and it is not cut"));
    }
    Ok(line)
}

/// The same for something that may be missing.
pub(super) fn optional_line(field: &str, text: Option<&str>, max: usize) -> Result<Option<String>, Halt> {
    let line = line(field, text.unwrap_or_default(), max)?;
    Ok((!line.is_empty()).then_some(line))
}

/// The name of a concept; a bare code of a licensed system is not a name.
pub(super) fn name(field: &str, concept: Option<&CodeableConcept>, max: usize) -> Result<String, Halt> {
    let words = concept.and_then(CodeableConcept::words);
    let name = line(field, words.unwrap_or_default(), max)?;
    if name.is_empty() { aside(format!("{field}: has no words, only codes or nothing")) } else { Ok(name) }
}

/// An instant that has already happened. A day of grace for clocks and zones.
pub(super) fn past(field: &str, at: Timestamp, now: Timestamp) -> Result<Timestamp, Halt> {
    if at > now.plus_millis(86_400_000) {
        return aside(format!("{field}: {at} is in the future"));
    }
    Ok(at)
}

/// Sentences joined into one remark.
pub(super) fn remark(parts: Vec<String>) -> Option<String> {
    (!parts.is_empty()).then(|| parts.join(" · "))
}
