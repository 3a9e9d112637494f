//! Finding patients, hand-written.

use rusqlite::{Connection, Row, ToSql};
use serde::{Deserialize, Serialize};

use super::Cell;

/// Asks one question with its values.
type Ask<'a> = dyn FnMut(&str, &[&dyn ToSql]) -> rusqlite::Result<()> + 'a;

/// What was typed, already understood: reading dates and folding letters is no work of a database.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub enum Typed {
    /// The first word, and the words after it.
    Name(String, Vec<String>),
    /// A birth date, and its digits.
    Date(String, String),
    /// Letters and digits of a record number, and the digits alone.
    Number(String, String),
}

const SHOWN: &str =
    "p.id, p.mrn, p.family, p.given, p.middle, p.preferred_name, p.birth_date, p.gender, p.phone,
    (SELECT start FROM encounter e WHERE e.patient_id = p.id AND e.status IN ('finished', 'in-progress')
     ORDER BY start DESC LIMIT 1)";
const SHOWN_COLUMNS: usize = 10;

/// How many patients there are for it, each read with what the list shows.
pub fn find(db: &Connection, typed: &Typed, limit: u32) -> rusqlite::Result<usize> {
    let mut found: Vec<Vec<u8>> = Vec::new();
    let most = limit as usize;
    let mut run = |sql: &str, values: &[&dyn ToSql]| -> rusqlite::Result<()> {
        if found.len() >= most {
            return Ok(());
        }
        let mut statement = db.prepare_cached(sql)?;
        let mut rows = statement.query(values)?;
        while found.len() < most
            && let Some(row) = rows.next()?
        {
            let id = read(row)?;
            if !found.contains(&id) {
                found.push(id);
            }
        }
        Ok(())
    };
    let number = format!(
        "SELECT {SHOWN} FROM patient_number n JOIN patient p ON p.id = n.patient_id
         WHERE n.kind = ?1 AND n.digits >= ?2 AND n.digits < ?3 ORDER BY n.digits"
    );
    let by_number = |run: &mut Ask<'_>, mrn: &str, digits: &str| {
        let backwards: String = digits.chars().rev().collect();
        let mut wanted = vec![("mrn", mrn)];
        if digits.len() >= 4 {
            wanted.extend([("phone", digits), ("enohp", backwards.as_str())]);
        }
        wanted
            .iter()
            .try_for_each(|(kind, prefix)| run(&number, &[kind, prefix, &format!("{prefix}\u{10ffff}")]))
    };
    match typed {
        Typed::Name(first, rest) => {
            let also: Vec<String> =
                (0..rest.len()).map(|n| format!(" AND instr(n.key, ?{}) > 0", n + 4)).collect();
            let sql = format!(
                "SELECT {SHOWN} FROM patient_name n JOIN patient p ON p.id = n.patient_id
                 WHERE n.kind = ?1 AND n.key >= ?2 AND n.key < ?3{} ORDER BY n.key",
                also.concat()
            );
            let upper = format!("{first}\u{10ffff}");
            let rest: Vec<String> = rest.iter().map(|word| format!(" {word}")).collect();
            for kind in [0, 1] {
                let mut values: Vec<&dyn ToSql> = vec![&kind, first, &upper];
                values.extend(rest.iter().map(|word| word as &dyn ToSql));
                run(&sql, &values)?;
            }
        }
        Typed::Date(date, digits) => {
            let sql =
                format!("SELECT {SHOWN} FROM patient p WHERE p.birth_date = ?1 ORDER BY p.family, p.given");
            run(&sql, &[date])?;
            by_number(&mut run, digits, digits)?;
        }
        Typed::Number(mrn, digits) => by_number(&mut run, mrn, digits)?,
    }
    Ok(found.len())
}

/// Every column is read, as whoever shows the list must.
fn read(row: &Row<'_>) -> rusqlite::Result<Vec<u8>> {
    for column in 1..SHOWN_COLUMNS {
        std::hint::black_box(Cell::of(row.get_ref(column)?));
    }
    row.get(0)
}
