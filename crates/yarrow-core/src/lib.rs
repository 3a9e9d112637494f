//! The record: one local, encrypted, complete copy of the practice's charts.
//!
//! Everything that changes something goes through [`store::Tx`]; everything a person does goes through a
//! [`access::Session`]. See `docs/ARCHITECTURE.md`.
//!
//! Architecture invariant: no async, no HTTP, no window. Domains are folders; the test `architecture` holds the map of who
//! may use whom.

pub mod error;

pub mod access;
pub mod audit;
pub mod store;

pub mod patients;
pub mod people;
pub mod pharmacies;
pub mod settings;
pub mod terminology;

pub mod encounters;

pub mod allergies;
pub mod documents;
pub mod observations;
pub mod problems;
pub mod safety;

pub mod medications;
pub mod notes;

pub mod tasks;
pub mod transmission;

pub mod chart;
pub mod interchange;

pub use error::{Error, Result};
