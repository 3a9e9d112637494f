//! FHIR Patient and Practitioner.

use serde::Deserialize;

use super::datatypes::{Address, CodeableConcept, ContactPoint, HumanName, Identifier, datatype, list};
use super::moment::Moment;

datatype! {
    /// A patient.
    Patient {
        /// Numbers.
        #[serde(deserialize_with = "list")]
        pub identifier: Vec<Identifier>,
        /// Whether in use.
        pub active: Option<bool>,
        /// Names.
        #[serde(deserialize_with = "list")]
        pub name: Vec<HumanName>,
        /// Telephones and mail.
        #[serde(deserialize_with = "list")]
        pub telecom: Vec<ContactPoint>,
        /// male, female, other, unknown.
        pub gender: Option<String>,
        /// Birth.
        pub birth_date: Option<Moment>,
        /// Whether dead.
        pub deceased_boolean: Option<bool>,
        /// Since when.
        pub deceased_date_time: Option<Moment>,
        /// Addresses.
        #[serde(deserialize_with = "list")]
        pub address: Vec<Address>,
        /// Languages.
        #[serde(deserialize_with = "list")]
        pub communication: Vec<Communication>,
    }
}

datatype! {
    /// A language the patient speaks.
    Communication {
        /// Which.
        pub language: CodeableConcept,
        /// Whether preferred.
        pub preferred: Option<bool>,
    }
}

datatype! {
    /// A clinician, by number and name only.
    Practitioner {
        /// Numbers.
        #[serde(deserialize_with = "list")]
        pub identifier: Vec<Identifier>,
        /// Names.
        #[serde(deserialize_with = "list")]
        pub name: Vec<HumanName>,
    }
}
