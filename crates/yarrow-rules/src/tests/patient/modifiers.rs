use super::*;

/// Simvastatin with amlodipine: moderate, high above 20 mg a day, low for two days of it.
fn book() -> RuleBook {
    let text = r#"
author = "Yarrow editors"
date = "2026-11-20"
[[rule]]
id = "simvastatin-amlodipine"
tier = "moderate"
title = "Muscle damage"
a = { ingredients = ["simvastatin"] }
b = { ingredients = ["amlodipine"] }
mechanism = "Amlodipine slows the clearance of simvastatin."
management = "At most 20 mg a day."
source = "FDA label of simvastatin, 2, 2023"
[[rule.modifier]]
tier = "high"
because = "simvastatin above 20 mg a day with amlodipine"
a_daily_above = { amount = "20", unit = "mg" }
source = "FDA label of simvastatin, 2.3, 2023"
[[rule.modifier]]
tier = "low"
because = "only two days of amlodipine"
b_days_at_most = 2
source = "FDA label of simvastatin, 7, 2023"
[[rule.modifier]]
tier = "contraindicated"
because = "severe kidney disease"
egfr_below = "15"
source = "FDA label of simvastatin, 2, 2023"
"#;
    let known = ["simvastatin", "amlodipine"].map(str::to_owned).into();
    let rules = parse_rules("rules/fixture.toml", text).unwrap();
    RuleBook::new(RuleBookData {
        data_date: "2026-11-20".into(),
        rules,
        known_ingredients: known,
        ..RuleBookData::default()
    })
    .unwrap()
}

fn interaction(facts: &Facts, proposed: &DrugFact) -> Finding {
    check(&book(), facts, proposed).findings.into_iter().find(|f| f.kind == FindingKind::Interaction).unwrap()
}

fn on_amlodipine() -> Facts {
    Facts { drugs: vec![order("amlodipine 10 mg tablet", "1 tab po daily")], ..patient() }
}

#[test]
fn a_dose_above_the_limit_raises_the_tier_and_says_why() {
    let high = interaction(&on_amlodipine(), &order("simvastatin 40 mg tablet", "1 tab po qhs"));
    assert_eq!(high.tier, Tier::High);
    assert!(
        high.facts.iter().any(|f| f
            == "Raised to high: simvastatin above 20 mg a day with amlodipine (simvastatin 40 mg a day)"),
        "{:?}",
        high.facts
    );
    assert!(high.source.contains("2.3, 2023"));
    let within = interaction(&on_amlodipine(), &order("simvastatin 20 mg tablet", "1 tab po qhs"));
    assert_eq!(within.tier, Tier::Moderate);
    assert!(
        within.would_change.contains(&"High if simvastatin above 20 mg a day with amlodipine".to_owned())
    );
}

#[test]
fn it_is_the_same_whichever_of_the_two_is_proposed() {
    let facts = Facts { drugs: vec![order("simvastatin 40 mg tablet", "1 tab po qhs")], ..patient() };
    let found = interaction(&facts, &order("amlodipine 10 mg tablet", "1 tab po daily"));
    assert_eq!(found.tier, Tier::High);
    assert_eq!(
        found.key,
        interaction(&on_amlodipine(), &order("simvastatin 40 mg tablet", "1 tab po qhs")).key
    );
}

#[test]
fn nothing_is_raised_or_lowered_on_a_guess() {
    let unclear = interaction(&on_amlodipine(), &order("simvastatin 40 mg tablet", "when he thinks of it"));
    assert_eq!(unclear.tier, Tier::Moderate);
    let mut brief = on_amlodipine();
    brief.drugs[0].days = Some(2);
    assert_eq!(interaction(&brief, &order("simvastatin 20 mg tablet", "1 tab po qhs")).tier, Tier::Low);
    assert_eq!(
        interaction(&on_amlodipine(), &order("simvastatin 20 mg tablet", "1 tab po qhs")).tier,
        Tier::Moderate
    );
}

#[test]
fn raising_wins_over_lowering() {
    let mut brief = on_amlodipine();
    brief.drugs[0].days = Some(2);
    assert_eq!(interaction(&brief, &order("simvastatin 40 mg tablet", "1 tab po qhs")).tier, Tier::High);
    let failing = with(brief, &[value("98979-8", "eGFR", "12", "mL/min/{1.73_m2}", "2026-11-01")]);
    assert_eq!(
        interaction(&failing, &order("simvastatin 40 mg tablet", "1 tab po qhs")).tier,
        Tier::Contraindicated
    );
}
