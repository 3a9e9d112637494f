//! The real window: it answers, it is closed to everything else, and its policy holds in the finished build.

use serde_json::{Value, json};
use yarrow_tests::demo::{call, turn};
use yarrow_tests::desk::Desk;
use yarrow_tests::driver::Session;
use yarrow_tests::page::{policy_violations, screenshot};
use yarrow_tests::process::program;
use yarrow_tests::visit::{self, Way};
use yarrow_tests::window::window_session;

/// Calls a command of the window as a script in the page would; the answer, or the reason of the refusal.
async fn invoke(window: &Session, command: &str, arguments: Value) -> Result<Value, Value> {
    let script = "const [command, given, done] = arguments;
        window.__TAURI_INTERNALS__.invoke(command, given).then((value) => done({ value }), (reason) => done({ reason }));";
    let mut answer = window.execute_async(script, vec![command.into(), arguments]).await.unwrap();
    if answer.get("reason").is_some() { Err(answer["reason"].take()) } else { Ok(answer["value"].take()) }
}

async fn opened(data: &std::path::Path) -> Session {
    let window = window_session(&program("yarrow").unwrap(), data).await.unwrap();
    window.execute_async(
        "const done = arguments[0]; const look = () => window.__TAURI_INTERNALS__ && document.readyState === 'complete' ? done(1) : setTimeout(look, 20); look();",
        vec![],
    ).await.unwrap();
    window
}

#[tokio::test]
async fn a_new_workstation_opens_a_window_that_offers_to_set_up_a_practice() {
    let _turn = turn().await;
    let data = tempfile::tempdir().unwrap();
    let window = opened(data.path()).await;
    assert_eq!(window.title().await.unwrap(), "Yarrow");
    let reply = invoke(&window, "rpc", json!({ "command": "app_status", "request": {} })).await.unwrap();
    assert_eq!(reply["value"]["state"], "first_run", "{reply}");
    screenshot(&window, "window-first-run").await.unwrap();
    let stopped = policy_violations(&window).await.unwrap();
    assert!(stopped.is_empty(), "the policy stopped parts of our own UI: {stopped:?}");
}

#[tokio::test]
async fn a_script_in_the_window_reaches_rpc_and_nothing_else() {
    let _turn = turn().await;
    let data = tempfile::tempdir().unwrap();
    let window = opened(data.path()).await;
    for command in [
        "plugin:dialog|save",
        "plugin:window-state|save_window_state",
        "plugin:event|emit",
        "plugin:webview|create_webview_window",
    ] {
        let reason = invoke(&window, command, json!({})).await.unwrap_err().to_string();
        assert!(reason.contains("not allowed"), "{command}: {reason}");
    }
    let reason =
        invoke(&window, "rpc", json!({ "command": "shell_no_such_thing", "request": {} })).await.unwrap_err();
    assert_eq!(reason["kind"], "not_found", "{reason}");
}

#[tokio::test]
async fn text_that_turns_into_script_or_a_link_does_nothing_in_the_window() {
    let _turn = turn().await;
    let data = tempfile::tempdir().unwrap();
    let window = opened(data.path()).await;
    let attack = "const script = document.createElement('script'); script.textContent = 'window.__ran = 1';
        document.body.append(script);
        const holder = document.createElement('div'); document.body.append(holder);
        holder.innerHTML = '<img src=x onerror=\"window.__ran = 1\"><style>body { opacity: 0.5 }</style>';";
    window.execute(attack, vec![]).await.unwrap();
    // Asked before the page tries to leave: a driver would wait for ever for a page that was not allowed to load.
    let leave = "const done = arguments[0];
        setTimeout(() => location.assign('https://example.org/'), 50);
        setTimeout(() => done([window.__ran === undefined, getComputedStyle(document.body).opacity, location.hostname]), 700);";
    assert_eq!(window.execute_async(leave, vec![]).await.unwrap(), json!([true, "1", "localhost"]));
}

#[tokio::test]
async fn from_the_first_start_to_a_signed_prescription_in_the_window_without_a_mouse() {
    let _turn = turn().await;
    let data = tempfile::tempdir().unwrap();
    let window = opened(data.path()).await;
    let desk = Desk::at(&window);

    // The first start: the demo is the second of the three ways to begin.
    desk.until_says("main button", "Start a new practice").await.unwrap();
    desk.until_focus("main button").await.unwrap();
    desk.press("Tab").await.unwrap();
    desk.press("Enter").await.unwrap();
    desk.until_says("main", "How many patients").await.unwrap();
    desk.until_focus("main button").await.unwrap();
    desk.press("Enter").await.unwrap();
    desk.until("the demo is made", "document.querySelector('input[name=person]')").await.unwrap();

    visit::sign_in(&desk).await.unwrap();
    visit::find_patient(&desk).await.unwrap();
    visit::start_visit(&desk).await.unwrap();
    desk.write("Cough and fever since Monday. ").await.unwrap();
    visit::diagnose(&desk, Way::Slash, "pneu", "J18.9").await.unwrap();
    visit::order_clarithromycin(&desk, Way::Slash).await.unwrap();
    let stopped = visit::stopped(&desk).await.unwrap();
    assert!(stopped.rests && stopped.chosen == 0, "{stopped:?}");
    desk.press("Control+Enter").await.unwrap();
    visit::change_to_azithromycin(&desk).await.unwrap();
    visit::review(&desk).await.unwrap();
    visit::sign(&desk).await.unwrap();
    screenshot(&window, "window-prescription").await.unwrap();
    let violations = policy_violations(&window).await.unwrap();
    assert!(violations.is_empty(), "the policy stopped parts of our own UI: {violations:?}");
    window.end().await.unwrap();

    // What counts is what the record says when the window is gone.
    let found = call(data.path(), "osei", "find_patients", &json!({ "query": "orte", "limit": 5 })).unwrap();
    let patient = json!({ "patient_id": found[0]["id"] });
    let chart = call(data.path(), "osei", "open_chart", &patient).unwrap();
    assert_eq!(chart["open_encounter"], Value::Null);
    let order = visit::medication(&chart, "Azithromycin 250 mg tablet").unwrap();
    assert_eq!((&order["status"], order["signed_at"].is_string()), (&json!("active"), true), "{order}");
    assert!(visit::medication(&chart, "Clarithromycin").is_none(), "a stopped prescription was kept");
    let note = json!({ "note_id": visit::newest_note(&chart).unwrap() });
    let note = call(data.path(), "osei", "note", &note).unwrap();
    assert_eq!(note["status"], "final");
    assert!(note["text"].as_str().unwrap().contains("Cough and fever since Monday."), "{note}");
    let verified = call(data.path(), "admin", "verify_record", &json!({})).unwrap();
    assert_eq!(verified["problems"], json!([]), "{verified}");
}
