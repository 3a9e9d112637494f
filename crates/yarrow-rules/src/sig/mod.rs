//! Reads what a prescriber types ("1 tab po bid x7d") back in plain words, and derives quantity and days' supply.
//!
//! A sig is understood wholly or not at all: one unknown word and the text stands as typed, with the reason why.
//! Error-prone abbreviations (ISMP) are understood where they have one meaning and are never printed.

mod day;
mod dosage;
mod error_prone;
mod finish;
mod form;
mod language;
mod patterns;
mod read;
mod reason;
mod spanish;
mod supply;
mod tokens;
mod vocabulary;
mod words;

#[cfg(test)]
mod tests;

pub use day::{Day, PartOfDay, Slot, day, dose_in, times_in};
pub use dosage::*;
pub use error_prone::error_prone;
pub use language::{Language, words_in};
pub use read::{Sig, complete, read_dosages, unit_named, unit_of_form, with_part};
pub use supply::{days_for_quantity, doses_per_day, quantity_for_days, total_days};
pub(crate) use tokens::TOO_LARGE;
pub use words::{
    additional_words, amount_words, clock, counted, maximum_words, route_word, site_words, unit_word, verb,
    words,
};

use rust_decimal::Decimal;
use serde::{Deserialize, Serialize};
use ts_rs::TS;

/// A sig as typed and what it was understood to say.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct SigReading {
    pub text: String,
    /// Plain words when understood, otherwise the text as typed.
    pub words: String,
    pub understood: bool,
    /// Why it was not understood, as a sentence.
    pub because: Option<String>,
    /// The most doses a day, over dosages that apply together; `None` when steps differ or it does not say.
    #[ts(as = "Option<String>")]
    pub doses_per_day: Option<Decimal>,
    /// How long the sig says to go on.
    pub days: Option<u32>,
    /// The quantity typed ("#30"), or the one that `days` needs.
    #[ts(as = "Option<String>")]
    pub quantity: Option<Decimal>,
    /// "tablet", "mL": the singular of what `quantity` counts.
    pub quantity_unit: Option<String>,
    /// Days that the typed quantity lasts, or else `days`.
    pub days_supply: Option<u32>,
}

/// Reads a sig. Never fails: what is not understood comes back as typed, with the reason.
///
/// `dose_form` is the form of the product ("tablet", "Metered Dose Inhaler"); it lends unit and route where they are
/// not typed, and a sig that counts another form is refused.
pub fn read_sig(text: &str, dose_form: Option<&str>) -> SigReading {
    match understand(text, dose_form) {
        Ok(reading) => reading,
        Err(because) => SigReading {
            text: text.to_string(),
            words: text.to_string(),
            understood: false,
            because: Some(because),
            doses_per_day: None,
            days: None,
            quantity: None,
            quantity_unit: None,
            days_supply: None,
        },
    }
}

fn understand(text: &str, dose_form: Option<&str>) -> Result<SigReading, String> {
    let sig = read_dosages(text, dose_form)?;
    let words = words(&sig.dosages);
    // The last net: whatever was typed as a reason, nothing dangerous is printed.
    if let Some(bad) = error_prone(&words) {
        return Err(format!("“{bad}” is easily misread. Write it out."));
    }
    let days = total_days(&sig.dosages);
    let quantity = sig.quantity.or_else(|| quantity_for_days(&sig.dosages, days?));
    let lasts = sig.quantity.and_then(|q| days_for_quantity(&sig.dosages, q));
    let unit = supply::dispensed_unit(&sig.dosages);
    Ok(SigReading {
        text: text.to_string(),
        words,
        understood: true,
        because: None,
        doses_per_day: most_per_day(&sig.dosages),
        days,
        quantity,
        quantity_unit: unit.map(|u| unit_word(u, false).to_string()),
        days_supply: lasts.or(days),
    })
}

fn most_per_day(dosages: &[Dosage]) -> Option<Decimal> {
    let last_step = dosages.last()?.sequence;
    let per_step = |step: u32| -> Option<Decimal> {
        let together = dosages.iter().filter(|d| d.sequence == step);
        together.map(|d| supply::doses_per_day(&d.timing)).sum()
    };
    let first = per_step(1)?;
    (2..=last_step).all(|step| per_step(step) == Some(first)).then_some(first)
}
