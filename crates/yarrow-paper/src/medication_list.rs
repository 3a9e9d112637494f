//! The patient's own list of medicines: what to take, when in the day, what is paused and what is over.

mod compose;
mod labels;

use crate::font::Fonts;
use crate::{Letterhead, PaperError, Printed, sheet};
use serde::{Deserialize, Serialize};

/// The language of a paper's own words.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub enum PaperLanguage {
    #[default]
    English,
    Spanish,
}

/// Everything the list says, ready to print.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct MedicationListModel {
    pub letterhead: Letterhead,
    pub patient: ListedPatient,
    /// The day the list is true of, as it is to be read.
    pub date: String,
    pub language: PaperLanguage,
    /// "Penicillin (hives)".
    pub allergies: Vec<String>,
    /// Somebody asked, and there are none; an empty list alone says that nobody knows.
    pub no_known_allergies: bool,
    pub taking: Vec<ListedDrug>,
    pub held: Vec<EndedDrug>,
    pub stopped: Vec<EndedDrug>,
    /// A sheet of the demonstration practice.
    pub demo: bool,
}

/// Whose list it is; stands on every page.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct ListedPatient {
    pub name: String,
    pub birth_date: String,
    pub mrn: String,
}

/// A medicine that is taken.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct ListedDrug {
    /// As it stands on the package: "Lisinopril 20 mg tablet".
    pub display: String,
    /// In plain words, in the language of the list.
    pub directions: String,
    /// What it is taken for, where that is known.
    pub reason: Option<String>,
    /// Who else prescribed it, or that it is bought without a prescription.
    pub source: Option<String>,
    pub day: ListedDay,
}

/// When in the day it is taken.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum ListedDay {
    /// Morning, noon, evening and bedtime of every day; and how much when needed.
    Every { parts: [Option<ListedSlot>; 4], as_needed: Option<String> },
    /// Where the days are not all the same: when, in words.
    InWords(String),
    /// The directions were not understood, or run in steps: they have to be read.
    SeeDirections,
}

impl Default for ListedDay {
    fn default() -> Self {
        ListedDay::Every { parts: [None, None, None, None], as_needed: None }
    }
}

/// An amount at one time of the day.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct ListedSlot {
    pub amount: String,
    /// The directions name no time of day; marked with an asterisk.
    pub suggested: bool,
}

/// A medicine that is paused or over.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct EndedDrug {
    pub display: String,
    /// The day it ended, where that is known.
    pub since: Option<String>,
    /// The day it is to go on, where that is known.
    pub until: Option<String>,
    pub reason: Option<String>,
}

/// Makes the list as PDF, US Letter. A medicine is never split over two pages.
///
/// Errors: `Missing` without practice, patient's name, date of birth or date; `TooLong` when one medicine does not fit
/// on a page.
pub fn medication_list(model: &MedicationListModel) -> Result<Printed, PaperError> {
    let needed = [
        (&model.letterhead.practice, "practice name"),
        (&model.patient.name, "patient's name"),
        (&model.patient.birth_date, "patient's date of birth"),
        (&model.date, "date"),
    ];
    if let Some((_, what)) = needed.iter().find(|(text, _)| text.trim().is_empty()) {
        return Err(PaperError::Missing(format!("The {what} is missing.")));
    }
    let mut fonts = Fonts::new()?;
    let pages = compose::pages(model, &mut fonts)?;
    sheet::save(&format!("{} {}", labels::of(model.language).title, model.date), &pages, &fonts)
}
