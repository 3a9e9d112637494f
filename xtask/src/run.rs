//! Opening Yarrow from a working tree.

use std::env;

use crate::packages;
use crate::place;
use crate::steps::{Outcome, Steps, command, finish, run as start};
use crate::{knowledge, ui};

/// Installs what is missing, builds, and opens the window; without a display, serves the same UI to a browser.
pub fn run(steps: &mut Steps) -> Outcome {
    let display = has_display();
    let needed = if display { packages::BUILD } else { SERVING };
    steps.step("System packages", || packages::install(needed))?;
    let knowledge = knowledge::build(steps)?;
    ui::install(steps)?;
    ui::build(steps)?;
    if display {
        steps.step("Build", || start("cargo", &["build", "--quiet", "--package", "yarrow"]))?;
        println!("\nYarrow opens. Close its window to end.");
        let mut window = command("cargo", &["run", "--quiet", "--package", "yarrow"]);
        finish("cargo", &["run", "--package", "yarrow"], window.env("YARROW_KNOWLEDGE", knowledge))
    } else {
        steps.step("Build", || start("cargo", &["build", "--quiet", "--package", "yarrow-cli"]))?;
        let folder = env::var_os("YARROW_DATA").map_or_else(|| place::target().join("demo"), Into::into);
        println!("\nThere is no display here, so Yarrow is served to a browser on this computer.");
        println!("Its record is in {}. Stop it with Ctrl+C.", folder.display());
        let arguments = ["run", "--quiet", "--package", "yarrow-cli", "--", "serve"];
        let mut server = command("cargo", &arguments);
        server.env("YARROW_DATA", folder).env("YARROW_KNOWLEDGE", knowledge);
        server.env("YARROW_UI", place::root().join("ui/dist"));
        finish("cargo", &arguments, &mut server)
    }
}

/// What serving to a browser needs: everything but the web view.
const SERVING: &[&str] = &["build-essential", "pkg-config", "libssl-dev"];

fn has_display() -> bool {
    let names: &[&str] = &["DISPLAY", "WAYLAND_DISPLAY"];
    !cfg!(target_os = "linux")
        || names.iter().any(|name| env::var_os(name).is_some_and(|value| !value.is_empty()))
}

/// Measures the budgets, in a release build.
pub fn bench(steps: &mut Steps, arguments: &[String]) -> Outcome {
    let knowledge = knowledge::build(steps)?;
    steps.step("Bench", || {
        let mut words = vec!["run", "--release", "--package", "yarrow-bench", "--"];
        words.extend(arguments.iter().map(String::as_str));
        finish("cargo", &words, command("cargo", &words).env("YARROW_KNOWLEDGE", knowledge))
    })
}
