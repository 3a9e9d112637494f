//! Whether the terms of a rule hold for this patient, and by which facts.

use super::values::converted;
use super::{Patient, observation_fact, problem_fact};
use crate::facts::{ObservationFact, readable_date};
use crate::tables::{Context, ObservationTerm, Sex};
use crate::words::{number, unit};
use rust_decimal::Decimal;

/// Whether a context holds.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Holds {
    /// All terms hold.
    Yes {
        /// The facts that make it so.
        facts: Vec<String>,
        /// What would make it no longer hold.
        change: Vec<String>,
        /// The problem or value that decides, short and stable: "I50.22", "2823-3 5.8 2026-11-01".
        by: String,
    },
    /// At least one does not.
    No,
    /// Everything else holds, but a value that decides is absent or too old.
    Unknown {
        /// "no potassium in 90 days".
        because: String,
    },
}

/// Asks every term of a context.
pub(crate) fn holds(patient: &Patient<'_>, when: &Context) -> Holds {
    let (mut facts, mut change, mut by) = (Vec::new(), Vec::new(), String::new());
    if !when.problems.is_empty() {
        let prefixes: Vec<&str> = when.problems.iter().map(String::as_str).collect();
        let Some(problem) = patient.problem(&prefixes) else { return Holds::No };
        facts.push(problem_fact(problem));
        by.push_str(problem.code.as_deref().unwrap_or_default());
        change.push(format!("{} no longer on the problem list", problem.display));
    }
    if !when.not_problems.is_empty() {
        let prefixes: Vec<&str> = when.not_problems.iter().map(String::as_str).collect();
        if patient.problem(&prefixes).is_some() {
            return Holds::No;
        }
    }
    if let Some(sex) = when.sex {
        if patient.sex() != Some(sex) {
            return Holds::No;
        }
        facts.push(if sex == Sex::Female { "Female".to_owned() } else { "Male".to_owned() });
    }
    let mut unknown = None;
    if when.age_from_years.is_some() || when.age_below_years.is_some() {
        match patient.years() {
            None => unknown = Some("no date of birth is recorded".to_owned()),
            Some(years) => {
                let years = Decimal::from(years);
                let old_enough = when.age_from_years.is_none_or(|from| years >= from);
                let young_enough = when.age_below_years.is_none_or(|below| years < below);
                if !old_enough || !young_enough {
                    return Holds::No;
                }
                facts.push(format!("Age {}", patient.age_words()));
            }
        }
    }
    if let Some(term) = &when.observation {
        match measured(patient, term) {
            Measured::Yes(found) => {
                facts.push(observation_fact(found));
                let value = found.value.map_or_else(String::new, number);
                let date = found.date.map_or_else(String::new, |d| d.to_string());
                by = format!("{by} {} {value} {date}", found.loinc).trim().to_owned();
                change.push(limit(patient, term));
            }
            Measured::No => return Holds::No,
            Measured::Unknown(because) => unknown = Some(because),
        }
    }
    match unknown {
        Some(because) => Holds::Unknown { because },
        None => Holds::Yes { facts, change, by },
    }
}

enum Measured<'p> {
    Yes(&'p ObservationFact),
    No,
    Unknown(String),
}

/// A laboratory value that no rule gives another age counts for a year.
const LASTS_DAYS: u32 = 365;

fn measured<'p>(patient: &Patient<'p>, term: &ObservationTerm) -> Measured<'p> {
    let codes: Vec<&str> = term.loinc.iter().map(String::as_str).collect();
    let lasts = term.within_days.unwrap_or(LASTS_DAYS);
    let Some(found) = patient.newest(&codes) else {
        return Measured::Unknown(format!("no {} in {lasts} days", name_of(term)));
    };
    let name = found.display.to_lowercase();
    if patient.days_ago(found.date).is_none_or(|days| days > i64::from(lasts)) {
        return Measured::Unknown(match found.date {
            Some(date) => {
                let date = readable_date(&date.to_string());
                format!("the last {name} is of {date}, more than {lasts} days ago")
            }
            None => format!("the {name} is not dated"),
        });
    }
    let Some(value) = found.value else { return Measured::Unknown(format!("the {name} is not a number")) };
    let reported = found.unit.as_deref().unwrap_or_default();
    let value = match term.unit.as_deref() {
        None => Some(value),
        Some(wanted) => converted(value, reported, wanted, &found.loinc),
    };
    let Some(value) = value else {
        let wanted = term.unit.as_deref().unwrap_or_default();
        return Measured::Unknown(format!("the {name} is in \"{reported}\", not in {}", unit(wanted)));
    };
    let beyond =
        term.above.is_some_and(|limit| value > limit) || term.below.is_some_and(|limit| value < limit);
    if beyond { Measured::Yes(found) } else { Measured::No }
}

/// What an observation is called that nobody has recorded yet.
fn name_of(term: &ObservationTerm) -> String {
    const NAMES: [(&str, &str); 22] = [
        ("2823-3", "potassium"),
        ("2951-2", "sodium"),
        ("19123-9", "magnesium"),
        ("17861-6", "calcium"),
        ("2160-0", "creatinine"),
        ("33914-3", "eGFR"),
        ("98979-8", "eGFR"),
        ("62238-1", "eGFR"),
        ("88293-6", "eGFR"),
        ("8634-8", "QT interval"),
        ("8636-3", "QTc interval"),
        ("6301-6", "INR"),
        ("777-3", "platelet count"),
        ("751-8", "neutrophil count"),
        ("26499-4", "neutrophil count"),
        ("1742-6", "ALT"),
        ("1920-8", "AST"),
        ("3016-3", "TSH"),
        ("8867-4", "pulse"),
        ("8480-6", "blood pressure"),
        ("718-7", "hemoglobin"),
        ("10230-1", "ejection fraction"),
    ];
    let first = term.loinc.first().map(String::as_str).unwrap_or_default();
    NAMES
        .iter()
        .find(|(code, _)| *code == first)
        .map_or_else(|| format!("value {first}"), |(_, name)| (*name).to_owned())
}

fn limit(patient: &Patient<'_>, term: &ObservationTerm) -> String {
    let codes: Vec<&str> = term.loinc.iter().map(String::as_str).collect();
    let name = patient.newest(&codes).map_or_else(|| name_of(term), |o| o.display.clone());
    let unit = term.unit.as_deref().map_or_else(String::new, |u| format!(" {}", unit(u)));
    match (term.above, term.below) {
        (Some(above), _) => format!("{name} at or below {}{unit}", number(above)),
        (None, Some(below)) => format!("{name} at or above {}{unit}", number(below)),
        (None, None) => String::new(),
    }
}
