//! Documents and reports that carry their text or their file.

use yarrow_codecs::fhir::{Attachment, CodeableConcept, DiagnosticReport, DocumentReference, Entry, Moment};
use yarrow_kernel::{EncounterId, PatientId};

use crate::documents::{AddDocument, MAX_DOCUMENT, add_in};
use crate::interchange::import::{Import, Taken};
use crate::interchange::words::{Halt, aside, line, past};
use crate::store::Tx;

/// Where a document belongs and what it is called.
struct Cover<'a> {
    patient: PatientId,
    encounter: Option<EncounterId>,
    title: Option<&'a str>,
    kind: &'static str,
    at: Option<Moment>,
}

/// Stores a document.
pub(in crate::interchange) fn document(
    import: &mut Import<'_>,
    tx: &mut Tx<'_>,
    entry: &Entry<'_>,
    it: &DocumentReference,
) -> Result<Taken, Halt> {
    let patient = import.patient_of(tx, it.subject.as_ref())?;
    match it.status.as_deref() {
        Some("current") => {}
        Some("superseded") => return aside("status: superseded by a newer document"),
        Some("entered-in-error") => return aside("status: entered in error"),
        _ => return aside("status: not a document status of FHIR R4"),
    }
    let visit = it.context.as_ref().and_then(|context| context.encounter.first());
    let cover = Cover {
        patient,
        encounter: import.encounter_of(tx, visit, patient)?,
        title: it.description.as_deref().or(it.kind.as_ref().and_then(CodeableConcept::words)),
        kind: "Imported document",
        at: it.date.or(it.context.as_ref().and_then(|context| context.period.as_ref()?.start)),
    };
    let forms: Vec<&Attachment> = it.content.iter().map(|content| &content.attachment).collect();
    add(import, tx, entry, &cover, &forms)
}

/// Stores a report that carries its text; a report that only lists results is those results.
pub(in crate::interchange) fn report(
    import: &mut Import<'_>,
    tx: &mut Tx<'_>,
    entry: &Entry<'_>,
    it: &DiagnosticReport,
) -> Result<Taken, Halt> {
    let patient = import.patient_of(tx, it.subject.as_ref())?;
    if matches!(it.status.as_deref(), Some("entered-in-error" | "cancelled")) {
        return aside("status: cancelled or entered in error");
    }
    let conclusion = it.conclusion.as_deref().map(str::trim).filter(|text| !text.is_empty());
    if it.presented_form.is_empty() && conclusion.is_none() {
        return aside(match it.result.len() {
            0 => "it has neither text nor results".to_owned(),
            count => format!("it only groups {count} results, which are entries of their own"),
        });
    }
    let cover = Cover {
        patient,
        encounter: import.encounter_of(tx, it.encounter.as_ref(), patient)?,
        title: it.code.as_ref().and_then(CodeableConcept::words),
        kind: "Imported report",
        at: it
            .effective_date_time
            .or(it.effective_period.as_ref().and_then(|period| period.start))
            .or(it.issued),
    };
    let forms: Vec<&Attachment> = it.presented_form.iter().collect();
    match (forms.is_empty(), conclusion) {
        (true, Some(text)) => keep(tx, &cover, "text/plain", text.as_bytes().to_vec()),
        _ => add(import, tx, entry, &cover, &forms),
    }
}

/// Keeps the first form that a chart can show and says which were left out.
fn add(
    import: &mut Import<'_>,
    tx: &mut Tx<'_>,
    entry: &Entry<'_>,
    cover: &Cover<'_>,
    forms: &[&Attachment],
) -> Result<Taken, Halt> {
    let mut reasons = Vec::new();
    let mut shown = None;
    for form in forms {
        match usable(form) {
            Ok(content) if shown.is_none() => shown = Some((form.media_type(), content)),
            Ok(_) => reasons.push(format!("{}: a second form of the same document", form.media_type())),
            Err(reason) => reasons.push(reason),
        }
    }
    let Some((media_type, content)) = shown else {
        return aside(if reasons.is_empty() {
            "it carries no content".to_owned()
        } else {
            reasons.join("; ")
        });
    };
    let taken = keep(tx, cover, &media_type, content)?;
    for reason in reasons {
        import.partly(entry, reason);
    }
    Ok(taken)
}

fn keep(tx: &mut Tx<'_>, cover: &Cover<'_>, media_type: &str, content: Vec<u8>) -> Result<Taken, Halt> {
    let title = line("title", cover.title.unwrap_or(cover.kind), 200)?;
    let created_at = match cover.at.and_then(Moment::instant) {
        Some(at) => Some(past("date", at, tx.now())?),
        None => None,
    };
    let document = add_in(
        tx,
        AddDocument {
            patient_id: cover.patient,
            encounter_id: cover.encounter,
            title: if title.is_empty() { cover.kind.to_owned() } else { title },
            kind: cover.kind.to_owned(),
            content_type: media_type.to_owned(),
            content,
            created_at,
        },
    )?;
    Ok(Taken::Stored(document.id.0))
}

/// The bytes of a form that is what it says it is, or why it cannot be kept.
fn usable(form: &Attachment) -> Result<Vec<u8>, String> {
    let media_type = form.media_type();
    let begins: &[u8] = match media_type.as_str() {
        "text/plain" => b"",
        "application/pdf" => b"%PDF",
        "image/png" => b"\x89PNG",
        "image/jpeg" => b"\xff\xd8\xff",
        "" => return Err("attachment: its type is not given".to_owned()),
        other => {
            return Err(format!(
                "attachment: {} cannot be shown",
                other.chars().take(60).collect::<String>()
            ));
        }
    };
    if form.data.is_none() {
        return Err(format!(
            "attachment: only a link to its content ({media_type}); an import fetches nothing from the network"
        ));
    }
    let Some(content) = form.bytes() else { return Err("attachment: not valid base64".to_owned()) };
    if content.is_empty() {
        return Err("attachment: empty".to_owned());
    }
    if content.len() > MAX_DOCUMENT {
        return Err(format!("attachment: {} MB; at most {} MB fit", content.len() >> 20, MAX_DOCUMENT >> 20));
    }
    if !content.starts_with(begins) || (begins.is_empty() && std::str::from_utf8(&content).is_err()) {
        return Err(format!("attachment: not the {media_type} it says it is"));
    }
    Ok(content)
}
