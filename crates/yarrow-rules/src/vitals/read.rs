//! From parts to items.

use super::scan::Scan;
use super::{Vital, VitalsItem, VitalsProblem, VitalsReading, adult};
use rust_decimal::Decimal;

/// A vital sign before it is checked: canonical value, second value, and how it was read.
struct Value {
    vital: Vital,
    value: Decimal,
    value2: Option<Decimal>,
    read_as: String,
}

const LABELS: &[(&str, Vital)] = &[
    ("blood pressure", Vital::BloodPressure),
    ("bp", Vital::BloodPressure),
    ("heart rate", Vital::Pulse),
    ("pulse", Vital::Pulse),
    ("hr", Vital::Pulse),
    ("p", Vital::Pulse),
    ("temperature", Vital::Temperature),
    ("temp", Vital::Temperature),
    ("t", Vital::Temperature),
    ("respirations", Vital::Respiration),
    ("respiration", Vital::Respiration),
    ("resp", Vital::Respiration),
    ("rr", Vital::Respiration),
    ("r", Vital::Respiration),
    ("spo2", Vital::OxygenSaturation),
    ("sao2", Vital::OxygenSaturation),
    ("o2 sat", Vital::OxygenSaturation),
    ("o2sat", Vital::OxygenSaturation),
    ("sats", Vital::OxygenSaturation),
    ("sat", Vital::OxygenSaturation),
    ("o2", Vital::OxygenSaturation),
    ("weight", Vital::Weight),
    ("wt", Vital::Weight),
    ("height", Vital::Height),
    ("ht", Vital::Height),
    ("pain", Vital::Pain),
];

pub(super) fn read(text: &str, age_years: Option<f64>) -> VitalsReading {
    let mut scan = Scan::new(text);
    let mut values: Vec<Value> = Vec::new();
    let mut reading = VitalsReading::default();
    while scan.next_part() {
        let start = scan.at;
        let result = part(&mut scan, &values).and_then(|value| {
            if !scan.at_edge() {
                return Err("This was not understood.".to_string());
            }
            check(&value, &values, age_years)?;
            Ok(value)
        });
        match result {
            Ok(value) => values.push(value),
            Err(message) => {
                scan.skip_part();
                reading.problems.push(VitalsProblem { part: scan.since(start), message });
            }
        }
    }
    match body_mass_index(&values) {
        Some(Ok(bmi)) => values.push(bmi),
        Some(Err(problem)) => reading.problems.push(problem),
        None => {}
    }
    values.sort_by_key(|v| v.vital);
    reading.items = values.into_iter().map(|v| item(v, age_years)).collect();
    reading
}

fn item(v: Value, age_years: Option<f64>) -> VitalsItem {
    VitalsItem {
        code: v.vital.code().to_string(),
        label: v.vital.label().to_string(),
        interpretation: adult::interpretation(v.vital, v.value, v.value2, age_years).to_string(),
        value: v.value,
        value2: v.value2,
        unit: v.vital.unit().to_string(),
        read_as: v.read_as,
    }
}

fn part(scan: &mut Scan, known: &[Value]) -> Result<Value, String> {
    let label = LABELS.iter().find(|(word, _)| scan.word(word)).map(|(_, vital)| *vital);
    if label.is_some() {
        scan.any(&[":", "=", "is"]);
    }
    let not_understood = if label.is_some() { "The value is missing." } else { "This was not understood." };
    let number = scan.number().ok_or_else(|| not_understood.to_string())?;
    match label {
        Some(Vital::BloodPressure) => pair(scan, number),
        Some(Vital::Pain) => pain(scan, number),
        Some(vital) => labelled(scan, vital, number),
        None => bare(scan, number, known),
    }
}

fn labelled(scan: &mut Scan, vital: Vital, number: Decimal) -> Result<Value, String> {
    match vital {
        Vital::Pulse | Vital::Respiration => {
            scan.any(&["bpm", "/min", "per minute"]);
            Ok(per_minute(vital, number))
        }
        Vital::Temperature => match scale(scan) {
            Some(scale) => Ok(temperature(number, scale)),
            None => guessed_temperature(number).ok_or_else(|| "Say °F or °C.".to_string()),
        },
        Vital::OxygenSaturation => {
            scan.any(&["%"]);
            room_air(scan);
            Ok(saturation(number))
        }
        Vital::Weight => {
            weight(scan, number).unwrap_or_else(|| Err("Say kg or lb after the weight.".to_string()))
        }
        Vital::Height => {
            height(scan, number).unwrap_or_else(|| Err("Say cm, in or ft after the height.".to_string()))
        }
        Vital::BloodPressure | Vital::Pain | Vital::BodyMassIndex => {
            Err("This was not understood.".to_string())
        }
    }
}

/// A value that only its unit or its size tells.
fn bare(scan: &mut Scan, number: Decimal, known: &[Value]) -> Result<Value, String> {
    let has = |vital: Vital| known.iter().any(|v| v.vital == vital);
    if scan.any(&["/min"]).is_some() {
        return Err("Say hr for the pulse or rr for the respiration.".to_string());
    }
    if scan.any(&["bpm"]).is_some() {
        return Ok(per_minute(Vital::Pulse, number));
    }
    if scan.any(&["%"]).is_some() {
        room_air(scan);
        return Ok(saturation(number));
    }
    if let Some(result) = weight(scan, number) {
        return result;
    }
    if let Some(result) = height(scan, number) {
        return result;
    }
    if let Some(scale) = scale(scan) {
        return Ok(temperature(number, scale));
    }
    let before = scan.at;
    if scan.any(&["/"]).is_some() {
        scan.at = before;
        return pair(scan, number);
    }
    if !number.is_integer() {
        let because = "Say what this is: t, wt or ht before it, or a unit after it.";
        return guessed_temperature(number).ok_or_else(|| because.to_string());
    }
    if !has(Vital::Pulse) {
        return Ok(per_minute(Vital::Pulse, number));
    }
    if has(Vital::Respiration) {
        return Err("Say what this is: a label before it or a unit after it.".to_string());
    }
    // Above 30 it is as likely a temperature in °C or a saturation as the breathing of an infant.
    if number > Decimal::from(30) {
        return Err("Say rr for the respiration, or what else this is.".to_string());
    }
    Ok(per_minute(Vital::Respiration, number))
}

fn pair(scan: &mut Scan, systolic: Decimal) -> Result<Value, String> {
    if scan.any(&["/", "over"]).is_none() {
        return Err("A blood pressure has two numbers, 120/80.".to_string());
    }
    let diastolic = scan.number().ok_or("A blood pressure has two numbers, 120/80.")?;
    if scan.any(&["mmhg", "mm hg"]).is_none() && diastolic == Decimal::TEN && systolic <= Decimal::TEN {
        return Ok(pain_score(systolic));
    }
    let read_as = format!("{systolic}/{diastolic} mmHg");
    Ok(Value { vital: Vital::BloodPressure, value: systolic, value2: Some(diastolic), read_as })
}

fn pain(scan: &mut Scan, score: Decimal) -> Result<Value, String> {
    if scan.any(&["/"]).is_some() && scan.number() != Some(Decimal::TEN) {
        return Err("Pain is a number from 0 to 10.".to_string());
    }
    Ok(pain_score(score))
}

fn pain_score(score: Decimal) -> Value {
    Value { vital: Vital::Pain, value: score, value2: None, read_as: format!("{score} of 10") }
}

fn per_minute(vital: Vital, value: Decimal) -> Value {
    Value { vital, value, value2: None, read_as: format!("{value}/min") }
}

fn saturation(value: Decimal) -> Value {
    Value { vital: Vital::OxygenSaturation, value, value2: None, read_as: format!("{value} %") }
}

fn room_air(scan: &mut Scan) {
    scan.any(&["ra", "on ra", "room air", "on room air"]);
}

#[derive(Clone, Copy)]
enum Scale {
    Fahrenheit,
    Celsius,
}

fn scale(scan: &mut Scan) -> Option<Scale> {
    const WORDS: [&str; 8] = ["°f", "° f", "deg f", "f", "°c", "° c", "deg c", "c"];
    scan.any(&WORDS).map(|i| if i < 4 { Scale::Fahrenheit } else { Scale::Celsius })
}

/// °F between 95 and 107, °C between 34 and 42.5: ranges that do not meet.
fn guessed_temperature(value: Decimal) -> Option<Value> {
    if (Decimal::from(95)..=Decimal::from(107)).contains(&value) {
        return Some(temperature(value, Scale::Fahrenheit));
    }
    (Decimal::from(34)..=Decimal::new(425, 1)).contains(&value).then(|| temperature(value, Scale::Celsius))
}

/// In °C to two decimals, so that tenths of °F survive; °C = (°F − 32) · 5/9.
fn temperature(typed: Decimal, scale: Scale) -> Value {
    let (value, read_as) = match scale {
        Scale::Celsius => (typed, format!("{typed} °C")),
        Scale::Fahrenheit => {
            let celsius =
                ((typed - Decimal::from(32)) * Decimal::from(5) / Decimal::from(9)).round_dp(2).normalize();
            (celsius, format!("{typed} °F ({celsius} °C)"))
        }
    };
    Value { vital: Vital::Temperature, value, value2: None, read_as }
}

/// In kg to two decimals; 1 lb is 0.45359237 kg exactly (international pound, NIST SP 811).
fn weight(scan: &mut Scan, number: Decimal) -> Option<Result<Value, String>> {
    const WORDS: [&str; 10] = ["kilograms", "kgs", "kg", "pounds", "pound", "lbs", "lb", "#", "grams", "g"];
    let unit = scan.any(&WORDS)?;
    let (kilograms, read_as) = match unit {
        0..=2 => (number, format!("{number} kg")),
        3..=7 => {
            let before = scan.at;
            let ounces = scan.number().filter(|_| scan.any(&["oz", "ounces", "ounce"]).is_some());
            if ounces.is_none() {
                scan.at = before;
            }
            let extra = ounces.unwrap_or_default();
            if extra < Decimal::ZERO || extra >= Decimal::from(16) {
                return Some(Err("Ounces go from 0 to below 16.".to_string()));
            }
            let pounds = number + extra / Decimal::from(16);
            let kilograms = (pounds * Decimal::new(45_359_237, 8)).round_dp(2).normalize();
            let typed = ounces.map_or(format!("{number} lb"), |oz| format!("{number} lb {oz} oz"));
            (kilograms, format!("{typed} ({kilograms} kg)"))
        }
        _ => {
            let kilograms = (number / Decimal::from(1000)).normalize();
            (kilograms, format!("{number} g ({kilograms} kg)"))
        }
    };
    Some(Ok(Value { vital: Vital::Weight, value: kilograms, value2: None, read_as }))
}

/// In cm to one decimal; 1 in is 2.54 cm exactly.
fn height(scan: &mut Scan, number: Decimal) -> Option<Result<Value, String>> {
    const WORDS: [&str; 9] = ["cm", "inches", "inch", "in", "\"", "feet", "ft", "'", "m"];
    let (value, typed) = match scan.any(&WORDS)? {
        0 => (number, None),
        1..=4 => (inches(number), Some(format!("{number} in"))),
        5..=7 => {
            let before = scan.at;
            let rest = scan.number();
            let unit = scan.any(&["inches", "inch", "in", "\"", "''"]);
            // After a quote the inches need no unit: 5'7. Anything else is the next value.
            let glued = rest.is_some() && before < scan.at && !scan.since(before).is_empty();
            let belongs = unit.is_some() || glued && scan.at_edge() && starts_at(scan, before);
            let extra = if belongs { rest.unwrap_or_default() } else { Decimal::ZERO };
            if !belongs {
                scan.at = before;
            }
            if extra < Decimal::ZERO || extra >= Decimal::from(12) {
                return Some(Err("Inches after feet go from 0 to below 12.".to_string()));
            }
            (inches(number * Decimal::from(12) + extra), Some(format!("{number} ft {extra} in")))
        }
        _ => ((number * Decimal::ONE_HUNDRED).normalize(), Some(format!("{number} m"))),
    };
    let read_as = typed.map_or(format!("{value} cm"), |typed| format!("{typed} ({value} cm)"));
    Some(Ok(Value { vital: Vital::Height, value, value2: None, read_as }))
}

/// True when what was read since `before` began right there, without a blank.
fn starts_at(scan: &Scan, before: usize) -> bool {
    scan.at - before == scan.since(before).chars().count()
}

fn inches(value: Decimal) -> Decimal {
    (value * Decimal::new(254, 2)).round_dp(1).normalize()
}

/// kg/m² to one decimal, when weight and height were both typed.
fn body_mass_index(values: &[Value]) -> Option<Result<Value, VitalsProblem>> {
    let of = |vital: Vital| values.iter().find(|v| v.vital == vital);
    let (weight, height) = (of(Vital::Weight)?, of(Vital::Height)?);
    let meters = height.value / Decimal::ONE_HUNDRED;
    let bmi = (weight.value / (meters * meters)).round_dp(1).normalize();
    // Outside the recorded extremes one of the two is a slip: pounds for kilograms, inches for centimeters.
    if bmi < Decimal::from(7) || bmi > Decimal::from(110) {
        let part = format!("{}, {}", weight.read_as, height.read_as);
        let message = format!("Weight and height do not fit together: they give a BMI of {bmi}.");
        return Some(Err(VitalsProblem { part, message }));
    }
    let read_as = format!("{bmi} kg/m², from weight and height");
    Some(Ok(Value { vital: Vital::BodyMassIndex, value: bmi, value2: None, read_as }))
}

/// Refuses what no body has, and what was said before.
///
/// The bounds are not normal ranges: they lie outside what survivors have shown, so that only slips fall there.
fn check(value: &Value, known: &[Value], age_years: Option<f64>) -> Result<(), String> {
    if known.iter().any(|v| v.vital == value.vital) {
        return Err(format!("{} is given twice.", value.vital.label()));
    }
    let whole =
        !matches!(value.vital, Vital::Temperature | Vital::Weight | Vital::Height | Vital::BodyMassIndex);
    let numbers: Vec<Decimal> = std::iter::once(value.value).chain(value.value2).collect();
    if whole && numbers.iter().any(|n| !n.is_integer()) {
        return Err(format!("{} is a whole number.", value.vital.label()));
    }
    let adult = age_years.is_some_and(|age| age >= 18.0);
    let infant = age_years.is_some_and(|age| age < 2.0);
    let (low, high) = match value.vital {
        Vital::BloodPressure => (Decimal::from(40), Decimal::from(300)),
        Vital::Pulse => (Decimal::from(20), Decimal::from(300)),
        Vital::Temperature => (Decimal::from(25), Decimal::from(45)),
        Vital::Respiration => (Decimal::from(4), Decimal::from(100)),
        Vital::OxygenSaturation => (Decimal::from(30), Decimal::from(100)),
        Vital::Weight if adult => (Decimal::from(20), Decimal::from(650)),
        Vital::Weight if infant => (Decimal::new(2, 1), Decimal::from(30)),
        Vital::Weight => (Decimal::new(2, 1), Decimal::from(650)),
        Vital::Height if adult => (Decimal::from(54), Decimal::from(275)),
        Vital::Height if infant => (Decimal::from(20), Decimal::from(120)),
        Vital::Height => (Decimal::from(20), Decimal::from(275)),
        Vital::Pain => (Decimal::ZERO, Decimal::TEN),
        Vital::BodyMassIndex => return Ok(()),
    };
    let not_possible = || format!("{} of {} is not possible.", value.vital.label(), value.read_as);
    if value.value < low || value.value > high {
        return Err(not_possible());
    }
    match value.value2 {
        Some(diastolic) if diastolic < Decimal::TEN || diastolic > Decimal::from(200) => Err(not_possible()),
        Some(diastolic) if diastolic >= value.value => {
            Err("The first number of a blood pressure is the larger.".to_string())
        }
        _ => Ok(()),
    }
}
