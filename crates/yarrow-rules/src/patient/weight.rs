//! Body weight and height: which value counts, in kilograms and centimetres, and whether it can be this person's.

use rust_decimal::Decimal;

/// Kilograms of a weight in a UCUM (or commonly written) unit; `None` for a unit that is no weight.
///
/// 1 lb is 0.45359237 kg exactly and 1 oz a sixteenth of it (international pound, NIST SP 811).
pub fn kilograms(value: Decimal, unit: &str) -> Option<Decimal> {
    let pound = Decimal::new(45_359_237, 8);
    Some(match unit.trim() {
        "kg" | "Kg" | "KG" | "kilogram" | "kilograms" => value,
        "g" | "gram" | "grams" => value / Decimal::ONE_THOUSAND,
        "[lb_av]" | "lb" | "lbs" | "lb_av" | "pound" | "pounds" => value * pound,
        "[oz_av]" | "oz" | "oz_av" => value * pound / Decimal::from(16),
        _ => return None,
    })
}

/// Centimetres of a length; `None` for a unit that is no length. 1 in is 2.54 cm exactly.
pub fn centimetres(value: Decimal, unit: &str) -> Option<Decimal> {
    Some(match unit.trim() {
        "cm" => value,
        "mm" => value / Decimal::TEN,
        "m" => value * Decimal::ONE_HUNDRED,
        "[in_i]" | "in" | "[in_us]" | "inch" | "inches" => value * Decimal::new(254, 2),
        "[ft_i]" | "ft" => value * Decimal::new(3048, 2),
        _ => return None,
    })
}

/// The least and the greatest weight, in kg, that a child of so many months can have.
///
/// Our own rounded bounds well outside four standard deviations of weight for age (WHO Child Growth Standards 2006 up to
/// 24 months, CDC growth charts 2000 above), widened downwards for preterm birth and upwards for severe obesity: only a
/// slip of unit, digit or chart falls outside. Between two rows the bounds run straight.
const BOUNDS: [(u32, [i64; 2]); 15] = [
    // months, hundredths of a kg
    (0, [40, 650]),
    (1, [80, 800]),
    (3, [150, 1100]),
    (6, [300, 1400]),
    (12, [450, 1800]),
    (24, [600, 2600]),
    (36, [750, 3400]),
    (60, [950, 5500]),
    (84, [1150, 8000]),
    (96, [1250, 9500]),
    (120, [1500, 13000]),
    (144, [1800, 18000]),
    (180, [2200, 26000]),
    (216, [2400, 32000]),
    (240, [2500, 35000]),
];

/// The least and the greatest plausible weight in kg at an age in days.
pub fn plausible_weight(age_days: i64) -> (Decimal, Decimal) {
    let months = Decimal::from(age_days.max(0)) / Decimal::new(304_375, 4);
    let kg = |hundredths: i64| Decimal::new(hundredths, 2);
    for pair in BOUNDS.windows(2) {
        let [(from, low), (to, high)] = [pair[0], pair[1]];
        if months < Decimal::from(to) {
            let part = (months - Decimal::from(from)) / Decimal::from(to - from);
            let between = |i: usize| (kg(low[i]) + (kg(high[i]) - kg(low[i])) * part).round_dp(2);
            return (between(0), between(1));
        }
    }
    // What adults have survived with, as in the vital signs reader.
    (Decimal::from(20), Decimal::from(650))
}

/// Ideal body weight in kg (Devine, Drug Intell Clin Pharm 1974;8:650); `None` below 5 feet, where it is not defined.
pub fn ideal_weight(height_cm: Decimal, female: bool) -> Option<Decimal> {
    let over_five_feet = height_cm / Decimal::new(254, 2) - Decimal::from(60);
    if over_five_feet < Decimal::ZERO {
        return None;
    }
    let base = if female { Decimal::new(455, 1) } else { Decimal::from(50) };
    Some(base + Decimal::new(23, 1) * over_five_feet)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn d(text: &str) -> Decimal {
        text.parse().unwrap()
    }

    #[test]
    fn pounds_and_grams_become_kilograms() {
        assert_eq!(kilograms(d("154"), "[lb_av]").unwrap().round_dp(1), d("69.9"));
        assert_eq!(kilograms(d("3450"), "g"), Some(d("3.45")));
        assert_eq!(kilograms(d("70"), "cm"), None);
        assert_eq!(centimetres(d("70"), "[in_i]"), Some(d("177.80")));
    }

    #[test]
    fn seventy_kilograms_do_not_fit_an_infant() {
        let (low, high) = plausible_weight(122);
        assert!(low < d("3") && high > d("9") && high < d("20"), "{low} {high}");
        let newborn = plausible_weight(0);
        assert_eq!(newborn, (d("0.40"), d("6.50")));
        let (low, high) = plausible_weight(365 * 4);
        assert!(low < d("11") && high > d("30") && high < d("70"), "{low} {high}");
        assert_eq!(plausible_weight(365 * 40), (d("20"), d("650")));
    }

    #[test]
    fn a_weight_in_pounds_read_as_kilograms_is_noticed_in_small_children() {
        // 2 years, 12.5 kg, written as 27.5 "kg".
        assert!(plausible_weight(731).1 < d("27.5"));
    }

    #[test]
    fn ideal_weight_follows_devine() {
        assert_eq!(ideal_weight(d("177.8"), false).unwrap().round_dp(1), d("73.0"));
        assert_eq!(ideal_weight(d("162.56"), true).unwrap().round_dp(1), d("54.7"));
        assert_eq!(ideal_weight(d("140"), true), None);
    }
}
