//! Who may know whom. The maps below are the architecture; a new crate or folder has to be put on them.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::{Component, Path, PathBuf};
use std::process::Command;

use serde_json::Value;

/// Each crate, and the crates of ours it may use.
const CRATES: &[(&str, &str)] = &[
    ("yarrow-kernel", ""),
    ("yarrow-rules", "kernel"),
    ("yarrow-codecs", "kernel"),
    ("yarrow-paper", "kernel"),
    ("yarrow-knowledge", "kernel rules"),
    ("yarrow-core", "kernel rules codecs paper knowledge"),
    ("yarrow-demo", "kernel rules codecs knowledge core"),
    ("yarrow-transport", "kernel core"),
    ("yarrow-pharmacy-simulator", "kernel codecs"),
    ("yarrow-api", "kernel rules codecs paper knowledge core demo transport"),
    ("yarrow-cli", "kernel rules codecs paper knowledge core demo api"),
    ("yarrow-bench", "kernel rules codecs paper knowledge core demo api"),
    ("yarrow-tests", "kernel rules codecs paper knowledge core demo api"),
    ("yarrow", "api"),
    ("xtask", "knowledge api"),
];

/// Crates that are the same on every run: no clock, no files, no environment, no async, no database.
const PURE: &[&str] = &["yarrow-kernel", "yarrow-rules", "yarrow-codecs", "yarrow-paper"];

/// Packages that only some crates may use, and which.
const GUARDED: &[(&str, &str)] = &[
    ("tauri", "yarrow"),
    ("keyring", "yarrow"),
    ("axum", "yarrow-cli"),
    ("ureq", "yarrow-transport"),
    ("rustls", "yarrow-pharmacy-simulator"),
    ("rcgen", "yarrow-pharmacy-simulator"),
    ("rusqlite", "yarrow-core yarrow-knowledge yarrow-bench yarrow-tests yarrow"),
    ("tokio", "yarrow-cli yarrow-tests"),
];

/// The domains of the core by level. A domain may use lower levels; the ground is under everyone and knows no domain.
const LEVELS: &[&str] = &[
    "patients people pharmacies terminology settings",
    "encounters",
    "problems allergies immunizations observations documents safety",
    "notes medications orders results",
    "billing scheduling messages tasks referrals transmission",
    "chart reporting interchange",
];
const GROUND: &[&str] = &["store", "access", "audit", "error"];
/// Signing in needs the person, the practice's name and the reference data of the session (docs/adr/0004).
const SIGNING_IN: (&str, &[&str]) = ("access", &["people", "settings", "terminology"]);

#[test]
fn no_crate_knows_a_crate_above_it() {
    let map: BTreeMap<&str, &str> = CRATES.iter().copied().collect();
    let mut faults = Vec::new();
    for (name, uses) in packages() {
        let Some(allowed) = map.get(name.as_str()) else {
            faults.push(format!("{name} is not on the map of crates"));
            continue;
        };
        for used in uses {
            let ours =
                used.strip_prefix("yarrow-").is_some_and(|short| !allowed.split(' ').any(|a| a == short));
            let guard = GUARDED
                .iter()
                .find(|(guarded, _)| used == *guarded || used.starts_with(&format!("{guarded}-")));
            if ours || guard.is_some_and(|(_, owners)| !owners.split(' ').any(|owner| owner == name)) {
                faults.push(format!("{name} must not use {used}"));
            }
        }
    }
    assert!(faults.is_empty(), "{}", faults.join("\n"));
}

#[test]
fn no_domain_knows_a_domain_above_it() {
    let src = root().join("crates/yarrow-core/src");
    let mut faults = BTreeSet::new();
    for entry in fs::read_dir(&src).unwrap() {
        let path = entry.unwrap().path();
        let name = path.file_stem().unwrap().to_str().unwrap().to_owned();
        if path.is_dir() && level(&name).is_none() && !GROUND.contains(&name.as_str()) {
            faults.insert(format!("crates/yarrow-core/src/{name} is not on the map of domains"));
        }
        if name == "lib" {
            continue;
        }
        let own = level(&name);
        for file in files(&path, "rs") {
            for used in crate_paths(&fs::read_to_string(&file).unwrap()) {
                if name == SIGNING_IN.0 && SIGNING_IN.1.contains(&used.as_str()) {
                    continue;
                }
                let above =
                    used != name && level(&used).is_some_and(|theirs| own.is_none_or(|own| theirs >= own));
                if above {
                    faults.insert(format!("{name} must not use {used} ({})", shown(&file)));
                }
            }
        }
    }
    assert!(faults.is_empty(), "{}", Vec::from_iter(faults).join("\n"));
}

#[test]
fn the_pure_crates_read_no_clock_no_file_and_no_environment() {
    let impure = [
        "std::fs",
        "std::env",
        "std::net",
        "SystemTime",
        "Instant::now",
        "Utc::now",
        "Local::now",
        "async fn",
    ];
    let mut faults = Vec::new();
    for name in PURE {
        let src = root().join("crates").join(name).join("src");
        for file in files(&src, "rs").into_iter().filter(|file| !is_test(file)) {
            let text = code_only(&fs::read_to_string(&file).unwrap());
            faults.extend(
                impure
                    .iter()
                    .filter(|word| text.contains(*word))
                    .map(|word| format!("{} uses {word}", shown(&file))),
            );
        }
    }
    assert!(faults.is_empty(), "{}", faults.join("\n"));
}

#[test]
fn only_one_file_of_the_ui_knows_tauri_and_no_feature_knows_another() {
    let src = root().join("ui/src");
    let mut faults = Vec::new();
    for file in ["ts", "tsx"].iter().flat_map(|extension| files(&src, extension)) {
        for import in imports(&fs::read_to_string(&file).unwrap()) {
            if import.starts_with("@tauri-apps/") && !file.ends_with("ui/src/platform/tauri.ts") {
                faults.push(format!("{} must not import {import}", shown(&file)));
            }
            let target = lexical(&file.parent().unwrap().join(&import));
            if let (Some(own), Some(theirs)) = (feature(&file), feature(&target))
                && import.starts_with('.')
                && own != theirs
            {
                faults.push(format!("feature {own} must not import feature {theirs} ({})", shown(&file)));
            }
        }
    }
    assert!(faults.is_empty(), "{}", faults.join("\n"));
}

#[test]
fn the_reader_of_paths_sees_groups_and_ignores_words() {
    let text = "use crate::{audit, billing::{Money, invoice}};\n// crate::notes\nlet x = crate::orders::sign();\nyarrow_crate::results";
    assert_eq!(crate_paths(text), ["audit", "billing", "orders"].map(str::to_owned).into());
    assert_eq!(imports("import x from \"../a\";\nawait import('./b')"), ["../a", "./b"]);
}

fn level(domain: &str) -> Option<usize> {
    LEVELS.iter().position(|names| names.split(' ').any(|name| name == domain))
}

/// The first names after `crate::`, also inside a group, in lines that are not comments.
fn crate_paths(text: &str) -> BTreeSet<String> {
    let code: String =
        text.lines().filter(|line| !line.trim_start().starts_with("//")).collect::<Vec<_>>().join("\n");
    let mut names = BTreeSet::new();
    for (at, _) in code.match_indices("crate::") {
        if code[..at].ends_with(|c: char| c.is_alphanumeric() || c == '_') {
            continue;
        }
        let after = &code[at + "crate::".len()..];
        if after.starts_with('{') {
            let (mut depth, mut fresh) = (0, false);
            for (place, c) in after.char_indices() {
                match c {
                    '{' => (depth, fresh) = (depth + 1, depth == 0),
                    '}' => depth -= 1,
                    ',' if depth == 1 => fresh = true,
                    c if fresh && !c.is_whitespace() => {
                        names.insert(word(&after[place..]));
                        fresh = false;
                    }
                    _ => {}
                }
                if depth == 0 {
                    break;
                }
            }
        } else {
            names.insert(word(after));
        }
    }
    names
}

fn word(text: &str) -> String {
    text.chars().take_while(|c| c.is_alphanumeric() || *c == '_').collect()
}

/// Whether a file holds only tests: those may read their cases from disk.
fn is_test(file: &Path) -> bool {
    let inside = file.strip_prefix(root()).unwrap_or(file);
    inside.iter().any(|part| part == "tests" || part == "tests.rs")
}

/// The text before its unit tests, without comment lines.
fn code_only(text: &str) -> String {
    let body = text.split("#[cfg(test)]").next().unwrap_or_default();
    body.lines().filter(|line| !line.trim_start().starts_with("//")).collect::<Vec<_>>().join("\n")
}

/// What a TypeScript file imports, statically or on demand.
fn imports(text: &str) -> Vec<String> {
    let mut found = Vec::new();
    for opening in ["from \"", "from '", "import \"", "import '", "import(\"", "import('"] {
        let quote = if opening.ends_with('"') { '"' } else { '\'' };
        for (at, _) in text.match_indices(opening) {
            found.extend(text[at + opening.len()..].split(quote).next().map(str::to_owned));
        }
    }
    found
}

/// The feature folder a UI file belongs to.
fn feature(file: &Path) -> Option<String> {
    let parts: Vec<&str> = file.iter().filter_map(|part| part.to_str()).collect();
    let at =
        parts.windows(3).position(|three| three[0] == "ui" && three[1] == "src" && three[2] == "features")?;
    parts.get(at + 3).map(|name| (*name).to_owned())
}

/// A path with its `..` taken out, without asking the disk.
fn lexical(path: &Path) -> PathBuf {
    let mut plain = PathBuf::new();
    for part in path.components() {
        match part {
            Component::ParentDir => drop(plain.pop()),
            Component::CurDir => {}
            other => plain.push(other),
        }
    }
    plain
}

/// Every package of the workspace with what it uses outside its tests.
fn packages() -> Vec<(String, Vec<String>)> {
    let output = Command::new(env!("CARGO"))
        .args(["metadata", "--format-version=1", "--no-deps", "--offline"])
        .current_dir(root())
        .output()
        .unwrap();
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    let metadata: Value = serde_json::from_slice(&output.stdout).unwrap();
    let text = |value: &Value| value.as_str().unwrap_or_default().to_owned();
    let uses = |package: &Value| {
        let all = package["dependencies"].as_array().unwrap().iter();
        all.filter(|used| used["kind"] != "dev").map(|used| text(&used["name"])).collect()
    };
    metadata["packages"]
        .as_array()
        .unwrap()
        .iter()
        .map(|package| (text(&package["name"]), uses(package)))
        .collect()
}

fn root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).parent().unwrap().to_owned()
}

fn shown(file: &Path) -> String {
    file.strip_prefix(root()).unwrap_or(file).display().to_string()
}

fn files(path: &Path, extension: &str) -> Vec<PathBuf> {
    if !path.is_dir() {
        return path
            .extension()
            .is_some_and(|e| e == extension)
            .then(|| path.to_owned())
            .into_iter()
            .collect();
    }
    fs::read_dir(path).unwrap().flat_map(|entry| files(&entry.unwrap().path(), extension)).collect()
}
