//! Search as you type: three indexes, one manner. Words in any order, each a beginning, typing errors forgiven.

mod allergens;
mod diagnoses;
mod drugs;
mod vocabulary;

pub(crate) use allergens::AllergenIndex;
pub(crate) use diagnoses::DiagnosisSearch;
pub(crate) use drugs::DrugIndex;
