//! Directions that arrive as FHIR R4 Dosage.

use std::collections::BTreeSet;

use yarrow_codecs::fhir::{CodeableConcept, Dosage as FhirDosage, Quantity};
use yarrow_kernel::Decimal;
use yarrow_rules::sig::{
    self, Dosage, Dose, Maximum, complete, doses_per_day, error_prone, read_dosages, total_days, with_part,
};

use super::repeat::with_timing;

/// Directions as another record gave them, and what they were understood to say.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ImportedDirections {
    /// As written at the source, never changed; put together from the coded parts where nothing was written.
    pub text: String,
    /// What is understood, or why it is not: then the dose is not checked.
    pub understood: Result<Vec<Dosage>, String>,
    /// What a reader should know of how text and coded parts were used together.
    pub remark: Option<&'static str>,
}

const DIFFER: &str = "The coded directions and the text beside them say different things.";

/// Reads the dosages of one prescription. Coded parts are used where there are any, otherwise the text is read; where
/// both say something and do not agree, neither is believed. Directions are understood wholly or not at all.
///
/// `dose_form` is the form of the product; it lends unit and route as it does for typed directions.
pub fn imported_directions(dosages: &[FhirDosage], dose_form: Option<&str>) -> ImportedDirections {
    let words: Vec<String> = dosages.iter().filter_map(FhirDosage::words).collect();
    let steps = steps(dosages);
    let joint = if matches!(&steps, Ok(steps) if steps.iter().max() > Some(&1)) { "; then " } else { "; " };
    let mut from_parts = false;
    let understood = steps.and_then(|steps| {
        let mut all: Vec<Dosage> = Vec::new();
        for (dosage, step) in dosages.iter().zip(steps) {
            let (read, parts) = one(dosage, dose_form)?;
            from_parts |= parts;
            let last = read.iter().map(|d| d.sequence).max().unwrap_or(1);
            if last > 1 && dosages.len() > 1 {
                return Err("One of several instructions has steps of its own.".to_owned());
            }
            all.extend(read.into_iter().map(|d| if last > 1 { d } else { Dosage { sequence: step, ..d } }));
        }
        all.sort_by_key(|d| d.sequence);
        said_exactly(all, dose_form)
    });
    let remark = match &understood {
        Ok(_) => from_parts
            .then_some("the dose is checked by the coded parts of the directions, not by their text"),
        Err(because) => (because == DIFFER)
            .then_some("the coded directions and their text differ; the dose is not checked"),
    };
    ImportedDirections { text: words.join(joint), remark, understood }
}

/// The step of each dosage, counted from 1. Errors: several dosages, and nothing says whether they apply together.
fn steps(dosages: &[FhirDosage]) -> Result<Vec<u32>, String> {
    match dosages {
        [] => return Err("No directions are given.".to_owned()),
        [_] => return Ok(vec![1]),
        _ => {}
    }
    let given: Option<Vec<i32>> = dosages.iter().map(|dosage| dosage.sequence).collect();
    let given = given.ok_or("Nothing says whether the instructions follow one another.")?;
    let order: BTreeSet<i32> = given.iter().copied().collect();
    let place = |sequence: &i32| order.range(..sequence).count() + 1;
    Ok(given.iter().map(|sequence| u32::try_from(place(sequence)).unwrap_or(u32::MAX)).collect())
}

/// Only what plain words can say again exactly is understood: the words are what people read and what is checked.
fn said_exactly(dosages: Vec<Dosage>, dose_form: Option<&str>) -> Result<Vec<Dosage>, String> {
    let words = sig::words(&dosages);
    if let Some(bad) = error_prone(&words) {
        return Err(format!("“{bad}” is easily misread."));
    }
    match read_dosages(&words, dose_form) {
        Ok(again) if again.dosages == dosages => Ok(dosages),
        _ => Err("The coded directions cannot be said exactly in words.".to_owned()),
    }
}

/// One dosage, and whether only its coded parts were understood.
fn one(dosage: &FhirDosage, form: Option<&str>) -> Result<(Vec<Dosage>, bool), String> {
    let parts = coded(dosage, form)?;
    let whole = parts.clone().map(|parts| complete(vec![parts], form));
    let Some(text) = dosage.written() else {
        let whole = whole.unwrap_or_else(|| Err("No directions are given.".to_owned()))?;
        return Ok((whole, false));
    };
    let said = match (read_dosages(text, form), &whole) {
        (Ok(said), _) => said.dosages,
        (Err(_), Some(Ok(whole))) => return Ok((whole.clone(), true)),
        (Err(because), _) => return Err(because),
    };
    let Some(parts) = parts else { return Ok((said, false)) };
    let [said] = said.as_slice() else { return Err(DIFFER.to_owned()) };
    if !agree(&parts, said) {
        return Err(DIFFER.to_owned());
    }
    match whole {
        // The text says no amount ("use as directed"); the parts do.
        Some(Ok(whole)) if said.dose.is_none() && said.amount.is_none() => Ok((whole, true)),
        _ => Ok((complete(vec![with_more(said, &parts)], form)?, false)),
    }
}

/// What the text says, and what the parts say beyond it.
fn with_more(said: &Dosage, parts: &Dosage) -> Dosage {
    let mut more = said.clone();
    more.route = more.route.or(parts.route);
    more.site = more.site.or_else(|| parts.site.clone());
    more.reason = more.reason.or_else(|| parts.reason.clone());
    more.maximum = more.maximum.or(parts.maximum);
    more.duration = more.duration.or(parts.duration).filter(|_| more.timing.days.is_none());
    more.additional.extend(parts.additional.iter().filter(|a| !said.additional.contains(a)));
    more
}

/// True when nothing that both say differs. Amounts in different units cannot be compared here.
fn agree(parts: &Dosage, said: &Dosage) -> bool {
    let dose = |d: &Dosage, other: &Dosage| -> Option<bool> {
        let (one, others) = (d.dose?, [other.dose, other.same_as]);
        let mut comparable = others.into_iter().flatten().filter(|o| o.unit == one.unit).peekable();
        comparable.peek()?;
        Some(comparable.any(|o| (o.low, o.high) == (one.low, one.high)))
    };
    let rate = doses_per_day(&parts.timing).zip(doses_per_day(&said.timing)).is_none_or(|(a, b)| a == b);
    let length = |d: &Dosage| d.duration.and_then(|_| total_days(&[Dosage { sequence: 1, ..d.clone() }]));
    let lengths = length(parts).zip(length(said)).is_none_or(|(a, b)| a == b);
    let routes = parts.route.zip(said.route).is_none_or(|(a, b)| a == b);
    dose(parts, said) != Some(false) && rate && lengths && routes && (said.as_needed || !parts.as_needed)
}

/// The coded parts; `None` where there are none. Errors: a sentence naming the part that cannot be kept.
fn coded(dosage: &FhirDosage, form: Option<&str>) -> Result<Option<Dosage>, String> {
    let unkept = [
        (dosage.modifier_extension.is_some(), "a part that changes their meaning"),
        (dosage.max_dose_per_administration.is_some(), "a maximum at once"),
        (dosage.max_dose_per_lifetime.is_some(), "a maximum in a lifetime"),
        (
            dosage
                .dose_and_rate
                .iter()
                .any(|d| d.rate_quantity.is_some() || d.rate_range.is_some() || d.rate_ratio.is_some()),
            "a rate of infusion",
        ),
    ];
    if let Some((_, what)) = unkept.iter().find(|(there, _)| *there) {
        return Err(format!("The directions have {what}."));
    }
    let parts = [
        dosage.dose_and_rate.is_empty(),
        dosage.timing.is_none(),
        dosage.method.is_none(),
        dosage.additional_instruction.is_empty(),
        dosage.max_dose_per_period.is_none(),
    ];
    if parts.iter().all(|empty| *empty) {
        return Ok(None);
    }
    let mut read = Dosage { sequence: 1, ..Dosage::default() };
    for amount in &dosage.dose_and_rate {
        let dose = match (&amount.dose_quantity, &amount.dose_range) {
            (Some(quantity), None) => dose(Some(quantity), None, form)?,
            (None, Some(range)) => dose(range.low.as_ref(), range.high.as_ref(), form)?,
            (None, None) => continue,
            (Some(_), Some(_)) => return Err("The directions say two different doses.".to_owned()),
        };
        match (read.dose, read.same_as) {
            (None, _) => read.dose = Some(dose),
            (Some(_), None) => read.same_as = Some(dose),
            _ => return Err("The directions say more than two doses.".to_owned()),
        }
    }
    for (concept, what) in
        [(&dosage.route, "route"), (&dosage.site, "site"), (&dosage.method, "way of giving it")]
    {
        if let Some(concept) = concept {
            read = with_concept(read, concept, what)?;
        }
    }
    if let Some(timing) = &dosage.timing {
        read = with_timing(read, timing)?;
    }
    read.as_needed |= dosage.as_needed_boolean == Some(true);
    if let Some(reason) = &dosage.as_needed_codeable_concept {
        let text = reason.words().ok_or("The reason of “as needed” has no words.")?;
        let bare = with_part(Dosage::default(), &format!("as needed for {text}"))?;
        let said = Dosage { as_needed: true, reason: bare.reason.clone(), ..Dosage::default() };
        if bare != said {
            return Err(format!("“{text}” was not understood as a reason."));
        }
        (read.as_needed, read.reason) = (true, bare.reason);
    }
    for concept in &dosage.additional_instruction {
        read = with_concept(read, concept, "instruction")?;
    }
    // Days of treatment are bounded by themselves.
    if read.timing.days.is_some() {
        read.duration = None;
    }
    if let Some(ratio) = &dosage.max_dose_per_period {
        let most = dose(ratio.numerator.as_ref(), None, form)?;
        let hours = ratio.denominator.as_ref().and_then(hours);
        let hours = Some(hours.ok_or("The period of the maximum was not understood.")?);
        read.maximum = Some(Maximum { amount: most.low, unit: most.unit, hours });
    }
    Ok(Some(read))
}

/// Adds a concept by its words or code, whichever is understood.
fn with_concept(dosage: Dosage, concept: &CodeableConcept, what: &str) -> Result<Dosage, String> {
    let displays = concept.coding.iter().flat_map(|c| [c.display.as_deref(), c.code.as_deref()]);
    let texts: Vec<&str> = std::iter::once(concept.text.as_deref()).chain(displays).flatten().collect();
    let read = texts.iter().find_map(|text| {
        let plain = plain(text);
        (!plain.is_empty()).then(|| with_part(dosage.clone(), &plain).ok()).flatten()
    });
    let shown = concept.words().unwrap_or("a code");
    read.ok_or_else(|| format!("The {what} “{shown}” was not understood."))
}

/// A concept's display as one would type it: "Oral route (qualifier value)" is "oral".
fn plain(text: &str) -> String {
    let lower = text.trim().to_lowercase();
    let bare = lower.split(" (qualifier value)").next().unwrap_or_default();
    let bare = ["route of administration", "route", "use"]
        .iter()
        .find_map(|ending| bare.strip_suffix(ending)?.strip_suffix(' '))
        .unwrap_or(bare)
        .trim();
    match bare {
        "inhalation" | "respiratory tract" | "respiratory (inhalation)" => "inhaled".to_owned(),
        "swallow" => "take".to_owned(),
        "injection" => "inject".to_owned(),
        other => other.to_owned(),
    }
}

fn dose(low: Option<&Quantity>, high: Option<&Quantity>, form: Option<&str>) -> Result<Dose, String> {
    let (low, unit) = amount(low.ok_or("The dose has no lower end.")?, form)?;
    let high = match high {
        Some(high) => {
            let (high, other) = amount(high, form)?;
            if other != unit {
                return Err("The dose goes from one unit to another.".to_owned());
            }
            Some(high).filter(|high| *high != low)
        }
        None => None,
    };
    Ok(Dose { low, high, unit })
}

fn amount(quantity: &Quantity, form: Option<&str>) -> Result<(Decimal, sig::Unit), String> {
    let value = quantity.value.ok_or("The dose has no number.")?.0.normalize();
    if quantity.comparator.is_some() {
        return Err("The dose is only said to be more or less than a number.".to_owned());
    }
    if value <= Decimal::ZERO {
        return Err("The dose is zero.".to_owned());
    }
    // A dose typed as text is bounded in the same way.
    if value > Decimal::from(10_000_000) {
        return Err(format!("{value} is too large for a dose."));
    }
    let given = [quantity.code.as_deref(), quantity.unit.as_deref()].into_iter().flatten().map(str::trim);
    let named: Vec<&str> = given.filter(|text| !matches!(*text, "" | "1" | "{each}" | "each")).collect();
    if named.is_empty() {
        let unit = form.and_then(sig::unit_of_form).ok_or("The dose has no unit.")?;
        return Ok((value, unit));
    }
    let unit = named.iter().find_map(|text| unit(text));
    let (unit, times) = unit.ok_or_else(|| format!("The unit “{}” was not understood.", named[0]))?;
    Ok((value * Decimal::from(times), unit))
}

/// A unit by its UCUM code or its name.
fn unit(text: &str) -> Option<(sig::Unit, u32)> {
    match text {
        "[iU]" | "[IU]" | "U" | "[USP'U]" => return Some((sig::Unit::Unit, 1)),
        "[drp]" => return Some((sig::Unit::Drop, 1)),
        "[in_i]" => return Some((sig::Unit::Inch, 1)),
        "[tsp_us]" => return Some((sig::Unit::Milliliter, 5)),
        "[tbs_us]" => return Some((sig::Unit::Milliliter, 15)),
        _ => {}
    }
    let name = text.trim_start_matches('{').trim_end_matches('}').to_lowercase();
    sig::unit_named(name.trim_end_matches("(s)"))
}

fn hours(quantity: &Quantity) -> Option<u32> {
    let value: u32 = quantity.value?.0.normalize().to_string().parse().ok()?;
    match quantity.code.as_deref().or(quantity.unit.as_deref())? {
        "h" | "hour" | "hours" => Some(value),
        "d" | "day" | "days" => value.checked_mul(24),
        _ => None,
    }
    .filter(|hours| *hours > 0)
}
