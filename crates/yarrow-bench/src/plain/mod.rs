//! The other side of a ratio: the same rows in a plain SQLite file, asked by a process of its own.
//!
//! Its own process, because SQLCipher's wiped and locked memory holds for all of SQLite in a process that has opened a
//! keyed connection: in the same process plain SQLite would be slower than it is.

mod chart;
mod copy;
mod find;
mod serve;
mod sign;

use std::io::{BufRead, BufReader, Write};
use std::path::Path;
use std::process::{Child, ChildStdin, ChildStdout, Command, Stdio};
use std::time::Duration;

use rusqlite::types::{ToSql, ToSqlOutput, Value, ValueRef};
use serde::{Deserialize, Serialize};

use crate::failure::{Failure, Outcome};

pub use copy::copy;
pub use serve::serve;

/// One column value on its way between the processes.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub enum Cell {
    /// Nothing.
    Null,
    /// A whole number.
    Int(i64),
    /// Text.
    Text(String),
    /// Bytes.
    Blob(Vec<u8>),
}

impl Cell {
    /// Reads a column; this schema has no floating-point ones.
    pub fn of(value: ValueRef<'_>) -> Self {
        match value {
            ValueRef::Integer(number) => Self::Int(number),
            ValueRef::Text(bytes) => Self::Text(String::from_utf8_lossy(bytes).into_owned()),
            ValueRef::Blob(bytes) => Self::Blob(bytes.to_vec()),
            ValueRef::Null | ValueRef::Real(_) => Self::Null,
        }
    }
}

impl ToSql for Cell {
    fn to_sql(&self) -> rusqlite::Result<ToSqlOutput<'_>> {
        Ok(match self {
            Self::Null => ToSqlOutput::Owned(Value::Null),
            Self::Int(number) => ToSqlOutput::Owned(Value::Integer(*number)),
            Self::Text(text) => ToSqlOutput::Borrowed(ValueRef::Text(text.as_bytes())),
            Self::Blob(bytes) => ToSqlOutput::Borrowed(ValueRef::Blob(bytes)),
        })
    }
}

/// Columns and their values.
pub type Cells = Vec<(String, Cell)>;

/// One row to put in before it is changed: table and columns with their values.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct PlainRow {
    /// The table.
    pub table: String,
    /// Columns and values.
    pub cells: Vec<(String, Cell)>,
}

/// The bare row writes of signing a visit.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct PlainSign {
    /// Rows changed: table, id, columns with their new values.
    pub changes: Vec<(String, Cell, Cells)>,
    /// The note whose draft is thrown away.
    pub note: Cell,
}

/// What the plain side is asked.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub enum Ask {
    /// Patients for what was typed.
    Find {
        /// Folded letters, or digits.
        typed: find::Typed,
        /// At most this many.
        limit: u32,
    },
    /// Everything a chart's first paint needs.
    Chart {
        /// The patient's id.
        patient: Vec<u8>,
        /// The clinician's id.
        user: Vec<u8>,
    },
    /// Puts rows in; not measured.
    Put(Vec<PlainRow>),
    /// The row writes of signing.
    Sign(PlainSign),
    /// Closes the connection.
    Close,
    /// Opens a new one.
    Open,
}

/// What the plain side answers.
#[derive(Clone, Copy, Debug, Serialize, Deserialize)]
pub struct Answer {
    /// How long it took in there.
    pub nanos: u64,
    /// Rows found, to see that both sides answer the same question.
    pub rows: usize,
}

pub use find::Typed;

/// The plain side.
pub struct Plain {
    process: Child,
    ask: ChildStdin,
    answers: BufReader<ChildStdout>,
}

impl Plain {
    /// Starts this program again as the plain side of `path`.
    ///
    /// # Errors
    /// When it does not start.
    pub fn start(path: &Path) -> Outcome<Self> {
        let mut process = Command::new(std::env::current_exe()?)
            .arg("plain")
            .arg(path)
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .spawn()?;
        match (process.stdin.take(), process.stdout.take()) {
            (Some(ask), Some(answers)) => Ok(Self { process, ask, answers: BufReader::new(answers) }),
            _ => Err(Failure::said("The plain side has no pipes.")),
        }
    }

    /// Asks, and waits for the answer.
    ///
    /// # Errors
    /// When the plain side failed; its own message is on stderr.
    pub fn ask(&mut self, ask: &Ask) -> Outcome<(Duration, usize)> {
        let mut line = serde_json::to_vec(ask)?;
        line.push(b'\n');
        self.ask.write_all(&line)?;
        self.ask.flush()?;
        let mut answer = String::new();
        if self.answers.read_line(&mut answer)? == 0 {
            return Err(Failure::said("The plain side stopped."));
        }
        let answer: Answer = serde_json::from_str(&answer)?;
        Ok((Duration::from_nanos(answer.nanos), answer.rows))
    }
}

impl Drop for Plain {
    fn drop(&mut self) {
        // It may have ended by itself; then there is nothing left to end.
        drop(self.process.kill());
        drop(self.process.wait());
    }
}
