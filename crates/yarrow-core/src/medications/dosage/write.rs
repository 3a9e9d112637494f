//! Understood directions as FHIR R4 Dosage.

use serde::Serialize;
use yarrow_codecs::fhir::{
    CodeableConcept, Coding, Dosage as FhirDosage, DoseAndRate, Number, Quantity, Range, Ratio, Timing,
    TimingRepeat, system,
};
use yarrow_kernel::Decimal;
use yarrow_rules::sig::{self, Additional, Dosage, Dose, Language, PeriodUnit, Unit, words, words_in};

/// The directions as FHIR dosages, one for each instruction in the order they apply.
///
/// `text` is the instruction in plain English, `patientInstruction` in the patient's language. Concepts carry words
/// and no codes of a licensed system; units are UCUM. What FHIR has no element for is an `additionalInstruction` in
/// words, so that reading it again gives the same directions.
pub fn fhir_dosage(dosages: &[Dosage], language: Language) -> Vec<FhirDosage> {
    dosages.iter().map(|dosage| one(dosage, language)).collect()
}

fn one(dosage: &Dosage, language: Language) -> FhirDosage {
    let alone = std::slice::from_ref(dosage);
    let reason = dosage.reason.as_deref().filter(|_| dosage.as_needed);
    FhirDosage {
        sequence: i32::try_from(dosage.sequence).ok(),
        text: Some(words(alone)),
        patient_instruction: Some(words_in(alone, language)),
        additional_instruction: additional(dosage).iter().map(|text| concept(text)).collect(),
        timing: timing(dosage),
        as_needed_boolean: reason.is_none().then_some(dosage.as_needed),
        as_needed_codeable_concept: reason.map(concept),
        site: dosage.site.as_ref().map(|site| {
            let words = sig::site_words(site);
            let prefix = ["in the ", "in ", "to the ", "to "].iter().find_map(|p| words.strip_prefix(p));
            concept(prefix.unwrap_or(&words))
        }),
        route: dosage.route.map(|route| concept(sig::route_word(route))),
        method: Some(concept(sig::verb(dosage))),
        dose_and_rate: [(dosage.dose, "ordered"), (dosage.same_as, "calculated")]
            .into_iter()
            .filter_map(|(dose, kind)| dose.map(|dose| dose_and_rate(dose, kind)))
            .collect(),
        max_dose_per_period: dosage.maximum.and_then(|maximum| {
            Some(Ratio {
                numerator: Some(quantity(maximum.amount, maximum.unit)),
                denominator: Some(time(maximum.hours?, PeriodUnit::Hour)),
            })
        }),
        ..FhirDosage::default()
    }
}

fn concept(text: &str) -> CodeableConcept {
    CodeableConcept { coding: Vec::new(), text: Some(text.to_owned()) }
}

/// Everything that no element of its own can hold.
fn additional(dosage: &Dosage) -> Vec<String> {
    let mut texts: Vec<String> = Vec::new();
    texts.extend(dosage.amount.map(|amount| sig::amount_words(amount).to_owned()));
    if !dosage.as_needed {
        texts.extend(dosage.reason.as_ref().map(|reason| format!("for {reason}")));
    }
    texts.extend(dosage.timing.days.map(|(first, last)| {
        if first == last { format!("on day {first}") } else { format!("on days {first} to {last}") }
    }));
    if clock_in_words(dosage) {
        texts.extend(dosage.timing.time_of_day.iter().map(|time| format!("at {}", sig::clock(time))));
    }
    texts.extend(dosage.additional.iter().map(|one: &Additional| sig::additional_words(*one)));
    texts.extend(dosage.maximum.filter(|m| m.hours.is_none()).map(sig::maximum_words));
    texts
}

/// FHIR allows `timeOfDay` or `when`, not both (invariant tim-10).
fn clock_in_words(dosage: &Dosage) -> bool {
    !dosage.timing.when.is_empty() && !dosage.timing.time_of_day.is_empty()
}

fn timing(dosage: &Dosage) -> Option<Timing> {
    let t = &dosage.timing;
    let days = t.days.map(|(first, last)| time(last - first + 1, PeriodUnit::Day));
    let clock = if clock_in_words(dosage) { &[][..] } else { &t.time_of_day };
    let repeat = TimingRepeat {
        bounds_duration: dosage.duration.map(|d| time(d.value, d.unit)).or(days),
        count: t.count,
        frequency: t.frequency,
        frequency_max: t.frequency_max,
        period: t.period_unit.map(|_| Number(Decimal::from(t.period))),
        period_max: t.period_max.map(|max| Number(Decimal::from(max))),
        period_unit: t.period_unit.map(code),
        day_of_week: t.day_of_week.iter().map(code).collect(),
        time_of_day: clock.iter().map(|time| format!("{time}:00")).collect(),
        when: t.when.iter().map(code).collect(),
        offset: t.offset_minutes,
        ..TimingRepeat::default()
    };
    let says_something = repeat != TimingRepeat::default();
    says_something.then(|| Timing { repeat: Some(repeat), ..Timing::default() })
}

/// The FHIR code that a value is serialised as.
fn code(value: impl Serialize) -> String {
    let json = serde_json::to_value(value).unwrap_or_default();
    json.as_str().unwrap_or_default().to_owned()
}

fn dose_and_rate(dose: Dose, kind: &str) -> DoseAndRate {
    let coding = Coding {
        system: Some("http://terminology.hl7.org/CodeSystem/dose-rate-type".to_owned()),
        code: Some(kind.to_owned()),
        display: None,
    };
    let (low, high) = (quantity(dose.low, dose.unit), dose.high.map(|high| quantity(high, dose.unit)));
    let (dose_quantity, dose_range) = match high {
        None => (Some(low), None),
        high => (None, Some(Range { low: Some(low), high })),
    };
    DoseAndRate {
        kind: Some(CodeableConcept { coding: vec![coding], text: None }),
        dose_quantity,
        dose_range,
        ..DoseAndRate::default()
    }
}

fn quantity(value: Decimal, unit: Unit) -> Quantity {
    let word = sig::unit_word(unit, false);
    let ucum = match unit {
        Unit::Milligram | Unit::Gram | Unit::Milliliter => word.to_owned(),
        Unit::Liter => "L".to_owned(),
        Unit::Microgram => "ug".to_owned(),
        Unit::Milliequivalent => "meq".to_owned(),
        Unit::Unit => "[iU]".to_owned(),
        Unit::Inch => "[in_i]".to_owned(),
        Unit::Drop => "[drp]".to_owned(),
        // UCUM annotations: a count of one, said of what.
        _ => format!("{{{word}}}"),
    };
    ucum_quantity(value, word, ucum)
}

fn time(value: u32, unit: PeriodUnit) -> Quantity {
    let word = match unit {
        PeriodUnit::Minute => "min",
        PeriodUnit::Hour => "hour",
        PeriodUnit::Day => "day",
        PeriodUnit::Week => "week",
        PeriodUnit::Month => "month",
        PeriodUnit::Year => "year",
    };
    ucum_quantity(Decimal::from(value), word, code(unit))
}

fn ucum_quantity(value: Decimal, unit: &str, code: String) -> Quantity {
    Quantity {
        value: Some(Number(value.normalize())),
        comparator: None,
        unit: Some(unit.to_owned()),
        system: Some(system::UCUM.to_owned()),
        code: Some(code),
    }
}
