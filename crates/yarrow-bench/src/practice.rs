//! The practice that is measured: made or found, opened as its first physician, and opened again when it must be cold.

use std::io::{IsTerminal, Write};
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::sync::atomic::{AtomicI64, Ordering};
use std::time::Instant;

use serde_json::{Value, json};
use yarrow_api::{DEMO_PASSPHRASE, DemoSize, make_demo};
use yarrow_core::access::{Keyslots, Practice, Session};
use yarrow_core::store::{Clock, Field, Store, SystemClock};
use yarrow_core::terminology::Terminology;
use yarrow_kernel::{PatientId, Secret, Timestamp};

use crate::cache;
use crate::failure::{Failure, Outcome};

/// The demo's first physician: sees patients, signs, prescribes.
pub const LOGIN: &str = "osei";
/// Longer than a refreshed screen counts as the same look at a chart, in milliseconds.
const NEW_LOOK: i64 = 11 * 60_000;

/// The computer's clock, moved ahead so that every opening of a chart is a new one with its audit entry.
#[derive(Default)]
pub struct MovedClock(AtomicI64);

impl Clock for MovedClock {
    fn now(&self) -> Timestamp {
        Timestamp(SystemClock.now().0 + self.0.load(Ordering::Relaxed))
    }
}

impl MovedClock {
    /// Moves on by more than a look lasts.
    pub fn next_look(&self) {
        self.0.fetch_add(NEW_LOOK, Ordering::Relaxed);
    }
}

/// An open practice with somebody signed in.
pub struct Open {
    pub dir: PathBuf,
    pub terminology: Arc<Terminology>,
    pub clock: Arc<MovedClock>,
    pub session: Session,
}

impl Open {
    /// Opens the practice in `dir`.
    ///
    /// # Errors
    /// When it does not open, or is not a practice of fictional patients: its rows are copied in plain text.
    pub fn new(dir: &Path, terminology: Arc<Terminology>) -> Outcome<Self> {
        let clock = Arc::new(MovedClock::default());
        let session = unlock(dir, &terminology, &clock)?;
        if !session.practice().is_demo() {
            return Err(Failure::said(
                "This is not a demo practice. Only practices made by this program are measured.",
            ));
        }
        Ok(Self { dir: dir.to_owned(), terminology, clock, session })
    }

    /// Closes every connection, drops the file from the page cache, and opens it again.
    ///
    /// # Errors
    /// When it does not open again.
    pub fn again_cold(self) -> Outcome<Self> {
        let Self { dir, terminology, clock, session } = self;
        drop(session);
        let session = unlock(&dir, &terminology, &clock)?;
        let again = Self { dir, terminology, clock, session };
        cache::drop_database(again.store().path())?;
        Ok(again)
    }

    /// The store.
    pub fn store(&self) -> &Store {
        self.session.store()
    }

    /// Patients spread over the whole practice, the same on every run.
    ///
    /// # Errors
    /// When the database cannot be read.
    pub fn some_patients(&self, count: u64, first: u64) -> Outcome<Vec<PatientId>> {
        Ok(self.store().read(move |db| {
            let total: i64 = db.query_row("SELECT max(rowid) FROM patient", [], |row| row.get(0))?;
            let mut statement = db.prepare("SELECT id FROM patient WHERE rowid = ?1")?;
            (0..count)
                .map(|n| {
                    // Multiples of an irrational number's digits lie evenly and in no order (Weyl, 1916).
                    let place = (first + n).wrapping_mul(0x9e37_79b9_7f4a_7c15);
                    let rowid = 1 + ((i128::from(place) * i128::from(total)) >> 64) as i64;
                    statement.query_row([rowid], |row| Ok(PatientId::from_value(row.get_ref(0)?)))?
                })
                .collect()
        })?)
    }

    /// The patient with most visits, and how many.
    ///
    /// # Errors
    /// When the database cannot be read.
    pub fn longest_chart(&self) -> Outcome<(PatientId, i64)> {
        Ok(self.store().read(|db| {
            let sql =
                "SELECT patient_id, count(*) FROM encounter GROUP BY patient_id ORDER BY 2 DESC LIMIT 1";
            let (id, visits) =
                db.query_row(sql, [], |row| Ok((PatientId::from_value(row.get_ref(0)?), row.get(1)?)))?;
            Ok((id?, visits))
        })?)
    }

    /// Writes the log back into the file, as closing does, and empties it.
    ///
    /// # Errors
    /// When the disk refuses.
    pub fn checkpoint(&self) -> Outcome {
        Ok(self
            .store()
            .maintain(|db| Ok(db.query_row("PRAGMA wal_checkpoint(TRUNCATE)", [], |_| Ok(()))?))?)
    }

    /// What there is, for the heading.
    ///
    /// # Errors
    /// When the database cannot be read.
    pub fn contents(&self) -> Outcome<Value> {
        let count = |table: &'static str| {
            self.store().read(move |db| {
                Ok(db.query_row(&format!("SELECT count(*) FROM {table}"), [], |row| row.get::<_, i64>(0))?)
            })
        };
        Ok(json!({
            "patients": count("patient")?,
            "encounters": count("encounter")?,
            "observations": count("observation")?,
            "medications": count("medication_request")?,
            "notes": count("composition")?,
            "longest_chart_encounters": self.longest_chart()?.1,
        }))
    }
}

/// Signs the physician in on a practice that nobody has open.
///
/// # Errors
/// When the practice does not open.
pub fn unlock(dir: &Path, terminology: &Arc<Terminology>, clock: &Arc<MovedClock>) -> Outcome<Session> {
    let passphrase = Secret::new(DEMO_PASSPHRASE.to_owned());
    let clock: Arc<dyn Clock> = Arc::clone(clock) as Arc<dyn Clock>;
    let (_, session) = Practice::unlock(dir, None, LOGIN, &passphrase, terminology, &clock)?;
    Ok(session)
}

/// Makes a practice in `dir` unless there is one; answers how it went when one was made.
///
/// # Errors
/// When it cannot be made.
pub fn make(dir: &Path, size: DemoSize, terminology: &Arc<Terminology>) -> Outcome<Option<Value>> {
    if Keyslots::load(dir)?.is_some() {
        return Ok(None);
    }
    let began = Instant::now();
    let progress = |done: u64, total: u64| {
        // Progress is a courtesy; the practice is made whether or not anybody watches.
        if std::io::stderr().is_terminal() {
            drop(write!(std::io::stderr(), "\rMaking {total} patients: {done}  "));
        }
        true
    };
    let (practice, report) = make_demo(dir, size, Arc::clone(terminology), Arc::new(SystemClock), &progress)?;
    drop(practice);
    let seconds = began.elapsed().as_secs_f64();
    eprintln!("\rMade {} patients in {seconds:.0} s.            ", report.patients);
    let entities = report.encounters
        + report.notes
        + report.problems
        + report.allergies
        + report.observations
        + report.medications
        + report.patients;
    Ok(Some(json!({
        "seconds": seconds.round(),
        "patients_per_second": (report.patients as f64 / seconds).round(),
        "entities_per_second": (entities as f64 / seconds).round(),
    })))
}
