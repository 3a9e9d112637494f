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
    fn resolve_name(&self, _: &str) -> Option<ResolvedDrug> {
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

#[test]
fn a_new_patient_keeps_the_outside_mrn_and_loses_only_the_telephone_that_is_none() {
    let practice = Practice::new();
    let report = practice.import(&bundle(vec![person()]));
    let patients: Vec<Patient> = practice.all();
    assert_eq!(patients.len(), 1);
    let patient = &patients[0];
    assert_eq!(
        (patient.mrn.as_str(), patient.family.as_str(), patient.given.as_str()),
        ("HX-4711", "Okafor", "Ngozi")
    );
    assert_eq!(patient.middle.as_deref(), Some("Ada"));
    assert_eq!(patient.previous_family.as_deref(), Some("Lindqvist"));
    assert_eq!(patient.phone, None);
    assert_eq!(patient.phone_alt.as_deref(), Some("(555) 010-0199"));
    assert!(!patient.demo);
    assert!(report.files[0].partly[0].reason.contains("7 to 15 digits"), "{:?}", report.files[0].partly);
    let kept = practice.store.read(|db| {
        Ok(db
            .query_row("SELECT group_concat(source) FROM import_source", [], |row| row.get::<_, String>(0))?)
    });
    assert!(!kept.unwrap().contains("999-00-1234"), "a social security number was kept");
}

#[test]
fn the_same_file_twice_adds_nothing() {
    let practice = Practice::new();
    let file = bundle(vec![
        person(),
        entry(2, potassium(json!({ "value": 4.10, "unit": "mmol/L" }))),
        json!({ "resource": potassium(json!({ "value": 3.9, "unit": "mmol/L" })) }),
    ]);
    assert!(!practice.import(&file).files[0].already_imported);
    let again = practice.import(&file);
    assert!(again.files[0].already_imported);
    assert_eq!((again.already["Patient"], again.already["Observation"]), (1, 2));
    assert!(again.stored.is_empty());
    assert_eq!((practice.count("patient"), practice.count("observation")), (1, 2));
}

#[test]
fn one_file_is_one_record_of_the_log() {
    let practice = Practice::new();
    let file = bundle(vec![
        person(),
        entry(2, potassium(json!({ "value": 4.1 }))),
        entry(3, potassium(json!({ "value": 4.2 }))),
    ]);
    let (records, audits) = (practice.count("record"), practice.count("audit_event"));
    practice.import(&file);
    assert_eq!(practice.count("record"), records + 1);
    // The patient's registration and the import; not one entry per value.
    assert!(practice.count("audit_event") - audits <= 3);
}

#[test]
fn a_value_that_changed_at_the_source_is_said_and_never_overwrites() {
    let practice = Practice::new();
    practice.import(&bundle(vec![person(), entry(2, potassium(json!({ "value": 4.1 })))]));
    let report = practice.import(&bundle(vec![person(), entry(2, potassium(json!({ "value": 6.9 })))]));
    assert!(only_reason(&report).starts_with("it changed since it was imported"));
    assert_eq!(practice.all::<Observation>()[0].value.unwrap().to_string(), "4.1");
}

#[test]
fn a_value_keeps_its_digits_and_a_bare_date_its_day() {
    let practice = Practice::new();
    let text =
        bundle(vec![person(), entry(2, potassium(json!({ "value": 7, "unit": "mmol/L" })))]).to_string();
    practice
        .try_import(text.replace("\"value\":7", "\"value\":4.100").into_bytes(), Arc::new(NoProgress))
        .unwrap();
    let value = &practice.all::<Observation>()[0];
    assert_eq!(value.value.unwrap().to_string(), "4.100");
    assert_eq!(value.code, "2823-3");
    assert_eq!(value.effective_at.to_string(), "2024-03-05T12:00:00.000Z");
}

#[test]
fn an_impossible_number_is_set_aside_with_its_place_and_the_rest_is_stored() {
    let practice = Practice::new();
    let text = bundle(vec![
        person(),
        entry(2, potassium(json!({ "value": 7 }))),
        entry(3, potassium(json!({ "value": 4 }))),
    ]);
    let text = text.to_string().replace("\"value\":7", "\"value\":1e308");
    let report = practice.try_import(text.into_bytes(), Arc::new(NoProgress)).unwrap();
    let aside = &report.files[0].set_aside[0];
    assert_eq!(aside.location, format!("entry 2 (Observation, {})", urn(2)));
    assert!(
        aside.reason.starts_with("valueQuantity.value: 1e308 is not a number a chart can hold"),
        "{}",
        aside.reason
    );
    assert_eq!(practice.count("observation"), 1);
}

#[test]
fn blood_pressure_becomes_its_two_numbers() {
    let practice = Practice::new();
    let part = |code: &str, text: &str, value: u32| {
        json!({ "code": { "coding": [{ "system": "http://loinc.org", "code": code }], "text": text },
                "valueQuantity": { "value": value, "unit": "mmHg", "system": "http://unitsofmeasure.org", "code": "mm[Hg]" } })
    };
    let pressure = about(json!({
        "resourceType": "Observation", "status": "final", "category": [{ "coding": [{ "code": "vital-signs" }] }],
        "code": { "coding": [{ "system": "http://loinc.org", "code": "85354-9" }], "text": "Blood pressure" },
        "effectiveDateTime": "2024-03-05T08:10:00-05:00",
        "component": [part("8480-6", "Systolic", 148), part("8462-4", "Diastolic", 86)]
    }));
    let report = practice.import(&bundle(vec![person(), entry(2, pressure)]));
    assert_eq!(report.stored["Observation"], 1);
    let rows: Vec<Observation> = practice.all();
    let seen: Vec<_> = rows
        .iter()
        .map(|row| (row.code.as_str(), row.value.unwrap().to_string(), row.unit.as_deref()))
        .collect();
    assert_eq!(
        seen,
        [("8480-6", "148".to_owned(), Some("mm[Hg]")), ("8462-4", "86".to_owned(), Some("mm[Hg]"))]
    );
}

#[test]
fn a_result_below_the_limit_is_words_and_has_no_reference_range_of_another_unit() {
    let practice = Practice::new();
    let mut below = potassium(json!({ "value": 0.5, "comparator": "<", "unit": "ng/mL" }));
    below["referenceRange"] = json!([{ "low": { "value": 1, "unit": "ug/L" } }]);
    let mut ranged = potassium(json!({ "value": 5, "unit": "mmol/L" }));
    ranged["referenceRange"] =
        json!([{ "low": { "value": 3.5, "unit": "mmol/L" }, "high": { "value": 140, "unit": "mg/L" } }]);
    practice.import(&bundle(vec![person(), entry(2, below), entry(3, ranged)]));
    let rows: Vec<Observation> = practice.all();
    assert_eq!(
        (rows[0].value, rows[0].value_text.as_deref(), rows[0].reference_low),
        (None, Some("< 0.5 ng/mL"), None)
    );
    assert_eq!(rows[1].reference_low.unwrap().to_string(), "3.5");
    assert_eq!(rows[1].reference_high, None);
}

#[test]
fn a_problem_keeps_its_icd_code_and_one_in_a_licensed_coding_its_words_only() {
    let practice = Practice::new();
    let coded = about(json!({
        "resourceType": "Condition", "clinicalStatus": { "coding": [{ "code": "active" }] },
        "code": { "coding": [{ "system": "http://snomed.info/sct", "code": "000000" }, { "system": "http://hl7.org/fhir/sid/icd-10-cm", "code": "E119", "display": "Type 2 diabetes" }] },
        "onsetDateTime": "2019-05"
    }));
    let worded = about(json!({
        "resourceType": "Condition", "clinicalStatus": { "coding": [{ "code": "resolved" }] },
        "verificationStatus": { "coding": [{ "code": "provisional" }] },
        "code": { "coding": [{ "system": "http://snomed.info/sct", "code": "000001", "display": "Sinusitis" }] }
    }));
    let report =
        practice.import(&bundle(vec![person(), entry(2, coded.clone()), entry(3, worded), entry(4, coded)]));
    let rows: Vec<Condition> = practice.all();
    assert_eq!((rows[0].code.as_str(), rows[0].onset.unwrap().to_string().as_str()), ("E11.9", "2019-05"));
    assert_eq!((rows[1].code.as_str(), rows[1].display.as_str()), ("", "Sinusitis"));
    assert!(rows[1].note.as_deref().unwrap().contains("provisional"));
    assert_eq!(only_reason(&report), "the same problem is already active on the problem list");
}

fn allergy(text: &str, severity: &str) -> Value {
    about(json!({
        "resourceType": "AllergyIntolerance", "clinicalStatus": { "coding": [{ "code": "active" }] }, "criticality": "high",
        "code": { "text": text }, "reaction": [{ "manifestation": [{ "text": "Anaphylaxis" }], "severity": severity }]
    }))
}

#[test]
fn an_allergy_is_mapped_or_kept_as_text_and_said_to_be_unchecked() {
    let practice = Practice::new();
    let report = practice.import(&bundle(vec![
        person(),
        entry(2, allergy("Penicillin", "severe")),
        entry(3, allergy("Ward soap", "mild")),
    ]));
    let rows: Vec<AllergyIntolerance> = practice.all();
    assert_eq!((rows[0].subject_kind, rows[0].subject.as_str()), (AllergySubjectKind::Class, "penicillins"));
    assert_eq!((rows[0].severity, rows[0].reactions[0].as_str()), (ReactionSeverity::Severe, "Anaphylaxis"));
    assert_eq!(rows[1].subject_kind, AllergySubjectKind::FreeText);
    assert!(report.files[0].partly.iter().any(|part| part.reason.starts_with("Ward soap: kept as text")));
}

#[test]
fn no_known_allergies_gives_way_to_an_allergy_and_never_the_other_way_round() {
    let practice = Practice::new();
    let none =
        about(json!({ "resourceType": "AllergyIntolerance", "code": { "text": "No known allergies" } }));
    practice.import(&bundle(vec![person(), entry(2, none.clone())]));
    practice.import(&bundle(vec![person(), entry(3, allergy("Penicillin", "severe"))]));
    let rows: Vec<AllergyIntolerance> = practice.all();
    assert_eq!(
        (rows[0].subject_kind, rows[0].status),
        (AllergySubjectKind::NoKnownAllergies, AllergyStatus::Inactive)
    );
    let report = practice.import(&bundle(vec![person(), entry(4, none)]));
    assert!(only_reason(&report).contains("would contradict"));
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

#[test]
fn a_prescription_from_elsewhere_is_reported_never_signed_and_mapped_to_its_ingredient() {
    let practice = Practice::new();
    practice.import(&bundle(vec![person(), entry(2, prescription(json!({})))]));
    let rows: Vec<MedicationRequest> = practice.all();
    let row = &rows[0];
    assert_eq!(
        (row.ingredients.as_slice(), row.rxcui.as_deref()),
        (&["simvastatin".to_owned()][..], Some("314231"))
    );
    assert_eq!((row.status, row.reported, row.signed_at), (MedicationStatus::Active, true, None));
    assert_eq!(
        (row.sig.as_str(), row.refills, row.days_supply),
        ("1 tablet by mouth at bedtime", 3, Some(30))
    );
    assert!(!row.dose_checked);
}

#[test]
fn an_order_not_to_give_a_drug_and_a_mere_plan_never_reach_the_medication_list() {
    let practice = Practice::new();
    let report = practice.import(&bundle(vec![
        person(),
        entry(2, prescription(json!({ "doNotPerform": true }))),
        entry(3, prescription(json!({ "intent": "plan" }))),
        entry(4, prescription(json!({ "status": "draft" }))),
    ]));
    assert_eq!(report.set_aside["MedicationRequest"], 3);
    assert_eq!(practice.count("medication_request"), 0);
}

#[test]
fn what_the_patient_says_is_taken_is_kept_although_us_core_calls_it_a_plan() {
    let practice = Practice::new();
    let told = prescription(json!({ "intent": "plan", "reportedBoolean": true }));
    assert_eq!(practice.import(&bundle(vec![person(), entry(2, told)])).stored["MedicationRequest"], 1);
}

#[test]
fn a_death_without_a_day_is_said_and_not_invented() {
    let practice = Practice::new();
    let mut dead = person();
    dead["resource"]["deceasedBoolean"] = json!(true);
    let report = practice.import(&bundle(vec![dead]));
    assert!(report.files[0].partly.iter().any(|part| part.reason.starts_with("deceased:")));
    let mut dated = person();
    dated["fullUrl"] = json!(urn(60));
    dated["resource"]["identifier"] = json!([]);
    dated["resource"]["deceasedDateTime"] = json!("2020-02-03T23:30:00-05:00");
    practice.import(&bundle(vec![dated]));
    let days: Vec<_> = practice
        .all::<Patient>()
        .into_iter()
        .map(|patient| patient.deceased.map(|day| day.to_string()))
        .collect();
    assert_eq!(days, [None, Some("2020-02-03".to_owned())]);
}

#[test]
fn no_damage_to_a_file_leaves_half_of_it_or_an_unexplained_error() {
    use proptest::test_runner::{Config, TestRunner};
    let practice = Practice::new();
    let clean = bundle(vec![
        person(),
        entry(2, potassium(json!({ "value": 4.1 }))),
        entry(3, prescription(json!({}))),
        entry(4, allergy("Soap", "mild")),
    ]);
    let clean = clean.to_string().into_bytes();
    let edits = proptest::collection::vec((0..clean.len(), proptest::num::u8::ANY), 1..6);
    TestRunner::new(Config { cases: 96, failure_persistence: None, ..Config::default() })
        .run(&edits, |edits| {
            let mut bytes = clean.clone();
            for (at, byte) in edits {
                bytes[at] = byte;
            }
            match practice.try_import(bytes, Arc::new(NoProgress)) {
                Ok(report) => assert!(!report.read.is_empty()),
                Err(Error::Refused(said)) => assert!(said.contains("Nothing was changed"), "{said}"),
                Err(other) => panic!("{other}"),
            }
            Ok(())
        })
        .unwrap();
}

#[test]
fn a_drug_is_found_in_the_file_or_inside_the_prescription_and_unmapped_drugs_are_named() {
    let practice = Practice::new();
    let without = |reference: Value, contained: Value| {
        let mut it = prescription(json!({ "medicationReference": reference, "contained": contained }));
        it.as_object_mut().unwrap().remove("medicationCodeableConcept");
        it
    };
    let report = practice.import(&bundle(vec![
        entry(9, json!({ "resourceType": "Medication", "code": { "text": "Blue syrup" } })),
        entry(8, json!({ "resourceType": "Medication", "code": { "text": "Never named" } })),
        person(),
        entry(2, without(json!({ "reference": urn(9) }), json!([]))),
        entry(
            3,
            without(
                json!({ "reference": "#a" }),
                json!([{ "resourceType": "Medication", "id": "a", "code": { "text": "Red drops" } }]),
            ),
        ),
    ]));
    let names: Vec<String> = practice.all::<MedicationRequest>().into_iter().map(|row| row.display).collect();
    assert_eq!(names, ["Blue syrup", "Red drops"]);
    assert_eq!((report.stored["Medication"], report.set_aside["Medication"]), (1, 1));
    assert!(
        report.files[0]
            .partly
            .iter()
            .any(|part| part.reason.starts_with("Blue syrup: not in the drug reference"))
    );
}

#[test]
fn a_visit_elsewhere_is_never_open_here_and_its_entries_point_to_it() {
    let practice = Practice::new();
    let visit = about(json!({
        "resourceType": "Encounter", "status": "in-progress", "class": { "code": "AMB" },
        "period": { "start": "2024-03-05T08:00:00-05:00" }
    }));
    let mut value = potassium(json!({ "value": 4.1 }));
    value["encounter"] = json!({ "reference": urn(2) });
    practice.import(&bundle(vec![entry(3, value), entry(2, visit), person()]));
    let visits: Vec<Encounter> = practice.all();
    assert_eq!((visits[0].status.code(), visits[0].kind.as_str()), ("finished", "Outpatient visit"));
    assert_eq!(practice.all::<Observation>()[0].encounter_id, Some(visits[0].id));
}

#[test]
fn a_text_document_is_kept_and_what_cannot_be_shown_says_why() {
    use base64::Engine as _;
    let practice = Practice::new();
    let note = |media: &str, bytes: &[u8]| {
        let data = base64::engine::general_purpose::STANDARD.encode(bytes);
        about(json!({
            "resourceType": "DocumentReference", "status": "current", "type": { "text": "Referral letter" }, "date": "2024-03-05T09:00:00Z",
            "content": [{ "attachment": { "contentType": media, "data": data } }]
        }))
    };
    let report = practice.import(&bundle(vec![
        person(),
        entry(2, note("text/plain; charset=utf-8", b"Dear colleague")),
        entry(3, note("text/html", b"<script>")),
        entry(4, note("application/pdf", b"MZ not a pdf")),
    ]));
    let documents: Vec<DocumentReference> = practice.all();
    assert_eq!((documents.len(), documents[0].title.as_str(), documents[0].size), (1, "Referral letter", 14));
    let reasons: Vec<&str> = report.files[0].set_aside.iter().map(|aside| aside.reason.as_str()).collect();
    assert_eq!(
        reasons,
        ["attachment: text/html cannot be shown", "attachment: not the application/pdf it says it is"]
    );
}

#[test]
fn another_clinics_patient_number_one_is_not_ours() {
    let practice = Practice::new();
    let one = |family: &str| json!({ "resourceType": "Patient", "id": "1", "birthDate": "1961-07-02", "name": [{ "family": family, "given": ["Ana"] }] });
    practice.import(&one("Brook"));
    let stray = json!({ "resourceType": "Observation", "id": "1", "status": "final", "code": { "text": "Potassium" },
        "subject": { "reference": "Patient/1" }, "effectiveDateTime": "2024-03-05", "valueQuantity": { "value": 4.1 } });
    let report = practice.import(&stray);
    assert!(only_reason(&report).contains("Patient/1) is not in this file"));
    practice.import(&one("Castellan"));
    assert_eq!(practice.count("patient"), 2);
}

#[test]
fn a_patient_is_recognised_by_number_only_when_birth_date_and_name_agree() {
    let practice = Practice::new();
    practice.import(&bundle(vec![person()]));
    let mut elsewhere = person();
    elsewhere["fullUrl"] = json!(urn(77));
    assert_eq!(practice.import(&bundle(vec![elsewhere.clone()])).already["Patient"], 1);
    elsewhere["fullUrl"] = json!(urn(78));
    elsewhere["resource"]["birthDate"] = json!("1990-01-01");
    let report = practice.import(&bundle(vec![elsewhere]));
    assert_eq!(report.stored["Patient"], 1);
    let mrns: Vec<String> = practice.all::<Patient>().into_iter().map(|patient| patient.mrn).collect();
    assert_eq!(mrns.len(), 2);
    assert_ne!(mrns[0], mrns[1]);
}

#[test]
fn entries_of_a_patient_who_cannot_be_registered_are_set_aside_with_them() {
    let practice = Practice::new();
    let mut nameless = person();
    nameless["resource"]["name"] = json!([]);
    let report = practice.import(&bundle(vec![nameless, entry(2, potassium(json!({ "value": 4.1 })))]));
    let reasons: Vec<&str> = report.files[0].set_aside.iter().map(|aside| aside.reason.as_str()).collect();
    assert_eq!(reasons, ["name: the patient has none", "its patient, entry 1, was set aside"]);
}

#[test]
fn a_number_of_twelve_digits_from_elsewhere_never_disturbs_the_practices_own_count() {
    let practice = Practice::new();
    let mut long = person();
    long["resource"]["identifier"][0]["value"] = json!("999999999999");
    practice.import(&bundle(vec![long]));
    let mut next = person();
    next["fullUrl"] = json!(urn(50));
    next["resource"]["identifier"] = json!([]);
    practice.import(&bundle(vec![next]));
    let mrns: Vec<String> = practice.all::<Patient>().into_iter().map(|patient| patient.mrn).collect();
    assert_eq!(mrns, ["200-000", "200-001"]);
}

/// Cancels at a given step.
struct StopAt(AtomicU64, u64);

impl Progress for StopAt {
    fn step(&self, _: u64, _: u64) -> bool {
        self.0.fetch_add(1, Ordering::Relaxed) < self.1
    }
}

#[test]
fn cancelling_at_any_step_leaves_nothing_behind() {
    let file = bundle(vec![
        person(),
        entry(2, potassium(json!({ "value": 4.1 }))),
        entry(3, allergy("Penicillin", "mild")),
    ]);
    let practice = Practice::new();
    let (records, audits) = (practice.count("record"), practice.count("audit_event"));
    for step in 0..4 {
        let stopped =
            practice.try_import(file.to_string().into_bytes(), Arc::new(StopAt(AtomicU64::new(0), step)));
        assert!(matches!(stopped, Err(Error::Cancelled)), "{step}");
        for table in ["patient", "patient_name", "observation", "allergy_intolerance", "import_source"] {
            assert_eq!(practice.count(table), 0, "{table} after step {step}");
        }
    }
    assert_eq!((practice.count("record"), practice.count("audit_event")), (records, audits));
}

#[test]
fn a_broken_second_file_stops_the_import_before_the_first_is_touched() {
    let practice = Practice::new();
    let good = bundle(vec![person()]).to_string().into_bytes();
    let cut = good[..good.len() - 9].to_vec();
    let files = vec![
        ImportFile { name: "a.json".to_owned(), bytes: good },
        ImportFile { name: "b.json".to_owned(), bytes: cut },
    ];
    let error =
        import_files(&practice.store, &Actor::system(), Arc::new(NothingKnown), files, Arc::new(NoProgress))
            .unwrap_err();
    assert!(error.to_string().starts_with("b.json: The file ends too early"), "{error}");
    assert_eq!(practice.count("patient"), 0);
}

#[test]
fn two_patients_of_one_file_each_show_the_import_in_their_audit() {
    let practice = Practice::new();
    let mut other = person();
    other["fullUrl"] = json!(urn(40));
    other["resource"]["identifier"] = json!([]);
    other["resource"]["name"][1]["given"] = json!(["Chidi"]);
    practice.import(&bundle(vec![person(), other, entry(2, potassium(json!({ "value": 4.1 })))]));
    let patients: Vec<PatientId> = practice.all::<Patient>().into_iter().map(|patient| patient.id).collect();
    for patient in patients {
        let seen: i64 = practice
            .store
            .read(move |db| {
                let sql = "SELECT count(*) FROM audit_event WHERE patient_id = ?1 AND action = 'import' AND reason = 'export.json'";
                Ok(db.query_row(sql, [patient.as_bytes()], |row| row.get(0))?)
            })
            .unwrap();
        assert_eq!(seen, 1);
    }
}
