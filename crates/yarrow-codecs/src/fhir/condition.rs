//! FHIR Condition.

use serde::Deserialize;

use super::datatypes::{Annotation, CodeableConcept, Period, Quantity, Range, Reference, datatype, list};
use super::moment::Moment;

datatype! {
    /// A problem or diagnosis.
    Condition {
        /// active, recurrence, relapse, inactive, remission, resolved.
        pub clinical_status: Option<CodeableConcept>,
        /// unconfirmed, provisional, differential, confirmed, refuted, entered-in-error.
        pub verification_status: Option<CodeableConcept>,
        /// What.
        pub code: Option<CodeableConcept>,
        /// Whose.
        pub subject: Option<Reference>,
        /// Visit.
        pub encounter: Option<Reference>,
        /// Since when.
        pub onset_date_time: Option<Moment>,
        /// Since when, as a period.
        pub onset_period: Option<Period>,
        /// Since what age.
        pub onset_age: Option<Quantity>,
        /// Since what age, roughly.
        pub onset_range: Option<Range>,
        /// Since when, in words.
        pub onset_string: Option<String>,
        /// Until when.
        pub abatement_date_time: Option<Moment>,
        /// Until when, as a period.
        pub abatement_period: Option<Period>,
        /// Until when, in words.
        pub abatement_string: Option<String>,
        /// When recorded.
        pub recorded_date: Option<Moment>,
        /// Remarks.
        #[serde(deserialize_with = "list")]
        pub note: Vec<Annotation>,
    }
}
