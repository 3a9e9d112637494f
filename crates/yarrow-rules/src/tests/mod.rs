//! Tests against the authored knowledge itself, read from the repository.

mod allergies;
mod duplicates;
mod interactions;
mod knowledge;
mod patient;
mod properties;
mod silence;

use crate::*;
use std::path::PathBuf;
use std::sync::LazyLock;

/// Sorted `.toml` files of one knowledge folder: name and text.
pub(crate) fn files(folder: &str) -> Vec<(String, String)> {
    let path = PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("../../knowledge").join(folder);
    let mut out: Vec<(String, String)> = std::fs::read_dir(path)
        .unwrap()
        .map(|e| e.unwrap().path())
        .filter(|p| p.extension().is_some_and(|e| e == "toml"))
        .map(|p| {
            (
                format!("{folder}/{}", p.file_name().unwrap().to_string_lossy()),
                std::fs::read_to_string(&p).unwrap(),
            )
        })
        .collect();
    out.sort();
    out
}

/// All authored knowledge and two wide-net pairs.
pub(crate) fn data() -> RuleBookData {
    let mut data = RuleBookData { data_date: "2026-11-20".into(), ..RuleBookData::default() };
    for (name, text) in files("rules") {
        data.rules.extend(parse_rules(&name, &text).unwrap());
    }
    for (name, text) in files("classes") {
        data.classes.merge(parse_classes(&name, &text).unwrap());
    }
    for (name, text) in files("cross_reactivity") {
        data.cross_reactions.extend(parse_cross_reactivity(&name, &text).unwrap());
    }
    let net = |a: &str, b: &str, lowest, effect| WideNetPair { a: a.into(), b: b.into(), lowest, effect };
    data.wide_net = vec![
        net("phenytoin", "folic acid", WideNetLevel::Precaution, Effect::LowerLevel),
        // An authored rule speaks about this pair; the net must keep quiet.
        net("lisinopril", "aspirin", WideNetLevel::Contraindicated, Effect::Kidney),
        net("mianserin", "phenobarbital", WideNetLevel::Contraindicated, Effect::Other),
    ];
    // Known, but in no rule and in no pair.
    data.classes.not_in_vocabulary.extend(["lactulose".to_owned(), "benzonatate".to_owned()]);
    data
}

pub(crate) static BOOK: LazyLock<RuleBook> = LazyLock::new(|| match RuleBook::new(data()) {
    Ok(book) => book,
    Err(faults) => panic!("the authored knowledge has faults:\n{}", faults.join("\n")),
});

/// A systemic drug named after its ingredients: `drug("losartan + hydrochlorothiazide")`.
pub(crate) fn drug(ingredients: &str) -> DrugFact {
    DrugFact {
        id: Some(format!("med {ingredients}")),
        display: ingredients.to_owned(),
        ingredients: ingredients.split(" + ").map(str::to_owned).collect(),
        since: Some("2024-03-12".into()),
        ..DrugFact::default()
    }
}

pub(crate) fn on(drugs: &[&str]) -> Facts {
    Facts { drugs: drugs.iter().map(|d| drug(d)).collect(), no_known_allergies: true, ..Facts::default() }
}

fn entry(display: &str, subject: AllergySubject, reaction: &str, severe: bool) -> AllergyFact {
    AllergyFact {
        id: format!("allergy {display}"),
        display: display.to_owned(),
        subject,
        reactions: vec![reaction.to_owned()],
        severe,
        recorded: "2011-05-03".into(),
    }
}

pub(crate) fn allergic_to(ingredient: &str, reaction: &str, severe: bool) -> Facts {
    with(entry(ingredient, AllergySubject::Ingredient(ingredient.into()), reaction, severe))
}

pub(crate) fn allergic_to_class(class: &str, reaction: &str, severe: bool) -> Facts {
    with(entry(class, AllergySubject::Class(class.into()), reaction, severe))
}

pub(crate) fn allergic_to_food(food: &str, reaction: &str, severe: bool) -> Facts {
    with(entry(food, AllergySubject::FoodOrEnvironment(food.into()), reaction, severe))
}

pub(crate) fn free_text(text: &str) -> Facts {
    with(entry(text, AllergySubject::FreeText(text.into()), "rash", false))
}

fn with(allergy: AllergyFact) -> Facts {
    Facts { allergies: vec![allergy], ..Facts::default() }
}

/// Strongest tier of one kind of finding for the proposed drug.
pub(crate) fn tier(facts: &Facts, proposed: &str, kind: FindingKind) -> Option<Tier> {
    check(&BOOK, facts, &drug(proposed)).findings.iter().filter(|f| f.kind == kind).map(|f| f.tier).max()
}

/// Strongest interaction tier of two drugs.
pub(crate) fn interaction(a: &str, b: &str) -> Option<Tier> {
    tier(&on(&[a]), b, FindingKind::Interaction)
}
