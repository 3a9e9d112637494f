//! Products: seed rows cleaned and merged, authored rows added, all ordered with the common ones first.

use std::collections::{BTreeMap, BTreeSet, HashMap, HashSet};
use std::path::Path;

use serde::Deserialize;

use super::form::{self, spoken};
use super::names::{IngredientRow, Names, strictest};
use super::popularity::{common_ranks, score};
use super::strength::{self, Setting, with_commas};
use super::tables::{Table, input, read_toml};
use crate::Result;
use crate::resolve::SALTS;
use crate::text::sentence_case;
use crate::types::Product;

/// More components than this and it is a multivitamin or a cold remedy, not something to prescribe by strength.
const MOST_INGREDIENTS: usize = 4;

/// A product on its way into the database.
#[derive(Clone)]
pub(super) struct ProductRow {
    pub product: Product,
    /// How many labelled products of it the FDA directory lists: the weight among its siblings.
    pub labels: u32,
    /// Written by hand; a later entry never replaces it.
    pub authored: bool,
    /// Salt words and the strength in other units, found but not shown.
    pub words: String,
    /// Every RxNorm code that means this product, also where more than one fits.
    pub rxcuis: BTreeSet<String>,
    /// Rows of the seed that are this product.
    pub seed_ids: BTreeSet<String>,
    /// Popularity of its ingredient set, 0..1000.
    pub score: u32,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct AuthoredFile {
    #[serde(default)]
    drop_products: BTreeSet<String>,
    drug: Vec<AuthoredDrug>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct AuthoredDrug {
    ingredients: Vec<String>,
    #[serde(default)]
    brands: Vec<String>,
    form: String,
    route: String,
    strengths: Vec<String>,
    class: Option<String>,
    dea: Option<String>,
    #[serde(default)]
    generic: bool,
    #[serde(default)]
    otc: bool,
    /// The strength is that of all components together (mixed amphetamine salts).
    #[serde(default)]
    total: bool,
    replace: Option<String>,
    /// Place among the 300 common drugs, for those too new for the list.
    rank: Option<u32>,
    approved: Option<u16>,
    source: String,
}

/// Reads, cleans, merges and orders every product; adds authored ingredients to `ingredients`.
pub(super) fn products(
    dir: &Path,
    names: &Names,
    ingredients: &mut BTreeMap<String, IngredientRow>,
) -> Result<Vec<ProductRow>> {
    let seed_dir = dir.join("product/drug_vocabulary");
    let id_to_name: HashMap<String, String> = Table::read(&seed_dir.join("ingredient.tsv.gz"))?
        .rows()
        .map(|row| (row.get("ingredient_id").to_string(), row.get("name").to_string()))
        .collect();
    let generics: HashSet<String> = Table::read(&seed_dir.join("generic_product.tsv.gz"))?
        .rows()
        .map(|row| row.get("product_id").to_string())
        .collect();

    let mut merged: BTreeMap<String, ProductRow> = BTreeMap::new();
    for row in Table::read(&seed_dir.join("product.tsv.gz"))?.rows() {
        if let Some(mut product) = seed_product(&row, names, &id_to_name) {
            product.product.generic = generics.contains(row.get("product_id"));
            merge(&mut merged, product);
        }
    }
    let mut ranks = common_ranks(&seed_dir, names)?;
    let mut replaced_rows: HashMap<String, ProductRow> = HashMap::new();
    let mut places: HashMap<Vec<String>, u32> = HashMap::new();
    for file in ["product_corrections.toml", "drugs_since_2019.toml"] {
        let path = dir.join(file);
        let authored: AuthoredFile = read_toml(&path)?;
        for key in &authored.drop_products {
            merged.remove(key);
        }
        // First everything that is replaced goes, then the new rows come: two entries may replace the same drug.
        for drug in &authored.drug {
            let mut set = drug.ingredients.clone();
            set.sort();
            if let Some(replaced) = &drug.replace {
                let gone = |row: &ProductRow| {
                    !row.authored
                        && row.product.ingredients == set
                        && (replaced == "all" || row.product.dose_form == *replaced)
                };
                let keys: Vec<String> =
                    merged.values().filter(|row| gone(row)).map(|r| r.product.key.clone()).collect();
                for key in keys {
                    replaced_rows.extend(merged.remove(&key).map(|row| (key, row)));
                }
            }
        }
        for drug in authored.drug {
            if drug.source.is_empty() {
                return Err(input(&path, format!("{} names no source", drug.ingredients.join(" / "))));
            }
            add_ingredients(&drug, names, ingredients);
            if let Some(rank) = drug.rank {
                let mut set = drug.ingredients.clone();
                set.sort();
                ranks.insert(set, rank);
            }
            for strength in &drug.strengths {
                let mut row = authored_product(&drug, strength, names).map_err(|e| input(&path, e))?;
                // The order of the author holds among the products of one ingredient set.
                let place = places.entry(row.product.ingredients.clone()).or_default();
                row.labels = AUTHORED_LABELS.saturating_sub(*place);
                *place += 1;
                // The row it takes the place of keeps what is still true: its codes.
                if let Some(old) = replaced_rows.get(&row.product.key) {
                    row.product.rxcui = old.product.rxcui.clone();
                    row.rxcuis = old.rxcuis.clone();
                    row.seed_ids = old.seed_ids.clone();
                    row.words = old.words.clone();
                }
                merge(&mut merged, row);
            }
        }
    }
    let mut rows: Vec<ProductRow> = merged.into_values().collect();
    rows.retain(|row| row.product.ingredients.iter().all(|key| ingredients.contains_key(key)));
    score(&mut rows, &ranks);
    Ok(rows)
}

/// Labels counted for the first authored row of a drug: above every seed row.
const AUTHORED_LABELS: u32 = 1000;

fn seed_product(
    row: &super::tables::Row<'_>,
    names: &Names,
    id_to_name: &HashMap<String, String>,
) -> Option<ProductRow> {
    let generic_name = row.get("fda_generic_name");
    let route_source = row.get("route");
    let dose_form = form::normalise(row.get("form_group"), row.get("dose_form"), route_source, generic_name)?;
    let route = form::route(route_source, dose_form)?;

    let mut keys: Vec<String> = Vec::new();
    for id in row.list("ingredient_ids") {
        let name = id_to_name.get(id)?;
        // The seed strips the salt that tells the two tenofovirs apart.
        let key = if name == "tenofovir" && generic_name.contains("alafenamide") {
            "tenofovir alafenamide".to_string()
        } else {
            names.canonical(name)?
        };
        keys.push(key);
    }
    let parts: Vec<&str> = row.get("strength").split(" / ").collect();
    if keys.is_empty() || keys.len() != parts.len() || keys.len() > MOST_INGREDIENTS {
        return None;
    }
    let distinct: BTreeSet<&String> = keys.iter().collect();
    if distinct.len() != keys.len() {
        return None;
    }
    let mut components: Vec<(String, strength::Amount, String)> = Vec::new();
    for (key, part) in keys.iter().zip(&parts) {
        let at = Setting {
            form: dose_form,
            source_form: row.get("dose_form"),
            ingredient: key,
            micrograms: names.in_micrograms(key),
        };
        components.push((key.clone(), strength::read(part, &at)?, other_units(part)));
    }
    components.sort();
    let ingredients: Vec<String> = components.iter().map(|c| c.0.clone()).collect();
    let amounts: Vec<strength::Amount> = components.iter().map(|c| c.1.clone()).collect();
    let strength = strength::join(&amounts);
    let salts = salt_words(generic_name);

    let mut spoken_order = components.clone();
    spoken_order.sort_by_key(|c| names.spoken_place(&c.0));
    let spoken_strength = strength::join(&spoken_order.iter().map(|c| c.1.clone()).collect::<Vec<_>>());
    let mut name = spoken_name(spoken_order.iter().map(|c| c.0.as_str()), names);
    if ingredients.len() == 1 && names.shows_salt(&ingredients[0]) && !salts.is_empty() {
        name = format!("{name} {salts}");
    }
    let rxcuis: BTreeSet<String> = row.list("rxcui_scd").map(str::to_string).collect();
    let unique = rxcuis.len() == 1 && row.get("rxcui_match_note").is_empty();
    let mut words: Vec<String> = components.iter().map(|c| c.2.clone()).filter(|w| !w.is_empty()).collect();
    words.push(salts);
    Some(ProductRow {
        product: Product {
            key: key_of(&ingredients, &strength, dose_form),
            display: display(&name, &spoken_strength, dose_form),
            ingredients,
            strength,
            dose_form: dose_form.to_string(),
            route,
            brands: row
                .list("brand_names")
                .filter(|brand| names.is_brand(brand))
                .map(str::to_string)
                .collect(),
            generic: false,
            dea_schedule: strictest(row.list("dea_schedule")),
            otc: row.get("rx_otc") == "OTC",
            rxcui: if unique { rxcuis.first().cloned() } else { None },
        },
        labels: row.get("n_product_ndc").parse().unwrap_or(0),
        authored: false,
        words: words.join(" "),
        rxcuis,
        seed_ids: BTreeSet::from([row.get("product_id").to_string()]),
        score: 0,
    })
}

fn authored_product(
    drug: &AuthoredDrug,
    strength: &str,
    names: &Names,
) -> std::result::Result<ProductRow, String> {
    let (amounts, per) = match strength.split_once(" per ") {
        Some((amounts, per)) => (amounts, format!(" per {per}")),
        None => (strength, String::new()),
    };
    let parts: Vec<&str> = amounts.split(" / ").collect();
    let mut components: Vec<(String, String)> = if drug.total || drug.ingredients.len() == 1 {
        Vec::new()
    } else if parts.len() == drug.ingredients.len() {
        drug.ingredients.iter().cloned().zip(parts.iter().map(|p| p.to_string())).collect()
    } else {
        return Err(format!("{}: {strength} has {} parts", drug.ingredients.join(" / "), parts.len()));
    };
    components.sort();
    let joined = |components: &[(String, String)]| {
        if components.is_empty() {
            strength.to_string()
        } else {
            let each: Vec<&str> = components.iter().map(|c| c.1.as_str()).collect();
            format!("{}{per}", each.join(" / "))
        }
    };
    let mut ingredients = drug.ingredients.clone();
    ingredients.sort();
    let key_strength = joined(&components);
    components.sort_by_key(|c| names.spoken_place(&c.0));
    let mut spoken_keys = ingredients.clone();
    spoken_keys.sort_by_key(|key| names.spoken_place(key));
    let name = spoken_name(spoken_keys.iter().map(String::as_str), names);
    Ok(ProductRow {
        product: Product {
            key: key_of(&ingredients, &key_strength, &drug.form),
            display: display(&name, &joined(&components), &drug.form),
            ingredients,
            strength: key_strength,
            dose_form: drug.form.clone(),
            route: drug.route.clone(),
            brands: drug.brands.clone(),
            generic: drug.generic,
            dea_schedule: drug.dea.clone(),
            otc: drug.otc,
            rxcui: None,
        },
        labels: AUTHORED_LABELS,
        authored: true,
        words: String::new(),
        rxcuis: BTreeSet::new(),
        seed_ids: BTreeSet::new(),
        score: 0,
    })
}

fn add_ingredients(drug: &AuthoredDrug, names: &Names, ingredients: &mut BTreeMap<String, IngredientRow>) {
    for key in &drug.ingredients {
        let known = ingredients.contains_key(key);
        let entry = ingredients.entry(key.clone()).or_insert_with(|| names.empty(key));
        if known && !entry.ingredient.classes.is_empty() {
            continue;
        }
        if drug.ingredients.len() == 1 {
            if let Some(class) = &drug.class {
                entry.ingredient.classes = vec![class.clone()];
            }
            entry.ingredient.dea_schedule = drug.dea.clone();
        }
        if !known {
            entry.ingredient.approved = drug.approved;
        }
    }
}

fn merge(merged: &mut BTreeMap<String, ProductRow>, new: ProductRow) {
    match merged.get_mut(&new.product.key) {
        None => {
            merged.insert(new.product.key.clone(), new);
        }
        Some(old) => {
            for brand in new.product.brands {
                if !old.product.brands.iter().any(|b| b.eq_ignore_ascii_case(&brand)) {
                    old.product.brands.push(brand);
                }
            }
            old.product.generic |= new.product.generic;
            old.product.otc |= new.product.otc;
            if old.product.dea_schedule.is_none() {
                old.product.dea_schedule = new.product.dea_schedule;
            }
            if new.labels > old.labels {
                old.product.display = new.product.display;
                old.product.route = new.product.route;
            }
            old.labels += new.labels;
            old.words = format!("{} {}", old.words, new.words);
            old.rxcuis.extend(new.rxcuis);
            old.seed_ids.extend(new.seed_ids);
            old.product.rxcui = match old.rxcuis.len() {
                1 => old.product.rxcui.take().or(new.product.rxcui),
                _ => None,
            };
        }
    }
}

/// `<ingredients>|<strength>|<form>`: the identity of a product, independent of any code system.
pub(super) fn key_of(ingredients: &[String], strength: &str, dose_form: &str) -> String {
    format!("{}|{strength}|{dose_form}", ingredients.join(" / "))
}

fn spoken_name<'a>(keys: impl Iterator<Item = &'a str>, names: &Names) -> String {
    sentence_case(&keys.map(|key| names.said(key)).collect::<Vec<_>>().join(" / "))
}

pub(super) fn display(name: &str, strength: &str, dose_form: &str) -> String {
    let (modifier, noun) = spoken(dose_form);
    let strength = with_commas(strength);
    if modifier.is_empty() {
        format!("{name} {strength} {noun}")
    } else {
        format!("{name} {modifier} {strength} {noun}")
    }
}

/// The number of a source strength in the unit that is not shown, so that "levothyroxine 0.05" is found, too.
fn other_units(source: &str) -> String {
    let Some((number, unit)) = source.split_once(' ') else { return String::new() };
    let Ok(value) = number.parse::<f64>() else { return String::new() };
    match unit {
        "MG" if value < 2.0 => {
            format!("{} mg {} mcg", strength::number_text(value), strength::number_text(value * 1000.0))
        }
        "MG/ACTUAT" => format!("{} mg", strength::number_text(value)),
        "MG/ML" => format!("{} mg ml", strength::number_text(value)),
        _ => String::new(),
    }
}

fn salt_words(generic_name: &str) -> String {
    if generic_name.contains(',') || generic_name.contains(" and ") {
        return String::new();
    }
    let words: Vec<&str> = generic_name.split_whitespace().filter(|word| SALTS.contains(word)).collect();
    words.join(" ")
}
