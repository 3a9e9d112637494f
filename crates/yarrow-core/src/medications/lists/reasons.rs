//! Coded reasons for holding and stopping a medication.
//!
//! Where HL7 has a code it is taken from `medicationrequest-status-reason` (FHIR R4); the others are ours, in snake_case.

use serde::Serialize;
use yarrow_kernel::{TextRule, clean_line};

use crate::error::{Error, Result};

/// One reason to choose.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, ts_rs::TS)]
pub struct StatusReason {
    /// Code.
    pub code: &'static str,
    /// In words.
    pub display: &'static str,
}

/// The reasons offered, usual ones first.
#[derive(Clone, Copy, Debug, Serialize, ts_rs::TS)]
pub struct StatusReasons {
    /// For stopping.
    pub stop: &'static [StatusReason],
    /// For holding.
    pub hold: &'static [StatusReason],
}

const fn reason(code: &'static str, display: &'static str) -> StatusReason {
    StatusReason { code, display }
}

/// The course came to its planned end: then a medication is completed, not stopped.
pub(super) const COURSE_COMPLETED: &str = "course_completed";
/// The code that says nothing without words.
const OTHER: &str = "other";

const STOP: &[StatusReason] = &[
    reason(COURSE_COMPLETED, "Course completed"),
    reason("sintol", "Side effect or intolerance"),
    reason("not_effective", "Not effective"),
    reason("no_longer_needed", "No longer needed"),
    reason("patient_stopped", "Patient stopped it"),
    reason("sddi", "Interaction with another drug"),
    reason("salg", "Allergy"),
    reason("sdupther", "Duplicate therapy"),
    reason("preg", "Pregnancy or breastfeeding"),
    reason("cost", "Cost or coverage"),
    reason(OTHER, "Another reason"),
];

const HOLD: &[StatusReason] = &[
    reason("sddi", "Interaction with another drug"),
    reason("surg", "Procedure planned"),
    reason("drughigh", "Drug level too high"),
    reason("lab_awaited", "Laboratory result awaited"),
    reason("acute_illness", "Acute illness"),
    reason("sintol", "Side effect suspected"),
    reason("hospadm", "In hospital"),
    reason("preg", "Pregnancy or breastfeeding"),
    reason(OTHER, "Another reason"),
];

/// Every coded reason.
pub fn status_reasons() -> StatusReasons {
    StatusReasons { stop: STOP, hold: HOLD }
}

/// A reason as given: a code of the list, words, or both.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Given {
    pub code: Option<String>,
    pub words: String,
}

/// Reads a reason for stopping.
///
/// # Errors
/// Names the field when neither a code nor words were given, or the code is not on the list.
pub(super) fn for_stopping(code: Option<&str>, words: &str) -> Result<Given> {
    given(STOP, code, words)
}

/// Reads a reason for holding.
///
/// # Errors
/// As [`for_stopping`].
pub(super) fn for_holding(code: Option<&str>, words: &str) -> Result<Given> {
    given(HOLD, code, words)
}

fn given(list: &[StatusReason], code: Option<&str>, words: &str) -> Result<Given> {
    let words = clean_line("reason", words, TextRule { max: 200, required: false })?;
    let Some(code) = code else {
        if words.is_empty() {
            return Err(Error::invalid("reason", "Say why: choose a reason or write a few words."));
        }
        return Ok(Given { code: None, words });
    };
    let listed = list
        .iter()
        .find(|reason| reason.code == code)
        .ok_or_else(|| Error::invalid("code", "Choose one of the listed reasons."))?;
    if listed.code == OTHER && words.is_empty() {
        return Err(Error::invalid("reason", "Say the other reason in a few words."));
    }
    let words = if words.is_empty() { listed.display.to_owned() } else { words };
    Ok(Given { code: Some(code.to_owned()), words })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_coded_reason_speaks_for_itself_and_words_add_to_it() {
        let coded = for_stopping(Some("sintol"), "").unwrap();
        assert_eq!(coded.words, "Side effect or intolerance");
        let both = for_stopping(Some("sintol"), "  dry cough ").unwrap();
        assert_eq!((both.code.as_deref(), both.words.as_str()), (Some("sintol"), "dry cough"));
    }

    #[test]
    fn a_reason_must_be_given_and_another_reason_must_be_said() {
        assert!(for_stopping(None, "  ").is_err());
        assert!(for_stopping(Some("other"), "").is_err());
        assert!(for_stopping(Some("because"), "I say so").is_err());
        assert_eq!(for_holding(None, "travelling").unwrap().code, None);
    }

    #[test]
    fn every_list_has_its_codes_once() {
        for list in [STOP, HOLD] {
            let codes: std::collections::BTreeSet<_> = list.iter().map(|reason| reason.code).collect();
            assert_eq!(codes.len(), list.len());
        }
    }
}
