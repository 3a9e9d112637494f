//! One pair of ingredients, for the command line and for judging the knowledge against references.

use crate::book::RuleBook;
use crate::report::Tier;
use crate::wide_net::WIDE_NET_SOURCE;
use serde::{Deserialize, Serialize};

/// The tier of a pair, with the two answers a report has no finding for.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum PairTier {
    /// One of the two is not in the drug knowledge.
    Unmapped,
    /// Neither a rule nor the wide net speaks about the pair.
    None,
    /// Informational.
    Low,
    /// Monitor or adjust.
    Moderate,
    /// Serious, usually avoidable.
    High,
    /// Hard stop.
    Contraindicated,
}

/// What is known about a pair of ingredients.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct PairAnswer {
    /// The tier a prescriber would see.
    pub tier: PairTier,
    /// The effect in a few words; empty when nothing is known.
    pub severity: String,
    /// Rule id, "wide-net", or empty.
    pub rule: String,
    /// Sources of every rule that speaks about the pair, and of the wide net when it lists it.
    pub sources: Vec<String>,
    /// True when only the wide net knows the pair.
    pub wide_net: bool,
}

impl PairTier {
    /// The word used in tables: "contraindicated", "high", "moderate", "low", "none", "unmapped".
    pub fn word(self) -> &'static str {
        match self {
            PairTier::Unmapped => "unmapped",
            PairTier::None => "none",
            PairTier::Low => "low",
            PairTier::Moderate => "moderate",
            PairTier::High => "high",
            PairTier::Contraindicated => "contraindicated",
        }
    }
}

impl From<Tier> for PairTier {
    fn from(tier: Tier) -> Self {
        match tier {
            Tier::Low => PairTier::Low,
            Tier::Moderate => PairTier::Moderate,
            Tier::High => PairTier::High,
            Tier::Contraindicated => PairTier::Contraindicated,
        }
    }
}

fn empty(tier: PairTier) -> PairAnswer {
    PairAnswer { tier, severity: String::new(), rule: String::new(), sources: Vec::new(), wide_net: false }
}

/// What the knowledge says about two ingredient keys, taken orally or otherwise systemically.
pub fn pair(book: &RuleBook, a: &str, b: &str) -> PairAnswer {
    let (Some(x), Some(y)) = (book.find(a), book.find(b)) else {
        return empty(PairTier::Unmapped);
    };
    let wide = if x == y { None } else { book.wide_of(x, y) };
    let mut sources: Vec<String> = book.rules_of(x, y).map(|r| r.source.clone()).collect();
    if wide.is_some() {
        sources.push(WIDE_NET_SOURCE.to_owned());
    }
    if let Some(rule) = book.rules_of(x, y).next() {
        return PairAnswer {
            tier: rule.tier.into(),
            severity: rule.title.clone(),
            rule: rule.id.clone(),
            sources,
            wide_net: false,
        };
    }
    match wide {
        Some((level, effect)) => PairAnswer {
            tier: level.tier().into(),
            severity: effect.title().to_owned(),
            rule: "wide-net".to_owned(),
            sources,
            wide_net: true,
        },
        None => empty(PairTier::None),
    }
}

/// The strongest answer between the ingredients of two products.
pub fn pair_of_products(book: &RuleBook, a: &[String], b: &[String]) -> PairAnswer {
    let mut best = empty(PairTier::Unmapped);
    for x in a {
        for y in b {
            let answer = pair(book, x, y);
            if answer.tier > best.tier {
                best = answer;
            }
        }
    }
    best
}
