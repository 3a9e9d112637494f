//! Message/Header: who sends what to whom, in answer to what.

use yarrow_kernel::Timestamp;

use super::part::element;
use super::value::{MessageId, Routed};

element! {
    /// Routing and identity of a message.
    Header is "the header of the message" {
        /// Receiver.
        to: one Routed = "To";
        /// Sender.
        from: one Routed = "From";
        /// This message's own id; sending the same message again uses the same one.
        message_id: one MessageId = "MessageID";
        /// The message this one answers.
        relates_to_message_id: opt MessageId = "RelatesToMessageID";
        /// When it was sent, UTC.
        sent_time: one Timestamp = "SentTime";
        /// The program that wrote it.
        sender_software: opt SenderSoftware = "SenderSoftware";
        /// The pharmacy's number of the prescription.
        rx_reference_number: opt String = "RxReferenceNumber" [35];
        /// The prescriber's number of the order; every message about it repeats it.
        prescriber_order_number: opt String = "PrescriberOrderNumber" [35];
    }
}

element! {
    /// Names the sending program.
    SenderSoftware is "the sending program" {
        /// Who makes it.
        sender_software_developer: one String = "SenderSoftwareDeveloper" [35];
        /// Its name.
        sender_software_product: one String = "SenderSoftwareProduct" [35];
        /// Its version.
        sender_software_version_release: one String = "SenderSoftwareVersionRelease" [35];
    }
}
