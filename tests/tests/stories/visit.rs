//! One visit from the waiting room to the printed prescription, with every place where prescribing must stop.

use std::process::Command;

use base64::Engine as _;
use serde_json::{Value, json};
use yarrow_api::ErrorKind;

use crate::house::{House, NPI, but, document, draft, patient, text};

const AMOXICILLIN: &str = "amoxicillin|500 mg|capsule";
const AZITHROMYCIN: &str = "azithromycin|250 mg|tablet";
const CLARITHROMYCIN: &str = "clarithromycin|500 mg|tablet";
const SIMVASTATIN: &str = "simvastatin|40 mg|tablet";

/// A visit that is going on.
struct Visit {
    house: House,
    patient: String,
    encounter: String,
    note: String,
}

impl Visit {
    fn begin() -> Self {
        let (house, patient) = House::with_patient();
        let start = json!({ "patient_id": patient, "kind": "Office visit", "reason": "cough" });
        let started = house.ask("start_encounter", start);
        let (encounter, note) = (text(&started["encounter"]["id"]), text(&started["note"]["id"]));
        Self { house, patient, encounter, note }
    }

    fn draft(&self, product: &str, sig: &str, quantity: u32) -> Value {
        draft(&self.patient, &self.encounter, product, sig, quantity)
    }

    /// Stages a prescription that no finding stops; its id.
    #[track_caller]
    fn stage(&self, draft: Value) -> String {
        let outcome = self.house.ask("stage_prescription", draft);
        assert_eq!(outcome["outcome"], "staged", "{outcome}");
        text(&outcome["prescription"]["id"])
    }

    /// Stages a prescription that a finding must stop; its check report.
    #[track_caller]
    fn stopped(&self, draft: Value) -> Value {
        let before = self.house.counts();
        let outcome = self.house.ask("stage_prescription", draft);
        assert_eq!(outcome["outcome"], "needs_override", "{outcome}");
        assert!(!outcome["keys"].as_array().unwrap().is_empty());
        assert_eq!(self.house.counts(), before, "a stopped prescription was written");
        outcome
    }

    fn takes(&self, product: &str) {
        let taken =
            but(self.draft(product, "1 tab po qhs", 30), json!({ "encounter_id": null, "reported": true }));
        self.house.ask("stage_prescription", taken);
    }

    fn is_allergic_to_penicillin(&self) {
        let class = self.house.ask("search_allergens", json!({ "query": "penicillin", "limit": 10 }));
        let hits = class.as_array().unwrap();
        let hit = hits.iter().find(|hit| hit["kind"] == "class" && hit["key"] == "penicillins").unwrap();
        self.house.ask(
            "add_allergy",
            json!({ "patient_id": self.patient, "subject_kind": hit["kind"], "subject": hit["key"], "display": hit["display"],
                "reactions": ["Anaphylaxis"], "severity": "severe", "onset": "2004", "note": null }),
        );
    }

    fn sign(&self, prescriptions: &[&str]) -> Value {
        json!({
            "encounter_id": self.encounter, "note_id": self.note, "body": document("Acute bronchitis."),
            "text": "Acute bronchitis.", "prescription_ids": prescriptions, "finish": true,
        })
    }

    fn chart(&self) -> Value {
        self.house.ask("open_chart", json!({ "patient_id": self.patient }))
    }
}

fn tier_of(report: &Value, key: &Value) -> String {
    let findings = report["findings"].as_array().unwrap();
    text(&findings.iter().find(|finding| finding["key"] == *key).unwrap()["tier"])
}

/// The words of each page of a PDF as another program reads them, white space squeezed.
pub fn pages_of(pdf: &Value) -> Vec<String> {
    let folder = tempfile::tempdir().unwrap();
    let (file, page) = (folder.path().join("a.pdf"), folder.path().join("a.txt"));
    let bytes = base64::engine::general_purpose::STANDARD.decode(text(&pdf["base64"])).unwrap();
    std::fs::write(&file, bytes).unwrap();
    let read = Command::new("pdftotext").arg("-layout").args([&file, &page]).status();
    assert!(read.expect("pdftotext (package poppler-utils) reads the PDF").success());
    let words = std::fs::read_to_string(page).unwrap();
    let pages = words.trim_end_matches('\u{c}').split('\u{c}');
    pages.map(|page| page.split_whitespace().collect::<Vec<_>>().join(" ")).collect()
}

/// The words of all pages.
fn words_of(pdf: &Value) -> String {
    pages_of(pdf).join(" ")
}

#[test]
fn a_patient_is_found_by_name_birth_date_record_number_and_telephone() {
    let (house, id) = House::with_patient();
    let other = json!({ "phone": "(555) 010-9999" });
    house.ask("register_patient", but(patient("Marsh", "Tobias", "1948-01-30"), other));
    let mrn = text(&house.ask("patient", json!({ "id": id }))["mrn"]);
    for (typed, by) in [
        ("lindq", "name"),
        ("ana lind", "name"),
        ("3/14/1959", "birth_date"),
        ("1959-03-14", "birth_date"),
        (mrn.as_str(), "mrn"),
        ("555-010-7788", "phone"),
        ("7788", "phone"),
    ] {
        let hits = house.ask("find_patients", json!({ "query": typed, "limit": 10 }));
        let hits = hits.as_array().unwrap();
        assert_eq!(hits.len(), 1, "{typed}: {hits:?}");
        assert_eq!((&hits[0]["id"], &hits[0]["matched"]), (&json!(id), &json!(by)), "{typed}");
    }
    assert_eq!(house.ask("find_patients", json!({ "query": "zzyzx", "limit": 10 })), json!([]));
}

#[test]
fn what_is_recorded_in_a_visit_stands_on_the_chart() {
    let visit = Visit::begin();
    let house = &visit.house;
    let kept =
        json!({ "note_id": visit.note, "body": document("Cough for"), "text": "Cough for", "caret": 9 });
    house.ask("save_draft", kept);
    let problem = json!({ "patient_id": visit.patient, "encounter_id": visit.encounter, "code": "j20.9", "display": "",
        "onset": "2026-11", "note": null });
    house.ask("add_problem", problem.clone());
    house.refuses("add_problem", problem, ErrorKind::Refused, "already on the problem list");
    visit.is_allergic_to_penicillin();
    let vitals = json!({ "patient_id": visit.patient, "encounter_id": visit.encounter, "text": "148/86 72 98.6F 16 97% 70kg" });
    assert_eq!(house.ask("record_vitals", vitals).as_array().unwrap().len(), 7);

    let chart = visit.chart();
    assert_eq!((&chart["draft"]["text"], &chart["draft"]["caret"]), (&json!("Cough for"), &json!(9)));
    assert_eq!(chart["problems"][0]["code"], "J20.9");
    assert_eq!(chart["problems"][0]["display"], "Acute bronchitis, unspecified");
    assert_eq!(chart["allergies"][0]["severity"], "severe");
    let value = |label: &str| {
        let rows = chart["vitals"].as_array().unwrap();
        text(&rows.iter().find(|row| row["label"] == label).unwrap()["value"])
    };
    assert_eq!([value("BP"), value("Pulse"), value("Temp")], ["148/86", "72", "37"]);
    assert_eq!(chart["open_encounter"]["id"], visit.encounter);
}

#[test]
fn severe_penicillin_allergy_stops_amoxicillin_until_a_coded_reason_in_words_is_given() {
    let visit = Visit::begin();
    visit.is_allergic_to_penicillin();
    let amoxicillin = visit.draft(AMOXICILLIN, "1 cap po tid x10d", 30);
    let outcome = visit.stopped(amoxicillin.clone());
    let key = &outcome["keys"][0];
    assert_eq!(tier_of(&outcome["report"], key), "contraindicated");

    let over = |code: Value, reason: &str| {
        but(
            amoxicillin.clone(),
            json!({ "overrides": [{ "finding_key": key, "code": code, "reason": reason }] }),
        )
    };
    visit.stopped(over(Value::Null, "I know what I am doing"));
    visit.stopped(over(json!("not_allergic"), "  "));
    visit.stopped(over(json!("not_allergic"), "..."));
    visit.house.blames(
        "stage_prescription",
        over(json!("because"), "I know what I am doing"),
        "overrides.code",
    );
    let elsewhere = json!({ "overrides": [{ "finding_key": "another finding", "code": "benefit", "reason": "in words" }] });
    visit.stopped(but(amoxicillin.clone(), elsewhere));

    let staged = visit.house.ask("stage_prescription", over(json!("not_allergic"), "Tolerated it in 2019"));
    assert_eq!(staged["outcome"], "staged");
    assert_eq!(staged["prescription"]["overrides"][0]["reason"], "Tolerated it in 2019");
}

#[test]
fn the_alternative_offered_instead_of_clarithromycin_meets_neither_the_statin_nor_the_allergy() {
    let visit = Visit::begin();
    visit.is_allergic_to_penicillin();
    visit.takes(SIMVASTATIN);
    let outcome = visit.stopped(visit.draft(CLARITHROMYCIN, "1 tab po bid x7d", 14));
    let alternatives = outcome["report"]["findings"][0]["alternatives"].as_array().unwrap().clone();
    assert!(alternatives.iter().any(|other| other["ingredient"] == "azithromycin"), "{alternatives:?}");
    assert!(alternatives.iter().all(|other| other["ingredient"] != "amoxicillin"), "{alternatives:?}");
    let instead = visit.stage(visit.draft(AZITHROMYCIN, "1 tab po daily x5d", 5));
    assert_eq!(visit.chart()["staged"][0]["id"], instead);
}

#[test]
fn clarithromycin_with_simvastatin_is_stopped_and_the_override_is_kept_with_its_reason() {
    let visit = Visit::begin();
    visit.takes(SIMVASTATIN);
    let clarithromycin = visit.draft(CLARITHROMYCIN, "1 tab po bid x7d", 14);
    let outcome = visit.stopped(clarithromycin.clone());
    let key = &outcome["keys"][0];
    assert_eq!(tier_of(&outcome["report"], key), "contraindicated");
    let given =
        json!([{ "finding_key": key, "code": "stopped", "reason": "Simvastatin paused for the week" }]);
    let id = visit.stage(but(clarithromycin, json!({ "overrides": given })));
    let signed = visit.house.ask("sign_visit", visit.sign(&[&id]));
    assert_eq!(signed["outcome"], "signed", "{signed}");
    assert_eq!(signed["prescriptions"][0]["overrides"], given);
}

#[test]
fn holding_the_simvastatin_resolves_the_finding_without_an_override() {
    let visit = Visit::begin();
    visit.takes(SIMVASTATIN);
    let taken = visit.house.ask("medication_list", json!({ "patient_id": visit.patient, "all": false }));
    let hold = json!({ "hold": [taken[0]["id"]] });
    visit.stage(but(visit.draft(CLARITHROMYCIN, "1 tab po bid x7d", 14), hold));
    let after = visit.house.ask("medication_list", json!({ "patient_id": visit.patient, "all": false }));
    let statin = after.as_array().unwrap().iter().find(|drug| drug["id"] == taken[0]["id"]).unwrap();
    assert_eq!(statin["status"], "on-hold");
    assert!(text(&statin["status_reason"]).contains("Clarithromycin"));
}

#[test]
fn signing_fixes_note_and_prescriptions_in_one_record_and_cannot_be_repeated() {
    let visit = Visit::begin();
    let house = &visit.house;
    let first = visit.stage(visit.draft(AZITHROMYCIN, "1 tab po daily x5d", 5));
    let second = visit.stage(visit.draft(SIMVASTATIN, "1 tab po qhs", 30));
    let before = house.counts()[0];
    let signed = house.ask("sign_visit", visit.sign(&[&first, &second]));
    assert_eq!(signed["outcome"], "signed", "{signed}");
    assert_eq!(house.counts()[0], before + 1, "one act is one log record");
    assert_eq!(
        (&signed["note"]["status"], &signed["encounter"]["status"]),
        (&json!("final"), &json!("finished"))
    );
    for prescription in signed["prescriptions"].as_array().unwrap() {
        assert_eq!(prescription["status"], "active");
        assert_eq!(prescription["signed_at"], signed["note"]["signed_at"]);
    }

    let after = house.counts();
    house.refuses("sign_visit", visit.sign(&[]), ErrorKind::Refused, "already over");
    let edit = json!({ "note_id": visit.note, "body": document("Changed."), "text": "Changed." });
    house.refuses("save_note", edit.clone(), ErrorKind::Refused, "signed and is not edited");
    house.refuses(
        "save_draft",
        but(edit, json!({ "caret": 0 })),
        ErrorKind::Refused,
        "signed and is not edited",
    );
    let again =
        but(visit.draft(AZITHROMYCIN, "2 tab po daily", 9), json!({ "id": first, "encounter_id": null }));
    house.refuses("stage_prescription", again, ErrorKind::Refused, "already signed");
    house.refuses("discard_prescription", json!({ "id": first }), ErrorKind::Refused, "already signed");
    assert_eq!(house.counts(), after);

    house.ask("add_addendum", json!({ "note_id": visit.note, "text": "Chest film reviewed: clear." }));
    let note = house.ask("note", json!({ "note_id": visit.note }));
    assert_eq!(note["text"], "Acute bronchitis.");
    assert_eq!(note["addenda"][0]["text"], "Chest film reviewed: clear.");
    assert!(house.verified().problems.is_empty());
}

#[test]
fn an_empty_note_is_not_signed_and_its_prescriptions_stay_drafts() {
    let visit = Visit::begin();
    let id = visit.stage(visit.draft(AZITHROMYCIN, "1 tab po daily x5d", 5));
    let before = visit.house.counts();
    let empty = but(visit.sign(&[&id]), json!({ "text": " ", "body": null }));
    visit.house.blames("sign_visit", empty, "text");
    assert_eq!(visit.house.counts(), before);
    assert_eq!(visit.chart()["staged"][0]["status"], "draft");
}

#[test]
fn an_allergy_recorded_after_staging_stops_the_signature_and_nothing_is_signed() {
    let visit = Visit::begin();
    let house = &visit.house;
    let harmless = visit.stage(visit.draft(AZITHROMYCIN, "1 tab po daily x5d", 5));
    let amoxicillin = visit.stage(visit.draft(AMOXICILLIN, "1 cap po tid x10d", 30));
    visit.is_allergic_to_penicillin();
    let before = house.counts();
    let outcome = house.ask("sign_visit", visit.sign(&[&harmless, &amoxicillin]));
    assert_eq!(outcome["outcome"], "needs_override", "{outcome}");
    assert_eq!(outcome["prescription_id"], amoxicillin);
    assert_eq!(tier_of(&outcome["report"], &outcome["keys"][0]), "contraindicated");
    assert_eq!(house.counts(), before);
    let chart = visit.chart();
    assert_eq!(chart["staged"].as_array().unwrap().len(), 2);
    assert_eq!(chart["note"]["signed_at"], Value::Null);
    assert_eq!(chart["open_encounter"]["status"], "in-progress");

    house.ask("discard_prescription", json!({ "id": amoxicillin }));
    assert_eq!(house.ask("sign_visit", visit.sign(&[&harmless]))["outcome"], "signed");
}

#[test]
fn the_printed_prescription_names_everybody_and_its_printing_is_in_the_audit() {
    let visit = Visit::begin();
    let house = &visit.house;
    let id = visit.stage(visit.draft(AMOXICILLIN, "1 cap po tid x10d", 30));
    house.refuses("prescription_pdf", json!({ "ids": [id] }), ErrorKind::Refused, "not signed yet");
    house.ask("sign_visit", visit.sign(&[&id]));
    let pdf = house.ask("prescription_pdf", json!({ "ids": [id] }));
    assert_eq!((&pdf["pages"], &pdf["warnings"]), (&json!(1), &json!([])));
    assert!(!text(&pdf["file_name"]).contains("Lindqvist"), "a file name is seen by everybody");
    let words = words_of(&pdf);
    let mrn = text(&visit.chart()["patient"]["mrn"]);
    let expected = [
        "Ana",
        "Lindqvist",
        "March 14, 1959",
        &mrn,
        NPI,
        "Amoxicillin 500 mg capsule",
        "30 (thirty) capsules",
        "by mouth 3 times daily for 10 days",
        "Heron Street Clinic",
        "Kim Castellan, MD",
        "November 20, 2026",
        "Page 1 of 1",
    ];
    for part in expected {
        assert!(words.contains(part), "{part} is missing: {words}");
    }
    assert!(!words.contains("DEA"), "a DEA number belongs on controlled substances only: {words}");

    let audit = house.audit();
    let print = audit.iter().find(|event| event["action"] == "print").expect("no print in the audit");
    assert_eq!((&print["user"], &print["entity_id"]), (&json!("physician"), &json!(id)));
    assert_eq!(print["patient_id"], visit.patient);
}

#[test]
fn a_prescriber_without_an_npi_signs_no_prescription() {
    let house = House::with(&[]);
    let bare = but(crate::house::person("osei", "physician"), json!({ "npi": null }));
    house.ask("save_practitioner", bare);
    house.sign_in("osei");
    let patient = text(&house.ask("register_patient", patient("Marsh", "Tobias", "1948-01-30"))["id"]);
    let start = json!({ "patient_id": patient, "kind": "Office visit", "reason": null });
    let started = house.ask("start_encounter", start);
    let visit = Visit {
        encounter: text(&started["encounter"]["id"]),
        note: text(&started["note"]["id"]),
        house,
        patient,
    };
    let id = visit.stage(visit.draft(AZITHROMYCIN, "1 tab po daily x5d", 5));
    visit.house.refuses("sign_visit", visit.sign(&[&id]), ErrorKind::Refused, "NPI");
    assert_eq!(visit.house.ask("sign_visit", visit.sign(&[]))["outcome"], "signed");
}
