//! The small hand-written lists: allergens, reactions, observations, sources.

use std::path::Path;

use serde::Deserialize;

use super::tables::{input, read_toml};
use crate::Result;
use crate::types::ObservationDefinition;

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Allergen {
    pub key: String,
    pub display: String,
    pub group: String,
    #[serde(default)]
    pub also: Vec<String>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Reaction {
    pub name: String,
    #[serde(default)]
    pub severe: bool,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Source {
    pub name: String,
    pub date: String,
    pub licence: String,
    pub files: Vec<String>,
    pub notice: Option<String>,
}

pub(super) fn allergens(dir: &Path) -> Result<Vec<Allergen>> {
    #[derive(Deserialize)]
    struct File {
        allergens: Vec<Allergen>,
    }
    let path = dir.join("allergens.toml");
    let file: File = read_toml(&path)?;
    unique(&path, file.allergens.iter().map(|a| a.key.as_str()))?;
    Ok(file.allergens)
}

pub(super) fn reactions(dir: &Path) -> Result<Vec<Reaction>> {
    #[derive(Deserialize)]
    struct File {
        reactions: Vec<Reaction>,
    }
    let path = dir.join("reactions.toml");
    let file: File = read_toml(&path)?;
    unique(&path, file.reactions.iter().map(|r| r.name.as_str()))?;
    Ok(file.reactions)
}

pub(super) fn observations(dir: &Path) -> Result<Vec<ObservationDefinition>> {
    #[derive(Deserialize)]
    struct File {
        observation: Vec<ObservationDefinition>,
    }
    let path = dir.join("observations.toml");
    let file: File = read_toml(&path)?;
    unique(&path, file.observation.iter().map(|o| o.loinc.as_str()))?;
    if let Some(bad) = file.observation.iter().find(|o| !loinc_check_digit_holds(&o.loinc)) {
        return Err(input(&path, format!("{} is not a LOINC code: its check digit is wrong", bad.loinc)));
    }
    Ok(file.observation)
}

/// LOINC codes and names that the other lists lack.
pub(super) fn loinc_also(dir: &Path) -> Result<Vec<(String, String)>> {
    #[derive(Deserialize)]
    #[serde(deny_unknown_fields)]
    struct Code {
        loinc: String,
        name: String,
    }
    #[derive(Deserialize)]
    struct File {
        code: Vec<Code>,
    }
    let path = dir.join("loinc_also.toml");
    let file: File = read_toml(&path)?;
    unique(&path, file.code.iter().map(|c| c.loinc.as_str()))?;
    if let Some(bad) = file.code.iter().find(|c| !loinc_check_digit_holds(&c.loinc)) {
        return Err(input(&path, format!("{} is not a LOINC code: its check digit is wrong", bad.loinc)));
    }
    Ok(file.code.into_iter().map(|c| (c.loinc, c.name)).collect())
}

pub(super) fn sources(dir: &Path) -> Result<Vec<Source>> {
    #[derive(Deserialize)]
    struct File {
        source: Vec<Source>,
    }
    let file: File = read_toml(&dir.join("sources.toml"))?;
    Ok(file.source)
}

fn unique<'a>(path: &Path, keys: impl Iterator<Item = &'a str>) -> Result<()> {
    let mut seen = std::collections::HashSet::new();
    for key in keys {
        if !seen.insert(key) {
            return Err(input(path, format!("{key} is listed twice")));
        }
    }
    Ok(())
}

/// The modulus-10 check digit behind the hyphen (LOINC Users' Guide, appendix on check digits).
fn loinc_check_digit_holds(code: &str) -> bool {
    let Some((digits, check)) = code.split_once('-') else { return false };
    let mut sum = 0;
    for (i, c) in digits.chars().rev().enumerate() {
        let Some(d) = c.to_digit(10) else { return false };
        let n = if i % 2 == 0 { d * 2 } else { d };
        sum += n / 10 + n % 10;
    }
    check == ((10 - sum % 10) % 10).to_string()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_mistyped_loinc_code_is_noticed() {
        assert!(loinc_check_digit_holds("4548-4"));
        assert!(!loinc_check_digit_holds("4548-5"));
        assert!(!loinc_check_digit_holds("4548"));
    }
}
