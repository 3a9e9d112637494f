//! What a FHIR resource says, as an entry of a chart, without any database.
//!
//! Import stores these entries; the check of a bundle asks the rules about them. One mapping serves both, so that a
//! bundle is understood as its import would be. Ids, the chart and the visit are filled in by whoever stores.

mod allergy;
mod drug;
mod medication;
mod observation;
mod problem;

pub(super) use allergy::allergy;
pub(super) use medication::{prescription, request_status, stands, statement, statement_status};
pub(super) use observation::{observations, status as observation_status, when};
pub(super) use problem::problem;

use yarrow_codecs::fhir::FhirFile;
use yarrow_kernel::{AdministrativeGender, PatientId, Timestamp, Uuid};

use super::links::Links;
use super::resolve::DrugResolver;

/// What is needed besides the resource itself.
#[derive(Clone, Copy)]
pub(super) struct Source<'s> {
    /// The file it stands in.
    pub file: &'s FhirFile<'s>,
    /// Who is named by what in that file.
    pub links: &'s Links,
    /// Drugs and allergens.
    pub drugs: &'s dyn DrugResolver,
    /// The present instant: nothing may have happened after it.
    pub now: Timestamp,
}

/// The sex of a patient as it is used for administration.
pub(super) fn gender(code: Option<&str>) -> AdministrativeGender {
    match code {
        Some("female") => AdministrativeGender::Female,
        Some("male") => AdministrativeGender::Male,
        Some("other") => AdministrativeGender::Other,
        _ => AdministrativeGender::Unknown,
    }
}

/// An id that whoever stores the entry replaces.
fn no_id<T: From<Uuid>>() -> T {
    Uuid::nil().into()
}

/// A chart that whoever stores the entry replaces.
fn no_patient() -> PatientId {
    no_id()
}
