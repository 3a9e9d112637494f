//! What is typed, pasted or sent wrongly is refused with the field's name, and the record is as it was.

use serde_json::{Value, json};
use yarrow_api::ErrorKind;
use yarrow_api::table::TABLE;

use crate::house::{House, but, document, draft, patient, text};

/// That requests are refused and leave no trace in log, audit, drafts or patients.
struct Untouched {
    house: House,
    before: [i64; 4],
}

impl Untouched {
    fn new(house: House) -> Self {
        let before = house.counts();
        Self { house, before }
    }

    #[track_caller]
    fn blames(&self, command: &str, request: Value, field: &str) {
        self.house.blames(command, request, field);
        assert_eq!(self.house.counts(), self.before, "{command} left something behind");
    }
}

impl Drop for Untouched {
    fn drop(&mut self) {
        if !std::thread::panicking() {
            assert_eq!(self.house.counts(), self.before);
            assert!(self.house.verified().problems.is_empty());
        }
    }
}

fn registered() -> Value {
    patient("Marsh", "Tobias", "1948-01-30")
}

#[test]
fn names_that_are_no_names_are_refused_by_field() {
    let record = Untouched::new(House::with_patient().0);
    for (wrong, field) in [
        (json!({ "family": "x".repeat(10_000) }), "family"),
        (json!({ "given": "" }), "given"),
        (json!({ "given": "Ana\u{0}" }), "given"),
        (json!({ "family": "Marsh\u{1b}[2J" }), "family"),
        (json!({ "family": "Marsh\u{202e}nov" }), "family"),
        (json!({ "middle": "one\ntwo" }), "middle"),
        (json!({ "preferred_name": "é".repeat(101) }), "preferred_name"),
        (json!({ "phone": "12345" }), "phone"),
        (json!({ "email": "nobody at nowhere" }), "email"),
        (
            json!({ "address": { "line": ["x".repeat(500)], "city": "", "state": "", "postal_code": "" } }),
            "address.line",
        ),
    ] {
        record.blames("register_patient", but(registered(), wrong), field);
    }
}

#[test]
fn a_birth_date_in_the_future_or_out_of_the_calendar_is_refused() {
    let record = Untouched::new(House::with_patient().0);
    for date in
        ["2026-11-23", "2199", "2026-02-30", "1959-13-01", "0000-01-01", "14.03.1959x", "-1959-01-01", ""]
    {
        record.blames("register_patient", but(registered(), json!({ "birth_date": date })), "birth_date");
    }
}

#[test]
fn vital_signs_no_body_has_are_refused_as_a_whole() {
    let (house, id) = House::with_patient();
    let record = Untouched::new(house);
    for line in [
        "1e308 kg",
        "120/80 wt 99999999999999999999kg",
        "nan",
        "120/80 -70kg",
        "120/80 72 banana",
        "   ",
        "70kg 1/0",
    ] {
        record.blames(
            "record_vitals",
            json!({ "patient_id": id, "encounter_id": null, "text": line }),
            "text",
        );
    }
    record.blames(
        "record_vitals",
        json!({ "patient_id": id, "encounter_id": null, "text": "7".repeat(500) }),
        "text",
    );
}

#[test]
fn products_and_codes_that_do_not_exist_are_refused() {
    let (house, id) = House::with_patient();
    let start = json!({ "patient_id": id, "kind": "Office visit", "reason": null });
    let visit = text(&house.ask("start_encounter", start)["encounter"]["id"]);
    let record = Untouched::new(house);
    let good = draft(&id, &visit, "azithromycin|250 mg|tablet", "1 tab po daily x5d", 5);
    for (wrong, field) in [
        (json!({ "product": "unobtainium|40 mg|tablet" }), "product"),
        (json!({ "product": "" }), "product"),
        (json!({ "quantity": "0" }), "quantity"),
        (json!({ "quantity": "-5" }), "quantity"),
        (json!({ "quantity": "1000000000" }), "quantity"),
        (json!({ "quantity": "five" }), "quantity"),
        (json!({ "quantity": "1e308" }), "quantity"),
        (json!({ "refills": 4_000_000_000_u32 }), "refills"),
        (json!({ "refills": -1 }), "refills"),
        (json!({ "days_supply": 0 }), "days_supply"),
        (json!({ "sig": " " }), "sig"),
        (json!({ "sig": "1 tab\u{8} po" }), "sig"),
        (json!({ "pharmacy": "x".repeat(10_000) }), "pharmacy"),
        (json!({ "start": "soon" }), "start"),
    ] {
        record.blames("stage_prescription", but(good.clone(), wrong), field);
    }
    for code in ["ZZZ.99", "", "I10; DROP TABLE condition", &"I".repeat(5_000)] {
        let add = json!({ "patient_id": id, "encounter_id": null, "code": code, "display": "", "onset": null, "note": null });
        record.blames("add_problem", add, "code");
    }
}

#[test]
fn documents_that_cannot_be_shown_are_refused() {
    let (house, id) = House::with_patient();
    let record = Untouched::new(house);
    let add = json!({ "patient_id": id, "encounter_id": null, "title": "Letter", "kind": "Letter",
        "content_type": "application/pdf", "base64": "JVBERi0=" });
    for (wrong, field) in [
        (json!({ "base64": "no base64!" }), "base64"),
        (json!({ "base64": "" }), "content"),
        (json!({ "content_type": "text/html" }), "content_type"),
        (json!({ "title": "" }), "title"),
        (json!({ "title": "\u{feff}Letter\u{202d}" }), "title"),
    ] {
        record.blames("add_document", but(add.clone(), wrong), field);
    }
}

#[test]
fn a_note_larger_than_two_megabytes_is_refused_and_the_draft_before_it_stays() {
    let (house, id) = House::with_patient();
    let start = json!({ "patient_id": id, "kind": "Office visit", "reason": null });
    let note = house.ask("start_encounter", start)["note"]["id"].clone();
    house.ask("save_draft", json!({ "note_id": note, "body": document("kept"), "text": "kept", "caret": 4 }));
    let record = Untouched::new(house);
    let long = "x".repeat(5 << 20);
    record.blames(
        "save_draft",
        json!({ "note_id": note, "body": document(&long), "text": long, "caret": 0 }),
        "body",
    );
    record.blames("save_note", json!({ "note_id": note, "body": document(&long), "text": "x" }), "body");
    record.blames("save_note", json!({ "note_id": note, "body": null, "text": "x".repeat(300_000) }), "text");
    let kept = record
        .house
        .look(|db| Ok(db.query_row("SELECT text FROM note_draft", [], |row| row.get::<_, String>(0))?));
    assert_eq!(kept, "kept");
}

#[test]
fn a_missing_or_mistyped_field_is_named_with_its_path() {
    let record = Untouched::new(House::with_patient().0);
    let with_address = |address: Value| but(registered(), json!({ "address": address }));
    record.blames(
        "register_patient",
        with_address(json!({ "line": "one street", "city": "", "state": "", "postal_code": "" })),
        "address.line",
    );
    record.blames(
        "register_patient",
        with_address(json!({ "line": [1], "city": "", "state": "", "postal_code": "" })),
        "address.line[0]",
    );
    record.blames("register_patient", but(registered(), json!({ "gender": "robot" })), "gender");
    record.blames("register_patient", but(registered(), json!({ "family": { "$ne": null } })), "family");
    record.blames("patient", json!({ "id": "1 OR 1=1" }), "id");
    record.blames("find_patients", json!({ "query": "x", "limit": -1 }), "limit");
    record.blames("find_patients", json!({ "query": "x", "limit": 1e300 }), "limit");

    let mut nameless = registered();
    nameless.as_object_mut().unwrap().remove("family");
    let error = record.house.fails("register_patient", nameless);
    assert_eq!(error.kind, ErrorKind::Invalid);
    assert!(error.message.starts_with("Family is missing."), "{error:?}");
}

#[test]
fn every_command_survives_every_shape_of_json_and_none_of_them_changes_the_record() {
    let (house, _) = House::with_patient();
    let before = house.counts();
    let deep = (0..100).fold(json!(0), |inner, _| json!([inner]));
    let shapes = [
        json!(null),
        json!(true),
        json!(-1),
        json!(1e308),
        json!("\u{0}"),
        json!([]),
        json!([{}]),
        json!({ "": "" }),
        deep,
    ];
    // These ask for nothing, so that anything with no wrong field may be right; they are the ones that end the session.
    let harmless = |name: &str| !matches!(name, "lock");
    for row in TABLE.iter().filter(|row| harmless(row.name)) {
        for shape in &shapes {
            if let Err(error) = house.app().dispatch(row.name, shape.clone()) {
                assert_ne!(error.kind, ErrorKind::Internal, "{} with {shape}: {error:?}", row.name);
                assert!(error.message.ends_with('.') && error.message.len() < 400, "{}: {error:?}", row.name);
            }
        }
    }
    let after = house.counts();
    // A question for the audit or for the role's rights may itself be noted in the audit; nothing else may change.
    assert_eq!([after[0], after[2], after[3]], [before[0], before[2], before[3]]);
    assert!(house.verified().problems.is_empty());
}

#[test]
fn a_command_that_does_not_exist_is_said_to_be_unknown_at_bearable_length() {
    let record = Untouched::new(House::with_patient().0);
    record.house.refuses(
        "drop_everything",
        json!({}),
        ErrorKind::NotFound,
        "no command called drop_everything",
    );
    let error = record.house.fails(&"x".repeat(100_000), json!({}));
    assert!(error.message.len() < 200, "{} characters", error.message.len());
}
