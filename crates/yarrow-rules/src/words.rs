//! Small wording pieces shared by the three checks.

use crate::facts::{DrugFact, readable_date};
use rust_decimal::Decimal;

/// First letter in upper case: "simvastatin" -> "Simvastatin".
pub(crate) fn capital(text: &str) -> String {
    let mut chars = text.chars();
    chars.next().map_or_else(String::new, |c| c.to_uppercase().collect::<String>() + chars.as_str())
}

/// The same inside a sentence: "Serotonin syndrome" -> "serotonin syndrome"; "QT prolongation" and "ACE inhibitors" stay.
pub(crate) fn inside(text: &str) -> String {
    let mut chars = text.chars();
    let Some(first) = chars.next() else { return String::new() };
    let rest = chars.as_str();
    let abbreviation = rest.starts_with(|c: char| c.is_uppercase() || c.is_ascii_digit() || c == '-');
    if abbreviation { text.to_owned() } else { first.to_lowercase().collect::<String>() + rest }
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

/// A number as it is read: three decimals at most, no trailing zeros, commas from 1,000 on.
pub(crate) fn number(value: Decimal) -> String {
    let text = value.round_dp(3).normalize().to_string();
    let (whole, fraction) = text.split_once('.').map_or((text.as_str(), None), |(w, f)| (w, Some(f)));
    let digits = whole.trim_start_matches('-');
    let mut out = String::new();
    if whole.starts_with('-') {
        out.push('-');
    }
    for (i, c) in digits.chars().enumerate() {
        if i > 0 && (digits.len() - i).is_multiple_of(3) {
            out.push(',');
        }
        out.push(c);
    }
    if let Some(fraction) = fraction {
        out.push('.');
        out.push_str(fraction);
    }
    out
}

/// A UCUM unit as people write it.
pub(crate) fn unit(ucum: &str) -> &str {
    match ucum {
        "mm[Hg]" => "mmHg",
        "mL/min/{1.73_m2}" => "mL/min/1.73 m²",
        "10*3/uL" => "×10³/µL",
        "Cel" => "°C",
        "[lb_av]" => "lb",
        "[in_i]" => "in",
        "{INR}" => "",
        other => other,
    }
}

#[cfg(test)]
mod tests {
    use super::inside;

    #[test]
    fn an_abbreviation_stays_one_inside_a_sentence() {
        for text in ["QT prolongation", "ACE inhibitors", "H2 blockers", "P-glycoprotein inhibitors"] {
            assert_eq!(inside(text), text);
        }
        assert_eq!(inside("Serotonin syndrome"), "serotonin syndrome");
    }
}
