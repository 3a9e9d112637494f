//! Importing FHIR files from a window: decoded, handed to a job, reported.

use std::sync::Arc;

use base64::Engine as _;
use serde::Deserialize;
use yarrow_core::access::Session;
use yarrow_core::interchange::{ImportFile, import_fhir};
use yarrow_core::store::new_id;
use yarrow_core::{Error, Result};

use crate::error::ApiError;
use crate::jobs::Job;
use crate::state::App;

/// Files as a window sends them.
#[derive(Deserialize, ts_rs::TS)]
pub struct ImportFhir {
    /// The files.
    pub files: Vec<NamedFile>,
}

/// One file.
#[derive(Deserialize, ts_rs::TS)]
pub struct NamedFile {
    /// Its name.
    pub name: String,
    /// Its bytes.
    pub base64: String,
}

/// A list of pharmacies as a window sends it.
#[derive(Deserialize, ts_rs::TS)]
pub struct ImportPharmacies {
    /// The table.
    pub file: NamedFile,
}

/// A document as a window sends it.
#[derive(Deserialize, ts_rs::TS)]
pub struct AddDocument {
    /// Whose.
    pub patient_id: yarrow_kernel::PatientId,
    /// In which visit.
    pub encounter_id: Option<yarrow_kernel::EncounterId>,
    /// Title.
    pub title: String,
    /// "Letter".
    pub kind: String,
    /// MIME type.
    pub content_type: String,
    /// Its bytes.
    pub base64: String,
}

/// The bytes behind base64.
pub(crate) fn decoded(field: &str, base64: &str) -> Result<Vec<u8>> {
    base64::engine::general_purpose::STANDARD
        .decode(base64)
        .map_err(|_| Error::invalid(field, "The file arrived damaged. Nothing was stored; choose it again."))
}

impl App {
    pub(crate) fn import_pharmacies(
        &self,
        session: Arc<Session>,
        request: &ImportPharmacies,
    ) -> Result<Job, ApiError> {
        let bytes = decoded("file", &request.file.base64)?;
        self.jobs.start("pharmacies", "Importing pharmacies", new_id(self.clock.now()), move |job| {
            let watch = job.clone();
            let report =
                yarrow_core::pharmacies::import(&session, bytes, move |done, total| watch.step(done, total))?;
            serde_json::to_value(report.value).map_err(|_| Error::Internal("report").into())
        })
    }

    pub(crate) fn import_fhir(&self, session: Arc<Session>, request: ImportFhir) -> Result<Job, ApiError> {
        if request.files.is_empty() {
            return Err(Error::invalid("files", "Choose at least one FHIR file.").into());
        }
        let mut files = Vec::new();
        for file in request.files {
            files.push(ImportFile { bytes: decoded("files", &file.base64)?, name: file.name });
        }
        let drugs = Arc::clone(session.knowledge()) as Arc<dyn yarrow_core::interchange::DrugResolver>;
        self.jobs.start("import", "Importing records", new_id(self.clock.now()), move |job| {
            job.detail("Reading the files");
            let report = import_fhir(&session, drugs, files, Arc::new(job.clone()))?;
            serde_json::to_value(report.value).map_err(|_| Error::Internal("report").into())
        })
    }
}
