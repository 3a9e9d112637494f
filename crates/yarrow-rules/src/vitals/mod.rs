//! Reads a line of vital signs, "120/80 72 98.6F 16 98% 70kg", in any order.
//!
//! Everything typed is either an item or a problem: a caller records the items only when there are no problems.

mod adult;
mod read;
mod scan;

#[cfg(test)]
mod tests;

use rust_decimal::Decimal;
use serde::{Deserialize, Serialize};
use ts_rs::TS;

/// What a line of vital signs says, and what in it cannot be recorded.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct VitalsReading {
    pub items: Vec<VitalsItem>,
    /// Not empty means: do not record.
    pub problems: Vec<VitalsProblem>,
}

/// One vital sign in its canonical unit.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct VitalsItem {
    /// LOINC.
    pub code: String,
    pub label: String,
    /// Of a blood pressure the systolic.
    #[ts(as = "String")]
    pub value: Decimal,
    /// The diastolic.
    #[ts(as = "Option<String>")]
    pub value2: Option<Decimal>,
    /// UCUM.
    pub unit: String,
    /// "", "L", "H", "LL" or "HH"; empty for children and where the age is unknown.
    pub interpretation: String,
    /// As typed with its unit, and the canonical value where that differs: "98.6 °F (37 °C)".
    pub read_as: String,
}

/// A part of the line that cannot be recorded, and why, as a sentence.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct VitalsProblem {
    pub part: String,
    pub message: String,
}

/// The vital signs that are read.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Vital {
    BloodPressure,
    Pulse,
    Temperature,
    Respiration,
    OxygenSaturation,
    Weight,
    Height,
    BodyMassIndex,
    Pain,
}

/// LOINC of the systolic and diastolic components of a blood pressure panel.
pub const BLOOD_PRESSURE_COMPONENTS: [&str; 2] = ["8480-6", "8462-4"];

impl Vital {
    /// LOINC code, those of the FHIR R4 vital signs profiles where it has one.
    pub fn code(self) -> &'static str {
        match self {
            Vital::BloodPressure => "85354-9",
            Vital::Pulse => "8867-4",
            Vital::Temperature => "8310-5",
            Vital::Respiration => "9279-1",
            Vital::OxygenSaturation => "59408-5",
            Vital::Weight => "29463-7",
            Vital::Height => "8302-2",
            Vital::BodyMassIndex => "39156-5",
            Vital::Pain => "72514-3",
        }
    }

    /// The short name on screen.
    pub fn label(self) -> &'static str {
        match self {
            Vital::BloodPressure => "BP",
            Vital::Pulse => "Pulse",
            Vital::Temperature => "Temp",
            Vital::Respiration => "Resp",
            Vital::OxygenSaturation => "SpO2",
            Vital::Weight => "Weight",
            Vital::Height => "Height",
            Vital::BodyMassIndex => "BMI",
            Vital::Pain => "Pain",
        }
    }

    /// UCUM unit of the recorded value.
    pub fn unit(self) -> &'static str {
        match self {
            Vital::BloodPressure => "mm[Hg]",
            Vital::Pulse | Vital::Respiration => "/min",
            Vital::Temperature => "Cel",
            Vital::OxygenSaturation => "%",
            Vital::Weight => "kg",
            Vital::Height => "cm",
            Vital::BodyMassIndex => "kg/m2",
            Vital::Pain => "{score}",
        }
    }
}

/// Reads a line of vital signs.
///
/// Labels ("bp", "hr", "t", "rr", "spo2", "wt", "ht", "pain") may stand before a value. Without them a pair is a blood
/// pressure, units tell the rest, a decimal in a body's range is a temperature, and of plain whole numbers the first
/// is the pulse and the second the respiration. `age_years` chooses the plausible weight and height and turns on the
/// adult interpretation.
pub fn read_vitals(text: &str, age_years: Option<f64>) -> VitalsReading {
    read::read(text, age_years)
}
