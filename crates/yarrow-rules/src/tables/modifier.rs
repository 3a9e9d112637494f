//! What raises or lowers the tier of an interaction in this patient.

use super::context::{AmountPerDay, Context};
use super::dose::DoseRoute;
use crate::report::Tier;
use rust_decimal::Decimal;
use serde::{Deserialize, Serialize};

/// A written change of an interaction's tier; every term given must hold.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Modifier {
    /// The tier when it applies.
    pub tier: Tier,
    /// Why, as shown: "simvastatin above 20 mg a day with amlodipine".
    pub because: String,
    /// Side `a` above this much a day.
    pub a_daily_above: Option<AmountPerDay>,
    /// Side `b` above this much a day.
    pub b_daily_above: Option<AmountPerDay>,
    /// Side `a` at most this much a day.
    pub a_daily_at_most: Option<AmountPerDay>,
    /// Side `b` at most this much a day.
    pub b_daily_at_most: Option<AmountPerDay>,
    /// Side `a` given this way.
    pub a_route: Option<DoseRoute>,
    /// Side `b` given this way.
    pub b_route: Option<DoseRoute>,
    /// Side `a` planned for at most so many days.
    pub a_days_at_most: Option<u32>,
    /// Side `b` planned for at most so many days.
    pub b_days_at_most: Option<u32>,
    /// Estimated GFR below this, mL/min/1.73 m².
    pub egfr_below: Option<Decimal>,
    /// The patient it speaks about.
    #[serde(default)]
    pub when: Context,
    /// Label section, guideline or paper with year.
    pub source: String,
}

impl Modifier {
    /// True when no term restricts it: then it is not a modifier but another tier.
    pub fn is_unconditional(&self) -> bool {
        self.a_daily_above.is_none()
            && self.b_daily_above.is_none()
            && self.a_daily_at_most.is_none()
            && self.b_daily_at_most.is_none()
            && self.a_route.is_none()
            && self.b_route.is_none()
            && self.a_days_at_most.is_none()
            && self.b_days_at_most.is_none()
            && self.egfr_below.is_none()
            && self.when.is_empty()
    }
}
