//! Calendar dates: whole (`LocalDate`) and partial (`PartialDate`: a birth year alone is legal).

use std::fmt;

use chrono::{Datelike, NaiveDate};

/// A calendar day without a time or zone; `YYYY-MM-DD` in JSON and in the database.
#[derive(Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct LocalDate(pub NaiveDate);

impl LocalDate {
    /// Reads `YYYY-MM-DD`.
    pub fn parse(text: &str) -> Option<Self> {
        PartialDate::parse(text).filter(|date| date.day.is_some())?.earliest()
    }

    /// A day from its numbers, `None` where the calendar has no such day.
    pub fn of(year: i32, month: u32, day: u32) -> Option<Self> {
        NaiveDate::from_ymd_opt(year, month, day).map(Self)
    }

    /// The day `days` later (earlier when negative), saturating at the calendar's ends.
    pub fn plus_days(self, days: i64) -> Self {
        Self(self.0.checked_add_signed(chrono::Duration::days(days)).unwrap_or(self.0))
    }

    /// The same day `months` later, the last of the month where that has no such day; `None` beyond the calendar.
    pub fn plus_months(self, months: u32) -> Option<Self> {
        self.0.checked_add_months(chrono::Months::new(months)).map(Self)
    }

    /// Days from `earlier` to this day; negative when this day comes first.
    pub fn days_since(self, earlier: Self) -> i64 {
        (self.0 - earlier.0).num_days()
    }
}

impl fmt::Display for LocalDate {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{:04}-{:02}-{:02}", self.0.year(), self.0.month(), self.0.day())
    }
}

/// A date known to the year, the month or the day (FHIR `date`); `YYYY`, `YYYY-MM` or `YYYY-MM-DD`.
#[derive(Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct PartialDate {
    /// Year, 1 to 9999.
    pub year: i32,
    /// Month 1 to 12, where known.
    pub month: Option<u32>,
    /// Day 1 to 31, where known.
    pub day: Option<u32>,
}

impl PartialDate {
    /// Reads `YYYY`, `YYYY-MM` or `YYYY-MM-DD`; `None` for anything else or for a day that does not exist.
    pub fn parse(text: &str) -> Option<Self> {
        let digits = |part: &str, length: usize| -> Option<u32> {
            (part.len() == length && part.bytes().all(|b| b.is_ascii_digit())).then(|| part.parse().ok())?
        };
        let mut parts = text.splitn(3, '-');
        let year = digits(parts.next()?, 4)? as i32;
        let month = parts.next().map(|part| digits(part, 2)).map_or(Some(None), |m| m.map(Some))?;
        let day = parts.next().map(|part| digits(part, 2)).map_or(Some(None), |d| d.map(Some))?;
        let date = Self { year, month, day };
        (year >= 1 && date.earliest().is_some()).then_some(date)
    }

    /// The first day this date can mean.
    pub fn earliest(self) -> Option<LocalDate> {
        LocalDate::of(self.year, self.month.unwrap_or(1), self.day.unwrap_or(1))
    }
}

impl From<LocalDate> for PartialDate {
    fn from(date: LocalDate) -> Self {
        Self { year: date.0.year(), month: Some(date.0.month()), day: Some(date.0.day()) }
    }
}

impl fmt::Display for PartialDate {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{:04}", self.year)?;
        if let Some(month) = self.month {
            write!(f, "-{month:02}")?;
        }
        if let Some(day) = self.day {
            write!(f, "-{day:02}")?;
        }
        Ok(())
    }
}

/// Whole years from `birth` to `on`; a birth date known only in part counts from its first possible day.
///
/// A birthday of 29 February is reached on 1 March in common years.
pub fn age_in_years(birth: PartialDate, on: LocalDate) -> Option<i32> {
    let birth = birth.earliest()?.0;
    let before_birthday = (on.0.month(), on.0.day()) < (birth.month(), birth.day());
    let years = on.0.year() - birth.year() - i32::from(before_birthday);
    (years >= 0).then_some(years)
}

/// Age as clinicians say it: days under 4 weeks, weeks under 3 months, months under 2 years, then years.
pub fn age_in_words(birth: PartialDate, on: LocalDate) -> String {
    let Some(first) = birth.earliest() else { return String::new() };
    let days = (on.0 - first.0).num_days();
    let approximate = if birth.day.is_none() { "~" } else { "" };
    match (days, age_in_years(birth, on)) {
        (..0, _) | (_, None) => String::new(),
        (0..28, _) => format!("{approximate}{days} d"),
        (28..91, _) => format!("{approximate}{} wk", days / 7),
        (_, Some(0..=1)) => {
            let months = (on.0.year() - first.0.year()) * 12 + on.0.month() as i32
                - first.0.month() as i32
                - i32::from(on.0.day() < first.0.day());
            format!("{approximate}{months} mo")
        }
        (_, Some(years)) => format!("{approximate}{years} y"),
    }
}

macro_rules! text_value {
    ($name:ident, $what:literal) => {
        impl fmt::Debug for $name {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                fmt::Display::fmt(self, f)
            }
        }
        impl serde::Serialize for $name {
            fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
                serializer.collect_str(self)
            }
        }
        impl<'de> serde::Deserialize<'de> for $name {
            fn deserialize<D: serde::Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
                let text = String::deserialize(deserializer)?;
                Self::parse(&text).ok_or_else(|| serde::de::Error::custom(concat!("must be ", $what)))
            }
        }
        impl ts_rs::TS for $name {
            type WithoutGenerics = Self;
            type OptionInnerType = Self;
            fn name(_: &ts_rs::Config) -> String {
                stringify!($name).to_owned()
            }
            fn inline(_: &ts_rs::Config) -> String {
                stringify!($name).to_owned()
            }
        }
    };
}
text_value!(LocalDate, "a date such as 1959-03-14");
text_value!(PartialDate, "a date such as 1959-03-14, 1959-03 or 1959");

#[cfg(test)]
mod tests {
    use super::*;

    fn day(text: &str) -> LocalDate {
        LocalDate::parse(text).unwrap()
    }

    #[test]
    fn a_birth_year_alone_is_a_date_and_the_31st_of_february_is_not() {
        assert_eq!(PartialDate::parse("1959").unwrap().to_string(), "1959");
        assert_eq!(PartialDate::parse("1959-03").unwrap().to_string(), "1959-03");
        for wrong in ["1959-02-31", "59-03-14", "1959-3-14", "", "1959-03-14-01", "0000"] {
            assert!(PartialDate::parse(wrong).is_none(), "{wrong}");
        }
    }

    #[test]
    fn months_later_stay_in_the_calendar() {
        assert_eq!(day("2026-01-31").plus_months(1).unwrap().to_string(), "2026-02-28");
        assert_eq!(day("2026-11-20").days_since(day("2026-10-21")), 30);
        assert_eq!(day("2026-11-20").days_since(day("2026-11-21")), -1);
    }

    #[test]
    fn a_leap_day_birthday_is_reached_on_the_first_of_march() {
        let birth = PartialDate::parse("2004-02-29").unwrap();
        assert_eq!(age_in_years(birth, day("2023-02-28")), Some(18));
        assert_eq!(age_in_years(birth, day("2023-03-01")), Some(19));
    }

    #[test]
    fn ages_are_said_in_the_units_clinicians_use() {
        let on = day("2026-11-20");
        let said = |birth: &str| age_in_words(PartialDate::parse(birth).unwrap(), on);
        assert_eq!(said("2026-11-12"), "8 d");
        assert_eq!(said("2026-10-01"), "7 wk");
        assert_eq!(said("2025-06-21"), "16 mo");
        assert_eq!(said("1959-03-14"), "67 y");
        assert_eq!(said("1959"), "~67 y");
        assert_eq!(said("2027-01-01"), "");
    }
}
