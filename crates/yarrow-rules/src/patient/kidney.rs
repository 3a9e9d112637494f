//! Kidney function: creatinine clearance and estimated GFR, by published formulas.

use super::weight::ideal_weight;
use rust_decimal::{Decimal, prelude::FromPrimitive, prelude::ToPrimitive};

/// mg/dL of a creatinine in mg/dL or µmol/L (1 mg/dL is 88.42 µmol/L, from a molar mass of 113.12 g/mol).
pub fn creatinine_mg_dl(value: Decimal, unit: &str) -> Option<Decimal> {
    Some(match unit.trim() {
        "mg/dL" | "mg/dl" | "mg%" => value,
        "umol/L" | "umol/l" | "µmol/L" | "μmol/L" | "micromol/L" => value / Decimal::new(8842, 2),
        "mmol/L" => value * Decimal::ONE_THOUSAND / Decimal::new(8842, 2),
        _ => return None,
    })
}

/// The weight that goes into the Cockcroft–Gault formula, with the words for it.
///
/// The actual weight when it is at or below the ideal one or no height is known, the ideal one up to 120 % of it, the
/// adjusted one (ideal plus 40 % of the excess) above (Winter, Guhr, Berg, Pharmacotherapy 2012;32:604).
pub fn cockcroft_gault_weight(
    kg: Decimal,
    height_cm: Option<Decimal>,
    female: bool,
) -> (Decimal, &'static str) {
    let Some(ideal) = height_cm.and_then(|h| ideal_weight(h, female)) else {
        return (kg, "actual weight");
    };
    if kg <= ideal {
        (kg, "actual weight")
    } else if kg <= ideal * Decimal::new(12, 1) {
        (ideal, "ideal weight")
    } else {
        (ideal + (kg - ideal) * Decimal::new(4, 1), "adjusted weight")
    }
}

/// Creatinine clearance in mL/min of an adult (Cockcroft and Gault, Nephron 1976;16:31).
pub fn cockcroft_gault(
    age_years: i32,
    weight_kg: Decimal,
    creatinine_mg_dl: Decimal,
    female: bool,
) -> Decimal {
    let age = Decimal::from((140 - age_years).max(0));
    let clearance = age * weight_kg / (Decimal::from(72) * creatinine_mg_dl);
    if female { clearance * Decimal::new(85, 2) } else { clearance }
}

/// Estimated GFR in mL/min/1.73 m² of an adult, CKD-EPI creatinine equation without race (Inker et al., N Engl J Med
/// 2021;385:1737).
pub fn ckd_epi_2021(age_years: i32, creatinine_mg_dl: Decimal, female: bool) -> Option<Decimal> {
    let creatinine = creatinine_mg_dl.to_f64()?;
    let (kappa, alpha) = if female { (0.7, -0.241) } else { (0.9, -0.302) };
    let ratio = creatinine / kappa;
    let gfr = 142.0
        * ratio.min(1.0).powf(alpha)
        * ratio.max(1.0).powf(-1.200)
        * 0.9938_f64.powi(age_years)
        * if female { 1.012 } else { 1.0 };
    // One decimal: far from where two platforms could differ in the last binary digit.
    Decimal::from_f64(gfr).map(|gfr| gfr.round_dp(1))
}

/// Estimated GFR in mL/min/1.73 m² of a child from 1 year on, bedside Schwartz equation (Schwartz et al., J Am Soc
/// Nephrol 2009;20:629).
pub fn schwartz(height_cm: Decimal, creatinine_mg_dl: Decimal) -> Decimal {
    Decimal::new(413, 3) * height_cm / creatinine_mg_dl
}

#[cfg(test)]
mod tests {
    use super::*;

    fn d(text: &str) -> Decimal {
        text.parse().unwrap()
    }

    #[test]
    fn cockcroft_gault_of_a_man_of_eighty() {
        // (140 - 80) x 72 / (72 x 1.5) = 40.
        assert_eq!(cockcroft_gault(80, d("72"), d("1.5"), false), d("40"));
        assert_eq!(cockcroft_gault(80, d("72"), d("1.5"), true), d("34.00"));
    }

    #[test]
    fn the_weight_of_the_formula_follows_the_build() {
        assert_eq!(cockcroft_gault_weight(d("60"), Some(d("177.8")), false), (d("60"), "actual weight"));
        let (ideal, words) = cockcroft_gault_weight(d("80"), Some(d("177.8")), false);
        assert_eq!((ideal.round_dp(0), words), (d("73"), "ideal weight"));
        let (adjusted, words) = cockcroft_gault_weight(d("120"), Some(d("177.8")), false);
        assert_eq!((adjusted.round_dp(1), words), (d("91.8"), "adjusted weight"));
        assert_eq!(cockcroft_gault_weight(d("120"), None, false), (d("120"), "actual weight"));
    }

    #[test]
    fn ckd_epi_follows_the_published_equation() {
        // Worked by hand from the published equation.
        assert_eq!(ckd_epi_2021(60, d("1.0"), true).unwrap().round_dp(0), d("64"));
        assert_eq!(ckd_epi_2021(50, d("1.2"), false).unwrap().round_dp(0), d("74"));
        assert_eq!(ckd_epi_2021(30, d("0.6"), true).unwrap().round_dp(0), d("124"));
    }

    #[test]
    fn creatinine_comes_in_two_units() {
        assert_eq!(creatinine_mg_dl(d("106"), "umol/L").unwrap().round_dp(2), d("1.20"));
        assert_eq!(creatinine_mg_dl(d("1.2"), "mg/dL"), Some(d("1.2")));
        assert_eq!(creatinine_mg_dl(d("1.2"), "g"), None);
    }

    #[test]
    fn schwartz_uses_the_height() {
        assert_eq!(schwartz(d("110"), d("0.4")).round_dp(0), d("114"));
    }
}
