//! What becomes of a medication on the list: stopped, held, resumed, replaced by another order.

mod hold;
mod reasons;
mod replace;
mod resume;
mod stop;

use yarrow_kernel::{LocalDate, MedicationRequestId};

pub(super) use hold::hold_in;
pub use hold::{HoldMedication, hold};
pub use reasons::{StatusReason, StatusReasons, status_reasons};
pub(crate) use replace::is_renewal;
pub(super) use replace::{replaceable, retire_prior};
pub use resume::{ResumeMedication, resume};
pub(crate) use stop::stop_in;
pub use stop::{StopMedication, stop};

use super::{MedicationRequest, MedicationStatus};
use crate::error::{Error, Result};
use crate::store::Tx;

/// Where a medication goes, and why.
pub(super) struct Becomes {
    /// From one of these.
    pub from: &'static [MedicationStatus],
    /// To this.
    pub to: MedicationStatus,
    /// In words.
    pub reason: Option<String>,
    /// As a code.
    pub code: Option<String>,
    /// Until when it is held.
    pub until: Option<LocalDate>,
    /// The last day it was taken.
    pub ended_on: Option<LocalDate>,
}

impl Becomes {
    /// Taken again, or still: nothing of an earlier reason stays.
    pub fn active(from: &'static [MedicationStatus]) -> Self {
        let to = MedicationStatus::Active;
        Self { from, to, reason: None, code: None, until: None, ended_on: None }
    }
}

/// Changes where a medication stands. The fields that explain the status are set together, so that none can be left over.
pub(super) fn change(
    tx: &mut Tx<'_>,
    id: MedicationRequestId,
    becomes: Becomes,
) -> Result<MedicationRequest> {
    let before: MedicationRequest = tx.require(id, "This medication")?;
    if !becomes.from.contains(&before.status) {
        return Err(Error::Refused(format!(
            "{} is {} and cannot become {}. Nothing was changed.",
            before.display,
            before.status.code(),
            becomes.to.code()
        )));
    }
    let medication = MedicationRequest {
        status: becomes.to,
        status_reason: becomes.reason,
        status_reason_code: becomes.code,
        hold_until: becomes.until,
        ended_on: becomes.ended_on,
        ..before
    };
    tx.save(&medication)?;
    Ok(medication)
}
