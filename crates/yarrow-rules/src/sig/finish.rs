//! Completes dosages after reading: what the dose form implies, what one clause lends another, and what cannot be.

use super::dosage::{Dosage, Dose, Maximum, Method, PeriodUnit, Route, Site, Unit};
use super::form::Form;
use super::patterns::Ceiling;
use super::read::is_daily;
use super::supply;
use rust_decimal::Decimal;

/// True when a dosage says when or how often.
pub(super) fn has_timing(dosage: &Dosage) -> bool {
    let t = &dosage.timing;
    t.period_unit.is_some()
        || !t.when.is_empty()
        || !t.time_of_day.is_empty()
        || !t.day_of_week.is_empty()
        || t.count.is_some()
        || t.days.is_some()
        || dosage.as_needed
}

/// Stores a ceiling; without a unit of its own it counts what the dose counts.
pub(super) fn set_maximum(dosage: &mut Dosage, ceiling: Ceiling) -> Result<(), String> {
    let Some(unit) = ceiling.unit.or(dosage.dose.map(|d| d.unit)) else {
        return Err("The maximum has no unit.".to_string());
    };
    let maximum = Maximum { amount: ceiling.amount, unit, hours: ceiling.hours };
    if dosage.maximum.is_some_and(|m| m != maximum) {
        return Err("It says two different maximums.".to_string());
    }
    dosage.maximum = Some(maximum);
    Ok(())
}

/// Completes and checks what was read. Errors: a sentence saying what is missing or contradicts itself.
pub(super) fn finish(mut dosages: Vec<Dosage>, form: Option<Form>) -> Result<Vec<Dosage>, String> {
    // "15 units with breakfast and 10 units with dinner subq": a route at the end is meant for both.
    for i in (1..dosages.len()).rev() {
        let (before, here) = dosages.split_at_mut(i);
        if let (Some(before), Some(here)) = (before.last_mut(), here.first())
            && before.sequence == here.sequence
            && before.dose.map(|d| d.unit) == here.dose.map(|d| d.unit)
        {
            before.route = before.route.or(here.route);
        }
    }
    for i in 1..dosages.len() {
        let (before, here) = dosages.split_at_mut(i);
        if let (Some(before), Some(here)) = (before.last(), here.first_mut()) {
            lend(before, here);
        }
    }
    share_duration(&mut dosages);
    share_daily(&mut dosages);
    for dosage in &mut dosages {
        imply(dosage, form);
        settle_times(dosage)?;
        check(dosage, form)?;
    }
    Ok(dosages)
}

/// A later clause goes on with the verb, route and site of the one before, if it names none and fits.
fn lend(before: &Dosage, here: &mut Dosage) {
    let unit = |d: &Dosage| d.dose.map(|dose| dose.unit);
    if unit(here).is_some() && unit(here) != unit(before) {
        return;
    }
    here.method = here.method.or(before.method);
    here.route = here.route.or(before.route);
    if here.site.is_none() {
        here.site.clone_from(&before.site);
    }
}

/// "1 tab am and 2 tabs pm x7d": dosages that apply together last equally long.
fn share_duration(dosages: &mut [Dosage]) {
    let known: Vec<_> =
        dosages.iter().filter_map(|d| d.duration.map(|duration| (d.sequence, duration))).collect();
    for dosage in dosages.iter_mut().filter(|d| d.duration.is_none()) {
        dosage.duration = known.iter().find(|(sequence, _)| *sequence == dosage.sequence).map(|(_, d)| *d);
    }
}

/// "40 mg x5d, 30 mg x5d, then 20 mg daily": a taper that says once how often means it for every step. Only "daily" is
/// plain enough for that.
fn share_daily(dosages: &mut [Dosage]) {
    let mut said = dosages.iter().filter(|d| has_timing(d)).map(|d| &d.timing);
    let Some(timing) = said.next().cloned() else { return };
    let named = timing.when.iter().filter(|when| !when.is_any_meal()).count() + timing.time_of_day.len();
    let daily = is_daily(timing.period_unit, timing.period)
        && (timing.frequency, timing.frequency_max) == (Some(1), None);
    let once_daily = (daily || timing.period_unit.is_none() && named == 1)
        && timing.day_of_week.is_empty()
        && timing.count.is_none()
        && timing.days.is_none();
    let one_each = (1_u32..).zip(dosages.iter()).all(|(step, d)| d.sequence == step);
    if !once_daily || !one_each || said.any(|other| *other != timing) {
        return;
    }
    for dosage in dosages.iter_mut().filter(|d| d.duration.is_some() && !has_timing(d)) {
        dosage.timing.clone_from(&timing);
    }
}

fn imply(dosage: &mut Dosage, form: Option<Form>) {
    let unit = dosage.dose.map(|d| d.unit);
    let from_site = match &dosage.site {
        Some(Site::RightEye | Site::LeftEye | Site::EachEye | Site::AffectedEye) => Some(Route::Ophthalmic),
        Some(Site::RightEar | Site::LeftEar | Site::EachEar | Site::AffectedEar) => Some(Route::Otic),
        Some(Site::RightNostril | Site::LeftNostril | Site::OneNostril | Site::EachNostril) => {
            Some(Route::Nasal)
        }
        Some(Site::Area(_)) => Some(Route::Topical),
        None => None,
    };
    let from_unit = match unit {
        Some(Unit::Puff | Unit::Inhalation) => Some(Route::Inhaled),
        Some(Unit::Patch) => Some(Route::Transdermal),
        _ => None,
    };
    // A patch "to the back" stays a patch.
    let from_form = form.and_then(Form::route);
    let implied = if unit == Some(Unit::Patch) { from_unit } else { from_site.or(from_form).or(from_unit) };
    let breathed = |route| matches!(route, Route::Inhaled | Route::Nebulized | Route::Nasal);
    let implied = match dosage.method {
        Some(Method::Inhale) => implied.filter(|route| breathed(*route)),
        _ => implied,
    };
    dosage.route = match (dosage.route, implied) {
        (Some(Route::Topical), Some(Route::Transdermal)) => Some(Route::Transdermal),
        (typed, implied) => typed.or(implied),
    };
    if form == Some(Form::Injection) && dosage.route.is_none() && dosage.method.is_none() {
        dosage.method = Some(Method::Inject);
    }
    if dosage.method == Some(Method::Inhale) && dosage.route.is_none() {
        dosage.route = Some(Route::Inhaled);
    }
    // Said by the verb that the words choose anyway.
    let swallowed = matches!(dosage.route, None | Some(Route::Oral | Route::Sublingual | Route::Buccal));
    if dosage.method == Some(Method::Take) && !swallowed {
        dosage.method = None;
    }
    if dosage.method == Some(super::words::usual_method(dosage)) {
        dosage.method = None;
    }
    dosage.timing.when.sort();
    dosage.timing.day_of_week.sort();
    dosage.timing.time_of_day.sort();
}

/// Makes one form of equal timings, and refuses those that contradict themselves.
fn settle_times(dosage: &mut Dosage) -> Result<(), String> {
    let t = &mut dosage.timing;
    let meals = t.when.iter().any(|w| w.is_any_meal());
    let named = t.when.iter().filter(|w| !w.is_any_meal()).count() + t.time_of_day.len();
    let named = u32::try_from(named).unwrap_or(u32::MAX);
    let weekly = t.period_unit == Some(PeriodUnit::Week) && t.period == 1 && t.frequency_max.is_none();
    let weekdays = u32::try_from(t.day_of_week.len()).unwrap_or(u32::MAX);
    if weekdays > 0 && (t.period_unit.is_none() || weekly && t.frequency == Some(weekdays)) {
        (t.frequency, t.period, t.period_unit) = (Some(named.max(1)), 1, Some(PeriodUnit::Day));
    } else if weekdays > 0 && !is_daily(t.period_unit, t.period) {
        return Err("The days of the week do not fit how often it says.".to_string());
    }
    if t.period_unit.is_none() && t.count.is_none() && t.days.is_some() {
        (t.frequency, t.period, t.period_unit) = (Some(named.max(1)), 1, Some(PeriodUnit::Day));
    }
    if named == 0 {
        return Ok(());
    }
    if t.period_unit.is_none() {
        if !meals && t.count.is_none() {
            (t.frequency, t.period, t.period_unit) = (Some(named), 1, Some(PeriodUnit::Day));
        }
        return Ok(());
    }
    let per_day = supply::doses_per_day(t).unwrap_or_default();
    let fits = if per_day < Decimal::ONE || t.day_of_week.len() == 7 {
        named == 1
    } else {
        per_day == Decimal::from(named) || meals && per_day == Decimal::from(named + 3)
    };
    let by_weekday = weekdays > 0 && t.frequency == Some(named);
    if fits || by_weekday {
        Ok(())
    } else {
        Err("The times of day do not fit how often it says.".to_string())
    }
}

fn check(dosage: &Dosage, form: Option<Form>) -> Result<(), String> {
    let t = &dosage.timing;
    let directed = dosage.additional.contains(&super::Additional::AsDirected);
    let spread = matches!(dosage.route, Some(Route::Topical | Route::Vaginal))
        || matches!(dosage.method, Some(Method::Apply | Method::Use));
    if dosage.same_as.is_some_and(|same| dosage.dose.is_some_and(|dose| dose.unit == same.unit)) {
        return Err("It says two different doses.".to_string());
    }
    for dose in [dosage.dose, dosage.same_as].into_iter().flatten() {
        check_dose(&dose)?;
    }
    if let Some(dose) = dosage.dose
        && form.is_some_and(|f| f.contradicts(dose.unit))
    {
        let unit = super::words::unit_word(dose.unit, true);
        return Err(format!("The sig counts {unit}, but the product has another form."));
    }
    if let (Some(dose), Some(route)) = (dosage.dose, dosage.route)
        && !enters(dose.unit, route)
    {
        let unit = super::words::unit_word(dose.unit, true);
        return Err(format!("The route does not fit {unit}."));
    }
    if let (Some(method), Some(route)) = (dosage.method, dosage.route)
        && !suits(method, route)
    {
        return Err("The verb does not fit the route.".to_string());
    }
    let spreads = |r: Route| {
        matches!(
            r,
            Route::Topical | Route::Nasal | Route::Ophthalmic | Route::Otic | Route::Vaginal | Route::Rectal
        )
    };
    if dosage.amount.is_some() && !dosage.route.is_none_or(spreads) {
        return Err("A layer or small amount does not fit the route.".to_string());
    }
    if dosage.dose.is_none() && dosage.amount.is_none() && !spread && !directed {
        return Err("The dose is missing.".to_string());
    }
    if dosage.site.is_none() && matches!(dosage.route, Some(Route::Ophthalmic | Route::Otic)) {
        return Err("It does not say which eye or ear.".to_string());
    }
    if !has_timing(dosage) && !directed {
        return Err("It does not say how often.".to_string());
    }
    if t.offset_minutes.is_some() && t.when.len() != 1 {
        return Err("The time before or after a meal does not fit the times of day.".to_string());
    }
    let ranges = [(t.frequency, t.frequency_max), (Some(t.period), t.period_max)];
    if ranges.iter().any(|(low, high)| matches!((low, high), (Some(low), Some(high)) if low >= high)) {
        return Err("A range goes from the smaller to the larger number.".to_string());
    }
    if t.frequency.into_iter().chain(t.frequency_max).any(|f| f > 24) {
        return Err("It says more than 24 times.".to_string());
    }
    if t.days.is_some_and(|(first, last)| first > last) {
        return Err("The days go from the first to the last.".to_string());
    }
    if t.days.is_some() && dosage.duration.is_some() {
        return Err("It says both on which days and for how long.".to_string());
    }
    if dosage.duration.is_some_and(|d| supply::duration_days(d) > 3660) {
        return Err("The duration is longer than ten years.".to_string());
    }
    if t.count == Some(1) && (t.period_unit.is_some() || dosage.duration.is_some()) {
        return Err("It says a single dose and also how often.".to_string());
    }
    if dosage.maximum.is_some_and(|m| m.amount <= Decimal::ZERO) {
        return Err("The maximum is zero.".to_string());
    }
    let most = dosage.dose.map(|d| (d.most(), d.unit));
    match (most, dosage.maximum) {
        (Some((most, unit)), Some(m)) if unit == m.unit && most > m.amount => {
            Err("One dose is more than the maximum.".to_string())
        }
        _ => Ok(()),
    }
}

/// True when a verb can be said of a route.
fn suits(method: Method, route: Route) -> bool {
    let needle =
        matches!(route, Route::Subcutaneous | Route::Intramuscular | Route::Intravenous | Route::Intradermal);
    let by_mouth = matches!(route, Route::Oral | Route::Sublingual | Route::Buccal);
    match method {
        Method::Give | Method::Use => true,
        Method::Inject => needle,
        Method::Take | Method::Chew | Method::Dissolve | Method::Swish => by_mouth,
        Method::Inhale => matches!(route, Route::Inhaled | Route::Nebulized | Route::Nasal),
        Method::Insert => matches!(route, Route::Rectal | Route::Vaginal | Route::Nasal),
        Method::Apply => {
            !needle && !matches!(route, Route::Oral | Route::Inhaled | Route::Nebulized | Route::GastricTube)
        }
        Method::Place | Method::Put => !needle,
        Method::Spray => matches!(route, Route::Nasal | Route::Topical | Route::Sublingual | Route::Oral),
    }
}

/// True when a dose counted in `unit` can be given by `route`: a tablet is never inhaled or injected.
fn enters(unit: Unit, route: Route) -> bool {
    let by_mouth = matches!(route, Route::Oral | Route::Sublingual | Route::Buccal | Route::GastricTube);
    match unit {
        Unit::Tablet | Unit::Film => by_mouth || matches!(route, Route::Vaginal | Route::Rectal),
        Unit::Capsule => by_mouth || matches!(route, Route::Vaginal | Route::Rectal | Route::Inhaled),
        Unit::Lozenge | Unit::Piece | Unit::Capful | Unit::Scoop => by_mouth,
        Unit::Puff | Unit::Inhalation => matches!(route, Route::Inhaled | Route::Nasal),
        Unit::Patch | Unit::Inch => matches!(route, Route::Transdermal | Route::Topical),
        Unit::Suppository | Unit::Ring => matches!(route, Route::Rectal | Route::Vaginal),
        Unit::Spray => by_mouth || matches!(route, Route::Nasal | Route::Topical | Route::Inhaled),
        Unit::Drop => {
            by_mouth || matches!(route, Route::Ophthalmic | Route::Otic | Route::Nasal | Route::Topical)
        }
        _ => true,
    }
}

fn check_dose(dose: &Dose) -> Result<(), String> {
    if dose.low <= Decimal::ZERO {
        return Err("The dose is zero.".to_string());
    }
    let counted = dose.unit.is_dispensed() && dose.unit != Unit::Milliliter;
    if counted && dose.most() > Decimal::ONE_HUNDRED {
        let unit = super::words::unit_word(dose.unit, true);
        return Err(format!("{} {unit} at once cannot be meant.", dose.most().normalize()));
    }
    if dose.high.is_some_and(|high| high <= dose.low) {
        return Err(
            "A dose range goes from the smaller to the larger amount. Write 1.5, not 1-1/2.".to_string()
        );
    }
    Ok(())
}
