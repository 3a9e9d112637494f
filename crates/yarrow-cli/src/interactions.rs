//! `yarrow-cli interactions`

use std::path::PathBuf;

use yarrow_core::terminology::Terminology;
use yarrow_rules::pair_of_products;

use crate::Failure;

/// Check drugs against each other, for interactions only: not for duplicates.
///
/// Prints a line for each pair, tab-separated: drug, drug, tier (contraindicated, high, moderate, low, none, or unmapped
/// when a name is not in the drug table), severity, rule, sources.
#[derive(clap::Args)]
pub struct Interactions {
    /// Names of drugs, brands or RxCUIs; every pair of them is checked.
    #[arg(required_unless_present = "pairs", num_args = 2.., value_name = "DRUG")]
    drugs: Vec<String>,
    /// A file of pairs: two tab-separated columns, each a name or RxCUI.
    #[arg(long, conflicts_with = "drugs", value_name = "FILE")]
    pairs: Option<PathBuf>,
}

impl Interactions {
    /// Runs it.
    pub fn run(self) -> Result<(), Failure> {
        if self.drugs.iter().any(|drug| drug.trim().is_empty()) {
            return Err(Failure::Usage("One of the drugs has no name.".to_owned()));
        }
        let terminology = Terminology::open(&yarrow_api::paths::knowledge())?;
        let pairs = match &self.pairs {
            Some(path) => pairs_in(path)?,
            None => all_pairs(&self.drugs),
        };
        let mut out = String::new();
        for (a, b) in pairs {
            out.push_str(&row(&terminology, &a, &b));
        }
        print!("{out}");
        Ok(())
    }
}

fn all_pairs(drugs: &[String]) -> Vec<(String, String)> {
    let mut pairs = Vec::new();
    for (at, a) in drugs.iter().enumerate() {
        for b in &drugs[at + 1..] {
            pairs.push((a.clone(), b.clone()));
        }
    }
    pairs
}

fn pairs_in(path: &PathBuf) -> Result<Vec<(String, String)>, Failure> {
    let text = std::fs::read_to_string(path)
        .map_err(|error| Failure::Usage(format!("{} cannot be read ({}).", path.display(), error.kind())))?;
    let mut pairs = Vec::new();
    for (number, line) in text.lines().enumerate() {
        let line = line.trim_end_matches('\r');
        if line.trim().is_empty() {
            continue;
        }
        let mut columns = line.split('\t');
        match (columns.next(), columns.next()) {
            (Some(a), Some(b)) if !b.trim().is_empty() => {
                pairs.push((a.trim().to_owned(), b.trim().to_owned()))
            }
            _ => {
                return Err(Failure::Usage(format!(
                    "{}: line {} needs two tab-separated columns.",
                    path.display(),
                    number + 1
                )));
            }
        }
    }
    Ok(pairs)
}

fn row(terminology: &Terminology, a: &str, b: &str) -> String {
    let resolved = |name: &str| terminology.resolve_drug(name).unwrap_or_default();
    let (first, second) = (resolved(a), resolved(b));
    if first.is_empty() || second.is_empty() {
        let unknown = if first.is_empty() { a } else { b };
        return format!("{a}\t{b}\tunmapped\t\t\t{unknown} is not in the drug table\n");
    }
    let answer = pair_of_products(terminology.rule_book(), &first, &second);
    format!(
        "{a}\t{b}\t{}\t{}\t{}\t{}\n",
        answer.tier.word(),
        answer.severity,
        answer.rule,
        answer.sources.join(" | ")
    )
}
