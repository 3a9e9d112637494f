//! What the law says of one prescription.

use super::{Duty, Schedule};
use crate::report::NotChecked;
use serde::{Deserialize, Serialize};
use ts_rs::TS;
use yarrow_kernel::LocalDate;

/// The field of the prescription that a rule is about.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize, TS)]
#[serde(rename_all = "snake_case")]
pub enum RefusedField {
    /// The drug itself.
    Product,
    /// Refills.
    Refills,
    /// Days' supply, and with it the quantity.
    DaysSupply,
    /// The earliest day it may be filled.
    EarliestFill,
    /// The named exception.
    SupplyException,
}

impl RefusedField {
    /// The request's name of the field.
    pub fn name(self) -> &'static str {
        match self {
            RefusedField::Product => "product",
            RefusedField::Refills => "refills",
            RefusedField::DaysSupply => "days_supply",
            RefusedField::EarliestFill => "earliest_fill",
            RefusedField::SupplyException => "supply_exception",
        }
    }
}

/// An exception that may be named.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct ExceptionChoice {
    /// Code.
    pub code: String,
    /// In words.
    pub display: String,
}

/// Why this may not be prescribed as written.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct Refusal {
    /// The field at fault.
    pub field: RefusedField,
    /// The rule and what would be right, in sentences.
    pub text: String,
    /// "New York", "Federal law".
    pub place: String,
    /// Statute or regulation.
    pub source: String,
    /// Law as of.
    pub as_of: String,
    /// Id of the row.
    pub rule: String,
    /// What may be named instead of keeping the limit.
    pub exceptions: Vec<ExceptionChoice>,
}

/// A rule that holds for this prescription, kept or not.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct LimitInForce {
    /// The rule as a sentence.
    pub text: String,
    /// "New York", "Federal law".
    pub place: String,
    /// Statute or regulation.
    pub source: String,
    /// Law as of.
    pub as_of: String,
    /// Id of the row.
    pub rule: String,
    /// The exception by which it is set aside, in words.
    pub lifted_by: Option<String>,
}

/// A schedule that comes from the state alone.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct StateSchedule {
    /// The schedule there.
    pub schedule: Schedule,
    /// "Kentucky".
    pub place: String,
    /// Statute or regulation.
    pub source: String,
    /// Law as of.
    pub as_of: String,
}

/// The monitoring programme and this prescription.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct Monitoring {
    /// "I-STOP".
    pub program: Option<String>,
    /// Whether a look-up must be recorded; nothing when no duty is known.
    pub duty: Option<Duty>,
    /// Whether a recorded look-up is recent enough.
    pub done: bool,
    /// How old it may be, in days.
    pub good_for_days: Option<u32>,
    /// How old the last one is, in days.
    pub days_ago: Option<u32>,
    /// The rule as a sentence.
    pub text: Option<String>,
    /// Statute or regulation.
    pub source: Option<String>,
    /// Law as of.
    pub as_of: Option<String>,
}

impl Monitoring {
    /// Whether signing must wait.
    pub fn is_missing(&self) -> bool {
        self.duty == Some(Duty::Required) && !self.done
    }
}

/// What the law says of one prescription of a controlled substance.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct ControlledReport {
    /// The strictest schedule that holds.
    pub schedule: Schedule,
    /// Under federal law.
    pub federal: Option<Schedule>,
    /// Under the state's law, where that is another one.
    pub by_state: Option<StateSchedule>,
    /// The state that was asked, "NY".
    pub state: Option<String>,
    /// Its name.
    pub state_name: Option<String>,
    /// Days that one fill lasts, as the law counts them.
    pub days_supply: Option<u32>,
    /// Refills at most.
    pub refills_most: Option<u32>,
    /// Days' supply of one fill at most.
    pub days_most: Option<u32>,
    /// Last day on which it may be filled.
    pub last_fill: Option<LocalDate>,
    /// Why it may not be prescribed as written; empty when it may.
    pub refusals: Vec<Refusal>,
    /// The rules that hold.
    pub limits: Vec<LimitInForce>,
    /// Every exception that would set a limit aside.
    pub exceptions: Vec<ExceptionChoice>,
    /// Words that the law wants on the prescription.
    pub print: Vec<String>,
    /// What else to know, in sentences with their sources.
    pub notices: Vec<String>,
    /// The monitoring programme.
    pub monitoring: Monitoring,
    /// What could not be checked.
    pub not_checked: Vec<NotChecked>,
}
