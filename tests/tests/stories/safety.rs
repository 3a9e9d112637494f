//! Alerts that respect the reader: answers are remembered, promises become tasks, tiers are set in the open, all is counted.

use serde_json::{Value, json};
use yarrow_api::ErrorKind;

use crate::house::{House, but, document, draft, text};

const CLARITHROMYCIN: &str = "clarithromycin|500 mg|tablet";
const SIMVASTATIN: &str = "simvastatin|40 mg|tablet";
const SIG: &str = "1 tab po bid x7d";

/// A patient on simvastatin, with the physician signed in.
struct Patient {
    house: House,
    id: String,
}

impl Patient {
    fn on_simvastatin() -> Self {
        let (house, id) = House::with_patient();
        let taken = draft(&id, "none", SIMVASTATIN, "1 tab po qhs", 30);
        house.ask("stage_prescription", but(taken, json!({ "encounter_id": null, "reported": true })));
        Self { house, id }
    }

    fn visit(&self) -> Value {
        let start = json!({ "patient_id": self.id, "kind": "Office visit", "reason": "cough" });
        self.house.ask("start_encounter", start)
    }

    fn clarithromycin(&self, visit: &Value, sig: &str) -> Value {
        draft(&self.id, &text(&visit["encounter"]["id"]), CLARITHROMYCIN, sig, 14)
    }

    /// Prescribes clarithromycin in a visit of its own, answering what stops it with this code; the outcome of signing.
    fn prescribe_against_advice(&self, code: &str) -> Value {
        let visit = self.visit();
        let asked = self.house.ask("stage_prescription", self.clarithromycin(&visit, SIG));
        assert_eq!(asked["outcome"], "needs_override", "{asked}");
        let answers: Vec<Value> =
            asked["keys"].as_array().unwrap().iter().map(|key| answer(key, code)).collect();
        let staged = self.house.ask(
            "stage_prescription",
            but(self.clarithromycin(&visit, SIG), json!({ "overrides": answers })),
        );
        assert_eq!(staged["outcome"], "staged", "{staged}");
        self.sign(&visit, &staged)
    }

    fn sign(&self, visit: &Value, staged: &Value) -> Value {
        let signed = self.house.ask(
            "sign_visit",
            json!({ "encounter_id": visit["encounter"]["id"], "note_id": visit["note"]["id"],
                "body": document("Cough."), "text": "Cough.", "prescription_ids": [staged["prescription"]["id"]],
                "finish": true }),
        );
        assert_eq!(signed["outcome"], "signed", "{signed}");
        signed
    }

    fn check(&self, visit: &Value, sig: &str) -> Value {
        self.house.ask("check_prescription", self.clarithromycin(visit, sig))
    }

    fn tasks(&self) -> Vec<Value> {
        let open = self.house.ask("open_tasks", json!({ "patient_id": self.id, "mine": true }));
        open.as_array().unwrap().clone()
    }

    fn report(&self) -> Value {
        let all =
            json!({ "from": "2000-01-01T00:00:00Z", "to": "2100-01-01T00:00:00Z", "practitioner_id": null });
        self.house.ask("alert_report", all)
    }

    /// The finding that stops clarithromycin beside simvastatin.
    fn worst(&self, visit: &Value) -> Value {
        self.check(visit, SIG)["findings"][0].clone()
    }

    fn adjustment(&self, finding: &Value, tier: &str) -> Value {
        json!({ "rule": finding["rule"], "tier_before": finding["tier"], "tier": tier, "reason": "Our cardiologists asked" })
    }
}

fn answer(key: &Value, code: &str) -> Value {
    json!({ "finding_key": key, "code": code, "reason": "Statin paused by the patient" })
}

#[test]
fn a_reason_given_once_folds_the_card_until_the_dose_changes() {
    let patient = Patient::on_simvastatin();
    let first = patient.visit();
    assert_eq!(patient.check(&first, SIG)["remembered"], json!([]));
    patient.prescribe_against_advice("benefit");
    let stop = |one: &Value| {
        let change = json!({ "id": one["id"], "reason": "Course finished" });
        patient.house.ask("stop_medication", change);
    };
    let chart = patient.house.ask("open_chart", json!({ "patient_id": patient.id }));
    let taken = chart["medications"].as_array().unwrap();
    stop(taken.iter().find(|one| one["product"] == CLARITHROMYCIN).unwrap());

    let again = patient.visit();
    let report = patient.check(&again, SIG);
    let remembered = &report["remembered"][0];
    assert_eq!(remembered["reason"], "Statin paused by the patient", "{report}");
    assert_eq!(remembered["code"], "benefit");
    let staged = patient.house.ask("stage_prescription", patient.clarithromycin(&again, SIG));
    assert_eq!(staged["outcome"], "staged", "the same answer is not asked for twice: {staged}");

    let other_dose = patient.check(&again, "1 tab po tid x7d");
    assert_eq!(other_dose["remembered"], json!([]), "another dose is another question");
}

#[test]
fn a_birthday_asks_nothing_again_that_was_answered() {
    let (house, id) = House::with_patient();
    let visit = |reason: &str| {
        house.ask("start_encounter", json!({ "patient_id": id, "kind": "Office visit", "reason": reason }))
    };
    let glyburide = |visit: &Value| {
        let encounter = text(&visit["encounter"]["id"]);
        draft(&id, &encounter, "glyburide|5 mg|tablet", "1 tab po daily", 30)
    };
    let first = visit("diabetes");
    let asked = house.ask("stage_prescription", glyburide(&first));
    let keys = asked["keys"].as_array().unwrap();
    assert!(text(&keys[0]).starts_with("older-"), "a caution in older people: {asked}");
    let answers: Vec<Value> = keys.iter().map(|key| answer(key, "tolerated")).collect();
    let staged = house.ask("stage_prescription", but(glyburide(&first), json!({ "overrides": answers })));
    let sign = json!({ "encounter_id": first["encounter"]["id"], "note_id": first["note"]["id"], "body": document("Seen."),
        "text": "Seen.", "prescription_ids": [staged["prescription"]["id"]], "finish": true });
    let signed = house.ask("sign_visit", sign);
    let stop = json!({ "id": signed["prescriptions"][0]["id"], "reason": "Changed for a while" });
    house.ask("stop_medication", stop);

    // Born on 14 March 1959: in June she is a year older.
    house.later(200 * 86_400);
    house.sign_in("physician");
    let report = house.ask("check_prescription", glyburide(&visit("diabetes again")));
    let finding = &report["findings"][0];
    assert_eq!(finding["facts"][0], "Age 68 years", "{report}");
    assert_eq!(report["remembered"][0]["key"], finding["key"], "{report}");
}

#[test]
fn will_monitor_becomes_the_task_it_promises_and_doing_it_can_be_undone() {
    let patient = Patient::on_simvastatin();
    assert!(patient.tasks().is_empty());
    patient.prescribe_against_advice("monitor");
    let tasks = patient.tasks();
    assert_eq!(tasks.len(), 1);
    assert!(text(&tasks[0]["description"]).starts_with("Monitor Clarithromycin"), "{}", tasks[0]);
    assert!(tasks[0]["due"].is_string() && tasks[0]["patient_name"] == "Lindqvist, Ana", "{}", tasks[0]);

    let id = &tasks[0]["id"];
    patient.house.blames("close_task", json!({ "id": id, "done": false, "outcome": null }), "outcome");
    patient.house.ask("close_task", json!({ "id": id, "done": true, "outcome": "CK normal" }));
    assert!(patient.tasks().is_empty());
    let twice = json!({ "id": id, "done": true, "outcome": null });
    patient.house.refuses("close_task", twice, ErrorKind::Refused, "already closed");
    patient.house.ask("reopen_task", json!({ "id": id }));
    assert_eq!(patient.tasks().len(), 1);
}

#[test]
fn another_reason_than_will_monitor_makes_no_task() {
    let patient = Patient::on_simvastatin();
    patient.prescribe_against_advice("benefit");
    assert!(patient.tasks().is_empty());
}

#[test]
fn only_the_safety_lead_sets_a_tier_and_the_card_says_so() {
    let patient = Patient::on_simvastatin();
    let visit = patient.visit();
    let finding = patient.worst(&visit);
    assert_eq!(finding["tier"], "contraindicated");
    let lower = patient.adjustment(&finding, "high");
    patient.house.refuses("adjust_rule", lower.clone(), ErrorKind::Forbidden, "may not set the tier");

    patient.house.sign_in("administrator");
    let everybody = patient.house.ask("practitioner_list", json!({}));
    let physician =
        everybody.as_array().unwrap().iter().find(|one| one["login"] == "physician").unwrap().clone();
    let lead = but(physician, json!({ "safety_lead": true, "passphrase": null }));
    patient.house.ask("save_practitioner", lead);
    patient.house.sign_in("physician");

    patient.house.blames("adjust_rule", patient.adjustment(&finding, "moderate"), "tier");
    patient.house.blames("adjust_rule", but(lower.clone(), json!({ "reason": " " })), "reason");
    patient.house.blames("adjust_rule", but(lower.clone(), json!({ "rule": "no-such-rule" })), "rule");
    assert_eq!(patient.worst(&visit)["tier"], "contraindicated", "a refused change changes nothing");

    let adjusted = patient.house.ask("adjust_rule", lower);
    let report = patient.check(&visit, SIG);
    assert_eq!(report["findings"][0]["tier"], "high");
    assert_eq!(report["adjusted"][0]["from"], "contraindicated");
    assert_eq!(report["adjusted"][0]["reason"], "Our cardiologists asked");
    assert_eq!(patient.house.ask("rule_adjustments", json!({})).as_array().unwrap().len(), 1);

    patient.house.ask("withdraw_adjustment", json!({ "id": adjusted["id"] }));
    assert_eq!(patient.worst(&visit)["tier"], "contraindicated");
    assert_eq!(patient.house.ask("rule_adjustments", json!({})), json!([]));
    let acts: Vec<String> = patient.house.audit().iter().map(|event| text(&event["action"])).collect();
    assert!(acts.iter().any(|act| act == "adjust"), "{acts:?}");
}

#[test]
fn the_report_counts_what_was_shown_changed_and_gone_past_by_rule_and_prescriber() {
    let patient = Patient::on_simvastatin();
    let visit = patient.visit();
    let finding = patient.worst(&visit);
    let shown = json!([{ "key": finding["key"], "rule": finding["rule"], "tier": finding["tier"] }]);
    patient.house.ask("changed_course", json!({ "patient_id": patient.id, "findings": shown }));
    patient.prescribe_against_advice("benefit");

    let report = patient.report();
    let rows = report["rows"].as_array().unwrap();
    let row = rows.iter().find(|row| row["rule"] == finding["rule"]).unwrap();
    assert_eq!(
        (&row["shown"], &row["changed"], &row["overridden"]),
        (&json!(2), &json!(1), &json!(1)),
        "{row}"
    );
    assert!(row["title"].is_string() && row["practitioner"].is_string(), "{row}");
    assert_eq!(report["prescriptions"], 1);
    assert!(!report.to_string().contains("Lindqvist"), "the report names no patient");
}
