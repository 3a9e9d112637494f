//! The directory of pharmacies: kept, found as people say it, brought in from a list, and chosen for a prescription.

use std::time::{Duration, Instant};

use base64::Engine as _;
use serde_json::{Value, json};
use yarrow_api::ErrorKind;

use crate::house::{House, but, draft, text};

pub fn alder() -> Value {
    json!({ "id": null, "ncpdp_id": "1234563", "npi": null, "name": "Alder Pharmacy #12",
        "address": { "line": ["45 East Road"], "city": "Asheville", "state": "NC", "postal_code": "28801" },
        "phone": "(828) 555-0142", "fax": "(828) 555-0143", "services": ["retail"], "transport": "electronic",
        "script": "2017071", "note": null, "active": true })
}

const LIST: &str = "NCPDP ID,Pharmacy Name,Address 1,City,State,Zip,Phone,Fax,Services,Owner\n\
    1234563,Alder Pharmacy #12,45 East Road,Asheville,NC,28801,(828) 555-0142,(828) 555-0143,retail,someone\n\
    0127781,\"Birch, Elm & Sons\",1 Main St,Boone,NC,28607,8285550199,,retail; delivery,someone\n\
    1234567,Wrong Number Drugs,2 Main St,Boone,NC,28607,8285550111,,,\n\
    ,No Number Drugs,3 Main St,Boone,NC,28607,828-555-0122,,,\n\
    5656559,,4 Main St,Boone,NC,28607,8285550133,,,\n\
    5656559,Short Phone,4 Main St,Boone,NC,28607,555,,,\n";

fn import(house: &House, list: &str) -> Value {
    let base64 = base64::engine::general_purpose::STANDARD.encode(list);
    let job = house.ask("import_pharmacies", json!({ "file": { "name": "list.csv", "base64": base64 } }));
    let begin = Instant::now();
    loop {
        let now = house.ask("job", json!({ "id": job["id"] }));
        if now["state"] != "running" {
            return now;
        }
        assert!(begin.elapsed() < Duration::from_secs(60), "the import does not end: {now}");
        std::thread::sleep(Duration::from_millis(5));
    }
}

fn names(house: &House, query: &str) -> Vec<String> {
    let found = house.ask("find_pharmacies", json!({ "query": query, "limit": 20 }));
    found.as_array().unwrap().iter().map(|one| text(&one["name"])).collect()
}

#[test]
fn a_pharmacy_is_found_by_name_town_zip_and_telephone_as_people_say_them() {
    let house = House::with(&["front_desk"]);
    house.sign_in("front_desk");
    house.ask("save_pharmacy", alder());
    import(&house, LIST);
    for query in [
        "alder",
        "ALD 12",
        "pharm ashe",
        "28801",
        "(828) 555-0142",
        "555-0142",
        "0142",
        "8285550143",
        "1234563",
        "east road",
        "nc alder",
    ] {
        assert_eq!(names(&house, query), ["Alder Pharmacy #12"], "{query}");
    }
    assert_eq!(names(&house, "birch elm"), ["Birch, Elm & Sons"]);
    assert_eq!(names(&house, "alder boone"), [] as [&str; 0]);
    assert_eq!(names(&house, "").len(), 3);
}

#[test]
fn a_pharmacy_with_a_mistyped_number_is_refused_by_its_field() {
    let house = House::with(&["nurse"]);
    house.sign_in("nurse");
    for (wrong, field) in [
        (json!({ "ncpdp_id": "1234567" }), "ncpdp_id"),
        (json!({ "ncpdp_id": "123456" }), "ncpdp_id"),
        (json!({ "ncpdp_id": null }), "ncpdp_id"),
        (json!({ "npi": "1234567890" }), "npi"),
        (json!({ "name": " " }), "name"),
        (json!({ "phone": "555-0142" }), "phone"),
        (json!({ "transport": "fax", "fax": null }), "fax"),
        (
            json!({ "address": { "line": ["", "", "", "", ""], "city": "", "state": "", "postal_code": "" } }),
            "address.line",
        ),
    ] {
        house.blames("save_pharmacy", but(alder(), wrong), field);
    }
    assert_eq!(names(&house, "").len(), 0);
    let kept = house.ask("save_pharmacy", alder());
    let twin = house.fails("save_pharmacy", but(alder(), json!({ "name": "Another" })));
    assert_eq!(twin.field.as_deref(), Some("ncpdp_id"));
    assert!(twin.message.contains("Alder Pharmacy #12, Asheville already has"), "{}", twin.message);
    let moved = house.ask("save_pharmacy", but(alder(), json!({ "id": kept["id"], "name": "Alder West" })));
    assert_eq!(moved["id"], kept["id"]);
    assert_eq!(names(&house, "west"), ["Alder West"]);
    assert_eq!(names(&house, "alder pharmacy"), [] as [&str; 0]);
}

#[test]
fn a_list_is_taken_row_by_row_and_the_same_list_again_adds_nothing() {
    let house = House::with(&["practice_manager"]);
    house.sign_in("practice_manager");
    let job = import(&house, LIST);
    assert_eq!(job["state"], "finished", "{job}");
    let report = &job["result"];
    let count = |name: &str| report[name].as_u64().unwrap();
    assert_eq!((count("rows"), count("added"), count("set_aside")), (6, 3, 3));
    assert_eq!(count("added") + count("updated") + count("unchanged") + count("set_aside"), count("rows"));
    assert_eq!(report["ignored_columns"], json!(["Owner"]));
    let faults: Vec<_> = report["faults"]
        .as_array()
        .unwrap()
        .iter()
        .map(|f| (f["line"].as_u64().unwrap(), f["column"].clone()))
        .collect();
    assert_eq!(faults, [(4, json!("NCPDP ID")), (6, json!("Pharmacy Name")), (7, json!("Phone"))]);

    let before = house.counts();
    let again = import(&house, LIST)["result"].clone();
    assert_eq!((&again["added"], &again["updated"], &again["unchanged"]), (&json!(0), &json!(0), &json!(3)));
    assert_eq!(house.counts()[0], before[0], "the record grew");
    assert_eq!(names(&house, "").len(), 3);
}

#[test]
fn a_newer_list_changes_what_it_knows_and_leaves_what_the_practice_chose() {
    let house = House::with(&["physician"]);
    house.sign_in("physician");
    let kept =
        house.ask("save_pharmacy", but(alder(), json!({ "note": "ask for Lena", "script": "2023011" })));
    let list =
        "ncpdp_id,name,phone,transport,fax\n1234563,Alder Pharmacy #12 (new owner),8285550177,print,\n";
    let report = import(&house, list)["result"].clone();
    assert_eq!((&report["updated"], &report["added"]), (&json!(1), &json!(0)), "{report}");
    let now = house.ask("pharmacy", json!({ "id": kept["id"] }));
    assert_eq!(now["name"], "Alder Pharmacy #12 (new owner)");
    assert_eq!(now["phone"], "8285550177");
    for untouched in ["transport", "note", "script", "fax", "address", "services"] {
        assert_eq!(now[untouched], kept[untouched], "{untouched}");
    }
    // A spreadsheet took the zero away.
    let lost = import(&house, "ncpdp,name,zip\n127781,Zero Drugs,2139\n")["result"].clone();
    assert_eq!(lost["added"], 1, "{lost}");
    assert_eq!(names(&house, "0127781 02139"), ["Zero Drugs"]);
}

#[test]
fn a_list_that_is_none_is_refused_and_nothing_is_changed() {
    let house = House::with(&["biller"]);
    house.sign_in("administrator");
    let before = house.counts();
    for (list, says) in [
        ("", "empty"),
        ("street,town\n1,2\n", "one of them “name”"),
        ("name,phone,telephone\nA,1,2\n", "Two columns"),
        ("name\n\"A\n", "never closed"),
    ] {
        let job = import(&house, list);
        assert_eq!(job["state"], "failed", "{job}");
        let message = job["error"]["message"].as_str().unwrap();
        assert!(message.contains(says) && message.contains("Nothing was changed"), "{message}");
    }
    assert_eq!(house.counts()[0], before[0]);
    house.sign_in("biller");
    assert_eq!(import(&house, LIST)["error"]["kind"], json!(ErrorKind::Forbidden));
}

#[test]
fn a_prescription_says_which_pharmacy_of_the_directory_it_goes_to() {
    let (house, patient) = House::with_patient();
    let alder = house.ask("save_pharmacy", alder());
    let visit = house
        .ask("start_encounter", json!({ "patient_id": patient, "kind": "Office visit", "reason": null }));
    let encounter = text(&visit["encounter"]["id"]);
    let rx = draft(&patient, &encounter, "azithromycin|250 mg|tablet", "1 tab po daily x5d", 5);
    let at = |id: &Value| but(rx.clone(), json!({ "pharmacy_id": id, "pharmacy": "typed words" }));

    let staged = house.ask("stage_prescription", at(&alder["id"]));
    assert_eq!(staged["prescription"]["pharmacy"], "Alder Pharmacy #12, Asheville");
    assert_eq!(staged["prescription"]["pharmacy_id"], alder["id"]);
    // Words alone are still enough.
    let other = draft(&patient, &encounter, "amoxicillin|500 mg|capsule", "1 cap po tid x10d", 30);
    let words = house.ask("stage_prescription", but(other, json!({ "pharmacy": "the one at the corner" })));
    assert_eq!(words["prescription"]["pharmacy"], "the one at the corner");
    assert_eq!(words["prescription"]["pharmacy_id"], Value::Null);

    house.refuses("stage_prescription", at(&json!(patient)), ErrorKind::NotFound, "pharmacy");
    let closed = but(alder.clone(), json!({ "active": false }));
    house.ask("save_pharmacy", closed);
    house.blames("stage_prescription", at(&alder["id"]), "pharmacy_id");
}

#[test]
fn the_patients_usual_pharmacy_is_offered_first_and_survives_a_change_of_address() {
    let (house, id) = House::with_patient();
    let usual = house.ask("save_pharmacy", alder());
    let other =
        house.ask("save_pharmacy", but(alder(), json!({ "name": "Birch Drugs", "ncpdp_id": "0127781" })));
    let choices = || {
        let found = house.ask("pharmacy_choices", json!({ "patient_id": id }));
        found.as_array().unwrap().iter().map(|one| text(&one["name"])).collect::<Vec<_>>()
    };
    assert_eq!(choices(), [] as [&str; 0]);
    let visit =
        house.ask("start_encounter", json!({ "patient_id": id, "kind": "Office visit", "reason": null }));
    let encounter = text(&visit["encounter"]["id"]);
    let rx = draft(&id, &encounter, "azithromycin|250 mg|tablet", "1 tab po daily x5d", 5);
    house.ask("stage_prescription", but(rx, json!({ "pharmacy_id": other["id"] })));
    assert_eq!(choices(), ["Birch Drugs"]);
    house.ask("prefer_pharmacy", json!({ "patient_id": id, "pharmacy_id": usual["id"] }));
    assert_eq!(choices(), ["Alder Pharmacy #12", "Birch Drugs"]);

    let mut details = house.ask("patient", json!({ "id": id }));
    details["phone"] = json!("(555) 010-7777");
    let changed = house.ask("update_patient", json!({ "id": id, "patient": details }));
    assert_eq!(changed["pharmacy_id"], usual["id"]);
    house.refuses(
        "prefer_pharmacy",
        json!({ "patient_id": id, "pharmacy_id": id }),
        ErrorKind::NotFound,
        "pharmacy",
    );
    house.ask("prefer_pharmacy", json!({ "patient_id": id, "pharmacy_id": null }));
    assert_eq!(choices(), ["Birch Drugs"]);
}
