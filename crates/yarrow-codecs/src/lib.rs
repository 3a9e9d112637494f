//! Bytes to message structs and back: FHIR R4. No database.

pub mod fhir;
