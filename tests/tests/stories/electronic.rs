//! Sending a prescription: what goes out, what is refused and why, and that nothing goes out twice.

use serde_json::{Value, json};
use yarrow_api::ErrorKind;
use yarrow_codecs::script::{
    Body, CancelDecision, CancelRxResponse, ErrorMessage, Moment, NewRx, ScriptVersion, Status, Verify,
};
use yarrow_kernel::LocalDate;

use crate::counter::{
    AMOXICILLIN, Counter, LISINOPRIL, NCPDP, OXYCODONE, SENDER, no_remark, route, sending, shop,
};
use crate::house::{NPI, but, person, text};

fn new_rx(message: &yarrow_codecs::script::Message) -> NewRx {
    match &message.body {
        Body::NewRx(new) => new.clone(),
        other => panic!("not a prescription: {other:?}"),
    }
}

#[test]
fn a_signed_prescription_reaches_the_pharmacy_with_patient_prescriber_drug_and_directions() {
    let counter = Counter::open();
    let reason = json!({ "reason_code": "I10", "reason_display": "Essential hypertension" });
    let signing = counter.staged(LISINOPRIL, "1 tab po daily x30d", 30, reason);
    let id = text(&signing["prescription_ids"][0]);
    let send = json!([{ "prescription_id": id, "route": "electronic" }]);
    let signed = counter.house.ask("sign_visit", but(signing, json!({ "send": send })));
    assert_eq!(signed["sent"][0]["state"], "queued");

    let message = counter.taken_one();
    assert_eq!(message.version, ScriptVersion::V2017071);
    assert_eq!((message.header.to.id.as_str(), message.header.from.id.as_str()), (NCPDP, SENDER));
    assert_eq!(message.header.message_id.as_str(), text(&signed["sent"][0]["message_id"]));
    assert_eq!(message.header.prescriber_order_number, Some(id.replace('-', "")));
    let new = new_rx(&message);
    let person = &new.parties.patient.human_patient;
    assert_eq!((person.name.last_name.as_str(), person.gender.as_str()), ("Lindqvist", "F"));
    assert_eq!(Some(person.date_of_birth.date), LocalDate::parse("1959-03-14"));
    let prescriber = &new.parties.prescriber.non_veterinarian;
    let numbers = prescriber.identification.as_ref().unwrap();
    assert_eq!((numbers.npi.as_deref(), numbers.dea_number.as_deref()), (Some(NPI), None));
    let drug = &new.medication_prescribed;
    assert_eq!(drug.drug_description, "Lisinopril 10 mg tablet");
    assert_eq!(drug.written_date, LocalDate::parse("2026-11-20").map(Moment::Date));
    assert_eq!((drug.number_of_refills, drug.days_supply), (Some(2), Some(30)));
    let quantity = drug.quantity.as_ref().unwrap();
    assert_eq!(
        (quantity.value.to_string().as_str(), quantity.quantity_unit_of_measure.code.as_str()),
        ("30", "C48542")
    );
    assert_eq!(drug.substitutions.as_ref().map(|code| code.as_str()), Some("0"));
    assert_eq!(
        (drug.diagnosis[0].primary.code.as_str(), drug.diagnosis[0].primary.qualifier.as_str()),
        ("I10", "ABF")
    );
    // The RxNorm code is there because exactly one fits; a package code is never made up.
    let coded = drug.drug_coded.as_ref().unwrap();
    assert_eq!(coded.drug_db_code.as_ref().map(|code| code.qualifier.as_str()), Some("SCD"));
    assert!(coded.product_code.is_none());
    let sig = drug.sig.as_ref().unwrap();
    assert_eq!(sig.sig_text, "Take 1 tablet by mouth once daily for 30 days");
    let parts = &sig.instruction[0];
    let times = &parts.timing_and_duration;
    assert_eq!(times[0].frequency.as_ref().unwrap().frequency_units.text, "day");
    assert_eq!(times[1].duration.as_ref().unwrap().duration_numeric_value.to_string(), "30");
    // Handed over once, and never again.
    assert!(counter.taken().is_empty());
}

#[test]
fn directions_that_parts_cannot_say_go_out_in_words_alone() {
    let counter = Counter::open();
    counter.sends(&counter.signed(AMOXICILLIN, "1-2 cap po q8h prn pain", 30));
    let sig = new_rx(&counter.taken_one()).medication_prescribed.sig.unwrap();
    assert!(sig.sig_text.contains("as needed for pain"), "{}", sig.sig_text);
    assert!(sig.instruction.is_empty());
}

#[test]
fn a_childs_newest_weight_goes_along_and_a_grown_ups_does_not() {
    let mut counter = Counter::open();
    let weighs = |counter: &Counter, line: &str| {
        counter.house.ask(
            "record_vitals",
            json!({ "patient_id": counter.patient, "encounter_id": null, "text": line }),
        );
    };
    weighs(&counter, "70 kg");
    counter.sends(&counter.signed(LISINOPRIL, "1 tab po daily", 30));
    assert_eq!(new_rx(&counter.taken_one()).observation, None);

    let child = counter.house.ask("register_patient", crate::house::patient("Marsh", "Kit", "2018-03-14"));
    counter.patient = text(&child["id"]);
    weighs(&counter, "24 kg");
    counter.house.later(60);
    weighs(&counter, "25.5 kg");
    counter.sends(&counter.signed(AMOXICILLIN, "1 cap po bid x10d", 20));
    let measured = new_rx(&counter.taken_one()).observation.unwrap().measurement;
    assert_eq!((measured.len(), measured[0].value.to_string().as_str()), (1, "25.5"));
    assert_eq!((measured[0].vital_sign.as_str(), measured[0].unit_of_measure.as_str()), ("29463-7", "kg"));
}

#[test]
fn a_pharmacy_that_reads_the_newer_version_gets_it() {
    let counter = Counter::open();
    counter.house.ask(
        "save_pharmacy",
        but(shop("electronic"), json!({ "id": counter.pharmacy, "script": "2023011" })),
    );
    counter.sends(&counter.signed(LISINOPRIL, "1 tab po daily", 30));
    assert_eq!(counter.taken_one().version, ScriptVersion::V2023011);
}

/// What stands against sending electronically, by field.
fn against(counter: &Counter, prescription: &str) -> Vec<String> {
    let routes = counter.house.ask("prescription_routes", json!({ "prescription_id": prescription }));
    let found = routes["choices"].as_array().unwrap().iter().find(|choice| choice["route"] == "electronic");
    found.unwrap()["refusals"].as_array().unwrap().iter().map(|one| text(&one["field"])).collect()
}

#[test]
fn what_a_message_needs_and_the_record_lacks_is_named_and_nothing_is_sent() {
    let counter = Counter::open();
    let house = &counter.house;
    let send = |id: &str| sending(id, "electronic");
    let signed = counter.signed(LISINOPRIL, "1 tab po daily", 30);
    assert_eq!(against(&counter, &signed), Vec::<String>::new());

    let without = counter.staged(AMOXICILLIN, "1 cap po tid x10d", 30, json!({ "pharmacy_id": null }));
    let without = text(&house.ask("sign_visit", without)["prescriptions"][0]["id"]);
    house.blames("send_prescriptions", send(&without), "prescription.pharmacy_id");

    house.ask(
        "save_pharmacy",
        but(shop("print"), json!({ "id": counter.pharmacy, "ncpdp_id": null, "fax": null })),
    );
    assert_eq!(against(&counter, &signed), ["pharmacy.transport", "pharmacy.ncpdp_id"]);
    house.blames("send_prescriptions", send(&signed), "pharmacy.transport");
    house.blames("send_prescriptions", sending(&signed, "fax"), "pharmacy.fax");
    house.ask("save_pharmacy", but(shop("electronic"), json!({ "id": counter.pharmacy })));

    house.sign_in("administrator");
    house.ask("save_transmission_route", json!({ "token": null, "route": route("none", &counter.folder) }));
    house.sign_in("physician");
    house.blames("send_prescriptions", send(&signed), "route.connection");
    assert_eq!(house.ask("outbox_count", json!({}))["queued"], 0);
}

#[test]
fn a_prescriber_without_a_telephone_and_a_patient_without_a_whole_birth_date_are_named() {
    let counter = Counter::open();
    let house = &counter.house;
    let id = counter.signed(LISINOPRIL, "1 tab po daily", 30);
    let born = but(crate::house::patient("Lindqvist", "Ana", "1959"), json!({}));
    house.ask("update_patient", json!({ "id": counter.patient, "patient": born }));
    house.sign_in("administrator");
    let people = house.ask("practitioner_list", json!({}));
    let physician =
        people.as_array().unwrap().iter().find(|one| one["login"] == "physician").unwrap().clone();
    let same = but(
        person("physician", "physician"),
        json!({ "id": physician["id"], "phone": null, "passphrase": null }),
    );
    house.ask("save_practitioner", same);
    house.sign_in("physician");
    assert_eq!(against(&counter, &id), ["patient.birth_date", "prescriber.phone"]);
}

#[test]
fn a_controlled_substance_is_never_sent_and_the_reason_is_given() {
    let counter = Counter::open();
    let house = &counter.house;
    let look = json!({ "patient_id": counter.patient, "outcome": "checked", "found": "No other prescribers", "reference": null,
        "queried_at": null, "queried_by": null });
    house.ask("record_pdmp_query", look);
    let staged = counter.staged(OXYCODONE, "1 tab po bid", 6, json!({ "refills": 0 }));
    let id = text(&staged["prescription_ids"][0]);
    let send = json!([{ "prescription_id": id, "route": "electronic" }]);
    let error = house.fails("sign_visit", but(staged.clone(), json!({ "send": send })));
    assert!(error.message.contains("21 CFR part 1311"), "{error:?}");
    // The visit was not signed either: it is one act.
    let signed = house.ask("sign_visit", staged);
    assert_eq!(signed["outcome"], "signed");
    let refused = house.fails("send_prescriptions", sending(&id, "electronic"));
    assert_eq!(refused.field.as_deref(), Some("prescription.dea_schedule"), "{refused:?}");
    house.blames("send_prescriptions", sending(&id, "fax"), "prescription.dea_schedule");
    house.ask("send_prescriptions", sending(&id, "print"));
}

#[test]
fn nothing_leaves_twice_and_what_was_printed_leaves_again_only_with_a_reason() {
    let counter = Counter::open();
    let house = &counter.house;
    let id = counter.signed(LISINOPRIL, "1 tab po daily", 30);
    house.ask("send_prescriptions", sending(&id, "print"));
    house.blames("send_prescriptions", sending(&id, "electronic"), "again");
    let reason = json!({ "prescriptions": [{ "prescription_id": id, "route": "electronic", "again": "The paper was torn up" }] });
    let sent = house.ask("send_prescriptions", reason.clone())[0].clone();
    assert_eq!(sent["state_note"], "Sent once more: The paper was torn up");
    house.refuses("send_prescriptions", reason, ErrorKind::Refused, "Cancel it there first");
    house.refuses("send_prescriptions", sending(&id, "print"), ErrorKind::Refused, "sent to Alder Pharmacy");
    assert_eq!(counter.taken().len(), 1);
}

#[test]
fn paper_waits_for_no_answer_and_is_never_given_up() {
    let counter = Counter::open();
    let id = counter.signed(LISINOPRIL, "1 tab po daily", 30);
    let paper = counter.house.ask("send_prescriptions", sending(&id, "fax"))[0].clone();
    counter.house.later(40 * 3600);
    counter.house.sign_in("physician");
    counter.round();
    let now = counter.transmission(&paper["id"]);
    assert_eq!((&now["state"], &now["settled"]), (&json!("sent"), &json!(true)));
}

fn coded() -> Status {
    Status { code: "010".to_owned(), description_code: Vec::new(), description: None }
}

#[test]
fn a_prescription_is_confirmed_then_cancelled_and_the_pharmacy_has_the_last_word() {
    let counter = Counter::open();
    let house = &counter.house;
    let id = counter.signed(LISINOPRIL, "1 tab po daily", 30);
    let sent = counter.sends(&id);
    let message = counter.taken_one();
    counter.writes("v-1", Some(&message), true, Body::Verify(Verify { verify_status: coded() }));
    assert_eq!(counter.transmission(&sent["id"])["state"], "verified");

    let cancel = json!({ "id": sent["id"], "reason": "Wrong strength", "stop_code": "no_longer_needed" });
    let cancelled = house.ask("cancel_prescription", cancel.clone());
    assert_eq!(
        (&cancelled["transmission"]["state"], &cancelled["cancellation"]["state"]),
        (&json!("verified"), &json!("queued"))
    );
    house.refuses(
        "cancel_prescription",
        but(cancel, json!({ "stop_code": null })),
        ErrorKind::Refused,
        "already asked",
    );
    let list = house.ask("medication_list", json!({ "patient_id": counter.patient, "all": true }));
    assert_eq!(
        (&list[0]["status"], &list[0]["status_reason"]),
        (&json!("stopped"), &json!("Wrong strength"))
    );

    let taken_back = counter.taken_one();
    assert_eq!(taken_back.header.relates_to_message_id, Some(message.header.message_id.clone()));
    let Body::CancelRx(cancel_rx) = &taken_back.body else { panic!("{taken_back:?}") };
    assert_eq!(cancel_rx.medication_prescribed, new_rx(&message).medication_prescribed);
    let approved = CancelRxResponse { response: CancelDecision::Approved(no_remark()) };
    counter.writes("c-1", Some(&taken_back), true, Body::CancelRxResponse(approved));
    assert_eq!(counter.transmission(&sent["id"])["state"], "cancelled");
}

#[test]
fn what_was_never_tried_is_taken_out_of_the_outbox_without_a_message() {
    let counter = Counter::open();
    let sent = counter.sends(&counter.signed(LISINOPRIL, "1 tab po daily", 30));
    let cancelled =
        counter.house.ask("cancel_prescription", json!({ "id": sent["id"], "reason": "Chosen by mistake" }));
    assert_eq!(
        (&cancelled["transmission"]["state"], &cancelled["cancellation"]),
        (&json!("cancelled"), &Value::Null)
    );
    assert!(counter.taken().is_empty());
}

#[test]
fn a_rejected_prescription_can_be_sent_anew_and_cannot_be_cancelled() {
    let counter = Counter::open();
    let id = counter.signed(LISINOPRIL, "1 tab po daily", 30);
    let sent = counter.sends(&id);
    let message = counter.taken_one();
    let error = ErrorMessage {
        code: "900".to_owned(),
        description_code: Vec::new(),
        description: Some("Prescriber not known here".to_owned()),
    };
    counter.writes("e-1", Some(&message), true, Body::Error(error));
    assert_eq!(counter.transmission(&sent["id"])["state"], "rejected");
    let cancel = json!({ "id": sent["id"], "reason": "Wrong strength" });
    counter.house.refuses("cancel_prescription", cancel, ErrorKind::Refused, "rejected already");
    let again = counter.sends(&id);
    assert_ne!(again["message_id"], sent["message_id"]);
    assert_ne!(counter.taken_one().header.message_id, message.header.message_id);
}
