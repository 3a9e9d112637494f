//! What the record remembers, and what it notices when somebody who holds the key goes behind its back.

use serde_json::{Value, json};
use yarrow_core::store::Verification;

use crate::house::{House, text};

/// A practice with a little history, closed, and what a verification found before anybody touched it.
fn grown() -> (House, Verification) {
    let (mut house, patient) = House::with_patient();
    for code in ["I10", "E78.5", "J20.9"] {
        let problem = json!({ "patient_id": patient, "encounter_id": null, "code": code, "display": "", "onset": null, "note": null });
        house.ask("add_problem", problem);
    }
    let found = house.verified();
    assert_eq!(found.problems, Vec::<String>::new());
    house.close();
    (house, found)
}

/// Runs SQL with the key in hand and the guards taken down, and answers what a verification then finds.
fn after(house: &mut House, sql: &str) -> Vec<String> {
    let db = house.behind_its_back();
    for guard in ["record_is_append_only", "audit_is_append_only"] {
        db.execute_batch(&format!("DROP TRIGGER {guard}_u; DROP TRIGGER {guard}_d;")).unwrap();
    }
    db.execute_batch(sql).unwrap();
    assert!(db.changes() > 0, "nothing was tampered with");
    drop(db);
    house.open();
    house.sign_in("administrator");
    let found = house.ask("verify_record", json!({}));
    serde_json::from_value(found["problems"].clone()).unwrap()
}

#[track_caller]
fn says(problems: &[String], words: &str) {
    assert!(problems.iter().any(|problem| problem.contains(words)), "nothing says “{words}”: {problems:?}");
}

#[test]
fn the_history_of_a_problem_tells_who_changed_it_when_and_from_what_to_what() {
    let (house, patient) = House::with_patient();
    let add = json!({ "patient_id": patient, "encounter_id": null, "code": "I10", "display": "", "onset": "2019", "note": null });
    let problem = text(&house.ask("add_problem", add)["id"]);
    let update = |status: &str, note: Value| json!({ "id": problem, "clinical_status": status, "onset": "2019", "abatement": null, "note": note, "entered_in_error": false });
    house.later(60);
    house.ask("update_problem", update("inactive", Value::Null));
    house.later(60);
    house.ask("update_problem", update("resolved", json!("off treatment")));
    house.ask("update_problem", update("resolved", json!("off treatment")));

    let ask = |field: Value| {
        house.ask("field_history", json!({ "resource": "Condition", "id": problem, "field": field }))
    };
    let history = ask(json!("clinical_status"));
    let steps: Vec<(String, Value, String)> = history
        .as_array()
        .unwrap()
        .iter()
        .map(|step| (text(&step["at"]), step["from"].clone(), text(&step["to"])))
        .collect();
    let at = |minute: u32| format!("2026-11-20T14:0{minute}:00.000Z");
    assert_eq!(
        steps,
        [
            (at(0), Value::Null, "active".to_owned()),
            (at(1), json!("active"), "inactive".to_owned()),
            (at(2), json!("inactive"), "resolved".to_owned()),
        ]
    );
    assert!(history.as_array().unwrap().iter().all(|step| step["who"] == "Dr. Castellan"), "{history}");
    assert_eq!(history[0]["command"], "add_problem");
    assert_eq!(history[2]["command"], "update_problem");
    let everything = ask(Value::Null);
    let note = everything.as_array().unwrap().iter().filter(|step| step["field"] == "note").count();
    assert_eq!(note, 1, "saving the same again is no change: {everything}");
}

#[test]
fn nothing_is_removed_from_log_or_audit_while_their_guards_stand() {
    let (house, _) = grown();
    let db = house.behind_its_back();
    for sql in [
        "DELETE FROM record WHERE no = 2",
        "UPDATE record SET command = 'x' WHERE no = 2",
        "DELETE FROM audit_event WHERE seq = 2",
        "UPDATE audit_event SET login = 'x' WHERE seq = 2",
    ] {
        let refused = db.execute_batch(sql).unwrap_err().to_string();
        assert!(refused.contains("append-only"), "{sql}: {refused}");
    }
}

#[test]
fn an_altered_log_record_is_named() {
    let (mut house, found) = grown();
    let last = found.records;
    let problems = after(
        &mut house,
        &format!("UPDATE record SET body = CAST(body || x'00' AS BLOB) WHERE seq = {last}"),
    );
    says(&problems, &format!("Log record {last} was altered"));
}

#[test]
fn a_log_record_laid_to_somebody_elses_door_is_named() {
    let (mut house, _) = grown();
    let problems = after(&mut house, "UPDATE record SET user_id = randomblob(16) WHERE seq = 2");
    says(&problems, "Log record 2 was altered");
}

#[test]
fn a_log_record_removed_from_the_middle_leaves_a_gap_that_is_named() {
    let (mut house, _) = grown();
    let problems = after(&mut house, "DELETE FROM record WHERE seq = 3");
    says(&problems, "Log record 4: the 1 before it are missing");
}

#[test]
fn log_records_cut_off_at_the_end_are_missed_by_the_audit() {
    let (mut house, found) = grown();
    let problems = after(&mut house, &format!("DELETE FROM record WHERE seq = {}", found.records));
    says(&problems, "The end of the log was cut off");
}

#[test]
fn an_altered_audit_entry_is_named() {
    let (mut house, _) = grown();
    let problems = after(&mut house, "UPDATE audit_event SET login = 'nobody' WHERE seq = 3");
    says(&problems, "Audit entry 3 was altered");
}

#[test]
fn an_audit_entry_removed_from_the_middle_leaves_a_gap_that_is_named() {
    let (mut house, _) = grown();
    let problems = after(&mut house, "DELETE FROM audit_event WHERE seq = 4");
    says(&problems, "Audit entry 5: the 1 before it are missing");
}

#[test]
fn an_audit_whose_tail_was_cut_no_longer_reaches_its_signed_head() {
    let (mut house, _) = grown();
    house.open();
    house.sign_in("administrator");
    for _ in 0..300 {
        house.ask("audit_log", json!({ "patient_id": null, "after": null, "limit": 1 }));
    }
    assert!(house.verified().problems.is_empty());
    house.close();
    let problems = after(&mut house, "DELETE FROM audit_event WHERE seq > 100");
    says(&problems, "The audit was cut off or altered before its signed head");
}

#[test]
fn a_short_cut_of_the_audits_tail_is_noticed_by_the_log() {
    let (mut house, found) = grown();
    // The last act, adding a problem, and its audit entry: no head was signed since.
    let problems = after(&mut house, &format!("DELETE FROM audit_event WHERE seq = {}", found.audit_entries));
    says(&problems, "The end of the audit was cut off");
}
