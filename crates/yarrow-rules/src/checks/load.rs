//! Effects that add up over the whole list.

use super::order::Order;
use super::{Answers, Card};
use crate::book::Ing;
use crate::facts::DrugFact;
use crate::index_tables::CompiledLoad;
use crate::interactions::ingredients;
use crate::patient::{Holds, holds};
use crate::report::FindingKind;
use crate::words::drug_fact;
use std::collections::BTreeMap;

pub(super) fn check(order: &Order<'_>, answers: &mut Answers) {
    if !order.drug.systemic {
        return;
    }
    for load in &order.book.tables.loads {
        check_load(order, load, answers);
    }
}

fn check_load(order: &Order<'_>, load: &CompiledLoad, answers: &mut Answers) {
    let own: u32 = order.ings.iter().filter_map(|ing| load.points.get(ing)).sum();
    if own == 0 {
        return;
    }
    let head = &load.table.head;
    let unit = head.unit.as_deref().unwrap_or("points");
    // Each ingredient once, however many products hold it.
    let mut others: BTreeMap<&str, (u32, &DrugFact)> = BTreeMap::new();
    let mut all: Vec<Ing> = order.ings.clone();
    let listed =
        order.patient.facts.drugs.iter().filter(|d| d.systemic && (d.id.is_none() || d.id != order.drug.id));
    for drug in listed {
        for ing in ingredients(order.book, drug) {
            all.push(ing);
            if let Some(points) = load.points.get(&ing)
                && !order.ings.contains(&ing)
            {
                let entry = others.entry(order.book.name(ing)).or_insert((*points, drug));
                // Of two products the one whose line reads first, so that their order does not matter.
                if drug_fact(drug) < drug_fact(entry.1) {
                    entry.1 = drug;
                }
            }
        }
    }
    let mut total = own + others.values().map(|(points, _)| points).sum::<u32>();
    let mut facts = vec![format!("{} ({own} {unit})", order.drug.display)];
    facts.extend(others.values().map(|(points, drug)| format!("{} ({points} {unit})", drug_fact(drug))));
    let mut change: Vec<String> = others.keys().map(|name| format!("Without {name}")).collect();
    let mut contributors = 1 + others.len();
    for (risk, drugs) in load.table.risks.iter().zip(&load.risk_drugs) {
        if drugs.as_ref().is_some_and(|drugs| !all.iter().any(|ing| drugs.contains(ing))) {
            continue;
        }
        let Holds::Yes { facts: because, change: otherwise, .. } = holds(order.patient, &risk.when) else {
            continue;
        };
        total += risk.points;
        contributors += 1;
        let detail = if because.is_empty() { String::new() } else { format!(": {}", because.join(", ")) };
        facts.push(format!("{} ({} {unit}){detail}", risk.title, risk.points));
        change.extend(otherwise);
    }
    let reached = head.thresholds.iter().rev().find(|t| total >= t.points);
    let first = head.thresholds.first().map_or(0, |t| t.points);
    // One drug alone is no sum.
    let Some(threshold) = reached.filter(|_| contributors > 1) else {
        let why = if total < first { format!("below {first}") } else { "nothing else adds to it".to_owned() };
        answers.clear.push(format!("{} {total}, {why}", head.name));
        return;
    };
    let card = Card {
        kind: FindingKind::Load,
        tier: threshold.tier,
        rule: format!("load-{}-{}", head.id, threshold.points),
        about: [order.name(), others.keys().copied().collect::<Vec<_>>().join(" + ")],
        title: format!("{}: {total} {unit}", head.title.as_deref().unwrap_or(&head.name)),
        mechanism: head.mechanism.clone(),
        management: head.management.clone(),
        source: &head.source,
        date: &load.table.date,
    };
    let mut finding = card.finding(facts, change);
    finding.evidence.clone_from(&head.evidence);
    answers.findings.push(finding);
}
