//! One resource, read strictly: whatever does not fit is a [`Fault`] with the element's path and place.

use serde::Deserialize;
use serde::de::{DeserializeOwned, IgnoredAny};

use super::fault::Fault;
use super::place::{Place, offset_in};
use super::{
    AllergyIntolerance, Condition, DiagnosticReport, DocumentReference, Encounter, Medication,
    MedicationRequest, MedicationStatement, Observation, Patient, Practitioner,
};

/// The resource types this module reads; every other type is left to the caller by name.
pub const RECORD_TYPES: [&str; 11] = [
    "Patient",
    "Practitioner",
    "Encounter",
    "Condition",
    "AllergyIntolerance",
    "Observation",
    "MedicationRequest",
    "MedicationStatement",
    "Medication",
    "DocumentReference",
    "DiagnosticReport",
];

/// A resource of the record.
#[derive(Clone, Debug, PartialEq)]
pub enum Resource {
    /// A patient.
    Patient(Box<Patient>),
    /// A clinician.
    Practitioner(Box<Practitioner>),
    /// A visit.
    Encounter(Box<Encounter>),
    /// A problem.
    Condition(Box<Condition>),
    /// An allergy.
    AllergyIntolerance(Box<AllergyIntolerance>),
    /// A value.
    Observation(Box<Observation>),
    /// A prescription.
    MedicationRequest(Box<MedicationRequest>),
    /// A medication taken.
    MedicationStatement(Box<MedicationStatement>),
    /// A drug.
    Medication(Box<Medication>),
    /// A document.
    DocumentReference(Box<DocumentReference>),
    /// A report.
    DiagnosticReport(Box<DiagnosticReport>),
    /// Anything else.
    Other,
}

/// Elements that forbid reading a resource without knowing them.
#[derive(Default, Deserialize)]
#[serde(default, rename_all = "camelCase")]
struct Guard {
    modifier_extension: Option<IgnoredAny>,
    implicit_rules: Option<IgnoredAny>,
}

impl Resource {
    /// Reads `raw`, a slice of the file `text` that holds a resource of type `kind`.
    ///
    /// # Errors
    /// With path and place when an element has the wrong type or a value no chart can hold; and as a whole when the
    /// resource has a modifierExtension or implicitRules, which FHIR forbids to ignore (FHIR R4, 2.1.0.5.2 and 2.1.0.2.2).
    pub fn read(text: &str, raw: &str, kind: &str) -> Result<Self, Fault> {
        if !RECORD_TYPES.contains(&kind) {
            return Ok(Self::Other);
        }
        let guard: Guard = read_as(text, raw)?;
        if guard.modifier_extension.is_some() {
            return Err(Fault::whole(
                "a modifierExtension changes its meaning in a way Yarrow does not know",
            ));
        }
        if guard.implicit_rules.is_some() {
            return Err(Fault::whole("it follows implicitRules that Yarrow does not know"));
        }
        Ok(match kind {
            "Patient" => Self::Patient(read_as(text, raw)?),
            "Practitioner" => Self::Practitioner(read_as(text, raw)?),
            "Encounter" => Self::Encounter(read_as(text, raw)?),
            "Condition" => Self::Condition(read_as(text, raw)?),
            "AllergyIntolerance" => Self::AllergyIntolerance(read_as(text, raw)?),
            "Observation" => Self::Observation(read_as(text, raw)?),
            "MedicationRequest" => Self::MedicationRequest(read_as(text, raw)?),
            "MedicationStatement" => Self::MedicationStatement(read_as(text, raw)?),
            "Medication" => Self::Medication(read_as(text, raw)?),
            "DocumentReference" => Self::DocumentReference(read_as(text, raw)?),
            "DiagnosticReport" => Self::DiagnosticReport(read_as(text, raw)?),
            _ => Self::Other,
        })
    }
}

fn read_as<T: DeserializeOwned>(text: &str, raw: &str) -> Result<T, Fault> {
    let mut json = serde_json::Deserializer::from_str(raw);
    serde_path_to_error::deserialize(&mut json).map_err(|error| {
        let place = Place::of_error(text, offset_in(text, raw), error.inner());
        let path = error.path().to_string();
        // The parser's own wrapping of a number that is kept as written is no element of FHIR.
        let path = path.split(".$serde_json").next().unwrap_or_default();
        Fault::at(path, &error.inner().to_string(), place)
    })
}
