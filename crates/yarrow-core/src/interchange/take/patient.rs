//! Patients: recognised, or registered.

use yarrow_codecs::fhir::{
    Address as FhirAddress, ContactPoint, Entry, HumanName, Identifier, Moment, Patient as Fhir, system,
};
use yarrow_kernel::{Address, PatientId, fold};

use crate::error::Error;
use crate::interchange::fingerprint::Fingerprint;
use crate::interchange::import::{Import, Taken};
use crate::interchange::links::number_name;
use crate::interchange::read;
use crate::interchange::store;
use crate::interchange::words::{Halt, aside, line, optional_line};
use crate::patients::{Patient, RegisterPatient, get, register_in};
use crate::store::Tx;

/// Recognises a patient of the practice or registers a new one.
pub(in crate::interchange) fn patient(
    import: &mut Import<'_>,
    tx: &mut Tx<'_>,
    index: usize,
    it: &Fhir,
    print: &Fingerprint,
) -> Result<Taken, Halt> {
    import.links.number("Patient", &it.identifier, index);
    if let Some((id, digest)) = store::imported(tx.db(), &print.key)?
        && let Some(known) = get(tx.db(), PatientId(id))?
    {
        import.patients.insert(index, known.id);
        if digest != print.digest {
            return aside(
                "already in the practice; the changed details in this file were not applied, compare by hand",
            );
        }
        return Ok(Taken::Already(Some(id)));
    }
    let request = request(it)?;
    if let Some(known) = recognised(tx, it, &request)? {
        import.patients.insert(index, known);
        store::remember(tx.db(), &print.key, &print.digest, known.0)?;
        return Ok(Taken::Already(Some(known.0)));
    }
    let entry = &import.file.entries[index];
    let mut patient = register(import, tx, entry, request)?;
    let stored = patient.clone();
    if let Some(mrn) = free_mrn(tx, it)? {
        store::index_mrn(tx.db(), patient.id, &mrn_key(&mrn))?;
        patient.mrn = mrn;
    }
    patient.active = it.active != Some(false);
    let happened = |at: &Moment| at.instant().is_some_and(|at| at <= tx.now().plus_millis(86_400_000));
    let on_a_day = it.deceased_date_time.filter(|at| at.date.day.is_some() && happened(at));
    patient.deceased = on_a_day.and_then(|at| at.date.earliest());
    let died = it.deceased_boolean == Some(true) || it.deceased_date_time.is_some();
    if died && patient.deceased.is_none() {
        import.partly(
            entry,
            "deceased: the source gives no day that can be kept; enter the date of death".to_owned(),
        );
    }
    if patient != stored {
        tx.save(&patient)?;
    }
    import.patients.insert(index, patient.id);
    store::remember(tx.db(), &print.key, &print.digest, patient.id.0)?;
    for name in it.identifier.iter().filter_map(own_number) {
        store::remember(tx.db(), &name, "", patient.id.0)?;
    }
    Ok(Taken::Stored(patient.id.0))
}

/// Registers; a detail beside name and birth that the practice's own form would refuse is left out and said.
fn register(
    import: &mut Import<'_>,
    tx: &mut Tx<'_>,
    entry: &Entry<'_>,
    mut request: RegisterPatient,
) -> Result<Patient, Halt> {
    loop {
        let (field, message) = match register_in(tx, &request, false) {
            Ok(patient) => return Ok(patient),
            Err(Error::Invalid { field, message }) => (field, message),
            Err(error) => return Err(error.into()),
        };
        let left_out = match field.split('.').next().unwrap_or_default() {
            "middle" => request.middle.take().is_some(),
            "suffix" => request.suffix.take().is_some(),
            "preferred_name" => request.preferred_name.take().is_some(),
            "previous_family" => request.previous_family.take().is_some(),
            "language" => request.language.take().is_some(),
            "phone" => request.phone.take().is_some(),
            "phone_alt" => request.phone_alt.take().is_some(),
            "email" => request.email.take().is_some(),
            "address" => request.address.take().is_some(),
            _ => false,
        };
        if !left_out {
            return aside(format!("{field}: {message}"));
        }
        import.partly(entry, format!("{field}: {message}"));
    }
}

/// The patient with one of these numbers. A number alone proves nothing: birth date and a name must agree, because a
/// second chart can be merged later and a shared chart cannot be taken apart.
fn recognised(tx: &Tx<'_>, it: &Fhir, request: &RegisterPatient) -> Result<Option<PatientId>, Halt> {
    let mut candidates = Vec::new();
    for name in it.identifier.iter().filter_map(own_number) {
        candidates.extend(store::imported(tx.db(), &name)?.map(|(id, _)| PatientId(id)));
    }
    if let Some(mrn) = mrn_of(it) {
        candidates.extend(store::patient_of_mrn(tx.db(), &mrn_key(mrn))?);
    }
    for id in candidates {
        if let Some(known) = get(tx.db(), id)?
            && known.birth_date == request.birth_date
            && fold(&known.family) == fold(&request.family)
            && fold(&known.given) == fold(&request.given)
        {
            return Ok(Some(id));
        }
    }
    Ok(None)
}

fn kind_of(identifier: &Identifier) -> Option<&str> {
    identifier.kind.as_ref().and_then(|kind| kind.first_code())
}

/// A number by which the source itself knows the patient. Social security, licence and passport numbers are not kept.
fn own_number(identifier: &Identifier) -> Option<String> {
    let own = matches!(kind_of(identifier), None | Some("MR" | "PI" | "PT"));
    let public = identifier.system.as_deref() == Some(system::SSN);
    (own && !public && identifier.usage.as_deref() != Some("old"))
        .then(|| number_name("Patient", identifier))?
}

fn mrn_of(it: &Fhir) -> Option<&str> {
    it.identifier.iter().find(|identifier| kind_of(identifier) == Some("MR"))?.value.as_deref().map(str::trim)
}

/// MRNs compare without punctuation and case.
fn mrn_key(mrn: &str) -> String {
    mrn.chars().filter(char::is_ascii_alphanumeric).map(|c| c.to_ascii_lowercase()).collect()
}

/// The source's MRN, where it is short enough to be read out and nobody here has it. A number of more than nine digits
/// is not taken over: the practice counts its own numbers on from the highest.
fn free_mrn(tx: &Tx<'_>, it: &Fhir) -> Result<Option<String>, Halt> {
    let Some(mrn) = mrn_of(it) else { return Ok(None) };
    let key = mrn_key(mrn);
    let plain = mrn.chars().all(|c| c.is_ascii_alphanumeric() || matches!(c, '-' | '.' | '/'));
    let digits = key.bytes().take_while(u8::is_ascii_digit).count();
    if !plain
        || key.is_empty()
        || mrn.len() > 20
        || digits > 9
        || store::patient_of_mrn(tx.db(), &key)?.is_some()
    {
        return Ok(None);
    }
    Ok(Some(mrn.to_owned()))
}

fn request(it: &Fhir) -> Result<RegisterPatient, Halt> {
    let Some(name) = best_name(&it.name) else { return aside("name: the patient has none") };
    let Some(family) = optional_line("name.family", name.family.as_deref(), 100)? else {
        return aside("name.family: the patient has none");
    };
    let mut given = name.given.iter();
    let Some(first) = optional_line("name.given", given.next().map(String::as_str), 100)? else {
        return aside("name.given: the patient has none");
    };
    let Some(birth) = it.birth_date else { return aside("birthDate: the patient has none") };
    let rest: Vec<&str> = given.map(String::as_str).collect();
    let called = |usage: &str| it.name.iter().find(|name| name.usage.as_deref() == Some(usage));
    let phones: Vec<&str> = in_use(&it.telecom, "phone").collect();
    Ok(RegisterPatient {
        family: family.clone(),
        given: first,
        middle: optional_line("name.given", Some(&rest.join(" ")), 100)?,
        suffix: optional_line("name.suffix", Some(&name.suffix.join(" ")), 100)?,
        preferred_name: optional_line(
            "name.given",
            called("nickname").and_then(|name| name.given.first()).map(String::as_str),
            100,
        )?,
        previous_family: optional_line(
            "name.family",
            called("maiden")
                .or(called("old"))
                .and_then(|name| name.family.as_deref())
                .filter(|old| *old != family),
            100,
        )?,
        birth_date: birth.date,
        gender: read::gender(it.gender.as_deref()),
        pronouns: None,
        language: it
            .communication
            .iter()
            .max_by_key(|one| one.preferred == Some(true))
            .and_then(|one| one.language.words())
            .map(str::to_owned),
        phone: phones.first().map(|phone| (*phone).to_owned()),
        phone_alt: phones.get(1).map(|phone| (*phone).to_owned()),
        email: in_use(&it.telecom, "email").next().map(str::to_owned),
        address: it
            .address
            .iter()
            .filter(|one| is_current(one))
            .max_by_key(|one| one.usage.as_deref() == Some("home"))
            .map(address)
            .transpose()?,
    })
}

/// The name in use: official before usual before any that is not old, maiden or a nickname.
fn best_name(names: &[HumanName]) -> Option<&HumanName> {
    names.iter().filter(|name| name.family.is_some()).min_by_key(|name| {
        let ended = name.period.as_ref().is_some_and(|period| period.end.is_some());
        let rank = match name.usage.as_deref() {
            Some("official") => 0,
            Some("usual") => 1,
            None => 2,
            Some("temp" | "anonymous") => 3,
            _ => 4,
        };
        (ended, rank)
    })
}

fn in_use<'a>(points: &'a [ContactPoint], of: &'a str) -> impl Iterator<Item = &'a str> {
    points
        .iter()
        .filter(move |point| point.system.as_deref() == Some(of) && point.usage.as_deref() != Some("old"))
        .filter_map(|point| point.value.as_deref())
}

fn is_current(address: &FhirAddress) -> bool {
    let ended = address.period.as_ref().is_some_and(|period| period.end.is_some());
    !ended && !matches!(address.usage.as_deref(), Some("old" | "billing"))
}

fn address(it: &FhirAddress) -> Result<Address, Halt> {
    let text = |part: &Option<String>| line("address", part.as_deref().unwrap_or_default(), 100);
    Ok(Address {
        line: it.line.iter().map(|part| line("address.line", part, 100)).collect::<Result<_, _>>()?,
        city: text(&it.city)?,
        state: text(&it.state)?,
        postal_code: text(&it.postal_code)?,
    })
}
