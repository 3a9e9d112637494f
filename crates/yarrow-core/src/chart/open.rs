//! Opening a chart.

use std::collections::BTreeMap;
use std::sync::Arc;

use serde::{Deserialize, Serialize};
use yarrow_kernel::{LocalDate, PatientId, PractitionerId, age_in_words};

use super::facts::{KeyFact, key_facts};
use super::timeline::{TimelineKind, TimelinePage, page};
use crate::access::{Operation, Permission, Session};
use crate::allergies::AllergyIntolerance;
use crate::documents::DocumentReference;
use crate::encounters::Encounter;
use crate::error::Result;
use crate::medications::{MedicationRequest, PdmpQuery};
use crate::notes::{CompositionView, NoteDraft};
use crate::observations::VitalRow;
use crate::patients::Patient;
use crate::problems::Condition;
use crate::{allergies, documents, encounters, medications, notes, observations, patients, people, problems};

/// Which chart.
#[derive(Clone, Debug, Deserialize, ts_rs::TS)]
pub struct OpenChart {
    /// The patient.
    pub patient_id: PatientId,
}

/// Which list, and whether with what is over.
#[derive(Clone, Debug, Deserialize, ts_rs::TS)]
pub struct ListRequest {
    /// The patient.
    pub patient_id: PatientId,
    /// Also what is over.
    pub all: bool,
}

/// Everything the first paint needs.
#[derive(Clone, Debug, Serialize, ts_rs::TS)]
pub struct Chart {
    /// Who.
    pub patient: Patient,
    /// Age in words.
    pub age: String,
    /// Active problems.
    pub problems: Vec<Condition>,
    /// What is taken or paused.
    pub medications: Vec<MedicationRequest>,
    /// Allergies, severe first.
    pub allergies: Vec<AllergyIntolerance>,
    /// Vital signs.
    pub vitals: Vec<VitalRow>,
    /// The first page of the timeline.
    pub timeline: TimelinePage,
    /// Documents, newest first.
    pub documents: Vec<DocumentReference>,
    /// Facts beside the name.
    pub key_facts: Vec<KeyFact>,
    /// The visit that is going on.
    pub open_encounter: Option<Encounter>,
    /// Its note.
    pub note: Option<CompositionView>,
    /// This person's typing that is not in the record yet.
    pub draft: Option<NoteDraft>,
    /// Prescriptions staged in this visit.
    pub staged: Vec<MedicationRequest>,
    /// The newest look-ups in the monitoring programme.
    pub pdmp: Vec<PdmpQuery>,
    /// Names of everybody who works here.
    #[ts(type = "Record<Id, string>")]
    pub practitioners: BTreeMap<PractitionerId, String>,
    /// How many problems rest.
    pub inactive_problem_count: u32,
    /// How many medications are over.
    pub inactive_medication_count: u32,
}

const OPEN: Operation = Operation::new("open_chart", Permission::ChartRead);
/// Timeline items on the first page.
const FIRST_PAGE: u32 = 30;

/// Opens a chart. The audit entry is on disk before anything is shown; it is written while the chart is read.
///
/// # Errors
/// When the role may not open this chart or the audit cannot be written.
pub fn open_chart(session: &Session, request: OpenChart) -> Result<Chart> {
    let patient = request.patient_id;
    let knowledge = Arc::clone(session.knowledge());
    let (user, now) = (session.user().id, session.now());
    session.read_chart(&OPEN, patient, move |db| {
        let person = patients::require(db, patient)?;
        let medications = medications::list(db, patient, false)?;
        let open_encounter = encounters::open_for(db, patient, Some(user))?;
        let note = match &open_encounter {
            Some(visit) => {
                notes::for_encounter(db, visit.id)?.map(|note| notes::view(db, note.id)).transpose()?
            }
            None => None,
        };
        let draft = match &note {
            Some(view) if view.note.signed_at.is_none() => notes::draft_for(db, view.note.id, user)?,
            _ => None,
        };
        let staged = match &open_encounter {
            Some(visit) => medications::staged_for(db, patient, visit.id)?,
            None => Vec::new(),
        };
        let today = now.to_utc().map(|utc| LocalDate(utc.date_naive()));
        Ok(Chart {
            age: today.map(|today| age_in_words(person.birth_date, today)).unwrap_or_default(),
            problems: problems::list(db, patient, false)?,
            key_facts: key_facts(db, patient, &medications, &knowledge)?,
            allergies: allergies::list(db, patient)?,
            vitals: observations::vitals(db, patient)?,
            timeline: page(db, &knowledge, patient, TimelineKind::All, None, FIRST_PAGE)?,
            documents: documents::list(db, patient)?,
            pdmp: medications::last_pdmp_queries(db, patient, 5)?,
            practitioners: people::names(db)?,
            inactive_problem_count: problems::count_inactive(db, patient)?,
            inactive_medication_count: medications::count_inactive(db, patient)?,
            patient: person,
            medications,
            open_encounter,
            note,
            draft,
            staged,
        })
    })
}

const PROBLEMS: Operation = Operation::new("problem_list", Permission::ChartRead);
const MEDICATIONS: Operation = Operation::new("medication_list", Permission::ChartRead);

/// The problem list.
///
/// # Errors
/// When the role may not open this chart.
pub fn problem_list(session: &Session, request: ListRequest) -> Result<Vec<Condition>> {
    session.read_chart(&PROBLEMS, request.patient_id, move |db| {
        problems::list(db, request.patient_id, request.all)
    })
}

/// The medication list.
///
/// # Errors
/// When the role may not open this chart.
pub fn medication_list(session: &Session, request: ListRequest) -> Result<Vec<MedicationRequest>> {
    session.read_chart(&MEDICATIONS, request.patient_id, move |db| {
        medications::list(db, request.patient_id, request.all)
    })
}
