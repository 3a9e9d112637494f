//! Patient search, a keystroke at a time.

use yarrow_core::patients::{FindPatients, Patient, find, require};
use yarrow_kernel::{fold, phone_digits};

use crate::failure::{Failure, Outcome};
use crate::measure::Samples;
use crate::plain::{Ask, Plain, Typed};
use crate::practice::Open;
use crate::report::{Budget, Row};

/// As many as the search field shows.
const SHOWN: u32 = 8;
/// People looked for; each is typed in several ways.
const PEOPLE: u64 = 150;

/// Searches for people by name, birth date, telephone and record number.
///
/// # Errors
/// When a search fails, or both sides do not find the same number of patients.
pub fn measure(open: &Open, plain: &mut Plain) -> Outcome<Row> {
    let mut questions = Vec::new();
    for id in open.some_patients(PEOPLE, 0)? {
        questions.extend(typed_for(&open.store().read(move |db| require(db, id))?));
    }
    let (mut ours, mut theirs) = (Samples::default(), Samples::default());
    // The first round fills the caches of both sides and is not counted.
    for round in 0..2 {
        for (n, (query, typed)) in questions.iter().enumerate() {
            let request = FindPatients { query: query.clone(), limit: SHOWN };
            let ask = Ask::Find { typed: typed.clone(), limit: SHOWN };
            let mut took = Samples::default();
            let mut plainly = None;
            if n % 2 == 0 {
                plainly = Some(plain.ask(&ask)?);
            }
            let found = took.time(|| find(&open.session, request))?.len();
            let (there, found_there) = match plainly {
                Some(answer) => answer,
                None => plain.ask(&ask)?,
            };
            if found != found_there {
                return Err(Failure::said(format!(
                    "The search {typed:?} found {found} patients here and {found_there} there."
                )));
            }
            if round > 0 {
                ours.append(took);
                theirs.add(there);
            }
        }
    }
    Ok(Row::time(
        "patient search, per keystroke",
        ours.figures(),
        Some(theirs.figures()),
        Some(Budget::P95(5.0)),
    ))
}

/// What is typed to find somebody, keystroke by keystroke, and how a hand-written search would read it.
fn typed_for(patient: &Patient) -> Vec<(String, Typed)> {
    let (family, given) = (fold(&patient.family), fold(&patient.given));
    let first_of = |text: &str, letters: usize| text.chars().take(letters).collect::<String>();
    let mut texts: Vec<String> = (1..=4).map(|letters| first_of(&family, letters)).collect();
    texts.extend([
        family.clone(),
        format!("{family} {}", first_of(&given, 1)),
        format!("{family} {given}"),
        format!("{given} {}", first_of(&family, 2)),
    ]);
    let mut typed: Vec<(String, Typed)> = texts
        .into_iter()
        .map(|text| {
            let words: Vec<String> = text.split(' ').map(str::to_owned).collect();
            let typed = Typed::Name(words[0].clone(), words[1..].to_vec());
            (text, typed)
        })
        .collect();
    let birth = patient.birth_date.to_string();
    if let [year, month, day] = birth.split('-').collect::<Vec<_>>()[..] {
        // A day above 12 can be read in one way only, so that both sides are asked the same.
        if day > "12" {
            let digits = format!("{month}{day}{year}");
            typed.push((format!("{month}/{day}/{year}"), Typed::Date(birth.clone(), digits)));
        }
    }
    if let Some(phone) = &patient.phone {
        let digits = phone_digits(phone);
        let end = digits[digits.len().saturating_sub(4)..].to_owned();
        typed.push((end.clone(), Typed::Number(end.clone(), end)));
    }
    let mrn: String = patient.mrn.chars().filter(char::is_ascii_digit).collect();
    if patient.mrn.chars().all(|c| c.is_ascii_digit() || c == '-') && mrn.len() < 8 && mrn.len() != 6 {
        typed.push((patient.mrn.clone(), Typed::Number(mrn.clone(), mrn)));
    }
    typed
}
