use super::*;
use FindingKind::{Condition, Load};

#[test]
fn ibuprofen_in_heart_failure_is_high_with_the_problem_named() {
    let facts = with_problem(patient(), "I50.22", "Chronic systolic heart failure");
    let found = found(&facts, "ibuprofen 400 mg tablet", "1 tab po tid", Condition).unwrap();
    assert_eq!((found.tier, found.title.as_str()), (Tier::High, "Ibuprofen: NSAID in heart failure"));
    assert!(found.facts.contains(&"Chronic systolic heart failure (I50.22), recorded 1 Sep 2026".to_owned()));
    assert_eq!(found.would_change, ["Chronic systolic heart failure no longer on the problem list"]);
    assert_eq!(found.rule, "nsaid-heart-failure");
}

#[test]
fn a_cream_does_not_meet_a_problem() {
    let facts = with_problem(patient(), "I50.22", "Chronic systolic heart failure");
    let mut gel = order("ibuprofen 200 mg tablet", "1 tab po tid");
    gel.systemic = false;
    assert!(check(&BOOK, &facts, &gel).findings.is_empty());
}

#[test]
fn without_the_problem_it_is_clear() {
    let report = checked(&patient(), "ibuprofen 400 mg tablet", "1 tab po tid");
    assert!(report.clear.contains(&"No conflict with 1 problem".to_owned()), "{:?}", report.clear);
}

#[test]
fn a_problem_in_words_only_is_not_checked_and_not_counted_as_clear() {
    let mut facts = with_problem(patient(), "I50.22", "Heart trouble, kind unknown");
    facts.problems.iter_mut().for_each(|problem| problem.code = None);
    let report = checked(&facts, "ibuprofen 400 mg tablet", "1 tab po tid");
    assert!(report.clear.iter().all(|line| !line.contains("No conflict")), "{:?}", report.clear);
    let line = report.not_checked.iter().find(|line| line.check == "Problems").unwrap();
    assert!(line.subject.contains("Heart trouble, kind unknown"), "{line:?}");
    assert_eq!(line.because, "recorded without an ICD-10-CM code");
}

fn potassium(level: &str, date: &str) -> ObservationFact {
    value("2823-3", "Potassium", level, "mmol/L", date)
}

#[test]
fn spironolactone_with_a_high_potassium_stops_and_names_the_value_with_its_date() {
    let facts = with(patient(), &[potassium("5.8", "2026-11-01")]);
    let found = found(&facts, "spironolactone 25 mg tablet", "1 tab po daily", Condition).unwrap();
    assert_eq!(found.tier, Tier::Contraindicated);
    assert!(found.facts.contains(&"Potassium 5.8 mmol/L, 1 Nov 2026".to_owned()), "{:?}", found.facts);
    assert_eq!(found.would_change, ["Potassium at or below 5 mmol/L"]);
    let normal = with(patient(), &[potassium("5.8", "2026-09-01"), potassium("4.1", "2026-11-01")]);
    assert_eq!(
        said(&normal, "spironolactone 25 mg tablet", "1 tab po daily", Condition),
        "clear",
        "the newest counts"
    );
}

#[test]
fn a_missing_or_old_potassium_is_said_where_the_rule_asks_for_it() {
    let report = checked(&patient(), "spironolactone 25 mg tablet", "1 tab po daily");
    assert_eq!(because(&report, "Potassium too high"), "no potassium in 90 days");
    let old = with(patient(), &[potassium("4.1", "2026-03-01")]);
    let report = checked(&old, "spironolactone 25 mg tablet", "1 tab po daily");
    assert_eq!(
        because(&report, "Potassium too high"),
        "the last potassium is of 1 Mar 2026, more than 90 days ago"
    );
}

#[test]
fn a_condition_of_a_high_dose_is_silent_about_a_low_one() {
    let facts = with_problem(patient(), "K25.9", "Gastric ulcer");
    assert_eq!(said(&facts, "aspirin 81 mg tablet", "1 tab po daily", Condition), "clear");
    assert!(said(&facts, "aspirin 325 mg tablet", "1 tab po daily", Condition).starts_with("High"));
    let report = checked(&facts, "aspirin 325 mg tablet", "as the doctor told you");
    assert_eq!(because(&report, "Aspirin with an ulcer"), "the daily dose of aspirin is not known");
}

fn on(facts: Facts, drugs: &[&str]) -> Facts {
    Facts { drugs: drugs.iter().map(|d| super::super::drug(d)).collect(), ..facts }
}

#[test]
fn qt_points_add_up_over_drugs_and_risks() {
    let load = |facts: &Facts| said(facts, "trazodone 50 mg tablet", "1 tab po qhs", Load);
    assert_eq!(load(&on(patient(), &["methadone"])), "Moderate: QT load: 5 points");
    let low = with(on(patient(), &["methadone"]), &[potassium("3.1", "2026-11-10")]);
    assert_eq!(load(&low), "High: QT load: 7 points");
    let found = found(&low, "trazodone 50 mg tablet", "1 tab po qhs", Load).unwrap();
    assert!(
        found.facts.iter().any(|f| f == "low potassium (2 points): Potassium 3.1 mmol/L, 10 Nov 2026"),
        "{:?}",
        found.facts
    );
    assert!(found.would_change.contains(&"Without methadone".to_owned()));
}

#[test]
fn a_load_below_its_threshold_is_clear_and_a_drug_that_adds_nothing_is_not_asked() {
    let report =
        check(&BOOK, &on(patient(), &["mirtazapine"]), &order("trazodone 50 mg tablet", "1 tab po qhs"));
    assert!(report.clear.contains(&"QT load 3, below 4".to_owned()), "{:?}", report.clear);
    let report = check(
        &BOOK,
        &on(patient(), &["methadone", "sotalol"]),
        &order("amoxicillin 500 mg capsule", "1 cap po tid"),
    );
    assert!(!report.findings.iter().any(|f| f.kind == Load));
}

#[test]
fn the_same_ingredient_in_two_products_counts_once() {
    let mut facts = on(patient(), &["mirtazapine"]);
    facts.drugs.push(DrugFact { id: Some("again".into()), ..facts.drugs[0].clone() });
    assert_eq!(said(&facts, "trazodone 50 mg tablet", "1 tab po qhs", Load), "clear");
}

#[test]
fn one_drug_alone_is_no_sum() {
    let man = Facts { sex: Some(tables::Sex::Male), ..patient() };
    let report = checked(&man, "sotalol 80 mg tablet", "1 tab po bid");
    assert!(!report.findings.iter().any(|f| f.kind == Load));
}
