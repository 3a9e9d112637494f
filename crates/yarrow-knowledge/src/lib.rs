//! Reference data of the practice, read-only: drugs, diagnoses, allergens, observations, and the rule book.
//!
//! One file, `knowledge.db`, is built from `knowledge/` by [`build`] and opened by [`Knowledge::open`]. Drug and
//! allergen search run over a small index in memory; diagnosis search asks the full-text index in the file.
//!
//! Architecture invariant: nothing here knows a patient, and nothing here writes to `knowledge.db`.

#[cfg(feature = "build")]
pub mod build;
mod error;
mod knowledge;
mod ndc;
mod resolve;
mod search;
#[cfg(all(test, feature = "build"))]
mod tests;
mod text;
mod types;

pub use error::Error;
pub use knowledge::Knowledge;
pub use types::{
    AllergenHit, AllergySubjectKind, DiagnosisHit, DrugHit, Ingredient, KnowledgeManifest, KnowledgeSource,
    ObservationDefinition, Product, Unit,
};

/// What every fallible function of this crate returns.
pub type Result<T> = std::result::Result<T, Error>;
