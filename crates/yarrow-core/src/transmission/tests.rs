mod inbox;
mod outbox;

use std::sync::Arc;

use yarrow_codecs::script::{
    self, Body, CancelDecision, CancelRxResponse, Decision, ErrorMessage, Header, Message, MessageId, Routed,
    ScriptVersion, Status, Verify,
};
use yarrow_kernel::{
    AdministrativeGender, LocalDate, MedicationRequestId, PartialDate, PatientId, Timestamp, TransmissionId,
    Uuid,
};

use super::queue::{ToQueue, queue_message};
use super::*;
use crate::medications::{MedicationRequest, MedicationStatus};
use crate::patients::Patient;
use crate::store::{Actor, DatabaseKey, FixedClock, Store, load, query};

const NOW: &str = "2026-11-20T15:00:00Z";
const HOUR: i64 = 3_600_000;

/// A practice in a folder that goes away with it.
struct Practice {
    store: Option<Store>,
    clock: Arc<FixedClock>,
    key: DatabaseKey,
    dir: tempfile::TempDir,
}

impl Practice {
    fn new() -> Self {
        let dir = tempfile::tempdir().unwrap();
        let clock = Arc::new(FixedClock::at(Timestamp::parse(NOW).unwrap()));
        let key = DatabaseKey::generate();
        let store = Store::create(dir.path(), &key, clock.clone(), Uuid::from_u128(1), false).unwrap();
        Self { store: Some(store), clock, key, dir }
    }

    fn store(&self) -> &Store {
        self.store.as_ref().unwrap()
    }

    /// Ends the program and starts it again.
    fn restart(&mut self) {
        self.store = None;
        self.store = Some(Store::open(self.dir.path(), &self.key, self.clock.clone()).unwrap());
    }

    fn later(&self, millis: i64) {
        use crate::store::Clock as _;
        self.clock.set(self.clock.now().plus_millis(millis));
    }

    fn patient(&self, family: &str, given: &str, birth_date: &str, phone: &str) -> PatientId {
        let (family, given, phone) = (family.to_owned(), given.to_owned(), phone.to_owned());
        let birth_date = PartialDate::parse(birth_date).unwrap();
        let written = self.store().write(Actor::system(), "test", move |tx| {
            let id: PatientId = tx.new_id();
            let patient = Patient {
                id,
                mrn: id.to_string(),
                family,
                given,
                middle: None,
                suffix: None,
                preferred_name: None,
                previous_family: None,
                birth_date,
                gender: AdministrativeGender::Female,
                pronouns: None,
                language: None,
                phone: Some(phone),
                phone_alt: None,
                email: None,
                address: None,
                pharmacy_id: None,
                deceased: None,
                active: true,
                demo: false,
                created_at: tx.now(),
            };
            tx.insert(&patient)?;
            Ok(id)
        });
        written.unwrap().value
    }

    fn prescription(&self, patient: PatientId, display: &str) -> MedicationRequestId {
        let display = display.to_owned();
        let written = self.store().write(Actor::system(), "test", move |tx| {
            let prescription =
                MedicationRequest { signed_at: Some(tx.now()), ..blank(tx.new_id(), patient, &display) };
            tx.insert(&prescription)?;
            Ok(prescription.id)
        });
        written.unwrap().value
    }

    /// Queues a message whose text names its id, as SCRIPT's does.
    fn queue(&self, kind: TransmissionKind, cancels: Option<TransmissionId>) -> Transmission {
        let written = self.store().write(Actor::system(), "test", move |tx| {
            let what = ToQueue {
                kind,
                route: Route::Electronic,
                patient_id: None,
                medication_request_id: None,
                answers: None,
                cancels,
                pharmacy_id: None,
                pharmacy: "Birch Street Pharmacy".to_owned(),
                display: "Lisinopril 10 mg tablet".to_owned(),
                hours: 24,
                note: None,
            };
            queue_message(tx, what, |_, id| Ok(format!("<Message>{id}</Message>").into_bytes()))
        });
        written.unwrap().value
    }

    fn due(&self) -> Vec<Outgoing> {
        take_due(self.store(), Which::Due, 100).unwrap()
    }

    fn tell(&self, id: TransmissionId, handover: Handover) {
        handed_over(self.store(), vec![(id, handover)]).unwrap();
    }

    /// Hands over what is due; each is taken without an answer.
    fn send_all(&self) {
        for one in self.due() {
            self.tell(one.id, Handover::Delivered { reply: None });
        }
    }

    fn receive(&self, bytes: Vec<u8>) -> Receipt {
        receive_all(self.store(), vec![bytes]).unwrap().value[0]
    }

    fn get(&self, id: TransmissionId) -> Transmission {
        self.store().read(move |db| Ok(load(db, id.0)?.unwrap())).unwrap()
    }

    fn state(&self, id: TransmissionId) -> TransmissionState {
        self.get(id).state
    }

    fn came_in(&self) -> Vec<InboundMessage> {
        self.store().read(|db| query(db, "ORDER BY rowid", [])).unwrap()
    }

    fn delivery(&self, id: TransmissionId) -> store::Delivery {
        self.store().read(move |db| Ok(store::delivery(db, id)?.unwrap())).unwrap()
    }
}

fn blank(id: MedicationRequestId, patient: PatientId, display: &str) -> MedicationRequest {
    let fields = serde_json::json!({
        "id": id, "patient_id": patient, "display": display, "ingredients": [], "sig": "1 tab po daily",
        "sig_text": "Take 1 tablet by mouth daily.", "dose_checked": true, "quantity": "30", "refills": 0,
        "dispense_as_written": false, "status": MedicationStatus::Active, "reported": false, "over_the_counter": false,
        "authored_at": NOW, "overrides": [],
    });
    serde_json::from_value(fields).unwrap()
}

fn message(id: &str, relates_to: Option<&str>, order: Option<&str>, body: Body) -> Vec<u8> {
    let routed = |qualifier: &str, id: &str| Routed { qualifier: qualifier.to_owned(), id: id.to_owned() };
    let header = Header {
        to: routed("D", "6301875277001"),
        from: routed("P", "5550101"),
        message_id: MessageId::new(id).unwrap(),
        relates_to_message_id: relates_to.and_then(MessageId::new),
        sent_time: Timestamp::parse(NOW).unwrap(),
        sender_software: None,
        rx_reference_number: None,
        prescriber_order_number: order.map(str::to_owned),
    };
    Message { version: ScriptVersion::V2017071, header, body }.write().unwrap()
}

fn coded(code: &str) -> Status {
    Status { code: code.to_owned(), description_code: Vec::new(), description: None }
}

fn status(id: &str, to: &Transmission, code: &str) -> Vec<u8> {
    message(id, Some(&to.message_id), None, Body::Status(coded(code)))
}

fn verify(id: &str, to: &Transmission) -> Vec<u8> {
    message(id, Some(&to.message_id), None, Body::Verify(Verify { verify_status: coded("010") }))
}

fn error(id: &str, to: &Transmission, code: &str) -> Vec<u8> {
    let error = ErrorMessage {
        code: code.to_owned(),
        description_code: Vec::new(),
        description: Some("Prescriber not known here".to_owned()),
    };
    message(id, Some(&to.message_id), None, Body::Error(error))
}

fn cancel_answer(id: &str, to: &Transmission, approved: bool) -> Vec<u8> {
    let decision = Decision {
        reason_code: Vec::new(),
        reference_number: None,
        denial_reason: None,
        note: Some("At the counter".to_owned()),
    };
    let response =
        if approved { CancelDecision::Approved(decision) } else { CancelDecision::Denied(decision) };
    message(id, Some(&to.message_id), None, Body::CancelRxResponse(CancelRxResponse { response }))
}
