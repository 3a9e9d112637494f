use super::*;
use crate::*;
use yarrow_kernel::LocalDate;

/// The file as it is shipped: these sentences are about the law as data, not about an example.
const LAW: &str = include_str!("../../../../knowledge/controlled.toml");

const CLASSES: &str = r#"
[[class]]
id = "opioids"
name = "Opioids"
[[class.members]]
source = "s"
ingredients = ["oxycodone", "hydrocodone", "codeine", "tramadol", "buprenorphine"]
[[class]]
id = "benzodiazepines"
name = "Benzodiazepines"
[[class.members]]
source = "s"
ingredients = ["alprazolam"]
[[class]]
id = "barbiturates"
name = "Barbiturates"
[[class.members]]
source = "s"
ingredients = ["phenobarbital"]
"#;

fn law(text: &str) -> Result<RuleBook, Vec<String>> {
    RuleBook::new(RuleBookData {
        data_date: "2026-11-21".into(),
        classes: parse_classes("classes/x.toml", CLASSES).unwrap(),
        controlled: parse_controlled("controlled.toml", text)?,
        ..RuleBookData::default()
    })
}

static BOOK: std::sync::LazyLock<RuleBook> = std::sync::LazyLock::new(|| law(LAW).unwrap());

fn book() -> &'static RuleBook {
    &BOOK
}

fn day(text: &str) -> LocalDate {
    LocalDate::parse(text).unwrap()
}

/// An adult with no opioid before, 7 days, no refills, today.
fn rx(ingredient: &str, schedule: Option<Schedule>, state: &str) -> ControlledFacts {
    ControlledFacts {
        schedule,
        ingredients: vec![ingredient.to_owned()],
        state: Some(state.to_owned()).filter(|s| !s.is_empty()),
        refills: 0,
        days_supply: Some(3),
        written: day("2026-11-21"),
        earliest_fill: None,
        age_years: Some(50),
        taken: Vec::new(),
        series: Vec::new(),
        exception: None,
        looked_up_days_ago: None,
    }
}

fn report(facts: &ControlledFacts) -> ControlledReport {
    check_controlled(book(), facts).unwrap()
}

fn refused(facts: &ControlledFacts) -> Vec<(String, RefusedField)> {
    report(facts).refusals.into_iter().map(|one| (one.rule, one.field)).collect()
}

const CII: Option<Schedule> = Some(Schedule::CII);
const CIV: Option<Schedule> = Some(Schedule::CIV);

#[test]
fn a_drug_that_nobody_schedules_has_no_report() {
    assert_eq!(check_controlled(book(), &rx("lisinopril", None, "NY")), None);
}

#[test]
fn schedule_i_cannot_be_prescribed() {
    let facts = rx("heroin", Some(Schedule::CI), "NY");
    assert_eq!(refused(&facts), [("us-ci".to_owned(), RefusedField::Product)]);
}

#[test]
fn a_schedule_ii_prescription_has_no_refills() {
    let mut facts = rx("methylphenidate", CII, "");
    assert_eq!(refused(&facts), []);
    facts.refills = 1;
    let report = report(&facts);
    assert_eq!(report.refusals.len(), 1);
    assert_eq!(report.refusals[0].field, RefusedField::Refills);
    assert!(report.refusals[0].text.ends_with("Set the refills to 0."), "{}", report.refusals[0].text);
    assert!(report.refusals[0].source.contains("21 CFR 1306.12"));
    assert_eq!(report.refills_most, Some(0));
}

#[test]
fn schedules_iii_and_iv_take_five_refills_within_six_months() {
    let mut facts = rx("alprazolam", CIV, "");
    facts.refills = 5;
    let kept = report(&facts);
    assert_eq!((kept.refusals.len(), kept.refills_most), (0, Some(5)));
    assert_eq!(kept.last_fill, Some(day("2027-05-21")));
    facts.refills = 6;
    assert_eq!(refused(&facts), [("us-ciii-civ-five-refills".to_owned(), RefusedField::Refills)]);
}

#[test]
fn schedule_v_is_left_to_the_state() {
    let mut facts = rx("codeine", Some(Schedule::CV), "");
    facts.refills = 9;
    assert_eq!(refused(&facts), []);
    facts.state = Some("KY".into());
    assert_eq!(refused(&facts), [("ky-refills".to_owned(), RefusedField::Refills)]);
}

#[test]
fn three_schedule_ii_prescriptions_of_thirty_days_are_a_series_and_four_are_too_many() {
    let mut facts = rx("methylphenidate", CII, "NJ");
    facts.days_supply = Some(30);
    facts.series = vec![
        InSeries { days: Some(30), earliest_fill: None },
        InSeries { days: Some(30), earliest_fill: Some(day("2026-12-21")) },
    ];
    assert_eq!(refused(&facts)[0], ("us-cii-series-90".to_owned(), RefusedField::EarliestFill));
    facts.earliest_fill = Some(day("2027-01-20"));
    assert_eq!(refused(&facts), []);
    facts.series.push(InSeries { days: Some(30), earliest_fill: Some(day("2027-02-19")) });
    assert_eq!(refused(&facts)[0], ("us-cii-series-90".to_owned(), RefusedField::DaysSupply));
}

#[test]
fn new_york_knows_no_series() {
    let mut facts = rx("methylphenidate", CII, "NY");
    facts.series = vec![InSeries { days: Some(30), earliest_fill: None }];
    facts.earliest_fill = Some(day("2026-12-21"));
    assert_eq!(refused(&facts), [("ny-no-series".to_owned(), RefusedField::EarliestFill)]);
}

#[test]
fn the_earliest_fill_does_not_lie_in_the_past() {
    let mut facts = rx("methylphenidate", CII, "");
    facts.earliest_fill = Some(day("2026-11-20"));
    assert_eq!(refused(&facts), [("us-earliest-fill".to_owned(), RefusedField::EarliestFill)]);
}

#[test]
fn the_first_opioid_of_a_patient_is_limited_in_each_state_as_its_law_says() {
    // State, days that are kept, days that are refused.
    let states = [
        ("FL", 3, 4),
        ("NJ", 5, 6),
        ("NC", 5, 6),
        ("OH", 7, 8),
        ("MA", 7, 8),
        ("NY", 7, 8),
        ("KY", 3, 4),
        ("TN", 3, 4),
        ("AZ", 5, 6),
        ("WV", 7, 8),
        ("MI", 7, 8),
        ("TX", 10, 11),
        ("MO", 7, 8),
        ("IN", 7, 8),
        ("LA", 7, 8),
    ];
    for (state, kept, too_many) in states {
        let mut facts = rx("oxycodone", CII, state);
        facts.days_supply = Some(kept);
        assert_eq!(refused(&facts), [], "{state}");
        facts.days_supply = Some(too_many);
        let fields: Vec<RefusedField> = refused(&facts).into_iter().map(|(_, field)| field).collect();
        assert_eq!(fields, [RefusedField::DaysSupply], "{state}");
        assert_eq!(report(&facts).days_most, Some(kept), "{state}");
    }
}

#[test]
fn a_patient_who_takes_an_opioid_is_not_held_to_the_first_prescription() {
    let mut facts = rx("oxycodone", CII, "NJ");
    facts.days_supply = Some(30);
    assert_eq!(refused(&facts).len(), 1);
    facts.taken = vec![Taken { ingredients: vec!["tramadol".into()], last: day("2026-11-21") }];
    assert_eq!(refused(&facts), []);
    facts.taken[0].last = day("2025-03-01");
    assert_eq!(refused(&facts).len(), 1, "an opioid long ago makes nobody used to it");
}

#[test]
fn a_stimulant_is_no_opioid() {
    let mut facts = rx("methylphenidate", CII, "NJ");
    facts.days_supply = Some(30);
    assert_eq!(refused(&facts), []);
    facts.days_supply = Some(31);
    assert_eq!(refused(&facts), [("nj-cii-30".to_owned(), RefusedField::DaysSupply)]);
}

#[test]
fn a_named_exception_lifts_the_limit_and_prints_the_words_the_law_wants() {
    let mut facts = rx("oxycodone", CII, "FL");
    facts.days_supply = Some(7);
    let open = report(&facts);
    assert!(open.refusals[0].exceptions.iter().any(|one| one.code == "judgment"));
    facts.exception = Some("judgment".into());
    let kept = report(&facts);
    assert_eq!(kept.refusals, []);
    assert_eq!(kept.print, ["ACUTE PAIN EXCEPTION"]);
    facts.days_supply = Some(8);
    let still = report(&facts);
    assert_eq!(still.refusals[0].field, RefusedField::DaysSupply);
    assert!(!still.refusals[0].exceptions.iter().any(|one| one.code == "judgment"));
}

#[test]
fn an_exception_that_fits_no_rule_is_said() {
    let mut facts = rx("alprazolam", CIV, "TX");
    facts.exception = Some("cancer".into());
    assert!(report(&facts).notices.iter().any(|text| text.contains("sets no limit aside")));
}

#[test]
fn a_limit_in_days_asks_for_the_days_and_does_not_pass_without_them() {
    let mut facts = rx("oxycodone", CII, "NY");
    facts.days_supply = None;
    let fields: Vec<RefusedField> = refused(&facts).into_iter().map(|(_, field)| field).collect();
    assert_eq!(fields, [RefusedField::DaysSupply], "asked once, though two rows want it");
}

#[test]
fn new_york_refills_no_benzodiazepine_and_gives_thirty_days_or_ninety_for_a_listed_condition() {
    let mut facts = rx("alprazolam", CIV, "NY");
    facts.refills = 1;
    assert_eq!(refused(&facts), [("ny-benzodiazepine-no-refill".to_owned(), RefusedField::Refills)]);
    facts.refills = 0;
    facts.days_supply = Some(90);
    assert_eq!(refused(&facts), [("ny-30-days".to_owned(), RefusedField::DaysSupply)]);
    facts.exception = Some("condition".into());
    assert_eq!(refused(&facts), []);
}

#[test]
fn a_minor_and_an_adult_have_their_own_limits_in_ohio() {
    let mut facts = rx("hydrocodone", CII, "OH");
    facts.days_supply = Some(6);
    assert_eq!(refused(&facts), []);
    facts.age_years = Some(15);
    assert_eq!(refused(&facts), [("oh-acute-pain-minor-5".to_owned(), RefusedField::DaysSupply)]);
    facts.age_years = None;
    assert!(report(&facts).not_checked.iter().any(|one| one.because.contains("age")));
}

#[test]
fn gabapentin_is_controlled_where_the_state_says_so() {
    for state in ["KY", "TN", "WV", "AL", "ND", "VA", "UT", "MT"] {
        let report = report(&rx("gabapentin", None, state));
        assert_eq!((report.schedule, report.federal), (Schedule::CV, None), "{state}");
        assert!(report.by_state.is_some_and(|by| !by.source.is_empty()), "{state}");
    }
    // Michigan took it off its list in May 2024.
    for state in ["MI", "NY", "CA"] {
        assert_eq!(check_controlled(book(), &rx("gabapentin", None, state)), None, "{state}");
    }
}

#[test]
fn a_state_holds_a_drug_more_strictly_and_never_more_loosely_than_federal_law() {
    let kentucky = report(&rx("phenobarbital", CIV, "KY"));
    assert_eq!((kentucky.schedule, kentucky.federal), (Schedule::CIII, CIV));
    let loose = LAW.replace(
        "ingredient = \"phenobarbital\"\nschedule = \"CIII\"",
        "ingredient = \"phenobarbital\"\nschedule = \"CV\"",
    );
    let book = law(&loose).unwrap();
    let report = check_controlled(&book, &rx("phenobarbital", CIV, "KY")).unwrap();
    assert_eq!((report.schedule, report.by_state), (Schedule::CIV, None));
}

#[test]
fn california_counts_the_days_of_all_refills_together() {
    let mut facts = rx("alprazolam", CIV, "CA");
    facts.days_supply = Some(30);
    facts.refills = 4;
    assert_eq!(refused(&facts), []);
    facts.refills = 5;
    assert_eq!(refused(&facts), [("ca-ciii-civ-refills".to_owned(), RefusedField::Refills)]);
}

#[test]
fn without_a_state_or_without_rows_for_it_the_report_says_not_checked() {
    let unknown = report(&rx("oxycodone", CII, ""));
    assert!(unknown.not_checked[0].because.contains("no state is known"));
    let wyoming = report(&rx("oxycodone", CII, "WY"));
    assert!(wyoming.not_checked[0].because.contains("WY"));
    assert_eq!(wyoming.monitoring.duty, None);
    assert!(report(&rx("oxycodone", CII, "NY")).not_checked.is_empty());
}

#[test]
fn new_york_wants_the_registry_consulted_within_a_day_and_a_renewal_is_no_excuse() {
    let mut facts = rx("oxycodone", CII, "NY");
    assert!(report(&facts).monitoring.is_missing());
    facts.looked_up_days_ago = Some(1);
    assert!(!report(&facts).monitoring.is_missing());
    facts.looked_up_days_ago = Some(2);
    facts.taken = vec![Taken { ingredients: vec!["oxycodone".into()], last: facts.written }];
    assert!(report(&facts).monitoring.is_missing());
}

#[test]
fn north_carolina_wants_a_renewal_looked_up_every_three_months() {
    let mut facts = rx("oxycodone", CII, "NC");
    facts.looked_up_days_ago = Some(60);
    assert!(report(&facts).monitoring.is_missing(), "new to the patient");
    facts.taken = vec![Taken { ingredients: vec!["oxycodone".into()], last: facts.written }];
    assert!(!report(&facts).monitoring.is_missing());
    facts.looked_up_days_ago = Some(93);
    assert!(report(&facts).monitoring.is_missing());
}

#[test]
fn michigan_wants_a_report_only_beyond_three_days() {
    let mut facts = rx("alprazolam", CIV, "MI");
    assert_eq!(report(&facts).monitoring.duty, None);
    facts.days_supply = Some(4);
    assert!(report(&facts).monitoring.is_missing());
    facts.days_supply = None;
    assert!(report(&facts).monitoring.is_missing(), "a supply that is not known excuses nobody");
}

#[test]
fn every_rule_that_holds_is_quoted_with_its_source() {
    let report = report(&rx("oxycodone", CII, "NY"));
    let rules: Vec<&str> = report.limits.iter().map(|one| one.rule.as_str()).collect();
    assert_eq!(
        rules,
        ["us-cii-no-refill", "us-cii-series-90", "ny-opioid-acute-7", "ny-30-days", "ny-no-series"]
    );
    assert!(report.limits.iter().all(|one| !one.source.is_empty() && !one.as_of.is_empty()));
    assert!(report.notices.iter().any(|text| text.contains("official New York State form")));
}

#[test]
fn a_broken_row_is_named_by_its_line() {
    let faults = |from: &str, to: &str| law(&LAW.replacen(from, to, 1)).unwrap_err();
    let unknown_field = faults("refills_most = 0", "refils_most = 0");
    assert!(unknown_field[0].starts_with("controlled.toml:"), "{unknown_field:?}");
    let no_source = faults("source = \"21 CFR 1306.12(a); 21 U.S.C. 829(a)\"", "source = \"\"");
    assert!(no_source[0].contains("limit us-cii-no-refill: has no source"), "{no_source:?}");
    let no_exception = faults("{ code = \"cancer\" }", "{ code = \"because\" }");
    assert!(no_exception[0].contains("there is no exception \"because\""), "{no_exception:?}");
    let no_state = faults("code = \"AK\"", "code = \"AX\"");
    assert!(no_state[0].contains("has no [[state]] row"), "{no_state:?}");
    let nothing = faults("refills_most = 0\n", "");
    assert!(nothing[0].contains("limits nothing"), "{nothing:?}");
    let twice = faults("id = \"us-cii-series-90\"", "id = \"us-cii-no-refill\"");
    assert!(twice[0].contains("is defined twice"), "{twice:?}");
}
