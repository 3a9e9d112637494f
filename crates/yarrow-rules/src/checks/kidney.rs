//! Reduced kidney function against the bands of the label.

use super::order::Order;
use super::{Answers, Card};
use crate::amount::{Taken, said};
use crate::patient::Kidney;
use crate::report::{FindingKind, Tier};
use crate::tables::{DoseRow, Placed, Renal, RenalBand, RenalMeasure};
use crate::words::{capital, number};
use rust_decimal::Decimal;

pub(super) fn check(order: &Order<'_>, answers: &mut Answers) {
    let mut rows: Vec<&Placed<DoseRow>> = order.rows.iter().map(|r| r.row).collect();
    // A combination whose own row is silent about the kidney is judged by its parts.
    if rows.iter().all(|row| row.renal.is_none()) {
        rows.extend(order.rows_of_parts());
    }
    for row in rows {
        if let Some(renal) = &row.renal
            && !renal.band.is_empty()
        {
            check_row(order, row, renal, answers);
        }
    }
}

fn check_row(order: &Order<'_>, row: &Placed<DoseRow>, renal: &Renal, answers: &mut Answers) {
    let measure = renal.measure.unwrap_or(RenalMeasure::Egfr);
    let (value, words, facts) = match order.patient.kidney(measure) {
        Kidney::Known { value, words, facts } => (value, words, facts),
        Kidney::Unknown { because } => {
            answers.not_checked("Kidney function", &order.drug.display, because);
            return;
        }
    };
    let band = renal.band.iter().filter(|band| value < band.below).min_by_key(|band| band.below);
    let Some(band) = band else {
        answers.clear.push(format!("Kidney function allows it: {words}"));
        return;
    };
    let mut broken = Vec::new();
    let mut tier = band.tier;
    if band.has_limits() {
        match order.taken(row.counted(), row.unit) {
            Ok(taken) => broken = breaches(band, &taken),
            // The band matters and the dose is unknown: said, but never as a hard stop.
            Err(because) => {
                tier = tier.min(Tier::Moderate);
                broken.push(format!("the dose could not be compared: {because}"));
            }
        }
        if broken.is_empty() {
            answers.clear.push(format!("Dose fits the kidney function: {words}"));
            return;
        }
    }
    let unit = if measure == RenalMeasure::Crcl { "mL/min" } else { "mL/min/1.73 m²" };
    let mut change: Vec<String> = limits(row, band);
    change.push(format!("Kidney function of {} {unit} or more", number(band.below)));
    let detail = if broken.is_empty() { String::new() } else { format!(": {}", broken.join(", ")) };
    let card = Card {
        kind: FindingKind::Renal,
        tier,
        rule: format!("kidney-{}-{}", row.id, number(band.below)),
        about: [row.counted().to_owned(), words.clone()],
        title: format!("{} with {words}{detail}", capital(row.counted())),
        mechanism: format!("The label changes the dose below {} {unit}.", number(band.below)),
        management: match &band.instead {
            Some(instead) => format!("{} {instead}", band.text),
            None => band.text.clone(),
        },
        source: renal.source.as_deref().unwrap_or(&row.source),
        date: &row.date,
    };
    answers.findings.push(card.finding(facts, change));
}

fn breaches(band: &RenalBand, taken: &Taken) -> Vec<String> {
    let mut out = Vec::new();
    let over =
        |given: Decimal, most: Option<Decimal>| most.filter(|most| given > *most * Decimal::new(1001, 3));
    if let Some(most) = over(taken.single, band.single_max) {
        out.push(format!(
            "{} at once, at most {}",
            said(taken.single.round_dp(3), taken.unit),
            said(most, taken.unit)
        ));
    }
    if let Some(daily) = taken.daily
        && let Some(most) = over(daily, band.daily_max)
    {
        out.push(format!(
            "{} a day, at most {}",
            said(daily.round_dp(3), taken.unit),
            said(most, taken.unit)
        ));
    }
    if let (Some(least), Some(given)) = (band.min_interval_hours, taken.interval_hours.or(once_a_day(taken)))
        && given < least * Decimal::new(99, 2)
    {
        out.push(format!("every {} hours, at least {} hours apart", number(given), number(least)));
    }
    out
}

/// Once a day is 24 hours apart; less often is more.
fn once_a_day(taken: &Taken) -> Option<Decimal> {
    let day = Decimal::from(24);
    match (taken.daily, taken.every_days) {
        (Some(_), Some(days)) => Some(days * day),
        (Some(_), None) => Some(day),
        (None, _) => None,
    }
}

fn limits(row: &DoseRow, band: &RenalBand) -> Vec<String> {
    [
        band.single_max.map(|most| format!("At most {} at once", said(most, row.unit))),
        band.daily_max.map(|most| format!("At most {} a day", said(most, row.unit))),
        band.min_interval_hours.map(|hours| format!("At least {} hours between two doses", number(hours))),
    ]
    .into_iter()
    .flatten()
    .collect()
}
