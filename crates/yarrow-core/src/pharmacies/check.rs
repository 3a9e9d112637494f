//! What a pharmacy's details must be.

use yarrow_kernel::{FieldError, TextRule, clean_line, is_npi, phone_digits};

use super::{Pharmacy, Transport};
use crate::error::{Error, Result};

const LINE: TextRule = TextRule { max: 120, required: false };
const NAME: TextRule = TextRule { max: 120, required: true };

/// Whether seven digits end in the right check digit: the last digit of (1st + 3rd + 5th) + 2 × (2nd + 4th + 6th), as
/// NCPDP provider ids are made (NCPDP dataQ, provider number format).
pub fn is_ncpdp_id(text: &str) -> bool {
    let digits: Vec<u32> = text.chars().filter_map(|c| c.to_digit(10)).collect();
    let [a, b, c, d, e, f, check] = digits[..] else { return false };
    text.len() == 7 && (a + c + e + 2 * (b + d + f)) % 10 == check
}

/// The pharmacy with every field trimmed and checked.
///
/// # Errors
/// Names the field.
pub(super) fn checked(pharmacy: &Pharmacy) -> Result<Pharmacy> {
    let optional = |field: &str, text: &Option<String>| -> Result<Option<String>> {
        let text = clean_line(field, text.as_deref().unwrap_or_default(), LINE)?;
        Ok((!text.is_empty()).then_some(text))
    };
    let phone = |field: &str, text: &Option<String>| -> Result<Option<String>> {
        let text = optional(field, text)?;
        let digits = text.as_deref().map(phone_digits).map_or(10, |digits| digits.len());
        if digits != 10 {
            let says = format!("A US telephone number has 10 digits; this one has {digits}.");
            return Err(FieldError::new(field, says).into());
        }
        Ok(text)
    };
    let ncpdp_id = optional("ncpdp_id", &pharmacy.ncpdp_id)?;
    if ncpdp_id.as_deref().is_some_and(|id| !is_ncpdp_id(id)) {
        return Err(Error::invalid(
            "ncpdp_id",
            "An NCPDP id has seven digits, the last a check digit; this one does not fit. Look it up again.",
        ));
    }
    let npi = optional("npi", &pharmacy.npi)?;
    if npi.as_deref().is_some_and(|npi| !is_npi(npi)) {
        return Err(Error::invalid("npi", "An NPI has ten digits and a check digit; this one does not fit."));
    }
    let fax = phone("fax", &pharmacy.fax)?;
    if pharmacy.transport == Transport::Fax && fax.is_none() {
        return Err(Error::invalid(
            "fax",
            "Enter the fax number, or choose another way to reach this pharmacy.",
        ));
    }
    if pharmacy.transport == Transport::Electronic && ncpdp_id.is_none() {
        return Err(Error::invalid(
            "ncpdp_id",
            "Electronic prescriptions are addressed by the NCPDP id. Enter it, or choose print or fax.",
        ));
    }
    let mut services = pharmacy.services.clone();
    services.0.sort_by_key(|service| service.code());
    services.0.dedup();
    Ok(Pharmacy {
        id: pharmacy.id,
        ncpdp_id,
        npi,
        name: clean_line("name", &pharmacy.name, NAME)?,
        address: pharmacy.address.checked("address")?,
        phone: phone("phone", &pharmacy.phone)?,
        fax,
        services,
        transport: pharmacy.transport,
        script: pharmacy.script,
        note: optional("note", &pharmacy.note)?,
        active: pharmacy.active,
    })
}

#[cfg(test)]
mod tests {
    use super::is_ncpdp_id;

    #[test]
    fn an_ncpdp_id_with_two_digits_swapped_does_not_fit() {
        for right in ["1234563", "5656559", "0127781"] {
            assert!(is_ncpdp_id(right), "{right}");
        }
        for wrong in ["1234567", "2134563", "123456", "12345633", "12345a3", "", "１２３４５６３"] {
            assert!(!is_ncpdp_id(wrong), "{wrong}");
        }
    }
}
