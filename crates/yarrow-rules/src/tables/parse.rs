//! TOML text of `knowledge/doses`, `conditions` and `loads` into rows. No file access here.

use super::condition::ConditionRow;
use super::context::{AmountPerDay, Context, Missing, ObservationTerm, Sex};
use super::dose::DoseRoute;
use super::load::{LoadHead, LoadMember, LoadRisk, LoadTable};
use super::modifier::Modifier;
use super::{DoseRow, Placed};
use crate::knowledge::Side;
use crate::report::{Alternative, Tier};
use rust_decimal::Decimal;
use serde::Deserialize;
use toml::Spanned;

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct DoseFile {
    author: String,
    date: String,
    #[serde(default)]
    drug: Vec<Spanned<DoseRow>>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct ConditionFile {
    author: String,
    date: String,
    #[serde(default)]
    condition: Vec<Spanned<ConditionToml>>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct ConditionToml {
    id: String,
    title: String,
    drug: Side,
    #[serde(default)]
    local: bool,
    above_daily: Option<AmountPerDay>,
    #[serde(default)]
    problems: Vec<String>,
    #[serde(default)]
    not_problems: Vec<String>,
    age_from_years: Option<Decimal>,
    age_below_years: Option<Decimal>,
    sex: Option<Sex>,
    observation: Option<ObservationTerm>,
    #[serde(default)]
    missing: Missing,
    tier: Tier,
    mechanism: String,
    management: String,
    evidence: Option<String>,
    #[serde(default)]
    alternatives: Vec<Alternative>,
    source: String,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct LoadFile {
    author: String,
    date: String,
    load: Spanned<LoadHead>,
    #[serde(default)]
    member: Vec<LoadMember>,
    #[serde(default)]
    risk: Vec<RiskToml>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct RiskToml {
    points: u32,
    title: String,
    drug: Option<Side>,
    #[serde(default)]
    problems: Vec<String>,
    #[serde(default)]
    not_problems: Vec<String>,
    age_from_years: Option<Decimal>,
    age_below_years: Option<Decimal>,
    sex: Option<Sex>,
    observation: Option<ObservationTerm>,
    source: Option<String>,
}

/// `[[rule.modifier]]` as written.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct ModifierToml {
    tier: Tier,
    because: String,
    a_daily_above: Option<AmountPerDay>,
    b_daily_above: Option<AmountPerDay>,
    a_daily_at_most: Option<AmountPerDay>,
    b_daily_at_most: Option<AmountPerDay>,
    a_route: Option<DoseRoute>,
    b_route: Option<DoseRoute>,
    a_days_at_most: Option<u32>,
    b_days_at_most: Option<u32>,
    egfr_below: Option<Decimal>,
    #[serde(default)]
    problems: Vec<String>,
    #[serde(default)]
    not_problems: Vec<String>,
    age_from_years: Option<Decimal>,
    age_below_years: Option<Decimal>,
    sex: Option<Sex>,
    observation: Option<ObservationTerm>,
    source: String,
}

impl From<ModifierToml> for Modifier {
    fn from(m: ModifierToml) -> Modifier {
        Modifier {
            tier: m.tier,
            because: m.because,
            a_daily_above: m.a_daily_above,
            b_daily_above: m.b_daily_above,
            a_daily_at_most: m.a_daily_at_most,
            b_daily_at_most: m.b_daily_at_most,
            a_route: m.a_route,
            b_route: m.b_route,
            a_days_at_most: m.a_days_at_most,
            b_days_at_most: m.b_days_at_most,
            egfr_below: m.egfr_below,
            when: Context {
                problems: m.problems,
                not_problems: m.not_problems,
                age_from_years: m.age_from_years,
                age_below_years: m.age_below_years,
                sex: m.sex,
                observation: m.observation,
            },
            source: m.source,
        }
    }
}

/// The line of a byte of a text, from 1.
pub(crate) fn line_of(text: &str, byte: usize) -> usize {
    text.as_bytes().iter().take(byte).filter(|b| **b == b'\n').count() + 1
}

/// "doses/heart.toml:12: what TOML could not read".
pub(crate) fn place_of_error(file_name: &str, text: &str, error: &toml::de::Error) -> String {
    let line = error.span().map_or(1, |span| line_of(text, span.start));
    format!("{file_name}:{line}: {}", error.message().replace('\n', " "))
}

fn read<T: for<'de> Deserialize<'de>>(file_name: &str, text: &str) -> Result<T, Vec<String>> {
    toml::from_str(text).map_err(|error| vec![place_of_error(file_name, text, &error)])
}

/// Gives rows their place.
struct Placer<'a> {
    file_name: &'a str,
    text: &'a str,
    author: String,
    date: String,
}

impl Placer<'_> {
    fn place<T, U>(&self, row: Spanned<T>, into: impl FnOnce(T) -> U) -> Placed<U> {
        let line = line_of(self.text, row.span().start);
        Placed {
            place: format!("{}:{line}", self.file_name),
            author: self.author.clone(),
            date: self.date.clone(),
            row: into(row.into_inner()),
        }
    }
}

/// Reads one `knowledge/doses/*.toml`.
///
/// # Errors
/// One sentence naming the file, the line and what TOML could not read.
pub fn parse_doses(file_name: &str, text: &str) -> Result<Vec<Placed<DoseRow>>, Vec<String>> {
    let file: DoseFile = read(file_name, text)?;
    let placer = Placer { file_name, text, author: file.author, date: file.date };
    Ok(file.drug.into_iter().map(|row| placer.place(row, |r| r)).collect())
}

/// Reads one `knowledge/conditions/*.toml`.
///
/// # Errors
/// One sentence naming the file, the line and what TOML could not read.
pub fn parse_conditions(file_name: &str, text: &str) -> Result<Vec<Placed<ConditionRow>>, Vec<String>> {
    let file: ConditionFile = read(file_name, text)?;
    let placer = Placer { file_name, text, author: file.author, date: file.date };
    let row = |c: ConditionToml| ConditionRow {
        id: c.id,
        title: c.title,
        drug: c.drug,
        local: c.local,
        above_daily: c.above_daily,
        when: Context {
            problems: c.problems,
            not_problems: c.not_problems,
            age_from_years: c.age_from_years,
            age_below_years: c.age_below_years,
            sex: c.sex,
            observation: c.observation,
        },
        missing: c.missing,
        tier: c.tier,
        mechanism: c.mechanism,
        management: c.management,
        evidence: c.evidence,
        alternatives: c.alternatives,
        source: c.source,
    };
    Ok(file.condition.into_iter().map(|one| placer.place(one, row)).collect())
}

/// Reads one `knowledge/loads/*.toml`.
///
/// # Errors
/// One sentence naming the file, the line and what TOML could not read.
pub fn parse_load(file_name: &str, text: &str) -> Result<Placed<LoadTable>, Vec<String>> {
    let file: LoadFile = read(file_name, text)?;
    let placer = Placer { file_name, text, author: file.author, date: file.date };
    let risk = |r: RiskToml| LoadRisk {
        points: r.points,
        title: r.title,
        drug: r.drug,
        when: Context {
            problems: r.problems,
            not_problems: r.not_problems,
            age_from_years: r.age_from_years,
            age_below_years: r.age_below_years,
            sex: r.sex,
            observation: r.observation,
        },
        source: r.source,
    };
    let (members, risks) = (file.member, file.risk.into_iter().map(risk).collect());
    Ok(placer.place(file.load, |head| LoadTable { head, members, risks }))
}
