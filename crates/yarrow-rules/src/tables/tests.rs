use super::*;
use crate::*;

const DOSES: &str = r#"
author = "Yarrow editors"
date = "2026-11-20"

[[drug]]
id = "lisinopril-oral"
ingredients = ["lisinopril"]
route = "oral"
unit = "mg"
source = "FDA label of lisinopril, 2021"
[drug.adult]
single_usual = ["2.5", "40"]
single_max = "80"
daily_max = "80"
[[drug.child]]
from = "6 y"
below = "18 y"
per_kg_daily = ["0.07", "0.6"]
daily_max = "40"
[drug.renal]
measure = "crcl"
[[drug.renal.band]]
below = "30"
tier = "moderate"
daily_max = "40"
text = "Start at 5 mg a day."
[drug.pregnancy]
tier = "contraindicated"
text = "Injures the fetus in the second and third trimester."
[drug.lactation]
tier = "none"
"#;

const CONDITIONS: &str = r#"
author = "Yarrow editors"
date = "2026-11-20"
[[condition]]
id = "nsaid-heart-failure"
title = "NSAID in heart failure"
drug = { ingredients = ["ibuprofen"] }
problems = ["I50"]
tier = "high"
mechanism = "Retains salt and water."
management = "Use acetaminophen."
source = "FDA label of ibuprofen, 5, 2021"
"#;

const LOAD: &str = r#"
author = "Yarrow editors"
date = "2026-11-20"
[load]
id = "qt"
name = "QT load"
thresholds = [{ points = 3, tier = "moderate" }, { points = 5, tier = "high" }]
mechanism = "m"
management = "m"
source = "s"
[[member]]
points = 3
ingredients = ["sotalol"]
source = "s"
[[risk]]
points = 1
title = "female"
sex = "female"
"#;

fn data(doses: &str, conditions: &str, load: &str) -> RuleBookData {
    RuleBookData {
        data_date: "2026-11-20".into(),
        doses: parse_doses("doses/x.toml", doses).unwrap(),
        conditions: parse_conditions("conditions/x.toml", conditions).unwrap(),
        loads: vec![parse_load("loads/x.toml", load).unwrap()],
        known_ingredients: ["lisinopril", "ibuprofen", "sotalol"].map(str::to_owned).into(),
        ..RuleBookData::default()
    }
}

fn faults_of_dose(from: &str, to: &str) -> String {
    assert!(DOSES.contains(from), "{from}");
    validate(&data(&DOSES.replacen(from, to, 1), CONDITIONS, LOAD)).join("\n")
}

#[test]
fn rows_are_read_with_the_line_they_stand_on() {
    let data = data(DOSES, CONDITIONS, LOAD);
    assert_eq!(validate(&data), Vec::<String>::new());
    assert_eq!(data.doses[0].place, "doses/x.toml:5");
    assert_eq!(data.doses[0].child[0].from.words(), "6 years");
    assert_eq!(data.doses[0].pregnancy[0].tier.tier(), Some(Tier::Contraindicated));
    assert_eq!(data.conditions[0].place, "conditions/x.toml:4");
    assert_eq!(data.loads[0].risks[0].when.sex, Some(Sex::Female));
}

#[test]
fn a_broken_row_is_named_by_file_and_line() {
    for (broken, line) in [
        (DOSES.replace("single_max = \"80\"", "single_max = \"eighty\""), "doses/x.toml:13: "),
        (DOSES.replace("unit = \"mg\"", "unit = \"milligram\""), "doses/x.toml:9: "),
        (DOSES.replace("[drug.adult]", "[drug.grown]"), "doses/x.toml:"),
        (DOSES.replace("from = \"6 y\"", "from = \"6 jahre\""), "doses/x.toml:16: "),
        (DOSES.replace("tier = \"moderate\"", "tear = \"moderate\""), "doses/x.toml:"),
    ] {
        let faults = parse_doses("doses/x.toml", &broken).unwrap_err();
        assert!(faults[0].starts_with(line), "{faults:?}");
    }
    let rule = "author = \"a\"\ndate = \"2026-11-20\"\n\n[[rule]]\nid = \"x\"\ntier = \"loud\"\n";
    assert!(parse_rules("rules/x.toml", rule).unwrap_err()[0].starts_with("rules/x.toml:6: "));
}

#[test]
fn numbers_out_of_order_are_refused() {
    assert!(
        faults_of_dose("[\"2.5\", \"40\"]", "[\"2.5\", \"90\"]")
            .contains("single_usual (90) is above single_max (80)")
    );
    assert!(faults_of_dose("[\"2.5\", \"40\"]", "[\"40\", \"2.5\"]").contains("smaller to the larger"));
    assert!(
        faults_of_dose("daily_max = \"80\"", "daily_max = \"60\"")
            .contains("single_max (80) is above daily_max (60)")
    );
    assert!(
        faults_of_dose("below = \"18 y\"", "below = \"5 y\"").contains("`from` must come before `below`")
    );
    assert!(
        faults_of_dose("below = \"18 y\"", "below = \"19 y\"").contains("reaches into that of the adult")
    );
    let all = faults_of_dose("single_max = \"80\"", "single_max = \"0\"");
    assert!(
        all.starts_with("doses/x.toml:5: dose lisinopril-oral: ") && all.contains("more than 0"),
        "{all}"
    );
}

#[test]
fn a_tier_without_a_reason_is_refused() {
    assert!(
        faults_of_dose("Start at 5 mg a day.", " ")
            .contains("renal band below 30 gives a tier without a reason")
    );
    assert!(
        faults_of_dose("Injures the fetus in the second and third trimester.", "")
            .contains("pregnancy gives a tier")
    );
}

#[test]
fn an_unknown_ingredient_and_a_missing_source_are_refused() {
    assert!(faults_of_dose("[\"lisinopril\"]", "[\"lisinoprill\"]").contains("\"lisinoprill\" is neither"));
    assert!(faults_of_dose("FDA label of lisinopril, 2021", "").contains("has no source"));
    assert!(
        faults_of_dose("route = \"oral\"", "route = \"oral\"\ncounted = \"sotalol\"")
            .contains("not one of its")
    );
}

#[test]
fn two_rows_about_one_product_are_refused_and_told_apart_by_form() {
    let twice = |forms: &str| {
        let again = DOSES.split_once("[[drug]]").unwrap().1.replace("lisinopril-oral", "lisinopril-again");
        let text = format!("{DOSES}\n[[drug]]\n{forms}\n{again}");
        validate(&data(&text, CONDITIONS, LOAD)).join("\n")
    };
    assert!(twice("").contains("dose lisinopril-again: speaks of the same drug, route and form as"));
    assert_eq!(twice("forms = [\"solution\"]"), "");
    assert!(twice("forms = [\"Solution\"]").contains("small letters"));
}

#[test]
fn overlapping_children_are_refused_unless_weight_tells_them_apart() {
    let child = |weights: [&str; 2]| {
        let [first, second] = weights;
        let band = |weight: &str| {
            format!("[[drug.child]]\nfrom = \"1 y\"\nbelow = \"6 y\"\nsingle_max = \"5\"\n{weight}\n")
        };
        faults_of_dose("[drug.renal]", &format!("{}{}[drug.renal]", band(first), band(second)))
    };
    assert!(child(["", ""]).contains("overlap in age and weight"));
    assert_eq!(child(["weight_below_kg = \"10\"", "weight_from_kg = \"10\""]), "");
}

#[test]
fn codes_that_do_not_exist_are_named() {
    let text = CONDITIONS.replace(
        "problems = [\"I50\"]",
        "problems = [\"I50\", \"Y99Z\"]\nobservation = { loinc = [\"2823-4\"], above = \"5.5\" }",
    );
    let data = data(DOSES, &text, LOAD);
    let codes = Codes { icd10: ["I509".to_owned()].into(), loinc: ["2823-3".to_owned()].into() };
    let faults = unknown_codes(&data, &codes).join("\n");
    assert!(
        faults.contains("no ICD-10-CM code \"Y99Z\"") && faults.contains("no LOINC code \"2823-4\""),
        "{faults}"
    );
    assert!(!faults.contains("I50\""));
}

#[test]
fn a_condition_must_ask_something_and_must_not_repeat_another() {
    let nothing = CONDITIONS.replace("problems = [\"I50\"]", "");
    assert!(validate(&data(DOSES, &nothing, LOAD))[0].contains("asks nothing about the patient"));
    let again = CONDITIONS.split_once("[[condition]]").unwrap().1.replace("nsaid-heart", "again");
    let twice = format!("{CONDITIONS}[[condition]]{again}");
    assert!(
        validate(&data(DOSES, &twice, LOAD))[0]
            .contains("says the same of the same drugs as nsaid-heart-failure")
    );
    let both = CONDITIONS.replace(
        "problems",
        "observation = { loinc = [\"2823-3\"], above = \"5\", below = \"2\" }\nproblems",
    );
    assert!(validate(&data(DOSES, &both, LOAD))[0].contains("either `above` or `below`"));
}

#[test]
fn a_load_needs_rising_thresholds_and_each_member_once() {
    let falling = LOAD.replace("points = 5", "points = 2");
    assert!(validate(&data(DOSES, CONDITIONS, &falling))[0].contains("rise in points and tier"));
    let twice = format!("{LOAD}[[member]]\npoints = 1\ningredients = [\"sotalol\"]\nsource = \"s\"\n");
    assert!(validate(&data(DOSES, CONDITIONS, &twice))[0].contains("lists \"sotalol\" twice"));
}

#[test]
fn a_modifier_must_ask_something_and_change_the_tier() {
    let rule = |modifier: &str| {
        let text = format!(
            "author = \"a\"\ndate = \"2026-11-20\"\n[[rule]]\nid = \"x\"\ntier = \"moderate\"\ntitle = \"t\"\nmechanism = \"m\"\n\
             management = \"m\"\nsource = \"s\"\na = {{ ingredients = [\"sotalol\"] }}\nb = {{ ingredients = [\"lisinopril\"] }}\n\
             [[rule.modifier]]\nbecause = \"b\"\nsource = \"s\"\n{modifier}\n"
        );
        let rules = parse_rules("rules/x.toml", &text).unwrap();
        validate(&RuleBookData { rules, ..data(DOSES, CONDITIONS, LOAD) }).join("\n")
    };
    assert_eq!(rule("tier = \"high\"\nb_daily_above = { amount = \"20\", unit = \"mg\" }"), "");
    assert!(rule("tier = \"high\"").contains("asks nothing"));
    assert!(rule("tier = \"moderate\"\negfr_below = \"30\"").contains("leaves the tier as it is"));
}
