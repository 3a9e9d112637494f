//! SQL of allergies.

use yarrow_kernel::PatientId;

use super::AllergyIntolerance;
use crate::error::Result;
use crate::store::{Db, query};

/// The allergies of a patient that are not struck out, severe ones first.
///
/// # Errors
/// When the database cannot be read.
pub fn list(db: &Db, patient: PatientId) -> Result<Vec<AllergyIntolerance>> {
    query(
        db,
        "WHERE patient_id = ?1 AND status <> 'entered-in-error'
         ORDER BY status <> 'active', severity <> 'severe', severity <> 'moderate', recorded_at",
        [patient.as_bytes()],
    )
}
