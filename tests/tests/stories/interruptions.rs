//! How often the check would interrupt a careful practice: the demo's own orders, checked as they were written.

use std::collections::BTreeMap;
use std::sync::Arc;

use yarrow_api::{DemoSize, make_demo};
use yarrow_core::medications::replay;
use yarrow_core::patients::Patient;
use yarrow_core::store::{FixedClock, query};
use yarrow_core::terminology::Terminology;
use yarrow_kernel::Timestamp;
use yarrow_rules::Tier;

use crate::house::MORNING;

#[test]
fn of_a_hundred_orders_of_the_demo_practice_at_most_two_are_interrupted() {
    let folder = tempfile::tempdir().unwrap();
    let knowledge = Arc::new(Terminology::open(&yarrow_api::paths::knowledge()).unwrap());
    let clock = Arc::new(FixedClock::at(Timestamp::parse(MORNING).unwrap()));
    let patients = 60;
    let size = DemoSize { patients, big_chart_encounters: 0, observations_per_patient: None };
    let (practice, _) = make_demo(folder.path(), size, Arc::clone(&knowledge), clock, &|_, _| true).unwrap();
    let replayed = practice.store().read(move |db| {
        let mut all = Vec::new();
        for patient in query::<Patient>(db, "ORDER BY id", [])? {
            all.extend(replay(db, &knowledge, patient.id)?);
        }
        Ok(all)
    });
    let replayed = replayed.unwrap();
    let mut rules: BTreeMap<String, u32> = BTreeMap::new();
    for one in &replayed {
        for finding in one.report.findings.iter().filter(|finding| finding.tier >= Tier::High) {
            *rules
                .entry(format!("{:?} {:?} {} [{}]", finding.tier, finding.kind, finding.title, finding.rule))
                .or_default() += 1;
        }
    }
    let mut most: Vec<_> = rules.iter().collect();
    most.sort_by_key(|(_, count)| std::cmp::Reverse(**count));
    for (title, count) in &most {
        println!("{count:>4}  {title}");
    }
    let (orders, interruptions) = (replayed.len(), rules.values().sum::<u32>());
    println!("{interruptions} interruptions of {orders} orders");
    assert!(orders > 300, "only {orders} orders");
    assert!(
        interruptions as usize * 100 <= orders * 2,
        "{interruptions} interruptions of {orders} orders: {most:?}"
    );
}
