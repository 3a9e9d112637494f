//! Putting something into the outbox: id and bytes are decided here, once.

use yarrow_kernel::{
    InboundMessageId, MedicationRequestId, PatientId, PharmacyId, Timestamp, TransmissionId, Uuid,
};

use super::store::{Delivery, keep_delivery};
use super::{Route, Transmission, TransmissionKind, TransmissionState};
use crate::documents;
use crate::error::Result;
use crate::store::{AuditNote, Tx};

/// What is to leave.
#[derive(Clone, Debug)]
pub struct ToQueue {
    /// What it says.
    pub kind: TransmissionKind,
    /// How it leaves.
    pub route: Route,
    /// Whose.
    pub patient_id: Option<PatientId>,
    /// The prescription it is about.
    pub medication_request_id: Option<MedicationRequestId>,
    /// The request it answers.
    pub answers: Option<InboundMessageId>,
    /// The transmission it takes back.
    pub cancels: Option<TransmissionId>,
    /// The pharmacy in the directory.
    pub pharmacy_id: Option<PharmacyId>,
    /// The pharmacy in words.
    pub pharmacy: String,
    /// The drug in words.
    pub display: String,
    /// Hours until it is given up.
    pub hours: u32,
    /// What is to be known of it from the beginning, in words.
    pub note: Option<String>,
}

/// A new MessageID: 32 hexadecimal digits, of the 35 characters SCRIPT allows.
fn new_message_id(tx: &Tx<'_>) -> String {
    tx.new_id::<Uuid>().simple().to_string()
}

/// Queues a message. `compose` makes its bytes for the MessageID that it will always have.
///
/// # Errors
/// When the message cannot be made; then nothing is queued.
pub fn queue_message(
    tx: &mut Tx<'_>,
    what: ToQueue,
    compose: impl FnOnce(&Tx<'_>, &str) -> Result<Vec<u8>>,
) -> Result<Transmission> {
    let message_id = new_message_id(tx);
    let bytes = compose(tx, &message_id)?;
    let content = documents::keep_content(tx, &bytes)?;
    let transmission = keep(tx, what, message_id, Some(content), TransmissionState::Queued)?;
    let delivery = Delivery { next_try: Some(tx.now()), ..Delivery::default() };
    keep_delivery(tx.db(), transmission.id, &delivery)?;
    Ok(transmission)
}

/// Notes that a prescription left on paper or by the practice's own fax machine: nothing has to be sent.
///
/// # Errors
/// When it cannot be written.
pub fn note_paper(tx: &mut Tx<'_>, what: ToQueue) -> Result<Transmission> {
    let action = if what.route == Route::Fax { "fax" } else { "print" };
    let message_id = new_message_id(tx);
    let mut transmission = keep(tx, what, message_id, None, TransmissionState::Sent)?;
    // Paper is not answered: there is nothing to wait for.
    transmission.settled = true;
    tx.save(&transmission)?;
    let mut note = AuditNote::new(action, "MedicationRequest");
    note.patient = transmission.patient_id;
    note.entity = transmission.medication_request_id.map(|id| id.0);
    tx.audit(note);
    Ok(transmission)
}

fn keep(
    tx: &mut Tx<'_>,
    what: ToQueue,
    message_id: String,
    content: Option<Vec<u8>>,
    state: TransmissionState,
) -> Result<Transmission> {
    let now = tx.now();
    let transmission = Transmission {
        id: tx.new_id(),
        patient_id: what.patient_id,
        medication_request_id: what.medication_request_id,
        answers: what.answers,
        cancels: what.cancels,
        kind: what.kind,
        route: what.route,
        message_id,
        pharmacy_id: what.pharmacy_id,
        pharmacy: what.pharmacy,
        display: what.display,
        content,
        state,
        state_note: what.note,
        state_at: now,
        attention: None,
        settled: false,
        created_at: now,
        created_by: tx.actor().user,
        expires_at: Timestamp(now.0.saturating_add(i64::from(what.hours) * 3_600_000)),
    };
    tx.insert(&transmission)?;
    Ok(transmission)
}
