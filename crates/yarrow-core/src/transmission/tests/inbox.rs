use script::{
    BirthDate, CommunicationNumbers, Gender, HumanPatient, Medication, Name, NonVeterinarian,
    Patient as ScriptPatient, Pharmacy, PharmacyIdentification, Prescriber, PrescriberIdentification,
    Quantity, RxRenewalRequest, Sig, Telephone,
};

use super::*;

const PHONE: &str = "(555) 010-7788";

struct Asked<'a> {
    id: &'a str,
    name: (&'a str, &'a str),
    born: &'a str,
    phone: Option<&'a str>,
    order: Option<String>,
    drug: &'a str,
}

impl Default for Asked<'_> {
    fn default() -> Self {
        Self {
            id: "r-1",
            name: ("Lindqvist", "Ana"),
            born: "1959-03-14",
            phone: None,
            order: None,
            drug: "Lisinopril 10 mg tablet",
        }
    }
}

impl Asked<'_> {
    /// The request as a pharmacy sends it.
    fn bytes(&self) -> Vec<u8> {
        let name = |last: &str, first: &str| Name {
            last_name: last.to_owned(),
            first_name: first.to_owned(),
            middle_name: None,
            suffix: None,
            prefix: None,
        };
        let numbers = |digits: &str| CommunicationNumbers {
            primary_telephone: Some(Telephone { number: digits.to_owned(), extension: None }),
            electronic_mail: None,
            fax: None,
            home_telephone: None,
            work_telephone: None,
        };
        let patient = ScriptPatient {
            human_patient: HumanPatient {
                identification: None,
                name: name(self.name.0, self.name.1),
                gender: Gender::new("F").unwrap(),
                date_of_birth: BirthDate { date: LocalDate::parse(self.born).unwrap() },
                address: None,
                communication_numbers: self.phone.map(numbers),
            },
        };
        let pharmacy = Pharmacy {
            identification: PharmacyIdentification {
                ncpdp_id: Some("5550101".to_owned()),
                state_license_number: None,
                npi: None,
            },
            business_name: "Birch Street Pharmacy".to_owned(),
            address: None,
            communication_numbers: Some(numbers("5550102000")),
        };
        let prescriber = Prescriber {
            non_veterinarian: NonVeterinarian {
                identification: Some(PrescriberIdentification {
                    state_license_number: None,
                    dea_number: None,
                    npi: Some("1234567893".to_owned()),
                }),
                specialty: None,
                practice_location: None,
                name: name("Castellan", "Kim"),
                address: None,
                communication_numbers: Some(numbers("5550101000")),
                place_of_service: None,
            },
        };
        let medication = Medication {
            drug_description: self.drug.to_owned(),
            drug_coded: None,
            quantity: Some(Quantity {
                value: "30".parse().unwrap(),
                code_list_qualifier: "38".to_owned(),
                quantity_unit_of_measure: script::Coded { code: "C48542".to_owned() },
            }),
            days_supply: Some(30),
            written_date: Some(script::Moment::Date(LocalDate::parse("2026-08-01").unwrap())),
            last_fill_date: Some(script::Moment::Date(LocalDate::parse("2026-10-20").unwrap())),
            substitutions: script::Substitutions::new("0"),
            reason_for_substitution: None,
            number_of_refills: Some(0),
            diagnosis: Vec::new(),
            prior_authorization: None,
            note: None,
            drug_coverage_status_code: Vec::new(),
            sig: Some(Sig {
                sig_text: "Take 1 tablet by mouth daily".to_owned(),
                code_system: None,
                instruction: Vec::new(),
            }),
            other_medication_date: Vec::new(),
            pharmacy_requested_refills: Some(3),
        };
        let body = RxRenewalRequest {
            request_reference_number: None,
            parties: script::Parties { patient, pharmacy, prescriber },
            medication_dispensed: Some(medication.clone()),
            medication_prescribed: Some(Medication { pharmacy_requested_refills: None, ..medication }),
        };
        message(self.id, None, self.order.as_deref(), Body::RxRenewalRequest(body))
    }
}

fn number(id: MedicationRequestId) -> String {
    id.0.simple().to_string()
}

#[test]
fn name_birth_date_and_the_prescriptions_number_find_patient_and_prescription() {
    let practice = Practice::new();
    let ana = practice.patient("Lindqvist", "Ana", "1959-03-14", PHONE);
    let rx = practice.prescription(ana, "Lisinopril 10 mg tablet");
    practice.receive(Asked { order: Some(number(rx)), ..Asked::default() }.bytes());
    let kept = practice.came_in().remove(0);
    assert_eq!(kept.state, InboundState::Waiting);
    assert_eq!((kept.patient_id, kept.medication_request_id), (Some(ana), Some(rx)));
    assert_eq!(kept.matched_by.as_deref(), Some("name with birth date, and the prescription's number"));
    let request = kept.request.0.unwrap();
    assert_eq!(request.drug.refills, Some(3));
    assert_eq!(request.drug.last_fill, LocalDate::parse("2026-10-20"));
    assert_eq!(request.pharmacy_phone.as_deref(), Some("5550102000"));
}

#[test]
fn name_birth_date_and_telephone_are_two_identifiers_and_name_and_birth_date_alone_are_one() {
    let practice = Practice::new();
    let ana = practice.patient("Lindqvist", "Ana", "1959-03-14", PHONE);
    let rx = practice.prescription(ana, "Lisinopril 10 mg tablet");
    practice.receive(Asked { phone: Some("5550107788"), ..Asked::default() }.bytes());
    practice.receive(Asked { id: "r-2", ..Asked::default() }.bytes());
    practice.receive(Asked { id: "r-3", phone: Some("5550107799"), ..Asked::default() }.bytes());
    let kept = practice.came_in();
    assert_eq!((kept[0].state, kept[0].patient_id), (InboundState::Waiting, Some(ana)));
    assert_eq!(kept[0].medication_request_id, Some(rx), "the same drug of the same patient");
    for unsure in &kept[1..] {
        assert_eq!((unsure.state, unsure.patient_id), (InboundState::Unmatched, None));
        assert!(unsure.problem.as_deref().unwrap().contains("nothing else confirms"), "{unsure:?}");
    }
}

#[test]
fn a_number_of_one_patient_with_the_name_of_another_matches_neither() {
    let practice = Practice::new();
    practice.patient("Lindqvist", "Ana", "1959-03-14", PHONE);
    let tobias = practice.patient("Marsh", "Tobias", "1948-01-30", "(555) 010-4455");
    let rx = practice.prescription(tobias, "Lisinopril 10 mg tablet");
    practice
        .receive(Asked { order: Some(number(rx)), phone: Some("5550107788"), ..Asked::default() }.bytes());
    let kept = practice.came_in().remove(0);
    assert_eq!((kept.state, kept.patient_id), (InboundState::Unmatched, None));
    assert!(kept.problem.unwrap().contains("belongs to another patient"));
    // A person may choose: both are offered.
    let request = kept.request.0.unwrap();
    let offered = practice.store().read(move |db| matching::candidates(db, &request)).unwrap();
    assert_eq!(offered.len(), 2);
}

#[test]
fn twins_with_one_telephone_are_told_apart_by_their_given_names_and_namesakes_are_not_guessed() {
    let practice = Practice::new();
    let ana = practice.patient("Lindqvist", "Ana", "1959-03-14", PHONE);
    practice.patient("Lindqvist", "Britta", "1959-03-14", PHONE);
    practice.receive(Asked { phone: Some("5550107788"), ..Asked::default() }.bytes());
    assert_eq!(practice.came_in()[0].patient_id, Some(ana));
    practice.patient("Lindqvist", "Ana", "1959-03-14", PHONE);
    practice.receive(Asked { id: "r-2", phone: Some("5550107788"), ..Asked::default() }.bytes());
    let second = &practice.came_in()[1];
    assert_eq!(second.state, InboundState::Unmatched);
    assert!(second.problem.as_deref().unwrap().contains("Several patients"));
}

#[test]
fn a_birth_date_one_day_off_is_nobody() {
    let practice = Practice::new();
    practice.patient("Lindqvist", "Ana", "1959-03-14", PHONE);
    practice.receive(Asked { born: "1959-03-15", phone: Some("5550107788"), ..Asked::default() }.bytes());
    let kept = practice.came_in().remove(0);
    assert_eq!(kept.state, InboundState::Unmatched);
    assert!(kept.problem.unwrap().contains("No patient of this practice"));
}

#[test]
fn a_drug_the_patient_never_had_is_matched_to_the_patient_and_to_no_prescription() {
    let practice = Practice::new();
    let ana = practice.patient("Lindqvist", "Ana", "1959-03-14", PHONE);
    practice.prescription(ana, "Lisinopril 10 mg tablet");
    practice.receive(
        Asked { drug: "Zzyxolimab 7 mg wafer", phone: Some("5550107788"), ..Asked::default() }.bytes(),
    );
    let kept = practice.came_in().remove(0);
    assert_eq!(
        (kept.state, kept.patient_id, kept.medication_request_id),
        (InboundState::Waiting, Some(ana), None)
    );
}

#[test]
fn the_same_request_again_is_one_and_under_another_id_it_says_that_it_was_asked_before() {
    let practice = Practice::new();
    let ana = practice.patient("Lindqvist", "Ana", "1959-03-14", PHONE);
    let rx = practice.prescription(ana, "Lisinopril 10 mg tablet");
    let asked = Asked { order: Some(number(rx)), ..Asked::default() };
    practice.receive(asked.bytes());
    assert!(practice.receive(asked.bytes()).known);
    practice.receive(Asked { id: "r-2", order: Some(number(rx)), ..Asked::default() }.bytes());
    let kept = practice.came_in();
    assert_eq!(kept.len(), 2);
    assert_eq!(kept[0].problem, None);
    assert!(kept[1].problem.as_deref().unwrap().contains("asked in the last seven days"));
}

#[test]
fn another_message_under_the_same_id_is_kept_beside_the_first() {
    let practice = Practice::new();
    practice.receive(Asked::default().bytes());
    practice.receive(Asked { drug: "Warfarin 5 mg tablet", ..Asked::default() }.bytes());
    let kept = practice.came_in();
    assert_eq!(kept.len(), 2);
    assert!(kept[1].problem.as_deref().unwrap().contains("under the same message id"));
}

#[test]
fn fifty_megabytes_a_foreign_schema_and_garbage_are_refused_in_words_and_kept_once() {
    let practice = Practice::new();
    let big = vec![b' '; 50 << 20];
    let xml = b"<?xml version=\"1.0\"?><ClinicalDocument xmlns=\"urn:hl7-org:v3\"/>".to_vec();
    for bytes in [big, xml, b"\x00\xff\xfe garbage".to_vec()] {
        practice.receive(bytes.clone());
        assert!(practice.receive(bytes).known);
    }
    let kept = practice.came_in();
    assert_eq!(kept.len(), 3);
    for one in &kept {
        assert_eq!((one.kind, one.state), (InboundKind::Unreadable, InboundState::Refused));
    }
    assert!(kept[0].problem.as_deref().unwrap().contains("50 MB"), "{:?}", kept[0].problem);
    assert!(kept[1].problem.as_deref().unwrap().contains("ClinicalDocument"), "{:?}", kept[1].problem);
}

#[test]
fn an_answer_to_nothing_we_sent_is_kept_and_refused() {
    let practice = Practice::new();
    let stranger = message("s-9", Some("ffff"), None, Body::Status(coded("000")));
    practice.receive(stranger);
    let kept = practice.came_in().remove(0);
    assert_eq!(kept.state, InboundState::Refused);
    assert!(kept.problem.unwrap().contains("answers no message"));
}

#[test]
fn a_prescription_sent_to_us_is_not_acted_upon() {
    let practice = Practice::new();
    let sent = practice.queue(TransmissionKind::NewRx, None);
    practice.send_all();
    // A network that sends our own message back by mistake.
    practice.receive(format!("<Message>{}</Message>", sent.message_id).into_bytes());
    assert_eq!(practice.state(sent.id), TransmissionState::Sent);
    assert_eq!(practice.came_in()[0].state, InboundState::Refused);
}
