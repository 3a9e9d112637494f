//! What stands on the paper, as `pdftotext` (poppler-utils) reads it back.

mod lists;

use super::*;
use std::process::Command;

fn amoxicillin() -> PrescribedDrug {
    PrescribedDrug {
        display: "Amoxicillin 500 mg capsule".to_string(),
        sig: "Take 1 capsule by mouth 3 times daily for 10 days".to_string(),
        quantity: "30".to_string(),
        quantity_unit: "capsule".to_string(),
        refills: 0,
        days_supply: Some(10),
        reason: Some("Acute otitis media, right ear (H66.91)".to_string()),
        start: Some("March 12, 2026".to_string()),
        ..PrescribedDrug::default()
    }
}

fn zolpidem() -> PrescribedDrug {
    PrescribedDrug {
        display: "Zolpidem 5 mg tablet".to_string(),
        schedule: Some("IV".to_string()),
        sig: "Take 1 tablet by mouth at bedtime as needed for insomnia".to_string(),
        quantity: "14".to_string(),
        quantity_unit: "tablet".to_string(),
        refills: 1,
        days_supply: Some(14),
        dispense_as_written: true,
        ..PrescribedDrug::default()
    }
}

fn sheet(drugs: Vec<PrescribedDrug>) -> PrescriptionModel {
    let text = |s: &str| s.to_string();
    PrescriptionModel {
        letterhead: Letterhead {
            practice: text("Juniper Family Medicine"),
            location: None,
            address: vec![text("1200 Orchard Road, Suite 4"), text("Springfield, IL 62704")],
            phone: text("(217) 555-0142"),
            fax: Some(text("(217) 555-0143")),
            note: None,
        },
        prescriber: PrintedPrescriber {
            name: text("Maya Okafor"),
            credentials: text("MD"),
            npi: Some(text("1234567893")),
            license: Some(text("IL 036.555012")),
            dea: Some(text("BO1234563")),
        },
        patient: PrintedPatient {
            name: text("Łukasz Żółć"),
            birth_date: text("March 4, 1961"),
            age: text("65 years"),
            sex: text("Male"),
            mrn: text("10023"),
            address: vec![text("77 Elm Street"), text("Springfield, IL 62702")],
            phone: Some(text("(217) 555-0188")),
        },
        date: text("March 12, 2026"),
        drugs,
        signed_note: None,
        demo: false,
    }
}

fn key() -> RecoveryKeyModel {
    let words = "orchard violet ladder bronze candle meadow pilot garden winter copper saddle marble \
                 island hammer velvet planet ribbon shadow timber walnut anchor barrel cactus dragon";
    RecoveryKeyModel {
        practice: "Juniper Family Medicine".to_string(),
        date: "March 12, 2026".to_string(),
        words: words.split_whitespace().map(str::to_string).collect(),
        demo: false,
    }
}

/// The text of all pages in layout order; pages end with a form feed.
fn text_of(printed: &Printed) -> String {
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("sheet.pdf");
    std::fs::write(&file, &printed.bytes).unwrap();
    let read =
        Command::new("pdftotext").args(["-layout", "-enc", "UTF-8"]).arg(&file).arg("-").output().unwrap();
    assert!(read.status.success(), "{}", String::from_utf8_lossy(&read.stderr));
    String::from_utf8(read.stdout).unwrap()
}

fn pages_of(printed: &Printed) -> Vec<String> {
    text_of(printed).trim_end_matches('\u{c}').split('\u{c}').map(str::to_string).collect()
}

/// Line ends and runs of blanks depend on the version of pdftotext, words do not.
fn squeezed(text: &str) -> String {
    let lines = text.split('\n').map(|l| l.split_whitespace().collect::<Vec<_>>().join(" "));
    lines.filter(|l| !l.is_empty()).collect::<Vec<_>>().join("\n")
}

fn printed(model: &PrescriptionModel) -> Printed {
    prescription(model).unwrap()
}

#[test]
fn a_prescription_says_everything_a_pharmacist_needs() {
    let printed = printed(&sheet(vec![amoxicillin()]));
    assert_eq!((printed.pages, printed.warnings.as_slice()), (1, [].as_slice()));
    insta::assert_snapshot!("one_drug", squeezed(&text_of(&printed)));
}

#[test]
fn several_drugs_share_a_sheet() {
    insta::assert_snapshot!(
        "two_drugs",
        squeezed(&text_of(&printed(&sheet(vec![amoxicillin(), zolpidem()]))))
    );
}

#[test]
fn the_dea_number_stands_only_beside_a_controlled_drug() {
    assert!(!text_of(&printed(&sheet(vec![amoxicillin()]))).contains("BO1234563"));
    assert!(text_of(&printed(&sheet(vec![zolpidem()]))).contains("DEA BO1234563"));
}

#[test]
fn a_page_without_a_controlled_drug_does_not_show_the_dea_number() {
    let mut drugs = vec![zolpidem()];
    drugs.extend((0..5).map(|_| amoxicillin()));
    let pages = pages_of(&printed(&sheet(drugs)));
    assert_eq!(pages.iter().map(|p| p.contains("BO1234563")).collect::<Vec<_>>(), [true, false]);
}

#[test]
fn a_controlled_drug_is_not_printed_without_dea_number_or_address() {
    let mut model = sheet(vec![zolpidem()]);
    model.prescriber.dea = None;
    assert!(matches!(prescription(&model), Err(PaperError::Missing(m)) if m.contains("DEA")));
    let mut model = sheet(vec![zolpidem()]);
    model.patient.address.clear();
    assert!(matches!(prescription(&model), Err(PaperError::Missing(m)) if m.contains("address")));
}

#[test]
fn nothing_is_printed_without_drug_quantity_or_instructions() {
    assert!(prescription(&sheet(vec![])).is_err());
    for blank in [
        PrescribedDrug { quantity: String::new(), ..amoxicillin() },
        PrescribedDrug { sig: " ".to_string(), ..amoxicillin() },
    ] {
        assert!(matches!(prescription(&sheet(vec![blank])), Err(PaperError::Missing(_))));
    }
}

#[test]
fn every_page_names_patient_and_page_number_and_no_drug_is_split() {
    let numbered =
        |i: usize| PrescribedDrug { display: format!("Drug number {i} 10 mg tablet"), ..amoxicillin() };
    let printed = printed(&sheet((1..=9).map(numbered).collect()));
    let pages = pages_of(&printed);
    assert!(pages.len() > 1);
    assert_eq!(pages.len(), printed.pages as usize);
    let mut drugs = 0;
    for (i, page) in pages.iter().enumerate() {
        assert!(page.contains(&format!("Page {} of {}", i + 1, pages.len())), "{page}");
        let footer = page.trim_end().lines().next_back().unwrap();
        for identity in ["Łukasz Żółć", "March 4, 1961", "MRN 10023"] {
            assert!(footer.contains(identity), "{footer}");
        }
        assert!(page.contains("Juniper Family Medicine") && page.contains("Signature of Maya Okafor, MD"));
        let here = page.matches("Drug number").count();
        assert_eq!(page.matches("Substitution permitted").count(), here, "a drug was split");
        assert!(page.contains(&format!("{here} medication")));
        drugs += here;
    }
    assert_eq!(drugs, 9);
    assert_eq!(pages.iter().filter(|p| p.contains("End of prescription")).count(), 1);
}

#[test]
fn a_text_longer_than_a_page_is_refused() {
    let long = PrescribedDrug { sig: "Take one tablet and then wait. ".repeat(200), ..amoxicillin() };
    assert!(
        matches!(prescription(&sheet(vec![long])), Err(PaperError::TooLong(name)) if name.contains("Amoxicillin"))
    );
    let longest_sig = PrescribedDrug { sig: "Take 1 tablet. ".repeat(66), ..amoxicillin() };
    assert_eq!(printed(&sheet(vec![longest_sig])).pages, 1);
}

#[test]
fn names_of_many_languages_read_back() {
    for name in
        ["Łukasz Żółć", "Ελένη Παπαδοπούλου", "Nguyễn Thị Hương", "Кирилл Щукин", "Siân Ó Súilleabháin"]
    {
        let mut model = sheet(vec![amoxicillin()]);
        model.patient.name = name.to_string();
        let printed = printed(&model);
        assert_eq!(printed.warnings, Vec::<String>::new());
        assert_eq!(text_of(&printed).matches(name).count(), 2, "{name}");
    }
}

#[test]
fn a_decomposed_name_prints_like_a_composed_one() {
    let mut model = sheet(vec![amoxicillin()]);
    model.patient.name = "Z\u{307}o\u{301}fia".to_string();
    assert!(text_of(&printed(&model)).contains("\u{17b}\u{f3}fia"));
}

#[test]
fn characters_the_font_lacks_are_shown_and_listed() {
    let mut model = sheet(vec![amoxicillin()]);
    model.patient.name = "王 Lin\u{202e}".to_string();
    let printed = printed(&model);
    assert_eq!(printed.warnings.len(), 2);
    assert!(printed.warnings.iter().any(|w| w.contains("U+738B")), "{:?}", printed.warnings);
    assert!(printed.warnings.iter().any(|w| w.contains("U+202E")), "{:?}", printed.warnings);
    let text = text_of(&printed);
    assert!(text.contains("\u{fffd} Lin\u{fffd}"), "{text}");
    assert!(text.contains("cannot be printed"));
}

#[test]
fn very_long_names_wrap_and_stay_whole() {
    let mut model = sheet(vec![amoxicillin()]);
    model.patient.name =
        "María de los Ángeles Fernández-Villaverde Rodríguez de la Fuente y Castañeda Montenegro".to_string();
    model.drugs[0].display =
        "Emtricitabine / rilpivirine / tenofovir alafenamide 200 mg / 25 mg / 25 mg extended-release oral tablet".to_string();
    let text = squeezed(&text_of(&printed(&model))).replace('\n', " ");
    assert!(text.contains("Castañeda Montenegro"));
    assert!(text.contains("25 mg / 25 mg extended-release"));
}

#[test]
fn a_number_is_never_parted_from_its_unit() {
    let mut fonts = crate::font::Fonts::new().unwrap();
    let style = crate::layout::Style::regular(12.0);
    for width in 40..200_u8 {
        let lines = crate::layout::wrap(&mut fonts, "Take 25 mg or 50 mg by mouth", style, f32::from(width));
        assert!(lines.iter().all(|l| !l.ends_with("25") && !l.ends_with("50")), "{lines:?}");
    }
}

#[test]
fn a_demo_sheet_says_that_it_is_not_valid() {
    let mut model = sheet(vec![amoxicillin()]);
    assert!(!text_of(&printed(&model)).contains("DEMO"));
    model.demo = true;
    assert!(text_of(&printed(&model)).contains("Not a valid prescription"));
}

#[test]
fn quantities_are_counted_in_figures_and_words() {
    let quantity = |quantity: &str, unit: &str| {
        let drug = PrescribedDrug { quantity: quantity.into(), quantity_unit: unit.into(), ..amoxicillin() };
        squeezed(&text_of(&printed(&sheet(vec![drug]))))
    };
    assert!(quantity("14", "tablet").contains("14 (fourteen) tablets"));
    assert!(quantity("1", "patch").contains("1 (one) patch "));
    assert!(quantity("4", "patch").contains("4 (four) patches"));
    assert!(quantity("12", "suppository").contains("12 (twelve) suppositories"));
    assert!(quantity("7.5", "mL").contains("7.5 (seven point five) mL"));
    assert!(quantity("2", "inhalers").contains("2 (two) inhalers"));
}

#[test]
fn the_same_model_gives_the_same_page_twice_and_a_small_file() {
    let model = sheet(vec![amoxicillin()]);
    let without_id = |printed: &Printed| {
        let bytes = &printed.bytes;
        let id = bytes.windows(4).rposition(|w| w == b"/ID[").unwrap();
        bytes[..id].to_vec()
    };
    let (first, second) = (printed(&model), printed(&model));
    assert!(without_id(&first) == without_id(&second), "equal models gave different pages");
    assert!(first.bytes.len() < 80_000, "{} bytes: fonts are not subsetted", first.bytes.len());
}

#[test]
fn a_recovery_sheet_numbers_its_words() {
    let printed = recovery_key_sheet(&key()).unwrap();
    assert_eq!(printed.pages, 1);
    insta::assert_snapshot!("recovery_key", squeezed(&text_of(&printed)));
}

#[test]
fn a_recovery_sheet_without_words_is_refused_and_debug_hides_them() {
    assert!(recovery_key_sheet(&RecoveryKeyModel { words: vec![], ..key() }).is_err());
    assert!(!format!("{:?}", key()).contains("orchard"));
}
