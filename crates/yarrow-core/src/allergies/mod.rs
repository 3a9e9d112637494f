//! Allergies and intolerances (FHIR AllergyIntolerance).

mod add;
mod store;
mod update;

use yarrow_kernel::{AllergyIntoleranceId, PartialDate, PatientId, PractitionerId, Timestamp};

pub use add::{AddAllergy, add};
pub use store::list;
pub use update::{UpdateAllergy, update};

crate::codes! {
    /// What an allergy is to: decides which checks it takes part in.
    pub enum AllergySubjectKind {
        /// One drug ingredient; `subject` is its key.
        Ingredient = "ingredient",
        /// A class of drugs; `subject` is the class key.
        Class = "class",
        /// A food, an animal, latex, contrast.
        FoodOrEnvironment = "food_or_environment",
        /// As typed; takes part in no check, and every check says so.
        FreeText = "free_text",
        /// The patient was asked and has none.
        NoKnownAllergies = "no_known_allergies",
    }
}
crate::codes! {
    /// FHIR reaction-event-severity, and unknown.
    pub enum ReactionSeverity {
        /// Mild.
        Mild = "mild",
        /// Moderate.
        Moderate = "moderate",
        /// Severe.
        Severe = "severe",
        /// Not known.
        Unknown = "unknown",
    }
}
crate::codes! {
    /// FHIR allergyintolerance-clinical and -verification, folded into the states a chart needs.
    pub enum AllergyStatus {
        /// Present.
        Active = "active",
        /// Outgrown or desensitised.
        Inactive = "inactive",
        /// Tested and disproved.
        Refuted = "refuted",
        /// Recorded by mistake.
        EnteredInError = "entered-in-error",
    }
}

crate::entity! {
    /// An allergy or intolerance.
    pub struct AllergyIntolerance: "allergy_intolerance" of patient_id {
        /// Identity.
        pub id: AllergyIntoleranceId,
        /// Whose chart.
        pub patient_id: PatientId,
        /// What kind of thing `subject` names.
        pub subject_kind: AllergySubjectKind,
        /// Ingredient key, class key, allergen key, or the text as typed.
        pub subject: String,
        /// In words.
        pub display: String,
        /// What happened: "anaphylaxis", "rash".
        pub reactions: Vec<String>,
        /// How bad the worst reaction was.
        pub severity: ReactionSeverity,
        /// Where it stands.
        pub status: AllergyStatus,
        /// Since when.
        pub onset: Option<PartialDate>,
        /// Remark.
        pub note: Option<String>,
        /// When recorded.
        pub recorded_at: Timestamp,
        /// By whom.
        pub recorder_id: Option<PractitionerId>,
    }
}
