//! Instants, in UTC and whole milliseconds.

use chrono::{DateTime, SecondsFormat, Utc};

/// An instant in milliseconds since 1970-01-01T00:00:00Z; RFC 3339 with a `Z` in JSON.
#[derive(Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Default)]
pub struct Timestamp(pub i64);

impl Timestamp {
    /// The instant, or `None` outside the years chrono can express.
    pub fn to_utc(self) -> Option<DateTime<Utc>> {
        DateTime::from_timestamp_millis(self.0)
    }

    /// Reads RFC 3339 ("2026-11-20T09:41:00Z", any offset) or a bare FHIR date, taken as midnight UTC.
    pub fn parse(text: &str) -> Option<Self> {
        if let Ok(instant) = DateTime::parse_from_rfc3339(text) {
            return Some(Self(instant.timestamp_millis()));
        }
        let date = crate::PartialDate::parse(text)?.earliest()?;
        Some(Self(date.0.and_hms_opt(0, 0, 0)?.and_utc().timestamp_millis()))
    }

    /// This instant moved by a number of milliseconds, saturating.
    pub fn plus_millis(self, millis: i64) -> Self {
        Self(self.0.saturating_add(millis))
    }
}

impl From<DateTime<Utc>> for Timestamp {
    fn from(value: DateTime<Utc>) -> Self {
        Self(value.timestamp_millis())
    }
}

impl std::fmt::Display for Timestamp {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self.to_utc() {
            Some(instant) => f.write_str(&instant.to_rfc3339_opts(SecondsFormat::Millis, true)),
            None => write!(f, "{} ms", self.0),
        }
    }
}

impl std::fmt::Debug for Timestamp {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        std::fmt::Display::fmt(self, f)
    }
}

impl serde::Serialize for Timestamp {
    fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(self)
    }
}

impl<'de> serde::Deserialize<'de> for Timestamp {
    fn deserialize<D: serde::Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let text = String::deserialize(deserializer)?;
        Self::parse(&text)
            .ok_or_else(|| serde::de::Error::custom("must be a time such as 2026-11-20T09:41:00Z"))
    }
}

impl ts_rs::TS for Timestamp {
    type WithoutGenerics = Self;
    type OptionInnerType = Self;
    fn name(_: &ts_rs::Config) -> String {
        "Timestamp".to_owned()
    }
    fn inline(_: &ts_rs::Config) -> String {
        "Timestamp".to_owned()
    }
}

#[cfg(test)]
mod tests {
    use super::Timestamp;

    #[test]
    fn an_offset_is_turned_into_utc() {
        let there = Timestamp::parse("2026-11-20T09:41:00-05:00").unwrap();
        assert_eq!(there.to_string(), "2026-11-20T14:41:00.000Z");
        assert!(Timestamp::parse("yesterday").is_none());
    }
}
