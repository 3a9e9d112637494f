//! The UI's own tools, started from here so that one command does everything.

use std::fs;

use crate::packages::answers;
use crate::place;
use crate::steps::{Outcome, Steps, run};

/// Installs the UI's packages when the lock file is not the one they were installed from.
///
/// # Errors
/// When Node.js is missing or npm fails.
pub fn install(steps: &mut Steps) -> Outcome {
    steps.step("UI packages", || {
        if !answers("node", &["--version"]) || !answers("npm", &["--version"]) {
            return Err(
                "Node.js 20.19 or newer, with npm, is needed. Install it from your system or nodejs.org"
                    .to_owned(),
            );
        }
        let ui = place::root().join("ui");
        let lock = fs::read(ui.join("package-lock.json"))
            .map_err(|error| format!("ui/package-lock.json: {error}"))?;
        let stamp = ui.join("node_modules").join(".installed-from");
        if fs::read(&stamp).is_ok_and(|installed| installed == lock) {
            println!("   Unchanged since the last install.");
            return Ok(());
        }
        // Not `npm ci`: it refuses a lock file without the optional packages of other systems, which not every registry has.
        // This installs exactly what the lock file names and writes nothing but node_modules.
        run("npm", &["--prefix", "ui", "install", "--no-save", "--no-audit", "--no-fund"])?;
        fs::write(&stamp, lock).map_err(|error| format!("{}: {error}", stamp.display()))
    })
}

/// Format, lints, types and unit tests of the UI.
pub fn check(steps: &mut Steps) -> Outcome {
    steps.step("UI checks", || run("npm", &["--prefix", "ui", "run", "check"]))
}

/// The finished UI in `ui/dist`, which the window embeds.
pub fn build(steps: &mut Steps) -> Outcome {
    steps.step("UI build", || run("npm", &["--prefix", "ui", "run", "build"]))
}
