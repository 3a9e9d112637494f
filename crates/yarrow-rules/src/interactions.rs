//! Drug against drug.

use crate::book::{Ing, RuleBook};
use crate::facts::{DrugFact, Proposed};
use crate::fits::fits;
use crate::knowledge::{Replaces, Rule};
use crate::modify::{self, Modified, SideOf};
use crate::patient::Patient;
use crate::report::{Alternative, Finding, FindingKind, Tier};
use crate::wide_net::{WIDE_NET_DATE, WIDE_NET_SOURCE};
use crate::words::{capital, drug_fact, finding_key, inside};
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
pub(crate) fn against(
    book: &RuleBook,
    patient: &Patient<'_>,
    proposed: &Proposed,
    other: &DrugFact,
) -> Vec<Finding> {
    let local = !proposed.systemic || !other.systemic;
    let mut by_rule: BTreeMap<String, Finding> = BTreeMap::new();
    for p in ingredients(book, proposed) {
        for o in ingredients(book, other) {
            let finding = if p == o {
                None
            } else if book.rules_of(p, o).any(|r| r.local || !local) {
                authored(book, patient, proposed, other, (p, o))
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

/// Whether an ingredient stands on side `a` of a rule.
fn is_side_a(book: &RuleBook, rule: &Rule, ing: Ing) -> bool {
    let name = book.name(ing);
    let listed = rule.a.ingredients.iter().any(|n| n == name)
        || rule.a.classes.iter().filter_map(|c| book.class_index(c)).any(|c| book.members[c].contains(&ing));
    listed && !rule.a.except.iter().any(|n| n == name)
}

/// The rule that speaks for a pair, with its tier in this patient: the strictest, and of equals the first written order.
fn speaking<'a>(
    book: &'a RuleBook,
    patient: &Patient<'_>,
    proposed: &Proposed,
    other: &DrugFact,
    (p, o): (Ing, Ing),
) -> Option<(&'a Rule, Modified)> {
    let local = !proposed.systemic || !other.systemic;
    let mut best: Option<(&Rule, Modified)> = None;
    for rule in book.rules_of(p, o).filter(|r| r.local || !local) {
        let ours = SideOf { drug: proposed, ingredient: book.name(p) };
        let theirs = SideOf { drug: other, ingredient: book.name(o) };
        // Where both drugs stand on both sides the order by name decides, so that neither direction differs.
        let both = is_side_a(book, rule, p) && is_side_a(book, rule, o);
        let ours_first = if both { book.name(p) <= book.name(o) } else { is_side_a(book, rule, p) };
        let (a, b) = if ours_first { (ours, theirs) } else { (theirs, ours) };
        let modified = modify::modified(book, patient, rule, a, b);
        if best.as_ref().is_none_or(|(_, m)| modified.tier > m.tier) {
            best = Some((rule, modified));
        }
    }
    best
}

fn authored(
    book: &RuleBook,
    patient: &Patient<'_>,
    proposed: &Proposed,
    other: &DrugFact,
    (p, o): (Ing, Ing),
) -> Option<Finding> {
    let local = !proposed.systemic || !other.systemic;
    let (rule, modified) = speaking(book, patient, proposed, other, (p, o))?;
    let mut used = vec![drug_fact(other)];
    used.extend(modified.facts);
    used.extend(
        book.rules_of(p, o)
            .filter(|r| r.id != rule.id && (r.local || !local))
            .map(|r| format!("Also known for this pair: {}. {}", inside(&r.title), r.management)),
    );
    let (alternatives, instead_of_other) = alternatives(book, patient, proposed, (p, o), rule);
    let mut would_change = vec![format!("{} stopped or held", other.display)];
    would_change.extend(modified.would_change);
    let mut source = rule.source.clone();
    for more in modified.sources.iter().filter(|more| **more != rule.source) {
        source.push_str("; ");
        source.push_str(more);
    }
    Some(Finding {
        kind: FindingKind::Interaction,
        tier: modified.tier,
        key: finding_key(&rule.id, book.name(p), book.name(o)),
        title: pair_title(book, (p, o), &inside(&rule.title)),
        mechanism: rule.mechanism.clone(),
        management: with_others(book, rule.management.clone(), o, &instead_of_other),
        evidence: rule.evidence.clone(),
        source,
        source_date: rule.date.clone(),
        rule: rule.id.clone(),
        facts: used,
        would_change,
        other_id: other.id.clone(),
        alternatives,
        wide_net: false,
    })
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

/// The alternatives of a rule that this patient could take, first those to the proposed drug, then those to the other one.
///
/// Each is checked against the other medications, the one that stays included, and against allergies, problems, pregnancy
/// and age; see [`fits`].
fn alternatives(
    book: &RuleBook,
    patient: &Patient<'_>,
    proposed: &Proposed,
    (p, o): (Ing, Ing),
    rule: &Rule,
) -> (Vec<Alternative>, Vec<Alternative>) {
    let (a, b) = if is_side_a(book, rule, p) { (p, o) } else { (o, p) };
    let (mut of_proposed, mut of_other) = (Vec::new(), Vec::new());
    for alternative in &rule.alternatives {
        let (replaced, stays) = match alternative.replaces {
            Replaces::A => (a, b),
            Replaces::B => (b, a),
        };
        let Some(candidate) = book.find(&alternative.ingredient) else { continue };
        // What replaces the other drug has to go with the proposed one, which is not on the list yet.
        let with_proposed = |ing: Ing| {
            ing == replaced
                || ing == candidate
                || book.rules_of(ing, candidate).next().is_none_or(|r| r.tier < Tier::High)
        };
        let goes = replaced == p || ingredients(book, proposed).into_iter().all(with_proposed);
        if candidate == stays || !goes || !fits(book, patient, &alternative.ingredient, &[replaced]) {
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
        would_change: vec![format!("{} stopped or held", other.display)],
        other_id: other.id.clone(),
        alternatives: Vec::new(),
        wide_net: true,
    })
}
