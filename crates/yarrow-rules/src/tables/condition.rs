//! A drug meets a problem, a laboratory value, an age or a sex.

use super::context::{AmountPerDay, Context, Missing};
use crate::knowledge::Side;
use crate::report::{Alternative, Tier};
use serde::{Deserialize, Serialize};

/// One authored condition: for whom a drug is unfit, and how strongly.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct ConditionRow {
    /// Stable id, kebab-case; overrides refer to it, so it is never reused.
    pub id: String,
    /// The effect in a few words: "NSAID in heart failure".
    pub title: String,
    /// The drugs.
    pub drug: Side,
    /// True when it also applies to creams, drops and sprays.
    #[serde(default)]
    pub local: bool,
    /// Only above this much a day.
    pub above_daily: Option<AmountPerDay>,
    /// The patient it speaks about.
    #[serde(default)]
    pub when: Context,
    /// What to say when the value it asks for is absent.
    #[serde(default)]
    pub missing: Missing,
    /// How strongly it asks for attention.
    pub tier: Tier,
    /// What happens, one sentence.
    pub mechanism: String,
    /// What to do, one sentence.
    pub management: String,
    /// How sure this is.
    pub evidence: Option<String>,
    /// What to prescribe instead.
    #[serde(default)]
    pub alternatives: Vec<Alternative>,
    /// Label section, guideline or paper with year.
    pub source: String,
}
