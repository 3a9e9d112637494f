//! The list of the chart beside a list from outside: matched, decided row by row, checked as a whole, applied in one act.

use serde_json::{Value, json};
use yarrow_api::ErrorKind;

use crate::house::{but, text};
use crate::medication_lists::Desk;

const LETTER: &str = "discharge letter of 18 Nov";
const LISINOPRIL: &str = "lisinopril|10 mg|tablet";
const SIMVASTATIN: &str = "simvastatin|40 mg|tablet";
const LORATADINE: &str = "loratadine|10 mg|tablet";
const ONCE: &str = "1 tab po daily";

fn lists(desk: &Desk, text: &str) -> Value {
    json!({ "patient_id": desk.patient, "text": text, "source": LETTER })
}

fn rows(desk: &Desk, list: &str) -> Vec<Value> {
    desk.house.ask("reconcile_lists", lists(desk, list))["rows"].as_array().unwrap().clone()
}

#[track_caller]
fn row<'r>(rows: &'r [Value], name: &str) -> &'r Value {
    let named = |row: &&Value| {
        let displays = [&row["here"]["display"], &row["outside"][0]["display"]];
        displays.into_iter().filter_map(Value::as_str).any(|display| display.contains(name))
    };
    rows.iter().find(named).unwrap_or_else(|| panic!("no row names {name}: {rows:?}"))
}

fn decisions(rows: &[Value], choices: &[(&str, &str)]) -> Value {
    choices.iter().map(|(name, choice)| json!({ "key": row(rows, name)["key"], "choice": choice })).collect()
}

fn apply(desk: &Desk, list: &str, decisions: Value) -> Value {
    let request = but(lists(desk, list), json!({ "decisions": decisions, "overrides": [] }));
    desk.house.ask("reconcile_medications", request)
}

fn taken(desk: &Desk) -> Vec<String> {
    let mut names: Vec<String> = desk
        .list()
        .iter()
        .filter(|order| order["status"] == "active")
        .map(|order| text(&order["display"]))
        .collect();
    names.sort();
    names
}

#[test]
fn a_pasted_list_is_matched_by_ingredient_and_strength_however_it_is_written() {
    let desk = Desk::open();
    for product in [LISINOPRIL, SIMVASTATIN, LORATADINE] {
        desk.prescribe(desk.draft(product, ONCE));
    }
    let pasted = "Discharge medications\n1. Zestril 20mg tab, 1 tab po daily\n\n- SIMVASTATIN 40 MG tablet 1 tab po daily\n* metformin ER 500 mg 1 tab po bid";
    let rows = rows(&desk, pasted);
    let kind = |name: &str| text(&row(&rows, name)["kind"]);
    assert_eq!(kind("Lisinopril"), "differs", "a brand of another strength is the same drug: {rows:?}");
    assert!(text(&row(&rows, "Lisinopril")["note"]).contains("20 mg"), "{rows:?}");
    assert_eq!(kind("Simvastatin"), "same");
    assert_eq!(row(&rows, "Simvastatin")["settled"], "keep", "what does not differ needs no key");
    assert_eq!(kind("Loratadine"), "only_here");
    assert_eq!(kind("Metformin"), "only_outside");
    let metformin = &row(&rows, "Metformin")["outside"][0];
    assert_eq!(
        metformin["dose_form"], "extended-release tablet",
        "the form may stand before the strength: {metformin}"
    );
    let unknown = row(&rows, "Discharge medications");
    assert_eq!(
        unknown["outside"][0]["mapped"], false,
        "a heading is shown and decided by a person: {unknown}"
    );
    assert_eq!(rows[0]["kind"], "differs", "what differs comes first");
}

#[test]
fn one_act_applies_every_row_and_one_undo_takes_all_of_it_back() {
    let desk = Desk::open();
    let ten = desk.prescribe(desk.draft(LISINOPRIL, ONCE));
    let loratadine = desk.prescribe(desk.draft(LORATADINE, ONCE));
    let before = desk.list();
    let pasted = "lisinopril 20 mg tablet 1 tab po daily\nmetformin 500 mg tablet 1 tab po bid";
    let rows = rows(&desk, pasted);
    let records = desk.house.counts()[0];
    let choices = decisions(&rows, &[("Lisinopril", "change"), ("Loratadine", "stop"), ("Metformin", "add")]);
    let done = apply(&desk, pasted, choices);
    assert_eq!(done["outcome"], "reconciled", "{done}");
    assert_eq!(desk.house.counts()[0], records + 1, "one act is one log record");
    assert_eq!(taken(&desk), ["Lisinopril 20 mg tablet", "Metformin 500 mg tablet"]);
    let old = desk.order(&ten["id"]);
    assert_eq!((&old["status"], &old["status_reason_code"]), (&json!("stopped"), &json!("changed")));
    let stopped = desk.order(&loratadine["id"]);
    assert!(text(&stopped["status_reason"]).contains(LETTER), "{stopped}");
    let added =
        desk.list().into_iter().find(|order| text(&order["display"]).starts_with("Metformin")).unwrap();
    assert_eq!((&added["reported"], &added["informant"]), (&json!(true), &json!(LETTER)));

    let id = json!({ "id": done["reconciliation"]["id"] });
    desk.house.ask("undo_reconciliation", id.clone());
    assert_eq!(taken(&desk), ["Lisinopril 10 mg tablet", "Loratadine 10 mg tablet"]);
    let back = desk.list();
    for order in &before {
        assert_eq!(back.iter().find(|now| now["id"] == order["id"]), Some(order), "exactly as it was");
    }
    desk.house.refuses("undo_reconciliation", id, ErrorKind::Refused, "already");
    assert!(desk.house.verified().problems.is_empty());
}

#[test]
fn the_list_as_it_would_be_is_checked_and_a_serious_finding_wants_an_answer() {
    let desk = Desk::open();
    desk.prescribe(desk.draft(SIMVASTATIN, ONCE));
    let pasted = "clarithromycin 500 mg tablet 1 tab po bid x7d";
    let rows = rows(&desk, pasted);
    let choices = decisions(&rows, &[("Clarithromycin", "add")]);
    let request = but(lists(&desk, pasted), json!({ "decisions": choices }));
    let preview = desk.house.ask("preview_reconciliation", request.clone());
    let finding = &preview["findings"][0];
    assert_eq!(
        (&finding["finding"]["tier"], &finding["is_new"]),
        (&json!("contraindicated"), &json!(true)),
        "{preview}"
    );
    assert_eq!(preview["list"].as_array().unwrap().len(), 2);

    let refused = apply(&desk, pasted, request["decisions"].clone());
    assert_eq!(refused["outcome"], "needs_answer", "{refused}");
    assert_eq!(taken(&desk), ["Simvastatin 40 mg tablet"], "nothing was changed");
    let answer =
        json!([{ "finding_key": refused["keys"][0], "code": "specialist", "reason": "Hospital gave both" }]);
    let answered = but(request.clone(), json!({ "overrides": answer }));
    let done = desk.house.ask("reconcile_medications", answered);
    assert_eq!(done["outcome"], "reconciled", "{done}");
    let added =
        desk.list().into_iter().find(|order| text(&order["display"]).starts_with("Clarithromycin")).unwrap();
    assert_eq!(added["overrides"][0]["reason"], "Hospital gave both");

    // Stopping the one makes the other harmless.
    let quiet = Desk::open();
    quiet.prescribe(quiet.draft(SIMVASTATIN, ONCE));
    let rows = self::rows(&quiet, pasted);
    let both = decisions(&rows, &[("Clarithromycin", "add"), ("Simvastatin", "stop")]);
    assert_eq!(apply(&quiet, pasted, both)["outcome"], "reconciled");
}

#[test]
fn what_an_import_brought_is_laid_beside_the_chart_until_somebody_decides() {
    let desk = Desk::open();
    desk.prescribe(desk.draft(LISINOPRIL, ONCE));
    let imported =
        desk.takes(LISINOPRIL_20, json!({ "informant": "Imported record", "overrides": accepted() }));
    let lone = desk.takes(LORATADINE, json!({ "informant": "Imported record" }));
    let answer = desk.house.ask("reconcile_lists", lists(&desk, ""));
    assert_eq!(answer["imported"], 2, "{answer}");
    let rows = answer["rows"].as_array().unwrap().clone();
    let choices = decisions(&rows, &[("Lisinopril", "keep"), ("Loratadine", "add")]);
    let done = apply(&desk, "", choices);
    assert_eq!(done["outcome"], "reconciled", "{done}");
    assert_eq!(desk.order(&imported["id"])["status"], "stopped", "the copy leaves the list");
    assert_eq!(desk.order(&lone["id"])["informant"], "Imported record, reconciled");
    let after = desk.house.ask("reconcile_lists", lists(&desk, ""));
    assert_eq!(after["imported"], 0, "nothing is asked twice");
    assert_eq!(after["last"]["source"], "Imported record");
}

const LISINOPRIL_20: &str = "lisinopril|20 mg|tablet";

/// Answers to the duplicate that an imported second strength is.
fn accepted() -> Value {
    json!([{ "finding_key": "duplicate-ingredient|lisinopril|lisinopril", "code": "other", "reason": "From the import" }])
}

#[test]
fn a_row_that_cannot_be_carried_out_is_named_and_nothing_is_changed() {
    let desk = Desk::open();
    desk.prescribe(desk.draft(LORATADINE, ONCE));
    let ten = desk.prescribe(desk.draft(LISINOPRIL, ONCE));
    let rows = rows(&desk, "");
    let choices = decisions(&rows, &[("Loratadine", "stop"), ("Lisinopril", "stop")]);
    desk.house.ask("stop_medication", json!({ "id": ten["id"], "code": "cost", "reason": "", "on": null }));
    let done = apply(&desk, "", choices);
    assert_eq!(done["outcome"], "refused", "{done}");
    assert!(text(&done["rows"][0]["because"]).contains("have changed"), "{done}");
    assert_eq!(taken(&desk), ["Loratadine 10 mg tablet"], "the other row was not carried out either");

    let staged = but(desk.draft(LORATADINE, "2 tabs po daily"), json!({}));
    let loratadine = desk.list().into_iter().find(|order| order["status"] == "active").unwrap();
    let staged = but(staged, json!({ "prior_id": loratadine["id"] }));
    assert_eq!(desk.house.ask("stage_prescription", staged)["outcome"], "staged");
    let rows = self::rows(&desk, "");
    let done = apply(&desk, "", decisions(&rows, &[("Loratadine", "stop")]));
    assert_eq!(done["rows"][0]["display"], "Loratadine 10 mg tablet", "{done}");
    assert!(text(&done["rows"][0]["because"]).contains("staged"), "{done}");
}

#[test]
fn an_undo_is_refused_when_something_was_changed_since() {
    let desk = Desk::open();
    let loratadine = desk.prescribe(desk.draft(LORATADINE, ONCE));
    let rows = rows(&desk, "");
    let done = apply(&desk, "", decisions(&rows, &[("Loratadine", "stop")]));
    desk.house.ask("resume_medication", json!({ "id": loratadine["id"] }));
    let id = json!({ "id": done["reconciliation"]["id"] });
    desk.house.refuses("undo_reconciliation", id, ErrorKind::Refused, "was changed since");
    assert_eq!(desk.order(&loratadine["id"])["status"], "active");
}

#[test]
fn bad_lists_and_decisions_are_refused_by_name() {
    let desk = Desk::open();
    desk.prescribe(desk.draft(LORATADINE, ONCE));
    let nobody =
        but(lists(&desk, "aspirin 81 mg"), json!({ "source": "  ", "decisions": [], "overrides": [] }));
    desk.house.blames("reconcile_medications", nobody, "source");
    desk.house.blames("reconcile_lists", lists(&desk, &"aspirin 81 mg\n".repeat(61)), "text");
    desk.house.blames("reconcile_lists", lists(&desk, &"a".repeat(500)), "text");
    let bell = desk.house.fails("reconcile_lists", lists(&desk, "aspirin 81 mg\n\u{7}bell"));
    assert!(bell.message.starts_with("Line 2:"), "{bell:?}");
    let rows = rows(&desk, "");
    let wrong = json!({ "decisions": decisions(&rows, &[("Loratadine", "change")]), "overrides": [] });
    desk.house.blames("reconcile_medications", but(lists(&desk, ""), wrong), "decisions");
    let nothing = json!({ "decisions": [], "overrides": [] });
    desk.house.blames("reconcile_medications", but(lists(&desk, ""), nothing), "decisions");
    let odd = json!({ "decisions": decisions(&rows, &[("Loratadine", "keep")]),
        "overrides": [{ "finding_key": "x", "code": "because", "reason": "no reason" }] });
    desk.house.blames("reconcile_medications", but(lists(&desk, ""), odd), "overrides.code");
}
