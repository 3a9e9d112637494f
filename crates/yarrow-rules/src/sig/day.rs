//! What directions mean for one day: the row of a medicine in a patient's schedule.

use super::dosage::{Dosage, Dose, PeriodUnit, Timing, When};
use super::read::is_daily;
use super::{Language, spanish, words};

/// A part of the day, as the Universal Medication Schedule divides it (Wolf et al., Med Care 2011).
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum PartOfDay {
    Morning,
    Noon,
    Evening,
    Bedtime,
}

use PartOfDay::{Bedtime, Evening, Morning, Noon};

/// What is taken in one part of the day.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Slot {
    pub part: PartOfDay,
    /// "1 tablet"; of two directions for the same part both.
    pub amount: String,
    /// The directions name no time of day, only how often: this is where the schedule puts it.
    pub suggested: bool,
}

/// The day of somebody who follows the directions.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Day {
    /// The same every day.
    Slots {
        /// In the order of the day.
        slots: Vec<Slot>,
        /// "1 to 2 tablets" of what is taken only when needed.
        as_needed: Option<String>,
    },
    /// Not every day the same, or by the clock: when, in words ("once weekly").
    When(String),
    /// In steps that follow one another.
    Steps,
}

/// The day that directions describe, in words of `language`.
pub fn day(dosages: &[Dosage], language: Language) -> Day {
    if dosages.iter().any(|dosage| dosage.sequence > 1 || dosage.timing.days.is_some()) {
        return Day::Steps;
    }
    let mut slots: Vec<Slot> = Vec::new();
    let mut as_needed: Vec<String> = Vec::new();
    for dosage in dosages {
        let amount = dosage.dose.map_or_else(|| "✓".to_owned(), |dose| dose_in(&dose, language));
        if dosage.as_needed {
            as_needed.push(amount);
            continue;
        }
        let Some((parts, suggested)) = parts(&dosage.timing) else {
            let each: Vec<String> = dosages.iter().map(|d| times_in(&d.timing, language)).collect();
            return Day::When(each.join("; "));
        };
        for part in parts {
            match slots.iter_mut().find(|slot| slot.part == part) {
                Some(slot) => {
                    slot.amount = format!("{} + {amount}", slot.amount);
                    slot.suggested &= suggested;
                }
                None => slots.push(Slot { part, amount: amount.clone(), suggested }),
            }
        }
    }
    slots.sort_by_key(|slot| slot.part);
    Day::Slots { slots, as_needed: (!as_needed.is_empty()).then(|| as_needed.join(" + ")) }
}

/// A dose with its unit: "1 to 2 tablets".
pub fn dose_in(dose: &Dose, language: Language) -> String {
    match language {
        Language::English => words::dose_words(dose),
        Language::Spanish => spanish::dose_words(dose),
    }
}

/// When and how often, "once weekly".
pub fn times_in(timing: &Timing, language: Language) -> String {
    match language {
        Language::English => words::timing(timing).join(" "),
        Language::Spanish => spanish::times_words(timing).join(" "),
    }
}

/// The parts of every day, and whether the directions leave open which; `None` where the days differ or the clock counts.
fn parts(t: &Timing) -> Option<(Vec<PartOfDay>, bool)> {
    let twice = (t.period, t.period_unit) == (12, Some(PeriodUnit::Hour));
    let once = (t.period, t.period_unit) == (24, Some(PeriodUnit::Hour));
    let every_day = is_daily(t.period_unit, t.period) || twice || once || t.period_unit.is_none();
    let even = t.period_max.is_none() && t.frequency_max.is_none() && t.count.is_none();
    if !every_day || !even || !t.day_of_week.is_empty() {
        return None;
    }
    let mut named: Vec<PartOfDay> = t.when.iter().filter_map(|when| part(*when)).collect();
    named.extend(t.time_of_day.iter().filter_map(|time| clock(time)));
    named.sort();
    named.dedup();
    let meals = t.when.iter().any(|when| when.is_any_meal());
    if meals && t.frequency.is_none_or(|times| times as usize == 3 + named.len()) {
        named.extend([Morning, Noon, Evening]);
        named.sort();
        named.dedup();
        return Some((named, false));
    }
    let times = if twice { 2 * t.frequency? } else { t.frequency.unwrap_or(0) };
    if !named.is_empty() && (times == 0 || times as usize == named.len()) {
        return Some((named, false));
    }
    if !named.is_empty() {
        return None;
    }
    Some((
        match times {
            1 => vec![Morning],
            2 => vec![Morning, Evening],
            3 => vec![Morning, Noon, Evening],
            4 => vec![Morning, Noon, Evening, Bedtime],
            _ => return None,
        },
        true,
    ))
}

fn part(when: When) -> Option<PartOfDay> {
    Some(match when {
        When::Morning | When::BeforeBreakfast | When::WithBreakfast | When::AfterBreakfast => Morning,
        When::Noon | When::BeforeLunch | When::WithLunch | When::AfterLunch | When::Afternoon => Noon,
        When::BeforeDinner | When::WithDinner | When::AfterDinner | When::Evening => Evening,
        When::Night | When::Bedtime => Bedtime,
        When::BeforeMeals | When::WithMeals | When::AfterMeals => return None,
    })
}

fn clock(time: &str) -> Option<PartOfDay> {
    let hour: u32 = time.split(':').next()?.parse().ok()?;
    Some(match hour {
        4..=10 => Morning,
        11..=15 => Noon,
        16..=19 => Evening,
        _ => Bedtime,
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::sig::read_dosages;

    fn of(typed: &str) -> Day {
        day(&read_dosages(typed, Some("tablet")).unwrap().dosages, Language::English)
    }

    fn slots(typed: &str) -> Vec<(PartOfDay, String, bool)> {
        match of(typed) {
            Day::Slots { slots, .. } => slots.into_iter().map(|s| (s.part, s.amount, s.suggested)).collect(),
            other => panic!("{typed}: {other:?}"),
        }
    }

    fn one(part: PartOfDay, suggested: bool) -> (PartOfDay, String, bool) {
        (part, "1 tablet".to_owned(), suggested)
    }

    #[test]
    fn a_named_time_is_where_it_is_taken_and_a_mere_number_of_times_is_a_suggestion() {
        assert_eq!(slots("1 qhs"), [one(Bedtime, false)]);
        assert_eq!(slots("1 bid"), [one(Morning, true), one(Evening, true)]);
        assert_eq!(slots("1 q12h"), [one(Morning, true), one(Evening, true)]);
        assert_eq!(slots("1 tid with meals"), [one(Morning, false), one(Noon, false), one(Evening, false)]);
        assert_eq!(slots("1 at 8am and 9 pm"), [one(Morning, false), one(Bedtime, false)]);
        assert_eq!(slots("1 bid with breakfast and dinner"), [one(Morning, false), one(Evening, false)]);
        assert_eq!(slots("1 qid pc & hs").len(), 4);
        assert_eq!(slots("1 qam and 2 qhs"), [one(Morning, false), (Bedtime, "2 tablets".to_owned(), false)]);
    }

    #[test]
    fn what_is_not_the_same_every_day_is_said_in_words() {
        assert_eq!(of("1 weekly"), Day::When("once weekly".to_owned()));
        assert_eq!(of("1 q8h"), Day::When("every 8 hours".to_owned()));
        assert_eq!(of("1 qod"), Day::When("every other day".to_owned()));
        assert_eq!(of("1 mon wed fri"), Day::When("every Monday, Wednesday and Friday".to_owned()));
        assert_eq!(of("40 mg daily x5d, then 20 mg daily"), Day::Steps);
    }

    #[test]
    fn what_is_taken_when_needed_stands_apart() {
        let Day::Slots { slots, as_needed } = of("1-2 q4h prn pain") else { panic!() };
        assert_eq!((slots.len(), as_needed.as_deref()), (0, Some("1 to 2 tablets")));
        let spanish = day(&read_dosages("1 tab po bid", None).unwrap().dosages, Language::Spanish);
        assert!(matches!(spanish, Day::Slots { slots, .. } if slots[0].amount == "1 tableta"));
    }
}
