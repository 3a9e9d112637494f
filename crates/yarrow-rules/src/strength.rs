//! Strengths as products state them: "40 mg", "875 mg / 125 mg", "400 mg/5 mL", "100 units/mL", "90 mcg/actuation".

use crate::tables::DoseUnit;
use rust_decimal::Decimal;

/// What an amount of a product is contained in.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Per {
    /// One tablet, capsule, patch, vial: whatever is counted.
    Piece,
    /// So many millilitres.
    Milliliters(Decimal),
    /// One puff or spray.
    Actuation,
    /// So many hours of wear: a release rate says nothing about one patch.
    Hours(Decimal),
    /// So many grams of cream.
    Grams(Decimal),
}

/// The amount of one ingredient.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Strength {
    pub amount: Decimal,
    pub unit: DoseUnit,
    pub per: Per,
}

/// The strengths of a product, one for each ingredient in the product's order; empty when the text is not understood.
pub(crate) fn read(text: &str) -> Vec<Strength> {
    parts(text).into_iter().collect::<Option<Vec<_>>>().unwrap_or_default()
}

fn parts(text: &str) -> Vec<Option<Strength>> {
    // "400 mg / 57 mg per 5 mL": the volume belongs to every part.
    let (amounts, shared) = match text.split_once(" per ") {
        Some((amounts, per)) => (amounts, Some(per)),
        None => (text, None),
    };
    let shared_per = match shared {
        Some(words) => match per(words) {
            Some(per) => Some(per),
            None => return vec![None],
        },
        None => None,
    };
    amounts.split(" / ").map(|part| one(part, shared_per)).collect()
}

fn one(part: &str, shared: Option<Per>) -> Option<Strength> {
    let part = part.split(" (").next().unwrap_or(part).trim();
    let (amount, per) = match part.split_once('/') {
        Some((amount, words)) => (amount, per(words)?),
        None => (part, shared.unwrap_or(Per::Piece)),
    };
    if let Some(percent) = amount.trim().strip_suffix('%') {
        // 1 % is 10 mg in 1 g or mL (USP <7>, percentage measurements).
        let amount = number(percent)? * Decimal::TEN;
        return Some(Strength { amount, unit: DoseUnit::Milligram, per: Per::Milliliters(Decimal::ONE) });
    }
    let (value, unit) = amount.trim().split_once(' ')?;
    let unit = match unit.trim() {
        "mg" => DoseUnit::Milligram,
        "mcg" => DoseUnit::Microgram,
        "g" => DoseUnit::Gram,
        "units" | "unit" => DoseUnit::Units,
        "mEq" => DoseUnit::Milliequivalent,
        _ => return None,
    };
    Some(Strength { amount: number(value)?, unit, per })
}

fn per(words: &str) -> Option<Per> {
    let words = words.trim();
    let (value, unit) = match words.split_once(' ') {
        Some((value, unit)) => (number(value)?, unit),
        None => (Decimal::ONE, words),
    };
    Some(match unit {
        "mL" | "ml" => Per::Milliliters(value),
        "L" => Per::Milliliters(value * Decimal::ONE_THOUSAND),
        "actuation" | "spray" | "puff" | "dose" | "inhalation" => Per::Actuation,
        "hr" | "h" | "hour" => Per::Hours(value),
        "day" | "d" => Per::Hours(value * Decimal::from(24)),
        "g" => Per::Grams(value),
        "device" | "tablet" | "capsule" => Per::Piece,
        _ => return None,
    })
}

fn number(text: &str) -> Option<Decimal> {
    let value: Decimal = text.trim().replace(',', "").parse().ok()?;
    (value > Decimal::ZERO).then_some(value)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn said(text: &str) -> Vec<(String, DoseUnit, Per)> {
        read(text).into_iter().map(|s| (s.amount.normalize().to_string(), s.unit, s.per)).collect()
    }

    #[test]
    fn a_strength_is_an_amount_in_something() {
        use DoseUnit::*;
        assert_eq!(said("40 mg"), [("40".into(), Milligram, Per::Piece)]);
        assert_eq!(said("400 mg/5 mL"), [("400".into(), Milligram, Per::Milliliters(5.into()))]);
        assert_eq!(said("100 units/mL"), [("100".into(), Units, Per::Milliliters(1.into()))]);
        assert_eq!(said("90 mcg/actuation"), [("90".into(), Microgram, Per::Actuation)]);
        assert_eq!(said("25 mcg/hr"), [("25".into(), Microgram, Per::Hours(1.into()))]);
        assert_eq!(said("1,000 mg"), [("1000".into(), Milligram, Per::Piece)]);
        assert_eq!(said("2.5%"), [("25".into(), Milligram, Per::Milliliters(1.into()))]);
    }

    #[test]
    fn a_combination_has_one_strength_for_each_ingredient() {
        let both = said("400 mg / 57 mg per 5 mL");
        assert_eq!(both[1], ("57".into(), DoseUnit::Milligram, Per::Milliliters(5.into())));
        assert_eq!(said("875 mg / 125 mg").len(), 2);
    }

    #[test]
    fn what_is_not_a_strength_is_nothing() {
        for text in ["", "assorted", "10 mg / some", "0 mg", "5 mg/teaspoon"] {
            assert_eq!(read(text), [], "{text}");
        }
    }
}
