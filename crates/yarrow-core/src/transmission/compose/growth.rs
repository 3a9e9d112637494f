//! Weight and height of somebody who still grows, by which the pharmacist checks the dose.

use yarrow_codecs::script;
use yarrow_kernel::age_in_years;

use crate::error::Result;
use crate::medications::MedicationRequest;
use crate::observations::{Observation, latest_of};
use crate::patients::Patient;
use crate::settings::local_date;
use crate::store::Db;

/// Younger than this, in years, weight and height go along: patients of 18 and younger (NCPDP, SCRIPT Implementation
/// Recommendations, on Observation).
const GROWN: i32 = 19;
/// LOINC of body weight and body height.
const CODES: [&str; 2] = ["29463-7", "8302-2"];

/// The newest of each; nothing of a grown-up.
pub(super) fn of_a_child(
    db: &Db,
    patient: &Patient,
    order: &MedicationRequest,
    zone: &str,
) -> Result<Vec<Observation>> {
    let written = local_date(zone, order.signed_at.unwrap_or(order.authored_at));
    if age_in_years(patient.birth_date, written).is_none_or(|age| age >= GROWN) {
        return Ok(Vec::new());
    }
    let newest = CODES.iter().map(|code| Ok(latest_of(db, patient.id, code, 1)?.pop()));
    Ok(newest.collect::<Result<Vec<_>>>()?.into_iter().flatten().collect())
}

/// The measurements as the message carries them, each with its day.
pub(super) fn observation(measured: &[Observation], zone: &str) -> Option<script::Observation> {
    let measurement = |one: &Observation| {
        Some(script::Measurement {
            vital_sign: one.code.clone(),
            loinc_version: None,
            value: one.value?,
            unit_of_measure: one.unit.clone()?,
            ucum_version: None,
            observation_date: Some(script::ObservationDate { date: local_date(zone, one.effective_at) }),
        })
    };
    let measurement: Vec<_> = measured.iter().filter_map(measurement).collect();
    (!measurement.is_empty()).then_some(script::Observation { measurement, observation_notes: None })
}
