/// Why reference data could not be built, opened or read.
#[derive(Debug, thiserror::Error)]
pub enum Error {
    #[error("The drug and diagnosis data could not be read: {0}")]
    Db(#[from] rusqlite::Error),
    #[error("The drug and diagnosis data are damaged: {0}")]
    Json(#[from] serde_json::Error),
    #[error(
        "The drug and diagnosis data were made for another version of Yarrow (found {found}, needed {needed})."
    )]
    Schema { found: String, needed: String },
    #[error("{path}: {message}")]
    Input { path: String, message: String },
    #[error("{0}")]
    Refused(String),
    #[error("The clinical rules do not hold together:\n{0}")]
    Rules(String),
}
