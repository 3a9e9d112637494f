//! Opening one chart in an emergency, with a reason.

use serde::Deserialize;
use yarrow_kernel::{PatientId, TextRule, clean_line};

use crate::access::{Operation, Permission, Session};
use crate::error::{Error, Result};
use crate::store::AuditNote;

/// Which chart, and why.
#[derive(Clone, Debug, Deserialize, ts_rs::TS)]
pub struct BreakGlass {
    /// The patient.
    pub patient_id: PatientId,
    /// Why.
    pub reason: String,
}

const BREAK_GLASS: Operation = Operation::new("break_glass", Permission::BreakGlass);

/// Opens one chart for an hour, read-only, with the reason in the audit.
///
/// # Errors
/// When the role has no emergency access or the reason is too short to mean anything.
pub fn break_glass(session: &Session, request: BreakGlass) -> Result<()> {
    let reason = clean_line("reason", &request.reason, TextRule { max: 500, required: true })?;
    if reason.chars().count() < 8 {
        return Err(Error::invalid("reason", "Say in a few words why this chart is needed now."));
    }
    let patient = request.patient_id;
    session.write(&BREAK_GLASS, move |tx| {
        crate::patients::require(tx.db(), patient)?;
        tx.audit(AuditNote::new("emergency access", "chart").patient(patient).reason(&reason));
        Ok(())
    })?;
    session.grant_emergency(patient);
    Ok(())
}
