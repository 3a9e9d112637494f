//! SQL of observations.

use yarrow_kernel::PatientId;

use super::{Observation, ObservationCategory};
use crate::error::Result;
use crate::store::{Db, Entity, query};

/// The newest values of a code, newest first.
///
/// # Errors
/// When the database cannot be read.
pub fn latest_of(db: &Db, patient: PatientId, code: &str, limit: u32) -> Result<Vec<Observation>> {
    query(
        db,
        "WHERE patient_id = ?1 AND code = ?2 AND status <> 'entered-in-error' ORDER BY effective_at DESC LIMIT ?3",
        (patient.as_bytes(), code, limit),
    )
}

/// The newest value of each of some codes, which stand in ascending order: one step along the index for each code that
/// the chart has, whatever else it holds. An `IN` would make SQLite build a table of its own each time.
///
/// # Errors
/// When the database cannot be read.
pub fn newest_of_each(db: &Db, patient: PatientId, codes: &[String]) -> Result<Vec<Observation>> {
    let sql = format!(
        "{} WHERE patient_id = ?1 AND code > ?2 AND status <> 'entered-in-error' ORDER BY code, effective_at DESC LIMIT 1",
        Observation::SELECT
    );
    let mut statement = db.prepare_cached(&sql)?;
    let mut newest = Vec::new();
    let mut after = String::new();
    loop {
        let mut rows = statement.query((patient.as_bytes(), &after))?;
        let Some(row) = rows.next()? else { return Ok(newest) };
        let value = Observation::from_row(row)?;
        after.clone_from(&value.code);
        if codes.binary_search(&after).is_ok() {
            newest.push(value);
        }
    }
}

/// The values of a kind taken together, newest first: those of one instant after those of the next, each in order of id.
/// At most `limit` instants from `from` until before `before`.
///
/// # Errors
/// When the database cannot be read.
pub fn panels_between(
    db: &Db,
    patient: PatientId,
    category: ObservationCategory,
    (from, before): (i64, i64),
    limit: usize,
) -> Result<Vec<Vec<Observation>>> {
    let sql = format!(
        "{} WHERE patient_id = ?1 AND category = ?2 AND effective_at >= ?3 AND effective_at < ?4
         AND status <> 'entered-in-error' ORDER BY effective_at DESC, id",
        Observation::SELECT
    );
    let mut statement = db.prepare_cached(&sql)?;
    let mut rows = statement.query((patient.as_bytes(), category.code(), from, before))?;
    let mut panels: Vec<Vec<Observation>> = Vec::new();
    while let Some(row) = rows.next()? {
        let value = Observation::from_row(row)?;
        if panels.last().is_none_or(|panel| panel[0].effective_at != value.effective_at) {
            // The rest is left unread.
            if panels.len() == limit {
                break;
            }
            panels.push(Vec::new());
        }
        if let Some(panel) = panels.last_mut() {
            panel.push(value);
        }
    }
    Ok(panels)
}

/// All values of a code, oldest first, at most 2,000.
pub(super) fn all_of(db: &Db, patient: PatientId, code: &str) -> Result<Vec<Observation>> {
    let mut newest = latest_of(db, patient, code, 2000)?;
    newest.reverse();
    Ok(newest)
}
