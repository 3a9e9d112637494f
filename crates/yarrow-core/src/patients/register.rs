//! Registering a patient and changing a patient's details.

use serde::{Deserialize, Serialize};
use yarrow_kernel::{
    Address, AdministrativeGender, FieldError, LocalDate, PartialDate, PatientId, TextRule, Timestamp,
    clean_line, phone_digits,
};

use super::Patient;
use super::store::index_in;
use crate::access::{Operation, Permission, Session};
use crate::error::Result;
use crate::store::{Tx, Written};

/// A patient's details as typed.
#[derive(Clone, Debug, Serialize, Deserialize, ts_rs::TS)]
pub struct RegisterPatient {
    /// Family name.
    pub family: String,
    /// Given name.
    pub given: String,
    /// Middle names.
    pub middle: Option<String>,
    /// "Jr.".
    pub suffix: Option<String>,
    /// The name the patient goes by.
    pub preferred_name: Option<String>,
    /// A family name used before.
    pub previous_family: Option<String>,
    /// Birth date, at least the year.
    pub birth_date: PartialDate,
    /// Administrative gender.
    pub gender: AdministrativeGender,
    /// "she/her".
    pub pronouns: Option<String>,
    /// Languages in words.
    pub language: Option<String>,
    /// Main telephone.
    pub phone: Option<String>,
    /// Second telephone.
    pub phone_alt: Option<String>,
    /// Mail address.
    pub email: Option<String>,
    /// Home address.
    pub address: Option<Address>,
}

/// Changed details of a known patient.
#[derive(Clone, Debug, Deserialize, ts_rs::TS)]
pub struct UpdatePatient {
    /// Who.
    pub id: PatientId,
    /// All details as they should be.
    pub patient: RegisterPatient,
}

const REGISTER: Operation = Operation::new("register_patient", Permission::PatientDemographicsWrite);
const UPDATE: Operation = Operation::new("update_patient", Permission::PatientDemographicsWrite);
const NAME: TextRule = TextRule { max: 100, required: true };
const SHORT: TextRule = TextRule { max: 100, required: false };
const OLDEST_YEAR: i32 = 1890;

const READ: Operation = Operation::new("patient", Permission::PatientDemographicsRead);

/// One patient's details.
///
/// # Errors
/// When the role may not see patients.
pub fn read(session: &Session, id: PatientId) -> Result<Patient> {
    session.read(&READ, move |db| super::store::require(db, id))
}

/// Registers a patient under the next MRN.
///
/// # Errors
/// Names the field that is wrong.
pub fn register(session: &Session, request: RegisterPatient) -> Result<Written<Patient>> {
    session.write(&REGISTER, move |tx| register_in(tx, &request, false))
}

/// Registers a patient inside a transaction (imports).
///
/// # Errors
/// Names the field that is wrong.
pub fn register_in(tx: &mut Tx<'_>, request: &RegisterPatient, demo: bool) -> Result<Patient> {
    let details = checked(request, tx.now())?;
    let patient = assemble(tx.new_id(), next_mrn(tx)?, details, tx.now(), demo);
    insert_in(tx, &patient)?;
    Ok(patient)
}

/// Keeps a new patient that is already assembled, with the rows by which it is found (generators).
///
/// # Errors
/// When the MRN is taken.
pub fn insert_in(tx: &mut Tx<'_>, patient: &Patient) -> Result<()> {
    tx.insert(patient)?;
    index_in(tx, patient, true)
}

/// Changes a patient's details.
///
/// # Errors
/// Names the field that is wrong.
pub fn update(session: &Session, request: UpdatePatient) -> Result<Written<Patient>> {
    session.write(&UPDATE, move |tx| {
        let stored: Patient = tx.require(request.id, "This patient")?;
        let details = checked(&request.patient, tx.now())?;
        let patient = Patient {
            pharmacy_id: stored.pharmacy_id,
            deceased: stored.deceased,
            active: stored.active,
            ..assemble(stored.id, stored.mrn.clone(), details, stored.created_at, stored.demo)
        };
        tx.save(&patient)?;
        index_in(tx, &patient, false)?;
        Ok(patient)
    })
}

fn assemble(
    id: PatientId,
    mrn: String,
    details: RegisterPatient,
    created_at: Timestamp,
    demo: bool,
) -> Patient {
    Patient {
        id,
        mrn,
        family: details.family,
        given: details.given,
        middle: details.middle,
        suffix: details.suffix,
        preferred_name: details.preferred_name,
        previous_family: details.previous_family,
        birth_date: details.birth_date,
        gender: details.gender,
        pronouns: details.pronouns,
        language: details.language,
        phone: details.phone,
        phone_alt: details.phone_alt,
        email: details.email,
        address: details.address,
        pharmacy_id: None,
        deceased: None,
        active: true,
        demo,
        created_at,
    }
}

/// Every field trimmed and checked.
fn checked(request: &RegisterPatient, now: Timestamp) -> Result<RegisterPatient> {
    let optional = |field: &str, text: &Option<String>| -> Result<Option<String>> {
        let text = clean_line(field, text.as_deref().unwrap_or_default(), SHORT)?;
        Ok((!text.is_empty()).then_some(text))
    };
    let phone = |field: &str, text: &Option<String>| -> Result<Option<String>> {
        let text = optional(field, text)?;
        let digits = text.as_deref().map(phone_digits).map_or(0, |digits| digits.len());
        if text.is_some() && !(7..=15).contains(&digits) {
            return Err(FieldError::new(
                field,
                format!("A telephone number has 7 to 15 digits; this one has {digits}."),
            )
            .into());
        }
        Ok(text)
    };
    let email = optional("email", &request.email)?;
    if email.as_deref().is_some_and(|email| !looks_like_mail(email)) {
        return Err(FieldError::new("email", "A mail address looks like name@example.com.").into());
    }
    let today = now.to_utc().map(|utc| LocalDate(utc.date_naive()));
    check_birth_date(request.birth_date, today)?;
    let address = match &request.address {
        Some(address) => Some(address.checked("address")?),
        None => None,
    };
    Ok(RegisterPatient {
        family: clean_line("family", &request.family, NAME)?,
        given: clean_line("given", &request.given, NAME)?,
        middle: optional("middle", &request.middle)?,
        suffix: optional("suffix", &request.suffix)?,
        preferred_name: optional("preferred_name", &request.preferred_name)?,
        previous_family: optional("previous_family", &request.previous_family)?,
        birth_date: request.birth_date,
        gender: request.gender,
        pronouns: optional("pronouns", &request.pronouns)?,
        language: optional("language", &request.language)?,
        phone: phone("phone", &request.phone)?,
        phone_alt: phone("phone_alt", &request.phone_alt)?,
        email,
        address: address.filter(|address| *address != Address::default()),
    })
}

fn check_birth_date(birth: PartialDate, today: Option<LocalDate>) -> Result<()> {
    // A day of grace: the practice's zone may already be at tomorrow's date.
    let latest = today.map(|today| today.plus_days(1));
    if birth.earliest().zip(latest).is_some_and(|(birth, latest)| birth > latest) {
        return Err(FieldError::new("birth_date", format!("The birth date {birth} is in the future.")).into());
    }
    if birth.year < OLDEST_YEAR {
        return Err(FieldError::new(
            "birth_date",
            format!("The birth year {} is before {OLDEST_YEAR}; check it.", birth.year),
        )
        .into());
    }
    Ok(())
}

fn looks_like_mail(text: &str) -> bool {
    let domain = text.split_once('@').map(|(name, domain)| (!name.is_empty()).then_some(domain));
    domain
        .flatten()
        .is_some_and(|domain| domain.contains('.') && !domain.contains(['@', ' ']) && !domain.ends_with('.'))
}

/// Three digits, a dash, and at least three more, counting on from the highest number given.
fn next_mrn(tx: &Tx<'_>) -> Result<String> {
    let highest: Option<i64> = tx
        .db()
        .prepare_cached("SELECT max(CAST(digits AS INTEGER)) FROM patient_number WHERE kind = 'mrn' AND digits GLOB '[0-9]*' AND length(digits) BETWEEN 6 AND 12")?
        .query_row([], |row| row.get(0))?;
    let next = highest.unwrap_or(199_999).max(199_999) + 1;
    Ok(format!("{}-{:03}", next / 1000, next % 1000))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_birth_date_tomorrow_is_a_time_zone_and_the_day_after_is_a_mistake() {
        let today = LocalDate::parse("2026-11-20");
        assert!(check_birth_date(PartialDate::parse("2026-11-21").unwrap(), today).is_ok());
        let error = check_birth_date(PartialDate::parse("2026-11-22").unwrap(), today).unwrap_err();
        assert_eq!(error.to_string(), "The birth date 2026-11-22 is in the future.");
    }

    #[test]
    fn mail_addresses_are_recognised_roughly() {
        assert!(looks_like_mail("ana@example.com"));
        for wrong in ["ana", "@example.com", "ana@example", "a@b@example.com", "a b@exam ple.com"] {
            assert!(!looks_like_mail(wrong), "{wrong}");
        }
    }
}
