//! People who may already be registered: same birth date and a name alike, same telephone, or the same name.

use std::collections::BTreeMap;

use serde::Serialize;
use yarrow_kernel::{PatientId, Timestamp, fold, phone_digits};

use super::find::{MatchedBy, PatientHit, hit};
use super::register::RegisterPatient;
use crate::access::{Operation, Permission, Session};
use crate::error::Result;
use crate::store::{Db, Field};

/// Somebody who may be the same person, with the reasons in words.
#[derive(Clone, Debug, Serialize, ts_rs::TS)]
pub struct DuplicateCandidate {
    /// Who.
    pub patient: PatientHit,
    /// Why.
    pub reasons: Vec<String>,
}

const FIND: Operation = Operation::new("patient_duplicates", Permission::PatientDemographicsRead);

/// Who may already be this person.
///
/// # Errors
/// When the role may not see patients.
pub fn find_duplicates(session: &Session, request: RegisterPatient) -> Result<Vec<DuplicateCandidate>> {
    let now = session.now();
    session.read(&FIND, move |db| find_in(db, &request, now))
}

fn find_in(db: &Db, typed: &RegisterPatient, now: Timestamp) -> Result<Vec<DuplicateCandidate>> {
    let mut reasons: BTreeMap<PatientId, Vec<String>> = BTreeMap::new();
    let (family, given) = (fold(&typed.family), fold(&typed.given));
    for id in
        ids(db, "SELECT id FROM patient WHERE birth_date = ?1 LIMIT 500", &typed.birth_date.to_string())?
    {
        let other = super::store::require(db, id)?;
        let (other_family, other_given) = (fold(&other.family), fold(&other.given));
        let alike = |a: &str, b: &str| {
            !a.is_empty() && !b.is_empty() && (within_edits(a, b, 2) || soundex(a) == soundex(b))
        };
        let swapped = alike(&family, &other_given) && alike(&given, &other_family);
        let (same_family, same_given) = (alike(&family, &other_family), alike(&given, &other_given));
        if same_family || swapped || (same_given && family.is_empty()) {
            let mut why = vec!["same birth date".to_owned()];
            if swapped {
                why.push("family and given name swapped".to_owned());
            } else if family == other_family {
                why.push("same family name".to_owned());
            } else {
                why.push("family name sounds alike".to_owned());
            }
            if same_given && !swapped {
                why.push(
                    if given == other_given { "same given name" } else { "given name sounds alike" }
                        .to_owned(),
                );
            }
            reasons.entry(id).or_default().extend(why);
        }
    }
    for phone in [&typed.phone, &typed.phone_alt].into_iter().flatten() {
        let digits = phone_digits(phone);
        if digits.len() >= 7 {
            for id in ids(
                db,
                "SELECT patient_id FROM patient_number WHERE kind = 'phone' AND digits = ?1 LIMIT 20",
                &digits,
            )? {
                reasons.entry(id).or_default().push("same telephone".to_owned());
            }
        }
    }
    if !family.is_empty() && !given.is_empty() {
        let key = format!("{family} {given}");
        for id in ids(db, "SELECT patient_id FROM patient_name WHERE kind = 0 AND key = ?1 LIMIT 20", &key)? {
            let why = reasons.entry(id).or_default();
            if why.is_empty() {
                why.push("same name".to_owned());
            }
        }
    }
    let mut found = reasons
        .into_iter()
        .map(|(id, reasons)| Ok(DuplicateCandidate { patient: hit(db, id, MatchedBy::Name, now)?, reasons }))
        .collect::<Result<Vec<_>>>()?;
    found.sort_by_key(|candidate| std::cmp::Reverse(candidate.reasons.len()));
    found.truncate(5);
    Ok(found)
}

fn ids(db: &Db, sql: &str, key: &str) -> Result<Vec<PatientId>> {
    let mut statement = db.prepare_cached(sql)?;
    let mut rows = statement.query([key])?;
    let mut found = Vec::new();
    while let Some(row) = rows.next()? {
        found.push(PatientId::from_value(row.get_ref(0)?)?);
    }
    Ok(found)
}

/// Whether two texts differ by at most `most` edits, counting a transposition as one (restricted Damerau–Levenshtein,
/// 1964). Texts under five letters must differ by at most one.
pub(super) fn within_edits(a: &str, b: &str, most: usize) -> bool {
    let (a, b): (Vec<char>, Vec<char>) = (a.chars().collect(), b.chars().collect());
    let most = if a.len().min(b.len()) < 5 { most.min(1) } else { most };
    if a.len().abs_diff(b.len()) > most {
        return false;
    }
    let mut before: Vec<usize> = Vec::new();
    let mut last: Vec<usize> = (0..=b.len()).collect();
    for i in 1..=a.len() {
        let mut row = vec![i];
        for j in 1..=b.len() {
            let change = last[j - 1] + usize::from(a[i - 1] != b[j - 1]);
            let mut best = change.min(last[j] + 1).min(row[j - 1] + 1);
            if i > 1 && j > 1 && a[i - 1] == b[j - 2] && a[i - 2] == b[j - 1] {
                best = best.min(before[j - 2] + 1);
            }
            row.push(best);
        }
        before = std::mem::replace(&mut last, row);
    }
    last[b.len()] <= most
}

/// American Soundex (US National Archives, "The Soundex Indexing System").
fn soundex(name: &str) -> String {
    let code = |c: char| match c {
        'b' | 'f' | 'p' | 'v' => Some('1'),
        'c' | 'g' | 'j' | 'k' | 'q' | 's' | 'x' | 'z' => Some('2'),
        'd' | 't' => Some('3'),
        'l' => Some('4'),
        'm' | 'n' => Some('5'),
        'r' => Some('6'),
        _ => None,
    };
    let mut letters = name.chars().filter(char::is_ascii_lowercase);
    let Some(first) = letters.next() else { return name.to_owned() };
    let mut sound = String::from(first);
    let mut last = code(first);
    for c in letters {
        let digit = code(c);
        if let Some(digit) = digit
            && Some(digit) != last
        {
            sound.push(digit);
        }
        // h and w do not separate equal sounds; vowels do.
        if !matches!(c, 'h' | 'w') {
            last = digit;
        }
    }
    sound.chars().chain("000".chars()).take(4).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_examples_of_the_national_archives_have_their_codes() {
        for (name, code) in [
            ("washington", "w252"),
            ("lee", "l000"),
            ("gutierrez", "g362"),
            ("jackson", "j250"),
            ("tymczak", "t522"),
        ] {
            assert_eq!(soundex(name), code, "{name}");
        }
    }

    #[test]
    fn a_transposition_is_one_edit_and_short_names_are_held_stricter() {
        assert!(within_edits("ortega", "ortgea", 1));
        assert!(!within_edits("lam", "kim", 2));
        assert!(within_edits("castellano", "castelano", 2));
    }
}
