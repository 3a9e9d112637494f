//! `yarrow-cli sig` as somebody at a terminal sees it.

use std::process::{Command, Output};

use serde_json::{Value, json};

fn sig(arguments: &[&str]) -> Output {
    Command::new(env!("CARGO_BIN_EXE_yarrow-cli")).arg("sig").args(arguments).output().unwrap()
}

fn understood(arguments: &[&str]) -> Value {
    let output = sig(arguments);
    assert_eq!(output.status.code(), Some(0), "{}", String::from_utf8_lossy(&output.stderr));
    serde_json::from_slice(&output.stdout).unwrap()
}

fn not_understood(text: &str) -> Value {
    let output = sig(&[text]);
    assert_eq!(output.status.code(), Some(1), "{text}");
    assert!(String::from_utf8_lossy(&output.stderr).contains("the dose is not checked"), "{text}");
    let answer: Value = serde_json::from_slice(&output.stdout).unwrap();
    assert_eq!(answer["understood"], false);
    assert_eq!(answer["dosage"], json!([{ "text": text }]), "it stands as typed");
    assert_eq!(answer["words"]["en"], text);
    answer
}

#[test]
fn directions_are_printed_as_fhir_and_in_two_languages() {
    let answer = understood(&["1 tab po bid x7d"]);
    assert_eq!(answer["words"]["en"], "Take 1 tablet by mouth twice daily for 7 days");
    assert_eq!(answer["words"]["es"], "Tome 1 tableta por la boca dos veces al día por 7 días");
    assert_eq!(answer["dosage"][0]["timing"]["repeat"]["frequency"], 2);
    assert_eq!(answer["dosage"][0]["doseAndRate"][0]["doseQuantity"]["unit"], "tablet");
    assert_eq!(
        (&answer["quantity"], &answer["quantity_unit"], &answer["days_supply"], &answer["not_checked"]),
        (&json!("14"), &json!("tablet"), &json!(7), &Value::Null)
    );
}

#[test]
fn a_taper_has_one_dosage_for_each_step_and_the_form_lends_its_route() {
    let answer = understood(&["40 mg x5d, 30 mg x5d, then 20 mg daily", "--form", "tablet"]);
    let steps = answer["dosage"].as_array().unwrap();
    assert_eq!(steps.iter().map(|step| &step["sequence"]).collect::<Vec<_>>(), [1, 2, 3]);
    assert!(steps.iter().all(|step| step["route"]["text"] == "oral"));
}

#[test]
fn quantity_and_days_are_derived_from_each_other() {
    assert_eq!(understood(&["1 tab po bid", "--days", "30"])["quantity"], "60");
    assert_eq!(understood(&["1-2 tabs po q6h prn pain", "--quantity", "40"])["days_supply"], 5);
    assert_eq!(understood(&["7.5 mL po bid x 10 days"])["quantity"], "150");
    assert_eq!(understood(&["2 puffs inh bid", "--days", "30"])["quantity"], Value::Null);
}

#[test]
fn directions_without_an_amount_say_that_the_dose_is_not_checked() {
    let answer = understood(&["take as directed"]);
    assert_eq!(answer["understood"], true);
    assert_eq!(answer["not_checked"], "the directions do not say how much");
}

#[test]
fn what_cannot_be_meant_says_why_and_stands_as_typed() {
    for (text, why) in [
        ("1..5 mg po bid", "“1..5” is not a number."),
        ("0 mg po bid", "The dose is zero."),
        ("1e9 mg po bid", "“1e9” is not a number."),
        ("1000000000 mg po bid", "1000000000 is too large for a dose."),
        ("insulin per sliding scale", "A sliding scale stays as it is written."),
        ("1 tab po whenever", "“whenever” was not understood."),
        ("", "The sig is empty."),
    ] {
        assert_eq!(not_understood(text)["not_checked"], why, "{text}");
    }
}

#[test]
fn wrong_usage_is_told_apart_from_unclear_directions() {
    for arguments in [&[][..], &["1 tab po bid", "--days", "0"], &["1 tab po bid", "--quantity", "-3"]] {
        assert_eq!(sig(arguments).status.code(), Some(2), "{arguments:?}");
    }
    let help = String::from_utf8(sig(&["--help"]).stdout).unwrap();
    assert!(help.contains("1 tab po bid x7d") && help.contains("Exit codes"), "{help}");
}
