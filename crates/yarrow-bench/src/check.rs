//! Checking a prescription against a list of twenty drugs.

use yarrow_core::medications::{Override, PrescriptionDraft, StageOutcome, check_prescription, list, stage};
use yarrow_kernel::{Decimal, EncounterId, LocalDate, PartialDate, PatientId};
use yarrow_rules::tables::Sex;
use yarrow_rules::{
    AllergyFact, AllergySubject, Directions, DrugFact, Facts, ObservationFact, ProblemFact, RuleBook, check,
};

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
    let chart = full_chart(book);
    let mut alone = Samples::default();
    let mut findings = 0;
    for _ in 0..ROUNDS {
        for proposed in DRUGS {
            let drugs = DRUGS.iter().filter(|drug| **drug != proposed).map(|drug| fact(drug)).collect();
            let facts = Facts { drugs, ..chart.clone() };
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
        Row::time(
            "check of 20 drugs, 10 allergies, 15 problems, 50 values, rules",
            alone.figures(),
            None,
            Some(Budget::P95(1.0)),
        ),
        Row::time("check of 20 drugs, command", whole.figures(), None, Some(Budget::P95(1.0))),
    ])
}

fn fact(drug: &str) -> DrugFact {
    DrugFact {
        id: Some(drug.to_owned()),
        display: format!("{drug} 10 mg tablet"),
        ingredients: vec![drug.to_owned()],
        form: Some("tablet".to_owned()),
        route: Some("oral".to_owned()),
        strength: Some("10 mg".to_owned()),
        sig: Directions::Typed(
            "1-2 tablets by mouth every 8 hours as needed for pain, then 1 tablet daily".to_owned(),
        ),
        ..DrugFact::default()
    }
}

/// What an old patient's chart holds besides drugs: ten allergies, fifteen problems, fifty values.
const ALLERGIES: [&str; 10] = [
    "amoxicillin",
    "sulfamethoxazole",
    "codeine",
    "aspirin",
    "iodixanol",
    "cefazolin",
    "vancomycin",
    "phenytoin",
    "captopril",
    "lidocaine",
];
const PROBLEMS: [(&str, &str); 15] = [
    ("I50.22", "Chronic systolic heart failure"),
    ("N18.32", "Chronic kidney disease, stage 3b"),
    ("E11.22", "Type 2 diabetes with kidney disease"),
    ("I48.20", "Chronic atrial fibrillation"),
    ("I10", "Hypertension"),
    ("J44.9", "COPD"),
    ("K21.9", "Reflux"),
    ("M81.0", "Osteoporosis"),
    ("F32.A", "Depression"),
    ("G47.33", "Sleep apnea"),
    ("E78.5", "Hyperlipidemia"),
    ("E03.9", "Hypothyroidism"),
    ("K74.60", "Cirrhosis"),
    ("N40.1", "Prostatic hyperplasia"),
    ("M10.9", "Gout"),
];
const VALUES: usize = 50;

/// The values are those the rules ask for first, so that none of them is spared.
fn full_chart(book: &RuleBook) -> Facts {
    let today = LocalDate::of(2026, 11, 20);
    let asked = book.observation_codes().iter().cloned();
    let others = (0..).map(|n| format!("{}-0", 90_000 + n));
    let value = |(n, loinc): (usize, String)| ObservationFact {
        display: format!("Value {n}"),
        value: Some(Decimal::from(n as u64 + 2)),
        unit: Some(if loinc == "29463-7" { "kg" } else { "mmol/L" }.to_owned()),
        text: None,
        date: today.map(|day| day.plus_days(-(n as i64))),
        loinc,
    };
    Facts {
        no_known_allergies: false,
        today,
        birth: PartialDate::parse("1944-03-14"),
        sex: Some(Sex::Male),
        allergies: ALLERGIES
            .iter()
            .map(|name| AllergyFact {
                id: (*name).to_owned(),
                display: (*name).to_owned(),
                subject: AllergySubject::Ingredient((*name).to_owned()),
                reactions: vec!["hives".to_owned()],
                severe: false,
                recorded: "2011-05-03".to_owned(),
            })
            .collect(),
        problems: PROBLEMS
            .iter()
            .map(|(code, display)| ProblemFact {
                id: (*code).to_owned(),
                code: Some((*code).to_owned()),
                display: (*display).to_owned(),
                onset: None,
                recorded: Some("2020-01-01".to_owned()),
            })
            .collect(),
        observations: asked.chain(others).take(VALUES).enumerate().map(value).collect(),
        ..Facts::default()
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
        earliest_fill: None,
        supply_exception: None,
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
        pharmacy_id: None,
        reason_code: None,
        reason_display: None,
        reported: true,
        over_the_counter: false,
        informant: None,
        prior_id: None,
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
        earliest_fill: None,
        supply_exception: None,
        encounter_id: Some(encounter),
        display: "Cetirizine 10 mg tablet".to_owned(),
        quantity: Some(Decimal::from(30)),
        days_supply: Some(30),
        reported: false,
        over_the_counter: false,
        informant: None,
        prior_id: None,
        ..draft(patient, "cetirizine", overrides)
    }
}
