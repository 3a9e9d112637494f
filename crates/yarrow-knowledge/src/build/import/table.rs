//! Reading official text files line by line; a row that is none is named by its line, up to twenty of them together.

use std::collections::HashMap;
use std::path::Path;

use super::super::tables::{input, read_bytes};
use crate::{Error, Result};

/// As many faults as help; a file of another kind has thousands.
const MOST_FAULTS: usize = 20;

/// The text of a file. RxNorm is UTF-8; the FDA's files are sometimes Latin-1, in which every byte is a character.
pub(super) fn text_of(path: &Path) -> Result<String> {
    let bytes = read_bytes(path)?;
    Ok(match String::from_utf8(bytes) {
        Ok(text) => text,
        Err(error) => error.into_bytes().iter().map(|byte| char::from(*byte)).collect(),
    })
}

/// The file's own name.
pub(super) fn name_of(path: &Path) -> String {
    path.file_name().map(|name| name.to_string_lossy().into_owned()).unwrap_or_default()
}

/// Hands each line that is not empty to `read`, with its number from 1.
///
/// # Errors
/// What `read` said of broken rows, all together with file and line.
pub(super) fn each_line<'t>(
    path: &Path,
    text: &'t str,
    skip: usize,
    mut read: impl FnMut(usize, &'t str) -> std::result::Result<(), String>,
) -> Result<usize> {
    let (mut faults, mut rows) = (Vec::new(), 0);
    for (at, line) in text.lines().enumerate().skip(skip) {
        let line = line.trim_end_matches('\r');
        if line.trim().is_empty() {
            continue;
        }
        rows += 1;
        if let Err(fault) = read(at + 1, line) {
            faults.push(format!("{}, line {}: {fault}", name_of(path), at + 1));
            if faults.len() == MOST_FAULTS {
                faults.push("and perhaps more".to_owned());
                break;
            }
        }
    }
    if rows == 0 {
        return Err(input(path, "the file is empty"));
    }
    if faults.is_empty() {
        Ok(rows)
    } else {
        Err(Error::Refused(format!("{}. Nothing was changed.", faults.join("; "))))
    }
}

/// The columns of a row of RxNorm's rich release format: `a|b|c|`, with a bar behind the last.
///
/// # Errors
/// When it has another number of columns, or its first is no RxNorm code.
pub(super) fn rrf<const N: usize>(line: &str) -> std::result::Result<[&str; N], String> {
    let mut cells: Vec<&str> = line.split('|').collect();
    if cells.pop() != Some("") {
        return Err("the bar at the end is missing".to_owned());
    }
    let count = cells.len();
    let cells: [&str; N] = cells.try_into().map_err(|_| format!("{count} columns, not {N}"))?;
    if !is_rxcui(cells[0]) && !cells[0].is_empty() {
        return Err(format!("\"{}\" is not an RxNorm code", cells[0].chars().take(20).collect::<String>()));
    }
    Ok(cells)
}

pub(super) fn is_rxcui(text: &str) -> bool {
    (1..=8).contains(&text.len()) && text.bytes().all(|byte| byte.is_ascii_digit())
}

/// A tab-separated file with a header.
pub(super) struct Columns<'t>(HashMap<&'t str, usize>);

impl<'t> Columns<'t> {
    /// The header of a file.
    ///
    /// # Errors
    /// When a column that is needed is missing.
    pub fn of(path: &Path, text: &'t str, needed: &[&str]) -> Result<Self> {
        let head = text.lines().next().unwrap_or_default().trim_start_matches('\u{FEFF}');
        let columns = Self(head.split('\t').enumerate().map(|(at, name)| (name.trim(), at)).collect());
        match needed.iter().find(|name| !columns.0.contains_key(**name)) {
            Some(missing) => Err(input(path, format!("line 1: the column {missing} is missing"))),
            None => Ok(columns),
        }
    }

    /// The cells of a line.
    ///
    /// # Errors
    /// When there are fewer or more than the header has.
    pub fn row<'l>(&self, line: &'l str) -> std::result::Result<Vec<&'l str>, String> {
        let cells: Vec<&str> = line.split('\t').collect();
        if cells.len() == self.0.len() {
            Ok(cells)
        } else {
            Err(format!("{} columns, not {}", cells.len(), self.0.len()))
        }
    }

    /// A cell, trimmed.
    pub fn get<'l>(&self, cells: &[&'l str], name: &str) -> &'l str {
        self.0.get(name).and_then(|at| cells.get(*at)).map_or("", |cell| cell.trim())
    }
}
