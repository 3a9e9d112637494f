//! Single and daily dose, how often, and for how long.

use super::limits::{Limits, limits};
use super::order::{Order, RowOf, taken_of};
use super::{Answers, Card, sanity};
use crate::amount::{Taken, said};
use crate::facts::Directions;
use crate::report::{FindingKind, Tier};
use crate::tables::{DoseRow, Placed};
use crate::words::{capital, number};
use rust_decimal::Decimal;

/// One way in which a dose is outside its limits.
struct Breach {
    tier: Tier,
    /// Stable part of the rule id: "single-max".
    code: &'static str,
    /// After the drug's name: "160 mg at once is above the maximum of 80 mg".
    title: String,
    /// What would take the finding away.
    change: String,
}

/// Checks the dose. A drug that is not for this age at all has been said already.
pub(super) fn check(order: &Order<'_>, too_young: bool, answers: &mut Answers) {
    let display = &order.drug.display;
    if let Directions::Unread { because, impossible: true } = &order.drug.sig {
        answers.findings.push(sanity::impossible(order, because));
        return;
    }
    if order.ings.is_empty() || too_young {
        return;
    }
    let mut checked_whole = !order.rows.is_empty();
    let mut whom = String::new();
    let mut quiet = true;
    for of in &order.rows {
        match check_row(order, of, answers) {
            Ok(said) => {
                quiet &= said.quiet;
                whom = said.whom;
                if let Some(because) = said.partly {
                    answers.not_checked("Dose", display, because);
                    checked_whole = false;
                }
            }
            Err(because) => {
                answers.not_checked("Dose", display, because);
                checked_whole = false;
            }
        }
    }
    other_parts(order, &mut quiet, answers);
    if let Some(because) = &order.why_none
        && order.drug.systemic
    {
        answers.not_checked("Dose", display, because.clone());
    }
    if !checked_whole {
        answers.findings.extend(sanity::many_units(order));
    } else if quiet {
        answers.clear.push(format!("Dose within the labelled range for {whom}"));
    }
}

struct RowSaid {
    whom: String,
    /// True when nothing was found.
    quiet: bool,
    /// Why a part could not be checked.
    partly: Option<String>,
}

fn check_row(order: &Order<'_>, of: &RowOf<'_>, answers: &mut Answers) -> Result<RowSaid, String> {
    let row = of.row;
    if row.adult.is_none() && row.child.is_empty() {
        return Err(format!("no amounts for {} in the knowledge", row.counted()));
    }
    let limits = limits(order, row)?;
    let taken = order.taken(row.counted(), row.unit)?;
    let mut breaches = Vec::new();
    above(&taken, &limits, &mut breaches);
    how_often(&taken, &limits, &mut breaches);
    duration(order, &limits, answers, &mut breaches);
    with_others(order, row, &taken, &limits, &mut breaches);
    two_doses(order, row, &mut breaches);
    if of.own && breaches.is_empty() {
        below(&taken, &limits, &mut breaches);
    }
    let quiet = breaches.is_empty();
    // The strongest speaks; the first of equals, which is the single dose.
    let strongest = breaches.iter().map(|b| b.tier).max();
    if let Some(at) = breaches.iter().position(|b| Some(b.tier) == strongest) {
        let first = breaches.remove(at);
        answers.findings.push(finding(order, row, &taken, &limits, first, &breaches));
    }
    Ok(RowSaid { whom: limits.whom, quiet, partly: limits.partly })
}

/// A combination with a row of its own counts one of its parts there. The others still have their greatest amounts, alone
/// and together with the same drug in other products: acetaminophen beside hydrocodone.
fn other_parts(order: &Order<'_>, quiet: &mut bool, answers: &mut Answers) {
    let counted = |row: &DoseRow| order.book.canonical(row.counted()).to_owned();
    let told: Vec<String> = order.rows.iter().map(|of| counted(of.row)).collect();
    if !order.rows.iter().any(|of| of.own) {
        return;
    }
    for row in order.rows_of_parts().into_iter().filter(|row| !told.contains(&counted(row))) {
        let (Ok(limits), Ok(taken)) = (limits(order, row), order.taken(row.counted(), row.unit)) else {
            continue;
        };
        let mut breaches = Vec::new();
        above(&taken, &limits, &mut breaches);
        breaches.retain(|breach| matches!(breach.code, "single-max" | "daily-max"));
        with_others(order, row, &taken, &limits, &mut breaches);
        if !breaches.is_empty() {
            *quiet = false;
            let first = breaches.remove(0);
            answers.findings.push(finding(order, row, &taken, &limits, first, &breaches));
        }
    }
}

/// A thousandth of grace, so that a rounded division never makes a finding.
fn exceeds(amount: Decimal, most: Decimal) -> bool {
    amount > most * Decimal::new(1001, 3)
}

fn above(taken: &Taken, limits: &Limits, out: &mut Vec<Breach>) {
    let tier = limits.max_tier.unwrap_or(Tier::Contraindicated);
    let text = |amount: Decimal| said(amount.round_dp(3), taken.unit);
    let mut single_told = false;
    if let Some(most) = &limits.single_max
        && exceeds(taken.single, most.amount)
    {
        single_told = true;
        out.push(Breach {
            tier,
            code: "single-max",
            title: format!("{} at once is above the maximum of {}", text(taken.single), most.words),
            change: format!("At most {} at once", most.words),
        });
    }
    let mut daily_told = false;
    if let (Some(most), Some(daily)) = (&limits.daily_max, taken.daily)
        && exceeds(daily, most.amount)
    {
        daily_told = true;
        out.push(Breach {
            tier,
            code: "daily-max",
            title: format!("{} a day is above the maximum of {}", text(daily), most.words),
            change: format!("At most {} a day", most.words),
        });
    }
    // Above the usual range and still below what the label allows.
    if let Some([_, high]) = limits.single_usual
        && !single_told
        && exceeds(taken.single, high)
    {
        out.push(Breach {
            tier: Tier::Moderate,
            code: "single-usual",
            title: format!("{} at once is more than usual (up to {})", text(taken.single), text(high)),
            change: format!("At most {} at once", text(high)),
        });
    }
    if let (Some([_, high]), Some(daily)) = (limits.daily_usual, taken.daily)
        && !daily_told
        && exceeds(daily, high)
    {
        out.push(Breach {
            tier: Tier::Moderate,
            code: "daily-usual",
            title: format!("{} a day is more than usual (up to {})", text(daily), text(high)),
            change: format!("At most {} a day", text(high)),
        });
    }
}

fn how_often(taken: &Taken, limits: &Limits, out: &mut Vec<Breach>) {
    if let Some(every) = limits.every_days {
        let given = taken.every_days.unwrap_or(Decimal::ONE);
        // A month of 28 days is still a month; 6.5 days are not a week.
        let least =
            if every >= Decimal::from(28) { every - Decimal::from(3) } else { every - Decimal::new(1, 1) };
        if taken.daily.is_some() && given < least {
            let how = if given > Decimal::ONE {
                format!("every {} days", number(given))
            } else {
                "every day".to_owned()
            };
            out.push(Breach {
                tier: limits.too_often_tier.unwrap_or(Tier::Contraindicated),
                code: "too-often",
                title: format!("given {how}, but it is given once in {} days", number(every)),
                change: format!("Once in {} days", number(every)),
            });
        }
    }
    if let (Some(least), Some(given)) = (limits.min_interval_hours, taken.interval_hours)
        && given < least * Decimal::new(99, 2)
    {
        out.push(Breach {
            tier: Tier::Moderate,
            code: "interval",
            title: format!("every {} hours is more often than every {} hours", number(given), number(least)),
            change: format!("At least {} hours between two doses", number(least)),
        });
    }
}

fn duration(order: &Order<'_>, limits: &Limits, answers: &mut Answers, out: &mut Vec<Breach>) {
    let Some(most) = limits.max_days else { return };
    match order.drug.planned_days() {
        None => answers.not_checked(
            "Duration",
            &order.drug.display,
            format!("no length of treatment is given; the label allows {} days", number(most)),
        ),
        Some(days) if Decimal::from(days) > most => out.push(Breach {
            tier: Tier::High,
            code: "duration",
            title: format!("{days} days is longer than the {} days it is given for", number(most)),
            change: format!("At most {} days", number(most)),
        }),
        Some(_) => {}
    }
}

/// The same ingredient in other medications counts towards the day.
fn with_others(
    order: &Order<'_>,
    row: &Placed<DoseRow>,
    taken: &Taken,
    limits: &Limits,
    out: &mut Vec<Breach>,
) {
    let (Some(most), Some(daily)) = (&limits.daily_max, taken.daily) else { return };
    let name = order.book.canonical(row.counted());
    let mut sum = Decimal::ZERO;
    let mut holders: Vec<&str> = Vec::new();
    let others = order.patient.facts.drugs.iter().filter(|d| d.id.is_none() || d.id != order.drug.id);
    for other in others.filter(|d| d.systemic && d.mapped) {
        if !other.ingredients.iter().any(|n| order.book.canonical(n) == name) {
            continue;
        }
        if let Ok(theirs) = taken_of(order.book, other, name, row.unit)
            && let Some(amount) = theirs.daily
        {
            sum += amount;
            holders.push(&other.display);
        }
    }
    holders.sort_unstable();
    if sum > Decimal::ZERO && exceeds(daily + sum, most.amount) && !exceeds(daily, most.amount) {
        out.push(Breach {
            tier: limits.max_tier.unwrap_or(Tier::Contraindicated).min(Tier::High),
            code: "daily-total",
            title: format!(
                "{} a day together with {}, above the maximum of {}",
                said((daily + sum).round_dp(3), taken.unit),
                holders.join(" and "),
                most.words
            ),
            change: format!("At most {} a day of {name} in all", most.words),
        });
    }
}

/// "1 tablet (500 mg)" of a tablet that has 250 mg.
fn two_doses(order: &Order<'_>, row: &Placed<DoseRow>, out: &mut Vec<Breach>) {
    let Directions::Read(dosages) = &order.drug.sig else { return };
    let measure = order.measure(row.counted(), row.unit);
    for dosage in dosages {
        let (Some(one), Some(same)) = (dosage.dose, dosage.same_as) else { continue };
        let amounts = (measure.amount(one.most(), one.unit), measure.amount(same.most(), same.unit));
        let (Some(a), Some(b)) = amounts else { continue };
        if exceeds(a.max(b), a.min(b)) {
            out.push(Breach {
                tier: Tier::High,
                code: "two-doses",
                title: format!(
                    "the directions say two doses, {} and {}",
                    said(a.min(b).round_dp(3), row.unit),
                    said(a.max(b).round_dp(3), row.unit)
                ),
                change: "One dose, or the product whose strength is meant".to_owned(),
            });
            return;
        }
    }
}

fn below(taken: &Taken, limits: &Limits, out: &mut Vec<Breach>) {
    if taken.as_needed {
        return;
    }
    let text = |amount: Decimal| said(amount.round_dp(3), taken.unit);
    let low = match (limits.daily_usual, taken.daily, limits.single_usual) {
        (Some([low, _]), Some(daily), _) if daily < low => Some((daily, low, " a day")),
        (None, _, Some([low, _])) if taken.single < low => Some((taken.single, low, " at once")),
        _ => None,
    };
    if let Some((given, low, when)) = low {
        // A tenth of the usual dose is a slip of a unit or a digit rather than a careful start.
        let slip = given * Decimal::from(9) < low;
        out.push(Breach {
            tier: if slip { Tier::Moderate } else { Tier::Low },
            code: "below-usual",
            title: format!("{}{when} is less than usual (from {})", text(given), text(low)),
            change: format!("{}{when} or more", text(low)),
        });
    }
}

fn finding(
    order: &Order<'_>,
    row: &Placed<DoseRow>,
    taken: &Taken,
    limits: &Limits,
    first: Breach,
    others: &[Breach],
) -> crate::report::Finding {
    let text = |amount: Decimal| said(amount.round_dp(3), taken.unit);
    let mut facts = Vec::new();
    let per_day = taken.daily.map_or_else(String::new, |daily| format!(", {} a day", text(daily)));
    let of = if order.ings.len() > 1 { format!(" of {}", row.counted()) } else { String::new() };
    facts.push(format!("The directions give {}{of} at once{per_day}", text(taken.single)));
    facts.extend(limits.facts.iter().cloned());
    facts.extend(others.iter().map(|b| format!("Also: {}", b.title)));
    let mut change = vec![first.change.clone()];
    change.extend(others.iter().map(|b| b.change.clone()));
    let limit = |single: &Option<super::limits::Most>, when: &str| {
        single.as_ref().map(|most| format!("{} {when}", most.words))
    };
    let most: Vec<String> = [limit(&limits.single_max, "at once"), limit(&limits.daily_max, "a day")]
        .into_iter()
        .flatten()
        .collect();
    let mechanism = match most.is_empty() {
        true => format!("The label's usual doses for {} are lower or less frequent.", limits.whom),
        false => format!("For {} the label allows at most {}.", limits.whom, most.join(" and ")),
    };
    let mechanism = if first.code == "below-usual" {
        format!("For {} it is usually given in larger doses.", limits.whom)
    } else {
        mechanism
    };
    let note = limits.note.as_ref().or(row.note.as_ref()).map_or_else(String::new, |n| format!(" {n}"));
    let name = capital(row.counted());
    Card {
        kind: FindingKind::Dose,
        tier: first.tier,
        rule: format!("dose-{}-{}", row.id, first.code),
        about: [row.counted().to_owned(), format!("{}{per_day}", text(taken.single))],
        title: format!("{name}: {}", first.title),
        mechanism,
        management: format!("{}.{note}", first.change),
        source: &row.source,
        date: &row.date,
    }
    .finding(facts, change)
}
