//! The first page of a fax: to whom it goes, how many pages follow, and what to do when it went astray.

use crate::font::Fonts;
use crate::layout::{Block, Side, Style};
use crate::prescription::{self, PrescriptionModel};
use crate::sheet::{HEIGHT, INNER, MARGIN, Page, save};
use crate::{Letterhead, PaperError, Printed};
use serde::{Deserialize, Serialize};

/// What the cover says. It names no patient: whoever stands at the machine reads it.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct FaxCoverModel {
    pub letterhead: Letterhead,
    /// The pharmacy.
    pub to: String,
    pub to_address: Vec<String>,
    pub to_fax: String,
    pub to_phone: Option<String>,
    /// The prescriber.
    pub from: String,
    /// As it is to be read.
    pub date: String,
    /// "2 prescriptions".
    pub subject: String,
    pub demo: bool,
}

const BOTTOM: f32 = HEIGHT - 28.0;

const CONFIDENTIAL: &str = "This fax holds confidential health information that federal and state law protect. It is meant \
     for the recipient named above only. If you are not that recipient, do not read, copy or pass it on. Call the sender at \
     once at the number above and destroy all pages.";

/// Makes the cover and the prescription as one PDF, US Letter, in the order they go through the machine.
///
/// Errors: `Missing` without the pharmacy's name or fax number or the practice's telephone; and those of
/// [`crate::prescription()`].
pub fn faxed_prescription(cover: &FaxCoverModel, model: &PrescriptionModel) -> Result<Printed, PaperError> {
    let needed = [
        (&cover.to, "pharmacy's name"),
        (&cover.to_fax, "pharmacy's fax number"),
        (&cover.letterhead.practice, "practice name"),
        (&cover.letterhead.phone, "practice's telephone number"),
        (&cover.date, "date"),
    ];
    if let Some((_, what)) = needed.iter().find(|(text, _)| text.trim().is_empty()) {
        return Err(PaperError::Missing(format!("The {what} is missing.")));
    }
    let mut fonts = Fonts::new()?;
    let sheets = prescription::sheets(model, &mut fonts)?;
    let mut pages = vec![page(cover, sheets.len() + 1, &mut fonts)];
    pages.extend(sheets);
    save(&format!("Fax {}", cover.date), &pages, &fonts)
}

fn page(cover: &FaxCoverModel, pages: usize, fonts: &mut Fonts) -> Page {
    let practice = &cover.letterhead;
    let mut block = Block::default();
    if cover.demo {
        let mut mark = Block::default();
        mark.gap(2.0);
        mark.text(fonts, "DEMO. All people are fictional.", Style::bold(10.5), MARGIN, INNER, Side::Center);
        mark.gap(3.0);
        block.below(mark.shaded(MARGIN, INNER, 0.86));
        block.gap(10.0);
    }
    block.text(fonts, &practice.practice, Style::bold(16.0), MARGIN, INNER, Side::Left);
    for text in practice.location.iter().chain(&practice.address) {
        block.text(fonts, text, Style::regular(10.5), MARGIN, INNER, Side::Left);
    }
    block.gap(10.0);
    block.rule(MARGIN, INNER, 1.2, 0.0);
    block.gap(22.0);
    block.text(fonts, "Fax", Style::bold(34.0), MARGIN, INNER, Side::Left);
    block.gap(16.0);
    let mut rows = vec![("To", cover.to.clone(), true)];
    rows.extend(cover.to_address.iter().map(|line| ("", line.clone(), false)));
    rows.push(("Fax", cover.to_fax.clone(), true));
    rows.extend(cover.to_phone.iter().map(|phone| ("Phone", phone.clone(), false)));
    rows.push(("—", String::new(), false));
    rows.push(("From", cover.from.clone(), true));
    rows.push(("Phone", practice.phone.clone(), false));
    rows.extend(practice.fax.iter().map(|fax| ("Fax", fax.clone(), false)));
    rows.push(("—", String::new(), false));
    rows.push(("Date", cover.date.clone(), false));
    rows.push(("About", cover.subject.clone(), false));
    rows.push(("Pages", format!("{pages}, with this one"), true));
    for (label, value, strong) in rows {
        if label == "—" {
            block.gap(8.0);
            block.rule(MARGIN, INNER, 0.6, 0.55);
            block.gap(10.0);
            continue;
        }
        let mut left = Block::default();
        left.gap(2.0);
        left.text(fonts, label, Style::quiet(11.0), MARGIN, 80.0, Side::Left);
        let style = if strong { Style::bold(13.0) } else { Style::regular(13.0) };
        let mut right = Block::default();
        right.text(fonts, &value, style, MARGIN + 84.0, INNER - 84.0, Side::Left);
        block.beside(vec![left, right]);
        block.gap(4.0);
    }
    let mut notice = Block::default();
    notice.gap(10.0);
    notice.text(fonts, "Confidential", Style::bold(12.0), MARGIN + 12.0, INNER - 24.0, Side::Left);
    notice.gap(2.0);
    notice.text(fonts, CONFIDENTIAL, Style::regular(10.5), MARGIN + 12.0, INNER - 24.0, Side::Left);
    notice.gap(10.0);
    let notice = notice.shaded(MARGIN, INNER, 0.94);

    let mut page = Page::default();
    page.place(&block, 48.0);
    page.place(&notice, BOTTOM - notice.height);
    page
}
