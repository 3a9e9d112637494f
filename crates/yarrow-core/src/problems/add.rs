//! Adding a problem by its ICD-10-CM code.

use serde::Deserialize;
use yarrow_kernel::{EncounterId, PartialDate, PatientId, TextRule, clean_line};

use super::{ClinicalStatus, Condition};
use crate::access::{Operation, Permission, Session};
use crate::error::{Error, Result};
use crate::store::Written;

/// A problem to add.
#[derive(Clone, Debug, Deserialize, ts_rs::TS)]
pub struct AddProblem {
    /// Whose.
    pub patient_id: PatientId,
    /// In which visit.
    pub encounter_id: Option<EncounterId>,
    /// ICD-10-CM code.
    pub code: String,
    /// In words.
    pub display: String,
    /// Since when.
    pub onset: Option<PartialDate>,
    /// Remark.
    pub note: Option<String>,
}

const ADD: Operation = Operation::new("add_problem", Permission::ChartWrite);

/// Adds a problem.
///
/// # Errors
/// When the code is unknown or the problem is already active.
pub fn add(session: &Session, request: AddProblem) -> Result<Written<Condition>> {
    let code = clean_line("code", &request.code, TextRule { max: 12, required: true })?.to_uppercase();
    let known = session.knowledge().diagnosis(&code);
    let Some(known) = known else {
        return Err(Error::invalid(
            "code",
            format!("{code} is not an ICD-10-CM code of this year's table; search for it by words."),
        ));
    };
    let display = clean_line("display", &request.display, TextRule { max: 300, required: false })?;
    let note = clean_line(
        "note",
        request.note.as_deref().unwrap_or_default(),
        TextRule { max: 2000, required: false },
    )?;
    session.write(&ADD, move |tx| {
        let patient = crate::patients::require(tx.db(), request.patient_id)?;
        if super::list(tx.db(), patient.id, false)?.iter().any(|problem| problem.code == known.code) {
            return Err(Error::Refused(format!(
                "{} is already on the problem list. Nothing was changed.",
                known.code
            )));
        }
        let condition = Condition {
            id: tx.new_id(),
            patient_id: patient.id,
            encounter_id: request.encounter_id,
            code: known.code,
            display: if display.is_empty() { known.display } else { display },
            clinical_status: ClinicalStatus::Active,
            onset: request.onset,
            abatement: None,
            note: (!note.is_empty()).then_some(note),
            recorded_at: tx.now(),
            recorder_id: Some(tx.user()?),
            entered_in_error: false,
        };
        tx.insert(&condition)?;
        Ok(condition)
    })
}
