//! Resolving, reactivating, correcting or striking out a problem.

use serde::Deserialize;
use yarrow_kernel::{ConditionId, PartialDate, TextRule, clean_line};

use super::{ClinicalStatus, Condition};
use crate::access::{Operation, Permission, Session};
use crate::error::{Error, Result};
use crate::store::Written;

/// A problem as it should be.
#[derive(Clone, Debug, Deserialize, ts_rs::TS)]
pub struct UpdateProblem {
    /// Which.
    pub id: ConditionId,
    /// Where it stands.
    pub clinical_status: ClinicalStatus,
    /// Since when.
    pub onset: Option<PartialDate>,
    /// Until when.
    pub abatement: Option<PartialDate>,
    /// Remark.
    pub note: Option<String>,
    /// Struck out.
    pub entered_in_error: bool,
}

const UPDATE: Operation = Operation::new("update_problem", Permission::ChartWrite);

/// Changes a problem.
///
/// # Errors
/// When it ends before it began.
pub fn update(session: &Session, request: UpdateProblem) -> Result<Written<Condition>> {
    let ends_first = request.onset.zip(request.abatement).is_some_and(|(from, to)| to.year < from.year);
    if ends_first {
        return Err(Error::invalid("abatement", "The problem ends before it begins; check the two dates."));
    }
    let note = clean_line(
        "note",
        request.note.as_deref().unwrap_or_default(),
        TextRule { max: 2000, required: false },
    )?;
    session.write(&UPDATE, move |tx| {
        let stored: Condition = tx.require(request.id, "This problem")?;
        let condition = Condition {
            clinical_status: request.clinical_status,
            onset: request.onset,
            abatement: request.abatement,
            note: (!note.is_empty()).then_some(note),
            entered_in_error: request.entered_in_error,
            ..stored
        };
        tx.save(&condition)?;
        Ok(condition)
    })
}
