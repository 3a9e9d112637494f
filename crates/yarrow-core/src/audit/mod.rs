//! Reading the audit. Writing happens in the gate, in the transaction of the act.

use serde::{Deserialize, Serialize};
use uuid::Uuid;
use yarrow_kernel::{PatientId, Timestamp};

use crate::access::{Operation, Permission, Session};
use crate::error::Result;
use crate::store::{AuditNote, Verification, verify};

/// Which entries to show.
#[derive(Clone, Debug, Deserialize, ts_rs::TS)]
pub struct AuditRequest {
    /// Only this patient's.
    pub patient_id: Option<PatientId>,
    /// Only entries before this number, for paging.
    #[ts(type = "number | null")]
    pub after: Option<i64>,
    /// At most this many, up to 500.
    pub limit: u32,
}

/// One entry, newest first.
#[derive(Clone, Debug, Serialize, ts_rs::TS)]
pub struct AuditEvent {
    /// Number in the chain.
    #[ts(type = "number")]
    pub seq: i64,
    /// When the act ended.
    pub at: Timestamp,
    /// Login.
    pub user: String,
    /// Role at the time.
    pub role: String,
    /// create, read, change, sign, print, …
    pub action: String,
    /// Resource or area.
    pub category: String,
    /// Whose chart.
    pub patient_id: Option<PatientId>,
    /// MRN and name of that patient.
    pub patient_label: Option<String>,
    /// Resource name of the entity.
    pub entity: Option<String>,
    /// The entity.
    #[ts(type = "Id | null")]
    pub entity_id: Option<Uuid>,
    /// Why, where a reason was asked for.
    pub reason: Option<String>,
    /// "success", or what failed.
    pub outcome: String,
}

const READ: Operation = Operation::new("audit_log", Permission::AuditRead);
const VERIFY: Operation = Operation::new("verify_record", Permission::AuditRead);

/// Shows audit entries, newest first. Looking is itself noted.
///
/// # Errors
/// When the role may not read the audit.
pub fn audit_log(session: &Session, request: AuditRequest) -> Result<Vec<AuditEvent>> {
    session.require(&READ)?;
    let mut note = AuditNote::new("read", "audit");
    note.patient = request.patient_id;
    session.store().write(session.actor(), READ.name, move |tx| {
        tx.audit(note);
        Ok(())
    })?;
    session.read(&READ, move |db| {
        let mut statement = db.prepare_cached(include_str!("sql/events.sql"))?;
        let patient = request.patient_id.map(|id| id.as_bytes().to_vec());
        let mut rows = statement.query((patient, request.after, request.limit.min(500)))?;
        let mut found = Vec::new();
        while let Some(row) = rows.next()? {
            let id = |column: usize| -> Result<Option<Uuid>> {
                let bytes: Option<Vec<u8>> = row.get(column)?;
                Ok(bytes.and_then(|bytes| Uuid::from_slice(&bytes).ok()))
            };
            found.push(AuditEvent {
                seq: row.get(0)?,
                at: Timestamp(row.get(1)?),
                user: row.get(2)?,
                role: row.get(3)?,
                action: row.get(4)?,
                category: row.get(5)?,
                patient_id: id(6)?.map(PatientId),
                patient_label: row.get(7)?,
                entity: row.get(8)?,
                entity_id: id(9)?,
                reason: row.get(10)?,
                outcome: row.get(11)?,
            });
        }
        Ok(found)
    })
}

/// Verifies pages, log and audit.
///
/// # Errors
/// When the role may not read the audit.
pub fn verify_record(session: &Session) -> Result<Verification> {
    session.read(&VERIFY, verify)
}
