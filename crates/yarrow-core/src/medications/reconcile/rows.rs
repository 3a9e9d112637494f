//! The lists side by side: which entry of one is which of the other.

use std::sync::Arc;

use serde::{Deserialize, Serialize};
use yarrow_kernel::{MedicationRequestId, PatientId, TextRule, clean_line, fold};

use super::line::read_list;
use super::{IMPORTED, MedicationReconciliation, strength};
use crate::access::{Operation, Permission, Session};
use crate::error::{Error, Result};
use crate::medications::{MedicationRequest, MedicationStatus, list};
use crate::store::{Db, query};
use crate::terminology::Terminology;

/// Which lists are laid beside the chart's own.
#[derive(Clone, Debug, Deserialize, ts_rs::TS)]
pub struct ReconcileRequest {
    /// Whose.
    pub patient_id: PatientId,
    /// A list as typed or pasted, one drug a line; empty for only what was imported.
    pub text: String,
    /// Where that list is from: "discharge letter of 18 Nov".
    pub source: String,
}

crate::codes! {
    /// How the lists agree on one drug.
    pub enum RowKind {
        /// Both have it, and nothing that is said of it differs.
        Same = "same",
        /// Both have it, with another strength or other directions.
        Differs = "differs",
        /// Only the chart has it.
        OnlyHere = "only_here",
        /// Only an outside list has it.
        OnlyOutside = "only_outside",
    }
}

crate::codes! {
    /// What is decided about a row.
    pub enum RowChoice {
        /// The chart's entry stays as it is.
        Keep = "keep",
        /// What is outside is put on the list.
        Add = "add",
        /// It is not taken: it leaves the list.
        Stop = "stop",
        /// What is outside takes the place of the chart's entry.
        Change = "change",
        /// Nothing is decided now.
        Skip = "skip",
    }
}

/// A drug of an outside list.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, ts_rs::TS)]
pub struct OutsideDrug {
    /// Where the list is from.
    pub source: String,
    /// Its line in what was typed.
    pub line: Option<u32>,
    /// The entry that an import made on the chart.
    pub medication_id: Option<MedicationRequestId>,
    /// "Lisinopril 20 mg tablet", or the words as written.
    pub display: String,
    /// Key of the product, where it can be only one.
    pub product: Option<String>,
    /// Ingredient keys.
    pub ingredients: Vec<String>,
    /// False when the drug is not in the reference: nothing about it can be checked.
    pub mapped: bool,
    /// RxNorm code, where the match is unique.
    pub rxcui: Option<String>,
    /// DEA schedule, where controlled.
    pub dea_schedule: Option<String>,
    /// Sold without a prescription.
    pub over_the_counter: bool,
    /// "20 mg".
    pub strength: Option<String>,
    /// "tablet".
    pub dose_form: Option<String>,
    /// Directions as written.
    pub sig: String,
    /// Directions in plain words.
    pub sig_text: String,
    /// Whether the directions were understood.
    pub dose_checked: bool,
}

/// One drug in the lists.
#[derive(Clone, Debug, Serialize, ts_rs::TS)]
pub struct ReconcileRow {
    /// Names the row between reading, preview and applying; it changes when the lists do.
    pub key: String,
    /// How the lists agree.
    pub kind: RowKind,
    /// The chart's entry.
    pub here: Option<MedicationRequest>,
    /// What the outside lists say; the first one is what "add" and "change" take over.
    pub outside: Vec<OutsideDrug>,
    /// What can be decided.
    pub choices: Vec<RowChoice>,
    /// Decided already, because nothing differs; it can be decided otherwise.
    pub settled: Option<RowChoice>,
    /// What differs or is missing, in a sentence.
    pub note: Option<String>,
}

/// The lists side by side.
#[derive(Clone, Debug, Serialize, ts_rs::TS)]
pub struct ReconcileRows {
    /// What differs first, then what one list alone has, then what is the same.
    pub rows: Vec<ReconcileRow>,
    /// Imported entries that nobody has looked at.
    pub imported: u32,
    /// The last reconciliation, unless it was taken back.
    pub last: Option<MedicationReconciliation>,
}

const LISTS: Operation = Operation::new("reconcile_lists", Permission::ChartRead);

/// Lays the lists side by side. Writes nothing.
///
/// # Errors
/// When the role may not open the chart, or the typed list is too long.
pub fn reconcile_lists(session: &Session, request: ReconcileRequest) -> Result<ReconcileRows> {
    let knowledge = Arc::clone(session.knowledge());
    session.read_chart(&LISTS, request.patient_id, move |db| {
        let rows = rows_of(db, &knowledge, &request)?;
        let imported = imported(db, request.patient_id)?.len();
        let last = query(
            db,
            "WHERE patient_id = ?1 AND undone_at IS NULL ORDER BY reconciled_at DESC LIMIT 1",
            [request.patient_id.as_bytes()],
        )?;
        Ok(ReconcileRows {
            rows,
            imported: u32::try_from(imported).unwrap_or(u32::MAX),
            last: last.into_iter().next(),
        })
    })
}

/// The source of a typed list, as it will stand on what is added from it.
///
/// # Errors
/// When there is a list and nobody says where it is from.
pub(super) fn source_of(request: &ReconcileRequest) -> Result<String> {
    if request.text.trim().is_empty() {
        return Ok(IMPORTED.to_owned());
    }
    let source = clean_line("source", &request.source, TextRule { max: 120, required: false })?;
    if source.is_empty() {
        return Err(Error::invalid(
            "source",
            "Say where the list is from, such as “discharge letter of 18 Nov”.",
        ));
    }
    Ok(source)
}

/// The rows as they are now.
pub(super) fn rows_of(
    db: &Db,
    knowledge: &Terminology,
    request: &ReconcileRequest,
) -> Result<Vec<ReconcileRow>> {
    crate::patients::require(db, request.patient_id)?;
    let taken = list(db, request.patient_id, false)?;
    let (from_import, here): (Vec<_>, Vec<_>) = taken.into_iter().partition(is_unreviewed);
    let mut outside: Vec<OutsideDrug> = from_import.iter().map(of_import).collect();
    // Until somebody has said where it is from, the list has no name of its own.
    let source = Some(request.source.trim()).filter(|source| !source.is_empty()).unwrap_or("Typed list");
    outside.extend(read_list(&request.text, source, knowledge)?);
    Ok(matched(here, outside))
}

/// Whether an import made this entry and nobody has looked at it since.
pub(super) fn is_unreviewed(medication: &MedicationRequest) -> bool {
    medication.reported && medication.informant.as_deref() == Some(IMPORTED)
}

fn imported(db: &Db, patient: PatientId) -> Result<Vec<MedicationRequest>> {
    Ok(list(db, patient, false)?.into_iter().filter(is_unreviewed).collect())
}

fn of_import(medication: &MedicationRequest) -> OutsideDrug {
    OutsideDrug {
        source: IMPORTED.to_owned(),
        line: None,
        medication_id: Some(medication.id),
        display: medication.display.clone(),
        product: medication.product.clone(),
        ingredients: medication.ingredients.clone(),
        mapped: !medication.ingredients.is_empty(),
        rxcui: medication.rxcui.clone(),
        dea_schedule: medication.dea_schedule.clone(),
        over_the_counter: medication.over_the_counter,
        strength: medication.strength.clone(),
        dose_form: medication.dose_form.clone(),
        sig: medication.sig.clone(),
        sig_text: medication.sig_text.clone(),
        dose_checked: medication.dose_checked,
    }
}

/// Matches the lists: first what has ingredient and strength in common, then what has the ingredient.
pub(super) fn matched(here: Vec<MedicationRequest>, outside: Vec<OutsideDrug>) -> Vec<ReconcileRow> {
    let mut groups: Vec<Vec<OutsideDrug>> = Vec::new();
    for drug in outside {
        match groups.iter_mut().find(|group| same_drug(&group[0], &drug) && same_strength(&group[0], &drug)) {
            // What an import made is on the chart already and goes first.
            Some(group) if drug.medication_id.is_some() && group[0].medication_id.is_none() => {
                group.insert(0, drug)
            }
            Some(group) => group.push(drug),
            None => groups.push(vec![drug]),
        }
    }
    let here_as: Vec<OutsideDrug> = here.iter().map(of_import).collect();
    let mut partner: Vec<Option<usize>> = vec![None; here.len()];
    for strength_too in [true, false] {
        for (at, group) in groups.iter().enumerate() {
            if partner.contains(&Some(at)) {
                continue;
            }
            let free = (0..here.len()).find(|one| {
                partner[*one].is_none()
                    && same_drug(&here_as[*one], &group[0])
                    && (!strength_too || same_strength(&here_as[*one], &group[0]))
            });
            if let Some(one) = free {
                partner[one] = Some(at);
            }
        }
    }
    let mut groups: Vec<Option<Vec<OutsideDrug>>> = groups.into_iter().map(Some).collect();
    let mut rows: Vec<ReconcileRow> = Vec::new();
    for (at, medication) in here.into_iter().enumerate() {
        let outside = partner[at].and_then(|group| groups[group].take()).unwrap_or_default();
        rows.push(row(Some(medication), outside));
    }
    rows.extend(groups.into_iter().flatten().map(|outside| row(None, outside)));
    rows.sort_by_key(|row| match row.kind {
        RowKind::Differs => 0,
        RowKind::OnlyOutside => 1,
        RowKind::OnlyHere => 2,
        RowKind::Same => 3,
    });
    rows
}

fn row(here: Option<MedicationRequest>, outside: Vec<OutsideDrug>) -> ReconcileRow {
    use RowChoice::{Add, Change, Keep, Skip, Stop};
    let key = key_of(here.as_ref(), &outside);
    let (kind, note) = match (&here, outside.first()) {
        (Some(here), Some(first)) => compared(here, first),
        (Some(_), None) => (RowKind::OnlyHere, None),
        (None, _) => (RowKind::OnlyOutside, unmapped(&outside)),
    };
    let imported = outside.iter().any(|drug| drug.medication_id.is_some());
    let choices = match kind {
        RowKind::Same => vec![Keep, Stop, Skip],
        RowKind::Differs => vec![Keep, Change, Add, Stop, Skip],
        RowKind::OnlyHere => vec![Keep, Stop, Skip],
        RowKind::OnlyOutside if imported => vec![Add, Stop, Skip],
        RowKind::OnlyOutside => vec![Add, Skip],
    };
    let settled = (kind == RowKind::Same && note.is_none()).then_some(Keep);
    ReconcileRow { key, kind, here, outside, choices, settled, note }
}

/// Whether two entries that have the ingredient in common say the same, and what they say differently.
fn compared(here: &MedicationRequest, outside: &OutsideDrug) -> (RowKind, Option<String>) {
    let held = here.status == MedicationStatus::OnHold;
    let on_hold = || "It is on hold here and still on the other list.".to_owned();
    match (&here.strength, &outside.strength) {
        (Some(one), Some(other)) if !strength::same(one, other) => {
            return (RowKind::Differs, Some(format!("Another strength outside: {other}.")));
        }
        _ => {}
    }
    let words = |text: &str| fold(text);
    let (one, other) = (words(&here.sig_text), words(&outside.sig_text));
    if !other.is_empty() && one != other && words(&here.sig) != words(&outside.sig) {
        return (RowKind::Differs, Some("The directions differ.".to_owned()));
    }
    let missing = match (&here.strength, &outside.strength) {
        (Some(_), None) => Some("The other list gives no strength.".to_owned()),
        _ if !outside.mapped => Some("Not in the drug reference; the same by its name only.".to_owned()),
        _ if held => Some(on_hold()),
        _ => None,
    };
    (RowKind::Same, missing)
}

fn unmapped(outside: &[OutsideDrug]) -> Option<String> {
    let first = outside.first()?;
    (!first.mapped).then(|| "Not in the drug reference: it can be recorded, but not checked.".to_owned())
}

fn same_drug(one: &OutsideDrug, other: &OutsideDrug) -> bool {
    if one.ingredients.is_empty() || other.ingredients.is_empty() {
        return fold(&one.display) == fold(&other.display);
    }
    let sorted = |drug: &OutsideDrug| {
        let mut keys = drug.ingredients.clone();
        keys.sort();
        keys
    };
    sorted(one) == sorted(other)
}

fn same_strength(one: &OutsideDrug, other: &OutsideDrug) -> bool {
    match (&one.strength, &other.strength) {
        (Some(one), Some(other)) => strength::same(one, other),
        (None, None) => true,
        _ => false,
    }
}

fn key_of(here: Option<&MedicationRequest>, outside: &[OutsideDrug]) -> String {
    let part = |drug: &OutsideDrug| match (drug.medication_id, drug.line) {
        (Some(id), _) => id.to_string(),
        (None, line) => {
            format!("{}:{}", line.unwrap_or_default(), fold(&format!("{} {}", drug.display, drug.sig)))
        }
    };
    let here = here.map(|here| here.id.to_string()).unwrap_or_default();
    let outside: Vec<String> = outside.iter().map(part).collect();
    format!("{here}|{}", outside.join("+"))
}
