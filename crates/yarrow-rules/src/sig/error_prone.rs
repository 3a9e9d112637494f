//! Abbreviations and symbols that have hurt people, and so never leave this program.

/// Spellings that are never printed, lower case and without dots.
///
/// Source: ISMP List of Error-Prone Abbreviations, Symbols, and Dose Designations (2021), and the Joint Commission
/// "Do Not Use" list.
const WORDS: &[&str] = &[
    "u", "iu", "cc", "ug", "qd", "qod", "od", "os", "ou", "ad", "as", "au", "hs", "qhs", "qn", "q", "bid",
    "tid", "qid", "biw", "tiw", "ss", "ssi", "ssri", "sc", "sq", "subq", "subcut", "po", "pr", "pv", "sl",
    "im", "iv", "in", "ij", "it", "dc", "bt", "gtt", "gtts", "ud", "prn", "ac", "pc", "x", "tsp", "tbsp",
    "tab", "tabs", "cap", "caps", "inh", "ms", "mso", "mgso", "stat", "npo", "qpm", "qam", "mm", "oj", "wf",
];

/// Marks that are misread: "/" for 1, ">" for 7, "@" for 2, "&" for 2, "+" for 4, and the degree sign for 0.
const MARKS: &[char] = &['/', '@', '&', '+', '>', '<', '°', 'µ', 'μ', '≥', '≤', '#', '*', '½', '¼', '¾'];

/// The first error-prone abbreviation, mark or number in words that are to be printed.
///
/// A number is error-prone with a trailing zero after the point or without a zero before it. "as" and "in" are fine
/// as English words when written in lower case, so those are reported in capitals only.
pub fn error_prone(words: &str) -> Option<String> {
    if let Some(mark) = words.chars().find(|c| MARKS.contains(c)) {
        return Some(mark.to_string());
    }
    let cut = |c: char| c.is_whitespace() || matches!(c, ',' | ';' | '(' | ')' | '-' | '–' | ':' | '!' | '?');
    words.split(cut).filter(|w| !w.is_empty()).find_map(|piece| {
        let bare = piece.trim_end_matches('.');
        let plain = bare.replace('.', "");
        let lower = plain.to_lowercase();
        // "x7d" and "10u" hide an abbreviation beside digits.
        let letters: Vec<&str> =
            lower.split(|c: char| c.is_ascii_digit()).filter(|p| !p.is_empty()).collect();
        let beside_digits = lower.chars().any(|c| c.is_ascii_digit()) && !letters.is_empty();
        let english = matches!(lower.as_str(), "as" | "in" | "it") && !plain.chars().any(char::is_uppercase);
        let bad_word = !english && WORDS.contains(&lower.as_str());
        let bad_mix = beside_digits && letters.iter().any(|l| WORDS.contains(l) || *l == "d");
        let bad_number = match bare.split_once('.') {
            Some((whole, part)) if part.chars().all(|c| c.is_ascii_digit()) => {
                whole.is_empty() || part.ends_with('0')
            }
            _ => false,
        };
        (bad_word || bad_mix || bad_number).then(|| piece.to_string())
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn dangerous_spellings_are_found() {
        for bad in
            ["10 U", "10u at bedtime", "q.d.", "QD", "1.0 mg", ".5 mg", "x7d", "5 cc", "OD", "mg/day", "5 µg"]
        {
            assert!(error_prone(bad).is_some(), "{bad}");
        }
    }

    #[test]
    fn plain_words_are_fine() {
        let good = "Put 1 drop in the right eye twice daily as needed for it, 0.5 mL, 50,000 units, 1.25 mg.";
        assert_eq!(error_prone(good), None);
    }
}
