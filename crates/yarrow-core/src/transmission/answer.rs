//! Answering what a pharmacy asks: granting with a signed prescription, or declining with a coded reason.

use serde::Deserialize;
use yarrow_codecs::script::{
    Body, ChangeDecision, Decision, Medication, Message, Parties, RenewalDecision, RxChangeRequest,
    RxChangeResponse, RxRenewalRequest, RxRenewalResponse,
};
use yarrow_kernel::{InboundMessageId, TextRule, clean_line, fold};

use super::compose::{Envelope, Lack, Source, answered_by, written};
use super::denial::denied;
use super::queue::{ToQueue, queue_message};
use super::route::{Connection, open_route};
use super::wire::RequestedDrug;
use super::{InboundKind, InboundMessage, InboundState, Route, Transmission, TransmissionKind};
use crate::access::{Operation, Permission, Session};
use crate::documents;
use crate::error::{Error, Result};
use crate::medications::{MedicationRequest, is_renewal};
use crate::people::Practitioner;
use crate::pharmacies::by_ncpdp_id;
use crate::store::{Db, Tx, Written};

/// A request to decline.
#[derive(Clone, Debug, Deserialize, ts_rs::TS)]
pub struct DenyRequest {
    /// Which.
    pub id: InboundMessageId,
    /// A code of `denial_reasons`.
    pub code: String,
    /// To the pharmacist, in words; may be empty.
    pub note: String,
}

/// What is answered.
pub(crate) enum Answer<'a> {
    /// Granted, by this signed prescription. It takes the place of `prior`.
    Grant {
        /// The new prescription.
        order: &'a MedicationRequest,
        /// The one it takes the place of.
        prior: Option<&'a MedicationRequest>,
    },
    /// Declined.
    Deny {
        /// Code of [`super::DENIAL_REASONS`].
        code: &'a str,
        /// To the pharmacist.
        note: &'a str,
        /// Who declines.
        by: &'a Practitioner,
    },
}

const DENY: Operation = Operation::new("deny_request", Permission::Prescribe);
const NOTE: TextRule = TextRule { max: 210, required: false };
const NOTHING: &str = "Nothing was answered.";

/// Declines a request, also one of a stranger.
///
/// # Errors
/// When it is answered already, the code is not one of the listed, or something that every message needs is missing.
pub fn deny_request(session: &Session, request: DenyRequest) -> Result<Written<Transmission>> {
    let note = clean_line("note", &request.note, NOTE)?;
    let by = session.user().clone();
    session.write(&DENY, move |tx| {
        answer_in(tx, request.id, &Answer::Deny { code: &request.code, note: &note, by: &by })
    })
}

/// A request that can be answered now.
///
/// # Errors
/// When it is answered or put away already, or is no request.
pub(crate) fn open_request(tx: &Tx<'_>, id: InboundMessageId) -> Result<InboundMessage> {
    let message: InboundMessage = tx.require(id, "This request")?;
    let is_request = matches!(message.kind, InboundKind::RenewalRequest | InboundKind::ChangeRequest);
    let open = matches!(message.state, InboundState::Waiting | InboundState::Unmatched);
    match (is_request, open && message.closed_at.is_none()) {
        (true, true) => Ok(message),
        (true, false) => Err(Error::Refused(format!("This request is dealt with already. {NOTHING}"))),
        (false, _) => Err(Error::Refused(format!("This message asks for nothing. {NOTHING}"))),
    }
}

/// Queues the answer to a request and closes it, in the transaction that decided.
///
/// # Errors
/// As [`deny_request`]; a request to confirm an authorization cannot be granted by message.
pub(crate) fn answer_in(tx: &mut Tx<'_>, id: InboundMessageId, answer: &Answer<'_>) -> Result<Transmission> {
    let mut message = open_request(tx, id)?;
    let route = open_route(tx.db())?.route;
    if route.connection == Connection::None {
        return Err(Error::invalid(
            "route.connection",
            format!("This workstation has no connection to pharmacies any more. {NOTHING}"),
        ));
    }
    let request = message.request.0.clone().unwrap_or_default();
    let asked = original(tx.db(), &message)?;
    let pharmacy = match &request.ncpdp_id {
        Some(ncpdp_id) => by_ncpdp_id(tx.db(), ncpdp_id)?,
        None => None,
    };
    let kind = match message.kind {
        InboundKind::ChangeRequest => TransmissionKind::ChangeResponse,
        _ => TransmissionKind::RenewalResponse,
    };
    let (order, display) = match answer {
        Answer::Grant { order, .. } => (Some(order.id), order.display.clone()),
        Answer::Deny { .. } => (None, request.drug.display.clone()),
    };
    let what = ToQueue {
        kind,
        route: Route::Electronic,
        patient_id: message.patient_id,
        medication_request_id: order,
        answers: Some(message.id),
        cancels: None,
        pharmacy_id: pharmacy.map(|pharmacy| pharmacy.id),
        pharmacy: request.pharmacy.clone(),
        display,
        hours: route.give_up_hours,
        note: None,
    };
    let header = asked.header.clone();
    let transmission = queue_message(tx, what, |tx, id| {
        let mut lack = Lack::default();
        let body = body(tx.db(), &asked, &request.drug, answer, &mut lack)?;
        let envelope = Envelope {
            version: asked.version,
            to: header.from.clone(),
            from: header.to.clone(),
            message_id: id,
            relates_to: Some(header.message_id.as_str()),
            rx_number: header.rx_reference_number.clone(),
            order,
            sent: tx.now(),
        };
        let bytes = body.and_then(|body| written(envelope, body, &mut lack));
        lack.or(bytes, NOTHING)
    })?;
    message.state = InboundState::Answered;
    message.closed_at = Some(tx.now());
    message.closed_by = Some(tx.user()?);
    tx.save(&message)?;
    Ok(transmission)
}

/// The request as it came.
fn original(db: &Db, message: &InboundMessage) -> Result<Message> {
    let bytes =
        documents::bytes_of(db, &message.content)?.ok_or(Error::Internal("message-content-missing"))?;
    let read = Message::read(&bytes).map_err(|_| Error::Internal("request-unreadable"))?;
    Ok(read.message)
}

fn body(
    db: &Db,
    asked: &Message,
    drug: &RequestedDrug,
    answer: &Answer<'_>,
    lack: &mut Lack,
) -> Result<Option<Body>> {
    match &asked.body {
        Body::RxRenewalRequest(request) => {
            Ok(renewal(db, request, drug, answer, lack)?.map(Body::RxRenewalResponse))
        }
        Body::RxChangeRequest(request) => Ok(change(db, request, answer, lack)?.map(Body::RxChangeResponse)),
        _ => Err(Error::Internal("request-kind")),
    }
}

/// Who answers whom about what: the same in both kinds of answers.
fn parties_and_drug(
    db: &Db,
    asked: &Parties,
    answer: &Answer<'_>,
    lack: &mut Lack,
) -> Result<Option<(Parties, Option<Medication>)>> {
    let pharmacy = asked.pharmacy.clone();
    Ok(match answer {
        Answer::Grant { order, .. } => {
            let source = Source::of(db, (*order).clone(), None)?;
            let (patient, prescriber) = (source.patient_in_message(lack), source.prescribed_by(lack));
            match (patient, prescriber, source.medication(lack)) {
                (Some(patient), Some(prescriber), Some(medication)) => {
                    Some((Parties { patient, pharmacy, prescriber }, Some(medication)))
                }
                _ => None,
            }
        }
        // The patient as the pharmacy knows them: they may be nobody's here.
        Answer::Deny { by, .. } => answered_by(db, by, lack)?
            .map(|prescriber| (Parties { patient: asked.patient.clone(), pharmacy, prescriber }, None)),
    })
}

fn renewal(
    db: &Db,
    request: &RxRenewalRequest,
    drug: &RequestedDrug,
    answer: &Answer<'_>,
    lack: &mut Lack,
) -> Result<Option<RxRenewalResponse>> {
    let response = match answer {
        Answer::Deny { code, note, .. } => {
            RenewalDecision::Denied(denied(code, note, |known| known.renewal)?)
        }
        Answer::Grant { order, prior } => match how_granted(drug, *prior, order) {
            Granted::AsAsked => RenewalDecision::Approved(no_remark()),
            Granted::WithChanges => RenewalDecision::ApprovedWithChanges(no_remark()),
            Granted::Other => RenewalDecision::Replace(no_remark()),
        },
    };
    let Some((parties, medication)) = parties_and_drug(db, &request.parties, answer, lack)? else {
        return Ok(None);
    };
    let replaces = matches!(response, RenewalDecision::Replace(_));
    let medication_response = medication.map(|medication| match medication.number_of_refills {
        // An approval counts the fill that was asked for as well; a new prescription counts refills alone.
        Some(refills) if !replaces => Medication { number_of_refills: Some(refills + 1), ..medication },
        _ => medication,
    });
    Ok(Some(RxRenewalResponse {
        request_reference_number: request.request_reference_number.clone(),
        response,
        parties,
        medication_response,
    }))
}

fn change(
    db: &Db,
    request: &RxChangeRequest,
    answer: &Answer<'_>,
    lack: &mut Lack,
) -> Result<Option<RxChangeResponse>> {
    let response = match answer {
        Answer::Deny { code, note, .. } => ChangeDecision::Denied(denied(code, note, |known| known.change)?),
        Answer::Grant { order, .. } => {
            if let Some(why) = not_by_prescription(&request.message_request_code) {
                return Err(Error::Refused(format!("{why} {NOTHING}")));
            }
            let asked = |one: &Medication| {
                fold(&one.drug_description) == fold(&order.display)
                    && one.quantity.as_ref().is_none_or(|quantity| Some(quantity.value) == order.quantity)
            };
            match request.medication_requested.iter().any(asked) {
                true => ChangeDecision::Approved(no_remark()),
                false => ChangeDecision::ApprovedWithChanges(no_remark()),
            }
        }
    };
    let Some((parties, medication)) = parties_and_drug(db, &request.parties, answer, lack)? else {
        return Ok(None);
    };
    Ok(Some(RxChangeResponse {
        request_reference_number: request.request_reference_number.clone(),
        message_request_code: Some(request.message_request_code.clone()),
        response,
        parties,
        medication_prescribed: medication,
    }))
}

/// Why a request to change asks for something that no prescription answers (MessageRequestCode P and U).
pub(super) fn not_by_prescription(code: &str) -> Option<&'static str> {
    match code {
        "P" => Some(
            "The pharmacy asks for a prior authorization, which the insurer gives. Decline, or answer by telephone.",
        ),
        "U" => Some(
            "The pharmacy asks to confirm the prescriber's authorization, which Yarrow cannot do by message. Decline, or answer by telephone.",
        ),
        _ => None,
    }
}

/// How what is granted differs from what was asked.
#[derive(Debug, PartialEq, Eq)]
enum Granted {
    AsAsked,
    WithChanges,
    Other,
}

fn how_granted(asked: &RequestedDrug, prior: Option<&MedicationRequest>, new: &MedicationRequest) -> Granted {
    let same = match prior {
        Some(prior) => is_renewal(prior, new),
        None => {
            fold(&asked.display) == fold(&new.display)
                && asked.sig.as_deref().is_some_and(|sig| fold(sig) == fold(&new.sig_text))
        }
    };
    let fills = asked.refills.is_none_or(|fills| fills == new.refills + 1);
    let amount = asked.quantity.is_none_or(|quantity| Some(quantity) == new.quantity);
    match same {
        false => Granted::Other,
        true if fills && amount => Granted::AsAsked,
        true => Granted::WithChanges,
    }
}

fn no_remark() -> Decision {
    Decision { reason_code: Vec::new(), reference_number: None, denial_reason: None, note: None }
}
