//! The drugs while they are being brought up to date: which ingredient a code or a name is, and which product a strength
//! and form make of it.

use std::collections::{BTreeMap, BTreeSet, HashMap};

use super::super::names::IngredientRow;
use super::super::products::{ProductRow, display, key_of};
use super::super::write::Built;
use super::super::{form, strength};
use super::report::{At, ImportReport};
use crate::resolve::resolve_name;
use crate::text::sentence_case;
use crate::types::{Ingredient, Product};

/// One part of a product as an official file writes it.
pub(super) struct Part {
    /// Ingredient key.
    pub ingredient: String,
    /// "10 MG", in the units of RxNorm.
    pub strength: String,
}

/// What kind of thing a product is.
pub(super) struct Shape<'a> {
    /// Form in the vocabulary of the seed: "TAB", "SOL".
    pub group: &'a str,
    /// As the source writes it.
    pub form: &'a str,
    /// Route as the FDA writes it, or nothing.
    pub route: &'a str,
    /// The generic name with its salt.
    pub name: &'a str,
}

/// Drugs, by code, by name and by key.
pub(super) struct Shelf<'b> {
    pub built: &'b mut Built,
    /// Ingredients that rules, classes or doses name.
    pub named: BTreeSet<String>,
    codes: HashMap<String, String>,
    names: HashMap<String, String>,
    places: HashMap<String, usize>,
    new: Vec<ProductRow>,
}

impl<'b> Shelf<'b> {
    pub fn new(built: &'b mut Built, named: BTreeSet<String>) -> Self {
        let mut shelf = Self {
            named,
            codes: HashMap::new(),
            names: HashMap::new(),
            places: HashMap::new(),
            new: Vec::new(),
            built,
        };
        for (key, row) in &shelf.built.ingredients {
            if let Some(code) = &row.ingredient.rxcui {
                shelf.codes.insert(code.clone(), key.clone());
            }
            for name in &row.also {
                shelf.names.entry(name.clone()).or_insert_with(|| key.clone());
            }
        }
        let keys: Vec<String> = shelf.built.ingredients.keys().cloned().collect();
        shelf.names.extend(keys.into_iter().map(|key| (key.clone(), key)));
        for (at, row) in shelf.built.products.iter().enumerate() {
            shelf.places.insert(row.product.key.clone(), at);
        }
        shelf
    }

    /// The ingredient of an RxNorm code.
    pub fn of_code(&self, rxcui: &str) -> Option<&String> {
        self.codes.get(rxcui)
    }

    /// The ingredient of exactly this name.
    pub fn of_name(&self, name: &str) -> Option<&String> {
        self.names.get(&name.trim().to_lowercase())
    }

    /// The ingredients of a written drug, without salts; none unless every part is known.
    pub fn resolve(&self, name: &str) -> Option<Vec<String>> {
        resolve_name(name, &|name| self.names.get(name).map(|key| vec![key.clone()]))
    }

    pub fn ingredient_mut(&mut self, key: &str) -> Option<&mut IngredientRow> {
        self.built.ingredients.get_mut(key)
    }

    /// Another name, or the code, of an ingredient that is known.
    pub fn also_called(&mut self, key: &str, name: &str) {
        if let Some(row) = self.built.ingredients.get_mut(key) {
            row.also.push(name.to_owned());
            self.names.entry(name.to_owned()).or_insert_with(|| key.to_owned());
        }
    }

    pub fn set_code(&mut self, key: &str, rxcui: &str) {
        if let Some(row) = self.built.ingredients.get_mut(key) {
            row.ingredient.rxcui = Some(rxcui.to_owned());
            self.codes.insert(rxcui.to_owned(), key.to_owned());
        }
    }

    /// An ingredient that was not known.
    pub fn add_ingredient(&mut self, key: &str, rxcui: Option<&str>) {
        let ingredient = Ingredient {
            key: key.to_owned(),
            display: sentence_case(key),
            rxcui: rxcui.map(str::to_owned),
            classes: Vec::new(),
            dea_schedule: None,
            approved: None,
        };
        self.built
            .ingredients
            .insert(key.to_owned(), IngredientRow { ingredient, also: Vec::new(), hidden: false });
        self.names.insert(key.to_owned(), key.to_owned());
        self.codes.extend(rxcui.map(|code| (code.to_owned(), key.to_owned())));
    }

    /// The key of the product that these parts make in this shape; `None` where the form or a strength is none that is
    /// prescribed by.
    fn read(&self, parts: &[Part], shape: &Shape<'_>) -> Option<Product> {
        let dose_form = form::normalise(shape.group, shape.form, shape.route, shape.name)?;
        let route = form::route(shape.route, dose_form)?;
        let mut read: Vec<(String, strength::Amount)> = Vec::new();
        for part in parts {
            let micrograms = self.in_micrograms(&part.ingredient);
            let at = strength::Setting {
                form: dose_form,
                source_form: shape.form,
                ingredient: &part.ingredient,
                micrograms,
            };
            read.push((part.ingredient.clone(), strength::read(&part.strength, &at)?));
        }
        read.sort();
        read.dedup_by(|a, b| a.0 == b.0);
        if read.len() != parts.len() || read.is_empty() {
            return None;
        }
        let ingredients: Vec<String> = read.iter().map(|part| part.0.clone()).collect();
        let strength = strength::join(&read.into_iter().map(|part| part.1).collect::<Vec<_>>());
        let shown: Vec<&str> = ingredients.iter().map(|key| self.shown(key)).collect();
        Some(Product {
            key: key_of(&ingredients, &strength, dose_form),
            display: display(&sentence_case(&shown.join(" / ").to_lowercase()), &strength, dose_form),
            ingredients,
            strength,
            dose_form: dose_form.to_string(),
            route,
            brands: Vec::new(),
            generic: false,
            dea_schedule: None,
            otc: false,
            rxcui: None,
        })
    }

    fn shown<'s>(&'s self, key: &'s str) -> &'s str {
        self.built.ingredients.get(key).map_or(key, |row| row.ingredient.display.as_str())
    }

    /// As its products have been written so far: micrograms for levothyroxine.
    fn in_micrograms(&self, key: &str) -> bool {
        let mut own = self.built.products.iter().filter(|row| row.product.ingredients == [key]);
        own.any(|row| row.product.strength.contains(" mcg"))
    }

    /// Finds the product, or adds it. Answers its key.
    pub fn product(
        &mut self,
        parts: &[Part],
        shape: &Shape<'_>,
        at: At<'_>,
        report: &mut ImportReport,
    ) -> Option<String> {
        let product = self.read(parts, shape)?;
        let key = product.key.clone();
        if !self.places.contains_key(&key) {
            report.added.push(at.says("product", product.display.clone()));
            self.places.insert(key.clone(), self.built.products.len() + self.new.len());
            self.new.push(ProductRow {
                product,
                labels: 0,
                authored: false,
                words: String::new(),
                rxcuis: BTreeSet::new(),
                seed_ids: BTreeSet::new(),
                score: 0,
            });
        }
        Some(key)
    }

    pub fn product_mut(&mut self, key: &str) -> Option<&mut ProductRow> {
        let at = *self.places.get(key)?;
        let old = self.built.products.len();
        if at < old { self.built.products.get_mut(at) } else { self.new.get_mut(at - old) }
    }

    /// Puts the new products behind those of the same ingredients, and says of each whether one code means it.
    pub fn finish(self, report: &mut ImportReport) {
        let Shelf { built, new, .. } = self;
        report.added.sort_by(|a, b| (&a.file, a.line).cmp(&(&b.file, b.line)));
        let mut waiting: BTreeMap<Vec<String>, Vec<ProductRow>> = BTreeMap::new();
        for row in new {
            waiting.entry(row.product.ingredients.clone()).or_default().push(row);
        }
        let old = std::mem::take(&mut built.products);
        let last: HashMap<Vec<String>, usize> =
            old.iter().enumerate().map(|(at, row)| (row.product.ingredients.clone(), at)).collect();
        for (at, row) in old.into_iter().enumerate() {
            let siblings =
                (last.get(&row.product.ingredients) == Some(&at)).then(|| row.product.ingredients.clone());
            let score = row.score;
            built.products.push(row);
            for mut one in siblings.and_then(|set| waiting.remove(&set)).unwrap_or_default() {
                one.score = score;
                built.products.push(one);
            }
        }
        built.products.extend(waiting.into_values().flatten());
        for row in &mut built.products {
            row.product.rxcui = match row.rxcuis.len() {
                1 => row.rxcuis.first().cloned(),
                _ => None,
            };
        }
        built.rule_book.known_ingredients = built.ingredients.keys().cloned().collect();
    }
}
