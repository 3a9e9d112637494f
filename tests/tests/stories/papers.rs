//! What goes home or to the pharmacy on paper: the medication list, sheets of controlled drugs, and the fax.

use serde_json::{Value, json};
use yarrow_api::ErrorKind;

use crate::house::{House, but, document, draft, patient, person, text};
use crate::medication_lists::Desk;
use crate::pharmacies::alder;
use crate::visit::pages_of;

fn pages(pdf: &Value) -> Vec<String> {
    let pages = pages_of(pdf);
    assert_eq!(pdf["pages"], pages.len());
    pages
}

fn list(desk: &Desk, language: &str) -> Vec<String> {
    pages(&desk.house.ask("medication_list_pdf", json!({ "patient_id": desk.patient, "language": language })))
}

#[test]
fn the_patients_list_says_what_to_take_when_and_why_and_what_no_longer() {
    let desk = Desk::open();
    let reason = json!({ "reason_code": "I10", "reason_display": "High blood pressure" });
    desk.prescribe(but(desk.draft("lisinopril|10 mg|tablet", "1 tab po qam"), reason));
    desk.takes(
        "ibuprofen|400 mg|tablet",
        json!({ "over_the_counter": true, "sig": "1-2 tabs po q6h prn pain" }),
    );
    let held = desk.takes("metformin|500 mg|tablet", json!({}));
    let stopped = desk.takes("sertraline|50 mg|tablet", json!({}));
    let hold = json!({ "id": held["id"], "code": "surg", "reason": "", "until": "2026-12-01" });
    desk.house.ask("hold_medication", hold);
    let stop = json!({ "id": stopped["id"], "code": "no_longer_needed", "reason": "", "on": null });
    desk.house.ask("stop_medication", stop);

    let english = list(&desk, "en").join(" ");
    for words in [
        "Take 1 tablet by mouth every morning",
        "For: High blood pressure",
        // The column of what is taken when needed stands between the lines.
        "Take 1 to 2 tablets by mouth every 6 hours 2 tablets as needed for pain",
        "Without a prescription",
        "Page 1 of 1",
        "As of November 20, 2026",
        "until December 1, 2026",
    ] {
        assert!(english.contains(words), "{words}: {english}");
    }
    let place = |words: &str| english.find(words).unwrap_or_else(|| panic!("{words}: {english}"));
    assert!(place("Lisinopril") < place("Ibuprofen"), "what is taken only when needed comes last");
    assert!(
        place("Paused") < place("Metformin 500 mg tablet") && place("Stopped") < place("Sertraline 50 mg")
    );
    assert!(place("Metformin") < place("Stopped"), "{english}");

    let spanish = list(&desk, "es").join(" ");
    for words in [
        "Lista de medicamentos",
        "Tome 1 tableta por la boca todas las mañanas",
        "dolor",
        "Al 20 de noviembre de 2026",
        "Sin receta",
    ] {
        assert!(spanish.contains(words), "{words}: {spanish}");
    }
}

#[test]
fn directions_nobody_understood_stand_on_the_list_as_they_are() {
    let desk = Desk::open();
    desk.takes("metformin|500 mg|tablet", json!({ "sig": "per sliding scale" }));
    let list = list(&desk, "es").join(" ");
    assert!(list.contains("per sliding scale") && list.contains("Vea las instrucciones"), "{list}");
}

#[test]
fn a_stopped_strength_of_what_is_still_taken_is_not_called_stopped() {
    let desk = Desk::open();
    let ten = desk.prescribe(desk.draft("lisinopril|10 mg|tablet", "1 tab po daily"));
    desk.prescribe(but(
        desk.draft("lisinopril|20 mg|tablet", "1 tab po daily"),
        json!({ "prior_id": ten["id"] }),
    ));
    let list = list(&desk, "en").join(" ");
    assert!(list.contains("Lisinopril 20 mg") && !list.contains("Stopped"), "{list}");
}

#[test]
fn printing_the_list_is_in_the_audit_and_an_unknown_language_is_refused() {
    let desk = Desk::open();
    list(&desk, "en");
    let entry = desk.house.audit().into_iter().find(|entry| entry["category"] == "medication_list");
    let entry = entry.unwrap_or_else(|| panic!("not in the audit: {:?}", desk.house.audit()));
    assert_eq!((&entry["patient_id"], &entry["action"]), (&json!(desk.patient), &json!("print")));
    let request = json!({ "patient_id": desk.patient, "language": "fr" });
    assert_eq!(desk.house.fails("medication_list_pdf", request).kind, ErrorKind::Invalid);
}

#[test]
fn each_schedule_ii_prescription_of_a_series_is_a_sheet_with_its_day_and_the_words_of_the_statute() {
    let house = House::with(&["nurse"]);
    let licence = json!({ "dea": "AB1234563", "license_state": "FL", "license_number": "ME 55501" });
    house.ask("save_practitioner", but(person("physician", "physician"), licence));
    house.sign_in("physician");
    let address = json!({ "address": { "line": ["7 Elm Street"], "city": "Ocala", "state": "FL", "postal_code": "34470" } });
    let id =
        text(&house.ask("register_patient", but(patient("Lindqvist", "Ana", "1959-03-14"), address))["id"]);
    let visit =
        house.ask("start_encounter", json!({ "patient_id": id, "kind": "Office visit", "reason": null }));
    let encounter = text(&visit["encounter"]["id"]);
    let look_up = json!({ "patient_id": id, "outcome": "checked", "found": "nothing", "reference": null,
        "queried_at": null, "queried_by": null });
    house.ask("record_pdmp_query", look_up);
    let stage = |draft: Value| -> Value {
        let outcome = house.ask("stage_prescription", draft);
        assert_eq!(outcome["outcome"], "staged", "{outcome}");
        outcome["prescription"]["id"].clone()
    };
    let oxycodone = draft(&id, &encounter, "oxycodone|5 mg|tablet", "1 tab po bid", 14);
    let week =
        |day: Value| but(oxycodone.clone(), json!({ "supply_exception": "judgment", "earliest_fill": day }));
    let ids = [
        stage(week(Value::Null)),
        stage(week(json!("2026-11-27"))),
        stage(draft(&id, &encounter, "amoxicillin|500 mg|capsule", "1 cap po tid x10d", 30)),
    ];
    let sign = json!({ "encounter_id": encounter, "note_id": visit["note"]["id"], "body": document("Seen."),
        "text": "Seen.", "prescription_ids": ids, "finish": true });
    assert_eq!(house.ask("sign_visit", sign)["outcome"], "signed");

    let sheets = pages(&house.ask("prescription_pdf", json!({ "ids": ids })));
    assert_eq!(sheets.len(), 3, "{sheets:?}");
    assert!(sheets[0].contains("Amoxicillin") && !sheets[0].contains("DEA"), "{}", sheets[0]);
    for sheet in &sheets[1..] {
        for words in
            ["Oxycodone 5 mg tablet", "ACUTE PAIN EXCEPTION", "DEA AB1234563", "Page 1 of 1", "handwritten"]
        {
            assert!(sheet.contains(words), "{words}: {sheet}");
        }
    }
    assert!(sheets[2].contains("Do not fill before November 27, 2026"), "{}", sheets[2]);
    assert!(!sheets[1].contains("Do not fill before"), "{}", sheets[1]);
    house.refuses("prescription_fax_pdf", json!({ "ids": [ids[0]] }), ErrorKind::Refused, "1306.11(a)");
}

#[test]
fn a_fax_is_a_cover_to_the_chosen_pharmacy_and_the_prescription_behind_it() {
    let desk = Desk::open();
    let site = json!({ "id": null, "name": "Heron Street", "phone": "(828) 555-0100", "fax": "(828) 555-0101",
        "address": { "line": ["9 Heron Street"], "city": "Asheville", "state": "NC", "postal_code": "28801" }, "active": true });
    desk.house.sign_in("administrator");
    desk.house.ask("save_location", site);
    desk.house.sign_in("physician");
    let pharmacy = desk.house.ask("save_pharmacy", alder());
    let at = |id: &Value| {
        but(
            desk.draft("amoxicillin|500 mg|capsule", "1 cap po tid x10d"),
            json!({ "pharmacy_id": id, "refills": 0 }),
        )
    };
    let order = desk.prescribe(at(&pharmacy["id"]));
    let fax = pages(&desk.house.ask("prescription_fax_pdf", json!({ "ids": [order["id"]] })));
    assert_eq!(fax.len(), 2);
    for words in
        ["Alder Pharmacy #12", "(828) 555-0143", "2, with this one", "Confidential", "1 prescription"]
    {
        assert!(fax[0].contains(words), "{words}: {}", fax[0]);
    }
    assert!(!fax[0].contains("Lindqvist") && fax[1].contains("Lindqvist"), "the cover names no patient");

    desk.house.ask("save_pharmacy", but(pharmacy.clone(), json!({ "fax": null })));
    let request = json!({ "ids": [order["id"]] });
    desk.house.refuses("prescription_fax_pdf", request, ErrorKind::Refused, "no fax number");
    let nowhere = desk.prescribe(desk.draft("lisinopril|10 mg|tablet", "1 tab po daily"));
    let request = json!({ "ids": [nowhere["id"]] });
    desk.house.refuses("prescription_fax_pdf", request, ErrorKind::Refused, "no pharmacy of the directory");
}
