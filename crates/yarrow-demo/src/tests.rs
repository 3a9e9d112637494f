//! What every demo chart must hold to.

use std::collections::{HashMap, HashSet};
use std::sync::Arc;

use yarrow_core::encounters::{Encounter, EncounterStatus};
use yarrow_core::medications::{MedicationRequest, MedicationStatus};
use yarrow_core::observations::Observation;
use yarrow_core::store::{DatabaseKey, FixedClock};
use yarrow_kernel::{Decimal, PractitionerId, Uuid};

use super::*;
use crate::drugs::conflicts;
use crate::rng::{at, days_between, midnight};

fn today() -> LocalDate {
    LocalDate::of(2026, 11, 20).unwrap()
}

fn staff() -> Vec<Practitioner> {
    let id = |n: usize| PractitionerId(Uuid::from_u128(n as u128 + 1));
    demo_staff().iter().enumerate().map(|(n, person)| person.practitioner(id(n))).collect()
}

fn options(patients: u32, seed: u64) -> DemoOptions {
    DemoOptions { patients, seed, today: today(), big_chart_encounters: 0, observations_per_patient: None }
}

fn charts(options: &DemoOptions) -> Vec<Chart> {
    let shops = super::pharmacies::pharmacies(options.seed, options.today);
    let cast = cast(&staff(), None, &shops).unwrap();
    Charts::new(&cast, options).collect()
}

/// FNV-1a (Fowler, Noll, Vo) over everything a chart says.
fn fingerprint(charts: &[Chart]) -> u64 {
    let text = format!("{charts:?}");
    text.bytes()
        .fold(0xcbf2_9ce4_8422_2325, |hash, byte| (hash ^ u64::from(byte)).wrapping_mul(0x0100_0000_01b3))
}

#[test]
fn the_same_seed_makes_the_same_practice_and_another_seed_another() {
    let first = charts(&options(40, 7));
    assert_eq!(fingerprint(&first), fingerprint(&charts(&options(40, 7))));
    assert_ne!(fingerprint(&first), fingerprint(&charts(&options(40, 8))));
    assert_eq!(
        fingerprint(&first[..20]),
        fingerprint(&charts(&options(20, 7))),
        "a bigger practice begins the same"
    );
}

#[test]
fn nobody_is_given_what_their_allergies_forbid() {
    let charts = charts(&options(400, 3));
    let mut allergic = 0;
    for chart in &charts {
        for allergy in &chart.allergies {
            allergic += usize::from(!allergy.subject.is_empty());
            for entry in &chart.medications {
                let clash =
                    entry.ingredients.iter().any(|ingredient| conflicts(&allergy.subject, ingredient));
                assert!(!clash, "{} on {} is given {}", chart.patient.mrn, allergy.subject, entry.display);
            }
        }
    }
    assert!(allergic > 80, "{allergic}");
    let penicillin = charts.iter().filter(|c| c.allergies.iter().any(|a| a.subject == "penicillins"));
    assert!(
        penicillin.flat_map(|c| &c.medications).any(|m| m.ingredients == ["azithromycin"]),
        "they got something else"
    );
}

#[test]
fn visits_lie_between_birth_and_today_and_none_is_open() {
    for chart in charts(&options(300, 5)) {
        let birth = midnight(chart.patient.birth_date.earliest().unwrap());
        let end = at(today(), 0);
        let mut last = birth;
        for visit in &chart.encounters {
            assert_eq!(visit.status, EncounterStatus::Finished);
            assert!(
                visit.start > last && visit.end.unwrap() < end,
                "{} {:?}",
                chart.patient.mrn,
                visit.start
            );
            last = visit.start;
        }
        for observation in &chart.observations {
            assert!(observation.effective_at > birth && observation.effective_at < end);
        }
        assert!(chart.patient.created_at >= birth);
    }
}

#[test]
fn every_visit_has_a_signed_note_that_quotes_its_values() {
    for chart in charts(&options(60, 11)) {
        assert_eq!(chart.notes.len(), chart.encounters.len());
        for note in &chart.notes {
            assert!(note.signed_at.is_some() && note.signed_by.is_some());
            assert!(note.text.contains("Assessment and plan"), "{}", note.text);
            let pressure = chart
                .observations
                .iter()
                .find(|o| o.encounter_id == Some(note.encounter_id) && o.code == "8480-6");
            if let Some(value) = pressure.and_then(|o| o.value) {
                assert!(note.text.contains(&format!("BP {value}/")), "{}", note.text);
            }
            assert_eq!(note.body["content"].as_array().unwrap().len(), 3);
        }
    }
}

#[test]
fn the_entities_of_a_practice_refer_only_to_their_own_chart_and_ids_are_unique() {
    let mut ids = HashSet::new();
    for chart in charts(&options(120, 2)) {
        let visits: HashSet<_> = chart.encounters.iter().map(|visit| visit.id).collect();
        let patient = chart.patient.id;
        assert!(ids.insert(patient.0));
        for visit in &chart.encounters {
            assert!(visit.patient_id == patient && ids.insert(visit.id.0));
        }
        for note in &chart.notes {
            assert!(visits.contains(&note.encounter_id) && ids.insert(note.id.0));
        }
        for observation in &chart.observations {
            assert!(
                observation.encounter_id.is_none_or(|id| visits.contains(&id))
                    && ids.insert(observation.id.0)
            );
        }
        for entry in &chart.medications {
            assert!(entry.encounter_id.is_none_or(|id| visits.contains(&id)) && ids.insert(entry.id.0));
            assert!(entry.signed_at.is_some() && entry.status != MedicationStatus::Draft);
        }
    }
}

fn series(chart: &Chart, code: &str) -> Vec<f64> {
    let mut found: Vec<_> = chart.observations.iter().filter(|o| o.code == code).collect();
    found.sort_by_key(|o| o.effective_at);
    found.iter().map(|o| o.value.unwrap().to_string().parse().unwrap()).collect()
}

fn mean(values: &[f64]) -> f64 {
    values.iter().sum::<f64>() / values.len() as f64
}

#[test]
fn treatment_moves_what_is_measured() {
    let charts = charts(&options(700, 9));
    let has = |chart: &Chart, code: &str| chart.problems.iter().any(|p| p.code == code);
    let falls = |code: &str, dx: &str| {
        let moved: Vec<(f64, f64)> = charts
            .iter()
            .filter(|chart| has(chart, dx))
            .map(|chart| series(chart, code))
            .filter(|values| values.len() >= 5)
            .map(|values| (values[0], mean(&values[values.len() - 2..])))
            .collect();
        assert!(moved.len() >= 8, "{dx}: {}", moved.len());
        let (first, last): (Vec<f64>, Vec<f64>) = moved.into_iter().unzip();
        (mean(&first), mean(&last))
    };
    let (before, after) = falls("4548-4", "E11.9");
    assert!(before > 7.2 && after < 7.4 && after < before - 0.4, "HbA1c {before} {after}");
    let (before, after) = falls("3016-3", "E03.9");
    assert!(before > 4.5 && after < 4.5, "TSH {before} {after}");
    let (before, after) = falls("98979-8", "N18.31");
    assert!(before - after > 1.0 && after > 20.0, "eGFR {before} {after}");
}

#[test]
fn children_grow_from_visit_to_visit() {
    let mut seen = 0;
    for chart in charts(&options(400, 4)) {
        let birth = chart.patient.birth_date.earliest().unwrap();
        if days_between(birth, today()) > 12 * 365 {
            continue;
        }
        let heights = series(&chart, "8302-2");
        seen += usize::from(heights.len() > 4);
        assert!(heights.windows(2).all(|pair| pair[1] >= pair[0]), "{} {heights:?}", chart.patient.mrn);
        let weights = series(&chart, "29463-7");
        assert!(
            weights.last().zip(weights.first()).is_none_or(|(last, first)| last >= &(first * 0.97)),
            "{weights:?}"
        );
    }
    assert!(seen > 20, "{seen}");
}

#[test]
fn values_stay_within_what_a_living_patient_can_have() {
    let limits: HashMap<&str, (f64, f64)> = HashMap::from([
        ("8480-6", (70.0, 200.0)),
        ("8462-4", (38.0, 115.0)),
        ("8867-4", (45.0, 185.0)),
        ("8310-5", (35.8, 40.0)),
        ("59408-5", (86.0, 100.0)),
        ("29463-7", (2.5, 190.0)),
        ("8302-2", (45.0, 205.0)),
        ("39156-5", (11.0, 55.0)),
        ("4548-4", (4.5, 13.5)),
        ("2823-3", (3.3, 5.6)),
        ("98979-8", (14.0, 140.0)),
        ("2160-0", (0.3, 4.5)),
        ("718-7", (9.0, 19.0)),
        ("13457-7", (30.0, 230.0)),
        ("3016-3", (0.3, 20.0)),
        ("2345-7", (60.0, 330.0)),
    ]);
    for chart in charts(&options(500, 6)) {
        for observation in &chart.observations {
            if let (Some((low, high)), Some(value)) =
                (limits.get(observation.code.as_str()), observation.value)
            {
                let value: f64 = value.to_string().parse().unwrap();
                assert!(
                    (*low..=*high).contains(&value),
                    "{} {} {value}",
                    chart.patient.mrn,
                    observation.display
                );
            }
        }
    }
}

#[test]
fn kidneys_and_blood_thinners_are_respected() {
    for chart in charts(&options(900, 12)) {
        let kidney = chart.problems.iter().filter(|p| p.code.starts_with("N18")).map(|p| p.recorded_at).min();
        let thinner =
            chart.medications.iter().filter(|m| m.ingredients == ["apixaban"]).map(|m| m.authored_at).min();
        for entry in &chart.medications {
            let oral =
                matches!(entry.ingredients.first().map(String::as_str), Some("ibuprofen" | "naproxen"));
            for since in [kidney, thinner].into_iter().flatten() {
                assert!(!(oral && entry.authored_at > since), "{} {}", chart.patient.mrn, entry.display);
            }
        }
    }
}

#[test]
fn the_patient_of_the_pictures_is_as_in_the_pictures() {
    let star = charts(&options(1, 1)).remove(0);
    assert_eq!((star.patient.mrn.as_str(), star.patient.preferred_name.as_deref()), (STAR_MRN, Some("Mari")));
    let codes: HashSet<_> = star.problems.iter().map(|p| p.code.as_str()).collect();
    assert_eq!(codes, HashSet::from(["E11.9", "I10", "I48.0", "E78.2", "N18.31", "M17.12"]));
    let mut active: Vec<_> = star
        .medications
        .iter()
        .filter(|m| m.status == MedicationStatus::Active)
        .map(|m| m.display.as_str())
        .collect();
    active.sort_unstable();
    let expected = [
        "Amlodipine 5 mg tablet",
        "Apixaban 5 mg tablet",
        "Empagliflozin 10 mg tablet",
        "Lisinopril 20 mg tablet",
        "Metformin ER 1,000 mg tablet",
        "Simvastatin 40 mg tablet",
    ];
    assert_eq!(active, expected);
    assert_eq!(series(&star, "98979-8").last(), Some(&58.0));
    assert_eq!(series(&star, "4548-4").last(), Some(&6.9));
    assert_eq!(series(&star, "29463-7").last(), Some(&71.4));
}

#[test]
fn a_large_practice_comes_out_at_the_wanted_mean_of_observations() {
    let options =
        DemoOptions { observations_per_patient: Some(10.0), big_chart_encounters: 50, ..options(600, 1) };
    let charts = charts(&options);
    assert_eq!(charts[1].encounters.len(), 50);
    let total: usize =
        charts.iter().enumerate().filter(|(n, _)| *n != 1).map(|(_, chart)| chart.observations.len()).sum();
    let mean = total as f64 / 599.0;
    assert!((9.0..=10.5).contains(&mean), "{mean}");
}

fn store(dir: &tempfile::TempDir) -> Store {
    let clock = Arc::new(FixedClock::at(at(today(), 8 * 60)));
    Store::create(dir.path(), &DatabaseKey::generate(), clock, Uuid::from_u128(9), true).unwrap()
}

#[test]
fn two_hundred_and_fifty_patients_load_and_the_star_is_read_back() {
    let dir = tempfile::tempdir().unwrap();
    let store = store(&dir);
    let options = DemoOptions { big_chart_encounters: 300, ..options(250, 1) };
    let begun = std::time::Instant::now();
    let report =
        generate(&store, &Actor::system(), &options, &staff(), &|done, total| done <= total).unwrap();
    println!("{report:?} in {:?}", begun.elapsed());
    assert_eq!(report.patients, 250);
    let star = report.star.unwrap();
    let (patient, active, a1c) = store
        .read(move |db| {
            let patient = yarrow_core::patients::require(db, star)?;
            let meds = query::<MedicationRequest>(
                db,
                "WHERE patient_id = ?1 AND status = 'active'",
                [star.as_bytes()],
            )?;
            let a1c = query::<Observation>(
                db,
                "WHERE patient_id = ?1 AND code = '4548-4' ORDER BY effective_at DESC",
                [star.as_bytes()],
            )?;
            Ok((patient, meds.len(), a1c[0].value))
        })
        .unwrap();
    assert_eq!((patient.list_name().as_str(), active), ("Ortega-Lindqvist, Marisol", 6));
    assert_eq!(a1c, Some(Decimal::new(69, 1)));
    let big = report.big_chart.unwrap();
    let visits =
        store.read(move |db| query::<Encounter>(db, "WHERE patient_id = ?1", [big.as_bytes()])).unwrap();
    assert_eq!(visits.len(), 300);
    let counted: i64 =
        store.read(|db| Ok(db.query_row("SELECT count(*) FROM observation", [], |row| row.get(0))?)).unwrap();
    assert_eq!(counted as u64, report.observations);
    let again = generate(&store, &Actor::system(), &options, &staff(), &|_, _| true).unwrap_err();
    assert!(matches!(again, Error::Refused(_)));
}

#[test]
fn making_a_practice_can_be_cancelled_and_needs_a_physician() {
    let dir = tempfile::tempdir().unwrap();
    let store = store(&dir);
    let nobody = generate(&store, &Actor::system(), &options(5, 1), &[], &|_, _| true).unwrap_err();
    assert!(matches!(nobody, Error::Refused(_)));
    let stopped = generate(&store, &Actor::system(), &options(50, 1), &staff(), &|_, _| false).unwrap_err();
    assert!(matches!(stopped, Error::Cancelled));
}

/// The reference data that Yarrow ships, built for this test.
fn knowledge() -> (tempfile::TempDir, yarrow_knowledge::Knowledge) {
    let dir = tempfile::tempdir().unwrap();
    let out = dir.path().join("knowledge.db");
    let sources = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("../../knowledge");
    yarrow_knowledge::build::build(&sources, &out).unwrap();
    let knowledge = yarrow_knowledge::Knowledge::open(&out).unwrap();
    (dir, knowledge)
}

#[test]
fn every_product_diagnosis_and_class_of_the_demo_is_in_the_reference_data() {
    let (_dir, knowledge) = knowledge();
    let mut missing = Vec::new();
    for rx in drugs::ALL {
        match knowledge.product(&rx.read().product) {
            None => missing.push(format!("product {}", rx.read().product)),
            Some(product) if product.display != rx.read().display => {
                missing.push(format!("display {} is {}", rx.read().display, product.display));
            }
            Some(_) => {}
        }
        for key in rx.ingredients {
            if knowledge.ingredient(key).is_none() {
                missing.push(format!("ingredient {key}"));
            }
        }
    }
    for (code, _) in codes::ALL {
        if !knowledge.diagnosis(code).is_some_and(|hit| hit.billable) {
            missing.push(format!("diagnosis {code}"));
        }
    }
    for (kind, key) in disease::allergen_keys() {
        let known = match kind {
            "ingredient" => knowledge.ingredient(key).is_some(),
            "free_text" => true,
            _ => knowledge.search_allergens(&key.replace('-', " "), 40).iter().any(|hit| hit.key == key),
        };
        if !known {
            missing.push(format!("allergen {key}"));
        }
    }
    for measure in measures::ALL {
        let unit = knowledge.observation_definition(measure.code).map(|known| known.unit.clone());
        if unit.as_deref() != Some(measure.unit) {
            missing.push(format!("observation {} in {}, known in {unit:?}", measure.code, measure.unit));
        }
    }
    assert!(missing.is_empty(), "{missing:#?}");
}

#[test]
fn members_of_the_demos_allergy_classes_are_those_of_the_rule_book() {
    let (_dir, knowledge) = knowledge();
    let rules = yarrow_rules::RuleBook::new(knowledge.rule_book().unwrap()).unwrap();
    let given: HashSet<&str> = drugs::ALL.iter().flat_map(|rx| rx.ingredients.iter().copied()).collect();
    for (key, members) in drugs::CLASSES {
        for ingredient in &given {
            let known = rules.class_members(key).contains(ingredient);
            assert!(!known || members.contains(ingredient), "{ingredient} belongs to {key}");
        }
    }
}
