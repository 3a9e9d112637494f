//! Diagnosis search over the full-text index of `knowledge.db`.
//!
//! The rows are numbered in the order they should be shown (common, billable, the rest), so "the first by rank" needs
//! no sort of tens of thousands of matches. A few hundred candidates are then ordered by how well their title fits.

use rusqlite::Connection;

use super::vocabulary::Vocabulary;
use crate::Result;
use crate::text::{is_number, words};
use crate::types::DiagnosisHit;

/// Candidates looked at closely.
const CANDIDATES: i64 = 150;
/// Words that titles are full of and that decide nothing.
const FILLERS: [&str; 12] = ["of", "the", "and", "due", "to", "in", "for", "with", "a", "an", "by", "or"];
/// Spellings taken for a mistyped word at once.
const SPELLINGS: usize = 12;

/// See the module.
pub(crate) struct DiagnosisSearch {
    vocabulary: Vocabulary,
    common: i64,
}

struct Candidate {
    rank: i64,
    code: String,
    display: String,
    billable: bool,
    terms: String,
}

impl DiagnosisSearch {
    /// `words` one a line; `common` is the number of common diagnoses, which have the first ranks.
    pub(crate) fn new(words: &str, common: i64) -> DiagnosisSearch {
        DiagnosisSearch { vocabulary: Vocabulary::new(words.lines().map(str::to_string)), common }
    }

    pub(crate) fn search(&self, db: &Connection, query: &str, limit: usize) -> Result<Vec<DiagnosisHit>> {
        if limit == 0 {
            return Ok(Vec::new());
        }
        if let Some(code) = code_beginning(query) {
            let hits = by_code(db, &code, limit)?;
            if !hits.is_empty() {
                return Ok(hits);
            }
        }
        let typed = significant(words(query));
        if typed.is_empty() {
            return Ok(Vec::new());
        }
        // Each typed word stands for its spellings: as typed, or the near ones when nothing begins like that.
        let spellings: Vec<Vec<String>> = typed.iter().map(|word| self.spellings(word)).collect();
        if spellings.iter().any(Vec::is_empty) {
            return Ok(Vec::new());
        }
        let last = typed.len() - 1;
        let mut parts: Vec<String> = Vec::new();
        for (i, alternatives) in spellings.iter().enumerate() {
            let terms: Vec<String> = alternatives.iter().map(|word| match_term(word, i == last)).collect();
            parts.push(if terms.len() == 1 { terms[0].clone() } else { format!("({})", terms.join(" OR ")) });
        }
        let expression = parts.join(" AND ");
        // One or two letters match half the book; then only the common ones are meant.
        let short = typed.iter().map(String::len).sum::<usize>() < 2;
        let ceiling = if short { self.common } else { i64::MAX };
        let mut found = candidates(db, &expression, ceiling)?;
        found.sort_by_cached_key(|row| self.order(row, &spellings));
        let hit = |row: Candidate| DiagnosisHit {
            matched: matched_term(&row, &spellings),
            code: row.code,
            display: row.display,
            billable: row.billable,
        };
        Ok(found.into_iter().take(limit).map(hit).collect())
    }

    /// The diagnosis that is called exactly so, in whatever order its words come: by its title or an everyday term. What
    /// stands in brackets and "unspecified" count for nothing. Nothing is guessed: a word more or less is another name.
    pub(crate) fn named(&self, db: &Connection, name: &str) -> Result<Option<DiagnosisHit>> {
        let typed = whole_name(name);
        if typed.is_empty() || typed.iter().any(|word| self.vocabulary.find(word).is_none()) {
            return Ok(None);
        }
        let expression = typed.iter().map(|word| format!("\"{word}\"")).collect::<Vec<_>>().join(" AND ");
        let same = |row: &Candidate| {
            std::iter::once(row.display.as_str())
                .chain(row.terms.lines())
                .any(|text| whole_name(text) == typed)
        };
        let found = candidates(db, &expression, i64::MAX)?.into_iter().find(same);
        Ok(found.map(|row| DiagnosisHit {
            code: row.code,
            display: row.display,
            billable: row.billable,
            matched: None,
        }))
    }

    fn spellings(&self, word: &str) -> Vec<String> {
        if is_number(word) {
            return self.vocabulary.find(word).map(|_| vec![word.to_string()]).unwrap_or_default();
        }
        if !self.vocabulary.beginning_with(word).is_empty() {
            return vec![word.to_string()];
        }
        let mut near = self.vocabulary.near(word);
        near.sort_by_key(|&(number, errors)| (errors, self.vocabulary.word(number).len()));
        near.into_iter().take(SPELLINGS).map(|(number, _)| self.vocabulary.word(number).to_string()).collect()
    }

    /// Smaller comes first: common by an everyday word or title, then title matches, then the order of the book.
    fn order(&self, row: &Candidate, spellings: &[Vec<String>]) -> (usize, usize, i64, i64) {
        let title = words(&row.display);
        let in_title = spellings.iter().filter(|s| has(&title, s)).count();
        let missing = spellings.len() - in_title;
        let common = row.rank <= self.common;
        // A whole everyday phrase ("heart attack") says more than the same words scattered over terms.
        let phrase = missing == 0 || row.terms.lines().any(|term| has_all(&words(term), spellings));
        let group = match (common, phrase, row.billable) {
            (true, true, _) => 0,
            (_, _, true) if missing == 0 => 1,
            (true, false, _) => 2,
            (_, true, true) => 3,
            (_, _, true) => 4,
            _ => 5,
        };
        let starts =
            usize::from(!title.first().is_some_and(|word| spellings[0].iter().any(|s| word.starts_with(s))));
        let whole = whole_words(row, &title, spellings);
        if common { (group, whole, row.rank, 0) } else { (group, starts, title.len() as i64, row.rank) }
    }
}

/// 0 when every typed word is a whole word of the title or an everyday term, else 1: "ed" is erectile dysfunction, not edema.
fn whole_words(row: &Candidate, title: &[String], spellings: &[Vec<String>]) -> usize {
    let whole = |list: &[String]| spellings.iter().all(|s| list.iter().any(|word| s.contains(word)));
    usize::from(!(whole(title) || row.terms.lines().any(|term| whole(&words(term)))))
}

fn significant(typed: Vec<String>) -> Vec<String> {
    let plain: Vec<String> =
        typed.into_iter().filter(|word| word.chars().all(char::is_alphanumeric)).collect();
    let kept: Vec<String> = plain.iter().filter(|word| !FILLERS.contains(&word.as_str())).cloned().collect();
    if kept.is_empty() { plain } else { kept }
}

/// The words that make a name, in alphabetical order, without remarks in brackets.
fn whole_name(text: &str) -> Vec<String> {
    let mut plain = String::new();
    let mut depth = 0_usize;
    for letter in text.chars() {
        match letter {
            '(' | '[' => depth += 1,
            ')' | ']' => depth = depth.saturating_sub(1),
            _ if depth == 0 => plain.push(letter),
            _ => {}
        }
    }
    let mut kept = significant(words(&plain));
    kept.retain(|word| word != "unspecified");
    kept.sort();
    kept.dedup();
    kept
}

/// The beginning of an ICD-10-CM code, without its dot, when that is what is typed: a letter, a digit, and so on.
fn code_beginning(query: &str) -> Option<String> {
    let plain: String = query.chars().filter(|c| !matches!(c, '.' | ' ')).collect::<String>().to_uppercase();
    let bytes = plain.as_bytes();
    let shaped = (2..=7).contains(&bytes.len())
        && bytes[0].is_ascii_uppercase()
        && bytes[1].is_ascii_digit()
        && bytes.iter().all(u8::is_ascii_alphanumeric);
    shaped.then_some(plain)
}

fn by_code(db: &Connection, code: &str, limit: usize) -> Result<Vec<DiagnosisHit>> {
    let mut find = db.prepare_cached(
        "SELECT code, display, billable FROM diagnosis WHERE code_nodot >= ?1 AND code_nodot < ?1 || '~'
         ORDER BY code_nodot != ?1 OR billable = 0, rank LIMIT ?2",
    )?;
    let rows = find.query_map(rusqlite::params![code, limit as i64], |row| {
        Ok(DiagnosisHit { code: row.get(0)?, display: row.get(1)?, billable: row.get(2)?, matched: None })
    })?;
    Ok(rows.collect::<rusqlite::Result<Vec<_>>>()?)
}

fn match_term(word: &str, is_last: bool) -> String {
    // A number or a single letter inside the query is meant as it is: "type 1" is not "type 12".
    if is_number(word) || (word.len() == 1 && !is_last) {
        format!("\"{word}\"")
    } else {
        format!("\"{word}\"*")
    }
}

fn candidates(db: &Connection, expression: &str, ceiling: i64) -> Result<Vec<Candidate>> {
    let mut find = db.prepare_cached(
        "SELECT rank, code, display, billable, terms FROM diagnosis WHERE rank IN
           (SELECT rowid FROM diagnosis_words WHERE diagnosis_words MATCH ?1 AND rowid <= ?2 ORDER BY rowid LIMIT ?3)",
    )?;
    let rows = find.query_map(rusqlite::params![expression, ceiling, CANDIDATES], |row| {
        Ok(Candidate {
            rank: row.get(0)?,
            code: row.get(1)?,
            display: row.get(2)?,
            billable: row.get(3)?,
            terms: row.get(4)?,
        })
    })?;
    Ok(rows.collect::<rusqlite::Result<Vec<_>>>()?)
}

fn has(title: &[String], alternatives: &[String]) -> bool {
    title.iter().any(|word| alternatives.iter().any(|typed| word.starts_with(typed.as_str())))
}

fn has_all(list: &[String], spellings: &[Vec<String>]) -> bool {
    spellings.iter().all(|alternatives| has(list, alternatives))
}

/// The term that explains the hit when the title does not: the one with most of the words that the title lacks.
fn matched_term(row: &Candidate, spellings: &[Vec<String>]) -> Option<String> {
    let title = words(&row.display);
    let lacking: Vec<&Vec<String>> = spellings.iter().filter(|s| !has(&title, s)).collect();
    if lacking.is_empty() {
        return None;
    }
    let fits = |term: &&str| {
        let list = words(term);
        (lacking.iter().filter(|s| has(&list, s)).count(), spellings.iter().filter(|s| has(&list, s)).count())
    };
    // max_by_key keeps the last of equals; the first term is the everyday word, so look from the end.
    let best = row.terms.lines().rev().max_by_key(fits)?;
    (fits(&best).0 > 0).then(|| best.to_string())
}
