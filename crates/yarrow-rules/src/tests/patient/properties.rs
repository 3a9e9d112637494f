use super::*;
use proptest::prelude::*;

const ORDERS: [(&str, &str); 12] = [
    ("lisinopril 40 mg tablet", "2 tabs po bid"),
    ("amoxicillin 500 mg capsule", "1 cap po q8h x7d"),
    ("ibuprofen 800 mg tablet", "1 tab po tid"),
    ("metformin 1000 mg tablet", "1 tab po bid"),
    ("spironolactone 25 mg tablet", "1 tab po daily"),
    ("trazodone 50 mg tablet", "1 tab po qhs"),
    ("sotalol 80 mg tablet", "1 tab po bid"),
    ("acetaminophen 500 mg tablet", "2 tabs po q4h prn pain"),
    ("ketorolac 10 mg tablet", "1 tab po q6h"),
    ("methotrexate 2.5 mg tablet", "6 tabs po daily"),
    ("simvastatin 40 mg tablet", "1 tab po qhs"),
    ("codeine 30 mg tablet", "whenever"),
];
const PROBLEMS: [(&str, &str); 8] = [
    ("I50.22", "Heart failure"),
    ("I50.9", "Heart failure, unspecified"),
    ("N18.4", "Kidney disease, stage 4"),
    ("K74.60", "Cirrhosis"),
    ("K25.9", "Gastric ulcer"),
    ("Z34.01", "Pregnancy"),
    ("Z3A.24", "24 weeks of gestation"),
    ("Z39.1", "Nursing"),
];
const VALUES: [(&str, &str, &str, &str); 8] = [
    ("2823-3", "5.9", "mmol/L", "2026-11-01"),
    ("2823-3", "3.0", "meq/L", "2026-11-02"),
    ("2160-0", "2.4", "mg/dL", "2026-10-01"),
    ("2160-0", "150", "umol/L", "2026-10-01"),
    ("98979-8", "25", "mL/min/{1.73_m2}", "2026-10-15"),
    ("29463-7", "61", "kg", "2026-11-10"),
    ("29463-7", "140", "[lb_av]", "2026-11-10"),
    ("8302-2", "160", "cm", "2025-11-10"),
];

fn an_order() -> impl Strategy<Value = DrugFact> {
    (0..ORDERS.len(), 0..9u8).prop_map(|(i, n)| {
        let (product, sig) = ORDERS[i];
        DrugFact { id: Some(format!("{product} {n}")), ..order(product, sig) }
    })
}

fn some_facts() -> impl Strategy<Value = Facts> {
    let birth = prop_oneof![Just("1938-01-05"), Just("1996-02-01"), Just("2019-07-07"), Just("2026-08-01")];
    let problems = proptest::sample::subsequence(PROBLEMS.to_vec(), 0..=5);
    let values = proptest::sample::subsequence(VALUES.to_vec(), 0..=6);
    let drugs = proptest::collection::vec(an_order(), 0..5);
    (birth, problems, values, drugs).prop_map(|(birth, problems, values, drugs)| Facts {
        birth: PartialDate::parse(birth),
        problems: problems.into_iter().map(|(code, name)| problem(code, name, "2026-09-01")).collect(),
        observations: values.into_iter().map(|(l, v, u, d)| value(l, l, v, u, d)).collect(),
        drugs,
        ..patient()
    })
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 192, failure_persistence: None, ..ProptestConfig::default() })]

    /// The order of medications, problems and values changes nothing in what is said.
    #[test]
    fn the_order_of_facts_does_not_matter(facts in some_facts(), proposed in an_order(), by in any::<usize>()) {
        let mut turned = facts.clone();
        fn turn<T>(list: &mut [T], by: usize) {
            if !list.is_empty() {
                let by = by % list.len();
                list.rotate_left(by);
            }
        }
        turn(&mut turned.drugs, by);
        turn(&mut turned.problems, by / 3);
        turn(&mut turned.observations, by / 7);
        prop_assert_eq!(check(&BOOK, &facts, &proposed), check(&BOOK, &turned, &proposed));
    }

    /// Every check of a drug answers: a finding, a clear sentence or a reason; and every card is complete.
    #[test]
    fn nothing_passes_in_silence(facts in some_facts(), proposed in an_order()) {
        let report = check(&BOOK, &facts, &proposed);
        let dose = report.findings.iter().any(|f| matches!(f.kind, FindingKind::Dose | FindingKind::Age))
            || report.clear.iter().any(|c| c.starts_with("Dose within"))
            || report.not_checked.iter().any(|n| n.check == "Dose");
        prop_assert!(dose, "{:?}", report);
        for f in &report.findings {
            prop_assert!(!f.title.is_empty() && !f.mechanism.is_empty() && !f.management.is_empty(), "{:?}", f);
            prop_assert!(!f.source.is_empty() && !f.rule.is_empty() && !f.facts.is_empty(), "{:?}", f);
        }
    }

    /// A larger dose is never judged more mildly.
    #[test]
    fn more_is_never_safer(tablets in 1..12u32, more in 1..12u32) {
        let tier = |n: u32| found(&patient(), "lisinopril 20 mg tablet", &format!("{n} tabs po daily"), FindingKind::Dose)
            .map(|f| f.tier);
        prop_assert!(tier(tablets + more) >= tier(tablets));
    }
}
