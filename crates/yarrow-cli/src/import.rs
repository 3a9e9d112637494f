//! `yarrow-cli import`

use std::path::PathBuf;

use base64::Engine as _;
use serde_json::json;

use crate::{DataDir, Failure, open};

/// Import FHIR R4 files: Bundles, single resources, or NDJSON.
#[derive(clap::Args)]
pub struct Import {
    #[command(flatten)]
    data: DataDir,
    /// Login of the person who imports; else the first who may.
    #[arg(long)]
    user: Option<String>,
    /// The files.
    #[arg(required = true)]
    files: Vec<PathBuf>,
}

impl Import {
    /// Runs it.
    pub fn run(self) -> Result<(), Failure> {
        let mut files = Vec::new();
        for path in &self.files {
            let bytes = std::fs::read(path).map_err(|error| {
                Failure::Usage(format!("{} cannot be read ({}).", path.display(), error.kind()))
            })?;
            let name = path.file_name().map(|name| name.to_string_lossy().into_owned()).unwrap_or_default();
            files.push(
                json!({ "name": name, "base64": base64::engine::general_purpose::STANDARD.encode(bytes) }),
            );
        }
        let app = open::signed_in(&self.data, self.user.as_deref(), "import")?;
        open::print(&open::run(&app, "import_fhir", json!({ "files": files }))?)
    }
}
