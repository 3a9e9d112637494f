//! Bringing in a list of pharmacies: a table with one pharmacy a row.
//!
//! A pharmacy that is known is recognised by its NCPDP id, else by its NPI, else by its name and ZIP code. What the list
//! says of it replaces what is here; what the practice chose (how it is reached, whether it is in use, its remark) stays.
//! A row that cannot be taken is set aside with its line and reason; the others are kept.

use serde::Serialize;
use yarrow_codecs::csv;
use yarrow_kernel::Address;

use super::columns::{Column, Columns};
use super::save::save_in;
use super::store::{by_name_and_zip, by_ncpdp_id, by_npi};
use super::{Pharmacy, PharmacyScript, PharmacyService, Transport};
use crate::access::{Operation, Permission, Session};
use crate::error::{Error, Result};
use crate::store::{AuditNote, Json, Tx, Written};

const IMPORT: Operation = Operation::new("import_pharmacies", Permission::PharmacyDirectory);
/// Largest list, in bytes.
const MAX_BYTES: usize = 30_000_000;
/// Most rows; there are about 70,000 pharmacies in the United States.
const MAX_ROWS: usize = 150_000;
/// Most rows listed one by one.
const MOST_LISTED: usize = 200;

/// What became of a list.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, ts_rs::TS)]
pub struct PharmacyImport {
    /// Rows read, without the heading.
    pub rows: u32,
    /// New pharmacies.
    pub added: u32,
    /// Known ones of which something changed.
    pub updated: u32,
    /// Known ones that were already so.
    pub unchanged: u32,
    /// Rows that were not taken.
    pub set_aside: u32,
    /// The first of them, with the reason.
    pub faults: Vec<PharmacyRowFault>,
    /// Columns nobody read.
    pub ignored_columns: Vec<String>,
}

/// Why a row was not taken.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, ts_rs::TS)]
pub struct PharmacyRowFault {
    /// Its line in the file.
    pub line: u32,
    /// The column at fault.
    pub column: Option<String>,
    /// What is wrong and what would be right.
    pub message: String,
}

/// Imports a list. `step` is told how far it is and answers whether to go on.
///
/// # Errors
/// When the file as a whole cannot be used; [`Error::Cancelled`]. Nothing is changed then.
pub fn import(
    session: &Session,
    bytes: Vec<u8>,
    step: impl Fn(u64, u64) -> bool + Send + 'static,
) -> Result<Written<PharmacyImport>> {
    session.write(&IMPORT, move |tx| import_in(tx, &bytes, &step))
}

fn import_in(tx: &mut Tx<'_>, bytes: &[u8], step: &dyn Fn(u64, u64) -> bool) -> Result<PharmacyImport> {
    let unusable = |says: String| Error::invalid("file", format!("{says} Nothing was changed."));
    let mut rows = csv::rows(bytes, MAX_BYTES).map_err(|fault| unusable(fault.to_string()))?.into_iter();
    let heading = rows.next().ok_or_else(|| unusable("The file is empty.".to_owned()))?;
    let columns = Columns::of(&heading.fields).map_err(unusable)?;
    if rows.len() > MAX_ROWS {
        return Err(unusable(format!("The list has {} rows; at most {MAX_ROWS} are read.", rows.len())));
    }
    let total = rows.len() as u64;
    let mut report = PharmacyImport { ignored_columns: columns.ignored.clone(), ..PharmacyImport::default() };
    tx.audit_as_one(AuditNote::new("import", "Pharmacy"));
    for (done, row) in (1..).zip(rows) {
        report.rows += 1;
        match take(tx, &columns, &row.fields) {
            Ok(Taken::Added) => report.added += 1,
            Ok(Taken::Updated) => report.updated += 1,
            Ok(Taken::Unchanged) => report.unchanged += 1,
            Err(Error::Invalid { field, message }) => {
                report.set_aside += 1;
                if report.faults.len() < MOST_LISTED {
                    report.faults.push(PharmacyRowFault {
                        line: u32::try_from(row.line).unwrap_or(u32::MAX),
                        column: columns.name_for(&field),
                        message,
                    });
                }
            }
            Err(other) => return Err(other),
        }
        if done % 100 == 0 && !step(done, total) {
            return Err(Error::Cancelled);
        }
    }
    Ok(report)
}

enum Taken {
    Added,
    Updated,
    Unchanged,
}

/// One row: a new pharmacy, a known one with what the row says, or the same as before.
fn take(tx: &mut Tx<'_>, columns: &Columns, fields: &[String]) -> Result<Taken> {
    let given = |column: Column| columns.value(column, fields);
    let name = given(Column::Name).ok_or_else(|| Error::invalid("name", "The name is missing."))?;
    let ncpdp_id = given(Column::NcpdpId).map(|id| leading_zeros(id, 7));
    let npi = given(Column::Npi).map(str::to_owned);
    let zip = given(Column::Zip).map(|zip| leading_zeros(zip, 5));
    let known = known(tx, ncpdp_id.as_deref(), npi.as_deref(), name, zip.as_deref())?;
    let is_new = known.is_none();
    let before = known.clone();
    let old = known.unwrap_or_else(|| blank(tx));
    let services = match given(Column::Services) {
        Some(text) => Json(services(text)?),
        None => old.services.clone(),
    };
    let mut pharmacy = Pharmacy {
        ncpdp_id: ncpdp_id.or(old.ncpdp_id),
        npi: npi.or(old.npi),
        name: name.to_owned(),
        address: address(&old.address, &given, zip),
        phone: given(Column::Phone).map(str::to_owned).or(old.phone),
        fax: given(Column::Fax).map(str::to_owned).or(old.fax),
        services,
        ..old
    };
    if is_new {
        pharmacy.transport = match given(Column::Transport) {
            Some(code) => Transport::from_code(&code.to_lowercase().replace(' ', "_")).ok_or_else(|| {
                Error::invalid(
                    "transport",
                    "This is not a way to reach a pharmacy. Use print, fax or electronic.",
                )
            })?,
            None if pharmacy.fax.is_some() => Transport::Fax,
            None => Transport::Print,
        };
        pharmacy.script = match given(Column::Script) {
            Some(code) => PharmacyScript::from_code(code)
                .ok_or_else(|| Error::invalid("script", "The SCRIPT version is 2017071 or 2023011."))?,
            None => PharmacyScript::V2017071,
        };
    }
    let kept = save_in(tx, &pharmacy)?;
    Ok(match before {
        None => Taken::Added,
        Some(before) if before == kept => Taken::Unchanged,
        Some(_) => Taken::Updated,
    })
}

/// The pharmacy a row is about, if it is here. Two NCPDP ids are two pharmacies, whatever else they share.
fn known(
    tx: &Tx<'_>,
    ncpdp_id: Option<&str>,
    npi: Option<&str>,
    name: &str,
    zip: Option<&str>,
) -> Result<Option<Pharmacy>> {
    if let Some(id) = ncpdp_id
        && let Some(found) = by_ncpdp_id(tx.db(), id)?
    {
        return Ok(Some(found));
    }
    let fits = |found: &Pharmacy| ncpdp_id.is_none() || found.ncpdp_id.is_none();
    if let Some(npi) = npi
        && let Some(found) = by_npi(tx.db(), npi)?.filter(fits)
    {
        return Ok(Some(found));
    }
    match zip {
        Some(zip) => Ok(by_name_and_zip(tx.db(), name, zip)?.filter(fits)),
        None => Ok(None),
    }
}

fn blank(tx: &Tx<'_>) -> Pharmacy {
    Pharmacy {
        id: tx.new_id(),
        ncpdp_id: None,
        npi: None,
        name: String::new(),
        address: Address::default(),
        phone: None,
        fax: None,
        services: Json(Vec::new()),
        transport: Transport::Print,
        script: PharmacyScript::V2017071,
        note: None,
        active: true,
    }
}

fn address<'f>(old: &Address, given: &impl Fn(Column) -> Option<&'f str>, zip: Option<String>) -> Address {
    let lines: Vec<String> =
        [Column::Street, Column::Street2].into_iter().filter_map(given).map(str::to_owned).collect();
    let or = |column: Column, old: &String| given(column).map_or_else(|| old.clone(), str::to_owned);
    Address {
        line: if lines.is_empty() { old.line.clone() } else { lines },
        city: or(Column::City, &old.city),
        state: given(Column::State).map_or_else(|| old.state.clone(), str::to_uppercase),
        postal_code: zip.unwrap_or_else(|| old.postal_code.clone()),
    }
}

fn services(text: &str) -> Result<Vec<PharmacyService>> {
    text.split([';', '|'])
        .map(|word| word.trim().to_lowercase().replace([' ', '-'], "_"))
        .filter(|word| !word.is_empty())
        .map(|word| {
            PharmacyService::from_code(&word).ok_or_else(|| {
                let known: Vec<&str> = PharmacyService::ALL.iter().map(|service| service.code()).collect();
                let says =
                    format!("“{word}” is not a service. Use {}, separated by semicolons.", known.join(", "));
                Error::invalid("services", says)
            })
        })
        .collect()
}

/// Spreadsheets take the zeros away at the front of a number.
fn leading_zeros(text: &str, digits: usize) -> String {
    match text.len() < digits && text.bytes().all(|byte| byte.is_ascii_digit()) {
        true => format!("{text:0>digits$}"),
        false => text.to_owned(),
    }
}
