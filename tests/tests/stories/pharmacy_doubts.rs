//! What keeps a request of a pharmacy from being granted: whose it is, what it names, who may, and what the law says.

use serde_json::{Value, json};
use yarrow_api::ErrorKind;
use yarrow_codecs::script::{Body, ChangeDecision, Medication, RenewalDecision};

use crate::counter::{OXYCODONE, letter};
use crate::house::{PASSPHRASE, but, patient, text};
use crate::shop::{Shop, renewal_of};

#[test]
fn only_somebody_who_prescribes_answers_and_a_nurse_may_say_whose_it_is() {
    let shop = Shop::lisinopril();
    let mut asked = shop.renewal();
    asked.parties.patient.human_patient.communication_numbers = None;
    shop.counter.arrives("r-1", &letter("r-1", None, false, Body::RxRenewalRequest(asked)));
    let house = &shop.counter.house;
    house.sign_in("nurse");
    let request = shop.counter.inbox().remove(0);
    assert_eq!((&request["state"], &request["patient_id"]), (&json!("unmatched"), &Value::Null));
    house.refuses("approve_request", json!({ "id": request["id"] }), ErrorKind::Forbidden, "");
    house.refuses(
        "deny_request",
        json!({ "id": request["id"], "code": "AM", "note": "" }),
        ErrorKind::Forbidden,
        "",
    );

    let namesake = text(&house.ask("register_patient", patient("Lindqvist", "Ana", "1948-01-30"))["id"]);
    let only = house.fails("assign_request", json!({ "id": request["id"], "patient_id": namesake }));
    assert!(only.message.starts_with("Only the name is this patient's."), "{only:?}");
    let other = text(&house.ask("register_patient", patient("Marsh", "Tobias", "1948-01-30"))["id"]);
    house.blames("assign_request", json!({ "id": request["id"], "patient_id": other }), "patient_id");
    let assign = json!({ "id": request["id"], "patient_id": shop.counter.patient, "medication_request_id": shop.prescription });
    let mine = house.ask("assign_request", assign.clone());
    assert_eq!(
        (&mine["state"], &mine["matched_by"]),
        (&json!("waiting"), &json!("name and birth date, by nurse"))
    );
    house.refuses("assign_request", assign, ErrorKind::Refused, "does not wait");
    house.sign_in("physician");
    assert_eq!(shop.approves(&request, Value::Null)["outcome"], "approved");
}

#[test]
fn a_request_that_waits_for_its_patient_cannot_be_granted_and_a_stranger_can_be_declined() {
    let shop = Shop::lisinopril();
    let mut asked = shop.renewal();
    asked.parties.patient.human_patient.name.last_name = "Nobody".to_owned();
    shop.counter.arrives("r-1", &letter("r-1", None, false, Body::RxRenewalRequest(asked)));
    let request = shop.counter.inbox().remove(0);
    let house = &shop.counter.house;
    house.refuses(
        "approve_request",
        json!({ "id": request["id"] }),
        ErrorKind::Refused,
        "Assign it to a patient first",
    );
    // Birth date and telephone are the patient's; the name is not. That is two, and a person decides.
    assert_eq!(shop.detail(&request)["drafts"], json!([]));
    house.ask("deny_request", json!({ "id": request["id"], "code": "AA", "note": "" }));
    let answer = shop.counter.taken_one();
    let Body::RxRenewalResponse(response) = &answer.body else { panic!("{answer:?}") };
    assert_eq!(response.parties.patient.human_patient.name.last_name, "Nobody", "as the pharmacy knows them");
}

#[test]
fn a_prescription_of_another_patient_never_grants_a_request() {
    let shop = Shop::lisinopril();
    let request = shop.asks_renewal();
    let house = &shop.counter.house;
    let other = text(&house.ask("register_patient", patient("Marsh", "Tobias", "1948-01-30"))["id"]);
    let draft =
        but(shop.detail(&request)["drafts"][0].clone(), json!({ "patient_id": other, "prior_id": null }));
    house.blames("approve_request", json!({ "id": request["id"], "draft": draft }), "draft.patient_id");
    assert!(shop.counter.taken().is_empty());
}

#[test]
fn a_drug_that_does_not_exist_is_asked_for_in_words_and_granted_only_once_it_is_chosen_from_the_search() {
    let shop = Shop::lisinopril();
    let request = shop.asks("c-1", Body::RxChangeRequest(shop.change("T", "Zzyxolimab 7 mg wafer")));
    let draft = shop.detail(&request)["drafts"][0].clone();
    assert_eq!((&draft["product"], &draft["display"]), (&Value::Null, &json!("Zzyxolimab 7 mg wafer")));
    let house = &shop.counter.house;
    house.blames("approve_request", json!({ "id": request["id"] }), "draft.product");
    let chosen = shop.approves(&request, but(draft, json!({ "product": "losartan|50 mg|tablet" })));
    assert_eq!(chosen["outcome"], "approved", "{chosen}");
    let answer = shop.counter.taken_one();
    let Body::RxChangeResponse(response) = &answer.body else { panic!("{answer:?}") };
    assert!(matches!(response.response, ChangeDecision::ApprovedWithChanges(_)), "{:?}", response.response);
    assert_eq!(response.message_request_code.as_deref(), Some("T"));
}

#[test]
fn what_was_stopped_or_is_another_drug_is_never_renewed_without_a_look() {
    let shop = Shop::lisinopril();
    let house = &shop.counter.house;
    let ask = |request: &Value| json!({ "id": request["id"] });
    let mut other = shop.renewal();
    let drug = Medication {
        drug_description: "Lisinopril 40 mg tablet".to_owned(),
        drug_coded: None,
        ..shop.new_rx().medication_prescribed
    };
    other.medication_dispensed = Some(drug.clone());
    let request = shop.asks("r-1", Body::RxRenewalRequest(other));
    house.refuses("approve_request", ask(&request), ErrorKind::Refused, "names another drug");
    house.ask("deny_request", json!({ "id": request["id"], "code": "AE", "note": "" }));

    let stop = json!({ "id": shop.prescription, "code": "sintol", "reason": "Cough", "on": null });
    house.ask("stop_medication", stop);
    let request = shop.asks("r-2", Body::RxRenewalRequest(shop.renewal()));
    let doubts = shop.detail(&request)["doubts"].clone();
    assert!(text(&doubts[0]).contains("is stopped (") && text(&doubts[0]).contains("Cough"), "{doubts}");
    house.refuses("approve_request", ask(&request), ErrorKind::Refused, "Look at the prescription");
    // With the prescription before one's eyes it can be granted.
    let draft = shop.detail(&request)["drafts"][0].clone();
    assert_eq!(shop.approves(&request, draft)["outcome"], "approved");
}

#[test]
fn a_pharmacy_that_proposes_several_drugs_gets_none_of_them_by_chance() {
    let shop = Shop::lisinopril();
    let mut change = shop.change("OS", "Lisinopril 20 mg tablet");
    change.medication_requested.push(shop.new_rx().medication_prescribed);
    let request = shop.asks("c-1", Body::RxChangeRequest(change));
    assert_eq!(shop.detail(&request)["drafts"].as_array().map(Vec::len), Some(2));
    let ask = json!({ "id": request["id"] });
    shop.counter.house.refuses("approve_request", ask, ErrorKind::Refused, "several drugs");
}

#[test]
fn a_prior_authorization_is_not_granted_by_a_prescription() {
    let shop = Shop::lisinopril();
    let request = shop.asks("c-1", Body::RxChangeRequest(shop.change("P", "Lisinopril 10 mg tablet")));
    let says = text(&shop.detail(&request)["not_by_message"]);
    assert!(says.contains("prior authorization"), "{says}");
    let house = &shop.counter.house;
    house.refuses(
        "approve_request",
        json!({ "id": request["id"] }),
        ErrorKind::Refused,
        "prior authorization",
    );
    let count = shop.medications().len();
    house.ask("file_message", json!({ "id": request["id"], "note": "Insurer called" }));
    assert_eq!((shop.medications().len(), shop.counter.inbox().len()), (count, 0));
    house.refuses(
        "file_message",
        json!({ "id": request["id"], "note": "Insurer called" }),
        ErrorKind::Refused,
        "dealt with already",
    );
}

#[test]
fn a_controlled_substance_is_renewed_on_paper_after_the_passphrase_and_declined_by_message() {
    let shop = Shop::lisinopril();
    let counter = &shop.counter;
    let look = json!({ "patient_id": counter.patient, "outcome": "checked", "found": "No other prescribers", "reference": null,
        "queried_at": null, "queried_by": null });
    counter.house.ask("record_pdmp_query", look);
    let staged = counter.staged(OXYCODONE, "1 tab po bid", 6, json!({ "refills": 0 }));
    let signed = counter.house.ask("sign_visit", staged);
    let oxycodone = text(&signed["prescriptions"][0]["id"]);
    // The paper was filled; the pharmacy asks for more, by its number.
    let mut asked = shop.renewal();
    let drug = Medication {
        drug_description: "Oxycodone 5 mg tablet".to_owned(),
        pharmacy_requested_refills: Some(1),
        ..shop.new_rx().medication_prescribed
    };
    asked.medication_dispensed = Some(drug.clone());
    asked.medication_prescribed = Some(drug);
    let mut about = shop.message.clone();
    about.header.prescriber_order_number = Some(oxycodone.replace('-', ""));
    counter.writes("r-1", Some(&about), false, Body::RxRenewalRequest(asked));
    let request = counter.inbox().remove(0);
    assert!(text(&shop.detail(&request)["not_by_message"]).contains("21 CFR part 1311"));

    let house = &counter.house;
    let on_paper = |yes: bool| json!({ "id": request["id"], "on_paper": yes });
    house.refuses("approve_request", on_paper(false), ErrorKind::Refused, "21 CFR part 1311");
    for _ in 0..4 {
        house.later(100);
        house.ask("touch", json!({}));
    }
    house.refuses("approve_request", on_paper(true), ErrorKind::Reauthenticate, "passphrase");
    house.ask("reauthenticate", json!({ "passphrase": PASSPHRASE }));
    let granted = house.ask("approve_request", on_paper(true));
    assert_eq!(granted["prescription"]["dea_schedule"], "CII");
    let answer = counter.taken_one();
    let (decision, _) = renewal_of(&answer);
    let RenewalDecision::Denied(denied) = decision else { panic!("{decision:?}") };
    assert_eq!(
        (denied.reason_code[0].as_str(), denied.denial_reason.as_deref()),
        ("AP", Some("A new prescription follows on paper."))
    );
    let routes =
        house.ask("prescription_routes", json!({ "prescription_id": granted["prescription"]["id"] }));
    assert_eq!(routes["sent"][0]["route"], "print");
}
