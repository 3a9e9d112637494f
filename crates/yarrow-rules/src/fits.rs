//! Whether a drug could be offered to this patient instead of another: checked before it is named.

use crate::book::{Ing, RuleBook};
use crate::checks;
use crate::interactions::ingredients;
use crate::patient::Patient;
use crate::report::Tier;

/// True when the alternative is known and nothing about it would interrupt: no High finding with the other medications, no
/// recorded allergy, no problem, pregnancy or age against it. `leaving` are the ingredients that it takes the place of.
pub(crate) fn fits(book: &RuleBook, patient: &Patient<'_>, alternative: &str, leaving: &[Ing]) -> bool {
    let Some(candidate) = book.find(alternative) else { return false };
    if leaving.contains(&candidate) {
        return false;
    }
    let interrupts = |other: Ing| {
        other != candidate
            && !leaving.contains(&other)
            && book.rules_of(other, candidate).next().is_some_and(|rule| rule.tier >= Tier::High)
    };
    let taken = patient.facts.drugs.iter().filter(|d| d.systemic);
    !taken.flat_map(|d| ingredients(book, d)).any(interrupts)
        && !crate::allergies::stops(book, patient.facts, candidate)
        && !checks::condition::stops(book, patient, candidate)
        && !of_label(book, patient, candidate)
}

/// Whether pregnancy or the age floor speaks against every form of the drug that the tables know.
fn of_label(book: &RuleBook, patient: &Patient<'_>, candidate: Ing) -> bool {
    let rows: Vec<_> = book.dose_rows(std::slice::from_ref(&candidate)).collect();
    if rows.is_empty() {
        return false;
    }
    let born = patient.birth().zip(patient.facts.today);
    let weeks = checks::pregnant_week(patient);
    rows.iter().all(|row| {
        let young = row.not_under.as_ref().zip(born).is_some_and(|(floor, (birth, today))| {
            floor.tier >= Tier::High && !floor.age.is_reached(birth, today)
        });
        let harms = weeks.is_some_and(|week| checks::tier_in_pregnancy(row, week) >= Some(Tier::High));
        young || harms
    })
}
