//! Allergen search: drug classes, foods and materials, then every ingredient by name, other name or brand.

use std::collections::HashMap;

use crate::knowledge::{SearchIngredient, SearchProduct};
use crate::text::{forgiven, near_prefix, words};
use crate::types::{AllergenHit, AllergySubjectKind};

struct Entry {
    hit: AllergenHit,
    name: Vec<String>,
    /// Other names and brands with the text to hint at.
    others: Vec<(String, Vec<String>)>,
    /// Classes and foods before single drugs, popular drugs before rare ones.
    weight: i32,
}

/// See the module.
pub(crate) struct AllergenIndex {
    entries: Vec<Entry>,
}

/// Kind, key, display, hint, other names of a listed allergen.
pub(crate) type Listed = (String, String, String, Option<String>, Vec<String>);

impl AllergenIndex {
    pub(crate) fn new(
        listed: Vec<Listed>,
        ingredients: &[SearchIngredient],
        products: &[SearchProduct],
    ) -> AllergenIndex {
        let with_words = |names: Vec<String>| names.into_iter().map(|n| (n.clone(), words(&n))).collect();
        let mut entries: Vec<Entry> = Vec::new();
        for (kind, key, display, hint, also) in listed {
            let class = kind == "class";
            let kind = if class { AllergySubjectKind::Class } else { AllergySubjectKind::FoodOrEnvironment };
            entries.push(Entry {
                name: words(&display),
                hit: AllergenHit { kind, key, display, hint },
                others: with_words(also),
                weight: if class { 140 } else { 110 },
            });
        }
        let mut brands: HashMap<&str, Vec<String>> = HashMap::new();
        for row in products {
            for key in &row.product.ingredients {
                let known = brands.entry(key).or_default();
                for brand in &row.product.brands {
                    if !known.contains(brand) {
                        known.push(brand.clone());
                    }
                }
            }
        }
        for row in ingredients.iter().filter(|row| !row.hidden) {
            let one = &row.ingredient;
            let mut others = row.also.clone();
            others.extend(brands.remove(one.key.as_str()).unwrap_or_default());
            entries.push(Entry {
                name: words(&one.key),
                hit: AllergenHit {
                    kind: AllergySubjectKind::Ingredient,
                    key: one.key.clone(),
                    display: one.display.clone(),
                    hint: None,
                },
                others: with_words(others),
                weight: (row.score / 10) as i32,
            });
        }
        AllergenIndex { entries }
    }

    pub(crate) fn search(&self, query: &str, limit: usize) -> Vec<AllergenHit> {
        let typed = words(query);
        if typed.is_empty() {
            return Vec::new();
        }
        let mut found = self.find(&typed, false);
        if found.is_empty() {
            found = self.find(&typed, true);
        }
        found.sort_by_key(|(points, place, _)| (std::cmp::Reverse(*points), *place));
        found
            .into_iter()
            .take(limit)
            .map(|(_, place, other)| {
                let mut hit = self.entries[place].hit.clone();
                if let Some(name) = other {
                    hit.hint = Some(name.to_string());
                }
                hit
            })
            .collect()
    }

    fn find(&self, typed: &[String], forgiving: bool) -> Vec<(i32, usize, Option<&str>)> {
        let mut found = Vec::new();
        for (place, entry) in self.entries.iter().enumerate() {
            let mut best: Option<(i32, Option<&str>)> =
                points(&entry.name, typed, forgiving).map(|p| (p, None));
            for (name, list) in &entry.others {
                if let Some(p) = points(list, typed, forgiving)
                    && best.is_none_or(|(most, _)| p - 60 > most)
                {
                    best = Some((p - 60, Some(name)));
                }
            }
            if let Some((points, other)) = best {
                found.push((points + entry.weight, place, other));
            }
        }
        found
    }
}

/// Points when every typed word fits a word of the name; more for whole words and for saying the whole name.
fn points(name: &[String], typed: &[String], forgiving: bool) -> Option<i32> {
    let mut sum = 0;
    for word in typed {
        let fit = |candidate: &String| {
            if candidate == word || (candidate.strip_suffix('s') == Some(word.as_str()) && word.len() > 3) {
                Some(400)
            } else if candidate.starts_with(word.as_str()) {
                Some(300)
            } else if forgiving {
                near_prefix(word, candidate, forgiven(word)).map(|errors| 200 - 60 * errors as i32)
            } else {
                None
            }
        };
        sum += name.iter().filter_map(fit).max()?;
    }
    // A longer name than asked for is a less likely meaning.
    Some(sum / typed.len() as i32 - 15 * (name.len().saturating_sub(typed.len()) as i32).min(6))
}
