//! Print models to PDF bytes: prescription, fax, medication list and recovery-key sheet.
//!
//! A model carries strings that are ready to print. Architecture invariant: nothing here knows a database, a clock or
//! what a medicine is; the same model always gives the same page (only the file id in the PDF trailer is random).

mod fax_cover;
mod font;
mod layout;
mod medication_list;
mod number_words;
mod prescription;
mod recovery_key;
mod sheet;

#[cfg(test)]
mod tests;

pub use fax_cover::{FaxCoverModel, faxed_prescription};
pub use medication_list::{
    EndedDrug, ListedDay, ListedDrug, ListedPatient, ListedSlot, MedicationListModel, PaperLanguage,
    medication_list,
};
pub use number_words::number_words;
pub use prescription::{
    Letterhead, PrescribedDrug, PrescriptionModel, PrintedPatient, PrintedPrescriber, prescription,
};
pub use recovery_key::{RecoveryKeyModel, recovery_key_sheet};

/// A finished PDF.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Printed {
    pub bytes: Vec<u8>,
    pub pages: u32,
    /// Sentences about what could not be printed as given: characters that the fonts lack. They stand on the paper as
    /// "�", so nothing is lost unseen; the person who prints should be told.
    pub warnings: Vec<String>,
}

/// Why a document could not be made.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum PaperError {
    /// The model lacks something without which the document must not exist.
    #[error("{0}")]
    Missing(String),
    /// One medication's text is longer than a page; it is never split over two.
    #[error("The text of “{0}” does not fit on one page. Shorten its instructions.")]
    TooLong(String),
    /// The fonts built into this program could not be read.
    #[error("The fonts of this program are damaged.")]
    Font,
}
