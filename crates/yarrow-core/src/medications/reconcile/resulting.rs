//! What the list will be, and what each decision does to it.

use std::collections::BTreeMap;

use serde::Deserialize;
use yarrow_kernel::{MedicationRequestId, fold};

use super::preview::RefusedRow;
use super::rows::{OutsideDrug, ReconcileRow, RowChoice};
use crate::error::{Error, Result};
use crate::medications::MedicationRequest;
use crate::medications::store::{replaced_by_staged, successor};
use crate::store::Db;

/// What is decided about one row.
#[derive(Clone, Debug, Deserialize, ts_rs::TS)]
pub struct RowDecision {
    /// The row.
    pub key: String,
    /// What.
    pub choice: RowChoice,
}

/// A decided row.
pub(super) struct Decided<'r> {
    pub row: &'r ReconcileRow,
    pub choice: RowChoice,
}

impl Decided<'_> {
    /// The drug from outside that comes onto the list as a new entry, or takes the place of one.
    pub fn taken_over(&self) -> Option<&OutsideDrug> {
        match self.choice {
            RowChoice::Add | RowChoice::Change => self.row.outside.first(),
            RowChoice::Keep | RowChoice::Stop | RowChoice::Skip => None,
        }
    }

    /// The chart's entry, where this decision ends it.
    pub fn ends_here(&self) -> Option<&MedicationRequest> {
        match self.choice {
            RowChoice::Stop | RowChoice::Change => self.row.here.as_ref(),
            RowChoice::Add | RowChoice::Keep | RowChoice::Skip => None,
        }
    }

    /// Entries of imports that this decision ends, with the reason in words.
    pub fn ends_imported(&self, source: &str) -> Vec<(MedicationRequestId, String)> {
        let ids = self.row.outside.iter().filter_map(|drug| drug.medication_id);
        let (skipped, reason) = match self.choice {
            RowChoice::Skip => return Vec::new(),
            RowChoice::Stop => (0, format!("Not taken; reconciled with {source}")),
            RowChoice::Keep => (0, "The entry of this practice stands for it".to_owned()),
            // The first one stays; it is what was taken over.
            RowChoice::Add | RowChoice::Change => (1, "Imported more than once".to_owned()),
        };
        let first_is_imported = self.row.outside.first().is_some_and(|drug| drug.medication_id.is_some());
        ids.skip(if first_is_imported { skipped } else { 0 }).map(|id| (id, reason.clone())).collect()
    }
}

/// What is said of a row in a sentence: the chart's name for the drug, or the outside one.
pub(super) fn display_of(row: &ReconcileRow) -> &str {
    match (&row.here, row.outside.first()) {
        (Some(here), _) => &here.display,
        (None, Some(drug)) => &drug.display,
        (None, None) => "",
    }
}

/// Every row with its decision: as given, else as settled, else skipped.
///
/// # Errors
/// Names a decision that a row does not offer.
pub(super) fn decided<'r>(
    rows: &'r [ReconcileRow],
    given: &[RowDecision],
) -> Result<(Vec<Decided<'r>>, Vec<RefusedRow>)> {
    let by_key: BTreeMap<&str, RowChoice> = given.iter().map(|one| (one.key.as_str(), one.choice)).collect();
    let mut refused: Vec<RefusedRow> = Vec::new();
    for key in by_key.keys().filter(|key| !rows.iter().any(|row| row.key == **key)) {
        refused.push(RefusedRow {
            key: (*key).to_owned(),
            display: "A row".to_owned(),
            because: "The lists have changed since they were read. Look at them again.".to_owned(),
        });
    }
    let mut decisions = Vec::new();
    for row in rows {
        let choice = by_key.get(row.key.as_str()).copied().or(row.settled).unwrap_or(RowChoice::Skip);
        if choice != RowChoice::Skip && !row.choices.contains(&choice) {
            return Err(Error::invalid(
                "decisions",
                format!("{} cannot be decided so: choose what the row offers.", display_of(row)),
            ));
        }
        decisions.push(Decided { row, choice });
    }
    Ok((decisions, refused))
}

/// Rows whose decision cannot be carried out now, with the reason.
pub(super) fn impossible(db: &Db, decisions: &[Decided<'_>]) -> Result<Vec<RefusedRow>> {
    let mut refused = Vec::new();
    for one in decisions {
        let Some(here) = one.ends_here() else { continue };
        let because = if replaced_by_staged(db, here.patient_id)?.contains(&here.id) {
            "A prescription that takes its place is staged in the open visit. Sign or discard that first."
                .to_owned()
        } else if let Some(newer) = successor(db, here.id)? {
            format!("{} took its place already.", newer.display)
        } else {
            continue;
        };
        refused.push(RefusedRow { key: one.row.key.clone(), display: here.display.clone(), because });
    }
    // One line pasted twice would be put on the list twice.
    let added: Vec<&OutsideDrug> = decisions.iter().filter_map(Decided::taken_over).collect();
    for (at, drug) in added.iter().enumerate() {
        let twice = added[..at]
            .iter()
            .any(|other| fold(&other.display) == fold(&drug.display) && other.sig == drug.sig);
        if twice && let Some(one) = decisions.iter().find(|one| one.taken_over() == Some(*drug)) {
            refused.push(RefusedRow {
                key: one.row.key.clone(),
                display: drug.display.clone(),
                because: "It is taken over twice; skip one of the two.".to_owned(),
            });
        }
    }
    Ok(refused)
}
