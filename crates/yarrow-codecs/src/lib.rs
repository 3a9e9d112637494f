//! Bytes to message structs and back: FHIR R4, NCPDP SCRIPT, tables. No database.

pub mod csv;
pub mod fhir;
pub mod script;
