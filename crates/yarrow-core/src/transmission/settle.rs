//! What a person does about a transmission: try it now, put it right after a telephone call.

use serde::Deserialize;
use yarrow_kernel::{TextRule, Timestamp, TransmissionId, clean_line};

use super::store::{self, Delivery, keep_delivery};
use super::{Transmission, TransmissionState};
use crate::access::{Operation, Permission, Session};
use crate::error::{Error, Result};
use crate::store::{AuditNote, Tx, Written};

/// Which transmission.
#[derive(Clone, Copy, Debug, Deserialize, ts_rs::TS)]
pub struct OneTransmission {
    /// The transmission.
    pub id: TransmissionId,
}

/// A transmission that a person has dealt with.
#[derive(Clone, Debug, Deserialize, ts_rs::TS)]
pub struct SettleTransmission {
    /// Which.
    pub id: TransmissionId,
    /// What the pharmacy said: "verified", "rejected" or "cancelled". Nothing when the state holds as it is.
    pub state: Option<TransmissionState>,
    /// How that is known, in words: "Called, they have it".
    pub note: String,
}

const RETRY: Operation = Operation::new("retry_transmission", Permission::ChartWrite);
const SETTLE: Operation = Operation::new("settle_transmission", Permission::ChartWrite);
const NOTE: TextRule = TextRule { max: 300, required: true };
/// How long a message that was given up is tried again, in milliseconds: a day.
const ANOTHER_DAY: i64 = 86_400_000;

/// Tries a waiting message at once, or one that was given up once more: with the same id, so that a pharmacy that has it
/// all the same knows it again.
///
/// # Errors
/// When it is neither, or another workstation sends it.
pub fn retry(session: &Session, request: OneTransmission) -> Result<Written<Transmission>> {
    session.write(&RETRY, move |tx| {
        let mut transmission: Transmission = tx.require(request.id, "This message")?;
        if !matches!(transmission.state, TransmissionState::Queued | TransmissionState::Expired) {
            return Err(Error::Refused(format!(
                "This message is {}; there is nothing to try again. Nothing was changed.",
                transmission.state.words()
            )));
        }
        let before = delivery_here(tx, request.id)?;
        if transmission.state == TransmissionState::Expired {
            transmission.state = TransmissionState::Queued;
            transmission.state_note = None;
            transmission.state_at = tx.now();
            transmission.settled = false;
            transmission.expires_at = Timestamp(tx.now().0.saturating_add(ANOTHER_DAY));
            tx.save(&transmission)?;
        }
        keep_delivery(tx.db(), request.id, &Delivery { next_try: Some(tx.now()), ..before })?;
        tx.changed("Transmission", request.id.0, transmission.patient_id);
        Ok(transmission)
    })
}

fn delivery_here(tx: &Tx<'_>, id: TransmissionId) -> Result<Delivery> {
    store::delivery(tx.db(), id)?.ok_or_else(|| {
        Error::Refused(
            "This message was written on another workstation, which sends it. Nothing was changed."
                .to_owned(),
        )
    })
}

/// Puts a transmission right after a person has looked into it: what was to be looked at is done.
///
/// # Errors
/// When no note is given, or the state is one that only the network can report.
pub fn settle(session: &Session, request: SettleTransmission) -> Result<Written<Transmission>> {
    let note = clean_line("note", &request.note, NOTE)?;
    session.write(&SETTLE, move |tx| {
        let mut transmission: Transmission = tx.require(request.id, "This message")?;
        if let Some(state) = request.state {
            use TransmissionState as S;
            if !matches!(state, S::Verified | S::Rejected | S::Cancelled) {
                return Err(Error::invalid("state", "A person can say verified, rejected or cancelled."));
            }
            if transmission.state == S::Queued {
                return Err(Error::Refused(
                    "This message is still waiting to be sent. Cancel it first. Nothing was changed."
                        .to_owned(),
                ));
            }
            if transmission.state != state {
                transmission.state = state;
                transmission.state_at = tx.now();
            }
        }
        transmission.state_note = Some(note.clone());
        transmission.attention = None;
        transmission.settled = true;
        tx.save(&transmission)?;
        let mut noted = AuditNote::new("settle", "Transmission").reason(&note);
        noted.patient = transmission.patient_id;
        noted.entity = Some(transmission.id.0);
        tx.audit(noted);
        Ok(transmission)
    })
}
