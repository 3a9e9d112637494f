//! How long a prescription lasts.

use yarrow_kernel::LocalDate;

use crate::medications::MedicationRequest;

/// Shorter supplies without refills are courses, which end; nobody asks for them again as a matter of routine.
const SHORTEST_LASTING: u32 = 28;

/// The last day of a prescription's supply when each fill follows the one before: first day, days' supply, and as many
/// refills. What a pharmacy dispensed is not known here, so it can last longer than this says.
///
/// Nothing when the days' supply is not known, or the order is a short course.
pub(super) fn last_day(order: &MedicationRequest, written: LocalDate) -> Option<LocalDate> {
    let days = order.days_supply.filter(|days| *days >= SHORTEST_LASTING || order.refills > 0)?;
    let all = i64::from(days) * (1 + i64::from(order.refills));
    Some(order.start.unwrap_or(written).plus_days(all - 1))
}
