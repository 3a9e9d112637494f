//! Messages that are wrong: each fault names the place and what would be right, and repeats no value.

use super::samples::{DRUG, PATIENT, PHARMACY, PRESCRIBER, message, new_rx, read};
use crate::script::{Fault, Message, ScriptVersion};

fn fault(text: &str) -> Fault {
    match Message::read(text.as_bytes()) {
        Err(fault) => fault,
        Ok(read) => panic!("was read: {}", read.to_json()),
    }
}

/// The fault of a NewRx in which `this` stands instead of `that`.
fn with(that: &str, this: &str) -> Fault {
    let text = new_rx(DRUG);
    assert!(text.contains(that), "{that}");
    fault(&text.replacen(that, this, 1))
}

#[test]
fn a_missing_message_id_is_named_with_what_it_should_be() {
    let fault = with("<MessageID>a249afd334b944255863f11e08d234a0</MessageID>", "");
    assert_eq!(
        fault.to_string(),
        "/Message/Header/MessageID: is missing. It should be 1 to 35 characters without blanks."
    );
    let fault = with("a249afd334b944255863f11e08d234a0", "two words");
    assert_eq!(fault.place, "/Message/Header/MessageID");
    assert!(fault.says.contains("without blanks") && !fault.says.contains("two"), "{fault}");
}

#[test]
fn another_version_and_mixed_versions_are_refused_by_name() {
    let fault_10 = fault("<Message version=\"010\" release=\"006\"><Header/><Body/></Message>");
    assert_eq!(
        fault_10.to_string(),
        "/Message/@version: is 010, a version that is not read. It should be 20170715 (version 2017071) or 2023011."
    );
    let fault_2019 = with("TransactionVersion=\"20170715\"", "TransactionVersion=\"20190711\"");
    assert_eq!(fault_2019.place, "/Message/@TransactionVersion");
    let mixed = with("StructuresVersion=\"20170715\"", "StructuresVersion=\"20230111\"");
    assert_eq!(mixed.place, "/Message/@StructuresVersion");
    assert!(mixed.says.contains("another attribute says 2017071"), "{mixed}");
    let none = fault("<Message><Header/><Body/></Message>");
    assert_eq!(none.place, "/Message/@TransactionVersion");
    let directory = with("TransactionDomain=\"SCRIPT\"", "TransactionDomain=\"DIRECTORY\"");
    assert!(directory.to_string().contains("is DIRECTORY. It should be SCRIPT."), "{directory}");
}

#[test]
fn a_code_list_published_on_its_own_is_no_contradiction() {
    let text = new_rx(DRUG).replace("ECLVersion=\"20170715\"", "ECLVersion=\"20210301\"");
    assert_eq!(read(&text).message, read(&new_rx(DRUG)).message);
}

#[test]
fn another_kind_of_document_is_said_to_be_that() {
    let cda = fault("<ClinicalDocument xmlns=\"urn:hl7-org:v3\"><x/></ClinicalDocument>");
    assert!(cda.says.contains("<ClinicalDocument>") && cda.says.contains("<Message"), "{cda}");
    let namespace = fault(&new_rx(DRUG).replace("<Message ", "<Message xmlns=\"urn:other\" "));
    assert!(namespace.says.contains("namespace"), "{namespace}");
    assert!(fault("{\"resourceType\":\"Bundle\"}").says.contains("not XML"));
    assert!(fault("").says.contains("empty"));
}

#[test]
fn an_unknown_message_type_is_named_beside_those_that_are_read() {
    let refill = fault(&message("<RefillRequest/>"));
    assert_eq!(refill.place, "/Message/Body");
    assert!(
        refill.says.starts_with("has RefillRequest. It should have one of NewRx, RxRenewalRequest"),
        "{refill}"
    );
    assert!(fault(&message("")).says.starts_with("has nothing."));
    let two = fault(&message("<Status><Code>010</Code></Status><Error><Code>900</Code></Error>"));
    assert!(two.says.starts_with("has both Status and Error, which contradict each other."), "{two}");
}

#[test]
fn a_decision_that_is_two_decisions_is_never_read_as_an_approval() {
    let both = fault(&message(&format!(
        "<RxRenewalResponse><Response><Approved/><Denied/></Response>{PATIENT}{PHARMACY}{PRESCRIBER}\
         <MedicationResponse>{DRUG}</MedicationResponse></RxRenewalResponse>"
    )));
    assert_eq!(both.place, "/Message/Body/RxRenewalResponse/Response");
    assert!(both.says.contains("both Approved and Denied"), "{both}");
}

#[test]
fn quantities_that_are_negative_zero_or_no_number_are_refused() {
    let place = "/Message/Body/NewRx/MedicationPrescribed/Quantity/Value";
    for (value, says) in [
        ("-60", "is negative. It should be a number of 0 or more, such as 30 or 2.5."),
        ("0", "is 0. A prescription should be for more than 0."),
    ] {
        let fault = with("<Value>60<", &format!("<Value>{value}<"));
        assert_eq!((fault.place.as_str(), fault.says.as_str()), (place, says));
    }
    for value in ["1..5", "sixty", "1e9", "NaN", "+60", "6 0", "0x10", "1234567890123", ".", "1,5", ""] {
        let fault = with("<Value>60<", &format!("<Value>{value}<"));
        assert_eq!(fault.place, place, "{value}");
    }
    assert_eq!(
        read(&new_rx(&DRUG.replace("<Value>60<", "<Value>2.50<"))).to_json()["drug"]["quantity"]["value"],
        "2.5"
    );
}

#[test]
fn dates_and_counts_that_are_none_are_named() {
    for (that, this, place) in [
        ("<Date>2026-10-01</Date>", "<Date>2026-13-01</Date>", "NewRx/MedicationPrescribed/WrittenDate/Date"),
        ("<Date>2026-10-01</Date>", "<Date>10/01/2026</Date>", "NewRx/MedicationPrescribed/WrittenDate/Date"),
        ("<Date>1954-12-25</Date>", "<Date>0054-12-25</Date>", "NewRx/Patient/HumanPatient/DateOfBirth/Date"),
        ("<DaysSupply>30<", "<DaysSupply>0<", "NewRx/MedicationPrescribed/DaysSupply"),
        ("<DaysSupply>30<", "<DaysSupply>30.5<", "NewRx/MedicationPrescribed/DaysSupply"),
        ("<NumberOfRefills>1<", "<NumberOfRefills>-1<", "NewRx/MedicationPrescribed/NumberOfRefills"),
        ("<Substitutions>0<", "<Substitutions>yes<", "NewRx/MedicationPrescribed/Substitutions"),
        ("<Gender>F<", "<Gender>female<", "NewRx/Patient/HumanPatient/Gender"),
    ] {
        assert_eq!(with(that, this).place, format!("/Message/Body/{place}"), "{this}");
    }
    let sent = with("2026-10-01T14:35:20.5304856Z", "yesterday");
    assert_eq!(
        sent.to_string(),
        "/Message/Header/SentTime: is not a time. It should be a time in UTC written as 2026-11-20T09:41:00Z."
    );
    assert_eq!(with("<To Qualifier=\"P\">", "<To>").place, "/Message/Header/To/@Qualifier");
}

#[test]
fn the_standards_times_are_utc_even_without_the_letter() {
    let text = new_rx(DRUG).replace("20.5304856Z", "20");
    assert_eq!(read(&text).message.header.sent_time.to_string(), "2026-10-01T14:35:20.000Z");
}

#[test]
fn a_prescription_without_directions_refills_or_patient_is_refused() {
    for (that, place) in [
        ("<Sig><SigText>Take 1 tablet by mouth twice a day.</SigText></Sig>", "MedicationPrescribed/Sig"),
        ("<NumberOfRefills>1</NumberOfRefills>", "MedicationPrescribed/NumberOfRefills"),
        ("<Substitutions>0</Substitutions>", "MedicationPrescribed/Substitutions"),
        ("<WrittenDate><Date>2026-10-01</Date></WrittenDate>", "MedicationPrescribed/WrittenDate"),
        (
            "<DrugDescription>Verapamil SR 240 mg tablet</DrugDescription>",
            "MedicationPrescribed/DrugDescription",
        ),
        (PATIENT, "Patient"),
        (PRESCRIBER, "Prescriber"),
        (PHARMACY, "Pharmacy"),
    ] {
        let fault = with(that, "");
        assert_eq!(fault.place, format!("/Message/Body/NewRx/{place}"));
        assert!(fault.says.starts_with("is missing. It should be "), "{fault}");
    }
    let twice = with(PATIENT, &format!("{PATIENT}{PATIENT}"));
    assert_eq!(twice.to_string(), "/Message/Body/NewRx/Patient: occurs 2 times. It should occur once.");
    let animal = with(PATIENT, "<Patient><NonHumanPatient/></Patient>");
    assert_eq!(animal.place, "/Message/Body/NewRx/Patient/HumanPatient");
}

#[test]
fn an_answer_that_answers_nothing_and_an_approval_of_nothing_are_refused() {
    let status = message("<Status><Code>010</Code></Status>")
        .replace("<RelatesToMessageID>b0</RelatesToMessageID>", "");
    assert_eq!(fault(&status).place, "/Message/Header/RelatesToMessageID");
    let approved = |drug: &str| {
        message(&format!(
            "<RxRenewalResponse><Response><Approved/></Response>{PATIENT}{PHARMACY}{PRESCRIBER}{drug}</RxRenewalResponse>"
        ))
    };
    assert_eq!(fault(&approved("")).place, "/Message/Body/RxRenewalResponse/MedicationResponse");
    let none = DRUG.replace("<NumberOfRefills>1<", "<NumberOfRefills>0<");
    let none = fault(&approved(&format!("<MedicationResponse>{none}</MedicationResponse>")));
    assert_eq!(none.place, "/Message/Body/RxRenewalResponse/MedicationResponse/NumberOfRefills");
}

#[test]
fn pending_is_a_decision_of_the_newer_version_only() {
    let text = message(&format!(
        "<RxRenewalResponse><Response><Pending><ReasonCode>HR</ReasonCode></Pending></Response>{PATIENT}{PHARMACY}\
         {PRESCRIBER}</RxRenewalResponse>"
    ));
    assert_eq!(fault(&text).place, "/Message/Body/RxRenewalResponse/Response");
    let newer = read(&text.replace("20170715", "20230113")).message;
    assert_eq!(newer.version, ScriptVersion::V2023011);
    let older = Message { version: ScriptVersion::V2017071, ..newer };
    let fault = older.write().expect_err("not in 2017071");
    assert_eq!(
        fault.to_string(),
        "/Message/Body/RxRenewalResponse/Response: Pending is not part of version 2017071."
    );
}

#[test]
fn what_the_standard_has_no_room_for_is_not_written() {
    let mut message = read(&new_rx(DRUG)).message;
    let crate::script::Body::NewRx(new) = &mut message.body else { panic!("not a NewRx") };
    new.medication_prescribed.drug_description = "x".repeat(106);
    let fault = message.write().expect_err("too long");
    assert_eq!(fault.place, "/Message/Body/NewRx/MedicationPrescribed/DrugDescription");
    assert!(fault.says.contains("at most 105 characters"), "{fault}");
    let crate::script::Body::NewRx(new) = &mut message.body else { panic!("not a NewRx") };
    new.medication_prescribed.drug_description = "a\u{7}b".to_owned();
    assert!(message.write().expect_err("a bell").says.contains("control character"));
}
