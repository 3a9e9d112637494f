//! The few facts that belong beside the name: kidney function, weight, anticoagulant.

use crate::terminology::Terminology;
use serde::Serialize;
use yarrow_kernel::{PatientId, Timestamp};

use crate::error::Result;
use crate::medications::MedicationRequest;
use crate::observations::latest_of;
use crate::store::Db;

/// One fact.
#[derive(Clone, Debug, Serialize, ts_rs::TS)]
pub struct KeyFact {
    /// "eGFR".
    pub label: String,
    /// "58".
    pub value: String,
    /// When measured.
    pub at: Option<Timestamp>,
}

/// LOINC codes of estimated glomerular filtration rate, the present equation first (CKD-EPI 2021, older ones after it).
const EGFR: &[&str] = &["98979-8", "62238-1", "48642-3", "48643-1", "33914-3", "69405-9"];

/// The key facts of a patient.
///
/// # Errors
/// When the database cannot be read.
pub fn key_facts(
    db: &Db,
    patient: PatientId,
    medications: &[MedicationRequest],
    knowledge: &Terminology,
) -> Result<Vec<KeyFact>> {
    let mut facts = Vec::new();
    let mut newest = None;
    for code in EGFR {
        for value in latest_of(db, patient, code, 1)? {
            if newest.as_ref().is_none_or(|known: &crate::observations::Observation| {
                known.effective_at < value.effective_at
            }) {
                newest = Some(value);
            }
        }
    }
    if let Some(egfr) = newest.filter(|egfr| egfr.value.is_some()) {
        let value = egfr.value.unwrap_or_default().round_dp(0).normalize().to_string();
        facts.push(KeyFact { label: "eGFR".to_owned(), value, at: Some(egfr.effective_at) });
    }
    if let Some(weight) = latest_of(db, patient, "29463-7", 1)?.pop()
        && let Some(value) = weight.value
    {
        let value =
            format!("{}\u{a0}{}", value.round_dp(1).normalize(), weight.unit.as_deref().unwrap_or("kg"));
        facts.push(KeyFact { label: "Weight".to_owned(), value, at: Some(weight.effective_at) });
    }
    let anticoagulants = knowledge.rule_book().class_members("anticoagulants");
    let taken = medications
        .iter()
        .find(|drug| drug.ingredients.iter().any(|key| anticoagulants.contains(&key.as_str())));
    if let Some(drug) = taken {
        let name = drug.ingredients.first().cloned().unwrap_or_default();
        let mut letters = name.chars();
        let value = letters
            .next()
            .map(|first| first.to_uppercase().collect::<String>() + letters.as_str())
            .unwrap_or_default();
        facts.push(KeyFact { label: "Anticoagulant".to_owned(), value, at: None });
    }
    Ok(facts)
}
