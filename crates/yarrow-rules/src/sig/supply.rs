//! Quantity from days, and days from quantity.

use super::dosage::{Additional, Dosage, Dose, Duration, PeriodUnit, Timing, Unit};
use rust_decimal::{Decimal, prelude::ToPrimitive};

/// Days in a unit of time; a month is 30 and a year 365 days, as pharmacies count supply.
fn unit_days(unit: PeriodUnit) -> Decimal {
    match unit {
        PeriodUnit::Minute => Decimal::ONE / Decimal::from(1440),
        PeriodUnit::Hour => Decimal::ONE / Decimal::from(24),
        PeriodUnit::Day => Decimal::ONE,
        PeriodUnit::Week => Decimal::from(7),
        PeriodUnit::Month => Decimal::from(30),
        PeriodUnit::Year => Decimal::from(365),
    }
}

/// Whole days of a duration, hours rounded up.
pub(super) fn duration_days(duration: Duration) -> u32 {
    match duration.unit {
        PeriodUnit::Minute => duration.value.div_ceil(1440),
        PeriodUnit::Hour => duration.value.div_ceil(24),
        PeriodUnit::Day => duration.value,
        PeriodUnit::Week => duration.value.saturating_mul(7),
        PeriodUnit::Month => duration.value.saturating_mul(30),
        PeriodUnit::Year => duration.value.saturating_mul(365),
    }
}

/// The most doses a timing allows in `days` days, as a fraction in lowest trouble: numerator and denominator.
fn rate(timing: &Timing) -> Option<(Decimal, Decimal)> {
    let most = Decimal::from(timing.frequency_max.or(timing.frequency)?);
    if timing.period == 0 {
        return None;
    }
    let (times, days) = match timing.period_unit? {
        // Kept as a fraction so that every 8 hours is exactly 3 a day.
        PeriodUnit::Minute => (most * Decimal::from(1440), Decimal::from(timing.period)),
        PeriodUnit::Hour => (most * Decimal::from(24), Decimal::from(timing.period)),
        unit => (most, Decimal::from(timing.period) * unit_days(unit)),
    };
    let weekdays = timing.day_of_week.len();
    if weekdays == 0 {
        Some((times, days))
    } else {
        Some((times * Decimal::from(weekdays), days * Decimal::from(7)))
    }
}

/// The most doses a day that a timing allows; `None` when it does not say.
pub fn doses_per_day(timing: &Timing) -> Option<Decimal> {
    if timing.count == Some(1) {
        return None;
    }
    rate(timing).map(|(times, days)| (times / days).round_dp(4).normalize())
}

/// The days a dosage lasts, if it says.
pub(super) fn days(dosage: &Dosage) -> Option<u32> {
    let t = &dosage.timing;
    if let Some((first, last)) = t.days {
        return Some(last - first + 1);
    }
    if let Some(duration) = dosage.duration {
        return Some(duration_days(duration));
    }
    let count = Decimal::from(t.count?);
    if count == Decimal::ONE {
        return Some(1);
    }
    let (times, days) = rate(t)?;
    (count * days / times).ceil().to_u32()
}

/// The dose in the unit the pharmacy counts: of "500 mg (1 tablet)" the tablet.
fn counted(dosage: &Dosage) -> Option<Dose> {
    let both = [dosage.dose, dosage.same_as];
    both.into_iter().flatten().find(|d| d.unit.is_dispensed()).or(dosage.dose)
}

/// True when the sig leaves open how many doses a day may come on top.
fn is_open(dosage: &Dosage) -> bool {
    dosage.additional.iter().any(|a| matches!(a, Additional::MayRepeat { .. }))
}

/// The ceiling per day in the unit of the dose.
fn daily_ceiling(dosage: &Dosage) -> Option<Decimal> {
    let (maximum, dose) = (dosage.maximum?, counted(dosage)?);
    let per_day = maximum.amount * Decimal::from(24) / Decimal::from(maximum.hours?);
    match maximum.unit {
        unit if unit == dose.unit => Some(per_day),
        Unit::Dose => Some(per_day * dose.most()),
        _ => None,
    }
}

/// The most of the medicine that one dosage uses in `days` days, in the unit of its dose.
fn used(dosage: &Dosage, days: u32) -> Option<Decimal> {
    if is_open(dosage) {
        return None;
    }
    let dose = counted(dosage)?.most();
    if let Some(count) = dosage.timing.count {
        return Some(dose * Decimal::from(count));
    }
    let (times, period) = rate(&dosage.timing)?;
    let doses = (Decimal::from(days) * times / period).ceil();
    let all = dose * doses;
    Some(daily_ceiling(dosage).map_or(all, |ceiling| all.min(ceiling * Decimal::from(days))))
}

/// The unit in which the pharmacy would count all dosages, if there is one.
pub(super) fn dispensed_unit(dosages: &[Dosage]) -> Option<Unit> {
    let unit = counted(dosages.first()?)?.unit;
    let same = dosages.iter().all(|d| counted(d).is_some_and(|dose| dose.unit == unit));
    (same && unit.is_dispensed()).then_some(unit)
}

/// Days of all steps together; dosages of one step run side by side.
pub fn total_days(dosages: &[Dosage]) -> Option<u32> {
    let last_step = dosages.last()?.sequence;
    (1..=last_step).try_fold(0_u32, |sum, step| {
        let longest = dosages.iter().filter(|d| d.sequence == step).map(days).collect::<Option<Vec<_>>>()?;
        Some(sum + longest.into_iter().max()?)
    })
}

/// The quantity that lasts `days_supply` days, rounded up to whole dispensed units (mL to one decimal).
///
/// Uses the largest dose of a range, the shortest interval, and never more than the stated maximum. `None` for several
/// steps without their own durations, for doses in mg (the strength is not known here), and for what comes in
/// containers (puffs, drops, creams).
pub fn quantity_for_days(dosages: &[Dosage], days_supply: u32) -> Option<Decimal> {
    let unit = dispensed_unit(dosages)?;
    let one_step = dosages.iter().all(|d| d.sequence == 1);
    let sum = dosages.iter().try_fold(Decimal::ZERO, |sum, d| {
        // Of several steps each knows how long it lasts; a single one may be continued.
        let days = if one_step { days(d).unwrap_or(days_supply) } else { days(d)? };
        Some(sum + used(d, days)?)
    })?;
    let rounded = if unit == Unit::Milliliter { sum.round_dp(1) } else { sum.ceil() };
    (rounded > Decimal::ZERO).then(|| rounded.normalize())
}

/// Whole days that `quantity` lasts at the largest stated use; `None` when the sig does not say how much a day.
pub fn days_for_quantity(dosages: &[Dosage], quantity: Decimal) -> Option<u32> {
    dispensed_unit(dosages)?;
    if dosages.iter().any(|d| d.sequence > 1) {
        let days = total_days(dosages)?;
        return (quantity_for_days(dosages, days)? <= quantity).then_some(days);
    }
    // Units per day as one fraction would overflow nothing here: all parts are below 10^7.
    let per_day = dosages.iter().try_fold(Decimal::ZERO, |sum, d| {
        if d.timing.count.is_some() || is_open(d) {
            return None;
        }
        let (times, period) = rate(&d.timing)?;
        let usual = counted(d)?.most() * times / period;
        Some(sum + daily_ceiling(d).map_or(usual, |ceiling| usual.min(ceiling)))
    })?;
    if per_day <= Decimal::ZERO || quantity <= Decimal::ZERO {
        return None;
    }
    // A weekly rate is a repeating decimal: round before flooring so that 4 weekly capsules last 28 days.
    (quantity / per_day).round_dp(6).floor().to_u32()
}
