use super::*;
use FindingKind::{Age, Dose};

fn dose(product: &str, sig: &str) -> String {
    said(&patient(), product, sig, Dose)
}

#[test]
fn a_usual_dose_is_clear_and_said() {
    let report = checked(&patient(), "lisinopril 20 mg tablet", "1 tab po daily");
    assert!(report.findings.is_empty(), "{:?}", report.findings);
    assert!(
        report.clear.contains(&"Dose within the labelled range for an adult".to_owned()),
        "{:?}",
        report.clear
    );
}

#[test]
fn a_dose_above_the_label_maximum_stops() {
    assert_eq!(
        dose("lisinopril 40 mg tablet", "4 tabs po daily"),
        "Contraindicated: Lisinopril: 160 mg at once is above the maximum of 80 mg"
    );
    assert_eq!(
        dose("lisinopril 40 mg tablet", "1 tab po tid"),
        "Contraindicated: Lisinopril: 120 mg a day is above the maximum of 80 mg"
    );
}

#[test]
fn a_dose_above_the_usual_range_and_below_the_maximum_is_one_folded_line() {
    assert_eq!(
        dose("lisinopril 30 mg tablet", "2 tabs po daily"),
        "Moderate: Lisinopril: 60 mg at once is more than usual (up to 40 mg)"
    );
}

#[test]
fn where_specialists_go_beyond_the_label_the_maximum_is_high_and_not_a_stop() {
    assert!(
        dose("levothyroxine 200 mcg tablet", "2 tabs po daily")
            .starts_with("High: Levothyroxine: 400 mcg a day")
    );
}

#[test]
fn a_tenth_of_the_usual_dose_is_taken_for_a_slip() {
    assert!(
        dose("levothyroxine 50 mcg tablet", "2 mcg po daily")
            .starts_with("Moderate: Levothyroxine: 2 mcg a day is less than")
    );
    assert!(dose("levothyroxine 25 mcg tablet", "1/2 tab po daily").starts_with("Low: "));
}

#[test]
fn weekly_methotrexate_is_fine_and_daily_methotrexate_stops() {
    assert_eq!(dose("methotrexate 2.5 mg tablet", "6 tabs po weekly"), "clear");
    assert_eq!(
        dose("methotrexate 2.5 mg tablet", "6 tabs po daily"),
        "Contraindicated: Methotrexate: given every day, but it is given once in 7 days"
    );
    assert!(dose("methotrexate 2.5 mg tablet", "3 tabs po twice weekly").starts_with("Contraindicated: "));
}

#[test]
fn ketorolac_is_for_five_days() {
    assert!(
        dose("ketorolac 10 mg tablet", "1 tab po q6h x10d")
            .starts_with("High: Ketorolac: 10 days is longer than the 5 days")
    );
    let report = checked(&patient(), "ketorolac 10 mg tablet", "1 tab po q6h");
    assert!(because(&report, "Duration").contains("no length of treatment"));
    assert_eq!(dose("ketorolac 10 mg tablet", "1 tab po q6h x5d"), "clear");
}

#[test]
fn as_needed_counts_by_its_shortest_interval() {
    assert!(
        dose("acetaminophen 500 mg tablet", "2 tabs po q4h prn pain")
            .starts_with("Contraindicated: Acetaminophen: 6,000 mg a day")
    );
    assert_eq!(dose("acetaminophen 500 mg tablet", "2 tabs po q6h prn pain"), "clear");
    assert_eq!(dose("acetaminophen 500 mg tablet", "2 tabs po q4h prn pain max 8/day"), "clear");
}

#[test]
fn the_same_ingredient_in_two_products_adds_up() {
    let mut facts = patient();
    facts.drugs.push(DrugFact {
        id: Some("norco".into()),
        route: Some("oral".into()),
        strength: Some("325 mg / 10 mg".into()),
        sig: Directions::read("2 tabs po q6h", Some("tablet")),
        ..super::super::drug("acetaminophen + hydrocodone")
    });
    let found = found(&facts, "acetaminophen 500 mg tablet", "2 tabs po tid", Dose).unwrap();
    assert_eq!(found.tier, Tier::High);
    assert!(
        found.title.contains("5,600 mg a day together with acetaminophen + hydrocodone"),
        "{}",
        found.title
    );
}

#[test]
fn an_extended_release_tablet_has_its_own_row() {
    assert!(dose("metformin 1000 mg tablet", "1 tab po bid") == "clear");
    assert!(
        dose("metformin 750 mg ER", "3 tabs po daily")
            .contains("2,250 mg a day is above the maximum of 2,000 mg")
    );
}

#[test]
fn a_child_is_dosed_by_weight_with_an_absolute_ceiling() {
    let child = weighing(born("2022-10-01"), "16");
    assert_eq!(said(&child, "amoxicillin 400 mg/5 mL suspension", "5 mL po bid", Dose), "clear");
    let over = said(&child, "amoxicillin 400 mg/5 mL suspension", "10 mL po bid", Dose);
    assert_eq!(
        over,
        "Contraindicated: Amoxicillin: 1,600 mg a day is above the maximum of 1,440 mg (90 mg/kg)"
    );
    // 45 kg: 90 mg/kg would be 4,050 mg; the ceiling of 3,000 mg holds.
    let heavy = weighing(born("2014-10-01"), "45");
    assert!(
        said(&heavy, "amoxicillin 400 mg/5 mL suspension", "20 mL po bid", Dose)
            .contains("above the maximum of 1,000 mg")
    );
    let clear = checked(&child, "amoxicillin 400 mg/5 mL suspension", "5 mL po bid").clear;
    assert!(
        clear.contains(&"Dose within the labelled range for a child of 4 years and 16 kg".to_owned()),
        "{clear:?}"
    );
}

#[test]
fn a_dose_per_kg_without_a_weight_is_not_checked_but_the_ceiling_is() {
    let child = born("2022-10-01");
    let report = checked(&child, "amoxicillin 400 mg/5 mL suspension", "5 mL po bid");
    assert_eq!(because(&report, "Dose"), "no weight is recorded");
    assert!(!report.clear.iter().any(|c| c.contains("labelled range")));
    assert!(
        said(&child, "amoxicillin 400 mg/5 mL suspension", "30 mL po bid", Dose)
            .starts_with("Contraindicated")
    );
}

#[test]
fn a_weight_of_seventy_kilograms_does_not_fit_an_infant() {
    let infant = weighing(born("2026-07-10"), "70");
    let report = checked(&infant, "acetaminophen 160 mg/5 mL suspension", "2 mL po q6h");
    assert_eq!(because(&report, "Dose"), "weight 70 kg does not fit an age of 4 months");
}

#[test]
fn an_old_weight_of_a_small_child_is_not_used() {
    let child = with(born("2025-06-01"), &[value("29463-7", "Weight", "8", "kg", "2026-02-01")]);
    let report = checked(&child, "acetaminophen 160 mg/5 mL suspension", "3 mL po q6h");
    assert_eq!(because(&report, "Dose"), "the last weight is of 1 Feb 2026, too old for an age of 17 months");
}

#[test]
fn a_weight_in_pounds_is_converted() {
    let child = with(born("2022-10-01"), &[value("29463-7", "Weight", "35.3", "[lb_av]", "2026-11-10")]);
    assert!(
        said(&child, "acetaminophen 160 mg/5 mL suspension", "10 mL po q6h", Dose)
            .contains("above the maximum of 240.2 mg (15 mg/kg)")
    );
}

#[test]
fn codeine_is_not_for_a_child_of_eleven() {
    let found =
        found(&weighing(born("2015-02-01"), "38"), "codeine 15 mg tablet", "1 tab po q6h prn pain", Age)
            .unwrap();
    assert_eq!(
        (found.tier, found.title.as_str()),
        (Tier::Contraindicated, "Codeine is not given below 12 years")
    );
    assert!(found.management.contains("acetaminophen"));
    assert_eq!(said(&born("2014-11-20"), "codeine 15 mg tablet", "1 tab po q6h prn pain", Age), "clear");
}

#[test]
fn a_child_whose_age_the_table_lacks_is_not_checked() {
    let report = checked(&weighing(born("2016-11-01"), "32"), "lisinopril 5 mg tablet", "1 tab po daily");
    assert_eq!(because(&report, "Dose"), "no dose for a child of 10 years in the knowledge");
}

#[test]
fn directions_that_were_not_understood_leave_the_dose_unchecked() {
    let report = checked(&patient(), "lisinopril 20 mg tablet", "1 tab po whenever he feels like it");
    assert_eq!(because(&report, "Dose"), "the directions were not understood");
    assert!(!report.clear.iter().any(|c| c.contains("Dose")));
}

#[test]
fn a_dose_of_zero_cannot_be_meant() {
    assert!(dose("lisinopril 20 mg tablet", "0 tabs po daily").starts_with("Contraindicated: "));
}

#[test]
fn an_absurd_dose_stops_with_and_without_a_row() {
    assert!(dose("lisinopril 20 mg tablet", "900000 mg po daily").starts_with("Contraindicated: "));
    assert!(dose("cetirizine 10 mg tablet", "900000 mg po daily").starts_with("High: "));
}

#[test]
fn without_a_row_many_tablets_at_once_are_asked_about_and_the_dose_is_not_covered() {
    let report = checked(&patient(), "cetirizine 10 mg tablet", "1 tab po daily");
    assert_eq!(because(&report, "Dose"), "not covered: no dose of cetirizine in the knowledge");
    assert!(report.findings.is_empty());
    assert_eq!(
        dose("cetirizine 10 mg tablet", "8 tabs po daily"),
        "Moderate: Cetirizine 10 mg tablet, 8 tabs po daily: 8 units at once"
    );
}

#[test]
fn a_combination_without_a_row_is_checked_part_by_part() {
    let text = dose("acetaminophen+hydrocodone 500 mg / 10 mg tablet", "3 tabs po q8h");
    assert!(text.contains("Acetaminophen: 1,500 mg at once is above the maximum of 1,000 mg"), "{text}");
}

#[test]
fn directions_that_say_two_doses_are_asked_about() {
    let text = dose("lisinopril 10 mg tablet", "1 tab (20 mg) po daily");
    assert_eq!(text, "High: Lisinopril: the directions say two doses, 10 mg and 20 mg");
}

#[test]
fn a_dose_finding_names_rule_facts_and_what_would_change_it() {
    let found = found(&patient(), "lisinopril 40 mg tablet", "4 tabs po daily", Dose).unwrap();
    assert_eq!(found.rule, "dose-lisinopril-oral-single-max");
    assert!(
        found.facts.contains(&"The directions give 160 mg at once, 160 mg a day".to_owned()),
        "{:?}",
        found.facts
    );
    assert!(found.facts.contains(&"Age 44 years".to_owned()));
    assert_eq!(found.would_change[0], "At most 80 mg at once");
    assert_eq!(found.source, "FDA label of lisinopril, 2 and 8.1, 2021");
    let other = super::found(&patient(), "lisinopril 40 mg tablet", "3 tabs po daily", Dose).unwrap();
    assert_ne!(found.key, other.key, "another dose is asked about again");
}

#[test]
fn without_a_date_of_birth_the_dose_is_not_checked() {
    let report = checked(&Facts { birth: None, ..patient() }, "lisinopril 20 mg tablet", "1 tab po daily");
    assert_eq!(because(&report, "Dose"), "no date of birth is recorded");
}
