use super::*;
use FindingKind::Renal;

fn creatinine(mg_dl: &str, date: &str) -> ObservationFact {
    value("2160-0", "Creatinine", mg_dl, "mg/dL", date)
}

/// A man of 80 with a creatinine of 2.0 mg/dL and 72 kg: (140 - 80) x 72 / (72 x 2) = 30 mL/min.
fn old_man(mg_dl: &str) -> Facts {
    let facts = Facts { sex: Some(tables::Sex::Male), ..born("1946-05-01") };
    with(weighing(facts, "72"), &[creatinine(mg_dl, "2026-10-01")])
}

#[test]
fn a_dose_that_the_clearance_does_not_allow_is_found() {
    let found = found(&old_man("2.5"), "lisinopril 40 mg tablet", "2 tabs po daily", Renal).unwrap();
    assert_eq!(found.tier, Tier::High);
    assert_eq!(found.title, "Lisinopril with creatinine clearance 24 mL/min: 80 mg a day, at most 40 mg");
    assert!(found.facts.contains(&"Creatinine 2.5 mg/dL, 1 Oct 2026".to_owned()), "{:?}", found.facts);
    assert!(found.facts.iter().any(|f| f.contains("Cockcroft–Gault with actual weight 72 kg")));
    assert!(found.would_change.contains(&"At most 40 mg a day".to_owned()));
}

#[test]
fn a_dose_within_the_band_is_clear_and_says_by_which_value() {
    let report = checked(&old_man("2.5"), "lisinopril 5 mg tablet", "1 tab po daily");
    assert!(report.findings.is_empty(), "{:?}", report.findings);
    assert!(
        report.clear.contains(&"Dose fits the kidney function: creatinine clearance 24 mL/min".to_owned())
    );
}

#[test]
fn of_two_bands_the_one_of_the_lower_function_counts() {
    let found = found(&old_man("7"), "lisinopril 10 mg tablet", "1 tab po daily", Renal).unwrap();
    assert!(found.title.ends_with("10 mg a day, at most 5 mg"), "{}", found.title);
}

#[test]
fn metformin_is_contraindicated_below_an_egfr_of_thirty() {
    let found = found(&old_man("3"), "metformin 500 mg tablet", "1 tab po bid", Renal).unwrap();
    assert_eq!(found.tier, Tier::Contraindicated);
    assert!(found.title.starts_with("Metformin with eGFR "), "{}", found.title);
}

#[test]
fn the_newer_of_reported_egfr_and_creatinine_counts() {
    let reported = value("98979-8", "eGFR", "52", "mL/min/{1.73_m2}", "2026-11-01");
    let facts = with(old_man("3"), std::slice::from_ref(&reported));
    assert_eq!(said(&facts, "metformin 500 mg tablet", "1 tab po bid", Renal), "clear");
    let older = ObservationFact { date: LocalDate::parse("2026-08-01"), ..reported };
    assert!(found(&with(old_man("3"), &[older]), "metformin 500 mg tablet", "1 tab po bid", Renal).is_some());
}

#[test]
fn without_a_creatinine_it_is_not_checked() {
    let report = checked(&patient(), "metformin 500 mg tablet", "1 tab po bid");
    assert_eq!(because(&report, "Kidney function"), "no creatinine is recorded");
    let stale = with(patient(), &[creatinine("1.0", "2024-05-03")]);
    let report = checked(&stale, "metformin 500 mg tablet", "1 tab po bid");
    assert_eq!(
        because(&report, "Kidney function"),
        "the last creatinine is of 3 May 2024, more than 12 months ago"
    );
}

#[test]
fn a_drug_that_needs_no_kidney_asks_for_none() {
    let report = checked(&patient(), "ibuprofen 200 mg tablet", "1 tab po tid");
    assert_eq!(because(&report, "Kidney function"), "");
}

#[test]
fn end_stage_disease_on_the_problem_list_counts_without_a_value() {
    let facts = with_problem(patient(), "N18.6", "End-stage renal disease");
    let found = found(&facts, "metformin 500 mg tablet", "1 tab po bid", Renal).unwrap();
    assert_eq!(found.tier, Tier::Contraindicated);
    assert!(found.facts.iter().any(|f| f.starts_with("End-stage renal disease (N18.6)")));
}

#[test]
fn without_a_weight_the_egfr_stands_in_for_the_clearance_and_says_so() {
    let egfr = value("98979-8", "eGFR", "22", "mL/min/{1.73_m2}", "2026-11-01");
    let facts = with(patient(), &[egfr, creatinine("2.6", "2026-11-01")]);
    let found = found(&facts, "lisinopril 40 mg tablet", "2 tabs po daily", Renal).unwrap();
    assert!(
        found.facts.iter().any(|f| f.contains("eGFR is used because no weight is recorded")),
        "{:?}",
        found.facts
    );
}

#[test]
fn creatinine_in_micromoles_is_understood_and_a_strange_one_is_not() {
    let molar =
        with(weighing(patient(), "60"), &[value("2160-0", "Creatinine", "300", "umol/L", "2026-11-01")]);
    assert!(found(&molar, "metformin 500 mg tablet", "1 tab po bid", Renal).is_some());
    let odd = with(patient(), &[value("2160-0", "Creatinine", "300", "mg/dL", "2026-11-01")]);
    let report = checked(&odd, "metformin 500 mg tablet", "1 tab po bid");
    assert_eq!(because(&report, "Kidney function"), "a creatinine of 300 mg/dL is not plausible");
}

#[test]
fn an_interval_that_is_too_short_for_the_kidney_is_found() {
    let facts = with_problem(patient(), "N18.4", "Chronic kidney disease, stage 4");
    let text = said(&facts, "amoxicillin 500 mg capsule", "1 cap po q8h", Renal);
    assert_eq!(text, "High: Amoxicillin with stage 4 kidney disease: every 8 hours, at least 12 hours apart");
    assert_eq!(said(&facts, "amoxicillin 500 mg capsule", "1 cap po bid", Renal), "clear");
}
