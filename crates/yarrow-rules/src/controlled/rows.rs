//! The shape of `knowledge/controlled.toml`.

use crate::tables::Placed;
use serde::{Deserialize, Serialize};
use ts_rs::TS;

/// Code of the law that holds everywhere.
pub const FEDERAL: &str = "US";

/// Schedule of the Controlled Substances Act (21 U.S.C. 812), strictest first.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, TS)]
pub enum Schedule {
    /// No accepted medical use.
    CI,
    /// High potential for abuse, accepted use.
    CII,
    /// Less than II.
    CIII,
    /// Less than III.
    CIV,
    /// Less than IV.
    CV,
}

impl Schedule {
    /// "CII"; nothing for another text.
    pub fn read(text: &str) -> Option<Schedule> {
        match text {
            "CI" => Some(Schedule::CI),
            "CII" => Some(Schedule::CII),
            "CIII" => Some(Schedule::CIII),
            "CIV" => Some(Schedule::CIV),
            "CV" => Some(Schedule::CV),
            _ => None,
        }
    }

    /// "II".
    pub fn roman(self) -> &'static str {
        match self {
            Schedule::CI => "I",
            Schedule::CII => "II",
            Schedule::CIII => "III",
            Schedule::CIV => "IV",
            Schedule::CV => "V",
        }
    }

    /// "CII".
    pub fn code(self) -> &'static str {
        match self {
            Schedule::CI => "CI",
            Schedule::CII => "CII",
            Schedule::CIII => "CIII",
            Schedule::CIV => "CIV",
            Schedule::CV => "CV",
        }
    }
}

/// With what the row was compared when it was written.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Compared {
    /// The text of the statute or regulation.
    Text,
    /// What the state or a professional body says of it.
    Summary,
    /// Nothing yet.
    NotYet,
}

/// A jurisdiction whose law was looked up.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct StateRow {
    /// "NY"; "US" for federal law.
    pub code: String,
    /// "New York".
    pub name: String,
    /// The prescription drug monitoring programme: "I-STOP".
    pub program: Option<String>,
    /// What else the prescriber is told: that the state asks for an electronic prescription, which paper it accepts.
    pub notice: Option<String>,
    /// Where the notice comes from.
    pub notice_source: Option<String>,
}

/// A drug that a state schedules otherwise than federal law does.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ScheduleRow {
    /// The state.
    pub state: String,
    /// Ingredient key.
    pub ingredient: String,
    /// The schedule there.
    pub schedule: Schedule,
    /// Statute or regulation.
    pub source: String,
    /// Law as of, `YYYY` or `YYYY-MM`.
    pub as_of: String,
    /// With what it was compared.
    pub compared: Compared,
}

/// A circumstance in which a limit is another one, or none.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Exception {
    /// One of [`EXCEPTIONS`].
    pub code: String,
    /// Days' supply then; no limit when absent.
    pub days_most: Option<u32>,
    /// Refills then; no limit when absent.
    pub refills_most: Option<u32>,
    /// Words that the law wants on the prescription.
    pub print: Option<String>,
}

/// Circumstances that lift a limit: code and words.
pub const EXCEPTIONS: &[(&str, &str)] = &[
    ("chronic_pain", "Chronic pain, not acute"),
    ("cancer", "Pain of cancer"),
    ("hospice", "Hospice or end-of-life care"),
    ("palliative", "Palliative care"),
    ("addiction", "Treatment of opioid use disorder"),
    ("surgery", "After surgery"),
    ("trauma", "Major trauma or burns"),
    ("judgment", "Medically necessary; the reason is in the note"),
    ("condition", "For a condition that the state's code lists"),
    ("non_opioid", "Not an opioid, or for opioid use disorder"),
];

/// The words of an exception.
pub fn exception_words(code: &str) -> Option<&'static str> {
    EXCEPTIONS.iter().find(|(known, _)| *known == code).map(|(_, words)| *words)
}

/// What a law allows at most in one prescription.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct LimitRow {
    /// Stable id, kebab-case.
    pub id: String,
    /// "US" or a state.
    pub state: String,
    /// Schedules it speaks of.
    pub schedules: Vec<Schedule>,
    /// Classes it speaks of; with `ingredients` empty too, every drug of the schedules.
    #[serde(default)]
    pub classes: Vec<String>,
    /// Ingredients it speaks of.
    #[serde(default)]
    pub ingredients: Vec<String>,
    /// Ingredients it does not speak of.
    #[serde(default)]
    pub except: Vec<String>,
    /// Only for a patient who had none of these drugs within so many days.
    pub first_within_days: Option<u32>,
    /// Only under this age in years.
    pub under_age: Option<u32>,
    /// Only from this age in years.
    pub from_age: Option<u32>,
    /// Refills at most.
    pub refills_most: Option<u32>,
    /// Days' supply of one fill at most.
    pub days_most: Option<u32>,
    /// Days' supply of all refills together at most.
    pub refill_days_most: Option<u32>,
    /// Months after which it is neither filled nor refilled.
    pub months_valid: Option<u32>,
    /// Days' supply of several prescriptions written together at most; 0 when the law knows no such series.
    pub series_days_most: Option<u32>,
    /// When the limit is another one.
    #[serde(default)]
    pub exceptions: Vec<Exception>,
    /// The rule as a sentence.
    pub text: String,
    /// Statute or regulation.
    pub source: String,
    /// Law as of, `YYYY` or `YYYY-MM`.
    pub as_of: String,
    /// With what it was compared.
    pub compared: Compared,
}

/// Whether a look-up must be recorded before signing.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "snake_case")]
pub enum Duty {
    /// Signing waits for it.
    Required,
    /// Said, not enforced.
    Reminder,
}

/// When the monitoring programme must be asked.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct MonitoringRow {
    /// Stable id, kebab-case.
    pub id: String,
    /// The state.
    pub state: String,
    /// Required or a reminder.
    pub duty: Duty,
    /// Schedules it speaks of.
    pub schedules: Vec<Schedule>,
    /// Classes it speaks of; with `ingredients` empty too, every drug of the schedules.
    #[serde(default)]
    pub classes: Vec<String>,
    /// Ingredients it speaks of.
    #[serde(default)]
    pub ingredients: Vec<String>,
    /// Only when the supply is longer than so many days.
    pub longer_than_days: Option<u32>,
    /// Only from this age in years.
    pub from_age: Option<u32>,
    /// How old a look-up may be when the drug is new to the patient, in days; 0 is the same day.
    pub good_for_days: u32,
    /// The same when the patient is already on it; `good_for_days` when absent.
    pub then_every_days: Option<u32>,
    /// The rule as a sentence.
    pub text: String,
    /// Statute or regulation.
    pub source: String,
    /// Law as of, `YYYY` or `YYYY-MM`.
    pub as_of: String,
    /// With what it was compared.
    pub compared: Compared,
}

/// Everything of `knowledge/controlled.toml`.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct ControlledTable {
    /// Jurisdictions.
    #[serde(default)]
    pub states: Vec<Placed<StateRow>>,
    /// Drugs scheduled by a state.
    #[serde(default)]
    pub schedules: Vec<Placed<ScheduleRow>>,
    /// Limits.
    #[serde(default)]
    pub limits: Vec<Placed<LimitRow>>,
    /// Duties to ask the monitoring programme.
    #[serde(default)]
    pub monitoring: Vec<Placed<MonitoringRow>>,
}

impl ControlledTable {
    /// A jurisdiction that has rows.
    pub fn state(&self, code: &str) -> Option<&StateRow> {
        self.states.iter().map(|row| &row.row).find(|row| row.code == code)
    }
}
