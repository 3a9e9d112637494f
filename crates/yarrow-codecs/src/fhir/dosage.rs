//! FHIR Dosage: the directions of a prescription, read and written.

use super::datatypes::{CodeableConcept, Period, Quantity, Range, Ratio, Unkept, both_ways, list};
use super::number::Number;

both_ways! {
    /// Directions.
    Dosage {
        /// Order among the dosages; those with the same apply together.
        pub sequence: Option<i32>,
        /// As written.
        pub text: Option<String>,
        /// "with food".
        #[serde(deserialize_with = "list")]
        pub additional_instruction: Vec<CodeableConcept>,
        /// As told to the patient.
        pub patient_instruction: Option<String>,
        /// When.
        pub timing: Option<Timing>,
        /// Only when needed.
        pub as_needed_boolean: Option<bool>,
        /// Only when needed for this.
        pub as_needed_codeable_concept: Option<CodeableConcept>,
        /// "right eye".
        pub site: Option<CodeableConcept>,
        /// By mouth.
        pub route: Option<CodeableConcept>,
        /// "Take".
        pub method: Option<CodeableConcept>,
        /// How much.
        #[serde(deserialize_with = "list")]
        pub dose_and_rate: Vec<DoseAndRate>,
        /// The most in a period.
        pub max_dose_per_period: Option<Ratio>,
        /// The most at once.
        pub max_dose_per_administration: Option<Unkept>,
        /// The most ever.
        pub max_dose_per_lifetime: Option<Unkept>,
        /// Something that changes the meaning.
        pub modifier_extension: Option<Unkept>,
    }
}

both_ways! {
    /// How much at a time.
    DoseAndRate {
        /// ordered, calculated.
        #[serde(rename = "type")]
        pub kind: Option<CodeableConcept>,
        /// From an amount to an amount.
        pub dose_range: Option<Range>,
        /// An amount.
        pub dose_quantity: Option<Quantity>,
        /// An infusion, as a ratio.
        pub rate_ratio: Option<Unkept>,
        /// An infusion, as a range.
        pub rate_range: Option<Unkept>,
        /// An infusion, as a quantity.
        pub rate_quantity: Option<Unkept>,
    }
}

both_ways! {
    /// When to take it.
    Timing {
        /// Single points in time.
        pub event: Option<Unkept>,
        /// How often.
        pub repeat: Option<TimingRepeat>,
        /// "BID".
        pub code: Option<CodeableConcept>,
    }
}

both_ways! {
    /// How often.
    TimingRepeat {
        /// For how long.
        pub bounds_duration: Option<Quantity>,
        /// For about how long.
        pub bounds_range: Option<Unkept>,
        /// From when to when.
        pub bounds_period: Option<Period>,
        /// Doses in all.
        pub count: Option<u32>,
        /// Doses in all, at most.
        pub count_max: Option<Unkept>,
        /// How long one takes.
        pub duration: Option<Unkept>,
        /// Times …
        pub frequency: Option<u32>,
        /// … to times …
        pub frequency_max: Option<u32>,
        /// … in so many …
        pub period: Option<Number>,
        /// … to so many …
        pub period_max: Option<Number>,
        /// … h, d, wk, mo.
        pub period_unit: Option<String>,
        /// mon, tue, wed, thu, fri, sat, sun.
        #[serde(deserialize_with = "list")]
        pub day_of_week: Vec<String>,
        /// "08:00:00".
        #[serde(deserialize_with = "list")]
        pub time_of_day: Vec<String>,
        /// MORN, AC, HS, …
        #[serde(deserialize_with = "list")]
        pub when: Vec<String>,
        /// Minutes before or after `when`.
        pub offset: Option<u32>,
    }
}

impl Dosage {
    /// The directions as the source wrote them in words.
    pub fn written(&self) -> Option<&str> {
        let written = [&self.text, &self.patient_instruction];
        written.into_iter().flatten().map(|text| text.trim()).find(|text| !text.is_empty())
    }

    /// The directions in words: as written, or put together from their parts. Nothing is added that the parts do not say.
    pub fn words(&self) -> Option<String> {
        let more = self.additional_instruction.iter().filter_map(CodeableConcept::words);
        if let Some(text) = self.written() {
            let lower = text.to_lowercase();
            let unsaid = more.filter(|more| !lower.contains(&more.to_lowercase()));
            return Some(std::iter::once(text).chain(unsaid).collect::<Vec<_>>().join(", "));
        }
        let mut parts: Vec<String> = Vec::new();
        parts.extend(concept(self.method.as_ref()));
        parts.extend(self.dose_and_rate.iter().find_map(dose_words));
        parts.extend(concept(self.route.as_ref()));
        parts.extend(concept(self.site.as_ref()));
        parts.extend(self.timing.iter().flat_map(timing_words));
        match &self.as_needed_codeable_concept {
            Some(reason) => {
                parts.push(format!("as needed for {}", reason.words().unwrap_or("the stated reason")))
            }
            None if self.as_needed_boolean == Some(true) => parts.push("as needed".to_owned()),
            None => {}
        }
        parts.extend(more.map(str::to_owned));
        parts.extend(self.max_dose_per_period.as_ref().and_then(|ratio| {
            let (most, period) = (ratio.numerator.as_ref()?.words()?, ratio.denominator.as_ref()?.words()?);
            Some(format!("no more than {most} in {period}"))
        }));
        (!parts.is_empty()).then(|| parts.join(", "))
    }
}

fn concept(concept: Option<&CodeableConcept>) -> Option<String> {
    concept.and_then(CodeableConcept::words).map(str::to_owned)
}

fn dose_words(dose: &DoseAndRate) -> Option<String> {
    let of = |quantity: &Quantity| quantity.words().map(|words| format!("dose {words}"));
    let range = || {
        let range = dose.dose_range.as_ref()?;
        Some(format!("dose {} to {}", range.low.as_ref()?.words()?, range.high.as_ref()?.words()?))
    };
    dose.dose_quantity.as_ref().and_then(of).or_else(range)
}

fn timing_words(timing: &Timing) -> Vec<String> {
    let mut parts: Vec<String> = Vec::new();
    match concept(timing.code.as_ref()) {
        Some(words) => parts.push(words),
        None => parts.extend(timing.repeat.as_ref().and_then(often_words)),
    }
    let Some(repeat) = &timing.repeat else { return parts };
    parts.extend(repeat.day_of_week.iter().map(|day| format!("on {day}")));
    parts.extend(repeat.when.iter().map(|when| match repeat.offset {
        Some(minutes) if minutes > 0 => format!("{minutes} min {}", event_words(when)),
        _ => event_words(when).to_owned(),
    }));
    parts.extend(repeat.time_of_day.iter().map(|time| format!("at {time}")));
    parts.extend(repeat.count.map(|count| format!("{count} doses in all")));
    let length = repeat.bounds_duration.as_ref().and_then(Quantity::words);
    parts.extend(length.map(|length| format!("for {length}")));
    parts
}

fn often_words(repeat: &TimingRepeat) -> Option<String> {
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
    Some(match repeat.period_max {
        Some(high) => format!("{times} every {period} to {} {unit}s", high.0.normalize()),
        None if period == 1.into() => format!("{times} every {unit}"),
        None => format!("{times} every {period} {unit}s"),
    })
}

/// FHIR EventTiming in words; an unknown code stays as it is.
fn event_words(code: &str) -> &str {
    match code {
        "MORN" => "in the morning",
        "MORN.early" => "early in the morning",
        "MORN.late" => "late in the morning",
        "NOON" => "at noon",
        "AFT" => "in the afternoon",
        "EVE" => "in the evening",
        "NIGHT" => "at night",
        "PHS" => "after going to sleep",
        "HS" => "at bedtime",
        "WAKE" => "on waking",
        "C" => "with meals",
        "CM" => "with breakfast",
        "CD" => "with lunch",
        "CV" => "with dinner",
        "AC" => "before meals",
        "ACM" => "before breakfast",
        "ACD" => "before lunch",
        "ACV" => "before dinner",
        "PC" => "after meals",
        "PCM" => "after breakfast",
        "PCD" => "after lunch",
        "PCV" => "after dinner",
        other => other,
    }
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
        assert_eq!(
            words(r#"{"text":"1 tab PO BID with food","additionalInstruction":[{"text":"With food"},{"text":"no alcohol"}]}"#)
                .as_deref(),
            Some("1 tab PO BID with food, no alcohol")
        );
    }

    #[test]
    fn coded_directions_are_put_into_words_without_inventing_a_unit() {
        let json = r#"{"asNeededBoolean":true,"doseAndRate":[{"doseQuantity":{"value":1.0}}],
            "timing":{"repeat":{"frequency":2,"period":6.0,"periodUnit":"h"}}}"#;
        assert_eq!(words(json).as_deref(), Some("dose 1.0, 2 times every 6 hours, as needed"));
        assert_eq!(words("{}"), None);
    }

    #[test]
    fn no_part_of_coded_directions_is_left_out_of_the_words() {
        let json = r#"{"doseAndRate":[{"doseQuantity":{"value":2,"unit":"tablet"}}],"site":{"text":"left side"},
            "timing":{"repeat":{"frequency":1,"period":1,"periodUnit":"d","when":["ACM"],"offset":30,"dayOfWeek":["mon"],
            "boundsDuration":{"value":10,"unit":"days"},"count":4}},"method":{"text":"Chew"},
            "maxDosePerPeriod":{"numerator":{"value":8,"unit":"tablets"},"denominator":{"value":24,"unit":"h"}}}"#;
        assert_eq!(
            words(json).as_deref(),
            Some(
                "Chew, dose 2 tablet, left side, once every day, on mon, 30 min before breakfast, 4 doses in all, \
                 for 10 days, no more than 8 tablets in 24 h"
            )
        );
    }

    #[test]
    fn directions_come_back_from_json_as_they_were_written() {
        let json = r#"{"sequence":1,"text":"x","timing":{"repeat":{"frequency":2,"period":0.5,"periodUnit":"d"}},"doseAndRate":[{"doseQuantity":{"value":2.50,"unit":"mg"}}]}"#;
        let dosage: Dosage = serde_json::from_str(json).unwrap();
        assert_eq!(serde_json::to_string(&dosage).unwrap(), json);
    }
}
