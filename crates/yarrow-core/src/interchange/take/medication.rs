//! Prescriptions written elsewhere, and medications the patient takes.

use yarrow_codecs::fhir::{Entry, MedicationRequest as Request, MedicationStatement as Statement, Resource};

use crate::interchange::import::{Import, Taken};
use crate::interchange::read;
use crate::interchange::words::{Halt, aside};
use crate::medications::MedicationRequest;
use crate::store::Tx;

/// Stores a prescription of another practice. It is never signed here and never a draft here.
pub(in crate::interchange) fn prescription(
    import: &mut Import<'_>,
    tx: &mut Tx<'_>,
    entry: &Entry<'_>,
    it: &Request,
) -> Result<Taken, Halt> {
    let patient_id = import.patient_of(tx, it.subject.as_ref())?;
    read::stands(it)?;
    let status = read::request_status(it.status.as_deref())?;
    let (read, remark) = read::prescription(import.source(tx.now()), it, status)?;
    let row = MedicationRequest {
        id: tx.new_id(),
        patient_id,
        encounter_id: import.encounter_of(tx, it.encounter.as_ref(), patient_id)?,
        requester_id: import.practitioner_of(tx, it.requester.as_ref())?,
        ..read
    };
    store(import, tx, entry, &row, remark)
}

/// Stores a medication the patient says is taken.
pub(in crate::interchange) fn statement(
    import: &mut Import<'_>,
    tx: &mut Tx<'_>,
    entry: &Entry<'_>,
    it: &Statement,
) -> Result<Taken, Halt> {
    let patient_id = import.patient_of(tx, it.subject.as_ref())?;
    let status = read::statement_status(it.status.as_deref())?;
    let (read, remark) = read::statement(import.source(tx.now()), it, status)?;
    let encounter_id = import.encounter_of(tx, it.context.as_ref(), patient_id)?;
    let row = MedicationRequest { id: tx.new_id(), patient_id, encounter_id, ..read };
    store(import, tx, entry, &row, remark)
}

fn store(
    import: &mut Import<'_>,
    tx: &mut Tx<'_>,
    entry: &Entry<'_>,
    row: &MedicationRequest,
    remark: Option<&str>,
) -> Result<Taken, Halt> {
    if row.ingredients.is_empty() {
        let unknown = "not in the drug reference; interactions and allergies are not checked for it";
        import.partly(entry, format!("{}: {unknown}", row.display));
    }
    if let Some(remark) = remark {
        import.partly(entry, format!("{}: {remark} (“{}”)", row.display, row.sig));
    }
    tx.insert(row)?;
    Ok(Taken::Stored(row.id.0))
}

/// A drug of its own is part of the prescriptions that name it.
pub(in crate::interchange) fn medication(import: &Import<'_>, index: usize) -> Result<Taken, Halt> {
    match import.medications.get(&index) {
        Some(true) => Ok(Taken::Stored(Default::default())),
        Some(false) => Ok(Taken::Already(None)),
        None => aside("no prescription of this file names it"),
    }
}

/// Notes which drug entry a prescription names, once it is known what became of the prescription.
pub(in crate::interchange) fn remember_drug(import: &mut Import<'_>, resource: &Resource, stored: bool) {
    let reference = match resource {
        Resource::MedicationRequest(it) => it.medication_reference.as_ref(),
        Resource::MedicationStatement(it) => it.medication_reference.as_ref(),
        _ => None,
    };
    if let Some(index) = reference.and_then(|reference| import.links.find("Medication", reference)) {
        *import.medications.entry(index).or_default() |= stored;
    }
}
