//! Checking a prescription against a list of twenty drugs.

use yarrow_core::medications::{Override, PrescriptionDraft, StageOutcome, check_prescription, list, stage};
use yarrow_kernel::{Decimal, EncounterId, PatientId};
use yarrow_rules::{DrugFact, Facts, check};

use crate::failure::{Failure, Outcome};
use crate::measure::Samples;
use crate::practice::Open;
use crate::report::{Budget, Row};

/// Twenty drugs that older patients take, and one more to propose.
const DRUGS: [&str; 21] = [
    "warfarin",
    "amiodarone",
    "digoxin",
    "metoprolol",
    "lisinopril",
    "spironolactone",
    "furosemide",
    "simvastatin",
    "amlodipine",
    "metformin",
    "glipizide",
    "levothyroxine",
    "omeprazole",
    "sertraline",
    "tramadol",
    "gabapentin",
    "allopurinol",
    "prednisone",
    "albuterol",
    "tamsulosin",
    "clarithromycin",
];
const LISTED: usize = 20;
const ROUNDS: usize = 60;
/// The chart that gets the twenty drugs: far from those that are searched and signed.
const PLACE: u64 = 77_777;

/// The rules alone, each drug proposed against the twenty others; then the whole command on a chart.
///
/// # Errors
/// When a drug is not known: a check of unknown drugs would be fast and mean nothing.
pub fn measure(open: &Open) -> Outcome<[Row; 2]> {
    let book = open.terminology.rule_book();
    if let Some(unknown) = DRUGS.iter().find(|drug| open.terminology.ingredient(drug).is_none()) {
        return Err(Failure::said(format!("{unknown} is not in the drug table.")));
    }
    let mut alone = Samples::default();
    let mut findings = 0;
    for _ in 0..ROUNDS {
        for proposed in DRUGS {
            let drugs = DRUGS.iter().filter(|drug| **drug != proposed).map(|drug| fact(drug)).collect();
            let facts = Facts { drugs, allergies: Vec::new(), no_known_allergies: true };
            let proposed = fact(proposed);
            findings += alone.time(|| check(book, &facts, &proposed)).findings.len();
        }
    }
    if findings == 0 {
        return Err(Failure::said(
            "The rules found nothing between warfarin, amiodarone and clarithromycin.",
        ));
    }
    let patient = open.some_patients(1, PLACE)?.pop().ok_or_else(|| Failure::said("There is no patient."))?;
    fill(open, patient)?;
    let mut whole = Samples::default();
    for _ in 0..ROUNDS * 10 {
        let draft = draft(patient, DRUGS[LISTED], Vec::new());
        whole.time(|| check_prescription(&open.session, draft))?;
    }
    Ok([
        Row::time("interaction check of 20 drugs, rules", alone.figures(), None, Some(Budget::P95(1.0))),
        Row::time("interaction check of 20 drugs, command", whole.figures(), None, Some(Budget::P95(1.0))),
    ])
}

fn fact(drug: &str) -> DrugFact {
    DrugFact {
        id: Some(drug.to_owned()),
        display: drug.to_owned(),
        ingredients: vec![drug.to_owned()],
        ..DrugFact::default()
    }
}

/// Puts the twenty drugs on a chart's list, whatever the rules say; an earlier run may have done it.
fn fill(open: &Open, patient: PatientId) -> Outcome {
    let listed = open.store().read(move |db| list(db, patient, false))?;
    for drug in &DRUGS[..LISTED] {
        if listed.iter().any(|known| known.ingredients.iter().any(|key| key == drug)) {
            continue;
        }
        let first = stage(&open.session, draft(patient, drug, Vec::new()))?.value;
        let StageOutcome::NeedsOverride { keys, .. } = first else { continue };
        let overrides = keys.into_iter().map(answer).collect();
        let second = stage(&open.session, draft(patient, drug, overrides))?.value;
        if let StageOutcome::NeedsOverride { keys, .. } = second {
            return Err(Failure::said(format!("{drug} could not be put on the list: {keys:?}")));
        }
    }
    Ok(())
}

/// An answer to a finding that lets the measurement go on.
pub fn answer(finding_key: String) -> Override {
    Override {
        finding_key,
        code: Some("monitor".to_owned()),
        reason: "generated for a measurement".to_owned(),
    }
}

fn draft(patient: PatientId, drug: &str, overrides: Vec<Override>) -> PrescriptionDraft {
    PrescriptionDraft {
        patient_id: patient,
        encounter_id: None,
        id: None,
        product: None,
        display: drug.to_owned(),
        ingredients: vec![drug.to_owned()],
        sig: "1 tablet by mouth daily".to_owned(),
        quantity: None,
        quantity_unit: None,
        days_supply: None,
        refills: 0,
        start: None,
        dispense_as_written: false,
        pharmacy: None,
        reason_code: None,
        reason_display: None,
        reported: true,
        overrides,
        hold: Vec::new(),
    }
}

/// A prescription to be signed in a visit.
pub fn prescription(
    patient: PatientId,
    encounter: EncounterId,
    overrides: Vec<Override>,
) -> PrescriptionDraft {
    PrescriptionDraft {
        encounter_id: Some(encounter),
        display: "Cetirizine 10 mg tablet".to_owned(),
        quantity: Some(Decimal::from(30)),
        days_supply: Some(30),
        reported: false,
        ..draft(patient, "cetirizine", overrides)
    }
}
