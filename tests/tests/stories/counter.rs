//! A practice with an electronic pharmacy behind a folder, for the stories of messages: what the practice sends lies in
//! `out`, and what a story puts into `in` arrives.

use std::path::PathBuf;

use serde_json::{Value, json};
use yarrow_codecs::script::{Body, Decision, Header, Message, MessageId, ScriptVersion};
use yarrow_kernel::Timestamp;

use crate::house::{House, but, document, draft, patient, person, text};

pub const LISINOPRIL: &str = "lisinopril|10 mg|tablet";
pub const AMOXICILLIN: &str = "amoxicillin|500 mg|capsule";
pub const OXYCODONE: &str = "oxycodone|5 mg|tablet";
/// The number by which the fictional network knows the practice.
pub const SENDER: &str = "6301875277001";
/// The NCPDP id of the fictional pharmacy.
pub const NCPDP: &str = "3399018";

/// The practice and its pharmacy.
pub struct Counter {
    pub house: House,
    pub folder: PathBuf,
    pub patient: String,
    pub pharmacy: String,
}

impl Counter {
    /// The physician is signed in; one patient is registered.
    pub fn open() -> Self {
        let house = House::with(&["nurse", "front_desk"]);
        let folder = house.dir().join("bridge");
        for name in ["in", "out"] {
            std::fs::create_dir_all(folder.join(name)).unwrap();
        }
        let licence = json!({ "dea": "AB1234563", "license_state": "NJ", "license_number": "D-555010", "phone": "(555) 010-1000" });
        house.ask("save_practitioner", but(person("physician", "physician"), licence));
        house.ask("save_transmission_route", json!({ "token": null, "route": route("folder", &folder) }));
        let pharmacy = text(&house.ask("save_pharmacy", shop("electronic"))["id"]);
        house.sign_in("physician");
        let ana = house.ask("register_patient", patient("Lindqvist", "Ana", "1959-03-14"));
        Self { patient: text(&ana["id"]), house, folder, pharmacy }
    }

    /// A visit with one staged prescription for the pharmacy: what `sign_visit` takes.
    pub fn staged(&self, product: &str, sig: &str, quantity: u32, more: Value) -> Value {
        let start = json!({ "patient_id": self.patient, "kind": "Office visit", "reason": null });
        let visit = self.house.ask("start_encounter", start);
        let encounter = text(&visit["encounter"]["id"]);
        let rx = but(
            draft(&self.patient, &encounter, product, sig, quantity),
            json!({ "pharmacy_id": self.pharmacy, "refills": 2, "quantity_unit": null }),
        );
        let staged = self.house.ask("stage_prescription", but(rx, more));
        assert_eq!(staged["outcome"], "staged", "{staged}");
        json!({
            "encounter_id": encounter, "note_id": visit["note"]["id"], "body": document("Seen."), "text": "Seen.",
            "prescription_ids": [staged["prescription"]["id"]], "finish": true, "send": [],
        })
    }

    /// A signed prescription, not sent.
    pub fn signed(&self, product: &str, sig: &str, quantity: u32) -> String {
        let signed = self.house.ask("sign_visit", self.staged(product, sig, quantity, json!({})));
        text(&signed["prescriptions"][0]["id"])
    }

    /// Sends a signed prescription electronically; its transmission.
    pub fn sends(&self, prescription: &str) -> Value {
        self.house.ask("send_prescriptions", sending(prescription, "electronic"))[0].clone()
    }

    /// One round of the courier.
    pub fn round(&self) {
        let round = self.house.app().send_messages(true).unwrap();
        assert_eq!(round.trouble, None);
    }

    /// What lies in `out`, oldest message id first; the pharmacy takes it away.
    pub fn taken(&self) -> Vec<Message> {
        self.round();
        let mut found: Vec<PathBuf> = std::fs::read_dir(self.folder.join("out"))
            .unwrap()
            .map(|entry| entry.unwrap().path())
            .filter(|path| path.extension().is_some_and(|extension| extension == "xml"))
            .collect();
        found.sort();
        let messages = found.iter().map(|path| {
            let bytes = std::fs::read(path).unwrap();
            std::fs::remove_file(path).unwrap();
            let read = Message::read(&bytes).unwrap();
            assert_eq!(read.not_read, Vec::<String>::new());
            read.message
        });
        messages.collect()
    }

    /// The only message in `out`.
    pub fn taken_one(&self) -> Message {
        let mut taken = self.taken();
        assert_eq!(taken.len(), 1, "{taken:?}");
        taken.remove(0)
    }

    /// The pharmacy puts bytes into `in`, and the practice takes them in.
    pub fn arrives(&self, name: &str, bytes: &[u8]) {
        std::fs::write(self.folder.join("in").join(format!("{name}.xml")), bytes).unwrap();
        self.round();
    }

    /// The pharmacy writes to the practice.
    pub fn writes(&self, id: &str, about: Option<&Message>, answers: bool, body: Body) {
        self.arrives(id, &letter(id, about, answers, body));
    }

    /// The transmission as the outbox knows it.
    pub fn transmission(&self, id: &Value) -> Value {
        self.house.ask("transmission", json!({ "id": id }))["view"].clone()
    }

    /// What came in and is open.
    pub fn inbox(&self) -> Vec<Value> {
        let page = self.house.ask("outbox", json!({ "all": false, "limit": 500 }));
        page["inbound"].as_array().unwrap().clone()
    }
}

pub fn sending(prescription: &str, route: &str) -> Value {
    json!({ "prescriptions": [{ "prescription_id": prescription, "route": route }] })
}

pub fn route(connection: &str, folder: &std::path::Path) -> Value {
    json!({ "connection": connection, "folder": folder, "url": "", "ca_pem": "", "sender_id": SENDER, "give_up_hours": 24,
        "poll_seconds": 60 })
}

pub fn shop(transport: &str) -> Value {
    json!({ "id": null, "ncpdp_id": NCPDP, "npi": null, "name": "Alder Pharmacy", "phone": "(555) 010-4100",
        "fax": "(555) 010-4101", "services": [], "transport": transport, "script": "2017071", "note": null, "active": true,
        "address": { "line": ["14 Alder Lane"], "city": "Albany", "state": "NY", "postal_code": "12207" } })
}

/// A message of the pharmacy about one of the practice's.
pub fn letter(id: &str, about: Option<&Message>, answers: bool, body: Body) -> Vec<u8> {
    use yarrow_codecs::script::Routed;
    let routed = |qualifier: &str, id: &str| Routed { qualifier: qualifier.to_owned(), id: id.to_owned() };
    let header = Header {
        to: routed("D", SENDER),
        from: routed("P", NCPDP),
        message_id: MessageId::new(id).unwrap(),
        relates_to_message_id: about.filter(|_| answers).map(|about| about.header.message_id.clone()),
        sent_time: Timestamp::parse("2026-11-20T15:00:00Z").unwrap(),
        sender_software: None,
        rx_reference_number: Some("RX-77".to_owned()),
        prescriber_order_number: about.and_then(|about| about.header.prescriber_order_number.clone()),
    };
    let version = about.map_or(ScriptVersion::V2017071, |about| about.version);
    Message { version, header, body }.write().unwrap()
}

pub fn no_remark() -> Decision {
    Decision { reason_code: Vec::new(), reference_number: None, denial_reason: None, note: None }
}
