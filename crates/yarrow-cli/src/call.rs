//! `yarrow-cli call` and `yarrow-cli commands`

use std::io::Read;

use serde_json::{Value, json};
use yarrow_api::bindings::Types;
use yarrow_api::table::TABLE;

use crate::{DataDir, Failure, open};

/// Run one command.
#[derive(clap::Args)]
pub struct Call {
    #[command(flatten)]
    data: DataDir,
    /// Login of the person who acts.
    #[arg(long)]
    user: String,
    /// The command; see `yarrow-cli commands`.
    command: String,
    /// Its request as JSON; `-` reads it from stdin.
    #[arg(default_value = "{}")]
    request: String,
}

impl Call {
    /// Runs it.
    pub fn run(self) -> Result<(), Failure> {
        let row = TABLE.iter().find(|row| row.name == self.command).ok_or_else(|| {
            Failure::Usage(format!("There is no command {}. `yarrow-cli commands` lists them.", self.command))
        })?;
        let text = if self.request == "-" {
            let mut text = String::new();
            std::io::stdin().take(200 << 20).read_to_string(&mut text)?;
            text
        } else {
            self.request
        };
        let request: Value = serde_json::from_str(&text).map_err(|error| {
            Failure::Usage(format!(
                "The request is no JSON: line {}, column {}.",
                error.line(),
                error.column()
            ))
        })?;
        let asks_who = ["import_fhir", "import_pharmacies", "remove_demo"].contains(&row.name);
        let app = if row.kind == "app" && !asks_who {
            open::app(&self.data)
        } else {
            open::signed_in(&self.data, Some(&self.user), "")?
        };
        open::print(&open::run(&app, &self.command, request)?)
    }
}

/// Prints the table.
pub fn list() -> Result<(), Failure> {
    let mut types = Types::default();
    let rows: Vec<Value> = TABLE
        .iter()
        .map(|row| {
            json!({ "command": row.name, "kind": row.kind, "request": (row.request)(&mut types), "response": (row.response)(&mut types) })
        })
        .collect();
    let declarations: serde_json::Map<String, Value> =
        types.declarations().iter().map(|(name, text)| (name.clone(), text.trim().into())).collect();
    open::print(&json!({ "commands": rows, "types": declarations }))
}
