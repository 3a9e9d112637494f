//! Writing a note: creating it with its visit, checkpoints, signing.

use serde::{Deserialize, Serialize};
use serde_json::Value;
use yarrow_kernel::{CompositionId, TextRule, clean_text};

use super::{AddendumView, Composition, CompositionStatus};
use crate::encounters::Encounter;
use crate::error::{Error, Result};
use crate::store::{Tx, content_hash};

/// The most characters a note may have.
const TEXT: TextRule = TextRule { max: 200_000, required: false };
/// The most bytes its document may have.
const MAX_BODY: usize = 2 << 20;

/// A note as the screen shows it.
#[derive(Clone, Debug, Serialize, ts_rs::TS)]
#[ts(rename = "Composition")]
pub struct CompositionView {
    /// The note.
    #[serde(flatten)]
    pub note: Composition,
    /// Its addenda, oldest first.
    pub addenda: Vec<AddendumView>,
}

/// A checkpoint of a note that is being written.
#[derive(Clone, Debug, Deserialize, ts_rs::TS)]
pub struct SaveNote {
    /// Which note.
    pub note_id: CompositionId,
    /// The editor's document.
    #[ts(type = "unknown")]
    pub body: Value,
    /// The same in plain text.
    pub text: String,
}

/// Creates the empty note of a visit; a visit has one.
///
/// # Errors
/// When the database cannot be written.
pub fn create_in(tx: &mut Tx<'_>, encounter: &Encounter) -> Result<Composition> {
    if let Some(note) = super::for_encounter(tx.db(), encounter.id)? {
        return Ok(note);
    }
    let note = Composition {
        id: tx.new_id(),
        patient_id: encounter.patient_id,
        encounter_id: encounter.id,
        author_id: tx.user()?,
        title: encounter.kind.clone(),
        status: CompositionStatus::Preliminary,
        body: Value::Null,
        text: String::new(),
        signed_at: None,
        signed_by: None,
    };
    tx.insert(&note)?;
    Ok(note)
}

/// Puts what was written into the record. Only the author writes in an unsigned note.
///
/// # Errors
/// [`Error::Refused`] when the note is signed or somebody else's.
pub fn save_in(tx: &mut Tx<'_>, request: &SaveNote) -> Result<Composition> {
    let (stored, note) = written(tx, request)?;
    tx.change(&stored, &note)?;
    Ok(note)
}

/// The note as it is stored, and with what was written in it.
fn written(tx: &Tx<'_>, request: &SaveNote) -> Result<(Composition, Composition)> {
    let stored: Composition = tx.require(request.note_id, "This note")?;
    let mut note = stored.clone();
    if note.signed_at.is_some() {
        return Err(Error::Refused(
            "This note is signed and is not edited. Nothing was changed; add an addendum instead.".to_owned(),
        ));
    }
    if note.author_id != tx.user()? {
        return Err(Error::Refused(
            "This note belongs to another author, who is still writing it. Nothing was changed.".to_owned(),
        ));
    }
    if request.body.to_string().len() > MAX_BODY {
        return Err(Error::invalid("body", "This note is larger than 2 MB; attach long texts as documents."));
    }
    note.text = clean_text("text", &request.text, TEXT)?;
    note.body = request.body.clone();
    Ok((stored, note))
}

/// Signs a note: its content is fixed from here on.
///
/// # Errors
/// As [`save_in`], and when the note is empty.
pub fn sign_in(tx: &mut Tx<'_>, request: &SaveNote) -> Result<Composition> {
    let (stored, mut note) = written(tx, request)?;
    if note.text.is_empty() {
        return Err(Error::invalid("text", "The note is empty; write at least one line before signing."));
    }
    note.status = CompositionStatus::Final;
    note.signed_at = Some(tx.now());
    note.signed_by = Some(tx.user()?);
    tx.change(&stored, &note)?;
    let hash = content_hash(&format!("{}\n{}", note.text, note.body));
    tx.sign(&note, hash)?;
    Ok(note)
}
