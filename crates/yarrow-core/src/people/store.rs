//! SQL of the people who work here.

use std::collections::BTreeMap;

use yarrow_kernel::PractitionerId;

use super::Practitioner;
use crate::error::Result;
use crate::store::{Db, query};

/// The person with this login.
///
/// # Errors
/// When the database cannot be read.
pub fn by_login(db: &Db, login: &str) -> Result<Option<Practitioner>> {
    Ok(query(db, "WHERE login = ?1", [login])?.pop())
}

/// Everybody, active first, by name.
///
/// # Errors
/// When the database cannot be read.
pub fn list(db: &Db) -> Result<Vec<Practitioner>> {
    query(db, "ORDER BY active DESC, family COLLATE NOCASE, given COLLATE NOCASE", [])
}

/// Display names by id, for bylines.
///
/// # Errors
/// When the database cannot be read.
pub fn names(db: &Db) -> Result<BTreeMap<PractitionerId, String>> {
    Ok(list(db)?.into_iter().map(|person| (person.id, person.display_name())).collect())
}
