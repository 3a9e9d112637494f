//! Cuts a sig into numbers, words and marks, each with its place in the text as typed.

use rust_decimal::Decimal;

/// A piece of a sig.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Kind {
    Number(Decimal),
    /// Lower case; "b.i.d." is already "bid".
    Word(String),
    Mark(char),
}

/// A piece of a sig and the bytes it came from.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Token {
    pub kind: Kind,
    pub start: usize,
    pub end: usize,
}

impl Token {
    /// How a phrase table spells this token.
    pub fn is(&self, spelling: &str) -> bool {
        match &self.kind {
            Kind::Word(word) => word == spelling,
            Kind::Mark(mark) => spelling.chars().eq([*mark]),
            Kind::Number(number) => spelling.parse() == Ok(*number),
        }
    }
}

/// The largest number a sig may hold: 2.4 million units of penicillin is the largest usual one.
const LARGEST: u32 = 10_000_000;
/// How the reason ends when a number is larger.
pub const TOO_LARGE: &str = "is too large for a dose.";

/// Cuts `text` into tokens. Errors: a number that cannot be a dose, as a sentence.
pub(super) fn tokens(text: &str) -> Result<Vec<Token>, String> {
    let chars: Vec<(usize, char)> = text.char_indices().collect();
    let place = |i: usize| chars.get(i).map_or(text.len(), |c| c.0);
    let mut found = Vec::new();
    let mut i = 0;
    while i < chars.len() {
        let c = chars[i].1;
        let first = i;
        if c.is_whitespace() {
            i += 1;
            continue;
        }
        let kind = if starts_number(&chars, i) {
            while i < chars.len() && number_goes_on(&chars, i) {
                i += 1;
            }
            if breaks_off(&chars, i) {
                let rest = &text[place(first)..];
                let typed = rest.split_whitespace().next().unwrap_or(rest);
                return Err(format!("“{typed}” is not a number."));
            }
            Kind::Number(number(&text[place(first)..place(i)])?)
        } else if let Some(fraction) = vulgar_fraction(c) {
            i += 1;
            Kind::Number(fraction)
        } else if c.is_alphabetic() {
            i += 1;
            while i < chars.len() && word_goes_on(&chars, i) {
                i += 1;
            }
            Kind::Word(word(&text[place(first)..place(i)]))
        } else {
            i += 1;
            Kind::Mark(plain_mark(c))
        };
        found.push(Token { kind, start: place(first), end: place(i) });
    }
    Ok(found)
}

fn starts_number(chars: &[(usize, char)], i: usize) -> bool {
    let digit = |i: usize| chars.get(i).is_some_and(|c| c.1.is_ascii_digit());
    // ".5" is a number unless the dot ends the word before it ("tab.5" would be unreadable anyway).
    digit(i) || chars[i].1 == '.' && digit(i + 1) && !(i > 0 && chars[i - 1].1.is_alphanumeric())
}

fn number_goes_on(chars: &[(usize, char)], i: usize) -> bool {
    let digit = |i: usize| chars.get(i).is_some_and(|c| c.1.is_ascii_digit());
    match chars[i].1 {
        c if c.is_ascii_digit() => true,
        '.' => digit(i + 1),
        // A comma inside a number is a thousands mark only before exactly three digits.
        ',' => i > 0 && digit(i - 1) && (1..=3).all(|n| digit(i + n)) && !digit(i + 4),
        _ => false,
    }
}

/// "1..5", "1e9": a number that goes on as none can. (The "1 e" of no known unit would be refused anyway; this says why.)
fn breaks_off(chars: &[(usize, char)], i: usize) -> bool {
    let at = |i: usize| chars.get(i).map_or(' ', |c| c.1);
    let signed = matches!(at(i + 1), '+' | '-') && at(i + 2).is_ascii_digit();
    at(i) == '.' && at(i + 1) == '.' || matches!(at(i), 'e' | 'E') && (at(i + 1).is_ascii_digit() || signed)
}

fn number(text: &str) -> Result<Decimal, String> {
    let plain = text.replace(',', "");
    let value: Decimal =
        if let Some(rest) = plain.strip_prefix('.') { format!("0.{rest}").parse() } else { plain.parse() }
            .map_err(|_| format!("“{text}” is not a number."))?;
    if value > Decimal::from(LARGEST) {
        return Err(format!("{text} {TOO_LARGE}"));
    }
    Ok(value.normalize())
}

fn vulgar_fraction(c: char) -> Option<Decimal> {
    match c {
        '½' => Some(Decimal::new(5, 1)),
        '¼' => Some(Decimal::new(25, 2)),
        '¾' => Some(Decimal::new(75, 2)),
        _ => None,
    }
}

/// Letters go on; so do the dots of "b.i.d." and an apostrophe.
fn word_goes_on(chars: &[(usize, char)], i: usize) -> bool {
    let letter = |i: usize| chars.get(i).is_some_and(|c| c.1.is_alphabetic());
    match chars[i].1 {
        c if c.is_alphabetic() => true,
        '’' | '\'' => letter(i + 1),
        '.' => {
            // Single letters between dots: "p.o", and the last dot of "p.o.".
            let single_before = i < 2 || !letter(i - 2);
            let single_after = letter(i + 1) && !letter(i + 2);
            let closes = i >= 2 && chars[i - 2].1 == '.' && !letter(i + 1);
            single_before && (single_after || closes)
        }
        _ => false,
    }
}

fn word(text: &str) -> String {
    text.chars()
        .filter(|c| *c != '.')
        .flat_map(char::to_lowercase)
        .map(|c| if c == 'µ' || c == 'μ' { 'u' } else { c })
        .collect()
}

fn plain_mark(c: char) -> char {
    match c {
        '–' | '—' | '−' | '‑' => '-',
        '×' | '✕' => '*',
        '≥' => '>',
        '≤' => '<',
        other => other,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn cut(text: &str) -> Vec<String> {
        tokens(text)
            .unwrap()
            .into_iter()
            .map(|t| match t.kind {
                Kind::Number(n) => n.to_string(),
                Kind::Word(w) => w,
                Kind::Mark(m) => m.to_string(),
            })
            .collect()
    }

    #[test]
    fn letters_and_digits_part_without_a_space() {
        assert_eq!(cut("1tab q4-6h x7d"), ["1", "tab", "q", "4", "-", "6", "h", "x", "7", "d"]);
    }

    #[test]
    fn dotted_abbreviations_are_one_word() {
        assert_eq!(cut("p.o. b.i.d. tab. q.d."), ["po", "bid", "tab", ".", "qd"]);
    }

    #[test]
    fn decimals_and_thousands_are_one_number() {
        assert_eq!(cut(".5 1.50 50,000 1,2"), ["0.5", "1.5", "50000", "1", ",", "2"]);
        assert!(tokens("1e308 99999999999").is_err());
    }
}
