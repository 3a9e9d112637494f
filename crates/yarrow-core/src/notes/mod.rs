//! Clinical notes (FHIR Composition) and their signed additions.
//!
//! Architecture invariant: a signed note has no way to be edited, here, in the gate or in SQL; there is only [`add_addendum`].

mod addendum;
mod draft;
mod store;
mod write;

use yarrow_kernel::{AddendumId, CompositionId, EncounterId, PatientId, PractitionerId, Timestamp};

pub use addendum::{AddAddendum, AddendumView, add_addendum, addenda};
pub use draft::{DraftSaved, NoteDraft, SaveDraft, draft_for, forget_draft_in, save_draft};
pub use store::{NoteOfVisit, for_encounter, of_visits, view};
pub use write::{CompositionView, SaveNote, create_in, save_in, sign_in};

crate::codes! {
    /// FHIR composition-status, the part in use.
    pub enum CompositionStatus {
        /// Being written.
        Preliminary = "preliminary",
        /// Signed.
        Final = "final",
        /// Recorded by mistake.
        EnteredInError = "entered-in-error",
    }
}

crate::entity! {
    /// A clinical note.
    pub struct Composition: "composition" of patient_id {
        /// Identity.
        pub id: CompositionId,
        /// Whose chart.
        pub patient_id: PatientId,
        /// The visit it documents.
        pub encounter_id: EncounterId,
        /// Who writes.
        pub author_id: PractitionerId,
        /// "Office visit".
        pub title: String,
        /// Whether signed.
        pub status: CompositionStatus,
        /// The editor's document (ProseMirror JSON); chips hold ids.
        #[ts(type = "unknown")]
        pub body: serde_json::Value,
        /// The same in plain text, for search and print.
        pub text: String,
        /// When signed.
        pub signed_at: Option<Timestamp>,
        /// By whom.
        pub signed_by: Option<PractitionerId>,
    }
}

crate::entity! {
    /// A signed addition to a signed note.
    pub struct Addendum: "addendum" of patient_id {
        /// Identity.
        pub id: AddendumId,
        /// Whose chart.
        pub patient_id: PatientId,
        /// The note added to.
        pub note_id: CompositionId,
        /// Who adds.
        pub author_id: PractitionerId,
        /// What.
        pub text: String,
        /// When.
        pub recorded_at: Timestamp,
    }
}
