//! Vital signs, laboratory values, answers.

use yarrow_codecs::fhir::{
    CodeableConcept, Component, Observation as Fhir, Quantity, ReferenceRange, Value, system,
};
use yarrow_kernel::{Decimal, EncounterId, PatientId, Timestamp, Uuid};

use crate::interchange::import::{Import, Taken};
use crate::interchange::words::{Halt, aside, line, name, optional_line, past};
use crate::observations::{Observation, ObservationCategory, ObservationStatus};
use crate::store::Tx;

/// What the value and its components share.
struct Frame {
    patient: PatientId,
    encounter: Option<EncounterId>,
    category: ObservationCategory,
    at: Timestamp,
    status: ObservationStatus,
}

/// One value to be kept.
struct Part<'a> {
    code: &'a CodeableConcept,
    value: Value,
    interpretation: &'a [CodeableConcept],
    range: &'a [ReferenceRange],
}

/// Stores an observation: its value and each of its components as values of their own.
pub(in crate::interchange) fn observation(
    import: &mut Import<'_>,
    tx: &mut Tx<'_>,
    it: &Fhir,
) -> Result<Taken, Halt> {
    let patient = import.patient_of(tx, it.subject.as_ref())?;
    let status = match it.status.as_deref() {
        Some("final") => ObservationStatus::Final,
        Some("amended" | "corrected") => ObservationStatus::Amended,
        Some("registered" | "preliminary" | "unknown") => ObservationStatus::Preliminary,
        Some("entered-in-error") => ObservationStatus::EnteredInError,
        Some("cancelled") => return aside("status: cancelled, so it never had a value"),
        _ => return aside("status: not an observation status of FHIR R4"),
    };
    let period = it.effective_period.as_ref().and_then(|period| period.start.or(period.end));
    let at =
        it.effective_date_time.or(it.effective_instant).or(period).or(it.issued).and_then(|at| at.instant());
    let Some(at) = at else { return aside("effectiveDateTime: it does not say when") };
    let frame = Frame {
        patient,
        encounter: import.encounter_of(tx, it.encounter.as_ref(), patient)?,
        category: category(it),
        at: past("effectiveDateTime", at, tx.now())?,
        status,
    };
    let own = Part {
        code: &it.code,
        value: it.value(),
        interpretation: &it.interpretation,
        range: &it.reference_range,
    };
    let mut rows = Vec::new();
    rows.extend(row(tx, &frame, "", &own)?);
    for (index, component) in it.component.iter().enumerate() {
        rows.extend(row(tx, &frame, &format!("component[{index}]."), &part_of(component))?);
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
    let mut first: Option<Uuid> = None;
    for row in &rows {
        tx.insert(row)?;
        first = first.or(Some(row.id.0));
    }
    Ok(first.map_or(Taken::Already(None), Taken::Stored))
}

fn part_of(component: &Component) -> Part<'_> {
    Part {
        code: &component.code,
        value: component.value(),
        interpretation: &component.interpretation,
        range: &component.reference_range,
    }
}

/// The entry of one value; `None` where there is no value.
fn row(tx: &Tx<'_>, frame: &Frame, at: &str, part: &Part<'_>) -> Result<Option<Observation>, Halt> {
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
    Ok(Some(Observation {
        id: tx.new_id(),
        patient_id: frame.patient,
        encounter_id: frame.encounter,
        category: frame.category,
        code: line("code", part.code.code_in(system::LOINC).unwrap_or_default(), 20)?,
        display: name(&format!("{at}code"), Some(part.code), 300)?,
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
        effective_at: frame.at,
        status: frame.status,
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
