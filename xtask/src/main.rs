//! Everything a contributor types: `cargo xtask run`, `test`, `check`, `knowledge`, `bindings`, `bench`, `bundle`.

#![expect(
    clippy::disallowed_methods,
    reason = "a build tool reads its environment and the clock; no record passes here"
)]

mod bundle;
mod check;
mod knowledge;
mod packages;
mod place;
mod run;
mod steps;
mod test;
mod ui;

use std::process::ExitCode;

use steps::Steps;

const HELP: &str = "\
cargo xtask <task>

  run          install what is missing, build, and open Yarrow (without a display: serve it to a browser)
  test         everything, as the build machine runs it: format, lints, unit tests, stories, real windows
  check        the fast loop: format, lints, unit tests of the core, types and tests of the UI; needs no webkit
  knowledge    build knowledge.db from knowledge/ when something in it changed
  bindings     write ui/src/api/bindings.ts from the Rust types
  bench …      measure the budgets; arguments go to the bench program
  bundle       build the .deb and .rpm packages
  help         this text
";

fn main() -> ExitCode {
    let mut arguments = std::env::args().skip(1);
    let task = arguments.next().unwrap_or_else(|| "help".to_owned());
    let rest: Vec<String> = arguments.collect();
    let mut steps = Steps::new(&task);
    let outcome = match task.as_str() {
        "run" => run::run(&mut steps),
        "test" => test::test(&mut steps),
        "check" => check::check(&mut steps),
        "knowledge" => knowledge::build(&mut steps).map(drop),
        "bindings" => knowledge::bindings(&mut steps),
        "bench" => run::bench(&mut steps, &rest),
        "bundle" => bundle::bundle(&mut steps),
        "help" | "--help" | "-h" => {
            print!("{HELP}");
            return ExitCode::SUCCESS;
        }
        other => {
            eprint!("There is no task called {other}.\n\n{HELP}");
            return ExitCode::FAILURE;
        }
    };
    steps.close(&outcome);
    if outcome.is_ok() { ExitCode::SUCCESS } else { ExitCode::FAILURE }
}
