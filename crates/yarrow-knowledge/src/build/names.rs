//! Ingredient names: which rows of the seed are drugs, and what each is called.

use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;

use serde::Deserialize;

use super::tables::{Table, read_toml};
use crate::Result;
use crate::text::sentence_case;
use crate::types::Ingredient;

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct NamesFile {
    drop: Vec<String>,
    drop_containing: Vec<String>,
    hide_containing: Vec<String>,
    micrograms: BTreeSet<String>,
    last: Vec<String>,
    show_salt: BTreeSet<String>,
    not_brands: BTreeSet<String>,
    said: BTreeMap<String, String>,
    same: BTreeMap<String, String>,
    also: BTreeMap<String, Vec<String>>,
    rxcui: BTreeMap<String, String>,
}

/// What `ingredient_names.toml` says.
pub(super) struct Names {
    file: NamesFile,
    drop: BTreeSet<String>,
}

/// An ingredient on its way into the database.
pub(super) struct IngredientRow {
    pub ingredient: Ingredient,
    /// Other names it is found by.
    pub also: Vec<String>,
    /// Kept out of drug search (antigens, immune globulins).
    pub hidden: bool,
}

impl Names {
    pub(super) fn read(dir: &Path) -> Result<Names> {
        let file: NamesFile = read_toml(&dir.join("ingredient_names.toml"))?;
        let drop = file.drop.iter().cloned().collect();
        Ok(Names { file, drop })
    }

    /// The key an ingredient name stands for; None when it is not a drug.
    pub(super) fn canonical(&self, name: &str) -> Option<String> {
        let name = name.trim().to_lowercase();
        if let Some(same) = self.file.same.get(&name) {
            return Some(same.clone());
        }
        let dropped = name.is_empty()
            || self.drop.contains(&name)
            || self.file.drop_containing.iter().any(|part| name.contains(part.as_str()));
        (!dropped).then_some(name)
    }

    /// The key as it is written inside a sentence: "penicillin V".
    pub(super) fn said<'a>(&'a self, key: &'a str) -> &'a str {
        self.file.said.get(key).map_or(key, String::as_str)
    }

    pub(super) fn in_micrograms(&self, key: &str) -> bool {
        self.file.micrograms.contains(key)
    }

    /// False for shops and packers that the FDA directory lists in the place of a brand.
    pub(super) fn is_brand(&self, name: &str) -> bool {
        !name.contains('%') && !self.file.not_brands.contains(name)
    }

    pub(super) fn shows_salt(&self, key: &str) -> bool {
        self.file.show_salt.contains(key)
    }

    /// Where a key stands in the spoken name of a combination: 0 first, then in the order of the `last` list.
    pub(super) fn spoken_place(&self, key: &str) -> usize {
        // The list names the last one first: ethinyl estradiol closes every name it is in.
        self.file.last.iter().position(|k| k == key).map_or(0, |i| self.file.last.len() - i)
    }

    /// Spelling -> key, for the rule book and for lookups.
    pub(super) fn same(&self) -> &BTreeMap<String, String> {
        &self.file.same
    }

    /// The ingredients of the seed table, corrected, in key order.
    pub(super) fn ingredients(&self, table: &Table) -> BTreeMap<String, IngredientRow> {
        let mut rows: BTreeMap<String, IngredientRow> = BTreeMap::new();
        for row in table.rows() {
            let Some(key) = self.canonical(row.get("name")) else { continue };
            let own_name = key == row.get("name").to_lowercase();
            let entry = rows.entry(key.clone()).or_insert_with(|| self.empty(&key));
            let ingredient = &mut entry.ingredient;
            for class in row.list("epc_classes") {
                if !ingredient.classes.iter().any(|c| c == class) {
                    ingredient.classes.push(class.to_string());
                }
            }
            // A code of a variant row ("modified 24 hr metformin") must not become the code of the drug.
            if own_name && ingredient.rxcui.is_none() && !row.get("rxcui_in").is_empty() {
                ingredient.rxcui = Some(row.get("rxcui_in").to_string());
            }
            if ingredient.dea_schedule.is_none() {
                ingredient.dea_schedule = strictest(row.list("dea_schedules_single_ingredient"));
            }
        }
        rows
    }

    /// A new ingredient with what the names file knows about it.
    pub(super) fn empty(&self, key: &str) -> IngredientRow {
        let mut also: Vec<String> = self.file.also.get(key).cloned().unwrap_or_default();
        also.extend(self.file.same.iter().filter(|(_, to)| *to == key).map(|(from, _)| from.clone()));
        also.retain(|name| name != key);
        also.dedup();
        IngredientRow {
            ingredient: Ingredient {
                key: key.to_string(),
                display: sentence_case(self.said(key)),
                rxcui: self.file.rxcui.get(key).cloned(),
                classes: Vec::new(),
                dea_schedule: None,
                approved: None,
            },
            also,
            hidden: self.file.hide_containing.iter().any(|part| key.contains(part.as_str())),
        }
    }
}

/// The strictest of several DEA schedules: "CII" before "CIII".
pub(super) fn strictest<'a>(schedules: impl Iterator<Item = &'a str>) -> Option<String> {
    let order = ["CI", "CII", "CIII", "CIV", "CV"];
    schedules.filter_map(|s| order.iter().position(|o| *o == s)).min().map(|i| order[i].to_string())
}
