use super::*;
use FindingKind::Duplicate;

fn again(have: &str, proposed: &str) -> Option<Tier> {
    let mut facts = on(&[have]);
    // Another entry of the chart, not the draft being changed.
    facts.drugs[0].id = Some("older entry".into());
    tier(&facts, proposed, Duplicate)
}

#[test]
fn the_same_ingredient_in_two_products_interrupts() {
    assert_eq!(again("acetaminophen", "hydrocodone + acetaminophen"), Some(Tier::High));
    assert_eq!(again("lisinopril", "lisinopril + hydrochlorothiazide"), Some(Tier::High));
}

#[test]
fn two_strengths_of_levothyroxine_are_one_line() {
    assert_eq!(again("levothyroxine", "levothyroxine"), Some(Tier::Moderate));
}

#[test]
fn a_steroid_cream_beside_steroid_tablets_is_only_counted() {
    let mut facts = on(&["hydrocortisone"]);
    facts.drugs[0].id = Some("older entry".into());
    let mut cream = drug("hydrocortisone");
    cream.systemic = false;
    let found: Vec<Tier> = check(&BOOK, &facts, &cream).findings.iter().map(|f| f.tier).collect();
    assert_eq!(found, [Tier::Low]);
}

#[test]
fn two_drugs_of_one_class_are_found() {
    assert_eq!(again("atorvastatin", "rosuvastatin"), Some(Tier::High));
    assert_eq!(again("omeprazole", "pantoprazole"), Some(Tier::Moderate));
    assert_eq!(again("sitagliptin", "linagliptin"), Some(Tier::High));
    assert_eq!(again("lorazepam", "amlodipine"), None);
}

#[test]
fn basal_with_mealtime_insulin_is_no_duplicate() {
    assert_eq!(again("insulin glargine", "insulin lispro"), None);
    assert_eq!(again("insulin glargine", "insulin degludec"), Some(Tier::Moderate));
}

#[test]
fn an_authored_rule_about_the_two_says_it_once() {
    assert_eq!(again("warfarin", "apixaban"), None);
    assert_eq!(again("ibuprofen", "naproxen"), None);
    assert_eq!(interaction("ibuprofen", "naproxen"), Some(Tier::Moderate));
    assert_eq!(interaction("warfarin", "apixaban"), Some(Tier::High));
}

#[test]
fn the_same_combination_twice_is_named_by_ingredient_only() {
    let mut facts = on(&["losartan + hydrochlorothiazide"]);
    facts.drugs[0].id = Some("older entry".into());
    let report = check(&BOOK, &facts, &drug("losartan + hydrochlorothiazide"));
    let rules: Vec<&str> =
        report.findings.iter().filter(|f| f.kind == Duplicate).map(|f| f.rule.as_str()).collect();
    assert_eq!(rules, ["duplicate-ingredient", "duplicate-ingredient"]);
}
