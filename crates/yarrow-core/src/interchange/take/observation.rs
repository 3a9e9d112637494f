//! Vital signs, laboratory values, answers.

use yarrow_codecs::fhir::Observation as Fhir;
use yarrow_kernel::Uuid;

use crate::interchange::import::{Import, Taken};
use crate::interchange::read;
use crate::interchange::words::{Halt, aside, past};
use crate::observations::Observation;
use crate::store::Tx;

/// Stores an observation: its value and each of its components as values of their own.
pub(in crate::interchange) fn observation(
    import: &mut Import<'_>,
    tx: &mut Tx<'_>,
    it: &Fhir,
) -> Result<Taken, Halt> {
    let patient_id = import.patient_of(tx, it.subject.as_ref())?;
    let status = read::observation_status(it.status.as_deref())?;
    let Some(at) = read::when(it).and_then(|at| at.instant()) else {
        return aside("effectiveDateTime: it does not say when");
    };
    let encounter_id = import.encounter_of(tx, it.encounter.as_ref(), patient_id)?;
    let rows =
        read::observations(import.source(tx.now()), it, status, past("effectiveDateTime", at, tx.now())?)?;
    let mut first: Option<Uuid> = None;
    for row in rows {
        let row = Observation { id: tx.new_id(), patient_id, encounter_id, ..row };
        tx.insert(&row)?;
        first = first.or(Some(row.id.0));
    }
    Ok(first.map_or(Taken::Already(None), Taken::Stored))
}
