use super::*;
use FindingKind::Allergy;
use Tier::{Contraindicated, High, Low, Moderate};

#[test]
fn penicillin_anaphylaxis_stops_amoxicillin() {
    let facts = allergic_to("penicillin v", "anaphylaxis", true);
    assert_eq!(tier(&facts, "amoxicillin", Allergy), Some(Contraindicated));
    assert_eq!(tier(&facts, "amoxicillin + clavulanate", Allergy), Some(Contraindicated));
    let class = allergic_to_class("penicillins", "anaphylaxis", true);
    assert_eq!(tier(&class, "amoxicillin", Allergy), Some(Contraindicated));
}

#[test]
fn the_card_names_the_recorded_reaction_and_its_date() {
    let report = check(&BOOK, &allergic_to("penicillin v", "anaphylaxis", true), &drug("amoxicillin"));
    let finding = report.findings.iter().find(|finding| finding.kind == Allergy).unwrap();
    let recorded = "On the allergy list: penicillin v: anaphylaxis, severe, recorded ";
    assert!(finding.mechanism.contains(recorded), "{}", finding.mechanism);
    assert!(finding.title.starts_with(|letter: char| letter.is_uppercase()), "{}", finding.title);
}

#[test]
fn penicillin_rash_opens_a_card_for_amoxicillin() {
    assert_eq!(tier(&allergic_to_class("penicillins", "rash", false), "amoxicillin", Allergy), Some(High));
}

#[test]
fn anaphylaxis_counts_as_severe_even_when_the_field_says_otherwise() {
    assert_eq!(
        tier(&allergic_to("amoxicillin", "Anaphylaxis", false), "amoxicillin", Allergy),
        Some(Contraindicated)
    );
}

#[test]
fn cephalexin_shares_the_side_chain_of_amoxicillin() {
    assert_eq!(
        tier(&allergic_to("amoxicillin", "anaphylaxis", true), "cephalexin", Allergy),
        Some(Contraindicated)
    );
    assert_eq!(tier(&allergic_to("amoxicillin", "hives", false), "cephalexin", Allergy), Some(High));
    assert_eq!(tier(&allergic_to("cephalexin", "hives", false), "ampicillin", Allergy), Some(High));
}

#[test]
fn cefazolin_is_fine_after_penicillin_anaphylaxis() {
    for facts in [
        allergic_to("amoxicillin", "anaphylaxis", true),
        allergic_to_class("penicillins", "anaphylaxis", true),
    ] {
        assert_eq!(tier(&facts, "cefazolin", Allergy), Some(Low));
        assert_eq!(tier(&facts, "meropenem", Allergy), Some(Low));
        assert_eq!(tier(&facts, "aztreonam", Allergy), None);
    }
}

#[test]
fn aztreonam_shares_the_side_chain_of_ceftazidime() {
    assert_eq!(
        tier(&allergic_to("ceftazidime", "anaphylaxis", true), "aztreonam", Allergy),
        Some(Contraindicated)
    );
}

#[test]
fn sulfa_antibiotic_allergy_does_not_interrupt_furosemide() {
    let facts = allergic_to_class("sulfonamide-antibiotics", "anaphylaxis", true);
    assert_eq!(tier(&facts, "sulfamethoxazole + trimethoprim", Allergy), Some(Contraindicated));
    for drug in ["furosemide", "hydrochlorothiazide", "celecoxib", "glipizide", "sumatriptan"] {
        assert_eq!(tier(&facts, drug, Allergy), Some(Low), "{drug}");
    }
}

#[test]
fn aspirin_asthma_stops_ibuprofen_but_not_acetaminophen() {
    let facts = allergic_to("aspirin", "bronchospasm", true);
    assert_eq!(tier(&facts, "ibuprofen", Allergy), Some(Contraindicated));
    assert_eq!(tier(&facts, "celecoxib", Allergy), Some(Moderate));
    assert_eq!(tier(&facts, "acetaminophen", Allergy), None);
    let report = check(&BOOK, &facts, &drug("ibuprofen"));
    assert!(report.findings[0].alternatives.iter().any(|a| a.ingredient == "acetaminophen"));
}

#[test]
fn codeine_itching_leaves_fentanyl_open() {
    let facts = allergic_to("codeine", "itching", false);
    assert_eq!(tier(&facts, "morphine", Allergy), Some(Moderate));
    assert_eq!(tier(&facts, "fentanyl", Allergy), Some(Low));
}

#[test]
fn angioedema_from_lisinopril_stops_enalapril_and_sacubitril_but_not_losartan() {
    let facts = allergic_to("lisinopril", "angioedema", true);
    assert_eq!(tier(&facts, "enalapril", Allergy), Some(Contraindicated));
    assert_eq!(tier(&facts, "sacubitril + valsartan", Allergy), Some(Contraindicated));
    assert_eq!(tier(&facts, "losartan", Allergy), Some(Moderate));
    assert_eq!(tier(&allergic_to("lisinopril", "cough", false), "losartan", Allergy), Some(Low));
}

#[test]
fn amide_anesthetic_is_open_after_an_ester_reaction() {
    assert_eq!(tier(&allergic_to("benzocaine", "anaphylaxis", true), "lidocaine", Allergy), Some(Low));
}

#[test]
fn carbamazepine_stevens_johnson_stops_phenytoin() {
    let facts = allergic_to("carbamazepine", "Stevens-Johnson syndrome", true);
    assert_eq!(tier(&facts, "phenytoin", Allergy), Some(Contraindicated));
    assert_eq!(tier(&facts, "lamotrigine", Allergy), Some(High));
    assert_eq!(tier(&facts, "levetiracetam", Allergy), None);
}

#[test]
fn egg_allergy_stops_yellow_fever_vaccine_but_not_propofol() {
    let facts = allergic_to_food("egg", "anaphylaxis", true);
    assert_eq!(tier(&facts, "yellow fever vaccine", Allergy), Some(Contraindicated));
    assert_eq!(tier(&facts, "propofol", Allergy), Some(Low));
    assert!(BOOK.known_foods().contains(&"latex"));
}

#[test]
fn shellfish_allergy_does_not_interrupt_contrast() {
    assert_eq!(tier(&allergic_to_food("shellfish", "anaphylaxis", true), "iohexol", Allergy), Some(Low));
}

#[test]
fn the_card_shows_the_recorded_reaction_and_its_date() {
    let report = check(&BOOK, &allergic_to("amoxicillin", "hives", false), &drug("amoxicillin"));
    assert_eq!(report.findings[0].facts, ["amoxicillin: hives, recorded 3 May 2011"]);
    assert_eq!(report.findings[0].key, "allergy-same-ingredient|amoxicillin|amoxicillin");
}

#[test]
fn a_drug_of_another_class_is_clear_against_the_recorded_allergies() {
    let report = check(&BOOK, &allergic_to("amoxicillin", "hives", false), &drug("doxycycline"));
    assert!(report.findings.is_empty());
    assert!(report.clear.contains(&"No allergy match against 1 recorded allergy".to_owned()));
}
