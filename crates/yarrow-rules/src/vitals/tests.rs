use super::*;
use proptest::prelude::*;

fn summary(text: &str) -> Vec<String> {
    summary_of(text, None)
}

fn summary_of(text: &str, age: Option<f64>) -> Vec<String> {
    let reading = read_vitals(text, age);
    assert!(reading.problems.is_empty(), "{text}: {:?}", reading.problems);
    let line = |i: &VitalsItem| {
        let second = i.value2.map_or(String::new(), |v| format!("/{v}"));
        format!("{} {}{second} {} {}", i.label, i.value, i.unit, i.interpretation).trim().to_string()
    };
    reading.items.iter().map(line).collect()
}

fn problem(text: &str, age: Option<f64>) -> String {
    let reading = read_vitals(text, age);
    assert!(!reading.problems.is_empty(), "{text} was read as {:?}", reading.items);
    reading.problems[0].message.clone()
}

#[test]
fn a_line_without_labels_is_read_by_units_and_order() {
    assert_eq!(
        summary("120/80 72 98.6F 16 98% 70kg"),
        ["BP 120/80 mm[Hg]", "Pulse 72 /min", "Temp 37 Cel", "Resp 16 /min", "SpO2 98 %", "Weight 70 kg"]
    );
    assert_eq!(
        summary("70kg 98% 72 37.2 118/76"),
        ["BP 118/76 mm[Hg]", "Pulse 72 /min", "Temp 37.2 Cel", "SpO2 98 %", "Weight 70 kg"]
    );
}

#[test]
fn labels_may_stand_before_the_values() {
    let labelled = "bp 120/80 hr 72 t 98.6 rr 16 spo2 98 wt 70kg ht 170cm pain 4";
    let expected = [
        "BP 120/80 mm[Hg]",
        "Pulse 72 /min",
        "Temp 37 Cel",
        "Resp 16 /min",
        "SpO2 98 %",
        "Weight 70 kg",
        "Height 170 cm",
        "BMI 24.2 kg/m2",
        "Pain 4 {score}",
    ];
    assert_eq!(summary(labelled), expected);
    assert_eq!(summary("BP: 120/80, HR=72; T98.6F RR16 SpO2 98% RA Wt 70 kg Ht 170 cm pain 4/10"), expected);
}

#[test]
fn pounds_feet_and_inches_become_metric_and_show_as_typed() {
    let reading = read_vitals("154 lb 5'7\" 101.2F", None);
    let read_as: Vec<&str> = reading.items.iter().map(|i| i.read_as.as_str()).collect();
    assert_eq!(read_as[..3], ["101.2 °F (38.44 °C)", "154 lb (69.85 kg)", "5 ft 7 in (170.2 cm)"]);
    assert_eq!(summary("5'7 72"), ["Pulse 72 /min", "Height 170.2 cm"]);
    assert_eq!(summary("5 ft 7 in"), ["Height 170.2 cm"]);
    assert_eq!(summary("6' 72"), ["Pulse 72 /min", "Height 182.9 cm"]);
    assert_eq!(summary("67in"), ["Height 170.2 cm"]);
    assert_eq!(summary("1.7m"), ["Height 170 cm"]);
    assert_eq!(summary("8 lb 4 oz"), ["Weight 3.74 kg"]);
    assert_eq!(summary("7/10"), ["Pain 7 {score}"]);
}

#[test]
fn what_no_body_has_is_refused_and_never_dropped() {
    let slips = [
        "980/80",
        "120/800",
        "80/120",
        "120/",
        "120",
        "-5",
        "wt 1e308",
        "1e308kg",
        "wt -70kg",
        "t 12C",
        "986F",
        "spo2 120",
        "120%",
        "hr 7200",
        "hr 5",
        "rr 200",
        "pain 11",
        "pain 4/5",
        "pain -1",
        "ht 17cm",
        "5'14\"",
        "wt 70",
        "ht 170",
        "t 60",
        "foo",
        "120/80 foo",
        "70kgs!",
        "hr",
        "bp 120",
        "bp abc/def",
        "72.5 16.5",
        "120/80 118/76",
        "99999999999999999999",
        "wt 0kg",
        "NaN",
        "hr NaN",
        "12..5",
        "70 kg 20 cm",
        "120/80/60",
        "٣٤",
    ];
    for slip in slips {
        if slip == "120" {
            assert_eq!(summary(slip), ["Pulse 120 /min"]);
            continue;
        }
        assert!(problem(slip, None).ends_with('.'), "{slip}");
    }
}

#[test]
fn numbers_that_could_be_two_things_are_asked_about() {
    assert!(problem("120/80 72 37", None).contains("rr"), "respiration or a temperature");
    assert!(problem("120/80 98 72 16", None).contains("rr"), "the order is not the usual one");
    assert!(problem("72 16 98", None).contains("Say what this is"));
    assert!(problem("72/min", None).contains("hr"));
}

#[test]
fn weight_and_height_must_fit_the_age_and_each_other() {
    assert!(problem("70kg", Some(0.5)).contains("not possible"));
    assert!(problem("9kg", Some(40.0)).contains("not possible"));
    assert_eq!(summary_of("9kg", Some(0.8)), ["Weight 9 kg"]);
    assert!(problem("150kg 100cm", Some(40.0)).contains("do not fit together"));
}

#[test]
fn adult_values_are_flagged_and_childrens_are_not() {
    let flags = |text: &str, age: f64| summary_of(text, Some(age)).join(", ");
    assert_eq!(flags("148/86", 54.0), "BP 148/86 mm[Hg] H");
    assert_eq!(flags("190/100", 54.0), "BP 190/100 mm[Hg] HH");
    assert_eq!(flags("128/76", 54.0), "BP 128/76 mm[Hg]");
    assert_eq!(flags("88/50", 54.0), "BP 88/50 mm[Hg] L");
    assert_eq!(
        flags("hr 101 rr 25 38.0C 91%", 54.0),
        "Pulse 101 /min H, Temp 38 Cel H, Resp 25 /min HH, SpO2 91 % LL"
    );
    assert_eq!(flags("hr 60 rr 12 37.9C 95%", 54.0), "Pulse 60 /min, Temp 37.9 Cel, Resp 12 /min, SpO2 95 %");
    assert_eq!(flags("hr 140 rr 40", 1.0), "Pulse 140 /min, Resp 40 /min");
}

#[test]
fn every_item_has_its_loinc_code() {
    let reading = read_vitals("120/80 72 98.6F 16 98% 70kg 170cm pain 0", Some(30.0));
    let codes: Vec<&str> = reading.items.iter().map(|i| i.code.as_str()).collect();
    let expected =
        ["85354-9", "8867-4", "8310-5", "9279-1", "59408-5", "29463-7", "8302-2", "39156-5", "72514-3"];
    assert_eq!(codes, expected);
}

#[test]
fn a_reading_has_the_shape_of_the_contract() {
    let json = serde_json::to_value(read_vitals("120/80 x", None)).unwrap();
    assert_eq!(json["items"][0]["value"], "120");
    assert_eq!(json["items"][0]["value2"], "80");
    assert_eq!(json["problems"][0]["part"], "x");
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 2000, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn every_part_of_any_line_is_an_item_or_a_problem(line in "[0-9a-z/.%'\" °,-]{0,40}") {
        let reading = read_vitals(&line, Some(40.0));
        let empty = line.chars().all(|c| c.is_whitespace() || c == ',');
        prop_assert!(empty || !reading.items.is_empty() || !reading.problems.is_empty());
    }

    #[test]
    fn any_text_at_all_is_survived(line in "\\PC{0,60}", age in proptest::option::of(0.0..120.0)) {
        let reading = read_vitals(&line, age);
        prop_assert!(reading.problems.iter().all(|p| p.message.ends_with('.')));
    }
}
