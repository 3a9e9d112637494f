//! SQL of patients, and the derived search tables.

use yarrow_kernel::{LocalDate, PatientId, fold, phone_digits};

use super::Patient;
use crate::error::{Error, Result};
use crate::store::{Db, Tx, load, query};

/// One patient.
///
/// # Errors
/// When the database cannot be read.
pub fn get(db: &Db, id: PatientId) -> Result<Option<Patient>> {
    load(db, id.0)
}

/// One patient that must be there.
///
/// # Errors
/// [`Error::NotFound`] when not.
pub fn require(db: &Db, id: PatientId) -> Result<Patient> {
    get(db, id)?.ok_or(Error::NotFound("This patient"))
}

/// The rows by which a patient is found: names in both orders, telephone digits from both ends, MRN digits.
pub(crate) fn index_in(tx: &Tx<'_>, patient: &Patient, is_new: bool) -> Result<()> {
    let id = patient.id.as_bytes();
    let db = tx.db();
    if !is_new {
        db.prepare_cached("DELETE FROM patient_name WHERE patient_id = ?1")?.execute([id])?;
        db.prepare_cached("DELETE FROM patient_number WHERE patient_id = ?1")?.execute([id])?;
    }
    let mut insert =
        db.prepare_cached("INSERT OR IGNORE INTO patient_name (kind, key, patient_id) VALUES (?1, ?2, ?3)")?;
    for (kind, key) in name_keys(patient) {
        insert.execute((kind, key, id))?;
    }
    let mut insert = db.prepare_cached(
        "INSERT OR IGNORE INTO patient_number (kind, digits, patient_id) VALUES (?1, ?2, ?3)",
    )?;
    for phone in [&patient.phone, &patient.phone_alt].into_iter().flatten() {
        let digits = phone_digits(phone);
        if digits.len() >= 3 {
            insert.execute(("phone", &digits, id))?;
            insert.execute(("enohp", digits.chars().rev().collect::<String>(), id))?;
        }
    }
    insert.execute(("mrn", mrn_key(&patient.mrn), id))?;
    Ok(())
}

/// Patients born on a day.
///
/// # Errors
/// When the database cannot be read.
pub fn born_on(db: &Db, day: LocalDate) -> Result<Vec<Patient>> {
    query(db, "WHERE birth_date = ?1 LIMIT 500", [day.to_string()])
}

/// MRNs compare without punctuation and case.
pub(super) fn mrn_key(mrn: &str) -> String {
    mrn.chars().filter(char::is_ascii_alphanumeric).map(|c| c.to_ascii_lowercase()).collect()
}

fn name_keys(patient: &Patient) -> Vec<(i64, String)> {
    let family = fold(&patient.family);
    let given = fold(&patient.given);
    let middle = patient.middle.as_deref().map(fold).unwrap_or_default();
    let rest = [given.as_str(), middle.as_str()].join(" ").trim().to_owned();
    let mut keys = vec![(0, format!("{family} {rest}")), (1, format!("{rest} {family}"))];
    // The second half of a double name is how many callers give it.
    for (at, _) in family.match_indices(' ') {
        keys.push((0, format!("{} {} {rest}", &family[at + 1..], &family[..at])));
    }
    if let Some(previous) = &patient.previous_family {
        keys.push((0, format!("{} {rest}", fold(previous))));
    }
    if let Some(preferred) = &patient.preferred_name {
        keys.push((1, format!("{} {family}", fold(preferred))));
    }
    keys
}
