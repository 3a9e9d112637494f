//! The outbox as a screen shows it.

use serde::{Deserialize, Serialize};
use yarrow_kernel::{PartialDate, PatientId, Timestamp};

use super::matching::candidates;
use super::route::{RouteState, route_state};
use super::settle::OneTransmission;
use super::{InboundMessage, InboundState, Transmission, TransmissionState, store};
use crate::access::{Operation, Permission, Session};
use crate::documents;
use crate::error::{Error, Result};
use crate::patients::{self, Patient};
use crate::store::{AuditNote, Db, load, query};

/// What to list.
#[derive(Clone, Copy, Debug, Deserialize, ts_rs::TS)]
pub struct OutboxRequest {
    /// Also what is done, newest first.
    pub all: bool,
    /// At most this many of each, up to 500.
    pub limit: u32,
}

/// How much is open.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, ts_rs::TS)]
pub struct OutboxCount {
    /// Requests of pharmacies that wait for an answer or for their patient.
    pub requests: u32,
    /// Transmissions that a person has to look at: rejected, given up, contradicted.
    pub attention: u32,
    /// Messages that wait to be sent.
    pub queued: u32,
}

/// The outbox.
#[derive(Clone, Debug, Serialize, ts_rs::TS)]
pub struct OutboxPage {
    /// How much is open.
    pub count: OutboxCount,
    /// How messages leave this workstation.
    pub route: RouteState,
    /// What leaves, what needs a person first.
    pub transmissions: Vec<TransmissionView>,
    /// What came in and is open, oldest first; when all is asked for, also what is done.
    pub inbound: Vec<InboundView>,
}

/// Who is meant, as far as a row says it.
#[derive(Clone, Debug, Serialize, ts_rs::TS)]
pub struct NamedPatient {
    /// Identity.
    pub id: PatientId,
    /// "Ortega-Lindqvist, Marisol".
    pub name: String,
    /// Birth date.
    pub birth_date: PartialDate,
    /// Medical record number.
    pub mrn: String,
    /// Telephone.
    pub phone: Option<String>,
}

/// One transmission with what a row says of it.
#[derive(Clone, Debug, Serialize, ts_rs::TS)]
pub struct TransmissionView {
    /// The transmission.
    #[serde(flatten)]
    pub transmission: Transmission,
    /// Whose.
    pub patient: Option<NamedPatient>,
    /// Tries begun.
    pub attempts: u32,
    /// When it is tried next.
    pub next_try: Option<Timestamp>,
    /// What went wrong the last time.
    pub last_error: Option<String>,
    /// Another workstation sends it.
    pub elsewhere: bool,
}

/// One incoming message with what a row says of it.
#[derive(Clone, Debug, Serialize, ts_rs::TS)]
pub struct InboundView {
    /// The message.
    #[serde(flatten)]
    pub message: InboundMessage,
    /// Whose.
    pub patient: Option<NamedPatient>,
    /// Who may be meant, while that is not sure.
    pub candidates: Vec<NamedPatient>,
}

/// One transmission with everything that was said about it.
#[derive(Clone, Debug, Serialize, ts_rs::TS)]
pub struct TransmissionDetail {
    /// The transmission.
    pub view: TransmissionView,
    /// What came back, oldest first.
    pub replies: Vec<InboundMessage>,
    /// The message as it is sent.
    pub text: Option<String>,
}

const READ: Operation = Operation::new("outbox", Permission::ChartRead);
const DETAIL: Operation = Operation::new("transmission", Permission::ChartRead);
const NEEDS_A_PERSON: &str = "settled = 0 AND (attention IS NOT NULL OR state IN ('rejected', 'expired'))";

/// How much is open.
///
/// # Errors
/// When the role may not open charts.
pub fn outbox_count(session: &Session) -> Result<OutboxCount> {
    session.read(&READ, count)
}

/// The outbox and the inbox.
///
/// # Errors
/// When the role may not open charts.
pub fn outbox(session: &Session, request: OutboxRequest) -> Result<OutboxPage> {
    let limit = i64::from(request.limit.clamp(1, 500));
    session.read(&READ, move |db| {
        let open = format!("WHERE {NEEDS_A_PERSON} ORDER BY state_at DESC LIMIT ?1");
        let mut transmissions: Vec<Transmission> = query(db, &open, [limit])?;
        transmissions.extend(query::<Transmission>(
            db,
            &format!("WHERE state IN ('queued', 'sent', 'accepted') AND settled = 0 AND NOT ({NEEDS_A_PERSON}) ORDER BY state_at DESC LIMIT ?1"),
            [limit],
        )?);
        let mut inbound: Vec<InboundMessage> = query(
            db,
            "WHERE state IN ('unmatched', 'waiting', 'refused') AND closed_at IS NULL ORDER BY received_at LIMIT ?1",
            [limit],
        )?;
        if request.all {
            transmissions.extend(query::<Transmission>(
                db,
                &format!("WHERE NOT ({NEEDS_A_PERSON}) AND (settled = 1 OR state NOT IN ('queued', 'sent', 'accepted')) ORDER BY state_at DESC LIMIT ?1"),
                [limit],
            )?);
            inbound.extend(query::<InboundMessage>(
                db,
                "WHERE closed_at IS NOT NULL ORDER BY received_at DESC LIMIT ?1",
                [limit],
            )?);
        }
        Ok(OutboxPage {
            count: count(db)?,
            route: route_state(db)?,
            transmissions: transmissions.into_iter().map(|one| view(db, one)).collect::<Result<_>>()?,
            inbound: inbound.into_iter().map(|one| inbound_view(db, one)).collect::<Result<_>>()?,
        })
    })
}

/// One transmission with its replies and its text. Looking at a message is looking at a chart.
///
/// # Errors
/// When the role may not open charts.
pub fn transmission(session: &Session, request: OneTransmission) -> Result<TransmissionDetail> {
    let found = session.read(&DETAIL, move |db| {
        let transmission: Transmission = load(db, request.id.0)?.ok_or(Error::NotFound("This message"))?;
        let bytes = match &transmission.content {
            Some(content) => documents::bytes_of(db, content)?,
            None => None,
        };
        Ok(TransmissionDetail {
            replies: store::replies(db, transmission.id)?,
            text: bytes.map(|bytes| String::from_utf8_lossy(&bytes).into_owned()),
            view: view(db, transmission)?,
        })
    })?;
    let mut note = AuditNote::new("read", "Transmission");
    note.patient = found.view.transmission.patient_id;
    note.entity = Some(request.id.0);
    session.store().write(session.actor(), DETAIL.name, move |tx| {
        tx.audit(note);
        Ok(())
    })?;
    Ok(found)
}

fn count(db: &Db) -> Result<OutboxCount> {
    let number = |sql: &str| -> Result<u32> { Ok(db.prepare_cached(sql)?.query_row([], |row| row.get(0))?) };
    Ok(OutboxCount {
        requests: number(
            "SELECT count(*) FROM inbound_message WHERE state IN ('unmatched', 'waiting', 'refused') AND closed_at IS NULL",
        )?,
        attention: number(&format!("SELECT count(*) FROM transmission WHERE {NEEDS_A_PERSON}"))?,
        queued: number("SELECT count(*) FROM transmission WHERE state = 'queued'")?,
    })
}

pub(super) fn view(db: &Db, transmission: Transmission) -> Result<TransmissionView> {
    let delivery = store::delivery(db, transmission.id)?;
    let elsewhere = delivery.is_none() && transmission.state == TransmissionState::Queued;
    let delivery = delivery.unwrap_or_default();
    Ok(TransmissionView {
        patient: transmission.patient_id.map(|id| named(db, id)).transpose()?,
        attempts: delivery.attempts,
        next_try: delivery.next_try,
        last_error: delivery.last_error,
        elsewhere,
        transmission,
    })
}

pub(super) fn inbound_view(db: &Db, message: InboundMessage) -> Result<InboundView> {
    let ids = match (&message.request.0, message.state) {
        (Some(request), InboundState::Unmatched) => candidates(db, request)?,
        _ => Vec::new(),
    };
    Ok(InboundView {
        patient: message.patient_id.map(|id| named(db, id)).transpose()?,
        candidates: ids.into_iter().map(|id| named(db, id)).collect::<Result<_>>()?,
        message,
    })
}

fn named(db: &Db, id: PatientId) -> Result<NamedPatient> {
    let patient: Patient = patients::require(db, id)?;
    Ok(NamedPatient {
        id,
        name: patient.list_name(),
        birth_date: patient.birth_date,
        mrn: patient.mrn,
        phone: patient.phone,
    })
}
