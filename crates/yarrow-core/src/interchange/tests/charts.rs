//! What becomes of each kind of resource.

use super::*;

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
    assert!(row.dose_checked, "its directions are understood");
    assert_eq!(row.sig_text, "Take 1 tablet by mouth at bedtime");
}

#[test]
fn directions_from_elsewhere_are_kept_as_written_and_checked_as_understood() {
    let practice = Practice::new();
    let twice = json!({ "repeat": { "frequency": 2, "period": 1, "periodUnit": "d" } });
    let dose = json!([{ "doseQuantity": { "value": 2, "unit": "tablet" } }]);
    let report = practice.import(&bundle(vec![
        person(),
        entry(2, prescription(json!({ "dosageInstruction": [{ "timing": twice, "doseAndRate": dose }] }))),
        entry(
            3,
            prescription(json!({ "dosageInstruction": [
            { "text": "2 tablets twice a day, see leaflet", "timing": twice, "doseAndRate": dose }] })),
        ),
        entry(
            4,
            prescription(json!({ "dosageInstruction": [
            { "text": "1 tab po bid", "timing": twice, "doseAndRate": dose }] })),
        ),
        entry(5, prescription(json!({ "dosageInstruction": [{ "text": "see leaflet" }] }))),
    ]));
    let mut rows: Vec<MedicationRequest> = practice.all();
    rows.sort_by(|a, b| a.sig.cmp(&b.sig));
    let said: Vec<_> =
        rows.iter().map(|row| (row.sig.as_str(), row.sig_text.as_str(), row.dose_checked)).collect();
    let words = "Take 2 tablets twice daily";
    assert!(said.contains(&(words, words, true)), "{said:?}");
    assert!(said.contains(&("2 tablets twice a day, see leaflet", words, true)), "{said:?}");
    assert!(said.contains(&("1 tab po bid", "1 tab po bid", false)), "{said:?}");
    assert!(said.contains(&("see leaflet", "see leaflet", false)), "{said:?}");
    let remarks: Vec<&str> = report.files[0].partly.iter().map(|part| part.reason.as_str()).collect();
    assert!(remarks.iter().any(|r| r.contains("checked by the coded parts")), "{remarks:?}");
    assert!(remarks.iter().any(|r| r.contains("differ; the dose is not checked")), "{remarks:?}");
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
