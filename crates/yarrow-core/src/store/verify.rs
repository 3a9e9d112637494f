//! Proves that nobody altered, removed or inserted anything in the log and the audit behind Yarrow's back.

use rusqlite::Connection;
use sha2::{Digest, Sha256};

use super::open::damaged_pages;
use super::record::{Header, decode_body, is_signed_by};
use super::writer::AuditRow;
use crate::error::Result;

/// What a verification looked at and found.
#[derive(Clone, Debug, Default, serde::Serialize, ts_rs::TS)]
pub struct Verification {
    /// Log records read.
    #[ts(type = "number")]
    pub records: u64,
    /// Audit entries read.
    #[ts(type = "number")]
    pub audit_entries: u64,
    /// One sentence per fault, in the order found; empty means intact.
    pub problems: Vec<String>,
}

/// Reads the whole file: page seals, log chain and signatures, audit chain and signed heads.
///
/// # Errors
/// When the database cannot be read at all.
pub fn verify(db: &Connection) -> Result<Verification> {
    let mut found = Verification::default();
    for page in damaged_pages(db)? {
        found.problems.push(format!("Damaged page: {page}."));
    }
    if found.problems.is_empty() {
        verify_log(db, &mut found)?;
        verify_audit(db, &mut found)?;
    }
    Ok(found)
}

fn verify_log(db: &Connection, found: &mut Verification) -> Result<()> {
    let mut statement = db.prepare(
        "SELECT d.id, d.public_key, r.seq, r.hlc, r.schema, r.user_id, r.command, r.prev, r.hash, r.sig, r.body
         FROM record r JOIN device d ON d.no = r.device_no ORDER BY r.device_no, r.seq",
    )?;
    let mut rows = statement.query([])?;
    let mut expected = (Vec::new(), 0, vec![0_u8; 32]);
    while let Some(row) = rows.next()? {
        let header = Header {
            device: row.get(0)?,
            seq: row.get(2)?,
            hlc: row.get(3)?,
            schema: row.get(4)?,
            user: row.get(5)?,
            command: row.get(6)?,
            prev: row.get(7)?,
        };
        let (public_key, hash, sig, body): (Vec<u8>, Vec<u8>, Vec<u8>, Vec<u8>) =
            (row.get(1)?, row.get(8)?, row.get(9)?, row.get(10)?);
        if expected.0 != header.device {
            expected = (header.device.clone(), 0, vec![0; 32]);
        }
        let name = format!("Log record {}", header.seq);
        if header.seq != expected.1 + 1 {
            found
                .problems
                .push(format!("{name}: the {} before it are missing.", header.seq - expected.1 - 1));
        } else if header.prev != expected.2 {
            found.problems.push(format!("{name} does not follow the record before it."));
        }
        if header.hash(&body)[..] != hash[..] {
            found.problems.push(format!("{name} was altered."));
        } else if !is_signed_by(&public_key, &hash, &sig) {
            found.problems.push(format!("{name} is not signed by its workstation."));
        } else if decode_body(&body).is_err() {
            found.problems.push(format!("{name} is unreadable."));
        }
        found.records += 1;
        expected = (header.device, header.seq, hash);
    }
    let untold: i64 = db.query_row(
        "SELECT count(*) FROM (SELECT no FROM record EXCEPT SELECT record_no FROM audit_event WHERE record_no IS NOT NULL)",
        [],
        |row| row.get(0),
    )?;
    if untold > 0 {
        found
            .problems
            .push(format!("The end of the audit was cut off: {untold} log records have no audit entry."));
    }
    let orphans: i64 = db.query_row(
        "SELECT count(*) FROM audit_event a WHERE a.record_no IS NOT NULL AND NOT EXISTS (SELECT 1 FROM record r WHERE r.no = a.record_no)",
        [],
        |row| row.get(0),
    )?;
    if orphans > 0 {
        found.problems.push(format!(
            "The end of the log was cut off: {orphans} audit entries name records that are gone."
        ));
    }
    Ok(())
}

fn verify_audit(db: &Connection, found: &mut Verification) -> Result<()> {
    let mut statement = db.prepare(
        "SELECT seq, started_at, ended_at, user_id, login, role, device_no, action, category, patient_id, entity, entity_id,
         record_no, reason, outcome, clock, prev, hash FROM audit_event ORDER BY seq",
    )?;
    let mut rows = statement.query([])?;
    let (mut last_seq, mut last_hash) = (0_i64, vec![0_u8; 32]);
    while let Some(row) = rows.next()? {
        let user: Option<Vec<u8>> = row.get(3)?;
        let patient: Option<Vec<u8>> = row.get(9)?;
        let entity_id: Option<Vec<u8>> = row.get(11)?;
        let texts: Vec<Option<String>> =
            [4, 5, 7, 8, 10, 13, 14, 15].iter().map(|column| row.get(*column)).collect::<Result<_, _>>()?;
        let text = |index: usize| texts[index].as_deref().unwrap_or_default();
        let entry = AuditRow {
            seq: row.get(0)?,
            started: row.get(1)?,
            ended: row.get(2)?,
            user: user.as_deref(),
            login: text(0),
            role: text(1),
            device_no: row.get(6)?,
            action: text(2),
            category: text(3),
            patient: patient.as_deref(),
            entity: texts[4].as_deref(),
            entity_id: entity_id.as_deref(),
            record_no: row.get(12)?,
            reason: texts[5].as_deref(),
            outcome: text(6),
            clock: text(7),
        };
        let (prev, hash): (Vec<u8>, Vec<u8>) = (row.get(16)?, row.get(17)?);
        if entry.seq != last_seq + 1 {
            found.problems.push(format!(
                "Audit entry {}: the {} before it are missing.",
                entry.seq,
                entry.seq - last_seq - 1
            ));
        } else if prev != last_hash {
            found.problems.push(format!("Audit entry {} does not follow the one before it.", entry.seq));
        }
        if entry.hash(&prev)[..] != hash[..] {
            found.problems.push(format!("Audit entry {} was altered.", entry.seq));
        }
        found.audit_entries += 1;
        (last_seq, last_hash) = (entry.seq, hash);
    }
    let mut heads = db.prepare(
        "SELECT h.seq, h.hash, h.sig, d.public_key, a.hash FROM audit_head h JOIN device d ON d.no = h.device_no
         LEFT JOIN audit_event a ON a.seq = h.seq ORDER BY h.seq",
    )?;
    let mut rows = heads.query([])?;
    while let Some(row) = rows.next()? {
        let seq: i64 = row.get(0)?;
        let (hash, sig, key): (Vec<u8>, Vec<u8>, Vec<u8>) = (row.get(1)?, row.get(2)?, row.get(3)?);
        let entry: Option<Vec<u8>> = row.get(4)?;
        if !is_signed_by(&key, &Sha256::digest(&hash), &sig) {
            found.problems.push(format!("The signed audit head {seq} is not signed by its workstation."));
        } else if entry.as_ref() != Some(&hash) {
            found.problems.push(format!("The audit was cut off or altered before its signed head {seq}."));
        }
    }
    Ok(())
}
