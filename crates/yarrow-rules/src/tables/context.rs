//! The patient side of a rule: problems, age, sex and a laboratory value.

use rust_decimal::Decimal;
use serde::{Deserialize, Serialize};

/// Sex for clinical use, where a rule depends on it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Sex {
    Female,
    Male,
}

/// What to say when a laboratory value that a rule asks for is absent.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Missing {
    /// Nothing: the rule needs the value to speak at all.
    #[default]
    Quiet,
    /// "Not checked: no potassium in 90 days".
    Say,
}

/// A measured value above or below a limit.
#[derive(Debug, Clone, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ObservationTerm {
    /// LOINC codes, any of them; the newest value counts.
    pub loinc: Vec<String>,
    /// True when the value is above this.
    pub above: Option<Decimal>,
    /// True when the value is below this.
    pub below: Option<Decimal>,
    /// UCUM unit of the limit; without it the value is taken in the unit it was reported in.
    pub unit: Option<String>,
    /// How old the value may be.
    pub within_days: Option<u32>,
}

/// Terms about the patient that must all hold; an empty one always does.
#[derive(Debug, Clone, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub struct Context {
    /// ICD-10-CM prefixes, any of them on the problem list.
    #[serde(default)]
    pub problems: Vec<String>,
    /// ICD-10-CM prefixes, none of them on the problem list.
    #[serde(default)]
    pub not_problems: Vec<String>,
    /// From this birthday on.
    pub age_from_years: Option<Decimal>,
    /// Until this birthday.
    pub age_below_years: Option<Decimal>,
    /// Only this sex.
    pub sex: Option<Sex>,
    /// A value above or below a limit.
    pub observation: Option<ObservationTerm>,
}

impl Context {
    /// True when it asks for nothing.
    pub fn is_empty(&self) -> bool {
        *self == Context::default()
    }
}

/// An amount of an ingredient per day.
#[derive(Debug, Clone, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct AmountPerDay {
    /// How much.
    pub amount: Decimal,
    /// In which unit.
    pub unit: super::DoseUnit,
}
