//! Amounts and their units in Spanish.

use crate::sig::dosage::{Dose, Unit};
use crate::sig::words::{is_measured, number};
use rust_decimal::Decimal;

/// "1 tableta", "de 1 a 2 tabletas", "de media tableta a 1 tableta".
pub(in crate::sig) fn dose(dose: &Dose) -> String {
    match dose.high {
        None => amount(dose.low, dose.unit),
        Some(high) if is_measured(dose.unit) || dose.low.is_integer() && high.is_integer() => {
            format!("de {} a {} {}", number(dose.low), number(high), unit(dose.unit, true))
        }
        Some(high) => format!("de {} a {}", amount(dose.low, dose.unit), amount(high, dose.unit)),
    }
}

/// One amount with its unit. Halves and quarters of whole things are words, since "0.5" is taken for 5 (ISMP).
pub(super) fn amount(value: Decimal, of: Unit) -> String {
    let whole = value.trunc();
    let (half, quarter, three) = if is_feminine(of) {
        ("media", "un cuarto", "tres cuartos")
    } else {
        ("medio", "un cuarto", "tres cuartos")
    };
    let fraction = match value.fract().normalize().to_string().as_str() {
        "0.5" if !is_measured(of) => half,
        "0.25" if !is_measured(of) => quarter,
        "0.75" if !is_measured(of) => three,
        _ => return format!("{} {}", number(value), unit(of, value > Decimal::ONE)),
    };
    match (whole.is_zero(), fraction == half) {
        (true, true) => format!("{half} {}", unit(of, false)),
        (true, false) => format!("{fraction} de {}", unit(of, false)),
        (false, _) => format!("{} {} y {fraction}", number(whole), unit(of, whole > Decimal::ONE)),
    }
}

fn is_feminine(unit: Unit) -> bool {
    !matches!(unit, Unit::Patch | Unit::Suppository | Unit::Packet | Unit::Vial | Unit::Ring | Unit::Liter)
}

/// The word for a unit.
pub(super) fn unit(unit: Unit, many: bool) -> &'static str {
    let (one, more) = match unit {
        Unit::Tablet => ("tableta", "tabletas"),
        Unit::Capsule => ("cápsula", "cápsulas"),
        Unit::Puff | Unit::Inhalation => ("inhalación", "inhalaciones"),
        Unit::Spray => ("rociada", "rociadas"),
        Unit::Drop => ("gota", "gotas"),
        Unit::Patch => ("parche", "parches"),
        Unit::Suppository => ("supositorio", "supositorios"),
        Unit::Lozenge => ("pastilla para chupar", "pastillas para chupar"),
        Unit::Packet => ("sobre", "sobres"),
        Unit::Capful => ("tapa llena", "tapas llenas"),
        // Not "cucharada", which is a tablespoon.
        Unit::Scoop => ("medida", "medidas"),
        Unit::Vial => ("vial", "viales"),
        Unit::Ampule => ("ampolleta", "ampolletas"),
        Unit::Syringe => ("jeringa", "jeringas"),
        Unit::Injection => ("inyección", "inyecciones"),
        Unit::Film => ("película", "películas"),
        Unit::Application => ("aplicación", "aplicaciones"),
        Unit::Piece => ("pieza", "piezas"),
        Unit::Ring => ("anillo", "anillos"),
        Unit::Inch => ("pulgada", "pulgadas"),
        Unit::Dose => ("dosis", "dosis"),
        Unit::Unit => ("unidad", "unidades"),
        Unit::Liter => ("litro", "litros"),
        Unit::Milliliter => ("mL", "mL"),
        Unit::Milligram => ("mg", "mg"),
        Unit::Microgram => ("mcg", "mcg"),
        Unit::Gram => ("g", "g"),
        Unit::Milliequivalent => ("mEq", "mEq"),
    };
    if many { more } else { one }
}
