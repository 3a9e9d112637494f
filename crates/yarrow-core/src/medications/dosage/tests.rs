use proptest::prelude::*;
use serde_json::{Value, json};
use yarrow_codecs::fhir::Dosage as FhirDosage;
use yarrow_rules::sig::{self, Language, read_dosages};

use super::{ImportedDirections, fhir_dosage, imported_directions};

fn arrived(form: Option<&str>, dosages: Value) -> ImportedDirections {
    let dosages: Vec<FhirDosage> = serde_json::from_str(&dosages.to_string()).unwrap();
    imported_directions(&dosages, form)
}

fn understood(form: Option<&str>, dosages: Value) -> String {
    let read = arrived(form, dosages);
    sig::words(&read.understood.unwrap_or_else(|because| panic!("{}: {because}", read.text)))
}

fn refused(form: Option<&str>, dosages: Value) -> String {
    arrived(form, dosages).understood.unwrap_err()
}

fn written(typed: &str) -> Value {
    let sig = read_dosages(typed, None).unwrap();
    serde_json::from_str(&serde_json::to_string(&fhir_dosage(&sig.dosages, Language::Spanish)).unwrap())
        .unwrap()
}

#[test]
fn a_sig_is_written_as_a_fhir_dosage() {
    assert_eq!(
        written("1-2 tabs po q4-6h prn pain x5d max 8/day"),
        json!([{
            "sequence": 1,
            "text": "Take 1 to 2 tablets by mouth every 4 to 6 hours as needed for pain for 5 days, no more than 8 tablets in 24 hours",
            "patientInstruction": "Tome de 1 a 2 tabletas por la boca cada 4 a 6 horas según sea necesario para el dolor por 5 días, no más de 8 tabletas en 24 horas",
            "timing": {"repeat": {
                "boundsDuration": {"value": 5, "unit": "day", "system": "http://unitsofmeasure.org", "code": "d"},
                "frequency": 1, "period": 4, "periodMax": 6, "periodUnit": "h"
            }},
            "asNeededCodeableConcept": {"text": "pain"},
            "route": {"text": "oral"},
            "method": {"text": "take"},
            "doseAndRate": [{
                "type": {"coding": [{"system": "http://terminology.hl7.org/CodeSystem/dose-rate-type", "code": "ordered"}]},
                "doseRange": {
                    "low": {"value": 1, "unit": "tablet", "system": "http://unitsofmeasure.org", "code": "{tablet}"},
                    "high": {"value": 2, "unit": "tablet", "system": "http://unitsofmeasure.org", "code": "{tablet}"}
                }
            }],
            "maxDosePerPeriod": {
                "numerator": {"value": 8, "unit": "tablet", "system": "http://unitsofmeasure.org", "code": "{tablet}"},
                "denominator": {"value": 24, "unit": "hour", "system": "http://unitsofmeasure.org", "code": "h"}
            }
        }])
    );
    let taper = written("40 mg po x5d, 30 mg x5d, then 20 mg daily");
    let sequences: Vec<&Value> = taper.as_array().unwrap().iter().map(|d| &d["sequence"]).collect();
    assert_eq!(sequences, [1, 2, 3]);
    assert_eq!(taper[1]["timing"]["repeat"]["boundsDuration"]["value"], 5);
}

#[test]
fn a_dose_without_a_unit_counts_what_the_product_is() {
    let synthea = json!([{"sequence": 1, "asNeededBoolean": false,
        "timing": {"repeat": {"frequency": 1, "period": 1, "periodUnit": "d"}},
        "doseAndRate": [{"type": {"coding": [{"code": "ordered"}]}, "doseQuantity": {"value": 1}}]}]);
    assert_eq!(understood(Some("Oral Tablet"), synthea.clone()), "Take 1 tablet by mouth once daily");
    assert_eq!(refused(None, synthea), "The dose has no unit.");
}

#[test]
fn coded_parts_and_the_text_beside_them_are_believed_when_they_agree() {
    let both = |times: u32| {
        json!([{"text": "10 mL bid", "route": {"coding": [{"system": "http://snomed.info/sct", "code": "0", "display": "Oral"}]},
            "timing": {"repeat": {"frequency": times, "period": 1, "periodUnit": "d", "boundsPeriod": {"start": "2008-04-05"}}},
            "doseAndRate": [{"doseQuantity": {"value": 10, "unit": "ml", "code": "mL"}}]}])
    };
    assert_eq!(understood(None, both(2)), "Take 10 mL by mouth twice daily", "the route is only coded");
    assert_eq!(arrived(None, both(2)).text, "10 mL bid");
    assert!(refused(None, both(3)).contains("say different things"));
}

#[test]
fn coded_parts_are_used_where_the_text_is_not_understood_and_that_is_said() {
    let read = arrived(
        None,
        json!([{"text": "1 tablet by mouth twice a day, no grapefruit",
            "timing": {"code": {"text": "BID"}}, "route": {"text": "Oral route (qualifier value)"},
            "doseAndRate": [{"doseQuantity": {"value": 1, "unit": "TABLET"}}]}]),
    );
    assert_eq!(read.text, "1 tablet by mouth twice a day, no grapefruit");
    assert!(read.remark.is_some_and(|remark| remark.contains("coded parts")));
    assert_eq!(sig::words(&read.understood.unwrap()), "Take 1 tablet by mouth twice daily");
}

#[test]
fn text_alone_is_read_and_what_is_unclear_says_why() {
    let text = json!([{"text": "Takes 1-2 tablets once daily at bedtime as needed for restless legs"}]);
    assert_eq!(understood(None, text), "Take 1 to 2 tablets at bedtime as needed for restless legs");
    assert!(refused(None, json!([{"text": "per sliding scale"}])).contains("sliding scale"));
    assert_eq!(refused(None, json!([])), "No directions are given.");
    assert_eq!(refused(None, json!([{"sequence": 1, "asNeededBoolean": true}])), "No directions are given.");
}

#[test]
fn what_only_the_coded_parts_say_is_added_to_the_text() {
    let both = json!([{"text": "1 tab po bid", "additionalInstruction": [{"text": "with food"}],
        "timing": {"repeat": {"frequency": 2, "period": 1, "periodUnit": "d", "boundsDuration": {"value": 7, "code": "d"}}}}]);
    assert_eq!(arrived(None, both.clone()).text, "1 tab po bid, with food");
    assert_eq!(understood(None, both), "Take 1 tablet by mouth twice daily for 7 days, with food");
}

#[test]
fn a_part_without_a_place_here_is_never_dropped() {
    let base = |extra: Value| {
        let mut dosage = json!({"timing": {"repeat": {"frequency": 1, "period": 1, "periodUnit": "d"}},
            "doseAndRate": [{"doseQuantity": {"value": 1, "unit": "tablet"}}]});
        for (key, value) in extra.as_object().unwrap() {
            dosage[key] = value.clone();
        }
        refused(None, json!([dosage]))
    };
    let timing = |repeat: Value| json!({ "timing": { "repeat": repeat } });
    assert!(base(json!({"modifierExtension": [{"url": "x"}]})).contains("changes their meaning"));
    assert!(base(json!({"maxDosePerLifetime": {"value": 1}})).contains("lifetime"));
    assert!(
        base(json!({"additionalInstruction": [{"text": "only on odd dates"}]})).contains("only on odd dates")
    );
    assert!(base(json!({"timing": {"event": ["2026-01-01"]}})).contains("single points"));
    assert!(base(timing(json!({"frequency": 1, "period": 1.5, "periodUnit": "h"}))).contains("1.5 h"));
    assert!(
        base(timing(json!({"frequency": 1, "period": 1, "periodUnit": "d", "when": ["WAKE"]})))
            .contains("WAKE")
    );
    assert!(base(timing(json!({"frequency": 2}))).contains("not in how long"));
    assert!(base(timing(json!({"frequency": 0, "period": 1, "periodUnit": "d"}))).contains("0 times"));
    let dose = |value: Value| base(json!({"doseAndRate": [{"doseQuantity": value}]}));
    assert!(dose(json!({"value": 0, "unit": "mg"})).contains("zero"));
    assert!(dose(json!({"value": 1_000_000_000, "unit": "mg"})).contains("too large"));
    assert!(dose(json!({"value": 5, "unit": "mg/kg"})).contains("mg/kg"));
    assert!(dose(json!({"value": 5, "unit": "mg", "comparator": "<"})).contains("more or less"));
}

#[test]
fn several_dosages_need_an_order() {
    let steps = |first: Value, second: Value| {
        json!([
            {"sequence": second, "text": "20 mg po daily x5d"},
            {"sequence": first, "text": "40 mg po daily x5d"}
        ])
    };
    assert_eq!(
        understood(None, steps(json!(1), json!(7))),
        "Take 40 mg by mouth once daily for 5 days, then take 20 mg by mouth once daily for 5 days"
    );
    assert!(refused(None, steps(Value::Null, Value::Null)).contains("follow one another"));
    assert_eq!(arrived(None, steps(Value::Null, Value::Null)).text, "20 mg po daily x5d; 40 mg po daily x5d");
}

#[test]
fn half_days_and_ends_of_periods_are_counted() {
    let dosage = json!([{"doseAndRate": [{"doseQuantity": {"value": 500, "unit": "mg"}}],
        "timing": {"repeat": {"frequency": 1, "period": 0.5, "periodUnit": "d",
            "boundsPeriod": {"start": "2026-03-01", "end": "2026-03-07"}}}}]);
    assert_eq!(understood(None, dosage), "Take 500 mg every 12 hours for 7 days");
}

fn one_of(items: &'static [&'static str]) -> impl Strategy<Value = &'static str> {
    prop::sample::select(items)
}

prop_compose! {
    fn typed()(
        dose in one_of(&["1 tab", "1-2 tabs", "½ tab", "2.5 mL", "10 mg", "500 mg (1 tab)", "10 units", "2 puffs", "1 gtt",
            "1 patch", "1 supp", "a thin layer", "2 sprays", "1 inch", "20 mEq", "50 mcg", "1 g"]),
        route in one_of(&["", " po", " SL", " pr", " subq", " IM", " OD", " each nostril", " to affected area", " inh", " neb", " au"]),
        often in one_of(&[" qd", " bid", " q4-6h", " qhs", " qod", " weekly", " q2wk", " once", " tid ac", " 2-3 times a day",
            " up to 4x/day", " mon wed fri", " qam and qhs", " at 8am", " at 8am and with dinner", " 30 min before breakfast",
            " q12h x 3 doses", " day 1", " days 2-5", " 3 times every 2 days", " prn"]),
        needed in one_of(&["", " prn pain", " prn N/V", " prn BP > 180/100", " for blood pressure"]),
        length in one_of(&["", " x7d", " for 2 weeks", " x 1 month"]),
        rest in one_of(&["", " with food", " ud", " max 8/day", ", max 4 g in 24 h", ", may repeat x1 in 2h", ", until gone",
            ", then 1 tab daily x4d", " and 2 tabs qhs", " nte 3 doses", " 12h on 12h off", ", 5 mg x 3 days, then 2 mg daily"]),
    ) -> String {
        format!("{dose}{route}{often}{needed}{length}{rest}")
    }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 3000, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn a_sig_written_as_fhir_and_read_again_means_the_same(typed in typed()) {
        if let Ok(sig) = read_dosages(&typed, None) {
            let json = serde_json::to_string(&fhir_dosage(&sig.dosages, Language::English)).unwrap();
            let back: Vec<FhirDosage> = serde_json::from_str(&json).unwrap();
            prop_assert_eq!(imported_directions(&back, None).understood, Ok(sig.dosages.clone()), "{}", typed);
            // The coded parts alone carry everything, too.
            let parts: Vec<FhirDosage> = back
                .into_iter()
                .map(|d| FhirDosage { text: None, patient_instruction: None, ..d })
                .collect();
            prop_assert_eq!(imported_directions(&parts, None).understood, Ok(sig.dosages), "{}", json);
        }
    }

    #[test]
    fn no_dosage_makes_the_reader_panic(text in "\\PC{0,30}", value in any::<i64>(), unit in "\\PC{0,8}", period in 0_u32..9) {
        let dosage = json!({"text": text, "route": {"text": unit}, "additionalInstruction": [{"text": text}],
            "asNeededCodeableConcept": {"text": text},
            "timing": {"repeat": {"frequency": period, "period": value, "periodUnit": "d", "timeOfDay": [text], "count": period}},
            "doseAndRate": [{"doseQuantity": {"value": value, "unit": unit}}]});
        if let Ok(dosage) = serde_json::from_str::<FhirDosage>(&dosage.to_string()) {
            let read = imported_directions(&[dosage], Some("tablet"));
            prop_assert!(read.understood.is_ok_and(|d| !d.is_empty()) || !read.text.is_empty() || text.trim().is_empty());
        }
    }
}
