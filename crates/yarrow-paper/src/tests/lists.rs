//! Medication lists, fax covers and sheets of controlled drugs.

use super::*;

fn slot(amount: &str, suggested: bool) -> Option<ListedSlot> {
    Some(ListedSlot { amount: amount.to_string(), suggested })
}

fn every(parts: [Option<ListedSlot>; 4], as_needed: Option<&str>) -> ListedDay {
    ListedDay::Every { parts, as_needed: as_needed.map(str::to_string) }
}

fn taken(display: &str, directions: &str, reason: Option<&str>, day: ListedDay) -> ListedDrug {
    let text = |s: &str| s.to_string();
    ListedDrug {
        display: text(display),
        directions: text(directions),
        reason: reason.map(text),
        source: None,
        day,
    }
}

fn list() -> MedicationListModel {
    let text = |s: &str| s.to_string();
    let taking = vec![
        taken(
            "Lisinopril 20 mg tablet",
            "Take 1 tablet by mouth once daily",
            Some("High blood pressure"),
            every([slot("1 tablet", true), None, None, None], None),
        ),
        taken(
            "Metformin 500 mg tablet",
            "Take 1 tablet by mouth twice daily with breakfast and with dinner",
            Some("Type 2 diabetes"),
            every([slot("1 tablet", false), None, slot("1 tablet", false), None], None),
        ),
        taken(
            "Ibuprofen 400 mg tablet",
            "Take 1 to 2 tablets by mouth every 6 hours as needed for pain, no more than 6 tablets in 24 hours",
            None,
            every([None, None, None, None], Some("1 to 2 tablets")),
        ),
        taken(
            "Methotrexate 2.5 mg tablet",
            "Take 6 tablets by mouth every Sunday",
            Some("Rheumatoid arthritis"),
            ListedDay::InWords(text("every Sunday")),
        ),
        ListedDrug {
            source: Some(text("From elsewhere: discharge letter of 3 Nov")),
            ..taken(
                "Prednisone 10 mg tablet",
                "Take 40 mg by mouth once daily for 5 days, then take 20 mg by mouth once daily for 5 days",
                None,
                ListedDay::SeeDirections,
            )
        },
    ];
    MedicationListModel {
        letterhead: sheet(vec![]).letterhead,
        patient: ListedPatient {
            name: text("Żółć, Łukasz"),
            birth_date: text("March 4, 1961"),
            mrn: text("10023"),
        },
        date: text("March 12, 2026"),
        language: PaperLanguage::English,
        allergies: vec![text("Penicillin (hives)"), text("Latex")],
        no_known_allergies: false,
        taking,
        held: vec![EndedDrug {
            display: text("Warfarin 5 mg tablet"),
            since: Some(text("March 10, 2026")),
            until: Some(text("March 20, 2026")),
            reason: Some(text("Before a procedure")),
        }],
        stopped: vec![EndedDrug { display: text("Simvastatin 40 mg tablet"), ..EndedDrug::default() }],
        demo: false,
    }
}

fn of(model: &MedicationListModel) -> Printed {
    medication_list(model).unwrap()
}

#[test]
fn a_medication_list_says_what_to_take_when_and_what_not() {
    let printed = of(&list());
    assert_eq!((printed.pages, printed.warnings.as_slice()), (1, [].as_slice()));
    insta::assert_snapshot!("medication_list", squeezed(&text_of(&printed)));
}

#[test]
fn a_medication_list_speaks_spanish() {
    let model = MedicationListModel { language: PaperLanguage::Spanish, demo: true, ..list() };
    let text = text_of(&of(&model));
    for words in ["Lista de medicamentos", "Mañana", "acostarse", "Ya no los tome", "Página 1 de ", "DEMO"]
    {
        assert!(text.contains(words), "{words}: {text}");
    }
    assert!(!text.contains("Morning") && !text.contains("Page "), "{text}");
}

#[test]
fn a_long_list_bears_the_patient_and_the_heads_of_the_columns_on_every_page() {
    let one = list().taking;
    let taking: Vec<ListedDrug> = (0..40)
        .map(|i| ListedDrug { display: format!("Medicine {i}"), ..one[i % one.len()].clone() })
        .collect();
    let pages = pages_of(&of(&MedicationListModel { taking, ..list() }));
    assert!(pages.len() > 2);
    for (i, page) in pages.iter().enumerate() {
        assert!(page.contains("Żółć, Łukasz") && page.contains("10023"), "{page}");
        assert!(page.contains(&format!("Page {} of {}", i + 1, pages.len())), "{page}");
        assert!(!page.contains("by mouth") || page.contains("Bedtime"), "{page}");
    }
    let all = pages.join("\n");
    assert!((0..40).all(|i| all.contains(&format!("Medicine {i}"))), "none is lost between pages");
}

#[test]
fn an_empty_list_and_unasked_allergies_are_said_and_not_left_blank() {
    let empty =
        MedicationListModel { taking: vec![], held: vec![], stopped: vec![], allergies: vec![], ..list() };
    let text = squeezed(&text_of(&of(&empty)));
    assert!(text.contains("No medicines are recorded") && text.contains("Not recorded"), "{text}");
    let none = MedicationListModel { no_known_allergies: true, ..empty };
    assert!(text_of(&of(&none)).contains("No known allergies"));
}

#[test]
fn a_list_without_a_patient_is_refused() {
    let mut model = list();
    model.patient.name = " ".to_string();
    assert!(
        matches!(medication_list(&model), Err(PaperError::Missing(m)) if m.contains("patient’s name") || m.contains("patient's name"))
    );
    let mut model = list();
    model.taking[0].directions = "word ".repeat(3_000);
    assert!(matches!(medication_list(&model), Err(PaperError::TooLong(_))));
}

fn oxycodone(not_before: Option<&str>) -> PrescribedDrug {
    PrescribedDrug {
        display: "Oxycodone 5 mg tablet".to_string(),
        schedule: Some("II".to_string()),
        sig: "Take 1 tablet by mouth every 6 hours as needed for pain".to_string(),
        quantity: "28".to_string(),
        quantity_unit: "tablet".to_string(),
        days_supply: Some(7),
        not_before: not_before.map(str::to_string),
        statute_words: vec!["ACUTE PAIN EXCEPTION".to_string()],
        ..PrescribedDrug::default()
    }
}

#[test]
fn each_schedule_two_drug_has_a_sheet_of_its_own_with_its_earliest_day() {
    let drugs =
        vec![oxycodone(None), super::amoxicillin(), oxycodone(Some("April 9, 2026")), super::zolpidem()];
    let pages = pages_of(&printed(&sheet(drugs)));
    assert_eq!(pages.len(), 3);
    assert!(
        pages[0].contains("Amoxicillin") && pages[0].contains("Zolpidem") && !pages[0].contains("Oxycodone")
    );
    for page in &pages[1..] {
        assert!(page.contains("Oxycodone") && page.contains("Page 1 of 1") && page.contains("DEA"), "{page}");
        assert!(page.contains("ACUTE PAIN EXCEPTION") && page.contains("handwritten signature"), "{page}");
        assert!(page.contains("1 medication on this sheet"), "{page}");
    }
    assert!(!pages[1].contains("Do not fill before"));
    assert!(pages[2].contains("Do not fill before April 9, 2026"));
}

fn cover() -> FaxCoverModel {
    let text = |s: &str| s.to_string();
    FaxCoverModel {
        letterhead: sheet(vec![]).letterhead,
        to: text("Alder Pharmacy #12"),
        to_address: vec![text("5 Market Street"), text("Springfield, IL 62701")],
        to_fax: text("(217) 555-0199"),
        to_phone: Some(text("(217) 555-0198")),
        from: text("Maya Okafor, MD"),
        date: text("March 12, 2026"),
        subject: text("1 prescription"),
        demo: false,
    }
}

#[test]
fn a_fax_begins_with_a_cover_that_counts_its_pages_and_names_no_patient() {
    let printed = faxed_prescription(&cover(), &sheet(vec![super::amoxicillin()])).unwrap();
    assert_eq!(printed.pages, 2);
    let pages = pages_of(&printed);
    for words in
        ["Alder Pharmacy #12", "(217) 555-0199", "2, with this one", "confidential health information"]
    {
        assert!(pages[0].contains(words), "{words}: {}", pages[0]);
    }
    assert!(!pages[0].contains("Łukasz") && !pages[0].contains("Amoxicillin"), "{}", pages[0]);
    assert!(pages[1].contains("Amoxicillin"));
}

#[test]
fn a_fax_to_nobody_is_refused() {
    let nobody = FaxCoverModel { to_fax: String::new(), ..cover() };
    let refused = faxed_prescription(&nobody, &sheet(vec![super::amoxicillin()]));
    assert!(matches!(refused, Err(PaperError::Missing(m)) if m.contains("fax number")));
}
