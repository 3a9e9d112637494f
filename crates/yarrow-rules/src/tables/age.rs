//! Ages as dose tables write them: "0 d", "6 wk", "3 mo", "12 y".

use serde::{Deserialize, Serialize};
use yarrow_kernel::LocalDate;

/// Unit of an age.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum AgeUnit {
    Days,
    Weeks,
    Months,
    Years,
}

/// An age in whole days, weeks, months or years; text such as "3 mo" in files.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct Age {
    /// How many.
    pub value: u32,
    /// Of what.
    pub unit: AgeUnit,
}

impl Age {
    /// An age in years.
    pub fn years(value: u32) -> Age {
        Age { value, unit: AgeUnit::Years }
    }

    /// The day on which somebody born on `birth` reaches this age; `None` beyond the calendar.
    pub fn reached_on(self, birth: LocalDate) -> Option<LocalDate> {
        match self.unit {
            AgeUnit::Days => Some(birth.plus_days(i64::from(self.value))),
            AgeUnit::Weeks => Some(birth.plus_days(i64::from(self.value) * 7)),
            AgeUnit::Months => birth.plus_months(self.value),
            AgeUnit::Years => birth.plus_months(self.value.saturating_mul(12)),
        }
    }

    /// Whether somebody born on `birth` has reached this age on `day`.
    pub fn is_reached(self, birth: LocalDate, day: LocalDate) -> bool {
        self.reached_on(birth).is_some_and(|reached| reached <= day)
    }

    /// Days, for comparing two ages with each other: a month is 30.4375 days, kept as sixteenths of a day.
    pub(crate) fn sixteenths_of_days(self) -> u64 {
        let each = match self.unit {
            AgeUnit::Days => 16,
            AgeUnit::Weeks => 7 * 16,
            AgeUnit::Months => 487,
            AgeUnit::Years => 487 * 12,
        };
        u64::from(self.value) * each
    }

    /// "3 months", "1 year".
    pub fn words(self) -> String {
        let unit = match self.unit {
            AgeUnit::Days => "day",
            AgeUnit::Weeks => "week",
            AgeUnit::Months => "month",
            AgeUnit::Years => "year",
        };
        format!("{} {unit}{}", self.value, if self.value == 1 { "" } else { "s" })
    }
}

impl TryFrom<String> for Age {
    type Error = String;

    fn try_from(text: String) -> Result<Age, String> {
        let wrong = || format!("\"{text}\" is not an age; write \"0 d\", \"6 wk\", \"3 mo\" or \"12 y\"");
        let (number, unit) = text.trim().split_once(' ').ok_or_else(wrong)?;
        let value: u32 = number.parse().map_err(|_| wrong())?;
        let unit = match unit {
            "d" => AgeUnit::Days,
            "wk" => AgeUnit::Weeks,
            "mo" => AgeUnit::Months,
            "y" => AgeUnit::Years,
            _ => return Err(wrong()),
        };
        if (Age { value, unit }).sixteenths_of_days() > Age::years(150).sixteenths_of_days() {
            return Err(format!("an age of \"{text}\" is not possible"));
        }
        Ok(Age { value, unit })
    }
}

impl From<Age> for String {
    fn from(age: Age) -> String {
        let unit = match age.unit {
            AgeUnit::Days => "d",
            AgeUnit::Weeks => "wk",
            AgeUnit::Months => "mo",
            AgeUnit::Years => "y",
        };
        format!("{} {unit}", age.value)
    }
}
