//! Problems.

use yarrow_codecs::fhir::{CodeableConcept, Condition as Fhir, Quantity, system};
use yarrow_kernel::PartialDate;

use super::{Source, no_id, no_patient};
use crate::interchange::words::{Halt, aside, line, name, past, remark};
use crate::problems::{ClinicalStatus, Condition};

/// A problem as it would stand in a chart. Only ICD-10-CM codes are kept; a problem in another coding is kept in words.
///
/// # Errors
/// Names the element that no chart can hold.
pub(in crate::interchange) fn problem(source: Source<'_>, it: &Fhir) -> Result<Condition, Halt> {
    let code =
        it.code.as_ref().and_then(|code| code.code_in(system::ICD10CM)).and_then(icd10cm).unwrap_or_default();
    // A code without words is called what the reference data call it.
    let wordless = it.code.as_ref().and_then(CodeableConcept::words).is_none();
    let display = match source.drugs.name_of_icd10cm(&code).filter(|_| wordless) {
        Some(known) => known,
        None => name("code", it.code.as_ref(), 300)?,
    };
    let mut notes = Vec::new();
    let verification = it.verification_status.as_ref().and_then(CodeableConcept::first_code);
    let entered_in_error = match verification {
        Some("entered-in-error") => true,
        Some("refuted") => {
            notes.push("Refuted at the source".to_owned());
            true
        }
        Some(doubt @ ("unconfirmed" | "provisional" | "differential")) => {
            notes.push(format!("Not confirmed at the source ({doubt})"));
            false
        }
        _ => false,
    };
    let onset = date(
        it.onset_date_time.map(|at| at.date),
        it.onset_period.as_ref().and_then(|p| p.start).map(|at| at.date),
    );
    let abatement = date(
        it.abatement_date_time.map(|at| at.date),
        it.abatement_period.as_ref().and_then(|p| p.end).map(|at| at.date),
    );
    if let Some(age) = it.onset_age.as_ref().and_then(Quantity::words) {
        notes.push(format!("Onset at age {age}"));
    }
    if let Some(low) = it.onset_range.as_ref().and_then(|range| range.low.as_ref()).and_then(Quantity::words)
    {
        notes.push(format!("Onset from age {low}"));
    }
    notes.extend(it.onset_string.iter().map(|text| format!("Onset: {text}")));
    notes.extend(it.abatement_string.iter().map(|text| format!("Ended: {text}")));
    let clinical_status = match it.clinical_status.as_ref().and_then(CodeableConcept::first_code) {
        Some("active" | "recurrence" | "relapse") => ClinicalStatus::Active,
        Some("inactive" | "remission") => ClinicalStatus::Inactive,
        Some("resolved") => ClinicalStatus::Resolved,
        Some(_) => return aside("clinicalStatus: not a clinical status of FHIR R4"),
        None if abatement.is_some() || it.abatement_string.is_some() => ClinicalStatus::Resolved,
        None => ClinicalStatus::Active,
    };
    notes.extend(it.note.iter().filter_map(|note| note.text.clone()));
    let note = remark(notes).map(|note| line("note", &note, 2_000)).transpose()?;
    let recorded_at = match it.recorded_date.or(it.onset_date_time).and_then(|at| at.instant()) {
        Some(at) => past("recordedDate", at, source.now)?,
        None => source.now,
    };
    Ok(Condition {
        id: no_id(),
        patient_id: no_patient(),
        encounter_id: None,
        code,
        display,
        clinical_status,
        onset,
        abatement,
        note,
        recorded_at,
        recorder_id: None,
        entered_in_error,
    })
}

fn date(first: Option<PartialDate>, second: Option<PartialDate>) -> Option<PartialDate> {
    first.or(second)
}

/// An ICD-10-CM code with its dot, or `None` when the text has not the form of one (ICD-10-CM Official Guidelines,
/// section I.A.2: a letter, a digit, a digit or letter, then up to four more after the dot).
pub(in crate::interchange) fn icd10cm(text: &str) -> Option<String> {
    let plain: String = text.trim().chars().filter(|c| *c != '.').collect::<String>().to_ascii_uppercase();
    let bytes = plain.as_bytes();
    let fits = (3..=7).contains(&bytes.len())
        && bytes[0].is_ascii_uppercase()
        && bytes[1].is_ascii_digit()
        && bytes[2..].iter().all(u8::is_ascii_alphanumeric);
    if !fits {
        return None;
    }
    let (category, rest) = plain.split_at(3);
    Some(if rest.is_empty() { category.to_owned() } else { format!("{category}.{rest}") })
}

#[cfg(test)]
mod tests {
    use super::icd10cm;

    #[test]
    fn a_code_gets_its_dot_and_other_text_is_no_code() {
        assert_eq!(icd10cm("e119").as_deref(), Some("E11.9"));
        assert_eq!(icd10cm("I10").as_deref(), Some("I10"));
        assert_eq!(icd10cm("S52.521A").as_deref(), Some("S52.521A"));
        for text in ["44054006", "E1", "E11.9.1234567", "", "Ä10"] {
            assert_eq!(icd10cm(text), None, "{text}");
        }
    }
}
