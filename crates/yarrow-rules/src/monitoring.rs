//! Which laboratory values go with a drug that is taken for long, and how old they may be.

use serde::{Deserialize, Serialize};

use toml::Spanned;

use crate::book::RuleBook;
#[cfg(test)]
use crate::knowledge::RuleBookData;
use crate::validate::Check;

/// One value that is watched while one of the ingredients is taken.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Monitoring {
    /// Ingredient keys.
    pub ingredients: Vec<String>,
    /// "Potassium".
    pub label: String,
    /// LOINC codes that answer the same question.
    pub loinc: Vec<String>,
    /// How old the newest value may be, in months.
    pub months: u32,
    /// Guideline or label section.
    pub source: String,
}

impl RuleBook {
    /// What is watched while these ingredients are taken; each value once, at its shortest interval.
    pub fn watched(&self, ingredients: &[String]) -> Vec<&Monitoring> {
        let taken: Vec<&str> = ingredients.iter().map(|key| self.canonical(key)).collect();
        let mut found: Vec<&Monitoring> = Vec::new();
        for row in self
            .monitoring
            .iter()
            .filter(|row| row.ingredients.iter().any(|key| taken.contains(&key.as_str())))
        {
            match found.iter_mut().find(|known| known.label == row.label) {
                Some(known) if row.months < known.months => *known = row,
                Some(_) => {}
                None => found.push(row),
            }
        }
        found
    }
}

/// Reads `knowledge/monitoring.toml`.
///
/// # Errors
/// One sentence for each row that says too little, with its line, or the place where the text is no TOML.
pub fn parse_monitoring(name: &str, text: &str) -> Result<Vec<Monitoring>, Vec<String>> {
    #[derive(Deserialize)]
    #[serde(deny_unknown_fields)]
    struct File {
        monitoring: Vec<Spanned<Monitoring>>,
    }
    let file: File = toml::from_str(text).map_err(|error| vec![format!("{name}: {error}")])?;
    let says_too_little = |row: &Monitoring| {
        row.ingredients.is_empty() || row.loinc.is_empty() || row.months == 0 || row.source.is_empty()
    };
    let line = |row: &Spanned<Monitoring>| text[..row.span().start].lines().count() + 1;
    let faults: Vec<String> = file
        .monitoring
        .iter()
        .filter(|row| says_too_little(row.get_ref()))
        .map(|row| {
            let label = &row.get_ref().label;
            format!("{name}, line {}: {label}: ingredients, loinc, months and source are needed", line(row))
        })
        .collect();
    if !faults.is_empty() {
        return Err(faults);
    }
    Ok(file.monitoring.into_iter().map(Spanned::into_inner).collect())
}

/// Every ingredient must be a drug of the vocabulary.
pub(crate) fn validate_monitoring(check: &mut Check<'_>, rows: &[Monitoring]) {
    for row in rows {
        for name in &row.ingredients {
            check.ingredient("monitoring.toml", "monitoring of", &row.label, name);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_row_without_a_source_is_named_with_its_line() {
        let text = "# values\n[[monitoring]]\ningredients = [\"warfarin\"]\nlabel = \"INR\"\nloinc = [\"6301-6\"]\nmonths = 3\nsource = \"\"";
        let fault = &parse_monitoring("monitoring.toml", text).unwrap_err()[0];
        assert!(fault.starts_with("monitoring.toml, line 2: INR"), "{fault}");
        assert!(parse_monitoring("monitoring.toml", "[[monitoring]]\nlabel = 3").is_err());
    }

    #[test]
    fn a_value_that_two_rows_ask_for_is_watched_once_at_the_shorter_interval() {
        let row = |name: &str, months| Monitoring {
            ingredients: vec![name.to_owned()],
            label: "Creatinine".to_owned(),
            loinc: vec!["2160-0".to_owned()],
            months,
            source: "a guideline".to_owned(),
        };
        let monitoring = vec![row("lisinopril", 12), row("lithium", 6)];
        let data = RuleBookData { monitoring, ..RuleBookData::default() };
        let book = RuleBook::new(data).unwrap();
        let watched = book.watched(&["lithium".to_owned(), "lisinopril".to_owned()]);
        assert_eq!(watched.iter().map(|row| row.months).collect::<Vec<_>>(), [6]);
        assert!(book.watched(&["acetaminophen".to_owned()]).is_empty());
    }
}
