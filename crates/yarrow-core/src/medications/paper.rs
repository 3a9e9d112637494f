//! Signed prescriptions as paper. Printing is a disclosure and is audited as one.

use std::sync::Arc;

use serde::{Deserialize, Serialize};
use yarrow_kernel::{AdministrativeGender, MedicationRequestId, age_in_words};
use yarrow_paper::{
    Letterhead, PrescribedDrug, PrescriptionModel, PrintedPatient, PrintedPrescriber, prescription,
};

use super::{MedicationRequest, controlled};
use crate::access::{Operation, Permission, Session};
use crate::error::{Error, Result};
use crate::patients::{self, Patient};
use crate::people::Practitioner;
use crate::settings::{PracticeSettings, date_in_words, local_date, settings_in};
use crate::store::{AuditNote, Db, load};
use crate::terminology::Terminology;

/// Which prescriptions, all of one patient.
#[derive(Clone, Debug, Deserialize, ts_rs::TS)]
pub struct PrescriptionPdf {
    /// The prescriptions.
    pub ids: Vec<MedicationRequestId>,
}

/// A document ready to be shown, printed or saved.
#[derive(Clone, Debug, Serialize, ts_rs::TS)]
pub struct Pdf {
    /// A file name without the patient's name.
    pub file_name: String,
    /// The bytes.
    pub base64: String,
    /// Pages.
    pub pages: u32,
    /// What could not be printed as typed, in sentences.
    pub warnings: Vec<String>,
}

impl Pdf {
    /// Wraps what the printer made.
    pub fn new(file_name: &str, printed: yarrow_paper::Printed) -> Self {
        use base64::Engine as _;
        let base64 = base64::engine::general_purpose::STANDARD.encode(&printed.bytes);
        Self { file_name: file_name.to_owned(), base64, pages: printed.pages, warnings: printed.warnings }
    }
}

const PRINT: Operation = Operation::new("prescription_pdf", Permission::Print);

/// One sheet for some signed prescriptions of one patient by one prescriber.
///
/// # Errors
/// When one is not signed, or they belong to different people.
pub fn prescription_pdf(session: &Session, request: PrescriptionPdf) -> Result<Pdf> {
    session.require(&PRINT)?;
    count("ids", &request.ids)?;
    let demo = session.practice().is_demo();
    let ids = request.ids.clone();
    let knowledge = Arc::clone(session.knowledge());
    let (model, patient) = session.read(&PRINT, move |db| model(db, &knowledge, &ids, demo))?;
    let printed = prescription(&model).map_err(|error| Error::Refused(error.to_string()))?;
    session.store().write(session.actor(), PRINT.name, move |tx| {
        for id in request.ids {
            let mut note = AuditNote::new("print", "MedicationRequest").patient(patient);
            note.entity = Some(id.0);
            tx.audit(note);
        }
        Ok(())
    })?;
    Ok(Pdf::new("prescription.pdf", printed))
}

/// Refuses none and more than a person can mean.
pub(super) fn count(field: &'static str, ids: &[MedicationRequestId]) -> Result<()> {
    if ids.is_empty() || ids.len() > 20 {
        return Err(Error::invalid(field, "Choose between 1 and 20 prescriptions."));
    }
    Ok(())
}

/// What the sheets of some signed prescriptions say, and whose they are.
pub(super) fn model(
    db: &Db,
    knowledge: &Terminology,
    ids: &[MedicationRequestId],
    demo: bool,
) -> Result<(PrescriptionModel, yarrow_kernel::PatientId)> {
    let mut drugs: Vec<MedicationRequest> = Vec::new();
    for id in ids {
        drugs.push(load(db, id.0)?.ok_or(Error::NotFound("A prescription"))?);
    }
    let first = drugs.first().ok_or(Error::NotFound("A prescription"))?;
    let (patient_id, prescriber_id) = (first.patient_id, first.requester_id);
    if let Some(unsigned) = drugs.iter().find(|drug| drug.signed_at.is_none()) {
        return Err(Error::Refused(format!("{} is not signed yet and cannot be printed.", unsigned.display)));
    }
    if drugs.iter().any(|drug| drug.patient_id != patient_id || drug.requester_id != prescriber_id) {
        return Err(Error::invalid("ids", "One sheet holds prescriptions of one patient by one prescriber."));
    }
    let patient = patients::require(db, patient_id)?;
    let prescriber: Practitioner = prescriber_id
        .map(|id| load(db, id.0))
        .transpose()?
        .flatten()
        .ok_or(Error::NotFound("The prescriber"))?;
    let settings = settings_in(db)?;
    let zone = settings.organization.time_zone.clone();
    let signed = drugs.iter().filter_map(|drug| drug.signed_at).max().unwrap_or_default();
    let date = local_date(&zone, signed);
    let model = PrescriptionModel {
        letterhead: letterhead(&settings),
        prescriber: PrintedPrescriber {
            name: format!("{} {}", prescriber.given, prescriber.family),
            credentials: prescriber.credentials.clone(),
            npi: prescriber.npi.clone(),
            license: prescriber.license_number.as_ref().map(|number| {
                format!("{} {number}", prescriber.license_state.as_deref().unwrap_or_default())
                    .trim()
                    .to_owned()
            }),
            dea: prescriber.dea.clone(),
        },
        patient: printed_patient(&patient, date),
        date: date_in_words(date),
        signed_note: Some(format!(
            "Signed electronically by {} on {}",
            prescriber.full_name(),
            date_in_words(date)
        )),
        drugs: drugs
            .iter()
            .map(|drug| printed_drug(db, knowledge, drug, &prescriber))
            .collect::<Result<_>>()?,
        demo,
    };
    Ok((model, patient_id))
}

pub(super) fn letterhead(settings: &PracticeSettings) -> Letterhead {
    let site = settings.locations.iter().find(|site| site.active);
    let several = settings.locations.iter().filter(|site| site.active).count() > 1;
    Letterhead {
        practice: settings.organization.name.clone(),
        location: site.filter(|_| several).map(|site| site.name.clone()),
        address: site.map(|site| address_lines(&site.address)).unwrap_or_default(),
        phone: site.map(|site| site.phone.clone()).unwrap_or_default(),
        fax: site.map(|site| site.fax.clone()).filter(|fax| !fax.is_empty()),
        note: settings.organization.letterhead_note.clone(),
    }
}

pub(super) fn address_lines(address: &yarrow_kernel::Address) -> Vec<String> {
    let place = format!("{}, {} {}", address.city, address.state, address.postal_code);
    let place = place.trim_matches(|c| c == ',' || c == ' ').to_owned();
    address.line.iter().cloned().chain([place]).filter(|line| !line.is_empty()).collect()
}

fn printed_patient(patient: &Patient, on: yarrow_kernel::LocalDate) -> PrintedPatient {
    PrintedPatient {
        name: patient.list_name(),
        birth_date: match patient.birth_date.day {
            Some(_) => patient.birth_date.earliest().map(date_in_words).unwrap_or_default(),
            None => patient.birth_date.to_string(),
        },
        age: age_in_words(patient.birth_date, on),
        sex: match patient.gender {
            AdministrativeGender::Female => "Female",
            AdministrativeGender::Male => "Male",
            AdministrativeGender::Other => "Other",
            AdministrativeGender::Unknown => "Not recorded",
        }
        .to_owned(),
        mrn: patient.mrn.clone(),
        address: patient.address.as_ref().map(address_lines).unwrap_or_default(),
        phone: patient.phone.clone(),
    }
}

fn printed_drug(
    db: &Db,
    knowledge: &Terminology,
    drug: &MedicationRequest,
    prescriber: &Practitioner,
) -> Result<PrescribedDrug> {
    let schedule = drug.dea_schedule.as_ref().or(drug.state_schedule.as_ref());
    let statute_words = match (drug.is_controlled(), drug.signed_at) {
        // As the law stood on the day of signing.
        (true, Some(signed)) => controlled::words_to_print(db, knowledge, drug, prescriber, signed)?,
        _ => Vec::new(),
    };
    Ok(PrescribedDrug {
        display: drug.display.clone(),
        schedule: schedule.map(|schedule| schedule.trim_start_matches('C').to_owned()),
        sig: drug.sig_text.clone(),
        quantity: drug.quantity.map(|quantity| quantity.normalize().to_string()).unwrap_or_default(),
        quantity_unit: drug.quantity_unit.clone().unwrap_or_default(),
        refills: drug.refills,
        days_supply: drug.days_supply,
        reason: drug.reason_display.clone(),
        dispense_as_written: drug.dispense_as_written,
        start: drug.start.map(date_in_words),
        not_before: drug.earliest_fill.map(date_in_words),
        statute_words,
    })
}
