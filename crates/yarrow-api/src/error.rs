//! What a failed command answers: a closed kind, and a sentence a clinician can act on.

use serde::{Deserialize, Serialize};
use yarrow_core::Error;

/// The closed list of failures.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, ts_rs::TS)]
#[serde(rename_all = "snake_case")]
pub enum ErrorKind {
    /// Not here.
    NotFound,
    /// The role does not permit it.
    Forbidden,
    /// The state refuses it.
    Refused,
    /// A field is wrong.
    Invalid,
    /// Somebody else was first.
    Conflict,
    /// Nobody is signed in.
    Locked,
    /// The passphrase is asked again.
    Reauthenticate,
    /// Too many wrong passphrases.
    Throttled,
    /// The disk is full.
    StorageFull,
    /// A defect or a failing disk.
    Internal,
}

/// A failure.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, ts_rs::TS)]
pub struct ApiError {
    /// Which kind.
    pub kind: ErrorKind,
    /// The sentence.
    pub message: String,
    /// The request field at fault, dotted.
    #[ts(optional = nullable)]
    pub field: Option<String>,
}

impl ApiError {
    /// A failure without a field.
    pub fn new(kind: ErrorKind, message: impl Into<String>) -> Self {
        Self { kind, message: message.into(), field: None }
    }
}

impl std::fmt::Display for ApiError {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(&self.message)
    }
}

impl std::error::Error for ApiError {}

impl From<Error> for ApiError {
    fn from(error: Error) -> Self {
        let kind = match &error {
            Error::NotFound(_) => ErrorKind::NotFound,
            Error::Forbidden(_) => ErrorKind::Forbidden,
            Error::Invalid { .. } | Error::WrongPassphrase(_) => ErrorKind::Invalid,
            Error::Conflict(_) => ErrorKind::Conflict,
            Error::Locked => ErrorKind::Locked,
            Error::Reauthenticate => ErrorKind::Reauthenticate,
            Error::Throttled(_) => ErrorKind::Throttled,
            Error::StorageFull => ErrorKind::StorageFull,
            Error::Refused(_) | Error::Damaged(_) | Error::Newer { .. } | Error::InUse | Error::Cancelled => {
                ErrorKind::Refused
            }
            Error::Db(_) | Error::Io(_) | Error::Internal(_) => ErrorKind::Internal,
        };
        let field = match &error {
            Error::Invalid { field, .. } => Some(field.clone()),
            Error::WrongPassphrase(_) => Some("passphrase".to_owned()),
            _ => None,
        };
        Self { kind, message: error.to_string(), field }
    }
}
