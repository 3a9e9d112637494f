//! Whole FHIR exports: every resource is stored or set aside with its reason, and the same export twice adds nothing.
//!
//! With YARROW_SAMPLES set to a folder that holds `synthea_fhir_r4_sample.zip` and `us_core_examples.zip` the stories run
//! on those; without it they run on the small exports written below.

use std::collections::BTreeMap;
use std::io::Read as _;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use serde_json::{Value, json};
use yarrow_core::interchange::{ImportFile, ImportReport, NoProgress, NothingKnown, import_files};
use yarrow_core::store::{Actor, DatabaseKey, Store, SystemClock};
use yarrow_kernel::Uuid;

type Counts = BTreeMap<String, u32>;

const TABLES: [&str; 8] = [
    "patient",
    "encounter",
    "condition",
    "allergy_intolerance",
    "observation",
    "medication_request",
    "document_reference",
    "record",
];

struct Practice {
    store: Store,
    _dir: tempfile::TempDir,
}

impl Practice {
    fn new() -> Self {
        let dir = tempfile::tempdir().unwrap();
        let store = Store::create(
            dir.path(),
            &DatabaseKey::generate(),
            Arc::new(SystemClock),
            Uuid::from_u128(1),
            false,
        )
        .unwrap();
        Self { store, _dir: dir }
    }

    fn import(&self, files: &[(String, Vec<u8>)]) -> ImportReport {
        let files = files
            .iter()
            .map(|(name, bytes)| ImportFile { name: name.clone(), bytes: bytes.clone() })
            .collect();
        import_files(&self.store, &Actor::system(), Arc::new(NothingKnown), files, Arc::new(NoProgress))
            .unwrap()
            .value
    }

    fn rows(&self) -> BTreeMap<&'static str, u32> {
        let count = |db: &yarrow_core::store::Db, table: &str| -> yarrow_core::Result<u32> {
            Ok(db.query_row(&format!("SELECT count(*) FROM {table}"), [], |row| row.get(0))?)
        };
        self.store
            .read(move |db| TABLES.iter().map(|table| Ok((*table, count(db, table)?))).collect())
            .unwrap()
    }
}

#[test]
fn every_resource_of_an_export_is_stored_or_set_aside_and_a_second_import_adds_nothing() {
    let files = files_of("synthea_fhir_r4_sample.zip").unwrap_or_else(own_export);
    let practice = Practice::new();
    let before = practice.rows();
    let report = practice.import(&files);
    let after = practice.rows();

    // The source counted independently of the code under test.
    assert_eq!(report.read, resources_of(&files));
    assert_accounted_for(&report);
    let stored = |kind: &str| report.stored.get(kind).copied().unwrap_or(0);
    for (table, kind) in [("patient", "Patient"), ("encounter", "Encounter"), ("condition", "Condition")] {
        assert_eq!(after[table], stored(kind), "{table}");
    }
    assert_eq!(after["allergy_intolerance"], stored("AllergyIntolerance"));
    assert_eq!(after["medication_request"], stored("MedicationRequest") + stored("MedicationStatement"));
    assert_eq!(after["document_reference"], stored("DocumentReference") + stored("DiagnosticReport"));
    assert_eq!(after["observation"], values_of(&files), "one row for every value and every component");
    assert!(stored("Patient") > 0 && stored("Observation") > 0);
    let writing = report.files.iter().filter(|file| !file.stored.is_empty()).count();
    assert_eq!(
        after["record"] - before["record"],
        u32::try_from(writing).unwrap(),
        "one log record for each file"
    );

    let again = practice.import(&files);
    assert_eq!(practice.rows(), after);
    assert!(again.stored.is_empty(), "{:?}", again.stored);
    assert_eq!(again.already, report.stored);
    assert_accounted_for(&again);
    println!("read {:?}\nstored {:?}\nset aside {:?}", report.read, report.stored, report.set_aside);
    println!("reasons {:#?}", reasons_of(&report));
}

#[test]
fn every_example_of_the_us_core_guide_is_stored_or_set_aside_with_a_reason() {
    // The guide's examples refer to each other: one file of all of them, one resource after the other.
    let files = match files_of("us_core_examples.zip") {
        Some(parts) => vec![(
            "us-core.ndjson".to_owned(),
            parts.into_iter().flat_map(|(_, bytes)| [bytes, vec![b'\n']].concat()).collect(),
        )],
        None => vec![own_lines()],
    };
    let practice = Practice::new();
    let report = practice.import(&files);
    assert_accounted_for(&report);
    for aside in &report.files[0].set_aside {
        assert!(!aside.reason.is_empty() && aside.location.starts_with("entry "), "{aside:?}");
    }
    for kind in ["Patient", "Condition", "AllergyIntolerance", "MedicationRequest", "Observation"] {
        assert!(report.stored.get(kind).is_some_and(|count| *count > 0), "{kind}: {:?}", reasons_of(&report));
    }
    assert!(practice.import(&files).stored.is_empty());
    println!("read {:?}\nstored {:?}\nset aside {:?}", report.read, report.stored, report.set_aside);
    println!("reasons {:#?}", reasons_of(&report));
}

fn assert_accounted_for(report: &ImportReport) {
    for (kind, read) in &report.read {
        let of = |counts: &Counts| counts.get(kind).copied().unwrap_or(0);
        assert_eq!(*read, of(&report.stored) + of(&report.already) + of(&report.set_aside), "{kind}");
    }
    let listed: usize = report.files.iter().map(|file| file.set_aside.len()).sum();
    let total: u32 = report.files.iter().map(|file| file.set_aside_total.min(1_000)).sum();
    assert_eq!(listed, total as usize);
}

fn reasons_of(report: &ImportReport) -> BTreeMap<String, u32> {
    let mut reasons = BTreeMap::new();
    for aside in report.files.iter().flat_map(|file| &file.set_aside) {
        *reasons.entry(format!("{}: {}", aside.kind, aside.reason)).or_default() += 1;
    }
    reasons
}

fn resources(files: &[(String, Vec<u8>)]) -> Vec<Value> {
    let whole = files.iter().map(|(_, bytes)| serde_json::from_slice::<Value>(bytes).unwrap());
    whole
        .flat_map(|file| file["entry"].as_array().unwrap().clone())
        .map(|entry| entry["resource"].clone())
        .collect()
}

fn resources_of(files: &[(String, Vec<u8>)]) -> Counts {
    let mut counts = Counts::new();
    for resource in resources(files) {
        *counts.entry(resource["resourceType"].as_str().unwrap().to_owned()).or_default() += 1;
    }
    counts
}

/// How many values the observations of an export carry.
fn values_of(files: &[(String, Vec<u8>)]) -> u32 {
    let holds = |value: &Value| value.as_object().unwrap().keys().any(|key| key.starts_with("value"));
    let of = |observation: &Value| {
        let parts = observation["component"]
            .as_array()
            .map_or(0, |parts| parts.iter().filter(|part| holds(part)).count());
        u32::from(holds(observation)) + u32::try_from(parts).unwrap()
    };
    resources(files).iter().filter(|resource| resource["resourceType"] == "Observation").map(of).sum()
}

fn own_export() -> Vec<(String, Vec<u8>)> {
    let urn = |last: u32| format!("urn:uuid:0d6c1c1e-30f1-4b6c-8a5e-{last:012x}");
    let entry = |last: u32, resource: Value| json!({ "fullUrl": urn(last), "resource": resource });
    let subject = json!({ "reference": urn(1) });
    let pressure = |code: &str, value: u32| {
        json!({ "code": { "coding": [{ "system": "http://loinc.org", "code": code, "display": "Pressure" }] },
            "valueQuantity": { "value": value, "unit": "mm[Hg]" } })
    };
    let chart = json!({ "resourceType": "Bundle", "type": "transaction", "entry": [
        entry(1, json!({ "resourceType": "Patient", "gender": "male", "birthDate": "1948-01-30",
            "name": [{ "family": "Marsh", "given": ["Tobias"] }] })),
        entry(2, json!({ "resourceType": "Encounter", "status": "finished", "class": { "code": "AMB" }, "subject": subject,
            "period": { "start": "2023-02-01T10:00:00-05:00", "end": "2023-02-01T10:20:00-05:00" } })),
        entry(3, json!({ "resourceType": "Condition", "code": { "text": "Gout" }, "subject": subject, "encounter": { "reference": urn(2) } })),
        entry(4, json!({ "resourceType": "Observation", "status": "final", "code": { "text": "Blood pressure" }, "subject": subject,
            "effectiveDateTime": "2023-02-01", "component": [pressure("8480-6", 131), pressure("8462-4", 78)] })),
        entry(5, json!({ "resourceType": "Claim", "status": "active" })),
    ]});
    let people = json!({ "resourceType": "Bundle", "type": "batch", "entry": [
        entry(9, json!({ "resourceType": "Practitioner", "name": [{ "family": "Elsewhere" }] })),
    ]});
    vec![
        ("chart.json".to_owned(), chart.to_string().into_bytes()),
        ("people.json".to_owned(), people.to_string().into_bytes()),
    ]
}

fn own_lines() -> (String, Vec<u8>) {
    let subject = json!({ "reference": "Patient/p" });
    let lines = [
        json!({ "resourceType": "Patient", "id": "p", "birthDate": "1980", "name": [{ "family": "Vale", "given": ["Iris"] }] }),
        json!({ "resourceType": "Condition", "id": "c", "code": { "text": "Asthma" }, "subject": subject }),
        json!({ "resourceType": "AllergyIntolerance", "id": "a", "code": { "text": "Walnut" }, "patient": subject }),
        json!({ "resourceType": "MedicationRequest", "id": "m", "status": "active", "intent": "order", "subject": subject,
            "medicationCodeableConcept": { "text": "Albuterol inhaler" } }),
        json!({ "resourceType": "Observation", "id": "o", "status": "final", "code": { "text": "Peak flow" }, "subject": subject,
            "effectiveDateTime": "2022-06-01", "valueQuantity": { "value": 410, "unit": "L/min" } }),
        json!({ "resourceType": "Device", "id": "d" }),
    ];
    ("lines.ndjson".to_owned(), lines.map(|line| line.to_string()).join("\n").into_bytes())
}

/// The files inside a sample archive, in order of their names; `None` without the samples.
#[expect(clippy::disallowed_methods, reason = "where the samples are is a matter of the computer that tests")]
fn files_of(archive: &str) -> Option<Vec<(String, Vec<u8>)>> {
    let path = PathBuf::from(std::env::var_os("YARROW_SAMPLES")?).join(archive);
    let mut files = unzip(&path);
    files.sort();
    Some(files.into_iter().filter(|(name, _)| name.ends_with(".json")).collect())
}

/// Reads a plain zip archive by its central directory (PKWARE APPNOTE 4.3.12): stored and deflated files only.
fn unzip(path: &Path) -> Vec<(String, Vec<u8>)> {
    let zip = std::fs::read(path).unwrap_or_else(|error| panic!("{}: {error}", path.display()));
    let u16_at = |at: usize| usize::from(u16::from_le_bytes([zip[at], zip[at + 1]]));
    let u32_at = |at: usize| u32::from_le_bytes([zip[at], zip[at + 1], zip[at + 2], zip[at + 3]]) as usize;
    let end = zip.windows(4).rposition(|window| window == b"PK\x05\x06").expect("a zip archive");
    let mut at = u32_at(end + 16);
    let mut files = Vec::new();
    for _ in 0..u16_at(end + 10) {
        let (method, packed) = (u16_at(at + 10), u32_at(at + 20));
        let (name, extra, comment, local) =
            (u16_at(at + 28), u16_at(at + 30), u16_at(at + 32), u32_at(at + 42));
        let title = String::from_utf8(zip[at + 46..at + 46 + name].to_vec()).unwrap();
        let start = local + 30 + u16_at(local + 26) + u16_at(local + 28);
        let body = &zip[start..start + packed];
        let mut bytes = Vec::new();
        match method {
            0 => bytes.extend_from_slice(body),
            8 => drop(flate2::read::DeflateDecoder::new(body).read_to_end(&mut bytes).unwrap()),
            other => panic!("{title}: packing method {other}"),
        }
        files.push((title, bytes));
        at += 46 + name + extra + comment;
    }
    files
}
