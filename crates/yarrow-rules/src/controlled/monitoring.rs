//! Whether the monitoring programme must be asked, and whether it was.

use super::{ControlledFacts, Duty, Monitoring, MonitoringRow, Schedule};
use crate::book::RuleBook;

/// The state's duty for this prescription; of several the strictest.
pub(super) fn monitoring(book: &RuleBook, facts: &ControlledFacts, schedule: Schedule) -> Monitoring {
    let table = book.controlled();
    let state = facts.state.as_deref();
    let rows = table.monitoring.iter().map(|row| &row.row).filter(|row| {
        Some(row.state.as_str()) == state
            && row.schedules.contains(&schedule)
            && book.names_any(&row.classes, &row.ingredients, &facts.ingredients)
            // A supply or an age that is not known does not excuse from asking.
            && row.longer_than_days.is_none_or(|than| facts.days_supply.is_none_or(|days| days > than))
            && row.from_age.is_none_or(|from| facts.age_years.is_none_or(|age| age >= from))
    });
    let continuing = facts.taken.iter().any(|drug| {
        drug.last >= facts.written && drug.ingredients.iter().any(|name| facts.ingredients.contains(name))
    });
    let good_for = |row: &MonitoringRow| match row.then_every_days {
        Some(days) if continuing => days,
        _ => row.good_for_days,
    };
    let strictest = rows.min_by_key(|row| (row.duty != Duty::Required, good_for(row)));
    let program = state.and_then(|code| table.state(code)).and_then(|row| row.program.clone());
    let within = strictest.map(good_for);
    Monitoring {
        program,
        duty: strictest.map(|row| row.duty),
        done: facts.looked_up_days_ago.is_some_and(|ago| within.is_none_or(|within| ago <= within)),
        good_for_days: within,
        days_ago: facts.looked_up_days_ago,
        text: strictest.map(|row| row.text.clone()),
        source: strictest.map(|row| row.source.clone()),
        as_of: strictest.map(|row| row.as_of.clone()),
    }
}
