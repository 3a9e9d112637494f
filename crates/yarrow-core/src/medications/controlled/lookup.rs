//! Recording that the monitoring programme was asked, and what it said.

use serde::Deserialize;
use yarrow_kernel::{PatientId, PdmpQueryId, PractitionerId, TextRule, Timestamp, clean_line};

use super::facts::state_of_law;
use super::{PdmpOutcome, PdmpQuery};
use crate::access::{Operation, Permission, Session};
use crate::error::{Error, Result};
use crate::people::Practitioner;
use crate::store::{Db, Written, query};

/// A look-up to record.
#[derive(Clone, Debug, Deserialize, ts_rs::TS)]
pub struct RecordPdmpQuery {
    /// Whose.
    pub patient_id: PatientId,
    /// What it came to.
    pub outcome: PdmpOutcome,
    /// What was found, or why it could not be asked.
    pub found: String,
    /// Number of the report.
    pub reference: Option<String>,
    /// When; now when absent.
    pub queried_at: Option<Timestamp>,
    /// Who asked; the person signed in when absent.
    pub queried_by: Option<PractitionerId>,
}

/// Which look-ups.
#[derive(Clone, Copy, Debug, Deserialize, ts_rs::TS)]
pub struct PdmpQueries {
    /// Whose.
    pub patient_id: PatientId,
}

/// A look-up that was recorded by mistake.
#[derive(Clone, Copy, Debug, Deserialize, ts_rs::TS)]
pub struct StrikePdmpQuery {
    /// Which.
    pub id: PdmpQueryId,
}

const RECORD: Operation = Operation::new("record_pdmp_query", Permission::ChartWrite);
const STRIKE: Operation = Operation::new("strike_pdmp_query", Permission::ChartWrite);
const READ: Operation = Operation::new("pdmp_queries", Permission::ChartRead);
const FOUND: TextRule = TextRule { max: 500, required: true };
const REFERENCE: TextRule = TextRule { max: 60, required: false };
/// The fewest letters and digits that say what was found.
const WORDS: usize = 4;
/// A look-up is recorded in the days after it, not years later.
const OLDEST_MILLIS: i64 = 365 * 86_400_000;

/// Records a look-up in the monitoring programme.
///
/// # Errors
/// Names the field that is wrong.
pub fn record_pdmp_query(session: &Session, request: RecordPdmpQuery) -> Result<Written<PdmpQuery>> {
    let found = clean_line("found", &request.found, FOUND)?;
    if found.chars().filter(|c| c.is_alphanumeric()).count() < WORDS {
        let what = match request.outcome {
            PdmpOutcome::Checked => "Say what was found, such as “No other prescribers”.",
            PdmpOutcome::NotPossible => "Say why the programme could not be asked.",
        };
        return Err(Error::invalid("found", what));
    }
    let reference = clean_line("reference", request.reference.as_deref().unwrap_or_default(), REFERENCE)?;
    session.write(&RECORD, move |tx| {
        let patient = crate::patients::require(tx.db(), request.patient_id)?;
        let queried_at = request.queried_at.unwrap_or_else(|| tx.now());
        let age = tx.now().0 - queried_at.0;
        if !(0..OLDEST_MILLIS).contains(&age) {
            return Err(Error::invalid("queried_at", "Give a time within the last year, not after now."));
        }
        let by = request.queried_by.map_or_else(|| tx.user(), Ok)?;
        let person: Practitioner = tx.require(by, "The person who asked")?;
        let author: Practitioner = tx.require(tx.user()?, "The person signed in")?;
        let query = PdmpQuery {
            id: tx.new_id(),
            patient_id: patient.id,
            state: state_of_law(tx.db(), &author)?,
            outcome: request.outcome,
            found,
            reference: (!reference.is_empty()).then_some(reference),
            queried_at,
            queried_by: person.id,
            entered_in_error: false,
        };
        tx.insert(&query)?;
        Ok(query)
    })
}

/// Strikes out a look-up that was recorded by mistake; it stays in the log.
///
/// # Errors
/// When there is no such look-up.
pub fn strike_pdmp_query(session: &Session, request: StrikePdmpQuery) -> Result<Written<PdmpQuery>> {
    session.write(&STRIKE, move |tx| {
        let query: PdmpQuery = tx.require(request.id, "This look-up")?;
        let struck = PdmpQuery { entered_in_error: true, ..query };
        tx.save(&struck)?;
        Ok(struck)
    })
}

/// The look-ups of a patient, newest first.
///
/// # Errors
/// When the role may not open the chart.
pub fn pdmp_queries(session: &Session, request: PdmpQueries) -> Result<Vec<PdmpQuery>> {
    session.read_chart(&READ, request.patient_id, move |db| last_queries(db, request.patient_id, 50))
}

/// The newest look-ups of a patient.
///
/// # Errors
/// When the database cannot be read.
pub fn last_queries(db: &Db, patient: PatientId, limit: u32) -> Result<Vec<PdmpQuery>> {
    query(
        db,
        "WHERE patient_id = ?1 AND entered_in_error = 0 ORDER BY queried_at DESC, id DESC LIMIT ?2",
        (patient.as_bytes(), limit),
    )
}

/// The newest look-up of a patient.
pub(super) fn latest(db: &Db, patient: PatientId) -> Result<Option<PdmpQuery>> {
    Ok(last_queries(db, patient, 1)?.pop())
}
