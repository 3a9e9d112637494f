//! What must hold in a dose row before it may be used.

use super::age::Age;
use super::dose::{AdultDose, ChildDose, DoseRow, Renal};
use rust_decimal::Decimal;

/// Faults of one dose row as sentences without its name.
pub(super) fn faults(row: &DoseRow) -> Vec<String> {
    let mut out = Vec::new();
    if let Some(counted) = &row.counted
        && !row.ingredients.contains(counted)
    {
        out.push(format!("counts \"{counted}\", which is not one of its ingredients"));
    }
    for word in row.forms.iter().chain(&row.except_forms) {
        if word.trim().is_empty() || *word != word.to_lowercase() {
            out.push(format!("form word \"{word}\" must be in small letters"));
        }
    }
    if says_nothing(row) {
        out.push("says nothing: no dose, age, kidney, liver, pregnancy or nursing".to_owned());
    }
    if let Some(adult) = &row.adult {
        faults_of_adult(adult, &mut out);
    }
    faults_of_children(row, &mut out);
    if let Some(floor) = &row.not_under {
        text("not_under", &floor.text, &mut out);
    }
    if let Some(renal) = &row.renal {
        faults_of_renal(renal, &mut out);
    }
    for hepatic in &row.hepatic {
        text("hepatic", &hepatic.text, &mut out);
        positive("hepatic daily_max", hepatic.daily_max, &mut out);
    }
    for geriatric in &row.geriatric {
        text("geriatric", &geriatric.text, &mut out);
        positive("geriatric daily_max", geriatric.daily_max, &mut out);
    }
    faults_of_statements(row, &mut out);
    out
}

fn says_nothing(row: &DoseRow) -> bool {
    row.adult.is_none()
        && row.child.is_empty()
        && row.not_under.is_none()
        && row.renal.is_none()
        && row.hepatic.is_empty()
        && row.geriatric.is_empty()
        && row.pregnancy.is_empty()
        && row.lactation.is_none()
}

fn text(what: &str, text: &str, out: &mut Vec<String>) {
    if text.trim().is_empty() {
        out.push(format!("{what} gives a tier without a reason: write its text"));
    }
}

fn positive(what: &str, value: Option<Decimal>, out: &mut Vec<String>) {
    if value.is_some_and(|v| v <= Decimal::ZERO) {
        out.push(format!("{what} must be more than 0"));
    }
}

fn range(what: &str, value: Option<[Decimal; 2]>, out: &mut Vec<String>) {
    if let Some([low, high]) = value
        && (low <= Decimal::ZERO || low > high)
    {
        out.push(format!("{what} must go from the smaller to the larger amount, both above 0"));
    }
}

fn not_above(small: (&str, Option<Decimal>), large: (&str, Option<Decimal>), out: &mut Vec<String>) {
    if let (Some(s), Some(l)) = (small.1, large.1)
        && s > l
    {
        out.push(format!("{} ({s}) is above {} ({l})", small.0, large.0));
    }
}

fn upper(range: Option<[Decimal; 2]>) -> Option<Decimal> {
    range.map(|[_, high]| high)
}

fn faults_of_adult(adult: &AdultDose, out: &mut Vec<String>) {
    range("single_usual", adult.single_usual, out);
    range("daily_usual", adult.daily_usual, out);
    for (what, value) in [
        ("single_max", adult.single_max),
        ("daily_max", adult.daily_max),
        ("every_days", adult.every_days),
        ("min_interval_hours", adult.min_interval_hours),
        ("max_days", adult.max_days),
    ] {
        positive(what, value, out);
    }
    not_above(("single_usual", upper(adult.single_usual)), ("single_max", adult.single_max), out);
    not_above(("daily_usual", upper(adult.daily_usual)), ("daily_max", adult.daily_max), out);
    not_above(("single_max", adult.single_max), ("daily_max", adult.daily_max), out);
    if adult.too_often_tier.is_some() && adult.every_days.is_none() {
        out.push("adult gives a too_often_tier without every_days".to_owned());
    }
    if adult.max_tier.is_some() && adult.single_max.is_none() && adult.daily_max.is_none() {
        out.push("adult gives a max_tier without a maximum".to_owned());
    }
}

fn faults_of_children(row: &DoseRow, out: &mut Vec<String>) {
    for child in &row.child {
        let name = format!("child from {}", child.from.words());
        let mut own = Vec::new();
        faults_of_child(child, &mut own);
        out.extend(own.into_iter().map(|fault| format!("{name}: {fault}")));
    }
    for (i, child) in row.child.iter().enumerate() {
        for other in &row.child[i + 1..] {
            if overlap(child, other) {
                let (a, b) = (child.from.words(), other.from.words());
                out.push(format!("the children from {a} and from {b} overlap in age and weight"));
            }
        }
    }
    // Somebody is either a child or an adult of this row.
    if let Some(adult) = &row.adult {
        let from = adult.from_years.unwrap_or(Decimal::from(18));
        if from.is_sign_negative() || !from.fract().is_zero() {
            out.push("adult from_years must be a whole number".to_owned());
        }
        let from = Age::years(u32::try_from(from.trunc()).unwrap_or(150));
        if row.child.iter().any(|c| c.below.sixteenths_of_days() > from.sixteenths_of_days()) {
            out.push("a child's age reaches into that of the adult; set from_years or below".to_owned());
        }
    }
}

fn faults_of_child(child: &ChildDose, out: &mut Vec<String>) {
    if child.from.sixteenths_of_days() >= child.below.sixteenths_of_days() {
        out.push("`from` must come before `below`".to_owned());
    }
    not_above(("weight_from_kg", child.weight_from_kg), ("weight_below_kg", child.weight_below_kg), out);
    for (what, value) in [
        ("per_kg_single", child.per_kg_single),
        ("per_kg_daily", child.per_kg_daily),
        ("single_usual", child.single_usual),
        ("daily_usual", child.daily_usual),
    ] {
        range(what, value, out);
    }
    for (what, value) in [
        ("weight_from_kg", child.weight_from_kg),
        ("weight_below_kg", child.weight_below_kg),
        ("per_kg_single_max", child.per_kg_single_max),
        ("per_kg_daily_max", child.per_kg_daily_max),
        ("single_max", child.single_max),
        ("daily_max", child.daily_max),
        ("every_days", child.every_days),
        ("min_interval_hours", child.min_interval_hours),
        ("max_days", child.max_days),
    ] {
        positive(what, value, out);
    }
    not_above(
        ("per_kg_single", upper(child.per_kg_single)),
        ("per_kg_single_max", child.per_kg_single_max),
        out,
    );
    not_above(("per_kg_daily", upper(child.per_kg_daily)), ("per_kg_daily_max", child.per_kg_daily_max), out);
    not_above(
        ("per_kg_single_max", child.per_kg_single_max),
        ("per_kg_daily_max", child.per_kg_daily_max),
        out,
    );
    not_above(("single_usual", upper(child.single_usual)), ("single_max", child.single_max), out);
    not_above(("daily_usual", upper(child.daily_usual)), ("daily_max", child.daily_max), out);
    not_above(("single_max", child.single_max), ("daily_max", child.daily_max), out);
    let limits = child.per_kg_single.is_some()
        || child.per_kg_daily.is_some()
        || child.per_kg_single_max.is_some()
        || child.per_kg_daily_max.is_some()
        || child.single_usual.is_some()
        || child.daily_usual.is_some()
        || child.single_max.is_some()
        || child.daily_max.is_some();
    if !limits {
        out.push("gives no dose".to_owned());
    }
}

fn overlap(a: &ChildDose, b: &ChildDose) -> bool {
    let ages = a.from.sixteenths_of_days() < b.below.sixteenths_of_days()
        && b.from.sixteenths_of_days() < a.below.sixteenths_of_days();
    let before = |x: &ChildDose, y: &ChildDose| matches!((x.weight_below_kg, y.weight_from_kg), (Some(below), Some(from)) if below <= from);
    ages && !before(a, b) && !before(b, a)
}

fn faults_of_renal(renal: &Renal, out: &mut Vec<String>) {
    match (renal.none, renal.band.is_empty()) {
        (true, false) => out.push("renal says both `none` and bands".to_owned()),
        (false, true) => out.push("renal needs bands, or `none = true`".to_owned()),
        (false, false) if renal.measure.is_none() => {
            out.push("renal needs a measure: \"crcl\" or \"egfr\"".to_owned());
        }
        _ => {}
    }
    for (i, band) in renal.band.iter().enumerate() {
        let name = format!("renal band below {}", band.below);
        text(&name, &band.text, out);
        for (what, value) in [
            ("below", Some(band.below)),
            ("single_max", band.single_max),
            ("daily_max", band.daily_max),
            ("min_interval_hours", band.min_interval_hours),
        ] {
            positive(&format!("{name}: {what}"), value, out);
        }
        not_above(("renal single_max", band.single_max), ("renal daily_max", band.daily_max), out);
        if renal.band[i + 1..].iter().any(|other| other.below == band.below) {
            out.push(format!("{name} is there twice"));
        }
    }
}

fn faults_of_statements(row: &DoseRow, out: &mut Vec<String>) {
    for p in &row.pregnancy {
        if p.tier.tier().is_some() {
            text("pregnancy", &p.text, out);
        }
        not_above(("pregnancy from_week", p.from_week), ("pregnancy below_week", p.below_week), out);
    }
    for (i, a) in row.pregnancy.iter().enumerate() {
        let overlapping = row.pregnancy[i + 1..].iter().any(|b| {
            let ends = |below: Option<Decimal>| below.unwrap_or(Decimal::from(60));
            let starts = |from: Option<Decimal>| from.unwrap_or(Decimal::ZERO);
            starts(a.from_week) < ends(b.below_week) && starts(b.from_week) < ends(a.below_week)
        });
        if overlapping {
            out.push("two pregnancy statements speak about the same weeks".to_owned());
        }
    }
    if let Some(l) = &row.lactation
        && l.tier.tier().is_some()
    {
        text("lactation", &l.text, out);
    }
}
