//! What goes to pharmacies and what comes from them: the durable outbox, and the inbox of requests and replies.
//!
//! A message gets its id and its bytes once, before it is first sent, in the transaction that decides to send it. From then
//! on it is repeated unchanged until somebody answers: at least once on the wire, once at the pharmacy, which knows the id.
//! Replies are kept once each; what contradicts an earlier reply is kept and shown, never resolved by guessing.
//!
//! Architecture invariant: nothing here opens a connection or a folder. A transport outside the core takes what
//! [`take_due`] hands out and tells [`handed_over`] how it went; what arrives goes through [`receive_all`].

mod advance;
mod answer;
mod assign;
mod cancel;
mod compose;
mod deliver;
mod denial;
mod list;
mod matching;
mod queue;
mod read;
mod receive;
mod requests;
mod retry;
mod route;
mod routes;
mod send;
mod settle;
mod store;
mod wire;

use yarrow_kernel::{
    InboundMessageId, MedicationRequestId, PatientId, PharmacyId, PractitionerId, Timestamp, TransmissionId,
};

use crate::store::Json;

pub(crate) use answer::{Answer, answer_in, open_request};
pub use answer::{DenyRequest, deny_request};
pub use assign::{AssignRequest, FileMessage, assign_request, file_message};
pub use cancel::{CancelPrescription, Cancellation, cancel_prescription};
pub use compose::Lacking;
pub use deliver::{Handover, Outgoing, Which, expire, handed_over, next_due, take_due};
pub(crate) use denial::OTHER_MEANS;
pub use denial::{DENIAL_REASONS, DenialReason};
pub use list::{
    InboundView, NamedPatient, OutboxCount, OutboxPage, OutboxRequest, TransmissionDetail, TransmissionView,
    outbox, outbox_count, transmission,
};
pub use queue::{ToQueue, note_paper, queue_message};
pub use receive::{MAX_MESSAGE, Receipt, receive_all, refuse_unread, too_large};
pub use requests::{OneRequest, RequestDetail, pharmacy_request};
pub(crate) use requests::{doubts, proposed};
pub use route::{
    Connection, OpenRoute, RouteState, STILL_NEEDED, SaveTransmissionRoute, TransmissionRoute,
    TransmissionRouteView, note_contact, open_route, save_transmission_route, transmission_route,
};
pub use routes::{
    PrescriptionMessage, PrescriptionRoutes, PrescriptionRoutesRequest, RouteChoice, prescription_message,
    prescription_routes,
};
pub(crate) use send::send_in;
pub use send::{SendPrescription, SendPrescriptions, send_prescriptions};
pub use settle::{OneTransmission, SettleTransmission, retry, settle};
pub use wire::{Content, Filled, InboundRequest, Received, Reply, RequestPatient, RequestedDrug};

crate::codes! {
    /// What a transmission says (NCPDP SCRIPT message names).
    pub enum TransmissionKind {
        /// A new prescription.
        NewRx = "new_rx",
        /// Takes a prescription back.
        CancelRx = "cancel_rx",
        /// Answers a request to renew.
        RenewalResponse = "rx_renewal_response",
        /// Answers a request to change.
        ChangeResponse = "rx_change_response",
    }
}

crate::codes! {
    /// How a prescription leaves the practice.
    pub enum Route {
        /// As a SCRIPT message, through the transport of this workstation.
        Electronic = "electronic",
        /// As a sheet for the practice's own fax machine.
        Fax = "fax",
        /// On paper, given to the patient.
        Print = "print",
    }
}

crate::codes! {
    /// Where a transmission stands.
    pub enum TransmissionState {
        /// Waiting to be handed over, also between two tries.
        Queued = "queued",
        /// Handed over; nobody has answered yet.
        Sent = "sent",
        /// The network or the pharmacy has it (SCRIPT Status).
        Accepted = "accepted",
        /// The pharmacy has confirmed it (SCRIPT Verify).
        Verified = "verified",
        /// Refused by the pharmacy, the network or the transport.
        Rejected = "rejected",
        /// Given up: not handed over, or not answered, in time.
        Expired = "expired",
        /// Taken back.
        Cancelled = "cancelled",
    }
}

crate::codes! {
    /// What came in (NCPDP SCRIPT message names).
    pub enum InboundKind {
        /// Asks for another fill.
        RenewalRequest = "rx_renewal_request",
        /// Asks for another drug or dose, or for an authorisation.
        ChangeRequest = "rx_change_request",
        /// Says what was dispensed.
        Fill = "rx_fill",
        /// Answers a cancellation.
        CancelResponse = "cancel_rx_response",
        /// Says a message was taken over.
        Status = "status",
        /// Says the pharmacy has a message.
        Verify = "verify",
        /// Says a message was refused.
        Error = "error",
        /// Could not be read.
        Unreadable = "unreadable",
    }
}

crate::codes! {
    /// Where an incoming message stands.
    pub enum InboundState {
        /// A request whose patient is not known for sure.
        Unmatched = "unmatched",
        /// A request that waits for an answer.
        Waiting = "waiting",
        /// A request that was answered.
        Answered = "answered",
        /// Kept and nothing to do.
        Filed = "filed",
        /// Not usable: unreadable, or about nothing this practice knows.
        Refused = "refused",
    }
}

crate::entity! {
    /// One thing that left, or is to leave, for a pharmacy.
    pub struct Transmission: "transmission" of patient_id {
        /// Identity.
        pub id: TransmissionId,
        /// Whose; nobody's for the answer to a request about a stranger.
        pub patient_id: Option<PatientId>,
        /// The prescription it is about.
        pub medication_request_id: Option<MedicationRequestId>,
        /// The request it answers.
        pub answers: Option<InboundMessageId>,
        /// The transmission it takes back.
        pub cancels: Option<TransmissionId>,
        /// What it says.
        pub kind: TransmissionKind,
        /// How it leaves.
        pub route: Route,
        /// SCRIPT MessageID: fixed before the first try, the same in every repetition.
        pub message_id: String,
        /// The pharmacy in the directory.
        pub pharmacy_id: Option<PharmacyId>,
        /// The pharmacy in words, as it was then.
        pub pharmacy: String,
        /// The drug in words.
        pub display: String,
        /// SHA-256 of the message; none on paper.
        #[serde(skip)]
        pub content: Option<Vec<u8>>,
        /// Where it stands.
        pub state: TransmissionState,
        /// Why it stands there, in words.
        pub state_note: Option<String>,
        /// Since when.
        pub state_at: Timestamp,
        /// What a person has to look at, such as two answers that contradict each other.
        pub attention: Option<String>,
        /// A person has dealt with it; nothing is open.
        pub settled: bool,
        /// When it was decided to send it.
        pub created_at: Timestamp,
        /// By whom.
        pub created_by: Option<PractitionerId>,
        /// When it is given up without an answer.
        pub expires_at: Timestamp,
    }
}

crate::entity! {
    /// A message that came in.
    pub struct InboundMessage: "inbound_message" of patient_id {
        /// Identity.
        pub id: InboundMessageId,
        /// Whose, where that is sure.
        pub patient_id: Option<PatientId>,
        /// The prescription it is about, where that is sure.
        pub medication_request_id: Option<MedicationRequestId>,
        /// The transmission it answers.
        pub transmission_id: Option<TransmissionId>,
        /// The sender's MessageID; empty when none could be read.
        pub message_id: String,
        /// The MessageID it answers.
        pub relates_to: Option<String>,
        /// What it is.
        pub kind: InboundKind,
        /// SHA-256 of the message.
        #[serde(skip)]
        pub content: Vec<u8>,
        /// Where it stands.
        pub state: InboundState,
        /// By which identifiers the patient was found, in words.
        pub matched_by: Option<String>,
        /// What is wrong or missing, in words.
        pub problem: Option<String>,
        /// What it says, in words.
        pub text: Option<String>,
        /// What is asked for.
        pub request: Json<Option<InboundRequest>>,
        /// When it came.
        pub received_at: Timestamp,
        /// When it was answered or put away.
        pub closed_at: Option<Timestamp>,
        /// By whom.
        pub closed_by: Option<PractitionerId>,
    }
}

impl TransmissionState {
    /// The state as it stands in a sentence.
    pub fn words(self) -> &'static str {
        match self {
            Self::Queued => "waiting to be sent",
            Self::Sent => "sent, not answered yet",
            Self::Accepted => "accepted",
            Self::Verified => "confirmed by the pharmacy",
            Self::Rejected => "rejected",
            Self::Expired => "given up",
            Self::Cancelled => "cancelled",
        }
    }

    /// Whether a second prescription of the same would be one too many: it is on its way, or there.
    pub fn is_live(self) -> bool {
        matches!(self, Self::Queued | Self::Sent | Self::Accepted | Self::Verified)
    }
}

#[cfg(test)]
mod tests;
