//! Visits (FHIR Encounter).

mod start;
mod store;

use yarrow_kernel::{EncounterId, LocationId, PatientId, PractitionerId, Timestamp};

pub use start::{CancelEncounter, StartEncounter, cancel, finish_in, start_in};
pub use store::{last_seen, open_for, open_visits};

crate::codes! {
    /// FHIR encounter-status, the part in use.
    pub enum EncounterStatus {
        /// Booked.
        Planned = "planned",
        /// Going on.
        InProgress = "in-progress",
        /// Over.
        Finished = "finished",
        /// Did not happen.
        Cancelled = "cancelled",
        /// Recorded by mistake.
        EnteredInError = "entered-in-error",
    }
}

crate::entity! {
    /// One visit.
    pub struct Encounter: "encounter" of patient_id {
        /// Identity.
        pub id: EncounterId,
        /// Whose.
        pub patient_id: PatientId,
        /// With whom.
        pub practitioner_id: Option<PractitionerId>,
        /// Where it stands.
        pub status: EncounterStatus,
        /// "Office visit".
        pub kind: String,
        /// Why the patient came.
        pub reason: Option<String>,
        /// Begin.
        pub start: Timestamp,
        /// End.
        pub end: Option<Timestamp>,
        /// Where.
        pub location_id: Option<LocationId>,
    }
}
