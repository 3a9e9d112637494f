//! Where the reference data and the built UI are found.

use std::path::{Path, PathBuf};

/// The reference data: `YARROW_KNOWLEDGE`, else beside the program, else in an installed package, else in a source checkout.
pub fn knowledge() -> PathBuf {
    find(
        "YARROW_KNOWLEDGE",
        &[
            "knowledge.db",
            "../lib/Yarrow/knowledge.db",
            "../lib/yarrow/knowledge.db",
            "../Resources/knowledge.db",
            "knowledge/knowledge.db",
            "../knowledge/knowledge.db",
            "../../knowledge/knowledge.db",
        ],
        "target/knowledge/knowledge.db",
    )
}

/// The built UI: `YARROW_UI`, else beside the program, else in a source checkout.
pub fn ui() -> PathBuf {
    find("YARROW_UI", &["ui", "../share/yarrow/ui"], "ui/dist")
}

fn find(variable: &str, beside: &[&str], checkout: &str) -> PathBuf {
    #[allow(clippy::disallowed_methods, reason = "paths of the installation are the environment's to say")]
    if let Some(path) = std::env::var_os(variable) {
        return path.into();
    }
    let program = std::env::current_exe().unwrap_or_default();
    let folder = program.parent().unwrap_or(Path::new("."));
    let near = beside.iter().map(|place| folder.join(place));
    let above = folder.ancestors().map(|place| place.join(checkout));
    let here = std::env::current_dir().unwrap_or_default();
    let around = here.ancestors().map(|place| place.join(checkout)).collect::<Vec<_>>();
    near.chain(above).chain(around).find(|path| path.exists()).unwrap_or_else(|| folder.join(beside[0]))
}
