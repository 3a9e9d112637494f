//! Who may do what, and who is there: the whole permission table through every command, emergencies, log-off, passphrases.

use serde_json::{Value, json};
use yarrow_api::ErrorKind;
use yarrow_api::table::TABLE;
use yarrow_core::access::{Permission, Role};

use crate::house::{House, PASSPHRASE, but, document, draft, new_practice, patient, person, text};

const ROLES: [&str; 6] = ["physician", "nurse", "front_desk", "biller", "practice_manager", "administrator"];
/// Commands that no permission guards: they are there before anybody signs in, or concern only oneself or the reference
/// data.
const EVERYBODYS: &str = "app_status create_practice confirm_recovery_words recovery_sheet_pdf explore_demo unlock \
    unlock_with_recovery job cancel_job lock touch set_keychain changes_since session reauthenticate change_passphrase \
    role_table read_vitals search_drugs search_diagnoses search_allergens reaction_list read_sig knowledge_manifest \
    override_reasons preferences save_preference";

/// A chart with one of everything in it, by the names that requests need.
struct Chart {
    patient: String,
    other: String,
    encounter: String,
    note: String,
    prescription: String,
    problem: String,
    allergy: String,
    observation: String,
    document: String,
}

fn charted(house: &House) -> Chart {
    house.sign_in("physician");
    let id = |value: Value| text(&value["id"]);
    let patient_id = id(house.ask("register_patient", patient("Lindqvist", "Ana", "1959-03-14")));
    let other = id(house.ask("register_patient", patient("Marsh", "Tobias", "1948-01-30")));
    let of = |more: Value| but(but(more, json!({ "patient_id": patient_id })), json!({}));
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

fn problem(code: &str) -> Value {
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
fn guarded(c: &Chart) -> Vec<(&'static str, Permission, Value)> {
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
        ("practitioner_list", P::PatientDemographicsRead, json!({})),
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
        ("field_history", P::ChartRead, json!({ "resource": "Condition", "id": c.problem, "field": null })),
        ("note", P::ChartRead, json!({ "note_id": c.note })),
        ("check_prescription", P::ChartRead, rx.clone()),
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
        ("record_vitals", P::ChartWrite, of(json!({ "encounter_id": null, "text": "118/76" }))),
        ("strike_observations", P::ChartWrite, json!({ "ids": [c.observation], "reason": "wrong patient" })),
        ("stop_medication", P::ChartWrite, json!({ "id": c.prescription, "reason": "no longer needed" })),
        ("hold_medication", P::ChartWrite, json!({ "id": c.prescription, "reason": "no longer needed" })),
        ("resume_medication", P::ChartWrite, json!({ "id": c.prescription })),
        ("stage_prescription", P::Prescribe, rx),
        ("prescription_pdf", P::Print, json!({ "ids": [c.prescription] })),
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
fn end_of(house: &House, command: &str, request: Value) -> Option<ErrorKind> {
    let reply = match house.app().dispatch(command, request) {
        Err(error) => return Some(error.kind),
        Ok(reply) => reply.value,
    };
    if command != "import_fhir" {
        return None;
    }
    for _ in 0..2_000 {
        let job = house.ask("job", json!({ "id": reply["id"] }));
        match job["state"].as_str() {
            Some("running") => std::thread::sleep(std::time::Duration::from_millis(5)),
            _ => return serde_json::from_value(job["error"]["kind"].clone()).ok(),
        }
    }
    panic!("the job does not end")
}

#[test]
fn every_command_is_guarded_or_said_to_be_everybodys() {
    let house = House::with(&["physician"]);
    let guarded = guarded(&charted(&house));
    let free: Vec<&str> = EVERYBODYS.split_whitespace().collect();
    for row in TABLE {
        let is_guarded = guarded.iter().any(|(name, ..)| *name == row.name);
        assert!(is_guarded != free.contains(&row.name), "{} belongs in one of the two lists", row.name);
    }
    assert_eq!(guarded.len() + free.len(), TABLE.len());
}

#[test]
fn every_role_is_kept_from_exactly_the_commands_that_the_permission_table_denies_it() {
    let house = House::with(&ROLES[..5]);
    let chart = charted(&house);
    let mut faults = Vec::new();
    for login in ROLES {
        house.sign_in(login);
        let role: Role = serde_json::from_value(json!(login)).unwrap();
        let denied = guarded(&chart).into_iter().filter(|(_, permission, _)| !role.may(*permission));
        let (denied, allowed): (Vec<_>, Vec<_>) =
            (denied.collect(), guarded(&chart).into_iter().filter(|(_, p, _)| role.may(*p)).collect());
        let before = house.counts();
        for (command, permission, request) in denied {
            let refused = house.counts()[1];
            match end_of(&house, command, request) {
                Some(ErrorKind::Forbidden) if house.counts()[1] == refused + 1 => {}
                Some(ErrorKind::Forbidden) => {
                    faults.push(format!("{login} was kept from {command}, unnoticed by the audit"))
                }
                end => faults.push(format!(
                    "{login} may not {}, yet {command} ended in {end:?}",
                    permission.sentence()
                )),
            }
        }
        let after = house.counts();
        assert_eq!(
            [before[0], before[2], before[3]],
            [after[0], after[2], after[3]],
            "{login} changed something"
        );
        // Physicians last, who end what the others need: the order of roles would otherwise matter.
        if login == "physician" {
            continue;
        }
        for (command, _, request) in
            allowed.into_iter().filter(|(command, ..)| *command != "cancel_encounter")
        {
            if end_of(&house, command, request) == Some(ErrorKind::Forbidden) {
                faults.push(format!("{login} may and was kept from {command}"));
            }
        }
    }
    house.sign_in("physician");
    for (command, permission, request) in guarded(&chart) {
        let end = end_of(&house, command, request);
        if Role::Physician.may(permission) && end == Some(ErrorKind::Forbidden) {
            faults.push(format!("physician may and was kept from {command}"));
        }
    }
    assert!(faults.is_empty(), "{faults:#?}");
}

#[test]
fn the_front_desk_finds_patients_and_sees_nothing_clinical() {
    let house = House::with(&["physician", "front_desk"]);
    let chart = charted(&house);
    house.sign_in("front_desk");
    assert_eq!(house.ask("find_patients", json!({ "query": "lind", "limit": 5 }))[0]["id"], chart.patient);
    let clinical = "open_chart timeline observation_series problem_list medication_list field_history note \
        check_prescription document_content prescription_pdf audit_log verify_record open_visits save_draft break_glass";
    for name in clinical.split_whitespace() {
        let (_, _, request) = guarded(&chart).into_iter().find(|(command, ..)| *command == name).unwrap();
        house.refuses(name, request, ErrorKind::Forbidden, "Front desk may not");
    }
    let audit = house.audit();
    let refused = |category: &str| {
        audit.iter().find(|event| event["action"] == "refused" && event["category"] == category)
    };
    let chart_entry = refused("open_chart").expect("no refusal in the audit");
    assert_eq!(
        (&chart_entry["user"], &chart_entry["outcome"]),
        (&json!("front_desk"), &json!("not permitted"))
    );
    assert_eq!(chart_entry["patient_id"], chart.patient);
    assert!(refused("prescription_pdf").is_some() && refused("audit_log").is_some());
}

#[test]
fn nobody_who_is_not_signed_in_gets_more_than_the_sign_in_screen() {
    let house = House::with(&["physician"]);
    let chart = charted(&house);
    house.ask("lock", json!({}));
    for (command, _, request) in guarded(&chart) {
        assert_eq!(end_of(&house, command, request), Some(ErrorKind::Locked), "{command}");
    }
    for command in
        ["session", "preferences", "search_drugs", "changes_since", "role_table", "set_keychain", "touch"]
    {
        let request = json!({ "query": "x", "limit": 1, "cursor": 0, "on": false });
        assert_eq!(house.fails(command, request).kind, ErrorKind::Locked, "{command}");
    }
    let status = house.ask("app_status", json!({})).to_string();
    assert!(!status.contains("Lindqvist"), "{status}");
    assert_eq!(house.fails("create_practice", new_practice()).kind, ErrorKind::Refused);
}

#[test]
fn an_emergency_opens_one_chart_for_reading_for_one_hour() {
    let house = House::with(&["physician"]);
    let chart = charted(&house);
    house.sign_in("administrator");
    let open = |id: &str| json!({ "patient_id": id });
    house.refuses("open_chart", open(&chart.patient), ErrorKind::Forbidden, "may not open charts");
    house.blames("break_glass", but(open(&chart.patient), json!({ "reason": "because" })), "reason");
    house.refuses("open_chart", open(&chart.patient), ErrorKind::Forbidden, "may not open charts");
    let reason = "found unconscious, no clinician reachable";
    house.ask("break_glass", but(open(&chart.patient), json!({ "reason": reason })));

    assert_eq!(house.ask("open_chart", open(&chart.patient))["allergies"][0]["display"], "latex");
    house.ask("document_content", json!({ "id": chart.document }));
    house.refuses("open_chart", open(&chart.other), ErrorKind::Forbidden, "may not open charts");
    let add = but(problem("E78.5"), open(&chart.patient));
    house.refuses("add_problem", add, ErrorKind::Forbidden, "may not record problems");
    house.refuses(
        "prescription_pdf",
        json!({ "ids": [chart.prescription] }),
        ErrorKind::Forbidden,
        "may not print",
    );
    // A screen that is looked at stays open; each step is shorter than the automatic log-off.
    for _ in 0..14 {
        house.later(257);
        house.ask("open_chart", open(&chart.patient));
    }
    house.later(2);
    house.refuses("open_chart", open(&chart.patient), ErrorKind::Forbidden, "may not open charts");

    let audit = house.ask("audit_log", json!({ "patient_id": chart.patient, "after": null, "limit": 100 }));
    let events = audit.as_array().unwrap();
    let broken = events.iter().find(|event| event["action"] == "emergency access").expect("not in the audit");
    assert_eq!((&broken["reason"], &broken["user"]), (&json!(reason), &json!("administrator")));
    let looks =
        events.iter().filter(|event| event["action"] == "read" && event["user"] == "administrator").count();
    assert!(looks >= 2, "the looks themselves are in the audit too");
}

#[test]
fn an_emergency_ends_with_the_session() {
    let house = House::with(&["physician"]);
    let chart = charted(&house);
    house.sign_in("administrator");
    house.ask(
        "break_glass",
        json!({ "patient_id": chart.patient, "reason": "found unconscious at the desk" }),
    );
    house.ask("open_chart", json!({ "patient_id": chart.patient }));
    house.ask("lock", json!({}));
    house.sign_in("administrator");
    let open = json!({ "patient_id": chart.patient });
    house.refuses("open_chart", open, ErrorKind::Forbidden, "may not open charts");
}

#[test]
fn a_workstation_left_alone_locks_itself_and_keeps_what_was_typed() {
    let house = House::with(&["physician"]);
    let chart = charted(&house);
    let typed =
        json!({ "note_id": chart.note, "body": document("Half a sen"), "text": "Half a sen", "caret": 10 });
    house.ask("save_draft", typed);
    // What a window does by itself is no sign of a person.
    for _ in 0..12 {
        house.later(30);
        house.ask("changes_since", json!({ "cursor": 0 }));
        house.ask("app_status", json!({}));
    }
    house.later(1);
    assert_eq!(house.fails("open_chart", json!({ "patient_id": chart.patient })).kind, ErrorKind::Locked);
    assert_eq!(house.ask("app_status", json!({}))["state"], "locked");
    assert_eq!(house.fails("touch", json!({})).kind, ErrorKind::Locked);

    house.sign_in("physician");
    let back = house.ask("open_chart", json!({ "patient_id": chart.patient }));
    assert_eq!((&back["draft"]["text"], &back["draft"]["caret"]), (&json!("Half a sen"), &json!(10)));
    assert_eq!(back["note"]["text"], "");
    let audit = house.audit();
    assert!(
        audit.iter().any(|event| event["action"] == "sign out"
            && event["reason"] == "no activity"
            && event["user"] == "physician"),
        "the automatic log-off is not in the audit"
    );
}

#[test]
fn a_workstation_in_use_stays_open() {
    let house = House::with(&[]);
    for _ in 0..20 {
        house.later(299);
        house.ask("find_patients", json!({ "query": "a", "limit": 1 }));
    }
    assert_eq!(house.ask("app_status", json!({}))["state"], "unlocked");
}

#[test]
fn wrong_passphrases_are_waited_for_counted_across_a_restart_and_told_at_the_next_sign_in() {
    let mut house = House::with(&["nurse"]);
    house.ask("lock", json!({}));
    let wrong = json!({ "login": "nurse", "passphrase": "five quiet herons at noon" });
    let right = json!({ "login": "nurse", "passphrase": PASSPHRASE });
    for left in [4, 3] {
        let error = house.fails("unlock", wrong.clone());
        assert!(error.message.contains(&format!("{left} tries left")), "{error:?}");
    }
    house.restart();
    assert!(house.fails("unlock", wrong.clone()).message.contains("2 tries left"));
    house.fails("unlock", wrong.clone());
    house.fails("unlock", wrong.clone());
    house.restart();
    house.refuses("unlock", right.clone(), ErrorKind::Throttled, "5 minutes");
    house.later(299);
    house.refuses("unlock", right.clone(), ErrorKind::Throttled, "1 minute");
    // Others go on working, and the next of them to sign in brings the news into the audit.
    let audit = house.audit();
    let told = audit.iter().find(|event| event["outcome"] == "wrong passphrase").expect("not in the audit");
    assert_eq!(told["reason"], "5 wrong tries for nurse");
    house.later(2);
    house.ask("unlock", right);
    house.ask("lock", json!({}));
    assert!(
        house.fails("unlock", wrong).message.contains("4 tries left"),
        "the right passphrase clears the count"
    );
}

#[test]
fn proving_who_is_there_clears_the_count_of_wrong_passphrases_as_signing_in_does() {
    let house = House::with(&[]);
    let wrong = json!({ "passphrase": "five quiet herons at noon" });
    for _ in 0..4 {
        house.fails("reauthenticate", wrong.clone());
    }
    house.ask("reauthenticate", json!({ "passphrase": PASSPHRASE }));
    let error = house.fails("reauthenticate", wrong);
    assert!(error.message.contains("4 tries left"), "{error:?}");
}

#[test]
fn guessing_the_passphrase_of_an_unknown_login_looks_like_any_other_wrong_guess() {
    let house = House::with(&[]);
    house.ask("lock", json!({}));
    let guess = |login: &str| {
        house.fails("unlock", json!({ "login": login, "passphrase": "five quiet herons at noon" }))
    };
    assert_eq!(guess("nobody"), guess("administrator"));
}

#[test]
fn a_new_passphrase_of_ones_own_takes_the_old_one_and_is_in_the_audit() {
    let house = House::with(&["nurse"]);
    house.sign_in("nurse");
    let next = "seven loud geese at dusk";
    house.blames("change_passphrase", json!({ "current": "not the one in use", "next": next }), "passphrase");
    house.blames("change_passphrase", json!({ "current": PASSPHRASE, "next": "short" }), "next");
    house.ask("change_passphrase", json!({ "current": PASSPHRASE, "next": next }));
    house.ask("lock", json!({}));
    house.blames("unlock", json!({ "login": "nurse", "passphrase": PASSPHRASE }), "passphrase");
    house.ask("unlock", json!({ "login": "nurse", "passphrase": next }));
    let audit = house.audit();
    assert!(audit.iter().any(|event| event["action"] == "change passphrase" && event["user"] == "nurse"));
}

#[test]
fn a_change_of_role_is_in_the_audit_and_holds_from_the_next_sign_in() {
    let house = House::with(&["physician", "nurse"]);
    let chart = charted(&house);
    house.sign_in("administrator");
    let everybody = house.ask("practitioner_list", json!({}));
    let nurse = everybody.as_array().unwrap().iter().find(|person| person["login"] == "nurse").unwrap();
    let moved = but(person("nurse", "front_desk"), json!({ "id": nurse["id"], "passphrase": null }));
    house.ask("save_practitioner", moved);
    let change = house
        .audit()
        .into_iter()
        .find(|event| event["action"] == "change" && event["entity"] == "Practitioner");
    let change = change.expect("no change of a person in the audit");
    assert_eq!((&change["entity_id"], &change["user"]), (&nurse["id"], &json!("administrator")));

    house.sign_in("nurse");
    assert_eq!(house.ask("session", json!({}))["role"], "front_desk");
    let open = json!({ "patient_id": chart.patient });
    house.refuses("open_chart", open, ErrorKind::Forbidden, "Front desk may not");
}
