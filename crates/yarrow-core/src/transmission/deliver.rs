//! Handing messages out to a transport, and keeping how it went. This is where nothing is sent twice for the pharmacy and
//! nothing is forgotten over a power cut: a try is noted before it begins, its end after it happened, and whatever lies
//! between is repeated with the same id.

use yarrow_kernel::{Timestamp, TransmissionId};

use super::receive::receive_in;
use super::retry::wait_after;
use super::store::{self, Delivery, keep_delivery};
use super::{Transmission, TransmissionKind, TransmissionState};
use crate::documents;
use crate::error::{Error, Result};
use crate::store::{Actor, AuditNote, Store, Tx, Written, random_bytes};

/// How long a try may be under way, in milliseconds, before it is begun again: longer than any transport waits.
const UNDER_WAY: i64 = 60_000;

/// What to take.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Which {
    /// What is due.
    Due,
    /// Everything that waits, due or not, and was not tried since this instant.
    All(Timestamp),
}

/// A message to hand over.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Outgoing {
    /// The transmission.
    pub id: TransmissionId,
    /// What it says.
    pub kind: TransmissionKind,
    /// Its MessageID, the same at every try.
    pub message_id: String,
    /// Its bytes, the same at every try.
    pub bytes: Vec<u8>,
}

/// How handing over went.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Handover {
    /// The other side has the bytes.
    Delivered {
        /// What it answered at once.
        reply: Option<Vec<u8>>,
    },
    /// Nobody knows whether the other side has it, or it surely has not.
    Failed {
        /// What went wrong, in words without patient data.
        words: String,
        /// Trying again would go the same way.
        lasting: bool,
    },
}

/// When something is to be sent next; nothing when nothing waits.
///
/// # Errors
/// When the database cannot be read.
pub fn next_due(store: &Store) -> Result<Option<Timestamp>> {
    store.read(store::next_due)
}

/// Takes what is to be sent, oldest first. Each counts as tried from here on: when this program ends now, it is tried again
/// after a minute, with the same id and the same bytes.
///
/// # Errors
/// When the database cannot be read or written.
pub fn take_due(store: &Store, which: Which, limit: usize) -> Result<Vec<Outgoing>> {
    let (until, not_since) = match which {
        Which::Due => (store.now(), Timestamp(i64::MAX)),
        Which::All(since) => (Timestamp(i64::MAX), since),
    };
    // Asked on a reader first: an idle outbox writes nothing.
    if store.read(move |db| store::due(db, until, not_since, 1))?.is_empty() {
        return Ok(Vec::new());
    }
    let taken = store.write(Actor::system(), "take_messages", move |tx| {
        let mut taken = Vec::new();
        for id in store::due(tx.db(), until, not_since, limit)? {
            let transmission: Transmission = tx.require(id, "A message")?;
            let content =
                transmission.content.as_deref().ok_or(Error::Internal("message-without-content"))?;
            let bytes =
                documents::bytes_of(tx.db(), content)?.ok_or(Error::Internal("message-content-missing"))?;
            let before = store::delivery(tx.db(), id)?.unwrap_or_default();
            let delivery = Delivery {
                attempts: before.attempts + 1,
                next_try: Some(tx.now().plus_millis(UNDER_WAY)),
                last_try: Some(tx.now()),
                last_error: before.last_error,
            };
            keep_delivery(tx.db(), id, &delivery)?;
            taken.push(Outgoing { id, kind: transmission.kind, message_id: transmission.message_id, bytes });
        }
        Ok(taken)
    })?;
    Ok(taken.value)
}

/// Keeps how handing over went, for several messages in one act.
///
/// # Errors
/// When the database cannot be written: then everything is tried again, with the same ids.
pub fn handed_over(store: &Store, results: Vec<(TransmissionId, Handover)>) -> Result<Written<()>> {
    store.write(Actor::system(), "send_messages", move |tx| {
        for (id, handover) in results {
            keep_result(tx, id, handover)?;
        }
        Ok(())
    })
}

fn keep_result(tx: &mut Tx<'_>, id: TransmissionId, handover: Handover) -> Result<()> {
    match handover {
        Handover::Delivered { reply: None } => delivered(tx, id),
        Handover::Delivered { reply: Some(bytes) } => {
            let receipt = receive_in(tx, &bytes)?;
            match receipt.about == Some(id) {
                true if receipt.try_again => plan_again(tx, id),
                true => delivered(tx, id),
                false => failed(
                    tx,
                    id,
                    "The answer could not be read, or is about another message.".to_owned(),
                    false,
                ),
            }
        }
        Handover::Failed { words, lasting } => failed(tx, id, words, lasting),
    }
}

/// The other side has it. What it answered may already have moved the state further.
fn delivered(tx: &mut Tx<'_>, id: TransmissionId) -> Result<()> {
    let mut transmission: Transmission = tx.require(id, "A message")?;
    let delivery = store::delivery(tx.db(), id)?.unwrap_or_default();
    if transmission.state == TransmissionState::Queued {
        transmission.state = TransmissionState::Sent;
        transmission.state_at = tx.now();
        tx.save(&transmission)?;
    }
    let mut note = AuditNote::new("send", "Transmission");
    note.patient = transmission.patient_id;
    note.entity = Some(id.0);
    tx.audit(note);
    keep_delivery(tx.db(), id, &Delivery { next_try: None, last_error: None, ..delivery })
}

fn failed(tx: &mut Tx<'_>, id: TransmissionId, words: String, lasting: bool) -> Result<()> {
    let mut transmission: Transmission = tx.require(id, "A message")?;
    let before = store::delivery(tx.db(), id)?.unwrap_or_default();
    if transmission.state != TransmissionState::Queued {
        // Cancelled or answered while the try was under way: there is nothing to try again.
        return keep_delivery(tx.db(), id, &Delivery { next_try: None, last_error: Some(words), ..before });
    }
    if lasting {
        transmission.state = TransmissionState::Rejected;
        transmission.state_note = Some(words.clone());
        transmission.state_at = tx.now();
        tx.save(&transmission)?;
        return keep_delivery(tx.db(), id, &Delivery { next_try: None, last_error: Some(words), ..before });
    }
    try_later(tx, &transmission, before, words)
}

/// The receiver asked for another try later; says so beside the message.
pub(super) fn plan_again(tx: &mut Tx<'_>, id: TransmissionId) -> Result<()> {
    let transmission: Transmission = tx.require(id, "A message")?;
    if transmission.state != TransmissionState::Queued {
        return Ok(());
    }
    let before = store::delivery(tx.db(), id)?.unwrap_or_default();
    try_later(tx, &transmission, before, "The receiver asks to try again later.".to_owned())
}

fn try_later(tx: &mut Tx<'_>, transmission: &Transmission, before: Delivery, words: String) -> Result<()> {
    let wait = wait_after(before.attempts, u32::from_le_bytes(random_bytes()));
    let delivery = Delivery { next_try: Some(tx.now().plus_millis(wait)), last_error: Some(words), ..before };
    keep_delivery(tx.db(), transmission.id, &delivery)?;
    tx.changed("Transmission", transmission.id.0, transmission.patient_id);
    Ok(())
}

/// Gives up what was not handed over, or not answered, in its time. Answers how many.
///
/// # Errors
/// When the database cannot be read or written.
pub fn expire(store: &Store) -> Result<usize> {
    let now = store.now();
    if store.read(move |db| store::overdue(db, now))?.is_empty() {
        return Ok(0);
    }
    let given_up = store.write(Actor::system(), "expire_messages", |tx| {
        let overdue = store::overdue(tx.db(), tx.now())?;
        for mut transmission in overdue.iter().cloned() {
            let before = store::delivery(tx.db(), transmission.id)?;
            let trouble = before.as_ref().and_then(|delivery| delivery.last_error.clone());
            transmission.state_note = Some(match (transmission.state, trouble) {
                (TransmissionState::Queued, Some(trouble)) => {
                    format!("It could not be handed over in time. {trouble}")
                }
                (TransmissionState::Queued, None) => "It could not be handed over in time.".to_owned(),
                _ => "It was handed over, and nobody answered in time. Call the pharmacy before sending it again."
                    .to_owned(),
            });
            transmission.state = TransmissionState::Expired;
            transmission.state_at = tx.now();
            tx.save(&transmission)?;
            if let Some(before) = before {
                keep_delivery(tx.db(), transmission.id, &Delivery { next_try: None, ..before })?;
            }
        }
        Ok(overdue.len())
    })?;
    Ok(given_up.value)
}
