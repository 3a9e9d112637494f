//! Whole stories through the command table: what a practice does, what it must refuse, and what must survive.

mod access;
mod architecture;
mod bad_input;
mod durability;
mod history;
mod house;
mod import;
mod practice;
mod secrecy;
mod visit;
#[cfg(feature = "windows")]
mod window;
