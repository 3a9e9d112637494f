//! The problem list (FHIR Condition), coded in ICD-10-CM.

mod add;
mod store;
mod update;

use yarrow_kernel::{ConditionId, EncounterId, PartialDate, PatientId, PractitionerId, Timestamp};

pub use add::{AddProblem, add};
pub use store::{count_inactive, list};
pub use update::{UpdateProblem, update};

crate::codes! {
    /// FHIR condition-clinical, the part in use.
    pub enum ClinicalStatus {
        /// Present.
        Active = "active",
        /// Not at present, may return.
        Inactive = "inactive",
        /// Over.
        Resolved = "resolved",
    }
}

crate::entity! {
    /// A problem.
    pub struct Condition: "condition" of patient_id {
        /// Identity.
        pub id: ConditionId,
        /// Whose chart.
        pub patient_id: PatientId,
        /// The visit it was recorded in.
        pub encounter_id: Option<EncounterId>,
        /// ICD-10-CM code with its dot, or empty when the source had another coding.
        pub code: String,
        /// In words.
        pub display: String,
        /// Where it stands.
        pub clinical_status: ClinicalStatus,
        /// Since when.
        pub onset: Option<PartialDate>,
        /// Until when.
        pub abatement: Option<PartialDate>,
        /// Remark.
        pub note: Option<String>,
        /// When recorded.
        pub recorded_at: Timestamp,
        /// By whom.
        pub recorder_id: Option<PractitionerId>,
        /// Struck out: never true of this patient.
        pub entered_in_error: bool,
    }
}
