//! FHIR R4 (<https://hl7.org/fhir/R4/>) as JSON: a file's bytes to the resources a chart has a place for.
//!
//! [`FhirFile::open`] checks the whole file (size, depth, syntax) and lists its entries without reading them; each
//! [`Entry`] is read on its own, so one bad resource is set aside with its place and reason and the rest is kept.
//!
//! Architecture invariant: no number passes through a float, and nothing here decides what is stored.

mod allergy_intolerance;
mod condition;
mod datatypes;
mod document;
mod dosage;
mod encounter;
mod fault;
mod medication;
mod moment;
mod number;
mod observation;
mod open;
mod patient;
mod place;
mod resource;

pub use allergy_intolerance::{AllergyIntolerance, Reaction};
pub use condition::Condition;
pub use datatypes::{
    Address, Annotation, Attachment, CodeableConcept, Coding, ContactPoint, HumanName, Identifier, Period,
    Quantity, Range, Ratio, Reference, Unkept,
};
pub use document::{DiagnosticReport, DocumentContent, DocumentContext, DocumentReference};
pub use dosage::{Dosage, DoseAndRate, Timing, TimingRepeat};
pub use encounter::{Encounter, Participant};
pub use fault::{Fault, Refusal};
pub use medication::{DispenseRequest, Medication, MedicationRequest, MedicationStatement, Substitution};
pub use moment::Moment;
pub use number::Number;
pub use observation::{Component, Observation, ReferenceRange, Value};
pub use open::{Entry, FhirFile, MAX_BUNDLE, MAX_DEPTH, MAX_ENTRIES};
pub use patient::{Communication, Patient, Practitioner};
pub use place::Place;
pub use resource::{RECORD_TYPES, Resource};

/// The code systems a chart keeps codes of, and those it knows by name only.
pub mod system {
    /// ICD-10-CM.
    pub const ICD10CM: &str = "http://hl7.org/fhir/sid/icd-10-cm";
    /// LOINC.
    pub const LOINC: &str = "http://loinc.org";
    /// RxNorm.
    pub const RXNORM: &str = "http://www.nlm.nih.gov/research/umls/rxnorm";
    /// US National Drug Code.
    pub const NDC: &str = "http://hl7.org/fhir/sid/ndc";
    /// UCUM units.
    pub const UCUM: &str = "http://unitsofmeasure.org";
    /// US National Provider Identifier.
    pub const NPI: &str = "http://hl7.org/fhir/sid/us-npi";
    /// US Social Security number.
    pub const SSN: &str = "http://hl7.org/fhir/sid/us-ssn";
}
