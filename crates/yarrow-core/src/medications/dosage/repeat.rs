//! FHIR Timing as the rules understand it.

use serde::de::DeserializeOwned;
use yarrow_codecs::fhir::{Quantity, Timing as FhirTiming, TimingRepeat};
use yarrow_kernel::{Decimal, PartialDate};
use yarrow_rules::sig::{Dosage, Duration, PeriodUnit, Timing, doses_per_day, with_part};

/// A dosage with what the timing adds to it. Errors: a sentence naming the part that cannot be kept.
pub(super) fn with_timing(mut dosage: Dosage, timing: &FhirTiming) -> Result<Dosage, String> {
    if timing.event.is_some() {
        return Err("The directions name single points in time.".to_owned());
    }
    if let Some(repeat) = &timing.repeat {
        with_repeat(&mut dosage, repeat)?;
    }
    let Some(code) = &timing.code else { return Ok(dosage) };
    let said = [code.text.as_deref(), code.first_code()].into_iter().flatten();
    let displays = code.coding.iter().filter_map(|coding| coding.display.as_deref());
    // HL7 GTSAbbreviation "BED".
    let said = said.chain(displays).map(|text| if text == "BED" { "at bedtime" } else { text });
    let read = said.map(|text| with_part(Dosage::default(), text)).find_map(Result::ok);
    let often = dosage.timing.period_unit.is_some() || !dosage.timing.when.is_empty();
    match read {
        Some(read) if often => {
            let (a, b) = (doses_per_day(&read.timing), doses_per_day(&dosage.timing));
            if a.is_some() && b.is_some() && a != b {
                return Err("The code of the timing and its parts say different things.".to_owned());
            }
            Ok(dosage)
        }
        Some(read) => {
            let parts = std::mem::take(&mut dosage.timing);
            dosage.timing = Timing { days: parts.days, count: parts.count, ..read.timing };
            dosage.as_needed |= read.as_needed;
            Ok(dosage)
        }
        None if often => Ok(dosage),
        None => Err("The code of the timing was not understood.".to_owned()),
    }
}

fn with_repeat(dosage: &mut Dosage, repeat: &TimingRepeat) -> Result<(), String> {
    let unkept = [
        (repeat.bounds_range.is_some(), "a length from … to …"),
        (repeat.count_max.is_some(), "a number of doses from … to …"),
        (repeat.duration.is_some(), "how long one dose takes"),
    ];
    if let Some((_, what)) = unkept.iter().find(|(there, _)| *there) {
        return Err(format!("The directions say {what}."));
    }
    let t = &mut dosage.timing;
    match (repeat.period, repeat.period_unit.as_deref()) {
        (Some(period), Some(unit)) => {
            let max = repeat.period_max.map(|max| max.0).filter(|max| *max != period.0);
            let (period, max, unit) = whole_period(period.0, max, unit)?;
            (t.period, t.period_max, t.period_unit) = (period, max, Some(unit));
            // FHIR: "if no frequency is stated, the assumption is that the event occurs once per period".
            let once = repeat.frequency_max.is_none().then_some(1);
            t.frequency = repeat.frequency.or(once);
            t.frequency_max = repeat.frequency_max.filter(|max| Some(*max) != repeat.frequency);
            if t.frequency == Some(0) || t.frequency_max == Some(0) {
                return Err("The directions say “0 times”.".to_owned());
            }
        }
        (None, None) if repeat.frequency.is_none() && repeat.frequency_max.is_none() => {}
        _ => return Err("The timing says how many times, but not in how long.".to_owned()),
    }
    t.count = repeat.count;
    t.when = codes(&repeat.when, "time of day")?;
    t.day_of_week = codes(&repeat.day_of_week, "day of the week")?;
    t.offset_minutes = repeat.offset.filter(|minutes| *minutes > 0);
    t.time_of_day = repeat.time_of_day.iter().map(|time| clock(time)).collect::<Result<_, _>>()?;
    dosage.duration = repeat.bounds_duration.as_ref().map(length).transpose()?;
    let bounds = repeat.bounds_period.as_ref();
    if let Some(end) = bounds.and_then(|period| period.end) {
        let day = |date: PartialDate| date.day.and_then(|_| date.earliest());
        let start = bounds.and_then(|period| period.start).and_then(|start| day(start.date));
        // The end of a FHIR Period is part of it.
        let days = start.zip(day(end.date)).map(|(start, last)| last.days_since(start) + 1);
        let days = days.and_then(|days| u32::try_from(days).ok()).filter(|days| *days > 0);
        let days = days.ok_or("The treatment ends on a day, but does not begin on one.")?;
        dosage.duration = Some(Duration { value: days, unit: PeriodUnit::Day });
    }
    Ok(())
}

/// A period in whole units: half a day is 12 hours.
fn whole_period(
    low: Decimal,
    high: Option<Decimal>,
    unit: &str,
) -> Result<(u32, Option<u32>, PeriodUnit), String> {
    let wrong = || format!("A period of {low} {unit} was not understood.");
    let read: PeriodUnit = code(unit).ok_or_else(wrong)?;
    let whole = |value: Decimal| -> Option<u32> {
        let value = value.normalize();
        (value.is_integer() && value > Decimal::ZERO).then(|| value.to_string().parse().ok()).flatten()
    };
    let (low_scaled, high_scaled, read) = match read {
        PeriodUnit::Day if !low.is_integer() => {
            let hours = Decimal::from(24);
            (low * hours, high.map(|h| h * hours), PeriodUnit::Hour)
        }
        PeriodUnit::Week if !low.is_integer() => {
            let days = Decimal::from(7);
            (low * days, high.map(|h| h * days), PeriodUnit::Day)
        }
        other => (low, high, other),
    };
    let high = high_scaled.map(|h| whole(h).ok_or_else(wrong)).transpose()?;
    Ok((whole(low_scaled).ok_or_else(wrong)?, high, read))
}

/// A FHIR code as one of the values it may be.
fn code<T: DeserializeOwned>(text: &str) -> Option<T> {
    serde_json::from_value(serde_json::Value::from(text)).ok()
}

fn codes<T: DeserializeOwned + PartialEq>(texts: &[String], what: &str) -> Result<Vec<T>, String> {
    let mut values: Vec<T> = Vec::new();
    for text in texts {
        let value = code(text).ok_or_else(|| format!("“{text}” is no {what} that is known here."))?;
        if !values.contains(&value) {
            values.push(value);
        }
    }
    Ok(values)
}

/// "08:30:00" as "08:30".
fn clock(time: &str) -> Result<String, String> {
    let wrong = || format!("“{time}” is no time of day.");
    let mut parts = time.split(':');
    let mut next = |limit: u32| -> Option<u32> {
        let part = parts.next()?;
        let digits = part.len() == 2 && part.bytes().all(|b| b.is_ascii_digit());
        part.parse().ok().filter(|n| digits && *n < limit)
    };
    let (hour, minute) = (next(24).ok_or_else(wrong)?, next(60).ok_or_else(wrong)?);
    match parts.next() {
        None | Some("00") => Ok(format!("{hour:02}:{minute:02}")),
        Some(_) => Err(wrong()),
    }
}

fn length(quantity: &Quantity) -> Result<Duration, String> {
    let wrong = || "The length of the treatment was not understood.".to_owned();
    if quantity.comparator.is_some() {
        return Err(wrong());
    }
    let coded = quantity.code.as_deref().and_then(code);
    let named = || match quantity.unit.as_deref()?.trim().to_lowercase().as_str() {
        "hour" | "hours" => Some(PeriodUnit::Hour),
        "day" | "days" => Some(PeriodUnit::Day),
        "week" | "weeks" => Some(PeriodUnit::Week),
        "month" | "months" => Some(PeriodUnit::Month),
        "year" | "years" => Some(PeriodUnit::Year),
        _ => None,
    };
    let unit = coded.or_else(named).ok_or_else(wrong)?;
    let value = quantity.value.ok_or_else(wrong)?.0.normalize();
    let value = value.to_string().parse().ok().filter(|value| *value > 0).ok_or_else(wrong)?;
    Ok(Duration { value, unit })
}
