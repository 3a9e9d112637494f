//! Who may do what, and who is there: the whole permission table through every command, emergencies, log-off, passphrases.

use serde_json::{Value, json};
use yarrow_api::ErrorKind;
use yarrow_api::table::TABLE;
use yarrow_core::access::{Permission, Role};

use crate::charted::{Chart, EVERYBODYS, ROLES, charted, end_of, guarded, problem};
use crate::house::{House, PASSPHRASE, but, document, new_practice, person};

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
        let before = house.counts();
        for (command, permission, request) in of_role(&chart, login, false) {
            let noted = house.counts()[1];
            match end_of(&house, command, request) {
                Some(ErrorKind::Forbidden) if house.counts()[1] == noted + 1 => {}
                Some(ErrorKind::Forbidden) => faults.push(format!("{login}: {command} is not in the audit")),
                end => faults.push(format!("{login} may not {}: {command} {end:?}", permission.sentence())),
            }
        }
        let after = house.counts();
        assert_eq!(
            [before[0], before[2], before[3]],
            [after[0], after[2], after[3]],
            "{login} changed something"
        );
    }
    // The physician comes last: signing and cancelling end what the others' requests are about.
    for login in ROLES.into_iter().rev() {
        house.sign_in(login);
        for (command, _, request) in of_role(&chart, login, true) {
            let ends_the_visit = command == "cancel_encounter" && login != "physician";
            if !ends_the_visit && end_of(&house, command, request) == Some(ErrorKind::Forbidden) {
                faults.push(format!("{login} may and was kept from {command}"));
            }
        }
    }
    assert!(faults.is_empty(), "{faults:#?}");
}

/// The guarded commands that a role may, or may not, run.
fn of_role(chart: &Chart, login: &str, allowed: bool) -> Vec<(&'static str, Permission, Value)> {
    let role: Role = serde_json::from_value(json!(login)).unwrap();
    guarded(chart).into_iter().filter(|(_, permission, _)| role.may(*permission) == allowed).collect()
}

#[test]
fn the_front_desk_finds_patients_and_sees_nothing_clinical() {
    let house = House::with(&["physician", "front_desk"]);
    let chart = charted(&house);
    house.sign_in("front_desk");
    assert_eq!(house.ask("find_patients", json!({ "query": "lind", "limit": 5 }))[0]["id"], chart.patient);
    let clinical = "open_chart timeline observation_series problem_list medication_list field_history note \
        check_prescription document_content prescription_pdf medication_list_pdf audit_log verify_record open_visits save_draft break_glass";
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
