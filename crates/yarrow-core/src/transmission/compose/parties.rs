//! Patient, pharmacy and prescriber as messages name them.

use yarrow_codecs::script::{
    Address, BirthDate, CommunicationNumbers, Gender, HumanPatient, Name, NonVeterinarian, Patient,
    PatientIdentification, Pharmacy, PharmacyIdentification, PracticeLocation, Prescriber,
    PrescriberIdentification, Telephone,
};
use yarrow_kernel::{AdministrativeGender, phone_digits};

use super::Lack;
use crate::settings::Location;
use crate::{patients, people, pharmacies};

pub(super) fn patient(person: &patients::Patient, lack: &mut Lack) -> Option<Patient> {
    let whole = person.birth_date.day.and(person.birth_date.earliest());
    let born = lack.need(
        whole,
        "patient.birth_date",
        "The patient's birth date is known only in part; pharmacies need the day.",
    );
    let gender = Gender::new(match person.gender {
        AdministrativeGender::Female => "F",
        AdministrativeGender::Male => "M",
        AdministrativeGender::Other | AdministrativeGender::Unknown => "U",
    });
    Some(Patient {
        human_patient: HumanPatient {
            identification: Some(PatientIdentification { medical_record_number: Some(person.mrn.clone()) }),
            name: Name {
                last_name: person.family.clone(),
                first_name: person.given.clone(),
                middle_name: person.middle.clone(),
                suffix: person.suffix.clone(),
                prefix: None,
            },
            gender: gender?,
            date_of_birth: BirthDate { date: born? },
            address: person.address.as_ref().and_then(address),
            communication_numbers: numbers(person.phone.as_deref(), None),
        },
    })
}

pub(super) fn pharmacy(shop: &pharmacies::Pharmacy, lack: &mut Lack) -> Option<Pharmacy> {
    let ncpdp_id = lack.need(
        shop.ncpdp_id.clone(),
        "pharmacy.ncpdp_id",
        "The directory has no NCPDP id for this pharmacy, and messages are addressed by it.",
    )?;
    Some(Pharmacy {
        identification: PharmacyIdentification {
            ncpdp_id: Some(ncpdp_id),
            state_license_number: None,
            npi: shop.npi.clone(),
        },
        business_name: shop.name.clone(),
        address: address(&shop.address),
        communication_numbers: numbers(shop.phone.as_deref(), shop.fax.as_deref()),
    })
}

/// The DEA number is not written: it belongs on controlled substances only, and those are never sent.
pub(super) fn prescriber(
    person: &people::Practitioner,
    site: Option<&Location>,
    practice: &str,
    lack: &mut Lack,
) -> Option<Prescriber> {
    let npi = lack.need(
        person.npi.clone(),
        "prescriber.npi",
        "The prescriber has no NPI. Add it under Settings, People.",
    );
    let own = person.phone.clone().filter(|phone| !phone.is_empty());
    let phone = own.or_else(|| site.map(|site| site.phone.clone()).filter(|phone| !phone.is_empty()));
    let phone = lack.need(
        phone,
        "prescriber.phone",
        "No telephone is recorded for the prescriber or the site; pharmacies must be able to call back.",
    );
    let fax = site.map(|site| site.fax.clone()).filter(|fax| !fax.is_empty());
    Some(Prescriber {
        non_veterinarian: NonVeterinarian {
            identification: Some(PrescriberIdentification {
                state_license_number: person.license_number.clone(),
                dea_number: None,
                npi: Some(npi?),
            }),
            specialty: None,
            practice_location: Some(PracticeLocation { business_name: Some(practice.to_owned()) })
                .filter(|_| !practice.is_empty()),
            name: Name {
                last_name: person.family.clone(),
                first_name: person.given.clone(),
                middle_name: None,
                suffix: Some(person.credentials.clone()).filter(|text| !text.is_empty() && text.len() <= 10),
                prefix: None,
            },
            address: site.and_then(|site| address(&site.address)),
            communication_numbers: numbers(Some(&phone?), fax.as_deref()),
            place_of_service: None,
        },
    })
}

fn address(of: &yarrow_kernel::Address) -> Option<Address> {
    let text = |text: &str| Some(text.trim().to_owned()).filter(|text| !text.is_empty());
    let line = |n: usize| of.line.get(n).and_then(|line| text(line));
    let found = Address {
        address_line1: line(0),
        address_line2: line(1),
        city: text(&of.city),
        state_province: text(&of.state),
        postal_code: Some(of.postal_code.chars().filter(char::is_ascii_digit).collect::<String>())
            .filter(|digits| matches!(digits.len(), 5 | 9)),
        country_code: Some("US".to_owned()),
    };
    (found.address_line1.is_some() || found.city.is_some()).then_some(found)
}

fn numbers(phone: Option<&str>, fax: Option<&str>) -> Option<CommunicationNumbers> {
    let number = |text: Option<&str>| {
        let digits = phone_digits(text.unwrap_or_default());
        (!digits.is_empty()).then_some(Telephone { number: digits, extension: None })
    };
    let (primary_telephone, fax) = (number(phone), number(fax));
    (primary_telephone.is_some() || fax.is_some()).then_some(CommunicationNumbers {
        primary_telephone,
        electronic_mail: None,
        fax,
        home_telephone: None,
        work_telephone: None,
    })
}
