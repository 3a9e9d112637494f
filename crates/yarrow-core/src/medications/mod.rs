//! Medications: what a patient takes and what is prescribed (FHIR MedicationRequest).
//!
//! Prescribing is: read the draft, gather facts, ask the pure rules, then stage; signing (`chart/sign_visit.rs`) asks the
//! rules again.

mod check;
mod controlled;
pub mod dosage;
mod favourites;
mod fax;
mod gather;
mod history;
mod list_paper;
mod lists;
mod paper;
mod pharmacy;
mod prescribe;
mod reconcile;
mod refills;
mod replay;
mod sign;
mod store;

use serde::{Deserialize, Serialize};
use yarrow_kernel::{
    Decimal, EncounterId, LocalDate, MedicationRequestId, PatientId, PharmacyId, PractitionerId, Timestamp,
};

use crate::store::Json;

pub use check::{OVERRIDE_REASONS, OverrideReason, check_prescription};
pub(crate) use check::{checked, not_while_held, unresolved};
pub use controlled::{
    ControlledCheck, PdmpOutcome, PdmpQueries, PdmpQuery, RecordPdmpQuery, StrikePdmpQuery, check_controlled,
    last_queries as last_pdmp_queries, pdmp_queries, record_pdmp_query, strike_pdmp_query,
    transmission_refusal,
};
pub(crate) use controlled::{is_proved_afresh, refuse_to_sign, require_fresh, series_of};
pub use favourites::{Favourite, FavouritesRequest, favourite_prescriptions};
pub use fax::{PrescriptionFax, prescription_fax_pdf};
pub use gather::{Chart, facts_for};
pub(crate) use gather::{allergy_fact, drug_fact, observation_fact, problem_fact, sex};
pub use history::{MedicationEvent, MedicationEventKind, MedicationRef, medication_history};
pub use list_paper::{MedicationListPdf, medication_list_pdf};
pub use lists::{
    HoldMedication, ResumeMedication, StatusReason, StatusReasons, StopMedication, hold, resume,
    status_reasons, stop,
};
pub(crate) use lists::{is_renewal, stop_in};
pub use paper::{Pdf, PrescriptionPdf, prescription_pdf};
pub use pharmacy::{PharmacyChoices, pharmacy_choices};
pub(crate) use prescribe::stage_in;
pub use prescribe::{DiscardPrescription, PrescriptionDraft, StageOutcome, discard, stage};
pub(crate) use reconcile::IMPORTED;
pub use reconcile::{
    MedicationReconciliation, OutsideDrug, PreviewReconciliation, Reconcile, ReconcileAct, ReconcileOutcome,
    ReconcilePreview, ReconcileRequest, ReconcileRow, ReconcileRows, RefusedRow, ResultDrug, ResultFinding,
    RowChoice, RowDecision, RowKind, Standing, UndoReconciliation, preview_reconciliation, reconcile,
    reconcile_lists, undo_reconciliation,
};
pub use refills::{
    ApproveRefills, RefillLab, RefillOutcome, RefillQueueRequest, RefillRow, approve_refills, refill_queue,
};
pub use replay::{Replayed, replay};
pub(crate) use sign::sign_in;
pub use store::{count_inactive, events_between, list, staged_for};

crate::codes! {
    /// FHIR medicationrequest-status, the part in use.
    pub enum MedicationStatus {
        /// Staged, not signed.
        Draft = "draft",
        /// Being taken.
        Active = "active",
        /// Paused.
        OnHold = "on-hold",
        /// Stopped before its end.
        Stopped = "stopped",
        /// Ended as planned.
        Completed = "completed",
        /// Withdrawn before it was dispensed.
        Cancelled = "cancelled",
        /// Recorded by mistake.
        EnteredInError = "entered-in-error",
    }
}

/// Why a finding was overridden, kept with the prescription.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, ts_rs::TS)]
pub struct Override {
    /// The finding's stable key.
    pub finding_key: String,
    /// Coded reason, see [`OVERRIDE_REASONS`].
    pub code: Option<String>,
    /// In words.
    pub reason: String,
}

crate::entity! {
    /// A prescription, or a medication the patient takes from elsewhere (`reported`).
    pub struct MedicationRequest: "medication_request" of patient_id {
        /// Identity.
        pub id: MedicationRequestId,
        /// Whose chart.
        pub patient_id: PatientId,
        /// The visit it was written in.
        pub encounter_id: Option<EncounterId>,
        /// Key of the product in the knowledge base, where it was chosen from there.
        pub product: Option<String>,
        /// "Simvastatin 40 mg tablet".
        pub display: String,
        /// Ingredient keys; empty when not mapped, and then every check says so.
        pub ingredients: Vec<String>,
        /// RxNorm concept, only where the match is unique.
        pub rxcui: Option<String>,
        /// "tablet".
        pub dose_form: Option<String>,
        /// "40 mg".
        pub strength: Option<String>,
        /// Directions as typed.
        pub sig: String,
        /// Directions in plain words, as printed.
        pub sig_text: String,
        /// Whether the directions were understood, so that a dose can be checked.
        pub dose_checked: bool,
        /// Amount to dispense.
        #[ts(type = "Decimal | null")]
        pub quantity: Option<Decimal>,
        /// Of what: "tablet", "mL".
        pub quantity_unit: Option<String>,
        /// How many days that lasts.
        pub days_supply: Option<u32>,
        /// Refills after the first fill.
        pub refills: u32,
        /// First day.
        pub start: Option<LocalDate>,
        /// No substitution.
        pub dispense_as_written: bool,
        /// Pharmacy in words.
        pub pharmacy: Option<String>,
        /// The pharmacy of the directory, where it was chosen from there.
        pub pharmacy_id: Option<PharmacyId>,
        /// ICD-10-CM code of the reason.
        pub reason_code: Option<String>,
        /// The reason in words.
        pub reason_display: Option<String>,
        /// DEA schedule ("CII"), where controlled.
        pub dea_schedule: Option<String>,
        /// Schedule that the state alone gives it (gabapentin in Kentucky: "CV").
        pub state_schedule: Option<String>,
        /// The earliest day on which it may be filled.
        pub earliest_fill: Option<LocalDate>,
        /// Code of the exception that sets a limit of the law aside.
        pub supply_exception: Option<String>,
        /// Where it stands.
        pub status: MedicationStatus,
        /// Taken from elsewhere or over the counter: recorded here, not prescribed here.
        pub reported: bool,
        /// Bought without a prescription; only of what is `reported`.
        pub over_the_counter: bool,
        /// Who or what said so: "the patient", "discharge letter of 3 Nov"; only of what is `reported`.
        pub informant: Option<String>,
        /// Why it was held or stopped, in words.
        pub status_reason: Option<String>,
        /// The same as a code, see [`status_reasons`].
        pub status_reason_code: Option<String>,
        /// Until when it is held, where somebody said so.
        pub hold_until: Option<LocalDate>,
        /// The last day it was taken, once it is over.
        pub ended_on: Option<LocalDate>,
        /// The order that this one renews or changes (FHIR priorPrescription).
        pub prior_id: Option<MedicationRequestId>,
        /// When written.
        pub authored_at: Timestamp,
        /// By whom.
        pub requester_id: Option<PractitionerId>,
        /// When signed.
        pub signed_at: Option<Timestamp>,
        /// What was overridden and why.
        pub overrides: Json<Vec<Override>>,
        /// Remark on substitution.
        pub substitution_note: Option<String>,
    }
}

impl MedicationRequest {
    /// Whether it is of a controlled substance, by federal law or by the state's.
    pub fn is_controlled(&self) -> bool {
        self.dea_schedule.is_some() || self.state_schedule.is_some()
    }
}
