//! What raises or lowers an interaction in this patient.

use crate::amount::{in_unit, said};
use crate::book::RuleBook;
use crate::checks::{routes, taken_of};
use crate::facts::DrugFact;
use crate::knowledge::Rule;
use crate::patient::{Holds, Kidney, Patient, holds};
use crate::report::Tier;
use crate::tables::{AmountPerDay, Modifier, RenalMeasure};
use rust_decimal::Decimal;

/// One side of the rule: the drug that brings it and the ingredient.
#[derive(Clone, Copy)]
pub(crate) struct SideOf<'a> {
    pub drug: &'a DrugFact,
    pub ingredient: &'a str,
}

/// The tier of a rule for this patient, why it is not the written one, and what would change it.
pub(crate) struct Modified {
    pub tier: Tier,
    /// Facts that moved the tier.
    pub facts: Vec<String>,
    /// Modifiers that do not apply now.
    pub would_change: Vec<String>,
    /// Sources of the modifiers that apply.
    pub sources: Vec<String>,
}

/// Applies the modifiers of a rule.
///
/// One that raises wins over one that lowers. A term whose fact is not known does not hold, so that nothing is lowered on
/// a guess.
pub(crate) fn modified(
    book: &RuleBook,
    patient: &Patient<'_>,
    rule: &Rule,
    a: SideOf<'_>,
    b: SideOf<'_>,
) -> Modified {
    let mut out =
        Modified { tier: rule.tier, facts: Vec::new(), would_change: Vec::new(), sources: Vec::new() };
    let mut applying: Vec<(&Modifier, Vec<String>)> = Vec::new();
    for modifier in &rule.modifiers {
        match terms(book, patient, modifier, a, b) {
            Some(facts) => applying.push((modifier, facts)),
            None => out.would_change.push(format!("{} if {}", tier_word(modifier.tier), modifier.because)),
        }
    }
    let raising = applying.iter().filter(|(m, _)| m.tier > rule.tier).map(|(m, _)| m.tier).max();
    let lowering = applying.iter().filter(|(m, _)| m.tier < rule.tier).map(|(m, _)| m.tier).min();
    let Some(tier) = raising.or(lowering) else { return out };
    out.tier = tier;
    let moved = if tier > rule.tier { "Raised" } else { "Lowered" };
    for (modifier, facts) in applying.into_iter().filter(|(m, _)| m.tier == tier) {
        let used = if facts.is_empty() { String::new() } else { format!(" ({})", facts.join(", ")) };
        out.facts.push(format!("{moved} to {}: {}{used}", tier_word(tier).to_lowercase(), modifier.because));
        out.sources.push(modifier.source.clone());
    }
    out
}

fn tier_word(tier: Tier) -> &'static str {
    match tier {
        Tier::Contraindicated => "Contraindicated",
        Tier::High => "High",
        Tier::Moderate => "Moderate",
        Tier::Low => "Low",
    }
}

/// The facts by which every term holds, or none when one does not.
fn terms(
    book: &RuleBook,
    patient: &Patient<'_>,
    modifier: &Modifier,
    a: SideOf<'_>,
    b: SideOf<'_>,
) -> Option<Vec<String>> {
    let mut facts = Vec::new();
    for (side, limit, above) in [
        (a, &modifier.a_daily_above, true),
        (b, &modifier.b_daily_above, true),
        (a, &modifier.a_daily_at_most, false),
        (b, &modifier.b_daily_at_most, false),
    ] {
        if let Some(limit) = limit {
            facts.push(daily(book, side, limit, above)?);
        }
    }
    for (side, route) in [(a, modifier.a_route), (b, modifier.b_route)] {
        if let Some(route) = route
            && routes(side.drug) != [route]
        {
            return None;
        }
    }
    for (side, most) in [(a, modifier.a_days_at_most), (b, modifier.b_days_at_most)] {
        if let Some(most) = most {
            let days = side.drug.planned_days().filter(|days| *days <= most)?;
            facts.push(format!("{} for {days} days", side.ingredient));
        }
    }
    if let Some(below) = modifier.egfr_below {
        match patient.kidney(RenalMeasure::Egfr) {
            Kidney::Known { value, words, .. } if value < below => facts.push(words),
            _ => return None,
        }
    }
    match holds(patient, &modifier.when) {
        Holds::Yes { facts: more, .. } => facts.extend(more),
        Holds::No | Holds::Unknown { .. } => return None,
    }
    Some(facts)
}

fn daily(book: &RuleBook, side: SideOf<'_>, limit: &AmountPerDay, above: bool) -> Option<String> {
    let taken = taken_of(book, side.drug, side.ingredient, limit.unit).ok()?;
    let amount: Decimal = in_unit(taken.daily?, taken.unit, limit.unit)?;
    ((amount > limit.amount) == above)
        .then(|| format!("{} {} a day", side.ingredient, said(amount.round_dp(3), limit.unit)))
}
