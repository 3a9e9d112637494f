//! The recovery key on paper: the words that open the record when everything else is lost.

use crate::font::Fonts;
use crate::layout::{Block, Side, Style};
use crate::sheet::{HEIGHT, INNER, MARGIN, Page, save};
use crate::{PaperError, Printed};
use serde::{Deserialize, Serialize};
use std::fmt;

/// What the sheet says. The words are the key itself: `Debug` does not show them.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct RecoveryKeyModel {
    pub practice: String,
    /// The date the key was made, as it is to be read.
    pub date: String,
    /// In order.
    pub words: Vec<String>,
    pub demo: bool,
}

impl fmt::Debug for RecoveryKeyModel {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("RecoveryKeyModel")
            .field("practice", &self.practice)
            .field("date", &self.date)
            .field("words", &"▒▒")
            .finish_non_exhaustive()
    }
}

const COLUMNS: usize = 3;
const BOTTOM: f32 = HEIGHT - 28.0;

/// Makes the sheet as PDF, US Letter.
///
/// Errors: `Missing` without a practice name or words, `TooLong` when the words do not fit on one page (a key on two
/// sheets is a key half lost).
pub fn recovery_key_sheet(model: &RecoveryKeyModel) -> Result<Printed, PaperError> {
    if model.practice.trim().is_empty() {
        return Err(PaperError::Missing("The practice name is missing.".to_string()));
    }
    if model.words.is_empty() {
        return Err(PaperError::Missing("The recovery key is missing.".to_string()));
    }
    let mut fonts = Fonts::new()?;
    let body = body(model, &mut fonts);
    let footer = footer(model, &mut fonts);
    let top = 48.0;
    if top + body.height > BOTTOM - footer.height {
        return Err(PaperError::TooLong("Recovery key".to_string()));
    }
    let mut page = Page::default();
    page.place(&body, top);
    page.place(&footer, BOTTOM - footer.height);
    save("Recovery key", &[page], &fonts)
}

fn body(model: &RecoveryKeyModel, fonts: &mut Fonts) -> Block {
    let mut block = Block::default();
    let mut line = |fonts: &mut Fonts, text: &str, style: Style, gap: f32| {
        block.text(fonts, text, style, MARGIN, INNER, Side::Left);
        block.gap(gap);
    };
    if model.demo {
        line(fonts, "DEMO. This key opens fictional records only.", Style::bold(10.5), 6.0);
    }
    line(fonts, "Recovery key", Style::bold(24.0), 2.0);
    line(fonts, &model.practice, Style::bold(13.0), 0.0);
    line(fonts, &format!("Made on {}", model.date), Style::quiet(10.0), 12.0);
    let purpose = "These words, in this order, open the patient record of the practice when a passphrase is forgotten or a \
                   computer is replaced. Without a passphrase and without this sheet nobody can open the record: the \
                   makers of Yarrow cannot, and the record would be lost for good.";
    line(fonts, purpose, Style::regular(11.0), 16.0);
    block.below(grid(&model.words, fonts));
    block.gap(18.0);
    let mut line = |fonts: &mut Fonts, text: &str, style: Style, gap: f32| {
        block.text(fonts, text, style, MARGIN, INNER, Side::Left);
        block.gap(gap);
    };
    line(fonts, "How to keep it", Style::bold(12.5), 3.0);
    for (i, advice) in KEEPING.iter().enumerate() {
        let mut number = Block::default();
        number.text(fonts, &format!("{}.", i + 1), Style::regular(10.5), MARGIN, 18.0, Side::Left);
        let mut text = Block::default();
        text.text(fonts, advice, Style::regular(10.5), MARGIN + 18.0, INNER - 18.0, Side::Left);
        block.beside(vec![number, text]);
        block.gap(3.0);
    }
    block.gap(9.0);
    let mut line = |fonts: &mut Fonts, text: &str, style: Style, gap: f32| {
        block.text(fonts, text, style, MARGIN, INNER, Side::Left);
        block.gap(gap);
    };
    line(fonts, "How to use it", Style::bold(12.5), 3.0);
    let using = "On the sign-in screen choose “Recovery key”, type the words in the order of their numbers, and choose a \
                 new passphrase. Capital letters do not matter.";
    line(fonts, using, Style::regular(10.5), 26.0);
    block.rule(MARGIN, 240.0, 0.9, 0.0);
    block.rule(MARGIN + 272.0, INNER - 272.0, 0.9, 0.0);
    block.gap(2.0);
    let mut left = Block::default();
    left.text(fonts, "Where this sheet is kept", Style::regular(9.5), MARGIN, 240.0, Side::Left);
    let mut right = Block::default();
    let text = "Who put it there, and when";
    right.text(fonts, text, Style::regular(9.5), MARGIN + 272.0, INNER - 272.0, Side::Left);
    block.beside(vec![left, right]);
    block
}

const KEEPING: [&str; 4] = [
    "Keep it on paper in a locked place, apart from the computers: a safe, or a bank box.",
    "Do not photograph, scan, copy or e-mail it, and do not type it anywhere but into Yarrow.",
    "Whoever holds this sheet and a copy of the record can read every chart.",
    "If it is lost, or someone has seen it, tell whoever is responsible for security the same day.",
];

/// The words with their numbers, down each column, so that the order is plain.
fn grid(words: &[String], fonts: &mut Fonts) -> Block {
    let rows = words.len().div_ceil(COLUMNS);
    let width = INNER / COLUMNS as f32;
    let mut block = Block::default();
    block.gap(10.0);
    for row in 0..rows {
        let mut cells = Vec::new();
        for column in 0..COLUMNS {
            let index = column * rows + row;
            let Some(word) = words.get(index) else { continue };
            let x = MARGIN + width * column as f32;
            let mut number = Block::default();
            number.gap(3.0);
            number.text(fonts, &(index + 1).to_string(), Style::quiet(11.0), x + 12.0, 20.0, Side::Right);
            let mut cell = Block::default();
            cell.text(fonts, word, Style::bold(14.0), x + 40.0, width - 44.0, Side::Left);
            cells.push(number);
            cells.push(cell);
        }
        block.beside(cells);
        block.gap(6.0);
    }
    block.gap(4.0);
    block.shaded(MARGIN, INNER, 0.94)
}

fn footer(model: &RecoveryKeyModel, fonts: &mut Fonts) -> Block {
    let mut block = Block::default();
    if fonts.lacks_something() {
        let text = "“�” stands for a character that cannot be printed.";
        block.text(fonts, text, Style::quiet(8.0), MARGIN, INNER, Side::Left);
    }
    block.rule(MARGIN, INNER, 0.6, 0.55);
    block.gap(4.0);
    let mut left = Block::default();
    let text = format!("{} · recovery key of {} words", model.practice, model.words.len());
    left.text(fonts, &text, Style::regular(9.0), MARGIN, INNER - 90.0, Side::Left);
    let mut right = Block::default();
    right.text(fonts, "Page 1 of 1", Style::regular(9.0), MARGIN + INNER - 80.0, 80.0, Side::Right);
    block.beside(vec![left, right]);
    block
}
