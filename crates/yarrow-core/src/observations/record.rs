//! Recording vital signs from one typed line: `120/80 72 98.6F 16 98% 70kg`.

use serde::Deserialize;
use yarrow_kernel::{Decimal, EncounterId, LocalDate, PatientId, age_in_years};
use yarrow_rules::vitals::{VitalsItem, VitalsReading, read_vitals};

use super::{Observation, ObservationCategory, ObservationStatus};
use crate::access::{Operation, Permission, Session};
use crate::error::{Error, Result};
use crate::store::{Tx, Written};

/// Vital signs as typed.
#[derive(Clone, Debug, Deserialize, ts_rs::TS)]
pub struct RecordVitals {
    /// Whose.
    pub patient_id: PatientId,
    /// In which visit.
    pub encounter_id: Option<EncounterId>,
    /// The line.
    pub text: String,
}

/// Vital signs to read back.
#[derive(Clone, Debug, Deserialize, ts_rs::TS)]
pub struct ReadVitals {
    /// As typed.
    pub text: String,
    /// Whose: the limits depend on age.
    pub patient_id: Option<PatientId>,
}

const RECORD: Operation = Operation::new("record_vitals", Permission::ChartWrite);
/// LOINC of the blood pressure panel and its two parts.
pub(super) const BLOOD_PRESSURE: &str = "85354-9";
pub(super) const SYSTOLIC: &str = "8480-6";
pub(super) const DIASTOLIC: &str = "8462-4";

/// Records a line of vital signs: all of it, or nothing when any part is not understood.
///
/// # Errors
/// Names the part of the line that is wrong.
pub fn record_vitals(session: &Session, request: RecordVitals) -> Result<Written<Vec<Observation>>> {
    if request.text.len() > 400 {
        return Err(Error::invalid("text", "Vital signs are one line of at most 400 characters."));
    }
    session.write(&RECORD, move |tx| {
        let patient = crate::patients::require(tx.db(), request.patient_id)?;
        let today = tx.now().to_utc().map(|utc| LocalDate(utc.date_naive()));
        let age = today.and_then(|today| age_in_years(patient.birth_date, today)).map(f64::from);
        let reading = read_vitals(&request.text, age);
        if let Some(problem) = reading.problems.first() {
            return Err(Error::invalid(
                "text",
                format!("“{}”: {} Nothing was recorded.", problem.part, problem.message),
            ));
        }
        if reading.items.is_empty() {
            return Err(Error::invalid("text", "Type at least one value, such as 120/80 72 98.6F."));
        }
        let mut recorded = Vec::new();
        for item in &reading.items {
            for observation in observations_of(tx, &request, item)? {
                tx.insert(&observation)?;
                recorded.push(observation);
            }
        }
        Ok(recorded)
    })
}

/// Vital signs as understood, with what was not.
///
/// # Errors
/// When the text is longer than a line of vital signs can be.
pub fn read_back(session: &Session, request: ReadVitals) -> Result<VitalsReading> {
    if request.text.len() > 400 {
        return Err(Error::invalid("text", "Vital signs are one line of at most 400 characters."));
    }
    let today = session.now().to_utc().map(|utc| LocalDate(utc.date_naive()));
    let age = match request.patient_id {
        Some(id) => {
            let patient = session.store().read(move |db| crate::patients::get(db, id))?;
            patient
                .zip(today)
                .and_then(|(patient, today)| age_in_years(patient.birth_date, today))
                .map(f64::from)
        }
        None => None,
    };
    Ok(read_vitals(&request.text, age))
}

/// One item is one observation, except a blood pressure, which is its two parts.
fn observations_of(tx: &Tx<'_>, request: &RecordVitals, item: &VitalsItem) -> Result<Vec<Observation>> {
    let one = |code: &str, display: &str, value: Decimal| -> Result<Observation> {
        Ok(Observation {
            id: tx.new_id(),
            patient_id: request.patient_id,
            encounter_id: request.encounter_id,
            category: ObservationCategory::VitalSigns,
            code: code.to_owned(),
            display: display.to_owned(),
            value: Some(value),
            unit: Some(item.unit.clone()),
            value_text: None,
            interpretation: (!item.interpretation.is_empty()).then(|| item.interpretation.clone()),
            reference_low: None,
            reference_high: None,
            effective_at: tx.now(),
            status: ObservationStatus::Final,
            recorder_id: Some(tx.user()?),
        })
    };
    match item.value2 {
        Some(diastolic) if item.code == BLOOD_PRESSURE => Ok(vec![
            one(SYSTOLIC, "Systolic blood pressure", item.value)?,
            one(DIASTOLIC, "Diastolic blood pressure", diastolic)?,
        ]),
        _ => Ok(vec![one(&item.code, &item.label, item.value)?]),
    }
}
