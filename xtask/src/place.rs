//! Where things are in the working tree.

use std::path::{Path, PathBuf};
use std::{env, fs, io};

/// The root of the working tree.
pub fn root() -> PathBuf {
    // xtask/ is directly below the root; Cargo sets the variable for every `cargo run`.
    let here = env::var_os("CARGO_MANIFEST_DIR")
        .map_or_else(|| PathBuf::from(env!("CARGO_MANIFEST_DIR")), PathBuf::from);
    here.parent().map_or_else(|| PathBuf::from("."), Path::to_path_buf)
}

/// Cargo's build folder.
pub fn target() -> PathBuf {
    env::var_os("CARGO_TARGET_DIR").map_or_else(|| root().join("target"), |folder| root().join(folder))
}

/// The built reference data.
pub fn knowledge_db() -> PathBuf {
    target().join("knowledge").join("knowledge.db")
}

/// All files below a folder (or the file itself), sorted, so that the same tree always reads the same.
///
/// # Errors
/// When a folder cannot be read.
pub fn files_below(folder: &Path) -> io::Result<Vec<PathBuf>> {
    if folder.is_file() {
        return Ok(vec![folder.to_path_buf()]);
    }
    let mut found = Vec::new();
    for entry in fs::read_dir(folder)? {
        let path = entry?.path();
        if path.is_dir() {
            found.extend(files_below(&path)?);
        } else {
            found.push(path);
        }
    }
    found.sort();
    Ok(found)
}
