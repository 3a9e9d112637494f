//! Taking a prescription back that was sent.

use serde::{Deserialize, Serialize};
use yarrow_codecs::script::{Body, CancelRx, Message};
use yarrow_kernel::{TextRule, TransmissionId, clean_line};

use super::compose::{Envelope, Lack, written};
use super::queue::{ToQueue, queue_message};
use super::route::open_route;
use super::store::{self, Delivery, keep_delivery};
use super::{Route, Transmission, TransmissionKind, TransmissionState};
use crate::access::{Operation, Permission, Session};
use crate::documents;
use crate::error::{Error, Result};
use crate::medications::{StopMedication, stop_in};
use crate::store::{AuditNote, Db, Tx, Written};

/// A prescription to take back.
#[derive(Clone, Debug, Deserialize, ts_rs::TS)]
pub struct CancelPrescription {
    /// The transmission by which it left.
    pub id: TransmissionId,
    /// Why, in words; kept here, the standard has no room for it.
    pub reason: String,
    /// Also stop the medication, for this coded reason of `status_reasons`.
    #[serde(default)]
    pub stop_code: Option<String>,
}

/// What cancelling came to.
#[derive(Clone, Debug, Serialize, ts_rs::TS)]
pub struct Cancellation {
    /// The prescription as it stands now: cancelled when it had not left yet.
    pub transmission: Transmission,
    /// The message that asks the pharmacy to cancel; nothing when the prescription had not left yet.
    pub cancellation: Option<Transmission>,
}

const CANCEL: Operation = Operation::new("cancel_prescription", Permission::Prescribe);
const REASON: TextRule = TextRule { max: 200, required: true };
const NOTHING: &str = "Nothing was changed.";

/// Takes a prescription back. One that was never tried leaves the outbox; for any other the pharmacy is asked, under the id
/// of the message that brought it, and the prescription counts as cancelled only when the pharmacy says so.
///
/// # Errors
/// When it left on paper, was rejected or is being cancelled already.
pub fn cancel_prescription(session: &Session, request: CancelPrescription) -> Result<Written<Cancellation>> {
    let reason = clean_line("reason", &request.reason, REASON)?;
    session.write(&CANCEL, move |tx| {
        let original: Transmission = tx.require(request.id, "This message")?;
        cancellable(tx.db(), &original)?;
        if let (Some(code), Some(id)) = (&request.stop_code, original.medication_request_id) {
            let stop = StopMedication { id, code: Some(code.clone()), reason: reason.clone(), on: None };
            stop_in(tx, &stop)?;
        }
        let delivery = store::delivery(tx.db(), original.id)?;
        let untried =
            original.state == TransmissionState::Queued && delivery.as_ref().is_some_and(|d| d.attempts == 0);
        if untried {
            let transmission = take_out(tx, original, delivery.unwrap_or_default(), &reason)?;
            return Ok(Cancellation { transmission, cancellation: None });
        }
        let cancellation = ask_pharmacy(tx, &original, &reason)?;
        Ok(Cancellation { transmission: original, cancellation: Some(cancellation) })
    })
}

fn cancellable(db: &Db, original: &Transmission) -> Result<()> {
    let refuse = |words: String| Err(Error::Refused(format!("{words} {NOTHING}")));
    if original.kind == TransmissionKind::CancelRx || original.medication_request_id.is_none() {
        return refuse("This message carries no prescription.".to_owned());
    }
    if original.route != Route::Electronic {
        return refuse(
            "It left on paper: take the paper back, or call the pharmacy and note it here.".to_owned(),
        );
    }
    if matches!(original.state, TransmissionState::Rejected | TransmissionState::Cancelled) {
        return refuse(format!("{} is {} already.", original.display, original.state.words()));
    }
    if store::cancellations_of(db, original.id)?.iter().any(|one| one.state.is_live()) {
        return refuse(format!("The pharmacy is already asked to cancel {}.", original.display));
    }
    Ok(())
}

/// It never left: nobody has to be told.
fn take_out(
    tx: &mut Tx<'_>,
    mut original: Transmission,
    delivery: Delivery,
    reason: &str,
) -> Result<Transmission> {
    original.state = TransmissionState::Cancelled;
    original.state_note = Some(format!("Cancelled before it was sent: {reason}"));
    original.state_at = tx.now();
    original.settled = true;
    tx.save(&original)?;
    keep_delivery(tx.db(), original.id, &Delivery { next_try: None, ..delivery })?;
    let mut note = AuditNote::new("cancel", "Transmission").reason(reason);
    note.patient = original.patient_id;
    note.entity = Some(original.id.0);
    tx.audit(note);
    Ok(original)
}

fn ask_pharmacy(tx: &mut Tx<'_>, original: &Transmission, reason: &str) -> Result<Transmission> {
    let sent = sent_message(tx.db(), original)?;
    let hours = open_route(tx.db())?.route.give_up_hours;
    let what = ToQueue {
        kind: TransmissionKind::CancelRx,
        route: Route::Electronic,
        patient_id: original.patient_id,
        medication_request_id: original.medication_request_id,
        answers: None,
        cancels: Some(original.id),
        pharmacy_id: original.pharmacy_id,
        pharmacy: original.pharmacy.clone(),
        display: original.display.clone(),
        hours,
        note: Some(reason.to_owned()),
    };
    let order = original.medication_request_id;
    let related = original.message_id.clone();
    queue_message(tx, what, move |tx, id| {
        let mut lack = Lack::default();
        let envelope = Envelope {
            version: sent.version,
            to: sent.header.to.clone(),
            from: sent.header.from.clone(),
            message_id: id,
            relates_to: Some(&related),
            rx_number: sent.header.rx_reference_number.clone(),
            order,
            sent: tx.now(),
        };
        let bytes = cancel_rx(sent.body).and_then(|body| written(envelope, body, &mut lack));
        lack.or(bytes, NOTHING)
    })
}

/// What was sent, word for word: a cancellation repeats it.
fn sent_message(db: &Db, original: &Transmission) -> Result<Message> {
    let content = original.content.as_deref().ok_or(Error::Internal("message-without-content"))?;
    let bytes = documents::bytes_of(db, content)?.ok_or(Error::Internal("message-content-missing"))?;
    let read = Message::read(&bytes).map_err(|_| Error::Internal("own-message-unreadable"))?;
    Ok(read.message)
}

fn cancel_rx(sent: Body) -> Option<Body> {
    let (parties, medication) = match sent {
        Body::NewRx(new) => (new.parties, Some(new.medication_prescribed)),
        Body::RxRenewalResponse(answer) => (answer.parties, answer.medication_response),
        Body::RxChangeResponse(answer) => (answer.parties, answer.medication_prescribed),
        _ => return None,
    };
    Some(Body::CancelRx(CancelRx {
        patient: parties.patient,
        pharmacy: Some(parties.pharmacy),
        prescriber: parties.prescriber,
        medication_prescribed: medication?,
    }))
}
