//! Where a reply moves a transmission, and when a person has to look. Pure.
//!
//! A reply may come late, twice, out of order, or contradict an earlier one. No reply ever takes a confirmation back:
//! what does not fit is said in a sentence and left to a person.

use super::TransmissionState as S;
use super::wire::{Filled, Reply};

/// What a reply does.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Step {
    /// The state from now on; none when it stays.
    pub to: Option<S>,
    /// What a person has to look at.
    pub attention: Option<&'static str>,
    /// The receiver asks to try again later.
    pub try_again: bool,
}

/// SCRIPT codes by which a receiver says that the message was taken over (000, 010) or taken over with a remark (001 to
/// 009), after the Status codes of the SCRIPT implementation guide.
fn is_success(code: &str) -> bool {
    code.len() == 3 && code.starts_with("00") || code == "010"
}

/// SCRIPT error codes that mean "not now": 600 communication problem, 602 receiver's system error.
fn is_passing(code: &str) -> bool {
    matches!(code, "600" | "602")
}

/// Whether a reply asks to send the same again later.
pub fn asks_again(reply: &Reply) -> bool {
    matches!(reply, Reply::Error { code, .. } if is_passing(code))
}

const LATE: &str = "The pharmacy answered after this had been given up. It has the prescription: make sure it was not sent or printed a second time.";
const CANCELLED: &str = "The pharmacy confirmed this although it was cancelled here. Call the pharmacy so that it is not dispensed.";
const AFTER_ERROR: &str =
    "The pharmacy first refused this and then confirmed it. Call the pharmacy before sending it again.";
const AFTER_VERIFY: &str =
    "The pharmacy first confirmed this and then refused it. Call the pharmacy to learn which holds.";
const UNKNOWN_STATUS: &str = "The receiver answered with a status that Yarrow does not know.";
const DISPENSED: &str = "The pharmacy dispensed this although it was cancelled here. Call the pharmacy.";
const NOT_DISPENSED: &str = "The pharmacy did not dispense this.";
const TOO_LATE: &str = "The pharmacy refused the cancellation. Call the pharmacy.";

/// What a reply does to the message it answers.
pub fn advance(state: S, reply: &Reply) -> Step {
    let to = |to: S| Step { to: Some(to), ..Step::default() };
    let look = |attention: &'static str| Step { attention: Some(attention), ..Step::default() };
    let both =
        |to: S, attention: &'static str| Step { to: Some(to), attention: Some(attention), try_again: false };
    match (reply, state) {
        (Reply::Status { code, .. }, _) if !is_success(code) => look(UNKNOWN_STATUS),
        (Reply::Status { .. }, S::Queued | S::Sent) => to(S::Accepted),
        (Reply::Status { .. }, S::Expired) => both(S::Accepted, LATE),
        (Reply::Verify { .. }, S::Queued | S::Sent | S::Accepted) => to(S::Verified),
        (Reply::Verify { .. }, S::Expired) => both(S::Verified, LATE),
        (Reply::Status { .. } | Reply::Verify { .. }, S::Rejected) => look(AFTER_ERROR),
        (Reply::Status { .. } | Reply::Verify { .. }, S::Cancelled) => look(CANCELLED),
        (Reply::Status { .. } | Reply::Verify { .. }, S::Accepted | S::Verified) => Step::default(),

        (Reply::Error { .. }, S::Queued | S::Sent) if asks_again(reply) => {
            Step { to: Some(S::Queued), attention: None, try_again: true }
        }
        (Reply::Error { .. }, S::Queued | S::Sent | S::Accepted | S::Expired) => to(S::Rejected),
        (Reply::Error { .. }, S::Verified) => look(AFTER_VERIFY),
        (Reply::Error { .. }, S::Rejected | S::Cancelled) => Step::default(),

        // A response to a cancellation answers the CancelRx; the prescription it takes back is moved by `taken_back`.
        (Reply::Cancel { .. }, S::Expired) => both(S::Verified, LATE),
        (Reply::Cancel { .. }, S::Queued | S::Sent | S::Accepted) => to(S::Verified),
        (Reply::Cancel { .. }, _) => Step::default(),

        (Reply::Fill { filled: Filled::Not, .. }, _) => look(NOT_DISPENSED),
        (Reply::Fill { .. }, S::Cancelled) => look(DISPENSED),
        (Reply::Fill { .. }, S::Rejected) => look(AFTER_ERROR),
        (Reply::Fill { .. }, S::Expired) => both(S::Verified, LATE),
        (Reply::Fill { .. }, S::Queued | S::Sent | S::Accepted) => to(S::Verified),
        (Reply::Fill { .. }, S::Verified) => Step::default(),
    }
}

/// What the answer to a cancellation does to the prescription that was to be taken back. `before` is what the pharmacy
/// said to the same cancellation earlier.
pub fn taken_back(state: S, approved: bool, before: Option<bool>) -> Step {
    match (approved, state) {
        _ if before.is_some_and(|before| before != approved) => Step {
            to: None,
            attention: Some("The pharmacy answered the cancellation twice, differently. Call the pharmacy."),
            try_again: false,
        },
        (true, S::Cancelled) => Step::default(),
        (true, _) => Step { to: Some(S::Cancelled), ..Step::default() },
        (false, _) => Step { to: None, attention: Some(TOO_LATE), try_again: false },
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn status(code: &str) -> Reply {
        Reply::Status { code: code.to_owned(), text: None }
    }
    fn verify() -> Reply {
        Reply::Verify { code: "010".to_owned(), text: None }
    }
    fn error(code: &str) -> Reply {
        Reply::Error { code: code.to_owned(), text: None }
    }
    fn fill(filled: Filled) -> Reply {
        Reply::Fill { filled, text: None }
    }
    /// All replies one after the other: where it ends, and what was said to a person.
    fn told(from: S, replies: &[Reply]) -> (S, Vec<&'static str>) {
        let mut state = from;
        let mut said = Vec::new();
        for reply in replies {
            let step = advance(state, reply);
            state = step.to.unwrap_or(state);
            said.extend(step.attention);
        }
        (state, said)
    }

    #[test]
    fn status_and_then_verify_is_the_usual_way_and_asks_nothing_of_anybody() {
        assert_eq!(told(S::Sent, &[status("000"), verify()]), (S::Verified, vec![]));
        assert_eq!(told(S::Sent, &[status("010"), status("010")]), (S::Accepted, vec![]));
    }

    #[test]
    fn a_verify_that_overtakes_its_status_still_confirms() {
        assert_eq!(told(S::Queued, &[verify(), status("000"), verify()]), (S::Verified, vec![]));
    }

    #[test]
    fn an_error_after_the_confirmation_changes_nothing_and_is_shown() {
        assert_eq!(told(S::Sent, &[verify(), error("900")]), (S::Verified, vec![AFTER_VERIFY]));
    }

    #[test]
    fn a_confirmation_after_an_error_changes_nothing_and_is_shown() {
        assert_eq!(told(S::Sent, &[error("900"), verify()]), (S::Rejected, vec![AFTER_ERROR]));
        assert_eq!(told(S::Sent, &[error("900"), error("900")]), (S::Rejected, vec![]));
    }

    #[test]
    fn a_network_that_is_down_is_tried_again_and_not_called_a_rejection() {
        for code in ["600", "602"] {
            let step = advance(S::Sent, &error(code));
            assert_eq!((step.to, step.try_again), (Some(S::Queued), true), "{code}");
        }
        assert_eq!(advance(S::Sent, &error("601")).to, Some(S::Rejected));
    }

    #[test]
    fn an_answer_after_giving_up_is_believed_and_warns_of_a_second_prescription() {
        assert_eq!(told(S::Expired, &[status("000")]), (S::Accepted, vec![LATE]));
        assert_eq!(told(S::Expired, &[verify()]), (S::Verified, vec![LATE]));
        assert_eq!(told(S::Expired, &[fill(Filled::Dispensed)]), (S::Verified, vec![LATE]));
    }

    #[test]
    fn a_cancelled_prescription_that_is_confirmed_or_dispensed_all_the_same_is_shown() {
        assert_eq!(told(S::Cancelled, &[verify()]), (S::Cancelled, vec![CANCELLED]));
        assert_eq!(told(S::Cancelled, &[fill(Filled::Partly)]), (S::Cancelled, vec![DISPENSED]));
    }

    #[test]
    fn a_status_nobody_knows_is_shown_and_not_taken_for_a_yes() {
        for code in ["", "0", "011", "700", "abc"] {
            assert_eq!(told(S::Sent, &[status(code)]), (S::Sent, vec![UNKNOWN_STATUS]), "{code}");
        }
    }

    #[test]
    fn a_refused_cancellation_leaves_the_prescription_and_tells_a_person() {
        assert_eq!(taken_back(S::Verified, true, None).to, Some(S::Cancelled));
        assert_eq!(taken_back(S::Verified, false, None).attention, Some(TOO_LATE));
        assert!(taken_back(S::Cancelled, false, Some(true)).attention.is_some());
        assert_eq!(taken_back(S::Cancelled, true, Some(true)), Step::default());
    }

    /// Whatever arrives in whatever order: a confirmation is never lost, and nothing becomes unsent again except where the
    /// receiver asked for it.
    #[test]
    fn no_order_of_replies_takes_a_confirmation_back() {
        let replies = [
            status("000"),
            status("777"),
            verify(),
            error("900"),
            error("600"),
            fill(Filled::Not),
            fill(Filled::Dispensed),
        ];
        for first in &replies {
            for second in &replies {
                for third in &replies {
                    let (end, _) = told(S::Sent, &[first.clone(), second.clone(), third.clone()]);
                    let (before, _) = told(S::Sent, &[first.clone(), second.clone()]);
                    if before == S::Verified {
                        assert_eq!(end, S::Verified, "{first:?} {second:?} {third:?}");
                    }
                    if end == S::Queued {
                        assert!([first, second, third].iter().any(|r| **r == error("600")));
                    }
                }
            }
        }
    }
}
