//! The fast loop: what can be known in a minute, without webkit and without a browser.

use crate::steps::{Outcome, Steps, run};
use crate::ui;

pub fn check(steps: &mut Steps) -> Outcome {
    steps.step("Format", || run("cargo", &["fmt", "--all", "--check"]))?;
    steps.step("Lints", || {
        run("cargo", &["clippy", "--quiet", "--all-targets", "--", "--deny", "warnings"])
    })?;
    steps.step("Unit tests", || run("cargo", &["test", "--quiet", "--lib", "--bins"]))?;
    ui::install(steps)?;
    ui::check(steps)
}
