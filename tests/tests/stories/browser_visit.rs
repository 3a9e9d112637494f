//! A whole visit in a browser by keyboard alone: how many keys it takes, what it may not do, and what stands in the record
//! afterwards.

use serde_json::{Value, json};
use yarrow_tests::browser::{Served, notebook, start_serve, watched_session};
use yarrow_tests::demo::{practice, turn};
use yarrow_tests::desk::Desk;
use yarrow_tests::page::settled;
use yarrow_tests::visit::{self, Way};

fn chart(served: &Served) -> Value {
    let found = served.ask("find_patients", &json!({ "query": "orte", "limit": 5 })).unwrap();
    served.ask("open_chart", &json!({ "patient_id": found[0]["id"] })).unwrap()
}

#[tokio::test]
async fn a_visit_from_sign_in_to_the_printed_prescription_needs_no_mouse() {
    let _turn = turn().await;
    let data = practice().unwrap();
    let served = start_serve(data.path()).unwrap();
    let page = watched_session(&served).await.unwrap();
    let desk = Desk::at(&page);

    visit::sign_in(&desk).await.unwrap();
    let before = desk.keys();
    visit::find_patient(&desk).await.unwrap();
    desk.spent(before, "find a patient", 6);
    visit::start_visit(&desk).await.unwrap();
    desk.spent(before, "find a patient and start the visit", 7);

    desk.write("Cough and fever since Monday. ").await.unwrap();
    visit::diagnose(&desk, Way::Slash, "pneu", "J18.9").await.unwrap();
    let before = desk.keys();
    visit::diagnose(&desk, Way::Chord, "coug", "R05").await.unwrap();
    desk.spent(before, "a diagnosis", 7);
    visit::record_vitals(&desk).await.unwrap();
    // F6 goes round the panes although a notice is on the screen.
    desk.walk_to("#pane-summary").await.unwrap();
    desk.walk_to(visit::NOTE).await.unwrap();
    visit::record_allergy(&desk).await.unwrap();

    // Clarithromycin is contraindicated with her simvastatin: nothing is chosen for her, and it cannot be staged.
    let before = desk.keys();
    visit::order_clarithromycin(&desk, Way::Slash).await.unwrap();
    let stopped = visit::stopped(&desk).await.unwrap();
    assert_eq!((stopped.cards, stopped.chosen, stopped.rests), (1, 0, true), "{stopped:?}");
    assert!(stopped.choices >= 3, "{stopped:?}");
    desk.press("Control+Enter").await.unwrap();
    desk.spent(before, "a prescription up to the attempt to stage it", 25);
    let before = desk.keys();
    desk.until_focus(visit::STOP).await.unwrap();
    settled(&page).await.unwrap();
    let still = visit::stopped(&desk).await.unwrap();
    assert_eq!(
        (still.chosen, still.rests),
        (0, true),
        "the key that should stage chose something: {still:?}"
    );
    assert_eq!(chart(&served)["staged"], json!([]), "a contraindicated prescription was staged");
    visit::change_to_azithromycin(&desk).await.unwrap();
    println!("keys: from the stop to another drug staged: {}", desk.keys() - before);
    assert_eq!(chart(&served)["staged"].as_array().unwrap().len(), 1);

    let before = desk.keys();
    visit::review(&desk).await.unwrap();
    visit::sign(&desk).await.unwrap();
    desk.spent(before, "review and sign", 2);
    println!("keys: the whole visit: {}", desk.keys());

    let chart = chart(&served);
    assert_eq!((&chart["open_encounter"], &chart["staged"]), (&Value::Null, &json!([])));
    let order = visit::medication(&chart, "Azithromycin 250 mg tablet").unwrap();
    assert_eq!((&order["status"], &order["quantity"]), (&json!("active"), &json!("5")), "{order}");
    assert!(order["signed_at"].is_string(), "{order}");
    let note = served.ask("note", &json!({ "note_id": visit::newest_note(&chart).unwrap() })).unwrap();
    assert_eq!((&note["status"], note["signed_at"].is_string()), (&json!("final"), true), "{note}");
    let text = note["text"].as_str().unwrap();
    assert!(text.contains("Cough and fever since Monday.") && text.contains("Pneumonia"), "{text}");

    let seen = notebook(&page).await.unwrap();
    assert!(seen.stopped.is_empty(), "the policy stopped parts of our own UI: {:?}", seen.stopped);
    assert!(seen.errors.is_empty(), "{:?}", seen.errors);
    assert!(seen.pointer.is_empty(), "{:?}", seen.pointer);
    assert!(seen.paint.len() > 100, "the page saw {} keys only", seen.paint.len());
}

#[tokio::test]
async fn every_letter_typed_into_the_palette_is_painted() {
    let _turn = turn().await;
    let data = practice().unwrap();
    let served = start_serve(data.path()).unwrap();
    let page = watched_session(&served).await.unwrap();
    let desk = Desk::at(&page);
    visit::sign_in(&desk).await.unwrap();
    desk.press("Control+k").await.unwrap();
    desk.until_focus("[role=dialog]").await.unwrap();
    settled(&page).await.unwrap();
    let first = notebook(&page).await.unwrap().paint.len();
    for word in ["ortega", "lind", "1959", "maria"] {
        for letter in word.chars() {
            desk.write(&letter.to_string()).await.unwrap();
            settled(&page).await.unwrap();
        }
        desk.press("Control+a").await.unwrap();
        settled(&page).await.unwrap();
    }
    desk.write("orte").await.unwrap();
    desk.until_says("[role=listbox]", "Ortega-Lindqvist").await.unwrap();
    settled(&page).await.unwrap();
    let mut paint = notebook(&page).await.unwrap().paint.split_off(first);
    assert!(paint.len() >= 26, "only {} of the keys were followed by two frames", paint.len());
    paint.sort_by(f64::total_cmp);
    let at = |part: usize| paint[(paint.len() - 1) * part / 100];
    // Printed, not asserted: how fast it is depends on what else this machine does.
    println!(
        "key to second frame in the palette: median {:.0} ms, 95th percentile {:.0} ms, of {} keys",
        at(50),
        at(95),
        paint.len()
    );
}
