//! Pharmacies: where a prescription can go, how each is reached, and bringing a list of them in (FHIR Organization of type
//! pharmacy).

mod check;
mod columns;
mod find;
mod import;
mod save;
mod store;

use yarrow_kernel::{Address, PharmacyId};

use crate::store::Json;

pub use check::is_ncpdp_id;
pub use find::{FindPharmacies, PharmacyRequest, find, read};
pub use import::{PharmacyImport, PharmacyRowFault, import};
pub use save::{SavePharmacy, save, save_in};
pub use store::{by_ncpdp_id, require};

crate::codes! {
    /// How prescriptions reach a pharmacy.
    pub enum Transport {
        /// On paper, by hand.
        Print = "print",
        /// As a fax.
        Fax = "fax",
        /// As a SCRIPT message, by whatever carries messages from this workstation.
        Electronic = "electronic",
    }
}

crate::codes! {
    /// A version of SCRIPT a pharmacy reads.
    pub enum PharmacyScript {
        /// 2017071.
        V2017071 = "2017071",
        /// 2023011.
        V2023011 = "2023011",
    }
}

crate::codes! {
    /// What a pharmacy offers.
    pub enum PharmacyService {
        /// A shop one can walk into.
        Retail = "retail",
        /// Open day and night.
        AllHours = "24_hours",
        /// By mail.
        MailOrder = "mail_order",
        /// Specialty drugs.
        Specialty = "specialty",
        /// For nursing homes.
        LongTermCare = "long_term_care",
        /// Mixes drugs itself.
        Compounding = "compounding",
        /// Brings them home.
        Delivery = "delivery",
    }
}

crate::entity! {
    /// A pharmacy.
    pub struct Pharmacy: "pharmacy" of none {
        /// Identity.
        pub id: PharmacyId,
        /// NCPDP provider id: seven digits, the last a check digit.
        pub ncpdp_id: Option<String>,
        /// National Provider Identifier, ten digits.
        pub npi: Option<String>,
        /// Its name, with the number of the store.
        pub name: String,
        /// Where it is.
        pub address: Address,
        /// Telephone.
        pub phone: Option<String>,
        /// Fax.
        pub fax: Option<String>,
        /// What it offers.
        pub services: Json<Vec<PharmacyService>>,
        /// How prescriptions reach it.
        pub transport: Transport,
        /// The version of SCRIPT it reads.
        pub script: PharmacyScript,
        /// The practice's own remark.
        pub note: Option<String>,
        /// Whether prescriptions can go there.
        pub active: bool,
    }
}

impl Pharmacy {
    /// "Alder Pharmacy #12, Asheville": as it stands on a prescription.
    pub fn in_words(&self) -> String {
        match self.address.city.is_empty() {
            true => self.name.clone(),
            false => format!("{}, {}", self.name, self.address.city),
        }
    }
}
