//! The patient as the checks ask about them: age, problems, newest values, pregnancy, weight and kidney function.

pub mod kidney;
pub mod weight;

mod context;
mod function;
mod pregnancy;
mod values;

pub(crate) use context::{Holds, holds};
pub(crate) use function::Kidney;
pub(crate) use pregnancy::{Nursing, Pregnant};

use crate::facts::{Facts, ObservationFact, ProblemFact, readable_date};
use crate::tables::Sex;
use rust_decimal::Decimal;
use std::collections::HashMap;
use yarrow_kernel::{LocalDate, PartialDate, age_in_years};

/// LOINC codes that are read here whatever the rules ask for.
pub(crate) const CODES: [&[&str]; 7] = [
    &WEIGHT,
    &HEIGHT,
    &function::CREATININE,
    &function::EGFR,
    &pregnancy::STATUS,
    &pregnancy::TESTS,
    &pregnancy::NURSING,
];
const WEIGHT: [&str; 3] = ["29463-7", "3141-9", "8335-2"];
const HEIGHT: [&str; 3] = ["8302-2", "3137-7", "8306-3"];

/// Everything about the patient that does not depend on the drug, read once for each check.
pub(crate) struct Patient<'a> {
    pub facts: &'a Facts,
    /// Problems with their codes as they are compared.
    pub problems: Vec<(String, &'a ProblemFact)>,
    newest: HashMap<&'a str, &'a ObservationFact>,
}

impl<'a> Patient<'a> {
    pub fn new(facts: &'a Facts) -> Patient<'a> {
        let mut problems: Vec<(String, &ProblemFact)> = facts
            .problems
            .iter()
            .filter_map(|p| p.code.as_deref().map(|code| (crate::tables::plain_icd10(code), p)))
            .collect();
        // The same facts in another order must name the same problem.
        problems.sort_by(|a, b| (&a.0, &a.1.display, &a.1.id).cmp(&(&b.0, &b.1.display, &b.1.id)));
        let mut newest: HashMap<&str, &ObservationFact> = HashMap::new();
        for observation in &facts.observations {
            let entry = newest.entry(observation.loinc.as_str()).or_insert(observation);
            let order = |o: &ObservationFact| (o.date, o.value, o.unit.clone(), o.text.clone());
            if order(observation) > order(entry) {
                *entry = observation;
            }
        }
        Patient { facts, problems, newest }
    }

    /// The newest of several codes; of two of one day that of the first code.
    pub fn newest(&self, codes: &[&str]) -> Option<&'a ObservationFact> {
        let mut best: Option<&ObservationFact> = None;
        for code in codes {
            if let Some(found) = self.newest.get(code).copied()
                && best.is_none_or(|b| found.date > b.date)
            {
                best = Some(found);
            }
        }
        best
    }

    /// A problem whose code begins with one of the prefixes; the prefixes are compared without dots.
    pub fn problem(&self, prefixes: &[&str]) -> Option<&'a ProblemFact> {
        let starts = |code: &str| prefixes.iter().any(|p| begins(code, p));
        self.problems.iter().find(|(code, _)| starts(code)).map(|(_, p)| *p)
    }

    pub fn sex(&self) -> Option<Sex> {
        self.facts.sex
    }

    pub fn is_female(&self) -> bool {
        self.facts.sex == Some(Sex::Female)
    }

    /// The first possible day of birth, when it is not in the future.
    pub fn birth(&self) -> Option<LocalDate> {
        let birth = self.facts.birth.and_then(PartialDate::earliest)?;
        (birth <= self.facts.today?).then_some(birth)
    }

    pub fn years(&self) -> Option<i32> {
        age_in_years(self.facts.birth?, self.facts.today?)
    }

    pub fn age_days(&self) -> Option<i64> {
        Some(self.facts.today?.days_since(self.birth()?))
    }

    /// "4 months", "67 years"; empty when no age is known.
    pub fn age_words(&self) -> String {
        let (Some(days), Some(birth), Some(today)) = (self.age_days(), self.birth(), self.facts.today) else {
            return String::new();
        };
        let several = |n: i64, unit: &str| format!("{n} {unit}{}", if n == 1 { "" } else { "s" });
        let months =
            (0..=24_u32).take_while(|m| birth.plus_months(*m).is_some_and(|d| d <= today)).count() as i64 - 1;
        match days {
            ..28 => several(days, "day"),
            28..91 => several(days / 7, "week"),
            _ if months < 24 => several(months, "month"),
            _ => several(i64::from(self.years().unwrap_or_default()), "year"),
        }
    }

    /// How many days ago, none for a date in the future or an unknown one.
    pub fn days_ago(&self, date: Option<LocalDate>) -> Option<i64> {
        let days = self.facts.today?.days_since(date?);
        (days >= 0).then_some(days)
    }
}

/// Whether a plain code begins with a prefix that may have a dot.
fn begins(plain: &str, prefix: &str) -> bool {
    let mut code = plain.bytes();
    prefix.bytes().filter(|b| b.is_ascii_alphanumeric()).all(|b| code.next() == Some(b.to_ascii_uppercase()))
}

/// "Chronic heart failure (I50.22), on the problem list since 3 May 2020".
pub(crate) fn problem_fact(problem: &ProblemFact) -> String {
    let mut text = problem.display.clone();
    if let Some(code) = &problem.code
        && !text.contains(code.as_str())
    {
        text.push_str(&format!(" ({code})"));
    }
    match (&problem.onset, &problem.recorded) {
        (Some(onset), _) => text.push_str(&format!(", since {}", readable_date(onset))),
        (None, Some(recorded)) => text.push_str(&format!(", recorded {}", readable_date(recorded))),
        (None, None) => text.push_str(", on the problem list"),
    }
    text
}

/// "Potassium 5.8 mmol/L, 3 May 2026".
pub(crate) fn observation_fact(observation: &ObservationFact) -> String {
    let mut text = observation.display.clone();
    if let Some(value) = observation.value {
        text.push_str(&format!(" {}", crate::words::number(value)));
        if let Some(unit) = &observation.unit {
            text.push_str(&format!(" {}", crate::words::unit(unit)));
        }
    } else if let Some(words) = &observation.text {
        text.push_str(&format!(": {words}"));
    }
    match observation.date {
        Some(date) => text.push_str(&format!(", {}", readable_date(&date.to_string()))),
        None => text.push_str(", not dated"),
    }
    text
}

/// A weight that may be used for a dose, or why there is none.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Weight {
    Known {
        kg: Decimal,
        /// "Weight 16.2 kg, 3 May 2026".
        fact: String,
    },
    Unknown {
        /// "no weight is recorded", "weight 70 kg does not fit an age of 4 months".
        because: String,
    },
}

impl Patient<'_> {
    /// The newest weight, when it is new enough for the age and can be this person's.
    ///
    /// A weight counts for 60 days below 2 years, 180 days below 18 and two years in adults; our own choice, said where it
    /// makes a difference.
    pub fn weight(&self) -> Weight {
        let unknown = |because: String| Weight::Unknown { because };
        let Some(found) = self.newest(&WEIGHT) else { return unknown("no weight is recorded".to_owned()) };
        let Some(value) = found.value else { return unknown("the weight is not a number".to_owned()) };
        let unit = found.unit.as_deref().unwrap_or_default();
        let Some(kg) = weight::kilograms(value, unit) else {
            return unknown(format!("the weight is in \"{unit}\", which is no unit of weight"));
        };
        let date = || found.date.map_or_else(String::new, |d| readable_date(&d.to_string()));
        let kg = kg.round_dp(2).normalize();
        if let Some(age) = self.age_days() {
            // A weight is judged by the age at which it was measured.
            let then = age - self.days_ago(found.date).unwrap_or(0);
            let (low, high) = weight::plausible_weight(then);
            if kg < low || kg > high {
                let said = crate::words::number(kg);
                return unknown(format!("weight {said} kg does not fit an age of {}", self.age_words()));
            }
            let lasts = match age {
                ..731 => 60,
                731..6575 => 180,
                _ => 730,
            };
            if self.days_ago(found.date).is_none_or(|days| days > lasts) {
                return unknown(match found.date {
                    Some(_) => format!(
                        "the last weight is of {}, too old for an age of {}",
                        date(),
                        self.age_words()
                    ),
                    None => "the weight is not dated".to_owned(),
                });
            }
        }
        Weight::Known { kg, fact: format!("Weight {} kg, {}", crate::words::number(kg), date()) }
    }

    /// The newest height in cm.
    pub fn height(&self) -> Option<Decimal> {
        let found = self.newest(&HEIGHT)?;
        weight::centimetres(found.value?, found.unit.as_deref().unwrap_or_default())
            .filter(|cm| *cm > Decimal::from(20) && *cm < Decimal::from(275))
    }
}
