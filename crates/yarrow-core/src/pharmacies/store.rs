//! SQL of pharmacies, and the derived words by which they are found.

use yarrow_kernel::{PharmacyId, fold, phone_digits};

use super::Pharmacy;
use crate::error::{Error, Result};
use crate::store::{Db, Field, Tx, load, query};

/// One pharmacy that must be there.
///
/// # Errors
/// [`Error::NotFound`] when not.
pub fn require(db: &Db, id: PharmacyId) -> Result<Pharmacy> {
    load(db, id.0)?.ok_or(Error::NotFound("This pharmacy"))
}

/// The pharmacy with this NCPDP provider id.
///
/// # Errors
/// When the database cannot be read.
pub fn by_ncpdp_id(db: &Db, ncpdp_id: &str) -> Result<Option<Pharmacy>> {
    Ok(query(db, "WHERE ncpdp_id = ?1 LIMIT 1", [ncpdp_id])?.pop())
}

/// The pharmacy with this NPI; an NPI of a chain may stand for several, and then none is meant.
pub(super) fn by_npi(db: &Db, npi: &str) -> Result<Option<Pharmacy>> {
    let mut found: Vec<Pharmacy> = query(db, "WHERE npi = ?1 LIMIT 2", [npi])?;
    Ok(found.pop().filter(|_| found.is_empty()))
}

/// The pharmacy of this name in this ZIP code.
pub(super) fn by_name_and_zip(db: &Db, name: &str, zip: &str) -> Result<Option<Pharmacy>> {
    let mut found: Vec<Pharmacy> = query(
        db,
        "WHERE name = ?1 COLLATE NOCASE AND substr(json_extract(address, '$.postal_code'), 1, 5) = substr(?2, 1, 5) LIMIT 2",
        [name, zip],
    )?;
    Ok(found.pop().filter(|_| found.is_empty()))
}

/// Everything a pharmacy is found by.
pub(super) fn index_in(tx: &Tx<'_>, pharmacy: &Pharmacy) -> Result<()> {
    let id = pharmacy.id.as_bytes();
    let db = tx.db();
    db.prepare_cached("DELETE FROM pharmacy_word WHERE pharmacy_id = ?1")?.execute([id])?;
    let mut insert =
        db.prepare_cached("INSERT OR IGNORE INTO pharmacy_word (word, pharmacy_id) VALUES (?1, ?2)")?;
    for word in words(pharmacy) {
        insert.execute((word, id))?;
    }
    Ok(())
}

fn words(pharmacy: &Pharmacy) -> Vec<String> {
    let address = &pharmacy.address;
    let texts = [&pharmacy.name, &address.city, &address.state, &address.postal_code];
    let texts = texts.into_iter().chain(&address.line);
    let mut words: Vec<String> =
        texts.flat_map(|text| fold(text).split(' ').map(str::to_owned).collect::<Vec<_>>()).collect();
    for number in [&pharmacy.phone, &pharmacy.fax].into_iter().flatten() {
        let digits = phone_digits(number);
        // Whole, without the area code, and the last four: how numbers are said.
        words.extend([0, 3, 6].into_iter().filter_map(|from| digits.get(from..)).map(str::to_owned));
    }
    words.extend([&pharmacy.ncpdp_id, &pharmacy.npi].into_iter().flatten().cloned());
    words.retain(|word| !word.is_empty());
    words
}

/// Pharmacies in which every word begins one of theirs: those in use first, then by name and town.
pub(super) fn matching(db: &Db, words: &[String], limit: usize) -> Result<Vec<Pharmacy>> {
    // The longest word has the fewest matches; the others only filter those.
    let mut words: Vec<&String> = words.iter().collect();
    words.sort_by_key(|word| std::cmp::Reverse(word.chars().count()));
    let Some((first, rest)) = words.split_first() else {
        return query(db, "ORDER BY active DESC, name COLLATE NOCASE, id LIMIT ?1", [limit as i64]);
    };
    let mut statement = db.prepare_cached(
        "SELECT DISTINCT pharmacy_id FROM pharmacy_word WHERE word >= ?1 AND word < ?1 || char(0x10ffff) LIMIT 5000",
    )?;
    let mut filter = db.prepare_cached(
        "SELECT 1 FROM pharmacy_word WHERE pharmacy_id = ?1 AND word >= ?2 AND word < ?2 || char(0x10ffff)",
    )?;
    let mut rows = statement.query([first.as_str()])?;
    let mut found: Vec<Pharmacy> = Vec::new();
    while let Some(row) = rows.next()? {
        let id = PharmacyId::from_value(row.get_ref(0)?)?;
        let mut all = true;
        for word in rest {
            all = all && filter.exists((id.as_bytes(), word.as_str()))?;
        }
        if all && let Some(pharmacy) = load::<Pharmacy>(db, id.0)? {
            found.push(pharmacy);
        }
    }
    found.sort_by_cached_key(|pharmacy| {
        (!pharmacy.active, fold(&pharmacy.name), fold(&pharmacy.address.city), pharmacy.id)
    });
    found.truncate(limit);
    Ok(found)
}
