//! Numbers in words, as a check on the figures beside them.

const ONES: [&str; 20] = [
    "zero",
    "one",
    "two",
    "three",
    "four",
    "five",
    "six",
    "seven",
    "eight",
    "nine",
    "ten",
    "eleven",
    "twelve",
    "thirteen",
    "fourteen",
    "fifteen",
    "sixteen",
    "seventeen",
    "eighteen",
    "nineteen",
];
const TENS: [&str; 10] =
    ["", "", "twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety"];

/// A number in English words: "14" is "fourteen", "7.5" is "seven point five".
///
/// Takes a decimal in figures, with or without thousands commas. `None` for anything else, and from one million on.
pub fn number_words(figures: &str) -> Option<String> {
    let plain = figures.trim().replace(',', "");
    let (whole, fraction) = match plain.split_once('.') {
        Some((whole, fraction)) => (whole, fraction.trim_end_matches('0')),
        None => (plain.as_str(), ""),
    };
    let all_digits = |text: &str| text.bytes().all(|b| b.is_ascii_digit());
    if whole.is_empty() || !all_digits(whole) || !all_digits(fraction) {
        return None;
    }
    let mut words = whole_words(whole.parse().ok().filter(|n| *n < 1_000_000)?);
    if !fraction.is_empty() {
        words.push_str(" point");
        for digit in fraction.bytes() {
            words.push(' ');
            words.push_str(ONES[usize::from(digit - b'0')]);
        }
    }
    Some(words)
}

fn whole_words(n: usize) -> String {
    match n {
        0..=19 => ONES[n].to_string(),
        20..=99 if n.is_multiple_of(10) => TENS[n / 10].to_string(),
        20..=99 => format!("{}-{}", TENS[n / 10], ONES[n % 10]),
        100..=999 => joined(&format!("{} hundred", ONES[n / 100]), n % 100),
        _ => joined(&format!("{} thousand", whole_words(n / 1000)), n % 1000),
    }
}

fn joined(head: &str, rest: usize) -> String {
    if rest == 0 { head.to_string() } else { format!("{head} {}", whole_words(rest)) }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn figures_become_words() {
        let cases = [
            ("0", "zero"),
            ("1", "one"),
            ("14", "fourteen"),
            ("20", "twenty"),
            ("30", "thirty"),
            ("42", "forty-two"),
            ("90", "ninety"),
            ("100", "one hundred"),
            ("101", "one hundred one"),
            ("180", "one hundred eighty"),
            ("473", "four hundred seventy-three"),
            ("1,000", "one thousand"),
            ("12345", "twelve thousand three hundred forty-five"),
            ("7.5", "seven point five"),
            ("0.05", "zero point zero five"),
            ("2.50", "two point five"),
            ("3.0", "three"),
        ];
        for (figures, words) in cases {
            assert_eq!(number_words(figures).as_deref(), Some(words), "{figures}");
        }
    }

    #[test]
    fn what_is_no_number_has_no_words() {
        for text in ["", "ten", "-1", ".5", "1.5.2", "1000000", "1e3", "NaN"] {
            assert_eq!(number_words(text), None, "{text}");
        }
    }
}
