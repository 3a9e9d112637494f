//! The rule book: authored knowledge expanded to an index that answers in microseconds.

use crate::controlled::ControlledTable;
use crate::index_tables::TableIndex;
use crate::knowledge::*;
use crate::monitoring::Monitoring;
use crate::validate;
use crate::wide_net::{Effect, WideNetLevel};
use std::collections::{BTreeMap, BTreeSet, HashMap, HashSet};

/// Interned ingredient.
pub(crate) type Ing = u32;

/// A cross-reaction with its sides expanded.
#[derive(Debug, Clone)]
pub(crate) struct CompiledCross {
    pub rule: CrossReaction,
    pub allergy: HashSet<Ing>,
    /// Recorded class allergies that it covers: those named and any class wholly inside them.
    pub allergy_classes: BTreeSet<usize>,
    pub drug: HashSet<Ing>,
}

/// The knowledge, checked and indexed. Immutable; share it behind an `Arc`.
#[derive(Debug, Clone)]
pub struct RuleBook {
    pub(crate) data_date: String,
    pub(crate) data_warning: Option<String>,
    ids: HashMap<String, Ing>,
    pub(crate) names: Vec<String>,
    covered: Vec<bool>,
    pub(crate) rules: Vec<Rule>,
    /// Rules of a pair, the one that speaks first; both orders of the pair share one entry.
    pairs: HashMap<(Ing, Ing), Vec<u32>>,
    wide: HashMap<(Ing, Ing), (WideNetLevel, Effect)>,
    pub(crate) classes: Vec<Class>,
    class_ids: HashMap<String, usize>,
    pub(crate) members: Vec<BTreeSet<Ing>>,
    classes_of: Vec<Vec<usize>>,
    pub(crate) cross: Vec<CompiledCross>,
    controlled: ControlledTable,
    pub(crate) monitoring: Vec<Monitoring>,
    /// Doses, conditions and loads.
    pub(crate) tables: TableIndex,
    /// LOINC codes that a check may ask for.
    asked: Vec<String>,
}

fn ordered(a: Ing, b: Ing) -> (Ing, Ing) {
    if a <= b { (a, b) } else { (b, a) }
}

impl RuleBook {
    /// Checks the knowledge and builds the index.
    ///
    /// # Errors
    /// Every fault found, one sentence each, naming the file and the rule or class.
    pub fn new(data: RuleBookData) -> Result<RuleBook, Vec<String>> {
        let faults = validate::validate(&data);
        if !faults.is_empty() {
            return Err(faults);
        }
        let expanded = expand_classes(&data.classes.classes);
        let mut book = RuleBook {
            data_date: data.data_date,
            data_warning: data.data_warning,
            ids: HashMap::new(),
            names: Vec::new(),
            covered: Vec::new(),
            rules: Vec::new(),
            pairs: HashMap::new(),
            wide: HashMap::new(),
            classes: data.classes.classes,
            class_ids: HashMap::new(),
            members: Vec::new(),
            classes_of: Vec::new(),
            cross: Vec::new(),
            controlled: data.controlled,
            monitoring: data.monitoring,
            tables: TableIndex::default(),
            asked: Vec::new(),
        };
        for name in &data.known_ingredients {
            if !data.classes.variants.contains_key(name) {
                book.intern(name);
            }
        }
        for (variant, name) in &data.classes.variants {
            let id = book.intern(name);
            book.ids.insert(variant.clone(), id);
        }
        for name in &data.classes.not_in_vocabulary {
            book.intern(name);
        }
        for (index, class) in book.classes.iter().enumerate() {
            book.class_ids.insert(class.id.clone(), index);
        }
        for names in expanded.values() {
            for name in names {
                book.intern(name);
            }
        }
        book.members = book
            .classes
            .iter()
            .map(|c| expanded.get(&c.id).into_iter().flatten().filter_map(|n| book.find(n)).collect())
            .collect();
        book.index_rules(data.rules);
        book.index_cross(data.cross_reactions);
        for pair in data.wide_net {
            let key = ordered(book.intern(&pair.a), book.intern(&pair.b));
            book.cover(key.0, key.1);
            if key.0 != key.1 {
                // Variants may fold two pairs into one; the milder level stands, as everywhere in the net.
                let entry = book.wide.entry(key).or_insert((pair.lowest, pair.effect));
                if pair.lowest < entry.0 {
                    *entry = (pair.lowest, pair.effect);
                }
            }
        }
        book.index_tables(data.doses, data.conditions, data.loads);
        book.classes_of = vec![Vec::new(); book.names.len()];
        for (class, members) in book.members.iter().enumerate() {
            for ing in members {
                book.classes_of[*ing as usize].push(class);
            }
        }
        book.asked = book.codes_asked_for();
        Ok(book)
    }

    /// LOINC codes that a check may ask for: those of the rules and those about weight, kidney, pregnancy and nursing.
    pub fn observation_codes(&self) -> &[String] {
        &self.asked
    }

    pub(crate) fn intern(&mut self, name: &str) -> Ing {
        if let Some(id) = self.ids.get(name) {
            return *id;
        }
        let id = self.names.len() as Ing;
        self.ids.insert(name.to_owned(), id);
        self.names.push(name.to_owned());
        self.covered.push(false);
        id
    }

    fn cover(&mut self, a: Ing, b: Ing) {
        self.covered[a as usize] = true;
        self.covered[b as usize] = true;
    }

    pub(crate) fn expand(&mut self, side: &Side) -> BTreeSet<Ing> {
        let mut out: BTreeSet<Ing> = side.ingredients.iter().map(|n| self.intern(n)).collect();
        for class in &side.classes {
            if let Some(index) = self.class_ids.get(class) {
                out.extend(&self.members[*index]);
            }
        }
        for name in &side.except {
            let id = self.intern(name);
            out.remove(&id);
        }
        out
    }

    fn index_rules(&mut self, rules: Vec<Rule>) {
        for (index, rule) in rules.iter().enumerate() {
            let (left, right) = (self.expand(&rule.a), self.expand(&rule.b));
            for a in &left {
                for b in &right {
                    if a != b {
                        self.cover(*a, *b);
                        let entry = self.pairs.entry(ordered(*a, *b)).or_default();
                        if !entry.contains(&(index as u32)) {
                            entry.push(index as u32);
                        }
                    }
                }
            }
        }
        for candidates in self.pairs.values_mut() {
            let replaced: HashSet<&str> = candidates
                .iter()
                .flat_map(|i| rules[*i as usize].instead_of.iter().map(String::as_str))
                .collect();
            candidates.retain(|i| !replaced.contains(rules[*i as usize].id.as_str()));
            candidates.sort_by(|x, y| {
                let (x, y) = (&rules[*x as usize], &rules[*y as usize]);
                y.tier.cmp(&x.tier).then(specificity(y).cmp(&specificity(x))).then(x.id.cmp(&y.id))
            });
        }
        self.rules = rules;
    }

    fn index_cross(&mut self, rules: Vec<CrossReaction>) {
        for rule in rules {
            let allergy: HashSet<Ing> = self.expand(&rule.allergy).into_iter().collect();
            let named: Vec<usize> =
                rule.allergy.classes.iter().filter_map(|c| self.class_ids.get(c).copied()).collect();
            let allergy_classes = (0..self.members.len())
                .filter(|i| {
                    named.contains(i) || named.iter().any(|n| self.members[*i].is_subset(&self.members[*n]))
                })
                .collect();
            let drug = self.expand(&rule.drug).into_iter().collect();
            self.cross.push(CompiledCross { rule, allergy, allergy_classes, drug });
        }
    }

    pub(crate) fn find(&self, name: &str) -> Option<Ing> {
        self.ids.get(name).copied()
    }

    pub(crate) fn name(&self, ing: Ing) -> &str {
        &self.names[ing as usize]
    }

    /// The rules of a pair, the one that speaks first.
    pub(crate) fn rules_of(&self, a: Ing, b: Ing) -> impl Iterator<Item = &Rule> {
        self.pairs.get(&ordered(a, b)).into_iter().flatten().map(|i| &self.rules[*i as usize])
    }

    /// What the wide net says about a pair; only meaningful where no authored rule speaks.
    pub(crate) fn wide_of(&self, a: Ing, b: Ing) -> Option<(WideNetLevel, Effect)> {
        self.wide.get(&ordered(a, b)).copied()
    }

    pub(crate) fn class_index(&self, id: &str) -> Option<usize> {
        self.class_ids.get(id).copied()
    }

    pub(crate) fn classes_of(&self, ing: Ing) -> &[usize] {
        &self.classes_of[ing as usize]
    }

    /// Whether an authored rule or the wide net knows anything about this ingredient.
    pub fn covers(&self, ingredient: &str) -> bool {
        self.find(ingredient).is_some_and(|id| self.covered[id as usize])
    }

    /// Whether the ingredient key is known at all.
    pub fn knows(&self, ingredient: &str) -> bool {
        self.find(ingredient).is_some()
    }

    /// The ingredient key that rules speak of: "codeine" for "codeine polistirex".
    pub fn canonical<'a>(&'a self, ingredient: &'a str) -> &'a str {
        self.find(ingredient).map_or(ingredient, |id| self.name(id))
    }

    /// The classes an allergy can be recorded against.
    pub fn allergy_classes(&self) -> impl Iterator<Item = &Class> {
        self.classes.iter().filter(|c| c.allergy.is_some())
    }

    /// The name of a class as shown.
    pub fn class_name(&self, id: &str) -> Option<&str> {
        self.class_index(id).map(|i| self.classes[i].name.as_str())
    }

    /// Ingredient keys of a class, in order; empty for an unknown class.
    pub fn class_members(&self, id: &str) -> Vec<&str> {
        let mut names: Vec<&str> =
            self.class_index(id).into_iter().flat_map(|i| &self.members[i]).map(|i| self.name(*i)).collect();
        names.sort_unstable();
        names
    }

    /// Foods and environmental allergens that some cross-reaction names ("egg", "latex"), in order.
    pub fn known_foods(&self) -> Vec<&str> {
        let foods: BTreeSet<&str> =
            self.cross.iter().flat_map(|c| c.rule.allergy.foods.iter().map(String::as_str)).collect();
        foods.into_iter().collect()
    }

    /// Law on controlled substances.
    pub fn controlled(&self) -> &ControlledTable {
        &self.controlled
    }

    /// Whether one of `names` is among the classes and ingredients; with neither given every name is.
    pub(crate) fn names_any(&self, classes: &[String], ingredients: &[String], names: &[String]) -> bool {
        if classes.is_empty() && ingredients.is_empty() {
            return true;
        }
        names.iter().map(|name| self.canonical(name)).any(|name| {
            let member = |class: &String| {
                self.class_index(class)
                    .zip(self.find(name))
                    .is_some_and(|(i, id)| self.members[i].contains(&id))
            };
            ingredients.iter().any(|one| one == name) || classes.iter().any(member)
        })
    }

    /// Number of ingredient pairs that an authored rule speaks about.
    pub fn authored_pairs(&self) -> usize {
        self.pairs.len()
    }
}

/// 2 when both sides name ingredients, 1 when one does, 0 for class against class.
pub(crate) fn specificity(rule: &Rule) -> u8 {
    u8::from(rule.a.classes.is_empty()) + u8::from(rule.b.classes.is_empty())
}

/// Members of each class with those of the classes it includes.
pub(crate) fn expand_classes(classes: &[Class]) -> BTreeMap<String, BTreeSet<String>> {
    let by_id: HashMap<&str, &Class> = classes.iter().map(|c| (c.id.as_str(), c)).collect();
    let mut out = BTreeMap::new();
    for class in classes {
        let mut names = BTreeSet::new();
        let (mut todo, mut seen) = (vec![class], HashSet::new());
        while let Some(next) = todo.pop() {
            if seen.insert(next.id.as_str()) {
                names.extend(next.members.iter().flat_map(|m| m.ingredients.iter().cloned()));
                todo.extend(next.includes.iter().filter_map(|id| by_id.get(id.as_str()).copied()));
            }
        }
        out.insert(class.id.clone(), names);
    }
    out
}
