//! A body over the years: what would be measured on a day, given what is taken.
//!
//! Numbers are rounded population averages chosen to look like a chart; they are not for teaching physiology.

use yarrow_kernel::LocalDate;

use crate::measures::creatinine_for;
use crate::people::{Person, Sex};
use crate::rng::{Rng, days_between};
use crate::scribe::Taken;

/// The constants of one body.
#[derive(Clone, Debug)]
pub(crate) struct Body {
    /// cm at full growth.
    pub height: f64,
    /// kg on `since`, and kg a year.
    pub weight: f64,
    pub weight_slope: f64,
    /// Where the child lies between small (-1) and big (1).
    pub build: f64,
    /// mmHg without treatment.
    pub systolic: f64,
    pub pulse: f64,
    /// % without treatment on `since`.
    pub a1c: f64,
    /// mg/dL without treatment.
    pub ldl: f64,
    pub hdl: f64,
    pub triglycerides: f64,
    /// mL/min/1.73 m² on `since`, and a year.
    pub egfr: f64,
    pub egfr_slope: f64,
    pub urate: f64,
    pub hemoglobin: f64,
    pub saturation: f64,
    pub since: LocalDate,
}

impl Body {
    /// A healthy body of this person's sex and age.
    pub fn new(rng: &mut Rng, person: &Person, since: LocalDate) -> Self {
        let female = person.sex == Sex::Female;
        let age = person.age(since) as f64;
        let height = if female { rng.bell(162.5, 6.0) } else { rng.bell(176.0, 6.5) };
        let bmi = rng.bell(26.5, 3.6).max(18.6);
        Self {
            height,
            weight: bmi * (height / 100.0) * (height / 100.0),
            weight_slope: rng.bell(0.25, 0.35),
            build: rng.bell(0.0, 0.4),
            systolic: rng.bell(112.0 + 0.2 * (age - 30.0).max(0.0), 6.0).min(134.0),
            pulse: rng.bell(72.0, 6.0),
            a1c: rng.bell(5.3, 0.15),
            ldl: rng.bell(112.0, 14.0),
            hdl: if female { rng.bell(57.0, 7.0) } else { rng.bell(48.0, 6.0) },
            triglycerides: rng.bell(108.0, 22.0),
            egfr: rng.bell(122.0 - 0.75 * age, 5.0).clamp(64.0, 125.0),
            egfr_slope: -rng.bell(0.75, 0.15).max(0.2),
            urate: if female { rng.bell(4.6, 0.6) } else { rng.bell(5.6, 0.6) },
            hemoglobin: if female { rng.bell(13.6, 0.5) } else { rng.bell(15.3, 0.5) },
            saturation: 98.0,
            since,
        }
    }

    /// Years since the body was described.
    fn years(&self, on: LocalDate) -> f64 {
        days_between(self.since, on) as f64 / 365.25
    }

    /// cm on a day.
    pub fn height_on(&self, person: &Person, on: LocalDate) -> f64 {
        let months = person.months(on);
        if months >= 216.0 {
            return self.height;
        }
        let (typical, adult) =
            (growth(months, person.sex, false), if person.sex == Sex::Female { 163.0 } else { 176.0 });
        typical
            * (1.0
                + (self.height / adult - 1.0) * (months / 216.0)
                + 0.02 * self.build * (1.0 - months / 216.0))
    }

    /// kg on a day.
    pub fn weight_on(&self, person: &Person, on: LocalDate) -> f64 {
        let months = person.months(on);
        if months < 216.0 {
            return growth(months, person.sex, true) * (1.0 + 0.14 * self.build);
        }
        let grown = if person.age(self.since) >= 18 { self.years(on) } else { (months - 216.0) / 12.0 };
        (self.weight + self.weight_slope * grown).clamp(0.75 * self.weight, 1.35 * self.weight)
    }

    /// mmHg systolic and diastolic on a day.
    pub fn pressure_on(&self, rng: &mut Rng, person: &Person, on: LocalDate, takes: &[Taken]) -> (f64, f64) {
        let age = person.age(on) as f64;
        if age < 18.0 {
            let systolic = rng.bell(88.0 + 1.6 * age, 4.0);
            return (systolic, rng.bell(systolic * 0.6, 3.0));
        }
        let lowered: f64 = takes.iter().map(|taken| taken.rx.pressure).sum();
        let systolic = rng.bell(self.systolic + 0.25 * self.years(on) - lowered, 4.5).clamp(94.0, 196.0);
        (systolic, rng.bell(0.42 * systolic + 23.0 - 0.08 * (age - 50.0).max(0.0), 3.5).clamp(48.0, 112.0))
    }

    /// % HbA1c on a day.
    pub fn a1c_on(&self, rng: &mut Rng, on: LocalDate, takes: &[Taken]) -> f64 {
        let lowered: f64 = takes.iter().map(|taken| taken.rx.sugar).sum();
        let drift = if self.a1c > 6.4 { 0.1 * self.years(on).max(0.0) } else { 0.0 };
        rng.bell(self.a1c + drift - lowered, 0.12).clamp(4.9, 13.5)
    }

    /// mg/dL LDL on a day.
    pub fn ldl_on(&self, rng: &mut Rng, takes: &[Taken]) -> f64 {
        let stays: f64 = takes.iter().map(|taken| taken.rx.ldl).product();
        rng.bell(self.ldl * stays, 4.0).max(32.0)
    }

    /// mL/min/1.73 m² on a day, before rounding through the creatinine.
    pub fn egfr_on(&self, rng: &mut Rng, on: LocalDate) -> f64 {
        rng.bell(self.egfr + self.egfr_slope * self.years(on), 1.6).clamp(16.0, 128.0)
    }

    /// mg/dL creatinine that gives this GFR.
    pub fn creatinine(&self, egfr: f64, person: &Person, on: LocalDate) -> f64 {
        creatinine_for(egfr, person.age(on) as f64, person.sex)
    }
}

/// A middling child: (months, cm girl, cm boy, kg girl, kg boy), rounded by hand; not a growth chart.
const GROWTH: &[(f64, f64, f64, f64, f64)] = &[
    (0.0, 49.0, 50.0, 3.2, 3.4),
    (2.0, 57.0, 58.5, 5.1, 5.6),
    (4.0, 62.0, 64.0, 6.4, 7.0),
    (6.0, 65.5, 67.5, 7.3, 7.9),
    (9.0, 70.0, 72.0, 8.2, 8.9),
    (12.0, 74.0, 76.0, 8.9, 9.6),
    (18.0, 80.5, 82.5, 10.2, 10.9),
    (24.0, 86.0, 87.5, 11.5, 12.2),
    (36.0, 94.5, 95.5, 13.9, 14.4),
    (48.0, 101.5, 102.5, 15.9, 16.3),
    (60.0, 108.5, 109.0, 18.0, 18.4),
    (84.0, 121.0, 121.5, 22.8, 23.0),
    (108.0, 133.0, 133.5, 29.0, 28.6),
    (132.0, 145.0, 143.5, 37.0, 35.8),
    (156.0, 157.0, 156.5, 46.0, 46.0),
    (180.0, 161.5, 170.0, 52.5, 57.0),
    (204.0, 163.0, 175.0, 56.0, 64.5),
    (216.0, 163.0, 176.0, 57.5, 67.0),
];

fn growth(months: f64, sex: Sex, weight: bool) -> f64 {
    let value = |row: &(f64, f64, f64, f64, f64)| match (sex, weight) {
        (Sex::Female, false) => row.1,
        (Sex::Male, false) => row.2,
        (Sex::Female, true) => row.3,
        (Sex::Male, true) => row.4,
    };
    let after = GROWTH.iter().position(|row| row.0 > months).unwrap_or(GROWTH.len() - 1).max(1);
    let (a, b) = (&GROWTH[after - 1], &GROWTH[after]);
    let part = ((months - a.0) / (b.0 - a.0)).clamp(0.0, 1.0);
    value(a) + (value(b) - value(a)) * part
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn children_grow_and_never_shrink() {
        for sex in [Sex::Female, Sex::Male] {
            let heights: Vec<f64> = (0..216).map(|m| growth(f64::from(m), sex, false)).collect();
            assert!(heights.is_sorted());
            assert!((growth(7.5, sex, true) - 8.0).abs() < 0.6);
        }
    }
}
