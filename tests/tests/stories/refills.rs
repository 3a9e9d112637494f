//! What runs out, what may be renewed in a batch, and what must be looked at by itself.

use serde_json::{Value, json};
use yarrow_api::ErrorKind;

use crate::house::{but, text};
use crate::medication_lists::Desk;

const AMLODIPINE: &str = "amlodipine|5 mg|tablet";
const LISINOPRIL: &str = "lisinopril|10 mg|tablet";
const LORATADINE: &str = "loratadine|10 mg|tablet";

/// Prescribes ninety tablets for ninety days that end on 29 November, nine days from now.
fn runs_out(desk: &Desk, product: &str) -> Value {
    let supply = json!({ "start": "2026-09-01", "days_supply": 90, "refills": 0 });
    desk.prescribe(but(desk.draft(product, "1 tab po daily"), supply))
}

fn queue(desk: &Desk) -> Vec<Value> {
    desk.house.ask("refill_queue", json!({ "within_days": 14, "mine": true })).as_array().unwrap().clone()
}

#[test]
fn the_queue_shows_what_runs_out_and_says_why_some_of_it_is_not_safe_to_renew_in_a_batch() {
    let desk = Desk::open();
    runs_out(&desk, AMLODIPINE);
    runs_out(&desk, LISINOPRIL);
    desk.prescribe(but(
        desk.draft(LORATADINE, "1 tab po daily"),
        json!({ "start": "2026-09-01", "days_supply": 90, "refills": 3 }),
    ));
    let course = json!({ "refills": 0, "days_supply": 5, "start": "2026-11-18" });
    desk.prescribe(but(desk.draft("azithromycin|250 mg|tablet", "1 tab po daily x5d"), course));

    let rows = queue(&desk);
    let row = |name: &str| rows.iter().find(|row| text(&row["order"]["display"]).starts_with(name));
    assert_eq!(rows.len(), 2, "a year of refills and a short course are not due: {rows:?}");
    let safe = row("Amlodipine").unwrap();
    assert_eq!((&safe["last_day"], &safe["reasons"]), (&json!("2026-11-29"), &json!([])), "{safe}");
    assert!(safe["last_visit"].is_string());
    let doubtful = row("Lisinopril").unwrap();
    assert_eq!(
        doubtful["reasons"],
        json!(["Potassium was never measured.", "Creatinine was never measured."])
    );

    let seen = desk.house.audit();
    assert!(
        seen.iter().any(|event| event["category"] == "refill queue" && event["action"] == "read"),
        "{seen:?}"
    );
}

#[test]
fn approving_renews_in_one_signed_act_and_the_old_orders_are_completed() {
    let desk = Desk::open();
    let old = [runs_out(&desk, AMLODIPINE), runs_out(&desk, LORATADINE)];
    let ids = json!([old[0]["id"], old[1]["id"]]);
    let before = desk.house.counts()[0];
    let approved = desk.house.ask("approve_refills", json!({ "ids": ids }));
    assert_eq!(approved["outcome"], "approved", "{approved}");
    assert_eq!(desk.house.counts()[0], before + 1, "one act is one log record");
    for (new, old) in approved["prescriptions"].as_array().unwrap().iter().zip(&old) {
        assert_eq!((&new["status"], &new["prior_id"]), (&json!("active"), &old["id"]));
        assert_eq!(
            (&new["sig"], &new["quantity"], &new["start"]),
            (&old["sig"], &old["quantity"], &json!("2026-11-20"))
        );
        assert!(new["signed_at"].is_string());
        assert_eq!(desk.order(&old["id"])["status_reason_code"], "renewed");
    }
    assert_eq!(queue(&desk), Vec::<Value>::new());
    let again = json!({ "ids": [old[0]["id"]] });
    desk.house.refuses("approve_refills", again, ErrorKind::Refused, "renewed already");
    assert!(desk.house.verified().problems.is_empty());
}

#[test]
fn one_doubtful_refill_keeps_the_whole_batch_from_being_signed() {
    let desk = Desk::open();
    let safe = runs_out(&desk, AMLODIPINE);
    let doubtful = runs_out(&desk, LISINOPRIL);
    let before = desk.house.counts();
    let outcome = desk.house.ask("approve_refills", json!({ "ids": [safe["id"], doubtful["id"]] }));
    assert_eq!(outcome["outcome"], "needs_review", "{outcome}");
    assert_eq!(outcome["rows"][0]["order"]["id"], doubtful["id"]);
    assert_eq!(desk.house.counts(), before);
    assert_eq!(desk.order(&safe["id"])["status"], "active");
    desk.house.blames("approve_refills", json!({ "ids": [] }), "ids");
    let twice = json!({ "ids": [safe["id"], safe["id"]] });
    desk.house.refuses("approve_refills", twice, ErrorKind::Refused, "renewed already");
}

#[test]
fn somebody_not_seen_for_a_year_is_seen_before_the_next_refill() {
    let desk = Desk::open();
    let long = json!({ "start": "2026-11-20", "days_supply": 90, "refills": 3 });
    let order = desk.prescribe(but(desk.draft(AMLODIPINE, "1 tab po daily"), long));
    desk.house.later(367 * 86_400);
    desk.house.sign_in("physician");
    let rows = queue(&desk);
    assert_eq!(rows[0]["order"]["id"], order["id"]);
    assert_eq!(rows[0]["reasons"], json!(["Not seen within 12 months."]));
}

#[test]
fn the_front_desk_puts_a_refill_request_before_a_prescriber_without_seeing_the_chart() {
    let house = crate::house::House::with(&["physician", "nurse", "front_desk"]);
    house.sign_in("front_desk");
    let patient =
        text(&house.ask("register_patient", crate::house::patient("Lindqvist", "Ana", "1959-03-14"))["id"]);
    let people = house.ask("practitioner_list", json!({}));
    let id = |login: &str| {
        people.as_array().unwrap().iter().find(|one| one["login"] == login).unwrap()["id"].clone()
    };
    let asked = json!({ "patient_id": patient, "medication_id": null, "asked_for": "the blood pressure pill, lisinopril",
        "note": "out on Friday", "owner_id": id("physician") });
    let task = house.ask("request_refill", asked.clone());
    assert_eq!(task["kind"], "refill", "{task}");
    house.refuses("request_refill", asked.clone(), ErrorKind::Refused, "already");
    house.blames("request_refill", but(asked.clone(), json!({ "owner_id": id("nurse") })), "owner_id");
    house.blames("request_refill", but(asked.clone(), json!({ "asked_for": "  " })), "asked_for");
    let list = json!({ "patient_id": null, "mine": false, "kind": "refill" });
    assert_eq!(
        house.fails("open_tasks", list.clone()).kind,
        ErrorKind::Forbidden,
        "what became of it is in the chart"
    );

    house.sign_in("physician");
    let waiting = house.ask("open_tasks", but(list, json!({ "mine": true })));
    assert_eq!(waiting[0]["reason"], "out on Friday", "{waiting}");
    assert!(text(&waiting[0]["description"]).contains("lisinopril"));
    house.ask("close_task", json!({ "id": task["id"], "done": false, "outcome": "Due for a visit first" }));
    house.sign_in("front_desk");
    house.ask("request_refill", asked);
}

#[test]
fn a_request_for_a_medication_of_another_patient_is_refused() {
    let desk = Desk::open();
    let order = desk.prescribe(desk.draft(LISINOPRIL, "1 tab po daily"));
    let other = desk.house.ask("register_patient", crate::house::patient("Marsh", "Tobias", "1948-01-30"));
    let asked = json!({ "patient_id": other["id"], "medication_id": order["id"], "asked_for": "", "note": null,
        "owner_id": order["requester_id"] });
    desk.house.blames("request_refill", asked.clone(), "medication_id");
    let task = desk.house.ask("request_refill", but(asked, json!({ "patient_id": desk.patient })));
    assert_eq!(task["description"], "Refill asked for: Lisinopril 10 mg tablet");
}

#[test]
fn what_stood_beside_a_refill_in_the_batch_counts_as_shown() {
    let desk = Desk::open();
    let order = runs_out(&desk, "escitalopram|10 mg|tablet");
    desk.takes("ibuprofen|200 mg|tablet", json!({ "over_the_counter": true }));
    let row = queue(&desk).remove(0);
    assert_eq!((&row["worst"], &row["reasons"]), (&json!("moderate"), &json!([])), "{row}");
    let approved = desk.house.ask("approve_refills", json!({ "ids": [order["id"]] }));
    assert_eq!(approved["outcome"], "approved", "{approved}");
    let renewed = text(&approved["prescriptions"][0]["id"]);
    let shown = desk.house.look(move |db| {
        let sql = "SELECT count(*) FROM finding_outcome WHERE hex(medication_id) = ?1 AND outcome = 'shown' AND tier = 'moderate'";
        let id = renewed.replace('-', "").to_uppercase();
        Ok(db.query_row(sql, [id], |row| row.get::<_, i64>(0))?)
    });
    assert!(shown >= 1, "the interaction that the queue named is in the count of alerts");
}

#[test]
fn a_supply_written_in_the_evening_counts_from_the_practices_own_day() {
    let desk = Desk::open();
    // Nine in the evening in New York, when it is already the next day in Greenwich.
    desk.house.later(11 * 3_600);
    desk.house.sign_in("physician");
    let month = json!({ "start": null, "days_supply": 30, "refills": 0 });
    desk.prescribe(but(desk.draft(AMLODIPINE, "1 tab po daily"), month));
    let rows = desk.house.ask("refill_queue", json!({ "within_days": 60, "mine": true }));
    assert_eq!(rows[0]["last_day"], "2026-12-19", "{rows}");
}
