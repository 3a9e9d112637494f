//! Allergies and intolerances.

use yarrow_codecs::fhir::{AllergyIntolerance as Fhir, Entry};
use yarrow_kernel::fold;

use crate::allergies::{AllergyIntolerance, AllergyStatus, AllergySubjectKind, ReactionSeverity, list};
use crate::interchange::import::{Import, Taken};
use crate::interchange::read;
use crate::interchange::words::{Halt, aside};
use crate::store::Tx;

/// Stores an allergy. What the reference data does not know is kept as text, and every check says so.
pub(in crate::interchange) fn allergy(
    import: &mut Import<'_>,
    tx: &mut Tx<'_>,
    entry: &Entry<'_>,
    it: &Fhir,
) -> Result<Taken, Halt> {
    let patient_id = import.patient_of(tx, it.patient.as_ref())?;
    let read = read::allergy(import.source(tx.now()), it)?;
    let allergy = AllergyIntolerance { id: tx.new_id(), patient_id, ..read };
    let none = allergy.subject_kind == AllergySubjectKind::NoKnownAllergies;
    if allergy.status == AllergyStatus::Active {
        for other in
            list(tx.db(), patient_id)?.into_iter().filter(|other| other.status == AllergyStatus::Active)
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
