//! SQL of visits.

use yarrow_kernel::{PatientId, PractitionerId, Timestamp};

use super::Encounter;
use crate::error::Result;
use crate::store::{Db, query};

/// The visit that is going on with this patient, the one of `who` first.
///
/// # Errors
/// When the database cannot be read.
pub fn open_for(db: &Db, patient: PatientId, who: Option<PractitionerId>) -> Result<Option<Encounter>> {
    let mut open: Vec<Encounter> = query(
        db,
        "WHERE patient_id = ?1 AND status = 'in-progress' ORDER BY start DESC",
        [patient.as_bytes()],
    )?;
    let own = open.iter().position(|visit| visit.practitioner_id == who).unwrap_or(0);
    Ok((!open.is_empty()).then(|| open.swap_remove(own)))
}

/// All visits that a clinician has not finished, oldest first.
///
/// # Errors
/// When the database cannot be read.
pub fn open_visits(db: &Db, who: PractitionerId) -> Result<Vec<Encounter>> {
    query(
        db,
        "WHERE practitioner_id = ?1 AND status = 'in-progress' ORDER BY start LIMIT 100",
        [who.as_bytes()],
    )
}

/// When a patient was last seen: the start of the newest visit that is going on or finished.
///
/// # Errors
/// When the database cannot be read.
pub fn last_seen(db: &Db, patient: PatientId) -> Result<Option<Timestamp>> {
    let start: Option<i64> = db
        .prepare_cached(
            "SELECT max(start) FROM encounter WHERE patient_id = ?1 AND status IN ('in-progress', 'finished')",
        )?
        .query_row([patient.as_bytes()], |row| row.get(0))?;
    Ok(start.map(Timestamp))
}
