//! Adding to a signed note.

use serde::{Deserialize, Serialize};
use yarrow_kernel::{AddendumId, CompositionId, PractitionerId, TextRule, Timestamp, clean_text};

use super::{Addendum, Composition};
use crate::access::{Operation, Permission, Session};
use crate::error::{Error, Result};
use crate::store::{Db, Written, content_hash, query};

/// What to add.
#[derive(Clone, Debug, Deserialize, ts_rs::TS)]
pub struct AddAddendum {
    /// To which note.
    pub note_id: CompositionId,
    /// The text.
    pub text: String,
}

/// An addendum with its author's name.
#[derive(Clone, Debug, Serialize, ts_rs::TS)]
#[ts(rename = "Addendum")]
pub struct AddendumView {
    /// Identity.
    pub id: AddendumId,
    /// The note added to.
    pub note_id: CompositionId,
    /// Who added.
    pub author_id: PractitionerId,
    /// The same in words.
    pub author_name: String,
    /// The text.
    pub text: String,
    /// When.
    pub recorded_at: Timestamp,
}

const ADD: Operation = Operation::new("add_addendum", Permission::NoteSign);

/// Adds to a signed note and signs the addition.
///
/// # Errors
/// When the note is not signed yet or the text is empty.
pub fn add_addendum(session: &Session, request: AddAddendum) -> Result<Written<AddendumView>> {
    let author_name = session.user().display_name();
    session.write(&ADD, move |tx| {
        let note: Composition = tx.require(request.note_id, "This note")?;
        if note.signed_at.is_none() {
            return Err(Error::Refused(
                "This note is not signed yet; write in the note itself. Nothing was changed.".to_owned(),
            ));
        }
        let text = clean_text("text", &request.text, TextRule { max: 20_000, required: true })?;
        let addendum = Addendum {
            id: tx.new_id(),
            patient_id: note.patient_id,
            note_id: note.id,
            author_id: tx.user()?,
            text,
            recorded_at: tx.now(),
        };
        tx.insert(&addendum)?;
        tx.sign(&addendum, content_hash(&addendum.text))?;
        tx.changed("Composition", note.id.0, Some(note.patient_id));
        Ok(view(addendum, author_name))
    })
}

/// The addenda of a note, oldest first.
///
/// # Errors
/// When the database cannot be read.
pub fn addenda(db: &Db, note: CompositionId) -> Result<Vec<AddendumView>> {
    let found: Vec<Addendum> = query(db, "WHERE note_id = ?1 ORDER BY recorded_at, id", [note.as_bytes()])?;
    if found.is_empty() {
        return Ok(Vec::new());
    }
    let names = crate::people::names(db)?;
    Ok(found
        .into_iter()
        .map(|addendum| {
            let name = names.get(&addendum.author_id).cloned().unwrap_or_default();
            view(addendum, name)
        })
        .collect())
}

fn view(addendum: Addendum, author_name: String) -> AddendumView {
    AddendumView {
        id: addendum.id,
        note_id: addendum.note_id,
        author_id: addendum.author_id,
        author_name,
        text: addendum.text,
        recorded_at: addendum.recorded_at,
    }
}
