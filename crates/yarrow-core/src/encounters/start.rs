//! Beginning, finishing and cancelling a visit.

use serde::Deserialize;
use yarrow_kernel::{EncounterId, PatientId, TextRule, clean_line};

use super::{Encounter, EncounterStatus};
use crate::access::{Operation, Permission, Session};
use crate::error::{Error, Result};
use crate::store::{AuditNote, Tx, Written};

/// A visit to begin.
#[derive(Clone, Debug, Deserialize, ts_rs::TS)]
pub struct StartEncounter {
    /// With whom.
    pub patient_id: PatientId,
    /// "Office visit".
    pub kind: String,
    /// Why the patient came.
    pub reason: Option<String>,
}

/// A visit that did not happen after all.
#[derive(Clone, Debug, Deserialize, ts_rs::TS)]
pub struct CancelEncounter {
    /// Which.
    pub encounter_id: EncounterId,
    /// Why.
    pub reason: String,
}

const CANCEL: Operation = Operation::new("cancel_encounter", Permission::NoteWrite);

/// Begins a visit inside a transaction; a visit already going on with the same clinician is continued.
///
/// # Errors
/// Names the field that is wrong.
pub fn start_in(tx: &mut Tx<'_>, request: &StartEncounter) -> Result<Encounter> {
    let patient = crate::patients::require(tx.db(), request.patient_id)?;
    let user = tx.user()?;
    if let Some(open) = super::open_for(tx.db(), patient.id, Some(user))?
        && open.practitioner_id == Some(user)
    {
        return Ok(open);
    }
    let reason = clean_line(
        "reason",
        request.reason.as_deref().unwrap_or_default(),
        TextRule { max: 200, required: false },
    )?;
    let encounter = Encounter {
        id: tx.new_id(),
        patient_id: patient.id,
        practitioner_id: Some(user),
        status: EncounterStatus::InProgress,
        kind: clean_line("kind", &request.kind, TextRule { max: 60, required: true })?,
        reason: (!reason.is_empty()).then_some(reason),
        start: tx.now(),
        end: None,
        location_id: None,
    };
    tx.insert(&encounter)?;
    Ok(encounter)
}

/// Ends a visit inside a transaction.
///
/// # Errors
/// When it is not going on.
pub fn finish_in(tx: &mut Tx<'_>, id: EncounterId) -> Result<Encounter> {
    let stored: Encounter = tx.require(id, "This visit")?;
    let mut encounter = stored.clone();
    if encounter.status == EncounterStatus::InProgress {
        encounter.status = EncounterStatus::Finished;
        encounter.end = Some(tx.now());
        tx.change(&stored, &encounter)?;
    }
    Ok(encounter)
}

/// Cancels a visit that was begun by mistake. Its note and drafts stay in the record, marked.
///
/// # Errors
/// When it is not going on.
pub fn cancel(session: &Session, request: CancelEncounter) -> Result<Written<Encounter>> {
    session.write(&CANCEL, move |tx| {
        let mut encounter: Encounter = tx.require(request.encounter_id, "This visit")?;
        if encounter.status != EncounterStatus::InProgress {
            return Err(Error::Refused(
                "Only a visit that is going on can be cancelled. Nothing was changed.".to_owned(),
            ));
        }
        let reason = clean_line("reason", &request.reason, TextRule { max: 200, required: true })?;
        encounter.status = EncounterStatus::Cancelled;
        encounter.end = Some(tx.now());
        tx.save(&encounter)?;
        tx.audit(AuditNote::new("cancel", "Encounter").patient(encounter.patient_id).reason(&reason));
        Ok(encounter)
    })
}
