//! The shared vocabulary of Yarrow: ids, time, quantity, coding, person, secret.
//!
//! Architecture invariant: nothing here does I/O, reads a clock, draws randomness or knows a database.

mod contact;
mod date;
mod id;
mod secret;
mod text;
mod time;

pub use contact::{Address, AdministrativeGender, is_npi, phone_digits};
pub use date::{LocalDate, PartialDate, age_in_words, age_in_years};
pub use id::*;
pub use rust_decimal::Decimal;
pub use secret::Secret;
pub use text::{FieldError, TextRule, clean_line, clean_text, fold};
pub use time::Timestamp;
