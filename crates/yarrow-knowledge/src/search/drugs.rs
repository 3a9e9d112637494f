//! Drug search over an index in memory.
//!
//! Every product has words of five kinds (name, other name, brand, number, form). A typed word gives each product the
//! points of its best match; a product that a word does not match at all is out. Points for the kind and quality of
//! the match, then popularity, then the order of the file.

use std::collections::HashMap;

use super::vocabulary::Vocabulary;
use crate::knowledge::{SearchIngredient, SearchProduct};
use crate::text::{forgiven, is_number, near_prefix, words};
use crate::types::{DrugHit, Product};

/// What kind of word of a product it is.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Field {
    Name,
    OtherName,
    Brand,
    Number,
    /// The strength in a unit that is not shown (0.05 mg for 50 mcg).
    OtherNumber,
    Form,
}

impl Field {
    /// Points for the whole word and for a beginning of it.
    fn points(self) -> (i32, i32) {
        match self {
            Field::Name => (400, 300),
            // "clari" is on the way to clarithromycin: a brand counts fully when it is written out (Claritin).
            Field::Brand => (390, 200),
            Field::OtherName => (380, 260),
            Field::Number => (300, 100),
            Field::OtherNumber => (90, 60),
            Field::Form => (150, 130),
        }
    }
}

/// A typing error costs more than any difference between kinds.
const POINTS_PER_ERROR: i32 = 150;
/// A component that was not asked for: "lisinopril" means lisinopril alone before its combinations.
const POINTS_PER_EXTRA_INGREDIENT: i32 = 80;
/// An ingredient without a product comes after products.
const POINTS_WITHOUT_PRODUCT: i32 = 400;
/// Products of one ingredient set shown before other drugs get their turn, when only a beginning is typed.
const BEFORE_OTHERS: usize = 6;
/// Unit words say nothing once a number is typed.
const UNITS: [&str; 10] = ["mg", "mcg", "ug", "g", "ml", "meq", "unit", "units", "iu", "%"];

struct Entry {
    product: Option<usize>,
    ingredient_set: usize,
    ingredients: usize,
    score: i32,
}

/// Words with their entries while the index is being made: numbered as they come, sorted once at the end.
#[derive(Default)]
struct Postings {
    numbers: HashMap<String, usize>,
    lists: Vec<Vec<(u32, Field)>>,
}

impl Postings {
    fn add(&mut self, word: String, entry: u32, field: Field) {
        let next = self.lists.len();
        let number = *self.numbers.entry(word).or_insert(next);
        if number == next {
            self.lists.push(Vec::new());
        }
        let list = &mut self.lists[number];
        if list.last() != Some(&(entry, field)) {
            list.push((entry, field));
        }
    }

    fn sorted(mut self) -> (Vocabulary, Vec<Vec<(u32, Field)>>) {
        let mut order: Vec<(String, usize)> = self.numbers.into_iter().collect();
        order.sort_unstable();
        let lists = order.iter().map(|(_, number)| std::mem::take(&mut self.lists[*number])).collect();
        (Vocabulary::new(order.into_iter().map(|(word, _)| word)), lists)
    }
}

/// See the module.
pub(crate) struct DrugIndex {
    products: Vec<SearchProduct>,
    by_key: HashMap<String, usize>,
    sets: Vec<Vec<String>>,
    displays: HashMap<String, String>,
    other_names: HashMap<String, Vec<String>>,
    schedules: HashMap<String, String>,
    codes: HashMap<String, String>,
    entries: Vec<Entry>,
    vocabulary: Vocabulary,
    /// By word number: the entries that have it, and as what.
    postings: Vec<Vec<(u32, Field)>>,
}

impl DrugIndex {
    pub(crate) fn new(ingredients: &[SearchIngredient], products: Vec<SearchProduct>) -> DrugIndex {
        let also: HashMap<&str, &SearchIngredient> =
            ingredients.iter().map(|row| (row.ingredient.key.as_str(), row)).collect();
        let mut entries: Vec<Entry> = Vec::with_capacity(products.len() + ingredients.len());
        let mut index = Postings::default();
        let mut sets: Vec<Vec<String>> = Vec::new();
        let mut set_numbers: HashMap<Vec<String>, usize> = HashMap::new();
        let mut set_number = |set: &Vec<String>| {
            if let Some(&number) = set_numbers.get(set) {
                return number;
            }
            sets.push(set.clone());
            set_numbers.insert(set.clone(), sets.len() - 1);
            sets.len() - 1
        };

        for (number, row) in products.iter().enumerate() {
            let product = &row.product;
            if product.ingredients.iter().any(|key| also.get(key.as_str()).is_none_or(|i| i.hidden)) {
                continue;
            }
            let entry = entries.len() as u32;
            let mut add = |text: &str, field: Field| {
                for word in words(text) {
                    // The 20 of "Veripred 20" is a number like any other.
                    let field = match field {
                        Field::Form | Field::Brand if is_number(&word) => Field::Number,
                        Field::OtherNumber if !is_number(&word) => Field::Form,
                        other => other,
                    };
                    index.add(word, entry, field);
                }
            };
            for key in &product.ingredients {
                add(key, Field::Name);
                if let Some(row) = also.get(key.as_str()) {
                    row.also.iter().for_each(|name| add(name, Field::OtherName));
                }
            }
            product.brands.iter().for_each(|brand| add(brand, Field::Brand));
            add(&product.strength, Field::Form);
            add(&product.dose_form, Field::Form);
            add(&product.route, Field::Form);
            add(&row.words, Field::OtherNumber);
            entries.push(Entry {
                product: Some(number),
                ingredient_set: set_number(&product.ingredients),
                ingredients: product.ingredients.len(),
                score: row.score as i32,
            });
        }
        for row in ingredients.iter().filter(|row| !row.hidden) {
            let entry = entries.len() as u32;
            for (text, field) in std::iter::once((&row.ingredient.key, Field::Name))
                .chain(row.also.iter().map(|name| (name, Field::OtherName)))
            {
                words(text).into_iter().for_each(|word| index.add(word, entry, field));
            }
            entries.push(Entry {
                product: None,
                ingredient_set: set_number(&vec![row.ingredient.key.clone()]),
                ingredients: 1,
                score: row.score as i32,
            });
        }

        let (vocabulary, postings) = index.sorted();
        let by_key = products.iter().enumerate().map(|(i, row)| (row.product.key.clone(), i)).collect();
        let fact = |read: &dyn Fn(&SearchIngredient) -> Option<String>| -> HashMap<String, String> {
            ingredients.iter().filter_map(|row| read(row).map(|v| (row.ingredient.key.clone(), v))).collect()
        };
        DrugIndex {
            by_key,
            displays: fact(&|row| Some(row.ingredient.display.clone())),
            schedules: fact(&|row| row.ingredient.dea_schedule.clone()),
            codes: fact(&|row| row.ingredient.rxcui.clone()),
            other_names: ingredients
                .iter()
                .map(|row| (row.ingredient.key.clone(), row.also.clone()))
                .collect(),
            products,
            sets,
            entries,
            vocabulary,
            postings,
        }
    }

    pub(crate) fn product(&self, key: &str) -> Option<&Product> {
        self.by_key.get(key).map(|&i| &self.products[i].product)
    }

    pub(crate) fn search(&self, query: &str, limit: usize) -> Vec<DrugHit> {
        let mut typed = words(query);
        if typed.iter().any(|word| is_number(word)) && typed.len() > 1 {
            typed.retain(|word| !UNITS.contains(&word.as_str()));
        }
        if typed.is_empty() || limit == 0 {
            return Vec::new();
        }
        let names: Vec<String> = typed.iter().filter(|word| !is_number(word)).cloned().collect();
        let mut found = self.find(&typed, false);
        if found.is_empty() {
            found = self.find(&typed, true);
        }
        if found.is_empty() && names.len() < typed.len() && !names.is_empty() {
            // No such strength: show the ones there are.
            found = self.find(&names, false);
            if found.is_empty() {
                found = self.find(&names, true);
            }
        }
        found.sort_unstable_by_key(|&(entry, points)| (std::cmp::Reverse(points), entry));
        let whole_name = |word: &str| {
            let number = self.vocabulary.find(word);
            number.is_some_and(|n| self.postings[n].iter().any(|(_, field)| *field == Field::Name))
        };
        if typed.len() == 1 && !whole_name(&typed[0]) {
            found = self.take_turns(found);
        }
        found
            .into_iter()
            .take(limit)
            .map(|(entry, _)| self.hit(&self.entries[entry as usize], &names))
            .collect()
    }

    /// Entries that every typed word matches, with their points.
    fn find(&self, typed: &[String], forgiving: bool) -> Vec<(u32, i32)> {
        let mut total: Vec<i32> = vec![0; self.entries.len()];
        let mut matched: Vec<u8> = vec![0; self.entries.len()];
        let mut best: Vec<i32> = vec![0; self.entries.len()];
        for (place, word) in typed.iter().enumerate() {
            best.fill(0);
            let begun = self.vocabulary.beginning_with(word);
            let number = is_number(word);
            for found in begun.clone() {
                let whole = self.vocabulary.word(found).len() == word.len();
                // While the last number is still being typed its beginning counts: "simva 4" is on the way to 40.
                if number && !whole && place + 1 < typed.len() {
                    continue;
                }
                self.give(found, whole, 0, &mut best);
            }
            if !number && (begun.is_empty() || forgiving) {
                for (found, errors) in self.vocabulary.near(word) {
                    self.give(found, false, errors, &mut best);
                }
            }
            for (entry, points) in best.iter().enumerate() {
                if *points != 0 {
                    total[entry] += points;
                    matched[entry] += 1;
                }
            }
        }
        let all = typed.len() as u8;
        let mut found = Vec::new();
        for (number, entry) in self.entries.iter().enumerate() {
            if matched[number] < all {
                continue;
            }
            let extra = entry.ingredients.saturating_sub(1) as i32;
            let mut points = total[number] + entry.score / 4 - extra * POINTS_PER_EXTRA_INGREDIENT;
            if entry.product.is_none() {
                points -= POINTS_WITHOUT_PRODUCT;
            }
            found.push((number as u32, points));
        }
        found
    }

    fn give(&self, word: usize, whole: bool, errors: usize, best: &mut [i32]) {
        for &(entry, field) in &self.postings[word] {
            // A misspelt form word is noise; a misspelt name is a name.
            if errors > 0 && matches!(field, Field::Form | Field::Number | Field::OtherNumber) {
                continue;
            }
            let (exact, begun) = field.points();
            let points = if whole { exact } else { begun } - errors as i32 * POINTS_PER_ERROR;
            let slot = &mut best[entry as usize];
            // Zero means "no match" in the sum, so the poorest match is still one point.
            *slot = (*slot).max(points.max(1));
        }
    }

    /// With three letters typed, several drugs are meant: the first few products of each, then the rest.
    fn take_turns(&self, found: Vec<(u32, i32)>) -> Vec<(u32, i32)> {
        let mut shown: HashMap<usize, usize> = HashMap::new();
        let (mut first, mut rest) = (Vec::with_capacity(found.len()), Vec::new());
        for one in found {
            let count = shown.entry(self.entries[one.0 as usize].ingredient_set).or_default();
            *count += 1;
            if *count <= BEFORE_OTHERS { first.push(one) } else { rest.push(one) }
        }
        first.extend(rest);
        first
    }

    fn hit(&self, entry: &Entry, typed: &[String]) -> DrugHit {
        let set = &self.sets[entry.ingredient_set];
        let Some(number) = entry.product else {
            let key = &set[0];
            let display = self.displays.get(key).cloned().unwrap_or_else(|| key.clone());
            return DrugHit {
                product: None,
                matched: self.other_name(key, typed).unwrap_or_else(|| display.clone()),
                display,
                ingredients: set.clone(),
                strength: None,
                dose_form: None,
                route: None,
                brand: None,
                generic: true,
                dea_schedule: self.schedules.get(key).cloned(),
                otc: false,
                rxcui: self.codes.get(key).cloned(),
            };
        };
        let product = &self.products[number].product;
        let by_name = set.iter().any(|key| typed.iter().any(|word| begins(key, word)));
        let brand = product.brands.iter().find(|brand| typed.iter().any(|word| begins(brand, word)));
        let other = set.iter().find_map(|key| self.other_name(key, typed));
        let near_name = || set.iter().any(|key| typed.iter().any(|word| nearly(key, word)));
        let near_brand = || product.brands.iter().find(|brand| typed.iter().any(|word| nearly(brand, word)));
        let matched = if by_name {
            None
        } else if brand.is_some() {
            brand.cloned()
        } else if other.is_some() {
            other
        } else if near_name() {
            None
        } else {
            near_brand().cloned()
        };
        let typed_brand = product.brands.iter().find(|b| matched.as_ref() == Some(b));
        DrugHit {
            product: Some(product.key.clone()),
            display: product.display.clone(),
            ingredients: product.ingredients.clone(),
            strength: Some(product.strength.clone()),
            dose_form: Some(product.dose_form.clone()),
            route: Some(product.route.clone()),
            brand: typed_brand.or(product.brands.first()).cloned(),
            generic: product.generic,
            dea_schedule: product.dea_schedule.clone(),
            otc: product.otc,
            rxcui: product.rxcui.clone(),
            matched: matched.unwrap_or_else(|| crate::text::sentence_case(&set.join(" / "))),
        }
    }

    fn other_name(&self, key: &str, typed: &[String]) -> Option<String> {
        if typed.iter().any(|word| begins(key, word)) {
            return None;
        }
        self.other_names.get(key)?.iter().find(|name| typed.iter().any(|word| begins(name, word))).cloned()
    }

    /// The product of these ingredients whose strength has the numbers written in `text`, and its form if one is written.
    pub(crate) fn matching(&self, ingredients: &[String], text: &str) -> Option<&Product> {
        let written = words(text);
        let numbers: Vec<&String> = written.iter().filter(|word| is_number(word)).collect();
        let mut best: Option<(i32, &Product)> = None;
        for row in self.products.iter().filter(|row| row.product.ingredients == ingredients) {
            // "325 mg (65 mg iron)": what is in brackets explains.
            let strength = words(row.product.strength.split(" (").next().unwrap_or_default());
            let shown: Vec<&String> = strength.iter().filter(|word| is_number(word)).collect();
            let other = words(&row.words);
            let fits = |n: &&String| numbers.contains(n);
            if numbers.is_empty()
                || !(shown.iter().all(fits) || other.iter().filter(|w| is_number(w)).any(|w| fits(&w)))
            {
                continue;
            }
            let form = words(&row.product.dose_form);
            let said = form.iter().filter(|word| written.contains(word)).count() as i32;
            let unsaid = form.len() as i32 - said;
            if said == 0 {
                continue;
            }
            let points = said * 2 - unsaid;
            if best.is_none_or(|(most, _)| points > most) {
                best = Some((points, &row.product));
            }
        }
        best.map(|(_, product)| product)
    }
}

fn begins(text: &str, typed: &str) -> bool {
    words(text).iter().any(|word| word.starts_with(typed))
}

fn nearly(text: &str, typed: &str) -> bool {
    words(text).iter().any(|word| near_prefix(typed, word, forgiven(typed)).is_some())
}
