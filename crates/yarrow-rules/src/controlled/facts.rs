//! What the check needs to know of one prescription.

use super::Schedule;
use yarrow_kernel::LocalDate;

/// A drug the patient takes or took.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Taken {
    /// Ingredient keys.
    pub ingredients: Vec<String>,
    /// The last day known; the day of writing while it is taken.
    pub last: LocalDate,
}

/// Another prescription of the same drug written together with this one.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct InSeries {
    /// Its days' supply.
    pub days: Option<u32>,
    /// The earliest day it may be filled; `None` for the one to be filled at once.
    pub earliest_fill: Option<LocalDate>,
}

/// One prescription as the law sees it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ControlledFacts {
    /// Schedule under federal law.
    pub schedule: Option<Schedule>,
    /// Ingredient keys.
    pub ingredients: Vec<String>,
    /// Two letters of the state whose law holds.
    pub state: Option<String>,
    /// Refills after the first fill.
    pub refills: u32,
    /// Days that one fill lasts.
    pub days_supply: Option<u32>,
    /// Day of writing.
    pub written: LocalDate,
    /// The earliest day it may be filled.
    pub earliest_fill: Option<LocalDate>,
    /// Age of the patient on that day.
    pub age_years: Option<u32>,
    /// What else the patient takes or took.
    pub taken: Vec<Taken>,
    /// Prescriptions of the same drug written together with this one.
    pub series: Vec<InSeries>,
    /// Code of the exception that the prescriber names, see [`super::EXCEPTIONS`].
    pub exception: Option<String>,
    /// Days since the last recorded look-up in the monitoring programme.
    pub looked_up_days_ago: Option<u32>,
}
