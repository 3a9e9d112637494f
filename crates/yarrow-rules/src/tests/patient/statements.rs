use super::*;
use FindingKind::{Geriatric, Hepatic, Lactation, Pregnancy};

fn woman() -> Facts {
    Facts { problems: Vec::new(), birth: PartialDate::parse("1996-02-01"), ..patient() }
}

fn answer(loinc: &str, text: &str, date: &str) -> ObservationFact {
    ObservationFact {
        text: Some(text.to_owned()),
        value: None,
        unit: None,
        ..value(loinc, "Pregnancy status", "", "", date)
    }
}

#[test]
fn lisinopril_in_pregnancy_stops_and_names_the_fact() {
    let facts = with_problem(woman(), "Z34.01", "Supervision of normal first pregnancy, first trimester");
    let found = found(&facts, "lisinopril 10 mg tablet", "1 tab po daily", Pregnancy).unwrap();
    assert_eq!((found.tier, found.title.as_str()), (Tier::Contraindicated, "Lisinopril in pregnancy"));
    assert!(found.facts[0].contains("(Z34.01), recorded 1 Sep 2026"), "{:?}", found.facts);
    assert!(found.management.contains("labetalol"));
}

#[test]
fn amoxicillin_in_pregnancy_is_clear() {
    let facts = with(woman(), &[answer("82810-3", "Pregnant", "2026-10-01")]);
    let report = checked(&facts, "amoxicillin 500 mg capsule", "1 cap po tid");
    assert!(report.findings.is_empty(), "{:?}", report.findings);
    assert!(report.clear.contains(&"No concern in pregnancy in the label".to_owned()), "{:?}", report.clear);
}

#[test]
fn the_week_of_pregnancy_decides_where_the_label_says_so() {
    let at = |code: &str, recorded: &str| {
        let mut facts = woman();
        facts.problems.push(problem(code, "Weeks of gestation", recorded));
        said(&facts, "ibuprofen 400 mg tablet", "1 tab po tid", Pregnancy)
    };
    assert_eq!(at("Z3A.12", "2026-11-13"), "Low: Ibuprofen in pregnancy");
    assert_eq!(at("Z3A.12", "2026-08-21"), "High: Ibuprofen in pregnancy", "13 weeks later it is week 25");
    assert_eq!(
        at("Z3A.00", "2026-11-13"),
        "High: Ibuprofen in pregnancy",
        "without a week the stricter counts"
    );
}

#[test]
fn a_pregnancy_of_last_year_is_over() {
    let mut facts = woman();
    facts.problems.push(problem("Z34.90", "Supervision of pregnancy", "2025-06-01"));
    let report = checked(&facts, "lisinopril 10 mg tablet", "1 tab po daily");
    assert!(report.findings.is_empty());
    assert!(because(&report, "Pregnancy").contains("more than 43 weeks ago"));
}

#[test]
fn a_newer_no_takes_the_place_of_an_older_yes() {
    let facts = with(
        with_problem(woman(), "Z33.1", "Pregnant state"),
        &[answer("82810-3", "Not pregnant", "2026-11-15")],
    );
    assert_eq!(said(&facts, "lisinopril 10 mg tablet", "1 tab po daily", Pregnancy), "clear");
}

#[test]
fn pregnancy_is_asked_about_only_where_it_matters() {
    let report = checked(&woman(), "lisinopril 10 mg tablet", "1 tab po daily");
    assert_eq!(because(&report, "Pregnancy"), "whether she is pregnant is not recorded");
    assert_eq!(because(&checked(&woman(), "amoxicillin 500 mg capsule", "1 cap po tid"), "Pregnancy"), "");
    let man = Facts { sex: Some(tables::Sex::Male), ..woman() };
    assert_eq!(because(&checked(&man, "lisinopril 10 mg tablet", "1 tab po daily"), "Pregnancy"), "");
    let older = Facts { birth: PartialDate::parse("1966-01-01"), ..woman() };
    assert_eq!(because(&checked(&older, "lisinopril 10 mg tablet", "1 tab po daily"), "Pregnancy"), "");
    let surgery = with_problem(woman(), "Z90.710", "Acquired absence of both cervix and uterus");
    assert_eq!(because(&checked(&surgery, "lisinopril 10 mg tablet", "1 tab po daily"), "Pregnancy"), "");
}

#[test]
fn nursing_is_read_from_the_answer_and_the_problem_list() {
    let recorded = with(woman(), &[answer("63895-7", "Yes", "2026-11-01")]);
    assert_eq!(
        said(&recorded, "lisinopril 10 mg tablet", "1 tab po daily", Lactation),
        "Low: Lisinopril while nursing"
    );
    let listed = with_problem(woman(), "Z39.1", "Care of lactating mother");
    assert_eq!(
        said(&listed, "lisinopril 10 mg tablet", "1 tab po daily", Lactation),
        "Low: Lisinopril while nursing"
    );
    assert!(
        checked(&listed, "amoxicillin 500 mg capsule", "1 cap po tid")
            .clear
            .contains(&"No concern in nursing in the label".to_owned())
    );
    assert_eq!(said(&woman(), "lisinopril 10 mg tablet", "1 tab po daily", Lactation), "clear");
}

#[test]
fn cirrhosis_lowers_the_limit_of_acetaminophen_and_fatty_liver_does_not() {
    let cirrhosis = with_problem(patient(), "K74.60", "Unspecified cirrhosis of liver");
    assert_eq!(
        said(&cirrhosis, "acetaminophen 500 mg tablet", "2 tabs po tid", Hepatic),
        "High: Acetaminophen with Unspecified cirrhosis of liver"
    );
    assert_eq!(said(&cirrhosis, "acetaminophen 500 mg tablet", "1 tab po tid", Hepatic), "clear");
    let fatty = with_problem(patient(), "K76.0", "Fatty liver");
    assert_eq!(said(&fatty, "acetaminophen 500 mg tablet", "2 tabs po tid", Hepatic), "clear");
}

#[test]
fn ketorolac_is_a_caution_from_sixty_five_years_on() {
    let at = |birth: &str| said(&born(birth), "ketorolac 10 mg tablet", "1 tab po q6h x5d", Geriatric);
    assert_eq!(at("1961-11-20"), "Moderate: Ketorolac from 65 years on");
    assert_eq!(at("1961-11-21"), "clear");
}
