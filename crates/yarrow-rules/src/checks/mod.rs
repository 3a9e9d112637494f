//! The checks of one drug in one patient: dose, age, kidney, liver, older age, pregnancy, nursing, conditions, loads.

pub(crate) mod condition;
mod dose;
mod kidney;
mod limits;
mod load;
mod order;
mod sanity;
mod statements;

pub(crate) use order::{Order, routes, taken_of};
pub(crate) use statements::{pregnant_week, tier_in_pregnancy};

use crate::report::{Finding, FindingKind, NotChecked, Tier};

/// What the checks of one drug say.
#[derive(Default)]
pub(crate) struct Answers {
    pub findings: Vec<Finding>,
    pub clear: Vec<String>,
    pub not_checked: Vec<NotChecked>,
}

impl Answers {
    pub fn not_checked(&mut self, check: &str, subject: &str, because: impl Into<String>) {
        let line =
            NotChecked { check: check.to_owned(), subject: subject.to_owned(), because: because.into() };
        if !self.not_checked.contains(&line) {
            self.not_checked.push(line);
        }
    }
}

/// Runs every check that looks at the patient.
pub(crate) fn run(order: &Order<'_>) -> Answers {
    let mut answers = Answers::default();
    let too_young = statements::age_floor(order, &mut answers);
    dose::check(order, too_young, &mut answers);
    kidney::check(order, &mut answers);
    statements::check(order, &mut answers);
    condition::check(order, &mut answers);
    load::check(order, &mut answers);
    answers
}

/// What a finding of a table row says, before the facts.
pub(crate) struct Card<'a> {
    pub kind: FindingKind,
    pub tier: Tier,
    /// Stable rule id; what the safety lead adjusts and the counters count.
    pub rule: String,
    /// What an override of this finding also depends on: the ingredient and the dose, problem or band.
    pub about: [String; 2],
    pub title: String,
    pub mechanism: String,
    pub management: String,
    pub source: &'a str,
    pub date: &'a str,
}

impl Card<'_> {
    pub fn finding(self, facts: Vec<String>, would_change: Vec<String>) -> Finding {
        let [first, second] = &self.about;
        Finding {
            kind: self.kind,
            tier: self.tier,
            key: format!("{}|{first}|{second}", self.rule),
            title: self.title,
            mechanism: self.mechanism,
            management: self.management,
            evidence: None,
            source: self.source.to_owned(),
            source_date: self.date.to_owned(),
            rule: self.rule,
            facts,
            would_change,
            other_id: None,
            alternatives: Vec::new(),
            wide_net: false,
        }
    }
}
