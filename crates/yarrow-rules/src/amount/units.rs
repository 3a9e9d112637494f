//! Units of doses: what measures, what counts, and how they are said.

use crate::sig::Unit;
use crate::tables::DoseUnit;
use rust_decimal::Decimal;

/// Micrograms in a unit of mass.
fn micrograms(unit: DoseUnit) -> Option<Decimal> {
    Some(match unit {
        DoseUnit::Microgram => Decimal::ONE,
        DoseUnit::Milligram => Decimal::ONE_THOUSAND,
        DoseUnit::Gram => Decimal::from(1_000_000),
        _ => return None,
    })
}

/// An amount in another unit of the same kind.
pub(crate) fn in_unit(amount: Decimal, from: DoseUnit, to: DoseUnit) -> Option<Decimal> {
    if from == to {
        return Some(amount);
    }
    Some(amount * micrograms(from)? / micrograms(to)?)
}

/// The measured unit that a sig unit is, if it is one.
pub(super) fn measure(unit: Unit) -> Option<DoseUnit> {
    Some(match unit {
        Unit::Milligram => DoseUnit::Milligram,
        Unit::Microgram => DoseUnit::Microgram,
        Unit::Gram => DoseUnit::Gram,
        Unit::Unit => DoseUnit::Units,
        Unit::Milliequivalent => DoseUnit::Milliequivalent,
        _ => return None,
    })
}

/// Whether a dose row that counts pieces counts what the sig counts.
pub(super) fn counts(unit: Unit, row: DoseUnit) -> bool {
    match row {
        DoseUnit::Tablet => matches!(
            unit,
            Unit::Tablet
                | Unit::Capsule
                | Unit::Lozenge
                | Unit::Film
                | Unit::Piece
                | Unit::Packet
                | Unit::Suppository
                | Unit::Dose
        ),
        DoseUnit::Puff => matches!(unit, Unit::Puff | Unit::Inhalation | Unit::Dose),
        DoseUnit::Patch => matches!(unit, Unit::Patch | Unit::Dose),
        DoseUnit::Drop => unit == Unit::Drop,
        DoseUnit::Spray => matches!(unit, Unit::Spray | Unit::Dose),
        DoseUnit::Application => {
            matches!(unit, Unit::Application | Unit::Dose | Unit::Suppository | Unit::Ring | Unit::Inch)
        }
        DoseUnit::Milliliter => unit == Unit::Milliliter,
        _ => false,
    }
}

/// The unit as read: "mg", "units", "puffs".
pub(crate) fn unit_words(unit: DoseUnit) -> &'static str {
    match unit {
        DoseUnit::Milligram => "mg",
        DoseUnit::Microgram => "mcg",
        DoseUnit::Gram => "g",
        DoseUnit::Units => "units",
        DoseUnit::Milliequivalent => "mEq",
        DoseUnit::Milliliter => "mL",
        DoseUnit::Puff => "puffs",
        DoseUnit::Tablet => "tablets",
        DoseUnit::Patch => "patches",
        DoseUnit::Drop => "drops",
        DoseUnit::Spray => "sprays",
        DoseUnit::Application => "applications",
    }
}

/// "40 mg", "1 puff".
pub(crate) fn said(amount: Decimal, unit: DoseUnit) -> String {
    let words = unit_words(unit);
    let one = amount == Decimal::ONE
        && !matches!(
            unit,
            DoseUnit::Milligram
                | DoseUnit::Microgram
                | DoseUnit::Gram
                | DoseUnit::Milliequivalent
                | DoseUnit::Milliliter
        );
    let word = match (one, unit) {
        (true, DoseUnit::Patch) => "patch",
        (true, _) => words.strip_suffix('s').unwrap_or(words),
        (false, _) => words,
    };
    format!("{} {word}", crate::words::number(amount))
}
