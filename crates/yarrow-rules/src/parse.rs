//! TOML text of the knowledge folders into the types of [`crate::knowledge`]. No file access here.

use crate::knowledge::*;
use crate::report::{Alternative, Tier};
use crate::tables::{ModifierToml, line_of, place_of_error};
use serde::Deserialize;
use std::collections::BTreeMap;
use toml::Spanned;

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct RuleFileToml {
    author: String,
    date: String,
    #[serde(default)]
    rule: Vec<Spanned<RuleToml>>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct RuleToml {
    id: String,
    tier: Tier,
    title: String,
    a: Side,
    b: Side,
    mechanism: String,
    management: String,
    evidence: Option<String>,
    #[serde(default)]
    alternatives: Vec<RuleAlternative>,
    #[serde(default)]
    instead_of: Vec<String>,
    #[serde(default)]
    besides: Vec<String>,
    #[serde(default)]
    local: bool,
    #[serde(default, rename = "modifier")]
    modifiers: Vec<ModifierToml>,
    source: String,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct ClassFileToml {
    #[serde(default)]
    class: Vec<Spanned<ClassToml>>,
    #[serde(default)]
    not_in_vocabulary: Vec<Members>,
    #[serde(default)]
    variants: BTreeMap<String, String>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct ClassToml {
    id: String,
    name: String,
    #[serde(default)]
    members: Vec<Members>,
    #[serde(default)]
    includes: Vec<String>,
    allergy: Option<AllergyUse>,
    shared_severe: Option<Tier>,
    shared_mild: Option<Tier>,
    duplicate: Option<Tier>,
    #[serde(default)]
    also_called: Vec<String>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct CrossFileToml {
    date: String,
    #[serde(default)]
    cross_reaction: Vec<Spanned<CrossToml>>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct CrossToml {
    id: String,
    title: String,
    allergy: Side,
    drug: Side,
    severe: Tier,
    mild: Tier,
    mechanism: String,
    management: String,
    evidence: Option<String>,
    #[serde(default)]
    alternatives: Vec<Alternative>,
    source: String,
}

fn read<T: for<'de> Deserialize<'de>>(file_name: &str, text: &str) -> Result<T, Vec<String>> {
    toml::from_str(text).map_err(|e| vec![place_of_error(file_name, text, &e)])
}

/// "rules/cyp3a4.toml:6" and the row itself.
fn placed<T>(file_name: &str, text: &str, row: Spanned<T>) -> (String, T) {
    let line = line_of(text, row.span().start);
    (format!("{file_name}:{line}"), row.into_inner())
}

/// Reads one `knowledge/rules/*.toml`.
///
/// # Errors
/// One sentence naming the file, the line and what TOML could not read.
pub fn parse_rules(file_name: &str, text: &str) -> Result<Vec<Rule>, Vec<String>> {
    let file: RuleFileToml = read(file_name, text)?;
    let rule = |(place, r): (String, RuleToml)| Rule {
        id: r.id,
        file: place,
        tier: r.tier,
        title: r.title,
        a: r.a,
        b: r.b,
        mechanism: r.mechanism,
        management: r.management,
        evidence: r.evidence,
        alternatives: r.alternatives,
        instead_of: r.instead_of,
        besides: r.besides,
        local: r.local,
        modifiers: r.modifiers.into_iter().map(Into::into).collect(),
        source: r.source,
        author: file.author.clone(),
        date: file.date.clone(),
    };
    Ok(file.rule.into_iter().map(|row| rule(placed(file_name, text, row))).collect())
}

/// Reads one `knowledge/classes/*.toml`.
///
/// # Errors
/// One sentence naming the file, the line and what TOML could not read.
pub fn parse_classes(file_name: &str, text: &str) -> Result<ClassFile, Vec<String>> {
    let file: ClassFileToml = read(file_name, text)?;
    let class = |(place, c): (String, ClassToml)| Class {
        id: c.id,
        file: place,
        name: c.name,
        members: c.members,
        includes: c.includes,
        allergy: c.allergy,
        shared_severe: c.shared_severe.unwrap_or(Tier::Contraindicated),
        shared_mild: c.shared_mild.unwrap_or(Tier::High),
        duplicate: c.duplicate,
        also_called: c.also_called,
    };
    Ok(ClassFile {
        classes: file.class.into_iter().map(|row| class(placed(file_name, text, row))).collect(),
        not_in_vocabulary: file.not_in_vocabulary.into_iter().flat_map(|m| m.ingredients).collect(),
        variants: file.variants,
    })
}

/// Reads one `knowledge/cross_reactivity/*.toml`.
///
/// # Errors
/// One sentence naming the file, the line and what TOML could not read.
pub fn parse_cross_reactivity(file_name: &str, text: &str) -> Result<Vec<CrossReaction>, Vec<String>> {
    let file: CrossFileToml = read(file_name, text)?;
    let cross = |(place, c): (String, CrossToml)| CrossReaction {
        id: c.id,
        file: place,
        title: c.title,
        allergy: c.allergy,
        drug: c.drug,
        severe: c.severe,
        mild: c.mild,
        mechanism: c.mechanism,
        management: c.management,
        evidence: c.evidence,
        alternatives: c.alternatives,
        source: c.source,
        date: file.date.clone(),
    };
    Ok(file.cross_reaction.into_iter().map(|row| cross(placed(file_name, text, row))).collect())
}
