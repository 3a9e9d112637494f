//! The two versions of SCRIPT in use, and how a message says which one it is.

use serde::{Serialize, Serializer};

/// A version of the NCPDP SCRIPT standard. US rules allow either until the end of 2027 and 2023011 alone from
/// 2028-01-01 (89 FR 51238, 17 June 2024).
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum ScriptVersion {
    /// 2017071.
    V2017071,
    /// 2023011.
    V2023011,
}

impl ScriptVersion {
    /// Both, older first.
    pub const ALL: [Self; 2] = [Self::V2017071, Self::V2023011];

    /// The name of the version: "2017071".
    pub const fn name(self) -> &'static str {
        match self {
            Self::V2017071 => "2017071",
            Self::V2023011 => "2023011",
        }
    }

    /// The version a person or a setting names.
    pub fn named(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|version| version.name() == name)
    }

    /// What the version attributes of a message say. The eighth digit counts publications of the schema; 2017071 is
    /// exchanged as its fifth.
    pub const fn stamp(self) -> &'static str {
        match self {
            Self::V2017071 => "20170715",
            Self::V2023011 => "2023011",
        }
    }

    /// The version a stamp belongs to, whichever publication of it.
    pub fn of_stamp(stamp: &str) -> Option<Self> {
        let digits = stamp.len() <= 8 && stamp.bytes().all(|byte| byte.is_ascii_digit());
        Self::ALL.into_iter().find(|version| digits && stamp.starts_with(version.name()))
    }
}

impl std::fmt::Display for ScriptVersion {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(self.name())
    }
}

impl Serialize for ScriptVersion {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(self.name())
    }
}

#[cfg(test)]
mod tests {
    use super::ScriptVersion;

    #[test]
    fn a_stamp_names_its_version_whichever_publication_it_is_of() {
        assert_eq!(ScriptVersion::of_stamp("20170715"), Some(ScriptVersion::V2017071));
        assert_eq!(ScriptVersion::of_stamp("2017071"), Some(ScriptVersion::V2017071));
        assert_eq!(ScriptVersion::of_stamp("20230113"), Some(ScriptVersion::V2023011));
        for other in ["2017", "201707150", "2017071x", "20190711", "10.6", ""] {
            assert_eq!(ScriptVersion::of_stamp(other), None, "{other}");
        }
        for version in ScriptVersion::ALL {
            assert_eq!(ScriptVersion::of_stamp(version.stamp()), Some(version));
        }
    }
}
