//! The one Tauri command.

use serde_json::Value;
use tauri::{AppHandle, Manager};
use yarrow_api::{ApiError, ErrorKind, Reply};

use crate::record::Record;
use crate::shell;

/// Runs a command of the record, or of the shell when its name starts with `shell_`.
///
/// Commands block (they read files and the database), so they run on a thread of their own and the window stays alive.
///
/// # Errors
/// What the command answers; `internal` when it stopped half way, in which case its transaction was rolled back.
#[tauri::command]
pub async fn rpc(app: AppHandle, command: String, request: Value) -> Result<Reply, ApiError> {
    let work = move || {
        if shell::answers(&command) {
            shell::answer(&app, &command, request)
        } else {
            app.state::<Record>().inner().clone().dispatch(&command, request)
        }
    };
    tauri::async_runtime::spawn_blocking(work).await.unwrap_or_else(|_stopped| {
        Err(problem(
            ErrorKind::Internal,
            "Yarrow ran into a fault of its own, and this step was not saved. Everything saved before is safe.",
        ))
    })
}

/// An error with a sentence and no field.
pub fn problem(kind: ErrorKind, message: impl Into<String>) -> ApiError {
    ApiError { kind, message: message.into(), field: None }
}
