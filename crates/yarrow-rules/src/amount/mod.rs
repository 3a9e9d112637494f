//! How much of an ingredient the directions give: one dose, a day, how often; in the unit that a dose row counts.

mod timing;
mod units;

#[cfg(test)]
mod tests;

use timing::{applies, rate};
use units::{counts, measure};
pub(crate) use units::{in_unit, said, unit_words};

use crate::facts::{Directions, DrugFact};
use crate::sig::{Additional, Dosage, Dose, Unit};
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
