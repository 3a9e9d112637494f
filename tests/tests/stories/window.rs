//! The real window: it answers, it is closed to everything else, and its policy holds in the finished build.

use serde_json::{Value, json};
use yarrow_tests::driver::Session;
use yarrow_tests::page::{policy_violations, screenshot};
use yarrow_tests::process::program;
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
