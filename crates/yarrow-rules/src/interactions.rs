//! Drug against drug.

use crate::book::{Ing, RuleBook};
use crate::facts::{DrugFact, Facts, Proposed};
use crate::knowledge::{Replaces, Rule};
use crate::report::{Alternative, Finding, FindingKind, Tier};
use crate::wide_net::{WIDE_NET_DATE, WIDE_NET_SOURCE};
use crate::words::{capital, drug_fact, finding_key};
use std::collections::BTreeMap;

/// Known ingredients of a drug, each once.
pub(crate) fn ingredients(book: &RuleBook, drug: &DrugFact) -> Vec<Ing> {
    let mut out: Vec<Ing> =
        if drug.mapped { drug.ingredients.iter().filter_map(|n| book.find(n)).collect() } else { Vec::new() };
    out.sort_unstable();
    out.dedup();
    out
}

/// Every interaction of the proposed drug with one other drug: one finding a rule, strongest pair first.
pub(crate) fn against(book: &RuleBook, facts: &Facts, proposed: &Proposed, other: &DrugFact) -> Vec<Finding> {
    let local = !proposed.systemic || !other.systemic;
    let mut by_rule: BTreeMap<String, Finding> = BTreeMap::new();
    for p in ingredients(book, proposed) {
        for o in ingredients(book, other) {
            let finding = if p == o {
                None
            } else if let Some(rule) = book.rules_of(p, o).find(|r| r.local || !local) {
                Some(authored(book, facts, proposed, other, (p, o), rule))
            } else if !local && book.rules_of(p, o).next().is_none() {
                wide(book, proposed, other, (p, o))
            } else {
                None
            };
            // Two ingredients of one product may meet the same rule; the alphabetically first key
            // speaks, so that the order of ingredients does not matter. The wide net is no single
            // rule: there every pair stands for itself.
            if let Some(f) = finding {
                let by = if f.wide_net { f.key.clone() } else { f.rule.clone() };
                let kept = by_rule.entry(by).or_insert_with(|| f.clone());
                if f.key < kept.key {
                    *kept = f;
                }
            }
        }
    }
    by_rule.into_values().collect()
}

fn pair_title(book: &RuleBook, (p, o): (Ing, Ing), effect: &str) -> String {
    format!("{} with {}: {}", capital(book.name(p)), book.name(o), effect)
}

fn authored(
    book: &RuleBook,
    facts: &Facts,
    proposed: &Proposed,
    other: &DrugFact,
    (p, o): (Ing, Ing),
    rule: &Rule,
) -> Finding {
    let local = !proposed.systemic || !other.systemic;
    let mut used = vec![drug_fact(other)];
    used.extend(
        book.rules_of(p, o)
            .filter(|r| r.id != rule.id && (r.local || !local))
            .map(|r| format!("Also known for this pair: {}. {}", r.title.to_lowercase(), r.management)),
    );
    let (alternatives, instead_of_other) = alternatives(book, facts, proposed, (p, o), rule);
    Finding {
        kind: FindingKind::Interaction,
        tier: rule.tier,
        key: finding_key(&rule.id, book.name(p), book.name(o)),
        title: pair_title(book, (p, o), &rule.title.to_lowercase()),
        mechanism: rule.mechanism.clone(),
        management: with_others(book, rule.management.clone(), o, &instead_of_other),
        evidence: rule.evidence.clone(),
        source: rule.source.clone(),
        source_date: rule.date.clone(),
        rule: rule.id.clone(),
        facts: used,
        other_id: other.id.clone(),
        alternatives,
        wide_net: false,
    }
}

/// The management with the ways to change the other medication, which are advice: the choices of a card change the drug
/// that is being prescribed.
fn with_others(book: &RuleBook, management: String, other: Ing, instead: &[Alternative]) -> String {
    if instead.is_empty() {
        return management;
    }
    let named: Vec<String> = instead.iter().map(|a| format!("{} ({})", a.ingredient, a.text)).collect();
    format!("{management} {} could be changed to {}.", capital(book.name(other)), named.join(" or "))
}

/// The alternatives of a rule that this patient could take, first those to the proposed drug, then those to the other one:
/// known, no interruption with the other medications, no recorded allergy to the ingredient or its class.
fn alternatives(
    book: &RuleBook,
    facts: &Facts,
    proposed: &Proposed,
    (p, o): (Ing, Ing),
    rule: &Rule,
) -> (Vec<Alternative>, Vec<Alternative>) {
    let side_a = |ing: Ing| {
        let name = book.name(ing);
        let listed = rule.a.ingredients.iter().any(|n| n == name)
            || rule
                .a
                .classes
                .iter()
                .filter_map(|c| book.class_index(c))
                .any(|c| book.members[c].contains(&ing));
        listed && !rule.a.except.iter().any(|n| n == name)
    };
    let (a, b) = if side_a(p) { (p, o) } else { (o, p) };
    let fits = |replaced: Ing, candidate: Ing| {
        let drugs = facts.drugs.iter().chain(std::iter::once(proposed));
        let safe = drugs.filter(|d| d.systemic).flat_map(|d| ingredients(book, d)).all(|x| {
            x == replaced
                || x == candidate
                || book.rules_of(x, candidate).next().is_none_or(|r| r.tier < Tier::High)
        });
        safe && candidate != a && candidate != b && !crate::allergies::stops(book, facts, candidate)
    };
    let (mut of_proposed, mut of_other) = (Vec::new(), Vec::new());
    for alternative in &rule.alternatives {
        let replaced = match alternative.replaces {
            Replaces::A => a,
            Replaces::B => b,
        };
        if !book.find(&alternative.ingredient).is_some_and(|candidate| fits(replaced, candidate)) {
            continue;
        }
        let list = if replaced == p { &mut of_proposed } else { &mut of_other };
        list.push(Alternative { ingredient: alternative.ingredient.clone(), text: alternative.text.clone() });
    }
    (of_proposed, of_other)
}

fn wide(book: &RuleBook, proposed: &Proposed, other: &DrugFact, (p, o): (Ing, Ing)) -> Option<Finding> {
    debug_assert!(proposed.systemic);
    let (level, effect) = book.wide_of(p, o)?;
    Some(Finding {
        kind: FindingKind::Interaction,
        tier: level.tier(),
        key: finding_key("wide-net", book.name(p), book.name(o)),
        title: pair_title(book, (p, o), effect.title()),
        mechanism: effect.sentence().to_owned(),
        management: level.advice().to_owned(),
        evidence: Some("Listed by the French agency; not reviewed by the Yarrow editors.".to_owned()),
        source: WIDE_NET_SOURCE.to_owned(),
        source_date: WIDE_NET_DATE.to_owned(),
        rule: "wide-net".to_owned(),
        facts: vec![drug_fact(other)],
        other_id: other.id.clone(),
        alternatives: Vec::new(),
        wide_net: true,
    })
}
