//! The facts of one chart for the pure rules: drugs, allergies, problems, newest values, age and sex.

use yarrow_kernel::{AdministrativeGender, LocalDate, MedicationRequestId, PatientId};
use yarrow_rules::tables::Sex;
use yarrow_rules::{
    AllergyFact, AllergySubject, Directions, DrugFact, Facts, ObservationFact, ProblemFact, is_local_form,
};

use super::prescribe::PrescriptionDraft;
use super::store::checked_against;
use super::{MedicationRequest, MedicationStatus};
use crate::allergies::{self, AllergyIntolerance, AllergyStatus, AllergySubjectKind, ReactionSeverity};
use crate::error::Result;
use crate::observations::{self, Observation};
use crate::problems::{self, Condition};
use crate::store::Db;
use crate::terminology::Terminology;
use crate::{patients, settings};

/// Whose chart is gathered, on which day, and with which knowledge.
#[derive(Clone, Copy)]
pub struct Chart<'a> {
    /// Which values the rules ask for, and what the products are.
    pub knowledge: &'a Terminology,
    /// The practice's day, from which ages and the age of values count.
    pub today: LocalDate,
    /// Whose.
    pub patient: PatientId,
}

/// The facts a check needs: what is taken or staged, except `without` itself and what is to be paused; allergies, active
/// problems, the newest value of each code the rules ask for, birth date and sex.
///
/// # Errors
/// When the database cannot be read or there is no such patient.
pub fn facts_for(
    db: &Db,
    chart: Chart<'_>,
    without: Option<MedicationRequestId>,
    held: &[MedicationRequestId],
) -> Result<Facts> {
    let Chart { knowledge, today, patient } = chart;
    let drugs = checked_against(db, patient)?
        .iter()
        .filter(|drug| Some(drug.id) != without && !held.contains(&drug.id))
        .map(|drug| drug_fact(drug, knowledge))
        .collect();
    let person = patients::require(db, patient)?;
    let recorded = allergies::list(db, patient)?;
    let active = || recorded.iter().filter(|allergy| allergy.status == AllergyStatus::Active);
    let codes = knowledge.rule_book().observation_codes();
    let zone = &settings::time_zone(db)?;
    let values = observations::newest_of_each(db, patient, codes)?;
    Ok(Facts {
        drugs,
        allergies: active().filter_map(allergy_fact).collect(),
        no_known_allergies: active().any(|a| a.subject_kind == AllergySubjectKind::NoKnownAllergies),
        today: Some(today),
        birth: Some(person.birth_date),
        sex: sex(person.gender),
        problems: problems::list(db, patient, false)?.into_iter().map(problem_fact).collect(),
        observations: values.into_iter().map(|value| observation_fact(value, zone)).collect(),
    })
}

/// The sex that rules go by.
pub(crate) fn sex(gender: AdministrativeGender) -> Option<Sex> {
    match gender {
        AdministrativeGender::Female => Some(Sex::Female),
        AdministrativeGender::Male => Some(Sex::Male),
        AdministrativeGender::Other | AdministrativeGender::Unknown => None,
    }
}

/// A medication as the rules see it.
pub(crate) fn drug_fact(drug: &MedicationRequest, knowledge: &Terminology) -> DrugFact {
    let started = drug.start.map(|date| date.to_string());
    let product = drug.product.as_deref().and_then(|key| knowledge.product(key));
    let form = drug.dose_form.clone().or_else(|| product.map(|p| p.dose_form.clone()));
    let route = product.map(|p| p.route.clone());
    let fills = drug.refills.saturating_add(1);
    DrugFact {
        id: Some(drug.id.to_string()),
        display: drug.display.clone(),
        ingredients: drug.ingredients.clone(),
        mapped: !drug.ingredients.is_empty(),
        since: Some(started.unwrap_or_else(|| drug.authored_at.to_string().chars().take(10).collect())),
        directions: drug.sig_text.clone(),
        staged: drug.status == MedicationStatus::Draft,
        systemic: !is_local_form(form.as_deref().unwrap_or_default(), route.as_deref().unwrap_or_default()),
        route,
        form,
        strength: drug.strength.clone().or_else(|| product.map(|p| p.strength.clone())),
        sig: Directions::Typed(typed(drug).to_owned()),
        days: drug.days_supply.map(|days| days.saturating_mul(fills)),
    }
}

/// The directions that are checked. Of an imported prescription these are the words they were understood as: its coded
/// parts may say what its text does not.
pub(super) fn typed(drug: &MedicationRequest) -> &str {
    if drug.reported && drug.dose_checked { &drug.sig_text } else { &drug.sig }
}

/// The draft as the rules see it.
pub(super) fn proposed(draft: &PrescriptionDraft, knowledge: &Terminology) -> DrugFact {
    let product = draft.product.as_deref().and_then(|key| knowledge.product(key));
    let form = product.map(|p| p.dose_form.clone());
    let route = product.map(|p| p.route.clone());
    let reading = yarrow_rules::sig::read_sig(&draft.sig, form.as_deref());
    let fills = draft.refills.saturating_add(1);
    DrugFact {
        id: draft.id.map(|id| id.to_string()),
        display: draft.display.clone(),
        ingredients: draft.ingredients.clone(),
        mapped: !draft.ingredients.is_empty(),
        since: None,
        directions: reading.words,
        staged: false,
        systemic: !is_local_form(form.as_deref().unwrap_or_default(), route.as_deref().unwrap_or_default()),
        route,
        form,
        strength: product.map(|p| p.strength.clone()),
        sig: Directions::Typed(draft.sig.clone()),
        days: draft.days_supply.or(reading.days_supply).map(|days| days.saturating_mul(fills)),
    }
}

/// An allergy as the rules see it; none for a statement that there is no allergy.
pub(crate) fn allergy_fact(allergy: &AllergyIntolerance) -> Option<AllergyFact> {
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

/// A problem as the rules see it.
pub(crate) fn problem_fact(problem: Condition) -> ProblemFact {
    ProblemFact {
        id: problem.id.to_string(),
        code: (!problem.code.is_empty()).then_some(problem.code),
        display: problem.display,
        onset: problem.onset.map(|date| date.to_string()),
        recorded: Some(problem.recorded_at.to_string().chars().take(10).collect()),
    }
}

/// A value as the rules see it, dated in a time zone.
pub(crate) fn observation_fact(value: Observation, zone: &str) -> ObservationFact {
    ObservationFact {
        loinc: value.code,
        display: value.display,
        value: value.value,
        unit: value.unit,
        text: value.value_text,
        date: Some(settings::local_date(zone, value.effective_at)),
    }
}
