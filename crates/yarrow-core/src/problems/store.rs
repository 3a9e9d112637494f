//! SQL of the problem list.

use yarrow_kernel::PatientId;

use super::Condition;
use crate::error::Result;
use crate::store::{Db, query};

/// The problems of a patient: active ones, or all that are not struck out; chronic order of onset, then recording.
///
/// # Errors
/// When the database cannot be read.
pub fn list(db: &Db, patient: PatientId, all: bool) -> Result<Vec<Condition>> {
    let tail = if all {
        "WHERE patient_id = ?1 AND entered_in_error = 0 ORDER BY clinical_status, COALESCE(onset, '9'), recorded_at"
    } else {
        "WHERE patient_id = ?1 AND clinical_status = 'active' AND entered_in_error = 0 ORDER BY COALESCE(onset, '9'), recorded_at"
    };
    query(db, tail, [patient.as_bytes()])
}

/// How many problems rest.
///
/// # Errors
/// When the database cannot be read.
pub fn count_inactive(db: &Db, patient: PatientId) -> Result<u32> {
    Ok(db
        .prepare_cached("SELECT count(*) FROM condition WHERE patient_id = ?1 AND clinical_status <> 'active' AND entered_in_error = 0")?
        .query_row([patient.as_bytes()], |row| row.get(0))?)
}
