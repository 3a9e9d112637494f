//! The reasons for declining a request, as codes and in words.

use serde::Serialize;
use yarrow_codecs::script::Decision;

use crate::error::{Error, Result};

/// A reason for declining.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, ts_rs::TS)]
pub struct DenialReason {
    /// NCPDP ReasonCode.
    pub code: &'static str,
    /// In words.
    pub display: &'static str,
    /// For requests to renew.
    pub renewal: bool,
    /// For requests to change.
    pub change: bool,
}

const fn reason(code: &'static str, display: &'static str, renewal: bool, change: bool) -> DenialReason {
    DenialReason { code, display, renewal, change }
}

/// The reasons, usual ones first (NCPDP External Code List, ReasonCode, as integration guides publish it).
pub const DENIAL_REASONS: &[DenialReason] = &[
    reason("AM", "Patient needs an appointment", true, true),
    reason("AF", "Patient should contact the prescriber first", true, true),
    reason("AD", "Refill too soon", true, false),
    reason("AG", "Refill not appropriate", true, false),
    reason("AL", "Change not appropriate", false, true),
    reason("AP", "Answered by other means, such as telephone or paper", true, true),
    reason("AE", "Medication never prescribed for this patient", true, true),
    reason("AC", "Patient no longer in this prescriber's care", true, true),
    reason("AB", "Patient never in this prescriber's care", true, true),
    reason("AA", "Patient unknown to the prescriber", true, true),
    reason("AN", "Prescriber not with this practice", true, true),
    reason("AO", "No prior authorization will be sought", false, true),
];
/// Answered by other means.
pub(crate) const OTHER_MEANS: &str = "AP";

/// A refusal by a code that fits the kind of request; without words of their own, those of the code.
///
/// # Errors
/// When the code is not one of those.
pub(super) fn denied(code: &str, note: &str, fits: impl Fn(&DenialReason) -> bool) -> Result<Decision> {
    let known = DENIAL_REASONS.iter().find(|known| known.code == code && fits(known));
    let known = known
        .ok_or_else(|| Error::invalid("code", "Choose one of the listed reasons. Nothing was answered."))?;
    let words = if note.is_empty() { known.display } else { note };
    Ok(Decision {
        reason_code: vec![known.code.to_owned()],
        reference_number: None,
        denial_reason: Some(words.to_owned()),
        note: None,
    })
}
