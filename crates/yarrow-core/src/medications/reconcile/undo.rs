//! Taking a reconciliation back, as long as nothing it touched was changed since.

use serde::Deserialize;
use yarrow_kernel::MedicationReconciliationId;

use super::{MedicationReconciliation, Standing};
use crate::access::{Operation, Permission, Session};
use crate::error::{Error, Result};
use crate::medications::store::successor;
use crate::medications::{MedicationRequest, MedicationStatus};
use crate::store::{AuditNote, Written};

/// A reconciliation to take back.
#[derive(Clone, Copy, Debug, Deserialize, ts_rs::TS)]
pub struct UndoReconciliation {
    /// Which.
    pub id: MedicationReconciliationId,
}

const UNDO: Operation = Operation::new("undo_reconciliation", Permission::ChartWrite);

/// Brings the list back to what it was. What was put on it is struck out.
///
/// # Errors
/// When it was taken back already, or something it touched was changed since; then nothing is changed.
pub fn undo_reconciliation(
    session: &Session,
    request: UndoReconciliation,
) -> Result<Written<MedicationReconciliation>> {
    session.write(&UNDO, move |tx| {
        let reconciliation: MedicationReconciliation = tx.require(request.id, "This reconciliation")?;
        if reconciliation.undone_at.is_some() {
            return Err(Error::Refused("This reconciliation was taken back already. Nothing was changed.".to_owned()));
        }
        let acts = reconciliation.acts.0.clone();
        for act in &acts {
            let now: MedicationRequest = tx.require(act.medication_id, "This medication")?;
            let newer = successor(tx.db(), act.medication_id)?;
            let replaced = newer.filter(|newer| !acts.iter().any(|act| act.medication_id == newer.id));
            if Standing::of(&now) != act.after || replaced.is_some() {
                return Err(Error::Refused(format!(
                    "{} was changed since the reconciliation, so it cannot be taken back as a whole. Nothing was changed; put the rows right one by one.",
                    now.display
                )));
            }
        }
        for act in acts {
            let now: MedicationRequest = tx.require(act.medication_id, "This medication")?;
            let back = match act.before {
                Some(before) => before.put(now),
                None => MedicationRequest { status: MedicationStatus::EnteredInError, ..now },
            };
            tx.save(&back)?;
        }
        let undone = MedicationReconciliation {
            undone_at: Some(tx.now()),
            undone_by: Some(tx.user()?),
            ..reconciliation
        };
        tx.save(&undone)?;
        let mut note = AuditNote::new("undo reconciliation", "medication list");
        note.patient = Some(undone.patient_id);
        tx.audit(note);
        Ok(undone)
    })
}
