//! The free words of "as needed for ...": abbreviations expanded, anything unclear refused.

/// Abbreviations of complaints and readings that can only mean one thing here.
const EXPANSIONS: &[(&str, &str)] = &[
    ("n/v", "nausea or vomiting"),
    ("sob", "shortness of breath"),
    ("ha", "headache"),
    ("cp", "chest pain"),
    ("bp", "blood pressure"),
    ("sbp", "systolic blood pressure"),
    ("dbp", "diastolic blood pressure"),
    ("htn", "high blood pressure"),
    ("gerd", "acid reflux"),
    ("uti", "urinary tract infection"),
    ("bm", "bowel movement"),
    ("bg", "blood sugar"),
    ("temp", "temperature"),
    ("abd", "abdominal"),
    ("w/", "with"),
    (">", "above"),
    ("<", "below"),
    (">=", "at or above"),
    ("=>", "at or above"),
    ("≥", "at or above"),
    ("<=", "at or below"),
    ("≤", "at or below"),
    ("&", "and"),
    ("+", "and"),
];

/// Words too short to be trusted by their length.
const SHORT: &[&str] = &[
    "of", "the", "or", "and", "in", "to", "a", "an", "at", "on", "is", "if", "not", "low", "gas", "leg",
    "eye", "ear", "arm", "hip", "flu", "red", "dry", "hot", "bad", "air", "car", "sea", "toe", "jaw", "gum",
    "bug", "bite", "hay", "hiv", "due",
];

/// Plain words for a reason as typed.
///
/// Numbers stand only beside a comparison or a score ("above 101 F"), so a misplaced dose or day count is never
/// taken for a reason. Errors: a sentence naming the part that is unclear.
pub(super) fn plain_reason(typed: &str) -> Result<String, String> {
    let spaced = space_comparisons(typed);
    let mut words: Vec<String> = Vec::new();
    for piece in spaced.split_whitespace() {
        let (body, comma) = match piece.strip_suffix(',') {
            Some(body) => (body, ","),
            None => (piece, ""),
        };
        let plain = plain_word(body, words.last().map(String::as_str))
            .ok_or_else(|| format!("“{body}” was not understood as part of the reason. Write it out."))?;
        words.push(format!("{plain}{comma}"));
    }
    match words.first() {
        Some(_) => Ok(words.join(" ").trim_end_matches(',').to_string()),
        None => Err("The reason is missing.".to_string()),
    }
}

fn space_comparisons(typed: &str) -> String {
    let mut spaced = String::new();
    let mut before = ' ';
    for c in typed.chars() {
        let sign = |c: char| matches!(c, '>' | '<' | '=' | '≥' | '≤');
        if sign(c) != sign(before) {
            spaced.push(' ');
        }
        spaced.push(c);
        before = c;
    }
    spaced
}

fn plain_word(word: &str, before: Option<&str>) -> Option<String> {
    let lower = word.to_lowercase();
    if let Some((_, plain)) = EXPANSIONS.iter().find(|(short, _)| *short == lower) {
        return Some((*plain).to_string());
    }
    let last = before.and_then(|b| b.rsplit(' ').next()).unwrap_or("");
    let compares =
        matches!(last, "above" | "over" | "below" | "under" | "than" | "least" | "score" | "level" | "to");
    if word.starts_with(|c: char| c.is_ascii_digit()) {
        return compares.then(|| plain_number(word)).flatten();
    }
    if matches!(word, "F" | "C" | "%") {
        return last.ends_with(|c: char| c.is_ascii_digit()).then(|| word.to_string());
    }
    // "pain/fever"
    let parts: Option<Vec<String>> = word.split('/').map(clear_word).collect();
    parts.map(|parts| parts.join(" or "))
}

fn clear_word(word: &str) -> Option<String> {
    let lower = word.to_lowercase();
    if let Some((_, plain)) = EXPANSIONS.iter().find(|(short, _)| *short == lower) {
        return Some((*plain).to_string());
    }
    let shaped = !word.is_empty()
        && word
            .split('-')
            .all(|p| !p.is_empty() && p.chars().all(|c| c.is_alphabetic() || c == '’' || c == '\''));
    (shaped && (word.chars().count() >= 4 || SHORT.contains(&lower.as_str()))).then(|| word.to_string())
}

/// "101F" -> "101 F", "160/100" -> "160 over 100", "4-6" -> "4 to 6".
fn plain_number(word: &str) -> Option<String> {
    let end =
        word.find(|c: char| !(c.is_ascii_digit() || matches!(c, '.' | '/' | '-'))).unwrap_or(word.len());
    let (number, unit) = word.split_at(end);
    if !matches!(unit, "" | "F" | "C" | "%") {
        return None;
    }
    let one = |n: &str| n.parse::<rust_decimal::Decimal>().ok().map(|n| n.normalize().to_string());
    let plain = if let Some((a, b)) = number.split_once('/') {
        format!("{} over {}", one(a)?, one(b)?)
    } else if let Some((a, b)) = number.split_once('-') {
        format!("{} to {}", one(a)?, one(b)?)
    } else {
        one(number)?
    };
    Some(if unit.is_empty() { plain } else { format!("{plain} {unit}") })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn abbreviations_and_signs_become_words() {
        assert_eq!(plain_reason("SBP>=160/100").unwrap(), "systolic blood pressure at or above 160 over 100");
        assert_eq!(plain_reason("pain/fever > 101F").unwrap(), "pain or fever above 101 F");
        assert_eq!(plain_reason("n/v").unwrap(), "nausea or vomiting");
    }

    #[test]
    fn a_stray_number_or_misspelled_frequency_is_no_reason() {
        assert!(plain_reason("pain 5").is_err());
        assert!(plain_reason("pain qdi").is_err());
    }
}
