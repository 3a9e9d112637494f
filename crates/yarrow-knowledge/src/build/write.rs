//! The database file itself.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

use rusqlite::{Connection, params};
use yarrow_rules::RuleBookData;

use super::RxNormRows;
use super::authored::{Allergen, Reaction};
use super::diagnoses::{DiagnosisRow, search_words, vocabulary};
use super::names::IngredientRow;
use super::products::ProductRow;
use super::tables::input;
use crate::Result;
use crate::knowledge::SCHEMA;
use crate::types::{KnowledgeSource, ObservationDefinition};

/// Everything that goes into the file.
pub(super) struct Built {
    pub ingredients: BTreeMap<String, IngredientRow>,
    pub products: Vec<ProductRow>,
    pub rxnorm: RxNormRows,
    /// National Drug Code -> product key.
    pub ndc: BTreeMap<String, String>,
    pub diagnoses: Vec<DiagnosisRow>,
    pub allergens: Vec<Allergen>,
    pub reactions: Vec<Reaction>,
    pub observations: Vec<ObservationDefinition>,
    pub loinc: BTreeMap<String, String>,
    pub units: BTreeMap<String, (String, String)>,
    pub sources: Vec<KnowledgeSource>,
    pub rule_book: RuleBookData,
    pub version: String,
    /// What it is made of, in a sentence.
    pub built_from: String,
    /// What to mind about it; empty when there is nothing.
    pub warning: String,
}

impl Built {
    pub(super) fn counts(&self) -> Vec<(String, usize)> {
        let coded = self.ingredients.values().filter(|i| i.ingredient.rxcui.is_some()).count();
        let product_codes = self.products.iter().filter(|p| p.product.rxcui.is_some()).count();
        let billable = self.diagnoses.iter().filter(|d| d.billable).count();
        let rules = &self.rule_book;
        [
            ("ingredients", self.ingredients.len()),
            ("ingredients with an RxNorm code", coded),
            ("products", self.products.len()),
            ("products with one RxNorm code", product_codes),
            ("RxNorm codes that resolve", self.rxnorm.len()),
            ("National Drug Codes that resolve", self.ndc.len()),
            ("diagnoses", self.diagnoses.len()),
            ("billable diagnoses", billable),
            ("common diagnoses", self.diagnoses.iter().filter(|d| d.common).count()),
            ("foods, materials and environment for allergies", self.allergens.len()),
            ("reactions", self.reactions.len()),
            ("observation definitions", self.observations.len()),
            ("LOINC names", self.loinc.len()),
            ("units", self.units.len()),
            ("interaction rules", rules.rules.len()),
            ("drug classes", rules.classes.classes.len()),
            ("allergy cross-reactions", rules.cross_reactions.len()),
            ("dose rows", rules.doses.len()),
            ("conditions", rules.conditions.len()),
            ("loads", rules.loads.len()),
            ("limits on controlled substances", rules.controlled.limits.len()),
            ("wide-net pairs", rules.wide_net.len()),
        ]
        .map(|(name, count)| (name.to_string(), count))
        .to_vec()
    }
}

/// Writes the rows in a working file beside `out` and vacuums it into place.
pub(super) fn write(built: &Built, out: &Path) -> Result<()> {
    let finished = write_beside(built, out)?;
    std::fs::rename(&finished, out).map_err(|e| input(out, e))
}

/// Writes the whole file beside `out` and answers where it is; `out` itself is not touched.
pub(super) fn write_beside(built: &Built, out: &Path) -> Result<PathBuf> {
    let beside = |ending: &str| {
        let mut name = out.file_name().unwrap_or_default().to_os_string();
        name.push(ending);
        out.with_file_name(name)
    };
    let (working, finished) = (beside(".working"), beside(".finished"));
    for path in [&working, &finished] {
        if path.exists() {
            std::fs::remove_file(path).map_err(|e| input(path, e))?;
        }
    }
    {
        let mut db = Connection::open(&working)?;
        // A build that fails is thrown away: no journal, no waiting for the disk.
        db.execute_batch("PRAGMA page_size = 4096; PRAGMA journal_mode = OFF; PRAGMA synchronous = OFF;")?;
        db.execute_batch(include_str!("schema.sql"))?;
        let tx = db.transaction()?;
        rows(&tx, built)?;
        tx.execute("INSERT INTO diagnosis_words (diagnosis_words) VALUES ('optimize')", [])?;
        tx.commit()?;
        let target = finished.to_str().ok_or_else(|| input(&finished, "the path is not Unicode"))?;
        db.execute("VACUUM INTO ?1", [target])?;
    }
    std::fs::remove_file(&working).map_err(|e| input(&working, e))?;
    Ok(finished)
}

fn rows(db: &Connection, built: &Built) -> Result<()> {
    meta(db, built)?;
    drugs(db, built)?;
    diagnoses(db, &built.diagnoses)?;
    allergens(db, built)?;
    let mut insert = db.prepare("INSERT INTO reaction VALUES (?1, ?2, ?3)")?;
    for (i, reaction) in built.reactions.iter().enumerate() {
        insert.execute(params![number(i), reaction.name, reaction.severe])?;
    }
    let mut insert = db.prepare("INSERT INTO observation VALUES (?1, ?2, ?3)")?;
    for (i, definition) in built.observations.iter().enumerate() {
        insert.execute(params![definition.loinc, number(i), serde_json::to_string(definition)?])?;
    }
    let mut insert = db.prepare("INSERT INTO loinc VALUES (?1, ?2)")?;
    for (code, name) in &built.loinc {
        insert.execute([code, name])?;
    }
    let mut insert = db.prepare("INSERT INTO unit VALUES (?1, ?2, ?3)")?;
    for (code, (name, symbol)) in &built.units {
        insert.execute([code, name, symbol])?;
    }
    db.execute("INSERT INTO rule_book VALUES (?1)", [serde_json::to_string(&built.rule_book)?])?;
    Ok(())
}

fn meta(db: &Connection, built: &Built) -> Result<()> {
    let words: Vec<String> = vocabulary(&built.diagnoses).into_keys().collect();
    let mut insert = db.prepare("INSERT INTO meta VALUES (?1, ?2)")?;
    insert.execute(["schema", SCHEMA])?;
    insert.execute(["version", &built.version])?;
    insert.execute(["built_from", &built.built_from])?;
    insert.execute(["warning", &built.warning])?;
    insert.execute(["diagnosis_words", &words.join("\n")])?;
    let mut insert = db.prepare("INSERT INTO source VALUES (?1, ?2, ?3, ?4, ?5, ?6)")?;
    for (i, s) in built.sources.iter().enumerate() {
        insert.execute(params![number(i), s.name, s.date, s.licence, s.rows, s.notice])?;
    }
    Ok(())
}

fn drugs(db: &Connection, built: &Built) -> Result<()> {
    let mut best: BTreeMap<&str, u32> = BTreeMap::new();
    for row in &built.products {
        for key in &row.product.ingredients {
            let score = best.entry(key).or_default();
            *score = (*score).max(row.score);
        }
    }
    let mut insert = db.prepare("INSERT INTO ingredient VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9)")?;
    for (key, row) in &built.ingredients {
        let i = &row.ingredient;
        let score = best.get(key.as_str()).copied().unwrap_or(0);
        insert.execute(params![
            i.key,
            i.display,
            i.rxcui,
            i.classes.join("\n"),
            i.dea_schedule,
            i.approved,
            row.also.join("\n"),
            row.hidden,
            score
        ])?;
    }
    let mut insert = db.prepare(
        "INSERT INTO product VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, ?13, ?14)",
    )?;
    for (place, row) in built.products.iter().enumerate() {
        let p = &row.product;
        let forms = super::form::also(&p.dose_form).join(" ");
        insert.execute(params![
            number(place),
            p.key,
            p.display,
            p.ingredients.join("\n"),
            p.strength,
            p.dose_form,
            p.route,
            p.brands.join("\n"),
            p.generic,
            p.dea_schedule,
            p.otc,
            p.rxcui,
            format!("{forms} {}", row.words).trim(),
            row.score
        ])?;
    }
    let mut insert = db.prepare("INSERT INTO ndc SELECT ?1, place FROM product WHERE key = ?2")?;
    for (code, product) in &built.ndc {
        insert.execute([code, product])?;
    }
    let mut insert = db.prepare("INSERT OR IGNORE INTO rxnorm VALUES (?1, ?2, ?3)")?;
    for (code, (ingredients, product)) in &built.rxnorm {
        insert.execute(params![code, ingredients.join("\n"), product])?;
    }
    for (key, row) in &built.ingredients {
        if let Some(code) = &row.ingredient.rxcui {
            insert.execute(params![code, key, None::<String>])?;
        }
    }
    Ok(())
}

fn diagnoses(db: &Connection, rows: &[DiagnosisRow]) -> Result<()> {
    let mut insert = db.prepare("INSERT INTO diagnosis VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7)")?;
    let mut index = db.prepare("INSERT INTO diagnosis_words (rowid, words) VALUES (?1, ?2)")?;
    for (i, row) in rows.iter().enumerate() {
        let rank = number(i);
        let terms = row.terms.join("\n");
        insert.execute(params![
            rank,
            row.code,
            row.code_nodot,
            row.display,
            row.billable,
            row.common,
            terms
        ])?;
        index.execute(params![rank, search_words(row).join(" ")])?;
    }
    Ok(())
}

/// Drug classes with an allergy use come from the class lists, everything else from the allergen list.
fn allergens(db: &Connection, built: &Built) -> Result<()> {
    let mut insert = db.prepare("INSERT INTO allergen VALUES (?1, ?2, ?3, ?4, ?5, ?6)")?;
    let mut place = 0_i64;
    for class in built.rule_book.classes.classes.iter().filter(|c| c.allergy.is_some()) {
        place += 1;
        let also = class.also_called.join("\n");
        insert.execute(params![place, "class", class.id, class.name, "drug class", also])?;
    }
    for a in &built.allergens {
        place += 1;
        insert.execute(params![
            place,
            "food_or_environment",
            a.key,
            a.display,
            a.group,
            a.also.join("\n")
        ])?;
    }
    Ok(())
}

/// Rows are numbered from one.
fn number(place: usize) -> i64 {
    i64::try_from(place).unwrap_or(i64::MAX - 1) + 1
}
