//! The practice itself: its name and letterhead, its sites, and each person's choices on this workstation.

mod practice;
mod preferences;
mod zone;

use yarrow_kernel::{Address, LocationId, OrganizationId};

pub use practice::{
    PracticeSettings, SaveLocation, practice_settings, save_location, save_organization, settings_in,
    time_zone,
};
pub use preferences::{SavePreference, preferences, save_preference};
pub use zone::{date_in_spanish, date_in_words, is_zone, local_date, today};

crate::entity! {
    /// The practice (FHIR Organization).
    pub struct Organization: "organization" of none {
        /// Identity.
        pub id: OrganizationId,
        /// As on the letterhead.
        pub name: String,
        /// National Provider Identifier of the organisation, ten digits.
        pub npi: Option<String>,
        /// IANA time zone name.
        pub time_zone: String,
        /// A line under the letterhead.
        pub letterhead_note: Option<String>,
    }
}

crate::entity! {
    /// A site (FHIR Location).
    pub struct Location: "location" of none {
        /// Identity.
        pub id: LocationId,
        /// Name of the site.
        pub name: String,
        /// Postal address.
        pub address: Address,
        /// Telephone.
        pub phone: String,
        /// Fax.
        pub fax: String,
        /// Whether still in use.
        pub active: bool,
    }
}
