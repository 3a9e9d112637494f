//! What a typed text may be: bounded, without control characters, and how two texts are compared for search.

/// What is wrong with a field, in words: "family: must not be empty".
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("{message}")]
pub struct FieldError {
    /// The request field at fault, dotted.
    pub field: String,
    /// A sentence that says what is wrong and what would be right.
    pub message: String,
}

impl FieldError {
    /// Builds the error.
    pub fn new(field: &str, message: impl Into<String>) -> Self {
        Self { field: field.to_owned(), message: message.into() }
    }
}

/// The bounds of one text field.
#[derive(Clone, Copy, Debug)]
pub struct TextRule {
    /// The most characters allowed.
    pub max: usize,
    /// Whether an empty text is refused.
    pub required: bool,
}

/// A one-line text, trimmed and inside its bounds: no control characters, no line breaks.
///
/// # Errors
/// Names the field when it is empty though required, too long, or holds a control character.
pub fn clean_line(field: &str, text: &str, rule: TextRule) -> Result<String, FieldError> {
    check(field, text, rule, false)
}

/// A text of several lines inside its bounds; tab and line feed are the only control characters kept.
///
/// # Errors
/// As [`clean_line`].
pub fn clean_text(field: &str, text: &str, rule: TextRule) -> Result<String, FieldError> {
    check(field, text, rule, true)
}

fn check(field: &str, text: &str, rule: TextRule, lines: bool) -> Result<String, FieldError> {
    let name = field.rsplit('.').next().unwrap_or(field).replace('_', " ");
    let trimmed = text.trim();
    if trimmed.is_empty() && rule.required {
        return Err(FieldError::new(field, format!("Enter the {name}.")));
    }
    let length = trimmed.chars().count();
    if length > rule.max {
        return Err(FieldError::new(
            field,
            format!("The {name} has {length} characters; at most {} fit.", rule.max),
        ));
    }
    let forbidden = |c: char| {
        (c.is_control() && !(lines && matches!(c, '\n' | '\t')))
            // Bidirectional overrides can make a name or a dose read as something else.
            || matches!(c, '\u{202A}'..='\u{202E}' | '\u{2066}'..='\u{2069}' | '\u{FEFF}')
    };
    let text = if lines { trimmed.replace("\r\n", "\n") } else { trimmed.to_owned() };
    match text.chars().position(forbidden) {
        Some(at) => Err(FieldError::new(
            field,
            format!("The {name} holds an invisible control character at position {}; type it again.", at + 1),
        )),
        None => Ok(text),
    }
}

/// The text as search compares it: lower case, without the accents of Latin letters, punctuation as spaces.
pub fn fold(text: &str) -> String {
    let mut folded = String::with_capacity(text.len());
    for c in text.chars() {
        match c {
            'A'..='Z' => folded.push(c.to_ascii_lowercase()),
            'a'..='z' | '0'..='9' => folded.push(c),
            '\'' | '’' | '`' => {}
            c if c.is_ascii() => {
                if !folded.ends_with(' ') {
                    folded.push(' ');
                }
            }
            c => push_folded(c, &mut folded),
        }
    }
    folded.trim().to_owned()
}

/// Letters that people leave out or replace when they type a name on a US keyboard.
fn push_folded(c: char, folded: &mut String) {
    let plain = match c {
        'à' | 'á' | 'â' | 'ã' | 'ä' | 'å' | 'ā' | 'ă' | 'ą' | 'À' | 'Á' | 'Â' | 'Ã' | 'Ä' | 'Å' | 'Ā'
        | 'Ă' | 'Ą' => "a",
        'ç' | 'ć' | 'č' | 'Ç' | 'Ć' | 'Č' => "c",
        'ď' | 'đ' | 'Ď' | 'Đ' => "d",
        'è' | 'é' | 'ê' | 'ë' | 'ē' | 'ė' | 'ę' | 'ě' | 'È' | 'É' | 'Ê' | 'Ë' | 'Ē' | 'Ė' | 'Ę' | 'Ě' => {
            "e"
        }
        'ğ' | 'Ğ' => "g",
        'ì' | 'í' | 'î' | 'ï' | 'ī' | 'ı' | 'Ì' | 'Í' | 'Î' | 'Ï' | 'Ī' | 'İ' => "i",
        'ł' | 'Ł' => "l",
        'ñ' | 'ń' | 'ň' | 'Ñ' | 'Ń' | 'Ň' => "n",
        'ò' | 'ó' | 'ô' | 'õ' | 'ö' | 'ø' | 'ō' | 'ő' | 'Ò' | 'Ó' | 'Ô' | 'Õ' | 'Ö' | 'Ø' | 'Ō' | 'Ő' => {
            "o"
        }
        'ř' | 'Ř' => "r",
        'ś' | 'š' | 'ş' | 'ș' | 'Ś' | 'Š' | 'Ş' | 'Ș' => "s",
        'ß' => "ss",
        'ť' | 'ț' | 'Ť' | 'Ț' => "t",
        'ù' | 'ú' | 'û' | 'ü' | 'ū' | 'ů' | 'ű' | 'Ù' | 'Ú' | 'Û' | 'Ü' | 'Ū' | 'Ů' | 'Ű' => {
            "u"
        }
        'ý' | 'ÿ' | 'Ý' => "y",
        'ź' | 'ž' | 'ż' | 'Ź' | 'Ž' | 'Ż' => "z",
        'æ' | 'Æ' => "ae",
        'œ' | 'Œ' => "oe",
        other => {
            folded.extend(other.to_lowercase());
            return;
        }
    };
    folded.push_str(plain);
}

#[cfg(test)]
mod tests {
    use super::*;

    const NAME: TextRule = TextRule { max: 100, required: true };

    #[test]
    fn a_ten_thousand_character_name_is_refused_by_field_and_length() {
        let error = clean_line("family", &"x".repeat(10_000), NAME).unwrap_err();
        assert_eq!(error.field, "family");
        assert_eq!(error.message, "The family has 10000 characters; at most 100 fit.");
    }

    #[test]
    fn control_characters_are_refused_and_line_breaks_only_in_texts() {
        assert!(clean_line("given", "Ana\u{0}", NAME).is_err());
        assert!(clean_line("given", "Ana\nMaria", NAME).is_err());
        assert!(clean_line("given", "Ana\u{202E}airaM", NAME).is_err());
        assert_eq!(clean_text("note", " a\r\nb ", NAME).unwrap(), "a\nb");
    }

    #[test]
    fn a_name_is_found_without_its_accents_and_apostrophes() {
        assert_eq!(fold("Ortega-Lindqvist"), "ortega lindqvist");
        assert_eq!(fold("Żółć"), "zolc");
        assert_eq!(fold("O’Brien"), "obrien");
        assert_eq!(fold("Иванов"), "иванов");
    }
}
