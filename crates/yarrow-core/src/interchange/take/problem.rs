//! Problems.

use yarrow_codecs::fhir::Condition as Fhir;
use yarrow_kernel::fold;

use crate::interchange::import::{Import, Taken};
use crate::interchange::read;
use crate::interchange::words::{Halt, aside};
use crate::problems::{ClinicalStatus, Condition, list};
use crate::store::Tx;

/// Stores a problem, unless it is on the list already.
pub(in crate::interchange) fn problem(
    import: &mut Import<'_>,
    tx: &mut Tx<'_>,
    it: &Fhir,
) -> Result<Taken, Halt> {
    let patient_id = import.patient_of(tx, it.subject.as_ref())?;
    let encounter_id = import.encounter_of(tx, it.encounter.as_ref(), patient_id)?;
    let read = read::problem(import.source(tx.now()), it)?;
    let problem = Condition { id: tx.new_id(), patient_id, encounter_id, ..read };
    if problem.clinical_status == ClinicalStatus::Active && !problem.entered_in_error {
        // Each visit of an export repeats its diagnoses; the problem list says each once.
        let same = |other: &Condition| match (problem.code.as_str(), other.code.as_str()) {
            ("", "") => fold(&other.display) == fold(&problem.display),
            (ours, theirs) => ours == theirs,
        };
        let active = list(tx.db(), patient_id, false)?;
        if active.iter().any(|other| other.clinical_status == ClinicalStatus::Active && same(other)) {
            return aside("the same problem is already active on the problem list");
        }
    }
    tx.insert(&problem)?;
    Ok(Taken::Stored(problem.id.0))
}
