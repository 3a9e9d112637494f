//! When an adult's vital sign is out of range.

use super::Vital;
use rust_decimal::Decimal;

/// "", "L", "H", "LL" or "HH" for a person of 18 years and more; empty below, or where the age is not known.
///
/// Sources. Blood pressure: H from 130/80, HH above 180/120 (ACC/AHA hypertension guideline 2017, stage 1 and crisis);
/// L at a systolic of 90 or less (NEWS2) or a diastolic below 60 (NHLBI). Pulse: 60 to 100 (AHA). Respiration: 12 to 20
/// (NEWS2, score 0). Temperature: H from 38.0 °C (CDC fever definition), L at 36.0 and less (NEWS2). SpO2: L below 95 %
/// (WHO pulse oximetry manual 2011). HH and LL of pulse, respiration, temperature and SpO2: the single-parameter red scores
/// of NEWS2 (Royal College of Physicians 2017). BMI, from 20 years: 18.5 to 24.9 (CDC); HH from 40, class 3 obesity.
pub(super) fn interpretation(
    vital: Vital,
    value: Decimal,
    value2: Option<Decimal>,
    age_years: Option<f64>,
) -> &'static str {
    let adult_from = if vital == Vital::BodyMassIndex { 20.0 } else { 18.0 };
    if !age_years.is_some_and(|age| age >= adult_from) {
        return "";
    }
    let n = |whole: i64| Decimal::from(whole);
    let tenths = |tenths: i64| Decimal::new(tenths, 1);
    match vital {
        Vital::BloodPressure => {
            let diastolic = value2.unwrap_or(n(70));
            if value > n(180) || diastolic > n(120) {
                "HH"
            } else if value >= n(130) || diastolic >= n(80) {
                "H"
            } else if value <= n(90) || diastolic < n(60) {
                "L"
            } else {
                ""
            }
        }
        Vital::Pulse => band(value, [n(40), n(59), n(101), n(131)]),
        Vital::Respiration => band(value, [n(8), n(11), n(21), n(25)]),
        Vital::Temperature => {
            if value <= n(35) {
                "LL"
            } else if value <= n(36) {
                "L"
            } else if value >= n(38) {
                "H"
            } else {
                ""
            }
        }
        Vital::OxygenSaturation => {
            if value <= n(91) {
                "LL"
            } else if value < n(95) {
                "L"
            } else {
                ""
            }
        }
        Vital::BodyMassIndex => {
            if value < tenths(185) {
                "L"
            } else if value >= n(40) {
                "HH"
            } else if value >= n(25) {
                "H"
            } else {
                ""
            }
        }
        Vital::Weight | Vital::Height | Vital::Pain => "",
    }
}

/// LL up to the first bound, L up to the second, H from the third, HH from the fourth.
fn band(value: Decimal, [very_low, low, high, very_high]: [Decimal; 4]) -> &'static str {
    if value <= very_low {
        "LL"
    } else if value <= low {
        "L"
    } else if value >= very_high {
        "HH"
    } else if value >= high {
        "H"
    } else {
        ""
    }
}
