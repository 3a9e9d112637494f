//! The languages a patient can read an instruction in.

use super::dosage::Dosage;
use super::{spanish, words};
use serde::{Deserialize, Serialize};
use ts_rs::TS;

/// A language in which instructions can be put into plain words.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "lowercase")]
pub enum Language {
    #[default]
    #[serde(rename = "en")]
    English,
    #[serde(rename = "es")]
    Spanish,
}

/// The instruction as a patient reads it, in their language.
pub fn words_in(dosages: &[Dosage], language: Language) -> String {
    match language {
        Language::English => words::words(dosages),
        Language::Spanish => spanish::words(dosages),
    }
}
