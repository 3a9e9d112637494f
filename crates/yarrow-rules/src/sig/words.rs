//! A dosage in plain English. `spanish.rs` is the same in Spanish.

use super::dosage::{
    Additional, Amount, Dosage, Dose, Duration, Maximum, Method, PeriodUnit, Route, Site, Timing, Unit,
    Weekday, When,
};
use super::read::is_daily;
use rust_decimal::Decimal;

/// The instruction as a patient reads it: "Take 1 tablet by mouth twice daily for 7 days".
pub fn words(dosages: &[Dosage]) -> String {
    let mut text = String::new();
    for (i, dosage) in dosages.iter().enumerate() {
        let before = i.checked_sub(1).and_then(|b| dosages.get(b));
        let clause = match before {
            None => capitalised(&clause(dosage, dosages, true)),
            Some(b) if b.sequence != dosage.sequence => format!(", then {}", clause(dosage, dosages, true)),
            Some(b) if same_way(b, dosage) => format!(" and {}", clause(dosage, dosages, false)),
            Some(_) => format!(", and {}", clause(dosage, dosages, true)),
        };
        text.push_str(&clause);
    }
    text
}

pub(super) fn same_way(a: &Dosage, b: &Dosage) -> bool {
    a.method == b.method && a.route == b.route && a.site == b.site && b.dose.is_some()
}

fn clause(dosage: &Dosage, all: &[Dosage], full: bool) -> String {
    let mut parts: Vec<String> = Vec::new();
    if full {
        parts.push(method_word(dosage.method.unwrap_or_else(|| usual_method(dosage))).to_string());
    }
    if let Some(dose) = &dosage.dose {
        // The capsule of a dry powder inhaler is not swallowed.
        let contents = dose.unit == Unit::Capsule && dosage.route == Some(Route::Inhaled);
        parts.extend(contents.then(|| "the contents of".to_string()));
        parts.push(dose_words(dose));
    }
    if let Some(same) = &dosage.same_as {
        parts.push(format!("({})", dose_words(same)));
    }
    if let Some(amount) = dosage.amount {
        parts.push(amount_words(amount).to_string());
    }
    if full {
        parts.extend(place(dosage));
    }
    parts.extend(timing(&dosage.timing));
    match (&dosage.reason, dosage.as_needed) {
        (Some(reason), true) => parts.push(format!("as needed for {reason}")),
        (None, true) => parts.push("as needed".to_string()),
        (Some(reason), false) => parts.push(format!("for {reason}")),
        (None, false) => {}
    }
    if let Some(duration) = dosage.duration.filter(|_| says_duration(dosage, all)) {
        parts.push(format!("for {}", duration_words(duration)));
    }
    if dosage.additional.contains(&Additional::AsDirected) {
        parts.push("as directed".to_string());
    }
    let mut text = parts.join(" ");
    for additional in dosage.additional.iter().filter(|a| **a != Additional::AsDirected) {
        text.push_str(", ");
        text.push_str(&additional_words(*additional));
    }
    if let Some(maximum) = dosage.maximum {
        text.push_str(", ");
        text.push_str(&maximum_words(maximum));
    }
    text
}

/// Dosages that apply together for equally long say so once, at the end.
pub(super) fn says_duration(dosage: &Dosage, all: &[Dosage]) -> bool {
    let mut together = all.iter().filter(|d| d.sequence == dosage.sequence);
    let same = together.clone().all(|d| d.duration == dosage.duration);
    !same || together.next_back().is_some_and(|last| std::ptr::eq(last, dosage))
}

pub(super) fn capitalised(text: &str) -> String {
    let mut chars = text.chars();
    chars.next().map_or_else(String::new, |first| first.to_uppercase().collect::<String>() + chars.as_str())
}

/// The verb that fits route and unit when none was typed.
pub(super) fn usual_method(dosage: &Dosage) -> Method {
    let unit = dosage.dose.map(|d| d.unit);
    match (dosage.route, unit) {
        (_, Some(Unit::Injection)) => Method::Give,
        (Some(Route::Oral), _) => Method::Take,
        (Some(Route::Sublingual | Route::Buccal), Some(Unit::Spray | Unit::Drop)) => Method::Use,
        (Some(Route::Sublingual), _) => Method::Dissolve,
        (Some(Route::Buccal), _) => Method::Place,
        (Some(Route::Inhaled | Route::Nebulized), _) => Method::Inhale,
        (Some(Route::Ophthalmic | Route::Otic | Route::Nasal), Some(Unit::Drop)) => Method::Put,
        (Some(Route::Nasal), _) => Method::Use,
        (Some(Route::Ophthalmic | Route::Otic | Route::Topical | Route::Transdermal), _) => Method::Apply,
        (Some(Route::Rectal | Route::Vaginal), _) => Method::Insert,
        (Some(Route::Subcutaneous | Route::Intramuscular | Route::Intradermal), _) => Method::Inject,
        (Some(Route::Intravenous | Route::GastricTube), _) => Method::Give,
        (None, Some(Unit::Suppository | Unit::Ring)) => Method::Insert,
        (None, Some(Unit::Patch | Unit::Application | Unit::Inch)) => Method::Apply,
        (None, Some(Unit::Unit | Unit::Drop | Unit::Spray | Unit::Dose)) => Method::Use,
        (None, Some(_)) => Method::Take,
        (None, None) if dosage.amount.is_some() => Method::Apply,
        (None, None) => Method::Use,
    }
}

/// The verb of a dosage: the one typed, or the one that fits route and unit.
pub fn verb(dosage: &Dosage) -> &'static str {
    method_word(dosage.method.unwrap_or_else(|| usual_method(dosage)))
}

/// A route as one word, "subcutaneous"; [`super::read_dosages`] knows it.
pub fn route_word(route: Route) -> &'static str {
    match route {
        Route::Oral => "oral",
        Route::Sublingual => "sublingual",
        Route::Buccal => "buccal",
        Route::Inhaled => "inhaled",
        Route::Nebulized => "nebulized",
        Route::Nasal => "nasal",
        Route::Ophthalmic => "ophthalmic",
        Route::Otic => "otic",
        Route::Topical => "topical",
        Route::Transdermal => "transdermal",
        Route::Rectal => "rectal",
        Route::Vaginal => "vaginal",
        Route::Subcutaneous => "subcutaneous",
        Route::Intramuscular => "intramuscular",
        Route::Intravenous => "intravenous",
        Route::Intradermal => "intradermal",
        Route::GastricTube => "by feeding tube",
    }
}

fn method_word(method: Method) -> &'static str {
    match method {
        Method::Take => "take",
        Method::Give => "give",
        Method::Chew => "chew",
        Method::Dissolve => "dissolve",
        Method::Inhale => "inhale",
        Method::Apply => "apply",
        Method::Inject => "inject",
        Method::Insert => "insert",
        Method::Place => "place",
        Method::Put => "put",
        Method::Spray => "spray",
        Method::Use => "use",
        Method::Swish => "swish",
    }
}

pub(super) fn dose_words(dose: &Dose) -> String {
    let low = amount_number(dose.low, dose.unit);
    let unit = unit_word(dose.unit, dose.most() > Decimal::ONE);
    match dose.high {
        Some(high) => format!("{low} to {} {unit}", amount_number(high, dose.unit)),
        None => format!("{low} {unit}"),
    }
}

/// A count with its unit, "14 tablets", "150 mL", as it stands on a prescription.
pub fn counted(quantity: Decimal, unit: Unit) -> String {
    format!("{} {}", number(quantity), unit_word(unit, quantity > Decimal::ONE))
}

/// True for what is measured rather than counted, so that its halves are written in digits.
pub(super) fn is_measured(unit: Unit) -> bool {
    matches!(
        unit,
        Unit::Milliliter
            | Unit::Liter
            | Unit::Milligram
            | Unit::Microgram
            | Unit::Gram
            | Unit::Milliequivalent
            | Unit::Unit
            | Unit::Inch
    )
}

/// Halves and quarters of whole things are words, since "0.5" is taken for 5 and "1/2" for 1 to 2 (ISMP).
fn amount_number(amount: Decimal, unit: Unit) -> String {
    let measured = is_measured(unit);
    let fraction = match amount.fract().normalize().to_string().as_str() {
        "0.5" => Some("one-half"),
        "0.25" => Some("one-quarter"),
        "0.75" => Some("three-quarters"),
        _ => None,
    };
    match fraction {
        Some(fraction) if !measured && amount < Decimal::ONE => fraction.to_string(),
        Some(fraction) if !measured => format!("{} and {fraction}", number(amount.trunc())),
        _ => number(amount),
    }
}

/// Zero before the point, none after it, commas from 1,000 (ISMP).
pub(super) fn number(value: Decimal) -> String {
    let text = value.normalize().to_string();
    let (whole, fraction) = text.split_once('.').map_or((text.as_str(), None), |(w, f)| (w, Some(f)));
    let mut grouped = String::new();
    for (i, digit) in whole.chars().enumerate() {
        if i > 0 && (whole.len() - i).is_multiple_of(3) {
            grouped.push(',');
        }
        grouped.push(digit);
    }
    fraction.map_or(grouped.clone(), |f| format!("{grouped}.{f}"))
}

/// The word for a unit.
pub fn unit_word(unit: Unit, many: bool) -> &'static str {
    let (one, more) = match unit {
        Unit::Tablet => ("tablet", "tablets"),
        Unit::Capsule => ("capsule", "capsules"),
        Unit::Puff => ("puff", "puffs"),
        Unit::Inhalation => ("inhalation", "inhalations"),
        Unit::Spray => ("spray", "sprays"),
        Unit::Drop => ("drop", "drops"),
        Unit::Patch => ("patch", "patches"),
        Unit::Suppository => ("suppository", "suppositories"),
        Unit::Lozenge => ("lozenge", "lozenges"),
        Unit::Packet => ("packet", "packets"),
        Unit::Capful => ("capful", "capfuls"),
        Unit::Scoop => ("scoop", "scoops"),
        Unit::Vial => ("vial", "vials"),
        Unit::Ampule => ("ampule", "ampules"),
        Unit::Syringe => ("syringe", "syringes"),
        Unit::Injection => ("injection", "injections"),
        Unit::Film => ("film", "films"),
        Unit::Application => ("application", "applications"),
        Unit::Piece => ("piece", "pieces"),
        Unit::Ring => ("ring", "rings"),
        Unit::Inch => ("inch", "inches"),
        Unit::Dose => ("dose", "doses"),
        Unit::Unit => ("unit", "units"),
        Unit::Milliliter => ("mL", "mL"),
        Unit::Liter => ("liter", "liters"),
        Unit::Milligram => ("mg", "mg"),
        Unit::Microgram => ("mcg", "mcg"),
        Unit::Gram => ("g", "g"),
        Unit::Milliequivalent => ("mEq", "mEq"),
    };
    if many { more } else { one }
}

/// An amount without a number, "a thin layer".
pub fn amount_words(amount: Amount) -> &'static str {
    match amount {
        Amount::ThinLayer => "a thin layer",
        Amount::SmallAmount => "a small amount",
        Amount::LiberalAmount => "a liberal amount",
    }
}

fn is_puff(dosage: &Dosage) -> bool {
    dosage.dose.is_some_and(|d| matches!(d.unit, Unit::Puff | Unit::Inhalation))
}

/// A site with its preposition, "in the right eye".
pub fn site_words(site: &Site) -> String {
    match site {
        Site::RightEye => "in the right eye".to_string(),
        Site::LeftEye => "in the left eye".to_string(),
        Site::EachEye => "in each eye".to_string(),
        Site::AffectedEye => "in the affected eye".to_string(),
        Site::RightEar => "in the right ear".to_string(),
        Site::LeftEar => "in the left ear".to_string(),
        Site::EachEar => "in each ear".to_string(),
        Site::AffectedEar => "in the affected ear".to_string(),
        Site::RightNostril => "in the right nostril".to_string(),
        Site::LeftNostril => "in the left nostril".to_string(),
        Site::OneNostril => "in one nostril".to_string(),
        Site::EachNostril => "in each nostril".to_string(),
        Site::Area(area) if area.starts_with("each ") || area.starts_with("both ") => format!("to {area}"),
        Site::Area(area) => format!("to the {area}"),
    }
}

fn place(dosage: &Dosage) -> Option<String> {
    let site = dosage.site.as_ref().map(site_words);
    let implied = matches!(
        (dosage.route?, &dosage.site),
        (Route::Ophthalmic | Route::Otic | Route::Nasal | Route::Topical | Route::Transdermal, Some(_))
    );
    let route = match dosage.route? {
        Route::Oral => "by mouth",
        Route::Sublingual => "under the tongue",
        Route::Buccal => "between the cheek and gum",
        // "Inhale" or "puffs" says it.
        Route::Inhaled if dosage.method.is_none() || is_puff(dosage) => return site,
        Route::Inhaled => "by inhalation",
        Route::Nebulized => "by nebulizer",
        Route::Nasal => "in the nose",
        Route::Ophthalmic | Route::Otic => return site,
        Route::Topical | Route::Transdermal => "to the skin",
        Route::Rectal => "into the rectum",
        Route::Vaginal => "into the vagina",
        Route::Subcutaneous => "under the skin",
        Route::Intramuscular => "into the muscle",
        Route::Intravenous => "into a vein",
        Route::Intradermal => "into the skin",
        Route::GastricTube => "by feeding tube",
    };
    match site {
        Some(site) if implied => Some(site),
        Some(site) => Some(format!("{route} {site}")),
        None => Some(route.to_string()),
    }
}

pub(super) fn timing(t: &Timing) -> Vec<String> {
    let mut parts = Vec::new();
    let daily = is_daily(t.period_unit, t.period);
    let named = t.when.len() + t.time_of_day.len();
    let any_meal = t.when.iter().any(|w| w.is_any_meal());
    let once_daily = daily && t.frequency == Some(1) && t.frequency_max.is_none();
    let all_named =
        daily && !any_meal && t.frequency_max.is_none() && t.frequency.map(|f| f as usize) == Some(named);
    let plain_day = once_daily && named == 0;
    let one_day = t.days.is_some_and(|(first, last)| first == last);
    let every_when = match t.when.as_slice() {
        [when] if once_daily && t.day_of_week.is_empty() && t.days.is_none() && named == 1 => {
            every_when(*when)
        }
        _ => None,
    };
    if t.count == Some(1) {
        parts.push("as a single dose".to_string());
    }
    let silent = all_named && (named > 1 || every_when.is_some() || !t.time_of_day.is_empty());
    if !silent
        && !(plain_day && (one_day || !t.day_of_week.is_empty()))
        && (!all_named || t.day_of_week.is_empty())
    {
        parts.extend(often_words(t));
    }
    if !t.day_of_week.is_empty() {
        let names: Vec<String> = t.day_of_week.iter().map(|d| weekday_word(*d).to_string()).collect();
        let lead = if plain_day { "every" } else { "on" };
        parts.push(format!("{lead} {}", listed(&names)));
    }
    if let Some(every) = every_when {
        parts.push(every.to_string());
    } else if named > 0 {
        let mut names: Vec<String> = t.when.iter().map(|w| when_words(*w, t.offset_minutes)).collect();
        names.extend(t.time_of_day.iter().map(|time| format!("at {}", clock(time))));
        parts.push(listed(&names));
    }
    if let Some((first, last)) = t.days {
        parts.push(if one_day { format!("on day {first}") } else { format!("on days {first} to {last}") });
    }
    if let Some(count) = t.count.filter(|c| *c > 1) {
        parts.push(format!("for {count} doses"));
    }
    parts
}

fn often_words(t: &Timing) -> Option<String> {
    let unit = t.period_unit?;
    if t.period == 1 && t.period_max.is_none() && !matches!(unit, PeriodUnit::Hour | PeriodUnit::Minute) {
        let per = match unit {
            PeriodUnit::Week => "weekly",
            PeriodUnit::Month => "monthly",
            PeriodUnit::Year => "yearly",
            _ => "daily",
        };
        let times = match (t.frequency, t.frequency_max) {
            (Some(1), None) => "once".to_string(),
            (Some(2), None) => "twice".to_string(),
            (Some(n), None) => format!("{n} times"),
            (Some(low), Some(high)) => format!("{low} to {high} times"),
            (None, Some(1)) => "up to once".to_string(),
            (None, Some(2)) => "up to twice".to_string(),
            (None, high) => format!("up to {} times", high?),
        };
        return Some(format!("{times} {per}"));
    }
    let once = (t.frequency, t.frequency_max) == (Some(1), None);
    if once && (t.period, t.period_max, unit) == (2, None, PeriodUnit::Day) {
        return Some("every other day".to_string());
    }
    let many = t.period_max.unwrap_or(t.period) > 1;
    let name = period_word(unit, many);
    let every = match t.period_max {
        Some(high) => format!("every {} to {high} {name}", t.period),
        None if t.period == 1 => format!("every {name}"),
        None => format!("every {} {name}", t.period),
    };
    Some(match (t.frequency, t.frequency_max) {
        (Some(1) | None, None) => every,
        (Some(low), Some(high)) => format!("{low} to {high} times {every}"),
        (Some(n), None) => format!("{n} times {every}"),
        (None, Some(high)) => format!("up to {high} times {every}"),
    })
}

fn period_word(unit: PeriodUnit, many: bool) -> &'static str {
    let (one, more) = match unit {
        PeriodUnit::Minute => ("minute", "minutes"),
        PeriodUnit::Hour => ("hour", "hours"),
        PeriodUnit::Day => ("day", "days"),
        PeriodUnit::Week => ("week", "weeks"),
        PeriodUnit::Month => ("month", "months"),
        PeriodUnit::Year => ("year", "years"),
    };
    if many { more } else { one }
}

fn every_when(when: When) -> Option<&'static str> {
    Some(match when {
        When::Morning => "every morning",
        When::Noon => "every day at noon",
        When::Afternoon => "every afternoon",
        When::Evening => "every evening",
        When::Night => "every night",
        When::Bedtime => "at bedtime",
        _ => return None,
    })
}

fn when_words(when: When, offset_minutes: Option<u32>) -> String {
    let plain = match when {
        When::Morning => "in the morning",
        When::Noon => "at noon",
        When::Afternoon => "in the afternoon",
        When::Evening => "in the evening",
        When::Night => "at night",
        When::Bedtime => "at bedtime",
        When::BeforeBreakfast => "before breakfast",
        When::WithBreakfast => "with breakfast",
        When::AfterBreakfast => "after breakfast",
        When::BeforeLunch => "before lunch",
        When::WithLunch => "with lunch",
        When::AfterLunch => "after lunch",
        When::BeforeDinner => "before dinner",
        When::WithDinner => "with dinner",
        When::AfterDinner => "after dinner",
        When::BeforeMeals => "before meals",
        When::WithMeals => "with meals",
        When::AfterMeals => "after meals",
    };
    offset_minutes.map_or_else(|| plain.to_string(), |m| format!("{} {plain}", minutes_words(m)))
}

fn minutes_words(minutes: u32) -> String {
    let (n, unit) = if minutes.is_multiple_of(60) {
        (minutes / 60, PeriodUnit::Hour)
    } else {
        (minutes, PeriodUnit::Minute)
    };
    format!("{n} {}", period_word(unit, n > 1))
}

fn weekday_word(day: Weekday) -> &'static str {
    match day {
        Weekday::Mon => "Monday",
        Weekday::Tue => "Tuesday",
        Weekday::Wed => "Wednesday",
        Weekday::Thu => "Thursday",
        Weekday::Fri => "Friday",
        Weekday::Sat => "Saturday",
        Weekday::Sun => "Sunday",
    }
}

/// "13:30" as "1:30 PM".
pub fn clock(time: &str) -> String {
    let (hour, minute) = time.split_once(':').unwrap_or((time, "00"));
    let hour: u32 = hour.parse().unwrap_or(0);
    let half = if hour < 12 { "AM" } else { "PM" };
    let hour = if hour.is_multiple_of(12) { 12 } else { hour % 12 };
    if minute == "00" { format!("{hour} {half}") } else { format!("{hour}:{minute} {half}") }
}

fn listed(names: &[String]) -> String {
    match names {
        [] => String::new(),
        [one] => one.clone(),
        [rest @ .., last] => format!("{} and {last}", rest.join(", ")),
    }
}

fn duration_words(duration: Duration) -> String {
    format!("{} {}", duration.value, period_word(duration.unit, duration.value > 1))
}

/// Something else to do, "with food".
pub fn additional_words(additional: Additional) -> String {
    match additional {
        Additional::WithFood => "with food".to_string(),
        Additional::WithOrWithoutFood => "with or without food".to_string(),
        Additional::EmptyStomach => "on an empty stomach".to_string(),
        Additional::WithWater => "with a full glass of water".to_string(),
        Additional::MixedInWater => "mixed in 8 ounces of water".to_string(),
        Additional::AsDirected => "as directed".to_string(),
        Additional::UntilFinished => "until all are finished".to_string(),
        Additional::SwallowWhole => "swallow whole".to_string(),
        Additional::ShakeWell => "shake well before use".to_string(),
        Additional::RinseMouth => "rinse the mouth after use".to_string(),
        Additional::SwishAndSwallow => "swish and swallow".to_string(),
        Additional::SwishAndSpit => "swish and spit".to_string(),
        Additional::OnOff { on, off } => {
            let hours = |n: u32| format!("{n} {}", period_word(PeriodUnit::Hour, n > 1));
            format!("{} on and {} off", hours(on), hours(off))
        }
        Additional::MayRepeat { after_minutes, times: 1 } => {
            format!("may repeat once after {} if needed", minutes_words(after_minutes))
        }
        Additional::MayRepeat { after_minutes, times } => {
            format!("may repeat {times} times every {} if needed", minutes_words(after_minutes))
        }
    }
}

/// "no more than 8 tablets in 24 hours".
pub fn maximum_words(maximum: Maximum) -> String {
    let amount = amount_number(maximum.amount, maximum.unit);
    let unit = unit_word(maximum.unit, maximum.amount > Decimal::ONE);
    match maximum.hours {
        Some(hours) => {
            format!("no more than {amount} {unit} in {hours} {}", period_word(PeriodUnit::Hour, hours > 1))
        }
        None => format!("no more than {amount} {unit}"),
    }
}
