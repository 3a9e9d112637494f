//! FHIR `date`, `dateTime` and `instant`: known to the year, the month, the day or the millisecond.

use serde::de::Error as _;
use serde::{Deserialize, Deserializer, Serialize, Serializer};
use yarrow_kernel::{PartialDate, Timestamp};

/// A point in time as precise as its source knew it (FHIR R4, 2.24.0.1 "dateTime").
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Moment {
    /// The calendar date as written, in the writer's own time zone.
    pub date: PartialDate,
    /// The instant, where a time of day was given.
    pub time: Option<Timestamp>,
}

impl Moment {
    /// Reads `2019`, `2019-05`, `2019-05-02` or `2019-05-02T09:41:00-04:00`; a time of day needs its zone.
    pub fn parse(text: &str) -> Option<Self> {
        match text.split_once('T') {
            None => PartialDate::parse(text).map(|date| Self { date, time: None }),
            Some((date, _)) => {
                let date = PartialDate::parse(date).filter(|date| date.day.is_some())?;
                Some(Self { date, time: Some(Timestamp::parse(text)?) })
            }
        }
    }

    /// The instant; a bare date stands for noon UTC of its first possible day, because midnight UTC is the evening
    /// before everywhere in the United States.
    pub fn instant(self) -> Option<Timestamp> {
        if self.time.is_some() {
            return self.time;
        }
        let day = self.date.earliest()?;
        Timestamp::parse(&format!("{day}T12:00:00Z"))
    }
}

impl<'de> Deserialize<'de> for Moment {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let text = String::deserialize(deserializer)?;
        Self::parse(&text).ok_or_else(|| {
            let shown: String = text.chars().take(40).collect();
            D::Error::custom(format!(
                "\"{shown}\" is not a date such as 2019-05-02 or a time with its zone such as 2019-05-02T09:41:00-04:00"
            ))
        })
    }
}

impl Serialize for Moment {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        match self.time {
            Some(time) => serializer.collect_str(&time),
            None => serializer.collect_str(&self.date),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::Moment;

    #[test]
    fn a_birth_late_in_the_evening_keeps_its_local_date() {
        let moment = Moment::parse("2019-05-02T23:30:00-04:00").unwrap();
        assert_eq!(moment.date.to_string(), "2019-05-02");
        assert_eq!(moment.instant().unwrap().to_string(), "2019-05-03T03:30:00.000Z");
    }

    #[test]
    fn a_bare_date_is_the_same_day_on_both_coasts_and_in_hawaii() {
        let noon = Moment::parse("2019-05-02").unwrap().instant().unwrap();
        assert_eq!(noon.to_string(), "2019-05-02T12:00:00.000Z");
    }

    #[test]
    fn times_without_a_zone_and_days_that_do_not_exist_are_refused() {
        for text in ["2019-05-02T09:41:00", "2019-02-30", "yesterday", "", "2019-05T09:41:00Z", "99999-01-01"]
        {
            assert!(Moment::parse(text).is_none(), "{text}");
        }
    }
}
