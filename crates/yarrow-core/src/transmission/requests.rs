//! A request as somebody decides on it: what is asked, about which prescription, and the prescription that would grant it.

use std::sync::Arc;

use serde::{Deserialize, Serialize};
use yarrow_codecs::script::{Body, Message};
use yarrow_kernel::{InboundMessageId, PatientId, fold};
use yarrow_knowledge::Product;

use super::answer::not_by_prescription;
use super::list::{InboundView, inbound_view};
use super::store;
use super::wire::{InboundRequest, RequestedDrug};
use super::{InboundKind, InboundMessage, InboundState, Transmission};
use crate::access::{Operation, Permission, Session};
use crate::documents;
use crate::error::{Error, Result};
use crate::medications::{MedicationRequest, MedicationStatus, PrescriptionDraft, transmission_refusal};
use crate::pharmacies::by_ncpdp_id;
use crate::store::{AuditNote, Db, load};
use crate::terminology::Terminology;

/// Which request.
#[derive(Clone, Copy, Debug, Deserialize, ts_rs::TS)]
pub struct OneRequest {
    /// The message.
    pub id: InboundMessageId,
}

/// A request with what is needed to decide.
#[derive(Clone, Debug, Serialize, ts_rs::TS)]
pub struct RequestDetail {
    /// The request.
    pub view: InboundView,
    /// The prescription it is about, as it stands now.
    pub order: Option<MedicationRequest>,
    /// The prescriptions that would grant it: one for a renewal, one for each drug proposed in a change. None while the
    /// patient is not known for sure.
    pub drafts: Vec<PrescriptionDraft>,
    /// What speaks against granting it without another look, in sentences.
    pub doubts: Vec<String>,
    /// Why it cannot be granted by message as it stands, in a sentence.
    pub not_by_message: Option<String>,
    /// Answers given so far.
    pub answers: Vec<Transmission>,
    /// The message as it came.
    pub text: String,
}

const READ: Operation = Operation::new("pharmacy_request", Permission::ChartRead);

/// One request with everything that is needed to decide. Looking at it is looking at a chart.
///
/// # Errors
/// When the role may not open charts, or there is no such message.
pub fn pharmacy_request(session: &Session, request: OneRequest) -> Result<RequestDetail> {
    let knowledge = Arc::clone(session.knowledge());
    let detail = session.read(&READ, move |db| {
        let message: InboundMessage = load(db, request.id.0)?.ok_or(Error::NotFound("This message"))?;
        let order: Option<MedicationRequest> = match message.medication_request_id {
            Some(id) => load(db, id.0)?,
            None => None,
        };
        let drafts = proposed(db, &knowledge, &message, order.as_ref())?;
        let bytes = documents::bytes_of(db, &message.content)?.unwrap_or_default();
        Ok(RequestDetail {
            doubts: doubts(db, &knowledge, &message, order.as_ref())?,
            not_by_message: not_by_message(&knowledge, &bytes, order.as_ref(), &drafts),
            answers: store::answers_to(db, message.id)?,
            view: inbound_view(db, message)?,
            order,
            drafts,
            text: String::from_utf8_lossy(&bytes).into_owned(),
        })
    })?;
    let mut note = AuditNote::new("read", "InboundMessage");
    note.patient = detail.view.message.patient_id;
    note.entity = Some(request.id.0);
    session.store().write(session.actor(), READ.name, move |tx| {
        tx.audit(note);
        Ok(())
    })?;
    Ok(detail)
}

fn not_by_message(
    knowledge: &Terminology,
    bytes: &[u8],
    order: Option<&MedicationRequest>,
    drafts: &[PrescriptionDraft],
) -> Option<String> {
    if let Ok(read) = Message::read(bytes)
        && let Body::RxChangeRequest(asked) = &read.message.body
        && let Some(why) = not_by_prescription(&asked.message_request_code)
    {
        return Some(why.to_owned());
    }
    let ordered = order.and_then(|order| order.dea_schedule.clone().or(order.state_schedule.clone()));
    let drafted = drafts.iter().find_map(|draft| {
        knowledge.product(draft.product.as_deref()?).and_then(|product| product.dea_schedule.clone())
    });
    transmission_refusal(ordered.or(drafted).as_deref()).map(str::to_owned)
}

/// The prescriptions that would grant a request as it is asked.
///
/// # Errors
/// When the database cannot be read.
pub(crate) fn proposed(
    db: &Db,
    knowledge: &Terminology,
    message: &InboundMessage,
    order: Option<&MedicationRequest>,
) -> Result<Vec<PrescriptionDraft>> {
    let (Some(patient), Some(request)) = (message.patient_id, &message.request.0) else {
        return Ok(Vec::new());
    };
    if !matches!(message.state, InboundState::Waiting) {
        return Ok(Vec::new());
    }
    let pharmacy = match &request.ncpdp_id {
        Some(ncpdp_id) => by_ncpdp_id(db, ncpdp_id)?,
        None => None,
    };
    let draft = |drug: &RequestedDrug| {
        let mut draft = draft_of(knowledge, patient, drug, order, message.kind);
        draft.pharmacy = Some(request.pharmacy.clone()).filter(|name| !name.is_empty());
        draft.pharmacy_id = pharmacy.as_ref().filter(|pharmacy| pharmacy.active).map(|pharmacy| pharmacy.id);
        draft
    };
    Ok(asked_drugs(request, message.kind).map(draft).collect())
}

/// What speaks against granting a request without another look: nothing is renewed by habit that was stopped, renewed already,
/// or is another drug than the pharmacy names.
///
/// # Errors
/// When the database cannot be read.
pub(crate) fn doubts(
    db: &Db,
    knowledge: &Terminology,
    message: &InboundMessage,
    order: Option<&MedicationRequest>,
) -> Result<Vec<String>> {
    let mut found = Vec::new();
    if let Some(patient) = message.patient_id
        && crate::patients::require(db, patient)?.deceased.is_some()
    {
        found.push("The patient is recorded as deceased.".to_owned());
    }
    let Some(order) = order else {
        found.push("It is not known which prescription this is about.".to_owned());
        return Ok(found);
    };
    if order.status != MedicationStatus::Active {
        let why = order.status_reason.as_deref().map(|why| format!(" ({why})")).unwrap_or_default();
        found.push(format!("The prescription is {}{why}.", order.status.code()));
    }
    if let Some(request) = &message.request.0
        && !same_drug(knowledge, &request.drug, order)
    {
        found.push(
            "The pharmacy names another drug, or another strength or form, than the prescription.".to_owned(),
        );
    }
    Ok(found)
}

/// Whether a pharmacy's words or code mean the drug of a prescription.
fn same_drug(knowledge: &Terminology, drug: &RequestedDrug, order: &MedicationRequest) -> bool {
    let meant = product_of(knowledge, drug).map(|product| product.key.as_str());
    fold(&drug.display) == fold(&order.display) || (meant.is_some() && meant == order.product.as_deref())
}

fn asked_drugs(request: &InboundRequest, kind: InboundKind) -> impl Iterator<Item = &RequestedDrug> {
    let renewal = (kind == InboundKind::RenewalRequest).then_some(&request.drug);
    let change = (kind == InboundKind::ChangeRequest).then_some(&request.instead);
    renewal.into_iter().chain(change.into_iter().flatten())
}

/// One drug as a draft: the prescription that is known rules, and what the pharmacy says fills the gaps. A drug that is not
/// in the drug table stays in words; it cannot be granted until somebody chooses it from the search.
fn draft_of(
    knowledge: &Terminology,
    patient_id: PatientId,
    drug: &RequestedDrug,
    order: Option<&MedicationRequest>,
    kind: InboundKind,
) -> PrescriptionDraft {
    let same = order.filter(|_| kind == InboundKind::RenewalRequest);
    let product: Option<&Product> = match same {
        Some(order) => order.product.as_deref().and_then(|key| knowledge.product(key)),
        None => product_of(knowledge, drug),
    };
    let asked = drug.refills.and_then(|fills| fills.checked_sub(1));
    PrescriptionDraft {
        patient_id,
        encounter_id: None,
        id: None,
        product: product.map(|product| product.key.clone()),
        display: product.map(|product| product.display.clone()).unwrap_or_else(|| match same {
            Some(order) => order.display.clone(),
            None => drug.display.clone(),
        }),
        ingredients: match (product, same) {
            (Some(product), _) => product.ingredients.clone(),
            (None, Some(order)) => order.ingredients.clone(),
            (None, None) => Vec::new(),
        },
        sig: match same {
            Some(order) => order.sig.clone(),
            None => drug.sig.clone().or_else(|| order.map(|order| order.sig.clone())).unwrap_or_default(),
        },
        quantity: same.and_then(|order| order.quantity).or(drug.quantity).or(order.and_then(|o| o.quantity)),
        quantity_unit: order.and_then(|order| order.quantity_unit.clone()),
        days_supply: same
            .and_then(|order| order.days_supply)
            .or(drug.days_supply)
            .or(order.and_then(|order| order.days_supply)),
        refills: match kind {
            InboundKind::RenewalRequest => asked.or(order.map(|order| order.refills)).unwrap_or(0),
            _ => drug.refills.or(order.map(|order| order.refills)).unwrap_or(0),
        },
        start: None,
        dispense_as_written: order.is_some_and(|order| order.dispense_as_written)
            && kind == InboundKind::RenewalRequest,
        pharmacy: None,
        pharmacy_id: None,
        reason_code: order.and_then(|order| order.reason_code.clone()),
        reason_display: order.and_then(|order| order.reason_display.clone()),
        reported: false,
        over_the_counter: false,
        informant: None,
        prior_id: order.map(|order| order.id),
        earliest_fill: None,
        supply_exception: None,
        overrides: Vec::new(),
        hold: Vec::new(),
    }
}

/// The product that a pharmacy means, by its RxNorm code or by what is written.
fn product_of<'a>(knowledge: &'a Terminology, drug: &RequestedDrug) -> Option<&'a Product> {
    let by_code = drug.rxcui.as_deref().and_then(|code| knowledge.product_of_rxcui(code));
    by_code.or_else(|| knowledge.match_product(&drug.display))
}
