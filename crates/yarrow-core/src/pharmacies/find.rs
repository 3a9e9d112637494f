//! Finding a pharmacy per keystroke: by name, street, town, ZIP code, telephone or number, in any order.

use serde::Deserialize;
use yarrow_kernel::{PharmacyId, fold};

use super::Pharmacy;
use super::store::matching;
use crate::access::{Operation, Permission, Session};
use crate::error::Result;
use crate::store::Db;

/// What was typed.
#[derive(Clone, Debug, Deserialize, ts_rs::TS)]
pub struct FindPharmacies {
    /// Letters, digits, or both; nothing lists the first ones.
    pub query: String,
    /// At most this many, up to 200.
    pub limit: u32,
}

/// One pharmacy.
#[derive(Clone, Debug, Deserialize, ts_rs::TS)]
pub struct PharmacyRequest {
    /// Which.
    pub id: PharmacyId,
}

const FIND: Operation = Operation::new("find_pharmacies", Permission::PatientDemographicsRead);
const MOST: u32 = 200;

/// Finds pharmacies.
///
/// # Errors
/// When the role may not.
pub fn find(session: &Session, request: FindPharmacies) -> Result<Vec<Pharmacy>> {
    session.read(&FIND, move |db| find_in(db, &request.query, request.limit.min(MOST) as usize))
}

/// One pharmacy.
///
/// # Errors
/// When it is not there.
pub fn read(session: &Session, id: PharmacyId) -> Result<Pharmacy> {
    session.read(&FIND, move |db| super::store::require(db, id))
}

/// Finds pharmacies on a reader.
pub(super) fn find_in(db: &Db, query: &str, limit: usize) -> Result<Vec<Pharmacy>> {
    matching(db, &words(query), limit)
}

/// The words of what was typed. A telephone number with its punctuation is one word.
fn words(query: &str) -> Vec<String> {
    let text: String = query.trim().chars().take(100).collect();
    let digits = yarrow_kernel::phone_digits(&text);
    let is_number =
        matches!(digits.len(), 7 | 10) && text.chars().all(|c| c.is_ascii_digit() || " ()-.+/".contains(c));
    if is_number {
        return vec![digits];
    }
    fold(&text).split(' ').filter(|word| !word.is_empty()).map(str::to_owned).collect()
}

#[cfg(test)]
mod tests {
    use super::words;

    #[test]
    fn a_telephone_number_is_one_word_however_it_is_written() {
        assert_eq!(words("(828) 555-0142"), ["8285550142"]);
        assert_eq!(words("555-0142"), ["5550142"]);
        assert_eq!(words("+1 828.555.0142"), ["8285550142"]);
        assert_eq!(words("0127781 02139"), ["0127781", "02139"]);
        assert_eq!(words("alder 28801"), ["alder", "28801"]);
        assert_eq!(words("  "), [] as [&str; 0]);
    }
}
