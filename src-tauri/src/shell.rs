//! The commands only a window on this computer can answer: its dialogs and its printers.

use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use serde::Deserialize;
use serde::de::DeserializeOwned;
use serde_json::{Value, json};
use tauri::AppHandle;
use yarrow_api::{ApiError, ErrorKind, Reply};
use zeroize::Zeroizing;

use crate::rpc::problem;
use crate::{print, save};

/// Whether the shell, not the record, answers a command of this name.
pub fn answers(command: &str) -> bool {
    command.starts_with("shell_")
}

#[derive(Deserialize)]
struct SaveFile {
    file_name: String,
    content_type: String,
    base64: String,
}

#[derive(Deserialize)]
struct PrintPdf {
    base64: String,
}

/// Runs one of the shell's commands.
///
/// # Errors
/// `refused` with a sentence that says what to do instead; `invalid` when the request has another shape.
pub fn answer(app: &AppHandle, command: &str, request: Value) -> Result<Reply, ApiError> {
    let value = match command {
        "shell_save_file" => {
            let file: SaveFile = read(request)?;
            let saved = save::save_file(app, &file.file_name, &file.content_type, &bytes(&file.base64)?)
                .map_err(|reason| problem(ErrorKind::Refused, reason))?;
            json!({ "saved": saved })
        }
        "shell_print_pdf" => {
            let pdf: PrintPdf = read(request)?;
            print::print_pdf(&bytes(&pdf.base64)?)
                .map_err(|reason| problem(ErrorKind::Refused, reason.to_string()))?;
            json!({})
        }
        "shell_capabilities" => json!({ "save": true, "print": print::is_available() }),
        _ => return Err(problem(ErrorKind::NotFound, format!("This window has no command {command}."))),
    };
    Ok(Reply { value, changes: Vec::new() })
}

fn read<T: DeserializeOwned>(request: Value) -> Result<T, ApiError> {
    // The reason is left out: serde quotes the value it stumbled over, and that could be a chart.
    serde_json::from_value(request).map_err(|_reason| {
        problem(ErrorKind::Invalid, "The window asked in a form this Yarrow does not know.")
    })
}

fn bytes(base64: &str) -> Result<Zeroizing<Vec<u8>>, ApiError> {
    STANDARD.decode(base64).map(Zeroizing::new).map_err(|_reason| {
        problem(ErrorKind::Invalid, "The document arrived damaged. Nothing was saved or printed.")
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_shell_names_stay_in_the_shell() {
        assert!(answers("shell_print_pdf"));
        assert!(!answers("sign_prescription"));
    }

    #[test]
    fn a_malformed_request_is_refused_without_quoting_it() {
        let error = read::<PrintPdf>(json!({ "base64": { "family": "Example" } })).err().unwrap();
        assert_eq!(error.kind, ErrorKind::Invalid);
        assert!(!error.message.contains("Example"));
        assert_eq!(bytes("not base64 !").err().unwrap().kind, ErrorKind::Invalid);
    }
}
