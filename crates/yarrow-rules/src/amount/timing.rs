//! How often a timing gives a dose.

use crate::sig::{PeriodUnit, Timing, Weekday};
use rust_decimal::Decimal;

/// Times in so many days, at most; `None` when the timing does not say.
pub(super) fn rate(timing: &Timing) -> Option<(Decimal, Decimal)> {
    let most = Decimal::from(timing.frequency_max.or(timing.frequency)?);
    if timing.period == 0 || most.is_zero() {
        return None;
    }
    let period = Decimal::from(timing.period);
    let (times, days) = match timing.period_unit? {
        PeriodUnit::Minute => (most * Decimal::from(1440), period),
        PeriodUnit::Hour => (most * Decimal::from(24), period),
        PeriodUnit::Day => (most, period),
        PeriodUnit::Week => (most, period * Decimal::from(7)),
        PeriodUnit::Month => (most, period * Decimal::from(30)),
        PeriodUnit::Year => (most, period * Decimal::from(365)),
    };
    if timing.day_of_week.is_empty() {
        Some((times, days))
    } else {
        Some((times * Decimal::from(timing.day_of_week.len()), days * Decimal::from(7)))
    }
}

pub(super) fn applies(timing: &Timing, weekday: usize) -> bool {
    const DAYS: [Weekday; 7] =
        [Weekday::Mon, Weekday::Tue, Weekday::Wed, Weekday::Thu, Weekday::Fri, Weekday::Sat, Weekday::Sun];
    timing.day_of_week.is_empty() || timing.day_of_week.contains(&DAYS[weekday])
}
