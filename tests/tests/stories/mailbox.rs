//! What comes from a pharmacy over HTTPS, good and bad: each is kept once, put before the right person, and never lost.

use serde_json::{Value, json};
use yarrow_codecs::script::{Body, Message, RxRenewalRequest, Status, Verify};

use crate::counter::{AMOXICILLIN, Counter, LISINOPRIL, letter, route};
use crate::house::{patient, text};
use crate::simulator::Simulator;

/// A practice connected to a pharmacy that is a program of its own.
struct Line {
    counter: Counter,
    simulator: Simulator,
}

impl Line {
    fn with(habits: &[&str]) -> Self {
        let counter = Counter::open();
        let simulator = Simulator::open(&counter.house.dir().join("pharmacy"), habits);
        counter.house.sign_in("administrator");
        counter.house.ask("save_transmission_route", simulator.route());
        counter.house.sign_in("physician");
        Self { counter, simulator }
    }

    /// Signs and sends a prescription; its transmission and the message as it went.
    fn sends(&self) -> (Value, Message) {
        self.sends_one(LISINOPRIL, "1 tab po daily")
    }

    fn sends_one(&self, product: &str, sig: &str) -> (Value, Message) {
        let id = self.counter.signed(product, sig, 30);
        let sent = self.counter.sends(&id);
        let message = self.counter.house.ask("prescription_message", json!({ "prescription_id": id }));
        assert_eq!(message["queued"], true);
        let message = Message::read(text(&message["text"]).as_bytes()).unwrap().message;
        self.counter.round();
        (sent, message)
    }

    fn delivers(&self, name: &str, bytes: &[u8]) {
        self.simulator.delivers(name, bytes);
        self.counter.round();
    }
}

fn renewal_of(message: &Message) -> RxRenewalRequest {
    let Body::NewRx(rx) = message.body.clone() else { panic!("{message:?}") };
    RxRenewalRequest {
        request_reference_number: None,
        parties: rx.parties,
        medication_dispensed: Some(rx.medication_prescribed),
        medication_prescribed: None,
    }
}

fn verify_of(message: &Message, id: &str) -> Vec<u8> {
    let coded = Status { code: "010".to_owned(), description_code: Vec::new(), description: None };
    letter(id, Some(message), true, Body::Verify(Verify { verify_status: coded }))
}

#[test]
fn a_pharmacy_confirms_asks_for_a_renewal_and_gets_its_answer_once() {
    let line = Line::with(&["--renew"]);
    let (sent, _) = line.sends();
    assert_eq!(line.counter.transmission(&sent["id"])["state"], "verified");
    let inbox = line.counter.inbox();
    assert_eq!(
        (inbox.len(), &inbox[0]["matched_by"]),
        (1, &json!("name with birth date, and the prescription's number"))
    );
    let granted = line.counter.house.ask("approve_request", json!({ "id": inbox[0]["id"] }));
    assert_eq!(granted["outcome"], "approved", "{granted}");
    for _ in 0..3 {
        line.counter.round();
    }
    let ledger = line.simulator.ledger();
    assert_eq!((ledger.count("dispensed"), ledger.count("done"), ledger.count("again")), (1, 1, 0));
    assert_eq!(line.counter.transmission(&granted["answer"]["id"])["state"], "accepted");
}

#[test]
fn what_cannot_be_read_is_refused_in_words_kept_once_and_stops_nothing_behind_it() {
    let line = Line::with(&[]);
    let (sent, message) = line.sends();
    let whole = verify_of(&message, "v-9");
    let fifty = vec![b' '; 50 << 20];
    let cda = b"<?xml version=\"1.0\"?><ClinicalDocument xmlns=\"urn:hl7-org:v3\"/>";
    let old = String::from_utf8(whole.clone()).unwrap().replace("20170715", "10.6");
    let bad: [(&str, &[u8], &str); 4] = [
        ("1-half", &whole[..whole.len() / 2], "the message ends inside"),
        ("2-schema", cda, "ClinicalDocument"),
        ("3-version", old.as_bytes(), "version"),
        ("4-large", &fifty, "50 MB"),
    ];
    for (name, bytes, _) in bad {
        line.simulator.delivers(name, bytes);
    }
    line.delivers("5-good", &whole);
    let inbox = line.counter.inbox();
    assert_eq!(inbox.len(), bad.len(), "{inbox:?}");
    for (_, _, words) in bad {
        let found = inbox.iter().any(|one| {
            one["state"] == "refused"
                && one["problem"].as_str().is_some_and(|problem| problem.contains(words))
        });
        assert!(found, "{words}: {inbox:?}");
    }
    assert_eq!(line.simulator.ledger().count("refused"), 1, "the large one was not taken");
    assert_eq!(line.counter.transmission(&sent["id"])["state"], "verified");
    for one in &inbox {
        let file = json!({ "id": one["id"], "note": "Called the network" });
        assert_eq!(line.counter.house.ask("file_message", file)["state"], "refused");
    }
    assert_eq!(line.counter.house.ask("outbox_count", json!({}))["requests"], 0);
}

#[test]
fn a_request_with_one_patients_name_and_anothers_prescription_is_nobodys_until_a_person_looks() {
    let line = Line::with(&[]);
    let (_, message) = line.sends();
    let house = &line.counter.house;
    let other = text(&house.ask("register_patient", patient("Marsh", "Tobias", "1948-01-30"))["id"]);
    let mut asked = renewal_of(&message);
    asked.parties.patient.human_patient.name.last_name = "Marsh".to_owned();
    asked.parties.patient.human_patient.name.first_name = "Tobias".to_owned();
    asked.parties.patient.human_patient.date_of_birth.date =
        yarrow_kernel::LocalDate::parse("1948-01-30").unwrap();
    line.delivers("r-1", &letter("r-1", Some(&message), false, Body::RxRenewalRequest(asked)));
    let request = line.counter.inbox().remove(0);
    assert_eq!((&request["state"], &request["patient_id"]), (&json!("unmatched"), &Value::Null));
    assert!(text(&request["problem"]).contains("belongs to another patient"), "{request}");
    let offered: Vec<&Value> =
        request["candidates"].as_array().unwrap().iter().map(|one| &one["id"]).collect();
    assert_eq!(offered.len(), 2);
    assert!(offered.contains(&&json!(other)));
}

#[test]
fn a_confirmation_after_it_was_given_up_calls_a_person_and_the_same_once_more_changes_nothing() {
    let line = Line::with(&["--silent"]);
    let (sent, message) = line.sends();
    assert_eq!(line.counter.transmission(&sent["id"])["state"], "accepted");
    let (silent, late) = line.sends_into_silence();
    line.counter.house.later(25 * 3600);
    line.counter.house.sign_in("physician");
    line.counter.round();
    assert_eq!(line.counter.transmission(&silent["id"])["state"], "expired");
    assert_eq!(line.counter.transmission(&sent["id"])["state"], "accepted", "taken over is an answer");
    let confirmed = verify_of(&late, "v-1");
    line.delivers("late", &confirmed);
    line.delivers("late-again", &confirmed);
    let now = line.counter.transmission(&silent["id"]);
    assert_eq!(now["state"], "verified");
    assert!(text(&now["attention"]).contains("answered after this had been given up"), "{now}");
    let stranger = verify_of(&Message { header: renamed(&message), ..message.clone() }, "v-2");
    line.delivers("stranger", &stranger);
    let inbox = line.counter.inbox();
    assert_eq!(
        (inbox.len(), &inbox[0]["problem"]),
        (1, &json!("It answers no message that this practice has sent."))
    );
}

fn renamed(message: &Message) -> yarrow_codecs::script::Header {
    let id = yarrow_codecs::script::MessageId::new("never-sent").unwrap();
    yarrow_codecs::script::Header { message_id: id, ..message.header.clone() }
}

impl Line {
    /// Sends through a folder whose bridge answers nothing, then goes back to the pharmacy.
    fn sends_into_silence(&self) -> (Value, Message) {
        let switch = |settings: Value| {
            self.counter.house.sign_in("administrator");
            self.counter.house.ask("save_transmission_route", settings);
            self.counter.house.sign_in("physician");
        };
        switch(json!({ "token": null, "route": route("folder", &self.counter.folder) }));
        let sent = self.sends_one(AMOXICILLIN, "1 cap po tid");
        switch(self.simulator.route());
        sent
    }
}
