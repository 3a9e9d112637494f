//! The history of any field, read from the log: who, when, from what to what.

use rusqlite::Connection;
use uuid::Uuid;
use yarrow_kernel::{PractitionerId, Timestamp};

use super::field::Scalar;
use super::record::{Op, decode_body};
use crate::error::Result;

/// One value that a field was given.
#[derive(Clone, Debug, PartialEq)]
pub struct FieldChange {
    /// The field.
    pub field: String,
    /// The value before; `Null` at the insert.
    pub from: Scalar,
    /// The value given.
    pub to: Scalar,
    /// When.
    pub at: Timestamp,
    /// Who; nobody when Yarrow itself acted.
    pub user: Option<PractitionerId>,
    /// The command.
    pub command: String,
}

/// Everything that was ever written to an entity, oldest first. `table` is the entity's own table name.
///
/// # Errors
/// When the log cannot be read.
pub fn field_history(
    db: &Connection,
    table: &'static str,
    id: Uuid,
    field: Option<&str>,
) -> Result<Vec<FieldChange>> {
    let sql = format!(
        "SELECT r.at, r.user_id, r.command, r.body FROM record r WHERE r.no IN (
           SELECT record_no FROM touch WHERE entity_id = ?1 UNION SELECT record_no FROM \"{table}\" WHERE id = ?1)
         ORDER BY r.hlc, r.device_no"
    );
    let mut statement = db.prepare_cached(&sql)?;
    let mut rows = statement.query([id.as_bytes()])?;
    let mut history = Vec::new();
    while let Some(row) = rows.next()? {
        let at = Timestamp(row.get(0)?);
        let user = Uuid::from_slice(row.get_ref(1)?.as_blob().unwrap_or_default()).ok().map(PractitionerId);
        let command: String = row.get(2)?;
        let body: Vec<u8> = row.get(3)?;
        let mut push = |name: &str, from: Scalar, to: Scalar| {
            if field.is_none_or(|wanted| wanted == name) {
                history.push(FieldChange {
                    field: name.to_owned(),
                    from,
                    to,
                    at,
                    user,
                    command: command.clone(),
                });
            }
        };
        for op in decode_body(&body)? {
            if op.target().1 != id.as_bytes() {
                continue;
            }
            match op {
                Op::Insert { fields, .. } => {
                    for (name, value) in fields {
                        push(&name, Scalar::Null, value);
                    }
                }
                Op::Set { field: name, from, value, .. } => push(&name, from, value),
                Op::Sign { .. } => push("signed", Scalar::Null, Scalar::Int(1)),
            }
        }
    }
    Ok(history)
}
