//! FHIR Observation.

use serde::Deserialize;

use super::datatypes::{
    Annotation, CodeableConcept, Period, Quantity, Range, Ratio, Reference, datatype, list,
};
use super::moment::Moment;

/// The elements that may hold a value, shared by an observation and its components.
macro_rules! with_value {
    ($(#[$meta:meta])* $name:ident { $($body:tt)* }) => {
        datatype! {
            $(#[$meta])*
            $name {
                $($body)*
                /// What was observed.
                pub code: CodeableConcept,
                /// A number with its unit.
                pub value_quantity: Option<Quantity>,
                /// A coded answer.
                pub value_codeable_concept: Option<CodeableConcept>,
                /// An answer in words.
                pub value_string: Option<String>,
                /// Yes or no.
                pub value_boolean: Option<bool>,
                /// A whole number.
                pub value_integer: Option<i64>,
                /// From a value to a value.
                pub value_range: Option<Range>,
                /// One amount for another.
                pub value_ratio: Option<Ratio>,
                /// A time of day.
                pub value_time: Option<String>,
                /// A point in time.
                pub value_date_time: Option<String>,
                /// A period.
                pub value_period: Option<serde::de::IgnoredAny>,
                /// A curve.
                pub value_sampled_data: Option<serde::de::IgnoredAny>,
                /// Why there is no value.
                pub data_absent_reason: Option<CodeableConcept>,
                /// High, low, abnormal.
                #[serde(deserialize_with = "list")]
                pub interpretation: Vec<CodeableConcept>,
                /// What is usual.
                #[serde(deserialize_with = "list")]
                pub reference_range: Vec<ReferenceRange>,
            }
        }

        impl $name {
            /// The value, whichever kind it is.
            pub fn value(&self) -> Value {
                let words = |text: &Option<String>| text.as_deref().map(str::trim).filter(|t| !t.is_empty()).map(str::to_owned);
                if let Some(quantity) = &self.value_quantity {
                    return Value::of_quantity(quantity);
                }
                let text = self
                    .value_codeable_concept
                    .as_ref()
                    .and_then(|concept| concept.words().or(concept.first_code()).map(str::to_owned))
                    .or_else(|| words(&self.value_string))
                    .or_else(|| self.value_boolean.map(|yes| if yes { "Yes" } else { "No" }.to_owned()))
                    .or_else(|| self.value_range.as_ref().and_then(range_words))
                    .or_else(|| self.value_ratio.as_ref().and_then(ratio_words))
                    .or_else(|| words(&self.value_time))
                    .or_else(|| words(&self.value_date_time));
                match (self.value_integer, text) {
                    (Some(number), _) => Value::Number { value: number.into(), unit: None },
                    (None, Some(text)) => Value::Text(text),
                    (None, None) if self.value_sampled_data.is_some() => Value::Unkept("valueSampledData"),
                    (None, None) if self.value_period.is_some() => Value::Unkept("valuePeriod"),
                    (None, None) => Value::None,
                }
            }
        }
    };
}

with_value! {
    /// A measurement, a laboratory value, an answer.
    Observation {
        /// registered, preliminary, final, amended, corrected, cancelled, entered-in-error, unknown.
        pub status: Option<String>,
        /// vital-signs, laboratory, …
        #[serde(deserialize_with = "list")]
        pub category: Vec<CodeableConcept>,
        /// Whose.
        pub subject: Option<Reference>,
        /// Visit.
        pub encounter: Option<Reference>,
        /// When.
        pub effective_date_time: Option<Moment>,
        /// When, as a period.
        pub effective_period: Option<Period>,
        /// When, to the millisecond.
        pub effective_instant: Option<Moment>,
        /// When made known.
        pub issued: Option<Moment>,
        /// Remarks.
        #[serde(deserialize_with = "list")]
        pub note: Vec<Annotation>,
        /// Parts: systolic and diastolic pressure.
        #[serde(deserialize_with = "list")]
        pub component: Vec<Component>,
        /// Members of a panel.
        #[serde(deserialize_with = "list")]
        pub has_member: Vec<Reference>,
    }
}

with_value! {
    /// One part of an observation.
    Component {}
}

datatype! {
    /// What is usual.
    ReferenceRange {
        /// Lower end.
        pub low: Option<Quantity>,
        /// Upper end.
        pub high: Option<Quantity>,
        /// normal, recommended, treatment, …
        #[serde(rename = "type")]
        pub kind: Option<CodeableConcept>,
        /// For whom.
        #[serde(deserialize_with = "list")]
        pub applies_to: Vec<CodeableConcept>,
        /// For what age.
        pub age: Option<Range>,
    }
}

/// A value as a chart can hold it.
#[derive(Clone, Debug, PartialEq)]
pub enum Value {
    /// A number and its unit.
    Number {
        /// How much.
        value: yarrow_kernel::Decimal,
        /// Of what.
        unit: Option<String>,
    },
    /// Words.
    Text(String),
    /// None given.
    None,
    /// Given, but of a kind that is neither a number nor words; the element's name.
    Unkept(&'static str),
}

impl Value {
    /// A number only when it is one: "< 0.5" kept as 0.5 would be a different result.
    fn of_quantity(quantity: &Quantity) -> Self {
        match (quantity.value, quantity.comparator.as_deref().filter(|sign| !sign.is_empty())) {
            (Some(value), None) => {
                Self::Number { value: value.0, unit: quantity.unit_text().map(str::to_owned) }
            }
            (Some(_), Some(_)) => quantity.words().map_or(Self::None, Self::Text),
            (None, _) => Self::None,
        }
    }
}

fn range_words(range: &Range) -> Option<String> {
    let low = range.low.as_ref().and_then(Quantity::words);
    let high = range.high.as_ref().and_then(Quantity::words);
    match (low, high) {
        (Some(low), Some(high)) => Some(format!("{low} to {high}")),
        (Some(low), None) => Some(format!("{low} or more")),
        (None, Some(high)) => Some(format!("{high} or less")),
        (None, None) => None,
    }
}

fn ratio_words(ratio: &Ratio) -> Option<String> {
    let numerator = ratio.numerator.as_ref()?.words()?;
    Some(format!("{numerator} : {}", ratio.denominator.as_ref()?.words()?))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn value(json: &str) -> Value {
        serde_json::from_str::<Observation>(json).unwrap().value()
    }

    #[test]
    fn a_value_below_the_detection_limit_is_kept_in_words_and_never_as_a_number() {
        let json = r#"{"valueQuantity":{"value":0.50,"comparator":"<","unit":"ng/mL"}}"#;
        assert_eq!(value(json), Value::Text("< 0.50 ng/mL".to_owned()));
    }

    #[test]
    fn the_ucum_code_is_the_unit_and_the_shown_unit_only_where_there_is_none() {
        let coded = r#"{"valueQuantity":{"value":7,"unit":"percent","system":"http://unitsofmeasure.org","code":"%"}}"#;
        assert_eq!(value(coded), Value::Number { value: 7.into(), unit: Some("%".to_owned()) });
        let shown = r#"{"valueQuantity":{"value":7,"unit":"percent"}}"#;
        assert_eq!(value(shown), Value::Number { value: 7.into(), unit: Some("percent".to_owned()) });
    }

    #[test]
    fn answers_titres_and_ranges_are_kept_in_words() {
        assert_eq!(value(r#"{"valueBoolean":false}"#), Value::Text("No".to_owned()));
        assert_eq!(
            value(r#"{"valueRatio":{"numerator":{"value":1},"denominator":{"value":128}}}"#),
            Value::Text("1 : 128".to_owned())
        );
        assert_eq!(value(r#"{"valueSampledData":{"period":1}}"#), Value::Unkept("valueSampledData"));
        assert_eq!(value(r#"{"valueQuantity":{"unit":"mg"}}"#), Value::None);
    }
}
