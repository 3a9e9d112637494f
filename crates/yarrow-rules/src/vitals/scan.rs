//! A cursor over the line as typed.

use rust_decimal::Decimal;

/// Letters are compared in lower case; positions are characters.
pub(super) struct Scan {
    typed: Vec<char>,
    lower: Vec<char>,
    pub at: usize,
}

impl Scan {
    pub fn new(text: &str) -> Scan {
        let plain = |c: char| match c {
            '’' | '′' => '\'',
            '”' | '“' | '″' => '"',
            '−' | '–' => '-',
            other => other,
        };
        let typed: Vec<char> = text.chars().map(plain).collect();
        let lower = typed.iter().map(|c| c.to_lowercase().next().unwrap_or(*c)).collect();
        Scan { typed, lower, at: 0 }
    }

    fn peek(&self, ahead: usize) -> Option<char> {
        self.lower.get(self.at + ahead).copied()
    }

    /// Goes to the next part. False at the end.
    pub fn next_part(&mut self) -> bool {
        while self.peek(0).is_some_and(|c| c.is_whitespace() || matches!(c, ',' | ';' | '|')) {
            self.at += 1;
        }
        self.at < self.lower.len()
    }

    pub fn blanks(&mut self) {
        while self.peek(0).is_some_and(char::is_whitespace) {
            self.at += 1;
        }
    }

    /// True, and steps over it, when `word` stands here and no letter follows a letter.
    pub fn word(&mut self, word: &str) -> bool {
        let length = word.chars().count();
        let here = word.chars().enumerate().all(|(i, c)| self.peek(i) == Some(c));
        let cut = |c: char| c.is_alphabetic();
        let splits = word.ends_with(cut) && self.peek(length).is_some_and(cut);
        if here && !splits {
            self.at += length;
        }
        here && !splits
    }

    /// Steps over the first of several words that stands here, blanks before it included.
    pub fn any(&mut self, words: &[&str]) -> Option<usize> {
        let start = self.at;
        self.blanks();
        let found = words.iter().position(|w| self.word(w));
        if found.is_none() {
            self.at = start;
        }
        found
    }

    /// A number of at most four digits before and three after the point, negative ones included.
    ///
    /// `None`, without moving, for anything longer or glued to an exponent: no vital sign looks like that.
    pub fn number(&mut self) -> Option<Decimal> {
        let start = self.at;
        self.blanks();
        let first = self.at;
        if self.peek(0) == Some('-') {
            self.at += 1;
        }
        let whole = self.digits();
        let mut parts = 0;
        if self.peek(0) == Some('.') && self.peek(1).is_some_and(|c| c.is_ascii_digit()) {
            self.at += 1;
            parts = self.digits();
        }
        let text: String = self.lower[first..self.at].iter().collect();
        let exponent = self.peek(0) == Some('e')
            && self.peek(1).is_some_and(|c| c.is_ascii_digit() || c == '-' || c == '+');
        let more = self.peek(0) == Some('.') && self.peek(1).is_some_and(|c| c.is_ascii_digit());
        let fits = (1..=4).contains(&whole) && parts <= 3 && !exponent && !more;
        match text.parse::<Decimal>() {
            Ok(value) if fits => Some(value.normalize()),
            _ => {
                self.at = start;
                None
            }
        }
    }

    fn digits(&mut self) -> usize {
        let start = self.at;
        while self.peek(0).is_some_and(|c| c.is_ascii_digit()) {
            self.at += 1;
        }
        self.at - start
    }

    /// True where a part may end: a blank, a separator or the end.
    pub fn at_edge(&self) -> bool {
        self.peek(0).is_none_or(|c| c.is_whitespace() || matches!(c, ',' | ';' | '|'))
    }

    /// Goes to the end of the part.
    pub fn skip_part(&mut self) {
        while !self.at_edge() {
            self.at += 1;
        }
    }

    /// The text as typed from `start` to here.
    pub fn since(&self, start: usize) -> String {
        self.typed[start..self.at].iter().collect::<String>().trim().to_string()
    }
}
