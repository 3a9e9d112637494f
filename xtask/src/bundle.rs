//! The .deb and .rpm packages.

use std::path::Path;

use crate::packages;
use crate::place;
use crate::steps::{Outcome, Steps, run};
use crate::{knowledge, ui};

/// The Tauri tool of the series the window is built with; npm's newest is a preview of the next one.
const TAURI_CLI: &str = "@tauri-apps/cli@2.12.5";

/// Builds the packages with their own OpenSSL and the reference data inside.
pub fn bundle(steps: &mut Steps) -> Outcome {
    steps.step("System packages", || packages::install(packages::BUILD))?;
    let knowledge = knowledge::build(steps)?;
    ui::install(steps)?;
    steps.step("Bundle", || {
        let addition = resources(&knowledge);
        run(
            "npx",
            &[
                "--yes",
                "--package",
                TAURI_CLI,
                "tauri",
                "build",
                "--bundles",
                "deb,rpm",
                "--features",
                "vendored-openssl",
                "--config",
                &addition,
                "--",
                "--locked",
            ],
        )
    })?;
    steps.say_at_the_end([format!(
        "The packages are in {}.",
        place::target().join("release/bundle").display()
    )]);
    Ok(())
}

/// The part of the configuration only a bundle has: otherwise every compilation of the window would need the database.
fn resources(knowledge: &Path) -> String {
    let path = knowledge.to_string_lossy().replace('\\', "/").replace('"', "\\\"");
    format!(r#"{{"bundle":{{"resources":{{"{path}":"knowledge.db"}}}}}}"#)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_bundle_carries_the_reference_data() {
        let text = resources(Path::new("/build/knowledge/knowledge.db"));
        assert_eq!(text, r#"{"bundle":{"resources":{"/build/knowledge/knowledge.db":"knowledge.db"}}}"#);
    }
}
