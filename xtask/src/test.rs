//! Everything, as the build machine runs it.

use crate::packages;
use crate::packages::answers;
use crate::steps::{Outcome, Steps, command, run, run_and_keep};
use crate::{knowledge, ui};

/// The tests in real windows and browsers sit behind a feature, so that `cargo test` alone needs neither.
const WINDOWS: &str = "yarrow-tests/windows";

pub fn test(steps: &mut Steps) -> Outcome {
    steps.step("System packages", || {
        packages::install(packages::BUILD)?;
        packages::install(packages::TEST)
    })?;
    steps.step("Format", || run("cargo", &["fmt", "--all", "--check"]))?;
    ui::install(steps)?;
    ui::check(steps)?;
    ui::build(steps)?;
    let knowledge = knowledge::build(steps)?;
    steps.step("Lints", || {
        let all =
            ["clippy", "--workspace", "--all-targets", "--features", WINDOWS, "--", "--deny", "warnings"];
        run("cargo", &all)
    })?;
    policy(steps)?;
    steps.step("Programs", || {
        // The stories start these two; `cargo test` alone would not build them.
        run("cargo", &["build", "--workspace", "--bins", "--features", WINDOWS])
    })?;
    let counts = steps.step("Tests", || {
        let mut tests = command("cargo", &["test", "--workspace", "--no-fail-fast", "--features", WINDOWS]);
        tests.env("YARROW_KNOWLEDGE", &knowledge);
        // Kept apart from the outcome: the counts are worth seeing most when something failed.
        Ok(run_and_keep("cargo test", &mut tests, |line| {
            line.starts_with("test result:") || line.ends_with("... FAILED")
        }))
    })?;
    let (lines, outcome) = counts;
    steps.say_at_the_end(summary(&lines));
    outcome
}

/// Licences, advisories, bans and sources, when cargo-deny is installed; building it here would take longer than the tests.
fn policy(steps: &mut Steps) -> Outcome {
    if !answers("cargo-deny", &["--version"]) {
        println!(
            "\n== Dependency policy: not checked, cargo-deny is not installed (cargo install cargo-deny)."
        );
        return Ok(());
    }
    steps.step("Dependency policy", || run("cargo", &["deny", "--workspace", "check"]))
}

/// The closing lines: what failed, and the sum over all test programs.
fn summary(lines: &[String]) -> Vec<String> {
    let (results, failed): (Vec<&String>, Vec<&String>) =
        lines.iter().partition(|line| line.starts_with("test result:"));
    let sum = |word: &str| results.iter().filter_map(|line| count(line, word)).sum::<u64>();
    let mut closing: Vec<String> = failed.into_iter().cloned().collect();
    closing.push(format!(
        "test result: {} passed; {} failed; {} ignored; in {} test programs",
        sum("passed"),
        sum("failed"),
        sum("ignored"),
        results.len()
    ));
    closing
}

/// The number before a word in a line of `cargo test`, such as 12 in "12 passed;".
fn count(line: &str, word: &str) -> Option<u64> {
    let parts: Vec<&str> = line.split([' ', ';']).collect();
    let at = parts.iter().position(|part| *part == word)?;
    parts.get(at.checked_sub(1)?)?.parse().ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_closing_line_adds_up_all_test_programs() {
        let lines = [
            "test result: ok. 12 passed; 0 failed; 0 ignored; 0 measured; 0 filtered out; finished in 0.10s",
            "test allergies::x ... FAILED",
            "test result: FAILED. 3 passed; 1 failed; 0 ignored; 0 measured; 0 filtered out; finished in 0.10s",
        ]
        .map(str::to_owned);
        let closing = summary(&lines);
        assert_eq!(closing[0], "test allergies::x ... FAILED");
        assert_eq!(closing[1], "test result: 15 passed; 1 failed; 0 ignored; in 2 test programs");
    }
}
