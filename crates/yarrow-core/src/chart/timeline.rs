//! Everything that happened, newest first, a page at a time: visits, vitals, results, medications, documents.

use std::collections::BTreeMap;
use std::sync::Arc;

use serde::{Deserialize, Serialize};
use uuid::Uuid;
use yarrow_kernel::{CompositionId, Decimal, EncounterId, PatientId, PractitionerId, Timestamp};

use crate::access::{Operation, Permission, Session};
use crate::error::{Error, Result};
use crate::medications::{self, MedicationRequest, MedicationStatus};
use crate::notes;
use crate::observations::{self, Observation, ObservationCategory};
use crate::people;
use crate::store::{Db, Field, query};
use crate::terminology::Terminology;

crate::codes! {
    /// Which part of the timeline.
    pub enum TimelineKind {
        /// All of it.
        All = "all",
        /// Visits.
        Visit = "visit",
        /// Results.
        Result = "result",
        /// Medications.
        Medication = "medication",
        /// Documents.
        Document = "document",
    }
}
crate::codes! {
    /// What an item is.
    pub enum TimelineItemKind {
        /// A visit with its note.
        Visit = "visit",
        /// Vital signs.
        Vitals = "vitals",
        /// Laboratory values taken together.
        Result = "result",
        /// A medication begun.
        Medication = "medication",
        /// A document.
        Document = "document",
    }
}

/// Which page.
#[derive(Clone, Debug, Deserialize, ts_rs::TS)]
pub struct TimelineRequest {
    /// Whose.
    pub patient_id: PatientId,
    /// Which part.
    pub kind: TimelineKind,
    /// The `next` of the page before.
    pub after: Option<String>,
    /// Items, at most 200.
    pub limit: u32,
}

/// One value of a result.
#[derive(Clone, Debug, Serialize, ts_rs::TS)]
pub struct TimelineValue {
    /// LOINC code.
    pub code: String,
    /// In words.
    pub label: String,
    /// The value.
    pub value: String,
    /// Unit.
    pub unit: String,
    /// H, L, … or empty.
    pub interpretation: String,
    /// "3.5–5.1".
    pub reference: String,
    /// "↑ 0.4" against the value before, where there is one.
    pub delta: Option<String>,
}

/// One item.
#[derive(Clone, Debug, Serialize, ts_rs::TS)]
pub struct TimelineItem {
    /// Identity of the visit, value, medication or document.
    #[ts(type = "Id")]
    pub id: Uuid,
    /// What it is.
    pub kind: TimelineItemKind,
    /// When.
    pub at: Timestamp,
    /// Title.
    pub title: String,
    /// A line or two.
    pub detail: String,
    /// Who.
    pub byline: String,
    /// The visit it belongs to.
    pub encounter_id: Option<EncounterId>,
    /// The note of a visit.
    pub note_id: Option<CompositionId>,
    /// Whether a visit's note is signed.
    pub signed: Option<bool>,
    /// The values of a result.
    pub values: Vec<TimelineValue>,
}

/// One page.
#[derive(Clone, Debug, Serialize, ts_rs::TS)]
pub struct TimelinePage {
    /// The items, newest first.
    pub items: Vec<TimelineItem>,
    /// What to ask for next; nothing at the end.
    pub next: Option<String>,
    /// Visits in the whole chart (all visits, whatever the part).
    pub total: u32,
}

const READ: Operation = Operation::new("timeline", Permission::ChartRead);

/// A page of the timeline.
///
/// # Errors
/// When the role may not open the chart.
pub fn timeline(session: &Session, request: TimelineRequest) -> Result<TimelinePage> {
    let knowledge = Arc::clone(session.knowledge());
    session.read_chart(&READ, request.patient_id, move |db| {
        page(
            db,
            &knowledge,
            request.patient_id,
            request.kind,
            request.after.as_deref(),
            request.limit.clamp(1, 200),
        )
    })
}

/// A page on a reader.
///
/// The cursor is the instant of the last item; a page never ends between two items of one instant.
///
/// # Errors
/// When the cursor is not one of ours.
pub(super) fn page(
    db: &Db,
    knowledge: &Terminology,
    patient: PatientId,
    kind: TimelineKind,
    after: Option<&str>,
    limit: u32,
) -> Result<TimelinePage> {
    let before = match after {
        None => i64::MAX,
        Some(text) => {
            text.parse().map_err(|_| Error::invalid("after", "Use the `next` of the page before."))?
        }
    };
    let limit = limit as usize;
    let wanted = |part: TimelineKind| kind == TimelineKind::All || kind == part;
    let names = people::names(db)?;
    let mut items = Vec::new();
    // One more of each part than fits, so that a part that is cut off cannot hide what belongs on this page.
    let mut span = Span { from: i64::MIN, before, most: limit + 1 };
    if wanted(TimelineKind::Visit) {
        items.extend(visits(db, patient, &span, &names)?);
        span.narrow(&items);
        items.extend(vitals(db, patient, &span)?);
        span.narrow(&items);
    }
    if wanted(TimelineKind::Medication) {
        let found = medications::events_between(db, patient, span.instants(), span.most)?;
        items.extend(found.into_iter().map(|drug| {
            let by = drug.requester_id.and_then(|id| names.get(&id).cloned()).unwrap_or_default();
            medication_item(&drug, by)
        }));
    }
    if wanted(TimelineKind::Document) {
        items.extend(documents(db, patient, &span, &names)?);
    }
    // Results last: they are the longest to read, and what is found by now leaves least of them to read.
    span.narrow(&items);
    let mut panels = BTreeMap::new();
    if wanted(TimelineKind::Result) {
        for panel in observations::panels_between(
            db,
            patient,
            ObservationCategory::Laboratory,
            span.instants(),
            span.most,
        )? {
            items.push(result_item(knowledge, &panel));
            panels.insert(panel[0].effective_at, panel);
        }
    }
    items.sort_by(|a, b| b.at.cmp(&a.at).then_with(|| (a.kind as u8).cmp(&(b.kind as u8))));
    let mut next = None;
    if items.len() > limit {
        let last = items[limit - 1].at;
        let end = items.iter().position(|item| item.at < last).unwrap_or(items.len());
        if end < items.len() {
            next = Some(last.0.to_string());
            items.truncate(end);
        }
    }
    for item in items.iter_mut().filter(|item| item.kind == TimelineItemKind::Result) {
        item.values = values_of(db, knowledge, patient, panels.remove(&item.at).unwrap_or_default())?;
    }
    let total = db
        .prepare_cached("SELECT count(*) FROM encounter WHERE patient_id = ?1")?
        .query_row([patient.as_bytes()], |row| row.get(0))?;
    Ok(TimelinePage { items, next, total })
}

type Names = BTreeMap<PractitionerId, String>;

/// The time that a page can still show something of, and how many of each part are enough.
struct Span {
    from: i64,
    before: i64,
    most: usize,
}

impl Span {
    fn instants(&self) -> (i64, i64) {
        (self.from, self.before)
    }

    /// Leaves out what is older than a page full of what was found already: in a long chart most of it. The newest of the
    /// older items stays within, by which the page knows that something follows.
    fn narrow(&mut self, items: &[TimelineItem]) {
        let mut times: Vec<i64> = items.iter().map(|item| item.at.0).collect();
        times.sort_unstable_by_key(|at| std::cmp::Reverse(*at));
        let last = times.get(self.most.saturating_sub(2));
        if let Some(older) = last.and_then(|last| times.iter().find(|at| *at < last)) {
            self.from = self.from.max(*older);
        }
    }
}

fn visits(db: &Db, patient: PatientId, span: &Span, names: &Names) -> Result<Vec<TimelineItem>> {
    let found: Vec<crate::encounters::Encounter> = query(
        db,
        "WHERE patient_id = ?1 AND start >= ?2 AND start < ?3 AND status <> 'entered-in-error'
         ORDER BY start DESC LIMIT ?4",
        (patient.as_bytes(), span.from, span.before, span.most as i64),
    )?;
    let (Some(newest), Some(oldest)) = (found.first(), found.last()) else { return Ok(Vec::new()) };
    let texts = notes::of_visits(db, patient, oldest.start.0, newest.start.0)?;
    Ok(found
        .into_iter()
        .map(|visit| {
            let note = texts.get(&visit.id);
            let title = match &visit.reason {
                Some(reason) => format!("{}: {reason}", visit.kind),
                None => visit.kind.clone(),
            };
            TimelineItem {
                id: visit.id.0,
                kind: TimelineItemKind::Visit,
                at: visit.start,
                title,
                detail: note.map(|note| first_lines(&note.text)).unwrap_or_default(),
                byline: visit.practitioner_id.and_then(|id| names.get(&id).cloned()).unwrap_or_default(),
                encounter_id: Some(visit.id),
                note_id: note.map(|note| note.id),
                signed: note.map(|note| note.signed),
                values: Vec::new(),
            }
        })
        .collect())
}

/// The first 240 characters of a note, on one line, without its headings.
fn first_lines(text: &str) -> String {
    let lines = text
        .lines()
        .filter(|line| !matches!(line.trim(), "Subjective" | "Objective" | "Assessment and plan"));
    let joined = lines.flat_map(str::split_whitespace).collect::<Vec<_>>().join(" ");
    match joined.char_indices().nth(240) {
        Some((end, _)) => format!("{}…", &joined[..end]),
        None => joined,
    }
}

fn vitals(db: &Db, patient: PatientId, span: &Span) -> Result<Vec<TimelineItem>> {
    let category = ObservationCategory::VitalSigns;
    let panels = observations::panels_between(db, patient, category, span.instants(), span.most)?;
    Ok(panels
        .iter()
        .map(|values| TimelineItem {
            id: values[0].id.0,
            kind: TimelineItemKind::Vitals,
            at: values[0].effective_at,
            title: "Vitals recorded".to_owned(),
            detail: vitals_line(values),
            byline: String::new(),
            encounter_id: values[0].encounter_id,
            note_id: None,
            signed: None,
            values: Vec::new(),
        })
        .collect())
}

/// "BP 148/86 · 38.1 °C · SpO₂ 95 % · 71.4 kg".
fn vitals_line(values: &[Observation]) -> String {
    let number = |code: &str| -> Option<String> {
        let value = values.iter().find(|value| value.code == code)?.value?;
        Some(value.round_dp(1).normalize().to_string())
    };
    let mut parts = Vec::new();
    if let (Some(systolic), Some(diastolic)) = (number("8480-6"), number("8462-4")) {
        parts.push(format!("BP {systolic}/{diastolic}"));
    }
    for (code, before, after) in [
        ("8867-4", "P ", ""),
        ("8310-5", "", "\u{a0}°C"),
        ("9279-1", "R ", ""),
        ("59408-5", "SpO₂ ", "\u{a0}%"),
        ("2708-6", "SpO₂ ", "\u{a0}%"),
        ("29463-7", "", "\u{a0}kg"),
        ("8302-2", "", "\u{a0}cm"),
        ("39156-5", "BMI ", ""),
        ("72514-3", "Pain ", "/10"),
    ] {
        if let Some(value) = number(code) {
            parts.push(format!("{before}{value}{after}"));
        }
    }
    if parts.is_empty() {
        parts = values.iter().take(4).map(|value| value.display.clone()).collect();
    }
    parts.join(" · ")
}

/// The laboratory values taken at one instant; their table is filled in when they are on the page.
fn result_item(knowledge: &Terminology, values: &[Observation]) -> TimelineItem {
    let names: Vec<&str> = values.iter().take(3).map(|value| short_name(knowledge, value)).collect();
    let more = values.len().saturating_sub(3);
    let title = if more > 0 { format!("{} and {more} more", names.join(", ")) } else { names.join(", ") };
    TimelineItem {
        id: values[0].id.0,
        kind: TimelineItemKind::Result,
        at: values[0].effective_at,
        title,
        detail: String::new(),
        byline: String::new(),
        encounter_id: values[0].encounter_id,
        note_id: None,
        signed: None,
        values: Vec::new(),
    }
}

/// "mL/min/1.73 m²" rather than the code of the unit, where the value is in the unit the reference data expects.
fn shown_unit(knowledge: &Terminology, code: &str, unit: Option<String>) -> String {
    let unit = unit.unwrap_or_default();
    match knowledge.observation_definition(code) {
        Some(definition) if definition.unit == unit => definition.unit_display.clone(),
        _ => unit,
    }
}

/// "HbA1c" rather than the long name of the code, where the reference data has a short one.
fn short_name<'a>(knowledge: &'a Terminology, value: &'a Observation) -> &'a str {
    knowledge
        .observation_definition(&value.code)
        .map_or(value.display.as_str(), |definition| definition.label.as_str())
}

fn values_of(
    db: &Db,
    knowledge: &Terminology,
    patient: PatientId,
    values: Vec<Observation>,
) -> Result<Vec<TimelineValue>> {
    let mut before = db.prepare_cached(
        "SELECT value FROM observation WHERE patient_id = ?1 AND code = ?2 AND effective_at < ?3 AND status <> 'entered-in-error'
         ORDER BY effective_at DESC LIMIT 1",
    )?;
    values
        .into_iter()
        .map(|value| {
            let previous = if value.code.is_empty() {
                None
            } else {
                let mut rows = before.query((patient.as_bytes(), &value.code, value.effective_at.0))?;
                match rows.next()? {
                    Some(row) => Option::<Decimal>::from_value(row.get_ref(0)?)?,
                    None => None,
                }
            };
            let delta = value.value.zip(previous).map(|(now, then)| match now - then {
                difference if difference.is_zero() => "=".to_owned(),
                difference if difference > Decimal::ZERO => format!("↑ {}", difference.normalize()),
                difference => format!("↓ {}", (-difference).normalize()),
            });
            let text = value.value_text.clone().unwrap_or_default();
            Ok(TimelineValue {
                label: short_name(knowledge, &value).to_owned(),
                value: value.value.map_or(text, |number| number.normalize().to_string()),
                unit: shown_unit(knowledge, &value.code, value.unit),
                code: value.code,
                interpretation: value.interpretation.unwrap_or_default(),
                reference: reference(value.reference_low, value.reference_high),
                delta,
            })
        })
        .collect()
}

fn reference(low: Option<Decimal>, high: Option<Decimal>) -> String {
    match (low, high) {
        (Some(low), Some(high)) => format!("{}–{}", low.normalize(), high.normalize()),
        (Some(low), None) => format!("≥ {}", low.normalize()),
        (None, Some(high)) => format!("≤ {}", high.normalize()),
        (None, None) => String::new(),
    }
}

fn medication_item(drug: &MedicationRequest, byline: String) -> TimelineItem {
    let verb = match (drug.reported, drug.status) {
        (true, _) => "Taken from elsewhere",
        (_, MedicationStatus::Cancelled) => "Prescription cancelled",
        _ => "Prescribed",
    };
    TimelineItem {
        id: drug.id.0,
        kind: TimelineItemKind::Medication,
        at: drug.authored_at,
        title: format!("{verb}: {}", drug.display),
        detail: drug.sig_text.clone(),
        byline,
        encounter_id: drug.encounter_id,
        note_id: None,
        signed: Some(drug.signed_at.is_some()),
        values: Vec::new(),
    }
}

fn documents(db: &Db, patient: PatientId, span: &Span, names: &Names) -> Result<Vec<TimelineItem>> {
    let found: Vec<crate::documents::DocumentReference> = query(
        db,
        "WHERE patient_id = ?1 AND created_at >= ?2 AND created_at < ?3 ORDER BY created_at DESC LIMIT ?4",
        (patient.as_bytes(), span.from, span.before, span.most as i64),
    )?;
    Ok(found
        .into_iter()
        .map(|document| TimelineItem {
            id: document.id.0,
            kind: TimelineItemKind::Document,
            at: document.created_at,
            title: document.title,
            detail: document.kind,
            byline: document.author_id.and_then(|id| names.get(&id).cloned()).unwrap_or_default(),
            encounter_id: document.encounter_id,
            note_id: None,
            signed: None,
            values: Vec::new(),
        })
        .collect())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn at(millis: i64) -> TimelineItem {
        TimelineItem {
            id: Uuid::nil(),
            kind: TimelineItemKind::Visit,
            at: Timestamp(millis),
            title: String::new(),
            detail: String::new(),
            byline: String::new(),
            encounter_id: None,
            note_id: None,
            signed: None,
            values: Vec::new(),
        }
    }

    fn narrowed(millis: &[i64]) -> i64 {
        let mut span = Span { from: i64::MIN, before: i64::MAX, most: 3 + 1 };
        span.narrow(&millis.iter().copied().map(at).collect::<Vec<_>>());
        span.from
    }

    #[test]
    fn a_page_full_of_visits_leaves_older_results_unread_but_for_the_one_that_says_more_follows() {
        assert_eq!(narrowed(&[50, 40, 30, 20, 10]), 20);
    }

    #[test]
    fn visits_at_the_instant_of_the_last_one_on_the_page_hide_nothing() {
        assert_eq!(narrowed(&[50, 40, 30, 30, 30, 10]), 10);
        assert_eq!(narrowed(&[50, 40, 30, 30]), i64::MIN);
    }

    #[test]
    fn a_chart_shorter_than_a_page_is_read_to_its_beginning() {
        assert_eq!(narrowed(&[50, 40]), i64::MIN);
        assert_eq!(narrowed(&[50, 40, 30]), i64::MIN);
    }
}
