//! Sending a signed prescription: as a message, as a sheet for the fax machine, or on paper. Decided once, in one act with
//! the message's id and bytes, so that a power cut neither loses nor doubles it.

use serde::Deserialize;
use yarrow_codecs::script::Body;
use yarrow_kernel::{MedicationRequestId, PharmacyId, TextRule, clean_line};

use super::compose::{Envelope, Lack, Lacking, Source, refusal, written};
use super::queue::{ToQueue, note_paper, queue_message};
use super::route::{Connection, TransmissionRoute, open_route};
use super::{Route, Transmission, TransmissionKind, TransmissionState, store};
use crate::access::{Operation, Permission, Session};
use crate::error::{Error, Result};
use crate::medications::{MedicationRequest, MedicationStatus, transmission_refusal};
use crate::pharmacies::Transport;
use crate::store::{Db, Tx, Written};

/// How one signed prescription is to leave.
#[derive(Clone, Debug, Deserialize, ts_rs::TS)]
pub struct SendPrescription {
    /// The prescription.
    pub prescription_id: MedicationRequestId,
    /// How.
    pub route: Route,
    /// The pharmacy, when it is not the one that the prescription names.
    #[serde(default)]
    pub pharmacy_id: Option<PharmacyId>,
    /// Why it leaves once more although it was printed or faxed, or was given up; in words.
    #[serde(default)]
    pub again: Option<String>,
}

/// Signed prescriptions to send.
#[derive(Clone, Debug, Deserialize, ts_rs::TS)]
pub struct SendPrescriptions {
    /// Which and how, at most twenty.
    pub prescriptions: Vec<SendPrescription>,
}

const SEND: Operation = Operation::new("send_prescriptions", Permission::ChartWrite);
const MOST: usize = 20;
const AGAIN: TextRule = TextRule { max: 200, required: false };
/// The fewest letters and digits of a reason in words.
const REASON_WORDS: usize = 4;
const NOTHING: &str = "Nothing was sent.";

/// Sends signed prescriptions: all of them, or none.
///
/// # Errors
/// Names what is missing, all of it at once; nothing was sent then.
pub fn send_prescriptions(
    session: &Session,
    request: SendPrescriptions,
) -> Result<Written<Vec<Transmission>>> {
    if request.prescriptions.is_empty() || request.prescriptions.len() > MOST {
        return Err(Error::invalid("prescriptions", format!("Choose between 1 and {MOST} prescriptions.")));
    }
    session.write(&SEND, move |tx| {
        request.prescriptions.iter().map(|one| send_in(tx, one)).collect::<Result<Vec<_>>>()
    })
}

/// Sends one signed prescription inside a transaction.
///
/// # Errors
/// As [`send_prescriptions`].
pub(crate) fn send_in(tx: &mut Tx<'_>, request: &SendPrescription) -> Result<Transmission> {
    let order: MedicationRequest = tx.require(request.prescription_id, "This prescription")?;
    let again = clean_line("again", request.again.as_deref().unwrap_or_default(), AGAIN)?;
    let mut source = Source::of(tx.db(), order, request.pharmacy_id)?;
    let route = open_route(tx.db())?.route;
    let lacking = refusals(&source, request.route, &route);
    if let Some(first) = lacking.first() {
        return Err(refusal(first.field.clone(), &lacking, NOTHING));
    }
    once(tx.db(), &source.order, &again)?;
    name_pharmacy(tx, &mut source)?;
    let what = ToQueue {
        kind: TransmissionKind::NewRx,
        route: request.route,
        patient_id: Some(source.order.patient_id),
        medication_request_id: Some(source.order.id),
        answers: None,
        cancels: None,
        pharmacy_id: source.pharmacy.as_ref().map(|pharmacy| pharmacy.id),
        pharmacy: source.order.pharmacy.clone().unwrap_or_default(),
        display: source.order.display.clone(),
        hours: route.give_up_hours,
        note: Some(again).filter(|again| !again.is_empty()).map(|again| format!("Sent once more: {again}")),
    };
    match request.route {
        Route::Electronic => queue_message(tx, what, |tx, id| {
            let mut lack = Lack::default();
            let bytes = new_rx(&source, &route.sender_id, id, tx.now(), &mut lack);
            lack.or(bytes, NOTHING)
        }),
        Route::Fax | Route::Print => note_paper(tx, what),
    }
}

/// The message that sends a prescription, under an id.
pub(super) fn new_rx(
    source: &Source,
    sender_id: &str,
    message_id: &str,
    sent: yarrow_kernel::Timestamp,
    lack: &mut Lack,
) -> Option<Vec<u8>> {
    let body = source.new_rx(lack)?;
    let ncpdp_id = body.parties.pharmacy.identification.ncpdp_id.clone()?;
    let envelope = Envelope {
        version: source.version(),
        to: Envelope::pharmacy(&ncpdp_id),
        from: Envelope::prescriber(sender_id),
        message_id,
        relates_to: None,
        rx_number: None,
        order: Some(source.order.id),
        sent,
    };
    written(envelope, Body::NewRx(body), lack)
}

/// Everything that keeps a prescription from leaving in this way; empty when nothing does.
pub(super) fn refusals(source: &Source, way: Route, route: &TransmissionRoute) -> Vec<Lacking> {
    let mut lack = Lack::default();
    let order = &source.order;
    if order.reported {
        lack.note("prescription.reported", "This was recorded from elsewhere and not prescribed here.");
    } else if order.signed_at.is_none() {
        lack.note(
            "prescription.signed_at",
            "The prescription is not signed yet, and only signed ones leave.",
        );
    } else if order.status != MedicationStatus::Active {
        let words = format!("The prescription is {}, and only active ones leave.", order.status.code());
        lack.note("prescription.status", words);
    }
    if source.patient.deceased.is_some() {
        lack.note("patient.deceased", "The patient is recorded as deceased.");
    }
    if !lack.0.is_empty() {
        return lack.0;
    }
    let pharmacy = source.pharmacy.as_ref();
    if pharmacy.is_some_and(|pharmacy| !pharmacy.active) && way != Route::Print {
        lack.note("pharmacy.active", "This pharmacy is closed. Choose another one.");
    }
    match way {
        Route::Electronic => electronic(source, route, &mut lack),
        Route::Fax => fax(source, &mut lack),
        Route::Print => {}
    }
    lack.0
}

fn electronic(source: &Source, route: &TransmissionRoute, lack: &mut Lack) {
    let order = &source.order;
    if let Some(why) = transmission_refusal(order.dea_schedule.as_deref().or(order.state_schedule.as_deref()))
    {
        // Nothing else matters then.
        return lack.note("prescription.dea_schedule", why);
    }
    if route.connection == Connection::None {
        lack.note(
            "route.connection",
            "This workstation has no connection to pharmacies. Set one up under Settings, Sending, or print it.",
        );
    }
    if source.pharmacy.as_ref().is_some_and(|pharmacy| pharmacy.transport != Transport::Electronic) {
        lack.note(
            "pharmacy.transport",
            "The directory does not say that this pharmacy takes electronic prescriptions.",
        );
    }
    // Composed under a made-up id and thrown away: what cannot be written is found before it is decided.
    let sender = if route.sender_id.is_empty() { "-" } else { &route.sender_id };
    let at = order.signed_at.unwrap_or_default();
    let _composed = new_rx(source, sender, "0", at, lack);
}

fn fax(source: &Source, lack: &mut Lack) {
    if source.order.dea_schedule.as_deref() == Some("CII") {
        lack.note(
            "prescription.dea_schedule",
            "A Schedule II prescription is not filled from a fax (21 CFR 1306.11(a)). Print it and sign it by hand.",
        );
    }
    let words = "Choose a pharmacy of the directory; the prescription names none.";
    if let Some(pharmacy) = lack.need(source.pharmacy.as_ref(), "prescription.pharmacy_id", words)
        && pharmacy.fax.is_none()
    {
        lack.note("pharmacy.fax", "The directory has no fax number for this pharmacy.");
    }
}

/// Whether a transmission put the prescription itself into a pharmacy's or a patient's hands.
fn carries_prescription(one: &Transmission) -> bool {
    one.kind != TransmissionKind::CancelRx
}

/// Refuses what would be a second prescription of the same.
fn once(db: &Db, order: &MedicationRequest, again: &str) -> Result<()> {
    let left = store::of_prescription(db, order.id)?;
    let left: Vec<&Transmission> = left.iter().filter(|one| carries_prescription(one)).collect();
    let live = |one: &&&Transmission| one.route == Route::Electronic && one.state.is_live();
    if let Some(one) = left.iter().find(live) {
        return Err(Error::Refused(format!(
            "{} was sent to {} already and is {}. Cancel it there first. {NOTHING}",
            order.display,
            one.pharmacy,
            one.state.words()
        )));
    }
    let there = |one: &&&Transmission| one.state.is_live() || one.state == TransmissionState::Expired;
    let Some(one) = left.iter().find(there) else { return Ok(()) };
    if again.chars().filter(|c| c.is_alphanumeric()).count() >= REASON_WORDS {
        return Ok(());
    }
    let how = match one.route {
        Route::Print => "was printed already",
        Route::Fax => "was faxed already",
        Route::Electronic => "was sent and given up, and the pharmacy may have it",
    };
    Err(Error::invalid(
        "again",
        format!(
            "{} {how}. Say why it leaves once more, so that it is not dispensed twice. {NOTHING}",
            order.display
        ),
    ))
}

/// Keeps the pharmacy that was named when the prescription left.
fn name_pharmacy(tx: &mut Tx<'_>, source: &mut Source) -> Result<()> {
    let Some(pharmacy) = &source.pharmacy else { return Ok(()) };
    if source.order.pharmacy_id == Some(pharmacy.id) {
        return Ok(());
    }
    source.order.pharmacy_id = Some(pharmacy.id);
    source.order.pharmacy = Some(pharmacy.in_words());
    tx.save(&source.order)
}
