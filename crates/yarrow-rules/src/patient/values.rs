//! Comparing a reported value with a limit in another unit.

use rust_decimal::Decimal;

/// The value in the unit of the limit; `None` when the two units do not belong together.
pub(super) fn converted(value: Decimal, from: &str, to: &str, loinc: &str) -> Option<Decimal> {
    let (from, to) = (plain(from), plain(to));
    if from == to {
        return Some(value);
    }
    let factor = |text: &str| text.parse::<Decimal>().ok();
    let pair = (from.as_str(), to.as_str());
    if let Some(factor) = by_substance(loinc).and_then(|(mass, moles, per)| match pair {
        (a, b) if a == mass && b == moles => factor(per),
        (a, b) if a == moles && b == mass => factor(per).map(|f| Decimal::ONE / f),
        _ => None,
    }) {
        return Some((value * factor).round_dp(4));
    }
    match pair {
        // Sodium, potassium, chloride and bicarbonate carry one charge.
        ("meq/l", "mmol/l") | ("mmol/l", "meq/l") if monovalent(loinc) => Some(value),
        ("/ul", "10*3/ul") => Some(value / Decimal::ONE_THOUSAND),
        ("10*3/ul", "/ul") => Some(value * Decimal::ONE_THOUSAND),
        ("s", "ms") => Some(value * Decimal::ONE_THOUSAND),
        ("ms", "s") => Some(value / Decimal::ONE_THOUSAND),
        ("[lb_av]", "kg") | ("lb", "kg") => super::weight::kilograms(value, "lb"),
        _ => None,
    }
}

fn monovalent(loinc: &str) -> bool {
    matches!(loinc, "2823-3" | "6298-4" | "2951-2" | "2947-0" | "2075-0" | "2069-3" | "1963-8" | "2028-9")
}

/// Mass unit, molar unit and the factor between them, from molar masses.
fn by_substance(loinc: &str) -> Option<(&'static str, &'static str, &'static str)> {
    Some(match loinc {
        "2160-0" | "38483-4" => ("mg/dl", "umol/l", "88.42"),
        "2345-7" | "2339-0" | "1558-6" | "41653-7" => ("mg/dl", "mmol/l", "0.0555"),
        "17861-6" | "49765-1" => ("mg/dl", "mmol/l", "0.2495"),
        "19123-9" => ("mg/dl", "mmol/l", "0.4114"),
        "3084-1" => ("mg/dl", "umol/l", "59.48"),
        "1975-2" => ("mg/dl", "umol/l", "17.1"),
        _ => return None,
    })
}

/// One spelling for units that mean the same.
fn plain(unit: &str) -> String {
    let unit = unit.trim().to_lowercase().replace(['µ', 'μ'], "u");
    match unit.as_str() {
        "k/ul" | "10*9/l" | "10^3/ul" | "10^9/l" | "x10e3/ul" | "thousand/ul" | "10*3/mm3" => "10*3/ul",
        "cells/ul" | "/mm3" | "cells/mm3" | "{cells}/ul" => "/ul",
        "[iu]/l" | "iu/l" => "u/l",
        "miu/l" | "m[iu]/l" | "uiu/ml" | "u[iu]/ml" => "mu/l",
        "msec" => "ms",
        "ml/min/1.73m2" | "ml/min/1.73 m2" | "ml/min/{1.73_m2}" | "ml/min/1.73m²" | "ml/min/1.73 m²" => {
            "ml/min/{1.73_m2}"
        }
        "ug/l" => "ng/ml",
        other => other,
    }
    .to_owned()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn d(text: &str) -> Decimal {
        text.parse().unwrap()
    }

    #[test]
    fn potassium_is_the_same_in_milliequivalents() {
        assert_eq!(converted(d("5.8"), "meq/L", "mmol/L", "2823-3"), Some(d("5.8")));
        assert_eq!(converted(d("5.8"), "meq/L", "mmol/L", "17861-6"), None, "calcium carries two charges");
    }

    #[test]
    fn counts_and_creatinine_are_converted_and_strange_units_are_not() {
        assert_eq!(converted(d("900"), "/uL", "10*3/uL", "26499-4"), Some(d("0.9")));
        assert_eq!(converted(d("150"), "10*9/L", "K/uL", "777-3"), Some(d("150")));
        assert_eq!(converted(d("1"), "mg/dL", "umol/L", "2160-0"), Some(d("88.42")));
        assert_eq!(converted(d("1"), "mg", "mmol/L", "2823-3"), None);
    }
}
