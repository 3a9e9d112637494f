//! Reconciliation: the list of the chart beside lists from outside, decided row by row, checked as a whole, applied in one
//! act that can be taken back.
//!
//! Outside are what an import put on the chart and nobody has looked at yet, and a list that somebody types or pastes, one
//! drug a line. Rows are matched by ingredient and strength; nothing that is not certain is decided here.

mod apply;
mod line;
mod preview;
mod resulting;
mod rows;
mod strength;
mod undo;

use serde::{Deserialize, Serialize};
use yarrow_kernel::{
    LocalDate, MedicationReconciliationId, MedicationRequestId, PatientId, PractitionerId, Timestamp,
};

use super::{MedicationRequest, MedicationStatus};
use crate::store::Json;

pub use apply::{Reconcile, ReconcileOutcome, reconcile};
pub use preview::{
    PreviewReconciliation, ReconcilePreview, RefusedRow, ResultDrug, ResultFinding, preview_reconciliation,
};
pub use resulting::RowDecision;
pub use rows::{
    OutsideDrug, ReconcileRequest, ReconcileRow, ReconcileRows, RowChoice, RowKind, reconcile_lists,
};
pub use undo::{UndoReconciliation, undo_reconciliation};

/// Who told of a medication that an import brought, until somebody has looked at it.
pub(crate) const IMPORTED: &str = "Imported record";
/// The same once it was reconciled.
const ACCEPTED: &str = "Imported record, reconciled";

/// How a medication stands, as far as reconciling changes it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, ts_rs::TS)]
pub struct Standing {
    /// Where it stands.
    pub status: MedicationStatus,
    /// Why, in words.
    pub status_reason: Option<String>,
    /// Why, as a code.
    pub status_reason_code: Option<String>,
    /// Until when it is held.
    pub hold_until: Option<LocalDate>,
    /// The last day it was taken.
    pub ended_on: Option<LocalDate>,
    /// The order it takes the place of.
    pub prior_id: Option<MedicationRequestId>,
    /// Who told of it.
    pub informant: Option<String>,
}

impl Standing {
    fn of(medication: &MedicationRequest) -> Self {
        Self {
            status: medication.status,
            status_reason: medication.status_reason.clone(),
            status_reason_code: medication.status_reason_code.clone(),
            hold_until: medication.hold_until,
            ended_on: medication.ended_on,
            prior_id: medication.prior_id,
            informant: medication.informant.clone(),
        }
    }

    fn put(self, medication: MedicationRequest) -> MedicationRequest {
        MedicationRequest {
            status: self.status,
            status_reason: self.status_reason,
            status_reason_code: self.status_reason_code,
            hold_until: self.hold_until,
            ended_on: self.ended_on,
            prior_id: self.prior_id,
            informant: self.informant,
            ..medication
        }
    }
}

/// One medication that a reconciliation touched.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, ts_rs::TS)]
pub struct ReconcileAct {
    /// Which.
    pub medication_id: MedicationRequestId,
    /// "Lisinopril 20 mg tablet".
    pub display: String,
    /// What was decided.
    pub choice: RowChoice,
    /// How it stood before; nothing when it was put on the list by this act.
    pub before: Option<Standing>,
    /// How it stands since.
    pub after: Standing,
}

crate::entity! {
    /// Two or more medication lists made one, in one act.
    pub struct MedicationReconciliation: "medication_reconciliation" of patient_id {
        /// Identity.
        pub id: MedicationReconciliationId,
        /// Whose.
        pub patient_id: PatientId,
        /// With what: "discharge letter of 18 Nov".
        pub source: String,
        /// What it did.
        pub acts: Json<Vec<ReconcileAct>>,
        /// When.
        pub reconciled_at: Timestamp,
        /// By whom.
        pub reconciled_by: PractitionerId,
        /// When it was taken back.
        pub undone_at: Option<Timestamp>,
        /// By whom.
        pub undone_by: Option<PractitionerId>,
    }
}
