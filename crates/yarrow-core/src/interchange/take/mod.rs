//! From a FHIR resource to an entry of a chart, one file per kind. Each function stores, or says in words why not.

mod allergy;
mod document;
mod encounter;
mod medication;
mod observation;
mod patient;
mod practitioner;
mod problem;

pub(super) use allergy::allergy;
pub(super) use document::{document, report};
pub(super) use encounter::encounter;
pub(super) use medication::{medication, prescription, remember_drug, statement};
pub(super) use observation::observation;
pub(super) use patient::patient;
pub(super) use practitioner::practitioner;
pub(super) use problem::problem;

/// Why a resource of a type that the record does not keep is set aside.
pub(super) fn no_place_for(kind: &str) -> String {
    match kind {
        "unknown" => "it is not a FHIR resource".to_owned(),
        "Bundle" => "a bundle inside a bundle; import it as a file of its own".to_owned(),
        "Claim"
        | "ClaimResponse"
        | "ExplanationOfBenefit"
        | "Coverage"
        | "Account"
        | "ChargeItem"
        | "Invoice" => "billing data; charts keep clinical data only".to_owned(),
        "Organization" | "Location" | "PractitionerRole" | "CareTeam" | "Endpoint" | "HealthcareService" => {
            "other practices and their people are not kept; what they did is kept with the patient".to_owned()
        }
        kind => format!("the record has no place for {kind} yet"),
    }
}
