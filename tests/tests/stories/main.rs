//! Whole stories through the command table: what a practice does, what it must refuse, and what must survive.

mod access;
mod architecture;
mod bad_input;
#[cfg(feature = "windows")]
mod browser;
#[cfg(feature = "windows")]
mod browser_prescribing;
#[cfg(feature = "windows")]
mod browser_visit;
mod bundle_check;
mod charted;
mod controlled;
mod counter;
mod durability;
mod electronic;
mod history;
mod house;
mod import;
mod interruptions;
mod mailbox;
mod medication_lists;
mod papers;
mod pharmacies;
mod pharmacy_doubts;
mod pharmacy_requests;
mod practice;
mod reconciliation;
mod refills;
mod safety;
#[cfg(feature = "windows")]
mod screens;
mod secrecy;
mod shop;
mod simulator;
mod situations;
mod thousand;
mod visit;
#[cfg(feature = "windows")]
mod window;
