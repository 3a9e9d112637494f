//! Patterns with numbers in them: "q4-6h", "x7d", "max 8/day". Each looks at one place and changes nothing.

use super::dosage::{Additional, Dose, Duration, PeriodUnit, Unit, When};
use super::tokens::{Kind, Token};
use super::vocabulary;
use rust_decimal::{Decimal, prelude::ToPrimitive};

/// What was read and the place after it.
pub(super) type Found<T> = Option<(T, usize)>;

/// How often: frequency or range of it, per period or range of it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Often {
    pub frequency: Option<u32>,
    pub frequency_max: Option<u32>,
    pub period: u32,
    pub period_max: Option<u32>,
    pub unit: PeriodUnit,
}

/// A ceiling before its unit is known to be the unit of the dose.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Ceiling {
    pub amount: Decimal,
    pub unit: Option<Unit>,
    pub hours: Option<u32>,
}

fn word(tokens: &[Token], at: usize) -> Option<&str> {
    match tokens.get(at).map(|t| &t.kind) {
        Some(Kind::Word(word)) => Some(word),
        _ => None,
    }
}

/// True when the pieces of `phrase`, separated by blanks, stand at `at`.
pub(super) fn says(tokens: &[Token], at: usize, phrase: &str) -> bool {
    phrase.split(' ').enumerate().all(|(i, piece)| tokens.get(at + i).is_some_and(|t| t.is(piece)))
}

/// The first of several phrases that stands at `at`; longer ones must come first.
fn any(tokens: &[Token], at: usize, phrases: &[&str]) -> Found<usize> {
    phrases.iter().position(|p| says(tokens, at, p)).map(|i| (i, at + phrases[i].split(' ').count()))
}

/// A number in digits, as a fraction or in words: 1, 1/2, 1 1/2, ½, one, one-half, one and a half.
pub(super) fn number(tokens: &[Token], at: usize) -> Found<Decimal> {
    let half = Decimal::new(5, 1);
    let (whole, next) = match &tokens.get(at)?.kind {
        Kind::Number(n) => {
            if let Some((fraction, next)) = slash_fraction(tokens, at) {
                return Some((fraction, next));
            }
            (*n, at + 1)
        }
        Kind::Word(_) => {
            if let Some((fraction, next)) = word_fraction(tokens, at) {
                return Some((fraction, next));
            }
            (Decimal::from(vocabulary::number_word(word(tokens, at)?)?), at + 1)
        }
        Kind::Mark(_) => return None,
    };
    if whole.is_integer() {
        if let Some((fraction, end)) = slash_fraction(tokens, next).or_else(|| glued_fraction(tokens, next)) {
            return Some((whole + fraction, end));
        }
        if says(tokens, next, "and") {
            if says(tokens, next + 1, "a half") {
                return Some((whole + half, next + 3));
            }
            if let Some((fraction, end)) = word_fraction(tokens, next + 1) {
                return Some((whole + fraction, end));
            }
        }
    }
    Some((whole, next))
}

fn slash_fraction(tokens: &[Token], at: usize) -> Found<Decimal> {
    const FRACTIONS: [(&str, i64); 3] = [("1 / 2", 50), ("1 / 4", 25), ("3 / 4", 75)];
    // "1/2" typed without blanks; "1 / 24 h" must not match, which the whole number token ensures.
    let found = FRACTIONS.iter().find(|(spelling, _)| says(tokens, at, spelling))?;
    Some((Decimal::new(found.1, 2).normalize(), at + 3))
}

/// The ½ of "1½", which is a number token of its own right behind the whole.
fn glued_fraction(tokens: &[Token], at: usize) -> Found<Decimal> {
    let (before, here) = (tokens.get(at.checked_sub(1)?)?, tokens.get(at)?);
    match here.kind {
        Kind::Number(n) if n < Decimal::ONE && before.end == here.start => Some((n, at + 1)),
        _ => None,
    }
}

fn word_fraction(tokens: &[Token], at: usize) -> Found<Decimal> {
    const FRACTIONS: [(&str, i64); 9] = [
        ("one - half", 50),
        ("one half", 50),
        ("a half", 50),
        ("half a", 50),
        ("half", 50),
        ("one - quarter", 25),
        ("one quarter", 25),
        ("three - quarters", 75),
        ("quarter", 25),
    ];
    let found = FRACTIONS.iter().find(|(spelling, _)| says(tokens, at, spelling))?;
    Some((Decimal::new(found.1, 2).normalize(), at + found.0.split(' ').count()))
}

/// A whole number, at least 1.
fn whole(tokens: &[Token], at: usize) -> Found<u32> {
    let (n, next) = number(tokens, at)?;
    let n = if n.is_integer() { n.to_u32() } else { None };
    n.filter(|n| (1..=10_000).contains(n)).map(|n| (n, next))
}

/// A number or a range "4-6", "4 to 6", "1 or 2".
fn range<T>(tokens: &[Token], at: usize, one: fn(&[Token], usize) -> Found<T>) -> Found<(T, Option<T>)> {
    let (low, next) = one(tokens, at)?;
    if any(tokens, next, &["-", "to", "or"]).is_some()
        && let Some((high, end)) = one(tokens, next + 1)
    {
        return Some(((low, Some(high)), end));
    }
    Some(((low, None), next))
}

/// A dose with its unit: "1-2 tabs", "10 mg", "2.4 million units", "a tablet".
pub(super) fn dose(tokens: &[Token], at: usize) -> Found<Dose> {
    let ((low, high), next) = if any(tokens, at, &["a", "an"]).is_some() {
        ((Decimal::ONE, None), at + 1)
    } else {
        range(tokens, at, number)?
    };
    let (million, next) = if says(tokens, next, "million") { (1_000_000, next + 1) } else { (1, next) };
    let (unit, times) = vocabulary::unit(word(tokens, next)?)?;
    let scale = Decimal::from(million * times);
    Some((Dose { low: low * scale, high: high.map(|h| h * scale), unit }, next + 1))
}

/// A dose as a bare number.
pub(super) fn bare(tokens: &[Token], at: usize) -> Found<(Decimal, Option<Decimal>)> {
    range(tokens, at, number)
}

fn time(tokens: &[Token], at: usize) -> Found<PeriodUnit> {
    vocabulary::period_unit(word(tokens, at)?).map(|unit| (unit, at + 1))
}

/// "q8h", "every 4 to 6 hours", "every 2 weeks".
pub(super) fn every(tokens: &[Token], at: usize) -> Found<Often> {
    let (_, next) = any(tokens, at, &["once every", "once q", "every", "q"])?;
    let ((low, high), next) = range(tokens, next, whole)?;
    let (unit, next) = time(tokens, next)?;
    let often = Often { frequency: Some(1), frequency_max: None, period: low, period_max: high, unit };
    Some((often, next))
}

/// "2-3 times a day", "twice weekly", "4x/day", "up to 3 times daily", "bid-tid".
pub(super) fn times(tokens: &[Token], at: usize) -> Found<Often> {
    let (up_to, next) = if says(tokens, at, "up to") { (true, at + 2) } else { (false, at) };
    let ((low, high), period, unit, next) = if let Some(found) = times_per(tokens, next) {
        found
    } else {
        let (low, after) = latin(tokens, next)?;
        match any(tokens, after, &["-", "to", "or"]).and_then(|(_, n)| latin(tokens, n)) {
            Some((high, end)) => ((low, Some(high)), (1, None), PeriodUnit::Day, end),
            None if up_to => ((low, None), (1, None), PeriodUnit::Day, after),
            // Alone it is an ordinary phrase.
            None => return None,
        }
    };
    let (frequency, frequency_max) =
        if up_to { (None, Some(high.unwrap_or(low))) } else { (Some(low), high) };
    Some((Often { frequency, frequency_max, period: period.0, period_max: period.1, unit }, next))
}

/// Times, the period, its unit and the place after it.
type Rate = ((u32, Option<u32>), (u32, Option<u32>), PeriodUnit, usize);

fn times_per(tokens: &[Token], at: usize) -> Option<Rate> {
    let (count, next) = if let Some(n) = word(tokens, at).and_then(vocabulary::times_word) {
        ((n, None), at + 1)
    } else {
        let (count, next) = range(tokens, at, whole)?;
        let (_, next) = any(tokens, next, &["times", "time", "x", "*"])?;
        (count, next)
    };
    if let Some((_, after)) = any(tokens, next, &["every"])
        && let Some((period, after)) = range(tokens, after, whole)
    {
        let (unit, after) = time(tokens, after)?;
        return Some((count, period, unit, after));
    }
    let next = any(tokens, next, &["per", "a", "an", "/", "each", "every", "in a"]).map_or(next, |(_, n)| n);
    let (unit, next) = time(tokens, next)?;
    Some((count, (1, None), unit, next))
}

fn latin(tokens: &[Token], at: usize) -> Found<u32> {
    let n = match word(tokens, at)? {
        "qd" | "daily" => 1,
        "bid" => 2,
        "tid" => 3,
        "qid" => 4,
        _ => return None,
    };
    Some((n, at + 1))
}

/// "x7d", "for 10 days", "times 2 weeks", and "7 days" alone.
pub(super) fn duration(tokens: &[Token], at: usize) -> Found<Duration> {
    let next =
        any(tokens, at, &["x", "*", "for a total of", "for up to", "for", "times"]).map_or(at, |(_, n)| n);
    let (value, next) =
        if next > at && says(tokens, next, "a") { (1, next + 1) } else { whole(tokens, next)? };
    let (unit, next) = time(tokens, next)?;
    // "5 times 2 daily" and "3 weekly" are no durations.
    if matches!(word(tokens, next - 1), Some("daily" | "weekly" | "monthly")) || unit == PeriodUnit::Minute {
        return None;
    }
    Some((Duration { value, unit }, next))
}

/// "x 3 doses", "for 1 dose".
pub(super) fn count(tokens: &[Token], at: usize) -> Found<u32> {
    let (_, next) = any(tokens, at, &["x", "*", "for", "times"])?;
    let (n, next) = whole(tokens, next)?;
    any(tokens, next, &["doses", "dose"]).map(|(_, next)| (n, next))
}

/// "day 1", "on days 2-5".
pub(super) fn days(tokens: &[Token], at: usize) -> Found<(u32, u32)> {
    let (_, next) = any(tokens, at, &["on day", "on days", "day", "days"])?;
    let ((first, last), next) = range(tokens, next, whole)?;
    Some(((first, last.unwrap_or(first)), next))
}

/// "at 8 am", "8:30 pm" as "HH:MM".
pub(super) fn time_of_day(tokens: &[Token], at: usize) -> Found<String> {
    let next = any(tokens, at, &["at"]).map_or(at, |(_, n)| n);
    let (hour, mut next) = whole(tokens, next).filter(|(_, n)| *n == next + 1)?;
    let mut minute = 0;
    if says(tokens, next, ":") {
        let token = tokens.get(next + 1)?;
        let Kind::Number(n) = token.kind else { return None };
        if token.end - token.start != 2 {
            return None;
        }
        minute = n.to_u32().filter(|m| *m < 60)?;
        next += 2;
    }
    let (half, next) = any(tokens, next, &["am", "pm"])?;
    let hour = if hour <= 12 { hour % 12 + 12 * u32::try_from(half).ok()? } else { return None };
    Some((format!("{hour:02}:{minute:02}"), next))
}

/// "30 minutes before breakfast": minutes and meal.
pub(super) fn offset(tokens: &[Token], at: usize) -> Found<(u32, When)> {
    let (n, next) = whole(tokens, at)?;
    let (unit, next) = time(tokens, next)?;
    let minutes = minutes(n, unit)?;
    let (before, next) = any(tokens, next, &["before", "prior to", "after"])?;
    let (meal, next) =
        any(tokens, next, &["meals", "each meal", "breakfast", "lunch", "dinner", "supper", "eating"])?;
    let when = match (before < 2, meal) {
        (true, 2) => When::BeforeBreakfast,
        (true, 3) => When::BeforeLunch,
        (true, 4 | 5) => When::BeforeDinner,
        (true, _) => When::BeforeMeals,
        (false, 2) => When::AfterBreakfast,
        (false, 3) => When::AfterLunch,
        (false, 4 | 5) => When::AfterDinner,
        (false, _) => When::AfterMeals,
    };
    Some(((minutes, when), next))
}

fn minutes(n: u32, unit: PeriodUnit) -> Option<u32> {
    match unit {
        PeriodUnit::Minute => Some(n),
        PeriodUnit::Hour => n.checked_mul(60),
        _ => None,
    }
}

/// "max 8/day", "not to exceed 4 g in 24 hours", "no more than 3 doses".
pub(super) fn maximum(tokens: &[Token], at: usize) -> Found<Ceiling> {
    const STARTS: [&str; 14] = [
        "max daily dose of",
        "max daily dose",
        "maximum daily dose",
        "max dose",
        "max of",
        "maximum of",
        "max",
        "maximum",
        "not to exceed",
        "do not exceed",
        "do not take more than",
        "no more than",
        "nte",
        "up to",
    ];
    let (start, next) = any(tokens, at, &STARTS)?;
    let next = if says(tokens, next, ":") { next + 1 } else { next };
    let (amount, unit, next) = match dose(tokens, next) {
        Some((dose, end)) if dose.high.is_none() => (dose.low, Some(dose.unit), end),
        _ => {
            let (amount, end) = number(tokens, next)?;
            (amount, None, end)
        }
    };
    let day = any(
        tokens,
        next,
        &["daily", "a day", "per day", "each day", "in a day", "in one day", "/ day", "/ d"],
    );
    let (hours, next) = if let Some((_, next)) = day {
        (Some(24), next)
    } else if let Some(found) = hours_of(tokens, next) {
        (Some(found.0), found.1)
    } else {
        ((start < 3).then_some(24), next)
    };
    Some((Ceiling { amount, unit, hours }, next))
}

fn hours_of(tokens: &[Token], at: usize) -> Found<u32> {
    let (_, next) = any(tokens, at, &["in any", "in", "per", "every", "within", "/"])?;
    let (n, next) = whole(tokens, next)?;
    match time(tokens, next)? {
        (PeriodUnit::Hour, next) => Some((n, next)),
        (PeriodUnit::Day, next) => Some((n.checked_mul(24)?, next)),
        _ => None,
    }
}

/// "may repeat in 2 h", "may repeat x2 every 5 minutes".
pub(super) fn may_repeat(tokens: &[Token], at: usize) -> Found<Additional> {
    let (_, mut next) = any(tokens, at, &["may repeat", "can repeat", "repeat"])?;
    let (mut after, mut times, mut each) = (None, None, false);
    loop {
        if let Some((word, n)) = any(tokens, next, &["in", "after", "every", "q"]) {
            let (value, n) = whole(tokens, n)?;
            let (unit, n) = time(tokens, n)?;
            after = Some(minutes(value, unit)?);
            each = word >= 2;
            next = n;
        } else if let Some((_, n)) = any(tokens, next, &["once", "one time"]) {
            (times, next) = (Some(1), n);
        } else if let Some((n, end)) = any(tokens, next, &["x", "*"]).and_then(|(_, n)| whole(tokens, n)) {
            (times, next) = (Some(n), end);
        } else if let Some((n, end)) = whole(tokens, next).filter(|(_, end)| says(tokens, *end, "times")) {
            (times, next) = (Some(n), end + 1);
        } else if let Some((_, n)) = any(tokens, next, &["if needed", "as needed", "prn"]) {
            next = n;
        } else {
            break;
        }
    }
    // "every 5 minutes" without a number of times has no end.
    let times = if each { times? } else { times.unwrap_or(1) };
    Some((Additional::MayRepeat { after_minutes: after?, times }, next))
}

/// "12 hours on, 12 hours off".
pub(super) fn on_off(tokens: &[Token], at: usize) -> Found<Additional> {
    let hours = |at: usize, side: &str| -> Found<u32> {
        if says(tokens, at, side) {
            let next = if says(tokens, at + 1, "for") { at + 2 } else { at + 1 };
            let (n, next) = whole(tokens, next)?;
            return matches!(time(tokens, next)?.0, PeriodUnit::Hour).then_some((n, next + 1));
        }
        let (n, next) = whole(tokens, at)?;
        (matches!(time(tokens, next)?.0, PeriodUnit::Hour) && says(tokens, next + 1, side))
            .then_some((n, next + 2))
    };
    let (on, next) = hours(at, "on")?;
    let next = any(tokens, next, &[", and", ", then", "and", "then", ",", "/"]).map_or(next, |(_, n)| n);
    let (off, next) = hours(next, "off")?;
    Some((Additional::OnOff { on, off }, next))
}

/// "#14", "disp 30 tabs": the quantity to dispense.
pub(super) fn dispense(tokens: &[Token], at: usize) -> Found<(Decimal, Option<Unit>)> {
    let (_, next) = any(tokens, at, &["disp #", "dispense #", "#", "disp", "dispense", "qty", "quantity"])?;
    let next = if says(tokens, next, ":") { next + 1 } else { next };
    if let Some((dose, end)) = dose(tokens, next) {
        return dose.high.is_none().then_some(((dose.low, Some(dose.unit)), end));
    }
    number(tokens, next).map(|(n, end)| ((n, None), end))
}

/// "to the affected area", "left knee": the words, without preposition and article.
pub(super) fn area(tokens: &[Token], at: usize) -> Found<String> {
    let mut next = any(tokens, at, &["to", "on", "over", "onto"]).map_or(at, |(_, n)| n);
    next = any(tokens, next, &["the"]).map_or(next, |(_, n)| n);
    let mut words: Vec<String> = Vec::new();
    if let Some((both, n)) = any(tokens, next, &["each", "both"]) {
        words.push(["each", "both"][both].to_string());
        next = n;
    }
    let qualifiers = words.len();
    while let Some(word) = word(tokens, next) {
        let joins = word == "and" && tokens.get(next + 1).is_some_and(is_area) && words.len() > qualifiers;
        if !vocabulary::is_area_word(word) && !joins {
            break;
        }
        words.push(word.to_string());
        next += 1;
        // "area(s)"
        if says(tokens, next, "( s )") {
            next += 3;
        }
    }
    let another_site = any(tokens, next, &["eyes", "eye", "ears", "ear", "nostrils", "nostril"]).is_some();
    (words.len() > qualifiers && !another_site).then(|| (words.join(" "), next))
}

fn is_area(token: &Token) -> bool {
    matches!(&token.kind, Kind::Word(word) if vocabulary::is_area_word(word))
}
