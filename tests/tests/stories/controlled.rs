//! Controlled substances: what the law refuses, what signing waits for, and what is kept of it.

use serde_json::{Value, json};
use yarrow_api::ErrorKind;

use crate::house::{House, PASSPHRASE, but, document, draft, patient, person, text};

const OXYCODONE: &str = "oxycodone|5 mg|tablet";
const METHYLPHENIDATE: &str = "methylphenidate|18 mg|extended-release tablet";
const ALPRAZOLAM: &str = "alprazolam|0.5 mg|tablet";
const GABAPENTIN: &str = "gabapentin|300 mg|capsule";
const AMOXICILLIN: &str = "amoxicillin|500 mg|capsule";
/// Longer ago than a proof of the passphrase counts as fresh, in seconds.
const STALE: i64 = 301;

/// A visit with a physician who has a DEA number and a licence of one state.
struct Visit {
    house: House,
    patient: String,
    encounter: String,
    note: String,
}

impl Visit {
    fn in_state(state: &str) -> Self {
        let licence = json!({ "license_state": state, "license_number": "D-555010" });
        Self::with(but(json!({ "dea": "AB1234563" }), licence))
    }

    fn with(physician: Value) -> Self {
        let house = House::with(&["nurse", "front_desk"]);
        house.ask("save_practitioner", but(person("physician", "physician"), physician));
        house.sign_in("physician");
        let patient = text(&house.ask("register_patient", patient("Lindqvist", "Ana", "1959-03-14"))["id"]);
        let start = json!({ "patient_id": patient, "kind": "Office visit", "reason": "back pain" });
        let started = house.ask("start_encounter", start);
        let (encounter, note) = (text(&started["encounter"]["id"]), text(&started["note"]["id"]));
        Self { house, patient, encounter, note }
    }

    fn draft(&self, product: &str, sig: &str, quantity: u32) -> Value {
        draft(&self.patient, &self.encounter, product, sig, quantity)
    }

    #[track_caller]
    fn stage(&self, draft: Value) -> Value {
        let outcome = self.house.ask("stage_prescription", draft);
        assert_eq!(outcome["outcome"], "staged", "{outcome}");
        outcome["prescription"].clone()
    }

    /// That staging names this field and this law, and writes nothing.
    #[track_caller]
    fn refuses(&self, draft: Value, field: &str, law: &str) {
        let before = self.house.counts();
        let error = self.house.fails("stage_prescription", draft);
        assert_eq!((error.kind, error.field.as_deref()), (ErrorKind::Invalid, Some(field)), "{error:?}");
        assert!(error.message.contains(law), "{error:?}");
        assert_eq!(self.house.counts(), before, "a refused prescription was written");
    }

    fn asks_the_law(&self, draft: Value) -> Value {
        self.house.ask("check_controlled", draft)["report"].clone()
    }

    fn looks_up(&self, found: &str) -> Value {
        let request = json!({ "patient_id": self.patient, "outcome": "checked", "found": found, "reference": "NYC-5550142",
            "queried_at": null, "queried_by": null });
        self.house.ask("record_pdmp_query", request)
    }

    fn signing(&self, prescriptions: &[&Value]) -> Value {
        let ids: Vec<&Value> = prescriptions.iter().map(|one| &one["id"]).collect();
        json!({
            "encounter_id": self.encounter, "note_id": self.note, "body": document("Back pain."), "text": "Back pain.",
            "prescription_ids": ids, "finish": true,
        })
    }

    /// Time goes by while the physician keeps working at the screen.
    fn works_on(&self, seconds: i64) {
        for _ in 0..seconds.div_euclid(100) {
            self.house.later(100);
            self.house.ask("touch", json!({}));
        }
        self.house.later(seconds.rem_euclid(100));
    }
}

#[test]
fn a_schedule_ii_prescription_with_a_refill_is_refused_naming_the_field_and_the_law() {
    let visit = Visit::in_state("NJ");
    let twice_daily = visit.draft(OXYCODONE, "1 tab po bid", 6);
    visit.refuses(but(twice_daily.clone(), json!({ "refills": 1 })), "refills", "21 CFR 1306.12");
    let staged = visit.stage(twice_daily);
    assert_eq!(
        (&staged["dea_schedule"], &staged["refills"], &staged["days_supply"]),
        (&json!("CII"), &json!(0), &json!(3))
    );
}

#[test]
fn a_first_opioid_beyond_the_states_days_is_refused_until_the_exception_is_named() {
    let visit = Visit::in_state("NJ");
    let ten_days = visit.draft(OXYCODONE, "1 tab po bid", 20);
    let report = visit.asks_the_law(ten_days.clone());
    assert_eq!((&report["days_most"], &report["state_name"]), (&json!(5), &json!("New Jersey")));
    visit.refuses(ten_days.clone(), "days_supply", "N.J.S.A. 24:21-15.2");
    visit.refuses(
        but(ten_days.clone(), json!({ "supply_exception": "because" })),
        "supply_exception",
        "listed",
    );
    let staged = visit.stage(but(ten_days, json!({ "supply_exception": "cancer" })));
    assert_eq!((&staged["supply_exception"], &staged["days_supply"]), (&json!("cancer"), &json!(10)));
}

#[test]
fn a_patient_who_already_takes_an_opioid_is_not_new_to_it() {
    let visit = Visit::in_state("NJ");
    let taken = but(
        visit.draft("tramadol|50 mg|tablet", "1 tab po bid", 60),
        json!({ "reported": true, "encounter_id": null }),
    );
    visit.stage(taken);
    let report = visit.asks_the_law(visit.draft(OXYCODONE, "1 tab po bid", 20));
    assert_eq!((&report["refusals"], &report["days_most"]), (&json!([]), &json!(30)));
}

#[test]
fn an_exception_that_sets_nothing_aside_is_not_kept() {
    let visit = Visit::in_state("TX");
    let staged = visit
        .stage(but(visit.draft(ALPRAZOLAM, "1 tab po qhs", 30), json!({ "supply_exception": "cancer" })));
    assert_eq!(staged["supply_exception"], Value::Null);
}

#[test]
fn a_quantity_typed_over_the_directions_counts_its_own_days() {
    let visit = Visit::in_state("NJ");
    // "for 3 days" says 6 tablets; 60 of them last a month, and that is what the law counts.
    visit.refuses(visit.draft(OXYCODONE, "1 tab po bid x3d", 60), "days_supply", "N.J.S.A.");
}

#[test]
fn fewer_days_than_the_quantity_lasts_cannot_be_claimed() {
    let visit = Visit::in_state("NJ");
    let claimed = but(visit.draft(OXYCODONE, "1 tab po bid", 60), json!({ "days_supply": 5 }));
    visit.refuses(claimed, "days_supply", "30 days is 25 too many");
}

#[test]
fn without_days_the_limit_is_asked_for_and_not_passed_over() {
    let visit = Visit::in_state("NJ");
    visit.refuses(
        visit.draft(OXYCODONE, "as agreed with the patient", 20),
        "days_supply",
        "Give the days' supply",
    );
}

#[test]
fn three_months_of_a_stimulant_are_three_prescriptions_with_their_earliest_days() {
    let visit = Visit::in_state("NJ");
    let month = |earliest: Value| {
        but(visit.draft(METHYLPHENIDATE, "1 tab po qam", 30), json!({ "earliest_fill": earliest }))
    };
    visit.stage(month(Value::Null));
    visit.refuses(month(Value::Null), "earliest_fill", "21 CFR 1306.12(b)");
    visit.refuses(month(json!("2026-11-01")), "earliest_fill", "before the prescription");
    let second = visit.stage(month(json!("2026-12-20")));
    assert_eq!(second["earliest_fill"], "2026-12-20");
    visit.stage(month(json!("2027-01-19")));
    visit.refuses(month(json!("2027-02-18")), "days_supply", "at most 90");
}

#[test]
fn the_parts_of_a_series_are_no_duplicates_of_each_other() {
    let visit = Visit::in_state("NJ");
    visit.stage(visit.draft(METHYLPHENIDATE, "1 tab po qam", 30));
    let next =
        but(visit.draft(METHYLPHENIDATE, "1 tab po qam", 30), json!({ "earliest_fill": "2026-12-20" }));
    let report = visit.house.ask("check_prescription", next);
    let duplicates: Vec<&Value> = report["findings"]
        .as_array()
        .unwrap()
        .iter()
        .filter(|finding| finding["kind"] == "duplicate")
        .collect();
    assert!(duplicates.is_empty(), "{duplicates:?}");
}

#[test]
fn gabapentin_is_controlled_in_kentucky_and_free_in_new_york() {
    let capsule = |visit: &Visit| visit.draft(GABAPENTIN, "1 cap po tid", 90);
    let kentucky = Visit::in_state("KY");
    let staged = kentucky.stage(but(capsule(&kentucky), json!({ "refills": 5 })));
    assert_eq!((&staged["dea_schedule"], &staged["state_schedule"]), (&Value::Null, &json!("CV")));
    kentucky.refuses(but(capsule(&kentucky), json!({ "refills": 6 })), "refills", "KRS 218A.180");
    let new_york = Visit::in_state("NY");
    let staged = new_york.stage(but(capsule(&new_york), json!({ "refills": 11 })));
    assert_eq!(staged["state_schedule"], Value::Null);
    assert_eq!(new_york.asks_the_law(capsule(&new_york)), Value::Null);
}

#[test]
fn without_a_known_state_its_limits_are_said_to_be_unchecked() {
    let visit = Visit::with(json!({ "dea": "AB1234563" }));
    let report = visit.asks_the_law(visit.draft(OXYCODONE, "1 tab po bid", 60));
    assert!(text(&report["not_checked"][0]["because"]).contains("no state is known"), "{report}");
    visit.house.sign_in("administrator");
    let site = json!({ "id": null, "name": "Main", "phone": "(555) 010-2000", "fax": "", "active": true,
        "address": { "line": ["1 Heron Street"], "city": "Newark", "state": "nj", "postal_code": "07101" } });
    visit.house.ask("save_location", site);
    visit.house.sign_in("physician");
    let report = visit.asks_the_law(visit.draft(OXYCODONE, "1 tab po bid", 60));
    assert_eq!(report["state"], "NJ", "the site's state stands in for the licence's");
}

#[test]
fn signing_a_controlled_substance_asks_for_the_passphrase_again_and_an_antibiotic_does_not() {
    let visit = Visit::in_state("NY");
    visit.looks_up("No other prescribers");
    let capsule = visit.stage(visit.draft(AMOXICILLIN, "1 cap po tid x10d", 30));
    let tablet = visit.stage(visit.draft(OXYCODONE, "1 tab po bid", 6));
    visit.works_on(STALE);
    let before = visit.house.counts();
    let error = visit.house.fails("sign_visit", visit.signing(&[&capsule, &tablet]));
    assert_eq!(error.kind, ErrorKind::Reauthenticate, "{error:?}");
    assert_eq!(visit.house.counts(), before, "something was signed");
    visit.house.blames("reauthenticate", json!({ "passphrase": "not this one" }), "passphrase");
    visit.house.ask("reauthenticate", json!({ "passphrase": PASSPHRASE }));
    let outcome = visit.house.ask("sign_visit", visit.signing(&[&capsule, &tablet]));
    assert_eq!(outcome["outcome"], "signed", "{outcome}");

    let other = Visit::in_state("NY");
    let capsule = other.stage(other.draft(AMOXICILLIN, "1 cap po tid x10d", 30));
    other.works_on(STALE);
    assert_eq!(other.house.ask("sign_visit", other.signing(&[&capsule]))["outcome"], "signed");
}

#[test]
fn signing_waits_for_the_look_up_that_the_state_requires() {
    let visit = Visit::in_state("NY");
    let tablet = visit.stage(visit.draft(OXYCODONE, "1 tab po bid", 6));
    let before = visit.house.counts();
    visit.house.refuses(
        "sign_visit",
        visit.signing(&[&tablet]),
        ErrorKind::Refused,
        "No look-up is recorded",
    );
    assert_eq!(visit.house.counts(), before);
    visit.looks_up("One other prescriber, oxycodone in May");
    assert_eq!(visit.house.ask("sign_visit", visit.signing(&[&tablet]))["outcome"], "signed");
}

#[test]
fn a_look_up_that_was_not_possible_is_recorded_with_its_reason_and_counts() {
    let visit = Visit::in_state("NY");
    let tablet = visit.stage(visit.draft(OXYCODONE, "1 tab po bid", 6));
    let request = |found: &str| {
        json!({ "patient_id": visit.patient, "outcome": "not_possible", "found": found, "reference": null,
            "queried_at": null, "queried_by": null })
    };
    visit.house.blames("record_pdmp_query", request("n/a"), "found");
    visit.house.ask("record_pdmp_query", request("Registry out of service, tried twice"));
    assert_eq!(visit.house.ask("sign_visit", visit.signing(&[&tablet]))["outcome"], "signed");
}

#[test]
fn a_look_up_grows_old_and_one_struck_out_does_not_count() {
    let visit = Visit::in_state("NY");
    let query = visit.looks_up("No entries at all");
    let monitoring = || visit.asks_the_law(visit.draft(OXYCODONE, "1 tab po bid", 6))["monitoring"].clone();
    let fresh = monitoring();
    assert_eq!(
        (&fresh["done"], &fresh["days_ago"], &fresh["program"]),
        (&json!(true), &json!(0), &json!("I-STOP"))
    );
    visit.house.later(3 * 86_400);
    visit.house.sign_in("physician");
    let old = monitoring();
    assert_eq!(
        (&old["done"], &old["days_ago"], &old["duty"]),
        (&json!(false), &json!(3), &json!("required"))
    );
    visit.house.ask("strike_pdmp_query", json!({ "id": query["id"] }));
    assert_eq!(monitoring()["days_ago"], Value::Null);
}

#[test]
fn the_nurse_may_look_up_for_the_physician_and_the_chart_shows_who_found_what() {
    let visit = Visit::in_state("NY");
    visit.house.sign_in("nurse");
    let query = visit.looks_up("No other prescribers");
    assert_eq!((&query["state"], &query["reference"]), (&Value::Null, &json!("NYC-5550142")));
    visit.house.sign_in("physician");
    let chart = visit.house.ask("open_chart", json!({ "patient_id": visit.patient }));
    assert_eq!(chart["pdmp"][0]["found"], "No other prescribers");
    assert_eq!(chart["practitioners"][text(&query["queried_by"])], "K. Castellan");
    visit.house.sign_in("front_desk");
    visit.house.refuses(
        "pdmp_queries",
        json!({ "patient_id": visit.patient }),
        ErrorKind::Forbidden,
        "Front desk",
    );
}

#[test]
fn a_look_up_in_the_future_or_years_ago_is_blamed_on_its_time() {
    let visit = Visit::in_state("NY");
    for at in ["2026-11-20T15:00:00Z", "2024-01-01T00:00:00Z"] {
        let request = json!({ "patient_id": visit.patient, "outcome": "checked", "found": "No entries", "reference": null,
            "queried_at": at, "queried_by": null });
        visit.house.blames("record_pdmp_query", request, "queried_at");
    }
}

#[test]
fn without_a_dea_number_a_controlled_substance_is_staged_and_not_signed() {
    let visit = Visit::with(json!({ "license_state": "NJ", "license_number": "D-555010" }));
    visit.looks_up("No other prescribers");
    let tablet = visit.stage(visit.draft(OXYCODONE, "1 tab po bid", 6));
    visit.house.refuses("sign_visit", visit.signing(&[&tablet]), ErrorKind::Refused, "DEA number");
}

#[test]
fn oxycodone_named_without_a_product_is_controlled_all_the_same() {
    let visit = Visit::with(json!({ "license_state": "NJ", "license_number": "D-555010" }));
    visit.looks_up("No other prescribers");
    let named = json!({ "product": null, "display": "Oxycodone", "ingredients": ["oxycodone"] });
    let staged = visit.stage(but(visit.draft(OXYCODONE, "1 tab po bid", 6), named));
    assert_eq!(staged["dea_schedule"], "CII", "{staged}");
    visit.house.refuses("sign_visit", visit.signing(&[&staged]), ErrorKind::Refused, "DEA number");
}
