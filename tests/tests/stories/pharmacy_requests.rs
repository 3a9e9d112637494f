//! What pharmacies ask: what grants it, what declines it, and that each is answered once.

use serde_json::{Value, json};
use yarrow_api::ErrorKind;
use yarrow_codecs::script::{Body, ChangeDecision, RenewalDecision};

use crate::counter::{AMOXICILLIN, letter};
use crate::house::{but, text};
use crate::shop::{Shop, renewal_of};

#[test]
fn a_renewal_granted_as_asked_signs_a_new_prescription_and_tells_the_pharmacy_once() {
    let shop = Shop::lisinopril();
    let request = shop.asks_renewal();
    assert_eq!((&request["state"], &request["kind"]), (&json!("waiting"), &json!("rx_renewal_request")));
    let detail = shop.detail(&request);
    assert_eq!(
        (&detail["order"]["id"], &detail["drafts"][0]["refills"]),
        (&json!(shop.prescription), &json!(2))
    );

    let granted = shop.approves(&request, Value::Null);
    let new = &granted["prescription"];
    assert_eq!((&granted["outcome"], &new["prior_id"]), (&json!("approved"), &json!(shop.prescription)));
    let statuses: Vec<Value> = shop.medications().iter().map(|one| one["status"].clone()).collect();
    assert_eq!(statuses, ["active", "completed"]);

    let answer = shop.counter.taken_one();
    assert_eq!(answer.header.relates_to_message_id.as_ref().map(|id| id.as_str()), Some("r-1"));
    assert_eq!(answer.header.rx_reference_number.as_deref(), Some("RX-77"));
    let (decision, medication) = renewal_of(&answer);
    assert!(matches!(decision, RenewalDecision::Approved(_)), "{decision:?}");
    // Three fills were asked for: the answer counts fills, the prescription refills after the first.
    assert_eq!(medication.unwrap().number_of_refills, Some(3));
    assert_eq!(new["refills"], 2);

    assert!(shop.counter.inbox().is_empty());
    shop.counter.house.refuses(
        "approve_request",
        json!({ "id": request["id"] }),
        ErrorKind::Refused,
        "dealt with already",
    );
    let deny = json!({ "id": request["id"], "code": "AM", "note": "" });
    shop.counter.house.refuses("deny_request", deny, ErrorKind::Refused, "dealt with already");
    assert!(shop.counter.taken().is_empty());
}

#[test]
fn fewer_refills_are_an_approval_with_changes_and_another_dose_replaces_the_prescription() {
    let shop = Shop::lisinopril();
    let first = shop.asks_renewal();
    let draft = shop.detail(&first)["drafts"][0].clone();
    shop.approves(&first, but(draft, json!({ "refills": 0 })));
    let answer = shop.counter.taken_one();
    let (decision, medication) = renewal_of(&answer);
    assert!(matches!(decision, RenewalDecision::ApprovedWithChanges(_)), "{decision:?}");
    assert_eq!(medication.unwrap().number_of_refills, Some(1));

    let shop = Shop::lisinopril();
    let second = shop.asks_renewal();
    let draft = shop.detail(&second)["drafts"][0].clone();
    let stronger = json!({ "product": "lisinopril|20 mg|tablet" });
    shop.approves(&second, but(draft, stronger));
    let answer = shop.counter.taken_one();
    let (decision, medication) = renewal_of(&answer);
    assert!(matches!(decision, RenewalDecision::Replace(_)), "{decision:?}");
    assert_eq!(medication.unwrap().drug_description, "Lisinopril 20 mg tablet");
    // A replacement is a new prescription: it counts refills.
    assert_eq!(medication.unwrap().number_of_refills, Some(2));
}

#[test]
fn a_declined_renewal_carries_the_coded_reason_and_changes_no_medication() {
    let shop = Shop::lisinopril();
    let request = shop.asks_renewal();
    let house = &shop.counter.house;
    let deny = json!({ "id": request["id"], "code": "AM", "note": "Blood pressure first, please." });
    house.blames("deny_request", but(deny.clone(), json!({ "code": "ZZ" })), "code");
    house.blames("deny_request", but(deny.clone(), json!({ "code": "AL" })), "code");
    house.ask("deny_request", deny);
    let answer = shop.counter.taken_one();
    let (decision, medication) = renewal_of(&answer);
    let RenewalDecision::Denied(denied) = decision else { panic!("{decision:?}") };
    assert_eq!(
        (denied.reason_code.as_slice(), denied.denial_reason.as_deref()),
        (&["AM".to_owned()][..], Some("Blood pressure first, please."))
    );
    assert!(medication.is_none());
    assert_eq!(shop.medications()[0]["status"], "active");
}

#[test]
fn a_renewal_is_checked_like_any_prescription_and_a_new_allergy_stops_it() {
    let shop = Shop::lisinopril();
    let house = &shop.counter.house;
    let allergy = json!({ "patient_id": shop.counter.patient, "encounter_id": null, "subject_kind": "ingredient",
        "subject": "lisinopril", "display": "lisinopril", "reactions": ["Angioedema"], "severity": "severe", "onset": null, "note": null });
    house.ask("add_allergy", allergy);
    let request = shop.asks_renewal();
    let before = shop.medications();
    let stopped = shop.approves(&request, Value::Null);
    assert_eq!(stopped["outcome"], "needs_override", "{stopped}");
    assert_eq!(shop.medications(), before);
    assert!(shop.counter.taken().is_empty());

    let overrides: Vec<Value> = stopped["keys"]
        .as_array()
        .unwrap()
        .iter()
        .map(|key| json!({ "finding_key": key, "code": "not_allergic", "reason": "It was another drug" }))
        .collect();
    let granted = shop.approves(&request, but(stopped["draft"].clone(), json!({ "overrides": overrides })));
    assert_eq!(granted["outcome"], "approved");
    assert_eq!(shop.counter.taken().len(), 1);
}

#[test]
fn a_change_to_what_was_proposed_is_approved_and_takes_the_place_of_the_old_prescription() {
    let shop = Shop::lisinopril();
    let request = shop.asks("c-1", Body::RxChangeRequest(shop.change("OS", "Lisinopril 20 mg tablet")));
    assert_eq!(request["request"]["why"], "Out of stock");
    assert_eq!(shop.approves(&request, Value::Null)["outcome"], "approved");
    let answer = shop.counter.taken_one();
    let Body::RxChangeResponse(response) = &answer.body else { panic!("{answer:?}") };
    assert!(matches!(response.response, ChangeDecision::Approved(_)), "{:?}", response.response);
    let list = shop.medications();
    assert_eq!(
        (&list[0]["display"], &list[1]["status"]),
        (&json!("Lisinopril 20 mg tablet"), &json!("stopped"))
    );
}

#[test]
fn the_same_request_twice_is_one_and_under_another_id_it_says_so() {
    let shop = Shop::lisinopril();
    let asked = letter("r-1", Some(&shop.message), false, Body::RxRenewalRequest(shop.renewal()));
    shop.counter.arrives("r-1", &asked);
    shop.counter.arrives("r-1-again", &asked);
    assert_eq!(shop.counter.inbox().len(), 1);
    let request = shop.counter.inbox().remove(0);
    shop.approves(&request, Value::Null);
    shop.counter.arrives("r-1-late", &asked);
    assert!(shop.counter.inbox().is_empty(), "answered is answered");
    let other = shop.asks("r-2", Body::RxRenewalRequest(shop.renewal()));
    assert!(text(&other["problem"]).contains("has been answered"), "{other}");
}

#[test]
fn an_antibiotic_granted_for_a_renewal_can_still_be_cancelled_at_the_pharmacy() {
    let shop = Shop::with(AMOXICILLIN, "1 cap po tid x10d", 30);
    let request = shop.asks_renewal();
    let granted = shop.approves(&request, Value::Null);
    let answer = shop.counter.taken_one();
    let cancel = json!({ "id": granted["answer"]["id"], "reason": "Rash" });
    shop.counter.house.ask("cancel_prescription", cancel);
    let taken_back = shop.counter.taken_one();
    assert_eq!(taken_back.header.relates_to_message_id, Some(answer.header.message_id));
}
