//! Whether two strengths are the same, however they are written: "20mg", "20 MG", "0.02 g"; "875/125 mg".

use yarrow_kernel::{Decimal, fold};

/// A strength as amounts in base units, to be compared; nothing when no amount is read in it.
pub(super) fn amounts(text: &str) -> Option<Vec<(Decimal, &'static str)>> {
    // "325 mg (65 mg iron)": what is in brackets explains.
    let text = text.split(" (").next().unwrap_or_default().to_lowercase().replace(',', "").replace('µ', "mc");
    let mut found: Vec<(Decimal, Option<&'static str>)> = Vec::new();
    let mut rest = text.as_str();
    while let Some(start) = rest.find(|c: char| c.is_ascii_digit()) {
        rest = &rest[start..];
        let end = rest.find(|c: char| !c.is_ascii_digit() && c != '.').unwrap_or(rest.len());
        let value: Decimal = rest[..end].trim_end_matches('.').parse().ok()?;
        rest = &rest[end..];
        let word: String =
            rest.trim_start().chars().take_while(|c| c.is_ascii_alphabetic() || *c == '%').collect();
        let (factor, unit) = base(&word);
        found.push((value * factor, unit));
    }
    // "875/125 mg": the unit belongs to both.
    let mut unit = None;
    for (value, own) in found.iter_mut().rev() {
        match own {
            Some(own) => unit = Some((*own, ())),
            None => {
                let (inherited, ()) = unit?;
                if inherited == "mcg" {
                    *value *= Decimal::ONE_THOUSAND;
                }
                *own = Some(inherited);
            }
        }
    }
    let amounts: Vec<_> =
        found.into_iter().filter_map(|(value, unit)| Some((value.normalize(), unit?))).collect();
    (!amounts.is_empty()).then_some(amounts)
}

/// Whether two written strengths are the same; what is not understood is the same only in the same words.
pub(super) fn same(one: &str, other: &str) -> bool {
    match (amounts(one), amounts(other)) {
        (Some(one), Some(other)) => one == other,
        (None, None) => fold(one) == fold(other),
        _ => false,
    }
}

/// How many of a base unit a written unit is.
fn base(word: &str) -> (Decimal, Option<&'static str>) {
    match word {
        "g" | "gm" => (Decimal::from(1_000_000), Some("mcg")),
        "mg" => (Decimal::ONE_THOUSAND, Some("mcg")),
        "mcg" | "ug" => (Decimal::ONE, Some("mcg")),
        "ml" => (Decimal::ONE, Some("ml")),
        "l" => (Decimal::ONE_THOUSAND, Some("ml")),
        "unit" | "units" | "iu" | "u" => (Decimal::ONE, Some("unit")),
        "meq" => (Decimal::ONE, Some("meq")),
        "%" => (Decimal::ONE, Some("%")),
        "hr" | "h" | "hour" | "hours" => (Decimal::ONE, Some("hour")),
        _ => (Decimal::ONE, None),
    }
}

/// Whether a word is a unit of strength.
pub(super) fn is_unit(word: &str) -> bool {
    let word = word.to_lowercase().replace('µ', "mc");
    let unit = word.split('/').next().unwrap_or_default().trim_end_matches(['.', ',', ';']);
    matches!(unit, "g" | "gm" | "mg" | "mcg" | "ug" | "unit" | "units" | "iu" | "meq" | "%" | "ml")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_same_strength_is_known_again_however_it_is_written() {
        for (one, other) in [
            ("20 mg", "20mg"),
            ("1,000 mg", "1 g"),
            ("0.05 mg", "50 mcg"),
            ("50 µg", "50 mcg"),
            ("875 mg / 125 mg", "875/125 mg"),
            ("400 mg/5 mL", "400mg/5ml"),
            ("2.50 mg", "2.5 MG"),
            ("100 units/mL", "100 unit/ml"),
            ("325 mg (65 mg iron)", "325 mg"),
        ] {
            assert_eq!(amounts(one), amounts(other), "{one} and {other}");
            assert!(amounts(one).is_some(), "{one}");
        }
    }

    #[test]
    fn strengths_that_differ_are_never_taken_for_the_same() {
        for (one, other) in [
            ("20 mg", "200 mg"),
            ("5 mg", "5 mcg"),
            ("875/125 mg", "875 mg"),
            ("10 mg", "10 units"),
            ("2.5 mg", "25 mg"),
        ] {
            assert_ne!(amounts(one), amounts(other), "{one} and {other}");
        }
        assert!(!same("1..5 mg", "2..5 mg"), "what is not understood is not guessed at");
        assert!(!same("1..5 mg", "5 mg") && same("1..5 mg", "1..5 MG"));
        assert_eq!(amounts("tablet"), None);
        assert_eq!(amounts("20"), None, "a number without a unit is no strength");
    }
}
