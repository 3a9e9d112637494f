//! Drug against recorded allergy: same ingredient, named class, related class, cross-reaction.

use crate::book::{Ing, RuleBook};
use crate::facts::{AllergyFact, AllergySubject, Facts, Proposed, readable_date};
use crate::fits::fits;
use crate::interactions::ingredients;
use crate::knowledge::AllergyUse;
use crate::patient::Patient;
use crate::report::{Alternative, Finding, FindingKind, Tier};
use crate::words::{capital, finding_key, inside};

/// Why an ingredient meets an allergy, and how strongly.
enum Match<'a> {
    Same,
    NamedClass(usize),
    SharedClass(usize, Tier),
    Cross(&'a crate::book::CompiledCross, Tier),
}

/// Reactions that make an entry severe whatever its severity field says.
/// Source: AAAAI/ACAAI drug allergy practice parameter 2022 (anaphylaxis and severe delayed reactions).
const SEVERE_WORDS: [&str; 9] = [
    "anaphyla",
    "angioedema",
    "stevens",
    "necrolysis",
    "dress",
    "airway",
    "throat swelling",
    "swelling of the throat",
    "tongue swelling",
];

fn is_severe(allergy: &AllergyFact) -> bool {
    let named = |r: &String| {
        let text = r.to_lowercase();
        SEVERE_WORDS.iter().any(|w| text.contains(w))
    };
    allergy.severe || allergy.reactions.iter().any(named)
}

fn direct_tier(severe: bool) -> Tier {
    if severe { Tier::Contraindicated } else { Tier::High }
}

fn tier_of(m: &Match, severe: bool) -> Tier {
    match m {
        Match::Same | Match::NamedClass(_) => direct_tier(severe),
        Match::SharedClass(_, tier) | Match::Cross(_, tier) => *tier,
    }
}

/// How one ingredient meets one allergy; the strongest reason, a direct one before a derived one.
fn meets<'a>(book: &'a RuleBook, allergy: &AllergyFact, drug: Ing) -> Option<Match<'a>> {
    let severe = is_severe(allergy);
    let mut derived: Vec<Match<'a>> = Vec::new();
    let crosses = |hit: &dyn Fn(&crate::book::CompiledCross) -> bool| {
        book.cross
            .iter()
            .filter(|c| c.drug.contains(&drug) && hit(c))
            .map(|c| Match::Cross(c, if severe { c.rule.severe } else { c.rule.mild }))
            .collect::<Vec<_>>()
    };
    match &allergy.subject {
        AllergySubject::FreeText(_) => return None,
        AllergySubject::Ingredient(key) => {
            let subject = book.find(key)?;
            if subject == drug {
                return Some(Match::Same);
            }
            for class in book.classes_of(subject) {
                let c = &book.classes[*class];
                if c.allergy == Some(AllergyUse::Shared) && book.members[*class].contains(&drug) {
                    derived.push(Match::SharedClass(
                        *class,
                        if severe { c.shared_severe } else { c.shared_mild },
                    ));
                }
            }
            derived.extend(crosses(&|c| c.allergy.contains(&subject)));
        }
        AllergySubject::Class(id) => {
            let class = book.class_index(id)?;
            if book.members[class].contains(&drug) {
                return Some(Match::NamedClass(class));
            }
            derived.extend(crosses(&|c| c.allergy_classes.contains(&class)));
        }
        AllergySubject::FoodOrEnvironment(key) => {
            let key = key.to_lowercase();
            derived.extend(crosses(&|c| c.rule.allergy.foods.contains(&key)));
        }
    }
    // `max_by_key` keeps the last of equals, so the first written cross-reaction wins by reversing.
    derived.into_iter().rev().max_by_key(|m| tier_of(m, severe))
}

/// Whether a recorded allergy would interrupt this ingredient; used to leave out unfit alternatives.
pub(crate) fn stops(book: &RuleBook, facts: &Facts, drug: Ing) -> bool {
    facts
        .allergies
        .iter()
        .any(|a| meets(book, a, drug).is_some_and(|m| tier_of(&m, is_severe(a)) >= Tier::High))
}

/// The finding of the proposed drug against one allergy, if they meet.
pub(crate) fn against(
    book: &RuleBook,
    patient: &Patient<'_>,
    proposed: &Proposed,
    allergy: &AllergyFact,
) -> Option<Finding> {
    let severe = is_severe(allergy);
    let mut best: Option<(Ing, Match)> = None;
    let mut ings = ingredients(book, proposed);
    ings.sort_by(|x, y| book.name(*x).cmp(book.name(*y)));
    for drug in ings.iter().copied() {
        if let Some(found) = meets(book, allergy, drug)
            && best.as_ref().is_none_or(|(_, b)| tier_of(&found, severe) > tier_of(b, severe))
        {
            best = Some((drug, found));
        }
    }
    let (drug, found) = best?;
    let tier = tier_of(&found, severe);
    let name = book.name(drug);
    let side = match &allergy.subject {
        AllergySubject::Ingredient(key) => book.canonical(key).to_owned(),
        AllergySubject::Class(id) => format!("class:{id}"),
        AllergySubject::FoodOrEnvironment(key) => format!("food:{}", key.to_lowercase()),
        AllergySubject::FreeText(_) => return None,
    };
    let avoid = if severe {
        "Choose a drug that is not related; give it only after allergy testing or desensitisation."
    } else {
        "Choose another drug, or confirm that the recorded reaction was not an allergy."
    };
    let own = |rule: String, title: String, mechanism: String, source: String| Finding {
        kind: FindingKind::Allergy,
        tier,
        key: finding_key(&rule, name, &side),
        title,
        mechanism: with_history(&mechanism, allergy),
        management: avoid.to_owned(),
        evidence: None,
        source,
        source_date: book.data_date.clone(),
        rule,
        facts: vec![allergy_fact(allergy)],
        would_change: vec![format!("The allergy entry {} removed or corrected", allergy.display)],
        other_id: Some(allergy.id.clone()),
        alternatives: Vec::new(),
        wide_net: false,
    };
    Some(match found {
        Match::Same => own(
            "allergy-same-ingredient".to_owned(),
            format!("Recorded allergy to {name}"),
            format!("The product contains {name}, the drug the patient reacted to."),
            "Patient's allergy list".to_owned(),
        ),
        Match::NamedClass(c) => own(
            format!("allergy-class-{}", book.classes[c].id),
            format!("Recorded allergy to {}", inside(&book.classes[c].name)),
            format!("{} belongs to the class the patient reacted to.", capital(name)),
            class_source(book, c),
        ),
        Match::SharedClass(c, _) => own(
            format!("allergy-related-{}", book.classes[c].id),
            format!("{} is related to {}", capital(name), allergy.display),
            format!(
                "Both are {}; a reaction to one may recur with the other.",
                inside(&book.classes[c].name)
            ),
            class_source(book, c),
        ),
        Match::Cross(c, _) => Finding {
            title: format!("{} with {} allergy: {}", capital(name), allergy.display, inside(&c.rule.title)),
            mechanism: with_history(&c.rule.mechanism, allergy),
            management: c.rule.management.clone(),
            evidence: c.rule.evidence.clone(),
            source: c.rule.source.clone(),
            source_date: c.rule.date.clone(),
            alternatives: fitting(book, patient, &ings, &c.rule.alternatives),
            ..own(c.rule.id.clone(), String::new(), String::new(), String::new())
        },
    })
}

/// Alternatives that would not themselves interrupt for this patient.
fn fitting(book: &RuleBook, patient: &Patient<'_>, leaving: &[Ing], all: &[Alternative]) -> Vec<Alternative> {
    all.iter().filter(|a| fits(book, patient, &a.ingredient, leaving)).cloned().collect()
}

fn class_source(book: &RuleBook, class: usize) -> String {
    book.classes[class].members.first().map_or_else(|| book.classes[class].name.clone(), |m| m.source.clone())
}

/// What happens, with what was recorded: the reaction and its date decide what an alert is worth.
fn with_history(mechanism: &str, allergy: &AllergyFact) -> String {
    format!("{mechanism} On the allergy list: {}.", allergy_fact(allergy))
}

/// "Penicillin V: anaphylaxis, severe, recorded 3 May 2011".
fn allergy_fact(allergy: &AllergyFact) -> String {
    let mut text = allergy.display.clone();
    if allergy.reactions.is_empty() {
        text.push_str(": reaction not recorded");
    } else {
        text.push_str(": ");
        text.push_str(&allergy.reactions.join(", "));
    }
    if is_severe(allergy) {
        text.push_str(", severe");
    }
    if !allergy.recorded.is_empty() {
        text.push_str(", recorded ");
        text.push_str(&readable_date(&allergy.recorded));
    }
    text
}
