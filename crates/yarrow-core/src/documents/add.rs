//! Adding a document, and reading one.

use sha2::{Digest, Sha256};
use yarrow_kernel::{DocumentReferenceId, EncounterId, PatientId, TextRule, Timestamp, clean_line};

use super::DocumentReference;
use crate::access::{Operation, Permission, Session};
use crate::error::{Error, Result};
use crate::store::{AuditNote, Tx, Written};

/// The largest document, in bytes: 25 MiB.
pub const MAX_DOCUMENT: usize = 25 << 20;

/// A document to add.
#[derive(Clone, Debug)]
pub struct AddDocument {
    /// Whose.
    pub patient_id: PatientId,
    /// In which visit.
    pub encounter_id: Option<EncounterId>,
    /// Title.
    pub title: String,
    /// Kind.
    pub kind: String,
    /// MIME type.
    pub content_type: String,
    /// The bytes.
    pub content: Vec<u8>,
    /// When it was made; now, when nothing is said.
    pub created_at: Option<Timestamp>,
}

const ADD: Operation = Operation::new("add_document", Permission::DocumentWrite);

/// Adds a document to a chart.
///
/// # Errors
/// When it is empty, too large or of a type that the chart cannot show.
pub fn add(session: &Session, request: AddDocument) -> Result<Written<DocumentReference>> {
    session.write(&ADD, move |tx| add_in(tx, request))
}

/// Adds a document inside a transaction (imports).
///
/// # Errors
/// As [`add`].
pub fn add_in(tx: &mut Tx<'_>, request: AddDocument) -> Result<DocumentReference> {
    let size = request.content.len();
    if size == 0 {
        return Err(Error::invalid("content", "The document is empty."));
    }
    if size > MAX_DOCUMENT {
        return Err(Error::invalid(
            "content",
            format!("The document has {} MB; at most {} MB fit.", size >> 20, MAX_DOCUMENT >> 20),
        ));
    }
    let content_type =
        clean_line("content_type", &request.content_type, TextRule { max: 80, required: true })?
            .to_lowercase();
    let base = content_type.split(';').next().unwrap_or_default().trim();
    if !matches!(base, "text/plain" | "application/pdf" | "image/png" | "image/jpeg") {
        return Err(Error::invalid(
            "content_type",
            format!("{base} cannot be shown; PDF, PNG, JPEG and plain text can."),
        ));
    }
    let patient = crate::patients::require(tx.db(), request.patient_id)?;
    let sha256 = keep_content(tx, &request.content)?;
    let document = DocumentReference {
        id: tx.new_id(),
        patient_id: patient.id,
        encounter_id: request.encounter_id,
        title: clean_line("title", &request.title, TextRule { max: 200, required: true })?,
        kind: clean_line("kind", &request.kind, TextRule { max: 60, required: true })?,
        content_type,
        size: size as u32,
        sha256,
        created_at: request.created_at.unwrap_or(tx.now()),
        author_id: tx.actor().user,
    };
    tx.insert(&document)?;
    Ok(document)
}

/// Keeps bytes under their SHA-256, once however often they come, and answers the hash. Whoever keeps the hash in an entity
/// has the bytes under the record's signature.
///
/// # Errors
/// When they cannot be written.
pub fn keep_content(tx: &Tx<'_>, bytes: &[u8]) -> Result<Vec<u8>> {
    let sha256 = Sha256::digest(bytes).to_vec();
    tx.db()
        .prepare_cached("INSERT OR IGNORE INTO document_content (sha256, content) VALUES (?1, ?2)")?
        .execute((&sha256, bytes))?;
    Ok(sha256)
}

const READ: Operation = Operation::new("document_content", Permission::DocumentRead);

/// A document with its bytes; opening it is audited.
///
/// # Errors
/// When the role may not read documents.
pub fn read(session: &Session, id: DocumentReferenceId) -> Result<(DocumentReference, Vec<u8>)> {
    let (document, bytes) = session.store().read(move |db| super::store::content(db, id))?;
    session.require_for(&READ, document.patient_id)?;
    let mut note = AuditNote::new("read", "DocumentReference").patient(document.patient_id);
    note.entity = Some(id.0);
    session.store().write(session.actor(), READ.name, move |tx| {
        tx.audit(note);
        Ok(())
    })?;
    Ok((document, bytes))
}
