//! `yarrow-cli verify`

use serde_json::json;

use crate::{DataDir, Failure, open};

/// Look for damage and tampering.
#[derive(clap::Args)]
pub struct Verify {
    #[command(flatten)]
    data: DataDir,
    /// Login of the person who verifies; else the first who may read the audit.
    #[arg(long)]
    user: Option<String>,
}

impl Verify {
    /// Runs it.
    pub fn run(self) -> Result<(), Failure> {
        let app = open::signed_in(&self.data, self.user.as_deref(), "audit_read")?;
        let found = open::run(&app, "verify_record", json!({}))?;
        open::print(&found)?;
        let sound = found["problems"].as_array().is_some_and(Vec::is_empty);
        if sound { Ok(()) } else { Err(Failure::Unsound) }
    }
}
