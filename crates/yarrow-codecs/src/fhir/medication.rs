//! FHIR Medication, MedicationRequest and MedicationStatement, and the directions they carry.

use serde::Deserialize;

use super::datatypes::{Annotation, CodeableConcept, Period, Quantity, Range, Reference, datatype, list};
use super::moment::Moment;
use super::number::Number;

datatype! {
    /// A drug.
    Medication {
        /// Its id inside a resource that contains it.
        pub id: Option<String>,
        /// "Medication", where it is contained.
        pub resource_type: Option<String>,
        /// Which.
        pub code: Option<CodeableConcept>,
        /// Dose form.
        pub form: Option<CodeableConcept>,
    }
}

datatype! {
    /// A prescription.
    MedicationRequest {
        /// active, on-hold, cancelled, completed, entered-in-error, stopped, draft, unknown.
        pub status: Option<String>,
        /// Why.
        pub status_reason: Option<CodeableConcept>,
        /// proposal, plan, order, original-order, reflex-order, filler-order, instance-order, option.
        pub intent: Option<String>,
        /// An order not to give the drug.
        pub do_not_perform: Option<bool>,
        /// Taken from elsewhere.
        pub reported_boolean: Option<bool>,
        /// Who told.
        pub reported_reference: Option<Reference>,
        /// Which drug.
        pub medication_codeable_concept: Option<CodeableConcept>,
        /// Which drug, as a link.
        pub medication_reference: Option<Reference>,
        /// Drugs inside this resource.
        #[serde(deserialize_with = "list")]
        pub contained: Vec<Medication>,
        /// Whose.
        pub subject: Option<Reference>,
        /// Visit.
        pub encounter: Option<Reference>,
        /// When written.
        pub authored_on: Option<Moment>,
        /// By whom.
        pub requester: Option<Reference>,
        /// What for.
        #[serde(deserialize_with = "list")]
        pub reason_code: Vec<CodeableConcept>,
        /// What for, as links.
        #[serde(deserialize_with = "list")]
        pub reason_reference: Vec<Reference>,
        /// Remarks.
        #[serde(deserialize_with = "list")]
        pub note: Vec<Annotation>,
        /// Directions.
        #[serde(deserialize_with = "list")]
        pub dosage_instruction: Vec<Dosage>,
        /// Amount and refills.
        pub dispense_request: Option<DispenseRequest>,
        /// Whether another product may be given.
        pub substitution: Option<Substitution>,
    }
}

datatype! {
    /// A drug the patient says is taken.
    MedicationStatement {
        /// active, completed, entered-in-error, intended, stopped, on-hold, unknown, not-taken.
        pub status: Option<String>,
        /// Why.
        #[serde(deserialize_with = "list")]
        pub status_reason: Vec<CodeableConcept>,
        /// Which drug.
        pub medication_codeable_concept: Option<CodeableConcept>,
        /// Which drug, as a link.
        pub medication_reference: Option<Reference>,
        /// Drugs inside this resource.
        #[serde(deserialize_with = "list")]
        pub contained: Vec<Medication>,
        /// Whose.
        pub subject: Option<Reference>,
        /// Visit.
        pub context: Option<Reference>,
        /// Since when.
        pub effective_date_time: Option<Moment>,
        /// From when to when.
        pub effective_period: Option<Period>,
        /// When told.
        pub date_asserted: Option<Moment>,
        /// What for.
        #[serde(deserialize_with = "list")]
        pub reason_code: Vec<CodeableConcept>,
        /// Directions.
        #[serde(deserialize_with = "list")]
        pub dosage: Vec<Dosage>,
    }
}

datatype! {
    /// Directions.
    Dosage {
        /// As written.
        pub text: Option<String>,
        /// As told to the patient.
        pub patient_instruction: Option<String>,
        /// "with food".
        #[serde(deserialize_with = "list")]
        pub additional_instruction: Vec<CodeableConcept>,
        /// When.
        pub timing: Option<Timing>,
        /// Only when needed.
        pub as_needed_boolean: Option<bool>,
        /// Only when needed for this.
        pub as_needed_codeable_concept: Option<CodeableConcept>,
        /// By mouth.
        pub route: Option<CodeableConcept>,
        /// How much.
        #[serde(deserialize_with = "list")]
        pub dose_and_rate: Vec<DoseAndRate>,
    }
}

datatype! {
    /// How much at a time.
    DoseAndRate {
        /// An amount.
        pub dose_quantity: Option<Quantity>,
        /// From an amount to an amount.
        pub dose_range: Option<Range>,
    }
}

datatype! {
    /// When to take it.
    Timing {
        /// How often.
        pub repeat: Option<TimingRepeat>,
        /// "BID".
        pub code: Option<CodeableConcept>,
    }
}

datatype! {
    /// How often.
    TimingRepeat {
        /// From when to when.
        pub bounds_period: Option<Period>,
        /// Times …
        pub frequency: Option<u32>,
        /// … to times …
        pub frequency_max: Option<u32>,
        /// … in so many …
        pub period: Option<Number>,
        /// … h, d, wk, mo.
        pub period_unit: Option<String>,
    }
}

datatype! {
    /// Amount and refills.
    DispenseRequest {
        /// First and last day.
        pub validity_period: Option<Period>,
        /// Refills.
        pub number_of_repeats_allowed: Option<u32>,
        /// How much.
        pub quantity: Option<Quantity>,
        /// For how long.
        pub expected_supply_duration: Option<Quantity>,
        /// Pharmacy.
        pub performer: Option<Reference>,
    }
}

datatype! {
    /// Whether another product may be given.
    Substitution {
        /// Yes or no.
        pub allowed_boolean: Option<bool>,
    }
}

impl Dosage {
    /// The directions in words: as written, or put together from their parts. Nothing is added that the parts do not say.
    pub fn words(&self) -> Option<String> {
        let written = [&self.text, &self.patient_instruction].into_iter().flatten().map(|text| text.trim());
        if let Some(text) = written.into_iter().find(|text| !text.is_empty()) {
            return Some(text.to_owned());
        }
        let mut parts: Vec<String> = Vec::new();
        parts.extend(self.dose_and_rate.iter().find_map(dose_words));
        parts.extend(self.route.as_ref().and_then(CodeableConcept::words).map(str::to_owned));
        parts.extend(self.timing.as_ref().and_then(timing_words));
        match &self.as_needed_codeable_concept {
            Some(reason) => {
                parts.push(format!("as needed for {}", reason.words().unwrap_or("the stated reason")))
            }
            None if self.as_needed_boolean == Some(true) => parts.push("as needed".to_owned()),
            None => {}
        }
        parts
            .extend(self.additional_instruction.iter().filter_map(CodeableConcept::words).map(str::to_owned));
        (!parts.is_empty()).then(|| parts.join(", "))
    }
}

fn dose_words(dose: &DoseAndRate) -> Option<String> {
    let of = |quantity: &Quantity| quantity.words().map(|words| format!("dose {words}"));
    let range = || {
        let range = dose.dose_range.as_ref()?;
        Some(format!("dose {} to {}", range.low.as_ref()?.words()?, range.high.as_ref()?.words()?))
    };
    dose.dose_quantity.as_ref().and_then(of).or_else(range)
}

fn timing_words(timing: &Timing) -> Option<String> {
    if let Some(words) = timing.code.as_ref().and_then(CodeableConcept::words) {
        return Some(words.to_owned());
    }
    let repeat = timing.repeat.as_ref()?;
    let (period, unit) = (repeat.period?.0.normalize(), repeat.period_unit.as_deref()?);
    let unit = match unit {
        "s" => "second",
        "min" => "minute",
        "h" => "hour",
        "d" => "day",
        "wk" => "week",
        "mo" => "month",
        "a" => "year",
        _ => return None,
    };
    let times = match (repeat.frequency.unwrap_or(1), repeat.frequency_max) {
        (low, Some(high)) if high > low => format!("{low} to {high} times"),
        (1, _) => "once".to_owned(),
        (times, _) => format!("{times} times"),
    };
    Some(if period == 1.into() {
        format!("{times} every {unit}")
    } else {
        format!("{times} every {period} {unit}s")
    })
}

#[cfg(test)]
mod tests {
    use super::Dosage;

    fn words(json: &str) -> Option<String> {
        serde_json::from_str::<Dosage>(json).unwrap().words()
    }

    #[test]
    fn written_directions_come_before_the_coded_ones() {
        assert_eq!(
            words(r#"{"text":"1 tab PO BID","asNeededBoolean":true}"#).as_deref(),
            Some("1 tab PO BID")
        );
    }

    #[test]
    fn coded_directions_are_put_into_words_without_inventing_a_unit() {
        let json = r#"{"asNeededBoolean":true,"doseAndRate":[{"doseQuantity":{"value":1.0}}],
            "timing":{"repeat":{"frequency":2,"period":6.0,"periodUnit":"h"}}}"#;
        assert_eq!(words(json).as_deref(), Some("dose 1.0, 2 times every 6 hours, as needed"));
        assert_eq!(words("{}"), None);
    }
}
