use super::*;
use proptest::prelude::*;

const NAMES: [&str; 40] = [
    "simvastatin",
    "clarithromycin",
    "warfarin",
    "ibuprofen",
    "aspirin",
    "lisinopril",
    "spironolactone",
    "lithium",
    "sertraline",
    "linezolid",
    "tramadol",
    "oxycodone",
    "lorazepam",
    "methadone",
    "ondansetron",
    "amiodarone",
    "digoxin",
    "metoprolol",
    "verapamil",
    "amlodipine",
    "levothyroxine",
    "calcium carbonate",
    "omeprazole",
    "clopidogrel",
    "methotrexate",
    "trimethoprim",
    "sulfamethoxazole",
    "rifampin",
    "apixaban",
    "carbamazepine",
    "ethinyl estradiol",
    "norethindrone",
    "tizanidine",
    "ciprofloxacin",
    "insulin glargine",
    "metformin",
    "amoxicillin",
    "cephalexin",
    "lactulose",
    "unobtainium",
];

fn a_drug() -> impl Strategy<Value = DrugFact> {
    (proptest::sample::subsequence(NAMES.to_vec(), 1..=2), any::<bool>(), 0..9u8).prop_map(
        |(names, systemic, n)| DrugFact {
            id: Some(format!("{}-{n}", names.join("-"))),
            systemic,
            ..drug(&names.join(" + "))
        },
    )
}

proptest! {
    /// The order of medications and of ingredients inside a product changes nothing.
    #[test]
    fn order_does_not_matter(drugs in proptest::collection::vec(a_drug(), 0..8), proposed in a_drug(), seed in any::<usize>()) {
        let facts = Facts { drugs, allergies: allergic_to("amoxicillin", "hives", false).allergies, no_known_allergies: false, ..Facts::default() };
        let mut turned = facts.clone();
        if !turned.drugs.is_empty() {
            let by = seed % turned.drugs.len();
            turned.drugs.rotate_left(by);
        }
        turned.drugs.iter_mut().for_each(|d| d.ingredients.reverse());
        let mut again = proposed.clone();
        again.ingredients.reverse();
        let (first, mut second) = (check(&BOOK, &facts, &proposed), check(&BOOK, &turned, &again));
        // The line about each uncovered ingredient follows the product's own order.
        let mut not_checked = first.not_checked.clone();
        not_checked.sort_by(|a, b| (&a.check, &a.subject, &a.because).cmp(&(&b.check, &b.subject, &b.because)));
        second.not_checked.sort_by(|a, b| (&a.check, &a.subject, &a.because).cmp(&(&b.check, &b.subject, &b.because)));
        prop_assert_eq!(CheckReport { not_checked, ..first }, second);
    }

    /// Proposing A to a patient on B finds the same rules, tiers and keys as proposing B on A.
    #[test]
    fn a_pair_reads_the_same_from_both_sides(a in a_drug(), b in a_drug()) {
        prop_assume!(a.id != b.id);
        let told = |have: &DrugFact, proposed: &DrugFact| {
            let facts = Facts { drugs: vec![have.clone()], no_known_allergies: true, ..Facts::default() };
            let mut keys: Vec<(Tier, String, bool)> = check(&BOOK, &facts, proposed).findings.into_iter()
                .filter(|f| f.kind == FindingKind::Interaction)
                .map(|f| (f.tier, f.key, f.wide_net)).collect();
            keys.sort();
            keys
        };
        prop_assert_eq!(told(&a, &b), told(&b, &a));
    }

    /// A pair is symmetric for the command line too, and never better than the check says.
    #[test]
    fn pairs_are_symmetric(x in 0..NAMES.len(), y in 0..NAMES.len()) {
        prop_assert_eq!(pair(&BOOK, NAMES[x], NAMES[y]), pair(&BOOK, NAMES[y], NAMES[x]));
        if x != y {
            let shown = tier(&on(&[NAMES[x]]), NAMES[y], FindingKind::Interaction).map_or(PairTier::None, PairTier::from);
            let asked = pair(&BOOK, NAMES[x], NAMES[y]).tier;
            prop_assert_eq!(shown, asked.max(PairTier::None));
        }
    }

    /// More medications never take a finding away.
    #[test]
    fn adding_a_drug_hides_nothing(drugs in proptest::collection::vec(a_drug(), 0..5), extra in a_drug(), proposed in a_drug()) {
        let keys = |drugs: Vec<DrugFact>| -> Vec<(String, Option<String>)> {
            let facts = Facts { drugs, no_known_allergies: true, ..Facts::default() };
            check(&BOOK, &facts, &proposed).findings.into_iter().map(|f| (f.key, f.other_id)).collect()
        };
        let before = keys(drugs.clone());
        let mut more = drugs;
        more.push(extra);
        let after = keys(more);
        prop_assert!(before.iter().all(|k| after.contains(k)));
    }
}
