//! FHIR Encounter.

use serde::Deserialize;

use super::datatypes::{CodeableConcept, Coding, Period, Reference, datatype, list};

datatype! {
    /// A visit.
    Encounter {
        /// planned, arrived, triaged, in-progress, onleave, finished, cancelled, entered-in-error, unknown.
        pub status: Option<String>,
        /// Ambulatory, inpatient, …
        pub class: Option<Coding>,
        /// What kind.
        #[serde(rename = "type", deserialize_with = "list")]
        pub kind: Vec<CodeableConcept>,
        /// Who was seen.
        pub subject: Option<Reference>,
        /// Who took part.
        #[serde(deserialize_with = "list")]
        pub participant: Vec<Participant>,
        /// From when to when.
        pub period: Option<Period>,
        /// Why.
        #[serde(deserialize_with = "list")]
        pub reason_code: Vec<CodeableConcept>,
    }
}

datatype! {
    /// Someone who took part in a visit.
    Participant {
        /// Who.
        pub individual: Option<Reference>,
    }
}
