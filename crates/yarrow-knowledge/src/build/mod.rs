//! The builder of `knowledge.db`: same input, byte-identical file.
//!
//! Rows go in in a fixed order, nothing carries a clock, and the finished file is a `VACUUM` of the working one.

mod authored;
mod coverage;
mod diagnoses;
mod form;
pub mod import;
mod names;
mod popularity;
mod products;
mod rules;
mod strength;
mod tables;
mod write;

use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;

use sha2::{Digest, Sha256};
use yarrow_rules::Codes;

use crate::Result;
use crate::ndc::product_ndc;
use crate::resolve::resolve_name;
pub use coverage::Coverage;
use names::Names;
use products::ProductRow;
use tables::{Table, input};

/// What was built, for the person who ran it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Report {
    /// First twelve hex digits of the SHA-256 over the inputs.
    pub version: String,
    /// What is in the database, counted.
    pub counts: Vec<(String, usize)>,
    /// Common outpatient drugs that have an orderable product, of how many.
    pub common_found: (usize, usize),
    /// Common outpatient drugs without one.
    pub common_missing: Vec<String>,
    /// Authored rows by kind and source, and the common drugs they cover.
    pub coverage: Coverage,
    /// Size of the file in bytes.
    pub bytes: u64,
}

impl std::fmt::Display for Report {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        writeln!(f, "knowledge.db {} ({} kB)", self.version, self.bytes / 1024)?;
        for (name, count) in &self.counts {
            writeln!(f, "  {count:>7}  {name}")?;
        }
        write!(f, "{}", self.coverage)?;
        write!(
            f,
            "  {} of {} common outpatient drugs can be ordered",
            self.common_found.0, self.common_found.1
        )?;
        if !self.common_missing.is_empty() {
            write!(f, "; missing: {}", self.common_missing.join(", "))?;
        }
        Ok(())
    }
}

const BUILT_FROM: &str = "FDA drug directory of April 2019 with RxNorm names of May 2025 and hand-written additions to \
                          November 2026, ICD-10-CM fiscal year 2026, LOINC and UCUM subsets, interaction rules of \
                          November 2026 over the French agency's pairs of October 2020.";
const WARNING: &str = "The drug list is a seed of April 2019 with additions by hand: a new drug, strength or brand may be \
                       missing. A drug that is missing can be written as free text and is then not checked.";

/// Builds `out` from the folder `knowledge_dir`; replaces an older file only when everything held together.
///
/// # Errors
/// Names the file and the row at fault when an input is missing, malformed or contradicts another.
pub fn build(knowledge_dir: &Path, out: &Path) -> Result<Report> {
    let names = Names::read(knowledge_dir)?;
    let seed = knowledge_dir.join("product/drug_vocabulary");
    let mut ingredients = names.ingredients(&Table::read(&seed.join("ingredient.tsv.gz"))?);
    let products = products::products(knowledge_dir, &names, &mut ingredients)?;
    let rxnorm = rxnorm_codes(&seed, &names, &products)?;
    let ndc = national_drug_codes(&seed, &products)?;
    let diagnoses = diagnoses::diagnoses(knowledge_dir)?;
    let observations = authored::observations(knowledge_dir)?;
    let loinc = loinc(knowledge_dir)?;
    let known = observations.iter().map(|o| &o.loinc).chain(loinc.keys()).cloned().collect();
    let codes = Codes { icd10: diagnoses.iter().map(|row| row.code_nodot.clone()).collect(), loinc: known };
    let (rule_book, book) = rules::rule_book_data(knowledge_dir, &names, &mut ingredients, &codes)?;
    let coverage = coverage::coverage(&seed, &names, &rule_book, &book)?;
    let built = write::Built {
        ingredients,
        products,
        rxnorm,
        ndc,
        diagnoses,
        allergens: authored::allergens(knowledge_dir)?,
        reactions: authored::reactions(knowledge_dir)?,
        observations,
        loinc,
        units: units(knowledge_dir)?,
        sources: sources(knowledge_dir)?,
        version: version(knowledge_dir)?,
        rule_book,
        built_from: BUILT_FROM.to_owned(),
        warning: WARNING.to_owned(),
    };
    let counts = built.counts();
    let (common_found, common_missing) = common_coverage(&seed, &names, &built.products)?;
    write::write(&built, out)?;
    let bytes = std::fs::metadata(out).map_err(|e| input(out, e))?.len();
    Ok(Report { version: built.version, counts, common_found, common_missing, coverage, bytes })
}

/// RxNorm code -> what it means: products by their own codes, packs by the ingredients in their names.
type RxNormRows = BTreeMap<String, (Vec<String>, Option<String>)>;

fn rxnorm_codes(seed: &Path, names: &Names, products: &[ProductRow]) -> Result<RxNormRows> {
    let mut rows = RxNormRows::new();
    let known: BTreeSet<&String> = products.iter().flat_map(|p| &p.product.ingredients).collect();
    let lookup = |name: &str| names.canonical(name).filter(|key| known.contains(key)).map(|key| vec![key]);
    for row in Table::read(&seed.join("product.tsv.gz"))?.rows() {
        let codes: Vec<&str> = row.list("rxcui_scd").collect();
        let name = row.list("rxnorm_names").next().unwrap_or_else(|| row.get("name"));
        if codes.is_empty() {
            continue;
        }
        if let Some(ingredients) = resolve_name(name, &lookup) {
            for code in codes {
                rows.insert(code.to_string(), (ingredients.clone(), None));
            }
        }
    }
    for row in products {
        for code in &row.rxcuis {
            rows.insert(code.clone(), (row.product.ingredients.clone(), Some(row.product.key.clone())));
        }
    }
    Ok(rows)
}

/// National Drug Code (labeler and product, nine digits) -> key of the product it labels.
fn national_drug_codes(seed: &Path, products: &[ProductRow]) -> Result<BTreeMap<String, String>> {
    let path = seed.join("product_ndc.tsv.gz");
    let of_seed: BTreeMap<&str, &str> = products
        .iter()
        .flat_map(|row| row.seed_ids.iter().map(|id| (id.as_str(), row.product.key.as_str())))
        .collect();
    let mut codes = BTreeMap::new();
    for row in Table::read(&path)?.rows() {
        let written = row.get("product_ndc");
        let code = product_ndc(written)
            .ok_or_else(|| input(&path, format!("{written} is not a National Drug Code")))?;
        if let Some(key) = of_seed.get(row.get("product_id")) {
            codes.insert(code, (*key).to_string());
        }
    }
    Ok(codes)
}

fn loinc(dir: &Path) -> Result<BTreeMap<String, String>> {
    let table = Table::read(&dir.join("product/loinc_ecqm/loinc.tsv.gz"))?;
    let listed = table.rows().map(|row| (row.get("loinc").to_string(), row.get("name").to_string()));
    Ok(listed.chain(authored::loinc_also(dir)?).collect())
}

fn units(dir: &Path) -> Result<BTreeMap<String, (String, String)>> {
    let table = Table::read(&dir.join("product/ucum/units.tsv.gz"))?;
    let rows = table.rows().map(|row| {
        (row.get("cs_code").to_string(), (row.get("name").to_string(), row.get("print_symbol").to_string()))
    });
    Ok(rows.filter(|(code, _)| !code.is_empty()).collect())
}

fn sources(dir: &Path) -> Result<Vec<crate::KnowledgeSource>> {
    let mut out = Vec::new();
    for source in authored::sources(dir)? {
        let mut rows = 0;
        for file in &source.files {
            rows += count_rows(&dir.join(file))?;
        }
        out.push(crate::KnowledgeSource {
            name: source.name,
            date: source.date,
            licence: source.licence,
            rows: u32::try_from(rows).unwrap_or(u32::MAX),
            notice: source.notice,
        });
    }
    Ok(out)
}

/// Rows of a table; entries of a TOML file (top-level lists and tables); entries of every TOML file of a folder.
fn count_rows(path: &Path) -> Result<usize> {
    if path.is_dir() {
        let mut sum = 0;
        for (name, _) in rules::files(path)? {
            sum += count_rows(&path.join(name))?;
        }
        return Ok(sum);
    }
    if path.extension().is_some_and(|x| x == "gz") {
        return Ok(Table::read(path)?.len());
    }
    let value: toml::Table = tables::read_toml(path)?;
    Ok(value
        .values()
        .map(|v| match v {
            toml::Value::Array(items) => items.len(),
            toml::Value::Table(items) => items.len(),
            _ => 0,
        })
        .sum())
}

/// SHA-256 over the path and content of every input file in path order, first twelve hex digits.
fn version(dir: &Path) -> Result<String> {
    let mut paths = Vec::new();
    collect(dir, &mut paths)?;
    paths.sort();
    let mut hash = Sha256::new();
    for path in paths {
        let relative = path.strip_prefix(dir).unwrap_or(&path).to_string_lossy().replace('\\', "/");
        let bytes = tables::read_bytes(&path)?;
        hash.update(relative.as_bytes());
        hash.update([0]);
        hash.update((bytes.len() as u64).to_le_bytes());
        hash.update(&bytes);
    }
    hash.update(include_str!("schema.sql").as_bytes());
    Ok(hash.finalize().iter().take(6).map(|byte| format!("{byte:02x}")).collect())
}

fn collect(dir: &Path, paths: &mut Vec<std::path::PathBuf>) -> Result<()> {
    for entry in std::fs::read_dir(dir).map_err(|e| input(dir, e))? {
        let path = entry.map_err(|e| input(dir, e))?.path();
        if path.is_dir() {
            collect(&path, paths)?;
        } else if path.extension().is_some_and(|x| x == "gz" || x == "toml") {
            paths.push(path);
        }
    }
    Ok(())
}

fn common_coverage(
    seed: &Path,
    names: &Names,
    products: &[ProductRow],
) -> Result<((usize, usize), Vec<String>)> {
    let sets: BTreeSet<&Vec<String>> = products.iter().map(|p| &p.product.ingredients).collect();
    let mut missing = Vec::new();
    let mut all = 0;
    for row in Table::read(&seed.join("top300.tsv.gz"))?.rows() {
        all += 1;
        let mut set: Vec<String> =
            row.get("drug").split('+').filter_map(|name| names.canonical(name)).collect();
        set.sort();
        if !sets.contains(&set) {
            missing.push(row.get("drug").to_string());
        }
    }
    Ok(((all - missing.len(), all), missing))
}
