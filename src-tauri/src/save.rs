//! Saving a file where the person says.

use std::fs::OpenOptions;
use std::io::{self, Write};
use std::path::Path;

use tauri::AppHandle;
use tauri_plugin_dialog::DialogExt;

/// Asks where the file should go and writes it there; false when the person changed their mind.
///
/// # Errors
/// A sentence when the chosen place cannot be written.
pub fn save_file(app: &AppHandle, file_name: &str, content_type: &str, bytes: &[u8]) -> Result<bool, String> {
    let mut dialog = app.dialog().file().set_file_name(safe_name(file_name));
    if let Some((label, extension)) = kind(content_type) {
        dialog = dialog.add_filter(label, &[extension]);
    }
    let Some(chosen) = dialog.blocking_save_file() else { return Ok(false) };
    let path =
        chosen.into_path().map_err(|_reason| "That place is not a folder on this computer.".to_owned())?;
    write_private(&path, bytes).map_err(|reason| sentence(&reason))?;
    Ok(true)
}

fn kind(content_type: &str) -> Option<(&'static str, &'static str)> {
    match content_type.split(';').next().unwrap_or_default().trim() {
        "application/pdf" => Some(("PDF", "pdf")),
        "application/json" | "application/fhir+json" => Some(("JSON", "json")),
        "text/csv" => Some(("CSV", "csv")),
        "text/plain" => Some(("Text", "txt")),
        _ => None,
    }
}

/// A name that is only a name: no folders, nothing a file system refuses.
fn safe_name(name: &str) -> String {
    let kept: String =
        name.chars().map(|c| if c.is_control() || r#"/\:*?"<>|"#.contains(c) { ' ' } else { c }).collect();
    let trimmed = kept.trim_matches(|c: char| c == '.' || c.is_whitespace());
    if trimmed.is_empty() { "document".to_owned() } else { trimmed.to_owned() }
}

/// Writes the file so that a new one can be read by its owner only.
fn write_private(path: &Path, bytes: &[u8]) -> io::Result<()> {
    let mut options = OpenOptions::new();
    options.write(true).create(true).truncate(true);
    #[cfg(unix)]
    {
        use std::os::unix::fs::OpenOptionsExt;
        options.mode(0o600);
    }
    let mut file = options.open(path)?;
    file.write_all(bytes)?;
    file.sync_all()
}

fn sentence(reason: &io::Error) -> String {
    match reason.kind() {
        io::ErrorKind::StorageFull => {
            "The file was not saved: that drive is full. Choose another place.".to_owned()
        }
        io::ErrorKind::PermissionDenied => {
            "The file was not saved: you may not write in that folder. Choose another place.".to_owned()
        }
        _ => format!("The file was not saved ({reason}). Choose another place."),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_file_name_cannot_lead_into_another_folder() {
        assert_eq!(safe_name("../../etc/passwd"), "etc passwd");
        assert_eq!(safe_name("Prescription 2026-03-01.pdf"), "Prescription 2026-03-01.pdf");
        assert_eq!(safe_name("…\u{7}"), "…");
        assert_eq!(safe_name(" ./ "), "document");
    }

    #[cfg(unix)]
    #[test]
    fn a_saved_chart_can_be_read_by_its_owner_only() {
        use std::os::unix::fs::PermissionsExt;
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("note.txt");
        write_private(&path, b"text").unwrap();
        assert_eq!(std::fs::metadata(&path).unwrap().permissions().mode() & 0o777, 0o600);
        assert_eq!(std::fs::read(&path).unwrap(), b"text");
    }
}
