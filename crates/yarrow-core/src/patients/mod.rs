//! Patients: registration, search, duplicates, the list.

mod duplicates;
mod find;
mod list;
mod prefer;
mod register;
mod store;

use yarrow_kernel::{
    Address, AdministrativeGender, LocalDate, PartialDate, PatientId, PharmacyId, Timestamp,
};

pub use duplicates::{DuplicateCandidate, find_duplicates};
pub use find::{FindPatients, MatchedBy, PatientHit, find, find_in, recent};
pub use list::{PatientListRequest, PatientPage, PatientRow, PatientSort, list};
pub use prefer::{PreferPharmacy, prefer_pharmacy};
pub use register::{RegisterPatient, UpdatePatient, insert_in, read, register, register_in, update};
pub use store::{born_on, get, require};

crate::entity! {
    /// A patient (FHIR Patient).
    pub struct Patient: "patient" of id {
        /// Identity.
        pub id: PatientId,
        /// Medical record number, unique in the practice.
        pub mrn: String,
        /// Family name.
        pub family: String,
        /// Given name.
        pub given: String,
        /// Middle names.
        pub middle: Option<String>,
        /// "Jr.", "III".
        pub suffix: Option<String>,
        /// The name the patient goes by.
        pub preferred_name: Option<String>,
        /// A family name used before.
        pub previous_family: Option<String>,
        /// Birth date, at least the year.
        pub birth_date: PartialDate,
        /// Administrative gender.
        pub gender: AdministrativeGender,
        /// "she/her".
        pub pronouns: Option<String>,
        /// Preferred languages in words.
        pub language: Option<String>,
        /// Main telephone.
        pub phone: Option<String>,
        /// Second telephone.
        pub phone_alt: Option<String>,
        /// Mail address.
        pub email: Option<String>,
        /// Home address.
        pub address: Option<Address>,
        /// The pharmacy they usually go to.
        pub pharmacy_id: Option<PharmacyId>,
        /// Date of death.
        pub deceased: Option<LocalDate>,
        /// Whether the patient still belongs to the practice.
        pub active: bool,
        /// Made by the demo generator: a fictional person.
        pub demo: bool,
        /// When registered.
        pub created_at: Timestamp,
    }
}

impl Patient {
    /// "Ortega-Lindqvist, Marisol".
    pub fn list_name(&self) -> String {
        let middle = self.middle.as_deref().map(|m| format!(" {m}")).unwrap_or_default();
        let suffix = self.suffix.as_deref().map(|s| format!(" {s}")).unwrap_or_default();
        format!("{}{suffix}, {}{middle}", self.family, self.given)
    }
}
