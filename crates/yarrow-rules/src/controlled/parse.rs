//! TOML text of `knowledge/controlled.toml` into rows. No file access here.

use super::{ControlledTable, LimitRow, MonitoringRow, ScheduleRow, StateRow};
use crate::tables::{Placed, line_of, place_of_error};
use serde::Deserialize;
use toml::Spanned;

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct File {
    author: String,
    date: String,
    #[serde(default)]
    state: Vec<Spanned<StateRow>>,
    #[serde(default)]
    schedule: Vec<Spanned<ScheduleRow>>,
    #[serde(default)]
    limit: Vec<Spanned<LimitRow>>,
    #[serde(default)]
    monitoring: Vec<Spanned<MonitoringRow>>,
}

/// Reads `knowledge/controlled.toml`.
///
/// # Errors
/// One sentence naming the file, the line and what TOML could not read.
pub fn parse_controlled(file_name: &str, text: &str) -> Result<ControlledTable, Vec<String>> {
    let file: File = toml::from_str(text).map_err(|error| vec![place_of_error(file_name, text, &error)])?;
    let (author, date) = (file.author, file.date);
    fn placed<T>(rows: Vec<Spanned<T>>, place: impl Fn(usize, T) -> Placed<T>) -> Vec<Placed<T>> {
        rows.into_iter().map(|row| place(row.span().start, row.into_inner())).collect()
    }
    macro_rules! rows {
        ($rows:expr) => {
            placed($rows, |byte, row| Placed {
                place: format!("{file_name}:{}", line_of(text, byte)),
                author: author.clone(),
                date: date.clone(),
                row,
            })
        };
    }
    Ok(ControlledTable {
        states: rows!(file.state),
        schedules: rows!(file.schedule),
        limits: rows!(file.limit),
        monitoring: rows!(file.monitoring),
    })
}
