//! Which visits a patient makes, and when.

use chrono::{Datelike, Weekday};
use yarrow_kernel::LocalDate;

use crate::disease::{Course, Disease};
use crate::people::{Person, Sex};
use crate::rng::{Rng, days_between};

/// Why a visit was made.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Why {
    /// Routine child health examination.
    Child,
    /// Adult examination with blood tests.
    Annual,
    /// Lasting diseases are reviewed.
    Review,
    /// A short illness.
    Ill,
    /// Pregnancy; weeks since its begin.
    Pregnancy(i64),
}

/// The last day at the practice, and whether it is the day of death.
pub(crate) fn leaves(rng: &mut Rng, person: &Person, today: LocalDate) -> (LocalDate, bool) {
    let here = days_between(person.joined, today);
    if here < 400 {
        return (today, false);
    }
    let back = today.plus_days(-rng.between(20, 300.min(here - 60)));
    match person.age(today) {
        75.. if rng.chance(0.06) => (back, true),
        _ if rng.chance(0.03) => (back, false),
        _ => (today, false),
    }
}

/// The days and reasons of all visits, oldest first, one a day at most, none on a weekend, none after `last`.
pub(crate) fn schedule(
    rng: &mut Rng,
    person: &Person,
    courses: &[Course],
    last: LocalDate,
) -> Vec<(LocalDate, Why)> {
    let mut plan: Vec<(LocalDate, Why)> = Vec::new();
    let from = person.joined;
    for months in [0.5, 2.0, 4.0, 6.0, 9.0, 12.0, 15.0, 18.0, 24.0, 30.0] {
        plan.push((person.birth.plus_days((months * 30.44) as i64 + rng.between(0, 9)), Why::Child));
    }
    for year in 3..18 {
        if rng.chance(0.8) {
            plan.push((person.birth.plus_days(year * 365 + rng.between(1, 70)), Why::Child));
        }
    }
    let total = days_between(from, last);
    let (mut day, keen) = (rng.between(2, 25), rng.between(45, 90) as f64 / 100.0);
    while day < total {
        let date = from.plus_days(day);
        if person.age(date) >= 18 && (day < 26 || rng.chance(keen)) {
            plan.push((date, Why::Annual));
        }
        day += 365 + rng.between(-20, 60);
    }
    if let Some(every) = courses.iter().map(interval).min() {
        let first = courses.iter().map(|course| days_between(from, course.onset)).min().unwrap_or(0).max(3);
        let mut day = first + rng.between(0, 30);
        while day < total {
            plan.push((from.plus_days(day), Why::Review));
            day += every + rng.between(-12, 35);
        }
        // A new disease is found soon after it begins.
        for course in courses {
            let found = course.onset.plus_days(rng.between(3, 40));
            if found > from {
                plan.push((found, Why::Review));
                plan.push((found.plus_days(rng.between(35, 70)), Why::Review));
            }
        }
    }
    let mut day = rng.between(10, 500);
    while day < total {
        plan.push((from.plus_days(day), Why::Ill));
        let often = if person.age(from.plus_days(day)) < 6 { 260 } else { 720 };
        day += rng.between(60, often * 2);
    }
    pregnancies(rng, person, courses, last, &mut plan);
    for (date, _) in &mut plan {
        *date = match date.0.weekday() {
            Weekday::Sat => date.plus_days(2),
            Weekday::Sun => date.plus_days(1),
            _ => *date,
        };
    }
    // Yesterday at the latest, so that no visit of today can lie in the future of a morning.
    plan.retain(|(date, _)| *date >= from && *date < last);
    plan.sort();
    plan.dedup_by_key(|(date, _)| *date);
    plan
}

fn interval(course: &Course) -> i64 {
    match course.disease {
        Disease::Diabetes => 115,
        Disease::Kidney | Disease::Copd | Disease::AtrialFibrillation | Disease::Depression => 165,
        Disease::Hypertension | Disease::Hypothyroid | Disease::Gout | Disease::Lipids | Disease::Asthma => {
            190
        }
        _ => 360,
    }
}

fn pregnancies(
    rng: &mut Rng,
    person: &Person,
    courses: &[Course],
    last: LocalDate,
    plan: &mut Vec<(LocalDate, Why)>,
) {
    let chronic =
        |c: &Course| !matches!(c.disease, Disease::Rhinitis | Disease::Hypothyroid | Disease::Eczema);
    if person.sex == Sex::Male || courses.iter().any(chronic) {
        return;
    }
    let mut begin = person.birth.plus_days(rng.between(21 * 365, 37 * 365));
    for _ in 0..2 {
        if rng.chance(0.5) && begin > person.joined && begin.plus_days(340) < last {
            plan.extend(
                [9, 16, 24, 30, 36, 46].map(|week| (begin.plus_days(week * 7), Why::Pregnancy(week))),
            );
        }
        begin = begin.plus_days(rng.between(600, 1200));
    }
}
