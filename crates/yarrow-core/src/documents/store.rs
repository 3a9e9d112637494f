//! SQL of documents.

use rusqlite::OptionalExtension;
use yarrow_kernel::{DocumentReferenceId, PatientId};

use super::DocumentReference;
use crate::error::{Error, Result};
use crate::store::{Db, load, query};

/// The documents of a patient, newest first.
///
/// # Errors
/// When the database cannot be read.
pub fn list(db: &Db, patient: PatientId) -> Result<Vec<DocumentReference>> {
    query(db, "WHERE patient_id = ?1 ORDER BY created_at DESC LIMIT 200", [patient.as_bytes()])
}

/// A document with its bytes.
///
/// # Errors
/// [`Error::NotFound`] when it is not here.
pub fn content(db: &Db, id: DocumentReferenceId) -> Result<(DocumentReference, Vec<u8>)> {
    let document: DocumentReference = load(db, id.0)?.ok_or(Error::NotFound("This document"))?;
    let bytes = bytes_of(db, &document.sha256)?.ok_or(Error::NotFound("The content of this document"))?;
    Ok((document, bytes))
}

/// Bytes by their SHA-256.
///
/// # Errors
/// When the database cannot be read.
pub fn bytes_of(db: &Db, sha256: &[u8]) -> Result<Option<Vec<u8>>> {
    Ok(db
        .prepare_cached("SELECT content FROM document_content WHERE sha256 = ?1")?
        .query_row([sha256], |row| row.get(0))
        .optional()?)
}
