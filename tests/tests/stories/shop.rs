//! A pharmacy that has a prescription of the practice and asks something about it.

use serde_json::{Value, json};
use yarrow_codecs::script::{
    Body, Medication, Message, NewRx, RenewalDecision, RxChangeRequest, RxRenewalRequest,
};

use crate::counter::{Counter, LISINOPRIL};

/// A pharmacy that has a prescription of this practice.
pub struct Shop {
    pub counter: Counter,
    pub message: Message,
    pub prescription: String,
}

impl Shop {
    pub fn with(product: &str, sig: &str, quantity: u32) -> Self {
        let counter = Counter::open();
        let prescription = counter.signed(product, sig, quantity);
        counter.sends(&prescription);
        let message = counter.taken_one();
        Self { counter, message, prescription }
    }

    pub fn lisinopril() -> Self {
        Self::with(LISINOPRIL, "1 tab po daily", 30)
    }

    pub fn new_rx(&self) -> NewRx {
        let Body::NewRx(new) = &self.message.body else { panic!("{:?}", self.message) };
        new.clone()
    }

    pub fn renewal(&self) -> RxRenewalRequest {
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

    pub fn change(&self, code: &str, drug: &str) -> RxChangeRequest {
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
    pub fn asks(&self, id: &str, body: Body) -> Value {
        self.counter.writes(id, Some(&self.message), false, body);
        self.counter.inbox().pop().unwrap_or_else(|| panic!("{id} did not arrive"))
    }

    pub fn asks_renewal(&self) -> Value {
        self.asks("r-1", Body::RxRenewalRequest(self.renewal()))
    }

    pub fn detail(&self, request: &Value) -> Value {
        self.counter.house.ask("pharmacy_request", json!({ "id": request["id"] }))
    }

    pub fn approves(&self, request: &Value, draft: Value) -> Value {
        let ask = json!({ "id": request["id"], "draft": draft, "on_paper": false });
        self.counter.house.ask("approve_request", ask)
    }

    pub fn medications(&self) -> Vec<Value> {
        let list = json!({ "patient_id": self.counter.patient, "all": true });
        self.counter.house.ask("medication_list", list).as_array().unwrap().clone()
    }
}

/// The decision and the drug of an answer to [`Shop::renewal`].
#[track_caller]
pub fn renewal_of(answer: &Message) -> (&RenewalDecision, Option<&Medication>) {
    let Body::RxRenewalResponse(response) = &answer.body else { panic!("{answer:?}") };
    assert_eq!(response.request_reference_number.as_deref(), Some("REQ-1"));
    (&response.response, response.medication_response.as_ref())
}
