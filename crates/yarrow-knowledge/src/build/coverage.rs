//! What the editors wrote, counted by kind and source, and which of the common drugs it covers.

use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;

use yarrow_rules::controlled::{Compared, FEDERAL};
use yarrow_rules::{ControlledTable, RuleBook, RuleBookData};

use super::names::Names;
use super::tables::Table;
use crate::Result;

/// Authored rows and the common drugs they speak about.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Coverage {
    /// Kind of row -> how many.
    pub by_kind: Vec<(String, usize)>,
    /// Family of source -> how many rows name it, most first.
    pub by_source: Vec<(String, usize)>,
    /// How many common drugs there are.
    pub common: usize,
    /// What is known -> of how many common drugs.
    pub by_drug: Vec<(String, usize)>,
    /// Common drugs without any dose row.
    pub without_dose: Vec<String>,
}

impl std::fmt::Display for Coverage {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        writeln!(f, "Authored rows by kind")?;
        for (name, count) in &self.by_kind {
            writeln!(f, "  {count:>7}  {name}")?;
        }
        writeln!(f, "Authored rows by source")?;
        for (name, count) in &self.by_source {
            writeln!(f, "  {count:>7}  {name}")?;
        }
        writeln!(f, "Of the {} most prescribed drugs", self.common)?;
        for (name, count) in &self.by_drug {
            writeln!(f, "  {count:>7}  have {name}")?;
        }
        if !self.without_dose.is_empty() {
            writeln!(f, "  without a dose row: {}", self.without_dose.join(", "))?;
        }
        Ok(())
    }
}

pub(super) fn coverage(seed: &Path, names: &Names, data: &RuleBookData, book: &RuleBook) -> Result<Coverage> {
    let mut rows: BTreeMap<Vec<&str>, Vec<&yarrow_rules::tables::DoseRow>> = BTreeMap::new();
    for row in &data.doses {
        let mut set: Vec<&str> = row.ingredients.iter().map(|name| book.canonical(name)).collect();
        set.sort_unstable();
        rows.entry(set).or_default().push(row);
    }
    let mut counts = [0_usize; 8];
    let mut without_dose = Vec::new();
    let mut common = 0;
    for line in Table::read(&seed.join("top300.tsv.gz"))?.rows() {
        common += 1;
        let parts: Vec<String> =
            line.get("drug").split('+').filter_map(|name| names.canonical(name)).collect();
        let mut set: Vec<&str> = parts.iter().map(|name| book.canonical(name)).collect();
        set.sort_unstable();
        // A combination without a row of its own is checked by the rows of its parts.
        let own: Vec<_> = match rows.get(&set) {
            Some(found) => found.clone(),
            None => set.iter().filter_map(|name| rows.get(&vec![*name])).flatten().copied().collect(),
        };
        if own.is_empty() {
            without_dose.push(line.get("drug").to_string());
        }
        let has = [
            own.iter().any(|r| r.adult.is_some() || !r.child.is_empty()),
            own.iter().any(|r| !r.child.is_empty() || r.not_under.is_some()),
            own.iter().any(|r| r.renal.is_some()),
            own.iter().any(|r| !r.hepatic.is_empty()),
            own.iter().any(|r| !r.pregnancy.is_empty()),
            own.iter().any(|r| r.lactation.is_some()),
            set.iter().any(|name| book.has_condition(name)),
            !set.is_empty() && set.iter().all(|name| book.covers(name)),
        ];
        for (count, has) in counts.iter_mut().zip(has) {
            *count += usize::from(has);
        }
    }
    let kinds = [
        "a dose of adults or children",
        "a dose of children or an age floor",
        "a statement on the kidney",
        "a statement on the liver",
        "a statement on pregnancy",
        "a statement on nursing",
        "a condition against a problem, value, age or sex",
        "interaction knowledge",
    ];
    let by_drug = kinds.iter().map(|k| (*k).to_owned()).zip(counts).collect();
    Ok(Coverage { by_kind: by_kind(data), by_source: by_source(data), common, by_drug, without_dose })
}

fn by_kind(data: &RuleBookData) -> Vec<(String, usize)> {
    let drugs: BTreeSet<&String> = data.doses.iter().flat_map(|row| &row.ingredients).collect();
    let doses = &data.doses;
    [
        ("interaction rules", data.rules.len()),
        ("modifiers of interaction rules", data.rules.iter().map(|r| r.modifiers.len()).sum()),
        ("drug classes", data.classes.classes.len()),
        ("allergy cross-reactions", data.cross_reactions.len()),
        ("dose rows", doses.len()),
        ("ingredients with a dose row", drugs.len()),
        ("doses of adults", doses.iter().filter(|r| r.adult.is_some()).count()),
        ("doses of children, by age and weight", doses.iter().map(|r| r.child.len()).sum()),
        ("age floors", doses.iter().filter(|r| r.not_under.is_some()).count()),
        ("kidney bands", doses.iter().flat_map(|r| &r.renal).map(|r| r.band.len()).sum()),
        (
            "rows that need no kidney adjustment",
            doses.iter().flat_map(|r| &r.renal).filter(|r| r.none).count(),
        ),
        ("liver statements", doses.iter().map(|r| r.hepatic.len()).sum()),
        ("geriatric cautions", doses.iter().map(|r| r.geriatric.len()).sum()),
        ("pregnancy statements", doses.iter().map(|r| r.pregnancy.len()).sum()),
        ("nursing statements", doses.iter().filter(|r| r.lactation.is_some()).count()),
        ("conditions", data.conditions.len()),
        ("loads", data.loads.len()),
        (
            "drugs and classes in loads",
            data.loads.iter().flat_map(|l| &l.members).map(|m| m.ingredients.len() + m.classes.len()).sum(),
        ),
        ("risks in loads", data.loads.iter().map(|l| l.risks.len()).sum()),
        (
            "states with law on controlled substances",
            data.controlled.states.iter().filter(|s| s.code != FEDERAL).count(),
        ),
        ("limits on controlled substances", data.controlled.limits.len()),
        ("duties to ask a monitoring programme", data.controlled.monitoring.len()),
        ("drugs that a state schedules itself", data.controlled.schedules.len()),
        ("rows of law not yet compared with its text", not_compared(&data.controlled)),
    ]
    .map(|(name, count)| (name.to_owned(), count))
    .to_vec()
}

fn not_compared(table: &ControlledTable) -> usize {
    let limits = table.limits.iter().map(|row| row.compared);
    let others = table.schedules.iter().map(|row| row.compared);
    let all = limits.chain(others).chain(table.monitoring.iter().map(|row| row.compared));
    all.filter(|compared| *compared != Compared::Text).count()
}

/// "FDA labels", "AGS Beers criteria", "other guidelines and papers": a family of the first source a row names.
fn family(source: &str) -> &'static str {
    const FAMILIES: [(&str, &str); 9] = [
        ("fda label", "FDA labels"),
        ("fda drug safety", "FDA drug safety communications"),
        ("beers", "AGS Beers criteria"),
        ("lactmed", "LactMed"),
        ("acog", "ACOG"),
        ("guideline", "guidelines"),
        ("consensus", "consensus papers"),
        ("recommendation", "guidelines"),
        (";", "papers"),
    ];
    let lower = source.to_lowercase();
    FAMILIES.iter().find(|(word, _)| lower.contains(word)).map_or("other", |(_, name)| name)
}

fn by_source(data: &RuleBookData) -> Vec<(String, usize)> {
    let mut counts: BTreeMap<&str, usize> = BTreeMap::new();
    let doses = data.doses.iter().flat_map(|row| {
        let parts = row.renal.iter().filter_map(|r| r.source.as_ref());
        let parts = parts.chain(row.hepatic.iter().filter_map(|h| h.source.as_ref()));
        let parts = parts.chain(row.geriatric.iter().filter_map(|g| g.source.as_ref()));
        let parts = parts.chain(row.pregnancy.iter().filter_map(|p| p.source.as_ref()));
        let parts = parts.chain(row.lactation.iter().filter_map(|l| l.source.as_ref()));
        std::iter::once(&row.row.source).chain(parts)
    });
    let rules = data
        .rules
        .iter()
        .flat_map(|r| std::iter::once(&r.source).chain(r.modifiers.iter().map(|m| &m.source)));
    let classes = data.classes.classes.iter().flat_map(|c| c.members.iter().map(|m| &m.source));
    let loads = data
        .loads
        .iter()
        .flat_map(|l| std::iter::once(&l.head.source).chain(l.members.iter().map(|m| &m.source)));
    let conditions = data.conditions.iter().map(|c| &c.row.source);
    let crosses = data.cross_reactions.iter().map(|c| &c.source);
    for source in doses.chain(rules).chain(classes).chain(loads).chain(conditions).chain(crosses) {
        *counts.entry(family(source)).or_default() += 1;
    }
    let law = &data.controlled;
    *counts.entry("statutes and regulations").or_default() +=
        law.limits.len() + law.schedules.len() + law.monitoring.len();
    let mut out: Vec<(String, usize)> = counts.into_iter().map(|(name, n)| (name.to_owned(), n)).collect();
    out.sort_by(|a, b| b.1.cmp(&a.1).then_with(|| a.0.cmp(&b.0)));
    out
}
