//! Prescriptions written elsewhere, and medications the patient takes.

use yarrow_codecs::fhir::{
    CodeableConcept, Dosage, Entry, Medication, MedicationRequest as Request,
    MedicationStatement as Statement, Reference, Resource, system,
};
use yarrow_kernel::{LocalDate, PartialDate};

use super::problem::icd10cm;
use crate::interchange::import::{Import, Taken};
use crate::interchange::words::{Halt, aside, line, name, optional_line, past};
use crate::medications::dosage::imported_directions;
use crate::medications::{IMPORTED, MedicationRequest, MedicationStatus};
use crate::store::{Json, Tx};

/// The longest directions kept.
const SIG: usize = 1_000;

/// A drug as its source names it.
struct Drug {
    concept: CodeableConcept,
    form: Option<String>,
}

/// Stores a prescription of another practice. It is never signed here and never a draft here.
pub(in crate::interchange) fn prescription(
    import: &mut Import<'_>,
    tx: &mut Tx<'_>,
    entry: &Entry<'_>,
    it: &Request,
) -> Result<Taken, Halt> {
    let patient = import.patient_of(tx, it.subject.as_ref())?;
    if it.do_not_perform == Some(true) {
        return aside(
            "doNotPerform: an order not to give the drug; a medication list would show it as taken",
        );
    }
    // US Core records what a patient takes as a "plan" that is marked as reported (US Core, Medication List Guidance).
    let taken = it.reported_boolean == Some(true) || it.reported_reference.is_some();
    if !taken && matches!(it.intent.as_deref(), Some("proposal" | "plan" | "option")) {
        return aside("intent: proposed or planned, not prescribed");
    }
    let (status, unknown) = match it.status.as_deref() {
        Some("active") => (MedicationStatus::Active, None),
        Some("on-hold") => (MedicationStatus::OnHold, None),
        Some("cancelled") => (MedicationStatus::Cancelled, None),
        Some("completed") => (MedicationStatus::Completed, None),
        Some("stopped") => (MedicationStatus::Stopped, None),
        Some("entered-in-error") => (MedicationStatus::EnteredInError, None),
        Some("draft") => return aside("status: a draft elsewhere, never prescribed"),
        // Taken until somebody knows better: a check against too many drugs is safer than one against too few.
        Some("unknown") => (MedicationStatus::Active, Some("Status unknown at the source")),
        _ => return aside("status: not a medication request status of FHIR R4"),
    };
    let drug = drug(
        import,
        it.medication_codeable_concept.as_ref(),
        it.medication_reference.as_ref(),
        &it.contained,
    )?;
    let mut row = base(import, tx, entry, &drug, &it.dosage_instruction)?;
    row.patient_id = patient;
    row.encounter_id = import.encounter_of(tx, it.encounter.as_ref(), patient)?;
    row.status = status;
    let reason = it.status_reason.as_ref().and_then(CodeableConcept::words).or(unknown);
    row.status_reason = optional_line("statusReason", reason, 300)?;
    row.requester_id = import.practitioner_of(tx, it.requester.as_ref())?;
    if let Some(at) = it.authored_on.and_then(|at| at.instant()) {
        row.authored_at = past("authoredOn", at, tx.now())?;
    }
    if let Some(dispense) = &it.dispense_request {
        row.refills = dispense.number_of_repeats_allowed.unwrap_or(0);
        row.quantity = dispense.quantity.as_ref().and_then(|quantity| quantity.value).map(|value| value.0);
        let unit =
            dispense.quantity.as_ref().and_then(|quantity| quantity.unit.as_deref().or(quantity.unit_text()));
        row.quantity_unit = optional_line("dispenseRequest.quantity.unit", unit, 60)?;
        row.days_supply = dispense.expected_supply_duration.as_ref().and_then(|duration| {
            let days =
                matches!(duration.code.as_deref().or(duration.unit.as_deref()), Some("d" | "day" | "days"));
            duration.value.filter(|_| days)?.0.to_string().parse().ok()
        });
        let pharmacy = dispense.performer.as_ref().and_then(|performer| performer.display.as_deref());
        row.pharmacy = optional_line("dispenseRequest.performer", pharmacy, 200)?;
        if row.start.is_none() {
            row.start =
                day(dispense.validity_period.as_ref().and_then(|period| period.start).map(|at| at.date));
        }
    }
    row.dispense_as_written = it.substitution.as_ref().and_then(|s| s.allowed_boolean) == Some(false);
    let (code, display) = reason_of(import, &it.reason_code, &it.reason_reference)?;
    (row.reason_code, row.reason_display) = (code, display);
    tx.insert(&row)?;
    Ok(Taken::Stored(row.id.0))
}

/// Stores a medication the patient says is taken.
pub(in crate::interchange) fn statement(
    import: &mut Import<'_>,
    tx: &mut Tx<'_>,
    entry: &Entry<'_>,
    it: &Statement,
) -> Result<Taken, Halt> {
    let patient = import.patient_of(tx, it.subject.as_ref())?;
    let (status, said) = match it.status.as_deref() {
        Some("active") => (MedicationStatus::Active, None),
        Some("completed") => (MedicationStatus::Completed, None),
        Some("stopped") => (MedicationStatus::Stopped, None),
        Some("on-hold") => (MedicationStatus::OnHold, None),
        Some("entered-in-error") => (MedicationStatus::EnteredInError, None),
        Some("not-taken") => (MedicationStatus::Stopped, Some("Not taken, as told")),
        Some("intended") => return aside("status: intended, not taken yet"),
        Some("unknown") => (MedicationStatus::Active, Some("Status unknown at the source")),
        _ => return aside("status: not a medication statement status of FHIR R4"),
    };
    let drug = drug(
        import,
        it.medication_codeable_concept.as_ref(),
        it.medication_reference.as_ref(),
        &it.contained,
    )?;
    let mut row = base(import, tx, entry, &drug, &it.dosage)?;
    row.patient_id = patient;
    row.encounter_id = import.encounter_of(tx, it.context.as_ref(), patient)?;
    row.status = status;
    let reason = it.status_reason.iter().find_map(CodeableConcept::words).or(said);
    row.status_reason = optional_line("statusReason", reason, 300)?;
    let since = it.effective_date_time.or(it.effective_period.as_ref().and_then(|period| period.start));
    row.start = row.start.or(day(since.map(|at| at.date)));
    if let Some(at) = it.date_asserted.or(since).and_then(|at| at.instant()) {
        row.authored_at = past("dateAsserted", at, tx.now())?;
    }
    (row.reason_code, row.reason_display) = reason_of(import, &it.reason_code, &[])?;
    tx.insert(&row)?;
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

fn drug(
    import: &Import<'_>,
    concept: Option<&CodeableConcept>,
    reference: Option<&Reference>,
    contained: &[Medication],
) -> Result<Drug, Halt> {
    if let Some(concept) = concept {
        return Ok(Drug { concept: concept.clone(), form: None });
    }
    let Some(reference) = reference else { return aside("medication: it names no drug") };
    let of = |medication: &Medication| Drug {
        concept: medication.code.clone().unwrap_or_default(),
        form: medication.form.as_ref().and_then(CodeableConcept::words).map(str::to_owned),
    };
    if let Some(id) = reference.reference.as_deref().and_then(|text| text.strip_prefix('#')) {
        let inside = contained.iter().find(|medication| medication.id.as_deref() == Some(id));
        return inside
            .map(of)
            .map_or_else(|| aside("medicationReference: the contained drug is missing"), Ok);
    }
    if let Some(index) = import.links.find("Medication", reference) {
        return match import.file.read(&import.file.entries[index]) {
            Ok(Resource::Medication(medication)) => Ok(of(&medication)),
            _ => aside(format!("medicationReference: entry {} is not a readable drug", index + 1)),
        };
    }
    // A link that leads out of the file still says what it means.
    let concept = CodeableConcept { text: reference.display.clone(), ..CodeableConcept::default() };
    if concept.words().is_none() {
        return aside("medicationReference: the drug is not in this file");
    }
    Ok(Drug { concept, form: None })
}

/// The entry with everything that the drug and its directions say.
fn base(
    import: &mut Import<'_>,
    tx: &Tx<'_>,
    entry: &Entry<'_>,
    drug: &Drug,
    dosage: &[Dosage],
) -> Result<MedicationRequest, Halt> {
    let display = name("medication", Some(&drug.concept), 300)?;
    let rxcui = drug
        .concept
        .code_in(system::RXNORM)
        .filter(|code| code.len() <= 10 && code.bytes().all(|b| b.is_ascii_digit()));
    let known = rxcui.and_then(|rxcui| import.drugs.resolve_rxcui(rxcui));
    let known = known.or_else(|| import.drugs.resolve_name(&display));
    if known.is_none() {
        import.partly(
            entry,
            format!(
                "{display}: not in the drug reference; interactions and allergies are not checked for it"
            ),
        );
    }
    let known = known.unwrap_or_default();
    let form = known.dose_form.or(optional_line("form", drug.form.as_deref(), 100)?);
    let directions = imported_directions(dosage, form.as_deref());
    let text = line("dosageInstruction", &directions.text, SIG)?;
    let words = directions.understood.as_deref().map(yarrow_rules::sig::words).ok();
    // The source's own text is kept. Where it wrote none, the words stand for its coded parts.
    let written = dosage.iter().any(|one| one.written().is_some());
    let sig = words.clone().filter(|_| !written).unwrap_or_else(|| text.clone());
    if let Some(remark) = directions.remark {
        import.partly(entry, format!("{display}: {remark} (“{text}”)"));
    }
    let bounds =
        dosage.iter().find_map(|one| one.timing.as_ref()?.repeat.as_ref()?.bounds_period.as_ref()?.start);
    Ok(MedicationRequest {
        id: tx.new_id(),
        patient_id: yarrow_kernel::PatientId(Default::default()),
        encounter_id: None,
        product: known.product,
        display,
        ingredients: known.ingredients,
        rxcui: rxcui.map(str::to_owned),
        dose_form: form,
        strength: known.strength,
        dose_checked: words.is_some(),
        sig_text: words.unwrap_or(text),
        sig,
        quantity: None,
        quantity_unit: None,
        days_supply: None,
        refills: 0,
        start: day(bounds.map(|at| at.date)),
        dispense_as_written: false,
        pharmacy: None,
        pharmacy_id: None,
        reason_code: None,
        reason_display: None,
        dea_schedule: known.dea_schedule,
        state_schedule: None,
        earliest_fill: None,
        supply_exception: None,
        status: MedicationStatus::Active,
        reported: true,
        over_the_counter: false,
        informant: Some(IMPORTED.to_owned()),
        status_reason: None,
        status_reason_code: None,
        hold_until: None,
        ended_on: None,
        prior_id: None,
        authored_at: tx.now(),
        requester_id: None,
        signed_at: None,
        overrides: Json(Vec::new()),
        substitution_note: None,
    })
}

fn day(date: Option<PartialDate>) -> Option<LocalDate> {
    date.filter(|date| date.day.is_some())?.earliest()
}

/// What for: the code only where it is ICD-10-CM, the words always.
fn reason_of(
    import: &Import<'_>,
    codes: &[CodeableConcept],
    references: &[Reference],
) -> Result<(Option<String>, Option<String>), Halt> {
    let linked = references.iter().find_map(|reference| {
        let index = import.links.find("Condition", reference)?;
        match import.file.read(&import.file.entries[index]) {
            Ok(Resource::Condition(condition)) => condition.code,
            _ => None,
        }
    });
    let Some(concept) = codes.first().cloned().or(linked) else { return Ok((None, None)) };
    let code = concept.code_in(system::ICD10CM).and_then(icd10cm);
    Ok((code, optional_line("reasonCode", concept.words(), 300)?))
}
