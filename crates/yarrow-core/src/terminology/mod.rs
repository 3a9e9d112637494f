//! Reference data as the record uses it: drugs, diagnoses, allergens, and the rule book built from them.

mod search;

use std::path::Path;

use yarrow_knowledge::Knowledge;
use yarrow_rules::RuleBook;

pub use search::{
    ReadSig, SearchRequest, knowledge_manifest, reaction_list, read_sig, search_allergens, search_diagnoses,
    search_drugs,
};

use crate::error::{Error, Result};

/// The reference data of this Yarrow, read-only.
pub struct Terminology {
    knowledge: Knowledge,
    rules: RuleBook,
}

impl Terminology {
    /// Opens `knowledge.db` and builds the rule book.
    ///
    /// # Errors
    /// When the file is missing or damaged: without it nothing can be checked, so nothing starts.
    pub fn open(path: &Path) -> Result<Self> {
        let unusable = |what: &str| {
            Error::Io(format!(
                "The reference data ({what}) cannot be used. Install Yarrow again, or run `cargo xtask knowledge` in a source checkout."
            ))
        };
        if !path.is_file() {
            return Err(unusable("knowledge.db is missing"));
        }
        let knowledge = Knowledge::open(path).map_err(|_| unusable("knowledge.db is damaged"))?;
        let data = knowledge.rule_book().map_err(|_| unusable("the rules in knowledge.db are damaged"))?;
        let rules = RuleBook::new(data).map_err(|problems| unusable(&problems.join("; ")))?;
        Ok(Self { knowledge, rules })
    }

    /// The rules.
    pub fn rule_book(&self) -> &RuleBook {
        &self.rules
    }
}

impl std::ops::Deref for Terminology {
    type Target = Knowledge;
    fn deref(&self) -> &Knowledge {
        &self.knowledge
    }
}
