//! Documents in the chart (FHIR DocumentReference): content is kept once per SHA-256, inside the database only.

mod add;
mod store;

use yarrow_kernel::{DocumentReferenceId, EncounterId, PatientId, PractitionerId, Timestamp};

pub use add::{AddDocument, MAX_DOCUMENT, add, add_in, keep_content, read};
pub use store::{bytes_of, content, list};

crate::entity! {
    /// A document.
    pub struct DocumentReference: "document_reference" of patient_id {
        /// Identity.
        pub id: DocumentReferenceId,
        /// Whose chart.
        pub patient_id: PatientId,
        /// The visit it belongs to.
        pub encounter_id: Option<EncounterId>,
        /// Title.
        pub title: String,
        /// "Letter", "Imaging report", "Consent".
        pub kind: String,
        /// MIME type.
        pub content_type: String,
        /// Bytes.
        pub size: u32,
        /// SHA-256 of the content.
        #[serde(skip)]
        pub sha256: Vec<u8>,
        /// When added.
        pub created_at: Timestamp,
        /// By whom.
        pub author_id: Option<PractitionerId>,
    }
}
