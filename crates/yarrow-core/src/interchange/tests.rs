mod charts;
mod files;

use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};

use serde_json::{Value, json};
use yarrow_kernel::{PatientId, Timestamp, Uuid};

use super::*;
use crate::allergies::{AllergyIntolerance, AllergyStatus, AllergySubjectKind, ReactionSeverity};
use crate::documents::DocumentReference;
use crate::encounters::Encounter;
use crate::error::Error;
use crate::medications::{MedicationRequest, MedicationStatus};
use crate::observations::Observation;
use crate::patients::Patient;
use crate::problems::Condition;
use crate::store::{Actor, DatabaseKey, Entity, FixedClock, Store, query};

const NOW: &str = "2026-11-20T15:00:00Z";

/// An empty practice in a folder that goes away with it.
struct Practice {
    store: Store,
    _dir: tempfile::TempDir,
}

impl Practice {
    fn new() -> Self {
        let dir = tempfile::tempdir().unwrap();
        let clock = Arc::new(FixedClock::at(Timestamp::parse(NOW).unwrap()));
        let store =
            Store::create(dir.path(), &DatabaseKey::generate(), clock, Uuid::from_u128(1), false).unwrap();
        Self { store, _dir: dir }
    }

    fn import(&self, bundle: &Value) -> ImportReport {
        self.try_import(bundle.to_string().into_bytes(), Arc::new(NoProgress)).unwrap()
    }

    fn try_import(&self, bytes: Vec<u8>, progress: Arc<dyn Progress>) -> crate::Result<ImportReport> {
        let files = vec![ImportFile { name: "export.json".to_owned(), bytes }];
        let written = import_files(&self.store, &Actor::system(), Arc::new(Shelf), files, progress)?;
        Ok(written.value)
    }

    fn all<E: Entity + Send + 'static>(&self) -> Vec<E> {
        self.store.read(|db| query::<E>(db, "ORDER BY rowid", [])).unwrap()
    }

    fn count(&self, table: &'static str) -> i64 {
        let sql = format!("SELECT count(*) FROM {table}");
        self.store.read(move |db| Ok(db.query_row(&sql, [], |row| row.get(0))?)).unwrap()
    }
}

/// Reference data of two drugs.
struct Shelf;

impl DrugResolver for Shelf {
    fn resolve_rxcui(&self, rxcui: &str) -> Option<ResolvedDrug> {
        (rxcui == "314231").then(|| ResolvedDrug {
            product: Some("simvastatin|10 mg|tablet".to_owned()),
            ingredients: vec!["simvastatin".to_owned()],
            strength: Some("10 mg".to_owned()),
            ..ResolvedDrug::default()
        })
    }
    fn resolve_ndc(&self, _: &str) -> Option<ResolvedDrug> {
        None
    }
    fn resolve_name(&self, _: &str) -> Option<ResolvedDrug> {
        None
    }
    fn name_of_loinc(&self, _: &str) -> Option<String> {
        None
    }
    fn name_of_icd10cm(&self, _: &str) -> Option<String> {
        None
    }
    fn resolve_allergen(&self, _: Option<&str>, name: &str) -> Option<ResolvedAllergen> {
        (name == "Penicillin")
            .then(|| ResolvedAllergen { kind: AllergySubjectKind::Class, key: "penicillins".to_owned() })
    }
}

fn urn(last: u32) -> String {
    format!("urn:uuid:6f6f9f1e-8f0b-4c6e-9d41-{last:012x}")
}

fn entry(number: u32, resource: Value) -> Value {
    json!({ "fullUrl": urn(number), "resource": resource })
}

fn bundle(entries: Vec<Value>) -> Value {
    json!({ "resourceType": "Bundle", "type": "transaction", "entry": entries })
}

fn person() -> Value {
    entry(
        1,
        json!({
            "resourceType": "Patient", "gender": "female", "birthDate": "1961-07-02",
            "name": [{ "use": "maiden", "family": "Lindqvist" }, { "use": "official", "family": "Okafor", "given": ["Ngozi", "Ada"] }],
            "identifier": [
                { "type": { "coding": [{ "code": "MR" }] }, "system": "urn:oid:2.999.1", "value": "HX-4711" },
                { "type": { "coding": [{ "code": "SS" }] }, "system": "http://hl7.org/fhir/sid/us-ssn", "value": "999-00-1234" }
            ],
            "telecom": [{ "system": "phone", "value": "ask the office" }, { "system": "phone", "value": "(555) 010-0199" }],
            "address": [{ "line": ["4 Mill Lane"], "city": "Alder", "state": "VT", "postalCode": "05001" }]
        }),
    )
}

fn about(mut resource: Value) -> Value {
    let field = if resource["resourceType"] == "AllergyIntolerance" { "patient" } else { "subject" };
    resource[field] = json!({ "reference": urn(1) });
    resource
}

fn potassium(value: Value) -> Value {
    about(json!({
        "resourceType": "Observation", "status": "final",
        "category": [{ "coding": [{ "code": "laboratory" }] }],
        "code": { "coding": [{ "system": "http://loinc.org", "code": "2823-3" }], "text": "Potassium" },
        "effectiveDateTime": "2024-03-05", "valueQuantity": value
    }))
}

fn only_reason(report: &ImportReport) -> &str {
    assert_eq!(report.files[0].set_aside.len(), 1, "{:?}", report.files[0].set_aside);
    &report.files[0].set_aside[0].reason
}

fn allergy(text: &str, severity: &str) -> Value {
    about(json!({
        "resourceType": "AllergyIntolerance", "clinicalStatus": { "coding": [{ "code": "active" }] }, "criticality": "high",
        "code": { "text": text }, "reaction": [{ "manifestation": [{ "text": "Anaphylaxis" }], "severity": severity }]
    }))
}

fn prescription(extra: Value) -> Value {
    let mut it = about(json!({
        "resourceType": "MedicationRequest", "status": "active", "intent": "order", "authoredOn": "2024-03-05",
        "medicationCodeableConcept": { "coding": [{ "system": "http://www.nlm.nih.gov/research/umls/rxnorm", "code": "314231" }], "text": "Simvastatin 10 MG Oral Tablet" },
        "dosageInstruction": [{ "text": "1 tablet by mouth at bedtime" }],
        "dispenseRequest": { "numberOfRepeatsAllowed": 3, "quantity": { "value": 30, "unit": "tablet" }, "expectedSupplyDuration": { "value": 30, "code": "d" } }
    }));
    for (key, value) in extra.as_object().unwrap() {
        it[key] = value.clone();
    }
    it
}
