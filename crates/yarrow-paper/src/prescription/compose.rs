//! The look of a prescription sheet.

use super::{PrescribedDrug, PrescriptionModel, is_controlled};
use crate::font::Fonts;
use crate::layout::{Block, Piece, Side, Style};
use crate::sheet::{HEIGHT, INNER, MARGIN, Page, WIDTH};
use crate::{PaperError, number_words};

/// Space for the line that closes the list of medications.
const CLOSING: f32 = 22.0;
/// Where a medication's text begins, right of its number.
const INDENT: f32 = 24.0;
/// Bottom edge of the footer.
const BOTTOM: f32 = HEIGHT - 28.0;

pub(super) fn pages(model: &PrescriptionModel, fonts: &mut Fonts) -> Result<Vec<Page>, PaperError> {
    // Room is reckoned with the tallest head; a page without a controlled drug has no DEA line.
    let tallest = head(model, is_controlled(&model.drugs), fonts).height;
    let signature = signature(model, fonts);
    let drugs: Vec<Block> = model.drugs.iter().enumerate().map(|(i, d)| drug(i, d, fonts)).collect();
    // The footer's height does not depend on the page numbers; it may depend on a replaced character.
    let footer_height = footer(model, fonts, 1, 1).height;

    let top = 40.0;
    let body = top + tallest;
    let signature_top = BOTTOM - footer_height - signature.height;
    let room = signature_top - body - CLOSING;
    let groups = share(model, &drugs, room)?;

    let mut pages = Vec::new();
    let mut before = 0;
    for (i, group) in groups.iter().enumerate() {
        let mut page = Page::default();
        let here = before..before + group;
        let head = head(model, is_controlled(&model.drugs[here.clone()]), fonts);
        page.place(&head, top);
        let mut y = top + head.height;
        for block in &drugs[here] {
            page.place(block, y);
            y += block.height;
        }
        before += group;
        let closing = closing(fonts, *group, drugs.len(), i + 1, groups.len());
        page.place(&closing, y);
        y += closing.height;
        strike(&mut page, y, signature_top - 6.0);
        page.place(&signature, signature_top);
        let footer = footer(model, fonts, i + 1, groups.len());
        page.place(&footer, BOTTOM - footer.height);
        pages.push(page);
    }
    Ok(pages)
}

/// How many medications stand on each page: as many as fit, none of them split.
fn share(model: &PrescriptionModel, drugs: &[Block], room: f32) -> Result<Vec<usize>, PaperError> {
    let mut groups = vec![0];
    let mut used = 0.0;
    for (block, drug) in drugs.iter().zip(&model.drugs) {
        if block.height > room {
            return Err(PaperError::TooLong(drug.display.clone()));
        }
        if used + block.height > room {
            groups.push(0);
            used = 0.0;
        }
        used += block.height;
        if let Some(last) = groups.last_mut() {
            *last += 1;
        }
    }
    Ok(groups)
}

fn head(model: &PrescriptionModel, controlled: bool, fonts: &mut Fonts) -> Block {
    let mut head = letterhead(model, controlled, fonts);
    head.gap(12.0);
    head.below(patient(model, fonts));
    head.gap(14.0);
    head
}

fn letterhead(model: &PrescriptionModel, controlled: bool, fonts: &mut Fonts) -> Block {
    let mut head = Block::default();
    if model.demo {
        let mut mark = Block::default();
        mark.gap(2.0);
        mark.text(fonts, DEMO, Style::bold(10.5), MARGIN, INNER, Side::Center);
        mark.gap(3.0);
        head.below(mark.shaded(MARGIN, INNER, 0.86));
        head.gap(10.0);
    }
    let practice = &model.letterhead;
    let mut left = Block::default();
    let mut line =
        |fonts: &mut Fonts, text: &str, style| left.text(fonts, text, style, MARGIN, 300.0, Side::Left);
    line(fonts, &practice.practice, Style::bold(16.0));
    for text in practice.location.iter().chain(&practice.address) {
        line(fonts, text, Style::regular(9.5));
    }
    let fax = practice.fax.as_ref().map_or(String::new(), |fax| format!(" · Fax {fax}"));
    line(fonts, &format!("Phone {}{fax}", practice.phone), Style::regular(9.5));
    if let Some(note) = &practice.note {
        line(fonts, note, Style::quiet(8.5));
    }

    let prescriber = &model.prescriber;
    let mut right = Block::default();
    right.gap(4.0);
    let mut line = |fonts: &mut Fonts, text: &str, style| {
        right.text(fonts, text, style, MARGIN + 312.0, INNER - 312.0, Side::Right)
    };
    line(fonts, &signer(model), Style::bold(11.5));
    if let Some(npi) = &prescriber.npi {
        line(fonts, &format!("NPI {npi}"), Style::regular(9.5));
    }
    if let Some(license) = &prescriber.license {
        line(fonts, &format!("License {license}"), Style::regular(9.5));
    }
    if let Some(dea) = prescriber.dea.as_ref().filter(|_| controlled) {
        line(fonts, &format!("DEA {dea}"), Style::bold(9.5));
    }
    head.beside(vec![left, right]);
    head.gap(8.0);
    head.rule(MARGIN, INNER, 1.2, 0.0);
    head
}

const DEMO: &str = "DEMO. Not a valid prescription. All people are fictional.";

fn signer(model: &PrescriptionModel) -> String {
    let prescriber = &model.prescriber;
    if prescriber.credentials.trim().is_empty() {
        prescriber.name.clone()
    } else {
        format!("{}, {}", prescriber.name, prescriber.credentials)
    }
}

fn patient(model: &PrescriptionModel, fonts: &mut Fonts) -> Block {
    let patient = &model.patient;
    let (x, width) = (MARGIN + 12.0, 356.0);
    let mut left = Block::default();
    left.text(fonts, "Prescription for", Style::quiet(8.5), x, width, Side::Left);
    left.text(fonts, &patient.name, Style::bold(14.0), x, width, Side::Left);
    let mut facts = vec![format!("Born {} ({})", patient.birth_date, patient.age), patient.sex.clone()];
    facts.push(format!("MRN {}", patient.mrn));
    left.text(fonts, &facts.join(" · "), Style::regular(10.0), x, width, Side::Left);
    let address = Some(patient.address.join(", ")).filter(|a| !a.is_empty());
    let contact: Vec<String> = address.into_iter().chain(patient.phone.clone()).collect();
    if !contact.is_empty() {
        left.text(fonts, &contact.join(" · "), Style::regular(10.0), x, width, Side::Left);
    }
    let (x, width) = (MARGIN + 380.0, INNER - 392.0);
    let mut right = Block::default();
    right.text(fonts, "Date written", Style::quiet(8.5), x, width, Side::Right);
    right.text(fonts, &model.date, Style::bold(11.0), x, width, Side::Right);
    let mut block = Block::default();
    block.gap(8.0);
    block.beside(vec![left, right]);
    block.gap(9.0);
    block.shaded(MARGIN, INNER, 0.94)
}

fn drug(index: usize, drug: &PrescribedDrug, fonts: &mut Fonts) -> Block {
    let (x, width) = (MARGIN + INDENT, INNER - INDENT);
    let mut number = Block::default();
    number.text(fonts, &format!("{}.", index + 1), Style::bold(14.0), MARGIN, INDENT, Side::Left);
    let mut name = Block::default();
    name.text(fonts, &drug.display, Style::bold(14.0), x, width, Side::Left);
    let mut block = Block::default();
    block.gap(2.0);
    block.beside(vec![number, name]);
    if let Some(schedule) = &drug.schedule {
        let text = format!("Controlled substance, schedule {schedule}");
        block.text(fonts, &text, Style::bold(9.5), x, width, Side::Left);
    }
    if let Some(day) = &drug.not_before {
        let text = format!("Do not fill before {day}");
        block.text(fonts, &text, Style::bold(12.0), x, width, Side::Left);
    }
    for words in &drug.statute_words {
        block.text(fonts, words, Style::bold(11.0), x, width, Side::Left);
    }
    block.gap(3.0);
    block.text(fonts, &drug.sig, Style::regular(12.0), x, width, Side::Left);
    block.gap(6.0);
    block.below(amounts(drug, fonts));
    block.gap(4.0);
    let substitution = if drug.dispense_as_written {
        ("DISPENSE AS WRITTEN", Style::bold(10.0))
    } else {
        ("Substitution permitted", Style::regular(10.0))
    };
    let mut left = Block::default();
    if let Some(reason) = &drug.reason {
        left.text(fonts, &format!("For: {reason}"), Style::regular(10.0), x, 320.0, Side::Left);
    }
    let mut right = Block::default();
    right.text(fonts, substitution.0, substitution.1, MARGIN + 350.0, INNER - 350.0, Side::Right);
    block.beside(vec![left, right]);
    block.gap(9.0);
    block.rule(MARGIN, INNER, 0.6, 0.55);
    block.gap(9.0);
    block
}

fn amounts(drug: &PrescribedDrug, fonts: &mut Fonts) -> Block {
    let refills = format!("{}{}", drug.refills, in_words(&drug.refills.to_string()));
    let mut columns = vec![
        ("Quantity", quantity(drug), MARGIN + INDENT, 208.0),
        ("Refills", refills, MARGIN + 244.0, 90.0),
    ];
    if let Some(days) = drug.days_supply {
        let unit = if days == 1 { "day" } else { "days" };
        columns.push(("Days’ supply", format!("{days} {unit}"), MARGIN + 346.0, 70.0));
    }
    if let Some(start) = &drug.start {
        columns.push(("Start", start.clone(), MARGIN + 424.0, INNER - 424.0));
    }
    let mut row = Block::default();
    let blocks = columns.into_iter().map(|(label, value, x, width)| {
        let mut column = Block::default();
        column.text(fonts, label, Style::quiet(8.5), x, width, Side::Left);
        column.text(fonts, &value, Style::bold(10.5), x, width, Side::Left);
        column
    });
    let blocks: Vec<Block> = blocks.collect();
    row.beside(blocks);
    row
}

/// Figures and words, so that neither can be changed alone: "14 (fourteen) tablets".
fn quantity(drug: &PrescribedDrug) -> String {
    let figures = drug.quantity.trim();
    let unit = counted(drug.quantity_unit.trim(), figures == "1");
    format!("{figures}{} {unit}", in_words(figures)).trim_end().to_string()
}

fn in_words(figures: &str) -> String {
    number_words(figures).map_or(String::new(), |words| format!(" ({words})"))
}

/// The plural of a counted thing; symbols and plurals stay as they are.
fn counted(unit: &str, one: bool) -> String {
    let symbol = matches!(unit, "" | "mL" | "mg" | "mcg" | "g" | "mEq" | "L" | "oz");
    if one || symbol || unit.ends_with('s') {
        return unit.to_string();
    }
    if let Some(stem) = unit.strip_suffix('y') {
        return format!("{stem}ies");
    }
    if ["ch", "sh", "x"].iter().any(|end| unit.ends_with(end)) {
        return format!("{unit}es");
    }
    format!("{unit}s")
}

fn closing(fonts: &mut Fonts, here: usize, all: usize, page: usize, pages: usize) -> Block {
    let things = |n: usize| if n == 1 { "1 medication".to_string() } else { format!("{n} medications") };
    let text = match (page == pages, pages) {
        (true, 1) => {
            format!("— End of prescription: {} on this sheet. Void if anything is added. —", things(all))
        }
        (true, _) => format!(
            "— End of prescription: {} on this page, {all} in all. Void if anything is added. —",
            things(here)
        ),
        (false, _) => format!(
            "— {} on this page, {all} in all. Continued on page {}. Void if anything is added. —",
            things(here),
            page + 1
        ),
    };
    let mut block = Block::default();
    block.text(fonts, &text, Style::quiet(9.0), MARGIN, INNER, Side::Center);
    block.gap(6.0);
    block
}

/// Crosses out the space that is left, so that no medication can be written into it.
fn strike(page: &mut Page, top: f32, bottom: f32) {
    if bottom - top < 16.0 {
        return;
    }
    let (left, right) = (MARGIN, WIDTH - MARGIN);
    let line = |from, to| Piece::Line { from, to, thickness: 0.8, gray: 0.6 };
    page.pieces.push(line((left, top), (right, top)));
    page.pieces.push(line((right, top), (left, bottom)));
    page.pieces.push(line((left, bottom), (right, bottom)));
}

fn signature(model: &PrescriptionModel, fonts: &mut Fonts) -> Block {
    let mut block = Block::default();
    // Room for a pen.
    block.gap(40.0);
    block.rule(MARGIN, 320.0, 0.9, 0.0);
    block.rule(MARGIN + 344.0, INNER - 344.0, 0.9, 0.0);
    block.gap(2.0);
    let mut left = Block::default();
    let text = format!("Signature of {}", signer(model));
    left.text(fonts, &text, Style::regular(9.5), MARGIN, 320.0, Side::Left);
    if is_controlled(&model.drugs) {
        // 21 CFR 1306.05(d): signed by hand, as one signs a legal document.
        let text = "Not valid without the prescriber’s handwritten signature.";
        left.text(fonts, text, Style::bold(8.5), MARGIN, 320.0, Side::Left);
    } else if let Some(note) = &model.signed_note {
        left.text(fonts, note, Style::quiet(8.5), MARGIN, 320.0, Side::Left);
    }
    let mut right = Block::default();
    right.text(fonts, "Date signed", Style::regular(9.5), MARGIN + 344.0, INNER - 344.0, Side::Left);
    block.beside(vec![left, right]);
    block.gap(10.0);
    block
}

fn footer(model: &PrescriptionModel, fonts: &mut Fonts, page: usize, pages: usize) -> Block {
    let patient = &model.patient;
    let mut block = Block::default();
    if fonts.lacks_something() {
        let text = "“�” stands for a character that cannot be printed.";
        block.text(fonts, text, Style::quiet(8.0), MARGIN, INNER, Side::Left);
    }
    block.gap(2.0);
    block.rule(MARGIN, INNER, 0.6, 0.55);
    block.gap(4.0);
    let identity = format!("{} · born {} · MRN {}", patient.name, patient.birth_date, patient.mrn);
    let mut left = Block::default();
    left.text(fonts, &identity, Style::regular(9.0), MARGIN, INNER - 120.0, Side::Left);
    let number = format!("{}Page {page} of {pages}", if model.demo { "DEMO · " } else { "" });
    let mut right = Block::default();
    right.text(fonts, &number, Style::regular(9.0), MARGIN + INNER - 110.0, 110.0, Side::Right);
    block.beside(vec![left, right]);
    block
}
