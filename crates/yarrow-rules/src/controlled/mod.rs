//! Controlled substances: schedules, how much may be prescribed, when the monitoring programme is asked.
//!
//! The rows are law as data (`knowledge/controlled.toml`), federal ("US") and by state; [`check_controlled`] applies
//! those that speak of one prescription. A state without rows is named as not checked, never passed over.

mod check;
mod facts;
mod monitoring;
mod parse;
mod report;
mod rows;
mod validate;

#[cfg(test)]
mod tests;

pub use check::{check_controlled, is_controlled};
pub use facts::{ControlledFacts, InSeries, Taken};
pub use parse::parse_controlled;
pub use report::{
    ControlledReport, ExceptionChoice, LimitInForce, Monitoring, Refusal, RefusedField, StateSchedule,
};
pub use rows::{
    Compared, ControlledTable, Duty, EXCEPTIONS, Exception, FEDERAL, LimitRow, MonitoringRow, Schedule,
    ScheduleRow, StateRow, exception_words,
};
pub(crate) use validate::validate_controlled;
