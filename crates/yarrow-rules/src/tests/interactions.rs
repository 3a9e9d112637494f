use super::*;
use Tier::{Contraindicated, High, Moderate};

/// One line per textbook situation: the two drugs and the tier the prescriber must see.
macro_rules! situations {
    ($($name:ident: $a:literal, $b:literal => $tier:expr;)*) => {$(
        #[test]
        fn $name() {
            assert_eq!(interaction($a, $b), Some($tier), "{} with {}", $a, $b);
        }
    )*};
}

situations! {
    clarithromycin_stops_on_simvastatin: "simvastatin", "clarithromycin" => Contraindicated;
    nitroglycerin_stops_on_sildenafil: "sildenafil", "nitroglycerin" => Contraindicated;
    tadalafil_stops_on_isosorbide_mononitrate: "isosorbide mononitrate", "tadalafil" => Contraindicated;
    cotrimoxazole_interrupts_on_warfarin: "warfarin", "sulfamethoxazole + trimethoprim" => High;
    cotrimoxazole_stops_on_methotrexate: "methotrexate", "sulfamethoxazole + trimethoprim" => Contraindicated;
    ciprofloxacin_stops_on_tizanidine: "tizanidine", "ciprofloxacin" => Contraindicated;
    linezolid_stops_on_sertraline: "sertraline", "linezolid" => Contraindicated;
    rifampin_interrupts_on_apixaban: "apixaban", "rifampin" => High;
    spironolactone_asks_for_monitoring_on_lisinopril: "lisinopril", "spironolactone" => Moderate;
    trimethoprim_interrupts_on_spironolactone: "spironolactone", "trimethoprim" => High;
    febuxostat_stops_on_azathioprine: "azathioprine", "febuxostat" => Contraindicated;
    allopurinol_interrupts_on_mercaptopurine: "mercaptopurine", "allopurinol" => High;
    lorazepam_interrupts_on_oxycodone: "oxycodone", "lorazepam" => High;
    gabapentin_on_oxycodone_is_one_line: "oxycodone", "gabapentin" => Moderate;
    hydrochlorothiazide_interrupts_on_lithium: "lithium", "hydrochlorothiazide" => High;
    lisinopril_interrupts_on_lithium: "lithium", "lisinopril" => High;
    verapamil_interrupts_on_metoprolol: "metoprolol", "verapamil" => High;
    clarithromycin_interrupts_on_digoxin: "digoxin", "clarithromycin" => High;
    ciprofloxacin_interrupts_on_theophylline: "theophylline", "ciprofloxacin" => High;
    ibuprofen_interrupts_on_warfarin: "warfarin", "ibuprofen" => High;
    ibuprofen_interrupts_on_apixaban: "apixaban", "ibuprofen" => High;
    omeprazole_interrupts_on_clopidogrel: "clopidogrel", "omeprazole" => High;
    paroxetine_interrupts_on_tamoxifen: "tamoxifen", "paroxetine" => High;
    carbamazepine_interrupts_on_the_pill: "ethinyl estradiol + norethindrone", "carbamazepine" => High;
    doxycycline_stops_on_isotretinoin: "isotretinoin", "doxycycline" => Contraindicated;
    sacubitril_stops_on_lisinopril: "lisinopril", "sacubitril + valsartan" => Contraindicated;
    ketoconazole_interrupts_on_tacrolimus: "tacrolimus", "ketoconazole" => High;
    clarithromycin_interrupts_on_colchicine: "colchicine", "clarithromycin" => High;
    rifampin_stops_on_darunavir: "darunavir", "rifampin" => Contraindicated;
    omeprazole_stops_on_rilpivirine: "rilpivirine", "omeprazole" => Contraindicated;
    omeprazole_interrupts_on_atazanavir: "atazanavir", "omeprazole" => High;
    amiodarone_interrupts_on_sofosbuvir: "sofosbuvir", "amiodarone" => High;
    naltrexone_stops_on_oxycodone: "oxycodone", "naltrexone" => Contraindicated;
    live_zoster_vaccine_stops_on_adalimumab: "adalimumab", "zoster vaccine live" => Contraindicated;
    paxlovid_stops_on_ranolazine: "ranolazine", "nirmatrelvir + ritonavir" => Contraindicated;
    paxlovid_interrupts_on_rivaroxaban: "rivaroxaban", "nirmatrelvir + ritonavir" => High;
    valproate_interrupts_on_lamotrigine: "lamotrigine", "valproate" => High;
    gemfibrozil_stops_on_repaglinide: "repaglinide", "gemfibrozil" => Contraindicated;
    two_qt_prolonging_drugs_interrupt: "methadone", "ondansetron" => High;
    ziprasidone_stops_on_sotalol: "sotalol", "ziprasidone" => Contraindicated;
    riociguat_stops_on_sildenafil: "sildenafil", "riociguat" => Contraindicated;
    st_johns_wort_interrupts_on_apixaban: "apixaban", "st john's wort" => High;
    grapefruit_with_simvastatin_is_one_line: "simvastatin", "grapefruit juice" => Moderate;
    alcohol_interrupts_on_oxycodone: "oxycodone", "alcohol" => High;
}

/// The fifteen class pairs of the consensus (Phansalkar et al., JAMIA 2012;19:735), each with more
/// than one member of a class.
#[test]
fn every_consensus_high_priority_pair_interrupts() {
    let pairs: [(&[&str], &[&str]); 15] = [
        (&["dextroamphetamine", "lisdexamfetamine"], &["phenelzine", "linezolid", "rasagiline"]),
        (&["atazanavir"], &["omeprazole", "pantoprazole", "lansoprazole"]),
        (&["febuxostat"], &["azathioprine", "mercaptopurine"]),
        (&["sertraline", "fluoxetine"], &["tranylcypromine", "selegiline", "rasagiline", "linezolid"]),
        (&["irinotecan"], &["ketoconazole", "clarithromycin", "ritonavir"]),
        (&["meperidine", "morphine", "oxycodone"], &["phenelzine", "selegiline", "linezolid"]),
        (&["amitriptyline", "imipramine"], &["isocarboxazid", "selegiline", "rasagiline"]),
        (&["haloperidol", "sotalol", "moxifloxacin"], &["methadone", "citalopram", "amiodarone"]),
        (&["ramelteon"], &["fluvoxamine", "ciprofloxacin"]),
        (&["rifampin", "carbamazepine", "phenytoin"], &["darunavir", "ritonavir", "lopinavir"]),
        (&["simvastatin", "lovastatin", "atorvastatin"], &["ritonavir", "itraconazole", "clarithromycin"]),
        (&["ergotamine", "dihydroergotamine"], &["erythromycin", "ketoconazole", "indinavir"]),
        (&["tizanidine"], &["fluvoxamine", "ciprofloxacin", "cimetidine", "acyclovir"]),
        (&["tranylcypromine"], &["procarbazine"]),
        (&["sumatriptan", "rizatriptan", "naratriptan"], &["phenelzine", "linezolid"]),
    ];
    for (left, right) in pairs {
        for a in left {
            for b in right {
                assert!(pair(&BOOK, a, b).tier >= PairTier::High, "{a} with {b}: {:?}", pair(&BOOK, a, b));
            }
        }
    }
}

#[test]
fn a_card_says_what_happens_what_to_do_and_what_it_used() {
    let report = check(&BOOK, &on(&["simvastatin"]), &drug("clarithromycin"));
    let card = &report.findings[0];
    assert_eq!(card.title, "Clarithromycin with simvastatin: rhabdomyolysis");
    assert_eq!(card.facts[0], "simvastatin, active since 12 Mar 2024");
    assert_eq!(card.key, "simvastatin-lovastatin-strong-3a4|clarithromycin|simvastatin");
    assert_eq!(card.other_id.as_deref(), Some("med simvastatin"));
    assert!(card.source.contains("FDA label"));
    assert!(card.alternatives.iter().any(|a| a.ingredient == "azithromycin"));
    assert!(!card.wide_net);
}

#[test]
fn an_alternative_the_patient_is_allergic_to_is_not_offered() {
    let mut facts = allergic_to("azithromycin", "anaphylaxis", true);
    facts.drugs.push(drug("simvastatin"));
    let report = check(&BOOK, &facts, &drug("clarithromycin"));
    let card = report.findings.iter().find(|f| f.kind == FindingKind::Interaction).unwrap();
    assert!(card.alternatives.iter().all(|a| a.ingredient != "azithromycin"));
}

#[test]
fn an_alternative_that_would_interrupt_with_another_drug_is_not_offered() {
    // Azithromycin and methadone both prolong the QT interval.
    let report = check(&BOOK, &on(&["simvastatin", "methadone"]), &drug("clarithromycin"));
    let card = report.findings.iter().find(|f| f.rule == "simvastatin-lovastatin-strong-3a4").unwrap();
    assert!(card.alternatives.iter().all(|a| a.ingredient != "azithromycin"));
}

#[test]
fn only_drugs_instead_of_the_proposed_one_are_choices_and_the_others_are_advice() {
    let report = check(&BOOK, &on(&["simvastatin"]), &drug("clarithromycin"));
    let card = &report.findings[0];
    assert!(card.alternatives.iter().all(|a| a.ingredient != "pravastatin"));
    assert!(card.management.contains("Simvastatin could be changed to pravastatin"), "{}", card.management);
    let the_other_way = check(&BOOK, &on(&["clarithromycin"]), &drug("simvastatin"));
    assert!(the_other_way.findings[0].alternatives.iter().any(|a| a.ingredient == "pravastatin"));
}

#[test]
fn every_product_ingredient_is_checked() {
    let report = check(&BOOK, &on(&["lithium"]), &drug("losartan + hydrochlorothiazide"));
    let rules: Vec<&str> = report.findings.iter().map(|f| f.rule.as_str()).collect();
    assert!(rules.contains(&"lithium-thiazides") && rules.contains(&"lithium-acei-arb"), "{rules:?}");
}

#[test]
fn a_salt_or_formulation_meets_the_rules_of_its_ingredient() {
    assert_eq!(interaction("cyclosporine, modified", "simvastatin"), Some(Contraindicated));
    assert_eq!(BOOK.canonical("cyclosporine, modified"), "cyclosporine");
}

#[test]
fn other_rules_of_the_same_pair_are_named_on_the_card() {
    let report = check(&BOOK, &on(&["pimozide"]), &drug("clarithromycin"));
    let card = &report.findings[0];
    assert_eq!(card.tier, Contraindicated);
    assert!(card.facts.iter().any(|f| f.starts_with("Also known for this pair")), "{:?}", card.facts);
}

#[test]
fn a_drug_only_the_wide_net_knows_is_shown_as_such_and_below_a_hard_stop() {
    let report = check(&BOOK, &on(&["phenobarbital"]), &drug("mianserin"));
    assert_eq!(report.findings.len(), 1);
    assert!(report.findings[0].wide_net);
    assert_eq!(report.findings[0].tier, High);
    assert_eq!(report.findings[0].source, WIDE_NET_SOURCE);
}

#[test]
fn an_authored_rule_hides_the_wide_net_for_its_pair() {
    let answer = pair(&BOOK, "aspirin", "lisinopril");
    assert_eq!(answer.tier, PairTier::Low);
    assert!(!answer.wide_net);
    assert!(answer.sources.contains(&WIDE_NET_SOURCE.to_owned()));
}

#[test]
fn a_pair_answers_none_and_unmapped_apart() {
    assert_eq!(pair(&BOOK, "metformin", "amoxicillin").tier, PairTier::None);
    assert_eq!(pair(&BOOK, "metformin", "unobtainium").tier.word(), "unmapped");
    let product = ["losartan".to_owned(), "hydrochlorothiazide".to_owned()];
    assert_eq!(pair_of_products(&BOOK, &product, &["lithium".to_owned()]).tier, PairTier::High);
}
