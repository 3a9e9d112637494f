//! Finding a patient per keystroke: by name in any order, birth date as typed, MRN or telephone.

use rusqlite::Row;
use serde::{Deserialize, Serialize};
use yarrow_kernel::{AdministrativeGender, LocalDate, PartialDate, PatientId, Timestamp, age_in_words, fold};

use super::store::mrn_key;
use crate::access::{Operation, Permission, Session};
use crate::error::Result;
use crate::store::{Db, Field};

/// What was typed, and how many answers fit the screen.
#[derive(Clone, Debug, Deserialize, ts_rs::TS)]
pub struct FindPatients {
    /// Letters, digits, or both.
    pub query: String,
    /// At most this many, up to 50.
    pub limit: u32,
}

crate::codes! {
    /// By what a patient was found.
    pub enum MatchedBy {
        /// Name.
        Name = "name",
        /// Birth date.
        BirthDate = "birth_date",
        /// Medical record number.
        Mrn = "mrn",
        /// Telephone.
        Phone = "phone",
    }
}

/// One patient found.
#[derive(Clone, Debug, Serialize, ts_rs::TS)]
pub struct PatientHit {
    /// Identity.
    pub id: PatientId,
    /// Medical record number.
    pub mrn: String,
    /// Family name.
    pub family: String,
    /// Given name.
    pub given: String,
    /// Middle names.
    pub middle: Option<String>,
    /// The name the patient goes by.
    pub preferred_name: Option<String>,
    /// Birth date.
    pub birth_date: PartialDate,
    /// Age in words.
    pub age: String,
    /// Administrative gender.
    pub gender: AdministrativeGender,
    /// Main telephone.
    pub phone: Option<String>,
    /// Day of the last visit.
    pub last_visit: Option<LocalDate>,
    /// Another answer has nearly the same name.
    pub similar: bool,
    /// By what it was found.
    pub matched: MatchedBy,
}

const FIND: Operation = Operation::new("find_patients", Permission::PatientDemographicsRead);
const MOST: u32 = 50;

/// Finds patients.
///
/// # Errors
/// When the role may not see patients.
pub fn find(session: &Session, request: FindPatients) -> Result<Vec<PatientHit>> {
    let now = session.now();
    session.read(&FIND, move |db| find_in(db, &request.query, request.limit.min(MOST) as usize, now))
}

/// Finds patients on a reader.
///
/// # Errors
/// When the database cannot be read.
pub fn find_in(db: &Db, query: &str, limit: usize, now: Timestamp) -> Result<Vec<PatientHit>> {
    let text: String = query.trim().chars().take(100).collect();
    let mut found: Vec<(PatientId, MatchedBy)> = Vec::new();
    if text.chars().any(char::is_alphabetic) {
        by_name(db, &text, limit, &mut found)?;
    }
    if text.chars().any(|c| c.is_ascii_digit()) {
        by_number(db, &text, limit, now, &mut found)?;
    }
    found.truncate(limit);
    let mut hits =
        found.into_iter().map(|(id, matched)| hit(db, id, matched, now)).collect::<Result<Vec<_>>>()?;
    if hits.len() <= MOST as usize {
        mark_similar(&mut hits);
    }
    Ok(hits)
}

/// The patients this person opened last.
///
/// # Errors
/// When the role may not see patients.
pub fn recent(session: &Session, limit: u32) -> Result<Vec<PatientHit>> {
    let now = session.now();
    let user = session.user().id;
    session.read(&FIND, move |db| {
        let mut statement = db.prepare_cached(include_str!("sql/recent.sql"))?;
        let ids = statement
            .query_map((user.as_bytes(), limit.min(MOST)), |row| Ok(PatientId::from_value(row.get_ref(0)?)))?
            .collect::<rusqlite::Result<Vec<_>>>()?;
        ids.into_iter().map(|id| hit(db, id?, MatchedBy::Name, now)).collect()
    })
}

fn push(found: &mut Vec<(PatientId, MatchedBy)>, id: PatientId, by: MatchedBy) {
    if !found.iter().any(|(known, _)| *known == id) {
        found.push((id, by));
    }
}

fn id_of(row: &Row<'_>) -> Result<PatientId> {
    PatientId::from_value(row.get_ref(0)?)
}

/// The first word is a prefix of a name; every further word begins a later word of the same name key.
fn by_name(db: &Db, text: &str, limit: usize, found: &mut Vec<(PatientId, MatchedBy)>) -> Result<()> {
    let folded = fold(text);
    let (first, rest) = folded.split_once(' ').unwrap_or((&folded, ""));
    if first.is_empty() {
        return Ok(());
    }
    let words: Vec<String> =
        rest.split(' ').filter(|word| !word.is_empty()).map(|word| format!(" {word}")).collect();
    let upper = format!("{first}\u{10ffff}");
    let mut statement = db.prepare_cached(
        "SELECT patient_id, key FROM patient_name WHERE kind = ?1 AND key >= ?2 AND key < ?3 ORDER BY key",
    )?;
    for kind in [0, 1] {
        let mut rows = statement.query((kind, first, &upper))?;
        while found.len() < limit
            && let Some(row) = rows.next()?
        {
            let key = row.get_ref(1)?.as_str().unwrap_or_default();
            if words.iter().all(|word| key.contains(word.as_str())) {
                push(found, id_of(row)?, MatchedBy::Name);
            }
        }
    }
    Ok(())
}

fn by_number(
    db: &Db,
    text: &str,
    limit: usize,
    now: Timestamp,
    found: &mut Vec<(PatientId, MatchedBy)>,
) -> Result<()> {
    for date in birth_dates(text, now) {
        let mut statement = db
            .prepare_cached("SELECT id FROM patient WHERE birth_date = ?1 ORDER BY family, given LIMIT ?2")?;
        let mut rows = statement.query((date.to_string(), limit as i64))?;
        while let Some(row) = rows.next()? {
            push(found, id_of(row)?, MatchedBy::BirthDate);
        }
    }
    let digits: String = text.chars().filter(char::is_ascii_digit).collect();
    let backwards: String = digits.chars().rev().collect();
    let mrn = mrn_key(text);
    let mut wanted = vec![("mrn", &mrn, MatchedBy::Mrn)];
    if digits.len() >= 4 {
        wanted.extend([("phone", &digits, MatchedBy::Phone), ("enohp", &backwards, MatchedBy::Phone)]);
    }
    let mut statement = db.prepare_cached(
        "SELECT patient_id FROM patient_number WHERE kind = ?1 AND digits >= ?2 AND digits < ?2 || char(0x10ffff) ORDER BY digits LIMIT ?3",
    )?;
    for (kind, prefix, by) in wanted {
        if found.len() >= limit || prefix.is_empty() {
            continue;
        }
        let mut rows = statement.query((kind, prefix, limit as i64))?;
        while let Some(row) = rows.next()? {
            push(found, id_of(row)?, by);
        }
    }
    Ok(())
}

/// The dates that typed digits can mean: `14031959`, `3/14/59`, `3-14-1959`, `1959-03-14`, `14.3.1959`. Slashes and dashes
/// are month first, as in the US; eight digits are tried both ways; two-digit years lie in the past hundred years.
fn birth_dates(text: &str, now: Timestamp) -> Vec<PartialDate> {
    let parts: Vec<&str> =
        text.split(|c: char| !c.is_ascii_digit()).filter(|part| !part.is_empty()).collect();
    let number = |text: &str| text.parse::<u32>().ok();
    let year = |text: &str| -> Option<i32> {
        let value = number(text)? as i32;
        let this = now.to_utc().map_or(2026, |utc| chrono::Datelike::year(&utc));
        match text.len() {
            4 => Some(value),
            2 => Some(if 2000 + value <= this { 2000 + value } else { 1900 + value }),
            _ => None,
        }
    };
    let mut found = Vec::new();
    let mut push = |year: Option<i32>, month: Option<u32>, day: Option<u32>| {
        if let (Some(y), Some(m), Some(d)) = (year, month, day)
            && let Some(date) = LocalDate::of(y, m, d)
            && !found.contains(&PartialDate::from(date))
        {
            found.push(date.into());
        }
    };
    match parts[..] {
        [y, m, d] if y.len() == 4 => push(year(y), number(m), number(d)),
        [a, b, y] => {
            let month_first = !text.contains('.');
            let (m, d) = if month_first { (a, b) } else { (b, a) };
            push(year(y), number(m), number(d));
            push(year(y), number(d), number(m));
        }
        [all] if all.len() == 8 => {
            push(year(&all[..4]), number(&all[4..6]), number(&all[6..]));
            push(year(&all[4..]), number(&all[..2]), number(&all[2..4]));
            push(year(&all[4..]), number(&all[2..4]), number(&all[..2]));
        }
        [all] if all.len() == 6 => push(year(&all[4..]), number(&all[..2]), number(&all[2..4])),
        _ => {}
    }
    found
}

/// One patient as a hit.
pub(super) fn hit(db: &Db, id: PatientId, matched: MatchedBy, now: Timestamp) -> Result<PatientHit> {
    let patient = super::store::require(db, id)?;
    let last: Option<i64> = db
        .prepare_cached("SELECT max(start) FROM encounter WHERE patient_id = ?1 AND status IN ('finished', 'in-progress')")?
        .query_row([id.as_bytes()], |row| row.get(0))?;
    let today = now.to_utc().map(|utc| LocalDate(utc.date_naive()));
    Ok(PatientHit {
        id,
        mrn: patient.mrn,
        family: patient.family,
        given: patient.given,
        middle: patient.middle,
        preferred_name: patient.preferred_name,
        birth_date: patient.birth_date,
        age: today.map(|today| age_in_words(patient.birth_date, today)).unwrap_or_default(),
        gender: patient.gender,
        phone: patient.phone,
        last_visit: last.and_then(|at| Timestamp(at).to_utc()).map(|utc| LocalDate(utc.date_naive())),
        similar: false,
        matched,
    })
}

/// Two answers whose names differ by at most two letters: the screen asks to check the birth date.
fn mark_similar(hits: &mut [PatientHit]) {
    let names: Vec<String> = hits.iter().map(|hit| fold(&format!("{} {}", hit.family, hit.given))).collect();
    for (at, hit) in hits.iter_mut().enumerate() {
        hit.similar = names
            .iter()
            .enumerate()
            .any(|(other, name)| other != at && super::duplicates::within_edits(name, &names[at], 2));
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_birth_date_is_understood_as_people_type_it() {
        let now = Timestamp::parse("2026-11-20T12:00:00Z").unwrap();
        for typed in
            ["14031959", "03141959", "19590314", "3/14/59", "3-14-1959", "1959-03-14", "14.3.1959", "031459"]
        {
            let said: Vec<String> = birth_dates(typed, now).iter().map(ToString::to_string).collect();
            assert!(said.contains(&"1959-03-14".to_owned()), "{typed}: {said:?}");
        }
        assert!(birth_dates("204-118", now).is_empty());
        assert_eq!(birth_dates("2/30/1990", now), []);
    }
}
