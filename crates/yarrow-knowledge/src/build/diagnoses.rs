//! Diagnoses in the order search shows them: common ones, other billable codes, category headers.

use std::collections::{BTreeMap, HashMap, HashSet};
use std::path::Path;

use serde::Deserialize;

use super::tables::{Table, input, read_toml};
use crate::Result;
use crate::text::words;

/// A diagnosis on its way into the database; its place in the list is its rank.
pub(super) struct DiagnosisRow {
    pub code: String,
    pub code_nodot: String,
    pub display: String,
    pub billable: bool,
    pub common: bool,
    /// Everyday words, own inclusion terms, then those of its category headers.
    pub terms: Vec<String>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct CommonFile {
    codes: Vec<CommonCode>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct CommonCode {
    code: String,
    #[serde(default)]
    also: Vec<String>,
}

/// Reads, checks and orders the diagnoses.
pub(super) fn diagnoses(dir: &Path) -> Result<Vec<DiagnosisRow>> {
    let icd = dir.join("product/icd10cm_fy2026");
    let mut own_terms: HashMap<String, Vec<String>> = HashMap::new();
    for row in Table::read(&icd.join("terms.tsv.gz"))?.rows() {
        own_terms.entry(row.get("code").to_string()).or_default().push(row.get("term").to_string());
    }
    let codes = Table::read(&icd.join("codes.tsv.gz"))?;
    let parents: HashMap<String, String> =
        codes.rows().map(|row| (row.get("code").to_string(), row.get("parent").to_string())).collect();

    let common_path = dir.join("common_codes.toml");
    let common: CommonFile = read_toml(&common_path)?;
    let mut place: HashMap<String, usize> = HashMap::new();
    let mut also: HashMap<String, Vec<String>> = HashMap::new();
    for (i, entry) in common.codes.into_iter().enumerate() {
        if !parents.contains_key(&entry.code) {
            return Err(input(&common_path, format!("{} is not an ICD-10-CM code", entry.code)));
        }
        if place.insert(entry.code.clone(), i).is_some() {
            return Err(input(&common_path, format!("{} is listed twice", entry.code)));
        }
        also.insert(entry.code, entry.also);
    }

    let mut rows: Vec<DiagnosisRow> = Vec::with_capacity(codes.len());
    for row in codes.rows() {
        let code = row.get("code").to_string();
        let mut terms = also.remove(&code).unwrap_or_default();
        terms.extend(own_terms.get(&code).cloned().unwrap_or_default());
        // A header's terms hold for its codes; under injuries and external causes they would be repeated for
        // thousands of codes that nobody tells apart by them.
        if code.starts_with(|c: char| c < 'S' || c == 'U' || c == 'Z') {
            let mut child = &code;
            while let Some(parent) = parents.get(child) {
                // A header is a beginning of its codes; a block ("A00-A09", or a block of one code) is not.
                if parent.len() >= child.len() {
                    break;
                }
                terms.extend(own_terms.get(parent).cloned().unwrap_or_default());
                child = parent;
            }
        }
        let mut seen = HashSet::new();
        // "Conditions classifiable to E08-E13" helps a coder in the book, not a search.
        let pointer = |term: &str| term.contains("classifiable to") || term.starts_with("any condition in");
        terms.retain(|term| !pointer(term) && seen.insert(term.to_lowercase()));
        rows.push(DiagnosisRow {
            common: place.contains_key(&code),
            code_nodot: row.get("code_nodot").to_string(),
            display: row.get("description").to_string(),
            billable: row.get("billable") == "1",
            code,
            terms,
        });
    }
    rows.sort_by_key(|row| place.get(&row.code).copied().unwrap_or(usize::MAX));
    Ok(in_order(rows))
}

/// Diagnoses as search shows them: common ones in the order they come, then the others by what they are.
pub(super) fn in_order(rows: Vec<DiagnosisRow>) -> Vec<DiagnosisRow> {
    let mut rows: Vec<(usize, DiagnosisRow)> = rows.into_iter().enumerate().collect();
    rows.sort_by_cached_key(|(place, row)| {
        (
            if row.common { *place } else { usize::MAX },
            !row.billable,
            later_encounter(&row.code_nodot),
            chapter_place(&row.code),
            row.code_nodot.clone(),
        )
    });
    rows.into_iter().map(|(_, row)| row).collect()
}

/// Follow-up and late-effect variants of an injury come after the first encounter (7th characters A, B and C:
/// ICD-10-CM guidelines, section I.C.19.a).
fn later_encounter(code_nodot: &str) -> bool {
    let injury = code_nodot.starts_with(['M', 'S', 'T', 'V', 'W', 'X', 'Y']);
    injury && code_nodot.len() == 7 && !code_nodot.ends_with(['A', 'B', 'C'])
}

/// Pregnancy, newborn and injury chapters, then external causes, after the diseases.
fn chapter_place(code: &str) -> u8 {
    match code.as_bytes().first() {
        Some(b'O' | b'P' | b'S' | b'T') => 1,
        Some(b'V' | b'W' | b'X' | b'Y') => 2,
        _ => 0,
    }
}

/// The words a diagnosis is found by, once each.
pub(super) fn search_words(row: &DiagnosisRow) -> Vec<String> {
    let mut seen = HashSet::new();
    let mut out = words(&row.display);
    for term in &row.terms {
        out.extend(words(term));
    }
    out.retain(|word| word.chars().all(char::is_alphanumeric) && seen.insert(word.clone()));
    out
}

/// Every distinct word with the number of diagnoses it is in.
pub(super) fn vocabulary(rows: &[DiagnosisRow]) -> BTreeMap<String, u32> {
    let mut counts = BTreeMap::new();
    for row in rows {
        for word in search_words(row) {
            *counts.entry(word).or_insert(0) += 1;
        }
    }
    counts
}
