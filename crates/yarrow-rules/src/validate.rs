//! What must hold before knowledge may be used: every fault is a sentence with file and rule.

use crate::book::{expand_classes, specificity};
use crate::knowledge::*;
use std::collections::{BTreeMap, BTreeSet, HashMap, HashSet};

/// Every fault in the knowledge; empty when it may be used.
pub fn validate(data: &RuleBookData) -> Vec<String> {
    let mut check = Check { data, faults: Vec::new(), names: known_names(data), classes: HashSet::new() };
    check.classes();
    check.rules();
    check.cross_reactions();
    crate::tables::validate_tables(&mut check, data);
    crate::controlled::validate_controlled(&mut check, &data.controlled);
    crate::monitoring::validate_monitoring(&mut check, &data.monitoring);
    if check.faults.is_empty() {
        check.contradictions();
    }
    check.faults
}

pub(crate) struct Check<'a> {
    data: &'a RuleBookData,
    faults: Vec<String>,
    /// `None` when the vocabulary is not given: names are then taken as they are.
    names: Option<HashSet<&'a str>>,
    classes: HashSet<&'a str>,
}

fn known_names(data: &RuleBookData) -> Option<HashSet<&str>> {
    if data.known_ingredients.is_empty() {
        return None;
    }
    let names = data.known_ingredients.iter().chain(&data.classes.not_in_vocabulary);
    Some(names.map(String::as_str).collect())
}

pub(crate) fn is_date(text: &str) -> bool {
    let bytes = text.as_bytes();
    bytes.len() == 10
        && bytes
            .iter()
            .enumerate()
            .all(|(i, b)| if i == 4 || i == 7 { *b == b'-' } else { b.is_ascii_digit() })
}

fn is_id(text: &str) -> bool {
    !text.is_empty() && text.bytes().all(|b| b.is_ascii_lowercase() || b.is_ascii_digit() || b == b'-')
}

impl<'a> Check<'a> {
    pub(crate) fn fault(&mut self, file: &str, what: &str, id: &str, says: &str) {
        self.faults.push(format!("{file}: {what} {id}: {says}"));
    }

    pub(crate) fn ingredient(&mut self, file: &str, what: &str, id: &str, name: &str) {
        let known = self.names.as_ref().is_none_or(|n| n.contains(name));
        let variant = self.data.classes.variants.get(name).cloned();
        if let Some(canonical) = variant {
            self.fault(file, what, id, &format!("names the variant \"{name}\"; write \"{canonical}\""));
        } else if !known {
            self.fault(
                file,
                what,
                id,
                &format!("\"{name}\" is neither in the drug vocabulary nor listed as not in it"),
            );
        }
    }

    pub(crate) fn side(&mut self, file: &str, what: &str, id: &str, side: &Side, foods_allowed: bool) {
        for name in side.ingredients.iter().chain(&side.except) {
            self.ingredient(file, what, id, name);
        }
        for class in &side.classes {
            self.class(file, what, id, class);
        }
        if !foods_allowed && !side.foods.is_empty() {
            self.fault(file, what, id, "foods belong only on the allergy side of a cross-reaction");
        }
        if side.ingredients.is_empty() && side.classes.is_empty() && side.foods.is_empty() {
            self.fault(file, what, id, "one side is empty");
        }
    }

    pub(crate) fn class(&mut self, file: &str, what: &str, id: &str, class: &str) {
        if !self.classes.contains(class) {
            self.fault(file, what, id, &format!("there is no class \"{class}\""));
        }
    }

    pub(crate) fn texts(&mut self, file: &str, what: &str, id: &str, texts: &[(&str, &str)]) {
        if !is_id(id) {
            self.fault(file, what, id, "the id may use only small letters, digits and hyphens");
        }
        for (name, text) in texts {
            if text.trim().is_empty() {
                self.fault(file, what, id, &format!("has no {name}"));
            }
        }
    }

    fn classes(&mut self) {
        let data = self.data;
        for class in &data.classes.classes {
            if !self.classes.insert(&class.id) {
                self.fault(&class.file, "class", &class.id, "is defined twice");
            }
        }
        for class in &data.classes.classes {
            self.texts(&class.file, "class", &class.id, &[("name", &class.name)]);
            let mut seen = HashSet::new();
            for members in &class.members {
                if members.source.trim().is_empty() || members.ingredients.is_empty() {
                    self.fault(
                        &class.file,
                        "class",
                        &class.id,
                        "has members without a source or without names",
                    );
                }
                for name in &members.ingredients {
                    self.ingredient(&class.file, "class", &class.id, name);
                    if !seen.insert(name) {
                        self.fault(&class.file, "class", &class.id, &format!("lists \"{name}\" twice"));
                    }
                }
            }
            for other in &class.includes {
                if !self.classes.contains(other.as_str()) {
                    self.fault(&class.file, "class", &class.id, &format!("includes no class \"{other}\""));
                }
            }
        }
        for (id, names) in expand_classes(&data.classes.classes) {
            if names.is_empty() {
                self.faults.push(format!("class {id}: has no member"));
            }
        }
        for (variant, name) in &data.classes.variants {
            if data.classes.variants.contains_key(name) || variant == name {
                self.faults.push(format!("variant \"{variant}\" leads to another variant, \"{name}\""));
            } else if self.names.as_ref().is_some_and(|n| !n.contains(name.as_str())) {
                self.faults.push(format!("variant \"{variant}\" leads to the unknown ingredient \"{name}\""));
            }
        }
    }

    fn rules(&mut self) {
        let data = self.data;
        let ids: BTreeSet<&str> = data.rules.iter().map(|r| r.id.as_str()).collect();
        let mut seen = HashSet::new();
        for rule in &data.rules {
            let (file, id) = (rule.file.as_str(), rule.id.as_str());
            if !seen.insert(id) {
                self.fault(file, "rule", id, "is defined twice");
            }
            let texts = [
                ("title", rule.title.as_str()),
                ("mechanism", &rule.mechanism),
                ("management", &rule.management),
                ("source", &rule.source),
                ("author", &rule.author),
            ];
            self.texts(file, "rule", id, &texts);
            if !is_date(&rule.date) {
                self.fault(file, "rule", id, "needs a date as YYYY-MM-DD");
            }
            self.side(file, "rule", id, &rule.a, false);
            self.side(file, "rule", id, &rule.b, false);
            for alternative in &rule.alternatives {
                self.ingredient(file, "rule", id, &alternative.ingredient);
            }
            for other in rule.instead_of.iter().chain(&rule.besides) {
                if !ids.contains(other.as_str()) {
                    self.fault(file, "rule", id, &format!("refers to no rule \"{other}\""));
                }
            }
        }
    }

    fn cross_reactions(&mut self) {
        let data = self.data;
        let mut seen = HashSet::new();
        for cross in &data.cross_reactions {
            let (file, id) = (cross.file.as_str(), cross.id.as_str());
            if !seen.insert(id) {
                self.fault(file, "cross-reaction", id, "is defined twice");
            }
            let texts = [
                ("title", cross.title.as_str()),
                ("mechanism", &cross.mechanism),
                ("management", &cross.management),
                ("source", &cross.source),
            ];
            self.texts(file, "cross-reaction", id, &texts);
            if !is_date(&cross.date) {
                self.fault(file, "cross-reaction", id, "needs a date as YYYY-MM-DD");
            }
            self.side(file, "cross-reaction", id, &cross.allergy, true);
            self.side(file, "cross-reaction", id, &cross.drug, false);
            if cross.mild > cross.severe {
                self.fault(
                    file,
                    "cross-reaction",
                    id,
                    "is stricter after a mild reaction than after a severe one",
                );
            }
        }
    }

    /// No rule about two named ingredients may be silently outvoted by a stronger class rule, and no
    /// two rules may speak about exactly the same sides.
    fn contradictions(&mut self) {
        let expanded = expand_classes(&self.data.classes.classes);
        let sides: Vec<(BTreeSet<&str>, BTreeSet<&str>)> =
            self.data.rules.iter().map(|r| (names(&r.a, &expanded), names(&r.b, &expanded))).collect();
        let mut same: HashMap<(&BTreeSet<&str>, &BTreeSet<&str>), &str> = HashMap::new();
        let mut found = BTreeSet::new();
        for (rule, (a, b)) in self.data.rules.iter().zip(&sides) {
            let key = if a <= b { (a, b) } else { (b, a) };
            if let Some(other) = same.insert(key, &rule.id) {
                found.insert(format!("{}: rule {}: has the same two sides as {other}", rule.file, rule.id));
            }
            if specificity(rule) < 2 {
                continue;
            }
            for (other, (left, right)) in self.data.rules.iter().zip(&sides) {
                if specificity(other) == 2
                    || other.tier <= rule.tier
                    || rule.instead_of.contains(&other.id)
                    || rule.besides.contains(&other.id)
                {
                    continue;
                }
                let overlap = a.iter().any(|x| {
                    b.iter().any(|y| {
                        x != y
                            && ((left.contains(x) && right.contains(y))
                                || (left.contains(y) && right.contains(x)))
                    })
                });
                if overlap {
                    found.insert(format!(
                        "{}: rule {}: the stronger rule {} also speaks about one of its pairs; say `instead_of` or `besides`",
                        rule.file, rule.id, other.id
                    ));
                }
            }
        }
        self.faults.extend(found);
    }
}

fn names<'a>(side: &'a Side, classes: &'a BTreeMap<String, BTreeSet<String>>) -> BTreeSet<&'a str> {
    let members = side.classes.iter().filter_map(|c| classes.get(c)).flatten();
    side.ingredients.iter().chain(members).filter(|n| !side.except.contains(n)).map(String::as_str).collect()
}
