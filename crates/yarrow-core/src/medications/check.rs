//! Checking a prescription: the patient's facts are gathered here, the pure rules answer.

use std::time::Instant;

use crate::terminology::Terminology;
use serde::Serialize;
use yarrow_kernel::{MedicationRequestId, PatientId};
use yarrow_rules::{
    AllergyFact, AllergySubject, CheckReport, DrugFact, Facts, Finding, NotChecked, Tier, check,
    is_local_form,
};

use super::prescribe::PrescriptionDraft;
use super::store::checked_against;
use super::{MedicationRequest, Override};
use crate::access::{Operation, Permission, Session};
use crate::allergies::{self, AllergyIntolerance, AllergyStatus, AllergySubjectKind, ReactionSeverity};
use crate::error::{Error, Result};
use crate::store::Db;

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
    session.read_chart(&CHECK, draft.patient_id, move |db| {
        let facts = facts_for(db, draft.patient_id, draft.id, &draft.hold)?;
        let mut report = checked(&knowledge, &facts, &proposed(&draft, &knowledge));
        report.not_checked.extend(on_hold(db, draft.patient_id)?);
        Ok(report)
    })
}

/// The facts a check needs: what is taken or staged, except `without` itself and what is to be paused; the allergies.
///
/// # Errors
/// When the database cannot be read.
pub fn facts_for(
    db: &Db,
    patient: PatientId,
    without: Option<MedicationRequestId>,
    held: &[MedicationRequestId],
) -> Result<Facts> {
    let drugs = checked_against(db, patient)?
        .iter()
        .filter(|drug| Some(drug.id) != without && !held.contains(&drug.id))
        .map(drug_fact)
        .collect();
    let recorded = allergies::list(db, patient)?;
    let active = || recorded.iter().filter(|allergy| allergy.status == AllergyStatus::Active);
    Ok(Facts {
        drugs,
        allergies: active().filter_map(allergy_fact).collect(),
        no_known_allergies: active().any(|a| a.subject_kind == AllergySubjectKind::NoKnownAllergies),
    })
}

/// Paused medications take part in no check until they are resumed; the report says so.
pub(super) fn on_hold(db: &Db, patient: PatientId) -> Result<Vec<NotChecked>> {
    let paused = super::list(db, patient, false)?
        .into_iter()
        .filter(|drug| drug.status == super::MedicationStatus::OnHold);
    Ok(paused
        .map(|drug| NotChecked {
            check: "Interactions".to_owned(),
            subject: drug.display,
            because: "it is on hold; it is checked when it is resumed".to_owned(),
        })
        .collect())
}

/// Runs the rules and notes how long they took.
pub(crate) fn checked(knowledge: &Terminology, facts: &Facts, proposed: &DrugFact) -> CheckReport {
    #[allow(clippy::disallowed_methods, reason = "measures the check; decides nothing")]
    let started = Instant::now();
    let mut report = check(knowledge.rule_book(), facts, proposed);
    report.micros = u64::try_from(started.elapsed().as_micros()).unwrap_or(u64::MAX);
    if let Some(warning) = &knowledge.manifest().warning {
        report.data_warning.get_or_insert_with(|| warning.clone());
    }
    report
}

/// A medication as the rules see it.
pub(crate) fn drug_fact(drug: &MedicationRequest) -> DrugFact {
    let started = drug.start.map(|date| date.to_string());
    DrugFact {
        id: Some(drug.id.to_string()),
        display: drug.display.clone(),
        ingredients: drug.ingredients.clone(),
        mapped: !drug.ingredients.is_empty(),
        since: Some(started.unwrap_or_else(|| drug.authored_at.to_string().chars().take(10).collect())),
        staged: drug.status == super::MedicationStatus::Draft,
        systemic: !is_local_form(drug.dose_form.as_deref().unwrap_or_default(), ""),
    }
}

/// The draft as the rules see it.
pub(super) fn proposed(draft: &PrescriptionDraft, knowledge: &Terminology) -> DrugFact {
    let product = draft.product.as_deref().and_then(|key| knowledge.product(key));
    let (form, route) = product.map(|p| (p.dose_form.as_str(), p.route.as_str())).unwrap_or_default();
    DrugFact {
        id: draft.id.map(|id| id.to_string()),
        display: draft.display.clone(),
        ingredients: draft.ingredients.clone(),
        mapped: !draft.ingredients.is_empty(),
        since: None,
        staged: false,
        systemic: !is_local_form(form, route),
    }
}

fn allergy_fact(allergy: &AllergyIntolerance) -> Option<AllergyFact> {
    let subject = match allergy.subject_kind {
        AllergySubjectKind::Ingredient => AllergySubject::Ingredient(allergy.subject.clone()),
        AllergySubjectKind::Class => AllergySubject::Class(allergy.subject.clone()),
        AllergySubjectKind::FoodOrEnvironment => AllergySubject::FoodOrEnvironment(allergy.subject.clone()),
        AllergySubjectKind::FreeText => AllergySubject::FreeText(allergy.display.clone()),
        AllergySubjectKind::NoKnownAllergies => return None,
    };
    Some(AllergyFact {
        id: allergy.id.to_string(),
        display: allergy.display.clone(),
        subject,
        reactions: allergy.reactions.clone(),
        severe: allergy.severity == ReactionSeverity::Severe,
        recorded: allergy.recorded_at.to_string().chars().take(10).collect(),
    })
}

/// The findings that still stop this prescription: contraindicated ones without a coded reason in words, high ones without
/// an acknowledgement.
pub(crate) fn unresolved(report: &CheckReport, overrides: &[Override]) -> Vec<String> {
    let given = |finding: &Finding| overrides.iter().find(|given| given.finding_key == finding.key);
    report
        .findings
        .iter()
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
