//! Which laboratory values go with a drug that is taken for long, and how old they may be.

use serde::Deserialize;

/// One value that is watched while one of the ingredients is taken.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
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

/// Reads `knowledge/monitoring.toml`.
///
/// # Errors
/// One sentence for each row that says too little, or the place where the text is no TOML.
pub fn parse_monitoring(text: &str) -> Result<Vec<Monitoring>, Vec<String>> {
    #[derive(Deserialize)]
    #[serde(deny_unknown_fields)]
    struct File {
        monitoring: Vec<Monitoring>,
    }
    let file: File = toml::from_str(text).map_err(|error| vec![error.to_string()])?;
    let faults: Vec<String> = file
        .monitoring
        .iter()
        .filter(|row| {
            row.ingredients.is_empty() || row.loinc.is_empty() || row.months == 0 || row.source.is_empty()
        })
        .map(|row| format!("monitoring of {}: ingredients, loinc, months and source are needed", row.label))
        .collect();
    if faults.is_empty() { Ok(file.monitoring) } else { Err(faults) }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_row_without_a_source_is_named() {
        let text = "[[monitoring]]\ningredients = [\"warfarin\"]\nlabel = \"INR\"\nloinc = [\"6301-6\"]\nmonths = 3\nsource = \"\"";
        assert!(parse_monitoring(text).unwrap_err()[0].contains("INR"));
        assert!(parse_monitoring("[[monitoring]]\nlabel = 3").is_err());
    }
}
