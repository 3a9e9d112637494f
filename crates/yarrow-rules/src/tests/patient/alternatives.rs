use super::*;

fn offered(facts: &Facts, product: &str, sig: &str) -> Vec<String> {
    checked(facts, product, sig)
        .findings
        .into_iter()
        .flat_map(|f| f.alternatives)
        .map(|a| a.ingredient)
        .collect()
}

#[test]
fn an_alternative_that_meets_the_same_problem_is_not_offered() {
    let facts = with_problem(patient(), "I50.22", "Chronic systolic heart failure");
    assert_eq!(offered(&facts, "ibuprofen 400 mg tablet", "1 tab po tid"), ["acetaminophen"]);
}

#[test]
fn an_alternative_the_patient_is_allergic_to_is_not_offered() {
    let mut facts = with_problem(patient(), "I50.22", "Chronic systolic heart failure");
    facts.allergies = super::super::allergic_to("acetaminophen", "hives", false).allergies;
    assert_eq!(offered(&facts, "ibuprofen 400 mg tablet", "1 tab po tid"), Vec::<String>::new());
}

#[test]
fn an_alternative_that_meets_another_medication_is_not_offered() {
    // Pravastatin is offered instead of simvastatin with clarithromycin; not to someone on cyclosporine at High.
    let clarithromycin = Facts { drugs: vec![super::super::drug("clarithromycin")], ..patient() };
    let names = offered(&clarithromycin, "simvastatin 40 mg tablet", "1 tab po qhs");
    assert!(names.contains(&"pravastatin".to_owned()), "{names:?}");
    let mut both = clarithromycin;
    both.drugs.push(super::super::drug("cyclosporine"));
    let stopped = pair(&BOOK, "pravastatin", "cyclosporine").tier >= PairTier::High;
    let names = offered(&both, "simvastatin 40 mg tablet", "1 tab po qhs");
    assert_eq!(names.contains(&"pravastatin".to_owned()), !stopped, "{names:?}");
}

#[test]
fn an_alternative_that_harms_in_pregnancy_is_not_offered() {
    let text = r#"
author = "Yarrow editors"
date = "2026-11-20"
[[rule]]
id = "pair-for-the-test"
tier = "high"
title = "Effect"
a = { ingredients = ["metformin"] }
b = { ingredients = ["amoxicillin"] }
mechanism = "m"
management = "m"
source = "A source of the test, 2026"
alternatives = [{ replaces = "a", ingredient = "lisinopril", text = "x" }, { replaces = "a", ingredient = "labetalol", text = "y" }]
"#;
    let mut data = data();
    data.doses = parse_doses("doses/fixture.toml", include_str!("doses.toml")).unwrap();
    data.rules.extend(parse_rules("rules/fixture.toml", text).unwrap());
    let book = RuleBook::new(data).unwrap();
    let woman =
        Facts { problems: Vec::new(), drugs: vec![super::super::drug("amoxicillin")], ..born("1996-02-01") };
    let names = |facts: &Facts| -> Vec<String> {
        let report = check(&book, facts, &order("metformin 500 mg tablet", "1 tab po bid"));
        report.findings.into_iter().flat_map(|f| f.alternatives).map(|a| a.ingredient).collect()
    };
    assert_eq!(names(&woman), ["lisinopril", "labetalol"]);
    let pregnant = with_problem(woman, "Z34.01", "Supervision of normal first pregnancy, first trimester");
    assert_eq!(names(&pregnant), ["labetalol"]);
}
