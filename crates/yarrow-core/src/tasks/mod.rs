//! What has to be done for a patient later (FHIR Task): "check the INR by Tuesday".

mod add;
mod close;
mod refill;
mod store;

use yarrow_kernel::{LocalDate, MedicationRequestId, PatientId, PractitionerId, TaskId, Timestamp};

pub(crate) use add::add_in;
pub use add::{AddTask, add};
pub use close::{CloseTask, ReopenTask, close, reopen};
pub use refill::{RequestRefill, request_refill};
pub use store::{OpenTask, TasksRequest, open_tasks};

crate::codes! {
    /// FHIR task-status, the part in use.
    pub enum TaskStatus {
        /// To be done.
        Requested = "requested",
        /// Done.
        Completed = "completed",
        /// No longer needed.
        Cancelled = "cancelled",
    }
}

crate::codes! {
    /// What a task is about.
    pub enum TaskKind {
        /// Anything to be done.
        Task = "task",
        /// A refill that a patient asks for.
        Refill = "refill",
    }
}

crate::entity! {
    /// Something to be done for a patient.
    pub struct Task: "task" of patient_id {
        /// Identity.
        pub id: TaskId,
        /// For whom.
        pub patient_id: PatientId,
        /// What it is about.
        pub kind: TaskKind,
        /// What is to be done.
        pub description: String,
        /// Why: the finding or the plan it comes from.
        pub reason: Option<String>,
        /// The prescription it watches over, where it came from one.
        pub medication_id: Option<MedicationRequestId>,
        /// By when.
        pub due: Option<LocalDate>,
        /// Who is to do it.
        pub owner_id: Option<PractitionerId>,
        /// Where it stands.
        pub status: TaskStatus,
        /// What came of it, or why it is not needed.
        pub outcome: Option<String>,
        /// When it was asked for.
        pub authored_at: Timestamp,
        /// By whom.
        pub author_id: PractitionerId,
        /// When it was closed.
        pub closed_at: Option<Timestamp>,
        /// By whom.
        pub closed_by: Option<PractitionerId>,
    }
}
