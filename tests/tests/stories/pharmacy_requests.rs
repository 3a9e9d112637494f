//! What pharmacies ask: whose it is, what grants it, what declines it, and that each is answered once.

use serde_json::{Value, json};
use yarrow_api::ErrorKind;
use yarrow_codecs::script::{
    Body, ChangeDecision, Medication, Message, NewRx, RenewalDecision, RxChangeRequest, RxRenewalRequest,
};

use crate::counter::{AMOXICILLIN, Counter, LISINOPRIL, OXYCODONE, letter};
use crate::house::{but, patient, text};

/// A pharmacy that has a prescription of this practice.
struct Shop {
    counter: Counter,
    message: Message,
    prescription: String,
}

impl Shop {
    fn with(product: &str, sig: &str, quantity: u32) -> Self {
        let counter = Counter::open();
        let prescription = counter.signed(product, sig, quantity);
        counter.sends(&prescription);
        let message = counter.taken_one();
        Self { counter, message, prescription }
    }

    fn lisinopril() -> Self {
        Self::with(LISINOPRIL, "1 tab po daily", 30)
    }

    fn new_rx(&self) -> NewRx {
        let Body::NewRx(new) = &self.message.body else { panic!("{:?}", self.message) };
        new.clone()
    }

    fn renewal(&self) -> RxRenewalRequest {
        let rx = self.new_rx();
        let dispensed =
            Medication { pharmacy_requested_refills: Some(3), ..rx.medication_prescribed.clone() };
        RxRenewalRequest {
            request_reference_number: Some("REQ-1".to_owned()),
            parties: rx.parties,
            medication_dispensed: Some(dispensed),
            medication_prescribed: Some(rx.medication_prescribed),
        }
    }

    fn change(&self, code: &str, drug: &str) -> RxChangeRequest {
        let rx = self.new_rx();
        let instead = Medication {
            drug_description: drug.to_owned(),
            drug_coded: None,
            ..rx.medication_prescribed.clone()
        };
        RxChangeRequest {
            request_reference_number: None,
            message_request_code: code.to_owned(),
            message_request_sub_code: Vec::new(),
            parties: rx.parties,
            medication_prescribed: rx.medication_prescribed,
            medication_requested: vec![instead],
        }
    }

    /// The request arrives; the newest that is open.
    fn asks(&self, id: &str, body: Body) -> Value {
        self.counter.writes(id, Some(&self.message), false, body);
        self.counter.inbox().pop().unwrap_or_else(|| panic!("{id} did not arrive"))
    }

    fn asks_renewal(&self) -> Value {
        self.asks("r-1", Body::RxRenewalRequest(self.renewal()))
    }

    fn detail(&self, request: &Value) -> Value {
        self.counter.house.ask("pharmacy_request", json!({ "id": request["id"] }))
    }

    fn approves(&self, request: &Value, draft: Value) -> Value {
        let ask = json!({ "id": request["id"], "draft": draft, "on_paper": false });
        self.counter.house.ask("approve_request", ask)
    }

    fn medications(&self) -> Vec<Value> {
        let list = json!({ "patient_id": self.counter.patient, "all": true });
        self.counter.house.ask("medication_list", list).as_array().unwrap().clone()
    }
}

fn renewal_of(answer: &Message) -> (&RenewalDecision, Option<&Medication>) {
    let Body::RxRenewalResponse(response) = &answer.body else { panic!("{answer:?}") };
    assert_eq!(response.request_reference_number.as_deref(), Some("REQ-1"));
    (&response.response, response.medication_response.as_ref())
}

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
    house.ask("reauthenticate", json!({ "passphrase": crate::house::PASSPHRASE }));
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
