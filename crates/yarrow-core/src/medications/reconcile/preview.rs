//! What the list will be, checked as a whole before anything is changed.

use std::sync::Arc;

use serde::{Deserialize, Serialize};
use yarrow_rules::{Directions, DrugFact, Finding, NotChecked, Tier, is_local_form};

use super::resulting::{Decided, RowDecision, decided, impossible};
use super::rows::{OutsideDrug, ReconcileRequest, ReconcileRow, RowChoice, rows_of};
use crate::access::{Operation, Permission, Session};
use crate::error::Result;
use crate::medications::check::on_hold;
use crate::medications::gather::{Chart, facts_for};
use crate::medications::store::replaced_by_staged;
use crate::medications::{Override, checked, unresolved};
use crate::settings;
use crate::store::Db;
use crate::terminology::Terminology;

/// Decisions to look at before they are carried out.
#[derive(Clone, Debug, Deserialize, ts_rs::TS)]
pub struct PreviewReconciliation {
    /// The lists.
    #[serde(flatten)]
    pub lists: ReconcileRequest,
    /// What is decided; a row that is not named stays as it is settled, or is skipped.
    pub decisions: Vec<RowDecision>,
}

/// A row that cannot be carried out.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, ts_rs::TS)]
pub struct RefusedRow {
    /// The row.
    pub key: String,
    /// The drug.
    pub display: String,
    /// Why, in a sentence.
    pub because: String,
}

/// One drug of the list as it will be.
#[derive(Clone, Debug, Serialize, ts_rs::TS)]
pub struct ResultDrug {
    /// "Lisinopril 20 mg tablet".
    pub display: String,
    /// Directions in plain words.
    pub sig_text: String,
    /// Put on the list, or changed, by this reconciliation.
    pub is_new: bool,
}

/// A finding about the list as it will be.
#[derive(Clone, Debug, Serialize, ts_rs::TS)]
pub struct ResultFinding {
    /// The finding.
    pub finding: Finding,
    /// The drug it was found with, when the rest of the list was held against it.
    pub display: String,
    /// It comes with what is added or changed; false when the list has it already.
    pub is_new: bool,
    /// It has to be answered before the list can be applied.
    pub needs_answer: bool,
}

/// What will be.
#[derive(Clone, Debug, Serialize, ts_rs::TS)]
pub struct ReconcilePreview {
    /// The list as it will be: what is new first.
    pub list: Vec<ResultDrug>,
    /// What leaves it, by name.
    pub leaving: Vec<String>,
    /// How many rows nothing is decided about.
    pub skipped: u32,
    /// What the checks say of the list as a whole, most serious first.
    pub findings: Vec<ResultFinding>,
    /// What was not checked, and why.
    pub not_checked: Vec<NotChecked>,
    /// What cannot be carried out.
    pub refused: Vec<RefusedRow>,
    /// "7 medications, 2 allergies".
    pub checked_against: String,
    /// Date of the drug knowledge.
    pub data_date: String,
    /// A sentence when that knowledge is old or incomplete.
    pub data_warning: Option<String>,
}

const PREVIEW: Operation = Operation::new("preview_reconciliation", Permission::ChartRead);

/// Checks the list as it would be. Writes nothing.
///
/// # Errors
/// When the role may not open the chart, or a decision is none that the row offers.
pub fn preview_reconciliation(session: &Session, request: PreviewReconciliation) -> Result<ReconcilePreview> {
    let knowledge = Arc::clone(session.knowledge());
    let now = session.now();
    session.read_chart(&PREVIEW, request.lists.patient_id, move |db| {
        let rows = rows_of(db, &knowledge, &request.lists)?;
        let (decisions, stale) = decided(&rows, &request.decisions)?;
        let today = settings::today(db, now)?;
        let chart = Chart { knowledge: &knowledge, today, patient: request.lists.patient_id };
        let mut preview = preview_of(db, chart, &decisions, &[])?;
        preview.refused.splice(0..0, stale);
        Ok(preview)
    })
}

/// Which drug of the list as it will be is new, by the id under which the rules know it.
fn fact_id(row: &ReconcileRow, drug: &OutsideDrug) -> String {
    drug.medication_id.map_or_else(|| format!("row {}", row.key), |id| id.to_string())
}

/// The preview of decisions, with answers given to findings.
pub(super) fn preview_of(
    db: &Db,
    chart: Chart<'_>,
    decisions: &[Decided<'_>],
    overrides: &[Override],
) -> Result<ReconcilePreview> {
    let mut leaving = replaced_by_staged(db, chart.patient)?;
    leaving.extend(decisions.iter().filter_map(Decided::ends_here).map(|here| here.id));
    leaving.extend(decisions.iter().flat_map(|one| one.ends_imported("")).map(|(id, _)| id));
    let mut facts = facts_for(db, chart, None, &leaving)?;
    let mut new: Vec<String> = Vec::new();
    for one in decisions {
        let Some(drug) = one.taken_over() else { continue };
        let id = fact_id(one.row, drug);
        if drug.medication_id.is_none() {
            facts.drugs.push(fact_of(drug, id.clone(), chart.knowledge));
        }
        new.push(id);
    }
    let is_new = |drug: &DrugFact| drug.id.as_ref().is_some_and(|id| new.contains(id));

    let mut findings: Vec<ResultFinding> = Vec::new();
    let mut not_checked: Vec<NotChecked> = Vec::new();
    let (mut data_date, mut data_warning) = (String::new(), None);
    // What is new goes first, so that a finding between an old and a new drug is found with the new one.
    let (first, rest): (Vec<&DrugFact>, Vec<&DrugFact>) = facts.drugs.iter().partition(|drug| is_new(drug));
    for drug in first.into_iter().chain(rest) {
        let report = checked(db, chart.knowledge, chart.patient, &facts, drug)?;
        let open = if is_new(drug) { unresolved(&report, overrides) } else { Vec::new() };
        for finding in report.findings {
            if findings.iter().any(|known| known.finding.key == finding.key) {
                continue;
            }
            findings.push(ResultFinding {
                needs_answer: open.contains(&finding.key),
                display: drug.display.clone(),
                is_new: is_new(drug),
                finding,
            });
        }
        for one in report.not_checked {
            if !not_checked.contains(&one) {
                not_checked.push(one);
            }
        }
        data_date = report.data_date;
        data_warning = data_warning.or(report.data_warning);
    }
    not_checked.extend(on_hold(db, chart.patient)?);
    findings.sort_by_key(|one| (std::cmp::Reverse(one.finding.tier), !one.is_new));
    let list: Vec<ResultDrug> = facts
        .drugs
        .iter()
        .map(|drug| ResultDrug {
            display: drug.display.clone(),
            sig_text: drug.directions.clone(),
            is_new: is_new(drug),
        })
        .collect();
    let counted =
        |count: usize, one: &str, many: &str| format!("{count} {}", if count == 1 { one } else { many });
    Ok(ReconcilePreview {
        checked_against: format!(
            "{}, {}",
            counted(facts.drugs.len(), "medication", "medications"),
            counted(facts.allergies.len(), "allergy", "allergies")
        ),
        leaving: names_leaving(decisions),
        skipped: u32::try_from(decisions.iter().filter(|one| one.choice == RowChoice::Skip).count())
            .unwrap_or(u32::MAX),
        refused: impossible(db, decisions)?,
        list: sorted(list),
        findings,
        not_checked,
        data_date,
        data_warning,
    })
}

/// The keys of findings that still have to be answered.
pub(super) fn open_keys(preview: &ReconcilePreview) -> Vec<String> {
    preview.findings.iter().filter(|one| one.needs_answer).map(|one| one.finding.key.clone()).collect()
}

/// The answers that belong to a drug: those of the serious findings it was found with.
pub(super) fn answers_for(
    preview: &ReconcilePreview,
    display: &str,
    overrides: &[Override],
) -> Vec<Override> {
    let about = |given: &&Override| {
        preview.findings.iter().any(|one| {
            one.is_new
                && one.display == display
                && one.finding.key == given.finding_key
                && matches!(one.finding.tier, Tier::Contraindicated | Tier::High)
        })
    };
    overrides.iter().filter(about).cloned().collect()
}

fn names_leaving(decisions: &[Decided<'_>]) -> Vec<String> {
    let mut names: Vec<String> =
        decisions.iter().filter_map(Decided::ends_here).map(|here| here.display.clone()).collect();
    for one in decisions.iter().filter(|one| one.choice == RowChoice::Stop && one.row.here.is_none()) {
        names.extend(one.row.outside.first().map(|drug| drug.display.clone()));
    }
    names
}

fn sorted(mut list: Vec<ResultDrug>) -> Vec<ResultDrug> {
    list.sort_by_key(|drug| (!drug.is_new, drug.display.to_lowercase()));
    list
}

/// An outside drug as the rules see it.
fn fact_of(drug: &OutsideDrug, id: String, knowledge: &Terminology) -> DrugFact {
    let product = drug.product.as_deref().and_then(|key| knowledge.product(key));
    let route = product.map(|product| product.route.clone());
    let form = drug.dose_form.clone();
    DrugFact {
        id: Some(id),
        display: drug.display.clone(),
        ingredients: drug.ingredients.clone(),
        mapped: drug.mapped,
        since: None,
        directions: drug.sig_text.clone(),
        staged: false,
        systemic: !is_local_form(form.as_deref().unwrap_or_default(), route.as_deref().unwrap_or_default()),
        route,
        form,
        strength: drug.strength.clone(),
        sig: Directions::Typed(drug.sig.clone()),
        days: None,
    }
}
