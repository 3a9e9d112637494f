//! The reference data and the TypeScript bindings: both are made by programs that know the rest of Yarrow.

use std::fs;
use std::hash::{DefaultHasher, Hash, Hasher};
use std::path::PathBuf;

use crate::place;
use crate::steps::{Outcome, Steps, run};

/// Everything that decides what is in knowledge.db: the data, the builder, and the rules it checks against.
const INPUTS: &[&str] = &["knowledge", "crates/yarrow-knowledge", "crates/yarrow-rules/src", "xtask/src/bin"];

/// Builds knowledge.db unless it was built from the same inputs. Returns where it is.
///
/// # Errors
/// When the data is inconsistent, or a file cannot be read or written.
pub fn build(steps: &mut Steps) -> Outcome<PathBuf> {
    let out = place::knowledge_db();
    steps.step("Knowledge", || {
        let inputs = fingerprint()?;
        let stamp = out.with_extension("inputs");
        if out.exists() && fs::read_to_string(&stamp).is_ok_and(|built| built == inputs) {
            println!("   {} is up to date.", out.display());
            return Ok(());
        }
        // A stamp beside a half-built file would call it finished.
        let _ = fs::remove_file(&stamp);
        let source = place::root().join("knowledge");
        run(
            "cargo",
            &[
                "run",
                "--quiet",
                "--package",
                "xtask",
                "--features",
                "knowledge",
                "--bin",
                "build-knowledge",
                "--",
                &source.to_string_lossy(),
                &out.to_string_lossy(),
            ],
        )?;
        fs::write(&stamp, inputs).map_err(|error| format!("{}: {error}", stamp.display()))
    })?;
    Ok(out)
}

/// Writes `ui/src/api/bindings.ts` and `docs/permissions.md` from the Rust types and tables.
///
/// # Errors
/// When the command table does not compile or the file cannot be written.
pub fn bindings(steps: &mut Steps) -> Outcome {
    steps.step("Bindings", || {
        let bindings = place::root().join("ui/src/api/bindings.ts");
        let permissions = place::root().join("docs/permissions.md");
        run(
            "cargo",
            &[
                "run",
                "--quiet",
                "--package",
                "xtask",
                "--features",
                "bindings",
                "--bin",
                "write-bindings",
                "--",
                &bindings.to_string_lossy(),
                &permissions.to_string_lossy(),
            ],
        )
    })
}

/// A number for the names and contents of all inputs. It only has to notice a change, so the standard hasher will do.
fn fingerprint() -> Outcome<String> {
    let root = place::root();
    let mut hasher = DefaultHasher::new();
    for input in INPUTS {
        let files = place::files_below(&root.join(input)).map_err(|error| format!("{input}: {error}"))?;
        for file in files {
            file.strip_prefix(&root).unwrap_or(&file).hash(&mut hasher);
            fs::read(&file).map_err(|error| format!("{}: {error}", file.display()))?.hash(&mut hasher);
        }
    }
    Ok(format!("{:016x}\n", hasher.finish()))
}
