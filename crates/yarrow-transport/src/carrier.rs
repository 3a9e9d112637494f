//! What a way to pharmacies has to be able to do.

use yarrow_core::transmission::{Handover, Outgoing};

/// Something is wrong with the other side, in words without patient data.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Trouble(pub String);

/// One thing in the mailbox.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Mail {
    /// By which the other side knows this delivery; the same until it is acknowledged.
    pub delivery: String,
    /// The message, or why it was not read.
    pub message: Result<Vec<u8>, String>,
}

/// A way to pharmacies.
pub trait Carrier: Send + Sync {
    /// Hands a message over. May be called again with the same message.
    fn send(&self, message: &Outgoing) -> Handover;

    /// The first thing in the mailbox after that delivery, without taking it out.
    ///
    /// # Errors
    /// When the mailbox cannot be looked into.
    fn mail(&self, after: Option<&str>) -> Result<Option<Mail>, Trouble>;

    /// Takes a delivery out of the mailbox: it is on disk here.
    ///
    /// # Errors
    /// When that could not be said; it will come again, and be known.
    fn acknowledge(&self, delivery: &str) -> Result<(), Trouble>;

    /// Takes a delivery out of the mailbox that was not read, saying why.
    ///
    /// # Errors
    /// As [`Carrier::acknowledge`].
    fn refuse(&self, delivery: &str, why: &str) -> Result<(), Trouble>;
}
