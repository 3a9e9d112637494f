//! FHIR DocumentReference and DiagnosticReport: texts and files of a chart.

use serde::Deserialize;

use super::datatypes::{Attachment, CodeableConcept, Period, Reference, datatype, list};
use super::moment::Moment;

datatype! {
    /// A document.
    DocumentReference {
        /// current, superseded, entered-in-error.
        pub status: Option<String>,
        /// What kind.
        #[serde(rename = "type")]
        pub kind: Option<CodeableConcept>,
        /// Whose.
        pub subject: Option<Reference>,
        /// When.
        pub date: Option<Moment>,
        /// Title.
        pub description: Option<String>,
        /// The files, one content in several forms.
        #[serde(deserialize_with = "list")]
        pub content: Vec<DocumentContent>,
        /// In which visit.
        pub context: Option<DocumentContext>,
    }
}

datatype! {
    /// One form of a document.
    DocumentContent {
        /// The file.
        pub attachment: Attachment,
    }
}

datatype! {
    /// Where a document belongs.
    DocumentContext {
        /// Visits.
        #[serde(deserialize_with = "list")]
        pub encounter: Vec<Reference>,
        /// When the documented care took place.
        pub period: Option<Period>,
    }
}

datatype! {
    /// A report with its results.
    DiagnosticReport {
        /// registered, partial, preliminary, final, amended, corrected, appended, cancelled, entered-in-error, unknown.
        pub status: Option<String>,
        /// Which.
        pub code: Option<CodeableConcept>,
        /// Laboratory, radiology, …
        #[serde(deserialize_with = "list")]
        pub category: Vec<CodeableConcept>,
        /// Whose.
        pub subject: Option<Reference>,
        /// Visit.
        pub encounter: Option<Reference>,
        /// When.
        pub effective_date_time: Option<Moment>,
        /// When, as a period.
        pub effective_period: Option<Period>,
        /// When made known.
        pub issued: Option<Moment>,
        /// The values.
        #[serde(deserialize_with = "list")]
        pub result: Vec<Reference>,
        /// The conclusion in words.
        pub conclusion: Option<String>,
        /// The whole report.
        #[serde(deserialize_with = "list")]
        pub presented_form: Vec<Attachment>,
    }
}
