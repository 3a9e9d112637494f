mod steps;

use super::*;
use proptest::prelude::*;

fn said(text: &str) -> String {
    said_of(text, None)
}

fn said_of(text: &str, form: Option<&str>) -> String {
    let reading = read_sig(text, form);
    assert!(reading.understood, "{text}: {:?}", reading.because);
    reading.words
}

fn refused(text: &str, form: Option<&str>) -> String {
    let reading = read_sig(text, form);
    assert!(!reading.understood, "{text} was read as {}", reading.words);
    assert_eq!(reading.words, text, "what is not understood stays as typed");
    reading.because.unwrap()
}

#[test]
fn usual_shorthand_is_read_back_in_plain_words() {
    let cases = [
        ("1 tab po bid x7d", "Take 1 tablet by mouth twice daily for 7 days"),
        ("1-2 tabs po q4-6h prn pain", "Take 1 to 2 tablets by mouth every 4 to 6 hours as needed for pain"),
        ("5 mL po tid", "Take 5 mL by mouth 3 times daily"),
        ("10 mg po qd", "Take 10 mg by mouth once daily"),
        ("2 puffs inh q4h prn wheeze", "Inhale 2 puffs every 4 hours as needed for wheeze"),
        ("1 tab po qhs", "Take 1 tablet by mouth at bedtime"),
        ("1 cap po qam", "Take 1 capsule by mouth every morning"),
        ("500 mg po tid with meals", "Take 500 mg by mouth 3 times daily with meals"),
        ("1 tab po tid ac", "Take 1 tablet by mouth 3 times daily before meals"),
        ("1 tab po bid pc", "Take 1 tablet by mouth twice daily after meals"),
        ("1 tab po qod", "Take 1 tablet by mouth every other day"),
        ("1 tab po weekly", "Take 1 tablet by mouth once weekly"),
        ("1 tab po q8h x 10 days", "Take 1 tablet by mouth every 8 hours for 10 days"),
        ("apply thin layer topically bid", "Apply a thin layer to the skin twice daily"),
        ("apply to affected area(s) bid", "Apply to the affected area twice daily"),
        ("1 gtt OD bid", "Put 1 drop in the right eye twice daily"),
        ("1 gtt os qid", "Put 1 drop in the left eye 4 times daily"),
        ("2 gtts AU bid x 5d", "Put 2 drops in each ear twice daily for 5 days"),
        ("10 units subq at bedtime", "Inject 10 units under the skin at bedtime"),
        ("10u SC qhs", "Inject 10 units under the skin at bedtime"),
        ("one tablet twice daily", "Take 1 tablet twice daily"),
        ("take one tablet by mouth two times a day", "Take 1 tablet by mouth twice daily"),
        (".5 mL IM once", "Inject 0.5 mL into the muscle as a single dose"),
        ("1.0 mg po qd", "Take 1 mg by mouth once daily"),
        ("½ tab po bid", "Take one-half tablet by mouth twice daily"),
        ("1 1/2 tabs po daily", "Take 1 and one-half tablets by mouth once daily"),
        ("1 tab p.o. b.i.d.", "Take 1 tablet by mouth twice daily"),
        ("1 tsp po q6h prn cough", "Take 5 mL by mouth every 6 hours as needed for cough"),
        ("5 cc po bid", "Take 5 mL by mouth twice daily"),
        (
            "1 supp pr q6h prn n/v",
            "Insert 1 suppository into the rectum every 6 hours as needed for nausea or vomiting",
        ),
        ("2 sprays each nostril daily", "Use 2 sprays in each nostril once daily"),
        ("1 patch to skin q72h", "Apply 1 patch to the skin every 72 hours"),
        ("50,000 units po weekly x 12 weeks", "Take 50,000 units by mouth once weekly for 12 weeks"),
        ("1 tab po 30 min before breakfast", "Take 1 tablet by mouth once daily 30 minutes before breakfast"),
        ("1 tab po daily for blood pressure", "Take 1 tablet by mouth once daily for blood pressure"),
        ("1 tab po mon wed fri", "Take 1 tablet by mouth every Monday, Wednesday and Friday"),
        ("500 mg (1 tab) po bid", "Take 500 mg (1 tablet) by mouth twice daily"),
        ("1 tab po up to tid prn spasm", "Take 1 tablet by mouth up to 3 times daily as needed for spasm"),
        ("1 tab po at 8am and 8 pm", "Take 1 tablet by mouth at 8 AM and at 8 PM"),
        ("2.4 million units IM x1 dose", "Inject 2,400,000 units into the muscle as a single dose"),
        (
            "1 vial neb q6h prn sob",
            "Inhale 1 vial by nebulizer every 6 hours as needed for shortness of breath",
        ),
        ("use as directed", "Use as directed"),
        ("1 tab po bid with breakfast and dinner", "Take 1 tablet by mouth with breakfast and with dinner"),
        ("take 1 capsule by mouth 3 (three) times daily", "Take 1 capsule by mouth 3 times daily"),
        ("take 1 tablet (10 mg total) by mouth daily", "Take 1 tablet (10 mg) by mouth once daily"),
        ("inhale contents of 1 capsule daily", "Inhale the contents of 1 capsule once daily"),
        ("17 g po daily in 8 oz of water", "Take 17 g by mouth once daily, mixed in 8 ounces of water"),
        ("take 1 drop ou bid", "Put 1 drop in each eye twice daily"),
        ("1 tab po bid until gone", "Take 1 tablet by mouth twice daily, until all are finished"),
    ];
    for (typed, words) in cases {
        assert_eq!(said(typed), words, "{typed}");
    }
}

#[test]
fn several_doses_are_read_together_or_one_after_the_other() {
    assert_eq!(
        said("1 tab po qam and 2 tabs qhs x 7 days"),
        "Take 1 tablet by mouth every morning and 2 tablets at bedtime for 7 days"
    );
    assert_eq!(
        said("2 tabs po today then 1 tab daily x4d"),
        "Take 2 tablets by mouth on day 1, then take 1 tablet by mouth once daily for 4 days"
    );
    assert_eq!(
        said("15 units with breakfast and 10 units with dinner subq"),
        "Inject 15 units under the skin once daily with breakfast and 10 units once daily with dinner"
    );
    let reading = read_sig("40 mg po daily x5d, then 20 mg daily x5d", None);
    assert_eq!(reading.days, Some(10));
    assert_eq!(reading.doses_per_day, Some(Decimal::ONE));
    assert_eq!(read_sig("2 tabs po day 1 then 1 tab daily days 2-5", None).quantity, Some(Decimal::from(6)));
}

#[test]
fn a_maximum_and_a_repeat_are_kept() {
    assert_eq!(
        said("1-2 tabs po q4h prn pain max 8/day"),
        "Take 1 to 2 tablets by mouth every 4 hours as needed for pain, no more than 8 tablets in 24 hours"
    );
    assert_eq!(
        said("1 tab SL q5 min prn chest pain, max 3 doses"),
        "Dissolve 1 tablet under the tongue every 5 minutes as needed for chest pain, no more than 3 doses"
    );
    assert_eq!(
        said("50 mg po prn migraine, may repeat in 2h"),
        "Take 50 mg by mouth as needed for migraine, may repeat once after 2 hours if needed"
    );
    assert!(refused("3 tabs po q4h prn pain max 2/day", None).contains("maximum"));
}

#[test]
fn the_dose_form_lends_unit_and_route() {
    assert_eq!(said_of("1 bid", Some("TABLET, FILM COATED")), "Take 1 tablet by mouth twice daily");
    assert_eq!(said_of("1 daily", Some("Oral Capsule")), "Take 1 capsule by mouth once daily");
    assert_eq!(
        said_of("2 puffs q4h prn wheeze", Some("inhaler")),
        "Inhale 2 puffs every 4 hours as needed for wheeze"
    );
    assert_eq!(said_of("10 units at bedtime", Some("Pen Injector")), "Inject 10 units at bedtime");
    assert_eq!(said_of("5 mL bid", Some("oral suspension")), "Take 5 mL by mouth twice daily");
    assert_eq!(said_of("2 daily", Some("Nasal Spray")), "Use 2 sprays in the nose once daily");
}

#[test]
fn a_dose_that_counts_another_form_is_refused() {
    assert!(refused("1 tab po bid", Some("capsule")).contains("tablets"));
    assert!(refused("2 puffs bid", Some("tablet")).contains("puffs"));
}

#[test]
fn what_is_unclear_is_refused_and_stands_as_typed() {
    let unclear = [
        "1 tab po",                   // how often?
        "1 bid",                      // of what?
        "po bid",                     // how much?
        "1 tab po foo",               // unknown word
        "1 tab od",                   // right eye or once daily
        "1 tab po biw",               // twice a week or every two weeks
        "1 ss tab po bid",            // half or sliding scale
        "5 mg/kg po bid",             // not worked out
        "1 tab po bid q8h",           // two frequencies
        "1 tab po bid qhs",           // twice, but one time
        "1 tab 2 tabs po bid",        // two doses
        "0 tabs po bid",              // nothing
        "2-1 tabs po bid",            // backwards
        "1 tab po bid x3",            // days or doses?
        "1 tab po bid x 7-10 days",   // how long?
        "1 drop bid in eye",          // which?
        "1e308 tabs po bid",          // absurd
        "99999999999999 tabs po bid", // absurd
        "1 tab po prn pain 5",        // five what?
        "1 tab inh bid",              // a tablet is not inhaled
        "1 supp po daily",            // nor a suppository swallowed
        "1 tab po prn qdi",           // a slip, not a reason
        "1 tab po 100 times daily",   // absurd
        "inject 1 tab pr daily",      // the verb does not fit
        "apply 1 tab po daily",
        "take a thin layer po bid",
        "2 (three) tabs po bid", // which?
        "",
        "   ",
        "-1 tab po bid",
        "1 tab po bid or tid or qid",
    ];
    for typed in unclear {
        assert!(!refused(typed, None).is_empty(), "{typed}");
    }
    assert!(refused("1 drop bid", Some("ophthalmic solution")).contains("which eye"));
}

#[test]
fn ten_days_of_twice_daily_are_twenty_tablets() {
    let reading = read_sig("1 tab po bid x10d", None);
    assert_eq!(reading.doses_per_day, Some(Decimal::TWO));
    assert_eq!((reading.days, reading.days_supply), (Some(10), Some(10)));
    assert_eq!(reading.quantity, Some(Decimal::from(20)));
    assert_eq!(reading.quantity_unit.as_deref(), Some("tablet"));
}

#[test]
fn quantity_is_enough_for_the_most_that_may_be_taken() {
    let quantity = |text: &str| read_sig(text, None).quantity.map(|q| q.to_string());
    assert_eq!(quantity("1-2 tabs po q4-6h prn pain x5d").as_deref(), Some("60"));
    assert_eq!(quantity("1-2 tabs po q4-6h prn pain x5d max 8/day").as_deref(), Some("40"));
    assert_eq!(quantity("1 cap po weekly x 12 weeks").as_deref(), Some("12"));
    assert_eq!(quantity("1 tab po qod x 7 days").as_deref(), Some("4"));
    assert_eq!(quantity("1/2 tab po daily x 15 days").as_deref(), Some("8"));
    assert_eq!(quantity("7.5 mL po bid x 10 days").as_deref(), Some("150"));
    assert_eq!(quantity("1 tab po q8h x 10 days").as_deref(), Some("30"));
    assert_eq!(quantity("1 tab po q12h x 3 doses").as_deref(), Some("3"));
    assert_eq!(quantity("1 tab po mon wed fri x 4 weeks").as_deref(), Some("12"));
    assert_eq!(quantity("500 mg po bid x 7d"), None, "milligrams need the strength");
    assert_eq!(quantity("500 mg (1 tab) po bid x 7d").as_deref(), Some("14"));
    assert_eq!(quantity("1 tab po daily x 7d may repeat in 2h"), None, "how often it is repeated is open");
    assert_eq!(quantity("2 puffs bid x 30 days"), None, "inhalers are dispensed whole");
    assert_eq!(quantity("1 tab po bid"), None, "no end is said");
}

#[test]
fn a_given_quantity_says_how_long_it_lasts() {
    let lasts = |text: &str| read_sig(text, None).days_supply;
    assert_eq!(lasts("1 tab po bid #60"), Some(30));
    assert_eq!(lasts("1 cap po weekly #4"), Some(28));
    assert_eq!(lasts("1 tab po tid disp 90"), Some(30));
    assert_eq!(lasts("1-2 tabs po q6h prn pain #30"), Some(3));
    assert_eq!(lasts("2 puffs bid #1"), None);
    let sig = read_dosages("1 tab po tid", None).unwrap();
    assert_eq!(days_for_quantity(&sig.dosages, Decimal::from(90)), Some(30));
    assert_eq!(quantity_for_days(&sig.dosages, 30), Some(Decimal::from(90)));
    assert_eq!(days_for_quantity(&sig.dosages, Decimal::ZERO), None);
}

#[test]
fn a_sig_longer_than_a_message_can_carry_is_refused() {
    let long = "and ".repeat(20_000);
    assert!(refused(&long, None).contains("1,000"));
}

#[test]
fn a_reading_has_the_shape_of_the_contract() {
    let json = serde_json::to_value(read_sig("1 tab po bid x7d", None)).unwrap();
    assert_eq!(json["quantity"], "14");
    assert_eq!(json["days"], 7);
    assert!(json["because"].is_null());
}

#[test]
fn a_dosage_is_structured_like_fhir() {
    let sig = read_dosages("1-2 tabs po q4-6h prn pain x5d", None).unwrap();
    insta::assert_json_snapshot!(sig.dosages[0]);
}

fn one_of(items: &'static [&'static str]) -> impl Strategy<Value = &'static str> {
    prop::sample::select(items)
}

prop_compose! {
    /// Shorthand put together from parts; not every combination makes sense, and then it is refused.
    fn shorthand()(
        verb in one_of(&["", "take ", "give ", "use ", "apply ", "inject "]),
        dose in one_of(&["1 tab", "1-2 tabs", "½ tab", "1 1/2 tabs", "2 caps", "5 mL", ".5 mL", "10 mg", "10u", "2 puffs",
            "1 gtt", "1 patch", "1 supp", "50000 units", "2 sprays", "a thin layer", "500 mg (1 tab)", "1.50 mg", "5 cc"]),
        route in one_of(&["", " po", " SL", " pr", " subq", " IM", " inh", " neb", " OD", " ou", " each nostril",
            " to affected area", " topically", " au", " per g-tube", " buccally"]),
        often in one_of(&["", " qd", " bid", " TID", " q4-6h", " q8h", " qhs", " qam", " qod", " weekly", " q2wk", " monthly",
            " once", " tid ac", " qid pc & hs", " 2-3 times a day", " up to 4x/day", " mon wed fri", " bid on tue and thu",
            " qam and qhs", " at 8am", " at 8:30 am and 6pm", " 30 min before breakfast", " bid with breakfast and dinner", " before breakfast, lunch and dinner",
            " x5d", " q12h x 3 doses", " day 1", " days 2-5", " q5min", " twice every 12 hours", " 3 times every 2 days", " once weekly on sunday", " noon", " daily before dinner"]),
        needed in one_of(&["", " prn", " prn pain", " prn N/V", " prn BP > 180/100", " for blood pressure",
            " as needed for nasal congestion, sneezing", " prn temp >101F"]),
        length in one_of(&["", " x7d", " x 10 days", " for 2 weeks", " x 1 month"]),
        rest in one_of(&["", " with food", " ud", " max 8/day", ", max 4 g in 24 h", ", may repeat x1 in 2h",
            " on an empty stomach, until gone", ", then 1 tab daily x4d", ", 1 tab x3d", ", 5 mg x 3 days, then 2.5 mg daily", ", then stop", " and 2 tabs qhs", " #30", ", swish and spit",
            " 12h on 12h off", " in 8 oz water", " nte 3 doses", "; then 20 mg qd x 5d then 10 mg qod x 5d", ", rinse mouth after use"]),
    ) -> String {
        format!("{verb}{dose}{route}{often}{needed}{length}{rest}")
    }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 3000, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn words_never_hold_an_error_prone_abbreviation_and_mean_the_same_when_read_again(typed in shorthand()) {
        let reading = read_sig(&typed, None);
        if reading.understood {
            prop_assert_eq!(error_prone(&reading.words), None);
            let first = read_dosages(&typed, None);
            let again = read_dosages(&reading.words, None);
            prop_assert_eq!(again.map(|s| s.dosages), first.map(|s| s.dosages), "{} -> {}", typed, reading.words);
        }
    }

    #[test]
    fn spanish_words_say_every_number_of_the_english_ones_and_hold_no_error_prone_abbreviation(typed in shorthand()) {
        if let Ok(sig) = read_dosages(&typed, None) {
            let spanish = words_in(&sig.dosages, Language::Spanish);
            prop_assert_eq!(error_prone(&spanish), None, "{}", spanish);
            let doses = sig.dosages.iter().filter_map(|d| d.dose).filter(|d| words::is_measured(d.unit));
            for dose in doses {
                prop_assert!(spanish.contains(&words::number(dose.low)), "{} -> {}", typed, spanish);
            }
            let ceilings = sig.dosages.iter().filter_map(|d| d.maximum);
            for maximum in ceilings {
                prop_assert!(spanish.contains("no más de"), "{} -> {}", typed, spanish);
                prop_assert!(maximum.hours.is_none_or(|h| spanish.contains(&h.to_string())), "{}", spanish);
            }
            for duration in sig.dosages.iter().filter_map(|d| d.duration) {
                prop_assert!(spanish.contains(&format!("por {} ", duration.value)), "{} -> {}", typed, spanish);
            }
            prop_assert_eq!(sig.dosages.iter().any(|d| d.as_needed), spanish.contains("según sea necesario"));
        }
    }

    #[test]
    fn words_of_a_product_mean_the_same_when_read_again(
        typed in shorthand(),
        form in one_of(&["Oral Tablet", "capsule", "oral suspension", "Metered Dose Inhaler", "Injection", "cream"]),
    ) {
        if let Ok(sig) = read_dosages(&typed, Some(form)) {
            let again = read_dosages(&words(&sig.dosages), Some(form));
            prop_assert_eq!(again.map(|s| s.dosages), Ok(sig.dosages), "{} of {}", typed, form);
        }
    }

    #[test]
    fn any_text_is_read_or_refused_with_a_reason(typed in "\\PC{0,40}") {
        let reading = read_sig(&typed, Some("tablet"));
        prop_assert!(reading.understood || reading.because.is_some_and(|b| !b.is_empty()));
    }

    #[test]
    fn reasons_never_smuggle_in_an_abbreviation(reason in "[a-zA-Z0-9/.<>& ]{1,20}") {
        let reading = read_sig(&format!("1 tab po bid prn {reason}"), None);
        prop_assert!(!reading.understood || error_prone(&reading.words).is_none());
    }
}
