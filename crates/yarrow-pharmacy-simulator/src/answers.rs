//! The messages a pharmacy sends.

use std::time::{SystemTime, UNIX_EPOCH};

use yarrow_codecs::script::{
    Body, CancelDecision, CancelRxResponse, Decision, ErrorMessage, Header, Medication, Message, MessageId,
    Moment, NewRx, RxRenewalRequest, Status, Verify,
};
use yarrow_kernel::{LocalDate, Timestamp};

/// Writes one pharmacy's messages, each under an id of its own.
pub struct Writer<'a> {
    /// The message that is answered.
    pub to: &'a Message,
    /// The id of the next message.
    pub id: String,
}

impl Writer<'_> {
    /// SCRIPT Status: taken over.
    pub fn status(self, code: &str) -> Vec<u8> {
        self.write(Body::Status(coded(code)), true)
    }

    /// SCRIPT Verify: the pharmacy has it.
    pub fn verify(self) -> Vec<u8> {
        self.write(Body::Verify(Verify { verify_status: coded("010") }), true)
    }

    /// SCRIPT Error.
    pub fn error(self, code: &str, words: &str) -> Vec<u8> {
        let error = ErrorMessage {
            code: code.to_owned(),
            description_code: Vec::new(),
            description: Some(words.to_owned()),
        };
        self.write(Body::Error(error), true)
    }

    /// The answer to a cancellation.
    pub fn cancelled(self, approved: bool) -> Vec<u8> {
        let decision = |note: &str| Decision {
            reason_code: Vec::new(),
            reference_number: None,
            denial_reason: None,
            note: Some(note.to_owned()),
        };
        let response = if approved {
            CancelDecision::Approved(decision("Will not be dispensed"))
        } else {
            CancelDecision::Denied(decision("Picked up already"))
        };
        self.write(Body::CancelRxResponse(CancelRxResponse { response }), true)
    }

    /// Asks for a renewal of a prescription.
    pub fn renewal(self, rx: &NewRx) -> Vec<u8> {
        let dispensed = Medication {
            pharmacy_requested_refills: Some(3),
            last_fill_date: Some(Moment::Date(today())),
            ..rx.medication_prescribed.clone()
        };
        let body = RxRenewalRequest {
            request_reference_number: None,
            parties: rx.parties.clone(),
            medication_dispensed: Some(dispensed),
            medication_prescribed: Some(rx.medication_prescribed.clone()),
        };
        self.write(Body::RxRenewalRequest(body), false)
    }

    fn write(self, body: Body, answers: bool) -> Vec<u8> {
        let asked = &self.to.header;
        let header = Header {
            to: asked.from.clone(),
            from: asked.to.clone(),
            message_id: MessageId::new(&self.id).unwrap_or_else(|| asked.message_id.clone()),
            relates_to_message_id: answers.then(|| asked.message_id.clone()),
            sent_time: now(),
            sender_software: None,
            rx_reference_number: None,
            prescriber_order_number: asked.prescriber_order_number.clone(),
        };
        let message = Message { version: self.to.version, header, body };
        message.write().unwrap_or_else(|fault| {
            // A simulator that cannot write its answer is a broken test, and says so where the test looks.
            eprintln!("the answer cannot be written: {fault}");
            Vec::new()
        })
    }
}

fn coded(code: &str) -> Status {
    Status { code: code.to_owned(), description_code: Vec::new(), description: None }
}

#[allow(clippy::disallowed_methods, reason = "a pharmacy outside Yarrow has a clock of its own")]
fn now() -> Timestamp {
    let since = SystemTime::now().duration_since(UNIX_EPOCH).unwrap_or_default();
    Timestamp(i64::try_from(since.as_millis()).unwrap_or(0))
}

fn today() -> LocalDate {
    LocalDate(now().to_utc().unwrap_or_default().date_naive())
}

/// A number that is another at every start.
pub fn started() -> u128 {
    u128::from(now().0.unsigned_abs()) << 8 | u128::from(std::process::id() & 0xff)
}
