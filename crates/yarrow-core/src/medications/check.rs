//! Checking a prescription: the facts come from `gather.rs`, the pure rules answer.

use std::time::Instant;

use crate::terminology::Terminology;
use serde::Serialize;
use yarrow_kernel::PatientId;
use yarrow_rules::{CheckReport, DrugFact, Facts, Finding, NotChecked, Tier, check};

use super::Override;
use super::controlled::series_of_draft;
use super::gather::{Chart, facts_for, proposed};
use super::prescribe::{PrescriptionDraft, from_product};
use crate::access::{Operation, Permission, Session};
use crate::error::{Error, Result};
use crate::store::Db;
use crate::{safety, settings};

/// A coded reason for going on in spite of a finding.
#[derive(Clone, Copy, Debug, Serialize, ts_rs::TS)]
pub struct OverrideReason {
    /// Code.
    pub code: &'static str,
    /// In words.
    pub display: &'static str,
}

/// The reasons offered; words are asked for beside them.
pub const OVERRIDE_REASONS: &[OverrideReason] = &[
    OverrideReason { code: "benefit", display: "Benefit outweighs the risk" },
    OverrideReason { code: "monitor", display: "Will monitor" },
    OverrideReason { code: "tolerated", display: "Patient has tolerated this before" },
    OverrideReason { code: "stopped", display: "The other drug is stopped or not taken" },
    OverrideReason { code: "dose", display: "Dose or timing adjusted" },
    OverrideReason { code: "not_allergic", display: "Not a true allergy" },
    OverrideReason { code: "specialist", display: "Recommended by a specialist" },
    OverrideReason { code: "other", display: "Another reason" },
];

const CHECK: Operation = Operation::new("check_prescription", Permission::ChartRead);
/// The fewest characters of a reason in words.
pub(super) const REASON_WORDS: usize = 4;

/// Checks a draft against everything the patient takes and is allergic to. Writes nothing.
///
/// # Errors
/// When the role may not open the chart.
pub fn check_prescription(session: &Session, draft: PrescriptionDraft) -> Result<CheckReport> {
    let knowledge = std::sync::Arc::clone(session.knowledge());
    let draft = from_product(&knowledge, draft)?;
    let now = session.now();
    session.read_chart(&CHECK, draft.patient_id, move |db| {
        let mut leaving = draft.leaving(db)?;
        leaving.extend(series_of_draft(db, &knowledge, &draft)?);
        let chart =
            Chart { knowledge: &knowledge, today: settings::today(db, now)?, patient: draft.patient_id };
        let facts = facts_for(db, chart, draft.id, &leaving)?;
        let mut report = checked(db, &knowledge, draft.patient_id, &facts, &proposed(&draft, &knowledge))?;
        report.not_checked.extend(on_hold(db, draft.patient_id)?);
        Ok(report)
    })
}

/// Paused medications take part in no check until they are resumed; the report says so.
pub(super) fn on_hold(db: &Db, patient: PatientId) -> Result<Vec<NotChecked>> {
    let paused = super::list(db, patient, false)?
        .into_iter()
        .filter(|drug| drug.status == super::MedicationStatus::OnHold);
    Ok(paused.map(|drug| not_while_held(drug.display)).collect())
}

/// What a report says of a paused medication.
pub(crate) fn not_while_held(subject: String) -> NotChecked {
    let because = "it is on hold; it is checked when it is resumed".to_owned();
    NotChecked { check: "Interactions".to_owned(), subject, because }
}

/// Runs the rules, notes how long they took, and adds what the practice has adjusted and answered before.
///
/// # Errors
/// When the database cannot be read.
pub(crate) fn checked(
    db: &Db,
    knowledge: &Terminology,
    patient: PatientId,
    facts: &Facts,
    proposed: &DrugFact,
) -> Result<CheckReport> {
    #[allow(clippy::disallowed_methods, reason = "measures the check; decides nothing")]
    let started = Instant::now();
    let mut report = check(knowledge.rule_book(), facts, proposed);
    report.micros = u64::try_from(started.elapsed().as_micros()).unwrap_or(u64::MAX);
    if let Some(warning) = &knowledge.manifest().warning {
        report.data_warning.get_or_insert_with(|| warning.clone());
    }
    safety::apply_adjustments(db, &mut report)?;
    safety::apply_answers(db, patient, facts, proposed, &mut report)?;
    Ok(report)
}

/// The findings that still stop this prescription: contraindicated ones without a coded reason in words, high ones without
/// an acknowledgement, unless the same was answered before.
pub(crate) fn unresolved(report: &CheckReport, overrides: &[Override]) -> Vec<String> {
    let given = |finding: &Finding| overrides.iter().find(|given| given.finding_key == finding.key);
    report
        .findings
        .iter()
        .filter(|finding| !report.remembered.iter().any(|known| known.key == finding.key))
        .filter(|finding| match finding.tier {
            Tier::Contraindicated => {
                !given(finding).is_some_and(|o| o.code.is_some() && has_words(&o.reason))
            }
            Tier::High => given(finding).is_none(),
            Tier::Moderate | Tier::Low => false,
        })
        .map(|finding| finding.key.clone())
        .collect()
}

fn has_words(reason: &str) -> bool {
    reason.trim().chars().filter(|c| c.is_alphanumeric()).count() >= REASON_WORDS
}

/// Only overrides of findings that are there, with known codes and bounded reasons.
pub(super) fn checked_overrides(report: &CheckReport, overrides: &[Override]) -> Result<Vec<Override>> {
    let mut kept = Vec::new();
    for given in overrides {
        if given.reason.chars().count() > 500 {
            return Err(Error::invalid("overrides.reason", "A reason has at most 500 characters."));
        }
        if given.code.as_deref().is_some_and(|code| !OVERRIDE_REASONS.iter().any(|known| known.code == code))
        {
            return Err(Error::invalid("overrides.code", "Choose one of the listed reasons."));
        }
        if report.findings.iter().any(|finding| finding.key == given.finding_key) {
            kept.push(Override { reason: given.reason.trim().to_owned(), ..given.clone() });
        }
    }
    Ok(kept)
}
