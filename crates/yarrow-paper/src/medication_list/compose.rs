//! The look of a medication list.

use super::labels::{self, Labels};
use super::{EndedDrug, ListedDay, ListedDrug, MedicationListModel};
use crate::PaperError;
use crate::font::Fonts;
use crate::layout::{Block, Piece, Side, Style};
use crate::sheet::{HEIGHT, INNER, MARGIN, Page};

const TOP: f32 = 40.0;
/// Bottom edge of the footer.
const BOTTOM: f32 = HEIGHT - 28.0;
/// Width of the first column; the others share the rest.
const FIRST: f32 = 226.0;
const COLUMN: f32 = (INNER - FIRST) / 5.0;
const PAD: f32 = 4.0;
const LINE: f32 = 0.6;
const LINE_GRAY: f32 = 0.55;

/// What follows on a page; nothing of it is parted from the others in it.
struct Part {
    block: Block,
    /// A row of the table, which needs the heads of its columns above it.
    row: bool,
    /// What to shorten when it is longer than a page.
    name: String,
}

pub(super) fn pages(model: &MedicationListModel, fonts: &mut Fonts) -> Result<Vec<Page>, PaperError> {
    let labels = labels::of(model.language);
    let parts = parts(model, labels, fonts);
    let columns = columns(labels, fonts);
    let first = head(model, labels, fonts);
    let later = short_head(model, labels, fonts);
    let footer_height = footer(model, labels, fonts, 1, 1).height;
    let bottom = BOTTOM - footer_height - 6.0;

    let mut pages = vec![Page::default()];
    let mut y = TOP + first.height;
    let mut in_table = false;
    if let Some(page) = pages.last_mut() {
        page.place(&first, TOP);
    }
    for part in parts {
        let heads = |in_table: bool| if part.row && !in_table { columns.height } else { 0.0 };
        if y + heads(in_table) + part.block.height > bottom {
            let mut page = Page::default();
            page.place(&later, TOP);
            y = TOP + later.height;
            in_table = false;
            pages.push(page);
            if y + heads(false) + part.block.height > bottom {
                return Err(PaperError::TooLong(part.name));
            }
        }
        let Some(page) = pages.last_mut() else { continue };
        if part.row && !in_table {
            page.place(&columns, y);
            y += columns.height;
        }
        in_table = part.row;
        page.place(&part.block, y);
        y += part.block.height;
    }
    let count = pages.len();
    for (i, page) in pages.iter_mut().enumerate() {
        let footer = footer(model, labels, fonts, i + 1, count);
        page.place(&footer, BOTTOM - footer.height);
    }
    Ok(pages)
}

fn parts(model: &MedicationListModel, labels: &Labels, fonts: &mut Fonts) -> Vec<Part> {
    let mut parts = Vec::new();
    let plain = |block: Block| Part { block, row: false, name: String::new() };
    if model.taking.is_empty() {
        let mut block = heading(labels.take, None, fonts);
        block.text(fonts, labels.nothing, Style::regular(10.5), MARGIN, INNER, Side::Left);
        parts.push(plain(block));
    }
    for drug in &model.taking {
        parts.push(Part { block: row(drug, labels, fonts), row: true, name: drug.display.clone() });
    }
    let suggests = |drug: &ListedDrug| match &drug.day {
        ListedDay::Every { parts, .. } => parts.iter().flatten().any(|slot| slot.suggested),
        _ => false,
    };
    if model.taking.iter().any(suggests) {
        let mut block = Block::default();
        block.gap(4.0);
        block.text(fonts, labels.suggested, Style::quiet(8.5), MARGIN, INNER, Side::Left);
        parts.push(plain(block));
    }
    let lists = [
        (&model.held, labels.held, labels.held_advice),
        (&model.stopped, labels.stopped, labels.stopped_advice),
    ];
    for (drugs, title, advice) in lists {
        for (i, drug) in drugs.iter().enumerate() {
            let mut block = if i == 0 { heading(title, Some(advice), fonts) } else { Block::default() };
            block.below(ended(drug, labels, fonts));
            parts.push(Part { block, row: false, name: drug.display.clone() });
        }
    }
    parts
}

fn head(model: &MedicationListModel, labels: &Labels, fonts: &mut Fonts) -> Block {
    let mut head = demo(model, labels, fonts);
    let practice = &model.letterhead;
    let mut left = Block::default();
    let mut line =
        |fonts: &mut Fonts, text: &str, style| left.text(fonts, text, style, MARGIN, 290.0, Side::Left);
    line(fonts, &practice.practice, Style::bold(14.0));
    for text in practice.location.iter().chain(&practice.address) {
        line(fonts, text, Style::regular(9.5));
    }
    if !practice.phone.trim().is_empty() {
        line(fonts, &format!("{} {}", labels.phone, practice.phone), Style::regular(9.5));
    }
    let mut right = Block::default();
    let (x, width) = (MARGIN + 300.0, INNER - 300.0);
    right.text(fonts, labels.title, Style::bold(17.0), x, width, Side::Right);
    let date = format!("{} {}", labels.valid, model.date);
    right.text(fonts, &date, Style::regular(10.5), x, width, Side::Right);
    head.beside(vec![left, right]);
    head.gap(8.0);
    head.rule(MARGIN, INNER, 1.2, 0.0);
    head.gap(10.0);
    head.below(identity(model, labels, fonts));
    head.gap(8.0);
    head.below(allergies(model, labels, fonts));
    head.gap(6.0);
    head.text(fonts, labels.keep, Style::regular(9.0), MARGIN + 12.0, INNER - 24.0, Side::Left);
    head.gap(12.0);
    head
}

/// The head of a page that is not the first.
fn short_head(model: &MedicationListModel, labels: &Labels, fonts: &mut Fonts) -> Block {
    let mut head = demo(model, labels, fonts);
    let mut left = Block::default();
    left.text(fonts, &model.letterhead.practice, Style::bold(11.0), MARGIN, 290.0, Side::Left);
    let mut right = Block::default();
    let title = format!("{} · {}", labels.title, model.date);
    right.text(fonts, &title, Style::bold(11.0), MARGIN + 240.0, INNER - 240.0, Side::Right);
    head.beside(vec![left, right]);
    head.gap(4.0);
    head.rule(MARGIN, INNER, 1.2, 0.0);
    head.gap(8.0);
    head.below(identity(model, labels, fonts));
    head.gap(10.0);
    head
}

fn demo(model: &MedicationListModel, labels: &Labels, fonts: &mut Fonts) -> Block {
    let mut head = Block::default();
    if model.demo {
        let mut mark = Block::default();
        mark.gap(2.0);
        mark.text(fonts, labels.demo, Style::bold(10.5), MARGIN, INNER, Side::Center);
        mark.gap(3.0);
        head.below(mark.shaded(MARGIN, INNER, 0.86));
        head.gap(10.0);
    }
    head
}

fn identity(model: &MedicationListModel, labels: &Labels, fonts: &mut Fonts) -> Block {
    let (x, width) = (MARGIN + 12.0, INNER - 24.0);
    let mut block = Block::default();
    block.gap(7.0);
    block.text(fonts, labels.patient, Style::quiet(8.5), x, width, Side::Left);
    block.text(fonts, &model.patient.name, Style::bold(14.0), x, width, Side::Left);
    let facts =
        format!("{} {} · {} {}", labels.born, model.patient.birth_date, labels.record, model.patient.mrn);
    block.text(fonts, &facts, Style::regular(10.0), x, width, Side::Left);
    block.gap(8.0);
    block.shaded(MARGIN, INNER, 0.94)
}

fn allergies(model: &MedicationListModel, labels: &Labels, fonts: &mut Fonts) -> Block {
    let text = match (model.allergies.is_empty(), model.no_known_allergies) {
        (false, _) => model.allergies.join(" · "),
        (true, true) => labels.none_known.to_owned(),
        (true, false) => labels.not_asked.to_owned(),
    };
    let mut label = Block::default();
    label.text(fonts, labels.allergies, Style::bold(10.5), MARGIN + 12.0, 70.0, Side::Left);
    let style = if model.allergies.is_empty() { Style::regular(10.5) } else { Style::bold(10.5) };
    let mut value = Block::default();
    value.text(fonts, &text, style, MARGIN + 84.0, INNER - 96.0, Side::Left);
    let mut block = Block::default();
    block.beside(vec![label, value]);
    block
}

fn heading(title: &str, advice: Option<&str>, fonts: &mut Fonts) -> Block {
    let mut block = Block::default();
    block.gap(12.0);
    block.text(fonts, title, Style::bold(12.5), MARGIN, INNER, Side::Left);
    if let Some(advice) = advice {
        block.text(fonts, advice, Style::bold(10.0), MARGIN, INNER, Side::Left);
    }
    block.gap(3.0);
    block
}

/// The heads of the columns.
fn columns(labels: &Labels, fonts: &mut Fonts) -> Block {
    let mut cells = vec![cell(labels.medicine, Style::bold(9.5), MARGIN, FIRST, Side::Left, fonts)];
    for (i, label) in labels.columns.iter().enumerate() {
        cells.push(cell(label, Style::bold(8.5), column(i), COLUMN, Side::Center, fonts));
    }
    let mut block = Block::default();
    block.gap(4.0);
    block.beside(cells);
    block.gap(4.0);
    let mut block = framed(block.shaded(MARGIN, INNER, 0.9));
    block.pieces.push(Piece::Line {
        from: (MARGIN, 0.0),
        to: (MARGIN + INNER, 0.0),
        thickness: LINE,
        gray: LINE_GRAY,
    });
    block
}

fn row(drug: &ListedDrug, labels: &Labels, fonts: &mut Fonts) -> Block {
    let (x, width) = (MARGIN + PAD, FIRST - 2.0 * PAD);
    let mut first = Block::default();
    first.text(fonts, &drug.display, Style::bold(11.0), x, width, Side::Left);
    first.gap(1.0);
    first.text(fonts, &drug.directions, Style::regular(10.5), x, width, Side::Left);
    if let Some(reason) = &drug.reason {
        let text = format!("{}: {reason}", labels.reason);
        first.text(fonts, &text, Style::regular(9.5), x, width, Side::Left);
    }
    if let Some(source) = &drug.source {
        first.text(fonts, source, Style::quiet(8.5), x, width, Side::Left);
    }
    let style = Style::bold(10.0);
    let mut cells = vec![first];
    let in_words = match &drug.day {
        ListedDay::Every { parts, as_needed } => {
            for (i, slot) in parts.iter().enumerate() {
                let Some(slot) = slot else { continue };
                let mark = if slot.suggested { "*" } else { "" };
                let text = format!("{}{mark}", slot.amount);
                cells.push(cell(&text, style, column(i), COLUMN, Side::Center, fonts));
            }
            if let Some(amount) = as_needed {
                cells.push(cell(amount, style, column(4), COLUMN, Side::Center, fonts));
            }
            None
        }
        ListedDay::InWords(text) => Some(text.as_str()),
        ListedDay::SeeDirections => Some(labels.see),
    };
    let spans = in_words.is_some();
    if let Some(text) = in_words {
        cells.push(cell(text, Style::regular(10.5), column(0), COLUMN * 5.0, Side::Center, fonts));
    }
    let mut block = Block::default();
    block.gap(5.0);
    block.beside(cells);
    block.gap(6.0);
    if spans { outlined(block, &[MARGIN, MARGIN + FIRST, MARGIN + INNER]) } else { framed(block) }
}

fn column(i: usize) -> f32 {
    MARGIN + FIRST + COLUMN * i as f32
}

fn cell(text: &str, style: Style, x: f32, width: f32, side: Side, fonts: &mut Fonts) -> Block {
    let mut block = Block::default();
    block.text(fonts, text, style, x + PAD, width - 2.0 * PAD, side);
    block
}

/// A row with lines between all its columns.
fn framed(block: Block) -> Block {
    let edges: Vec<f32> = [MARGIN].into_iter().chain((0..=5).map(column)).collect();
    outlined(block, &edges)
}

fn outlined(mut block: Block, edges: &[f32]) -> Block {
    let height = block.height;
    let line = |from, to| Piece::Line { from, to, thickness: LINE, gray: LINE_GRAY };
    block.pieces.extend(edges.iter().map(|x| line((*x, 0.0), (*x, height))));
    block.pieces.push(line((MARGIN, height), (MARGIN + INNER, height)));
    block
}

fn ended(drug: &EndedDrug, labels: &Labels, fonts: &mut Fonts) -> Block {
    let mut facts: Vec<String> = Vec::new();
    facts.extend(drug.since.as_ref().map(|day| format!("{} {day}", labels.since)));
    facts.extend(drug.until.as_ref().map(|day| format!("{} {day}", labels.until)));
    let mut facts = vec![facts.join(" ")];
    facts.extend(drug.reason.clone());
    facts.retain(|fact| !fact.is_empty());
    let mut name = Block::default();
    name.text(fonts, &drug.display, Style::bold(10.5), MARGIN, FIRST, Side::Left);
    let mut more = Block::default();
    more.gap(1.0);
    let (x, width) = (MARGIN + FIRST + PAD, INNER - FIRST - PAD);
    more.text(fonts, &facts.join(" · "), Style::regular(9.5), x, width, Side::Left);
    let mut block = Block::default();
    block.gap(3.0);
    block.beside(vec![name, more]);
    block.gap(3.0);
    block.rule(MARGIN, INNER, 0.4, 0.75);
    block
}

fn footer(
    model: &MedicationListModel,
    labels: &Labels,
    fonts: &mut Fonts,
    page: usize,
    pages: usize,
) -> Block {
    let patient = &model.patient;
    let mut block = Block::default();
    if fonts.lacks_something() {
        block.text(fonts, labels.replaced, Style::quiet(8.0), MARGIN, INNER, Side::Left);
    }
    block.gap(2.0);
    block.rule(MARGIN, INNER, 0.6, 0.55);
    block.gap(4.0);
    let identity = [patient.name.as_str(), &patient.birth_date, &patient.mrn, &model.date].join(" · ");
    let mut left = Block::default();
    left.text(fonts, &identity, Style::regular(9.0), MARGIN, INNER - 120.0, Side::Left);
    let number = format!("{} {page} {} {pages}", labels.page, labels.of);
    let mut right = Block::default();
    right.text(fonts, &number, Style::regular(9.0), MARGIN + INNER - 110.0, 110.0, Side::Right);
    block.beside(vec![left, right]);
    block
}
