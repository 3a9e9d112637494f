//! When and how often, in Spanish.

use crate::sig::dosage::{PeriodUnit, Timing, Weekday, When};
use crate::sig::read::is_daily;

/// The parts that say when, in the order they are spoken.
pub(in crate::sig) fn timing(t: &Timing) -> Vec<String> {
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
        parts.push("en una sola dosis".to_string());
    }
    let silent = all_named && (named > 1 || every_when.is_some() || !t.time_of_day.is_empty());
    if !silent
        && !(plain_day && (one_day || !t.day_of_week.is_empty()))
        && (!all_named || t.day_of_week.is_empty())
    {
        parts.extend(often(t));
    }
    if !t.day_of_week.is_empty() {
        let names: Vec<String> = t.day_of_week.iter().map(|d| weekday(*d).to_string()).collect();
        parts.push(format!("los {}", listed(&names)));
    }
    if let Some(every) = every_when {
        parts.push(every.to_string());
    } else if named > 0 {
        let mut names: Vec<String> = t.when.iter().map(|w| when(*w, t.offset_minutes)).collect();
        names.extend(t.time_of_day.iter().map(|time| clock(time)));
        parts.push(listed(&names));
    }
    if let Some((first, last)) = t.days {
        parts.push(if one_day { format!("el día {first}") } else { format!("los días {first} a {last}") });
    }
    if let Some(count) = t.count.filter(|c| *c > 1) {
        parts.push(format!("por {count} dosis"));
    }
    parts
}

fn often(t: &Timing) -> Option<String> {
    let unit = t.period_unit?;
    if t.period == 1 && t.period_max.is_none() && !matches!(unit, PeriodUnit::Hour | PeriodUnit::Minute) {
        let per = match unit {
            PeriodUnit::Week => "a la semana",
            PeriodUnit::Month => "al mes",
            PeriodUnit::Year => "al año",
            _ => "al día",
        };
        let times = match (t.frequency, t.frequency_max) {
            (Some(n), None) => times(n),
            (Some(low), Some(high)) => format!("de {low} a {high} veces"),
            (None, high) => format!("hasta {}", times(high?)),
        };
        return Some(format!("{times} {per}"));
    }
    let once = (t.frequency, t.frequency_max) == (Some(1), None);
    if once && (t.period, t.period_max, unit) == (2, None, PeriodUnit::Day) {
        return Some("un día sí y otro no".to_string());
    }
    let name = period(unit, t.period_max.unwrap_or(t.period) > 1);
    let every = match t.period_max {
        Some(high) => format!("cada {} a {high} {name}", t.period),
        None if t.period == 1 => format!("cada {name}"),
        None => format!("cada {} {name}", t.period),
    };
    Some(match (t.frequency, t.frequency_max) {
        (Some(1) | None, None) => every,
        (Some(low), Some(high)) => format!("de {low} a {high} veces {every}"),
        (Some(n), None) => format!("{} {every}", times(n)),
        (None, Some(high)) => format!("hasta {} {every}", times(high)),
    })
}

/// "una vez", "dos veces", "12 veces".
fn times(n: u32) -> String {
    let word = match n {
        1 => return "una vez".to_string(),
        2 => "dos",
        3 => "tres",
        4 => "cuatro",
        5 => "cinco",
        6 => "seis",
        7 => "siete",
        8 => "ocho",
        9 => "nueve",
        10 => "diez",
        _ => return format!("{n} veces"),
    };
    format!("{word} veces")
}

/// The word for a unit of time.
pub(super) fn period(unit: PeriodUnit, many: bool) -> &'static str {
    let (one, more) = match unit {
        PeriodUnit::Minute => ("minuto", "minutos"),
        PeriodUnit::Hour => ("hora", "horas"),
        PeriodUnit::Day => ("día", "días"),
        PeriodUnit::Week => ("semana", "semanas"),
        PeriodUnit::Month => ("mes", "meses"),
        PeriodUnit::Year => ("año", "años"),
    };
    if many { more } else { one }
}

/// "12 horas".
pub(super) fn hours(n: u32) -> String {
    format!("{n} {}", period(PeriodUnit::Hour, n > 1))
}

/// Minutes as minutes, or as hours where they are whole: "30 minutos", "2 horas".
pub(super) fn minutes(n: u32) -> String {
    if n.is_multiple_of(60) { hours(n / 60) } else { format!("{n} {}", period(PeriodUnit::Minute, n > 1)) }
}

fn every_when(when: When) -> Option<&'static str> {
    Some(match when {
        When::Morning => "todas las mañanas",
        When::Noon => "todos los días al mediodía",
        When::Afternoon => "todas las tardes",
        When::Evening | When::Night => "todas las noches",
        When::Bedtime => "al acostarse",
        _ => return None,
    })
}

/// One time of day, as it stands in a sentence.
pub(super) fn when(when: When, offset_minutes: Option<u32>) -> String {
    let plain = match when {
        When::Morning => "por la mañana",
        When::Noon => "al mediodía",
        When::Afternoon => "por la tarde",
        When::Evening | When::Night => "por la noche",
        When::Bedtime => "al acostarse",
        When::BeforeBreakfast => "antes del desayuno",
        When::WithBreakfast => "con el desayuno",
        When::AfterBreakfast => "después del desayuno",
        When::BeforeLunch => "antes del almuerzo",
        When::WithLunch => "con el almuerzo",
        When::AfterLunch => "después del almuerzo",
        When::BeforeDinner => "antes de la cena",
        When::WithDinner => "con la cena",
        When::AfterDinner => "después de la cena",
        When::BeforeMeals => "antes de las comidas",
        When::WithMeals => "con las comidas",
        When::AfterMeals => "después de las comidas",
    };
    offset_minutes.map_or_else(|| plain.to_string(), |m| format!("{} {plain}", minutes(m)))
}

fn weekday(day: Weekday) -> &'static str {
    match day {
        Weekday::Mon => "lunes",
        Weekday::Tue => "martes",
        Weekday::Wed => "miércoles",
        Weekday::Thu => "jueves",
        Weekday::Fri => "viernes",
        Weekday::Sat => "sábados",
        Weekday::Sun => "domingos",
    }
}

/// "a las 8:30 de la mañana".
fn clock(time: &str) -> String {
    let (hour, minute) = time.split_once(':').unwrap_or((time, "00"));
    let hour: u32 = hour.parse().unwrap_or(0);
    let half = match hour {
        0 => "de la noche",
        1..=11 => "de la mañana",
        12 => "del mediodía",
        13..=18 => "de la tarde",
        _ => "de la noche",
    };
    let hour = if hour.is_multiple_of(12) { 12 } else { hour % 12 };
    let article = if hour == 1 { "a la" } else { "a las" };
    if minute == "00" {
        format!("{article} {hour} {half}")
    } else {
        format!("{article} {hour}:{minute} {half}")
    }
}

fn listed(names: &[String]) -> String {
    match names {
        [] => String::new(),
        [one] => one.clone(),
        [rest @ .., last] => format!("{} y {last}", rest.join(", ")),
    }
}
