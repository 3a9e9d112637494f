//! Where this workstation keeps its record.

use std::env;
use std::fs;
use std::io;
use std::path::{Path, PathBuf};

use tauri::{AppHandle, Manager};

/// Names a folder to use instead of the usual one: tests, a second practice, a record on an encrypted drive.
const CHOSEN: &str = "YARROW_DATA";

/// Whether the person who started Yarrow chose the folder.
pub fn is_chosen() -> bool {
    chosen().is_some()
}

/// The record's folder, made if needed and closed to other users of the computer.
///
/// # Errors
/// When the system knows no data folder or the folder cannot be made.
pub fn of(app: &AppHandle) -> Result<PathBuf, Box<dyn std::error::Error>> {
    let folder = match chosen() {
        Some(folder) => folder,
        None => app.path().app_local_data_dir()?,
    };
    make_private(&folder).map_err(|error| {
        format!("The folder {} cannot be used for the record: {error}.", folder.display())
    })?;
    Ok(folder)
}

#[expect(
    clippy::disallowed_methods,
    reason = "the shell is where the environment enters; nothing below reads it"
)]
fn chosen() -> Option<PathBuf> {
    env::var_os(CHOSEN).filter(|value| !value.is_empty()).map(PathBuf::from)
}

/// Makes the folder with mode 0700, and narrows it if it was wider. Windows profiles are already private.
fn make_private(folder: &Path) -> io::Result<()> {
    fs::create_dir_all(folder)?;
    #[cfg(unix)]
    {
        use std::os::unix::fs::PermissionsExt;
        fs::set_permissions(folder, fs::Permissions::from_mode(0o700))?;
    }
    Ok(())
}

#[cfg(all(test, unix))]
mod tests {
    use super::*;
    use std::os::unix::fs::PermissionsExt;

    #[test]
    fn other_users_of_the_computer_cannot_list_the_record() {
        let parent = tempfile::tempdir().unwrap();
        let folder = parent.path().join("share/yarrow");
        fs::create_dir_all(&folder).unwrap();
        fs::set_permissions(&folder, fs::Permissions::from_mode(0o755)).unwrap();
        make_private(&folder).unwrap();
        assert_eq!(fs::metadata(&folder).unwrap().permissions().mode() & 0o777, 0o700);
    }
}
