//! Adding a pharmacy and changing one.

use serde::Deserialize;
use yarrow_kernel::{Address, PharmacyId};

use super::check::checked;
use super::store::{by_ncpdp_id, index_in};
use super::{Pharmacy, PharmacyScript, PharmacyService, Transport};
use crate::access::{Operation, Permission, Session};
use crate::error::{Error, Result};
use crate::store::{Json, Tx, Written};

/// A pharmacy as typed.
#[derive(Clone, Debug, Deserialize, ts_rs::TS)]
pub struct SavePharmacy {
    /// Nothing for a new one.
    pub id: Option<PharmacyId>,
    /// NCPDP provider id.
    pub ncpdp_id: Option<String>,
    /// National Provider Identifier.
    pub npi: Option<String>,
    /// Name.
    pub name: String,
    /// Address.
    pub address: Address,
    /// Telephone.
    pub phone: Option<String>,
    /// Fax.
    pub fax: Option<String>,
    /// What it offers.
    pub services: Vec<PharmacyService>,
    /// How prescriptions reach it.
    pub transport: Transport,
    /// The version of SCRIPT it reads.
    pub script: PharmacyScript,
    /// Remark.
    pub note: Option<String>,
    /// Whether prescriptions can go there.
    pub active: bool,
}

const SAVE: Operation = Operation::new("save_pharmacy", Permission::PharmacyDirectory);

/// Adds or changes a pharmacy.
///
/// # Errors
/// Names the field; another pharmacy with this NCPDP id.
pub fn save(session: &Session, request: SavePharmacy) -> Result<Written<Pharmacy>> {
    session.write(&SAVE, move |tx| {
        let id = match request.id {
            Some(id) => tx.require::<Pharmacy>(id, "This pharmacy")?.id,
            None => tx.new_id(),
        };
        save_in(
            tx,
            &Pharmacy {
                id,
                ncpdp_id: request.ncpdp_id,
                npi: request.npi,
                name: request.name,
                address: request.address,
                phone: request.phone,
                fax: request.fax,
                services: Json(request.services),
                transport: request.transport,
                script: request.script,
                note: request.note,
                active: request.active,
            },
        )
    })
}

/// Keeps a pharmacy with the words by which it is found.
///
/// # Errors
/// As [`save`].
pub fn save_in(tx: &mut Tx<'_>, pharmacy: &Pharmacy) -> Result<Pharmacy> {
    let pharmacy = checked(pharmacy)?;
    if let Some(ncpdp_id) = &pharmacy.ncpdp_id
        && let Some(other) = by_ncpdp_id(tx.db(), ncpdp_id)?.filter(|other| other.id != pharmacy.id)
    {
        return Err(Error::invalid("ncpdp_id", format!("{} already has this NCPDP id.", other.in_words())));
    }
    tx.save(&pharmacy)?;
    index_in(tx, &pharmacy)?;
    Ok(pharmacy)
}
