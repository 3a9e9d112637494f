//! The write gate: what a domain may do inside one transaction.
//!
//! [`Tx::save`] writes the row, the operation, the audit entry and the change notice as one act; they cannot disagree.

use std::collections::{BTreeMap, BTreeSet, HashSet};

use rusqlite::{Connection, ToSql, Transaction};
use serde::{Deserialize, Serialize};
use uuid::Uuid;
use yarrow_kernel::{PatientId, PractitionerId, Timestamp};

use super::clock::new_id;
use super::entity::{Entity, load};
use super::field::Scalar;
use super::record::{Op, OpId};
use crate::error::{Error, Result};

/// Who acts.
#[derive(Clone, Debug)]
pub struct Actor {
    /// The person, or nobody when Yarrow itself acts.
    pub user: Option<PractitionerId>,
    /// The login as the audit shows it.
    pub login: String,
    /// The role as the audit shows it.
    pub role: String,
}

impl Actor {
    /// Yarrow itself: first set-up, migrations.
    pub fn system() -> Self {
        Self { user: None, login: "yarrow".to_owned(), role: "system".to_owned() }
    }
}

/// What a command changed: the screen refreshes exactly this.
#[derive(Clone, Debug, PartialEq, Eq, Hash, Serialize, Deserialize, ts_rs::TS)]
pub struct Change {
    /// Resource name, e.g. "Condition".
    pub resource: String,
    /// The entity.
    #[ts(type = "Id")]
    pub id: Uuid,
    /// Whose chart.
    pub patient_id: Option<PatientId>,
}

/// A value together with what was changed on the way to it.
#[derive(Clone, Debug)]
pub struct Written<T> {
    /// The answer.
    pub value: T,
    /// What was changed; empty when nothing was.
    pub changes: Vec<Change>,
}

/// An audit entry to be written with the transaction.
#[derive(Clone, Debug)]
pub struct AuditNote {
    /// create, read, change, sign, print, import, sign in, …
    pub action: &'static str,
    /// Resource name or area.
    pub category: String,
    /// Whose chart.
    pub patient: Option<PatientId>,
    /// The entity, where there is one.
    pub entity: Option<Uuid>,
    /// Why, where a reason was asked for.
    pub reason: Option<String>,
    /// "success", or what failed.
    pub outcome: &'static str,
}

impl AuditNote {
    /// A successful act on an area.
    pub fn new(action: &'static str, category: &str) -> Self {
        Self {
            action,
            category: category.to_owned(),
            patient: None,
            entity: None,
            reason: None,
            outcome: "success",
        }
    }

    /// … on this patient's chart.
    pub fn patient(mut self, patient: PatientId) -> Self {
        self.patient = Some(patient);
        self
    }

    /// … for this reason.
    pub fn reason(mut self, reason: &str) -> Self {
        self.reason = Some(reason.to_owned());
        self
    }

    /// … with this outcome.
    pub fn outcome(mut self, outcome: &'static str) -> Self {
        self.outcome = outcome;
        self
    }
}

/// One open write transaction.
pub struct Tx<'a> {
    pub(super) sql: &'a Transaction<'a>,
    pub(super) actor: &'a Actor,
    pub(super) now: Timestamp,
    pub(super) device: &'a [u8],
    pub(super) record_no: i64,
    pub(super) seq: i64,
    pub(super) ops: Vec<Op>,
    pub(super) audits: Vec<AuditNote>,
    pub(super) changes: Vec<Change>,
    pub(super) announced: HashSet<Change>,
    pub(super) one_audit: bool,
    pub(super) pointers: Pointers,
}

/// What points at this transaction's own record: the heads it sets and the entities it touches. Both refer to the record
/// by a foreign key, so they are written after it.
///
/// The other way, deferring the check with `PRAGMA defer_foreign_keys`, would make SQLite prepare every statement of the
/// connection anew in every transaction.
#[derive(Default)]
pub(super) struct Pointers {
    /// By entity and field, the place of the operation in the record.
    heads: BTreeMap<(Uuid, &'static str), u32>,
    touched: BTreeSet<Uuid>,
}

impl Pointers {
    /// Writes them; the record is there now.
    pub fn write(&self, sql: &Connection, record_no: i64) -> Result<()> {
        let mut head = sql.prepare_cached(
            "INSERT INTO head (entity_id, field, record_no, op_index) VALUES (?1, ?2, ?3, ?4)",
        )?;
        for ((id, field), index) in &self.heads {
            head.execute((id.as_bytes(), field, record_no, index))?;
        }
        let mut touch = sql.prepare_cached("INSERT INTO touch (entity_id, record_no) VALUES (?1, ?2)")?;
        for id in &self.touched {
            touch.execute((id.as_bytes(), record_no))?;
        }
        Ok(())
    }
}

impl Tx<'_> {
    /// The database as this transaction sees it.
    pub fn db(&self) -> &Connection {
        self.sql
    }

    /// When this act happens.
    pub fn now(&self) -> Timestamp {
        self.now
    }

    /// Who acts.
    pub fn actor(&self) -> &Actor {
        self.actor
    }

    /// The acting person's id.
    ///
    /// # Errors
    /// When Yarrow itself acts where a person must.
    pub fn user(&self) -> Result<PractitionerId> {
        self.actor.user.ok_or(Error::Locked)
    }

    /// A new id, ordered by time.
    pub fn new_id<T: From<Uuid>>(&self) -> T {
        new_id(self.now)
    }

    /// Loads an entity.
    ///
    /// # Errors
    /// When the database cannot be read.
    pub fn get<E: Entity>(&self, id: impl Into<Uuid>) -> Result<Option<E>> {
        load(self.sql, id.into())
    }

    /// Loads an entity that must be there.
    ///
    /// # Errors
    /// [`Error::NotFound`] with `what` when it is not.
    pub fn require<E: Entity>(&self, id: impl Into<Uuid>, what: &'static str) -> Result<E> {
        self.get(id)?.ok_or(Error::NotFound(what))
    }

    /// From here on saves write no audit entry each; the caller notes one for the whole (imports, generators).
    pub fn audit_as_one(&mut self, note: AuditNote) {
        self.one_audit = true;
        self.audits.push(note);
    }

    /// Writes an audit entry with this transaction.
    pub fn audit(&mut self, note: AuditNote) {
        self.audits.push(note);
    }

    /// Announces a change of something that is not an entity (drafts, preferences).
    pub fn changed(&mut self, resource: &str, id: Uuid, patient: Option<PatientId>) {
        let change = Change { resource: resource.to_owned(), id, patient_id: patient };
        if self.announced.insert(change.clone()) {
            self.changes.push(change);
        }
    }

    /// Keeps an entity that is known to be new. Faster than [`Tx::save`] by one lookup; refuses an id that exists.
    ///
    /// # Errors
    /// When the row cannot be written.
    pub fn insert<E: Entity>(&mut self, entity: &E) -> Result<()> {
        self.insert_row(entity, entity.scalars())
    }

    /// Keeps an entity: inserts it, or writes exactly the fields that differ from what is stored. Nothing differs:
    /// nothing is written.
    ///
    /// # Errors
    /// When the row cannot be written.
    pub fn save<E: Entity>(&mut self, entity: &E) -> Result<()> {
        match self.get::<E>(entity.uuid())? {
            None => self.insert(entity),
            Some(stored) => self.change(&stored, entity),
        }
    }

    /// As [`Tx::save`] for an entity that was loaded in this transaction as `stored`.
    ///
    /// # Errors
    /// When the row cannot be written.
    pub fn change<E: Entity>(&mut self, stored: &E, entity: &E) -> Result<()> {
        self.update_row(entity, stored)
    }

    /// Fixes the content of an entity under its signature.
    ///
    /// # Errors
    /// When the audit cannot be noted.
    pub fn sign<E: Entity>(&mut self, entity: &E, content: [u8; 32]) -> Result<()> {
        let id = entity.uuid();
        self.pointers.touched.insert(id);
        self.ops.push(Op::Sign {
            resource: E::RESOURCE.to_owned(),
            id: id.as_bytes().to_vec(),
            content: content.to_vec(),
        });
        self.note::<E>("sign", entity);
        Ok(())
    }

    fn insert_row<E: Entity>(&mut self, entity: &E, values: Vec<Scalar>) -> Result<()> {
        let columns = E::COLUMNS;
        let mut params: Vec<&dyn ToSql> = values.iter().map(|value| value as &dyn ToSql).collect();
        params.push(&self.record_no);
        self.sql.prepare_cached(E::INSERT)?.execute(&params[..])?;
        let fields = columns
            .iter()
            .zip(values)
            .skip(1)
            .filter(|(_, value)| *value != Scalar::Null)
            .map(|(name, value)| ((*name).to_owned(), value))
            .collect();
        let id = entity.uuid();
        self.ops.push(Op::Insert { resource: E::RESOURCE.to_owned(), id: id.as_bytes().to_vec(), fields });
        self.changed(E::RESOURCE, id, entity.of_patient());
        self.note::<E>("create", entity);
        Ok(())
    }

    fn update_row<E: Entity>(&mut self, entity: &E, stored: &E) -> Result<()> {
        let id = entity.uuid();
        let pairs = entity.scalars().into_iter().zip(stored.scalars());
        let changed: Vec<_> =
            E::COLUMNS.iter().zip(pairs).skip(1).filter(|(_, (value, from))| value != from).collect();
        if changed.is_empty() {
            return Ok(());
        }
        // One statement for all columns: the row goes from one whole state to the next. A note becomes signed with its
        // signer, and only then does the trigger that guards signed notes see it.
        let columns: Vec<String> = changed.iter().map(|(field, _)| format!("\"{field}\" = ?")).collect();
        let sql = format!("UPDATE \"{}\" SET {} WHERE id = ?", E::TABLE, columns.join(", "));
        let key = id.as_bytes();
        let mut params: Vec<&dyn ToSql> = changed.iter().map(|(_, (value, _))| value as &dyn ToSql).collect();
        params.push(&key);
        if self.sql.prepare_cached(&sql)?.execute(&params[..])? != 1 {
            return Err(Error::Internal("row-to-change-missing"));
        }
        let mut stored_heads = self.stored_heads(id)?;
        for (field, (value, from)) in changed {
            let base = self.replace_heads(id, field, &mut stored_heads)?;
            self.ops.push(Op::Set {
                resource: E::RESOURCE.to_owned(),
                id: id.as_bytes().to_vec(),
                field: (*field).to_owned(),
                base,
                from,
                value,
            });
        }
        self.pointers.touched.insert(id);
        self.changed(E::RESOURCE, id, entity.of_patient());
        self.note::<E>("change", entity);
        Ok(())
    }

    /// The heads of an entity as they are stored, by field. One question for the whole entity: most have none.
    fn stored_heads(&self, id: Uuid) -> Result<BTreeMap<String, Vec<OpId>>> {
        let mut found: BTreeMap<String, Vec<OpId>> = BTreeMap::new();
        let mut statement = self.sql.prepare_cached(
            "SELECT h.field, d.id, r.seq, h.op_index FROM head h JOIN record r ON r.no = h.record_no
             JOIN device d ON d.no = r.device_no WHERE h.entity_id = ?1",
        )?;
        let mut rows = statement.query([id.as_bytes()])?;
        while let Some(row) = rows.next()? {
            let op = OpId { device: row.get(1)?, seq: row.get(2)?, index: row.get(3)? };
            found.entry(row.get(0)?).or_default().push(op);
        }
        Ok(found)
    }

    /// The heads this operation knowingly replaces; it becomes the only head.
    fn replace_heads(
        &mut self,
        id: Uuid,
        field: &'static str,
        stored: &mut BTreeMap<String, Vec<OpId>>,
    ) -> Result<Vec<OpId>> {
        let index = u32::try_from(self.ops.len()).map_err(|_| Error::Internal("record-length"))?;
        if let Some(before) = self.pointers.heads.insert((id, field), index) {
            // Set a moment ago in this transaction, which has replaced what was stored.
            return Ok(vec![OpId { device: self.device.to_vec(), seq: self.seq, index: before }]);
        }
        let base = stored.remove(field).unwrap_or_default();
        if !base.is_empty() {
            self.sql
                .prepare_cached("DELETE FROM head WHERE entity_id = ?1 AND field = ?2")?
                .execute((id.as_bytes(), field))?;
        }
        Ok(base)
    }

    fn note<E: Entity>(&mut self, action: &'static str, entity: &E) {
        if self.one_audit {
            return;
        }
        self.audits.push(AuditNote {
            action,
            category: E::RESOURCE.to_owned(),
            patient: entity.of_patient(),
            entity: Some(entity.uuid()),
            reason: None,
            outcome: "success",
        });
    }
}
