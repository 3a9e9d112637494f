//! What a check answers: findings, what was clear, what could not be checked and why.

use serde::{Deserialize, Serialize};
use ts_rs::TS;

use crate::practice::{Adjusted, Remembered};

/// How strongly a finding asks for attention. Ordered: `Low < Moderate < High < Contraindicated`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, TS)]
#[serde(rename_all = "snake_case")]
pub enum Tier {
    /// Informational; shown as a count.
    Low,
    /// Monitor or adjust; one folded line.
    Moderate,
    /// Serious and usually avoidable; an open card with one acknowledgement.
    High,
    /// Hard stop: another drug, a hold, or an override with a coded reason and words.
    Contraindicated,
}

/// Which of the checks produced a finding.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, TS)]
#[serde(rename_all = "snake_case")]
pub enum FindingKind {
    /// Two drugs act on each other.
    Interaction,
    /// A drug meets a recorded allergy.
    Allergy,
    /// The same ingredient or therapeutic class twice.
    Duplicate,
    /// Too much, too little, too often or too long, also per kg.
    Dose,
    /// Not for this age.
    Age,
    /// The dose does not fit the kidney function.
    Renal,
    /// Liver disease.
    Hepatic,
    /// A caution in older people.
    Geriatric,
    /// Pregnancy.
    Pregnancy,
    /// Nursing.
    Lactation,
    /// A problem, laboratory value, age or sex speaks against it.
    Condition,
    /// Effects that add up over the list: QT, anticholinergic.
    Load,
}

/// A drug to consider instead, with the reason in words.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct Alternative {
    /// Ingredient key of the drug to consider.
    pub ingredient: String,
    /// Why it fits, or what to mind with it.
    pub text: String,
}

/// One thing the checker found, complete enough to be shown as a card.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct Finding {
    /// Which check found it.
    pub kind: FindingKind,
    /// How strongly it asks for attention.
    pub tier: Tier,
    /// Rule id and the two sides in alphabetical order: what an override refers to.
    pub key: String,
    /// One line: the two sides and the effect.
    pub title: String,
    /// What happens, in one sentence.
    pub mechanism: String,
    /// What to do, in one sentence.
    pub management: String,
    /// How sure this is.
    pub evidence: Option<String>,
    /// Label section, guideline or paper.
    pub source: String,
    /// Date the rule was last reviewed, `YYYY-MM-DD`.
    pub source_date: String,
    /// Rule id.
    pub rule: String,
    /// The patient facts this used, with their dates.
    pub facts: Vec<String>,
    /// What would take the finding away or change its tier.
    #[serde(default)]
    pub would_change: Vec<String>,
    /// Medication or allergy id on the other side, when it has one.
    pub other_id: Option<String>,
    /// What to do instead.
    pub alternatives: Vec<Alternative>,
    /// True when only the wide net, not an authored rule, knows this pair.
    pub wide_net: bool,
}

impl Finding {
    /// What an answer to it was given for, besides the drugs: its facts, and what would change it, in which the limits of
    /// an age or weight stand. The age itself is left out, so that a birthday asks nothing again; an age that falls into
    /// another band of the rule brings other limits or another finding.
    pub fn rests_on(&self) -> Vec<String> {
        let without_age = |fact: &String| match fact.strip_prefix("Age ") {
            Some(age) => age.split_once("; ").map(|(_, how)| how.to_owned()),
            None => Some(fact.clone()),
        };
        self.facts.iter().filter_map(without_age).chain(self.would_change.iter().cloned()).collect()
    }
}

/// Something that could not be checked; never a silent pass.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct NotChecked {
    /// "Interactions", "Allergies", "Dose", "Kidney function", …
    pub check: String,
    /// What it is about, as shown in the chart.
    pub subject: String,
    /// Why it was not checked.
    pub because: String,
}

/// Everything one proposed drug was checked for.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct CheckReport {
    /// Findings, most serious first.
    pub findings: Vec<Finding>,
    /// Sentences for the checks that found nothing.
    pub clear: Vec<String>,
    /// What was not checked, with the reason.
    pub not_checked: Vec<NotChecked>,
    /// Findings that were answered before for this patient, while nothing they rest on has changed.
    pub remembered: Vec<Remembered>,
    /// Findings whose tier the practice has set.
    pub adjusted: Vec<Adjusted>,
    /// "6 medications, 2 allergies".
    pub checked_against: String,
    /// Date of the knowledge, `YYYY-MM-DD`.
    pub data_date: String,
    /// A sentence when the knowledge is old or incomplete.
    pub data_warning: Option<String>,
    /// Time the check took, in microseconds; 0 until the caller, who has the clock, fills it in.
    #[ts(type = "number")]
    pub micros: u64,
}
