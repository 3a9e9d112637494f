//! Renewing several prescriptions in one signed act. All of them, or none.

use std::sync::Arc;

use serde::{Deserialize, Serialize};
use yarrow_kernel::MedicationRequestId;
use yarrow_rules::Tier;

use super::queue::{RefillRow, judged};
use crate::access::{Operation, Permission, Session};
use crate::error::{Error, Result};
use crate::medications::store::{replaced_by_staged, successor};
use crate::medications::{MedicationRequest, MedicationStatus, refuse_to_sign, sign_in};
use crate::store::{Json, Written};
use crate::{patients, safety, settings};

/// Prescriptions to renew.
#[derive(Clone, Debug, Deserialize, ts_rs::TS)]
pub struct ApproveRefills {
    /// The orders, each of them safe in the queue; at most fifty.
    pub ids: Vec<MedicationRequestId>,
}

/// What approving came to.
#[derive(Clone, Debug, Serialize, ts_rs::TS)]
#[serde(tag = "outcome", rename_all = "snake_case")]
pub enum RefillOutcome {
    /// All of them are signed; the new orders, in the order asked for.
    Approved {
        /// The new orders.
        prescriptions: Vec<MedicationRequest>,
    },
    /// Some must be looked at by themselves. Nothing was signed.
    NeedsReview {
        /// Those, with the reasons.
        rows: Vec<RefillRow>,
    },
}

const APPROVE: Operation = Operation::new("approve_refills", Permission::Prescribe);
/// The most that one act renews: as many as can be read through before signing.
const MOST: usize = 50;

/// Renews prescriptions with the same directions, quantity and refills, from today. Each is judged once more inside the
/// act; one that is no longer safe stops them all, and nothing is signed.
///
/// # Errors
/// When the role may not prescribe, no NPI is recorded, or one of them was renewed already.
pub fn approve_refills(session: &Session, request: ApproveRefills) -> Result<Written<RefillOutcome>> {
    session.require(&APPROVE)?;
    if request.ids.is_empty() || request.ids.len() > MOST {
        return Err(Error::invalid("ids", format!("Choose between 1 and {MOST} refills.")));
    }
    if session.user().npi.is_none() {
        return Err(Error::Refused(
            "A prescription needs the prescriber's NPI, and none is recorded for you. Nothing was signed. Add it under Settings, People."
                .to_owned(),
        ));
    }
    let knowledge = Arc::clone(session.knowledge());
    let signer = session.user().clone();
    session.write(&APPROVE, move |tx| {
        let today = settings::today(tx.db(), tx.now())?;
        let mut ready = Vec::new();
        let mut doubtful = Vec::new();
        for id in &request.ids {
            let order: MedicationRequest = tx.require(*id, "A prescription to renew")?;
            let staged = replaced_by_staged(tx.db(), order.patient_id)?.contains(id);
            if staged || successor(tx.db(), *id)?.is_some() || ready.iter().any(|(known, _)| known == &order)
            {
                return Err(Error::Refused(format!(
                    "{} is renewed already. Nothing was signed now.",
                    order.display
                )));
            }
            let patient = patients::require(tx.db(), order.patient_id)?;
            let (row, findings) = judged(tx.db(), &knowledge, order.clone(), &patient, today)?;
            if row.reasons.is_empty() { ready.push((order, findings)) } else { doubtful.push(row) }
        }
        if !doubtful.is_empty() {
            return Ok(RefillOutcome::NeedsReview { rows: doubtful });
        }
        let mut prescriptions = Vec::new();
        for (old, findings) in ready {
            let renewal = MedicationRequest {
                id: tx.new_id(),
                encounter_id: None,
                prior_id: Some(old.id),
                status: MedicationStatus::Draft,
                start: Some(today),
                signed_at: None,
                overrides: Json(Vec::new()),
                ..old
            };
            refuse_to_sign(tx, &knowledge, &renewal, &signer)?;
            let signed = sign_in(tx, renewal)?;
            // What stood in the queue beside it was shown; nothing stronger than Moderate gets this far.
            for finding in findings.iter().filter(|finding| finding.tier >= Tier::Moderate) {
                safety::record_in(tx, signed.patient_id, signed.id, finding, String::new(), None)?;
            }
            prescriptions.push(signed);
        }
        Ok(RefillOutcome::Approved { prescriptions })
    })
}
