//! What is in a `knowledge.db`, as the builder had it in its hands.

use std::collections::{BTreeMap, BTreeSet, HashMap};
use std::path::Path;

use rusqlite::{Connection, OpenFlags};

use super::super::authored::{Allergen, Reaction};
use super::super::diagnoses::DiagnosisRow;
use super::super::form;
use super::super::names::IngredientRow;
use super::super::products::ProductRow;
use super::super::write::Built;
use crate::knowledge::{SCHEMA, all, lines, search_ingredient, search_product};
use crate::{Error, KnowledgeSource, Result};

/// Reads the whole file.
///
/// # Errors
/// When it is missing, damaged or of another schema.
pub(super) fn load(path: &Path) -> Result<Built> {
    let db = Connection::open_with_flags(path, OpenFlags::SQLITE_OPEN_READ_ONLY)?;
    let meta: BTreeMap<String, String> =
        all(&db, "SELECT key, value FROM meta", |row| Ok((row.get(0)?, row.get(1)?)))?.into_iter().collect();
    let told = |key: &str| meta.get(key).cloned().unwrap_or_default();
    if told("schema") != SCHEMA {
        return Err(Error::Schema { found: told("schema"), needed: SCHEMA.to_string() });
    }
    let rule_book: String = db.query_row("SELECT data FROM rule_book", [], |row| row.get(0))?;
    let mut products = products(&db)?;
    let rxnorm: BTreeMap<String, (Vec<String>, Option<String>)> = all(
        &db,
        "SELECT rxcui, ingredients, product FROM rxnorm ORDER BY rxcui, product IS NOT NULL",
        |row| Ok((row.get(0)?, (lines(&row.get::<_, String>(1)?), row.get(2)?))),
    )?
    .into_iter()
    .collect();
    let place: HashMap<String, usize> =
        products.iter().enumerate().map(|(at, row)| (row.product.key.clone(), at)).collect();
    for (code, (_, product)) in &rxnorm {
        if let Some(at) = product.as_ref().and_then(|key| place.get(key)) {
            products[*at].rxcuis.insert(code.clone());
        }
    }
    Ok(Built {
        ingredients: ingredients(&db)?,
        products,
        rxnorm,
        ndc: all(
            &db,
            "SELECT n.code, p.key FROM ndc AS n JOIN product AS p ON p.place = n.product",
            |row| Ok((row.get(0)?, row.get(1)?)),
        )?
        .into_iter()
        .collect(),
        diagnoses: all(
            &db,
            "SELECT code, code_nodot, display, billable, common, terms FROM diagnosis ORDER BY rank",
            |row| {
                Ok(DiagnosisRow {
                    code: row.get(0)?,
                    code_nodot: row.get(1)?,
                    display: row.get(2)?,
                    billable: row.get(3)?,
                    common: row.get(4)?,
                    terms: lines(&row.get::<_, String>(5)?),
                })
            },
        )?,
        allergens: all(
            &db,
            "SELECT key, display, hint, also FROM allergen WHERE kind = 'food_or_environment' ORDER BY place",
            |row| {
                Ok(Allergen {
                    key: row.get(0)?,
                    display: row.get(1)?,
                    group: row.get(2)?,
                    also: lines(&row.get::<_, String>(3)?),
                })
            },
        )?,
        reactions: all(&db, "SELECT name, severe FROM reaction ORDER BY place", |row| {
            Ok(Reaction { name: row.get(0)?, severe: row.get(1)? })
        })?,
        observations: all(&db, "SELECT definition FROM observation ORDER BY place", |row| {
            row.get::<_, String>(0)
        })?
        .iter()
        .map(|text| serde_json::from_str(text))
        .collect::<std::result::Result<_, _>>()?,
        loinc: pairs(&db, "SELECT code, name FROM loinc")?,
        units: all(&db, "SELECT code, name, symbol FROM unit", |row| {
            Ok((row.get(0)?, (row.get(1)?, row.get(2)?)))
        })?
        .into_iter()
        .collect(),
        sources: all(&db, "SELECT name, date, licence, rows, notice FROM source ORDER BY place", |row| {
            Ok(KnowledgeSource {
                name: row.get(0)?,
                date: row.get(1)?,
                licence: row.get(2)?,
                rows: row.get(3)?,
                notice: row.get(4)?,
            })
        })?,
        rule_book: serde_json::from_str(&rule_book)?,
        version: told("version"),
        built_from: told("built_from"),
        warning: told("warning"),
    })
}

fn pairs(db: &Connection, sql: &str) -> Result<BTreeMap<String, String>> {
    Ok(all(db, sql, |row| Ok((row.get(0)?, row.get(1)?)))?.into_iter().collect())
}

fn ingredients(db: &Connection) -> Result<BTreeMap<String, IngredientRow>> {
    let sql =
        "SELECT key, display, rxcui, classes, dea_schedule, approved, also, hidden, score FROM ingredient";
    let rows = all(db, sql, search_ingredient)?;
    let row = |row: crate::knowledge::SearchIngredient| IngredientRow {
        ingredient: row.ingredient,
        also: row.also,
        hidden: row.hidden,
    };
    Ok(rows.into_iter().map(|one| (one.ingredient.key.clone(), row(one))).collect())
}

fn products(db: &Connection) -> Result<Vec<ProductRow>> {
    let sql = "SELECT key, display, ingredients, strength, dose_form, route, brands, generic, dea_schedule, otc, rxcui, \
               words, score FROM product ORDER BY place";
    let rows = all(db, sql, search_product)?;
    Ok(rows
        .into_iter()
        .map(|row| {
            // The words of the form are put before the others when it is written.
            let forms = form::also(&row.product.dose_form).join(" ");
            let words = row.words.strip_prefix(&forms).unwrap_or(&row.words).trim().to_owned();
            ProductRow {
                product: row.product,
                labels: 0,
                authored: false,
                words,
                rxcuis: BTreeSet::new(),
                seed_ids: BTreeSet::new(),
                score: row.score,
            }
        })
        .collect())
}
