//! Whether the patient is pregnant or nursing, from the problem list and recorded answers.

use super::{Patient, begins, observation_fact, problem_fact};
use crate::facts::{ObservationFact, ProblemFact};
use yarrow_kernel::{LocalDate, PartialDate};

/// What is known about a pregnancy.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Pregnant {
    Yes {
        /// Completed weeks today, where they are known.
        weeks: Option<i64>,
        fact: String,
    },
    No,
    Unknown {
        /// "whether she is pregnant is not recorded".
        because: String,
    },
}

/// What is known about nursing; not knowing is the rule and is not said.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Nursing {
    Yes { fact: String },
    NotKnown,
}

/// Longest a pregnancy can be recorded for, in days: 43 weeks.
const LONGEST: i64 = 301;
/// Ages at which a pregnancy is asked about.
const CHILDBEARING: std::ops::RangeInclusive<i32> = 12..=55;

/// ICD-10-CM categories of a continuing pregnancy: supervision, complications, labour.
fn is_pregnancy(code: &str) -> bool {
    if ["Z33.1", "Z34", "Z3A"].iter().any(|p| begins(code, p)) {
        return true;
    }
    let Some(number) = code.strip_prefix('O').and_then(|rest| rest.get(..2)) else { return false };
    match number {
        "9A" | "98" | "99" => true,
        _ => number.parse::<u32>().is_ok_and(|n| (9..=48).contains(&n) || (60..=77).contains(&n)),
    }
}

/// Weeks of "Z3A.20"; none for Z3A.00 (not specified).
fn weeks_of(code: &str) -> Option<i64> {
    let weeks: i64 = code.strip_prefix("Z3A")?.parse().ok()?;
    match weeks {
        1 => Some(7),
        8..=42 => Some(weeks),
        49 => Some(43),
        _ => None,
    }
}

fn day(problem: &ProblemFact) -> Option<LocalDate> {
    let read = |text: &Option<String>| PartialDate::parse(text.as_deref()?.get(..10)?)?.earliest();
    read(&problem.recorded).or_else(|| read(&problem.onset))
}

impl Patient<'_> {
    /// Whether the patient is pregnant.
    ///
    /// The newest of problem list, recorded pregnancy status (LOINC 82810-3, 11449-6) and pregnancy test counts; anything
    /// older than the longest pregnancy counts for nothing. Men, people outside 12 to 55 years, and women with a recorded
    /// menopause or hysterectomy are not asked about.
    pub fn pregnant(&self) -> Pregnant {
        let mut evidence: Vec<(i64, bool, Option<i64>, String)> = Vec::new();
        let mut stale = false;
        for (code, problem) in self.problems.iter().filter(|(code, _)| is_pregnancy(code)) {
            // A problem without a date is taken as of today: it is on the active list.
            let days = day(problem).map_or(Some(0), |d| self.days_ago(Some(d)));
            let weeks = weeks_of(code).zip(days).map(|(weeks, days)| weeks + days / 7);
            match days {
                Some(days) if days <= LONGEST && weeks.is_none_or(|w| w <= 43) => {
                    evidence.push((days, true, weeks, problem_fact(problem)));
                }
                _ => stale = true,
            }
        }
        for (codes, lasts) in [(&STATUS[..], LONGEST), (&TESTS[..], 60)] {
            if let Some(found) = self.newest(codes)
                && let Some(days) = self.days_ago(found.date).filter(|days| *days <= lasts)
                && let Some(answer) = answer(found)
            {
                // An answer of no is worth less as time passes.
                let fresh = answer || days <= if codes == TESTS { 14 } else { 90 };
                if fresh {
                    evidence.push((days, answer, None, observation_fact(found)));
                }
            }
        }
        // The newest first; of one day a yes before a no; then what knows the week.
        evidence.sort_by(|a, b| (a.0, !a.1, a.2.is_none(), &a.3).cmp(&(b.0, !b.1, b.2.is_none(), &b.3)));
        match evidence.first() {
            Some((_, true, weeks, fact)) => {
                let weeks = weeks.or_else(|| evidence.iter().filter(|e| e.1).find_map(|e| e.2));
                Pregnant::Yes { weeks, fact: fact.clone() }
            }
            Some(_) => Pregnant::No,
            None if !self.could_be() => Pregnant::No,
            None if stale => Pregnant::Unknown {
                because: "the pregnancy on the problem list was recorded more than 43 weeks ago".to_owned(),
            },
            None => Pregnant::Unknown { because: "whether she is pregnant is not recorded".to_owned() },
        }
    }

    fn could_be(&self) -> bool {
        // Hysterectomy, ovaries removed, menopause, sterility.
        let excluded =
            self.problem(&["Z90.71", "Z90.722", "Z78.0", "N95.0", "N95.1", "N95.2", "Z98.51"]).is_some();
        self.is_female() && !excluded && self.years().is_none_or(|years| CHILDBEARING.contains(&years))
    }

    /// Whether the patient is nursing: Z39.1 within a year, or a recorded answer (LOINC 63895-7) within 180 days.
    pub fn nursing(&self) -> Nursing {
        if let Some(found) = self.newest(&NURSING)
            && self.days_ago(found.date).is_some_and(|days| days <= 180)
        {
            return match answer(found) {
                Some(true) => Nursing::Yes { fact: observation_fact(found) },
                _ => Nursing::NotKnown,
            };
        }
        match self.problem(&["Z39.1", "O92"]) {
            Some(problem)
                if day(problem).is_none_or(|d| self.days_ago(Some(d)).is_some_and(|n| n <= 365)) =>
            {
                Nursing::Yes { fact: problem_fact(problem) }
            }
            _ => Nursing::NotKnown,
        }
    }
}

pub(super) const STATUS: [&str; 2] = ["82810-3", "11449-6"];
pub(super) const NURSING: [&str; 1] = ["63895-7"];
pub(super) const TESTS: [&str; 6] = ["2106-3", "2118-8", "2110-5", "2112-1", "80384-1", "80385-8"];

/// Yes or no in the words and LOINC answer codes of these questions; `None` for "unknown".
fn answer(found: &ObservationFact) -> Option<bool> {
    let text = found.text.as_deref()?.trim().to_lowercase();
    let has = |words: &[&str]| words.iter().any(|w| text.contains(w));
    if has(&["la26683-5", "la32-8", "not ", "non-", "negative", "not detected"])
        || text == "no"
        || text.starts_with("no,")
    {
        Some(false)
    } else if has(&[
        "la15173-0",
        "la33-6",
        "77386006",
        "pregnant",
        "positive",
        "yes",
        "breastfeeding",
        "detected",
    ]) {
        Some(true)
    } else {
        None
    }
}
