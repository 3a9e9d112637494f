//! Which pharmacy a prescription is likely to go to.

use serde::Deserialize;
use yarrow_kernel::{PatientId, PharmacyId};

use crate::access::{Operation, Permission, Session};
use crate::error::Result;
use crate::pharmacies::{self, Pharmacy};
use crate::store::{Db, Field};

/// Whose pharmacies.
#[derive(Clone, Debug, Deserialize, ts_rs::TS)]
pub struct PharmacyChoices {
    /// The patient.
    pub patient_id: PatientId,
}

const CHOICES: Operation = Operation::new("pharmacy_choices", Permission::PatientDemographicsRead);
const MOST: usize = 8;

/// The patient's usual pharmacy first, then those of their prescriptions, newest first. Only such as are in use.
///
/// # Errors
/// When the role may not see patients.
pub fn pharmacy_choices(session: &Session, request: PharmacyChoices) -> Result<Vec<Pharmacy>> {
    session.read(&CHOICES, move |db| choices(db, request.patient_id))
}

fn choices(db: &Db, patient_id: PatientId) -> Result<Vec<Pharmacy>> {
    let mut ids: Vec<PharmacyId> =
        crate::patients::require(db, patient_id)?.pharmacy_id.into_iter().collect();
    let mut used = db.prepare_cached(
        "SELECT pharmacy_id FROM medication_request WHERE patient_id = ?1 AND pharmacy_id IS NOT NULL \
         GROUP BY pharmacy_id ORDER BY max(authored_at) DESC LIMIT ?2",
    )?;
    let mut rows = used.query((patient_id.as_bytes(), MOST as i64))?;
    while let Some(row) = rows.next()? {
        let id = PharmacyId::from_value(row.get_ref(0)?)?;
        if !ids.contains(&id) {
            ids.push(id);
        }
    }
    let found = ids.into_iter().map(|id| pharmacies::require(db, id)).collect::<Result<Vec<_>>>()?;
    Ok(found.into_iter().filter(|pharmacy| pharmacy.active).take(MOST).collect())
}
