//! The fictional pharmacies of the demo practice's town. Their numbers are made up and belong to nobody.

use yarrow_core::error::Result;
use yarrow_core::pharmacies::{Pharmacy, PharmacyScript, PharmacyService, Transport, save_in};
use yarrow_core::store::{AuditNote, Json, Tx};
use yarrow_kernel::{Address, LocalDate, PharmacyId};

use crate::rng::Ids;
use crate::staff::PRACTICE_PHARMACY;

/// Name, street, NCPDP id, telephone, fax, how it is reached, what it offers; usual ones first.
type Shop = (
    &'static str,
    &'static str,
    &'static str,
    &'static str,
    Option<&'static str>,
    Transport,
    &'static [PharmacyService],
);

const SHOPS: &[Shop] = &[
    (
        PRACTICE_PHARMACY,
        "14 Alder Lane",
        "3399018",
        "(555) 010-4100",
        Some("(555) 010-4101"),
        Transport::Fax,
        &[PharmacyService::Retail, PharmacyService::Delivery],
    ),
    (
        "Fernmere Drugs",
        "2 Market Square",
        "3399020",
        "(555) 010-4200",
        None,
        Transport::Print,
        &[PharmacyService::Retail],
    ),
    (
        "Sedge Lane Pharmacy",
        "77 Sedge Lane",
        "3399032",
        "(555) 010-4300",
        Some("(555) 010-4301"),
        Transport::Fax,
        &[PharmacyService::Compounding, PharmacyService::Retail, PharmacyService::AllHours],
    ),
];

/// The pharmacies, the same for the same seed and day.
pub(crate) fn pharmacies(seed: u64, today: LocalDate) -> Vec<Pharmacy> {
    let mut ids = Ids::of(seed, u32::MAX, today);
    SHOPS
        .iter()
        .map(|(name, street, ncpdp_id, phone, fax, transport, services)| Pharmacy {
            id: ids.next::<PharmacyId>(),
            ncpdp_id: Some((*ncpdp_id).to_owned()),
            npi: None,
            name: (*name).to_owned(),
            address: Address {
                line: vec![(*street).to_owned()],
                city: "Alderbrook".to_owned(),
                state: "NY".to_owned(),
                postal_code: "12999".to_owned(),
            },
            phone: Some((*phone).to_owned()),
            fax: fax.map(str::to_owned),
            services: Json(services.to_vec()),
            transport: *transport,
            script: PharmacyScript::V2017071,
            note: None,
            active: true,
        })
        .collect()
}

/// Keeps them.
pub(crate) fn keep(tx: &mut Tx<'_>, pharmacies: &[Pharmacy]) -> Result<()> {
    tx.audit_as_one(AuditNote::new("create", "Pharmacy"));
    pharmacies.iter().try_for_each(|pharmacy| save_in(tx, pharmacy).map(drop))
}
