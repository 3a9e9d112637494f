//! Sig: directions in words, and as parts with codes. The words rule; the parts must say the same or be left out.

use yarrow_kernel::Decimal;

use super::part::element;

element! {
    /// Directions.
    Sig is "directions" {
        /// In words, as the patient should read them.
        sig_text: one String = "SigText" [1000];
        /// Versions of the code systems used below.
        code_system: opt CodeSystem = "CodeSystem";
        /// As parts.
        instruction: many Instruction = "Instruction";
    }
}

element! {
    /// Versions of code systems.
    CodeSystem is "versions of code systems" {
        /// SNOMED CT.
        snomed_version: opt String = "SNOMEDVersion" [35];
        /// Federal Medication Terminologies (NCI).
        fmt_version: opt String = "FMTVersion" [35];
    }
}

element! {
    /// One instruction.
    Instruction is "an instruction" {
        /// What and how.
        dose_administration: opt DoseAdministration = "DoseAdministration";
        /// When and how long.
        timing_and_duration: many TimingAndDuration = "TimingAndDuration";
        /// Links several instructions: "AND", "THEN".
        multiple_instruction_modifier: opt String = "MultipleInstructionModifier" [35];
    }
}

element! {
    /// What is taken and how.
    DoseAdministration is "a dose" {
        /// "Take".
        dose_delivery_method: opt SigCode = "DoseDeliveryMethod";
        /// How much.
        dosage: opt Dosage = "Dosage";
        /// "oral route".
        route_of_administration: opt SigCode = "RouteOfAdministration";
    }
}

element! {
    /// One statement about time.
    TimingAndDuration is "a time" {
        /// "before bedtime".
        administration_timing: opt AdministrationTiming = "AdministrationTiming";
        /// "twice a day".
        frequency: opt Frequency = "Frequency";
        /// "every 8 hours".
        interval: opt Interval = "Interval";
        /// "for 7 days".
        duration: opt Duration = "Duration";
    }
}

element! {
    /// Bound to an event of the day.
    AdministrationTiming is "an event" {
        /// "before".
        administration_timing_modifier: opt SigCode = "AdministrationTimingModifier";
        /// "bedtime".
        administration_timing_event: opt SigCode = "AdministrationTimingEvent";
    }
}

/// A number of some unit, under the tags that the standard has for it in this place.
macro_rules! counted {
    ($(#[$meta:meta])* $name:ident is $right:literal, $value:ident = $value_tag:literal, $unit:ident = $unit_tag:literal) => {
        element! {
            $(#[$meta])*
            $name is $right {
                /// How many.
                $value: one Decimal = $value_tag;
                /// Of which unit.
                $unit: one SigCode = $unit_tag;
            }
        }
    };
}

counted! {
    /// An amount for one dose: "1 tablet".
    Dosage is "an amount with its unit",
    dose_quantity = "DoseQuantity", dose_unit_of_measure = "DoseUnitOfMeasure"
}

counted! {
    /// So many times a unit of time: "twice a day".
    Frequency is "a frequency",
    frequency_numeric_value = "FrequencyNumericValue", frequency_units = "FrequencyUnits"
}

counted! {
    /// So long between doses: "8 hours".
    Interval is "an interval",
    interval_numeric_value = "IntervalNumericValue", interval_units = "IntervalUnits"
}

counted! {
    /// For how long: "7 days".
    Duration is "a duration",
    duration_numeric_value = "DurationNumericValue", duration_text = "DurationText"
}

element! {
    /// A term in words with its code.
    SigCode is "a term (Text, Qualifier, Code)" {
        /// In words.
        text: one String = "Text" [255];
        /// "SNOMED", "DoseUnitOfMeasure".
        qualifier: opt String = "Qualifier" [35];
        /// The code.
        code: opt String = "Code" [35];
    }
}
