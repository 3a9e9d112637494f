//! Opening the encrypted file: the key, then the settings, in the order SQLCipher needs them.

use std::path::Path;

use rusqlite::{Connection, OpenFlags, config::DbConfig};

use super::key::DatabaseKey;
use crate::error::{Error, Result};

/// Which kind of connection to open.
#[derive(Clone, Copy, PartialEq, Eq)]
pub enum Mode {
    /// Make the file; it must not exist.
    Create,
    /// Write to an existing file.
    Write,
    /// Read only (`query_only`).
    Read,
}

/// Opens a connection with the raw key. The key is probed before anything else is believed.
///
/// # Errors
/// [`Error::Damaged`] when the file is not readable with this key, [`Error::Db`] otherwise.
pub fn open(path: &Path, key: &DatabaseKey, mode: Mode) -> Result<Connection> {
    let mut flags = OpenFlags::SQLITE_OPEN_READ_WRITE | OpenFlags::SQLITE_OPEN_NO_MUTEX;
    if mode == Mode::Create {
        flags |= OpenFlags::SQLITE_OPEN_CREATE;
    }
    let db = Connection::open_with_flags(path, flags)?;
    db.pragma_update(None, "key", key.pragma().as_str())?;
    db.execute_batch("PRAGMA cipher_memory_security = ON; PRAGMA cipher_log_level = NONE;")?;
    probe(&db)?;
    db.set_db_config(DbConfig::SQLITE_DBCONFIG_DEFENSIVE, true)?;
    // Without QPSG, statements with parameters are planned anew on every bind once ANALYZE has run.
    db.set_db_config(DbConfig::SQLITE_DBCONFIG_ENABLE_QPSG, true)?;
    db.execute_batch(
        "PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL; PRAGMA cache_size = -65536; PRAGMA foreign_keys = ON;
         PRAGMA busy_timeout = 5000; PRAGMA temp_store = MEMORY; PRAGMA trusted_schema = OFF;
         PRAGMA analysis_limit = 400;",
    )?;
    if mode == Mode::Read {
        db.execute_batch("PRAGMA query_only = ON;")?;
    }
    db.set_prepared_statement_cache_capacity(256);
    Ok(db)
}

/// A wrong key shows only at the first read.
fn probe(db: &Connection) -> Result<()> {
    match db.query_row("SELECT count(*) FROM sqlite_master", [], |row| row.get::<_, i64>(0)) {
        Ok(_) => Ok(()),
        Err(error) => Err(match error.sqlite_error_code() {
            Some(rusqlite::ErrorCode::NotADatabase | rusqlite::ErrorCode::DatabaseCorrupt) => Error::Damaged(
                "The database file is damaged at its beginning, or belongs to another practice. Nothing was changed. \
                 Restore the newest backup of this practice."
                    .to_owned(),
            ),
            _ => error.into(),
        }),
    }
}

/// Names the damaged pages of a file that opened but could not be read throughout.
///
/// # Errors
/// When even the check cannot run.
pub fn damaged_pages(db: &Connection) -> Result<Vec<String>> {
    let mut statement = db.prepare("PRAGMA cipher_integrity_check")?;
    let rows = statement.query_map([], |row| row.get::<_, String>(0))?;
    Ok(rows.collect::<rusqlite::Result<_>>()?)
}
