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
