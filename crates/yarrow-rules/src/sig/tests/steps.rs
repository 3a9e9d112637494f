//! Tapers, scales and amounts that cannot be meant.

use super::{read_sig, refused, said, said_of};

#[test]
fn a_taper_is_a_sequence_of_steps() {
    let typed = "40 mg x5d, 30 mg x5d, then 20 mg daily";
    assert_eq!(
        said_of(typed, Some("tablet")),
        "Take 40 mg by mouth once daily for 5 days, then take 30 mg by mouth once daily for 5 days, \
         then take 20 mg by mouth once daily"
    );
    assert_eq!(
        said("40 mg po daily x5d, 30 mg x5d, 20 mg x5d, 10 mg x5d, then stop"),
        "Take 40 mg by mouth once daily for 5 days, then take 30 mg by mouth once daily for 5 days, \
         then take 20 mg by mouth once daily for 5 days, then take 10 mg by mouth once daily for 5 days"
    );
    assert_eq!(
        said("take 4 tabs po qam x3d, take 2 tabs po qam x3d, then 1 tab po qam x3d"),
        "Take 4 tablets by mouth every morning for 3 days, then take 2 tablets by mouth every morning for 3 days, \
         then take 1 tablet by mouth every morning for 3 days"
    );
    assert_eq!(said("4 tabs po qam x3d, 2 tabs x3d"), said("4 tabs po qam x3d, then 2 tabs qam x3d"));
    assert_eq!(
        said("1 tab po qam x7d, 2 tabs qhs x7d"),
        "Take 1 tablet by mouth every morning and 2 tablets at bedtime for 7 days",
        "two times of day lie side by side"
    );
    let tablets = "4 tabs po daily x3d, 3 tabs daily x3d, 2 tabs daily x3d, 1 tab daily x3d";
    assert_eq!(read_sig(tablets, None).quantity, Some(30.into()));
    assert_eq!(read_sig(tablets, None).days, Some(12));
}

#[test]
fn a_taper_that_says_how_often_only_for_some_steps_is_refused_unless_it_is_daily() {
    assert!(refused("2 tabs po bid x3d, then 1 tab x3d", None).contains("how often"));
    assert!(refused("2 tabs po x3d, 1 tab daily x3d, 1 tab bid x3d", None).contains("how often"));
    assert!(refused("40 mg x5d, 30 mg x5d", None).contains("how often"));
}

#[test]
fn stopping_after_an_end_says_nothing_new_and_without_one_is_refused() {
    assert_eq!(said("1 tab po daily x7d then stop"), "Take 1 tablet by mouth once daily for 7 days");
    refused("1 tab po daily then stop", None);
    refused("1 tab po daily x7d then stop 2 days", None);
}

#[test]
fn a_sliding_scale_stays_text_and_says_so() {
    let scale = "insulin lispro per sliding scale: 151-200 2 units, 201-250 4 units";
    assert!(refused(scale, Some("Injection")).contains("sliding scale"));
    assert!(refused("10 units with meals plus correction scale subq", None).contains("sliding scale"));
}

#[test]
fn an_amount_that_cannot_be_meant_is_named() {
    assert!(refused("1..5 mg po bid", Some("tablet")).contains("“1..5” is not a number"));
    assert!(refused("1e9 mg po bid", None).contains("“1e9” is not a number"));
    assert!(refused("1000000000 mg po bid", None).contains("too large"));
    assert!(refused("0 tabs po bid", None).contains("zero"));
    assert!(refused("1.2.3 mg po bid", None).contains("not a number"));
    assert!(refused("500 tabs po bid", None).contains("500 tablets at once"));
}

#[test]
fn alternate_days_and_meals_are_understood() {
    assert_eq!(said("1 tab po on alternate days"), "Take 1 tablet by mouth every other day");
    assert_eq!(said("1 cap po with each meal tid"), "Take 1 capsule by mouth 3 times daily with meals");
    assert_eq!(
        said("Takes 1-2 tablets once daily at bedtime as needed for restless legs"),
        "Take 1 to 2 tablets at bedtime as needed for restless legs"
    );
}
