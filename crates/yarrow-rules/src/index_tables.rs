//! Doses, conditions and loads, indexed by ingredient.

use crate::book::{Ing, RuleBook};
use crate::tables::{ConditionRow, DoseRow, LoadTable, Placed};
use std::collections::{BTreeSet, HashMap, HashSet};

/// A load with its members and risk drugs expanded.
#[derive(Debug, Clone)]
pub(crate) struct CompiledLoad {
    pub table: Placed<LoadTable>,
    /// What each ingredient adds.
    pub points: HashMap<Ing, u32>,
    /// For each risk the drugs that are the risk, where it is one.
    pub risk_drugs: Vec<Option<HashSet<Ing>>>,
}

/// The rows about one drug in one patient.
#[derive(Debug, Clone, Default)]
pub(crate) struct TableIndex {
    doses: Vec<Placed<DoseRow>>,
    /// Rows by their ingredients in ascending order.
    dose_sets: HashMap<Vec<Ing>, Vec<u32>>,
    conditions: Vec<Placed<ConditionRow>>,
    /// Conditions of an ingredient, by place in `conditions`.
    conditions_of: Vec<Vec<u32>>,
    pub loads: Vec<CompiledLoad>,
}

impl RuleBook {
    pub(crate) fn index_tables(
        &mut self,
        doses: Vec<Placed<DoseRow>>,
        conditions: Vec<Placed<ConditionRow>>,
        loads: Vec<Placed<LoadTable>>,
    ) {
        let mut dose_sets: HashMap<Vec<Ing>, Vec<u32>> = HashMap::new();
        for (index, row) in doses.iter().enumerate() {
            let set: BTreeSet<Ing> = row.ingredients.iter().map(|name| self.intern(name)).collect();
            dose_sets.entry(set.into_iter().collect()).or_default().push(index as u32);
        }
        let sides: Vec<BTreeSet<Ing>> = conditions.iter().map(|row| self.expand(&row.drug)).collect();
        let loads: Vec<CompiledLoad> = loads.into_iter().map(|table| self.compile_load(table)).collect();
        let mut conditions_of = vec![Vec::new(); self.names.len()];
        for (index, side) in sides.iter().enumerate() {
            for ing in side {
                conditions_of[*ing as usize].push(index as u32);
            }
        }
        self.tables = TableIndex { doses, dose_sets, conditions, conditions_of, loads };
    }

    fn compile_load(&mut self, table: Placed<LoadTable>) -> CompiledLoad {
        let mut points: HashMap<Ing, u32> = HashMap::new();
        // A class gives its points first, so that a named ingredient has its own.
        for member in &table.members {
            for class in &member.classes {
                let members = self.class_index(class).map(|i| self.members[i].clone()).unwrap_or_default();
                points.extend(members.into_iter().map(|ing| (ing, member.points)));
            }
        }
        for member in &table.members {
            for name in &member.ingredients {
                let ing = self.intern(name);
                points.insert(ing, member.points);
            }
        }
        let risk_drugs = table
            .risks
            .iter()
            .map(|risk| risk.drug.as_ref().map(|side| self.expand(side).into_iter().collect()))
            .collect();
        CompiledLoad { table, points, risk_drugs }
    }

    /// Dose rows of exactly these ingredients, in file order; `ings` ascending.
    pub(crate) fn dose_rows(&self, ings: &[Ing]) -> impl Iterator<Item = &Placed<DoseRow>> {
        self.tables.dose_sets.get(ings).into_iter().flatten().map(|i| &self.tables.doses[*i as usize])
    }

    /// Conditions that name this ingredient, in file order.
    pub(crate) fn conditions_of(&self, ing: Ing) -> impl Iterator<Item = (u32, &Placed<ConditionRow>)> {
        self.tables
            .conditions_of
            .get(ing as usize)
            .into_iter()
            .flatten()
            .map(|i| (*i, &self.tables.conditions[*i as usize]))
    }

    /// Whether a condition speaks about this ingredient.
    pub fn has_condition(&self, ingredient: &str) -> bool {
        self.find(ingredient).is_some_and(|ing| self.conditions_of(ing).next().is_some())
    }

    pub(crate) fn codes_asked_for(&self) -> Vec<String> {
        let conditions = self.tables.conditions.iter().map(|row| &row.row.when);
        let risks = self.tables.loads.iter().flat_map(|load| &load.table.risks).map(|risk| &risk.when);
        let modifiers = self.rules.iter().flat_map(|rule| &rule.modifiers).map(|modifier| &modifier.when);
        let terms = conditions.chain(risks).chain(modifiers).filter_map(|when| when.observation.as_ref());
        let mut codes: BTreeSet<&str> =
            terms.flat_map(|term| term.loinc.iter().map(String::as_str)).collect();
        codes.extend(crate::patient::CODES.iter().flat_map(|codes| codes.iter().copied()));
        codes.into_iter().map(str::to_owned).collect()
    }

    /// What a rule of the tables is about: the title of a condition, the name of a load, the drug of a dose row.
    pub(crate) fn table_title(&self, id: &str) -> Option<&str> {
        let condition = self.tables.conditions.iter().find(|row| row.id == id).map(|row| row.title.as_str());
        let load = || {
            let head = self.tables.loads.iter().map(|load| &load.table.head);
            let own = id.strip_prefix("load-")?;
            head.into_iter()
                .find(|h| own.strip_prefix(h.id.as_str()).is_some_and(|r| r.starts_with('-')))
                .map(|h| h.name.as_str())
        };
        let dose = || {
            // "dose-<row>-single-max", "kidney-<row>-30", "pregnancy-<row>": the longest row id that fits.
            let (_, rest) = id.split_once('-')?;
            let rows = self.tables.doses.iter();
            let fits = |row: &&Placed<DoseRow>| {
                rest.strip_prefix(row.id.as_str())
                    .is_some_and(|after| after.is_empty() || after.starts_with('-'))
            };
            rows.filter(fits).max_by_key(|row| row.id.len()).map(|row| row.row.counted())
        };
        condition.or_else(load).or_else(dose)
    }

    /// Whether a dose row speaks about a drug of exactly these ingredients.
    pub fn has_dose(&self, ingredients: &[String]) -> bool {
        let mut set: Vec<Ing> = ingredients.iter().filter_map(|name| self.find(name)).collect();
        set.sort_unstable();
        set.dedup();
        !set.is_empty() && self.dose_rows(&set).next().is_some()
    }
}
