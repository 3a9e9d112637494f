//! A chart with one of everything in it, and every command that a permission guards with a request about that chart.

use std::time::Duration;

use serde_json::{Value, json};
use yarrow_api::ErrorKind;
use yarrow_core::access::Permission;

use crate::house::{House, PASSPHRASE, but, document, draft, patient, person, text};

/// Every role; the logins of [`House::with`] are the same.
pub const ROLES: [&str; 6] =
    ["physician", "nurse", "front_desk", "biller", "practice_manager", "administrator"];
/// Commands that no permission guards: they are there before anybody signs in, or concern only oneself or the reference
/// data.
pub const EVERYBODYS: &str = "app_status create_practice confirm_recovery_words recovery_sheet_pdf explore_demo unlock \
    unlock_with_recovery job cancel_job lock touch set_keychain changes_since session reauthenticate change_passphrase \
    role_table read_vitals search_drugs search_diagnoses search_allergens reaction_list read_sig knowledge_manifest \
    override_reasons status_reasons denial_reasons preferences save_preference";

/// A chart with one of everything in it, by the names that requests need.
pub struct Chart {
    pub patient: String,
    pub other: String,
    pub encounter: String,
    pub note: String,
    pub prescription: String,
    pub problem: String,
    pub allergy: String,
    pub observation: String,
    pub document: String,
}

pub fn charted(house: &House) -> Chart {
    house.sign_in("physician");
    let id = |value: Value| text(&value["id"]);
    let patient_id = id(house.ask("register_patient", patient("Lindqvist", "Ana", "1959-03-14")));
    let other = id(house.ask("register_patient", patient("Marsh", "Tobias", "1948-01-30")));
    let of = |more: Value| but(more, json!({ "patient_id": patient_id }));
    let visit = house.ask("start_encounter", of(json!({ "kind": "Office visit", "reason": null })));
    let encounter = text(&visit["encounter"]["id"]);
    let rx = draft(&patient_id, &encounter, "azithromycin|250 mg|tablet", "1 tab po daily x5d", 5);
    let line = of(json!({ "encounter_id": null, "text": "120/80" }));
    Chart {
        prescription: text(&house.ask("stage_prescription", rx)["prescription"]["id"]),
        problem: id(house.ask("add_problem", of(problem("I10")))),
        allergy: id(house.ask("add_allergy", of(allergy("latex")))),
        observation: text(&house.ask("record_vitals", line)[0]["id"]),
        document: id(house.ask("add_document", of(letter()))),
        note: text(&visit["note"]["id"]),
        encounter,
        other,
        patient: patient_id,
    }
}

pub fn problem(code: &str) -> Value {
    json!({ "encounter_id": null, "code": code, "display": "", "onset": null, "note": null })
}

fn allergy(subject: &str) -> Value {
    json!({ "subject_kind": "free_text", "subject": subject, "display": subject, "reactions": [], "severity": "mild",
        "onset": null, "note": null })
}

fn letter() -> Value {
    json!({ "encounter_id": null, "title": "Letter", "kind": "Letter", "content_type": "text/plain", "base64": "SGVsbG8=" })
}

/// Every guarded command with what it takes, as the design has it, and a request that would be carried out or refused for
/// its content only after the role was looked at. In an order in which nothing takes away what the next one needs.
pub fn guarded(c: &Chart) -> Vec<(&'static str, Permission, Value)> {
    use Permission as P;
    let of = |more: Value| but(more, json!({ "patient_id": c.patient }));
    let list = || of(json!({ "all": true }));
    let rx = draft(&c.patient, &c.encounter, "amoxicillin|500 mg|capsule", "1 cap po tid x10d", 30);
    let body = document("Seen.");
    let site = json!({ "id": null, "name": "Annex", "phone": "(555) 010-2001", "fax": "", "active": true,
        "address": { "line": [], "city": "Albany", "state": "NY", "postal_code": "12207" } });
    let organization = json!({ "id": c.note, "name": "Heron", "npi": null, "time_zone": "America/New_York", "letterhead_note": null });
    vec![
        ("find_patients", P::PatientDemographicsRead, json!({ "query": "lind", "limit": 5 })),
        ("recent_patients", P::PatientDemographicsRead, json!({ "limit": 5 })),
        (
            "patient_list",
            P::PatientDemographicsRead,
            json!({ "filter": "", "offset": 0, "limit": 5, "sort": "name", "descending": false }),
        ),
        ("patient", P::PatientDemographicsRead, json!({ "id": c.patient })),
        ("patient_duplicates", P::PatientDemographicsRead, patient("Lindqvist", "Ana", "1959-03-14")),
        ("practice_settings", P::PatientDemographicsRead, json!({})),
        ("rule_adjustments", P::SafetyReport, json!({})),
        (
            "alert_report",
            P::SafetyReport,
            json!({ "from": "2026-01-01T00:00:00Z", "to": "2026-02-01T00:00:00Z", "practitioner_id": null }),
        ),
        (
            "adjust_rule",
            P::SafetyAdjust,
            json!({ "rule": "qt-known-with-known", "tier_before": "high", "tier": "moderate", "reason": "Agreed here" }),
        ),
        ("withdraw_adjustment", P::SafetyAdjust, json!({ "id": c.note })),
        ("changed_course", P::Prescribe, of(json!({ "findings": [] }))),
        ("open_tasks", P::ChartRead, json!({ "patient_id": c.patient, "mine": false })),
        (
            "add_task",
            P::ChartWrite,
            of(
                json!({ "description": "Check INR", "reason": null, "medication_id": null, "due": null, "owner_id": null }),
            ),
        ),
        (
            "request_refill",
            P::PatientDemographicsWrite,
            of(json!({ "medication_id": null, "asked_for": "lisinopril", "note": null, "owner_id": c.note })),
        ),
        ("close_task", P::ChartWrite, json!({ "id": c.note, "done": true, "outcome": null })),
        ("reopen_task", P::ChartWrite, json!({ "id": c.note })),
        ("practitioner_list", P::PatientDemographicsRead, json!({})),
        ("find_pharmacies", P::PatientDemographicsRead, json!({ "query": "", "limit": 5 })),
        ("pharmacy", P::PatientDemographicsRead, json!({ "id": c.patient })),
        ("pharmacy_choices", P::PatientDemographicsRead, of(json!({}))),
        ("prefer_pharmacy", P::PatientDemographicsWrite, of(json!({ "pharmacy_id": null }))),
        (
            "save_pharmacy",
            P::PharmacyDirectory,
            json!({ "id": null, "ncpdp_id": null, "npi": null, "name": "Alder", "phone": null, "fax": null,
            "services": [], "transport": "print", "script": "2017071", "note": null, "active": true,
            "address": { "line": [], "city": "Albany", "state": "NY", "postal_code": "12207" } }),
        ),
        (
            "import_pharmacies",
            P::PharmacyDirectory,
            json!({ "file": { "name": "a.csv", "base64": "bmFtZQpBbGRlcgo=" } }),
        ),
        ("register_patient", P::PatientDemographicsWrite, patient("Ng", "Lee", "2001")),
        (
            "update_patient",
            P::PatientDemographicsWrite,
            json!({ "id": c.other, "patient": patient("Marsh", "Tobias", "1948-01-30") }),
        ),
        ("open_chart", P::ChartRead, of(json!({}))),
        ("timeline", P::ChartRead, of(json!({ "kind": "all", "after": null, "limit": 10 }))),
        ("observation_series", P::ChartRead, of(json!({ "code": "8480-6" }))),
        ("problem_list", P::ChartRead, list()),
        ("medication_list", P::ChartRead, list()),
        ("medication_history", P::ChartRead, json!({ "id": c.prescription })),
        ("field_history", P::ChartRead, json!({ "resource": "Condition", "id": c.problem, "field": null })),
        ("note", P::ChartRead, json!({ "note_id": c.note })),
        ("check_prescription", P::ChartRead, rx.clone()),
        ("outbox", P::ChartRead, json!({ "all": false, "limit": 5 })),
        ("outbox_count", P::ChartRead, json!({})),
        ("transmission", P::ChartRead, json!({ "id": c.note })),
        ("prescription_routes", P::ChartRead, json!({ "prescription_id": c.prescription })),
        ("prescription_message", P::ChartRead, json!({ "prescription_id": c.prescription })),
        (
            "send_prescriptions",
            P::ChartWrite,
            json!({ "prescriptions": [{ "prescription_id": c.prescription, "route": "electronic" }] }),
        ),
        ("cancel_prescription", P::Prescribe, json!({ "id": c.note, "reason": "Wrong drug" })),
        ("pharmacy_request", P::ChartRead, json!({ "id": c.note })),
        ("assign_request", P::ChartWrite, json!({ "id": c.note, "patient_id": c.patient })),
        ("approve_request", P::Prescribe, json!({ "id": c.note })),
        ("deny_request", P::Prescribe, json!({ "id": c.note, "code": "AM", "note": "" })),
        ("file_message", P::ChartWrite, json!({ "id": c.note, "note": "Called them" })),
        ("retry_transmission", P::ChartWrite, json!({ "id": c.note })),
        ("settle_transmission", P::ChartWrite, json!({ "id": c.note, "state": null, "note": "called" })),
        ("transmission_route", P::SettingsPractice, json!({})),
        (
            "save_transmission_route",
            P::SettingsPractice,
            json!({ "token": null, "route": { "connection": "none",
            "folder": "", "url": "", "ca_pem": "", "sender_id": "", "give_up_hours": 24, "poll_seconds": 60 } }),
        ),
        ("check_controlled", P::ChartRead, rx.clone()),
        ("pdmp_queries", P::ChartRead, of(json!({}))),
        ("document_content", P::DocumentRead, json!({ "id": c.document })),
        ("add_document", P::DocumentWrite, of(letter())),
        ("open_visits", P::NoteWrite, json!({})),
        (
            "start_encounter",
            P::NoteWrite,
            json!({ "patient_id": c.other, "kind": "Office visit", "reason": null }),
        ),
        ("save_draft", P::NoteWrite, json!({ "note_id": c.note, "body": body, "text": "Seen.", "caret": 0 })),
        ("save_note", P::NoteWrite, json!({ "note_id": c.note, "body": body, "text": "Seen." })),
        ("add_problem", P::ChartWrite, of(problem("E78.5"))),
        (
            "update_problem",
            P::ChartWrite,
            json!({ "id": c.problem, "clinical_status": "active", "onset": null,
            "abatement": null, "note": "seen", "entered_in_error": false }),
        ),
        ("add_allergy", P::ChartWrite, of(allergy("wool"))),
        (
            "update_allergy",
            P::ChartWrite,
            json!({ "id": c.allergy, "reactions": [], "severity": "mild", "status": "active", "note": null }),
        ),
        (
            "record_pdmp_query",
            P::ChartWrite,
            of(
                json!({ "outcome": "checked", "found": "No other prescribers", "reference": null, "queried_at": null,
                "queried_by": null }),
            ),
        ),
        ("strike_pdmp_query", P::ChartWrite, json!({ "id": c.note })),
        ("record_vitals", P::ChartWrite, of(json!({ "encounter_id": null, "text": "118/76" }))),
        ("strike_observations", P::ChartWrite, json!({ "ids": [c.observation], "reason": "wrong patient" })),
        (
            "stop_medication",
            P::ChartWrite,
            json!({ "id": c.prescription, "code": "no_longer_needed", "reason": "", "on": null }),
        ),
        (
            "hold_medication",
            P::ChartWrite,
            json!({ "id": c.prescription, "code": "surg", "reason": "", "until": null }),
        ),
        ("resume_medication", P::ChartWrite, json!({ "id": c.prescription })),
        ("stage_prescription", P::Prescribe, rx),
        ("reconcile_lists", P::ChartRead, of(json!({ "text": "aspirin 81 mg", "source": "" }))),
        (
            "preview_reconciliation",
            P::ChartRead,
            of(json!({ "text": "aspirin 81 mg", "source": "letter", "decisions": [] })),
        ),
        (
            "reconcile_medications",
            P::ChartWrite,
            of(json!({ "text": "aspirin 81 mg", "source": "letter", "decisions": [], "overrides": [] })),
        ),
        ("undo_reconciliation", P::ChartWrite, json!({ "id": c.note })),
        ("refill_queue", P::ChartRead, json!({ "within_days": 14, "mine": false })),
        ("approve_refills", P::Prescribe, json!({ "ids": [c.prescription] })),
        ("favourite_prescriptions", P::Prescribe, json!({ "reason_code": null, "query": "", "limit": 5 })),
        ("prescription_pdf", P::Print, json!({ "ids": [c.prescription] })),
        ("prescription_fax_pdf", P::Print, json!({ "ids": [c.prescription] })),
        ("medication_list_pdf", P::Print, json!({ "patient_id": c.patient, "language": "es" })),
        (
            "sign_visit",
            P::NoteSign,
            json!({ "encounter_id": c.encounter, "note_id": c.note, "body": body, "text": "Seen.",
            "prescription_ids": [], "finish": false }),
        ),
        ("add_addendum", P::NoteSign, json!({ "note_id": c.note, "text": "And heard." })),
        ("discard_prescription", P::Prescribe, json!({ "id": c.prescription })),
        (
            "cancel_encounter",
            P::NoteWrite,
            json!({ "encounter_id": c.encounter, "reason": "begun by mistake" }),
        ),
        ("save_organization", P::SettingsPractice, organization),
        ("save_location", P::SettingsPractice, site),
        ("save_practitioner", P::SettingsUsers, person("another", "nurse")),
        ("reset_passphrase", P::SettingsUsers, json!({ "login": "biller", "passphrase": PASSPHRASE })),
        ("new_recovery_key", P::SettingsUsers, json!({})),
        ("audit_log", P::AuditRead, json!({ "patient_id": null, "after": null, "limit": 5 })),
        ("verify_record", P::AuditRead, json!({})),
        ("import_fhir", P::Import, json!({ "files": [{ "name": "a.json", "base64": "e30=" }] })),
        // The other chart: an emergency opens one, and the ones above must stay closed.
        (
            "break_glass",
            P::BreakGlass,
            json!({ "patient_id": c.other, "reason": "unconscious in the waiting room" }),
        ),
        ("remove_demo", P::DemoRemove, json!({ "confirm": "Heron Street Clinic" })),
    ]
}

/// How a command ended for whoever is signed in; a job is waited for.
pub fn end_of(house: &House, command: &str, request: Value) -> Option<ErrorKind> {
    let reply = match house.app().dispatch(command, request) {
        Err(error) => return Some(error.kind),
        Ok(reply) => reply.value,
    };
    if !command.starts_with("import_") {
        return None;
    }
    for _ in 0..2_000 {
        let job = house.ask("job", json!({ "id": reply["id"] }));
        match job["state"].as_str() {
            Some("running") => std::thread::sleep(Duration::from_millis(5)),
            _ => return serde_json::from_value(job["error"]["kind"].clone()).ok(),
        }
    }
    panic!("the job does not end")
}
