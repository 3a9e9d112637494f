//! The yearly order file of ICD-10-CM (CDC/NCHS and CMS, "icd10cm-order-2027.txt"): fixed columns; order number, code,
//! 0 for a header and 1 for a code valid for a claim, short description, long description.

use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;

use super::super::diagnoses::{DiagnosisRow, in_order};
use super::super::write::Built;
use super::report::{At, ImportReport};
use super::table::{each_line, name_of, text_of};
use crate::Result;

/// The fewest rows of a whole order file: fiscal year 2026 has 98,186.
#[cfg(not(test))]
const FEWEST: usize = 90_000;
#[cfg(test)]
const FEWEST: usize = 1;

struct Row<'t> {
    line: usize,
    billable: bool,
    title: &'t str,
}

/// Adds, renames and removes diagnoses.
pub(super) fn import(path: &Path, built: &mut Built, report: &mut ImportReport) -> Result<()> {
    let text = text_of(path)?;
    let file = name_of(path);
    let mut rows: BTreeMap<&str, Row<'_>> = BTreeMap::new();
    let read = each_line(path, &text, 0, |line, row| {
        let column = |from: usize, to: usize| row.get(from..to.min(row.len())).map(str::trim);
        let short = || "it is shorter than its columns, or they are shifted".to_owned();
        let code = column(6, 13).filter(|code| is_code(code)).ok_or_else(short)?;
        let billable = match column(14, 15).ok_or_else(short)? {
            "0" => false,
            "1" => true,
            other => return Err(format!("column 15 is \"{other}\", neither 0 nor 1")),
        };
        let title = column(77, row.len()).filter(|title| !title.is_empty()).ok_or_else(short)?;
        match rows.insert(code, Row { line, billable, title }) {
            Some(first) => Err(format!("{code} stands in line {} already", first.line)),
            None => Ok(()),
        }
    })?;
    report.read += read;
    if read < FEWEST {
        return Err(super::input(
            path,
            format!("only {read} rows; a whole order file has more than {FEWEST}"),
        ));
    }
    let needed = named_codes(built);
    let mut kept: Vec<DiagnosisRow> = Vec::with_capacity(rows.len());
    for mut old in std::mem::take(&mut built.diagnoses) {
        match rows.remove(old.code_nodot.as_str()) {
            Some(new) => {
                if old.display != new.title || old.billable != new.billable {
                    let at = At { file: &file, line: new.line };
                    report.changed.push(at.says("diagnosis", format!("{}: {}", old.code, new.title)));
                    new.title.clone_into(&mut old.display);
                    old.billable = new.billable;
                }
                kept.push(old);
            }
            None => {
                let at = At { file: &file, line: 0 };
                let text = format!("{} {} is not in ICD-10-CM any more", old.code, old.display);
                if old.common || needed.contains(&old.code_nodot) {
                    let text =
                        format!("{text}; a rule or the list of common diagnoses names it, so it stays");
                    report.refused.push(at.says("diagnosis", text));
                    kept.push(old);
                } else {
                    report.gone.push(at.says("diagnosis", text));
                }
            }
        }
    }
    for (code, row) in rows {
        let dotted = if code.len() > 3 { format!("{}.{}", &code[..3], &code[3..]) } else { code.to_owned() };
        report
            .added
            .push(At { file: &file, line: row.line }.says("diagnosis", format!("{dotted} {}", row.title)));
        kept.push(DiagnosisRow {
            code: dotted,
            code_nodot: code.to_owned(),
            display: row.title.to_owned(),
            billable: row.billable,
            common: false,
            terms: Vec::new(),
        });
    }
    built.diagnoses = in_order(kept);
    Ok(())
}

fn is_code(code: &str) -> bool {
    let bytes = code.as_bytes();
    (3..=7).contains(&bytes.len())
        && bytes[0].is_ascii_uppercase()
        && bytes[1].is_ascii_digit()
        && bytes[2..].iter().all(u8::is_ascii_alphanumeric)
}

/// The codes, without their dots, that rules ask for. That something begins with each of them is checked at the end.
fn named_codes(built: &Built) -> BTreeSet<String> {
    let book = &built.rule_book;
    let conditions = book.conditions.iter().map(|row| &row.when);
    let modifiers = book.rules.iter().flat_map(|rule| rule.modifiers.iter().map(|modifier| &modifier.when));
    let when = conditions.chain(modifiers);
    when.flat_map(|when| when.problems.iter().chain(&when.not_problems))
        .map(|code| code.replace('.', ""))
        .collect()
}
