//! Signed prescriptions as a fax: a cover to their pharmacy, and the sheets behind it.

use serde::Deserialize;
use yarrow_kernel::MedicationRequestId;
use yarrow_paper::{FaxCoverModel, faxed_prescription};

use super::MedicationRequest;
use super::paper::{self, Pdf, address_lines};
use crate::access::{Operation, Permission, Session};
use crate::error::{Error, Result};
use crate::pharmacies::{self, Pharmacy};
use crate::settings::{date_in_words, local_date, settings_in};
use crate::store::{AuditNote, Db, load};

/// Which prescriptions: of one patient by one prescriber, for one pharmacy.
#[derive(Clone, Debug, Deserialize, ts_rs::TS)]
pub struct PrescriptionFax {
    /// The prescriptions.
    pub ids: Vec<MedicationRequestId>,
}

const PRINT: Operation = Operation::new("prescription_fax_pdf", Permission::Print);

/// The pages to put into the fax machine. Nothing is sent, and nothing is noted as sent.
///
/// # Errors
/// When one is not signed, of another patient or for another pharmacy; when the pharmacy has no fax number; and for a
/// Schedule II drug, which is not filled from a fax (21 CFR 1306.11(a)).
pub fn prescription_fax_pdf(session: &Session, request: PrescriptionFax) -> Result<Pdf> {
    session.require(&PRINT)?;
    paper::count("ids", &request.ids)?;
    let (demo, now) = (session.practice().is_demo(), session.now());
    let knowledge = std::sync::Arc::clone(session.knowledge());
    let ids = request.ids.clone();
    let (cover, model, patient) = session.read(&PRINT, move |db| {
        let pharmacy = pharmacy(db, &ids)?;
        let (model, patient) = paper::model(db, &knowledge, &ids, demo)?;
        let today = local_date(&settings_in(db)?.organization.time_zone, now);
        let things =
            if ids.len() == 1 { "1 prescription".to_owned() } else { format!("{} prescriptions", ids.len()) };
        let from = [model.prescriber.name.as_str(), model.prescriber.credentials.as_str()];
        let cover = FaxCoverModel {
            letterhead: model.letterhead.clone(),
            to: pharmacy.name.clone(),
            to_address: address_lines(&pharmacy.address),
            to_fax: pharmacy.fax.clone().unwrap_or_default(),
            to_phone: pharmacy.phone.clone(),
            from: from.into_iter().filter(|part| !part.is_empty()).collect::<Vec<_>>().join(", "),
            date: date_in_words(today),
            subject: things,
            demo,
        };
        Ok((cover, model, patient))
    })?;
    let printed = faxed_prescription(&cover, &model).map_err(|error| Error::Refused(error.to_string()))?;
    session.store().write(session.actor(), PRINT.name, move |tx| {
        for id in request.ids {
            let mut note = AuditNote::new("print", "MedicationRequest").patient(patient);
            note.entity = Some(id.0);
            tx.audit(note);
        }
        Ok(())
    })?;
    Ok(Pdf::new("prescription-fax.pdf", printed))
}

/// The one pharmacy that all are for.
fn pharmacy(db: &Db, ids: &[MedicationRequestId]) -> Result<Pharmacy> {
    let mut found: Option<yarrow_kernel::PharmacyId> = None;
    for id in ids {
        let order: MedicationRequest = load(db, id.0)?.ok_or(Error::NotFound("A prescription"))?;
        if order.dea_schedule.as_deref() == Some("CII") {
            return Err(Error::Refused(format!(
                "{} is a Schedule II drug and is not filled from a fax (21 CFR 1306.11(a)). Print it and sign it by hand.",
                order.display
            )));
        }
        let its = order.pharmacy_id.ok_or_else(|| {
            Error::Refused(format!("{}: no pharmacy of the directory is chosen to fax it to.", order.display))
        })?;
        if found.is_some_and(|other| other != its) {
            return Err(Error::invalid("ids", "One fax holds prescriptions for one pharmacy."));
        }
        found = Some(its);
    }
    let pharmacy = pharmacies::require(db, found.ok_or(Error::NotFound("A prescription"))?)?;
    if pharmacy.fax.as_deref().is_none_or(|fax| fax.trim().is_empty()) {
        return Err(Error::Refused(format!("The directory has no fax number for {}.", pharmacy.name)));
    }
    Ok(pharmacy)
}
