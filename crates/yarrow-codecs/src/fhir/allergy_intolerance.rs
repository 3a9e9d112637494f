//! FHIR AllergyIntolerance.

use serde::Deserialize;

use super::datatypes::{Annotation, CodeableConcept, Period, Reference, datatype, list};
use super::moment::Moment;

datatype! {
    /// An allergy or intolerance.
    AllergyIntolerance {
        /// active, inactive, resolved.
        pub clinical_status: Option<CodeableConcept>,
        /// unconfirmed, confirmed, refuted, entered-in-error.
        pub verification_status: Option<CodeableConcept>,
        /// food, medication, environment, biologic.
        #[serde(deserialize_with = "list")]
        pub category: Vec<String>,
        /// low, high, unable-to-assess.
        pub criticality: Option<String>,
        /// To what.
        pub code: Option<CodeableConcept>,
        /// Whose.
        pub patient: Option<Reference>,
        /// Since when.
        pub onset_date_time: Option<Moment>,
        /// Since when, as a period.
        pub onset_period: Option<Period>,
        /// When recorded.
        pub recorded_date: Option<Moment>,
        /// Remarks.
        #[serde(deserialize_with = "list")]
        pub note: Vec<Annotation>,
        /// What happened.
        #[serde(deserialize_with = "list")]
        pub reaction: Vec<Reaction>,
    }
}

datatype! {
    /// One reaction.
    Reaction {
        /// To what exactly.
        pub substance: Option<CodeableConcept>,
        /// What happened.
        #[serde(deserialize_with = "list")]
        pub manifestation: Vec<CodeableConcept>,
        /// In words.
        pub description: Option<String>,
        /// mild, moderate, severe.
        pub severity: Option<String>,
    }
}
