//! A visit as the note pane needs it: beginning it with its note, reading a note, checkpoints, what is still open.

use serde::{Deserialize, Serialize};
use yarrow_kernel::{CompositionId, PatientId, Timestamp};

use crate::access::{Operation, Permission, Session};
use crate::encounters::{self, Encounter, StartEncounter};
use crate::error::Result;
use crate::notes::{self, Composition, CompositionView, SaveNote};
use crate::patients;
use crate::store::{Written, load};

/// A visit just begun, with its note.
#[derive(Clone, Debug, Serialize, ts_rs::TS)]
pub struct StartedVisit {
    /// The visit.
    pub encounter: Encounter,
    /// Its note.
    pub note: CompositionView,
}

/// Which note.
#[derive(Clone, Debug, Deserialize, ts_rs::TS)]
pub struct NoteRequest {
    /// The note.
    pub note_id: CompositionId,
}

/// A visit that the signed-in clinician has not finished.
#[derive(Clone, Debug, Serialize, ts_rs::TS)]
pub struct OpenVisit {
    /// Whose.
    pub patient_id: PatientId,
    /// "Ortega-Lindqvist, Marisol".
    pub patient_name: String,
    /// "Office visit".
    pub kind: String,
    /// Since when.
    pub start: Timestamp,
}

const START: Operation = Operation::new("start_encounter", Permission::NoteWrite);
const SAVE: Operation = Operation::new("save_note", Permission::NoteWrite);
const READ: Operation = Operation::new("note", Permission::ChartRead);
const OPEN: Operation = Operation::new("open_visits", Permission::NoteWrite);

/// Begins a visit with an empty note, or continues the one that is going on.
///
/// # Errors
/// Names the field that is wrong.
pub fn start_encounter(session: &Session, request: StartEncounter) -> Result<Written<StartedVisit>> {
    session.write(&START, move |tx| {
        let encounter = encounters::start_in(tx, &request)?;
        let note = notes::create_in(tx, &encounter)?;
        let note = notes::view(tx.db(), note.id)?;
        Ok(StartedVisit { encounter, note })
    })
}

/// Puts the note into the record as it stands: when its author leaves it or locks the screen.
///
/// # Errors
/// When the note is signed or somebody else's.
pub fn save_note(session: &Session, request: SaveNote) -> Result<Written<CompositionView>> {
    session.write(&SAVE, move |tx| {
        let note = notes::save_in(tx, &request)?;
        notes::forget_draft_in(tx, note.id)?;
        notes::view(tx.db(), note.id)
    })
}

/// A note with its addenda.
///
/// # Errors
/// When the role may not open the chart.
pub fn note(session: &Session, request: NoteRequest) -> Result<CompositionView> {
    let id = request.note_id;
    let found = session.store().read(move |db| load::<Composition>(db, id.0))?;
    let patient = found.ok_or(crate::Error::NotFound("This note"))?.patient_id;
    session.read_chart(&READ, patient, move |db| notes::view(db, id))
}

/// The visits that the signed-in clinician has not finished.
///
/// # Errors
/// When the role writes no notes.
pub fn open_visits(session: &Session) -> Result<Vec<OpenVisit>> {
    let user = session.user().id;
    session.read(&OPEN, move |db| {
        encounters::open_visits(db, user)?
            .into_iter()
            .map(|visit| {
                let patient = patients::require(db, visit.patient_id)?;
                Ok(OpenVisit {
                    patient_id: patient.id,
                    patient_name: patient.list_name(),
                    kind: visit.kind,
                    start: visit.start,
                })
            })
            .collect()
    })
}
