//! NCPDP SCRIPT as XML: messages between prescriber and pharmacy, in the versions 2017071 and 2023011.
//!
//! [`Message::read`] reads a message of either version, [`Message::write`] writes one; a struct's fields are the
//! standard's elements in snake case, in the standard's order. NewRx, RxRenewalRequest and -Response, RxChangeRequest
//! and -Response, CancelRx and -Response, RxFill, Status, Verify and Error are known. Other transactions of the standard
//! (medication history, prior authorization, transfer, long-term care) are refused by name.
//!
//! # Sources
//! The schemas belong to NCPDP and are not part of this project. Names and order come from messages published by people
//! who exchange them; the meaning of the decision codes and of NumberOfRefills in a renewal response from public
//! integration guides; the transactions asked of a prescribing system from 45 CFR 170.315(b)(3). A network checks
//! messages against the licensed schemas when it certifies a system; that check is not done here.
//!
//! # The two versions
//! They are not interchangeable on the wire (89 FR 51238): a message says its version in its attributes, and a partner
//! on the other version refuses it. Within what is built and read here they share their elements; what differs:
//! * the stamp: 2017071 is exchanged as "20170715", the fifth publication of its schema. For 2023011 the name of the
//!   version itself is written, and any publication digit is read;
//! * a decision may be `Pending` in 2023011, not in 2017071;
//! * what else 2023011 added (more about the patient, transfer of controlled substances, prior authorization as part of
//!   the same standard) is not modelled: in a message that is otherwise understood it is listed in
//!   [`Received::not_read`].
//!
//! # What is refused
//! More than [`MAX_MESSAGE`] bytes (before anything is parsed), a document type declaration, entities, nesting beyond
//! [`MAX_DEPTH`], more than [`MAX_ELEMENTS`] elements, another namespace, a decision that is two decisions. Every
//! [`Fault`] names the element and what would be right, and repeats no value.
//!
//! Architecture invariant: no number passes through a float, and nothing here decides what a message means for a chart.

mod body;
mod check;
mod element;
mod fault;
mod header;
mod medication;
mod message;
mod part;
mod party;
mod render;
mod sig;
mod value;
mod version;

#[cfg(test)]
mod tests;

pub use body::{
    Body, CancelDecision, CancelRx, CancelRxResponse, ChangeDecision, Decision, ErrorMessage, FillStatus,
    NewRx, RenewalDecision, RxChangeRequest, RxChangeResponse, RxFill, RxRenewalRequest, RxRenewalResponse,
    Status, Verify,
};
pub use element::{MAX_DEPTH, MAX_ELEMENTS, MAX_MESSAGE};
pub use fault::Fault;
pub use header::{Header, SenderSoftware};
pub use medication::{
    Coded, Diagnosis, DiagnosisCode, DrugCoded, Measurement, Medication, Observation, ObservationDate,
    OtherMedicationDate, QualifiedCode, Quantity, Strength,
};
pub use message::{Message, Received};
pub use party::{
    Address, BirthDate, CommunicationNumbers, HumanPatient, Name, NonVeterinarian, Parties, Patient,
    PatientIdentification, Pharmacy, PharmacyIdentification, PracticeLocation, Prescriber,
    PrescriberIdentification, Telephone,
};
pub use sig::{
    AdministrationTiming, CodeSystem, Dosage, DoseAdministration, Duration, Frequency, Instruction, Interval,
    Sig, SigCode, TimingAndDuration,
};
pub use value::{Gender, MessageId, Moment, Routed, Substitutions};
pub use version::ScriptVersion;
