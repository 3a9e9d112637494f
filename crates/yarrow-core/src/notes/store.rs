//! SQL of notes.

use std::collections::BTreeMap;

use yarrow_kernel::{CompositionId, EncounterId, PatientId};

use super::{Composition, CompositionView, addenda};
use crate::error::{Error, Result};
use crate::store::{Db, Field, load, query};

/// The note of a visit.
///
/// # Errors
/// When the database cannot be read.
pub fn for_encounter(db: &Db, encounter: EncounterId) -> Result<Option<Composition>> {
    Ok(query(
        db,
        "WHERE encounter_id = ?1 AND status <> 'entered-in-error' ORDER BY id LIMIT 1",
        [encounter.as_bytes()],
    )?
    .pop())
}

/// A note with its addenda.
///
/// # Errors
/// [`Error::NotFound`] when there is none.
pub fn view(db: &Db, id: CompositionId) -> Result<CompositionView> {
    let note: Composition = load(db, id.0)?.ok_or(Error::NotFound("This note"))?;
    let addenda = addenda(db, id)?;
    Ok(CompositionView { note, addenda })
}

/// The beginning of a visit's note.
#[derive(Clone, Debug)]
pub struct NoteOfVisit {
    /// The note.
    pub id: CompositionId,
    /// Its first 600 characters.
    pub text: String,
    /// Whether it is signed.
    pub signed: bool,
}

/// The notes of the visits that began between two instants.
///
/// # Errors
/// When the database cannot be read.
pub fn of_visits(
    db: &Db,
    patient: PatientId,
    since_start: i64,
    until_start: i64,
) -> Result<BTreeMap<EncounterId, NoteOfVisit>> {
    let mut statement = db.prepare_cached(include_str!("sql/first_lines.sql"))?;
    let mut rows = statement.query((patient.as_bytes(), since_start, until_start))?;
    let mut found = BTreeMap::new();
    while let Some(row) = rows.next()? {
        let note = NoteOfVisit {
            id: CompositionId::from_value(row.get_ref(1)?)?,
            text: row.get(2)?,
            signed: row.get(3)?,
        };
        found.insert(EncounterId::from_value(row.get_ref(0)?)?, note);
    }
    Ok(found)
}
