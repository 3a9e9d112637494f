//! Reads a sig from left to right into dosages; one word it does not know and it refuses the whole.

use super::dosage::{Dosage, Method, PeriodUnit, Route, Site, Unit, When};
use super::form::Form;
use super::patterns::{self, Often};
use super::reason::plain_reason;
use super::tokens::{Kind, Token, tokens};
use super::vocabulary::{self, Meaning};
use super::{finish, patterns::says};
use rust_decimal::Decimal;

/// A dose that depends on a measured value is no fixed dose.
const SCALES: &[&str] =
    &["sliding scale", "sliding - scale", "correction scale", "correction factor", "carb ratio", "per scale"];

/// A sig that was understood: its dosages, and the quantity if one was typed ("#30").
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Sig {
    /// In the order they apply; dosages with the same `sequence` apply together.
    pub dosages: Vec<Dosage>,
    /// The quantity to dispense, when the sig itself says it.
    pub quantity: Option<Decimal>,
}

/// Reads a sig into dosages. Errors: a sentence saying which part is not understood.
///
/// Nothing is dropped in silence: every word has a meaning or the whole sig is refused.
pub fn read_dosages(text: &str, dose_form: Option<&str>) -> Result<Sig, String> {
    // NCPDP SCRIPT carries at most 1,000 characters of sig text; it also bounds the work.
    if text.len() > 1_000 {
        return Err("The sig is longer than 1,000 characters.".to_string());
    }
    let form = dose_form.and_then(Form::read);
    let mut reader = Reader::new(text, form, Dosage { sequence: 1, ..Dosage::default() })?;
    if reader.tokens.is_empty() {
        return Err("The sig is empty.".to_string());
    }
    reader.all()?;
    reader.done.push(reader.now);
    for first in reader.listed {
        unfold(&mut reader.done, first);
    }
    let dosages = finish::finish(reader.done, form)?;
    let quantity = match reader.quantity {
        Some((_, Some(unit))) if dosages.iter().any(|d| d.dose.is_some_and(|dose| dose.unit != unit)) => {
            return Err("The quantity is in another unit than the dose.".to_string());
        }
        Some((quantity, _)) => Some(quantity),
        None => None,
    };
    Ok(Sig { dosages, quantity })
}

/// A dosage with what `text` adds to it: "by mouth", "with food", "right eye", "twice daily".
///
/// For directions that arrive in parts (FHIR `Dosage`); [`complete`] has to follow. Errors: a sentence saying what is
/// not understood, says something else than is known already, or is more than one instruction.
pub fn with_part(dosage: Dosage, text: &str) -> Result<Dosage, String> {
    let mut reader = Reader::new(text, None, dosage)?;
    reader.all()?;
    if reader.done.is_empty() && reader.quantity.is_none() {
        Ok(reader.now)
    } else {
        Err(format!("“{}” is more than one instruction.", text.trim()))
    }
}

/// Dosages put together elsewhere, completed and checked as if they had been typed. Errors as of [`read_dosages`].
pub fn complete(dosages: Vec<Dosage>, dose_form: Option<&str>) -> Result<Vec<Dosage>, String> {
    finish::finish(dosages, dose_form.and_then(Form::read))
}

/// The unit that a word or abbreviation names, and by how much its number is multiplied: a teaspoon is 5 mL.
pub fn unit_named(word: &str) -> Option<(Unit, u32)> {
    vocabulary::unit(&word.to_lowercase())
}

/// What a bare number counts in a dose form: tablets of a tablet.
pub fn unit_of_form(dose_form: &str) -> Option<Unit> {
    Form::read(dose_form).and_then(Form::unit)
}

/// What stands between two parts, as far as it may join two doses.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Join {
    Nothing,
    /// A comma lists: doses side by side, or the steps of a taper.
    Comma,
    And,
}

struct Reader<'a> {
    text: &'a str,
    tokens: Vec<Token>,
    at: usize,
    form: Option<Form>,
    done: Vec<Dosage>,
    now: Dosage,
    /// The last thing read was "and" or a comma, so a new dose may begin.
    joined: Join,
    /// Places in `done` of doses that a comma put beside the one before.
    listed: Vec<usize>,
    quantity: Option<(Decimal, Option<Unit>)>,
}

impl<'a> Reader<'a> {
    fn new(text: &'a str, form: Option<Form>, now: Dosage) -> Result<Self, String> {
        let tokens = without_repeats(tokens(text)?);
        if (0..tokens.len()).any(|at| SCALES.iter().any(|scale| says(&tokens, at, scale))) {
            return Err("A sliding scale stays as it is written.".to_string());
        }
        Ok(Self {
            text,
            tokens,
            at: 0,
            form,
            done: Vec::new(),
            now,
            joined: Join::Nothing,
            listed: Vec::new(),
            quantity: None,
        })
    }

    fn all(&mut self) -> Result<(), String> {
        while self.at < self.tokens.len() {
            self.step()?;
        }
        Ok(())
    }

    fn step(&mut self) -> Result<(), String> {
        if let Some((next, joins)) = self.separator(self.at) {
            (self.at, self.joined) = (next, self.joined.max(joins));
            return Ok(());
        }
        if let Some(next) = self.stop(self.at) {
            self.at = next;
            return Ok(());
        }
        if let Some(next) = self.then(self.at) {
            self.at = next;
            return self.next_step();
        }
        let joined = std::mem::replace(&mut self.joined, Join::Nothing);
        if self.numbers(joined)? {
            return Ok(());
        }
        if self.site_from_od()? {
            return Ok(());
        }
        if says(&self.tokens, self.at, "for") {
            self.at += 1;
            return self.reason(false);
        }
        let phrase = vocabulary::phrase(&self.tokens, self.at);
        let area = patterns::area(&self.tokens, self.at);
        match (phrase, area) {
            (phrase, Some((area, next))) if phrase.as_ref().is_none_or(|(_, n)| next - self.at > *n) => {
                once(&mut self.now.site, Site::Area(area), "site")?;
                self.at = next;
                Ok(())
            }
            (Some((meaning, length)), _) => {
                self.at += length;
                self.phrase(meaning, joined)
            }
            (None, _) => self.bare_dose(joined),
        }
    }

    /// Marks and words between parts: where they end, and whether they may join two doses.
    fn separator(&self, at: usize) -> Option<(usize, Join)> {
        match &self.tokens.get(at)?.kind {
            Kind::Mark(',' | ';') => Some((at + 1, Join::Comma)),
            Kind::Mark('&' | '+') => Some((at + 1, Join::And)),
            Kind::Mark('.' | '(' | ')') => Some((at + 1, Join::Nothing)),
            Kind::Word(word) if word == "and" || word == "plus" => Some((at + 1, Join::And)),
            _ => None,
        }
    }

    /// "then stop" after a last step whose length is said anyway: where it ends.
    fn stop(&self, at: usize) -> Option<usize> {
        let ended = self.now.duration.is_some() || self.now.timing.days.is_some();
        let next = self.then(at).unwrap_or(at);
        let says_stop = ["stop", "discontinue"].iter().any(|word| says(&self.tokens, next, word));
        let rest = self.tokens.get(next + 1..).unwrap_or_default();
        let last = rest.iter().all(|token| matches!(token.kind, Kind::Mark('.')));
        (ended && says_stop && last).then_some(self.tokens.len())
    }

    fn then(&self, at: usize) -> Option<usize> {
        let phrases = ["and then", "then", "followed by", "thereafter"];
        phrases.iter().find(|p| says(&self.tokens, at, p)).map(|p| at + p.split(' ').count())
    }

    fn next_step(&mut self) -> Result<(), String> {
        let sequence = self.now.sequence + 1;
        if self.now == (Dosage { sequence: self.now.sequence, ..Dosage::default() }) {
            return Err("“then” has nothing before it.".to_string());
        }
        self.done.push(std::mem::replace(&mut self.now, Dosage { sequence, ..Dosage::default() }));
        Ok(())
    }

    /// Everything with a number in it. True when something was read.
    fn numbers(&mut self, joined: Join) -> Result<bool, String> {
        let (tokens, at) = (&self.tokens, self.at);
        if let Some((quantity, next)) = patterns::dispense(tokens, at) {
            once(&mut self.quantity, quantity, "quantity")?;
            self.at = next;
        } else if let Some((often, next)) =
            patterns::times(tokens, at).or_else(|| patterns::every(tokens, at))
        {
            self.often(often)?;
            self.at = next;
        } else if let Some((ceiling, next)) = patterns::maximum(tokens, at) {
            finish::set_maximum(&mut self.now, ceiling)?;
            self.at = next;
        } else if let Some((repeat, next)) =
            patterns::may_repeat(tokens, at).or_else(|| patterns::on_off(tokens, at))
        {
            self.now.additional.push(repeat);
            self.at = next;
        } else if let Some(((minutes, when), next)) = patterns::offset(tokens, at) {
            once(&mut self.now.timing.offset_minutes, minutes, "time before or after a meal")?;
            self.now.timing.when.push(when);
            self.at = next;
        } else if let Some((count, next)) = patterns::count(tokens, at) {
            once(&mut self.now.timing.count, count, "number of doses")?;
            self.at = next;
        } else if let Some((days, next)) = patterns::days(tokens, at) {
            once(&mut self.now.timing.days, days, "day")?;
            self.at = next;
        } else if let Some((duration, next)) = patterns::duration(tokens, at) {
            once(&mut self.now.duration, duration, "duration")?;
            self.at = next;
        } else if let Some((time, next)) = self.time_of_day(at) {
            self.now.timing.time_of_day.push(time);
            self.at = next;
        } else if let Some((dose, next)) = patterns::dose(tokens, at) {
            let in_brackets = at > 0 && matches!(tokens[at - 1].kind, Kind::Mark('(' | '='));
            self.at = next;
            self.dose(dose, joined, in_brackets)?;
        } else {
            return Ok(false);
        }
        Ok(true)
    }

    /// A clock time; without "at" only once the dose is known, since "1 am" may be a dose in the morning.
    fn time_of_day(&self, at: usize) -> patterns::Found<String> {
        let clear = says(&self.tokens, at, "at") || self.now.dose.is_some();
        if clear { patterns::time_of_day(&self.tokens, at) } else { None }
    }

    fn dose(&mut self, dose: super::Dose, joined: Join, in_brackets: bool) -> Result<(), String> {
        if self.now.dose.is_none() {
            self.now.dose = Some(dose);
            return Ok(());
        }
        if in_brackets && self.now.same_as.is_none() {
            self.now.same_as = Some(dose);
            return Ok(());
        }
        if joined == Join::Comma && self.ends_a_step(&dose) {
            self.next_step()?;
            self.now.dose = Some(dose);
            return Ok(());
        }
        if joined == Join::Nothing || !finish::has_timing(&self.now) {
            return Err("There are two doses, and nothing says how they go together.".to_string());
        }
        self.together(joined);
        self.now.dose = Some(dose);
        Ok(())
    }

    /// "40 mg x5d, 30 mg x5d": each part of a list says how long it lasts and none a time of day, so they follow
    /// one another.
    fn ends_a_step(&self, next: &super::Dose) -> bool {
        let t = &self.now.timing;
        self.now.duration.is_some()
            && t.when.is_empty()
            && t.time_of_day.is_empty()
            && t.day_of_week.is_empty()
            && self.now.dose.is_some_and(|dose| dose.unit == next.unit)
    }

    /// Starts a dosage that applies together with the one before.
    fn together(&mut self, joined: Join) {
        let sequence = self.now.sequence;
        self.done.push(std::mem::replace(&mut self.now, Dosage { sequence, ..Dosage::default() }));
        self.listed.extend((joined == Join::Comma).then_some(self.done.len()));
    }

    fn often(&mut self, often: Often) -> Result<(), String> {
        let timing = &mut self.now.timing;
        if timing.period_unit.is_some() {
            let known = (
                timing.frequency,
                timing.frequency_max,
                timing.period,
                timing.period_max,
                timing.period_unit,
            );
            let new =
                (often.frequency, often.frequency_max, often.period, often.period_max, Some(often.unit));
            return if known == new { Ok(()) } else { Err("It says two different frequencies.".to_string()) };
        }
        timing.frequency = often.frequency;
        timing.frequency_max = often.frequency_max;
        timing.period = often.period;
        timing.period_max = often.period_max;
        timing.period_unit = Some(often.unit);
        Ok(())
    }

    /// "OD" is the right eye for drops and "once daily" elsewhere in the world: it is read only where an eye is meant.
    fn site_from_od(&mut self) -> Result<bool, String> {
        let shorthand = ["od", "os", "ou"].iter().find(|s| says(&self.tokens, self.at, s));
        let Some(shorthand) = shorthand else { return Ok(false) };
        let drops = self.now.dose.is_some_and(|d| d.unit == Unit::Drop) || self.form == Some(Form::Eye);
        let eye = drops || self.now.route == Some(Route::Ophthalmic);
        if !eye {
            let upper = shorthand.to_uppercase();
            return Err(format!("“{upper}” can mean an eye or something else. Write it out."));
        }
        let site = match *shorthand {
            "od" => Site::RightEye,
            "os" => Site::LeftEye,
            _ => Site::EachEye,
        };
        once(&mut self.now.site, site, "site")?;
        self.at += 1;
        Ok(true)
    }

    fn phrase(&mut self, meaning: Meaning, joined: Join) -> Result<(), String> {
        match meaning {
            Meaning::Do(method) => self.method(method, joined)?,
            Meaning::By(route) => once(&mut self.now.route, route, "route")?,
            Meaning::At(site) => once(&mut self.now.site, site, "site")?,
            Meaning::Times { frequency, period, unit } => {
                let often =
                    Often { frequency: Some(frequency), frequency_max: None, period, period_max: None, unit };
                self.often(often)?;
            }
            Meaning::During(when) => self.during(when),
            Meaning::On(day) => {
                if !self.now.timing.day_of_week.contains(&day) {
                    self.now.timing.day_of_week.push(day);
                }
            }
            Meaning::AsNeeded => {
                self.now.as_needed = true;
                let explicit = says(&self.tokens, self.at, "for");
                if explicit {
                    if patterns::duration(&self.tokens, self.at).is_none()
                        && patterns::count(&self.tokens, self.at).is_none()
                    {
                        self.at += 1;
                        self.reason(true)?;
                    }
                } else if matches!(
                    self.tokens.get(self.at).map(|t| &t.kind),
                    Some(Kind::Word(_) | Kind::Mark('>' | '<'))
                ) && !self.ends_reason(self.at)
                {
                    self.reason(true)?;
                }
            }
            Meaning::How(amount) => once(&mut self.now.amount, amount, "amount")?,
            Meaning::Also(additional) => {
                if !self.now.additional.contains(&additional) {
                    self.now.additional.push(additional);
                }
            }
            Meaning::SingleDose => once(&mut self.now.timing.count, 1, "number of doses")?,
            Meaning::FirstDay => once(&mut self.now.timing.days, (1, 1), "day")?,
            // A joining word before a dose keeps the join: "and the 2 tablets".
            Meaning::Nothing => self.joined = joined,
            Meaning::Unsafe(because) => return Err(because.to_string()),
        }
        Ok(())
    }

    /// A time of day, and the other meals of "with breakfast, lunch and dinner".
    fn during(&mut self, when: When) {
        let mut more = Some(when);
        while let Some(when) = more.take() {
            if !self.now.timing.when.contains(&when) {
                self.now.timing.when.push(when);
            }
            let mut next = self.at;
            while let Some((end, _)) = self.separator(next) {
                next = end;
            }
            if let Some(Kind::Word(word)) = self.tokens.get(next).map(|t| &t.kind)
                && let Some(meal) = vocabulary::meal_like(when, word)
            {
                self.at = next + 1;
                more = Some(meal);
            }
        }
    }

    fn method(&mut self, method: Method, joined: Join) -> Result<(), String> {
        if joined == Join::Comma && self.now.dose.is_some_and(|dose| self.ends_a_step(&dose)) {
            self.next_step()?;
        }
        if self.now.method.is_some() || self.now.dose.is_some() {
            if self.now.dose.is_some() && finish::has_timing(&self.now) {
                self.together(joined);
            } else if self.now.method.is_some() {
                return Err("There are two verbs and one dose.".to_string());
            }
        }
        self.now.method = Some(method);
        Ok(())
    }

    fn reason(&mut self, as_needed: bool) -> Result<(), String> {
        let first = self.at;
        while self.at < self.tokens.len() && !self.ends_reason(self.at) {
            self.at += 1;
        }
        if self.at == first {
            let because = if as_needed {
                "The reason after “for” is missing."
            } else {
                "“for” has nothing after it."
            };
            return Err(because.to_string());
        }
        let typed = &self.text[self.tokens[first].start..self.tokens[self.at - 1].end];
        once(&mut self.now.reason, plain_reason(typed)?, "reason")
    }

    /// True where the free words of a reason stop because something with a meaning of its own begins.
    fn ends_reason(&self, at: usize) -> bool {
        let t = &self.tokens;
        if let Kind::Mark(mark) = &t[at].kind {
            return match mark {
                // A comma goes on only before another word of the reason.
                ',' => {
                    at + 1 >= t.len() || !matches!(t[at + 1].kind, Kind::Word(_)) || self.ends_reason(at + 1)
                }
                '/' | '-' | '>' | '<' | '=' | '%' | '&' | '+' => false,
                _ => true,
            };
        }
        let number_goes_on = at > 0
            && matches!(t[at].kind, Kind::Number(_))
            && match &t[at - 1].kind {
                Kind::Mark(mark) => matches!(mark, '>' | '<' | '=' | '/' | '-'),
                Kind::Word(word) => {
                    matches!(
                        word.as_str(),
                        "above" | "over" | "below" | "under" | "than" | "least" | "score" | "level"
                    )
                }
                Kind::Number(_) => false,
            };
        if number_goes_on {
            return false;
        }
        // "nasal congestion", "oral pain": the route is an adjective here.
        let adjective = matches!(&t[at].kind, Kind::Word(w) if matches!(w.as_str(),
            "nasal" | "oral" | "rectal" | "vaginal" | "morning" | "evening" | "topical"))
            && at + 1 < t.len()
            && matches!(t[at + 1].kind, Kind::Word(_))
            && !self.ends_reason(at + 1);
        if adjective {
            return false;
        }
        let phrase = vocabulary::phrase(t, at).is_some_and(|(meaning, _)| meaning != Meaning::Nothing);
        // "and" goes on only before another word of the reason.
        let and_else = self.separator(at).is_some_and(|(next, _)| next >= t.len() || self.ends_reason(next));
        phrase
            || and_else
            || self.then(at).is_some()
            || patterns::dispense(t, at).is_some()
            || patterns::every(t, at).is_some()
            || patterns::times(t, at).is_some()
            || patterns::maximum(t, at).is_some()
            || patterns::may_repeat(t, at).is_some()
            || patterns::count(t, at).is_some()
            || patterns::duration(t, at).is_some()
            || patterns::days(t, at).is_some()
            || patterns::offset(t, at).is_some()
            || patterns::dose(t, at).is_some()
    }

    /// "1 bid" of a tablet; otherwise the part is not understood.
    fn bare_dose(&mut self, joined: Join) -> Result<(), String> {
        if let Some(((low, high), next)) = patterns::bare(&self.tokens, self.at) {
            let unit = self.form.and_then(Form::unit);
            let free = self.now.dose.is_none() || joined != Join::Nothing && finish::has_timing(&self.now);
            return match unit {
                Some(unit) if free => {
                    self.at = next;
                    self.dose(super::Dose { low, high, unit }, joined, false)
                }
                _ => {
                    let typed = &self.text[self.tokens[self.at].start..self.tokens[next - 1].end];
                    Err(format!("“{typed}” has no unit. Say tablets, mL or what it is."))
                }
            };
        }
        // Named up to the next blank, so that "x3" is not reported as "x".
        let token = &self.tokens[self.at];
        let rest = &self.text[token.start..];
        let part = rest.split_whitespace().next().unwrap_or(rest);
        Err(format!("“{part}” was not understood."))
    }
}

/// "2 tabs qam x3d, 1 tab qam x3d": what a comma lists for the same time of day, each with its own end, is no sum; the
/// dosage at `first` and those after it follow the one before.
fn unfold(dosages: &mut [Dosage], first: usize) {
    let (Some(before), Some(here)) = (first.checked_sub(1).and_then(|b| dosages.get(b)), dosages.get(first))
    else {
        return;
    };
    let timed_alike = before.timing == here.timing || here.timing == super::Timing::default();
    if before.sequence == here.sequence && timed_alike && before.duration.is_some() && here.duration.is_some()
    {
        dosages.iter_mut().skip(first).for_each(|dosage| dosage.sequence += 1);
    }
}

/// Drops the second saying of a number: "3 (three) times", "one (1) tablet". A different number stays and is refused.
fn without_repeats(tokens: Vec<Token>) -> Vec<Token> {
    let mut kept: Vec<Token> = Vec::new();
    let mut at = 0;
    while at < tokens.len() {
        let value =
            |i: usize| patterns::number(&tokens, i).filter(|(_, next)| *next == i + 1).map(|(n, _)| n);
        let repeats = says(&tokens, at, "(")
            && says(&tokens, at + 2, ")")
            && at > 0
            && value(at + 1).is_some_and(|n| value(at - 1) == Some(n));
        if repeats {
            at += 3;
        } else {
            kept.push(tokens[at].clone());
            at += 1;
        }
    }
    kept
}

/// Sets what may be said once. Errors: a sentence when it was said differently before.
fn once<T: PartialEq>(slot: &mut Option<T>, value: T, what: &str) -> Result<(), String> {
    match slot {
        Some(known) if *known != value => Err(format!("It says two different things about the {what}.")),
        _ => {
            *slot = Some(value);
            Ok(())
        }
    }
}

/// True when the period is counted in days, so that times of day can be compared with it.
pub(super) fn is_daily(unit: Option<PeriodUnit>, period: u32) -> bool {
    unit == Some(PeriodUnit::Day) && period == 1
}
