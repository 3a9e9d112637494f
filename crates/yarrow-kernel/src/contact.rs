//! How people are described and reached: gender, address, telephone.

use serde::{Deserialize, Serialize};
use ts_rs::TS;

use crate::text::{FieldError, TextRule, clean_line};

/// FHIR R4 administrative-gender.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "lowercase")]
pub enum AdministrativeGender {
    /// Female.
    Female,
    /// Male.
    Male,
    /// Other.
    Other,
    /// Not known or not asked.
    Unknown,
}

/// A postal address (FHIR Address), US layout.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct Address {
    /// Street lines, at most four.
    pub line: Vec<String>,
    /// City or town.
    pub city: String,
    /// Two-letter state code or territory, or free text abroad.
    pub state: String,
    /// ZIP or postal code.
    pub postal_code: String,
}

impl Address {
    /// The address with every line trimmed, empty street lines dropped.
    ///
    /// # Errors
    /// Names the part of `field` that is too long, or that there are too many lines.
    pub fn checked(&self, field: &str) -> Result<Self, FieldError> {
        if self.line.len() > 4 {
            return Err(FieldError::new(
                &format!("{field}.line"),
                "An address has at most four street lines.",
            ));
        }
        let at = |part: &str, text: &str| {
            clean_line(&format!("{field}.{part}"), text, TextRule { max: 120, required: false })
        };
        let line = self.line.iter().map(|line| at("line", line)).collect::<Result<Vec<_>, _>>()?;
        Ok(Self {
            line: line.into_iter().filter(|line| !line.is_empty()).collect(),
            city: at("city", &self.city)?,
            state: at("state", &self.state)?,
            postal_code: at("postal_code", &self.postal_code)?,
        })
    }
}

/// The digits of a telephone number, without punctuation and without the North American leading 1.
///
/// Used to compare and to search numbers, never to dial.
pub fn phone_digits(text: &str) -> String {
    let digits: String = text.chars().filter(char::is_ascii_digit).collect();
    match digits.strip_prefix('1') {
        Some(rest) if rest.len() == 10 => rest.to_owned(),
        _ => digits,
    }
}

/// Whether ten digits end in the right check digit: Luhn over 80840 and the number (CMS, "Requirements for NPI check
/// digit", 2004; ISO/IEC 7812-1).
pub fn is_npi(text: &str) -> bool {
    text.len() == 10 && text.bytes().all(|b| b.is_ascii_digit()) && luhn(&format!("80840{text}"))
}

fn luhn(digits: &str) -> bool {
    let sum: u32 = digits
        .bytes()
        .rev()
        .enumerate()
        .map(|(place, digit)| {
            let digit = u32::from(digit - b'0');
            match (place % 2, digit * 2) {
                (0, _) => digit,
                (_, double) if double > 9 => double - 9,
                (_, double) => double,
            }
        })
        .sum();
    sum.is_multiple_of(10)
}

#[cfg(test)]
mod tests {
    use super::phone_digits;

    #[test]
    fn punctuation_and_country_code_do_not_matter_when_numbers_are_compared() {
        assert_eq!(phone_digits("+1 (555) 010-1234"), "5550101234");
        assert_eq!(phone_digits("555.010.1234"), "5550101234");
    }
}
