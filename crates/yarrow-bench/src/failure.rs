//! Why a measurement could not be made.

/// Why a measurement could not be made, as a sentence.
#[derive(Debug, thiserror::Error)]
pub enum Failure {
    /// The record refused or failed.
    #[error("{0}")]
    Core(#[from] yarrow_core::Error),
    /// Plain SQLite failed.
    #[error("The plain database: {0}")]
    Plain(#[from] rusqlite::Error),
    /// A file or a process.
    #[error("{0}")]
    Io(#[from] std::io::Error),
    /// What travels between the processes.
    #[error("A message between the processes was unreadable: {0}")]
    Message(#[from] serde_json::Error),
    /// Anything that makes a figure meaningless.
    #[error("{0}")]
    Said(String),
}

impl From<yarrow_api::ApiError> for Failure {
    fn from(error: yarrow_api::ApiError) -> Self {
        Self::Said(error.message)
    }
}

impl Failure {
    /// A failure in words.
    pub fn said(text: impl Into<String>) -> Self {
        Self::Said(text.into())
    }
}

/// A measurement or why there is none.
pub type Outcome<T = ()> = Result<T, Failure>;
