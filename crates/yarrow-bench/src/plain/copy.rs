//! Copies a generated practice into a plain SQLite file: the same tables, rows and indexes, without log and audit.

use std::path::Path;

use rusqlite::Connection;
use yarrow_core::store::Store;

use crate::failure::{Failure, Outcome};

/// What a plain database would not have.
const WITHOUT: &[&str] = &[
    "record",
    "audit_event",
    "audit_head",
    "head",
    "touch",
    "device",
    "schema_migration",
    "practice_identity",
];

/// Makes the file anew. Only ever called for a practice of fictional patients.
///
/// # Errors
/// When a file cannot be written.
pub fn copy(store: &Store, path: &Path) -> Outcome {
    for end in ["", "-wal", "-shm"] {
        let mut name = path.as_os_str().to_owned();
        name.push(end);
        match std::fs::remove_file(name) {
            Err(error) if error.kind() != std::io::ErrorKind::NotFound => return Err(error.into()),
            _ => {}
        }
    }
    let schema = store.read(schema)?;
    let of = |kind: &'static str| schema.iter().filter(move |item| item.kind == kind);
    let plain = Connection::open(path)?;
    for table in of("table") {
        plain.execute_batch(&table.sql)?;
    }
    // Rows that the schema itself puts in come with the copy.
    drop(plain);
    let target = path.to_str().ok_or_else(|| Failure::said("The folder's name must be UTF-8."))?.to_owned();
    let tables: Vec<String> = of("table").map(|table| table.name.clone()).collect();
    store.maintain(move |db| {
        db.execute_batch("PRAGMA foreign_keys = OFF")?;
        db.execute("ATTACH ?1 AS plain KEY ''", [&target])?;
        let copied = copy_rows(db, &tables);
        db.execute_batch("DETACH plain; PRAGMA foreign_keys = ON")?;
        Ok(copied?)
    })?;
    let plain = Connection::open(path)?;
    for index in of("index") {
        plain.execute_batch(&index.sql)?;
    }
    plain.execute_batch("PRAGMA analysis_limit = 400; PRAGMA optimize = 0x10002; VACUUM")?;
    Ok(())
}

fn copy_rows(db: &Connection, tables: &[String]) -> rusqlite::Result<()> {
    db.execute_batch("PRAGMA plain.journal_mode = OFF; PRAGMA plain.synchronous = OFF")?;
    tables.iter().try_for_each(|table| {
        db.execute_batch(&format!("INSERT INTO plain.\"{table}\" SELECT * FROM main.\"{table}\""))
    })
}

struct Item {
    kind: String,
    name: String,
    sql: String,
}

fn schema(db: &Connection) -> yarrow_core::Result<Vec<Item>> {
    let mut statement = db.prepare(
        "SELECT type, name, sql, tbl_name FROM sqlite_master WHERE sql IS NOT NULL AND name NOT LIKE 'sqlite_%' ORDER BY rowid",
    )?;
    let mut rows = statement.query([])?;
    let mut items = Vec::new();
    while let Some(row) = rows.next()? {
        if !WITHOUT.contains(&row.get::<_, String>(3)?.as_str()) {
            items.push(Item { kind: row.get(0)?, name: row.get(1)?, sql: row.get(2)? });
        }
    }
    Ok(items)
}
