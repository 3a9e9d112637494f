//! A person says whose request it is, or puts a message away.

use serde::Deserialize;
use yarrow_kernel::{InboundMessageId, MedicationRequestId, PatientId, TextRule, clean_line};

use super::matching::{Identifier, agreeing, asked_before};
use super::{InboundMessage, InboundState};
use crate::access::{Operation, Permission, Session};
use crate::error::{Error, Result};
use crate::medications::MedicationRequest;
use crate::patients;
use crate::store::{AuditNote, Tx, Written};

/// An unmatched request and the patient it is about.
#[derive(Clone, Copy, Debug, Deserialize, ts_rs::TS)]
pub struct AssignRequest {
    /// The request.
    pub id: InboundMessageId,
    /// Whose it is.
    pub patient_id: PatientId,
    /// Which of their prescriptions it is about, where that is known.
    #[serde(default)]
    pub medication_request_id: Option<MedicationRequestId>,
}

/// A message to put away without an answer.
#[derive(Clone, Debug, Deserialize, ts_rs::TS)]
pub struct FileMessage {
    /// Which.
    pub id: InboundMessageId,
    /// What was done instead, in words: "Called, they will send it again".
    pub note: String,
}

const ASSIGN: Operation = Operation::new("assign_request", Permission::ChartWrite);
const FILE: Operation = Operation::new("file_message", Permission::ChartWrite);
const NOTE: TextRule = TextRule { max: 300, required: true };
const NOTHING: &str = "Nothing was changed.";

/// Ties an unmatched request to a patient. Two of name, birth date, telephone and prescription number must be theirs, or it
/// stays unmatched.
///
/// # Errors
/// When fewer agree, when the request is not waiting for its patient, or the prescription is another patient's.
pub fn assign_request(session: &Session, request: AssignRequest) -> Result<Written<InboundMessage>> {
    session.write(&ASSIGN, move |tx| {
        let mut message: InboundMessage = tx.require(request.id, "This request")?;
        let Some(asked) = message.request.0.clone().filter(|_| message.state == InboundState::Unmatched)
        else {
            return Err(Error::Refused(format!(
                "This request does not wait for its patient any more. {NOTHING}"
            )));
        };
        let patient = patients::require(tx.db(), request.patient_id)?;
        let agree = agreeing(tx.db(), &patient, &asked)?;
        if agree.len() < 2 {
            let why = match agree.first() {
                None => "Neither name, birth date, telephone nor prescription number is this patient's."
                    .to_owned(),
                Some(only) => format!("Only the {} is this patient's.", only.words()),
            };
            return Err(Error::invalid(
                "patient_id",
                format!("{why} Two must agree; the request stays unmatched. Call the pharmacy. {NOTHING}"),
            ));
        }
        message.medication_request_id = match request.medication_request_id {
            Some(id) => Some(theirs(tx, id, patient.id)?),
            None => None,
        };
        message.patient_id = Some(patient.id);
        message.state = InboundState::Waiting;
        let words: Vec<&str> = agree.into_iter().map(Identifier::words).collect();
        message.matched_by = Some(format!("{}, by {}", words.join(" and "), tx.actor().login));
        message.problem = asked_before(tx.db(), tx.now(), message.kind, message.medication_request_id)?;
        tx.save(&message)?;
        Ok(message)
    })
}

fn theirs(tx: &Tx<'_>, id: MedicationRequestId, patient: PatientId) -> Result<MedicationRequestId> {
    let order: MedicationRequest = tx.require(id, "This prescription")?;
    match order.patient_id == patient && order.signed_at.is_some() {
        true => Ok(id),
        false => Err(Error::invalid(
            "medication_request_id",
            format!("This is not a signed prescription of that patient. {NOTHING}"),
        )),
    }
}

/// Puts a message away that needs no answer from here: unreadable, about nothing that was sent, or settled by telephone.
///
/// # Errors
/// When no note is given, or it is put away already.
pub fn file_message(session: &Session, request: FileMessage) -> Result<Written<InboundMessage>> {
    let note = clean_line("note", &request.note, NOTE)?;
    session.write(&FILE, move |tx| {
        let mut message: InboundMessage = tx.require(request.id, "This message")?;
        let open = [InboundState::Unmatched, InboundState::Waiting, InboundState::Refused];
        if !open.contains(&message.state) || message.closed_at.is_some() {
            return Err(Error::Refused(format!("This message is dealt with already. {NOTHING}")));
        }
        if message.state != InboundState::Refused {
            message.state = InboundState::Filed;
        }
        message.closed_at = Some(tx.now());
        message.closed_by = Some(tx.user()?);
        let before = message.text.take().map(|text| format!("{text} ")).unwrap_or_default();
        message.text = Some(format!("{before}Put away: {note}"));
        tx.save(&message)?;
        let mut noted = AuditNote::new("file", "InboundMessage").reason(&note);
        noted.patient = message.patient_id;
        noted.entity = Some(message.id.0);
        tx.audit(noted);
        Ok(message)
    })
}
