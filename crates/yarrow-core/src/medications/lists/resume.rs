//! Going on with a paused or ended medication; also how stopping and holding are taken back.

use std::sync::Arc;

use serde::Deserialize;
use yarrow_kernel::MedicationRequestId;

use super::{Becomes, change};
use crate::access::{Operation, Permission, Session};
use crate::error::{Error, Result};
use crate::medications::check::{checked, unresolved};
use crate::medications::gather::{Chart, drug_fact, facts_for};
use crate::medications::store::successor;
use crate::medications::{MedicationRequest, MedicationStatus};
use crate::settings;
use crate::store::Written;

/// A medication to go on with.
#[derive(Clone, Copy, Debug, Deserialize, ts_rs::TS)]
pub struct ResumeMedication {
    /// Which.
    pub id: MedicationRequestId,
}

const RESUME: Operation = Operation::new("resume_medication", Permission::ChartWrite);

/// Goes on with a paused, stopped or completed medication. It is checked against what is taken now.
///
/// # Errors
/// When it is none of these, when another order took its place, or when going on meets a finding that needs an answer:
/// then it is prescribed anew, with a reason.
pub fn resume(session: &Session, request: ResumeMedication) -> Result<Written<MedicationRequest>> {
    let knowledge = Arc::clone(session.knowledge());
    session.write(&RESUME, move |tx| {
        let medication: MedicationRequest = tx.require(request.id, "This medication")?;
        if let Some(newer) = successor(tx.db(), medication.id)? {
            return Err(Error::Refused(format!(
                "{} was replaced by a newer order, {}. Nothing was changed; change that one instead.",
                medication.display, newer.display
            )));
        }
        let chart = Chart { knowledge: &knowledge, today: settings::today(tx.db(), tx.now())?, patient: medication.patient_id };
        let facts = facts_for(tx.db(), chart, Some(medication.id), &[])?;
        let proposed = drug_fact(&medication, &knowledge);
        let report = checked(tx.db(), &knowledge, medication.patient_id, &facts, &proposed)?;
        let open = unresolved(&report, &medication.overrides);
        if let Some(finding) = report.findings.iter().find(|finding| open.contains(&finding.key)) {
            return Err(Error::Refused(format!(
                "{} is not resumed: {}. Nothing was changed. Prescribe it again to give a reason, or stop the other one first.",
                medication.display, finding.title
            )));
        }
        let from = &[MedicationStatus::OnHold, MedicationStatus::Stopped, MedicationStatus::Completed];
        change(tx, request.id, Becomes::active(from))
    })
}
