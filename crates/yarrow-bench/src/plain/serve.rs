//! The process of the plain side: reads a question a line, answers with the time it took.

use std::io::{BufRead, Write};
use std::path::Path;
use std::time::Instant;

use rusqlite::{Connection, OpenFlags};

use super::{Answer, Ask, PlainRow, chart, find, sign};
use crate::failure::{Failure, Outcome};

/// Answers until the other side is gone.
///
/// # Errors
/// When a question cannot be answered.
pub fn serve(path: &Path) -> Outcome {
    let mut db = Some(open(path)?);
    let mut answers = std::io::stdout().lock();
    for line in std::io::stdin().lock().lines() {
        let ask: Ask = serde_json::from_str(&line?)?;
        let began = Instant::now();
        let rows = match (&ask, &db) {
            (Ask::Close, _) => {
                db = None;
                0
            }
            (Ask::Open, _) => {
                db = Some(open(path)?);
                0
            }
            (_, None) => return Err(Failure::said("The plain database is closed.")),
            (Ask::Find { typed, limit }, Some(db)) => find::find(db, typed, *limit)?,
            (Ask::Chart { patient, user }, Some(db)) => chart::chart(db, patient, user)?,
            (Ask::Put(rows), Some(db)) => put(db, rows)?,
            (Ask::Sign(sign), Some(db)) => sign::sign(db, sign)?,
        };
        let nanos = u64::try_from(began.elapsed().as_nanos()).unwrap_or(u64::MAX);
        serde_json::to_writer(&mut answers, &Answer { nanos, rows })?;
        answers.write_all(b"\n")?;
        answers.flush()?;
    }
    Ok(())
}

/// With the same settings as the record's own connections, but for the key.
fn open(path: &Path) -> Outcome<Connection> {
    let flags = OpenFlags::SQLITE_OPEN_READ_WRITE | OpenFlags::SQLITE_OPEN_NO_MUTEX;
    let db = Connection::open_with_flags(path, flags)?;
    db.set_db_config(rusqlite::config::DbConfig::SQLITE_DBCONFIG_ENABLE_QPSG, true)?;
    db.execute_batch(
        "PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL; PRAGMA cache_size = -65536; PRAGMA foreign_keys = ON;
         PRAGMA temp_store = MEMORY;",
    )?;
    db.set_prepared_statement_cache_capacity(256);
    Ok(db)
}

fn put(db: &Connection, rows: &[PlainRow]) -> rusqlite::Result<usize> {
    for row in rows {
        let columns: Vec<String> = row.cells.iter().map(|(name, _)| format!("\"{name}\"")).collect();
        let places: Vec<String> = (1..=row.cells.len()).map(|n| format!("?{n}")).collect();
        let sql = format!(
            "INSERT OR REPLACE INTO \"{}\" ({}) VALUES ({})",
            row.table,
            columns.join(", "),
            places.join(", ")
        );
        db.prepare_cached(&sql)?
            .execute(rusqlite::params_from_iter(row.cells.iter().map(|(_, cell)| cell)))?;
    }
    Ok(rows.len())
}
