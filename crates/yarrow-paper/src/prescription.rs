//! A prescription on paper: one signature sheet for one or several medications of one patient.

mod compose;

use crate::font::Fonts;
use crate::sheet::Page;
use crate::{PaperError, Printed, sheet};
use serde::{Deserialize, Serialize};

/// Everything a prescription sheet says, ready to print.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct PrescriptionModel {
    pub letterhead: Letterhead,
    pub prescriber: PrintedPrescriber,
    pub patient: PrintedPatient,
    /// The date written, as it is to be read: "March 12, 2026".
    pub date: String,
    pub drugs: Vec<PrescribedDrug>,
    /// Printed under the signature line: "Signed electronically by … on …".
    pub signed_note: Option<String>,
    /// A sheet of the demonstration practice, marked as not valid.
    pub demo: bool,
}

/// Who writes: the practice and its location.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Letterhead {
    pub practice: String,
    /// The location's name where the practice has several.
    pub location: Option<String>,
    pub address: Vec<String>,
    pub phone: String,
    pub fax: Option<String>,
    /// A line of the practice's own.
    pub note: Option<String>,
}

/// The prescriber. `dea` is printed only on a page with a controlled drug.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct PrintedPrescriber {
    pub name: String,
    pub credentials: String,
    pub npi: Option<String>,
    /// State and number: "IL 036.123456".
    pub license: Option<String>,
    pub dea: Option<String>,
}

/// The patient.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct PrintedPatient {
    pub name: String,
    /// As it is to be read: "March 4, 1961".
    pub birth_date: String,
    /// "64 years".
    pub age: String,
    pub sex: String,
    pub mrn: String,
    pub address: Vec<String>,
    pub phone: Option<String>,
}

/// One medication.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct PrescribedDrug {
    /// Name, strength and form: "Amoxicillin 500 mg capsule".
    pub display: String,
    /// DEA schedule in Roman numerals, "IV", for a controlled drug.
    pub schedule: Option<String>,
    /// The sig in plain words.
    pub sig: String,
    /// In figures: "30", "7.5".
    pub quantity: String,
    /// What is counted, singular or as it is to be read: "capsule", "mL".
    pub quantity_unit: String,
    pub refills: u32,
    pub days_supply: Option<u32>,
    pub reason: Option<String>,
    pub dispense_as_written: bool,
    /// When to begin, if not at once.
    pub start: Option<String>,
    /// The earliest day on which it may be filled, as it is to be read.
    pub not_before: Option<String>,
    /// Words that a statute wants on the prescription.
    pub statute_words: Vec<String>,
}

/// Makes the sheet as PDF, US Letter. Each Schedule II drug has a sheet of its own, since it is filled and kept by itself
/// (21 CFR 1304.04(h)(1), 1306.12(b)).
///
/// Content follows 21 CFR 1306.05(a) (patient name and address, drug, strength, form, quantity, directions, prescriber
/// name, address and registration number) and the usual state rules on quantity in figures and words. Errors: `Missing`
/// when one of them is absent, `TooLong` when one medication does not fit on a page.
pub fn prescription(model: &PrescriptionModel) -> Result<Printed, PaperError> {
    let mut fonts = Fonts::new()?;
    let pages = sheets(model, &mut fonts)?;
    sheet::save(&format!("Prescription {}", model.date), &pages, &fonts)
}

/// The pages of a prescription: the drugs that may share a sheet first, then each that may not.
pub(crate) fn sheets(model: &PrescriptionModel, fonts: &mut Fonts) -> Result<Vec<Page>, PaperError> {
    require(model)?;
    let (alone, shared): (Vec<PrescribedDrug>, Vec<PrescribedDrug>) =
        model.drugs.iter().cloned().partition(|drug| drug.schedule.as_deref() == Some("II"));
    let mut groups = vec![shared];
    groups.extend(alone.into_iter().map(|drug| vec![drug]));
    let mut pages = Vec::new();
    for drugs in groups.into_iter().filter(|drugs| !drugs.is_empty()) {
        pages.extend(compose::pages(&PrescriptionModel { drugs, ..model.clone() }, fonts)?);
    }
    Ok(pages)
}

fn require(model: &PrescriptionModel) -> Result<(), PaperError> {
    let missing = |what: String| Err(PaperError::Missing(what));
    let blank = |text: &str| text.trim().is_empty();
    if model.drugs.is_empty() {
        return missing("There is no medication to print.".to_string());
    }
    let needed = [
        (&model.letterhead.practice, "practice name"),
        (&model.prescriber.name, "prescriber's name"),
        (&model.patient.name, "patient's name"),
        (&model.patient.birth_date, "patient's date of birth"),
        (&model.date, "date"),
    ];
    if let Some((_, what)) = needed.iter().find(|(text, _)| blank(text)) {
        return missing(format!("The {what} is missing."));
    }
    for drug in &model.drugs {
        let needed = [(&drug.display, "name"), (&drug.sig, "instructions"), (&drug.quantity, "quantity")];
        if let Some((_, what)) = needed.iter().find(|(text, _)| blank(text)) {
            return missing(format!("{}: the {what} is missing.", drug.display));
        }
        if drug.schedule.is_none() {
            continue;
        }
        if model.prescriber.dea.as_deref().is_none_or(blank) {
            return missing(format!("{} is a controlled drug: the DEA number is missing.", drug.display));
        }
        if model.patient.address.iter().all(|line| blank(line)) {
            return missing(format!(
                "{} is a controlled drug: the patient's address is missing.",
                drug.display
            ));
        }
    }
    Ok(())
}

/// True when the DEA number must stand beside these drugs.
fn is_controlled(drugs: &[PrescribedDrug]) -> bool {
    drugs.iter().any(|d| d.schedule.is_some())
}
