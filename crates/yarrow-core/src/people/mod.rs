//! The people who work here (FHIR Practitioner): who they are, what they may sign, which role they have.

mod check;
mod store;

use yarrow_kernel::PractitionerId;

pub use check::checked;
pub use store::{by_login, list, names};

use crate::access::{Permission, Role};

crate::entity! {
    /// Someone who works here.
    pub struct Practitioner: "practitioner" of none {
        /// Identity.
        pub id: PractitionerId,
        /// The name typed to sign in; never reused.
        pub login: String,
        /// Given name.
        pub given: String,
        /// Family name.
        pub family: String,
        /// "MD", "NP", "RN"; may be empty.
        pub credentials: String,
        /// What this person may do.
        pub role: Role,
        /// National Provider Identifier, ten digits.
        pub npi: Option<String>,
        /// DEA registration number.
        pub dea: Option<String>,
        /// State licence number.
        pub license_number: Option<String>,
        /// State that licensed, two letters.
        pub license_state: Option<String>,
        /// Telephone for call-backs from a pharmacy.
        pub phone: Option<String>,
        /// Whether this person may also do what an administrator may: the physician who owns the practice.
        pub administrator: bool,
        /// Whether this person may set the tier of safety rules: the practice's medication-safety lead.
        pub safety_lead: bool,
        /// Whether this person can still sign in.
        pub active: bool,
    }
}

impl Practitioner {
    /// Whether this person may do that: the role's permissions, and an administrator's where they are one too.
    pub fn may(&self, permission: Permission) -> bool {
        self.role.may(permission)
            || (self.administrator && Role::Administrator.may(permission))
            || (self.safety_lead && matches!(permission, Permission::SafetyAdjust | Permission::SafetyReport))
    }

    /// "Dr. Osei" for physicians, otherwise "J. Brandt, RN".
    pub fn display_name(&self) -> String {
        if self.role == Role::Physician && matches!(self.credentials.as_str(), "MD" | "DO" | "MBBS") {
            return format!("Dr. {}", self.family);
        }
        let initial = self.given.chars().next().map(|c| format!("{c}. ")).unwrap_or_default();
        format!("{initial}{}", self.family)
    }

    /// "Ama Osei, MD".
    pub fn full_name(&self) -> String {
        let suffix =
            if self.credentials.is_empty() { String::new() } else { format!(", {}", self.credentials) };
        format!("{} {}{suffix}", self.given, self.family)
    }

    /// "AO".
    pub fn initials(&self) -> String {
        [&self.given, &self.family]
            .iter()
            .filter_map(|name| name.chars().next())
            .flat_map(char::to_uppercase)
            .collect()
    }
}
