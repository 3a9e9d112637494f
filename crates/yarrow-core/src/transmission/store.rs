//! SQL of transmissions, of what came in, and of this workstation's own deliveries.

use rusqlite::OptionalExtension;
use yarrow_kernel::{InboundMessageId, MedicationRequestId, Timestamp, TransmissionId};

use super::{InboundKind, InboundMessage, Transmission};
use crate::error::Result;
use crate::store::{Db, Field, query};

/// How sending goes on this workstation: not part of the record, because another workstation must never send the same.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Delivery {
    /// Tries begun.
    pub attempts: u32,
    /// When to try next; nothing when there is nothing more to send.
    pub next_try: Option<Timestamp>,
    /// When the last try began.
    pub last_try: Option<Timestamp>,
    /// What went wrong the last time.
    pub last_error: Option<String>,
}

/// The delivery of a transmission; none when another workstation sends it.
pub(super) fn delivery(db: &Db, id: TransmissionId) -> Result<Option<Delivery>> {
    Ok(db
        .prepare_cached(
            "SELECT attempts, next_try, last_try, last_error FROM transmission_delivery WHERE transmission_id = ?1",
        )?
        .query_row([id.as_bytes()], |row| {
            Ok(Delivery {
                attempts: row.get(0)?,
                next_try: row.get::<_, Option<i64>>(1)?.map(Timestamp),
                last_try: row.get::<_, Option<i64>>(2)?.map(Timestamp),
                last_error: row.get(3)?,
            })
        })
        .optional()?)
}

/// Keeps how sending goes.
pub(super) fn keep_delivery(db: &Db, id: TransmissionId, delivery: &Delivery) -> Result<()> {
    db.prepare_cached(
        "INSERT OR REPLACE INTO transmission_delivery (transmission_id, attempts, next_try, last_try, last_error)
         VALUES (?1, ?2, ?3, ?4, ?5)",
    )?
    .execute((
        id.as_bytes(),
        delivery.attempts,
        delivery.next_try.map(|at| at.0),
        delivery.last_try.map(|at| at.0),
        &delivery.last_error,
    ))?;
    Ok(())
}

/// What is to be sent: due at `now` and not tried since `not_since`. A cancellation waits for its prescription.
pub(super) fn due(
    db: &Db,
    now: Timestamp,
    not_since: Timestamp,
    limit: usize,
) -> Result<Vec<TransmissionId>> {
    let mut statement = db.prepare_cached(include_str!("sql/due.sql"))?;
    let mut rows = statement.query((now.0, not_since.0, limit as i64))?;
    let mut found = Vec::new();
    while let Some(row) = rows.next()? {
        found.push(TransmissionId::from_value(row.get_ref(0)?)?);
    }
    Ok(found)
}

/// When something is to be sent next.
pub(super) fn next_due(db: &Db) -> Result<Option<Timestamp>> {
    let at: Option<i64> = db
        .prepare_cached("SELECT min(next_try) FROM transmission_delivery WHERE next_try IS NOT NULL")?
        .query_row([], |row| row.get(0))?;
    Ok(at.map(Timestamp))
}

/// What was not handed over or not answered in its time. Paper is not answered.
pub(super) fn overdue(db: &Db, now: Timestamp) -> Result<Vec<Transmission>> {
    query(
        db,
        "WHERE state IN ('queued', 'sent') AND route = 'electronic' AND expires_at <= ?1 LIMIT 500",
        [now.0],
    )
}

/// The transmission with this MessageID.
pub(super) fn by_message_id(db: &Db, message_id: &str) -> Result<Option<Transmission>> {
    Ok(query(db, "WHERE message_id = ?1", [message_id])?.pop())
}

/// The transmissions of a prescription, newest first.
pub(super) fn of_prescription(db: &Db, id: MedicationRequestId) -> Result<Vec<Transmission>> {
    query(db, "WHERE medication_request_id = ?1 ORDER BY created_at DESC, rowid DESC", [id.as_bytes()])
}

/// What came in under a MessageID.
pub(super) fn inbound_by_message_id(db: &Db, message_id: &str) -> Result<Vec<InboundMessage>> {
    query(db, "WHERE message_id = ?1 ORDER BY received_at, rowid", [message_id])
}

/// What came in about a transmission, oldest first.
pub(super) fn replies(db: &Db, id: TransmissionId) -> Result<Vec<InboundMessage>> {
    query(db, "WHERE transmission_id = ?1 ORDER BY received_at, rowid", [id.as_bytes()])
}

/// Requests of one kind about a prescription since an instant.
pub(super) fn requests_since(
    db: &Db,
    prescription: MedicationRequestId,
    kind: InboundKind,
    since: Timestamp,
) -> Result<Vec<InboundMessage>> {
    query(
        db,
        "WHERE medication_request_id = ?1 AND kind = ?2 AND received_at >= ?3 ORDER BY received_at, rowid",
        (prescription.as_bytes(), kind.code(), since.0),
    )
}

/// The cancellations of a transmission.
pub(super) fn cancellations_of(db: &Db, id: TransmissionId) -> Result<Vec<Transmission>> {
    query(db, "WHERE cancels = ?1", [id.as_bytes()])
}

/// The transmissions that answer a request.
pub(super) fn answers_to(db: &Db, id: InboundMessageId) -> Result<Vec<Transmission>> {
    query(db, "WHERE answers = ?1 ORDER BY created_at, rowid", [id.as_bytes()])
}
