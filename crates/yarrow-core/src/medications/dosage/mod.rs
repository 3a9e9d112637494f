//! Directions between three shapes: what the rules understand, FHIR R4 Dosage, and the words that came with it.

mod read;
mod repeat;
mod write;

#[cfg(test)]
mod tests;

pub use read::{ImportedDirections, imported_directions};
pub use write::fhir_dosage;
