//! A refill that a patient asks for at the desk or by telephone, put before a prescriber.

use serde::Deserialize;
use yarrow_kernel::{MedicationRequestId, PatientId, PractitionerId, TextRule, clean_line};

use super::add::keep;
use super::{AddTask, Task, TaskKind};
use crate::access::{Operation, Permission, Session};
use crate::error::{Error, Result};
use crate::medications::MedicationRequest;
use crate::people::Practitioner;
use crate::store::{Written, query};

/// A refill asked for.
#[derive(Clone, Debug, Deserialize, ts_rs::TS)]
pub struct RequestRefill {
    /// For whom.
    pub patient_id: PatientId,
    /// The medication, where whoever asks may see the chart.
    pub medication_id: Option<MedicationRequestId>,
    /// What is asked for, as the patient says it: "the blood pressure pill, lisinopril". The medication's name stands for it
    /// where one was chosen.
    pub asked_for: String,
    /// What else was said: "runs out Friday, to Alder Pharmacy".
    pub note: Option<String>,
    /// The prescriber who is to decide.
    pub owner_id: PractitionerId,
}

// The front desk takes these calls and sees no chart: it can put a request down, not read what became of it.
const REQUEST: Operation = Operation::new("request_refill", Permission::PatientDemographicsWrite);

/// Naming a medication of the chart says that it is there.
const NAMED: Operation = Operation::new("request_refill", Permission::ChartRead);

/// Puts a refill request before a prescriber.
///
/// # Errors
/// Names the field; when the same is waiting already; when a medication is named by somebody who may not open charts.
pub fn request_refill(session: &Session, request: RequestRefill) -> Result<Written<Task>> {
    if request.medication_id.is_some() {
        session.require(&NAMED)?;
    }
    session.write(&REQUEST, move |tx| {
        let asked_for =
            clean_line("asked_for", &request.asked_for, TextRule { max: 200, required: request.medication_id.is_none() })?;
        let note = clean_line(
            "note",
            request.note.as_deref().unwrap_or_default(),
            TextRule { max: 400, required: false },
        )?;
        let owner: Practitioner = tx.require(request.owner_id, "This person")?;
        if !owner.active || !owner.may(Permission::Prescribe) {
            return Err(Error::invalid("owner_id", "Choose somebody who prescribes here."));
        }
        let asked_for = match request.medication_id {
            Some(id) => {
                let medication: MedicationRequest = tx.require(id, "This medication")?;
                if medication.patient_id != request.patient_id {
                    return Err(Error::invalid("medication_id", "This medication belongs to another patient."));
                }
                medication.display
            }
            None => asked_for,
        };
        let description = format!("Refill asked for: {asked_for}");
        let waiting: Vec<Task> = query(
            tx.db(),
            "WHERE patient_id = ?1 AND status = 'requested' AND kind = 'refill' AND description = ?2 COLLATE NOCASE LIMIT 1",
            (request.patient_id.as_bytes(), &description),
        )?;
        if !waiting.is_empty() {
            return Err(Error::Refused(
                "The same refill is asked for already and waits for an answer. Nothing was added.".to_owned(),
            ));
        }
        let task = AddTask {
            patient_id: request.patient_id,
            description,
            reason: (!note.is_empty()).then_some(note),
            medication_id: request.medication_id,
            due: None,
            owner_id: Some(owner.id),
        };
        keep(tx, task, TaskKind::Refill)
    })
}
