//! Values at the leaves: texts, exact numbers, dates, instants, codes.

use serde::Serialize;
use yarrow_kernel::{Decimal, LocalDate, Timestamp};

use super::fault::Fault;
use super::part::{Part, Reading, Writing, choice};

/// Most digits of a quantity.
const MOST_DIGITS: usize = 11;

impl Part for String {
    const RIGHT: &'static str = "text";

    fn read(from: &mut Reading<'_, '_>) -> Result<Self, Fault> {
        match from.text() {
            "" => Err(from.fault("is empty. It should be text.")),
            text => Ok(text.to_owned()),
        }
    }

    fn write(&self, to: &mut Writing<'_>) -> Result<(), Fault> {
        to.text(self)
    }
}

impl Part for u32 {
    const RIGHT: &'static str = "a whole number such as 30";

    fn read(from: &mut Reading<'_, '_>) -> Result<Self, Fault> {
        let text = from.text();
        let digits = !text.is_empty() && text.len() <= 6 && text.bytes().all(|byte| byte.is_ascii_digit());
        text.parse().ok().filter(|_| digits).ok_or_else(|| {
            from.fault("is not a count. It should be a whole number of 0 or more, such as 30.")
        })
    }

    fn write(&self, to: &mut Writing<'_>) -> Result<(), Fault> {
        if *self > 999_999 {
            return Err(to.fault("is too large. It should be at most 999999."));
        }
        to.text(&self.to_string())
    }
}

impl Part for bool {
    const RIGHT: &'static str = "true or false";

    fn read(from: &mut Reading<'_, '_>) -> Result<Self, Fault> {
        match from.text() {
            "true" | "1" => Ok(true),
            "false" | "0" => Ok(false),
            _ => Err(from.fault("is neither. It should be true or false.")),
        }
    }

    fn write(&self, to: &mut Writing<'_>) -> Result<(), Fault> {
        to.text(if *self { "true" } else { "false" })
    }
}

/// A quantity: read digit by digit, kept without trailing zeros, written with a leading and no trailing zero.
impl Part for Decimal {
    const RIGHT: &'static str = "a number of 0 or more, such as 30 or 2.5";

    fn read(from: &mut Reading<'_, '_>) -> Result<Self, Fault> {
        let text = from.text();
        if text.starts_with('-') {
            return Err(from.fault("is negative. It should be a number of 0 or more, such as 30 or 2.5."));
        }
        let plain = text.bytes().all(|byte| byte.is_ascii_digit() || byte == b'.')
            && text.bytes().any(|byte| byte.is_ascii_digit())
            && text.len() <= 2 * MOST_DIGITS;
        Decimal::from_str_exact(text)
            .ok()
            .filter(|number| plain && in_digits(*number))
            .map(|number| number.normalize())
            .ok_or_else(|| {
                from.fault(format!(
                    "is not a quantity. It should be a number of 0 or more with at most {MOST_DIGITS} digits, such as \
                     30 or 2.5."
                ))
            })
    }

    fn write(&self, to: &mut Writing<'_>) -> Result<(), Fault> {
        if self.is_sign_negative() && !self.is_zero() {
            return Err(to.fault("is negative. It should be a number of 0 or more."));
        }
        if !in_digits(*self) {
            return Err(to.fault(format!("has too many digits. It should have at most {MOST_DIGITS}.")));
        }
        to.text(&self.abs().normalize().to_string())
    }
}

fn in_digits(number: Decimal) -> bool {
    let digits = number.normalize().mantissa().unsigned_abs().to_string().len();
    digits.max(number.normalize().scale() as usize) <= MOST_DIGITS
}

impl Part for LocalDate {
    const RIGHT: &'static str = "a date such as 2026-11-20";

    fn read(from: &mut Reading<'_, '_>) -> Result<Self, Fault> {
        Self::parse(from.text())
            .filter(|date| in_years(*date))
            .ok_or_else(|| from.fault("is not a date. It should be a day written as 2026-11-20."))
    }

    fn write(&self, to: &mut Writing<'_>) -> Result<(), Fault> {
        if !in_years(*self) {
            return Err(to.fault("is not a date between the years 1850 and 2200."));
        }
        to.text(&self.to_string())
    }
}

fn in_years(date: LocalDate) -> bool {
    LocalDate::of(1850, 1, 1).is_some_and(|first| first <= date)
        && LocalDate::of(2200, 1, 1).is_some_and(|end| date < end)
}

/// An instant in UTC, whole milliseconds. The standard's times are UTC, so one without an offset is read as UTC.
impl Part for Timestamp {
    const RIGHT: &'static str = "a time in UTC such as 2026-11-20T09:41:00Z";

    fn read(from: &mut Reading<'_, '_>) -> Result<Self, Fault> {
        let text = from.text();
        let timed = text.len() >= 19 && text.as_bytes().get(10) == Some(&b'T');
        let instant = Self::parse(text).or_else(|| Self::parse(&format!("{text}Z")));
        instant.filter(|instant| timed && instant_in_years(*instant)).ok_or_else(|| {
            from.fault("is not a time. It should be a time in UTC written as 2026-11-20T09:41:00Z.")
        })
    }

    fn write(&self, to: &mut Writing<'_>) -> Result<(), Fault> {
        if !instant_in_years(*self) {
            return Err(to.fault("is not a time between the years 1850 and 2200."));
        }
        to.text(&self.to_string())
    }
}

fn instant_in_years(instant: Timestamp) -> bool {
    instant.to_utc().is_some_and(|utc| in_years(LocalDate(utc.date_naive())))
}

choice! {
    /// A day, or a day with its time.
    Moment is "a Date or a DateTime" {
        /// A day.
        Date(LocalDate) = "Date";
        /// An instant.
        DateTime(Timestamp) = "DateTime";
    }
}

/// A code with a fixed form, checked on both ways.
macro_rules! code {
    ($(#[$meta:meta])* $name:ident is $right:literal, $fits:expr) => {
        $(#[$meta])*
        #[derive(Clone, Debug, PartialEq, Eq, Serialize)]
        #[serde(transparent)]
        pub struct $name(String);

        impl $name {
            /// The code, if it has the form it should have.
            pub fn new(code: &str) -> Option<Self> {
                let fits: fn(&str) -> bool = $fits;
                fits(code).then(|| Self(code.to_owned()))
            }

            /// As written.
            pub fn as_str(&self) -> &str {
                &self.0
            }
        }

        impl Part for $name {
            const RIGHT: &'static str = $right;

            fn read(from: &mut Reading<'_, '_>) -> Result<Self, Fault> {
                Self::new(from.text()).ok_or_else(|| from.fault(concat!("is wrong. It should be ", $right, ".")))
            }

            fn write(&self, to: &mut Writing<'_>) -> Result<(), Fault> {
                to.text(&self.0)
            }
        }
    };
}

code! {
    /// Identifies one message among all of its sender's, for ever.
    MessageId is "1 to 35 characters without blanks",
    |code| (1..=35).contains(&code.chars().count()) && code.chars().all(|c| !c.is_whitespace() && !c.is_control())
}

code! {
    /// The patient's gender: F, M, U (unknown), in newer code lists also N.
    Gender is "one letter: F, M, N or U", |code| ["F", "M", "N", "U"].contains(&code)
}

code! {
    /// Substitution: 0 allowed, 1 not allowed by the prescriber; pharmacies also report 2 to 9.
    Substitutions is "one digit: 0 where the pharmacy may substitute, 1 where not",
    |code| code.len() == 1 && code.bytes().all(|byte| byte.is_ascii_digit())
}

/// Sender or receiver of a message, with what kind of number identifies it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Routed {
    /// P pharmacy (NCPDP id), D prescriber (routing id of the network), C clinic, M mailbox, …
    pub qualifier: String,
    /// The number.
    pub id: String,
}

impl Part for Routed {
    const RIGHT: &'static str = "an identifier with a Qualifier, such as <To Qualifier=\"P\">1234567</To>";

    fn read(from: &mut Reading<'_, '_>) -> Result<Self, Fault> {
        let qualifier = from.attribute("Qualifier").unwrap_or_default().trim().to_owned();
        if qualifier.is_empty() {
            return Err(
                from.fault_at("@Qualifier", "is missing. It should be P for a pharmacy, D for a prescriber.")
            );
        }
        Ok(Self { qualifier, id: String::read(from)? })
    }

    fn write(&self, to: &mut Writing<'_>) -> Result<(), Fault> {
        if self.qualifier.is_empty() || !self.qualifier.chars().all(|c| c.is_ascii_alphanumeric()) {
            return Err(to.fault("has no Qualifier. It should have one, such as P or D."));
        }
        to.attribute("Qualifier", &self.qualifier);
        to.text(&self.id)
    }
}
