//! The people of the demo practice: fictional, with numbers that no one can have been given.

use yarrow_core::access::Role;
use yarrow_core::people::Practitioner;
use yarrow_kernel::{Address, PractitionerId};

/// Somebody who works at the demo practice, ready to be saved as a user.
#[derive(Clone, Debug)]
pub struct DemoPerson {
    /// Login name.
    pub login: &'static str,
    /// Given name.
    pub given: &'static str,
    /// Family name.
    pub family: &'static str,
    /// "MD", "MA".
    pub credentials: &'static str,
    /// Role.
    pub role: Role,
    /// National Provider Identifier with a right check digit; no number beginning with 2 has been issued.
    pub npi: Option<&'static str>,
    /// DEA number with a right check digit, made up.
    pub dea: Option<&'static str>,
    /// State licence, made up.
    pub license_number: Option<&'static str>,
    /// Call-back number for pharmacies.
    pub phone: Option<&'static str>,
}

impl DemoPerson {
    /// The user as an entity with this id.
    pub fn practitioner(&self, id: PractitionerId) -> Practitioner {
        let text = |value: Option<&'static str>| value.map(str::to_owned);
        Practitioner {
            id,
            login: self.login.to_owned(),
            given: self.given.to_owned(),
            family: self.family.to_owned(),
            credentials: self.credentials.to_owned(),
            role: self.role,
            npi: text(self.npi),
            dea: text(self.dea),
            license_number: text(self.license_number),
            license_state: self.license_number.map(|_| PRACTICE_STATE.to_owned()),
            phone: text(self.phone),
            administrator: false,
            // The first physician of the demo practice is its medication-safety lead.
            safety_lead: self.login == "osei",
            active: true,
        }
    }
}

/// Name of the demo practice.
pub const PRACTICE_NAME: &str = "Alder Family Practice";
/// Its time zone.
pub const PRACTICE_TIME_ZONE: &str = "America/New_York";
/// Its telephone.
pub const PRACTICE_PHONE: &str = "(555) 010-4000";
/// Its fax.
pub const PRACTICE_FAX: &str = "(555) 010-4001";
/// The pharmacy next door.
pub const PRACTICE_PHARMACY: &str = "Alder Pharmacy";
const PRACTICE_STATE: &str = "NY";

/// Where the demo practice stands: a town that does not exist.
pub fn practice_address() -> Address {
    Address {
        line: vec!["12 Alder Lane".to_owned(), "Suite 200".to_owned()],
        city: "Alderbrook".to_owned(),
        state: PRACTICE_STATE.to_owned(),
        postal_code: "12999".to_owned(),
    }
}

/// The demo users, physicians first.
pub fn demo_staff() -> Vec<DemoPerson> {
    let person = |login, given, family, credentials, role| DemoPerson {
        login,
        given,
        family,
        credentials,
        role,
        npi: None,
        dea: None,
        license_number: None,
        phone: None,
    };
    vec![
        DemoPerson {
            npi: Some("2000000010"),
            dea: Some("BO5550101"),
            license_number: Some("D-555010"),
            phone: Some("(555) 010-4010"),
            ..person("osei", "Ama", "Osei", "MD", Role::Physician)
        },
        DemoPerson {
            npi: Some("2000000028"),
            dea: Some("BH5550113"),
            license_number: Some("D-555011"),
            phone: Some("(555) 010-4011"),
            ..person("halloran", "Ruth", "Halloran", "DO", Role::Physician)
        },
        person("brandt", "Jonas", "Brandt", "MA", Role::Nurse),
        person("mori", "Keiko", "Mori", "", Role::FrontDesk),
        person("delgado", "Luis", "Delgado", "CPC", Role::Biller),
        person("whitfield", "Nora", "Whitfield", "", Role::PracticeManager),
        person("admin", "Sam", "Tran", "", Role::Administrator),
    ]
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Luhn check over "80840" and the ten digits (CMS, NPI check digit, 2004).
    fn npi_is_right(npi: &str) -> bool {
        let digits: Vec<u32> = format!("80840{npi}").chars().filter_map(|c| c.to_digit(10)).collect();
        let sum: u32 = digits
            .iter()
            .rev()
            .enumerate()
            .map(|(n, d)| if n % 2 == 1 { d * 2 / 10 + d * 2 % 10 } else { *d })
            .sum();
        digits.len() == 15 && sum.is_multiple_of(10)
    }

    /// Check digit of a DEA number: odd places plus twice the even places.
    fn dea_is_right(dea: &str) -> bool {
        let d: Vec<u32> = dea.chars().skip(2).filter_map(|c| c.to_digit(10)).collect();
        d.len() == 7 && (d[0] + d[2] + d[4] + 2 * (d[1] + d[3] + d[5])) % 10 == d[6]
    }

    #[test]
    fn prescribers_of_the_demo_have_numbers_that_pass_their_checks() {
        let staff = demo_staff();
        let prescribers: Vec<_> = staff.iter().filter(|person| person.role == Role::Physician).collect();
        assert_eq!(prescribers[0].login, "osei");
        for person in prescribers {
            assert!(npi_is_right(person.npi.unwrap()), "{:?}", person.npi);
            assert!(dea_is_right(person.dea.unwrap()), "{:?}", person.dea);
            assert!(person.phone.unwrap().starts_with("(555) "));
        }
    }

    #[test]
    fn every_role_can_be_tried_and_every_login_is_one_persons() {
        let staff = demo_staff();
        for role in Role::ALL {
            assert!(staff.iter().any(|person| person.role == *role), "{role:?}");
        }
        let logins: std::collections::HashSet<_> = staff.iter().map(|person| person.login).collect();
        assert_eq!(logins.len(), staff.len());
    }
}
