//! The limits of a dose row for this patient: the adult's, or those of the child's age and weight.

use super::order::Order;
use crate::amount::said;
use crate::patient::Weight;
use crate::report::Tier;
use crate::tables::{Age, ChildDose, DoseRow, DoseUnit};
use crate::words::number;
use rust_decimal::Decimal;

/// A limit with the words that explain it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Most {
    pub amount: Decimal,
    /// "80 mg", "243 mg (15 mg/kg for 16.2 kg)".
    pub words: String,
}

/// What a row allows this patient.
#[derive(Debug, Clone, Default)]
pub(super) struct Limits {
    /// "an adult", "a child of 4 years and 16.2 kg".
    pub whom: String,
    pub single_usual: Option<[Decimal; 2]>,
    pub single_max: Option<Most>,
    pub daily_usual: Option<[Decimal; 2]>,
    pub daily_max: Option<Most>,
    pub every_days: Option<Decimal>,
    pub min_interval_hours: Option<Decimal>,
    pub max_days: Option<Decimal>,
    /// Tier above a maximum; contraindicated where the row names none.
    pub max_tier: Option<Tier>,
    pub too_often_tier: Option<Tier>,
    pub note: Option<String>,
    /// Age and weight as facts.
    pub facts: Vec<String>,
    /// Why a part of the limits could not be asked: no weight.
    pub partly: Option<String>,
}

/// The limits of a row for the patient of an order.
///
/// # Errors
/// Why there are none, to follow "dose not checked: ".
pub(super) fn limits(order: &Order<'_>, row: &DoseRow) -> Result<Limits, String> {
    let patient = order.patient;
    let Some(today) = patient.facts.today else { return Err("the day of the check is not known".to_owned()) };
    let Some(birth) = patient.birth() else { return Err("no date of birth is recorded".to_owned()) };
    let adult_from = row.adult.as_ref().and_then(|a| a.from_years).unwrap_or(Decimal::from(18));
    let adult_from = Age::years(u32::try_from(adult_from).unwrap_or(18));
    if adult_from.is_reached(birth, today) {
        let Some(adult) = &row.adult else { return Err("no adult dose in the knowledge".to_owned()) };
        let grown = Age::years(18).is_reached(birth, today);
        let most =
            |amount: Option<Decimal>| amount.map(|amount| Most { amount, words: said(amount, row.unit) });
        return Ok(Limits {
            whom: if grown { "an adult".to_owned() } else { format!("an age of {}", patient.age_words()) },
            single_usual: adult.single_usual,
            single_max: most(adult.single_max),
            daily_usual: adult.daily_usual,
            daily_max: most(adult.daily_max),
            every_days: adult.every_days,
            min_interval_hours: adult.min_interval_hours,
            max_days: adult.max_days,
            max_tier: adult.max_tier,
            too_often_tier: adult.too_often_tier.or(adult.max_tier),
            note: adult.note.clone(),
            facts: vec![format!("Age {}", patient.age_words())],
            partly: None,
        });
    }
    let of_age: Vec<&ChildDose> = row
        .child
        .iter()
        .filter(|c| c.from.is_reached(birth, today) && !c.below.is_reached(birth, today))
        .collect();
    let whom = format!("a child of {}", patient.age_words());
    if of_age.is_empty() {
        return Err(format!("no dose for {whom} in the knowledge"));
    }
    let by_weight = of_age.iter().any(|c| c.weight_from_kg.is_some() || c.weight_below_kg.is_some());
    let weight = patient.weight();
    let child = match (&weight, by_weight) {
        (Weight::Unknown { because }, true) => return Err(because.clone()),
        (Weight::Known { kg, .. }, true) => of_age.into_iter().find(|c| {
            c.weight_from_kg.is_none_or(|from| *kg >= from)
                && c.weight_below_kg.is_none_or(|below| *kg < below)
        }),
        (_, false) => of_age.into_iter().next(),
    };
    let Some(child) = child else {
        return Err(format!("no dose for {whom} of this weight in the knowledge"));
    };
    of_child(child, row.unit, whom, weight)
}

fn of_child(child: &ChildDose, unit: DoseUnit, whom: String, weight: Weight) -> Result<Limits, String> {
    let age = whom.trim_start_matches("a child of ").to_owned();
    let mut limits = Limits {
        whom,
        single_usual: child.single_usual,
        daily_usual: child.daily_usual,
        every_days: child.every_days,
        min_interval_hours: child.min_interval_hours,
        max_days: child.max_days,
        max_tier: child.max_tier,
        too_often_tier: child.too_often_tier.or(child.max_tier),
        note: child.note.clone(),
        facts: vec![format!("Age {age}")],
        ..Limits::default()
    };
    let plain = |amount: Option<Decimal>| amount.map(|amount| Most { amount, words: said(amount, unit) });
    limits.single_max = plain(child.single_max);
    limits.daily_max = plain(child.daily_max);
    let per_kg = child.per_kg_single.is_some()
        || child.per_kg_single_max.is_some()
        || child.per_kg_daily.is_some()
        || child.per_kg_daily_max.is_some();
    if !per_kg {
        return Ok(limits);
    }
    let kg = match weight {
        Weight::Unknown { because } => {
            // A ceiling that holds for every weight is still asked.
            if limits.single_max.is_none() && limits.daily_max.is_none() {
                return Err(because);
            }
            limits.partly = Some(because);
            return Ok(limits);
        }
        Weight::Known { kg, fact } => {
            limits.facts.push(fact);
            limits.whom.push_str(&format!(" and {} kg", number(kg)));
            kg
        }
    };
    let least = |per_kg: Option<Decimal>, ceiling: Option<Most>| match (per_kg, ceiling) {
        (Some(each), Some(ceiling)) if each * kg >= ceiling.amount => Some(ceiling),
        (Some(each), _) => {
            let amount = each * kg;
            let words = format!("{} ({}/kg)", said(amount.round_dp(1), unit), said(each, unit));
            Some(Most { amount, words })
        }
        (None, ceiling) => ceiling,
    };
    let usual = |per_kg: Option<[Decimal; 2]>, flat: Option<[Decimal; 2]>, ceiling: &Option<Most>| {
        let capped = |amount: Decimal| ceiling.as_ref().map_or(amount, |c| amount.min(c.amount));
        per_kg.map(|[low, high]| [capped(low * kg), capped(high * kg)]).or(flat)
    };
    limits.single_max = least(child.per_kg_single_max, limits.single_max);
    limits.daily_max = least(child.per_kg_daily_max, limits.daily_max);
    limits.single_usual = usual(child.per_kg_single, child.single_usual, &limits.single_max);
    limits.daily_usual = usual(child.per_kg_daily, child.daily_usual, &limits.daily_max);
    Ok(limits)
}
