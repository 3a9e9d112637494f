//! How many keys prescribing takes: a favorite, a new drug with and without findings, a renewal, and ten renewals at once.

use serde_json::{Value, json};
use yarrow_kernel::LocalDate;
use yarrow_tests::browser::{Served, notebook, start_serve, watched_session};
use yarrow_tests::demo::{practice, turn};
use yarrow_tests::desk::Desk;
use yarrow_tests::page::settled;
use yarrow_tests::visit::{self, PRESCRIBE, STAGE, STOP, Way};

use crate::house::{but, document, draft, text};

const LORATADINE: &str = "loratadine|10 mg|tablet";

/// Prescribes and signs in a visit of its own, past the page; nothing when a finding would have to be answered first.
fn prescribed(served: &Served, patient: &str, more: Value) -> Option<Value> {
    let start = json!({ "patient_id": patient, "kind": "Office visit", "reason": null });
    let visit = served.ask("start_encounter", &start).ok()?;
    let encounter = text(&visit["encounter"]["id"]);
    let draft = but(draft(patient, &encounter, LORATADINE, "1 tab po daily", 90), more);
    let staged = served.ask("stage_prescription", &draft).unwrap();
    let orders =
        if staged["outcome"] == "staged" { json!([staged["prescription"]["id"]]) } else { json!([]) };
    let sign = json!({ "encounter_id": encounter, "note_id": visit["note"]["id"], "body": document("Seen."),
        "text": "Seen.", "prescription_ids": orders, "finish": true });
    let signed = served.ask("sign_visit", &sign).unwrap();
    assert_eq!(signed["outcome"], "signed", "{signed}");
    signed["prescriptions"].get(0).cloned()
}

fn patients(served: &Served) -> Vec<String> {
    let recent = served.ask("recent_patients", &json!({ "limit": 1 })).unwrap();
    let mut ids: Vec<String> = recent.as_array().unwrap().iter().map(|hit| text(&hit["id"])).collect();
    for letter in "abcdefghijklmnoprstuvw".chars() {
        let found =
            served.ask("find_patients", &json!({ "query": letter.to_string(), "limit": 20 })).unwrap();
        ids.extend(found.as_array().unwrap().iter().map(|hit| text(&hit["id"])));
    }
    ids.sort();
    ids.dedup();
    ids
}

#[tokio::test]
async fn a_favourite_a_new_drug_a_stop_and_a_renewal_stay_within_their_keys() {
    let _turn = turn().await;
    let data = practice().unwrap();
    let served = start_serve(data.path()).unwrap();
    let page = watched_session(&served).await.unwrap();
    let desk = Desk::at(&page);
    visit::sign_in(&desk).await.unwrap();
    // What was signed for somebody else is offered as a favourite here.
    let ortega =
        text(&served.ask("find_patients", &json!({ "query": "orte", "limit": 1 })).unwrap()[0]["id"]);
    let other = patients(&served).into_iter().find(|id| *id != ortega).unwrap();
    assert!(prescribed(&served, &other, json!({})).is_some());
    visit::find_patient(&desk).await.unwrap();
    visit::start_visit(&desk).await.unwrap();
    desk.write("Sneezing. ").await.unwrap();

    let staged = format!("{STAGE}?.disabled === false");
    let before = desk.keys();
    desk.press("Alt+r").await.unwrap();
    desk.until_focus("[data-field=drug]").await.unwrap();
    desk.write("lor").await.unwrap();
    desk.take("Loratadine 10 mg tablet").await.unwrap();
    desk.until("the favorite can be staged", &staged).await.unwrap();
    desk.press("Control+Enter").await.unwrap();
    desk.until_says("[aria-labelledby=staged-title]", "Loratadine").await.unwrap();
    desk.spent(before, "a favorite prescription", 8);

    // Sertraline with her apixaban is to be watched, and asks for no key more.
    let before = desk.keys();
    desk.press("Alt+r").await.unwrap();
    desk.until_focus("[data-field=drug]").await.unwrap();
    desk.write("sert").await.unwrap();
    desk.take("Sertraline 50 mg tablet").await.unwrap();
    desk.until_focus("[data-field=directions]").await.unwrap();
    desk.write("1 tab daily x30d").await.unwrap();
    desk.until("it can be staged", &staged).await.unwrap();
    let watched = format!(
        "[...document.querySelectorAll('{PRESCRIBE} article')].some((one) => one.ariaLabel.includes('apixaban'))"
    );
    desk.until("the finding is on the screen", &watched).await.unwrap();
    desk.press("Control+Enter").await.unwrap();
    desk.until_says("[aria-labelledby=staged-title]", "Sertraline").await.unwrap();
    desk.spent(before, "a new prescription with moderate findings", 25);

    // Simvastatin is held while she takes clarithromycin: the card is reached and answered with two keys more.
    visit::order_clarithromycin(&desk, Way::Chord).await.unwrap();
    let before = desk.keys();
    desk.press("Control+Enter").await.unwrap();
    desk.until_focus(STOP).await.unwrap();
    let at = format!(
        "[...document.querySelectorAll('{STOP} fieldset label')].findIndex((one) => one.textContent.includes('Hold'))"
    );
    let at = desk.look(&at).await.unwrap().as_i64().filter(|at| *at >= 0).unwrap();
    desk.press(&(at + 1).to_string()).await.unwrap();
    desk.until("the stop is answered", &staged).await.unwrap();
    let extra = desk.spent(before, "extra for a contraindication", 2);
    assert!(extra > 0, "a stop was passed without an answer");
    desk.press("Control+Enter").await.unwrap();
    desk.until_says("[aria-labelledby=staged-title]", "Clarithromycin").await.unwrap();

    let row = "[data-scope~=medications] [data-row]";
    desk.walk_to("#pane-summary").await.unwrap();
    let amlodipine = format!(
        "[...document.querySelectorAll({row:?})].find((one) => one.textContent.includes('Amlodipine'))?.focus() ?? true"
    );
    desk.look(&amlodipine).await.unwrap();
    desk.until_focus("[data-row]").await.unwrap();
    let before = desk.keys();
    desk.press("r").await.unwrap();
    desk.until_says("[aria-labelledby=staged-title]", "Amlodipine").await.unwrap();
    desk.spent(before, "a renewal from its row", 2);
    let seen = notebook(&page).await.unwrap();
    assert!(seen.errors.is_empty() && seen.stopped.is_empty() && seen.pointer.is_empty(), "{seen:?}");
}

#[tokio::test]
async fn ten_safe_renewals_are_marked_and_signed_with_twelve_keys() {
    let _turn = turn().await;
    let data = practice().unwrap();
    let served = start_serve(data.path()).unwrap();
    let page = watched_session(&served).await.unwrap();
    let desk = Desk::at(&page);
    visit::sign_in(&desk).await.unwrap();
    let today = text(&served.ask("app_status", &json!({})).unwrap()["today"]);
    // Ninety days that end in ten.
    let start = LocalDate::parse(&today).unwrap().plus_days(-80).to_string();
    let due = json!({ "start": start, "days_supply": 90, "refills": 0 });
    let mut made = 0;
    for patient in patients(&served) {
        if made == 10 {
            break;
        }
        made += usize::from(prescribed(&served, &patient, due.clone()).is_some());
    }
    let queue = json!({ "within_days": 14, "mine": true });
    let safe = |queue: &Value| {
        let rows = queue.as_array().unwrap();
        rows.iter().filter(|row| row["reasons"] == json!([])).count()
    };
    let waiting = safe(&served.ask("refill_queue", &queue).unwrap());
    assert!(waiting >= 10, "only {waiting} of the refills are safe");

    desk.press("g").await.unwrap();
    desk.press("f").await.unwrap();
    desk.until_focus("[data-pane=refills] [data-row]").await.unwrap();
    let marked = "document.querySelectorAll('[data-pane=refills] [data-row] svg').length";
    let before = desk.keys();
    let mut tries = 0;
    let mut count = 0;
    while count < 10 {
        desk.press("a").await.unwrap();
        settled(&page).await.unwrap();
        count = desk.look(marked).await.unwrap().as_i64().unwrap();
        tries += 1;
        assert!(tries <= 10, "the safe ones do not stand first: {count} marked after {tries} keys");
    }
    desk.press("Control+Enter").await.unwrap();
    desk.until_says("[role=dialog]", "Sign 10 refills").await.unwrap();
    desk.press("Control+Enter").await.unwrap();
    desk.until("the refills are signed", "document.body.innerText.includes('10 refills signed')")
        .await
        .unwrap();
    desk.spent(before, "a batch of ten safe renewals", 12);
    assert_eq!(safe(&served.ask("refill_queue", &queue).unwrap()), waiting - 10);
    let seen = notebook(&page).await.unwrap();
    assert!(seen.errors.is_empty() && seen.stopped.is_empty() && seen.pointer.is_empty(), "{seen:?}");
}
