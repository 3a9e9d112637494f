//! The official yearly files into an existing `knowledge.db`: RxNorm, the FDA's NDC directory, ICD-10-CM.
//!
//! What is in the file is read, changed in memory, written beside it, opened and checked as the program would, and only
//! then put in its place. A row that is no row of its layout stops everything, named by file and line. A row that is one
//! but cannot be used is set aside. Rules, classes and doses are never touched, and no drug that one of them names is
//! renamed or hidden (docs/adr/0011).

mod fda;
mod icd;
mod load;
mod product;
mod report;
mod rxnorm;
mod table;

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};

use sha2::{Digest, Sha256};
use yarrow_rules::{Codes, RuleBook, unknown_codes};

pub use report::{Change, ImportReport};

use super::tables::{input, read_bytes};
use super::write::{Built, write_beside};
use crate::{Error, Knowledge, KnowledgeSource, Result};
use product::Shelf;

/// The fewest products that may be left, in hundredths of those there were: a file cut off in the middle has fewer.
const LEAST_LEFT: usize = 90;

/// What to import.
#[derive(Debug, Clone)]
pub struct Import {
    /// Folder with the official files as they come out of their archives, at any depth.
    pub dir: PathBuf,
    /// The `knowledge.db` to bring up to date.
    pub knowledge: PathBuf,
    /// Date of the release, as people write it: "2026-11-02".
    pub date: String,
    /// Write nothing; only report.
    pub dry_run: bool,
}

/// Reads the official files found in a folder and brings `knowledge.db` up to date.
///
/// # Errors
/// Names file and line of rows that are no rows, the file that is missing its companion, or what the result failed to
/// hold. The old file is in use then, untouched.
pub fn import(request: &Import) -> Result<ImportReport> {
    let files = Files::find(&request.dir)?;
    let mut built = load::load(&request.knowledge)?;
    let before = built.products.len();
    let mut report = ImportReport::new(&request.date);
    let named = named_by_knowledge(&built)?;
    let mut shelf = Shelf::new(&mut built, named);
    if let Some(rxnorm) = &files.rxnorm {
        rxnorm::import(rxnorm, &mut shelf, &mut report)?;
    }
    if let Some((product, package)) = &files.fda {
        fda::import(product, package, &mut shelf, &mut report)?;
    }
    shelf.finish(&mut report);
    if let Some(order) = &files.icd {
        icd::import(order, &mut built, &mut report)?;
    }
    if built.products.len() * 100 < before * LEAST_LEFT {
        return Err(Error::Refused(format!(
            "Of {before} products only {} would be left. A file is not whole; nothing was changed.",
            built.products.len()
        )));
    }
    tell_sources(&mut built, &files, request)?;
    report.version.clone_from(&built.version);
    check(&built)?;
    if !request.dry_run {
        swap(&built, &request.knowledge)?;
        report.swapped = true;
    }
    Ok(report)
}

/// The official files of a folder, by their own names.
#[derive(Default)]
struct Files {
    /// RXNCONSO, RXNREL, RXNSAT.
    rxnorm: Option<[PathBuf; 3]>,
    /// product.txt, package.txt.
    fda: Option<(PathBuf, PathBuf)>,
    /// icd10cm-order-2027.txt.
    icd: Option<PathBuf>,
}

impl Files {
    fn find(dir: &Path) -> Result<Files> {
        let mut all = Vec::new();
        list(dir, 4, &mut all)?;
        all.sort();
        let named = |wanted: &str| {
            let is = |path: &&PathBuf| path.file_name().is_some_and(|name| name.eq_ignore_ascii_case(wanted));
            all.iter().find(is).cloned()
        };
        let together = |names: &[&str]| -> Result<Option<Vec<PathBuf>>> {
            let found: Vec<Option<PathBuf>> = names.iter().map(|name| named(name)).collect();
            if found.iter().all(Option::is_none) {
                return Ok(None);
            }
            let missing: Vec<&str> =
                names.iter().zip(&found).filter(|(_, path)| path.is_none()).map(|(name, _)| *name).collect();
            if missing.is_empty() {
                return Ok(Some(found.into_iter().flatten().collect()));
            }
            Err(input(dir, format!("{} is missing beside {}", missing.join(", "), names.join(", "))))
        };
        let is_order = |path: &&PathBuf| {
            let name = path.file_name().map(|name| name.to_string_lossy().to_lowercase()).unwrap_or_default();
            name.starts_with("icd10cm")
                && name.contains("order")
                && name.ends_with(".txt")
                && !name.contains("addenda")
        };
        let files = Files {
            rxnorm: together(&["RXNCONSO.RRF", "RXNREL.RRF", "RXNSAT.RRF"])?
                .and_then(|all| all.try_into().ok()),
            fda: together(&["product.txt", "package.txt"])?.map(|all| (all[0].clone(), all[1].clone())),
            icd: all.iter().find(is_order).cloned(),
        };
        if files.rxnorm.is_none() && files.fda.is_none() && files.icd.is_none() {
            return Err(input(
                dir,
                "no official file is here: RXNCONSO.RRF with RXNREL.RRF and RXNSAT.RRF, product.txt with package.txt, or icd10cm-order-….txt",
            ));
        }
        Ok(files)
    }

    fn paths(&self) -> Vec<&PathBuf> {
        let fda = self.fda.iter().flat_map(|(product, package)| [product, package]);
        self.rxnorm.iter().flatten().chain(fda).chain(&self.icd).collect()
    }
}

fn list(dir: &Path, depth: u32, out: &mut Vec<PathBuf>) -> Result<()> {
    for entry in std::fs::read_dir(dir).map_err(|error| input(dir, error))? {
        let path = entry.map_err(|error| input(dir, error))?.path();
        if path.is_dir() && depth > 0 {
            list(&path, depth - 1, out)?;
        } else if path.is_file() {
            out.push(path);
        }
    }
    Ok(())
}

/// Every ingredient that a rule, class, dose, condition, load, law or laboratory row names: whatever string of the
/// authored knowledge is the key of an ingredient.
fn named_by_knowledge(built: &Built) -> Result<BTreeSet<String>> {
    let mut book = built.rule_book.clone();
    book.known_ingredients.clear();
    book.wide_net.clear();
    let mut named = BTreeSet::new();
    let mut todo = vec![serde_json::to_value(&book)?];
    while let Some(value) = todo.pop() {
        match value {
            serde_json::Value::String(text) if built.ingredients.contains_key(&text) => {
                named.insert(text);
            }
            serde_json::Value::Array(items) => todo.extend(items),
            serde_json::Value::Object(fields) => {
                for (key, value) in fields {
                    todo.extend([serde_json::Value::String(key), value]);
                }
            }
            _ => {}
        }
    }
    Ok(named)
}

/// Names what was read in the list of sources, and makes a new version of it.
fn tell_sources(built: &mut Built, files: &Files, request: &Import) -> Result<()> {
    let mut hash = Sha256::new();
    hash.update(built.version.as_bytes());
    for path in files.paths() {
        let bytes = read_bytes(path)?;
        hash.update((bytes.len() as u64).to_le_bytes());
        hash.update(&bytes);
    }
    built.version = hash.finalize().iter().take(6).map(|byte| format!("{byte:02x}")).collect();
    let mut told = |name: &str, rows: usize, notice: Option<&str>| {
        built.sources.retain(|source| source.name != name);
        built.sources.push(KnowledgeSource {
            name: name.to_owned(),
            date: request.date.clone(),
            licence: "Public domain".to_owned(),
            rows: u32::try_from(rows).unwrap_or(u32::MAX),
            notice: notice.map(str::to_owned),
        });
    };
    let mut parts = Vec::new();
    if files.rxnorm.is_some() {
        told("RxNorm, current prescribable content (NLM)", built.rxnorm.len(), Some(NLM));
        parts.push("RxNorm");
    }
    if files.fda.is_some() {
        told("FDA National Drug Code directory, imported", built.ndc.len(), None);
        parts.push("FDA drug directory");
    }
    if files.icd.is_some() {
        told("ICD-10-CM order file, imported", built.diagnoses.len(), None);
        parts.push("ICD-10-CM");
    }
    if files.rxnorm.is_some() {
        built.warning.clear();
    }
    let base = built.built_from.split(" Brought up to date").next().unwrap_or_default().to_owned();
    built.built_from = format!("{base} Brought up to date with {} of {}.", parts.join(", "), request.date);
    Ok(())
}

const NLM: &str = "This product uses publicly available data from the U.S. National Library of Medicine (NLM), National \
                   Institutes of Health, Department of Health and Human Services; NLM is not responsible for the product \
                   and does not endorse or recommend this or any other product.";

/// The rules must hold together with the new drugs and codes as they did with the old ones.
fn check(built: &Built) -> Result<()> {
    let known = built.observations.iter().map(|o| &o.loinc).chain(built.loinc.keys()).cloned().collect();
    let codes =
        Codes { icd10: built.diagnoses.iter().map(|row| row.code_nodot.clone()).collect(), loinc: known };
    let mut faults = unknown_codes(&built.rule_book, &codes);
    if let Err(others) = RuleBook::new(built.rule_book.clone()) {
        faults.extend(others);
    }
    if faults.is_empty() { Ok(()) } else { Err(Error::Rules(faults.join("\n"))) }
}

/// Writes the new file beside the old one, opens it as the program would, and puts it in its place. The old one stays
/// beside it as `knowledge.db.before`.
fn swap(built: &Built, path: &Path) -> Result<()> {
    let finished = write_beside(built, path)?;
    let opened = Knowledge::open(&finished).and_then(|knowledge| knowledge.rule_book().map(drop));
    if let Err(error) = opened {
        std::fs::remove_file(&finished).map_err(|error| input(&finished, error))?;
        return Err(error);
    }
    let mut before = path.as_os_str().to_os_string();
    before.push(".before");
    std::fs::copy(path, &before).map_err(|error| input(Path::new(&before), error))?;
    std::fs::rename(&finished, path).map_err(|error| input(path, error))
}

#[cfg(test)]
mod tests;
