//! A person's choices on this workstation: theme, density, language, pane widths. Not part of the record.

use std::collections::BTreeMap;

use serde::Deserialize;

use crate::access::Session;
use crate::error::{Error, Result};

/// One choice.
#[derive(Clone, Debug, Deserialize, ts_rs::TS)]
pub struct SavePreference {
    /// Name of the choice.
    pub key: String,
    /// Its value, at most 16 KiB as JSON.
    #[ts(type = "unknown")]
    pub value: serde_json::Value,
}

/// All choices of the signed-in person.
///
/// # Errors
/// When the database cannot be read.
pub fn preferences(session: &Session) -> Result<BTreeMap<String, serde_json::Value>> {
    let user = session.user().id;
    session.store().read(move |db| {
        let mut statement = db.prepare_cached("SELECT key, value FROM preference WHERE user_id = ?1")?;
        let mut rows = statement.query([user.as_bytes()])?;
        let mut found = BTreeMap::new();
        while let Some(row) = rows.next()? {
            let text: String = row.get(1)?;
            found.insert(row.get(0)?, serde_json::from_str(&text).unwrap_or_default());
        }
        Ok(found)
    })
}

/// Keeps one choice.
///
/// # Errors
/// When key or value are too large.
pub fn save_preference(session: &Session, request: SavePreference) -> Result<()> {
    let user = session.user().id;
    let value = request.value.to_string();
    if request.key.is_empty() || request.key.len() > 64 || value.len() > 16_384 {
        return Err(Error::invalid("value", "A preference has a short name and at most 16 KiB."));
    }
    session.store().write(session.actor(), "save_preference", move |tx| {
        tx.db()
            .prepare_cached("INSERT OR REPLACE INTO preference (user_id, key, value) VALUES (?1, ?2, ?3)")?
            .execute((user.as_bytes(), request.key, value))?;
        Ok(())
    })?;
    Ok(())
}
