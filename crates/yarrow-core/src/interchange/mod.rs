//! Records from other systems: a FHIR R4 file becomes entries of charts, or a sentence that says why not.
//!
//! One file is one transaction and one log record: it is imported whole or not at all, and cancelling leaves nothing.
//! Architecture invariant: every resource read is stored, already here, or set aside with its place and reason; the
//! sums are checked before the transaction commits.

mod bundle;
mod fingerprint;
mod import;
mod links;
mod progress;
mod read;
mod report;
mod resolve;
mod store;
mod take;
mod words;

pub use bundle::{BundleCheck, BundleFinding, ProposedDrug, check_bundle};
pub use import::{ImportFile, import_fhir, import_file_in, import_files};
pub use progress::{NoProgress, Progress};
pub use report::{FileReport, ImportReport, LISTED, SetAside};
pub use resolve::{DrugResolver, NothingKnown, ResolvedAllergen, ResolvedDrug};

#[cfg(test)]
mod tests;
