//! Carries what the outbox hands out, and brings what has come in. One round does both and keeps how it went.
//!
//! Architecture invariant: nothing here reads a message or decides what becomes of it; bytes go out and bytes come in. The
//! only crate with an HTTP client (docs/adr/0010). Nothing is acknowledged before the record has it on disk.

mod carrier;
mod folder;
mod https;
mod round;
mod words;

pub use carrier::{Carrier, Mail, Trouble};
pub use folder::Folder;
pub use https::Https;
pub use round::{Round, run, run_with};
