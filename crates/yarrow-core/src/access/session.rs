//! A signed-in person. Everything they do passes [`Session::write`] or [`Session::read`], which ask the permission table.

use std::collections::HashMap;
use std::sync::mpsc::Receiver;
use std::sync::{Arc, Mutex, PoisonError};

use crate::terminology::Terminology;
use serde::Serialize;
use yarrow_kernel::{PatientId, PractitionerId, Secret, Timestamp};

use super::practice::Practice;
use super::{Permission, Role};
use crate::error::{Error, Result};
use crate::people::Practitioner;
use crate::store::{Actor, AuditNote, Db, Store, Tx, Written};

/// How long a proof of the passphrase counts as fresh.
const FRESH_MILLIS: i64 = 5 * 60_000;
/// How long emergency access to one chart lasts.
const EMERGENCY_MILLIS: i64 = 60 * 60_000;
/// How long refreshing an open chart is the same look at it.
const SAME_LOOK_MILLIS: i64 = 10 * 60_000;
/// Automatic log-off without activity.
pub(super) const AUTO_LOCK_SECONDS: u32 = 300;

/// One thing a person can do, with what it takes.
#[derive(Clone, Copy, Debug)]
pub struct Operation {
    /// The command, as log and audit show it.
    pub name: &'static str,
    /// The permission it takes.
    pub permission: Permission,
    /// Whether it takes a passphrase typed within the last five minutes.
    pub fresh: bool,
}

impl Operation {
    /// An operation that takes a permission.
    pub const fn new(name: &'static str, permission: Permission) -> Self {
        Self { name, permission, fresh: false }
    }

    /// … and a fresh proof of who is there.
    pub const fn fresh(name: &'static str, permission: Permission) -> Self {
        Self { name, permission, fresh: true }
    }
}

/// Who is signed in, for the screen.
#[derive(Clone, Debug, Serialize, ts_rs::TS)]
pub struct SessionInfo {
    /// Identity.
    pub user_id: PractitionerId,
    /// Login.
    pub login: String,
    /// "Dr. Osei".
    pub display_name: String,
    /// "AO".
    pub initials: String,
    /// Role.
    pub role: Role,
    /// What the role may do.
    pub permissions: Vec<Permission>,
    /// Seconds without activity until the screen locks.
    pub auto_lock_seconds: u32,
    /// Whether this person can sign prescriptions: a prescriber with an NPI.
    pub can_prescribe: bool,
}

/// A look at a chart whose audit entry is being written.
struct Look<'a> {
    session: &'a Session,
    patient: PatientId,
    answer: Option<Receiver<Result<Written<()>>>>,
}

impl Look<'_> {
    /// Waits until the entry is on disk. On a full disk the chart is shown all the same, because allergies must be
    /// readable then too; the look is kept in memory and noted with the next one that can be.
    fn written(self) -> Result<()> {
        let Some(answer) = self.answer else { return Ok(()) };
        let written = answer.recv().unwrap_or(Err(Error::Internal("writer-gone")));
        let locked = |looks: &'_ Mutex<HashMap<PatientId, Timestamp>>| {
            looks.lock().unwrap_or_else(PoisonError::into_inner).remove(&self.patient)
        };
        match written {
            Ok(_) => {
                self.session.late_looks.lock().unwrap_or_else(PoisonError::into_inner).clear();
                Ok(())
            }
            Err(Error::StorageFull) => {
                locked(&self.session.chart_reads);
                let look = (self.patient, self.session.now());
                self.session.late_looks.lock().unwrap_or_else(PoisonError::into_inner).push(look);
                Ok(())
            }
            Err(error) => {
                locked(&self.session.chart_reads);
                Err(error)
            }
        }
    }
}

/// A signed-in person.
pub struct Session {
    practice: Arc<Practice>,
    user: Practitioner,
    proved_at: Mutex<Timestamp>,
    emergencies: Mutex<HashMap<PatientId, Timestamp>>,
    chart_reads: Mutex<HashMap<PatientId, Timestamp>>,
    /// Looks that a full disk kept out of the audit so far.
    late_looks: Mutex<Vec<(PatientId, Timestamp)>>,
}

impl Session {
    pub(super) fn begin(practice: Arc<Practice>, user: Practitioner) -> Self {
        let now = practice.clock().now();
        Self {
            practice,
            user,
            proved_at: Mutex::new(now),
            emergencies: Mutex::default(),
            chart_reads: Mutex::default(),
            late_looks: Mutex::default(),
        }
    }

    /// Who is signed in.
    pub fn user(&self) -> &Practitioner {
        &self.user
    }

    /// The same for log and audit.
    pub fn actor(&self) -> Actor {
        Actor {
            user: Some(self.user.id),
            login: self.user.login.clone(),
            role: self.user.role.code().to_owned(),
        }
    }

    /// The practice.
    pub fn practice(&self) -> &Arc<Practice> {
        &self.practice
    }

    /// The store.
    pub fn store(&self) -> &Store {
        self.practice.store()
    }

    /// The reference data.
    pub fn knowledge(&self) -> &Arc<Terminology> {
        self.practice.knowledge()
    }

    /// The present instant.
    pub fn now(&self) -> Timestamp {
        self.practice.clock().now()
    }

    /// For the screen.
    pub fn info(&self) -> SessionInfo {
        SessionInfo {
            user_id: self.user.id,
            login: self.user.login.clone(),
            display_name: self.user.display_name(),
            initials: self.user.initials(),
            role: self.user.role,
            permissions: Permission::ALL.iter().copied().filter(|permission| self.may(*permission)).collect(),
            auto_lock_seconds: AUTO_LOCK_SECONDS,
            can_prescribe: self.may(Permission::Prescribe) && self.user.npi.is_some(),
        }
    }

    /// Whether this person may do that, by role or as one who also looks after the practice.
    pub fn may(&self, permission: Permission) -> bool {
        self.user.may(permission)
    }

    /// Whether the role may do this; a refusal is written to the audit.
    ///
    /// # Errors
    /// [`Error::Forbidden`], or [`Error::Reauthenticate`] when the proof is stale.
    pub fn require(&self, operation: &Operation) -> Result<()> {
        if !self.may(operation.permission) {
            return self.refuse(operation, None);
        }
        self.require_fresh(operation)
    }

    /// As [`Session::require`] for one patient's chart: emergency access counts for reading.
    ///
    /// # Errors
    /// As [`Session::require`].
    pub fn require_for(&self, operation: &Operation, patient: PatientId) -> Result<()> {
        let reading = matches!(operation.permission, Permission::ChartRead | Permission::DocumentRead);
        let permitted = self.may(operation.permission) || (reading && self.in_emergency(patient));
        if !permitted {
            return self.refuse(operation, Some(patient));
        }
        self.require_fresh(operation)
    }

    fn require_fresh(&self, operation: &Operation) -> Result<()> {
        let proved = *self.proved_at.lock().unwrap_or_else(PoisonError::into_inner);
        let age = self.now().0 - proved.0;
        if operation.fresh && !(0..FRESH_MILLIS).contains(&age) {
            return Err(Error::Reauthenticate);
        }
        Ok(())
    }

    fn refuse(&self, operation: &Operation, patient: Option<PatientId>) -> Result<()> {
        let mut note = AuditNote::new("refused", operation.name).outcome("not permitted");
        note.patient = patient;
        self.store().write(self.actor(), operation.name, move |tx| {
            tx.audit(note);
            Ok(())
        })?;
        Err(Error::Forbidden(format!(
            "{} may not {}. Nothing was changed; this attempt was noted.",
            self.user.role.title(),
            operation.permission.sentence()
        )))
    }

    fn in_emergency(&self, patient: PatientId) -> bool {
        let granted = self.emergencies.lock().unwrap_or_else(PoisonError::into_inner).get(&patient).copied();
        granted.is_some_and(|at| (0..EMERGENCY_MILLIS).contains(&(self.now().0 - at.0)))
    }

    /// Changes the record as this person: permission, one transaction, one log record, audit, change notices.
    ///
    /// # Errors
    /// Whatever the permission table or `f` refuses; then nothing is written.
    pub fn write<T: Send + 'static>(
        &self,
        operation: &Operation,
        f: impl FnOnce(&mut Tx<'_>) -> Result<T> + Send + 'static,
    ) -> Result<Written<T>> {
        self.require(operation)?;
        self.store().write(self.actor(), operation.name, f)
    }

    /// Reads the record as this person.
    ///
    /// # Errors
    /// Whatever the permission table or `f` refuses.
    pub fn read<T: Send + 'static>(
        &self,
        operation: &Operation,
        f: impl FnOnce(&Db) -> Result<T> + Send + 'static,
    ) -> Result<T> {
        self.require(operation)?;
        self.store().read(f)
    }

    /// Reads one patient's chart as this person. The first look is in the audit before anything is answered.
    ///
    /// # Errors
    /// Whatever the permission table or `f` refuses, or when the audit cannot be written.
    pub fn read_chart<T: Send + 'static>(
        &self,
        operation: &Operation,
        patient: PatientId,
        f: impl FnOnce(&Db) -> Result<T> + Send + 'static,
    ) -> Result<T> {
        self.require_for(operation, patient)?;
        let noted = self.note_look(operation, patient)?;
        let answer = self.store().read(f);
        noted.written()?;
        answer
    }

    /// Begins to write the audit entry of a look at a chart. A screen that refreshes itself is the same look for ten minutes.
    fn note_look(&self, operation: &Operation, patient: PatientId) -> Result<Look<'_>> {
        let mut look = Look { session: self, patient, answer: None };
        if self.is_new_look(patient) {
            let late = self.late_looks.lock().unwrap_or_else(PoisonError::into_inner).clone();
            let note = AuditNote::new("read", "chart").patient(patient);
            look.answer = Some(self.store().begin_write(self.actor(), operation.name, move |tx| {
                crate::store::exists(tx.db(), "patient", patient.0, "This patient")?;
                for (patient, at) in late {
                    let reason = format!("noted late, the disk was full: {at}");
                    tx.audit(AuditNote::new("read", "chart").patient(patient).reason(&reason));
                }
                tx.audit(note);
                Ok(())
            })?);
        }
        Ok(look)
    }

    /// Proves again who is there.
    ///
    /// # Errors
    /// When the passphrase is wrong.
    pub fn reauthenticate(&self, passphrase: &Secret) -> Result<()> {
        self.practice.prove(&self.user.login, passphrase)?;
        *self.proved_at.lock().unwrap_or_else(PoisonError::into_inner) = self.now();
        Ok(())
    }

    fn is_new_look(&self, patient: PatientId) -> bool {
        let now = self.now();
        let mut reads = self.chart_reads.lock().unwrap_or_else(PoisonError::into_inner);
        let known = reads.get(&patient).is_some_and(|at| (0..SAME_LOOK_MILLIS).contains(&(now.0 - at.0)));
        if !known {
            reads.insert(patient, now);
        }
        !known
    }

    /// Grants emergency access to one chart for an hour; the caller has checked the reason and noted it in the audit.
    pub(crate) fn grant_emergency(&self, patient: PatientId) {
        self.emergencies.lock().unwrap_or_else(PoisonError::into_inner).insert(patient, self.now());
    }

    /// Notes in the audit that this person left.
    ///
    /// # Errors
    /// When the audit cannot be written.
    pub fn end(&self, reason: &'static str) -> Result<()> {
        self.store().write(self.actor(), "lock", move |tx| {
            tx.audit(AuditNote::new("sign out", "session").reason(reason));
            Ok(())
        })?;
        Ok(())
    }
}
