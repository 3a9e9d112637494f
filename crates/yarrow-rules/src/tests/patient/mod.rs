//! Doses, kidney, age, pregnancy, conditions, loads and modifiers, against a small fixture of their own.

mod alternatives;
mod conditions;
mod doses;
mod kidney;
mod modifiers;
mod properties;
mod statements;

use super::data;
use crate::*;
use std::sync::LazyLock;
use yarrow_kernel::{LocalDate, PartialDate};

pub(super) static BOOK: LazyLock<RuleBook> = LazyLock::new(|| {
    let mut data = data();
    data.doses = parse_doses("doses/fixture.toml", include_str!("doses.toml")).unwrap();
    data.conditions = parse_conditions("conditions/fixture.toml", include_str!("conditions.toml")).unwrap();
    data.loads = vec![parse_load("loads/fixture.toml", include_str!("qt.toml")).unwrap()];
    RuleBook::new(data).unwrap_or_else(|faults| panic!("{}", faults.join("\n")))
});

pub(super) const TODAY: &str = "2026-11-20";

pub(super) fn day(text: &str) -> LocalDate {
    LocalDate::parse(text).unwrap()
}

/// A woman of 44 with nothing recorded; change what the sentence is about.
pub(super) fn patient() -> Facts {
    Facts {
        no_known_allergies: true,
        today: Some(day(TODAY)),
        birth: PartialDate::parse("1982-03-14"),
        sex: Some(tables::Sex::Female),
        // Menopause: pregnancy is asked about only where a sentence is about it.
        problems: vec![problem("N95.1", "Menopause", "2024-01-01")],
        ..Facts::default()
    }
}

pub(super) fn born(date: &str) -> Facts {
    Facts { birth: PartialDate::parse(date), ..patient() }
}

pub(super) fn problem(code: &str, display: &str, recorded: &str) -> ProblemFact {
    ProblemFact {
        id: format!("problem {code}"),
        code: Some(code.to_owned()),
        display: display.to_owned(),
        onset: None,
        recorded: Some(recorded.to_owned()),
    }
}

pub(super) fn with_problem(mut facts: Facts, code: &str, display: &str) -> Facts {
    facts.problems.push(problem(code, display, "2026-09-01"));
    facts
}

pub(super) fn value(loinc: &str, display: &str, value: &str, unit: &str, date: &str) -> ObservationFact {
    ObservationFact {
        loinc: loinc.to_owned(),
        display: display.to_owned(),
        value: value.parse().ok(),
        unit: Some(unit.to_owned()),
        text: None,
        date: LocalDate::parse(date),
    }
}

pub(super) fn with(mut facts: Facts, observations: &[ObservationFact]) -> Facts {
    facts.observations.extend_from_slice(observations);
    facts
}

pub(super) fn weighing(facts: Facts, kg: &str) -> Facts {
    with(facts, &[value("29463-7", "Weight", kg, "kg", "2026-11-10")])
}

/// "lisinopril 40 mg tablet" with its directions.
pub(super) fn order(product: &str, sig: &str) -> DrugFact {
    let (name, rest) = product.split_once(' ').unwrap();
    let (strength, form) = rest.rsplit_once(' ').unwrap();
    let form = match form {
        "ER" => "extended-release tablet",
        "suspension" => "oral suspension",
        other => other,
    };
    DrugFact {
        id: Some(format!("order {product}")),
        display: format!("{product}, {sig}"),
        ingredients: name.split('+').map(str::to_owned).collect(),
        form: Some(form.to_owned()),
        route: Some("oral".to_owned()),
        strength: Some(strength.to_owned()),
        sig: Directions::read(sig, Some(form)),
        ..DrugFact::default()
    }
}

pub(super) fn checked(facts: &Facts, product: &str, sig: &str) -> CheckReport {
    check(&BOOK, facts, &order(product, sig))
}

pub(super) fn found(facts: &Facts, product: &str, sig: &str, kind: FindingKind) -> Option<Finding> {
    checked(facts, product, sig).findings.into_iter().find(|f| f.kind == kind)
}

/// Tier and title of the first finding of a kind, "clear" when there is none.
pub(super) fn said(facts: &Facts, product: &str, sig: &str, kind: FindingKind) -> String {
    found(facts, product, sig, kind)
        .map_or_else(|| "clear".to_owned(), |f| format!("{:?}: {}", f.tier, f.title))
}

/// Why a check was not made.
pub(super) fn because(report: &CheckReport, check: &str) -> String {
    report.not_checked.iter().find(|n| n.check == check).map_or_else(String::new, |n| n.because.clone())
}
