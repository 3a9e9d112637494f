//! How much of an ingredient the directions give: one dose, a day, how often; in the unit that a dose row counts.

use crate::facts::{Directions, DrugFact};
use crate::sig::{Additional, Dosage, Dose, PeriodUnit, Timing, Unit, Weekday};
use crate::strength::{self, Per, Strength};
use crate::tables::DoseUnit;
use rust_decimal::Decimal;

/// What the directions give at most, in one unit.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Taken {
    /// The largest single dose of any step.
    pub single: Decimal,
    /// The largest amount on one day; `None` when the directions do not say how often.
    pub daily: Option<Decimal>,
    /// The least hours between two doses, where it is more than once a day.
    pub interval_hours: Option<Decimal>,
    /// Days between two doses, where it is less than once a day.
    pub every_days: Option<Decimal>,
    /// Only when needed.
    pub as_needed: bool,
    /// What the amounts count.
    pub unit: DoseUnit,
}

/// Micrograms in a unit of mass.
fn micrograms(unit: DoseUnit) -> Option<Decimal> {
    Some(match unit {
        DoseUnit::Microgram => Decimal::ONE,
        DoseUnit::Milligram => Decimal::ONE_THOUSAND,
        DoseUnit::Gram => Decimal::from(1_000_000),
        _ => return None,
    })
}

/// An amount in another unit of the same kind.
pub(crate) fn in_unit(amount: Decimal, from: DoseUnit, to: DoseUnit) -> Option<Decimal> {
    if from == to {
        return Some(amount);
    }
    Some(amount * micrograms(from)? / micrograms(to)?)
}

/// The measured unit that a sig unit is, if it is one.
fn measure(unit: Unit) -> Option<DoseUnit> {
    Some(match unit {
        Unit::Milligram => DoseUnit::Milligram,
        Unit::Microgram => DoseUnit::Microgram,
        Unit::Gram => DoseUnit::Gram,
        Unit::Unit => DoseUnit::Units,
        Unit::Milliequivalent => DoseUnit::Milliequivalent,
        _ => return None,
    })
}

/// Whether a dose row that counts pieces counts what the sig counts.
fn counts(unit: Unit, row: DoseUnit) -> bool {
    match row {
        DoseUnit::Tablet => matches!(
            unit,
            Unit::Tablet
                | Unit::Capsule
                | Unit::Lozenge
                | Unit::Film
                | Unit::Piece
                | Unit::Packet
                | Unit::Suppository
                | Unit::Dose
        ),
        DoseUnit::Puff => matches!(unit, Unit::Puff | Unit::Inhalation | Unit::Dose),
        DoseUnit::Patch => matches!(unit, Unit::Patch | Unit::Dose),
        DoseUnit::Drop => unit == Unit::Drop,
        DoseUnit::Spray => matches!(unit, Unit::Spray | Unit::Dose),
        DoseUnit::Application => {
            matches!(unit, Unit::Application | Unit::Dose | Unit::Suppository | Unit::Ring | Unit::Inch)
        }
        DoseUnit::Milliliter => unit == Unit::Milliliter,
        _ => false,
    }
}

/// A drug whose strength and position are known, for turning what is counted into what is measured.
pub(crate) struct Measure {
    /// The strength of the counted ingredient, where the product states one.
    pub strength: Option<Strength>,
    /// What the row counts.
    pub unit: DoseUnit,
}

impl Measure {
    /// For one ingredient of a drug; `place` is its place among the ingredients of the product.
    pub fn of(drug: &DrugFact, place: Option<usize>, unit: DoseUnit) -> Measure {
        let parts = drug.strength.as_deref().map(strength::read).unwrap_or_default();
        // A strength in another number of parts than the ingredients says nothing about one of them.
        let strength = if parts.len() == drug.ingredients.len() {
            place.and_then(|place| parts.get(place).copied())
        } else {
            None
        };
        Measure { strength, unit }
    }

    /// One amount of a sig in the unit of the row.
    pub fn amount(&self, value: Decimal, unit: Unit) -> Option<Decimal> {
        if let Some(own) = measure(unit) {
            return in_unit(value, own, self.unit).or_else(|| self.pieces(value, own));
        }
        if unit == Unit::Liter {
            return self.amount(value * Decimal::ONE_THOUSAND, Unit::Milliliter);
        }
        if counts(unit, self.unit) {
            return Some(value);
        }
        let strength = self.strength?;
        let each = match (unit, strength.per) {
            (Unit::Milliliter, Per::Milliliters(volume)) => strength.amount / volume,
            (
                Unit::Tablet
                | Unit::Capsule
                | Unit::Suppository
                | Unit::Lozenge
                | Unit::Packet
                | Unit::Vial
                | Unit::Ampule
                | Unit::Syringe
                | Unit::Injection
                | Unit::Film
                | Unit::Piece
                | Unit::Patch
                | Unit::Ring
                | Unit::Dose
                | Unit::Inhalation
                | Unit::Puff
                | Unit::Spray,
                Per::Piece,
            ) => strength.amount,
            // "40 mg/0.8 mL": the volume is that of one syringe or vial. "100 mg/mL" does not say.
            (
                Unit::Syringe | Unit::Injection | Unit::Vial | Unit::Ampule | Unit::Dose,
                Per::Milliliters(volume),
            ) if volume != Decimal::ONE => strength.amount,
            (Unit::Puff | Unit::Inhalation | Unit::Spray | Unit::Dose, Per::Actuation) => strength.amount,
            _ => return None,
        };
        in_unit(value * each, strength.unit, self.unit)
    }

    /// The other way round: "90 mcg" of an inhaler whose row counts puffs.
    fn pieces(&self, value: Decimal, unit: DoseUnit) -> Option<Decimal> {
        let strength = self.strength?;
        let fits = match self.unit {
            DoseUnit::Tablet | DoseUnit::Patch => strength.per == Per::Piece,
            DoseUnit::Puff | DoseUnit::Spray => matches!(strength.per, Per::Actuation | Per::Piece),
            DoseUnit::Milliliter => matches!(strength.per, Per::Milliliters(_)),
            _ => false,
        };
        let each = match strength.per {
            Per::Milliliters(volume) => strength.amount / volume,
            _ => strength.amount,
        };
        if fits { in_unit(value, unit, strength.unit).map(|v| v / each) } else { None }
    }

    /// A dose by its most, by either of the two ways it may be said.
    fn dose(&self, dosage: &Dosage) -> Option<Decimal> {
        let said = |dose: &Dose| self.amount(dose.most(), dose.unit);
        if self.unit == DoseUnit::Application && dosage.dose.is_none() {
            return Some(Decimal::ONE);
        }
        dosage.dose.as_ref().and_then(said).or_else(|| dosage.same_as.as_ref().and_then(said))
    }

    /// What the directions give, at most.
    ///
    /// # Errors
    /// Why it cannot be said, to follow "not checked: ".
    pub fn taken(&self, drug: &DrugFact) -> Result<Taken, String> {
        let directions = drug.sig.understood(drug.form.as_deref());
        let dosages = match directions.as_ref() {
            Directions::NotGiven => return Err("no directions are given".to_owned()),
            Directions::Read(dosages) => dosages,
            Directions::Unread { .. } | Directions::Typed(_) => {
                return Err("the directions were not understood".to_owned());
            }
        };
        let mut taken = Taken {
            single: Decimal::ZERO,
            daily: Some(Decimal::ZERO),
            interval_hours: None,
            every_days: None,
            as_needed: dosages.iter().all(|d| d.as_needed),
            unit: self.unit,
        };
        let last = dosages.iter().map(|d| d.sequence).max().unwrap_or(0);
        for step in 1..=last {
            let together: Vec<&Dosage> = dosages.iter().filter(|d| d.sequence == step).collect();
            self.step(&together, &mut taken)?;
        }
        if taken.single <= Decimal::ZERO {
            return Err("the directions name no amount".to_owned());
        }
        Ok(taken)
    }

    /// Adds one step of directions that apply side by side.
    fn step(&self, together: &[&Dosage], taken: &mut Taken) -> Result<(), String> {
        let mut days = [Some(Decimal::ZERO); 7];
        for dosage in together {
            let single = self.dose(dosage).ok_or_else(|| self.why_not(dosage))?;
            taken.single = taken.single.max(single);
            let daily = self.daily(dosage, single);
            for (weekday, day) in days.iter_mut().enumerate() {
                if applies(&dosage.timing, weekday) {
                    *day = day.zip(daily).map(|(sum, daily)| sum + daily);
                }
            }
            if let Some(rate) = rate(&dosage.timing) {
                // Decimal division leaves 0.9999…; a thousandth is finer than any timing.
                let per_day = rate.0 / rate.1;
                if per_day > Decimal::ONE {
                    let hours = (Decimal::from(24) / per_day).round_dp(3);
                    taken.interval_hours = Some(taken.interval_hours.map_or(hours, |h| h.min(hours)));
                } else if per_day < Decimal::ONE && together.len() == 1 {
                    let days = (Decimal::ONE / per_day).round_dp(3);
                    taken.every_days = Some(taken.every_days.map_or(days, |d| d.min(days)));
                }
            }
        }
        // A day of the fullest weekday; unknown as soon as one is.
        for day in days {
            taken.daily = taken.daily.zip(day).map(|(most, day)| most.max(day));
        }
        Ok(())
    }

    /// The most on a day on which it is taken.
    fn daily(&self, dosage: &Dosage, single: Decimal) -> Option<Decimal> {
        let t = &dosage.timing;
        let repeats = dosage.additional.iter().find_map(|a| match a {
            Additional::MayRepeat { times, .. } => Some(Decimal::from(*times) + Decimal::ONE),
            _ => None,
        });
        let ceiling = dosage.maximum.and_then(|maximum| {
            let amount = match maximum.unit {
                Unit::Dose => single * maximum.amount,
                unit => self.amount(maximum.amount, unit)?,
            };
            let per_day = maximum.hours.map_or(Decimal::ONE, |h| Decimal::from(24) / Decimal::from(h.max(1)));
            Some(amount * per_day.max(Decimal::ONE))
        });
        let times = match (t.count, rate(t)) {
            (Some(count), None) => Some(Decimal::from(count)),
            (_, Some((times, days))) => {
                let on_a_day = if t.day_of_week.is_empty() {
                    times / days
                } else {
                    times / Decimal::from(t.day_of_week.len()) * Decimal::from(7) / days
                };
                let on_a_day = on_a_day.max(Decimal::ONE);
                Some(t.count.map_or(on_a_day, |count| on_a_day.min(Decimal::from(count))))
            }
            (None, None) => {
                let named = t.when.len() + t.time_of_day.len();
                if named > 0 { Some(Decimal::from(named)) } else { None }
            }
        };
        let times = match (times, repeats) {
            (Some(times), Some(repeats)) => Some(times * repeats),
            (times, repeats) => times.or(repeats),
        };
        match (times.map(|times| single * times), ceiling) {
            (Some(all), Some(ceiling)) => Some(all.min(ceiling)),
            (all, ceiling) => all.or(ceiling),
        }
    }

    fn why_not(&self, dosage: &Dosage) -> String {
        match dosage.dose {
            None if dosage.amount.is_some() => "the amount is not a number".to_owned(),
            None => "the directions do not say how much".to_owned(),
            Some(_) if self.strength.is_none() => "the strength of the product is not known".to_owned(),
            Some(dose) => {
                let unit = crate::sig::unit_word(dose.unit, true);
                format!("{unit} cannot be counted in {} for this product", unit_words(self.unit))
            }
        }
    }
}

/// Times in so many days, at most; `None` when the timing does not say.
fn rate(timing: &Timing) -> Option<(Decimal, Decimal)> {
    let most = Decimal::from(timing.frequency_max.or(timing.frequency)?);
    if timing.period == 0 || most.is_zero() {
        return None;
    }
    let period = Decimal::from(timing.period);
    let (times, days) = match timing.period_unit? {
        PeriodUnit::Minute => (most * Decimal::from(1440), period),
        PeriodUnit::Hour => (most * Decimal::from(24), period),
        PeriodUnit::Day => (most, period),
        PeriodUnit::Week => (most, period * Decimal::from(7)),
        PeriodUnit::Month => (most, period * Decimal::from(30)),
        PeriodUnit::Year => (most, period * Decimal::from(365)),
    };
    if timing.day_of_week.is_empty() {
        Some((times, days))
    } else {
        Some((times * Decimal::from(timing.day_of_week.len()), days * Decimal::from(7)))
    }
}

fn applies(timing: &Timing, weekday: usize) -> bool {
    const DAYS: [Weekday; 7] =
        [Weekday::Mon, Weekday::Tue, Weekday::Wed, Weekday::Thu, Weekday::Fri, Weekday::Sat, Weekday::Sun];
    timing.day_of_week.is_empty() || timing.day_of_week.contains(&DAYS[weekday])
}

/// The unit as read: "mg", "units", "puffs".
pub(crate) fn unit_words(unit: DoseUnit) -> &'static str {
    match unit {
        DoseUnit::Milligram => "mg",
        DoseUnit::Microgram => "mcg",
        DoseUnit::Gram => "g",
        DoseUnit::Units => "units",
        DoseUnit::Milliequivalent => "mEq",
        DoseUnit::Milliliter => "mL",
        DoseUnit::Puff => "puffs",
        DoseUnit::Tablet => "tablets",
        DoseUnit::Patch => "patches",
        DoseUnit::Drop => "drops",
        DoseUnit::Spray => "sprays",
        DoseUnit::Application => "applications",
    }
}

/// "40 mg", "1 puff".
pub(crate) fn said(amount: Decimal, unit: DoseUnit) -> String {
    let words = unit_words(unit);
    let one = amount == Decimal::ONE
        && !matches!(
            unit,
            DoseUnit::Milligram
                | DoseUnit::Microgram
                | DoseUnit::Gram
                | DoseUnit::Milliequivalent
                | DoseUnit::Milliliter
        );
    let word = match (one, unit) {
        (true, DoseUnit::Patch) => "patch",
        (true, _) => words.strip_suffix('s').unwrap_or(words),
        (false, _) => words,
    };
    format!("{} {word}", crate::words::number(amount))
}

#[cfg(test)]
mod tests {
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
        assert_eq!(
            amounts("10 mg", "1 tab daily x3d, then 2 tabs bid x3d, then 1 tab daily"),
            pair("20", "40")
        );
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
        assert!(
            taken("5 mg", "1 tab po whenever", DoseUnit::Milligram).unwrap_err().contains("not understood")
        );
        assert_eq!(taken("5 mg", "", DoseUnit::Milligram).unwrap_err(), "no directions are given");
        // A strength in two parts of a drug with one ingredient says nothing about it.
        let odd = DrugFact {
            ingredients: vec!["x".into()],
            strength: Some("5 mg / 10 mg".into()),
            ..DrugFact::default()
        };
        assert!(Measure::of(&odd, Some(0), DoseUnit::Milligram).strength.is_none());
    }
}
