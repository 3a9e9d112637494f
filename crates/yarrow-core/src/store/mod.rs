//! The store: one encrypted file, one writer thread, two reader threads, one write gate.
//!
//! Architecture invariant: nothing below this folder knows a domain, and nothing outside it begins a transaction,
//! reads the clock or draws randomness.

mod clock;
mod entity;
mod field;
mod history;
mod key;
mod migrate;
mod open;
mod record;
mod threads;
mod tx;
mod verify;
mod writer;

pub use clock::{Clock, FixedClock, SystemClock, new_id, random_bytes};
pub(crate) use entity::exists;
pub use entity::{Entity, load, query};
pub use field::{Field, Json, Scalar};
pub use history::{FieldChange, field_history};
pub use key::DatabaseKey;
pub use migrate::latest as latest_schema;
pub use open::damaged_pages;
pub use threads::{ChangeFeed, Store};
pub use tx::{Actor, AuditNote, Change, Tx, Written};
pub use verify::{Verification, verify};
pub(crate) use writer::content_hash;

/// A reader's view of the database. Only a domain's `store.rs` runs SQL on it.
pub type Db = rusqlite::Connection;

#[cfg(test)]
mod tests;
