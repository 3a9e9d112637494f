//! SQL of medications.

use yarrow_kernel::{EncounterId, MedicationRequestId, PatientId, PractitionerId, Timestamp};

use super::MedicationRequest;
use super::favourites::Habit;
use crate::error::Result;
use crate::store::{Db, Field, query};

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

/// Prescriptions written in a visit: staged ones, and those signed in it that still count.
pub(super) fn of_visit(
    db: &Db,
    patient: PatientId,
    encounter: EncounterId,
) -> Result<Vec<MedicationRequest>> {
    query(
        db,
        "WHERE patient_id = ?1 AND status IN ('draft', 'active') AND encounter_id = ?2 ORDER BY authored_at",
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

/// Signed prescriptions that are being taken and say how long they last; of one prescriber, or of all.
pub(super) fn lasting(db: &Db, prescriber: Option<PractitionerId>) -> Result<Vec<MedicationRequest>> {
    query(
        db,
        "WHERE status = 'active' AND reported = 0 AND signed_at IS NOT NULL AND days_supply IS NOT NULL
           AND (?1 IS NULL OR requester_id = ?1)",
        [prescriber.map(|id| id.as_bytes().to_vec())],
    )
}

/// What the prescriptions staged for a patient will take the place of.
pub(super) fn replaced_by_staged(db: &Db, patient: PatientId) -> Result<Vec<MedicationRequestId>> {
    let staged: Vec<MedicationRequest> = query(
        db,
        "WHERE patient_id = ?1 AND status = 'draft' AND prior_id IS NOT NULL",
        [patient.as_bytes()],
    )?;
    Ok(staged.into_iter().filter_map(|draft| draft.prior_id).collect())
}

/// The order that took the place of this one, if one did and was not struck out.
pub(super) fn successor(db: &Db, id: MedicationRequestId) -> Result<Option<MedicationRequest>> {
    let tail = "WHERE prior_id = ?1 AND status NOT IN ('draft', 'entered-in-error', 'cancelled')
                ORDER BY authored_at DESC LIMIT 1";
    Ok(query(db, tail, [id.as_bytes()])?.pop())
}

/// The ways in which a person prescribes, from the newest `most` prescriptions they signed; counted for reasons whose code
/// begins with `category`.
pub(super) fn habits_of(
    db: &Db,
    prescriber: PractitionerId,
    category: &str,
    most: i64,
) -> Result<Vec<Habit>> {
    // The columns beside max() are those of the newest row of each group (SQLite, "Bare columns in an aggregate query").
    let mut statement = db.prepare_cached(
        "SELECT id, product, display || ' ' || sig || ' ' || sig_text, dose_checked, count(*),
           sum(?3 <> '' AND substr(reason_code, 1, 3) IS ?3), count(DISTINCT patient_id), max(signed_at)
         FROM (SELECT * FROM medication_request
               WHERE requester_id = ?1 AND signed_at IS NOT NULL AND product IS NOT NULL AND status <> 'entered-in-error'
               ORDER BY signed_at DESC LIMIT ?2)
         GROUP BY product, sig_text, quantity, refills",
    )?;
    let mut rows = statement.query((prescriber.as_bytes(), most, category))?;
    let mut found = Vec::new();
    while let Some(row) = rows.next()? {
        found.push(Habit {
            newest: Field::from_value(row.get_ref(0)?)?,
            product: row.get(1)?,
            text: row.get(2)?,
            understood: row.get(3)?,
            times: row.get(4)?,
            for_reason: row.get(5)?,
            patients: row.get(6)?,
            last: Timestamp(row.get(7)?),
        });
    }
    Ok(found)
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
