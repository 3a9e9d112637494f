use super::*;

fn taken(strength: &str, sig: &str, unit: DoseUnit) -> Result<Taken, String> {
    let form = if strength.contains("/actuation") {
        "inhaler"
    } else if strength.contains("mL") {
        "oral suspension"
    } else {
        "tablet"
    };
    let parts = strength.split(" / ").count();
    let drug = DrugFact {
        ingredients: (0..parts).map(|i| format!("drug {i}")).collect(),
        strength: Some(strength.to_owned()),
        form: Some(form.to_owned()),
        sig: Directions::Typed(sig.to_owned()),
        ..DrugFact::default()
    };
    Measure::of(&drug, Some(0), unit).taken(&drug)
}

fn amounts(strength: &str, sig: &str) -> (String, String) {
    let taken = taken(strength, sig, DoseUnit::Milligram).unwrap_or_else(|e| panic!("{sig}: {e}"));
    let text = |d: Decimal| d.round_dp(3).normalize().to_string();
    (text(taken.single), taken.daily.map_or_else(|| "?".to_owned(), text))
}

fn pair(single: &str, daily: &str) -> (String, String) {
    (single.to_owned(), daily.to_owned())
}

#[test]
fn tablets_are_counted_times_their_strength() {
    assert_eq!(amounts("40 mg", "2 tabs po bid"), pair("80", "160"));
    assert_eq!(amounts("40 mg", "1/2 tab po qd"), pair("20", "20"));
    assert_eq!(amounts("125 mcg", "1 tab po qd"), pair("0.125", "0.125"));
    assert_eq!(amounts("875 mg / 125 mg", "1 tab po bid"), pair("875", "1750"));
}

#[test]
fn millilitres_are_counted_times_the_concentration() {
    assert_eq!(amounts("400 mg/5 mL", "5 mL po bid"), pair("400", "800"));
    assert_eq!(amounts("160 mg/5 mL", "1 tsp po q6h"), pair("160", "640"));
}

#[test]
fn a_range_counts_by_its_upper_end_and_as_needed_by_its_shortest_interval() {
    assert_eq!(amounts("325 mg", "1-2 tabs po q4-6h prn pain"), pair("650", "3900"));
    assert_eq!(amounts("325 mg", "1-2 tabs po q4h prn pain max 8/day"), pair("650", "2600"));
    assert_eq!(amounts("50 mg", "50 mg po prn migraine, may repeat in 2h"), pair("50", "100"));
}

#[test]
fn a_taper_counts_by_its_largest_step_and_clauses_of_one_day_add_up() {
    assert_eq!(amounts("20 mg", "40 mg po daily x5d, then 20 mg daily x5d"), pair("40", "40"));
    assert_eq!(amounts("10 mg", "40 mg x5d, 30 mg x5d, then 20 mg daily"), pair("40", "40"));
    assert_eq!(amounts("10 mg", "1 tab daily x3d, then 2 tabs bid x3d, then 1 tab daily"), pair("20", "40"));
    assert_eq!(amounts("5 mg", "1 tab po qam and 2 tabs qhs"), pair("10", "15"));
}

#[test]
fn a_weekly_dose_is_a_day_of_that_dose_and_seven_days_apart() {
    let weekly = taken("2.5 mg", "6 tabs po weekly", DoseUnit::Milligram).unwrap();
    assert_eq!((weekly.single, weekly.daily), (15.into(), Some(15.into())));
    assert_eq!(weekly.every_days, Some(7.into()));
    let daily = taken("2.5 mg", "6 tabs po daily", DoseUnit::Milligram).unwrap();
    assert_eq!(daily.every_days, None);
    let three = taken("5 mg", "1 tab po mon wed fri", DoseUnit::Milligram).unwrap();
    assert_eq!(
        (three.daily, three.every_days.map(|d| d.round_dp(1))),
        (Some(5.into()), Some(Decimal::new(23, 1)))
    );
}

#[test]
fn puffs_can_be_counted_or_measured() {
    let puffs = taken("90 mcg/actuation", "2 puffs q4h prn wheeze", DoseUnit::Puff).unwrap();
    assert_eq!((puffs.single, puffs.interval_hours), (2.into(), Some(4.into())));
    let mass = taken("90 mcg/actuation", "2 puffs q4h prn wheeze", DoseUnit::Microgram).unwrap();
    assert_eq!((mass.single, mass.daily), (180.into(), Some(1080.into())));
}

#[test]
fn what_cannot_be_counted_says_why() {
    assert_eq!(
        taken("", "1 tab po qd", DoseUnit::Milligram).unwrap_err(),
        "the strength of the product is not known"
    );
    assert!(taken("5 mg", "1 tab po whenever", DoseUnit::Milligram).unwrap_err().contains("not understood"));
    assert_eq!(taken("5 mg", "", DoseUnit::Milligram).unwrap_err(), "no directions are given");
    // A strength in two parts of a drug with one ingredient says nothing about it.
    let odd = DrugFact {
        ingredients: vec!["x".into()],
        strength: Some("5 mg / 10 mg".into()),
        ..DrugFact::default()
    };
    assert!(Measure::of(&odd, Some(0), DoseUnit::Milligram).strength.is_none());
}
