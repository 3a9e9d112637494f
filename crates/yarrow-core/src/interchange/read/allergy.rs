//! Allergies and intolerances.

use yarrow_codecs::fhir::{AllergyIntolerance as Fhir, CodeableConcept, system};
use yarrow_kernel::fold;

use super::{Source, no_id, no_patient};
use crate::allergies::{AllergyIntolerance, AllergyStatus, AllergySubjectKind, ReactionSeverity};
use crate::interchange::words::{Halt, line, name, past, remark};

/// An allergy as it would stand in a chart. What the reference data does not know is kept as text.
///
/// # Errors
/// Names the element that no chart can hold.
pub(in crate::interchange) fn allergy(source: Source<'_>, it: &Fhir) -> Result<AllergyIntolerance, Halt> {
    let substance = || it.reaction.iter().find_map(|reaction| reaction.substance.as_ref());
    let code = it.code.as_ref().filter(|code| code.words().is_some()).or_else(substance).or(it.code.as_ref());
    let rxcui = code.and_then(|code| code.code_in(system::RXNORM));
    // A code without words is called what the reference data call it.
    let wordless = rxcui.filter(|_| code.and_then(CodeableConcept::words).is_none());
    let display = match wordless.and_then(|code| source.drugs.resolve_rxcui(code)) {
        Some(known) => known.display,
        None => name("code", code, 120)?,
    };
    let verification = it.verification_status.as_ref().and_then(CodeableConcept::first_code);
    let clinical = it.clinical_status.as_ref().and_then(CodeableConcept::first_code);
    let status = match (verification, clinical) {
        (Some("entered-in-error"), _) => AllergyStatus::EnteredInError,
        (Some("refuted"), _) => AllergyStatus::Refuted,
        (_, Some("inactive" | "resolved")) => AllergyStatus::Inactive,
        _ => AllergyStatus::Active,
    };
    let (subject_kind, subject) = if says_none(&display) {
        (AllergySubjectKind::NoKnownAllergies, display.clone())
    } else {
        match source.drugs.resolve_allergen(rxcui, &display) {
            Some(found) => (found.kind, found.key),
            None => (AllergySubjectKind::FreeText, display.clone()),
        }
    };
    let mut notes = Vec::new();
    if verification == Some("unconfirmed") {
        notes.push("Not confirmed at the source".to_owned());
    }
    if it.criticality.as_deref() == Some("high") {
        notes.push("Criticality high at the source".to_owned());
    }
    notes.extend(it.note.iter().filter_map(|note| note.text.clone()));
    let mut reactions: Vec<String> = Vec::new();
    for reaction in &it.reaction {
        let named = reaction.manifestation.iter().filter_map(CodeableConcept::words);
        let described = reaction.description.as_deref().filter(|_| reaction.manifestation.is_empty());
        for words in named.chain(described) {
            let words = line("reaction", words, 120)?;
            if !words.is_empty() && !reactions.contains(&words) {
                reactions.push(words);
            }
        }
    }
    // A chart lists twelve reactions of an allergy; more go into the remark, none is dropped.
    if reactions.len() > 12 {
        notes.push(format!("Further reactions: {}", reactions.split_off(12).join(", ")));
    }
    Ok(AllergyIntolerance {
        id: no_id(),
        patient_id: no_patient(),
        subject_kind,
        subject,
        display,
        reactions,
        severity: worst(it),
        status,
        onset: it.onset_date_time.or(it.onset_period.as_ref().and_then(|p| p.start)).map(|at| at.date),
        note: remark(notes).map(|note| line("note", &note, 2_000)).transpose()?,
        recorded_at: match it.recorded_date.and_then(|at| at.instant()) {
            Some(at) => past("recordedDate", at, source.now)?,
            None => source.now,
        },
        recorder_id: None,
    })
}

/// A statement that nothing is known, recognised by its words; codes of licensed systems are not built in.
fn says_none(display: &str) -> bool {
    let words = fold(display);
    // "No known drug allergies except penicillin" is an allergy, in words.
    if ["except", "but ", "other than", "apart from", "aside from", "besides"]
        .iter()
        .any(|w| words.contains(w))
    {
        return false;
    }
    ["no known allerg", "no known drug allerg", "no known medication allerg", "nkda", "nka"].iter().any(
        |start| {
            words
                .strip_prefix(start)
                .is_some_and(|rest| start.len() > 4 || rest.is_empty() || rest.starts_with(' '))
        },
    )
}

fn worst(it: &Fhir) -> ReactionSeverity {
    let rank = |severity: &ReactionSeverity| match severity {
        ReactionSeverity::Unknown => 0,
        ReactionSeverity::Mild => 1,
        ReactionSeverity::Moderate => 2,
        ReactionSeverity::Severe => 3,
    };
    let severities =
        it.reaction.iter().filter_map(|reaction| ReactionSeverity::from_code(reaction.severity.as_deref()?));
    severities.max_by_key(rank).unwrap_or(ReactionSeverity::Unknown)
}

#[cfg(test)]
mod tests {
    use super::says_none;

    #[test]
    fn a_statement_of_none_is_recognised_and_an_allergy_is_never_taken_for_one() {
        for text in ["No known allergies", "No Known Allergy (situation)", "No known drug allergies", "NKDA"]
        {
            assert!(says_none(text), "{text}");
        }
        for text in ["Penicillin", "Nkalagu latex", "No known reaction to latex", "Known allergies"] {
            assert!(!says_none(text), "{text}");
        }
    }
}
