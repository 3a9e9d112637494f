//! The kidney function of this patient, in the measure a label goes by.

use super::{Patient, Weight, kidney, observation_fact, problem_fact};
use crate::facts::{ObservationFact, readable_date};
use crate::tables::RenalMeasure;
use crate::words::number;
use rust_decimal::Decimal;

/// How long a creatinine counts, in days. Our own choice; a chart that has an older one is told so.
pub(crate) const CREATININE_DAYS: i64 = 365;

/// A kidney function, or why there is none.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Kidney {
    Known {
        value: Decimal,
        /// "creatinine clearance 34 mL/min".
        words: String,
        /// The facts it was computed from.
        facts: Vec<String>,
    },
    Unknown {
        because: String,
    },
}

pub(super) const CREATININE: [&str; 3] = ["2160-0", "38483-4", "14682-9"];
pub(super) const EGFR: [&str; 8] =
    ["98979-8", "62238-1", "33914-3", "88293-6", "69405-9", "48642-3", "48643-1", "77147-7"];

impl Patient<'_> {
    /// The kidney function by Cockcroft–Gault or as eGFR.
    ///
    /// Renal replacement and stage 5 disease on the problem list count whatever the creatinine says. Without a usable
    /// creatinine or eGFR the stage of chronic kidney disease on the problem list is taken at its upper end.
    pub fn kidney(&self, measure: RenalMeasure) -> Kidney {
        let unknown = |because: &str| Kidney::Unknown { because: because.to_owned() };
        if let Some(problem) = self.problem(&["Z99.2", "N18.6"]) {
            return Kidney::Known {
                value: Decimal::TEN,
                words: "end-stage kidney disease".to_owned(),
                facts: vec![problem_fact(problem)],
            };
        }
        let Some(years) = self.years() else { return unknown("no date of birth is recorded") };
        let creatinine = self.usable(&CREATININE);
        let reported = self.usable(&EGFR);
        if years < 18 {
            return self.of_child(years, creatinine, reported);
        }
        let computed = match (measure, creatinine.clone()) {
            (_, Err(because)) => Err(because),
            (RenalMeasure::Crcl, Ok(found)) => self.clearance(years, found),
            (RenalMeasure::Egfr, Ok(found)) => self.estimate(years, found),
        };
        let direct = reported.as_ref().ok().and_then(|found| {
            let value = found.value?;
            let words = format!("eGFR {} mL/min/1.73 m²", number(value.round_dp(0)));
            Some(Kidney::Known { value, words, facts: vec![observation_fact(found)] })
        });
        match (measure, computed, direct) {
            // A laboratory's own eGFR is as good as ours unless the creatinine is newer.
            (RenalMeasure::Egfr, Ok(own), Some(theirs)) => {
                let date = |o: &Result<&ObservationFact, String>| o.as_ref().ok().and_then(|o| o.date);
                if date(&creatinine) > date(&reported) { own } else { theirs }
            }
            (RenalMeasure::Egfr, Err(_), Some(theirs)) => theirs,
            (_, Ok(own), _) => own,
            // No weight or no creatinine: the eGFR stands in for the clearance, and the card says so.
            (RenalMeasure::Crcl, Err(because), Some(Kidney::Known { value, words, mut facts })) => {
                facts.push(format!("The label goes by creatinine clearance; eGFR is used because {because}"));
                Kidney::Known { value, words, facts }
            }
            (_, Err(because), _) => self.by_stage().unwrap_or(Kidney::Unknown { because }),
        }
    }

    fn by_stage(&self) -> Option<Kidney> {
        let stages: [(&[&str], i64, &str); 4] = [
            (&["N18.5"], 14, "stage 5 kidney disease"),
            (&["N18.4"], 29, "stage 4 kidney disease"),
            (&["N18.32"], 44, "stage 3b kidney disease"),
            (&["N18.3"], 59, "stage 3 kidney disease"),
        ];
        stages.iter().find_map(|(codes, value, words)| {
            let problem = self.problem(codes)?;
            Some(Kidney::Known {
                value: Decimal::from(*value),
                words: (*words).to_owned(),
                facts: vec![problem_fact(problem), "No usable creatinine or eGFR".to_owned()],
            })
        })
    }

    /// The newest value of some codes that is a number and new enough.
    fn usable(&self, codes: &[&str]) -> Result<&ObservationFact, String> {
        let name = if codes == CREATININE { "creatinine" } else { "eGFR" };
        let found = self.newest(codes).ok_or_else(|| format!("no {name} is recorded"))?;
        match self.days_ago(found.date) {
            None => Err(format!("the {name} is not dated")),
            Some(days) if days > CREATININE_DAYS => {
                let date = found.date.map_or_else(String::new, |d| readable_date(&d.to_string()));
                Err(format!("the last {name} is of {date}, more than 12 months ago"))
            }
            Some(_) if found.value.is_none_or(|v| v <= Decimal::ZERO) => {
                Err(format!("the {name} is not a number"))
            }
            Some(_) => Ok(found),
        }
    }

    fn milligrams(&self, found: &ObservationFact) -> Result<Decimal, String> {
        let unit = found.unit.as_deref().unwrap_or_default();
        let value = found.value.and_then(|v| kidney::creatinine_mg_dl(v, unit));
        let value = value.ok_or_else(|| format!("the creatinine is in \"{unit}\""))?;
        // Below and above what is survived, or a wrong unit.
        if value < Decimal::new(1, 1) || value > Decimal::from(40) {
            return Err(format!("a creatinine of {} mg/dL is not plausible", number(value.round_dp(2))));
        }
        Ok(value)
    }

    fn clearance(&self, years: i32, found: &ObservationFact) -> Result<Kidney, String> {
        let creatinine = self.milligrams(found)?;
        if self.sex().is_none() {
            return Err("the sex is not recorded".to_owned());
        }
        let (kg, weight) = match self.weight() {
            Weight::Known { kg, fact } => (kg, fact),
            Weight::Unknown { because } => return Err(because),
        };
        let (used, which) = kidney::cockcroft_gault_weight(kg, self.height(), self.is_female());
        let value = kidney::cockcroft_gault(years, used, creatinine, self.is_female()).round_dp(0);
        let facts = vec![
            observation_fact(found),
            weight,
            format!("Age {years} years; Cockcroft–Gault with {which} {} kg", number(used.round_dp(1))),
        ];
        Ok(Kidney::Known { value, words: format!("creatinine clearance {value} mL/min"), facts })
    }

    fn estimate(&self, years: i32, found: &ObservationFact) -> Result<Kidney, String> {
        let creatinine = self.milligrams(found)?;
        if self.sex().is_none() {
            return Err("the sex is not recorded".to_owned());
        }
        let value = kidney::ckd_epi_2021(years, creatinine, self.is_female())
            .ok_or_else(|| "the creatinine is not a number".to_owned())?
            .round_dp(0);
        let facts = vec![observation_fact(found), format!("Age {years} years; CKD-EPI 2021")];
        Ok(Kidney::Known { value, words: format!("eGFR {value} mL/min/1.73 m²"), facts })
    }

    fn of_child(
        &self,
        years: i32,
        creatinine: Result<&ObservationFact, String>,
        reported: Result<&ObservationFact, String>,
    ) -> Kidney {
        if let Ok(found) = reported
            && let Some(value) = found.value
        {
            let words = format!("eGFR {} mL/min/1.73 m²", number(value.round_dp(0)));
            return Kidney::Known { value, words, facts: vec![observation_fact(found)] };
        }
        let computed = creatinine.and_then(|found| {
            let creatinine = self.milligrams(found)?;
            if years < 1 {
                return Err("no formula holds below 1 year".to_owned());
            }
            let height = self.height().ok_or_else(|| "no height is recorded".to_owned())?;
            let value = kidney::schwartz(height, creatinine).round_dp(0);
            let facts = vec![
                observation_fact(found),
                format!("Height {} cm; bedside Schwartz", number(height.round_dp(1))),
            ];
            Ok(Kidney::Known { value, words: format!("eGFR {value} mL/min/1.73 m²"), facts })
        });
        computed.unwrap_or_else(|because| Kidney::Unknown { because })
    }
}
