use super::*;

#[test]
fn every_knowledge_file_parses_and_holds_together() {
    assert_eq!(validate(&data()), Vec::<String>::new());
    assert!(data().rules.len() >= 80, "{} rules", data().rules.len());
}

#[test]
fn every_rule_and_member_names_its_source_and_day() {
    for rule in data().rules {
        assert!(rule.source.len() > 10, "{}", rule.id);
        assert_eq!(rule.author, "Yarrow editors", "{}", rule.id);
        // One or two sentences; a card is not an article.
        assert!(rule.management.len() < 260, "{}: {}", rule.id, rule.management.len());
    }
}

#[test]
fn every_rule_speaks_about_at_least_one_pair() {
    let data = data();
    for rule in &data.rules {
        let alone = RuleBookData {
            rules: vec![Rule { instead_of: vec![], besides: vec![], ..rule.clone() }],
            classes: data.classes.clone(),
            ..RuleBookData { data_date: "2026-11-20".into(), ..Default::default() }
        };
        assert!(RuleBook::new(alone).unwrap().authored_pairs() > 0, "{}", rule.id);
    }
}

fn faults_of(change: impl FnOnce(&mut RuleBookData)) -> String {
    let mut data = data();
    change(&mut data);
    validate(&data).join("\n")
}

#[test]
fn a_misspelt_ingredient_is_named_with_file_and_rule() {
    let text = faults_of(|d| {
        d.known_ingredients = vec!["warfarin".into()];
        d.rules.truncate(1);
        d.rules[0].a.ingredients = vec!["warfarine".into()];
        d.rules[0].instead_of.clear();
        d.rules[0].besides.clear();
    });
    let line = text.lines().find(|l| l.contains("warfarine")).unwrap();
    assert!(line.starts_with("rules/") && line.contains("rule "), "{line}");
}

#[test]
fn a_rule_without_source_management_or_date_is_refused() {
    let text = faults_of(|d| {
        d.rules[0].source = " ".into();
        d.rules[0].management = String::new();
        d.rules[0].date = "November".into();
    });
    for part in ["has no source", "has no management", "needs a date"] {
        assert!(text.contains(part), "{part} missing in {text}");
    }
}

#[test]
fn an_empty_class_or_side_and_a_missing_class_are_refused() {
    let text = faults_of(|d| {
        d.classes.classes.iter_mut().find(|c| c.id == "statins").unwrap().members.clear();
        d.rules[0].a = Side::default();
        d.rules[1].b.classes = vec!["no-such-class".into()];
    });
    assert!(text.contains("class statins: has no member"));
    assert!(text.contains("one side is empty"));
    assert!(text.contains("there is no class \"no-such-class\""));
}

#[test]
fn a_weaker_rule_about_named_drugs_must_say_that_it_knows_the_stronger_one() {
    let text = faults_of(|d| {
        let mut weak = d.rules.iter().find(|r| r.id == "vericiguat-nitrates").unwrap().clone();
        weak.id = "quietly-weaker".into();
        weak.instead_of.clear();
        weak.a.ingredients = vec!["sildenafil".into()];
        weak.b = Side { ingredients: vec!["nitroglycerin".into()], ..Side::default() };
        d.rules.push(weak);
    });
    assert!(text.contains("quietly-weaker") && text.contains("nitrates-pde5"), "{text}");
}

#[test]
fn two_rules_about_the_same_sides_are_refused() {
    let text = faults_of(|d| {
        let mut twin = d.rules[0].clone();
        twin.id = "twin".into();
        std::mem::swap(&mut twin.a, &mut twin.b);
        d.rules.push(twin);
    });
    assert!(text.contains("has the same two sides as"), "{text}");
}

#[test]
fn a_variant_name_in_a_rule_is_refused() {
    let text = faults_of(|d| d.rules[0].a.ingredients.push("cyclosporine, modified".into()));
    assert!(text.contains("write \"cyclosporine\""), "{text}");
}

#[test]
fn unreadable_toml_names_its_file() {
    let faults = parse_rules("rules/broken.toml", "author = 3").unwrap_err();
    assert!(faults[0].starts_with("rules/broken.toml:"));
    assert!(parse_classes("classes/x.toml", "[[class]]\nid = 'x'\ncolour = 'red'\nname='X'").is_err());
}

#[test]
fn a_more_specific_rule_takes_the_place_of_the_one_it_names() {
    // Vericiguat and nitrates: the class rule would be a contraindication.
    assert_eq!(pair(&BOOK, "vericiguat", "isosorbide mononitrate").tier, PairTier::Moderate);
    assert_eq!(pair(&BOOK, "riociguat", "isosorbide mononitrate").tier, PairTier::Contraindicated);
}

#[test]
fn knowledge_survives_storage() {
    let data = data();
    let text = serde_json::to_string(&data).unwrap();
    assert_eq!(serde_json::from_str::<RuleBookData>(&text).unwrap(), data);
}

#[test]
fn findings_serialise_to_the_words_of_the_contract() {
    let report = check(&BOOK, &on(&["simvastatin"]), &drug("clarithromycin"));
    let json = serde_json::to_value(&report).unwrap();
    assert_eq!(json["findings"][0]["kind"], "interaction");
    assert_eq!(json["findings"][0]["tier"], "contraindicated");
    let keys: Vec<&str> = json["findings"][0].as_object().unwrap().keys().map(String::as_str).collect();
    for key in
        ["title", "mechanism", "management", "evidence", "source", "source_date", "other_id", "wide_net"]
    {
        assert!(keys.contains(&key), "{key}");
    }
}
