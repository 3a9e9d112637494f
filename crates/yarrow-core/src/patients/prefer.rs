//! The pharmacy a patient usually goes to.

use serde::Deserialize;
use yarrow_kernel::{PatientId, PharmacyId};

use super::Patient;
use crate::access::{Operation, Permission, Session};
use crate::error::Result;
use crate::store::{Written, exists};

/// A patient's usual pharmacy.
#[derive(Clone, Debug, Deserialize, ts_rs::TS)]
pub struct PreferPharmacy {
    /// Whose.
    pub patient_id: PatientId,
    /// Which; nothing for none.
    pub pharmacy_id: Option<PharmacyId>,
}

const PREFER: Operation = Operation::new("prefer_pharmacy", Permission::PatientDemographicsWrite);

/// Keeps or takes back a patient's usual pharmacy.
///
/// # Errors
/// When the patient or the pharmacy is not here.
pub fn prefer_pharmacy(session: &Session, request: PreferPharmacy) -> Result<Written<Patient>> {
    session.write(&PREFER, move |tx| {
        let stored: Patient = tx.require(request.patient_id, "This patient")?;
        if let Some(id) = request.pharmacy_id {
            exists(tx.db(), "pharmacy", id.0, "This pharmacy")?;
        }
        let patient = Patient { pharmacy_id: request.pharmacy_id, ..stored };
        tx.save(&patient)?;
        Ok(patient)
    })
}
