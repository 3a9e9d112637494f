//! Pausing a medication, with a reason and, where somebody can say so, until when.

use serde::Deserialize;
use yarrow_kernel::{LocalDate, MedicationRequestId, PatientId};

use super::reasons::for_holding;
use super::{Becomes, change};
use crate::access::{Operation, Permission, Session};
use crate::error::{Error, Result};
use crate::medications::{MedicationRequest, MedicationStatus};
use crate::settings;
use crate::store::{Tx, Written};

/// A medication to pause.
#[derive(Clone, Debug, Deserialize, ts_rs::TS)]
pub struct HoldMedication {
    /// Which.
    pub id: MedicationRequestId,
    /// A code of the listed reasons.
    pub code: Option<String>,
    /// In words; may be empty when there is a code that speaks for itself.
    pub reason: String,
    /// The day it is thought of again; it stays paused until somebody resumes it.
    pub until: Option<LocalDate>,
}

const HOLD: Operation = Operation::new("hold_medication", Permission::ChartWrite);

/// Pauses a medication.
///
/// # Errors
/// When it is not being taken, no reason is given, or the day is past.
pub fn hold(session: &Session, request: HoldMedication) -> Result<Written<MedicationRequest>> {
    session.write(&HOLD, move |tx| {
        let given = for_holding(request.code.as_deref(), &request.reason)?;
        let today = settings::today(tx.db(), tx.now())?;
        if request.until.is_some_and(|until| until < today) {
            return Err(Error::invalid("until", "This day is past; give a day to come, or none."));
        }
        let becomes = Becomes { until: request.until, ..paused(given.words, given.code) };
        change(tx, request.id, becomes)
    })
}

/// Pauses a medication as the resolution of a finding, in the same transaction.
///
/// # Errors
/// When it is not being taken by this patient.
pub(in crate::medications) fn hold_in(
    tx: &mut Tx<'_>,
    id: MedicationRequestId,
    patient: PatientId,
    reason: &str,
) -> Result<()> {
    let medication: MedicationRequest = tx.require(id, "The medication to hold")?;
    if medication.patient_id != patient {
        return Err(Error::invalid("hold", "The medication to hold belongs to another patient."));
    }
    change(tx, id, paused(reason.to_owned(), Some("sddi".to_owned())))?;
    Ok(())
}

fn paused(words: String, code: Option<String>) -> Becomes {
    Becomes {
        from: &[MedicationStatus::Active],
        to: MedicationStatus::OnHold,
        reason: Some(words),
        code,
        until: None,
        ended_on: None,
    }
}
