use super::*;

fn failed(words: &str) -> Handover {
    Handover::Failed { words: words.to_owned(), lasting: false }
}

#[test]
fn a_message_is_handed_out_once_and_after_its_answer_never_again() {
    let practice = Practice::new();
    let sent = practice.queue(TransmissionKind::NewRx, None);
    let out = practice.due();
    assert_eq!(out.len(), 1);
    assert_eq!(out[0].bytes, format!("<Message>{}</Message>", sent.message_id).into_bytes());
    assert!(practice.due().is_empty(), "it is under way");
    practice.tell(sent.id, Handover::Delivered { reply: None });
    assert_eq!(practice.state(sent.id), TransmissionState::Sent);
    practice.later(HOUR);
    assert!(practice.due().is_empty());
}

#[test]
fn a_power_cut_between_sending_and_keeping_repeats_the_same_bytes_under_the_same_id() {
    let mut practice = Practice::new();
    practice.queue(TransmissionKind::NewRx, None);
    let first = practice.due();
    practice.restart();
    assert!(practice.due().is_empty(), "the other side may still be answering");
    practice.later(60_000);
    let again = practice.due();
    assert_eq!(first, again);
    assert_eq!(practice.delivery(again[0].id).attempts, 2);
}

#[test]
fn every_failed_try_waits_longer_and_says_why() {
    let practice = Practice::new();
    let sent = practice.queue(TransmissionKind::NewRx, None);
    let mut waits = Vec::new();
    for n in 1..=4 {
        let out = practice.due();
        assert_eq!(out.len(), 1, "try {n}");
        practice.tell(sent.id, failed("The pharmacy network cannot be reached."));
        let delivery = practice.delivery(sent.id);
        assert_eq!(delivery.last_error.as_deref(), Some("The pharmacy network cannot be reached."));
        let wait = delivery.next_try.unwrap().0 - practice.store().now().0;
        waits.push(wait);
        practice.later(wait - 1);
        assert!(practice.due().is_empty(), "too early");
        practice.later(1);
    }
    assert!(waits[3] > waits[0] * 2, "{waits:?}");
    assert_eq!(practice.state(sent.id), TransmissionState::Queued);
}

#[test]
fn a_message_the_network_will_never_take_is_rejected_at_once() {
    let practice = Practice::new();
    let sent = practice.queue(TransmissionKind::NewRx, None);
    practice.due();
    practice.tell(sent.id, Handover::Failed { words: "Refused (HTTP 422).".to_owned(), lasting: true });
    let now = practice.get(sent.id);
    assert_eq!(
        (now.state, now.state_note.as_deref()),
        (TransmissionState::Rejected, Some("Refused (HTTP 422)."))
    );
    practice.later(48 * HOUR);
    assert!(practice.due().is_empty());
}

#[test]
fn what_is_not_answered_in_a_day_is_given_up_and_says_whether_it_ever_left() {
    let practice = Practice::new();
    let stuck = practice.queue(TransmissionKind::NewRx, None);
    practice.due();
    practice.tell(stuck.id, failed("The pharmacy network cannot be reached."));
    let silent = practice.queue(TransmissionKind::NewRx, None);
    practice.send_all();
    practice.later(24 * HOUR - 1);
    assert_eq!(expire(practice.store()).unwrap(), 0);
    practice.later(1);
    assert_eq!(expire(practice.store()).unwrap(), 2);
    let stuck = practice.get(stuck.id);
    assert_eq!(stuck.state, TransmissionState::Expired);
    assert!(stuck.state_note.unwrap().contains("could not be handed over in time. The pharmacy network"));
    assert!(practice.get(silent.id).state_note.unwrap().contains("nobody answered in time"));
    assert!(practice.due().is_empty());
}

#[test]
fn an_answer_at_once_and_the_same_answer_by_mail_are_one() {
    let practice = Practice::new();
    let sent = practice.queue(TransmissionKind::NewRx, None);
    practice.due();
    let answer = status("s-1", &sent, "010");
    practice.tell(sent.id, Handover::Delivered { reply: Some(answer.clone()) });
    assert_eq!(practice.state(sent.id), TransmissionState::Accepted);
    for _ in 0..3 {
        assert!(practice.receive(answer.clone()).known);
    }
    assert_eq!(practice.came_in().len(), 1);
    let confirmed = practice.receive(verify("v-1", &sent));
    assert!(!confirmed.known);
    let now = practice.get(sent.id);
    assert_eq!((now.state, now.attention), (TransmissionState::Verified, None));
}

#[test]
fn an_answer_that_cannot_be_read_does_not_count_and_the_message_is_repeated() {
    let practice = Practice::new();
    let sent = practice.queue(TransmissionKind::NewRx, None);
    let first = practice.due();
    practice.tell(sent.id, Handover::Delivered { reply: Some(b"<Message><Header><To".to_vec()) });
    assert_eq!(practice.state(sent.id), TransmissionState::Queued);
    practice.later(HOUR);
    assert_eq!(practice.due(), first);
    // What came is kept, and put before a person as unreadable.
    let kept = practice.came_in();
    assert_eq!((kept.len(), kept[0].state), (1, InboundState::Refused));
}

#[test]
fn an_answer_about_another_message_does_not_count_for_this_one() {
    let practice = Practice::new();
    let other = practice.queue(TransmissionKind::NewRx, None);
    practice.send_all();
    let sent = practice.queue(TransmissionKind::NewRx, None);
    practice.due();
    practice.tell(sent.id, Handover::Delivered { reply: Some(status("s-1", &other, "000")) });
    assert_eq!(practice.state(sent.id), TransmissionState::Queued);
    assert_eq!(practice.state(other.id), TransmissionState::Accepted);
}

#[test]
fn a_network_that_asks_to_come_again_later_is_obeyed_with_the_same_message() {
    let practice = Practice::new();
    let sent = practice.queue(TransmissionKind::NewRx, None);
    let first = practice.due();
    practice.tell(sent.id, Handover::Delivered { reply: Some(error("e-1", &sent, "600")) });
    assert_eq!(practice.state(sent.id), TransmissionState::Queued);
    let delivery = practice.delivery(sent.id);
    assert!(delivery.last_error.unwrap().contains("try again later"));
    practice.later(HOUR);
    assert_eq!(practice.due(), first);
    // The same by mail, after it had been taken without an answer.
    practice.tell(sent.id, Handover::Delivered { reply: None });
    practice.receive(error("e-2", &sent, "602"));
    assert_eq!(practice.state(sent.id), TransmissionState::Queued);
    practice.later(HOUR);
    assert_eq!(practice.due(), first);
}

#[test]
fn an_error_after_the_confirmation_is_kept_beside_it_and_shown() {
    let practice = Practice::new();
    let sent = practice.queue(TransmissionKind::NewRx, None);
    practice.send_all();
    practice.receive(verify("v-1", &sent));
    practice.receive(error("e-1", &sent, "900"));
    let now = practice.get(sent.id);
    assert_eq!(now.state, TransmissionState::Verified);
    assert!(now.attention.unwrap().contains("first confirmed this and then refused it"));
    let replies = practice.store().read(move |db| store::replies(db, sent.id)).unwrap();
    let said: Vec<_> = replies.iter().filter_map(|reply| reply.text.as_deref()).collect();
    assert_eq!(said, ["Confirmed (010).", "Refused (900): Prescriber not known here"]);
}

#[test]
fn a_late_confirmation_warns_of_the_second_prescription() {
    let practice = Practice::new();
    let sent = practice.queue(TransmissionKind::NewRx, None);
    practice.send_all();
    practice.later(25 * HOUR);
    expire(practice.store()).unwrap();
    practice.receive(verify("v-1", &sent));
    let now = practice.get(sent.id);
    assert_eq!(now.state, TransmissionState::Verified);
    assert!(now.attention.unwrap().contains("answered after this had been given up"));
}

#[test]
fn a_cancellation_never_overtakes_its_prescription() {
    let practice = Practice::new();
    let sent = practice.queue(TransmissionKind::NewRx, None);
    practice.due();
    let taken_back = practice.queue(TransmissionKind::CancelRx, Some(sent.id));
    assert!(practice.due().is_empty(), "the prescription has not gone yet");
    practice.tell(sent.id, Handover::Delivered { reply: None });
    assert_eq!(practice.due().iter().map(|one| one.id).collect::<Vec<_>>(), [taken_back.id]);
}

#[test]
fn an_accepted_cancellation_cancels_and_a_refused_one_calls_a_person() {
    for approved in [true, false] {
        let practice = Practice::new();
        let sent = practice.queue(TransmissionKind::NewRx, None);
        practice.send_all();
        practice.receive(verify("v-1", &sent));
        let taken_back = practice.queue(TransmissionKind::CancelRx, Some(sent.id));
        practice.send_all();
        practice.receive(cancel_answer("c-1", &taken_back, approved));
        let now = practice.get(sent.id);
        assert_eq!(practice.state(taken_back.id), TransmissionState::Verified);
        if approved {
            assert_eq!((now.state, now.attention), (TransmissionState::Cancelled, None));
            practice.receive(cancel_answer("c-2", &taken_back, false));
            assert!(practice.get(sent.id).attention.unwrap().contains("answered the cancellation twice"));
        } else {
            assert_eq!(now.state, TransmissionState::Verified);
            assert!(now.attention.unwrap().contains("refused the cancellation"));
        }
    }
}

#[test]
fn sending_now_takes_what_waits_and_each_only_once() {
    let practice = Practice::new();
    let sent = practice.queue(TransmissionKind::NewRx, None);
    practice.due();
    practice.tell(sent.id, failed("away"));
    assert!(practice.due().is_empty());
    practice.later(1);
    let start = practice.store().now();
    practice.later(1);
    let all = |limit| take_due(practice.store(), Which::All(start), limit).unwrap().len();
    assert_eq!((all(10), all(10)), (1, 0));
}

#[test]
fn the_log_and_the_audit_of_an_afternoon_of_messages_verify() {
    let practice = Practice::new();
    for n in 0..20 {
        let sent = practice.queue(TransmissionKind::NewRx, None);
        practice.send_all();
        practice.receive(status(&format!("s-{n}"), &sent, "000"));
        practice.receive(verify(&format!("v-{n}"), &sent));
    }
    let found = practice.store().read(crate::store::verify).unwrap();
    assert_eq!(found.problems, Vec::<String>::new());
}
