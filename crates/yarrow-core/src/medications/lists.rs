//! Stopping, holding and resuming a medication, each with a reason.

use std::sync::Arc;

use serde::Deserialize;
use yarrow_kernel::{MedicationRequestId, PatientId, TextRule, clean_line};

use super::check::{checked, drug_fact, facts_for, unresolved};
use super::{MedicationRequest, MedicationStatus};
use crate::access::{Operation, Permission, Session};
use crate::error::{Error, Result};
use crate::store::{Tx, Written};

/// What happens to a medication, and why.
#[derive(Clone, Debug, Deserialize, ts_rs::TS)]
pub struct ChangeMedication {
    /// Which.
    pub id: MedicationRequestId,
    /// Why.
    pub reason: String,
}

/// A medication to go on with.
#[derive(Clone, Copy, Debug, Deserialize, ts_rs::TS)]
pub struct ResumeMedication {
    /// Which.
    pub id: MedicationRequestId,
}

const STOP: Operation = Operation::new("stop_medication", Permission::ChartWrite);
const HOLD: Operation = Operation::new("hold_medication", Permission::ChartWrite);
const RESUME: Operation = Operation::new("resume_medication", Permission::ChartWrite);
const REASON: TextRule = TextRule { max: 200, required: true };

/// Stops a medication.
///
/// # Errors
/// When it is not being taken or no reason is given.
pub fn stop(session: &Session, request: ChangeMedication) -> Result<Written<MedicationRequest>> {
    let reason = clean_line("reason", &request.reason, REASON)?;
    session.write(&STOP, move |tx| {
        let from = [MedicationStatus::Active, MedicationStatus::OnHold];
        change(tx, request.id, &from, MedicationStatus::Stopped, Some(reason))
    })
}

/// Pauses a medication.
///
/// # Errors
/// As [`stop`].
pub fn hold(session: &Session, request: ChangeMedication) -> Result<Written<MedicationRequest>> {
    let reason = clean_line("reason", &request.reason, REASON)?;
    session.write(&HOLD, move |tx| {
        change(tx, request.id, &[MedicationStatus::Active], MedicationStatus::OnHold, Some(reason))
    })
}

/// Goes on with a paused or stopped medication (also: undo). It is checked against what is taken now.
///
/// # Errors
/// When it is neither, or when going on meets a finding that needs an answer: then it is prescribed anew, with a reason.
pub fn resume(session: &Session, request: ResumeMedication) -> Result<Written<MedicationRequest>> {
    let knowledge = Arc::clone(session.knowledge());
    session.write(&RESUME, move |tx| {
        let from = [MedicationStatus::OnHold, MedicationStatus::Stopped];
        let medication: MedicationRequest = tx.require(request.id, "This medication")?;
        let facts = facts_for(tx.db(), medication.patient_id, Some(medication.id), &[])?;
        let report = checked(&knowledge, &facts, &drug_fact(&medication));
        let open = unresolved(&report, &medication.overrides);
        if let Some(finding) = report.findings.iter().find(|finding| open.contains(&finding.key)) {
            return Err(Error::Refused(format!(
                "{} is not resumed: {}. Nothing was changed. Prescribe it again to give a reason, or stop the other one first.",
                medication.display, finding.title
            )));
        }
        change(tx, request.id, &from, MedicationStatus::Active, None)
    })
}

/// Pauses a medication as the resolution of a finding, in the same transaction.
pub(super) fn hold_in(
    tx: &mut Tx<'_>,
    id: MedicationRequestId,
    patient: PatientId,
    reason: &str,
) -> Result<()> {
    let medication: MedicationRequest = tx.require(id, "The medication to hold")?;
    if medication.patient_id != patient {
        return Err(Error::invalid("hold", "The medication to hold belongs to another patient."));
    }
    change(tx, id, &[MedicationStatus::Active], MedicationStatus::OnHold, Some(reason.to_owned()))?;
    Ok(())
}

fn change(
    tx: &mut Tx<'_>,
    id: MedicationRequestId,
    from: &[MedicationStatus],
    to: MedicationStatus,
    reason: Option<String>,
) -> Result<MedicationRequest> {
    let mut medication: MedicationRequest = tx.require(id, "This medication")?;
    if !from.contains(&medication.status) {
        return Err(Error::Refused(format!(
            "{} is {} and cannot become {}. Nothing was changed.",
            medication.display,
            medication.status.code(),
            to.code()
        )));
    }
    medication.status = to;
    medication.status_reason = reason;
    tx.save(&medication)?;
    Ok(medication)
}
