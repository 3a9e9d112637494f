//! Counting what becomes of findings.

use serde::Deserialize;
use yarrow_kernel::{MedicationRequestId, PatientId};
use yarrow_rules::{Finding, Tier};

use super::{FindingOutcome, Outcome};
use crate::access::{Operation, Permission, Session};
use crate::error::{Error, Result};
use crate::store::{Tx, Written};

/// A prescriber turned away from a prescription because of what the check said.
#[derive(Clone, Debug, Deserialize, ts_rs::TS)]
pub struct ChangedCourse {
    /// Whose chart.
    pub patient_id: PatientId,
    /// The findings that were on the screen.
    pub findings: Vec<ShownFinding>,
}

/// A finding as it was shown.
#[derive(Clone, Debug, Deserialize, ts_rs::TS)]
pub struct ShownFinding {
    /// Its stable key.
    pub key: String,
    /// The rule behind it.
    pub rule: String,
    /// The tier it was shown with.
    pub tier: Tier,
}

const CHANGED: Operation = Operation::new("changed_course", Permission::Prescribe);
/// The most findings of one prescription that are counted.
const MOST: usize = 50;
const LONGEST: usize = 300;

/// Counts findings of High or more that made the prescriber choose something else.
///
/// # Errors
/// When there are more findings than a prescription can have.
pub fn changed_course(session: &Session, request: ChangedCourse) -> Result<Written<()>> {
    let too_long = |text: &str| text.chars().count() > LONGEST;
    if request.findings.len() > MOST || request.findings.iter().any(|f| too_long(&f.key) || too_long(&f.rule))
    {
        return Err(Error::invalid("findings", "These are not findings of one prescription."));
    }
    session.write(&CHANGED, move |tx| {
        crate::patients::require(tx.db(), request.patient_id)?;
        for finding in request.findings.into_iter().filter(|finding| finding.tier >= Tier::High) {
            let outcome = FindingOutcome {
                id: tx.new_id(),
                patient_id: request.patient_id,
                finding_key: finding.key,
                rule: finding.rule,
                tier: finding.tier.code().to_owned(),
                outcome: Outcome::Changed,
                code: None,
                reason: None,
                basis: String::new(),
                medication_id: None,
                practitioner_id: tx.user()?,
                recorded_at: tx.now(),
            };
            tx.insert(&outcome)?;
        }
        Ok(())
    })
}

/// Records what became of a finding with a signed prescription: gone past with an answer, or only shown.
///
/// # Errors
/// When the row cannot be written.
pub(crate) fn record_in(
    tx: &mut Tx<'_>,
    patient: PatientId,
    medication: MedicationRequestId,
    finding: &Finding,
    basis: String,
    answer: Option<(Option<String>, String)>,
) -> Result<()> {
    let overridden = answer.is_some();
    let (code, reason) = answer.unwrap_or_default();
    let outcome = FindingOutcome {
        id: tx.new_id(),
        patient_id: patient,
        finding_key: finding.key.clone(),
        rule: finding.rule.clone(),
        tier: finding.tier.code().to_owned(),
        outcome: if overridden { Outcome::Overridden } else { Outcome::Shown },
        code,
        reason: (!reason.is_empty()).then_some(reason),
        basis,
        medication_id: Some(medication),
        practitioner_id: tx.user()?,
        recorded_at: tx.now(),
    };
    tx.insert(&outcome)
}
