//! SQL of medications.

use yarrow_kernel::{EncounterId, PatientId};

use super::MedicationRequest;
use crate::error::Result;
use crate::store::{Db, query};

/// The medications of a patient: those being taken or paused, or all that are not struck out or drafts.
///
/// # Errors
/// When the database cannot be read.
pub fn list(db: &Db, patient: PatientId, all: bool) -> Result<Vec<MedicationRequest>> {
    let tail = if all {
        "WHERE patient_id = ?1 AND status NOT IN ('draft', 'entered-in-error')
         ORDER BY status NOT IN ('active', 'on-hold'), authored_at DESC LIMIT 500"
    } else {
        "WHERE patient_id = ?1 AND status IN ('active', 'on-hold') ORDER BY status, authored_at DESC LIMIT 200"
    };
    query(db, tail, [patient.as_bytes()])
}

/// Prescriptions staged in a visit.
///
/// # Errors
/// When the database cannot be read.
pub fn staged_for(db: &Db, patient: PatientId, encounter: EncounterId) -> Result<Vec<MedicationRequest>> {
    query(
        db,
        "WHERE patient_id = ?1 AND status = 'draft' AND encounter_id = ?2 ORDER BY authored_at",
        (patient.as_bytes(), encounter.as_bytes()),
    )
}

/// Everything a check looks at: being taken, paused excluded, and staged.
pub(super) fn checked_against(db: &Db, patient: PatientId) -> Result<Vec<MedicationRequest>> {
    query(
        db,
        "WHERE patient_id = ?1 AND status IN ('active', 'draft') ORDER BY authored_at",
        [patient.as_bytes()],
    )
}

/// Medications written from an instant until before another, newest first, for the timeline.
///
/// # Errors
/// When the database cannot be read.
pub fn events_between(
    db: &Db,
    patient: PatientId,
    (from, before): (i64, i64),
    limit: usize,
) -> Result<Vec<MedicationRequest>> {
    query(
        db,
        "WHERE patient_id = ?1 AND authored_at >= ?2 AND authored_at < ?3 AND status NOT IN ('draft', 'entered-in-error')
         ORDER BY authored_at DESC LIMIT ?4",
        (patient.as_bytes(), from, before, limit as i64),
    )
}

/// How many medications are no longer taken.
///
/// # Errors
/// When the database cannot be read.
pub fn count_inactive(db: &Db, patient: PatientId) -> Result<u32> {
    Ok(db
        .prepare_cached("SELECT count(*) FROM medication_request WHERE patient_id = ?1 AND status IN ('stopped', 'completed', 'cancelled')")?
        .query_row([patient.as_bytes()], |row| row.get(0))?)
}
