//! A practice from its first minute: set up, explored, equipped, staffed, recovered.

use std::time::{Duration, Instant};

use serde_json::{Value, json};
use yarrow_api::ErrorKind;

use crate::house::{House, NPI, PASSPHRASE, but, new_practice, person, text};

fn address() -> Value {
    json!({ "line": ["12 Heron Street"], "city": "Albany", "state": "NY", "postal_code": "12207" })
}

/// Waits for a job and answers its last state.
fn ended(house: &House, job: &Value) -> Value {
    let begin = Instant::now();
    loop {
        let now = house.ask("job", json!({ "id": job["id"] }));
        if now["state"] != "running" {
            return now;
        }
        assert!(begin.elapsed() < Duration::from_secs(120), "the job does not end: {now}");
        std::thread::sleep(Duration::from_millis(20));
    }
}

#[test]
fn a_new_practice_asks_for_two_of_its_recovery_words_before_it_calls_itself_ready() {
    let house = House::empty();
    assert_eq!(house.ask("app_status", json!({}))["state"], "first_run");
    let recovery = house.ask("create_practice", new_practice());
    let words: Vec<String> = serde_json::from_value(recovery["words"].clone()).unwrap();
    let ask: [usize; 2] = serde_json::from_value(recovery["ask"].clone()).unwrap();
    assert_eq!(words.len(), 12);
    assert!(ask[0] < ask[1] && ask[1] < 12, "{ask:?}");
    let status = house.ask("app_status", json!({}));
    assert_eq!((&status["state"], &status["recovery_pending"]), (&json!("unlocked"), &json!(true)));
    assert_eq!(house.ask("recovery_sheet_pdf", json!({}))["pages"], 1);

    house.blames("confirm_recovery_words", json!({ "words": [words[ask[0]], "yarrow"] }), "words");
    assert_eq!(house.ask("app_status", json!({}))["recovery_pending"], true);
    house.ask("confirm_recovery_words", json!({ "words": [words[ask[0]], words[ask[1]]] }));
    assert_eq!(house.ask("app_status", json!({}))["recovery_pending"], false);
    // The words are gone from the program once they are known to be on paper.
    house.refuses("recovery_sheet_pdf", json!({}), ErrorKind::Refused, "only once");
}

#[test]
fn a_second_practice_in_the_same_folder_is_refused_and_the_first_is_as_it_was() {
    let house = House::with(&[]);
    let (before, keys) = (house.counts(), std::fs::read(house.dir().join("keyslots.json")).unwrap());
    house.refuses("create_practice", new_practice(), ErrorKind::Refused, "already a practice");
    house.refuses("explore_demo", json!({ "patients": 12 }), ErrorKind::Refused, "already a practice");
    assert_eq!(house.counts(), before);
    assert_eq!(std::fs::read(house.dir().join("keyslots.json")).unwrap(), keys);
}

#[test]
fn a_practice_with_a_weak_passphrase_or_an_unknown_time_zone_is_not_begun() {
    let house = House::empty();
    for (wrong, field) in [
        (json!({ "passphrase": "short" }), "passphrase"),
        (json!({ "passphrase": "aaaaaaaaaaaa" }), "passphrase"),
        (json!({ "time_zone": "Mars/Olympus" }), "time_zone"),
        (json!({ "practice_name": "  " }), "practice_name"),
    ] {
        house.blames("create_practice", but(new_practice(), wrong), field);
    }
    assert_eq!(std::fs::read_dir(house.dir()).unwrap().count(), 0, "something was left behind");
    assert_eq!(house.ask("app_status", json!({}))["state"], "first_run");
}

#[test]
fn the_demo_practice_is_made_looked_at_and_removed_in_one_act() {
    let house = House::empty();
    std::fs::write(house.dir().join("letter.txt"), "not Yarrow's").unwrap();
    house.blames("explore_demo", json!({ "patients": 0 }), "patients");
    let job = ended(&house, &house.ask("explore_demo", json!({ "patients": 12 })));
    assert_eq!(job["state"], "finished", "{job}");

    let status = house.ask("app_status", json!({}));
    assert_eq!((&status["state"], &status["demo"]), (&json!("locked"), &json!(true)));
    let sign_in = |role: &str| {
        let users = status["users"].as_array().unwrap();
        let login = &users.iter().find(|user| user["role"] == role).unwrap()["login"];
        house.ask("unlock", json!({ "login": login, "passphrase": status["demo_passphrase"] }));
    };
    sign_in("nurse");
    let all = json!({ "filter": "", "offset": 0, "limit": 50, "sort": "name", "descending": false });
    let page = house.ask("patient_list", all);
    assert_eq!(page["total"], 12);
    let first = &page["rows"][0]["id"];
    let chart = house.ask("open_chart", json!({ "patient_id": first }));
    assert_eq!(chart["patient"]["demo"], true);
    assert!(house.verified().problems.is_empty());

    let name = text(&status["practice_name"]);
    house.refuses("remove_demo", json!({ "confirm": name }), ErrorKind::Forbidden, "may not remove the demo");
    sign_in("physician");
    house.blames("remove_demo", json!({ "confirm": "another name" }), "confirm");
    house.ask("remove_demo", json!({ "confirm": name }));
    assert_eq!(house.ask("app_status", json!({}))["state"], "first_run");
    let left: Vec<_> =
        std::fs::read_dir(house.dir()).unwrap().map(|entry| entry.unwrap().file_name()).collect();
    assert_eq!(left, ["letter.txt"]);
}

#[test]
fn a_real_practice_is_never_removed_as_a_demo() {
    let house = House::with(&[]);
    house.refuses(
        "remove_demo",
        json!({ "confirm": "Heron Street Clinic" }),
        ErrorKind::Refused,
        "not the demo practice",
    );
    assert!(house.verified().problems.is_empty());
}

#[test]
fn the_letterhead_says_what_the_manager_wrote() {
    let house = House::with(&["practice_manager", "nurse"]);
    house.sign_in("practice_manager");
    let organization = house.ask("practice_settings", json!({}))["organization"].clone();
    let renamed =
        but(organization, json!({ "name": "Heron Family Medicine", "letterhead_note": "By appointment" }));
    house.ask("save_organization", renamed.clone());
    let site = json!({ "id": null, "name": "Main", "address": address(), "phone": "(555) 010-2000", "fax": "", "active": true });
    house.ask("save_location", site.clone());
    house.blames("save_location", but(site.clone(), json!({ "phone": "" })), "phone");

    let settings = house.ask("practice_settings", json!({}));
    assert_eq!(settings["organization"]["letterhead_note"], "By appointment");
    assert_eq!(settings["locations"][0]["address"]["line"][0], "12 Heron Street");
    assert_eq!(settings["locations"].as_array().unwrap().len(), 1);
    // The sign-in screen knows the new name before anybody has signed in.
    house.ask("lock", json!({}));
    assert_eq!(house.ask("app_status", json!({}))["practice_name"], "Heron Family Medicine");
    house.sign_in("nurse");
    house.refuses(
        "save_organization",
        renamed,
        ErrorKind::Forbidden,
        "may not change the practice's letterhead",
    );
}

#[test]
fn an_npi_with_one_wrong_digit_is_refused_and_nobody_is_added() {
    let house = House::with(&[]);
    let before = house.counts();
    let wrong = but(person("osei", "physician"), json!({ "npi": "1234567894" }));
    house.blames("save_practitioner", wrong, "npi");
    house.blames("save_practitioner", but(person("osei", "physician"), json!({ "npi": "123456789" })), "npi");
    house.blames("save_practitioner", but(person("osei", "physician"), json!({ "dea": "AB1234564" })), "dea");
    assert_eq!(house.counts(), before);
    assert_eq!(house.ask("app_status", json!({}))["users"].as_array().unwrap().len(), 1);
    let saved = house.ask("save_practitioner", person("osei", "physician"));
    assert_eq!(saved["npi"], NPI);
}

#[test]
fn adding_a_person_asks_again_who_is_there_and_the_new_person_can_sign_in() {
    let house = House::with(&[]);
    for _ in 0..2 {
        house.later(170);
        house.ask("touch", json!({}));
    }
    let before = house.counts();
    let nurse = person("amara", "nurse");
    let error = house.fails("save_practitioner", nurse.clone());
    assert_eq!(error.kind, ErrorKind::Reauthenticate, "{error:?}");
    house.blames("reauthenticate", json!({ "passphrase": "not this one at all" }), "passphrase");
    assert_eq!(house.fails("save_practitioner", nurse.clone()).kind, ErrorKind::Reauthenticate);
    assert_eq!(house.counts(), before);
    house.ask("reauthenticate", json!({ "passphrase": PASSPHRASE }));
    house.ask("save_practitioner", nurse.clone());
    house.blames("save_practitioner", nurse, "login");
    let session = house.sign_in("amara");
    assert_eq!(session["role"], "nurse");
    assert_eq!(session["can_prescribe"], false);
}

#[test]
fn somebody_who_left_cannot_sign_in_and_is_gone_from_the_sign_in_screen() {
    let mut house = House::with(&["nurse"]);
    let everybody = house.ask("practitioner_list", json!({}));
    let nurse = everybody.as_array().unwrap().iter().find(|person| person["login"] == "nurse").unwrap();
    let leaves =
        but(person("nurse", "nurse"), json!({ "id": nurse["id"], "active": false, "passphrase": null }));
    house.ask("save_practitioner", leaves);
    house.restart();
    let status = house.ask("app_status", json!({}));
    assert_eq!(status["users"].as_array().unwrap().len(), 1, "{status}");
    house.blames("unlock", json!({ "login": "nurse", "passphrase": PASSPHRASE }), "passphrase");
    // Not even with the recovery words: those open the practice for people who work here.
    let recover =
        json!({ "login": "nurse", "words": house.words, "new_passphrase": "seven loud geese at dusk" });
    house.refuses("unlock_with_recovery", recover, ErrorKind::Forbidden, "can no longer sign in");
    house.blames(
        "unlock",
        json!({ "login": "nurse", "passphrase": "seven loud geese at dusk" }),
        "passphrase",
    );
}

#[test]
fn the_last_administrator_cannot_be_removed_until_there_is_another() {
    let house = House::with(&[]);
    let me = house.ask("session", json!({}))["user_id"].clone();
    let myself = but(person("administrator", "administrator"), json!({ "id": me, "passphrase": null }));
    house.refuses(
        "save_practitioner",
        but(myself.clone(), json!({ "active": false })),
        ErrorKind::Refused,
        "last person",
    );
    let demoted = json!({ "role": "nurse", "administrator": false });
    house.refuses("save_practitioner", but(myself.clone(), demoted), ErrorKind::Refused, "last person");
    house.ask("save_practitioner", person("second", "administrator"));
    house.ask("save_practitioner", but(myself, json!({ "active": false })));
    house.ask("lock", json!({}));
    house.blames("unlock", json!({ "login": "administrator", "passphrase": PASSPHRASE }), "passphrase");
    assert_eq!(house.sign_in("second")["role"], "administrator");
}

#[test]
fn the_recovery_words_open_the_practice_and_replace_a_lost_passphrase() {
    let mut house = House::with(&[]);
    house.restart();
    let new = "seven loud geese at dusk";
    let with = |words: &[String]| json!({ "login": "administrator", "words": words, "new_passphrase": new });
    house.blames("unlock_with_recovery", with(&house.words[1..]), "words");
    // Valid words, but not of this practice: the BIP-39 example of sixteen zero bytes.
    let foreign: Vec<String> =
        std::iter::repeat_n("abandon", 11).chain(["about"]).map(str::to_owned).collect();
    house.blames("unlock_with_recovery", with(&foreign), "words");
    house.blames(
        "unlock_with_recovery",
        but(with(&house.words), json!({ "new_passphrase": "short" })),
        "new_passphrase",
    );
    assert_eq!(house.ask("app_status", json!({}))["state"], "locked");

    let session = house.ask("unlock_with_recovery", with(&house.words));
    assert_eq!(session["login"], "administrator");
    house.restart();
    house.blames("unlock", json!({ "login": "administrator", "passphrase": PASSPHRASE }), "passphrase");
    house.ask("unlock", json!({ "login": "administrator", "passphrase": new }));
    let audit = house.ask("audit_log", json!({ "patient_id": null, "after": null, "limit": 50 }));
    let actions: Vec<&str> =
        audit.as_array().unwrap().iter().filter_map(|event| event["action"].as_str()).collect();
    assert!(actions.contains(&"sign in with the recovery key"), "{actions:?}");
}

#[test]
fn a_physician_who_founded_the_practice_looks_after_it_and_other_physicians_do_not() {
    let house = House::empty();
    let mut founded = new_practice();
    founded["admin"] = json!({ "login": "osei", "given": "Abena", "family": "Osei", "credentials": "MD", "role": "physician", "npi": NPI });
    house.ask("create_practice", founded);
    let permissions = house.ask("session", json!({}))["permissions"].clone();
    for permission in ["prescribe", "settings_users", "audit_read"] {
        assert!(permissions.as_array().unwrap().contains(&json!(permission)), "{permission}: {permissions}");
    }
    house.ask("save_practitioner", person("brandt", "physician"));
    assert_eq!(house.ask("verify_record", json!({}))["problems"], json!([]));
    house.sign_in("brandt");
    house.refuses("save_practitioner", person("third", "nurse"), ErrorKind::Forbidden, "may not add people");
    house.refuses("verify_record", json!({}), ErrorKind::Forbidden, "may not read the audit");
}

#[test]
fn new_recovery_words_replace_the_old_ones_and_have_to_be_confirmed_again() {
    let mut house = House::with(&["nurse"]);
    house.sign_in("nurse");
    house.refuses("new_recovery_key", json!({}), ErrorKind::Forbidden, "may not add people");
    house.sign_in("administrator");
    for _ in 0..2 {
        house.later(170);
        house.ask("touch", json!({}));
    }
    assert_eq!(house.fails("new_recovery_key", json!({})).kind, ErrorKind::Reauthenticate);
    house.ask("reauthenticate", json!({ "passphrase": PASSPHRASE }));
    let renewed = house.ask("new_recovery_key", json!({}))["words"].clone();
    assert_ne!(renewed, json!(house.words));
    assert_eq!(house.ask("app_status", json!({}))["recovery_pending"], true);
    house.restart();
    let with = |words: &Value| json!({ "login": "nurse", "words": words, "new_passphrase": "seven loud geese at dusk" });
    house.blames("unlock_with_recovery", with(&json!(house.words)), "words");
    assert_eq!(house.ask("unlock_with_recovery", with(&renewed))["login"], "nurse");
}
