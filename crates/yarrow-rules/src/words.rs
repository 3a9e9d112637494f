//! Small wording pieces shared by the three checks.

use crate::facts::{DrugFact, readable_date};

/// First letter in upper case: "simvastatin" -> "Simvastatin".
pub(crate) fn capital(text: &str) -> String {
    let mut chars = text.chars();
    chars.next().map_or_else(String::new, |c| c.to_uppercase().collect::<String>() + chars.as_str())
}

/// "1 allergy", "2 allergies".
pub(crate) fn count(n: usize, one: &str, many: &str) -> String {
    if n == 1 { format!("1 {one}") } else { format!("{n} {many}") }
}

/// "Simvastatin 40 mg tablet, active since 12 Mar 2024".
pub(crate) fn drug_fact(drug: &DrugFact) -> String {
    match (&drug.since, drug.staged) {
        (_, true) => format!("{}, staged in this note", drug.display),
        (Some(since), false) => format!("{}, active since {}", drug.display, readable_date(since)),
        (None, false) => format!("{}, active", drug.display),
    }
}

/// Rule id and both sides in alphabetical order: what an override refers to.
pub(crate) fn finding_key(rule: &str, x: &str, y: &str) -> String {
    let (first, second) = if x <= y { (x, y) } else { (y, x) };
    format!("{rule}|{first}|{second}")
}
