//! The one connection that writes, and what happens around every commit.

use std::collections::HashSet;
use std::sync::Arc;

use ed25519_dalek::SigningKey;
use rusqlite::{Connection, OptionalExtension, TransactionBehavior};
use sha2::{Digest, Sha256};
use yarrow_kernel::{DeviceId, Timestamp};

use super::clock::{Clock, new_id, next_hlc, random_bytes};
use super::record::{self, BodyEncoder, Header};
use super::tx::{Actor, AuditNote, Pointers, Tx, Written};
use crate::error::Result;

/// How many audit entries may follow the last signed head; leaving signs one too.
const SIGN_HEAD_EVERY: i64 = 256;

/// SHA-256 of a text that is being signed.
pub(crate) fn content_hash(text: &str) -> [u8; 32] {
    Sha256::digest(text.as_bytes()).into()
}

/// The writing side of a store. Lives on the writer thread.
pub(super) struct Writer {
    pub db: Connection,
    clock: Arc<dyn Clock>,
    device_no: i64,
    device: Vec<u8>,
    key: SigningKey,
    encoder: BodyEncoder,
    tail: Tail,
}

/// Where log and audit stand after the last commit.
#[derive(Clone)]
struct Tail {
    record_no: i64,
    seq: i64,
    hlc: i64,
    hash: Vec<u8>,
    audit_seq: i64,
    audit_hash: Vec<u8>,
    signed_seq: i64,
}

impl Writer {
    /// Takes over an open connection; enrols this workstation on first use.
    pub fn new(db: Connection, clock: Arc<dyn Clock>) -> Result<Self> {
        let own = db
            .query_row("SELECT no, id, secret_key FROM device WHERE secret_key IS NOT NULL", [], |row| {
                Ok((row.get::<_, i64>(0)?, row.get::<_, Vec<u8>>(1)?, row.get::<_, [u8; 32]>(2)?))
            })
            .optional()?;
        let (device_no, device, key) = match own {
            Some((no, id, secret)) => (no, id, SigningKey::from_bytes(&secret)),
            None => enrol(&db, clock.now())?,
        };
        let tail = Tail::read(&db, device_no)?;
        Ok(Self { db, clock, device_no, device, key, encoder: BodyEncoder::new()?, tail })
    }

    /// Runs one command's writes in an IMMEDIATE transaction and seals them: record, audit, commit.
    pub fn run<T>(
        &mut self,
        actor: &Actor,
        command: &str,
        f: impl FnOnce(&mut Tx<'_>) -> Result<T>,
    ) -> Result<Written<T>> {
        let started = self.clock.now();
        let sql = self.db.transaction_with_behavior(TransactionBehavior::Immediate)?;
        let mut tail = self.tail.clone();
        let mut tx = Tx {
            sql: &sql,
            actor,
            now: started,
            device: &self.device,
            record_no: tail.record_no + 1,
            seq: tail.seq + 1,
            ops: Vec::new(),
            audits: Vec::new(),
            changes: Vec::new(),
            announced: HashSet::new(),
            one_audit: false,
            pointers: Pointers::default(),
        };
        let value = f(&mut tx)?;
        let Tx { ops, audits, changes, pointers, .. } = tx;
        let mut record_no = None;
        if !ops.is_empty() {
            let body = self.encoder.encode(&ops)?;
            let header = Header {
                device: self.device.clone(),
                seq: tail.seq + 1,
                hlc: next_hlc(tail.hlc, started),
                schema: record::SCHEMA,
                user: actor.user.map(|id| id.as_bytes().to_vec()).unwrap_or_default(),
                command: command.to_owned(),
                prev: tail.hash.clone(),
            };
            let hash = header.hash(&body);
            let sig = record::sign(&self.key, &hash);
            sql.prepare_cached(
                "INSERT INTO record (no, device_no, seq, hlc, schema, user_id, command, at, body, prev, hash, sig)
                 VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12)",
            )?
            .execute(rusqlite::params![
                tail.record_no + 1, self.device_no, header.seq, header.hlc, header.schema, header.user, header.command,
                started.0, body, header.prev, hash, sig
            ])?;
            tail.record_no += 1;
            pointers.write(&sql, tail.record_no)?;
            tail.seq = header.seq;
            tail.hlc = header.hlc;
            tail.hash = hash.to_vec();
            record_no = Some(tail.record_no);
        }
        let ended = self.clock.now();
        for note in &audits {
            let entry = AuditEntry { note, actor, started, ended, device_no: self.device_no, record_no };
            tail.append_audit(&sql, &entry)?;
        }
        let leaving = audits.iter().any(|note| note.action == "sign out");
        if leaving || tail.audit_seq - tail.signed_seq >= SIGN_HEAD_EVERY {
            let hash: [u8; 32] = Sha256::digest(&tail.audit_hash).into();
            sql.execute(
                "INSERT INTO audit_head (seq, hash, signed_at, device_no, sig) VALUES (?1, ?2, ?3, ?4, ?5)",
                rusqlite::params![
                    tail.audit_seq,
                    tail.audit_hash,
                    ended.0,
                    self.device_no,
                    record::sign(&self.key, &hash)
                ],
            )?;
            tail.signed_seq = tail.audit_seq;
        }
        sql.commit()?;
        self.tail = tail;
        Ok(Written { value, changes })
    }
}

struct AuditEntry<'a> {
    note: &'a AuditNote,
    actor: &'a Actor,
    started: Timestamp,
    ended: Timestamp,
    device_no: i64,
    record_no: Option<i64>,
}

impl Tail {
    fn read(db: &Connection, device_no: i64) -> Result<Self> {
        let record_no = db.query_row("SELECT COALESCE(max(no), 0) FROM record", [], |row| row.get(0))?;
        let hlc = db.query_row(
            "SELECT COALESCE(max(hlc), 0) FROM record WHERE no > ?1 - 64",
            [record_no],
            |row| row.get(0),
        )?;
        let own = db
            .query_row(
                "SELECT seq, hash FROM record WHERE device_no = ?1 ORDER BY seq DESC LIMIT 1",
                [device_no],
                |row| Ok((row.get(0)?, row.get(1)?)),
            )
            .optional()?;
        let (seq, hash) = own.unwrap_or_else(|| (0, vec![0; 32]));
        let audit = db
            .query_row("SELECT seq, hash FROM audit_event ORDER BY seq DESC LIMIT 1", [], |row| {
                Ok((row.get(0)?, row.get(1)?))
            })
            .optional()?;
        let (audit_seq, audit_hash) = audit.unwrap_or_else(|| (0, vec![0; 32]));
        let signed_seq =
            db.query_row("SELECT COALESCE(max(seq), 0) FROM audit_head", [], |row| row.get(0))?;
        Ok(Self { record_no, seq, hlc, hash, audit_seq, audit_hash, signed_seq })
    }

    fn append_audit(&mut self, db: &Connection, entry: &AuditEntry<'_>) -> Result<()> {
        let (note, actor) = (entry.note, entry.actor);
        // The wall clock going back is said in the entry, never corrected.
        let clock = if entry.ended < entry.started { "went back" } else { "local" };
        let seq = self.audit_seq + 1;
        let user = actor.user.map(|id| id.as_bytes().to_vec());
        let patient = note.patient.map(|id| id.as_bytes().to_vec());
        let entity_id = note.entity.map(|id| id.as_bytes().to_vec());
        let entity = note.entity.map(|_| note.category.as_str());
        let row = AuditRow {
            seq,
            started: entry.started.0,
            ended: entry.ended.0,
            user: user.as_deref(),
            login: &actor.login,
            role: &actor.role,
            device_no: entry.device_no,
            action: note.action,
            category: &note.category,
            patient: patient.as_deref(),
            entity,
            entity_id: entity_id.as_deref(),
            record_no: entry.record_no,
            reason: note.reason.as_deref(),
            outcome: note.outcome,
            clock,
        };
        let hash = row.hash(&self.audit_hash);
        db.prepare_cached(
            "INSERT INTO audit_event (seq, started_at, ended_at, user_id, login, role, device_no, action, category, patient_id,
             entity, entity_id, record_no, reason, outcome, clock, prev, hash)
             VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, ?13, ?14, ?15, ?16, ?17, ?18)",
        )?
        .execute(rusqlite::params![
            row.seq, row.started, row.ended, row.user, row.login, row.role, row.device_no, row.action, row.category, row.patient,
            row.entity, row.entity_id, row.record_no, row.reason, row.outcome, row.clock, self.audit_hash, hash
        ])?;
        self.audit_seq = seq;
        self.audit_hash = hash.to_vec();
        Ok(())
    }
}

/// All columns of an audit entry, as they are hashed.
pub(super) struct AuditRow<'a> {
    pub seq: i64,
    pub started: i64,
    pub ended: i64,
    pub user: Option<&'a [u8]>,
    pub login: &'a str,
    pub role: &'a str,
    pub device_no: i64,
    pub action: &'a str,
    pub category: &'a str,
    pub patient: Option<&'a [u8]>,
    pub entity: Option<&'a str>,
    pub entity_id: Option<&'a [u8]>,
    pub record_no: Option<i64>,
    pub reason: Option<&'a str>,
    pub outcome: &'a str,
    pub clock: &'a str,
}

impl AuditRow<'_> {
    /// SHA-256 over the previous hash and every column, each preceded by presence and length.
    pub fn hash(&self, prev: &[u8]) -> [u8; 32] {
        let numbers = [self.seq, self.started, self.ended, self.device_no].map(i64::to_be_bytes);
        let record = self.record_no.map(i64::to_be_bytes);
        let mut sha = Sha256::new();
        sha.update(b"yarrow-audit-1");
        let parts: [Option<&[u8]>; 17] = [
            Some(prev),
            Some(&numbers[0]),
            Some(&numbers[1]),
            Some(&numbers[2]),
            Some(&numbers[3]),
            self.user,
            Some(self.login.as_bytes()),
            Some(self.role.as_bytes()),
            Some(self.action.as_bytes()),
            Some(self.category.as_bytes()),
            self.patient,
            self.entity.map(str::as_bytes),
            self.entity_id,
            record.as_ref().map(|bytes| &bytes[..]),
            self.reason.map(str::as_bytes),
            Some(self.outcome.as_bytes()),
            Some(self.clock.as_bytes()),
        ];
        for part in parts {
            match part {
                None => sha.update([0]),
                Some(bytes) => {
                    sha.update([1]);
                    sha.update((bytes.len() as u64).to_be_bytes());
                    sha.update(bytes);
                }
            }
        }
        sha.finalize().into()
    }
}

fn enrol(db: &Connection, now: Timestamp) -> Result<(i64, Vec<u8>, SigningKey)> {
    let id: DeviceId = new_id(now);
    let key = SigningKey::from_bytes(&random_bytes::<32>());
    db.execute(
        "INSERT INTO device (id, name, public_key, secret_key, added_at) VALUES (?1, ?2, ?3, ?4, ?5)",
        rusqlite::params![
            id.as_bytes(),
            "This workstation",
            key.verifying_key().to_bytes(),
            key.to_bytes(),
            now.0
        ],
    )?;
    Ok((db.last_insert_rowid(), id.as_bytes().to_vec(), key))
}
