//! A whole message: header, body, bytes.

use yarrow_codecs::script::{Body, Header, Message, MessageId, Routed, ScriptVersion, SenderSoftware};
use yarrow_kernel::{MedicationRequestId, Timestamp};

use super::Lack;

/// From whom to whom, about what.
pub(in super::super) struct Envelope<'a> {
    /// The version the receiver reads.
    pub version: ScriptVersion,
    /// The receiver.
    pub to: Routed,
    /// The sender.
    pub from: Routed,
    /// This message's id.
    pub message_id: &'a str,
    /// The message it is about.
    pub relates_to: Option<&'a str>,
    /// The pharmacy's number of the prescription.
    pub rx_number: Option<String>,
    /// The prescription.
    pub order: Option<MedicationRequestId>,
    /// When it was decided to send it.
    pub sent: Timestamp,
}

impl Envelope<'_> {
    /// A pharmacy as the receiver.
    pub fn pharmacy(ncpdp_id: &str) -> Routed {
        Routed { qualifier: "P".to_owned(), id: ncpdp_id.to_owned() }
    }

    /// This practice's prescriber as the sender.
    pub fn prescriber(sender_id: &str) -> Routed {
        Routed { qualifier: "D".to_owned(), id: sender_id.to_owned() }
    }
}

/// The message as bytes; what the standard has no room for is lacking, named by its place in the message.
pub(in super::super) fn written(envelope: Envelope<'_>, body: Body, lack: &mut Lack) -> Option<Vec<u8>> {
    let id = MessageId::new(envelope.message_id);
    let header = Header {
        to: envelope.to,
        from: envelope.from,
        message_id: lack.need(id, "message_id", "The message has no id.")?,
        relates_to_message_id: envelope.relates_to.and_then(MessageId::new),
        sent_time: envelope.sent,
        sender_software: Some(SenderSoftware {
            sender_software_developer: "Yarrow".to_owned(),
            sender_software_product: "Yarrow".to_owned(),
            sender_software_version_release: env!("CARGO_PKG_VERSION").to_owned(),
        }),
        rx_reference_number: envelope.rx_number,
        prescriber_order_number: envelope.order.map(|id| id.0.simple().to_string()),
    };
    match (Message { version: envelope.version, header, body }).write() {
        Ok(bytes) => Some(bytes),
        Err(fault) => {
            let place = fault.place.rsplit_once("/Body/").map_or(fault.place.as_str(), |(_, rest)| rest);
            lack.note(place, format!("{place} {}", fault.says));
            None
        }
    }
}
