//! Comma-separated values (RFC 4180) as rows with their line numbers: quotes, line breaks inside quotes, a byte-order
//! mark, commas or tabs. No types, no header: that is the reader's.

/// Most fields of one row.
pub const MAX_FIELDS: usize = 200;

/// One row.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Row {
    /// The line it begins in, from 1.
    pub line: usize,
    /// Its fields, untrimmed.
    pub fields: Vec<String>,
}

/// Why a table cannot be read.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum CsvFault {
    /// More bytes than asked for.
    #[error("The file has {} MB; at most {} MB are read.", .bytes.div_ceil(1_000_000), .max / 1_000_000)]
    TooLarge {
        /// Its size.
        bytes: usize,
        /// The limit.
        max: usize,
    },
    /// Not UTF-8.
    #[error("The file is not UTF-8 text. Save it as “CSV UTF-8”.")]
    NotText,
    /// A quote that is never closed.
    #[error("Line {line}: a quotation mark is opened here and never closed.")]
    Open {
        /// Where it opens.
        line: usize,
    },
    /// Text behind a closing quote.
    #[error(
        "Line {line}: text follows a closing quotation mark. A quotation mark inside a field is written twice."
    )]
    Tail {
        /// Where.
        line: usize,
    },
    /// Too many columns.
    #[error("Line {line}: more than {MAX_FIELDS} fields.")]
    TooWide {
        /// Where.
        line: usize,
    },
}

/// Reads all rows; rows without any text are left out. Tabs separate where the first line has tabs and no comma.
///
/// # Errors
/// More than `max` bytes, not UTF-8, broken quotes, too many fields.
pub fn rows(bytes: &[u8], max: usize) -> Result<Vec<Row>, CsvFault> {
    if bytes.len() > max {
        return Err(CsvFault::TooLarge { bytes: bytes.len(), max });
    }
    let text = std::str::from_utf8(bytes).map_err(|_| CsvFault::NotText)?;
    let text = text.strip_prefix('\u{feff}').unwrap_or(text);
    let first = text.lines().next().unwrap_or_default();
    let separator = if first.contains('\t') && !first.contains(',') { '\t' } else { ',' };
    let mut reader =
        Reader { rows: Vec::new(), row: Row { line: 1, fields: Vec::new() }, field: String::new() };
    let mut line = 1;
    let mut quote: Option<usize> = None;
    let mut closed = false;
    let mut chars = text.chars().peekable();
    while let Some(c) = chars.next() {
        if c == '\n' {
            line += 1;
        }
        match (quote, c) {
            (Some(_), '"') if chars.peek() == Some(&'"') => {
                chars.next();
                reader.field.push('"');
            }
            (Some(_), '"') => {
                quote = None;
                closed = true;
            }
            (Some(_), '\r') if chars.peek() == Some(&'\n') => {}
            (Some(_), c) => reader.field.push(c),
            (None, '"') if reader.field.is_empty() && !closed => quote = Some(line),
            (None, c) if c == separator => {
                closed = false;
                reader.end_field()?;
            }
            (None, '\r') if chars.peek() == Some(&'\n') => {}
            (None, '\n' | '\r') => {
                closed = false;
                reader.end_row(line)?;
            }
            (None, c) if closed && c.is_whitespace() => {}
            (None, _) if closed => return Err(CsvFault::Tail { line }),
            (None, c) => reader.field.push(c),
        }
    }
    if let Some(line) = quote {
        return Err(CsvFault::Open { line });
    }
    reader.end_row(line)?;
    Ok(reader.rows)
}

struct Reader {
    rows: Vec<Row>,
    row: Row,
    field: String,
}

impl Reader {
    fn end_field(&mut self) -> Result<(), CsvFault> {
        if self.row.fields.len() >= MAX_FIELDS {
            return Err(CsvFault::TooWide { line: self.row.line });
        }
        self.row.fields.push(std::mem::take(&mut self.field));
        Ok(())
    }

    fn end_row(&mut self, next: usize) -> Result<(), CsvFault> {
        self.end_field()?;
        let row = std::mem::replace(&mut self.row, Row { line: next, fields: Vec::new() });
        if row.fields.iter().any(|field| !field.trim().is_empty()) {
            self.rows.push(row);
        }
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn read(text: &str) -> Vec<(usize, Vec<String>)> {
        rows(text.as_bytes(), 10_000).expect("reads").into_iter().map(|row| (row.line, row.fields)).collect()
    }

    fn owned(line: usize, fields: &[&str]) -> (usize, Vec<String>) {
        (line, fields.iter().map(|field| (*field).to_owned()).collect())
    }

    #[test]
    fn quotes_commas_and_line_breaks_inside_a_field_belong_to_it() {
        let text =
            "\u{feff}name,phone\r\n\"Main, \"\"Old\"\" Street\",1\r\n\r\n\"two\r\nlines\" ,2\nlast,\"\"";
        assert_eq!(
            read(text),
            [
                owned(1, &["name", "phone"]),
                owned(2, &["Main, \"Old\" Street", "1"]),
                owned(4, &["two\nlines", "2"]),
                owned(6, &["last", ""]),
            ]
        );
    }

    #[test]
    fn tabs_separate_where_there_is_no_comma_in_the_first_line() {
        assert_eq!(read("a\tb\n1, 2\t3\n"), [owned(1, &["a", "b"]), owned(2, &["1, 2", "3"])]);
    }

    #[test]
    fn broken_quotes_are_named_by_their_line() {
        assert_eq!(rows(b"a\n\"b\nc", 100), Err(CsvFault::Open { line: 2 }));
        assert_eq!(rows(b"a\n\"b\" c", 100), Err(CsvFault::Tail { line: 2 }));
        assert_eq!(rows(b"abc", 2), Err(CsvFault::TooLarge { bytes: 3, max: 2 }));
        assert_eq!(rows(b"\xff", 2), Err(CsvFault::NotText));
        assert_eq!(rows(",".repeat(MAX_FIELDS).as_bytes(), 1000), Err(CsvFault::TooWide { line: 1 }));
    }

    proptest! {
        #[test]
        fn what_is_quoted_comes_back_as_it_was(table in proptest::collection::vec(proptest::collection::vec("[a-z ,\"\n]{0,6}[a-z]", 1..4), 1..5)) {
            let text: Vec<String> = table.iter().map(|row| {
                row.iter().map(|field| format!("\"{}\"", field.replace('"', "\"\""))).collect::<Vec<_>>().join(",")
            }).collect();
            let back = rows(text.join("\n").as_bytes(), 10_000).expect("reads");
            prop_assert_eq!(back.into_iter().map(|row| row.fields).collect::<Vec<_>>(), table);
        }

        #[test]
        fn no_text_makes_the_reader_panic(text in ".{0,60}") {
            let _ = rows(text.as_bytes(), 1000);
        }
    }
}
