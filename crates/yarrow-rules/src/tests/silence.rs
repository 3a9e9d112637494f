//! What must not interrupt, and what must never pass in silence.

use super::*;
use FindingKind::Interaction;

fn quiet(a: &str, b: &str) {
    assert!(pair(&BOOK, a, b).tier < PairTier::High, "{a} with {b}: {:?}", pair(&BOOK, a, b));
}

#[test]
fn calcium_or_iron_with_levothyroxine_does_not_interrupt() {
    assert_eq!(interaction("levothyroxine", "calcium carbonate"), Some(Tier::Moderate));
    quiet("levothyroxine", "ferrous sulfate");
}

#[test]
fn customary_combinations_do_not_interrupt() {
    for (a, b) in [
        ("aspirin", "lisinopril"),
        ("ibuprofen", "lisinopril"),
        ("metoprolol", "insulin glargine"),
        ("metoprolol", "glipizide"),
        ("sertraline", "ibuprofen"),
        ("sertraline", "sumatriptan"),
        ("warfarin", "acetaminophen"),
        ("warfarin", "levothyroxine"),
        ("aspirin", "clopidogrel"),
        ("aspirin", "ibuprofen"),
        ("furosemide", "digoxin"),
        ("omeprazole", "digoxin"),
        ("prednisone", "ibuprofen"),
        ("prednisone", "hydrochlorothiazide"),
        ("captopril", "allopurinol"),
        ("lisinopril", "furosemide"),
        ("lisinopril", "calcium carbonate"),
        ("ciprofloxacin", "calcium carbonate"),
        ("doxycycline", "ferrous sulfate"),
        ("alprazolam", "omeprazole"),
        ("diazepam", "cimetidine"),
        ("amlodipine", "simvastatin"),
        ("methotrexate", "ibuprofen"),
        ("norethindrone", "amoxicillin"),
        ("glipizide", "prednisone"),
        ("amlodipine", "metoprolol"),
        ("alendronate", "calcium carbonate"),
    ] {
        quiet(a, b);
    }
}

#[test]
fn drugs_without_a_known_interaction_give_no_finding() {
    for (a, b) in [
        ("metformin", "lisinopril"),
        ("amoxicillin", "metformin"),
        ("atorvastatin", "lisinopril"),
        ("omeprazole", "lisinopril"),
        ("sertraline", "lisinopril"),
        ("gabapentin", "metformin"),
        ("losartan", "atorvastatin"),
        ("finasteride", "metformin"),
        ("amlodipine", "levothyroxine"),
        ("amoxicillin", "atorvastatin"),
    ] {
        assert_eq!(pair(&BOOK, a, b).tier, PairTier::None, "{a} with {b}");
    }
}

#[test]
fn pravastatin_with_clarithromycin_is_no_hard_stop() {
    quiet("pravastatin", "clarithromycin");
    quiet("simvastatin", "azithromycin");
}

#[test]
fn antifungal_cream_is_silent_where_the_tablet_stops() {
    let facts = on(&["simvastatin"]);
    let mut cream = drug("ketoconazole");
    assert_eq!(tier(&facts, "ketoconazole", Interaction), Some(Tier::Contraindicated));
    cream.systemic = !is_local_form("cream", "topical");
    assert!(check(&BOOK, &facts, &cream).findings.is_empty());
}

#[test]
fn timolol_eye_drops_still_meet_verapamil() {
    let mut drops = drug("timolol");
    drops.systemic = false;
    let report = check(&BOOK, &on(&["verapamil"]), &drops);
    assert_eq!(report.findings.first().map(|f| f.tier), Some(Tier::High));
}

#[test]
fn the_draft_being_changed_does_not_interact_with_itself() {
    let facts = on(&["simvastatin"]);
    assert!(check(&BOOK, &facts, &drug("simvastatin")).findings.is_empty());
}

#[test]
fn an_unmapped_drug_on_the_list_is_said() {
    let mut facts = on(&["metformin"]);
    facts.drugs.push(DrugFact { display: "Herbal tea".into(), mapped: false, ..DrugFact::default() });
    let report = check(&BOOK, &facts, &drug("amoxicillin"));
    let line = report.not_checked.iter().find(|n| n.check == "Interactions").unwrap();
    assert_eq!(line.subject, "Herbal tea");
    assert_eq!(report.clear[0], "No known interaction with 1 medication");
    assert_eq!(report.checked_against, "2 medications, 0 allergies");
}

#[test]
fn an_unmapped_proposed_drug_claims_nothing_clear() {
    let proposed = DrugFact { display: "Something new".into(), mapped: false, ..DrugFact::default() };
    let report = check(&BOOK, &on(&["metformin"]), &proposed);
    assert!(report.clear.is_empty());
    let checks: Vec<&str> = report.not_checked.iter().map(|n| n.check.as_str()).collect();
    assert_eq!(checks, ["Interactions", "Allergies", "Duplicates"]);
}

#[test]
fn a_drug_in_no_rule_is_not_covered_instead_of_clear() {
    let report = check(&BOOK, &on(&["metformin"]), &drug("lactulose"));
    assert!(
        report.not_checked.iter().any(|n| n.subject == "lactulose" && n.because.starts_with("not covered"))
    );
    assert!(!report.clear.iter().any(|c| c.contains("interaction")), "{:?}", report.clear);
    assert!(!BOOK.covers("lactulose") && BOOK.knows("lactulose"));
}

#[test]
fn a_free_text_allergy_is_not_checked_and_said() {
    let report = check(&BOOK, &free_text("pcn as a child?"), &drug("amoxicillin"));
    assert!(report.findings.is_empty());
    let line = report.not_checked.iter().find(|n| n.check == "Allergies").unwrap();
    assert_eq!((line.subject.as_str(), line.because.as_str()), ("pcn as a child?", "recorded as free text"));
    assert!(!report.clear.iter().any(|c| c.contains("allergy match")));
}

#[test]
fn an_empty_allergy_list_is_not_a_clear_one() {
    let asked = check(&BOOK, &on(&[]), &drug("amoxicillin"));
    assert!(asked.clear.contains(&"No known allergies recorded".to_owned()));
    let not_asked = check(&BOOK, &Facts::default(), &drug("amoxicillin"));
    assert!(not_asked.not_checked.iter().any(|n| n.subject == "Allergy list"));
}
