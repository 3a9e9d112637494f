//! What must hold before the rows on controlled substances may be used.

use super::{ControlledTable, Duty, FEDERAL, LimitRow, MonitoringRow, exception_words};
use crate::tables::Placed;
use crate::validate::{Check, is_date};
use std::collections::HashSet;

/// Adds the faults of `knowledge/controlled.toml`.
pub(crate) fn validate_controlled<'a>(check: &mut Check<'a>, table: &'a ControlledTable) {
    let mut states = HashSet::new();
    for row in &table.states {
        if !is_state(&row.code) {
            check.fault(&row.place, "state", &row.code, "the code must be two capital letters");
        }
        if !states.insert(row.code.as_str()) {
            check.fault(&row.place, "state", &row.code, "is defined twice");
        }
        if row.name.trim().is_empty() || row.author.trim().is_empty() || !is_date(&row.date) {
            check.fault(&row.place, "state", &row.code, "needs a name, an author and a date as YYYY-MM-DD");
        }
        if row.notice.is_some() != row.notice_source.as_ref().is_some_and(|s| !s.trim().is_empty()) {
            check.fault(&row.place, "state", &row.code, "a notice needs its source, and a source its notice");
        }
    }
    schedules(check, table, &states);
    let mut ids = HashSet::new();
    for row in &table.limits {
        limit(check, row, &states);
        if !ids.insert(row.id.as_str()) {
            check.fault(&row.place, "limit", &row.id, "is defined twice");
        }
    }
    for row in &table.monitoring {
        monitoring(check, row, &states);
        if !ids.insert(row.id.as_str()) {
            check.fault(&row.place, "monitoring", &row.id, "is defined twice");
        }
    }
}

fn schedules<'a>(check: &mut Check<'a>, table: &'a ControlledTable, states: &HashSet<&str>) {
    let mut seen = HashSet::new();
    for row in &table.schedules {
        let id = format!("{} {}", row.state, row.ingredient);
        if !states.contains(row.state.as_str()) || row.state == FEDERAL {
            check.fault(&row.place, "schedule", &id, "needs the code of a state that has a [[state]] row");
        }
        check.ingredient(&row.place, "schedule", &id, &row.ingredient);
        dated_source(check, &row.place, "schedule", &id, &row.source, &row.as_of);
        if !seen.insert((&row.state, &row.ingredient)) {
            check.fault(&row.place, "schedule", &id, "is defined twice");
        }
    }
}

fn limit<'a>(check: &mut Check<'a>, row: &'a Placed<LimitRow>, states: &HashSet<&str>) {
    let (place, id) = (row.place.as_str(), row.id.as_str());
    check.texts(place, "limit", id, &[("text", &row.text), ("author", &row.author)]);
    dated_source(check, place, "limit", id, &row.source, &row.as_of);
    known_state(check, place, "limit", id, &row.state, states);
    drugs(check, place, "limit", id, (&row.classes, &row.ingredients));
    for name in &row.except {
        check.ingredient(place, "limit", id, name);
    }
    if row.schedules.is_empty() {
        check.fault(place, "limit", id, "names no schedule");
    }
    let limits =
        [row.refills_most, row.days_most, row.refill_days_most, row.months_valid, row.series_days_most];
    if limits.iter().all(Option::is_none) {
        check.fault(place, "limit", id, "limits nothing");
    }
    if row.days_most == Some(0) || row.months_valid == Some(0) || row.refill_days_most == Some(0) {
        check.fault(place, "limit", id, "days and months must be more than 0");
    }
    if row.first_within_days.is_some() && row.classes.is_empty() && row.ingredients.is_empty() {
        check.fault(place, "limit", id, "a first prescription of what? Name classes or ingredients");
    }
    if row.under_age.is_some() && row.from_age.is_some() {
        check.fault(place, "limit", id, "takes under_age or from_age, not both");
    }
    let mut codes = HashSet::new();
    for exception in &row.exceptions {
        if exception_words(&exception.code).is_none() {
            check.fault(place, "limit", id, &format!("there is no exception \"{}\"", exception.code));
        }
        if !codes.insert(exception.code.as_str()) {
            check.fault(place, "limit", id, &format!("names the exception \"{}\" twice", exception.code));
        }
        if let (Some(then), Some(most)) = (exception.days_most, row.days_most)
            && then <= most
        {
            check.fault(place, "limit", id, &format!("the exception \"{}\" allows no more", exception.code));
        }
    }
}

fn monitoring<'a>(check: &mut Check<'a>, row: &'a Placed<MonitoringRow>, states: &HashSet<&str>) {
    let (place, id) = (row.place.as_str(), row.id.as_str());
    check.texts(place, "monitoring", id, &[("text", &row.text), ("author", &row.author)]);
    dated_source(check, place, "monitoring", id, &row.source, &row.as_of);
    known_state(check, place, "monitoring", id, &row.state, states);
    drugs(check, place, "monitoring", id, (&row.classes, &row.ingredients));
    if row.schedules.is_empty() {
        check.fault(place, "monitoring", id, "names no schedule");
    }
    if row.duty == Duty::Required && row.then_every_days.is_some_and(|days| days < row.good_for_days) {
        check.fault(place, "monitoring", id, "then_every_days must not be less than good_for_days");
    }
}

fn drugs(check: &mut Check<'_>, place: &str, what: &str, id: &str, (classes, names): (&[String], &[String])) {
    for class in classes {
        check.class(place, what, id, class);
    }
    for name in names {
        check.ingredient(place, what, id, name);
    }
}

fn known_state(
    check: &mut Check<'_>,
    place: &str,
    what: &str,
    id: &str,
    state: &str,
    states: &HashSet<&str>,
) {
    if !states.contains(state) {
        check.fault(place, what, id, &format!("\"{state}\" has no [[state]] row"));
    }
}

fn dated_source(check: &mut Check<'_>, place: &str, what: &str, id: &str, source: &str, as_of: &str) {
    if source.trim().is_empty() {
        check.fault(place, what, id, "has no source");
    }
    let (year, month) = as_of.split_once('-').unwrap_or((as_of, "01"));
    let digits = |text: &str, length| text.len() == length && text.bytes().all(|b| b.is_ascii_digit());
    if !digits(year, 4) || !digits(month, 2) {
        check.fault(place, what, id, "needs as_of as YYYY or YYYY-MM");
    }
}

fn is_state(code: &str) -> bool {
    code.len() == 2 && code.bytes().all(|b| b.is_ascii_uppercase())
}
