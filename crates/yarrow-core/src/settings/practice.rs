//! The practice's letterhead and sites.

use rusqlite::OptionalExtension;
use serde::{Deserialize, Serialize};
use yarrow_kernel::{Address, LocationId, TextRule, clean_line, is_npi};

use super::{Location, Organization};
use crate::access::{Operation, Permission, Session};
use crate::error::{Error, Result};
use crate::store::{Db, Written, query};

/// The practice and its sites.
#[derive(Clone, Debug, Serialize, ts_rs::TS)]
pub struct PracticeSettings {
    /// The practice.
    pub organization: Organization,
    /// Its sites, those in use first.
    pub locations: Vec<Location>,
}

/// A site as typed.
#[derive(Clone, Debug, Deserialize, ts_rs::TS)]
pub struct SaveLocation {
    /// Nothing for a new site.
    pub id: Option<LocationId>,
    /// Name.
    pub name: String,
    /// Address.
    pub address: Address,
    /// Telephone.
    pub phone: String,
    /// Fax.
    pub fax: String,
    /// Whether in use.
    pub active: bool,
}

const READ: Operation = Operation::new("practice_settings", Permission::PatientDemographicsRead);
const WRITE: Operation = Operation::new("save_practice", Permission::SettingsPractice);
const LINE: TextRule = TextRule { max: 120, required: false };
const NAME: TextRule = TextRule { max: 120, required: true };

/// The practice and its sites.
///
/// # Errors
/// When the role may not read.
pub fn practice_settings(session: &Session) -> Result<PracticeSettings> {
    session.read(&READ, settings_in)
}

/// The practice and its sites, inside a transaction or a read.
///
/// # Errors
/// When the database cannot be read.
pub fn settings_in(db: &Db) -> Result<PracticeSettings> {
    let organization =
        query::<Organization>(db, "LIMIT 1", [])?.pop().ok_or(Error::NotFound("The practice"))?;
    Ok(PracticeSettings {
        organization,
        locations: query(db, "ORDER BY active DESC, name COLLATE NOCASE", [])?,
    })
}

/// The practice's IANA time zone.
///
/// # Errors
/// When the database cannot be read.
pub fn time_zone(db: &Db) -> Result<String> {
    let zone = db
        .prepare_cached("SELECT time_zone FROM organization LIMIT 1")?
        .query_row([], |row| row.get(0))
        .optional()?;
    zone.ok_or(Error::NotFound("The practice"))
}

/// Changes the letterhead.
///
/// # Errors
/// Names the field.
pub fn save_organization(session: &Session, mut request: Organization) -> Result<Written<Organization>> {
    request.name = clean_line("name", &request.name, NAME)?;
    request.time_zone = clean_line("time_zone", &request.time_zone, TextRule { max: 64, required: true })?;
    if !super::is_zone(&request.time_zone) {
        return Err(Error::invalid(
            "time_zone",
            "Choose a time zone from the list, such as America/New_York.",
        ));
    }
    request.npi = optional("npi", request.npi.as_deref())?;
    if request.npi.as_deref().is_some_and(|npi| !is_npi(npi)) {
        return Err(Error::invalid("npi", "An NPI has ten digits and a check digit; this one does not fit."));
    }
    request.letterhead_note = optional("letterhead_note", request.letterhead_note.as_deref())?;
    let (name, zone) = (request.name.clone(), request.time_zone.clone());
    let written = session.write(&WRITE, move |tx| {
        let stored: Organization = tx.require(request.id, "The practice")?;
        let organization = Organization { id: stored.id, ..request };
        tx.save(&organization)?;
        Ok(organization)
    })?;
    session.practice().rename(&name, &zone)?;
    Ok(written)
}

/// Adds or changes a site.
///
/// # Errors
/// Names the field.
pub fn save_location(session: &Session, request: SaveLocation) -> Result<Written<Location>> {
    let location = move |id: LocationId| -> Result<Location> {
        Ok(Location {
            id,
            name: clean_line("name", &request.name, NAME)?,
            address: request.address.checked("address")?,
            phone: clean_line("phone", &request.phone, TextRule { max: 40, required: true })?,
            fax: clean_line("fax", &request.fax, TextRule { max: 40, required: false })?,
            active: request.active,
        })
    };
    session.write(&WRITE, move |tx| {
        let id = match request.id {
            Some(id) => tx.require::<Location>(id, "This site")?.id,
            None => tx.new_id(),
        };
        let location = location(id)?;
        tx.save(&location)?;
        Ok(location)
    })
}

fn optional(field: &str, text: Option<&str>) -> Result<Option<String>> {
    let text = clean_line(field, text.unwrap_or_default(), LINE)?;
    Ok((!text.is_empty()).then_some(text))
}
