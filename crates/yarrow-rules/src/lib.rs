//! Pure clinical rules: facts in, findings out. No I/O, no clock.
//!
//! [`RuleBook`] is built once from the authored knowledge (`knowledge/rules`, `classes`,
//! `cross_reactivity`) and the wide net; [`check`] then answers for one proposed drug what it found,
//! what was clear and what it could not check. Architecture invariant: nothing here knows the
//! database, the drug catalogue or the time.

mod allergies;
mod amount;
mod book;
mod check;
mod checks;
pub mod controlled;
mod duplicates;
mod facts;
mod fits;
mod index_tables;
mod interactions;
mod knowledge;
mod modify;
mod monitoring;
mod pair;
mod parse;
pub mod patient;
mod practice;
mod report;
pub mod sig;
mod strength;
pub mod tables;
mod validate;
pub mod vitals;
mod wide_net;
mod words;

#[cfg(test)]
mod tests;

pub use book::RuleBook;
pub use check::check;
pub use controlled::{
    ControlledFacts, ControlledReport, ControlledTable, Schedule, check_controlled, parse_controlled,
};
pub use duplicates::TWO_PRODUCTS_CUSTOMARY;
pub use facts::{
    AllergyFact, AllergySubject, Directions, DrugFact, Facts, ObservationFact, ProblemFact, Proposed,
    is_local_form,
};
pub use knowledge::{
    AllergyUse, Class, ClassFile, CrossReaction, Members, Replaces, Rule, RuleAlternative, RuleBookData, Side,
};
pub use monitoring::{Monitoring, parse_monitoring};
pub use pair::{PairAnswer, PairTier, pair, pair_of_products};
pub use parse::{parse_classes, parse_cross_reactivity, parse_rules};
pub use practice::{Adjusted, Remembered};
pub use report::{Alternative, CheckReport, Finding, FindingKind, NotChecked, Tier};
pub use tables::{Codes, parse_conditions, parse_doses, parse_load, unknown_codes};
pub use validate::validate;
pub use wide_net::{Effect, WIDE_NET_DATE, WIDE_NET_SOURCE, WideNetLevel, WideNetPair, read_effect};
