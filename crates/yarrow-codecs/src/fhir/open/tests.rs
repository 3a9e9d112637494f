use proptest::prelude::*;

use super::*;
use crate::fhir::system;

const VISIT: &str = r#"{
  "resourceType": "Bundle", "type": "transaction",
  "entry": [
    { "fullUrl": "urn:uuid:00000000-0000-4000-8000-000000000001",
      "resource": { "resourceType": "Patient", "id": "1", "birthDate": "1961-07-02", "gender": "female",
        "name": [{ "use": "official", "family": "Okafor", "given": ["Ngozi", null, "Ada"], "_given": [null, {}, null] }] } },
    { "fullUrl": "urn:uuid:00000000-0000-4000-8000-000000000002",
      "resource": { "resourceType": "Observation", "status": "final",
        "code": { "coding": [{ "system": "http://loinc.org", "code": "2823-3", "display": "Potassium" }] },
        "subject": { "reference": "urn:uuid:00000000-0000-4000-8000-000000000001" },
        "effectiveDateTime": "2024-03-05T08:10:00-05:00",
        "valueQuantity": { "value": 4.10, "unit": "mmol/L", "system": "http://unitsofmeasure.org", "code": "mmol/L" } } },
    { "resource": { "resourceType": "Basic", "id": "x" } }
  ]
}"#;

fn open(text: &str) -> FhirFile<'_> {
    FhirFile::open(text.as_bytes()).unwrap()
}

fn refused(text: &str) -> String {
    FhirFile::open(text.as_bytes()).unwrap_err().to_string()
}

fn fault(resource: &str) -> String {
    let file = open(resource);
    file.read(&file.entries[0]).unwrap_err().to_string()
}

#[test]
fn a_bundle_gives_its_patient_and_the_potassium_with_every_digit() {
    let file = open(VISIT);
    assert_eq!(file.entries.len(), 3);
    let Resource::Patient(patient) = file.read(&file.entries[0]).unwrap() else { panic!("no patient") };
    assert_eq!(patient.name[0].given, ["Ngozi", "Ada"]);
    let Resource::Observation(potassium) = file.read(&file.entries[1]).unwrap() else {
        panic!("no observation")
    };
    assert_eq!(potassium.code.code_in(system::LOINC), Some("2823-3"));
    assert_eq!(potassium.value_quantity.unwrap().value.unwrap().0.to_string(), "4.10");
    assert_eq!(file.read(&file.entries[2]), Ok(Resource::Other));
    assert_eq!(file.entries[2].location(), "entry 3 (Basic, Basic/x)");
}

#[test]
fn one_resource_alone_and_one_per_line_are_files_too() {
    assert_eq!(open(r#"{"resourceType":"Patient","id":"a"}"#).entries[0].kind, "Patient");
    let lines = "\u{FEFF}{\"resourceType\":\"Patient\",\"id\":\"a\"}\r\n{\"resourceType\":\"Observation\",\"id\":\"b\"}\n";
    let file = open(lines);
    assert_eq!(file.entries[1].location(), "entry 2 (Observation, Observation/b)");
}

#[test]
fn a_file_that_ends_too_early_says_where_and_in_which_entry() {
    let cut = &VISIT[..VISIT.find("2823-3").unwrap()];
    assert_eq!(
        refused(cut),
        "The file ends too early, at line 9, column 70, in the middle of entry 2. Nothing was changed. Export or \
         download it again."
    );
}

#[test]
fn a_stray_bracket_is_named_by_line_and_entry() {
    let broken = VISIT.replace("\"gender\": \"female\",", "\"gender\": ],");
    let said = refused(&broken);
    assert!(said.starts_with("The file is not valid JSON at line 5, column"), "{said}");
    assert!(said.contains("in entry 1"), "{said}");
    let lines = "{\"resourceType\":\"Patient\"}\n{\"resourceType\":\"Patient\"}\n{\"resourceType\":Patient}";
    assert!(refused(lines).contains("at line 3, column 17, in resource 3"), "{}", refused(lines));
}

#[test]
fn a_file_of_two_hundred_megabytes_is_refused_in_one_sentence_without_being_read() {
    let bytes = vec![b' '; 200_000_000];
    let said = FhirFile::open(&bytes).unwrap_err().to_string();
    assert_eq!(
        said,
        "The file has 200 MB; at most 100 MB are read at once. Nothing was changed. Export fewer patients per file, or \
         one file per patient, and import the parts."
    );
}

#[test]
fn brackets_nested_a_million_deep_are_refused_before_anything_recurses() {
    let deep = format!("{{\"resourceType\":{}", "[".repeat(1_000_000));
    assert!(
        refused(&deep).starts_with("The file nests deeper than 64 levels at line 1, column 80"),
        "{}",
        refused(&deep)
    );
}

#[test]
fn other_kinds_of_file_are_named() {
    for (bytes, what) in [
        (&b""[..], "empty"),
        (b"  \n ", "empty"),
        (b"<Bundle xmlns='http://hl7.org/fhir'/>", "XML"),
        (b"PK\x03\x04....", "a zip archive"),
        (b"%PDF-1.7", "a PDF"),
        (b"{\"a\":1}", "without a resourceType"),
        (b"{\"resourceType\":\"Bundle\",\"type\":\"history\",\"entry\":[]}", "history"),
        (b"{\"resourceType\":\"Bundle\",\"entry\":{}}", "not valid JSON"),
        (b"{\"resourceType\":\"Bundle\"}", "no entries"),
        (b"\xff\xfe{}", "UTF-8"),
    ] {
        let said = FhirFile::open(bytes).unwrap_err().to_string();
        assert!(said.contains(what), "{said}");
        assert!(said.contains("Nothing was changed."), "{said}");
    }
}

#[test]
fn a_value_no_chart_can_hold_is_named_by_element_and_the_rest_of_the_file_is_kept() {
    let broken = VISIT.replace("4.10", "1e308");
    let file = open(&broken);
    let fault = file.read(&file.entries[1]).unwrap_err();
    assert_eq!(fault.to_string(), "valueQuantity.value: 1e308 is not a number a chart can hold");
    assert_eq!(fault.place.unwrap().line, 12);
    assert!(file.read(&file.entries[0]).is_ok());
}

#[test]
fn wrong_types_are_named_by_element() {
    assert!(
        fault(r#"{"resourceType":"Patient","name":[{"given":"Ana"}]}"#)
            .starts_with("name[0].given: invalid type")
    );
    assert!(
        fault(r#"{"resourceType":"Patient","birthDate":"31.12.1960"}"#)
            .starts_with("birthDate: \"31.12.1960\" is not a date")
    );
    assert!(fault(r#"{"resourceType":"Observation","code":[]}"#).starts_with("code: invalid type"));
    assert!(
        fault(r#"{"resourceType":"Patient","gender":"male","gender":"female"}"#).contains("duplicate field")
    );
}

#[test]
fn a_modifier_extension_is_never_ignored() {
    let negated = r#"{"resourceType":"Condition","modifierExtension":[{"url":"urn:x:not-present","valueBoolean":true}]}"#;
    assert!(fault(negated).contains("modifierExtension"));
}

#[test]
fn entries_that_are_no_resources_are_kept_in_the_count_with_their_reason() {
    let text = r#"{"resourceType":"Bundle","type":"batch","entry":[ 7, {}, {"resource":{"id":"x"}},
        {"request":{"method":"DELETE","url":"Patient/1"}}, {"resource":{"resourceType":"<b>"}}, {"resource":{"resourceType":"Patient"}}]}"#;
    let file = open(text);
    let read: Vec<_> =
        file.entries.iter().map(|entry| file.read(entry).map_err(|fault| fault.to_string())).collect();
    assert!(read[0].as_ref().unwrap_err().contains("invalid type"));
    assert_eq!(read[1], Err("the entry has no resource".to_owned()));
    assert_eq!(read[2], Err("it does not say its resourceType".to_owned()));
    assert_eq!(read[3], Err("a request to delete; an import never deletes".to_owned()));
    assert!(read[4].is_err());
    assert!(read[5].is_ok());
}

fn never_panics(bytes: &[u8]) {
    if let Ok(file) = FhirFile::open(bytes) {
        for entry in &file.entries {
            assert!(!entry.location().is_empty());
            if let Err(fault) = file.read(entry) {
                assert!(!fault.to_string().is_empty());
            }
        }
    }
}

proptest! {
    #[test]
    fn no_bytes_make_the_reader_panic(bytes in proptest::collection::vec(any::<u8>(), 0..400)) {
        never_panics(&bytes);
    }

    #[test]
    fn no_mutation_of_a_bundle_makes_the_reader_panic(
        edits in proptest::collection::vec((0..VISIT.len(), any::<u8>(), any::<bool>()), 1..12),
        cut in 0..VISIT.len(),
        truncate in any::<bool>(),
    ) {
        let mut bytes = VISIT.as_bytes().to_vec();
        for (at, byte, insert) in edits {
            if insert { bytes.insert(at, byte) } else { bytes[at] = byte }
        }
        if truncate { bytes.truncate(cut) }
        never_panics(&bytes);
    }

    #[test]
    fn no_value_put_in_place_of_another_makes_the_reader_panic(
        from in prop::sample::select(vec!["\"final\"", "4.10", "\"2024-03-05T08:10:00-05:00\"", "\"Potassium\"", "[\"Ngozi\", null, \"Ada\"]"]),
        to in prop::sample::select(vec!["null", "-0", "1e99999999999999999999", "[]", "{}", "[[[]]]", "\"\\u0000\"", "true", "\"\\ud800\""]),
    ) {
        never_panics(VISIT.replace(from, to).as_bytes());
    }
}
