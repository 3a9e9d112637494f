//! What a person is typing: kept durably at every pause, on this workstation, until it becomes part of the record.

use rusqlite::OptionalExtension;
use serde::{Deserialize, Serialize};
use serde_json::Value;
use yarrow_kernel::{CompositionId, PractitionerId, Timestamp};

use super::Composition;
use crate::access::{Operation, Permission, Session};
use crate::error::{Error, Result};
use crate::store::{Db, Tx, Written};

/// The text at this pause.
#[derive(Clone, Debug, Deserialize, ts_rs::TS)]
pub struct SaveDraft {
    /// Which note.
    pub note_id: CompositionId,
    /// The editor's document.
    #[ts(type = "unknown")]
    pub body: Value,
    /// The same in plain text.
    pub text: String,
    /// Where the caret stands.
    pub caret: u32,
}

/// A draft, as it is put back after a lock or a crash.
#[derive(Clone, Debug, Serialize, ts_rs::TS)]
pub struct NoteDraft {
    /// Which note.
    pub note_id: CompositionId,
    /// The editor's document.
    #[ts(type = "unknown")]
    pub body: Value,
    /// The same in plain text.
    pub text: String,
    /// Where the caret stood.
    pub caret: u32,
    /// When.
    pub saved_at: Timestamp,
}

/// When the draft was kept.
#[derive(Clone, Copy, Debug, Serialize, ts_rs::TS)]
pub struct DraftSaved {
    /// The instant.
    pub saved_at: Timestamp,
}

const SAVE: Operation = Operation::new("save_draft", Permission::NoteWrite);

/// Keeps a draft; it is on disk when this returns.
///
/// # Errors
/// [`Error::StorageFull`] when the disk is full; [`Error::Refused`] when the note is signed.
pub fn save_draft(session: &Session, request: SaveDraft) -> Result<Written<DraftSaved>> {
    let body = request.body.to_string();
    if body.len() + request.text.len() > 4 << 20 {
        return Err(Error::invalid("body", "This note is larger than 2 MB; attach long texts as documents."));
    }
    session.write(&SAVE, move |tx| {
        let note: Composition = tx.require(request.note_id, "This note")?;
        if note.signed_at.is_some() {
            return Err(Error::Refused("This note is signed and is not edited. Nothing was changed; add an addendum instead.".to_owned()));
        }
        let user = tx.user()?;
        tx.db()
            .prepare_cached(
                "INSERT OR REPLACE INTO note_draft (note_id, user_id, patient_id, body, text, caret, saved_at)
                 VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7)",
            )?
            .execute(rusqlite::params![
                note.id.as_bytes(), user.as_bytes(), note.patient_id.as_bytes(), body, request.text, request.caret, tx.now().0
            ])?;
        Ok(DraftSaved { saved_at: tx.now() })
    })
}

/// The draft of this person for this note.
///
/// # Errors
/// When the database cannot be read.
pub fn draft_for(db: &Db, note: CompositionId, user: PractitionerId) -> Result<Option<NoteDraft>> {
    let row = db
        .prepare_cached(
            "SELECT body, text, caret, saved_at FROM note_draft WHERE note_id = ?1 AND user_id = ?2",
        )?
        .query_row((note.as_bytes(), user.as_bytes()), |row| {
            Ok((row.get::<_, String>(0)?, row.get(1)?, row.get(2)?, row.get(3)?))
        })
        .optional()?;
    Ok(row.map(|(body, text, caret, saved_at)| NoteDraft {
        note_id: note,
        body: serde_json::from_str(&body).unwrap_or_default(),
        text,
        caret,
        saved_at: Timestamp(saved_at),
    }))
}

/// Drops the draft once its text is in the record.
///
/// # Errors
/// When the database cannot be written.
pub fn forget_draft_in(tx: &Tx<'_>, note: CompositionId) -> Result<()> {
    let user = tx.user()?;
    tx.db()
        .prepare_cached("DELETE FROM note_draft WHERE note_id = ?1 AND user_id = ?2")?
        .execute((note.as_bytes(), user.as_bytes()))?;
    Ok(())
}
