//! How often the check would have interrupted the practice: its own orders, checked as they were written.

use std::collections::BTreeMap;

use yarrow_core::medications::replay;
use yarrow_rules::Tier;

use crate::failure::{Failure, Outcome};
use crate::measure::Figures;
use crate::practice::Open;
use crate::report::{Budget, Row};

/// Patients whose orders are checked again.
const PATIENTS: u64 = 2_000;
/// Rules named on stderr, those that interrupt most.
const NAMED: usize = 12;

/// Interrupting findings (high, contraindicated) of a hundred orders.
///
/// # Errors
/// When there are no orders.
pub fn measure(open: &Open) -> Outcome<Row> {
    let mut patients = open.some_patients(PATIENTS, 0)?;
    patients.sort();
    patients.dedup();
    let knowledge = std::sync::Arc::clone(&open.terminology);
    let mut rules: BTreeMap<String, u32> = BTreeMap::new();
    let (mut orders, mut interruptions) = (0_u32, 0_u32);
    for patient in patients {
        let knowledge = std::sync::Arc::clone(&knowledge);
        let done = open.store().read(move |db| replay(db, &knowledge, patient))?;
        orders += u32::try_from(done.len()).unwrap_or(u32::MAX);
        for finding in done.iter().flat_map(|one| &one.report.findings).filter(|f| f.tier >= Tier::High) {
            interruptions += 1;
            *rules.entry(format!("{} ({})", finding.title, finding.rule)).or_default() += 1;
        }
    }
    if orders == 0 {
        return Err(Failure::said("The practice has no orders."));
    }
    let mut rules: Vec<(String, u32)> = rules.into_iter().collect();
    rules.sort_by_key(|(_, count)| std::cmp::Reverse(*count));
    for (rule, count) in rules.iter().take(NAMED) {
        eprintln!("  {count} x {rule}");
    }
    let per_hundred = f64::from(interruptions) * 100.0 / f64::from(orders);
    Ok(Row {
        question: "interruptions of 100 orders",
        unit: "alerts",
        ours: Figures { median: per_hundred, p95: None, samples: orders as usize },
        plain: None,
        budget: Some(Budget::Most(2.0)),
    })
}
