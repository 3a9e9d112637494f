//! Allergies and intolerances.

use yarrow_codecs::fhir::{AllergyIntolerance as Fhir, CodeableConcept, Entry, system};
use yarrow_kernel::fold;

use crate::allergies::{AllergyIntolerance, AllergyStatus, AllergySubjectKind, ReactionSeverity, list};
use crate::interchange::import::{Import, Taken};
use crate::interchange::words::{Halt, aside, line, name, past, remark};
use crate::store::Tx;

/// Stores an allergy. What the reference data does not know is kept as text, and every check says so.
pub(in crate::interchange) fn allergy(
    import: &mut Import<'_>,
    tx: &mut Tx<'_>,
    entry: &Entry<'_>,
    it: &Fhir,
) -> Result<Taken, Halt> {
    let patient = import.patient_of(tx, it.patient.as_ref())?;
    let substance = || it.reaction.iter().find_map(|reaction| reaction.substance.as_ref());
    let code = it.code.as_ref().filter(|code| code.words().is_some()).or_else(substance);
    let display = name("code", code, 120)?;
    let verification = it.verification_status.as_ref().and_then(CodeableConcept::first_code);
    let clinical = it.clinical_status.as_ref().and_then(CodeableConcept::first_code);
    let status = match (verification, clinical) {
        (Some("entered-in-error"), _) => AllergyStatus::EnteredInError,
        (Some("refuted"), _) => AllergyStatus::Refuted,
        (_, Some("inactive" | "resolved")) => AllergyStatus::Inactive,
        _ => AllergyStatus::Active,
    };
    let none = says_none(&display);
    let rxcui = code.and_then(|code| code.code_in(system::RXNORM));
    let (subject_kind, subject) = if none {
        (AllergySubjectKind::NoKnownAllergies, display.clone())
    } else {
        match import.drugs.resolve_allergen(rxcui, &display) {
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
    let allergy = AllergyIntolerance {
        id: tx.new_id(),
        patient_id: patient,
        subject_kind,
        subject,
        display,
        reactions,
        severity: worst(it),
        status,
        onset: it.onset_date_time.or(it.onset_period.as_ref().and_then(|p| p.start)).map(|at| at.date),
        note: remark(notes).map(|note| line("note", &note, 2_000)).transpose()?,
        recorded_at: match it.recorded_date.and_then(|at| at.instant()) {
            Some(at) => past("recordedDate", at, tx.now())?,
            None => tx.now(),
        },
        recorder_id: None,
    };
    if status == AllergyStatus::Active {
        for other in list(tx.db(), patient)?.into_iter().filter(|other| other.status == AllergyStatus::Active)
        {
            let other_says_none = other.subject_kind == AllergySubjectKind::NoKnownAllergies;
            if none && !other_says_none {
                return aside(
                    "the chart lists an allergy; a statement that there is none would contradict it",
                );
            }
            if same(&other, &allergy) {
                return Ok(Taken::Already(Some(other.id.0)));
            }
            if other_says_none && !none {
                tx.save(&AllergyIntolerance { status: AllergyStatus::Inactive, ..other })?;
            }
        }
    }
    tx.insert(&allergy)?;
    if allergy.subject_kind == AllergySubjectKind::FreeText {
        import.partly(
            entry,
            format!("{}: kept as text; no prescription is checked against it", allergy.display),
        );
    }
    Ok(Taken::Stored(allergy.id.0))
}

/// The same allergy with nothing new about it. A worse reaction is something new.
fn same(known: &AllergyIntolerance, new: &AllergyIntolerance) -> bool {
    known.subject_kind == new.subject_kind
        && fold(&known.subject) == fold(&new.subject)
        && (known.severity == new.severity || new.severity == ReactionSeverity::Unknown)
        && new
            .reactions
            .iter()
            .all(|reaction| known.reactions.iter().any(|other| fold(other) == fold(reaction)))
}

/// A statement that nothing is known, recognised by its words; codes of licensed systems are not built in.
fn says_none(display: &str) -> bool {
    let words = fold(display);
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
