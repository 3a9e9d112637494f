//! Random messages of every kind and both versions: written and read back they are what they were.

use proptest::collection::vec;
use proptest::option::of;
use proptest::prelude::*;

use super::parts::{
    instant, medication, message_id, observation, patient, pharmacy, prescriber, short, text,
};
use crate::script::*;

fn decision() -> impl Strategy<Value = Decision> {
    (vec("[A-Z]{2}", 0..3), of(short()), of(text(200)), of(text(200))).prop_map(
        |(reason_code, reference_number, denial_reason, note)| Decision {
            reason_code,
            reference_number,
            denial_reason,
            note,
        },
    )
}

fn renewal_decision() -> impl Strategy<Value = RenewalDecision> {
    (0..4, decision()).prop_map(|(which, decision)| match which {
        0 => RenewalDecision::Approved(decision),
        1 => RenewalDecision::ApprovedWithChanges(decision),
        2 => RenewalDecision::Denied(decision),
        _ => RenewalDecision::Replace(decision),
    })
}

fn change_decision() -> impl Strategy<Value = ChangeDecision> {
    (0..4, decision()).prop_map(|(which, decision)| match which {
        0 => ChangeDecision::Approved(decision),
        1 => ChangeDecision::ApprovedWithChanges(decision),
        2 => ChangeDecision::Denied(decision),
        _ => ChangeDecision::Validated(decision),
    })
}

fn status() -> impl Strategy<Value = Status> {
    ("[0-9]{3}", vec("[0-9]{3,4}", 0..3), of(text(200)))
        .prop_map(|(code, description_code, description)| Status { code, description_code, description })
}

fn body() -> impl Strategy<Value = Body> {
    let people = || {
        (patient(), pharmacy(), prescriber()).prop_map(|(patient, pharmacy, prescriber)| Parties {
            patient,
            pharmacy,
            prescriber,
        })
    };
    prop_oneof![
        (people(), of(observation()), medication(), of(any::<bool>())).prop_map(
            |(parties, observation, medication_prescribed, prohibit_renewal_request)| {
                Body::NewRx(NewRx { parties, observation, medication_prescribed, prohibit_renewal_request })
            }
        ),
        (of(short()), people(), medication(), of(medication())).prop_map(
            |(request_reference_number, parties, dispensed, medication_prescribed)| {
                Body::RxRenewalRequest(RxRenewalRequest {
                    request_reference_number,
                    parties,
                    medication_dispensed: Some(dispensed),
                    medication_prescribed,
                })
            }
        ),
        (renewal_decision(), people(), medication()).prop_map(|(response, parties, medication)| {
            Body::RxRenewalResponse(RxRenewalResponse {
                request_reference_number: None,
                response,
                parties,
                medication_response: Some(medication),
            })
        }),
        ("[A-Z]{1,2}", vec("[A-Z]", 0..3), people(), medication(), vec(medication(), 0..2)).prop_map(
            |(code, subs, parties, medication_prescribed, medication_requested)| {
                Body::RxChangeRequest(RxChangeRequest {
                    request_reference_number: None,
                    message_request_code: code,
                    message_request_sub_code: subs,
                    parties,
                    medication_prescribed,
                    medication_requested,
                })
            }
        ),
        (change_decision(), people(), medication()).prop_map(|(response, parties, medication)| {
            Body::RxChangeResponse(RxChangeResponse {
                request_reference_number: None,
                message_request_code: Some("G".into()),
                response,
                parties,
                medication_prescribed: Some(medication),
            })
        }),
        (patient(), of(pharmacy()), prescriber(), medication()).prop_map(
            |(patient, pharmacy, prescriber, medication_prescribed)| {
                Body::CancelRx(CancelRx { patient, pharmacy, prescriber, medication_prescribed })
            }
        ),
        (any::<bool>(), decision()).prop_map(|(yes, decision)| Body::CancelRxResponse(CancelRxResponse {
            response: if yes { CancelDecision::Approved(decision) } else { CancelDecision::Denied(decision) },
        })),
        (0..4, decision(), people(), of(medication()), of(medication())).prop_map(
            |(which, decision, parties, medication_dispensed, medication_prescribed)| {
                let fill_status = match which {
                    0 => FillStatus::Dispensed(decision),
                    1 => FillStatus::PartiallyDispensed(decision),
                    2 => FillStatus::NotDispensed(decision),
                    _ => FillStatus::Transferred(decision),
                };
                Body::RxFill(RxFill { fill_status, parties, medication_dispensed, medication_prescribed })
            }
        ),
        status().prop_map(Body::Status),
        status().prop_map(|verify_status| Body::Verify(Verify { verify_status })),
        status().prop_map(|status| Body::Error(ErrorMessage {
            code: status.code,
            description_code: status.description_code,
            description: status.description,
        })),
    ]
}

prop_compose! {
    fn message()(
        newer in any::<bool>(),
        (to, from, message_id, relates) in (short(), short(), message_id(), message_id()),
        (sent_time, software, rx, order) in (instant(), of(text(35)), of(short()), of(short())),
        body in body(),
    ) -> Message {
        let routed = |qualifier: &str, id| Routed { qualifier: qualifier.into(), id };
        Message {
            version: if newer { ScriptVersion::V2023011 } else { ScriptVersion::V2017071 },
            header: Header {
                to: routed("P", to),
                from: routed("D", from),
                message_id,
                relates_to_message_id: Some(relates),
                sent_time,
                sender_software: software.map(|name| SenderSoftware {
                    sender_software_developer: name.clone(),
                    sender_software_product: name,
                    sender_software_version_release: "1".into(),
                }),
                rx_reference_number: rx,
                prescriber_order_number: order,
            },
            body,
        }
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(400))]

    #[test]
    fn a_message_that_is_written_is_read_back_as_it_was(message in message()) {
        let bytes = message.write().expect("writes");
        let back = Message::read(&bytes).expect("reads");
        prop_assert_eq!(&back.message, &message);
        prop_assert!(back.not_read.is_empty(), "{:?}", back.not_read);
        prop_assert_eq!(back.message.write().expect("writes"), bytes);
    }
}
