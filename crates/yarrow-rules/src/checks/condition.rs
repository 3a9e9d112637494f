//! The drug against problems, laboratory values, age and sex.

use super::order::Order;
use super::{Answers, Card};
use crate::amount::said;
use crate::book::{Ing, RuleBook};
use crate::fits;
use crate::patient::{Holds, Patient, holds};
use crate::report::{FindingKind, Tier};
use crate::tables::{ConditionRow, Missing, Placed};
use crate::words::{capital, count};
use std::collections::BTreeMap;

pub(super) fn check(order: &Order<'_>, answers: &mut Answers) {
    // One card a row, whichever ingredient of the product brought it.
    let mut rows: BTreeMap<u32, (Ing, &Placed<ConditionRow>)> = BTreeMap::new();
    for ing in &order.ings {
        for (index, row) in order.book.conditions_of(*ing) {
            let name = order.book.name(*ing);
            let entry = rows.entry(index).or_insert((*ing, row));
            if name < order.book.name(entry.0) {
                *entry = (*ing, row);
            }
        }
    }
    let before = answers.findings.len();
    let mut asked = 0_usize;
    for (ing, row) in rows.into_values() {
        if order.drug.systemic || row.local {
            asked += 1;
            check_row(order, ing, row, answers);
        }
    }
    let problems = order.patient.problems.len();
    if asked > 0 && answers.findings.len() == before && problems > 0 {
        answers.clear.push(format!("No conflict with {}", count(problems, "problem", "problems")));
    }
}

fn check_row(order: &Order<'_>, ing: Ing, row: &Placed<ConditionRow>, answers: &mut Answers) {
    let name = order.book.name(ing);
    let (mut facts, mut change, by) = match holds(order.patient, &row.when) {
        Holds::No => return,
        Holds::Unknown { because } => {
            if row.missing == Missing::Say {
                answers.not_checked(&row.title, &order.drug.display, because);
            }
            return;
        }
        Holds::Yes { facts, change, by } => (facts, change, by),
    };
    if let Some(above) = &row.above_daily {
        match order.taken(name, above.unit).map(|taken| taken.daily) {
            Ok(Some(daily)) if daily > above.amount => {
                facts.push(format!("{} a day", said(daily.round_dp(3), above.unit)));
                change.insert(0, format!("At most {} a day", said(above.amount, above.unit)));
            }
            Ok(Some(_)) => return,
            _ => {
                let because = format!("the daily dose of {name} is not known");
                answers.not_checked(&row.title, &order.drug.display, because);
                return;
            }
        }
    }
    let card = Card {
        kind: FindingKind::Condition,
        tier: row.tier,
        rule: row.id.clone(),
        about: [name.to_owned(), by],
        title: format!("{}: {}", capital(name), row.title),
        mechanism: row.mechanism.clone(),
        management: row.management.clone(),
        source: &row.source,
        date: &row.date,
    };
    let mut finding = card.finding(facts, change);
    finding.evidence.clone_from(&row.evidence);
    finding.alternatives = row
        .alternatives
        .iter()
        .filter(|a| fits::fits(order.book, order.patient, &a.ingredient, &[ing]))
        .cloned()
        .collect();
    answers.findings.push(finding);
}

/// Whether a condition would interrupt this ingredient, for alternatives.
pub(crate) fn stops(book: &RuleBook, patient: &Patient<'_>, ing: Ing) -> bool {
    book.conditions_of(ing).any(|(_, row)| {
        row.tier >= Tier::High
            && row.above_daily.is_none()
            && matches!(holds(patient, &row.when), Holds::Yes { .. })
    })
}
