//! How common a drug is, and the order of all products that follows from it.

use std::collections::HashMap;
use std::path::Path;

use super::names::Names;
use super::products::ProductRow;
use super::tables::Table;
use crate::Result;

/// Popularity: the place in the list of 300, otherwise a little for how many labels the FDA directory has.
pub(super) fn score(rows: &mut [ProductRow], ranks: &HashMap<Vec<String>, u32>) {
    let mut labels: HashMap<Vec<String>, u32> = HashMap::new();
    for row in rows.iter() {
        *labels.entry(row.product.ingredients.clone()).or_default() += row.labels;
    }
    for row in rows.iter_mut() {
        let set = &row.product.ingredients;
        row.score = match ranks.get(set) {
            Some(rank) => 1000 - 2 * rank.min(&300),
            None => {
                let total = labels.get(set).copied().unwrap_or(0);
                // Prescription drugs before shelves of store-brand remedies.
                let most = if row.product.otc { 120.0 } else { 320.0 };
                (f64::from(total).ln_1p() * 40.0).min(most) as u32
            }
        };
    }
    rows.sort_by(|a, b| {
        (b.score, &a.product.ingredients, b.labels, a.product.key.len(), &a.product.key).cmp(&(
            a.score,
            &b.product.ingredients,
            a.labels,
            b.product.key.len(),
            &b.product.key,
        ))
    });
}

/// Ingredient set -> place in the list of common outpatient drugs.
pub(super) fn common_ranks(seed_dir: &Path, names: &Names) -> Result<HashMap<Vec<String>, u32>> {
    let mut ranks = HashMap::new();
    for row in Table::read(&seed_dir.join("top300.tsv.gz"))?.rows() {
        let mut set: Vec<String> =
            row.get("drug").split('+').filter_map(|name| names.canonical(name)).collect();
        set.sort();
        let rank: u32 = row.get("rank").parse().unwrap_or(300);
        ranks.entry(set).or_insert(rank);
    }
    Ok(ranks)
}
