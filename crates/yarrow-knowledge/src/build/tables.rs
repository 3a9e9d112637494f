//! Reading the inputs: compressed tables and TOML files, with the path in every error.

use std::collections::HashMap;
use std::io::Read;
use std::path::Path;

use serde::de::DeserializeOwned;

use crate::{Error, Result};

/// A tab-separated table with a header line.
pub(super) struct Table {
    columns: HashMap<String, usize>,
    text: String,
}

/// One row of a [`Table`].
pub(super) struct Row<'a> {
    columns: &'a HashMap<String, usize>,
    cells: Vec<&'a str>,
}

impl Table {
    pub(super) fn read(path: &Path) -> Result<Table> {
        let bytes = read_bytes(path)?;
        let mut text = String::new();
        flate2::read::GzDecoder::new(bytes.as_slice())
            .read_to_string(&mut text)
            .map_err(|e| input(path, e))?;
        let header = text.lines().next().ok_or_else(|| input(path, "the table is empty"))?;
        let columns = header.split('\t').enumerate().map(|(i, name)| (name.to_string(), i)).collect();
        Ok(Table { columns, text })
    }

    pub(super) fn rows(&self) -> impl Iterator<Item = Row<'_>> {
        self.text
            .lines()
            .skip(1)
            .filter(|line| !line.is_empty())
            .map(|line| Row { columns: &self.columns, cells: line.split('\t').collect() })
    }

    pub(super) fn len(&self) -> usize {
        self.text.lines().skip(1).filter(|line| !line.is_empty()).count()
    }
}

impl<'a> Row<'a> {
    /// The cell of a column, empty when the column or the cell is missing.
    pub(super) fn get(&self, column: &str) -> &'a str {
        self.columns.get(column).and_then(|&i| self.cells.get(i)).copied().unwrap_or("").trim()
    }

    /// The cells of a column that holds several, separated by `|`.
    pub(super) fn list(&self, column: &str) -> impl Iterator<Item = &'a str> {
        self.get(column).split('|').map(str::trim).filter(|s| !s.is_empty())
    }
}

pub(super) fn read_bytes(path: &Path) -> Result<Vec<u8>> {
    std::fs::read(path).map_err(|e| input(path, e))
}

pub(super) fn read_text(path: &Path) -> Result<String> {
    std::fs::read_to_string(path).map_err(|e| input(path, e))
}

pub(super) fn read_toml<T: DeserializeOwned>(path: &Path) -> Result<T> {
    toml::from_str(&read_text(path)?).map_err(|e| input(path, e))
}

pub(super) fn input(path: &Path, message: impl ToString) -> Error {
    Error::Input { path: path.display().to_string(), message: message.to_string() }
}
