//! Forward-only migrations, embedded and checksummed, one transaction each.

use include_dir::{Dir, include_dir};
use rusqlite::{Connection, TransactionBehavior};
use sha2::{Digest, Sha256};
use yarrow_kernel::Timestamp;

use crate::error::{Error, Result};

static FILES: Dir<'static> = include_dir!("$CARGO_MANIFEST_DIR/../../migrations/practice");

struct Migration {
    version: i64,
    name: &'static str,
    sql: &'static str,
}

fn migrations() -> Result<Vec<Migration>> {
    let mut found = Vec::new();
    for file in FILES.files() {
        let name = file
            .path()
            .file_name()
            .and_then(|name| name.to_str())
            .ok_or(Error::Internal("migration-name"))?;
        let version = name
            .get(..4)
            .and_then(|digits| digits.parse().ok())
            .ok_or(Error::Internal("migration-number"))?;
        let sql = file.contents_utf8().ok_or(Error::Internal("migration-text"))?;
        found.push(Migration { version, name, sql });
    }
    found.sort_by_key(|migration| migration.version);
    Ok(found)
}

/// The newest record version this build knows.
///
/// # Errors
/// Only when a migration file is misnamed.
pub fn latest() -> Result<i64> {
    Ok(migrations()?.last().map_or(0, |migration| migration.version))
}

/// The version of an open database.
///
/// # Errors
/// When it cannot be read.
pub fn current(db: &Connection) -> Result<i64> {
    Ok(db.query_row("PRAGMA user_version", [], |row| row.get(0))?)
}

/// Brings the database to the newest version. `before_first` is called once, only when an existing record is about to
/// change: it makes the safety copy.
///
/// # Errors
/// [`Error::Newer`] when the file is from a newer version; [`Error::Damaged`] when an applied migration differs from ours.
pub fn migrate(
    db: &mut Connection,
    now: Timestamp,
    before_first: impl FnOnce(&Connection) -> Result<()>,
) -> Result<()> {
    let all = migrations()?;
    let known = all.last().map_or(0, |migration| migration.version);
    let found = current(db)?;
    if found > known {
        return Err(Error::Newer { found, known });
    }
    if found > 0 {
        verify_applied(db, &all)?;
    }
    if found > 0 && found < known {
        before_first(db)?;
    }
    for migration in all.iter().filter(|migration| migration.version > found) {
        let tx = db.transaction_with_behavior(TransactionBehavior::Immediate)?;
        tx.execute_batch(migration.sql)?;
        tx.execute(
            "INSERT INTO schema_migration (version, name, sha256, applied_at, app_version) VALUES (?1, ?2, ?3, ?4, ?5)",
            (migration.version, migration.name, sha256(migration.sql), now.0, env!("CARGO_PKG_VERSION")),
        )?;
        tx.pragma_update(None, "user_version", migration.version)?;
        tx.commit()?;
    }
    Ok(())
}

fn sha256(text: &str) -> Vec<u8> {
    Sha256::digest(text.as_bytes()).to_vec()
}

fn verify_applied(db: &Connection, all: &[Migration]) -> Result<()> {
    let mut statement = db.prepare("SELECT version, sha256 FROM schema_migration ORDER BY version")?;
    let mut rows = statement.query([])?;
    while let Some(row) = rows.next()? {
        let (version, sum): (i64, Vec<u8>) = (row.get(0)?, row.get(1)?);
        let ours = all.iter().find(|migration| migration.version == version);
        if ours.is_none_or(|migration| sha256(migration.sql) != sum) {
            return Err(Error::Damaged(format!(
                "The database was changed by a different step {version} than this Yarrow knows. Nothing was changed. \
                 Install the version that wrote it, or restore a backup."
            )));
        }
    }
    Ok(())
}
