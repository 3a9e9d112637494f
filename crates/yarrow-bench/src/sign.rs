//! Signing a visit with a note and a prescription, beside the bare row writes.

use rusqlite::types::ValueRef;
use serde_json::{Value, json};
use yarrow_core::chart::{SignOutcome, SignVisit, StartedVisit, sign_visit, start_encounter};
use yarrow_core::encounters::StartEncounter;
use yarrow_core::medications::{StageOutcome, stage};
use yarrow_core::notes::{SaveDraft, save_draft};
use yarrow_kernel::{MedicationRequestId, PatientId};

use crate::check::{answer, prescription};
use crate::failure::{Failure, Outcome};
use crate::measure::Samples;
use crate::plain::{Ask, Cell, Plain, PlainRow, PlainSign};
use crate::practice::Open;
use crate::report::{Budget, Row};

const VISITS: u64 = 300;

/// What is signed.
#[derive(Clone, Copy, PartialEq, Eq)]
pub enum What {
    /// The note: what the write gate costs beside bare rows.
    Note,
    /// A prescription as well, which is checked against the whole chart once more; bare rows are not.
    NoteAndPrescription,
}

/// Signs visits of patients all over the practice. What comes before (beginning the visit, typing, staging) is not measured.
///
/// # Errors
/// When something refuses to be signed.
pub fn measure(open: &Open, plain: &mut Plain, what: What) -> Outcome<Row> {
    let (mut ours, mut theirs) = (Samples::default(), Samples::default());
    let first = if what == What::Note { 40_000 } else { 40_000 + VISITS };
    for (n, patient) in open.some_patients(VISITS, first)?.into_iter().enumerate() {
        let (body, text) = note(n);
        let visit = start_encounter(
            &open.session,
            StartEncounter {
                patient_id: patient,
                kind: "Office visit".to_owned(),
                reason: Some("Hay fever".to_owned()),
            },
        )?
        .value;
        let note_id = visit.note.note.id;
        save_draft(&open.session, SaveDraft { note_id, body: body.clone(), text: text.clone(), caret: 0 })?;
        let staged = match what {
            What::Note => None,
            What::NoteAndPrescription => Some(stage_one(open, patient, &visit)?),
        };
        let rows = rows(open, &visit, staged)?;
        let written = rows.len();
        plain.ask(&Ask::Put(rows))?;
        let bare = Ask::Sign(bare(open, &visit, staged, &body, &text));
        let request = SignVisit {
            encounter_id: visit.encounter.id,
            note_id,
            body,
            text,
            prescription_ids: staged.into_iter().collect(),
            finish: true,
            send: Vec::new(),
        };
        let mut plainly = None;
        if n % 2 == 0 {
            plainly = Some(plain.ask(&bare)?);
        }
        let outcome = ours.time(|| sign_visit(&open.session, request))?.value;
        let (took, changed) = match plainly {
            Some(answer) => answer,
            None => plain.ask(&bare)?,
        };
        theirs.add(took);
        if matches!(outcome, SignOutcome::NeedsOverride { .. }) || changed != written {
            return Err(Failure::said(
                "A visit could not be signed, or not the same rows were written on both sides.",
            ));
        }
    }
    Ok(Row::time(
        match what {
            What::Note => "sign a visit: note",
            What::NoteAndPrescription => "sign a visit: note and prescription, checked again",
        },
        ours.figures(),
        Some(theirs.figures()),
        Some(Budget::Ratio(2.5)),
    ))
}

fn stage_one(open: &Open, patient: PatientId, visit: &StartedVisit) -> Outcome<MedicationRequestId> {
    let encounter = visit.encounter.id;
    let mut outcome = stage(&open.session, prescription(patient, encounter, Vec::new()))?.value;
    if let StageOutcome::NeedsOverride { keys, .. } = outcome {
        let overrides = keys.into_iter().map(answer).collect();
        outcome = stage(&open.session, prescription(patient, encounter, overrides))?.value;
    }
    match outcome {
        StageOutcome::Staged { prescription, .. } => Ok(prescription.id),
        StageOutcome::NeedsOverride { keys, .. } => {
            Err(Failure::said(format!("Cetirizine could not be staged: {keys:?}")))
        }
    }
}

/// The rows as they stand before signing.
fn rows(open: &Open, visit: &StartedVisit, staged: Option<MedicationRequestId>) -> Outcome<Vec<PlainRow>> {
    let (encounter, note) = (visit.encounter.id, visit.note.note.id);
    let one = |table: &'static str, column: &'static str, id: [u8; 16]| {
        open.store().read(move |db| {
            let mut statement = db.prepare(&format!("SELECT * FROM {table} WHERE {column} = ?1"))?;
            let names: Vec<String> = statement.column_names().map(str::to_owned).collect();
            Ok(statement.query_row([id], |row| {
                let cells = names
                    .iter()
                    .enumerate()
                    .map(|(n, name)| Ok((name.clone(), Cell::of(row.get_ref(n)?))))
                    .collect::<rusqlite::Result<_>>()?;
                Ok(PlainRow { table: table.to_owned(), cells })
            })?)
        })
    };
    let mut rows = vec![
        one("encounter", "id", *encounter.as_bytes())?,
        one("composition", "id", *note.as_bytes())?,
        one("note_draft", "note_id", *note.as_bytes())?,
    ];
    if let Some(staged) = staged {
        rows.push(one("medication_request", "id", *staged.as_bytes())?);
    }
    Ok(rows)
}

/// The same changes of the same rows.
fn bare(
    open: &Open,
    visit: &StartedVisit,
    staged: Option<MedicationRequestId>,
    body: &Value,
    text: &str,
) -> PlainSign {
    let now = || Cell::Int(open.session.now().0);
    let word = |text: &str| Cell::Text(text.to_owned());
    let user = || Cell::of(ValueRef::Blob(open.session.user().id.as_bytes()));
    let id = |bytes: &[u8]| Cell::of(ValueRef::Blob(bytes));
    let note = id(visit.note.note.id.as_bytes());
    let cells =
        |cells: Vec<(&str, Cell)>| cells.into_iter().map(|(name, cell)| (name.to_owned(), cell)).collect();
    let mut changes = vec![
        (
            "composition".to_owned(),
            note.clone(),
            cells(vec![
                ("body", Cell::Text(body.to_string())),
                ("text", word(text)),
                ("status", word("final")),
                ("signed_at", now()),
                ("signed_by", user()),
            ]),
        ),
        (
            "encounter".to_owned(),
            id(visit.encounter.id.as_bytes()),
            cells(vec![("status", word("finished")), ("end", now())]),
        ),
    ];
    if let Some(staged) = staged {
        changes.push((
            "medication_request".to_owned(),
            id(staged.as_bytes()),
            cells(vec![
                ("status", word("active")),
                ("signed_at", now()),
                ("authored_at", now()),
                ("requester_id", user()),
            ]),
        ));
    }
    PlainSign { changes, note }
}

/// A note of ordinary length: the editor's document and its text.
fn note(n: usize) -> (Value, String) {
    let lines: Vec<String> = [
        "Sneezing, watery eyes and an itching nose for two weeks, worse outdoors and in the morning.",
        "No fever, no pain over the sinuses, no wheeze. Sleeps badly because the nose is blocked.",
        "The same last spring. Tried nothing yet. No pets at home, does not smoke.",
        "Nose: pale swollen mucosa, clear discharge. Eyes: mild redness on both sides, no discharge.",
        "Lungs clear, no wheeze on forced expiration. Ears and throat without findings.",
        "Seasonal allergic rhinitis. Tablets once a day until the end of the season, saline rinses in the evening.",
        "Windows closed in the morning; hair washed before going to bed. Comes back if it is not better in four weeks.",
    ]
    .iter()
    .map(|line| format!("{line} ({n})"))
    .collect();
    let paragraphs: Vec<Value> = lines
        .iter()
        .map(|line| json!({ "type": "paragraph", "content": [{ "type": "text", "text": line }] }))
        .collect();
    (json!({ "type": "doc", "content": paragraphs }), lines.join("\n"))
}
