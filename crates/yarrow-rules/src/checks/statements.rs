//! What labels say about age, liver, older people, pregnancy and nursing.

use super::order::Order;
use super::{Answers, Card};
use crate::amount::said;
use crate::patient::{Nursing, Patient, Pregnant, problem_fact};
use crate::report::{FindingKind, Tier};
use crate::tables::{DoseRow, HepaticSeverity, Placed, Pregnancy, StatementTier};
use crate::words::{capital, number};
use rust_decimal::Decimal;

/// Any liver disease: ICD-10-CM K70–K77 and B18, without fatty liver alone (K76.0), which by itself reduces nothing.
const LIVER: [&str; 17] = [
    "K70", "K71", "K72", "K73", "K74", "K75", "K76.1", "K76.2", "K76.3", "K76.4", "K76.5", "K76.6", "K76.7",
    "K76.8", "K76.9", "K77", "B18",
];
/// Cirrhosis and decompensated disease.
const SEVERE_LIVER: [&str; 11] =
    ["K70.3", "K70.4", "K71.7", "K72", "K74.3", "K74.4", "K74.5", "K74.6", "K76.6", "K76.7", "I85"];

fn instead(text: &str, instead: Option<&String>) -> String {
    match instead {
        Some(instead) => instead.clone(),
        None if text.is_empty() => "Weigh benefit and risk.".to_owned(),
        None => "Weigh benefit and risk; choose another drug where there is one.".to_owned(),
    }
}

/// The age floor; true when the drug is not for this age, so that no dose of it is to be checked.
pub(super) fn age_floor(order: &Order<'_>, answers: &mut Answers) -> bool {
    let patient = order.patient;
    let mut too_young = false;
    for of in &order.rows {
        let row = of.row;
        let Some(floor) = &row.not_under else { continue };
        let (Some(birth), Some(today)) = (patient.birth(), patient.facts.today) else { continue };
        if floor.age.is_reached(birth, today) {
            continue;
        }
        too_young = true;
        let age = patient.age_words();
        let card = Card {
            kind: FindingKind::Age,
            tier: floor.tier,
            rule: format!("age-{}", row.id),
            about: [row.counted().to_owned(), floor.age.words()],
            title: format!("{} is not given below {}", capital(row.counted()), floor.age.words()),
            mechanism: floor.text.clone(),
            management: instead(&floor.text, floor.instead.as_ref()),
            source: floor.source.as_deref().unwrap_or(&row.source),
            date: &row.date,
        };
        let change = vec![format!("An age of {}", floor.age.words())];
        answers.findings.push(card.finding(vec![format!("Age {age}")], change));
    }
    too_young
}

pub(super) fn check(order: &Order<'_>, answers: &mut Answers) {
    let mut rows: Vec<&Placed<DoseRow>> = order.rows.iter().map(|r| r.row).collect();
    for row in &rows {
        older(order, row, answers);
    }
    if rows.iter().all(|row| row.hepatic.is_empty()) {
        rows.extend(order.rows_of_parts());
    }
    for row in &rows {
        liver(order, row, answers);
    }
    // What a drug does in pregnancy and in milk hardly depends on form and route, as long as it reaches the blood.
    let fallback = |has: fn(&DoseRow) -> bool| -> Vec<&Placed<DoseRow>> {
        let own: Vec<&Placed<DoseRow>> = order.rows.iter().map(|r| r.row).filter(|r| has(r)).collect();
        if !own.is_empty() {
            return own;
        }
        let parts: Vec<&Placed<DoseRow>> = order.rows_of_parts().into_iter().filter(|r| has(r)).collect();
        if !parts.is_empty() || !order.drug.systemic {
            return parts;
        }
        order.rows_by_any_route().into_iter().filter(|r| has(r)).collect()
    };
    pregnancy(order, &fallback(|row| !row.pregnancy.is_empty()), answers);
    nursing(order, &fallback(|row| row.lactation.is_some()), answers);
}

fn older(order: &Order<'_>, row: &Placed<DoseRow>, answers: &mut Answers) {
    let Some(years) = order.patient.years().map(Decimal::from) else { return };
    // The highest age that applies.
    let caution = row.geriatric.iter().filter(|g| years >= g.from_years).max_by_key(|g| g.from_years);
    let Some(caution) = caution else { return };
    let mut change = Vec::new();
    if let Some(most) = caution.daily_max {
        let exceeded = order.taken(row.counted(), row.unit).is_ok_and(|t| t.daily.is_some_and(|d| d > most));
        if !exceeded {
            return;
        }
        change.push(format!("At most {} a day", said(most, row.unit)));
    }
    let card = Card {
        kind: FindingKind::Geriatric,
        tier: caution.tier,
        rule: format!("older-{}", row.id),
        about: [row.counted().to_owned(), number(caution.from_years)],
        title: format!("{} from {} years on", capital(row.counted()), number(caution.from_years)),
        mechanism: caution.text.clone(),
        management: instead(&caution.text, caution.instead.as_ref()),
        source: caution.source.as_deref().unwrap_or(&row.source),
        date: &row.date,
    };
    let facts = vec![format!("Age {}", order.patient.age_words())];
    answers.findings.push(card.finding(facts, change));
}

fn liver(order: &Order<'_>, row: &Placed<DoseRow>, answers: &mut Answers) {
    // Severe disease first: of two statements the one about it counts.
    let severe = order.patient.problem(&SEVERE_LIVER);
    let any = severe.or_else(|| order.patient.problem(&LIVER));
    let found = [(HepaticSeverity::Severe, severe), (HepaticSeverity::Any, any)].into_iter().find_map(
        |(s, problem)| {
            let statement = row.hepatic.iter().find(|h| h.severity == s)?;
            Some((statement, problem?))
        },
    );
    let Some((statement, problem)) = found else { return };
    let mut change = vec![format!("{} no longer on the problem list", problem.display)];
    if let Some(most) = statement.daily_max {
        let exceeded = order.taken(row.counted(), row.unit).is_ok_and(|t| t.daily.is_some_and(|d| d > most));
        if !exceeded {
            return;
        }
        change.insert(0, format!("At most {} a day", said(most, row.unit)));
    }
    let card = Card {
        kind: FindingKind::Hepatic,
        tier: statement.tier,
        rule: format!("liver-{}", row.id),
        about: [row.counted().to_owned(), problem.code.clone().unwrap_or_default()],
        title: format!("{} with {}", capital(row.counted()), problem.display),
        mechanism: "The label changes the dose or advises against it in liver disease.".to_owned(),
        management: match &statement.instead {
            Some(other) => format!("{} {other}", statement.text),
            None => statement.text.clone(),
        },
        source: statement.source.as_deref().unwrap_or(&row.source),
        date: &row.date,
    };
    answers.findings.push(card.finding(vec![problem_fact(problem)], change));
}

/// The statement for a week of pregnancy; without a week the strictest one.
fn for_week(statements: &[Pregnancy], weeks: Option<i64>) -> Option<&Pregnancy> {
    let strictness = |p: &&Pregnancy| p.tier.tier();
    match weeks.map(Decimal::from) {
        Some(week) => statements.iter().find(|p| {
            p.from_week.is_none_or(|from| week >= from) && p.below_week.is_none_or(|below| week < below)
        }),
        None => statements.iter().max_by_key(strictness),
    }
}

/// What a row says about this patient's pregnancy, for alternatives too.
pub(crate) fn tier_in_pregnancy(row: &DoseRow, weeks: Option<i64>) -> Option<Tier> {
    for_week(&row.pregnancy, weeks).and_then(|p| p.tier.tier())
}

fn pregnancy(order: &Order<'_>, rows: &[&Placed<DoseRow>], answers: &mut Answers) {
    if rows.is_empty() {
        if matches!(order.patient.pregnant(), Pregnant::Yes { .. })
            && order.drug.systemic
            && !order.ings.is_empty()
        {
            let because = format!("not covered: no statement on {} in pregnancy", order.name());
            answers.not_checked("Pregnancy", &order.drug.display, because);
        }
        return;
    }
    let (weeks, fact) = match order.patient.pregnant() {
        Pregnant::No => return,
        Pregnant::Unknown { because } => {
            // Asked about only where the answer would interrupt.
            let matters = rows.iter().flat_map(|r| &r.pregnancy).any(|p| p.tier.tier() >= Some(Tier::High));
            if matters {
                answers.not_checked("Pregnancy", &order.drug.display, because);
            }
            return;
        }
        Pregnant::Yes { weeks, fact } => (weeks, fact),
    };
    let mut worst: Option<(Tier, &Placed<DoseRow>, &Pregnancy)> = None;
    for row in rows {
        if let Some(statement) = for_week(&row.pregnancy, weeks)
            && let Some(tier) = statement.tier.tier()
            && worst.is_none_or(|(t, ..)| tier > t)
        {
            worst = Some((tier, row, statement));
        }
    }
    let week = weeks.map(|w| format!("Pregnancy week {w}"));
    let Some((tier, row, statement)) = worst else {
        answers.clear.push("No concern in pregnancy in the label".to_owned());
        return;
    };
    let mut facts = vec![fact];
    facts.push(week.unwrap_or_else(|| "The week of pregnancy is not known".to_owned()));
    let mut change = vec!["The pregnancy has ended".to_owned()];
    if let Some(from) = statement.from_week {
        change.push(format!("Before week {}", number(from)));
    }
    if let Some(below) = statement.below_week {
        change.push(format!("From week {} on", number(below)));
    }
    let card = Card {
        kind: FindingKind::Pregnancy,
        tier,
        rule: format!("pregnancy-{}", row.id),
        about: [row.counted().to_owned(), "pregnancy".to_owned()],
        title: format!("{} in pregnancy", capital(row.counted())),
        mechanism: statement.text.clone(),
        management: instead(&statement.text, statement.instead.as_ref()),
        source: statement.source.as_deref().unwrap_or(&row.source),
        date: &row.date,
    };
    answers.findings.push(card.finding(facts, change));
}

fn nursing(order: &Order<'_>, rows: &[&Placed<DoseRow>], answers: &mut Answers) {
    let Nursing::Yes { fact } = order.patient.nursing() else { return };
    let stated = rows.iter().filter_map(|row| row.lactation.as_ref().map(|l| (*row, l)));
    let worst = stated.max_by_key(|(_, l)| l.tier.tier());
    let Some((row, statement)) = worst else {
        if order.drug.systemic && !order.ings.is_empty() {
            let because = format!("not covered: no statement on {} in nursing", order.name());
            answers.not_checked("Nursing", &order.drug.display, because);
        }
        return;
    };
    if statement.tier == StatementTier::None {
        answers.clear.push("No concern in nursing in the label".to_owned());
        return;
    }
    let Some(tier) = statement.tier.tier() else { return };
    let card = Card {
        kind: FindingKind::Lactation,
        tier,
        rule: format!("nursing-{}", row.id),
        about: [row.counted().to_owned(), "nursing".to_owned()],
        title: format!("{} while nursing", capital(row.counted())),
        mechanism: statement.text.clone(),
        management: instead(&statement.text, statement.instead.as_ref()),
        source: statement.source.as_deref().unwrap_or(&row.source),
        date: &row.date,
    };
    answers.findings.push(card.finding(vec![fact], vec!["Nursing has ended".to_owned()]));
}

/// Whether a patient is pregnant and in which week, for alternatives.
pub(crate) fn pregnant_week(patient: &Patient<'_>) -> Option<Option<i64>> {
    match patient.pregnant() {
        Pregnant::Yes { weeks, .. } => Some(weeks),
        _ => None,
    }
}
