//! The open reference data: what is held in memory, and the questions it answers.

use std::collections::HashMap;
use std::path::Path;
use std::sync::{Mutex, MutexGuard};

use rusqlite::{Connection, OpenFlags, OptionalExtension, Row};
use yarrow_rules::RuleBookData;

use crate::ndc::product_ndc;
use crate::resolve::resolve_name;
use crate::search::{AllergenIndex, DiagnosisSearch, DrugIndex};
use crate::types::{
    AllergenHit, DiagnosisHit, DrugHit, Ingredient, KnowledgeManifest, KnowledgeSource,
    ObservationDefinition, Product, Unit,
};
use crate::{Error, Result};

/// The schema this code reads; a file made by another one is refused instead of misread.
pub(crate) const SCHEMA: &str = "2";

/// The reference data of one `knowledge.db`. Cheap to share: every method takes `&self`.
pub struct Knowledge {
    db: Mutex<Connection>,
    ingredients: Vec<Ingredient>,
    ingredient_of: HashMap<String, usize>,
    names: HashMap<String, Vec<String>>,
    drugs: DrugIndex,
    diagnoses: DiagnosisSearch,
    allergens: AllergenIndex,
    reactions: Vec<(String, bool)>,
    observations: Vec<ObservationDefinition>,
    manifest: KnowledgeManifest,
}

/// An ingredient row with what only search needs.
pub(crate) struct SearchIngredient {
    pub ingredient: Ingredient,
    pub also: Vec<String>,
    pub hidden: bool,
    pub score: u32,
}

/// A product row with what only search needs.
pub(crate) struct SearchProduct {
    pub product: Product,
    pub words: String,
    pub score: u32,
}

impl Knowledge {
    /// Opens a built `knowledge.db`, read-only, and loads the search index.
    ///
    /// # Errors
    /// When the file is missing, damaged or of another schema.
    pub fn open(path: &Path) -> Result<Knowledge> {
        let db = Connection::open_with_flags(
            path,
            OpenFlags::SQLITE_OPEN_READ_ONLY | OpenFlags::SQLITE_OPEN_NO_MUTEX,
        )?;
        let meta = |key: &str| -> Result<String> {
            Ok(db
                .query_row("SELECT value FROM meta WHERE key = ?1", [key], |row| row.get(0))
                .optional()?
                .unwrap_or_default())
        };
        let found = meta("schema")?;
        if found != SCHEMA {
            return Err(Error::Schema { found, needed: SCHEMA.to_string() });
        }
        let ingredients = all(
            &db,
            "SELECT key, display, rxcui, classes, dea_schedule, approved, also, hidden, score FROM ingredient ORDER BY key",
            search_ingredient,
        )?;
        let products = all(
            &db,
            "SELECT key, display, ingredients, strength, dose_form, route, brands, generic, dea_schedule, otc, rxcui, words, score FROM product ORDER BY place",
            search_product,
        )?;
        let names = names(&ingredients, &products);
        let listed = all(&db, "SELECT kind, key, display, hint, also FROM allergen ORDER BY place", |row| {
            Ok((
                row.get::<_, String>(0)?,
                row.get(1)?,
                row.get(2)?,
                row.get(3)?,
                lines(&row.get::<_, String>(4)?),
            ))
        })?;
        let allergens = AllergenIndex::new(listed, &ingredients, &products);
        let drugs = DrugIndex::new(&ingredients, products);
        let common: i64 =
            db.query_row("SELECT count(*) FROM diagnosis WHERE common = 1", [], |row| row.get(0))?;
        let diagnoses = DiagnosisSearch::new(&meta("diagnosis_words")?, common);
        let reactions = all(&db, "SELECT name, severe FROM reaction ORDER BY place", |row| {
            Ok((row.get(0)?, row.get(1)?))
        })?;
        let definitions: Vec<String> =
            all(&db, "SELECT definition FROM observation ORDER BY place", |row| row.get(0))?;
        let observations = definitions
            .iter()
            .map(|text| serde_json::from_str(text))
            .collect::<std::result::Result<Vec<_>, _>>()?;
        let sources =
            all(&db, "SELECT name, date, licence, rows, notice FROM source ORDER BY place", |row| {
                Ok(KnowledgeSource {
                    name: row.get(0)?,
                    date: row.get(1)?,
                    licence: row.get(2)?,
                    rows: row.get(3)?,
                    notice: row.get(4)?,
                })
            })?;
        let warning = Some(meta("warning")?).filter(|text| !text.is_empty());
        let manifest = KnowledgeManifest {
            version: meta("version")?,
            built_from: meta("built_from")?,
            sources,
            warning,
        };
        let ingredients: Vec<Ingredient> = ingredients.into_iter().map(|row| row.ingredient).collect();
        let ingredient_of = ingredients.iter().enumerate().map(|(i, one)| (one.key.clone(), i)).collect();
        Ok(Knowledge {
            db: Mutex::new(db),
            ingredients,
            ingredient_of,
            names,
            drugs,
            diagnoses,
            allergens,
            reactions,
            observations,
            manifest,
        })
    }

    /// Products (and ingredients without one) for what is typed so far: name, brand, strength, form, in any order, one
    /// typing error a word. Best first; never more than `limit`.
    pub fn search_drugs(&self, query: &str, limit: usize) -> Vec<DrugHit> {
        self.drugs.search(query, limit)
    }

    /// Diagnoses for a code (with or without dot) or words in any order; common and billable ones first.
    pub fn search_diagnoses(&self, query: &str, limit: usize) -> Result<Vec<DiagnosisHit>> {
        self.diagnoses.search(&self.db(), query, limit)
    }

    /// The diagnosis that is called exactly this, by its title or an everyday name; for problems without an ICD-10-CM code.
    pub fn diagnosis_named(&self, name: &str) -> Result<Option<DiagnosisHit>> {
        self.diagnoses.named(&self.db(), name)
    }

    /// Drug classes, foods, materials and ingredients for what is typed so far.
    pub fn search_allergens(&self, query: &str, limit: usize) -> Vec<AllergenHit> {
        self.allergens.search(query, limit)
    }

    /// Reactions to offer, most often recorded first.
    pub fn reactions(&self) -> Vec<String> {
        self.reactions.iter().map(|(name, _)| name.clone()).collect()
    }

    /// Whether a reaction by itself makes an allergy severe; false for words that are not on the list.
    pub fn reaction_is_severe(&self, reaction: &str) -> bool {
        self.reactions.iter().any(|(name, severe)| *severe && name.eq_ignore_ascii_case(reaction.trim()))
    }

    /// The product of a key.
    pub fn product(&self, key: &str) -> Option<&Product> {
        self.drugs.product(key)
    }

    /// The ingredient of a key.
    pub fn ingredient(&self, key: &str) -> Option<&Ingredient> {
        self.ingredient_of.get(key).map(|&i| &self.ingredients[i])
    }

    /// Every ingredient, in key order.
    pub fn ingredients(&self) -> &[Ingredient] {
        &self.ingredients
    }

    /// Ingredient keys of an ingredient name, other name, brand, written product ("Warfarin Sodium 5 MG Oral Tablet"),
    /// combination or RxNorm code. None unless every part is known.
    pub fn resolve_drug(&self, name_or_rxcui: &str) -> Option<Vec<String>> {
        let text = name_or_rxcui.trim();
        if !text.is_empty() && text.bytes().all(|b| b.is_ascii_digit()) {
            return self.resolve_rxcui(text);
        }
        resolve_name(text, &|name| self.names.get(name).cloned())
    }

    /// Ingredient keys of an RxNorm code (ingredient, clinical drug or pack).
    pub fn resolve_rxcui(&self, rxcui: &str) -> Option<Vec<String>> {
        self.rxnorm(rxcui).map(|(ingredients, _)| ingredients)
    }

    /// The product of an RxNorm clinical drug code, where the seed has one.
    pub fn product_of_rxcui(&self, rxcui: &str) -> Option<&Product> {
        self.rxnorm(rxcui).and_then(|(_, product)| product).and_then(|key| self.product(&key))
    }

    /// The product of a National Drug Code, with or without its package part: "0071-0155-23", "00710155023".
    pub fn product_of_ndc(&self, ndc: &str) -> Option<&Product> {
        let code = product_ndc(ndc)?;
        let key: String = {
            let db = self.db();
            let mut find = db
                .prepare_cached(
                    "SELECT p.key FROM ndc JOIN product AS p ON p.place = ndc.product WHERE ndc.code = ?1",
                )
                .ok()?;
            find.query_row([code], |row| row.get(0)).ok()?
        };
        self.product(&key)
    }

    /// The product that a written drug ("lisinopril 10 MG Oral Tablet") most likely is: same ingredients, the same numbers
    /// in the strength, and the form where one is written. None when nothing fits.
    pub fn match_product(&self, text: &str) -> Option<&Product> {
        let ingredients = self.resolve_drug(text)?;
        self.drugs.matching(&ingredients, text)
    }

    /// The diagnosis of an ICD-10-CM code, with or without its dot.
    pub fn diagnosis(&self, code: &str) -> Option<DiagnosisHit> {
        let plain: String =
            code.chars().filter(char::is_ascii_alphanumeric).collect::<String>().to_uppercase();
        let db = self.db();
        let mut find =
            db.prepare_cached("SELECT code, display, billable FROM diagnosis WHERE code_nodot = ?1").ok()?;
        find.query_row([plain], |row| {
            Ok(DiagnosisHit { code: row.get(0)?, display: row.get(1)?, billable: row.get(2)?, matched: None })
        })
        .ok()
    }

    /// How a vital sign or laboratory value is named, measured and judged.
    pub fn observation_definition(&self, loinc: &str) -> Option<&ObservationDefinition> {
        self.observations.iter().find(|definition| definition.loinc == loinc)
    }

    /// Every observation definition, vital signs first.
    pub fn observation_definitions(&self) -> &[ObservationDefinition] {
        &self.observations
    }

    /// The long common name of a LOINC code.
    pub fn loinc_name(&self, code: &str) -> Option<String> {
        if let Some(definition) = self.observation_definition(code) {
            return Some(definition.display.clone());
        }
        self.db().query_row("SELECT name FROM loinc WHERE code = ?1", [code], |row| row.get(0)).ok()
    }

    /// The unit of a UCUM code.
    pub fn unit(&self, code: &str) -> Option<Unit> {
        self.db()
            .query_row("SELECT code, name, symbol FROM unit WHERE code = ?1", [code], |row| {
                Ok(Unit { code: row.get(0)?, name: row.get(1)?, symbol: row.get(2)? })
            })
            .ok()
    }

    /// The data of the rule book; read from the file at each call, so keep the book that is made of it.
    pub fn rule_book(&self) -> Result<RuleBookData> {
        let text: String = self.db().query_row("SELECT data FROM rule_book", [], |row| row.get(0))?;
        Ok(serde_json::from_str(&text)?)
    }

    /// What the data are, where they come from, and what to mind about them.
    pub fn manifest(&self) -> &KnowledgeManifest {
        &self.manifest
    }

    fn rxnorm(&self, rxcui: &str) -> Option<(Vec<String>, Option<String>)> {
        let db = self.db();
        let mut find = db.prepare_cached("SELECT ingredients, product FROM rxnorm WHERE rxcui = ?1").ok()?;
        find.query_row([rxcui], |row| Ok((lines(&row.get::<_, String>(0)?), row.get(1)?))).ok()
    }

    fn db(&self) -> MutexGuard<'_, Connection> {
        // A panic in another reader cannot have left a read-only connection half-written.
        self.db.lock().unwrap_or_else(std::sync::PoisonError::into_inner)
    }
}

pub(crate) fn all<T>(
    db: &Connection,
    sql: &str,
    read: impl FnMut(&Row<'_>) -> rusqlite::Result<T>,
) -> Result<Vec<T>> {
    let mut statement = db.prepare(sql)?;
    let rows = statement.query_map([], read)?.collect::<rusqlite::Result<Vec<T>>>()?;
    Ok(rows)
}

pub(crate) fn search_ingredient(row: &Row<'_>) -> rusqlite::Result<SearchIngredient> {
    Ok(SearchIngredient {
        ingredient: Ingredient {
            key: row.get(0)?,
            display: row.get(1)?,
            rxcui: row.get(2)?,
            classes: lines(&row.get::<_, String>(3)?),
            dea_schedule: row.get(4)?,
            approved: row.get(5)?,
        },
        also: lines(&row.get::<_, String>(6)?),
        hidden: row.get(7)?,
        score: row.get(8)?,
    })
}

pub(crate) fn search_product(row: &Row<'_>) -> rusqlite::Result<SearchProduct> {
    Ok(SearchProduct {
        product: Product {
            key: row.get(0)?,
            display: row.get(1)?,
            ingredients: lines(&row.get::<_, String>(2)?),
            strength: row.get(3)?,
            dose_form: row.get(4)?,
            route: row.get(5)?,
            brands: lines(&row.get::<_, String>(6)?),
            generic: row.get(7)?,
            dea_schedule: row.get(8)?,
            otc: row.get(9)?,
            rxcui: row.get(10)?,
        },
        words: row.get(11)?,
        score: row.get(12)?,
    })
}

/// Every exact name, lower-case: ingredient, other name, brand. An ingredient's own name is never taken over by a brand.
fn names(ingredients: &[SearchIngredient], products: &[SearchProduct]) -> HashMap<String, Vec<String>> {
    let mut names: HashMap<String, Vec<String>> = HashMap::new();
    for row in ingredients {
        names.insert(row.ingredient.key.clone(), vec![row.ingredient.key.clone()]);
    }
    let mut others: Vec<(&SearchIngredient, &String)> =
        ingredients.iter().flat_map(|row| row.also.iter().map(move |name| (row, name))).collect();
    // "vitamin d" names two drugs: the commoner one.
    others.sort_by_key(|(row, name)| (std::cmp::Reverse(row.score), name.to_string()));
    for (row, name) in others {
        names.entry(name.clone()).or_insert_with(|| vec![row.ingredient.key.clone()]);
    }
    // In search order, so that a brand with several products means its commonest.
    for row in products {
        for brand in &row.product.brands {
            names.entry(brand.to_lowercase()).or_insert_with(|| row.product.ingredients.clone());
        }
    }
    names
}

pub(crate) fn lines(text: &str) -> Vec<String> {
    text.lines().filter(|line| !line.is_empty()).map(str::to_string).collect()
}
