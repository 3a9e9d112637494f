//! What a person's details may be.

use yarrow_kernel::{FieldError, TextRule, clean_line, is_npi};

use super::Practitioner;
use crate::error::Result;

const NAME: TextRule = TextRule { max: 100, required: true };
const SHORT: TextRule = TextRule { max: 40, required: false };

/// The person with every field trimmed and checked.
///
/// # Errors
/// Names the first field that is wrong.
pub fn checked(mut person: Practitioner) -> Result<Practitioner> {
    person.login = clean_line("login", &person.login, TextRule { max: 40, required: true })?.to_lowercase();
    if !person.login.chars().all(|c| c.is_ascii_alphanumeric() || "._-".contains(c)) {
        return Err(FieldError::new(
            "login",
            "A login has only letters a to z, digits, dot, dash and underscore.",
        )
        .into());
    }
    person.given = clean_line("given", &person.given, NAME)?;
    person.family = clean_line("family", &person.family, NAME)?;
    person.credentials = clean_line("credentials", &person.credentials, SHORT)?;
    person.npi = optional("npi", person.npi.as_deref())?;
    if let Some(npi) = &person.npi
        && !is_npi(npi)
    {
        return Err(FieldError::new("npi", "An NPI has ten digits and a check digit; this one does not fit. Compare it with the NPI registry card.").into());
    }
    person.dea = optional("dea", person.dea.as_deref())?.map(|dea| dea.to_uppercase());
    if let Some(dea) = &person.dea
        && !is_dea(dea)
    {
        return Err(FieldError::new(
            "dea",
            "A DEA number has two letters and seven digits with a check digit; this one does not fit.",
        )
        .into());
    }
    person.license_number = optional("license_number", person.license_number.as_deref())?;
    person.license_state =
        optional("license_state", person.license_state.as_deref())?.map(|state| state.to_uppercase());
    if let Some(state) = &person.license_state
        && !(state.len() == 2 && state.chars().all(|c| c.is_ascii_uppercase()))
    {
        return Err(FieldError::new("license_state", "Give the state as two letters, such as NY.").into());
    }
    person.phone = optional("phone", person.phone.as_deref())?;
    Ok(person)
}

fn optional(field: &str, text: Option<&str>) -> Result<Option<String>> {
    let text = clean_line(field, text.unwrap_or_default(), SHORT)?;
    Ok((!text.is_empty()).then_some(text))
}

/// Two letters, seven digits; the last digit is that of (d1+d3+d5) + 2(d2+d4+d6) (DEA Diversion Control Division,
/// practitioner registration numbers).
fn is_dea(text: &str) -> bool {
    let bytes = text.as_bytes();
    if bytes.len() != 9 || !bytes[0].is_ascii_alphabetic() || !bytes[1].is_ascii_alphanumeric() {
        return false;
    }
    if !bytes[2..].iter().all(u8::is_ascii_digit) {
        return false;
    }
    let d: Vec<u32> = bytes[2..].iter().map(|b| u32::from(b - b'0')).collect();
    (d[0] + d[2] + d[4] + 2 * (d[1] + d[3] + d[5])) % 10 == d[6]
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_example_numbers_of_the_authorities_pass_and_a_typing_error_does_not() {
        assert!(is_npi("1234567893"), "the CMS example");
        assert!(!is_npi("1234567894"));
        assert!(is_dea("AB1234563"));
        assert!(!is_dea("AB1234564"));
    }
}
