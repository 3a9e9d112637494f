//! Visits.

use yarrow_codecs::fhir::{CodeableConcept, Encounter as Fhir};

use crate::encounters::{Encounter, EncounterStatus};
use crate::interchange::import::{Import, Taken};
use crate::interchange::words::{Halt, aside, line, optional_line, past};
use crate::store::Tx;

/// Stores a visit.
pub(in crate::interchange) fn encounter(
    import: &mut Import<'_>,
    tx: &mut Tx<'_>,
    index: usize,
    it: &Fhir,
) -> Result<Taken, Halt> {
    let patient = import.patient_of(tx, it.subject.as_ref())?;
    let period = it.period.as_ref();
    let Some(start) = period.and_then(|period| period.start).and_then(|start| start.instant()) else {
        return aside("period.start: the visit has no beginning");
    };
    let end = period.and_then(|period| period.end).and_then(|end| end.instant());
    if end.is_some_and(|end| end < start) {
        return aside("period: the visit ends before it begins");
    }
    let status = match it.status.as_deref() {
        Some("planned") => EncounterStatus::Planned,
        Some("cancelled") => EncounterStatus::Cancelled,
        Some("entered-in-error") => EncounterStatus::EnteredInError,
        // A visit that goes on elsewhere is none that anybody here could finish and sign.
        Some("finished" | "arrived" | "triaged" | "in-progress" | "onleave" | "unknown") => {
            EncounterStatus::Finished
        }
        _ => return aside("status: not an encounter status of FHIR R4"),
    };
    if status != EncounterStatus::Planned {
        past("period.start", start, tx.now())?;
    }
    let mut practitioner = None;
    for reference in it.participant.iter().filter_map(|one| one.individual.as_ref()) {
        practitioner = practitioner.or(import.practitioner_of(tx, Some(reference))?);
    }
    let kind = line("type", it.kind.iter().find_map(CodeableConcept::words).unwrap_or_default(), 200)?;
    let reasons: Vec<&str> = it.reason_code.iter().filter_map(CodeableConcept::words).collect();
    let visit = Encounter {
        id: tx.new_id(),
        patient_id: patient,
        practitioner_id: practitioner,
        status,
        kind: if kind.is_empty() { class_words(it).to_owned() } else { kind },
        reason: optional_line("reasonCode", Some(&reasons.join("; ")), 500)?,
        start,
        end,
        location_id: None,
    };
    tx.insert(&visit)?;
    import.encounters.insert(index, (visit.id, patient));
    Ok(Taken::Stored(visit.id.0))
}

/// HL7 v3 ActEncounterCode in plain words (<https://terminology.hl7.org/ValueSet-v3-ActEncounterCode>).
fn class_words(it: &Fhir) -> &str {
    let Some(class) = &it.class else { return "Visit elsewhere" };
    match class.code.as_deref() {
        Some("AMB") => "Outpatient visit",
        Some("EMER") => "Emergency visit",
        Some("IMP" | "ACUTE" | "NONAC") => "Hospital stay",
        Some("OBSENC") => "Observation stay",
        Some("SS") => "Short stay",
        Some("HH") => "Home health visit",
        Some("FLD") => "Visit in the field",
        Some("VR") => "Virtual visit",
        _ => "Visit elsewhere",
    }
}
