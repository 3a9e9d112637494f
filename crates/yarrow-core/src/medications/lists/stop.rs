//! Stopping a medication, with a reason and the last day it was taken.

use serde::Deserialize;
use yarrow_kernel::{LocalDate, MedicationRequestId};

use super::reasons::{COURSE_COMPLETED, for_stopping};
use super::{Becomes, change};
use crate::access::{Operation, Permission, Session};
use crate::error::{Error, Result};
use crate::medications::{MedicationRequest, MedicationStatus};
use crate::settings;
use crate::store::{Tx, Written};

/// A medication to stop.
#[derive(Clone, Debug, Deserialize, ts_rs::TS)]
pub struct StopMedication {
    /// Which.
    pub id: MedicationRequestId,
    /// A code of the listed reasons.
    pub code: Option<String>,
    /// In words; may be empty when there is a code that speaks for itself.
    pub reason: String,
    /// The last day it was taken; today when not given.
    pub on: Option<LocalDate>,
}

const STOP: Operation = Operation::new("stop_medication", Permission::ChartWrite);

/// Stops a medication; a course that came to its planned end is completed instead.
///
/// # Errors
/// When it is not on the list of what is taken, no reason is given, or the day lies ahead or before its start.
pub fn stop(session: &Session, request: StopMedication) -> Result<Written<MedicationRequest>> {
    session.write(&STOP, move |tx| stop_in(tx, &request))
}

/// The same inside a transaction.
///
/// # Errors
/// As [`stop`].
pub(crate) fn stop_in(tx: &mut Tx<'_>, request: &StopMedication) -> Result<MedicationRequest> {
    let given = for_stopping(request.code.as_deref(), &request.reason)?;
    let today = settings::today(tx.db(), tx.now())?;
    let on = request.on.unwrap_or(today);
    if on > today {
        return Err(Error::invalid(
            "on",
            "The last day lies ahead. Give today or an earlier day; what ends later is stopped then.",
        ));
    }
    let medication: MedicationRequest = tx.require(request.id, "This medication")?;
    if medication.start.is_some_and(|start| on < start) {
        return Err(Error::invalid("on", "The last day lies before the first one; check the two dates."));
    }
    let completed = given.code.as_deref() == Some(COURSE_COMPLETED);
    let becomes = Becomes {
        from: &[MedicationStatus::Active, MedicationStatus::OnHold],
        to: if completed { MedicationStatus::Completed } else { MedicationStatus::Stopped },
        reason: Some(given.words),
        code: given.code,
        until: None,
        ended_on: Some(on),
    };
    change(tx, request.id, becomes)
}
