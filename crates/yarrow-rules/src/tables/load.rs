//! Effects that add up over the whole list: QT prolongation, anticholinergic load.

use super::context::Context;
use crate::knowledge::Side;
use crate::report::Tier;
use serde::{Deserialize, Serialize};

/// From how many points on which tier speaks.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct LoadThreshold {
    /// Total of drugs and risks.
    pub points: u32,
    /// How strongly it then asks for attention.
    pub tier: Tier,
}

/// What a load is and when it matters.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct LoadHead {
    /// Stable id, kebab-case.
    pub id: String,
    /// As shown: "Anticholinergic load".
    pub name: String,
    /// The effect in a few words, for the card; the name when absent.
    pub title: Option<String>,
    /// What is counted, "points" when absent.
    pub unit: Option<String>,
    /// Least first.
    pub thresholds: Vec<LoadThreshold>,
    /// What happens, one sentence.
    pub mechanism: String,
    /// What to do, one sentence.
    pub management: String,
    /// How sure this is.
    pub evidence: Option<String>,
    /// Guideline, scale or paper with year.
    pub source: String,
}

/// Drugs that contribute.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct LoadMember {
    /// What each of them adds.
    pub points: u32,
    /// Ingredient keys.
    #[serde(default)]
    pub ingredients: Vec<String>,
    /// Class ids.
    #[serde(default)]
    pub classes: Vec<String>,
    /// Where it says so.
    pub source: String,
}

/// Something about the patient that adds to the load.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct LoadRisk {
    /// What it adds.
    pub points: u32,
    /// In a few words: "low potassium".
    pub title: String,
    /// A drug on the list that is itself the risk (a loop diuretic).
    pub drug: Option<Side>,
    /// The patient it speaks about.
    #[serde(default)]
    pub when: Context,
    /// Where it says so; the source of the load when absent.
    pub source: Option<String>,
}

/// One load: what it is, which drugs and risks add to it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct LoadTable {
    /// What it is.
    pub head: LoadHead,
    /// Drugs.
    pub members: Vec<LoadMember>,
    /// Risks of the patient.
    pub risks: Vec<LoadRisk>,
}
