//! The two faces everything is printed in, and what they cannot print.

use crate::PaperError;
use std::collections::BTreeMap;
use ttf_parser::Face;
use unicode_normalization::UnicodeNormalization;

const REGULAR: &[u8] = include_bytes!("../fonts/NotoSans-Regular.ttf");
const BOLD: &[u8] = include_bytes!("../fonts/NotoSans-Bold.ttf");

/// What stands for a character that the faces lack.
const REPLACEMENT: char = '\u{FFFD}';

/// Regular or bold.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Weight {
    Regular,
    Bold,
}

/// Both faces, and the characters met so far that they lack.
pub(crate) struct Fonts {
    regular: Face<'static>,
    bold: Face<'static>,
    missing: BTreeMap<char, String>,
}

impl Fonts {
    pub fn new() -> Result<Fonts, PaperError> {
        let face = |bytes| Face::parse(bytes, 0).map_err(|_| PaperError::Font);
        Ok(Fonts { regular: face(REGULAR)?, bold: face(BOLD)?, missing: BTreeMap::new() })
    }

    /// The bytes of a face, for embedding.
    pub fn bytes(weight: Weight) -> &'static [u8] {
        match weight {
            Weight::Regular => REGULAR,
            Weight::Bold => BOLD,
        }
    }

    /// Width of printable text, in points.
    pub fn width(&self, text: &str, weight: Weight, size: f32) -> f32 {
        let face = match weight {
            Weight::Regular => &self.regular,
            Weight::Bold => &self.bold,
        };
        let units: u32 = text
            .chars()
            .filter_map(|c| face.glyph_index(c))
            .map(|glyph| u32::from(face.glyph_hor_advance(glyph).unwrap_or(0)))
            .sum();
        units as f32 * size / f32::from(face.units_per_em())
    }

    /// Text as it can be printed: composed (NFC), blanks for control characters, and "�" for what the faces lack.
    ///
    /// Invisible characters that change the reading direction or hide between letters are also shown as "�": a name on
    /// a prescription must not look like another name.
    pub fn printable(&mut self, text: &str) -> String {
        let mut printable = String::new();
        for c in text.nfc() {
            if c == '\n' {
                printable.push(c);
            } else if c.is_control() || c == '\u{00A0}' {
                printable.push(' ');
            } else if hides(c) || !self.has(c) {
                self.missing.entry(c).or_insert_with(|| text.to_string());
                printable.push(REPLACEMENT);
            } else {
                printable.push(c);
            }
        }
        printable
    }

    fn has(&self, c: char) -> bool {
        self.regular.glyph_index(c).is_some() && self.bold.glyph_index(c).is_some()
    }

    /// True when something could not be printed as given.
    pub fn lacks_something(&self) -> bool {
        !self.missing.is_empty()
    }

    /// One sentence for each character that was replaced.
    pub fn warnings(&self) -> Vec<String> {
        let sentence = |(c, text): (&char, &String)| {
            let shown = if hides(*c) { String::new() } else { format!("“{c}” ") };
            let code = u32::from(*c);
            format!(
                "The character {shown}(U+{code:04X}) in “{text}” cannot be printed and stands as “{REPLACEMENT}”."
            )
        };
        self.missing.iter().map(sentence).collect()
    }
}

fn hides(c: char) -> bool {
    matches!(c,
        '\u{00AD}' | '\u{061C}' | '\u{200B}'..='\u{200F}' | '\u{2028}'..='\u{202E}' | '\u{2060}'..='\u{206F}'
        | '\u{FEFF}' | '\u{FFFC}')
}
