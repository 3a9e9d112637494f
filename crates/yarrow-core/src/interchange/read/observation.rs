//! Vital signs, laboratory values, answers.

use yarrow_codecs::fhir::{
    CodeableConcept, Component, Moment, Observation as Fhir, Quantity, ReferenceRange, Value, system,
};
use yarrow_kernel::{Decimal, Timestamp};

use super::{Source, no_id, no_patient};
use crate::interchange::words::{Halt, aside, line, name, optional_line};
use crate::observations::{Observation, ObservationCategory, ObservationStatus};

/// One value to be kept.
struct Part<'a> {
    code: &'a CodeableConcept,
    value: Value,
    interpretation: &'a [CodeableConcept],
    range: &'a [ReferenceRange],
}

/// Where an observation stands.
///
/// # Errors
/// Cancelled, or no status of FHIR R4.
pub(in crate::interchange) fn status(status: Option<&str>) -> Result<ObservationStatus, Halt> {
    Ok(match status {
        Some("final") => ObservationStatus::Final,
        Some("amended" | "corrected") => ObservationStatus::Amended,
        Some("registered" | "preliminary" | "unknown") => ObservationStatus::Preliminary,
        Some("entered-in-error") => ObservationStatus::EnteredInError,
        Some("cancelled") => return aside("status: cancelled, so it never had a value"),
        _ => return aside("status: not an observation status of FHIR R4"),
    })
}

/// When it was observed, where that is said.
pub(in crate::interchange) fn when(it: &Fhir) -> Option<Moment> {
    let period = it.effective_period.as_ref().and_then(|period| period.start.or(period.end));
    it.effective_date_time.or(it.effective_instant).or(period).or(it.issued)
}

/// The value of an observation and those of its components, each as it would stand in a chart.
///
/// # Errors
/// When there is none, or one that no chart can hold.
pub(in crate::interchange) fn observations(
    source: Source<'_>,
    it: &Fhir,
    status: ObservationStatus,
    at: Timestamp,
) -> Result<Vec<Observation>, Halt> {
    let own = Part {
        code: &it.code,
        value: it.value(),
        interpretation: &it.interpretation,
        range: &it.reference_range,
    };
    let mut rows = Vec::new();
    rows.extend(row(source, "", &own)?);
    for (index, component) in it.component.iter().enumerate() {
        rows.extend(row(source, &format!("component[{index}]."), &part_of(component))?);
    }
    if rows.is_empty() {
        let absent = it.data_absent_reason.as_ref().and_then(CodeableConcept::words);
        return aside(match absent {
            _ if !it.has_member.is_empty() => {
                "a panel without a value of its own; its members are entries of the file".to_owned()
            }
            Some(reason) => format!("it has no value: {reason}"),
            None => "it has no value".to_owned(),
        });
    }
    let category = category(it);
    for row in &mut rows {
        (row.category, row.status, row.effective_at) = (category, status, at);
    }
    Ok(rows)
}

fn part_of(component: &Component) -> Part<'_> {
    Part {
        code: &component.code,
        value: component.value(),
        interpretation: &component.interpretation,
        range: &component.reference_range,
    }
}

/// The entry of one value, not yet dated; `None` where there is no value.
fn row(source: Source<'_>, at: &str, part: &Part<'_>) -> Result<Option<Observation>, Halt> {
    let (value, unit, value_text) = match &part.value {
        Value::None => return Ok(None),
        Value::Unkept(element) => {
            return aside(format!("{at}{element}: a kind of value that a chart cannot hold"));
        }
        Value::Number { value, unit } => (Some(*value), optional_line("unit", unit.as_deref(), 40)?, None),
        Value::Text(text) => (None, None, optional_line(&format!("{at}value"), Some(text), 4_000)?),
    };
    let (reference_low, reference_high) =
        if value.is_some() { range(part.range, unit.as_deref()) } else { (None, None) };
    let code = line("code", part.code.code_in(system::LOINC).unwrap_or_default(), 20)?;
    // A code without words is called what the reference data call it.
    let wordless = part.code.words().is_none();
    let display = match source.drugs.name_of_loinc(&code).filter(|_| wordless) {
        Some(known) => known,
        None => name(&format!("{at}code"), Some(part.code), 300)?,
    };
    Ok(Some(Observation {
        id: no_id(),
        patient_id: no_patient(),
        encounter_id: None,
        category: ObservationCategory::Exam,
        code,
        display,
        value,
        unit,
        value_text,
        interpretation: part
            .interpretation
            .iter()
            .find_map(CodeableConcept::first_code)
            .filter(|code| code.len() <= 8)
            .map(str::to_owned),
        reference_low,
        reference_high,
        effective_at: Timestamp(0),
        status: ObservationStatus::Final,
        recorder_id: None,
    }))
}

/// The usual range: only where there is exactly one, for everybody, in the unit of the value. A range for another age,
/// sex or unit beside a number would be read as its own.
fn range(ranges: &[ReferenceRange], unit: Option<&str>) -> (Option<Decimal>, Option<Decimal>) {
    let [only] = ranges else { return (None, None) };
    let kind = only.kind.as_ref().and_then(CodeableConcept::first_code).unwrap_or("normal");
    if kind != "normal" || only.age.is_some() {
        return (None, None);
    }
    let end = |quantity: &Option<Quantity>| {
        let quantity = quantity.as_ref()?;
        let plain = quantity.comparator.is_none() && quantity.unit_text().is_none_or(|own| Some(own) == unit);
        quantity.value.filter(|_| plain).map(|number| number.0)
    };
    (end(&only.low), end(&only.high))
}

/// The category of FHIR's list; a US Core screening or assessment is an answer to a questionnaire.
fn category(it: &Fhir) -> ObservationCategory {
    let codes =
        it.category.iter().flat_map(|concept| &concept.coding).filter_map(|coding| coding.code.as_deref());
    let mut screening = false;
    for code in codes {
        if let Some(known) = ObservationCategory::from_code(code) {
            return known;
        }
        screening |= !code.is_empty();
    }
    if screening { ObservationCategory::Survey } else { ObservationCategory::Exam }
}
