//! What a practice adds to a report: answers it remembers and tiers it has set. The check itself leaves both empty.

use serde::{Deserialize, Serialize};
use ts_rs::TS;

use crate::book::RuleBook;
use crate::report::Tier;

/// An answer given before to the same finding, for the same drugs, doses and values; its card is folded.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct Remembered {
    /// Key of the finding.
    pub key: String,
    /// Coded reason, if one was chosen.
    pub code: Option<String>,
    /// In words.
    pub reason: String,
    /// Who gave it.
    pub by: String,
    /// When, `YYYY-MM-DD`.
    pub on: String,
}

/// A tier that the practice's medication-safety lead has set for a rule.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct Adjusted {
    /// Key of the finding.
    pub key: String,
    /// The tier it would have otherwise.
    pub from: Tier,
    /// Why it was changed.
    pub reason: String,
}

impl Tier {
    /// The word in JSON and in the database.
    pub fn code(self) -> &'static str {
        match self {
            Tier::Low => "low",
            Tier::Moderate => "moderate",
            Tier::High => "high",
            Tier::Contraindicated => "contraindicated",
        }
    }

    /// The tier of a word.
    pub fn from_code(code: &str) -> Option<Tier> {
        [Tier::Low, Tier::Moderate, Tier::High, Tier::Contraindicated]
            .into_iter()
            .find(|tier| tier.code() == code)
    }
}

impl RuleBook {
    /// What a rule is about in a few words; nothing when this knowledge has no rule of that id.
    pub fn rule_title(&self, id: &str) -> Option<&str> {
        let interaction = self.rules.iter().find(|rule| rule.id == id).map(|rule| rule.title.as_str());
        let cross = || self.cross.iter().find(|one| one.rule.id == id).map(|one| one.rule.title.as_str());
        interaction.or_else(cross).or_else(|| self.table_title(id))
    }
}
