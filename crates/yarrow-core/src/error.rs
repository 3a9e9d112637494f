//! What can go wrong, as the closed list that every shell understands.

use yarrow_kernel::FieldError;

/// The result of everything in the record.
pub type Result<T, E = Error> = std::result::Result<T, E>;

/// A failure. Messages are sentences a clinician can act on; none carries patient data or key material.
#[derive(Debug, thiserror::Error)]
pub enum Error {
    /// The thing asked for is not here.
    #[error("{0} was not found. It may have been removed on another window; refresh and try again.")]
    NotFound(&'static str),
    /// The role does not permit the act.
    #[error("{0}")]
    Forbidden(String),
    /// The state of the record refuses the act; nothing was changed.
    #[error("{0}")]
    Refused(String),
    /// A field of the request is wrong.
    #[error("{message}")]
    Invalid {
        /// The request field at fault, dotted.
        field: String,
        /// What is wrong and what would be right.
        message: String,
    },
    /// Somebody else changed the same thing first.
    #[error("{0}")]
    Conflict(String),
    /// Nobody is signed in.
    #[error("Yarrow is locked. Sign in to continue; drafts are kept.")]
    Locked,
    /// The act asks for the passphrase again.
    #[error("Confirm your passphrase to continue.")]
    Reauthenticate,
    /// Too many wrong passphrases.
    #[error("{0}")]
    Throttled(String),
    /// The passphrase or recovery key is wrong.
    #[error("{0}")]
    WrongPassphrase(String),
    /// The database file is damaged.
    #[error("{0}")]
    Damaged(String),
    /// The database was written by a newer version.
    #[error(
        "This practice was last opened by a newer Yarrow (record version {found}; this one reads up to {known}). Nothing was changed. Install the newer version on this computer."
    )]
    Newer {
        /// Version found in the file.
        found: i64,
        /// The newest version this build knows.
        known: i64,
    },
    /// Another process holds the practice open.
    #[error(
        "This practice is already open in another Yarrow on this computer. Use that window, or close it first."
    )]
    InUse,
    /// The disk is full.
    #[error(
        "Not saved: the disk is full. What you typed is still on the screen. Free some space, then try again, or export the text."
    )]
    StorageFull,
    /// The database failed.
    #[error("The record could not be read or written ({0}). Nothing was changed.")]
    Db(String),
    /// A file failed.
    #[error("{0}")]
    Io(String),
    /// Work was cancelled by the person who started it.
    #[error("Cancelled. Nothing of the unfinished part was kept.")]
    Cancelled,
    /// A defect in Yarrow.
    #[error("Something went wrong inside Yarrow ({0}). Nothing was changed. Please report this code.")]
    Internal(&'static str),
}

impl Error {
    /// An invalid field with its sentence.
    pub fn invalid(field: &str, message: impl Into<String>) -> Self {
        Self::Invalid { field: field.to_owned(), message: message.into() }
    }
}

impl From<FieldError> for Error {
    fn from(error: FieldError) -> Self {
        Self::Invalid { field: error.field, message: error.message }
    }
}

impl From<rusqlite::Error> for Error {
    fn from(error: rusqlite::Error) -> Self {
        use rusqlite::ErrorCode;
        match error.sqlite_error_code() {
            Some(ErrorCode::DiskFull) => Self::StorageFull,
            Some(ErrorCode::DatabaseCorrupt | ErrorCode::NotADatabase) => Self::Damaged(
                "Part of the database file is damaged. Nothing was changed. Close Yarrow and restore the newest backup; \
                 `yarrow-cli verify` names the damaged pages."
                    .to_owned(),
            ),
            Some(ErrorCode::SystemIoFailure) => {
                Self::Io("The disk could not be read or written. Nothing was changed. Check the disk, then try again.".to_owned())
            }
            // The text of an SQLite message can quote values; only its code leaves this crate.
            Some(code) => Self::Db(format!("{code:?}")),
            None => match error {
                rusqlite::Error::QueryReturnedNoRows => Self::NotFound("The entry"),
                rusqlite::Error::FromSqlConversionFailure(column, ..) => Self::Db(format!("column {column} unreadable")),
                rusqlite::Error::InvalidColumnType(column, ..) => Self::Db(format!("column {column} of another type")),
                _ => Self::Db("statement".to_owned()),
            },
        }
    }
}

impl From<std::io::Error> for Error {
    fn from(error: std::io::Error) -> Self {
        match error.kind() {
            std::io::ErrorKind::StorageFull => Self::StorageFull,
            kind => Self::Io(format!("A file could not be read or written ({kind}). Nothing was changed.")),
        }
    }
}
