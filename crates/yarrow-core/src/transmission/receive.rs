//! Keeping what comes in: each message once, tied to what it answers or to the patient it names.

use yarrow_kernel::{InboundMessageId, MedicationRequestId, TransmissionId};

use super::advance::{Step, advance, asks_again, taken_back};
use super::matching::{Match, match_patient};
use super::wire::{Content, Filled, InboundRequest, Received, Reply};
use super::{InboundKind, InboundMessage, InboundState, Transmission, TransmissionState, deliver, store};
use crate::documents;
use crate::error::Result;
use crate::store::{Actor, Json, Store, Tx, Written};

/// The largest message taken, in bytes: 1 MiB. SCRIPT messages have a few kilobytes.
pub const MAX_MESSAGE: usize = 1 << 20;

/// What became of an incoming message.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Receipt {
    /// Under which id it is kept.
    pub id: InboundMessageId,
    /// It was here already; nothing was changed.
    pub known: bool,
    /// The transmission it answers.
    pub about: Option<TransmissionId>,
    /// It asks to send that again later.
    pub try_again: bool,
}

/// Keeps messages that arrived on their own, all in one act, and does what they say.
///
/// # Errors
/// When the database cannot be written: then none was received, and the transport must acknowledge none.
pub fn receive_all(store: &Store, messages: Vec<Vec<u8>>) -> Result<Written<Vec<Receipt>>> {
    if messages.is_empty() {
        return Ok(Written { value: Vec::new(), changes: Vec::new() });
    }
    store.write(Actor::system(), "receive_messages", move |tx| {
        let mut receipts = Vec::new();
        for bytes in messages {
            let receipt = receive_in(tx, &bytes)?;
            if let (Some(about), true, false) = (receipt.about, receipt.try_again, receipt.known) {
                deliver::plan_again(tx, about)?;
            }
            receipts.push(receipt);
        }
        Ok(receipts)
    })
}

/// Keeps one message inside a transaction, without planning another try.
///
/// # Errors
/// When the database cannot be written.
pub fn receive_in(tx: &mut Tx<'_>, bytes: &[u8]) -> Result<Receipt> {
    if bytes.len() > MAX_MESSAGE {
        return refuse_in(tx, &too_large(bytes.len()));
    }
    keep_in(tx, bytes, super::read::read(bytes))
}

/// Notes that something came that was not read at all, such as an answer of fifty megabytes.
///
/// # Errors
/// When the database cannot be written.
pub fn refuse_unread(store: &Store, words: &str) -> Result<Written<Receipt>> {
    let words = words.to_owned();
    store.write(Actor::system(), "refuse_message", move |tx| refuse_in(tx, &words))
}

/// The sentence about a message over the limit.
pub fn too_large(size: usize) -> String {
    format!(
        "A message of {} MB came in; at most {} MB are taken. It was not read.",
        size >> 20,
        MAX_MESSAGE >> 20
    )
}

fn refuse_in(tx: &mut Tx<'_>, words: &str) -> Result<Receipt> {
    // The sentence stands for the bytes: the same refusal is kept once.
    keep_in(tx, words.as_bytes(), Err(words.to_owned()))
}

/// Keeps a message under what could be read of it.
pub(super) fn keep_in(
    tx: &mut Tx<'_>,
    bytes: &[u8],
    read: std::result::Result<Received, String>,
) -> Result<Receipt> {
    let content = documents::keep_content(tx, bytes)?;
    let message_id = read.as_ref().map(|read| read.message_id.clone()).unwrap_or_default();
    let known = store::inbound_by_message_id(tx.db(), &message_id)?;
    if let Some(before) = known.iter().find(|before| before.content == content) {
        let try_again =
            matches!(&read, Ok(Received { content: Content::Reply(reply), .. }) if asks_again(reply));
        return Ok(Receipt { id: before.id, known: true, about: before.transmission_id, try_again });
    }
    let mut message = InboundMessage {
        id: tx.new_id(),
        patient_id: None,
        medication_request_id: None,
        transmission_id: None,
        relates_to: read.as_ref().ok().and_then(|read| read.relates_to.clone()),
        kind: InboundKind::Unreadable,
        content,
        state: InboundState::Refused,
        matched_by: None,
        problem: None,
        text: None,
        request: Json(None),
        received_at: tx.now(),
        closed_at: None,
        closed_by: None,
        message_id,
    };
    let mut try_again = false;
    match read {
        Err(words) => message.problem = Some(words),
        Ok(read) => match read.content {
            Content::Reply(reply) => try_again = take_reply(tx, &mut message, read.order, &reply)?,
            Content::Request(kind, request) => take_request(tx, &mut message, kind, *request)?,
        },
    }
    if message.kind != InboundKind::Unreadable && !known.is_empty() {
        message.problem = Some(join(
            message.problem.take(),
            "Another message came under the same message id; both are kept.".to_owned(),
        ));
    }
    tx.insert(&message)?;
    Ok(Receipt { id: message.id, known: false, about: message.transmission_id, try_again })
}

/// Ties a reply to what it answers and moves that. Answers whether the sender asks for another try.
fn take_reply(
    tx: &mut Tx<'_>,
    message: &mut InboundMessage,
    order: Option<MedicationRequestId>,
    reply: &Reply,
) -> Result<bool> {
    message.kind = kind_of(reply);
    message.text = Some(words_of(reply));
    let answered = match &message.relates_to {
        Some(id) => store::by_message_id(tx.db(), id)?,
        None => None,
    };
    // What was dispensed may name only the prescription.
    let answered = match (answered, order) {
        (None, Some(order)) if matches!(reply, Reply::Fill { .. }) => {
            let mut all = store::of_prescription(tx.db(), order)?;
            all.retain(|one| one.kind == super::TransmissionKind::NewRx && one.content.is_some());
            all.into_iter().next()
        }
        (answered, _) => answered,
    };
    let Some(transmission) = answered else {
        message.problem = Some("It answers no message that this practice has sent.".to_owned());
        return Ok(false);
    };
    message.state = InboundState::Filed;
    message.patient_id = transmission.patient_id;
    message.medication_request_id = transmission.medication_request_id;
    message.transmission_id = Some(transmission.id);
    if let Reply::Cancel { approved, .. } = reply {
        take_back(tx, &transmission, *approved, reply)?;
    }
    let step = advance(transmission.state, reply);
    let try_again = step.try_again;
    apply(tx, transmission, step, reply)?;
    Ok(try_again)
}

/// Moves the prescription that a cancellation was about.
fn take_back(tx: &mut Tx<'_>, cancellation: &Transmission, approved: bool, reply: &Reply) -> Result<()> {
    let Some(original) = cancellation.cancels else { return Ok(()) };
    let before = store::replies(tx.db(), cancellation.id)?
        .iter()
        .rfind(|reply| reply.kind == InboundKind::CancelResponse)
        .map(|reply| reply.text.as_deref().is_some_and(|text| text.starts_with(CANCEL_APPROVED)));
    let original: Transmission = tx.require(original, "The prescription that was cancelled")?;
    let step = taken_back(original.state, approved, before);
    apply(tx, original, step, reply)
}

fn apply(tx: &mut Tx<'_>, mut transmission: Transmission, step: Step, reply: &Reply) -> Result<()> {
    if let Some(to) = step.to.filter(|to| *to != transmission.state) {
        transmission.state = to;
        transmission.state_at = tx.now();
        transmission.state_note =
            matches!(to, TransmissionState::Rejected | TransmissionState::Cancelled).then(|| words_of(reply));
        if to == TransmissionState::Cancelled {
            transmission.settled = true;
        }
    }
    if let Some(words) = step.attention {
        transmission.settled = false;
        let before = transmission.attention.take().filter(|before| !before.contains(words));
        transmission.attention = Some(match before {
            Some(before) => format!("{before} {words}"),
            None => words.to_owned(),
        });
    }
    // Only an answer ends the tries: one that comes on its own while a try is being repeated counts as well.
    if !step.try_again
        && transmission.state != TransmissionState::Queued
        && let Some(delivery) = store::delivery(tx.db(), transmission.id)?
    {
        store::keep_delivery(tx.db(), transmission.id, &store::Delivery { next_try: None, ..delivery })?;
    }
    tx.save(&transmission)
}

/// Finds the patient a request is about; what is not sure waits for a person.
fn take_request(
    tx: &mut Tx<'_>,
    message: &mut InboundMessage,
    kind: InboundKind,
    request: InboundRequest,
) -> Result<()> {
    message.kind = kind;
    message.state = InboundState::Unmatched;
    match match_patient(tx.db(), &request)? {
        Match::Found { patient, prescription, by } => {
            message.state = InboundState::Waiting;
            message.patient_id = Some(patient);
            message.medication_request_id = prescription;
            message.matched_by = Some(by);
            message.problem = super::matching::asked_before(tx.db(), tx.now(), kind, prescription)?;
        }
        Match::Unsure { why } => message.problem = Some(why),
    }
    message.request = Json(Some(request));
    Ok(())
}

fn kind_of(reply: &Reply) -> InboundKind {
    match reply {
        Reply::Status { .. } => InboundKind::Status,
        Reply::Verify { .. } => InboundKind::Verify,
        Reply::Error { .. } => InboundKind::Error,
        Reply::Cancel { .. } => InboundKind::CancelResponse,
        Reply::Fill { .. } => InboundKind::Fill,
    }
}

const CANCEL_APPROVED: &str = "Cancellation accepted";

/// A reply as one sentence.
fn words_of(reply: &Reply) -> String {
    let (what, text) = match reply {
        Reply::Status { code, text } => (format!("Status {code}"), text),
        Reply::Verify { code, text } => (format!("Confirmed ({code})"), text),
        Reply::Error { code, text } => (format!("Refused ({code})"), text),
        Reply::Cancel { approved: true, text } => (CANCEL_APPROVED.to_owned(), text),
        Reply::Cancel { approved: false, text } => ("Cancellation refused".to_owned(), text),
        Reply::Fill { filled, text } => {
            let what = match filled {
                Filled::Dispensed => "Dispensed",
                Filled::Partly => "Partly dispensed",
                Filled::Not => "Not dispensed",
                Filled::Transferred => "Transferred to another pharmacy",
            };
            (what.to_owned(), text)
        }
    };
    match text.as_deref().map(str::trim).filter(|text| !text.is_empty()) {
        // A sender's text is kept short: it is shown in a row and may be anything.
        Some(text) => format!("{what}: {}", text.chars().take(300).collect::<String>()),
        None => format!("{what}."),
    }
}

fn join(before: Option<String>, more: String) -> String {
    match before {
        Some(before) => format!("{before} {more}"),
        None => more,
    }
}
