//! What Yarrow needs to know of a message that came in, whatever its bytes looked like.

use serde::{Deserialize, Serialize};
use yarrow_kernel::{Decimal, LocalDate, MedicationRequestId};

use super::InboundKind;

/// A message that could be read.
#[derive(Clone, Debug, PartialEq)]
pub struct Received {
    /// The sender's MessageID.
    pub message_id: String,
    /// The MessageID it answers.
    pub relates_to: Option<String>,
    /// The prescription it names, where that is one of ours (PrescriberOrderNumber).
    pub order: Option<MedicationRequestId>,
    /// What it says.
    pub content: Content,
}

/// What a message says.
#[derive(Clone, Debug, PartialEq)]
pub enum Content {
    /// An answer to something we sent.
    Reply(Reply),
    /// Something asked of us.
    Request(InboundKind, Box<InboundRequest>),
}

/// An answer to something we sent.
#[derive(Clone, Debug, PartialEq)]
pub enum Reply {
    /// The message was taken over; the code as sent, such as "010".
    Status {
        /// Code.
        code: String,
        /// In the sender's words.
        text: Option<String>,
    },
    /// The pharmacy has it.
    Verify {
        /// Code.
        code: String,
        /// In the sender's words.
        text: Option<String>,
    },
    /// Refused.
    Error {
        /// Code, such as "900".
        code: String,
        /// In the sender's words.
        text: Option<String>,
    },
    /// Whether a cancellation came in time.
    Cancel {
        /// The prescription will not be dispensed.
        approved: bool,
        /// In the sender's words.
        text: Option<String>,
    },
    /// What was dispensed.
    Fill {
        /// How much of it.
        filled: Filled,
        /// In the sender's words.
        text: Option<String>,
    },
}

/// What became of a prescription at the counter.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Filled {
    /// All of it.
    Dispensed,
    /// A part.
    Partly,
    /// Nothing.
    Not,
    /// Handed on to another pharmacy.
    Transferred,
}

/// What a pharmacy asks for.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize, ts_rs::TS)]
pub struct InboundRequest {
    /// For whom.
    pub patient: RequestPatient,
    /// The number this practice gave the prescription (PrescriberOrderNumber).
    pub order: Option<String>,
    /// The pharmacy in words.
    pub pharmacy: String,
    /// Its NCPDP number.
    pub ncpdp_id: Option<String>,
    /// Its telephone.
    pub pharmacy_phone: Option<String>,
    /// The drug as it was prescribed or last dispensed.
    pub drug: RequestedDrug,
    /// What is asked for instead, in a request to change.
    pub instead: Vec<RequestedDrug>,
    /// Why, in words.
    pub why: Option<String>,
}

/// The patient as the pharmacy knows them.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize, ts_rs::TS)]
pub struct RequestPatient {
    /// Family name.
    pub family: String,
    /// Given name.
    pub given: String,
    /// Birth date.
    pub birth_date: Option<LocalDate>,
    /// Telephone.
    pub phone: Option<String>,
}

/// A drug as the pharmacy describes it.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize, ts_rs::TS)]
pub struct RequestedDrug {
    /// "Lisinopril 10 mg tablet".
    pub display: String,
    /// National Drug Code, where given.
    pub ndc: Option<String>,
    /// RxNorm concept, where given.
    pub rxcui: Option<String>,
    /// Directions.
    pub sig: Option<String>,
    /// How much.
    #[ts(type = "Decimal | null")]
    pub quantity: Option<Decimal>,
    /// How many days that lasts.
    pub days_supply: Option<u32>,
    /// Refills asked for.
    pub refills: Option<u32>,
    /// The day it was last dispensed.
    pub last_fill: Option<LocalDate>,
}
