//! SQL of observations.

use yarrow_kernel::{PatientId, Timestamp};

use super::{Observation, ObservationCategory};
use crate::error::Result;
use crate::store::{Db, query};

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

/// The instants at which values of a kind were taken, before `before`, newest first, each once.
///
/// # Errors
/// When the database cannot be read.
pub fn panels_before(
    db: &Db,
    patient: PatientId,
    category: ObservationCategory,
    before: i64,
    limit: usize,
) -> Result<Vec<Timestamp>> {
    let mut statement = db.prepare_cached(
        "SELECT DISTINCT effective_at FROM observation WHERE patient_id = ?1 AND category = ?2 AND effective_at < ?3
         AND status <> 'entered-in-error' ORDER BY effective_at DESC LIMIT ?4",
    )?;
    let rows = statement.query_map((patient.as_bytes(), category.code(), before, limit as i64), |row| {
        row.get(0).map(Timestamp)
    })?;
    Ok(rows.collect::<rusqlite::Result<_>>()?)
}

/// The values of a kind taken at one instant.
///
/// # Errors
/// When the database cannot be read.
pub fn panel_items(
    db: &Db,
    patient: PatientId,
    category: ObservationCategory,
    at: Timestamp,
) -> Result<Vec<Observation>> {
    query(
        db,
        "WHERE patient_id = ?1 AND category = ?2 AND effective_at = ?3 AND status <> 'entered-in-error' ORDER BY id",
        (patient.as_bytes(), category.code(), at.0),
    )
}

/// All values of a code, oldest first, at most 2,000.
pub(super) fn all_of(db: &Db, patient: PatientId, code: &str) -> Result<Vec<Observation>> {
    let mut newest = latest_of(db, patient, code, 2000)?;
    newest.reverse();
    Ok(newest)
}
