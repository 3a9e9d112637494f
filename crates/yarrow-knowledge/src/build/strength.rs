//! Strengths as clinicians write them.
//!
//! The seed keeps RxNorm units (mg, mg/mL, mg/mg). Here they become what is on a prescription: micrograms where
//! practice uses them, per cent on skin and in the eye, per 5 mL in oral liquids, units spelled out. Sources of the
//! manner: ISMP List of Error-Prone Abbreviations, Symbols, and Dose Designations, 2024 (leading zero, no trailing
//! zero, "units" and "mcg" written out, comma from 1,000 on).

/// What the strength of a product depends on besides its number.
pub(super) struct Setting<'a> {
    /// Normalised dose form.
    pub form: &'a str,
    /// Source dose form, for drops and concentrates.
    pub source_form: &'a str,
    /// Ingredient key.
    pub ingredient: &'a str,
    /// The ingredient is customarily dosed in micrograms.
    pub micrograms: bool,
}

/// A strength cut into the amount and what it is per: ("400 mg", Some("5 mL")).
pub(super) type Amount = (String, Option<&'static str>);

/// Reads one component of the source strength. None when the unit is not one that is prescribed by.
pub(super) fn read(source: &str, at: &Setting<'_>) -> Option<Amount> {
    let (number, unit) = source.trim().split_once(' ')?;
    let value: f64 = number.parse().ok()?;
    if !(value.is_finite() && value > 0.0) {
        return None;
    }
    Some(match unit {
        "MG" if at.form.contains("powder") && value >= 1000.0 => {
            (format!("{} g", number_text(value / 1000.0)), None)
        }
        "MG" => (mass(value, at), None),
        "MG/ML" if percent(at.form) => (format!("{}%", number_text(value / 10.0)), None),
        "MG/ML" if per_teaspoon(at) => (mass(value * 5.0, at), Some("5 mL")),
        "MG/ML" => (mass(value, at), Some("mL")),
        "MG/MG" if percent(at.form) && value <= 1.0 => (format!("{}%", number_text(value * 100.0)), None),
        "ML/ML" if percent(at.form) && value <= 1.0 => (format!("{}%", number_text(value * 100.0)), None),
        "MG/ACTUAT" if value < 1.0 => (format!("{} mcg", number_text(value * 1000.0)), Some("actuation")),
        "MG/ACTUAT" => (format!("{} mg", number_text(value)), Some("actuation")),
        "MG/HR" => hourly(value, at.ingredient),
        "UNT" => (format!("{} units", number_text(value)), None),
        "UNT/ML" => (format!("{} units", number_text(value)), Some("mL")),
        "UNT/MG" => (format!("{} units", number_text(value * 1000.0)), Some("g")),
        "UNT/ACTUAT" => (format!("{} units", number_text(value)), Some("actuation")),
        "MEQ" => (format!("{} mEq", number_text(value)), None),
        "MEQ/ML" if per_teaspoon(at) => (format!("{} mEq", number_text(value * 15.0)), Some("15 mL")),
        "MEQ/ML" => (format!("{} mEq", number_text(value)), Some("mL")),
        _ => return None,
    })
}

/// Joins the components: "875 mg / 125 mg", "400 mg / 57 mg per 5 mL", "100 units/mL".
pub(super) fn join(parts: &[Amount]) -> String {
    match parts {
        [] => String::new(),
        [(amount, None)] => amount.clone(),
        [(amount, Some(per))] => format!("{amount}/{per}"),
        [(_, first), ..] if parts.iter().all(|(_, per)| per == first) => {
            let amounts: Vec<&str> = parts.iter().map(|(a, _)| a.as_str()).collect();
            match first {
                Some(per) => format!("{} per {per}", amounts.join(" / ")),
                None => amounts.join(" / "),
            }
        }
        _ => {
            let each: Vec<String> = parts.iter().map(|part| join(std::slice::from_ref(part))).collect();
            each.join(" / ")
        }
    }
}

fn mass(mg: f64, at: &Setting<'_>) -> String {
    // Below a tenth of a milligram nobody writes milligrams; some drugs are in micrograms above that, too.
    if (at.micrograms && mg < 2.0) || mg < 0.0995 {
        format!("{} mcg", number_text(mg * 1000.0))
    } else {
        format!("{} mg", number_text(mg))
    }
}

fn percent(form: &str) -> bool {
    const ON_SKIN_AND_EYE: [&str; 13] = [
        "cream",
        "ointment",
        "gel",
        "lotion",
        "foam",
        "topical",
        "shampoo",
        "ophthalmic",
        "otic",
        "patch",
        "swab",
        "vaginal",
        "rectal",
    ];
    ON_SKIN_AND_EYE.iter().any(|word| form.contains(word))
}

fn per_teaspoon(at: &Setting<'_>) -> bool {
    let source = at.source_form.to_lowercase();
    (at.form.starts_with("oral s") || at.form.starts_with("extended-release oral s"))
        && !source.contains("drops")
        && !source.contains("concentrate")
}

/// Release rates of patches: in micrograms an hour for opioids, milligrams an hour where the label says so,
/// otherwise over the wearing time (FDA label, section 3, of each).
fn hourly(mg_per_hour: f64, ingredient: &str) -> Amount {
    match ingredient {
        "fentanyl" | "buprenorphine" => (format!("{} mcg", number_text(mg_per_hour * 1000.0)), Some("hr")),
        "nitroglycerin" => (format!("{} mg", number_text(mg_per_hour)), Some("hr")),
        "scopolamine" => (format!("{} mg", number_text(mg_per_hour * 72.0)), Some("72 hr")),
        "methylphenidate" => (format!("{} mg", number_text(mg_per_hour * 9.0)), Some("9 hr")),
        _ if mg_per_hour * 24.0 < 0.0095 => {
            (format!("{} mcg", number_text(mg_per_hour * 24_000.0)), Some("24 hr"))
        }
        _ => (format!("{} mg", number_text(mg_per_hour * 24.0)), Some("24 hr")),
    }
}

/// A number with four significant digits, a leading zero and no trailing zero.
pub(super) fn number_text(value: f64) -> String {
    let digits = if value >= 1000.0 { 0 } else { (3 - value.log10().floor() as i32).clamp(0, 9) };
    let mut text = format!("{value:.*}", digits as usize);
    if text.contains('.') {
        text.truncate(text.trim_end_matches('0').trim_end_matches('.').len());
    }
    text
}

/// Thousands commas for reading: "1000 mg" is shown as "1,000 mg".
pub(super) fn with_commas(text: &str) -> String {
    let mut out = String::with_capacity(text.len() + 4);
    let mut digits = String::new();
    let mut after_point = false;
    for c in text.chars().chain(std::iter::once(' ')) {
        if c.is_ascii_digit() && !after_point {
            digits.push(c);
            continue;
        }
        for (i, d) in digits.chars().enumerate() {
            if i > 0 && (digits.len() - i).is_multiple_of(3) && digits.len() > 3 {
                out.push(',');
            }
            out.push(d);
        }
        digits.clear();
        after_point = c == '.' || (after_point && c.is_ascii_digit());
        out.push(c);
    }
    out.pop();
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    fn shown(source: &str, form: &str, ingredient: &str, micrograms: bool) -> Option<String> {
        read(source, &Setting { form, source_form: "", ingredient, micrograms }).map(|a| join(&[a]))
    }

    #[test]
    fn levothyroxine_is_in_micrograms_and_simvastatin_in_milligrams() {
        assert_eq!(shown("0.137 MG", "tablet", "levothyroxine", true).as_deref(), Some("137 mcg"));
        assert_eq!(shown("40 MG", "tablet", "simvastatin", false).as_deref(), Some("40 mg"));
        assert_eq!(shown(".5 MG", "tablet", "clonazepam", false).as_deref(), Some("0.5 mg"));
    }

    #[test]
    fn skin_and_eye_products_are_in_per_cent() {
        assert_eq!(
            shown("0.05 MG/ML", "ophthalmic solution", "latanoprost", false).as_deref(),
            Some("0.005%")
        );
        assert_eq!(shown("0.001 MG/MG", "ointment", "triamcinolone", false).as_deref(), Some("0.1%"));
        assert_eq!(shown("0.025 MG/MG", "cream", "hydrocortisone", false).as_deref(), Some("2.5%"));
    }

    #[test]
    fn oral_liquids_are_per_teaspoon_and_injections_per_millilitre() {
        assert_eq!(
            shown("80 MG/ML", "oral suspension", "amoxicillin", false).as_deref(),
            Some("400 mg/5 mL")
        );
        assert_eq!(
            shown("100 UNT/ML", "injection", "insulin glargine", false).as_deref(),
            Some("100 units/mL")
        );
    }

    #[test]
    fn patches_are_per_hour_or_per_day_as_labelled() {
        assert_eq!(shown("0.025 MG/HR", "patch", "fentanyl", true).as_deref(), Some("25 mcg/hr"));
        assert_eq!(shown("0.0020833 MG/HR", "patch", "estradiol", false).as_deref(), Some("0.05 mg/24 hr"));
        assert_eq!(shown("0.2 MG/HR", "patch", "nitroglycerin", false).as_deref(), Some("0.2 mg/hr"));
    }

    #[test]
    fn thousands_get_a_comma_but_decimals_do_not() {
        assert_eq!(with_commas("1000 mg"), "1,000 mg");
        assert_eq!(with_commas("50000 units"), "50,000 units");
        assert_eq!(with_commas("0.0375%"), "0.0375%");
        assert_eq!(with_commas("850 mg / 15 mg"), "850 mg / 15 mg");
    }
}
