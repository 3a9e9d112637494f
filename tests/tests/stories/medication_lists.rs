//! What becomes of medications: renewed, changed, held, resumed, stopped, and what their history says afterwards.

use serde_json::{Value, json};
use yarrow_api::ErrorKind;

use crate::house::{House, but, document, draft, text};

const LISINOPRIL_10: &str = "lisinopril|10 mg|tablet";
const LISINOPRIL_20: &str = "lisinopril|20 mg|tablet";
const CLARITHROMYCIN: &str = "clarithromycin|500 mg|tablet";
const SIMVASTATIN: &str = "simvastatin|40 mg|tablet";
const ONCE: &str = "1 tab po daily";

/// A practice with one patient, and a visit that begins anew whenever something is signed.
pub struct Desk {
    pub house: House,
    pub patient: String,
}

impl Desk {
    pub fn open() -> Self {
        let (house, patient) = House::with_patient();
        Self { house, patient }
    }

    /// A draft outside any visit.
    pub fn draft(&self, product: &str, sig: &str) -> Value {
        but(draft(&self.patient, "", product, sig, 90), json!({ "encounter_id": null, "refills": 3 }))
    }

    /// Stages and signs a prescription in a visit of its own; the order.
    #[track_caller]
    pub fn prescribe(&self, more: Value) -> Value {
        let start = json!({ "patient_id": self.patient, "kind": "Office visit", "reason": null });
        let visit = self.house.ask("start_encounter", start);
        let encounter = text(&visit["encounter"]["id"]);
        let staged = self.house.ask("stage_prescription", but(more, json!({ "encounter_id": encounter })));
        assert_eq!(staged["outcome"], "staged", "{staged}");
        let sign = json!({ "encounter_id": encounter, "note_id": visit["note"]["id"], "body": document("Seen."),
            "text": "Seen.", "prescription_ids": [staged["prescription"]["id"]], "finish": true });
        let signed = self.house.ask("sign_visit", sign);
        assert_eq!(signed["outcome"], "signed", "{signed}");
        self.house.later(60);
        signed["prescriptions"][0].clone()
    }

    /// Puts a medication on the list that somebody else prescribed.
    #[track_caller]
    pub fn takes(&self, product: &str, more: Value) -> Value {
        let taken = but(but(self.draft(product, ONCE), json!({ "reported": true, "quantity": null })), more);
        let outcome = self.house.ask("stage_prescription", taken);
        assert_eq!(outcome["outcome"], "staged", "{outcome}");
        outcome["prescription"].clone()
    }

    /// The whole list, also what is over.
    pub fn list(&self) -> Vec<Value> {
        let list = self.house.ask("medication_list", json!({ "patient_id": self.patient, "all": true }));
        list.as_array().unwrap().clone()
    }

    /// One order as it stands now.
    #[track_caller]
    pub fn order(&self, id: &Value) -> Value {
        self.list().into_iter().find(|order| order["id"] == *id).unwrap()
    }

    fn history(&self, id: &Value) -> Vec<Value> {
        self.house.ask("medication_history", json!({ "id": id })).as_array().unwrap().clone()
    }
}

#[test]
fn a_renewal_is_no_duplicate_of_the_order_it_renews_and_ends_it() {
    let desk = Desk::open();
    let first = desk.prescribe(desk.draft(LISINOPRIL_10, ONCE));
    let again = desk.draft(LISINOPRIL_10, ONCE);
    let doubled = desk.house.ask("stage_prescription", again.clone());
    assert_eq!(doubled["outcome"], "needs_override", "the same drug twice must be asked about: {doubled}");

    let renewed = desk.prescribe(but(again, json!({ "prior_id": first["id"] })));
    assert_eq!((&renewed["status"], &renewed["prior_id"]), (&json!("active"), &first["id"]));
    let old = desk.order(&first["id"]);
    assert_eq!((&old["status"], &old["status_reason_code"]), (&json!("completed"), &json!("renewed")));
    assert_eq!(old["ended_on"], "2026-11-20");
    let taken = desk.house.ask("medication_list", json!({ "patient_id": desk.patient, "all": false }));
    assert_eq!(taken.as_array().unwrap().len(), 1, "{taken}");
}

#[test]
fn a_changed_dose_stops_the_old_order_and_says_what_it_was_changed_to() {
    let desk = Desk::open();
    let ten = desk.prescribe(desk.draft(LISINOPRIL_10, ONCE));
    let twenty = desk.prescribe(but(desk.draft(LISINOPRIL_20, ONCE), json!({ "prior_id": ten["id"] })));
    let old = desk.order(&ten["id"]);
    assert_eq!((&old["status"], &old["status_reason_code"]), (&json!("stopped"), &json!("changed")));
    assert!(text(&old["status_reason"]).contains("Lisinopril 20 mg tablet"), "{old}");
    let resume = json!({ "id": ten["id"] });
    desk.house.refuses("resume_medication", resume, ErrorKind::Refused, "replaced by a newer order");
    assert_eq!(desk.order(&twenty["id"])["status"], "active");
}

#[test]
fn a_staged_change_that_is_discarded_leaves_the_old_order_as_it_was() {
    let desk = Desk::open();
    let ten = desk.prescribe(desk.draft(LISINOPRIL_10, ONCE));
    let change = but(desk.draft(LISINOPRIL_20, ONCE), json!({ "prior_id": ten["id"] }));
    let staged = desk.house.ask("stage_prescription", change);
    assert_eq!(desk.order(&ten["id"])["status"], "active", "nothing ends before the signature");
    desk.house.ask("discard_prescription", json!({ "id": staged["prescription"]["id"] }));
    assert_eq!(desk.order(&ten["id"])["status"], "active");
}

#[test]
fn another_patients_order_cannot_be_renewed() {
    let desk = Desk::open();
    let ten = desk.prescribe(desk.draft(LISINOPRIL_10, ONCE));
    let other = desk.house.ask("register_patient", crate::house::patient("Marsh", "Tobias", "1948-01-30"));
    let theirs =
        but(desk.draft(LISINOPRIL_10, ONCE), json!({ "patient_id": other["id"], "prior_id": ten["id"] }));
    desk.house.blames("stage_prescription", theirs, "prior_id");
}

#[test]
fn a_medication_is_held_until_a_day_and_resumed_without_a_trace_of_the_reason() {
    let desk = Desk::open();
    let order = desk.prescribe(desk.draft(SIMVASTATIN, ONCE));
    let hold = json!({ "id": order["id"], "code": "surg", "reason": "", "until": "2026-12-01" });
    desk.house.blames("hold_medication", but(hold.clone(), json!({ "until": "2026-11-19" })), "until");
    let held = desk.house.ask("hold_medication", hold.clone());
    assert_eq!((&held["status"], &held["hold_until"]), (&json!("on-hold"), &json!("2026-12-01")));
    assert_eq!(held["status_reason"], "Procedure planned");
    desk.house.refuses("hold_medication", hold, ErrorKind::Refused, "Nothing was changed");
    let resumed = desk.house.ask("resume_medication", json!({ "id": order["id"] }));
    for cleared in ["status_reason", "status_reason_code", "hold_until", "ended_on"] {
        assert_eq!(resumed[cleared], Value::Null, "{cleared}");
    }
}

#[test]
fn stopping_takes_a_reason_and_a_day_that_makes_sense_and_can_be_taken_back() {
    let desk = Desk::open();
    let begun = but(desk.draft(LISINOPRIL_10, ONCE), json!({ "start": "2026-11-01" }));
    let order = desk.prescribe(begun);
    let stop =
        |change: Value| but(json!({ "id": order["id"], "code": "sintol", "reason": "", "on": null }), change);
    desk.house.blames("stop_medication", stop(json!({ "code": null })), "reason");
    desk.house.blames("stop_medication", stop(json!({ "code": "because" })), "code");
    desk.house.blames("stop_medication", stop(json!({ "code": "other" })), "reason");
    desk.house.blames("stop_medication", stop(json!({ "on": "2026-11-21" })), "on");
    desk.house.blames("stop_medication", stop(json!({ "on": "2026-10-31" })), "on");
    assert_eq!(desk.order(&order["id"])["status"], "active");

    let stopped =
        desk.house.ask("stop_medication", stop(json!({ "on": "2026-11-12", "reason": "dry cough" })));
    assert_eq!((&stopped["status"], &stopped["ended_on"]), (&json!("stopped"), &json!("2026-11-12")));
    assert_eq!(
        (&stopped["status_reason_code"], &stopped["status_reason"]),
        (&json!("sintol"), &json!("dry cough"))
    );
    desk.house.ask("resume_medication", json!({ "id": order["id"] }));
    assert_eq!(desk.order(&order["id"])["status"], "active");

    let done = desk.house.ask("stop_medication", stop(json!({ "code": "course_completed" })));
    assert_eq!(done["status"], "completed", "a course that came to its end is history, not stopped");
    desk.house.ask("resume_medication", json!({ "id": order["id"] }));
}

#[test]
fn a_stopped_medication_is_not_resumed_against_what_was_begun_in_the_meantime() {
    let desk = Desk::open();
    let statin = desk.prescribe(desk.draft(SIMVASTATIN, ONCE));
    let hold = json!({ "id": statin["id"], "code": "sddi", "reason": "", "until": null });
    desk.house.ask("hold_medication", hold);
    desk.prescribe(but(desk.draft(CLARITHROMYCIN, "1 tab po bid x7d"), json!({ "refills": 0 })));
    desk.house.refuses(
        "resume_medication",
        json!({ "id": statin["id"] }),
        ErrorKind::Refused,
        "is not resumed",
    );
}

#[test]
fn what_comes_from_elsewhere_keeps_its_source_and_is_marked_when_it_needs_no_prescription() {
    let desk = Desk::open();
    let outside = desk.takes(SIMVASTATIN, json!({ "informant": "Dr. Bondarenko, cardiology" }));
    assert_eq!((&outside["reported"], &outside["over_the_counter"]), (&json!(true), &json!(false)));
    assert_eq!(outside["informant"], "Dr. Bondarenko, cardiology");
    let shelf = desk
        .takes("loratadine|10 mg|tablet", json!({ "over_the_counter": true, "informant": "the patient" }));
    assert_eq!((&shelf["status"], &shelf["over_the_counter"]), (&json!("active"), &json!(true)));
    let own = desk.prescribe(but(
        desk.draft(LISINOPRIL_10, ONCE),
        json!({ "over_the_counter": true, "informant": "x" }),
    ));
    assert_eq!(
        (&own["over_the_counter"], &own["informant"]),
        (&json!(false), &Value::Null),
        "prescribed here is neither"
    );
}

#[test]
fn the_history_of_a_medication_reads_from_its_first_order_to_its_end() {
    let desk = Desk::open();
    let ten = desk.prescribe(desk.draft(LISINOPRIL_10, ONCE));
    desk.house
        .ask("hold_medication", json!({ "id": ten["id"], "code": "surg", "reason": "", "until": null }));
    desk.house.later(60);
    desk.house.ask("resume_medication", json!({ "id": ten["id"] }));
    desk.house.later(60);
    let again = desk.prescribe(but(desk.draft(LISINOPRIL_10, ONCE), json!({ "prior_id": ten["id"] })));
    let twenty = desk.prescribe(but(desk.draft(LISINOPRIL_20, ONCE), json!({ "prior_id": again["id"] })));
    desk.house.ask(
        "stop_medication",
        json!({ "id": twenty["id"], "code": "sintol", "reason": "dry cough", "on": null }),
    );

    let kinds = |events: &[Value]| events.iter().map(|event| text(&event["kind"])).collect::<Vec<_>>();
    let expected = ["stopped", "changed", "renewed", "resumed", "held", "prescribed"];
    for id in [&ten["id"], &again["id"], &twenty["id"]] {
        assert_eq!(kinds(&desk.history(id)), expected, "the same story from every one of its orders");
    }
    let events = desk.history(&ten["id"]);
    assert_eq!((&events[0]["reason"], &events[0]["on"]), (&json!("dry cough"), &json!("2026-11-20")));
    assert_eq!(events[1]["before"], "Lisinopril 10 mg tablet, Take 1 tablet by mouth once daily");
    assert_eq!(events[4]["reason"], "Procedure planned");
    assert!(events.iter().all(|event| text(&event["who"]).contains("Castellan")), "{events:?}");
}

#[test]
fn favourites_are_learned_from_ones_own_signed_prescriptions_by_diagnosis_first() {
    let house = House::with(&["physician"]);
    let admin_adds = |login: &str| house.ask("save_practitioner", crate::house::person(login, "physician"));
    admin_adds("colleague");
    house.sign_in("physician");
    let patient =
        text(&house.ask("register_patient", crate::house::patient("Lindqvist", "Ana", "1959-03-14"))["id"]);
    let desk = Desk { house, patient };
    let ask = |reason: Value, query: &str| {
        let request = json!({ "reason_code": reason, "query": query, "limit": 10 });
        desk.house.ask("favourite_prescriptions", request).as_array().unwrap().clone()
    };
    assert_eq!(
        ask(Value::Null, ""),
        Vec::<Value>::new(),
        "nothing is known of somebody who has signed nothing"
    );

    desk.prescribe(desk.draft(LISINOPRIL_10, ONCE));
    let pneumonia = json!({ "reason_code": "J18.9", "reason_display": "Pneumonia", "refills": 0 });
    desk.prescribe(but(desk.draft("azithromycin|250 mg|tablet", "1 tab po daily x5d"), pneumonia));
    desk.takes(SIMVASTATIN, json!({}));
    desk.house.ask("stage_prescription", desk.draft("loratadine|10 mg|tablet", ONCE));

    let names = |found: &[Value]| found.iter().map(|one| text(&one["display"])).collect::<Vec<_>>();
    let for_pneumonia = ask(json!("J18.0"), "");
    assert_eq!(names(&for_pneumonia), ["Azithromycin 250 mg tablet", "Lisinopril 10 mg tablet"]);
    assert_eq!(
        (&for_pneumonia[0]["for_reason"], &for_pneumonia[1]["for_reason"]),
        (&json!(true), &json!(false))
    );
    assert_eq!((&for_pneumonia[1]["quantity"], &for_pneumonia[1]["refills"]), (&json!("90"), &json!(3)));
    assert_eq!(names(&ask(Value::Null, "li")), ["Lisinopril 10 mg tablet"]);

    desk.house.sign_in("colleague");
    assert_eq!(ask(Value::Null, ""), Vec::<Value>::new(), "a colleague's habits are not mine");
}

#[test]
fn what_a_staged_change_takes_away_no_longer_stands_against_the_next_prescription() {
    let desk = Desk::open();
    let statin = desk.prescribe(desk.draft(SIMVASTATIN, ONCE));
    let clarithromycin = but(desk.draft(CLARITHROMYCIN, "1 tab po bid x7d"), json!({ "refills": 0 }));
    assert_eq!(desk.house.ask("stage_prescription", clarithromycin.clone())["outcome"], "needs_override");

    let rosuvastatin =
        but(desk.draft("rosuvastatin|10 mg|tablet", ONCE), json!({ "prior_id": statin["id"] }));
    let start = json!({ "patient_id": desk.patient, "kind": "Office visit", "reason": null });
    let visit = desk.house.ask("start_encounter", start);
    let here = json!({ "encounter_id": visit["encounter"]["id"] });
    let change = desk.house.ask("stage_prescription", but(rosuvastatin, here.clone()));
    let second = desk.house.ask("stage_prescription", but(clarithromycin, here));
    assert_eq!((&change["outcome"], &second["outcome"]), (&json!("staged"), &json!("staged")), "{second}");

    // Signed alone, with the change left out, it meets the statin that is still taken.
    let sign = |ids: Value| {
        json!({ "encounter_id": visit["encounter"]["id"], "note_id": visit["note"]["id"], "body": document("Seen."),
            "text": "Seen.", "prescription_ids": ids, "finish": true })
    };
    let alone = desk.house.ask("sign_visit", sign(json!([second["prescription"]["id"]])));
    assert_eq!(alone["outcome"], "needs_override", "{alone}");
    let both = json!([second["prescription"]["id"], change["prescription"]["id"]]);
    assert_eq!(desk.house.ask("sign_visit", sign(both))["outcome"], "signed");
    assert_eq!(desk.order(&statin["id"])["status_reason_code"], "changed");
}
