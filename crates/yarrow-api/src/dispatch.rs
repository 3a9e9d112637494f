//! From a name and JSON to a row of the table and back.

use std::sync::Arc;

use serde::de::DeserializeOwned;
use serde::{Deserialize, Serialize};
use serde_json::Value;
use yarrow_core::access::Session;
use yarrow_core::store::{Change, Written};
use yarrow_core::{Error, Result};

use crate::error::{ApiError, ErrorKind};
use crate::state::App;
use crate::table::TABLE;

/// What changes when there may be something to send.
const OUTBOX: [&str; 2] = ["Transmission", "TransmissionRoute"];

/// A command's answer and what it changed.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct Reply {
    /// The answer.
    pub value: Value,
    /// What the screen must refresh.
    pub changes: Vec<Change>,
}

impl App {
    /// Runs one command.
    ///
    /// # Errors
    /// A kind and a sentence; nothing was changed then.
    pub fn dispatch(&self, command: &str, request: Value) -> Result<Reply, ApiError> {
        let row = TABLE.iter().find(|row| row.name == command).ok_or_else(|| {
            ApiError::new(ErrorKind::NotFound, format!("There is no command called {command:.40}."))
        })?;
        if row.is_activity {
            self.touch_if_signed_in();
        }
        let reply = (row.run)(self, request)?;
        if reply.changes.iter().any(|change| OUTBOX.contains(&change.resource.as_str())) {
            self.courier.ring();
        }
        Ok(reply)
    }

    /// Only an open session can be kept open; one that ran out stays out.
    fn touch_if_signed_in(&self) {
        if self.session().is_ok() {
            self.touch();
        }
    }
}

/// Reads a request, naming the field that is wrong without quoting its value.
fn request<T: DeserializeOwned>(value: Value) -> Result<T, ApiError> {
    serde_path_to_error::deserialize(value).map_err(|error| {
        let field = error.path().to_string();
        let text = error.inner().to_string();
        let what = if let Some(missing) = text.strip_prefix("missing field ") {
            format!("{} is missing.", missing.replace('`', ""))
        } else if let Some(rule) = text.strip_prefix("must be ") {
            format!("{} must be {rule}.", name_of(&field))
        } else if text.starts_with("unknown variant") {
            let known =
                text.split_once("expected").map(|(_, known)| known.replace('`', "")).unwrap_or_default();
            format!("{} must be{known}.", name_of(&field))
        } else {
            format!("{} has the wrong form.", name_of(&field))
        };
        let mut sentence = what.chars();
        let message = sentence
            .next()
            .map(|c| c.to_uppercase().collect::<String>() + sentence.as_str())
            .unwrap_or_default();
        let field = if field == "." { None } else { Some(field) };
        ApiError { kind: ErrorKind::Invalid, message: format!("{message} Nothing was changed."), field }
    })
}

fn name_of(field: &str) -> String {
    match field {
        "." => "the request".to_owned(),
        field => field.rsplit('.').next().unwrap_or(field).replace('_', " "),
    }
}

fn reply<T: Serialize>(value: &T, changes: Vec<Change>) -> Result<Reply, ApiError> {
    let value = serde_json::to_value(value).map_err(|_| Error::Internal("reply"))?;
    Ok(Reply { value, changes })
}

/// Runs a command that needs nobody signed in.
pub(crate) fn run_app<Q: DeserializeOwned, A: Serialize>(
    app: &App,
    value: Value,
    f: impl FnOnce(&App, Q) -> Result<A, ApiError>,
) -> Result<Reply, ApiError> {
    reply(&f(app, request(value)?)?, Vec::new())
}

/// Runs a command that changes nothing of the record.
pub(crate) fn run_read<Q: DeserializeOwned, A: Serialize>(
    app: &App,
    value: Value,
    f: impl FnOnce(&Arc<Session>, Q) -> Result<A>,
) -> Result<Reply, ApiError> {
    let session = app.session()?;
    reply(&f(&session, request(value)?)?, Vec::new())
}

/// Runs a command that changes the record.
pub(crate) fn run_write<Q: DeserializeOwned, A: Serialize>(
    app: &App,
    value: Value,
    f: impl FnOnce(&Arc<Session>, Q) -> Result<Written<A>>,
) -> Result<Reply, ApiError> {
    let session = app.session()?;
    let written = f(&session, request(value)?)?;
    reply(&written.value, written.changes)
}
