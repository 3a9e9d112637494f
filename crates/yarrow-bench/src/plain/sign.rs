//! Signing a visit as bare row writes: one transaction, one UPDATE for each row.

use rusqlite::{Connection, ToSql};

use super::PlainSign;

/// Writes and commits.
pub fn sign(db: &Connection, sign: &PlainSign) -> rusqlite::Result<usize> {
    db.execute_batch("BEGIN IMMEDIATE")?;
    let mut changed = 0;
    for (table, id, cells) in &sign.changes {
        let set: Vec<String> =
            cells.iter().enumerate().map(|(n, (name, _))| format!("\"{name}\" = ?{}", n + 2)).collect();
        let sql = format!("UPDATE \"{table}\" SET {} WHERE id = ?1", set.join(", "));
        let mut values: Vec<&dyn ToSql> = vec![id];
        values.extend(cells.iter().map(|(_, cell)| cell as &dyn ToSql));
        changed += db.prepare_cached(&sql)?.execute(&values[..])?;
    }
    changed += db.prepare_cached("DELETE FROM note_draft WHERE note_id = ?1")?.execute([&sign.note])?;
    db.execute_batch("COMMIT")?;
    Ok(changed)
}
