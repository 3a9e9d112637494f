//! The check of a proposed order in a FHIR Bundle, without a practice: what is found, what is said as not checked, and
//! which bundles are refused with the place at fault.

use std::process::Command;

use serde_json::{Value, json};
use yarrow_core::interchange::{BundleCheck, check_bundle};
use yarrow_core::terminology::Terminology;
use yarrow_kernel::Timestamp;
use yarrow_rules::{FindingKind, Tier};
use yarrow_tests::served::terminal_program;

use crate::house::MORNING;

fn checked(bundle: &Value) -> Result<BundleCheck, String> {
    checked_text(bundle.to_string().as_bytes())
}

fn checked_text(bytes: &[u8]) -> Result<BundleCheck, String> {
    let knowledge = Terminology::open(&yarrow_api::paths::knowledge()).unwrap();
    check_bundle(&knowledge, bytes, Timestamp::parse(MORNING).unwrap()).map_err(|error| error.to_string())
}

fn bundle(resources: &[Value]) -> Value {
    let entries: Vec<Value> = resources.iter().map(|resource| json!({ "resource": resource })).collect();
    json!({ "resourceType": "Bundle", "type": "collection", "entry": entries })
}

fn ana() -> Value {
    json!({ "resourceType": "Patient", "id": "ana", "gender": "female", "birthDate": "1948-03-02" })
}

fn coded(system: &str, code: &str) -> Value {
    json!({ "coding": [{ "system": system, "code": code }] })
}

fn rxnorm(code: &str) -> Value {
    coded("http://www.nlm.nih.gov/research/umls/rxnorm", code)
}

fn takes(id: &str, drug: Value) -> Value {
    json!({ "resourceType": "MedicationStatement", "id": id, "status": "active",
        "subject": { "reference": "Patient/ana" }, "medicationCodeableConcept": drug })
}

fn proposes(drug: Value, sig: &str) -> Value {
    json!({ "resourceType": "MedicationRequest", "id": "new", "status": "draft", "intent": "proposal",
        "subject": { "reference": "Patient/ana" }, "medicationCodeableConcept": drug, "dosageInstruction": [{ "text": sig }] })
}

fn ibuprofen() -> Value {
    proposes(json!({ "text": "Ibuprofen 800 mg tablet" }), "1 tab po tid")
}

fn tier_of(check: &BundleCheck, kind: FindingKind, about: &str) -> Option<Tier> {
    let mine = |text: &String| text.to_lowercase().contains(about);
    let of = check.findings.iter().find(|f| f.kind == kind && (mine(&f.title) || f.facts.iter().any(mine)));
    of.map(|finding| finding.tier)
}

fn not_checked(check: &BundleCheck) -> String {
    let lines = check.not_checked.iter().map(|n| format!("{}: {}: {}", n.check, n.subject, n.because));
    lines.collect::<Vec<_>>().join("\n")
}

#[test]
fn a_drug_is_known_by_rxnorm_code_by_national_drug_code_and_by_its_name() {
    for drug in [
        rxnorm("855332"),
        coded("http://hl7.org/fhir/sid/ndc", "0056-0172-70"),
        json!({ "text": "Warfarin Sodium 5 MG Oral Tablet [Coumadin]" }),
        json!({ "text": "her blood thinner", "coding": [{ "display": "warfarin 5 mg tablet" }] }),
    ] {
        let check = checked(&bundle(&[ana(), takes("m1", drug.clone()), ibuprofen()])).unwrap();
        assert_eq!(tier_of(&check, FindingKind::Interaction, "warfarin"), Some(Tier::High), "{drug}");
        let other = check.findings.iter().find_map(|finding| finding.other.as_deref());
        assert_eq!(other, Some("MedicationStatement/m1"));
    }
}

#[test]
fn problems_count_by_code_and_by_a_name_that_icd_10_cm_has() {
    for code in [
        coded("http://hl7.org/fhir/sid/icd-10-cm", "N184"),
        json!({ "coding": [{ "system": "http://snomed.info/sct", "code": "431857002",
            "display": "Chronic kidney disease stage 4 (disorder)" }] }),
    ] {
        let problem = json!({ "resourceType": "Condition", "code": code });
        let check = checked(&bundle(&[ana(), problem, ibuprofen()])).unwrap();
        assert_eq!(tier_of(&check, FindingKind::Condition, "kidney"), Some(Tier::High), "{code}");
    }
}

#[test]
fn directions_in_codes_are_checked_like_directions_in_words() {
    let mut order = proposes(json!({ "text": "Ibuprofen 800 mg tablet" }), "");
    order["dosageInstruction"] = json!([{ "text": "per protocol",
        "timing": { "repeat": { "frequency": 6, "period": 1, "periodUnit": "d" } },
        "doseAndRate": [{ "doseQuantity": { "value": 1, "unit": "tablet" } }] }]);
    let check = checked(&bundle(&[ana(), order])).unwrap();
    assert_eq!(check.proposed.directions, "Take 1 tablet by mouth 6 times daily");
    assert!(tier_of(&check, FindingKind::Dose, "4,800 mg").is_some(), "{:?}", check.findings);
}

#[test]
fn whatever_cannot_be_used_is_said_and_never_passed_over() {
    let said = |resource: Value| not_checked(&checked(&bundle(&[ana(), resource, ibuprofen()])).unwrap());
    assert!(
        said(takes("t", json!({ "text": "grandmother's tea" }))).contains("Interactions: grandmother's tea")
    );
    let mut paused = takes("p", json!({ "text": "digoxin" }));
    paused["status"] = json!("on-hold");
    assert!(said(paused).contains("digoxin: it is on hold"));
    let mut theirs = takes("x", json!({ "text": "warfarin" }));
    theirs["subject"] = json!({ "reference": "Patient/bob" });
    assert!(said(theirs).contains("it is about Patient/bob, who is not the patient of the bundle"));
    let allergy = json!({ "resourceType": "AllergyIntolerance", "code": { "text": "blue pills" } });
    assert!(said(allergy).contains("Allergies: blue pills: recorded as free text"));
    let crooked = json!({ "resourceType": "Condition", "code": "N18.4" });
    assert!(
        said(crooked).contains("Conditions: entry 2 (Condition): code: "),
        "an unreadable entry has its place"
    );
    let value = json!({ "resourceType": "Observation", "status": "final", "code": { "text": "Kreatinin" },
        "valueQuantity": { "value": 2, "unit": "mg/dL" } });
    assert!(said(value).contains("Values: Kreatinin: entry 2 (Observation) has no LOINC code"));
    let given = json!({ "resourceType": "MedicationAdministration", "id": "g" });
    assert!(said(given).contains("name what is taken as a MedicationStatement"));
}

#[test]
fn elements_that_are_null_or_missing_stop_nothing() {
    let sparse = [
        json!({ "resourceType": "Patient", "birthDate": null, "gender": null, "name": null }),
        json!({ "resourceType": "MedicationStatement", "status": null, "medicationCodeableConcept": { "text": "warfarin" }, "dosage": null }),
        json!({ "resourceType": "AllergyIntolerance", "code": { "text": "penicillin", "coding": null }, "reaction": [{ "manifestation": null }] }),
        json!({ "resourceType": "Condition", "code": { "coding": [{ "system": "http://hl7.org/fhir/sid/icd-10-cm", "code": "I10", "display": null }] } }),
        json!({ "resourceType": "Observation", "code": { "coding": [{ "system": "http://loinc.org", "code": "2160-0" }] }, "valueQuantity": { "value": 0.9, "unit": "mg/dL" } }),
        json!({ "resourceType": "MedicationRequest", "intent": "proposal", "medicationCodeableConcept": { "text": "ibuprofen" }, "dosageInstruction": null }),
    ];
    let check = checked(&bundle(&sparse)).unwrap();
    assert_eq!(tier_of(&check, FindingKind::Interaction, "warfarin"), Some(Tier::High));
    assert_eq!(check.checked_against, "1 medication, 1 allergy, 1 problem");
    let since =
        check.findings.iter().flat_map(|finding| &finding.facts).find(|fact| fact.contains("arfarin"));
    assert_eq!(
        since.map(String::as_str),
        Some("warfarin, active"),
        "a date that nobody gave is not invented"
    );
}

#[test]
fn the_newest_value_counts_and_a_stopped_drug_does_not() {
    let creatinine = |value: f64, day: &str| {
        json!({ "resourceType": "Observation", "status": "final", "effectiveDateTime": day,
            "code": { "coding": [{ "system": "http://loinc.org", "code": "2160-0", "display": "Creatinine" }] },
            "valueQuantity": { "value": value, "unit": "mg/dL", "system": "http://unitsofmeasure.org", "code": "mg/dL" } })
    };
    let order = proposes(json!({ "text": "metformin 500 mg tablet" }), "1 tab po bid");
    let mut stopped = takes("old", json!({ "text": "warfarin" }));
    stopped["status"] = json!("stopped");
    let bad_then_good =
        [ana(), creatinine(3.1, "2026-06-01"), creatinine(0.8, "2026-11-01"), stopped, order.clone()];
    let check = checked(&bundle(&bad_then_good)).unwrap();
    assert_eq!(tier_of(&check, FindingKind::Renal, "egfr"), None);
    assert!(check.checked_against.starts_with("0 medications"), "{}", check.checked_against);
    let good_then_bad = [ana(), creatinine(0.8, "2026-06-01"), creatinine(3.1, "2026-11-01"), order];
    let check = checked(&bundle(&good_then_bad)).unwrap();
    assert_eq!(tier_of(&check, FindingKind::Renal, "egfr"), Some(Tier::Contraindicated));
}

#[test]
fn a_bundle_without_exactly_one_usable_proposal_is_refused_with_the_place() {
    let refused = |bundle: &Value| checked(bundle).map(|_| ()).unwrap_err();
    assert!(refused(&ana()).contains("a Patient, not a Bundle"));
    assert!(
        refused(&bundle(&[ana(), takes("m", json!({ "text": "warfarin" }))])).contains("proposes no order")
    );
    let two = refused(&bundle(&[ana(), ibuprofen(), ibuprofen()]));
    assert!(
        two.contains("proposes 2 orders: entry 2 (MedicationRequest, MedicationRequest/new), entry 3"),
        "{two}"
    );
    let nobodys = proposes(json!({ "coding": [] }), "1 tab po daily");
    assert!(
        refused(&bundle(&[ana(), nobodys]))
            .contains("entry 2 (MedicationRequest, MedicationRequest/new): medication")
    );
    let mut crooked = ibuprofen();
    crooked["dosageInstruction"] = json!("1 tab po tid");
    let text = refused(&bundle(&[ana(), crooked]));
    assert!(
        text.contains("No proposed order could be read. entry 2") && text.contains("dosageInstruction"),
        "{text}"
    );
    let mut theirs = ibuprofen();
    theirs["subject"] = json!({ "reference": "Patient/bob" });
    assert!(refused(&bundle(&[ana(), theirs])).contains("it is about Patient/bob"));
    let mut bob = ana();
    bob["id"] = json!("bob");
    assert!(refused(&bundle(&[ana(), bob, ibuprofen()])).contains("more than one patient: entry 1"));
    let mut over = ibuprofen();
    over["status"] = json!("entered-in-error");
    assert!(refused(&bundle(&[ana(), over])).contains("status: a proposal that is entered-in-error"));
    let whole = bundle(&[ana(), ibuprofen()]).to_string();
    let cut = checked_text(&whole.as_bytes()[..whole.len() - 40]).map(|_| ()).unwrap_err();
    assert!(cut.contains("ends too early, at line 1"), "{cut}");
}

#[test]
fn impossible_directions_stop_the_order_or_are_said_as_not_checked() {
    let order = |sig: &str| {
        checked(&bundle(&[ana(), proposes(json!({ "text": "lisinopril 20 mg tablet" }), sig)])).unwrap()
    };
    for sig in ["1000000000 tabs po daily", "0 tabs po daily"] {
        let check = order(sig);
        assert!(
            check.findings.iter().any(|f| f.kind == FindingKind::Dose && f.tier >= Tier::High),
            "{sig}: {:?}",
            check.findings
        );
    }
    assert!(not_checked(&order("1..5 mg po daily")).contains("Dose"));
}

#[test]
fn the_terminal_answers_in_json_and_says_by_its_exit_code_what_went_wrong() {
    let folder = tempfile::tempdir().unwrap();
    let file = |name: &str, text: &str| {
        let path = folder.path().join(name);
        std::fs::write(&path, text).unwrap();
        path
    };
    let run = |path: &std::path::Path, more: &[&str]| {
        let mut command = Command::new(terminal_program().unwrap());
        command.arg("check").arg("--patient").arg(path).args(more);
        command.env("YARROW_KNOWLEDGE", yarrow_api::paths::knowledge());
        let output = command.output().unwrap();
        let text = |bytes: &[u8]| String::from_utf8_lossy(bytes).into_owned();
        (output.status.code(), text(&output.stdout), text(&output.stderr))
    };
    let whole = bundle(&[ana(), takes("m", json!({ "text": "warfarin" })), ibuprofen()]).to_string();
    let good = file("good.json", &whole);
    let (code, out, _) = run(&good, &["--today", "2026-11-20"]);
    assert_eq!(code, Some(0));
    let answer: Value = serde_json::from_str(&out).unwrap();
    assert_eq!(answer["today"], "2026-11-20");
    let finding = &answer["findings"][0];
    for (key, value) in [("kind", "interaction"), ("tier", "high"), ("other", "MedicationStatement/m")] {
        assert_eq!(finding[key], value);
    }
    for key in ["title", "detail", "rule"] {
        assert!(finding[key].as_str().is_some_and(|text| !text.is_empty()), "{key}: {finding}");
    }
    assert!(finding["sources"][0].is_string() && finding["facts"][0].is_string());
    let (code, out, error) = run(&file("cut.json", &whole[..whole.len() / 2]), &[]);
    assert_eq!((code, out.as_str()), (Some(1), ""));
    assert!(error.contains("cut.json: The file ends too early, at line 1"), "{error}");
    assert_eq!(run(&good, &["--today", "tomorrow"]).0, Some(2));
    assert_eq!(run(&folder.path().join("none.json"), &[]).0, Some(2));
    let huge = folder.path().join("huge.json");
    std::fs::File::create(&huge).unwrap().set_len(200_000_000).unwrap();
    let (code, _, error) = run(&huge, &[]);
    assert_eq!(code, Some(1));
    assert!(error.contains("200 MB; at most 100 MB"), "{error}");
}
