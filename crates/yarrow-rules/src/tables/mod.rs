//! What the editors write about one drug in one patient: doses, conditions, loads, and what changes an interaction.
//!
//! The types here are both the shape of the TOML files and what is stored in `knowledge.db`. A row keeps the file and
//! line it came from, so that every fault names it.

mod age;
mod condition;
mod context;
mod dose;
mod load;
mod modifier;
mod parse;
mod validate;
mod validate_dose;

#[cfg(test)]
mod tests;

pub use age::{Age, AgeUnit};
pub use condition::ConditionRow;
pub use context::{AmountPerDay, Context, Missing, ObservationTerm, Sex};
pub use dose::{
    AdultDose, ChildDose, DoseRoute, DoseRow, DoseUnit, Geriatric, Hepatic, HepaticSeverity, Lactation,
    NotUnder, Pregnancy, Renal, RenalBand, RenalMeasure, StatementTier,
};
pub use load::{LoadHead, LoadMember, LoadRisk, LoadTable, LoadThreshold};
pub use modifier::Modifier;
pub(crate) use parse::{ModifierToml, line_of, place_of_error};
pub use parse::{parse_conditions, parse_doses, parse_load};
pub use validate::{Codes, unknown_codes};
pub(crate) use validate::{plain_icd10, validate_tables};

use serde::{Deserialize, Serialize};

/// A row with where it was written, by whom and when.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Placed<T> {
    /// "doses/heart.toml:12".
    pub place: String,
    /// Who wrote the file.
    pub author: String,
    /// When it was last reviewed, `YYYY-MM-DD`.
    pub date: String,
    /// What it says.
    pub row: T,
}

impl<T> std::ops::Deref for Placed<T> {
    type Target = T;

    fn deref(&self) -> &T {
        &self.row
    }
}
