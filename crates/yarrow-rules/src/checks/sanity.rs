//! What no table is needed for: a dose of nothing, and far too many tablets at once.

use super::Card;
use super::order::Order;
use crate::facts::Directions;
use crate::report::{Finding, FindingKind, Tier};
use crate::sig::{Dosage, Unit};
use crate::strength::{self, Per};
use crate::tables::DoseUnit;
use crate::words::number;
use rust_decimal::Decimal;

/// From how many marketed units at once on somebody should look again, and on what cannot be meant.
///
/// Our own bounds: packs are made so that a usual dose is one to three of them. Where a dose row speaks it decides instead.
const MANY: i64 = 5;
const TOO_MANY: i64 = 10;

const SOURCE: &str = "Marketed strength of the product";

/// Directions that cannot be meant: a dose of zero, or of a number that no medicine is counted in.
pub(super) fn impossible(order: &Order<'_>, because: &str) -> Finding {
    Card {
        kind: FindingKind::Dose,
        tier: Tier::Contraindicated,
        rule: "dose-impossible".to_owned(),
        about: [order.name(), because.to_owned()],
        title: format!("{}: the directions cannot be meant", order.drug.display),
        mechanism: because.to_owned(),
        management: "Write the dose that is meant.".to_owned(),
        source: "Directions as typed",
        date: &order.book.data_date,
    }
    .finding(vec![because.to_owned()], vec!["Directions with a dose".to_owned()])
}

/// Too many tablets, capsules, puffs or whole vials at once, counted or by the strength of one.
pub(super) fn many_units(order: &Order<'_>) -> Option<Finding> {
    let Directions::Read(dosages) = &order.drug.sig else { return None };
    let most = dosages.iter().filter_map(|dosage| pieces(order, dosage)).max()?;
    let tier = match most {
        n if n > Decimal::from(TOO_MANY) => Tier::High,
        n if n > Decimal::from(MANY) => Tier::Moderate,
        _ => return None,
    };
    let count = number(most.round_dp(1));
    let strength = order.drug.strength.as_deref().map_or_else(String::new, |s| format!(" of {s}"));
    let card = Card {
        kind: FindingKind::Dose,
        tier,
        rule: "dose-many-units".to_owned(),
        about: [order.name(), count.clone()],
        title: format!("{}: {count} units at once", order.drug.display),
        mechanism: format!(
            "One dose is {count} units{strength}; products are made so that a usual dose is one to three."
        ),
        management: "Check dose, unit and strength.".to_owned(),
        source: SOURCE,
        date: &order.book.data_date,
    };
    Some(card.finding(
        vec!["No dose table could be asked for this order".to_owned()],
        vec![format!("At most {MANY} units at once, or another strength")],
    ))
}

/// How many pieces of the product one dose is.
fn pieces(order: &Order<'_>, dosage: &Dosage) -> Option<Decimal> {
    let dose = dosage.dose?;
    let counted = matches!(
        dose.unit,
        Unit::Tablet
            | Unit::Capsule
            | Unit::Suppository
            | Unit::Patch
            | Unit::Vial
            | Unit::Ampule
            | Unit::Syringe
            | Unit::Injection
            | Unit::Film
            | Unit::Packet
            | Unit::Puff
            | Unit::Inhalation
            | Unit::Spray
    );
    if counted {
        return Some(dose.most());
    }
    // "500 mg" of a 5 mg tablet is a hundred tablets; only of what has one ingredient, or the first.
    let parts = order.drug.strength.as_deref().map(strength::read)?;
    let strength = parts.first().filter(|s| s.per == Per::Piece && parts.len() == 1)?;
    let measure = crate::amount::Measure { strength: Some(*strength), unit: DoseUnit::Tablet };
    measure.amount(dose.most(), dose.unit)
}
