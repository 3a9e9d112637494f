//! Drug search with a typing error in it, a keystroke at a time.

use yarrow_core::terminology::{SearchRequest, search_drugs};

use crate::failure::{Failure, Outcome};
use crate::measure::Samples;
use crate::practice::Open;
use crate::report::{Budget, Row};

/// As many as the drug field shows.
const SHOWN: u32 = 12;
/// Shorter beginnings are not searched with an error: one letter of three could be anything.
const SHORTEST: usize = 5;

/// Each ingredient with a name of one word, typed with one letter left out, doubled, exchanged with its neighbour or
/// wrong, in turn; and the answer to every keystroke from the fifth letter on.
///
/// # Errors
/// When no name is found: a search that finds nothing is fast and means nothing.
pub fn measure(open: &Open) -> Outcome<Row> {
    let names: Vec<String> = open
        .terminology
        .ingredients()
        .iter()
        .map(|known| known.key.clone())
        .filter(|key| key.len() >= 8 && key.bytes().all(|letter| letter.is_ascii_lowercase()))
        .step_by(5)
        .take(200)
        .collect();
    let mut samples = Samples::default();
    let mut found = 0;
    // The first round fills the caches and is not counted.
    for round in 0..2 {
        for (n, name) in names.iter().enumerate() {
            let typed = mistyped(name, n);
            for end in SHORTEST..=typed.len() {
                let request = SearchRequest { query: typed[..end].to_owned(), limit: SHOWN };
                let mut took = Samples::default();
                let hits = took.time(|| search_drugs(&open.session, request))?;
                found += usize::from(end == typed.len() && !hits.is_empty());
                if round > 0 {
                    samples.append(took);
                }
            }
        }
    }
    if found < names.len() {
        return Err(Failure::said(format!(
            "Of {} mistyped drugs only {} were found.",
            names.len(),
            found / 2
        )));
    }
    Ok(Row::time(
        "drug search with a typing error, per keystroke",
        samples.figures(),
        None,
        Some(Budget::P95(10.0)),
    ))
}

/// The name with one error in its middle.
fn mistyped(name: &str, kind: usize) -> String {
    let mut letters: Vec<char> = name.chars().collect();
    let middle = letters.len() / 2;
    match kind % 4 {
        0 => drop(letters.remove(middle)),
        1 => letters.insert(middle, letters[middle]),
        2 => letters.swap(middle, middle - 1),
        _ => letters[middle] = if letters[middle] == 'e' { 'a' } else { 'e' },
    }
    letters.into_iter().collect()
}
