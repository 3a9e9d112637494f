//! Where in a file something is: line and column, and which entry of a bundle.

/// A position in a text file, both counted from 1; the column counts bytes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Place {
    /// Line.
    pub line: usize,
    /// Column.
    pub column: usize,
}

impl std::fmt::Display for Place {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "line {}, column {}", self.line, self.column)
    }
}

impl Place {
    /// The place of the byte at `offset`.
    pub fn of(text: &str, offset: usize) -> Self {
        let before = &text.as_bytes()[..offset.min(text.len())];
        let line = before.iter().filter(|byte| **byte == b'\n').count() + 1;
        let start = before.iter().rposition(|byte| *byte == b'\n').map_or(0, |at| at + 1);
        Self { line, column: before.len() - start + 1 }
    }

    /// The byte offset of this place in `text`.
    pub fn offset(self, text: &str) -> usize {
        let line = text.split_inclusive('\n').take(self.line - 1).map(str::len).sum::<usize>();
        (line + self.column - 1).min(text.len())
    }

    /// The place of a JSON error found while reading `part`, which begins at byte `start` of the file `text`.
    pub fn of_error(text: &str, start: usize, error: &serde_json::Error) -> Self {
        let first = Self::of(text, start);
        match error.line() {
            0 => first,
            1 => Self { line: first.line, column: first.column + error.column().saturating_sub(1) },
            line => Self { line: first.line + line - 1, column: error.column().max(1) },
        }
    }
}

/// Byte offset of `part` in `text`, of which it is a slice.
pub(super) fn offset_in(text: &str, part: &str) -> usize {
    (part.as_ptr() as usize).saturating_sub(text.as_ptr() as usize)
}

/// What a walk over the brackets of a JSON text finds.
pub(super) struct Walk {
    /// The first byte nested deeper than allowed.
    pub too_deep: Option<usize>,
    /// How many elements of an outermost object's "entry" array have begun.
    pub entries: usize,
    /// How many outermost values have begun.
    pub values: usize,
}

/// Walks over the brackets of `text` without building anything: bounds the depth before a parser recurses, and counts
/// a bundle's entries so that a syntax error can say which one was being read.
pub(super) fn walk(text: &str, max_depth: usize) -> Walk {
    let bytes = text.as_bytes();
    let (mut depth, mut at) = (0_usize, 0);
    let mut walk = Walk { too_deep: None, entries: 0, values: 0 };
    let mut key: &[u8] = b"";
    let mut in_entries = false;
    while at < bytes.len() {
        match bytes[at] {
            b'"' => {
                let start = at + 1;
                at = start;
                while at < bytes.len() && bytes[at] != b'"' {
                    at += if bytes[at] == b'\\' { 2 } else { 1 };
                }
                if depth == 1 {
                    key = bytes.get(start..at).unwrap_or_default();
                }
            }
            b'{' | b'[' => {
                depth += 1;
                match depth {
                    1 => walk.values += 1,
                    2 => in_entries = key == b"entry" && bytes[at] == b'[',
                    3 if in_entries => walk.entries += 1,
                    _ => {}
                }
                if depth > max_depth {
                    walk.too_deep = Some(at);
                    return walk;
                }
            }
            b'}' | b']' => depth = depth.saturating_sub(1),
            _ => {}
        }
        at += 1;
    }
    walk
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_place_is_counted_in_lines_and_columns_from_one() {
        assert_eq!(Place::of("ab\ncd", 0), Place { line: 1, column: 1 });
        assert_eq!(Place::of("ab\ncd", 4), Place { line: 2, column: 2 });
        assert_eq!(Place::of("ab\ncd", 900), Place { line: 2, column: 3 });
    }

    #[test]
    fn brackets_inside_texts_neither_nest_nor_count() {
        let text = r#"{"a":"[[[\"{{","entry":[{"x":"]"},{"y":[1]}]}"#;
        let walk = walk(text, 4);
        assert!(walk.too_deep.is_none());
        assert_eq!(walk.entries, 2);
    }
}
