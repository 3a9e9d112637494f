//! Directions as parts. Only the plain ones: one dose by mouth, so often a day or every so many hours or days, perhaps for
//! so long. Anything else goes out in words alone, because parts that say less than the words mislead a machine.

use yarrow_codecs::script::{
    CodeSystem, DoseAdministration, Duration, Frequency, Instruction, Interval, SigCode, TimingAndDuration,
};
use yarrow_kernel::Decimal;
use yarrow_rules::sig::{Dosage, Method, PeriodUnit, Route, Timing, Unit, read_dosages, unit_word};

use crate::medications::MedicationRequest;

/// The editions of the code systems whose codes are used here; these codes have not changed since.
const SNOMED: &str = "20170131";
const FMT: &str = "16.03d";

/// The parts and the versions of their codes; none of either when the words stand alone.
pub(super) fn parts(order: &MedicationRequest) -> (Vec<Instruction>, Option<CodeSystem>) {
    let read = order.dose_checked.then(|| read_dosages(&order.sig, order.dose_form.as_deref()).ok());
    let one = read.flatten().filter(|sig| sig.dosages.len() == 1);
    match one.and_then(|sig| sig.dosages.first().and_then(instruction)) {
        None => (Vec::new(), None),
        Some(instruction) => {
            let editions =
                CodeSystem { snomed_version: Some(SNOMED.to_owned()), fmt_version: Some(FMT.to_owned()) };
            (vec![instruction], Some(editions))
        }
    }
}

fn instruction(dosage: &Dosage) -> Option<Instruction> {
    // Everything that the parts below do not say must be absent.
    let Dosage {
        sequence: 1,
        method: None | Some(Method::Take),
        dose: Some(dose),
        same_as: None,
        amount: None,
        route: Some(Route::Oral),
        site: None,
        timing,
        as_needed: false,
        reason: None,
        duration,
        maximum: None,
        additional,
    } = dosage
    else {
        return None;
    };
    if dose.high.is_some() || !additional.is_empty() {
        return None;
    }
    let unit = match dose.unit {
        Unit::Tablet => "C48542",
        Unit::Capsule => "C48480",
        Unit::Milliliter => "C28254",
        _ => return None,
    };
    let mut times = vec![how_often(timing)?];
    if let Some(duration) = duration {
        times.push(TimingAndDuration {
            duration: Some(Duration {
                duration_numeric_value: Decimal::from(duration.value),
                duration_text: period(duration.unit)?,
            }),
            ..nothing()
        });
    }
    Some(Instruction {
        dose_administration: Some(DoseAdministration {
            dose_delivery_method: Some(snomed("Take", "419652001")),
            dosage: Some(yarrow_codecs::script::Dosage {
                dose_quantity: dose.low,
                dose_unit_of_measure: SigCode {
                    text: unit_word(dose.unit, false).to_owned(),
                    qualifier: Some("DoseUnitOfMeasure".to_owned()),
                    code: Some(unit.to_owned()),
                },
            }),
            route_of_administration: Some(snomed("oral route", "26643006")),
        }),
        timing_and_duration: times,
        multiple_instruction_modifier: None,
    })
}

fn how_often(timing: &Timing) -> Option<TimingAndDuration> {
    let Timing {
        frequency: Some(frequency),
        frequency_max: None,
        period: every,
        period_max: None,
        period_unit: Some(unit),
        when,
        offset_minutes: None,
        time_of_day,
        day_of_week,
        count: None,
        days: None,
    } = timing
    else {
        return None;
    };
    if *every == 0 || !when.is_empty() || !time_of_day.is_empty() || !day_of_week.is_empty() {
        return None;
    }
    match (*frequency, *every) {
        (times, 1) if *unit != PeriodUnit::Hour => Some(TimingAndDuration {
            frequency: Some(Frequency {
                frequency_numeric_value: Decimal::from(times),
                frequency_units: period(*unit)?,
            }),
            ..nothing()
        }),
        (1, every) => Some(TimingAndDuration {
            interval: Some(Interval {
                interval_numeric_value: Decimal::from(every),
                interval_units: period(*unit)?,
            }),
            ..nothing()
        }),
        _ => None,
    }
}

fn nothing() -> TimingAndDuration {
    TimingAndDuration { administration_timing: None, frequency: None, interval: None, duration: None }
}

/// A unit of time with its SNOMED CT code.
fn period(unit: PeriodUnit) -> Option<SigCode> {
    Some(match unit {
        PeriodUnit::Hour => snomed("hour", "258702006"),
        PeriodUnit::Day => snomed("day", "258703001"),
        PeriodUnit::Week => snomed("week", "258705008"),
        PeriodUnit::Month => snomed("month", "258706009"),
        PeriodUnit::Minute | PeriodUnit::Year => return None,
    })
}

fn snomed(text: &str, code: &str) -> SigCode {
    SigCode { text: text.to_owned(), qualifier: Some("SNOMED".to_owned()), code: Some(code.to_owned()) }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn parts_of(sig: &str) -> Option<Instruction> {
        let read = read_dosages(sig, Some("tablet")).unwrap();
        assert_eq!(read.dosages.len(), 1, "{sig}");
        instruction(&read.dosages[0])
    }

    #[test]
    fn so_often_a_day_is_a_frequency_and_every_so_many_hours_an_interval() {
        let twice = parts_of("1 tab po bid").unwrap();
        let often = twice.timing_and_duration[0].frequency.as_ref().unwrap();
        assert_eq!((often.frequency_numeric_value, often.frequency_units.text.as_str()), (2.into(), "day"));
        let hours = parts_of("2 tab po q8h x7d").unwrap();
        let between = hours.timing_and_duration[0].interval.as_ref().unwrap();
        assert_eq!(
            (between.interval_numeric_value, between.interval_units.text.as_str()),
            (8.into(), "hour")
        );
        let lasts = hours.timing_and_duration[1].duration.as_ref().unwrap();
        assert_eq!((lasts.duration_numeric_value, lasts.duration_text.text.as_str()), (7.into(), "day"));
    }

    #[test]
    fn what_the_parts_would_leave_out_keeps_them_from_being_written() {
        for sig in [
            "1 tab po bid prn pain",
            "1-2 tab po q6h",
            "1 tab po bid with food",
            "1 tab po qhs",
            "1 tab sl daily",
        ] {
            assert!(parts_of(sig).is_none(), "{sig}");
        }
    }
}
