//! The rule book's data out of `rules/`, `classes/`, `cross_reactivity/`, `doses/`, `conditions/`, `loads/`,
//! `controlled.toml` and the wide net.

use std::collections::{BTreeMap, HashMap, HashSet};
use std::path::{Path, PathBuf};

use yarrow_rules::{
    Codes, Effect, RuleBook, RuleBookData, WideNetLevel, WideNetPair, parse_classes, parse_conditions,
    parse_controlled, parse_cross_reactivity, parse_doses, parse_load, parse_monitoring, parse_rules,
    unknown_codes,
};

use super::names::{IngredientRow, Names};
use super::tables::{Table, input, read_text};
use crate::{Error, Result};

/// Reads everything, checks that it holds together against the vocabulary and the codes, and returns it.
pub(super) fn rule_book_data(
    dir: &Path,
    names: &Names,
    ingredients: &mut BTreeMap<String, IngredientRow>,
    codes: &Codes,
) -> Result<(RuleBookData, RuleBook)> {
    let mut data = read(dir)?;
    // Herbs, foods and drugs that only a rule knows (St John's wort) can be recorded and resolved all the same.
    for name in &data.classes.not_in_vocabulary {
        ingredients.entry(name.clone()).or_insert_with(|| names.empty(name));
    }
    for (from, to) in &data.classes.variants {
        if let Some(row) = ingredients.get_mut(to)
            && !row.also.contains(from)
        {
            row.also.push(from.clone());
        }
    }
    data.known_ingredients = ingredients.keys().cloned().collect();
    // The author of a class list decides; the vocabulary's own corrections come behind.
    let known: HashSet<&String> = ingredients.keys().collect();
    for (from, to) in names.same() {
        if known.contains(to) && !known.contains(from) {
            data.classes.variants.entry(from.clone()).or_insert_with(|| to.clone());
        }
    }
    let dates = data.rules.iter().map(|rule| &rule.date).chain(data.doses.iter().map(|row| &row.date));
    data.data_date =
        dates.chain(data.conditions.iter().map(|row| &row.date)).max().cloned().unwrap_or_default();
    data.wide_net = wide_net(dir, names)?;
    let mut faults = unknown_codes(&data, codes);
    for row in &data.monitoring {
        let unknown = row.loinc.iter().filter(|code| !codes.loinc.contains(*code));
        faults.extend(
            unknown.map(|code| format!("monitoring.toml: {}: {code} is not a known LOINC code", row.label)),
        );
    }
    match RuleBook::new(data.clone()) {
        Ok(book) if faults.is_empty() => Ok((data, book)),
        Ok(_) => Err(together(faults)),
        Err(others) => {
            faults.extend(others);
            Err(together(faults))
        }
    }
}

/// Takes one file's name and text in; answers the faults it found.
type Keep<'a> = &'a mut dyn FnMut(&str, &str) -> std::result::Result<(), Vec<String>>;

/// Reads the files; of every file that cannot be read the first fault is named, of all of them together.
fn read(dir: &Path) -> Result<RuleBookData> {
    let mut data = RuleBookData::default();
    let mut faults = Vec::new();
    let mut each = |folder: &str, keep: Keep<'_>| {
        for (name, text) in files(&dir.join(folder))? {
            if let Err(found) = keep(&format!("{folder}/{name}"), &text) {
                faults.extend(found);
            }
        }
        Ok::<(), Error>(())
    };
    each("classes", &mut |name, text| parse_classes(name, text).map(|file| data.classes.merge(file)))?;
    each("rules", &mut |name, text| parse_rules(name, text).map(|rows| data.rules.extend(rows)))?;
    each("cross_reactivity", &mut |name, text| {
        parse_cross_reactivity(name, text).map(|rows| data.cross_reactions.extend(rows))
    })?;
    each("doses", &mut |name, text| parse_doses(name, text).map(|rows| data.doses.extend(rows)))?;
    each("conditions", &mut |name, text| {
        parse_conditions(name, text).map(|rows| data.conditions.extend(rows))
    })?;
    each("loads", &mut |name, text| parse_load(name, text).map(|table| data.loads.push(table)))?;
    match parse_controlled("controlled.toml", &read_text(&dir.join("controlled.toml"))?) {
        Ok(table) => data.controlled = table,
        Err(found) => faults.extend(found),
    }
    match parse_monitoring("monitoring.toml", &read_text(&dir.join("monitoring.toml"))?) {
        Ok(rows) => data.monitoring = rows,
        Err(found) => faults.extend(found),
    }
    if faults.is_empty() { Ok(data) } else { Err(together(faults)) }
}

fn together(errors: Vec<String>) -> Error {
    Error::Rules(errors.join("\n"))
}

/// The TOML files of a folder in name order.
pub(super) fn files(folder: &Path) -> Result<Vec<(String, String)>> {
    let mut paths: Vec<PathBuf> = Vec::new();
    if !folder.exists() {
        return Ok(Vec::new());
    }
    for entry in std::fs::read_dir(folder).map_err(|e| input(folder, e))? {
        let path = entry.map_err(|e| input(folder, e))?.path();
        if path.extension().is_some_and(|x| x == "toml") {
            paths.push(path);
        }
    }
    paths.sort();
    paths
        .into_iter()
        .map(|path| {
            let name = path.file_name().map(|n| n.to_string_lossy().into_owned()).unwrap_or_default();
            Ok((name, read_text(&path)?))
        })
        .collect()
}

fn wide_net(dir: &Path, names: &Names) -> Result<Vec<WideNetPair>> {
    let folder = dir.join("product/ddi_ansm2020_fr");
    let effect_path = folder.join("rule_effect.tsv.gz");
    let mut effects: HashMap<String, Effect> = HashMap::new();
    for row in Table::read(&effect_path)?.rows() {
        let effect = serde_json::from_value(serde_json::Value::String(row.get("effect").to_string()))?;
        effects.insert(row.get("rule_id").to_string(), effect);
    }
    let path = folder.join("pairs_by_ingredient.tsv.gz");
    let mut pairs: BTreeMap<(String, String), WideNetPair> = BTreeMap::new();
    for row in Table::read(&path)?.rows() {
        let (Some(a), Some(b)) = (names.canonical(row.get("name_a")), names.canonical(row.get("name_b")))
        else {
            continue;
        };
        if a == b {
            continue;
        }
        let (a, b) = if a < b { (a, b) } else { (b, a) };
        let word = row.get("min_severity_of_that_rule");
        let lowest =
            WideNetLevel::read(word).ok_or_else(|| input(&path, format!("unknown severity {word}")))?;
        // Several rules may speak of a pair; the first that says what happens is the most severe one.
        let mut said = row.list("rule_ids").filter_map(|id| effects.get(id)).copied();
        let effect = said.find(|effect| *effect != Effect::Other).unwrap_or(Effect::Other);
        let pair = WideNetPair { a: a.clone(), b: b.clone(), lowest, effect };
        // Two spellings of one drug may carry two levels: the higher of the two lowest ones stands.
        match pairs.get(&(a.clone(), b.clone())) {
            Some(old) if old.lowest >= lowest => {}
            _ => {
                pairs.insert((a, b), pair);
            }
        }
    }
    Ok(pairs.into_values().collect())
}
