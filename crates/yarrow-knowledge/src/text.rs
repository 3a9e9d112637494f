//! Words: how typed and stored text is cut, folded and compared.

/// Lower-case words of a text. A number keeps its point and loses its thousands commas ("1,000mg" is `1000`, `mg`);
/// letters and digits part ("40mg"), so that "b12" is `b`, `12` on both sides of every comparison.
pub(crate) fn words(text: &str) -> Vec<String> {
    let chars: Vec<char> = text.chars().collect();
    let mut out: Vec<String> = Vec::new();
    let mut current = String::new();
    let mut numeric = false;
    let mut push = |word: &mut String| {
        let trimmed = word.trim_end_matches('.');
        if !trimmed.is_empty() {
            out.push(trimmed.to_string());
        }
        word.clear();
    };
    for (i, &c) in chars.iter().enumerate() {
        let next_is_digit = chars.get(i + 1).is_some_and(char::is_ascii_digit);
        if c.is_ascii_digit() {
            if !numeric {
                push(&mut current);
            }
            numeric = true;
            current.push(c);
        } else if c == '.' && next_is_digit {
            if !numeric {
                push(&mut current);
                current.push('0');
            }
            numeric = true;
            current.push('.');
        } else if c == ',' && numeric && next_is_digit {
        } else if c == '%' {
            push(&mut current);
            current.push('%');
            push(&mut current);
            numeric = false;
        } else if c.is_alphanumeric() {
            if numeric {
                push(&mut current);
            }
            numeric = false;
            current.extend(c.to_lowercase().flat_map(fold));
        } else if c == '\'' || c == '’' {
        } else {
            push(&mut current);
            numeric = false;
        }
    }
    push(&mut current);
    out
}

fn fold(c: char) -> Option<char> {
    Some(match c {
        'á' | 'à' | 'â' | 'ä' | 'ã' | 'å' => 'a',
        'é' | 'è' | 'ê' | 'ë' => 'e',
        'í' | 'ì' | 'î' | 'ï' => 'i',
        'ó' | 'ò' | 'ô' | 'ö' | 'õ' => 'o',
        'ú' | 'ù' | 'û' | 'ü' => 'u',
        'ñ' => 'n',
        'ç' => 'c',
        other => other,
    })
}

/// Whether a word is a number ("40", "12.5").
pub(crate) fn is_number(word: &str) -> bool {
    word.as_bytes().first().is_some_and(u8::is_ascii_digit)
}

/// How many typing errors are forgiven in a typed word: none below four letters, one, two from eight letters on
/// (both only in words, never in numbers: a wrong strength is not a typing error).
pub(crate) fn forgiven(word: &str) -> usize {
    match word.len() {
        _ if !word.bytes().all(|b| b.is_ascii_alphabetic()) => 0,
        0..=3 => 0,
        4..=7 => 1,
        _ => 2,
    }
}

/// Whether some beginning of `word` is within `limit` typing errors (one letter wrong, missing, extra, or two
/// neighbours swapped: restricted Damerau-Levenshtein distance) of `typed`. Returns the number of errors.
pub(crate) fn near_prefix(typed: &str, word: &str, limit: usize) -> Option<usize> {
    let (a, b) = (typed.as_bytes(), word.as_bytes());
    if limit == 0 || b.len() + limit < a.len() {
        return None;
    }
    // Two errors are forgiven only behind a right first letter: people rarely miss that one twice over.
    if limit > 1 && a.first() != b.first() {
        return near_prefix(typed, word, 1);
    }
    // Words are short; rows of fixed length on the stack keep a scan of the whole vocabulary under a millisecond.
    const LONGEST: usize = 40;
    let b = &b[..b.len().min(a.len() + limit)];
    if a.len() >= LONGEST || b.len() >= LONGEST {
        return None;
    }
    let (mut before, mut last, mut row) = ([0_u8; LONGEST], [0_u8; LONGEST], [0_u8; LONGEST]);
    for (j, cell) in last.iter_mut().enumerate() {
        *cell = j as u8;
    }
    for i in 1..=a.len() {
        row[0] = i as u8;
        let mut fewest = row[0];
        for j in 1..=b.len() {
            let cost = u8::from(a[i - 1] != b[j - 1]);
            let mut cell = (last[j] + 1).min(row[j - 1] + 1).min(last[j - 1] + cost);
            if i > 1 && j > 1 && a[i - 1] == b[j - 2] && a[i - 2] == b[j - 1] {
                cell = cell.min(before[j - 2] + 1);
            }
            row[j] = cell;
            fewest = fewest.min(cell);
        }
        if usize::from(fewest) > limit {
            return None;
        }
        (before, last, row) = (last, row, before);
    }
    let errors = usize::from(last[..=b.len()].iter().copied().min().unwrap_or(u8::MAX));
    (errors <= limit).then_some(errors)
}

/// First letter upper-case, the rest unchanged.
pub(crate) fn sentence_case(text: &str) -> String {
    let mut chars = text.chars();
    chars.next().map_or_else(String::new, |c| c.to_uppercase().chain(chars).collect())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_part_from_units_and_keep_their_point() {
        assert_eq!(words("Metformin 1,000mg"), ["metformin", "1000", "mg"]);
        assert_eq!(words("Xarelto 2.5 MG (.5%)"), ["xarelto", "2.5", "mg", "0.5", "%"]);
        assert_eq!(words("875/125"), ["875", "125"]);
        assert_eq!(words("Parkinson's disease."), ["parkinsons", "disease"]);
    }

    #[test]
    fn one_typing_error_is_forgiven_in_a_beginning() {
        assert_eq!(near_prefix("amoxcil", "amoxicillin", 1), Some(1));
        assert_eq!(near_prefix("lisinorpil", "lisinopril", 1), Some(1));
        assert_eq!(near_prefix("metropolol", "metoprolol", 2), Some(2));
        assert_eq!(near_prefix("metropolol", "metoprolol", 1), None);
        assert_eq!(near_prefix("warfarin", "warfarin", 1), Some(0));
    }

    #[test]
    fn a_strength_is_never_a_typing_error() {
        assert_eq!(forgiven("2000"), 0);
        assert_eq!(forgiven("mg"), 0);
        assert_eq!(forgiven("simva"), 1);
    }
}
