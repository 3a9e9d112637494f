//! Prescriptions written elsewhere, and medications the patient takes.

use yarrow_codecs::fhir::{
    CodeableConcept, Dosage, MedicationRequest as Request, MedicationStatement as Statement, Reference,
    Resource, system,
};
use yarrow_kernel::{LocalDate, PartialDate};

use super::drug::{Drug, drug};
use super::problem::icd10cm;
use super::{Source, no_id, no_patient};
use crate::interchange::words::{Halt, aside, line, name, optional_line, past};
use crate::medications::dosage::imported_directions;
use crate::medications::{IMPORTED, MedicationRequest, MedicationStatus};
use crate::store::Json;

/// An entry, and what a reader should know of how its directions were understood.
type Read = (MedicationRequest, Option<&'static str>);

/// The longest directions kept.
const SIG: usize = 1_000;

/// Whether a prescription stands for something that is taken.
///
/// # Errors
/// Why it does not: an order not to give the drug, or a proposal.
pub(in crate::interchange) fn stands(it: &Request) -> Result<(), Halt> {
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
    Ok(())
}

/// Where a prescription stands, and what to say about a status that is not certain.
///
/// # Errors
/// A draft of another system, or no status of FHIR R4.
pub(in crate::interchange) fn request_status(
    status: Option<&str>,
) -> Result<(MedicationStatus, Option<&'static str>), Halt> {
    Ok(match status {
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
    })
}

/// Where a medication that somebody takes stands, and what to say about a status that is not certain.
///
/// # Errors
/// Not taken yet, or no status of FHIR R4.
pub(in crate::interchange) fn statement_status(
    status: Option<&str>,
) -> Result<(MedicationStatus, Option<&'static str>), Halt> {
    Ok(match status {
        Some("active") => (MedicationStatus::Active, None),
        Some("completed") => (MedicationStatus::Completed, None),
        Some("stopped") => (MedicationStatus::Stopped, None),
        Some("on-hold") => (MedicationStatus::OnHold, None),
        Some("entered-in-error") => (MedicationStatus::EnteredInError, None),
        Some("not-taken") => (MedicationStatus::Stopped, Some("Not taken, as told")),
        Some("intended") => return aside("status: intended, not taken yet"),
        Some("unknown") => (MedicationStatus::Active, Some("Status unknown at the source")),
        _ => return aside("status: not a medication statement status of FHIR R4"),
    })
}

/// A prescription as it would stand in a chart, with the status that its own was read as.
///
/// # Errors
/// Names the element that no chart can hold.
pub(in crate::interchange) fn prescription(
    source: Source<'_>,
    it: &Request,
    (status, said): (MedicationStatus, Option<&'static str>),
) -> Result<Read, Halt> {
    let drug = drug(
        source,
        it.medication_codeable_concept.as_ref(),
        it.medication_reference.as_ref(),
        &it.contained,
    )?;
    let (mut row, remark) = base(source, &drug, &it.dosage_instruction)?;
    row.status = status;
    let reason = it.status_reason.as_ref().and_then(CodeableConcept::words).or(said);
    row.status_reason = optional_line("statusReason", reason, 300)?;
    if let Some(at) = it.authored_on.and_then(|at| at.instant()) {
        row.authored_at = past("authoredOn", at, source.now)?;
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
    (row.reason_code, row.reason_display) = reason_of(source, &it.reason_code, &it.reason_reference)?;
    Ok((row, remark))
}

/// A medication the patient says is taken, as it would stand in a chart.
///
/// # Errors
/// Names the element that no chart can hold.
pub(in crate::interchange) fn statement(
    source: Source<'_>,
    it: &Statement,
    (status, said): (MedicationStatus, Option<&'static str>),
) -> Result<Read, Halt> {
    let drug = drug(
        source,
        it.medication_codeable_concept.as_ref(),
        it.medication_reference.as_ref(),
        &it.contained,
    )?;
    let (mut row, remark) = base(source, &drug, &it.dosage)?;
    row.status = status;
    let reason = it.status_reason.iter().find_map(CodeableConcept::words).or(said);
    row.status_reason = optional_line("statusReason", reason, 300)?;
    let since = it.effective_date_time.or(it.effective_period.as_ref().and_then(|period| period.start));
    row.start = row.start.or(day(since.map(|at| at.date)));
    if let Some(at) = it.date_asserted.or(since).and_then(|at| at.instant()) {
        row.authored_at = past("dateAsserted", at, source.now)?;
    }
    (row.reason_code, row.reason_display) = reason_of(source, &it.reason_code, &[])?;
    Ok((row, remark))
}

/// The entry with everything that the drug and its directions say.
fn base(source: Source<'_>, drug: &Drug, dosage: &[Dosage]) -> Result<Read, Halt> {
    let known = drug.known(source);
    let display = match (&known, drug.concept.words()) {
        // A code without words is called what the reference data call it.
        (Some(known), None) => known.display.clone(),
        _ => name("medication", Some(&drug.concept), 300)?,
    };
    let known = known.unwrap_or_default();
    let dose_form = known.dose_form.or(optional_line("form", drug.form.as_deref(), 100)?);
    let directions = imported_directions(dosage, dose_form.as_deref());
    let text = line("dosageInstruction", &directions.text, SIG)?;
    let words = directions.understood.as_deref().map(yarrow_rules::sig::words).ok();
    // The source's own text is kept. Where it wrote none, the words stand for its coded parts.
    let written = dosage.iter().any(|one| one.written().is_some());
    let sig = words.clone().filter(|_| !written).unwrap_or_else(|| text.clone());
    let bounds =
        dosage.iter().find_map(|one| one.timing.as_ref()?.repeat.as_ref()?.bounds_period.as_ref()?.start);
    let row = MedicationRequest {
        id: no_id(),
        patient_id: no_patient(),
        encounter_id: None,
        product: known.product,
        display,
        ingredients: known.ingredients,
        rxcui: drug.rxcui().map(str::to_owned),
        dose_form,
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
        authored_at: source.now,
        requester_id: None,
        signed_at: None,
        overrides: Json(Vec::new()),
        substitution_note: None,
    };
    Ok((row, directions.remark))
}

fn day(date: Option<PartialDate>) -> Option<LocalDate> {
    date.filter(|date| date.day.is_some())?.earliest()
}

/// What for: the code only where it is ICD-10-CM, the words always.
fn reason_of(
    source: Source<'_>,
    codes: &[CodeableConcept],
    references: &[Reference],
) -> Result<(Option<String>, Option<String>), Halt> {
    let linked = references.iter().find_map(|reference| {
        let index = source.links.find("Condition", reference)?;
        match source.file.read(&source.file.entries[index]) {
            Ok(Resource::Condition(condition)) => condition.code,
            _ => None,
        }
    });
    let Some(concept) = codes.first().cloned().or(linked) else { return Ok((None, None)) };
    let code = concept.code_in(system::ICD10CM).and_then(icd10cm);
    Ok((code, optional_line("reasonCode", concept.words(), 300)?))
}
