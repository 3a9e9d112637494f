//! The promises of `tauri.conf.json` and the capabilities, kept by tests: a loosened line fails here and has to be argued.

use serde_json::Value;

fn config() -> Value {
    serde_json::from_str(include_str!("../../tauri.conf.json")).unwrap()
}

fn policy(directive: &str) -> String {
    config()["app"]["security"]["csp"][directive].as_str().unwrap_or_default().to_owned()
}

#[test]
fn the_window_runs_only_scripts_that_were_shipped_with_it() {
    assert_eq!(policy("default-src"), "'self'");
    assert_eq!(policy("script-src"), "'self'");
    for directive in config()["app"]["security"]["csp"].as_object().unwrap().values() {
        assert!(!directive.as_str().unwrap().contains("unsafe"), "{directive}");
        assert!(!directive.as_str().unwrap().contains("https:"), "{directive}");
    }
    for closed in ["object-src", "base-uri", "form-action", "frame-ancestors"] {
        assert_eq!(policy(closed), "'none'", "{closed}");
    }
}

#[test]
fn the_window_reaches_nothing_but_the_shell() {
    assert_eq!(policy("connect-src"), "'self' ipc: http://ipc.localhost");
    let security = &config()["app"]["security"];
    assert_eq!(security["freezePrototype"], true);
    assert!(security["dangerousDisableAssetCspModification"].is_null());
    assert_eq!(config()["app"]["withGlobalTauri"], false);
}

#[test]
fn the_ui_may_call_rpc_and_nothing_else() {
    let capability: Value = serde_json::from_str(include_str!("../capabilities/main.json")).unwrap();
    assert_eq!(capability["permissions"], serde_json::json!(["allow-rpc"]));
    assert!(capability["remote"].is_null());
    assert_eq!(config()["app"]["security"]["capabilities"], serde_json::json!(["main"]));
}
