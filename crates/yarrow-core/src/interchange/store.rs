//! SQL of imports: where entries came from, and who is already here.

use rusqlite::OptionalExtension;
use yarrow_kernel::{PatientId, PractitionerId, Uuid};

use crate::error::Result;
use crate::store::Db;

fn id_of(row: &rusqlite::Row<'_>, column: usize) -> rusqlite::Result<Uuid> {
    row.get::<_, [u8; 16]>(column).map(Uuid::from_bytes)
}

/// A key without "#", which separates it from the digest.
fn plain(key: &str) -> String {
    key.replace('#', "%23")
}

/// The entity that came from this source, with the digest of its content then.
pub(super) fn imported(db: &Db, key: &str) -> Result<Option<(Uuid, String)>> {
    // "$" is the character after "#": the range holds exactly the sources that begin with the key and "#".
    let found = db
        .prepare_cached("SELECT entity_id, source FROM import_source WHERE source >= ?1 || '#' AND source < ?1 || '$' LIMIT 1")?
        .query_row([plain(key)], |row| Ok((id_of(row, 0)?, row.get::<_, String>(1)?)))
        .optional()?;
    Ok(found.map(|(id, source)| {
        (id, source.rsplit_once('#').map_or(String::new(), |(_, digest)| digest.to_owned()))
    }))
}

/// Remembers where an entity came from.
pub(super) fn remember(db: &Db, key: &str, digest: &str, entity: Uuid) -> Result<()> {
    db.prepare_cached(
        "INSERT OR IGNORE INTO import_source (source, entity_id) VALUES (?1 || '#' || ?2, ?3)",
    )?
    .execute((plain(key), digest, entity.as_bytes()))?;
    Ok(())
}

/// Whose MRN this is; compared without punctuation and case.
pub(super) fn patient_of_mrn(db: &Db, mrn_key: &str) -> Result<Option<PatientId>> {
    let found = db
        .prepare_cached("SELECT patient_id FROM patient_number WHERE kind = 'mrn' AND digits = ?1 LIMIT 1")?
        .query_row([mrn_key], |row| id_of(row, 0))
        .optional()?;
    Ok(found.map(PatientId))
}

/// Lets a patient be found by another MRN than before.
pub(super) fn index_mrn(db: &Db, patient: PatientId, mrn_key: &str) -> Result<()> {
    db.prepare_cached("UPDATE patient_number SET digits = ?2 WHERE kind = 'mrn' AND patient_id = ?1")?
        .execute((patient.as_bytes(), mrn_key))?;
    Ok(())
}

/// The clinician of this practice with that National Provider Identifier.
pub(super) fn practitioner_of_npi(db: &Db, npi: &str) -> Result<Option<PractitionerId>> {
    let found = db
        .prepare_cached("SELECT id FROM practitioner WHERE npi = ?1 LIMIT 1")?
        .query_row([npi], |row| id_of(row, 0))
        .optional()?;
    Ok(found.map(PractitionerId))
}
