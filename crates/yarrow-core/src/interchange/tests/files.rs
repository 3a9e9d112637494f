//! Files as a whole: twice, cancelled, damaged, of somebody else.

use super::*;

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
