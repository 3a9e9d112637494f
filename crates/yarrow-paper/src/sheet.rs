//! Pages of US Letter paper and their way into PDF bytes.

use crate::font::{Fonts, Weight};
use crate::layout::{Block, Piece, Style};
use crate::{PaperError, Printed};
use printpdf::{
    Color, FontId, Greyscale, Line, LinePoint, Mm, Op, PaintMode, ParsedFont, PdfDocument, PdfFont,
    PdfFontHandle, PdfPage, PdfSaveOptions, Point, Pt, Rect, TextItem, WindingOrder,
};

/// US Letter, in points.
pub(crate) const WIDTH: f32 = 612.0;
pub(crate) const HEIGHT: f32 = 792.0;
/// Printers and fax machines lose what is nearer to the edge.
pub(crate) const MARGIN: f32 = 50.0;
/// Between the margins.
pub(crate) const INNER: f32 = WIDTH - 2.0 * MARGIN;

/// The pieces of one page, `y` downwards from the top edge.
#[derive(Clone, Debug, Default)]
pub(crate) struct Page {
    pub pieces: Vec<Piece>,
}

impl Page {
    /// Places a block with its top at `y`.
    pub fn place(&mut self, block: &Block, y: f32) {
        self.pieces.extend(block.pieces.iter().map(|p| p.moved(0.0, y)));
    }
}

/// Makes the PDF. `title` is what a viewer shows in its window.
pub(crate) fn save(title: &str, pages: &[Page], fonts: &Fonts) -> Result<Printed, PaperError> {
    let mut document = PdfDocument::new(title);
    document.metadata.info.producer = "Yarrow".to_string();
    for weight in [Weight::Regular, Weight::Bold] {
        let parsed =
            ParsedFont::from_bytes(Fonts::bytes(weight), 0, &mut Vec::new()).ok_or(PaperError::Font)?;
        // A name of our own instead of a random one, so that equal models differ in nothing but the file id.
        document.resources.fonts.map.insert(font_id(weight), PdfFont::new(parsed));
    }
    let (width, height) = (Mm::from(Pt(WIDTH)), Mm::from(Pt(HEIGHT)));
    let finished: Vec<PdfPage> = pages
        .iter()
        .map(|page| PdfPage::new(width, height, page.pieces.iter().flat_map(ops).collect()))
        .collect();
    let count = u32::try_from(finished.len()).unwrap_or(u32::MAX);
    let bytes = document.with_pages(finished).save(&PdfSaveOptions::default(), &mut Vec::new());
    Ok(Printed { bytes, pages: count, warnings: fonts.warnings() })
}

fn font_id(weight: Weight) -> FontId {
    FontId(match weight {
        Weight::Regular => "NotoSansRegular".to_string(),
        Weight::Bold => "NotoSansBold".to_string(),
    })
}

fn gray(level: f32) -> Color {
    Color::Greyscale(Greyscale::new(level, None))
}

fn point(x: f32, y: f32) -> Point {
    Point { x: Pt(x), y: Pt(HEIGHT - y) }
}

fn ops(piece: &Piece) -> Vec<Op> {
    match piece {
        Piece::Text { x, y, style, text } => text_ops(*x, *y, *style, text),
        Piece::Line { from, to, thickness, gray: level } => vec![
            Op::SetOutlineColor { col: gray(*level) },
            Op::SetOutlineThickness { pt: Pt(*thickness) },
            Op::DrawLine {
                line: Line {
                    points: [from, to].map(|p| LinePoint { p: point(p.0, p.1), bezier: false }).to_vec(),
                    is_closed: false,
                },
            },
        ],
        Piece::Area { x, y, width, height, gray: level } => {
            let corner = point(*x, *y + *height);
            vec![
                Op::SetFillColor { col: gray(*level) },
                Op::DrawRectangle {
                    rectangle: Rect {
                        x: corner.x,
                        y: corner.y,
                        width: Pt(*width),
                        height: Pt(*height),
                        mode: Some(PaintMode::Fill),
                        winding_order: Some(WindingOrder::NonZero),
                    },
                },
            ]
        }
    }
}

fn text_ops(x: f32, y: f32, style: Style, text: &str) -> Vec<Op> {
    if text.is_empty() {
        return Vec::new();
    }
    vec![
        Op::StartTextSection,
        Op::SetTextCursor { pos: point(x, y) },
        Op::SetFont { font: PdfFontHandle::External(font_id(style.weight)), size: Pt(style.size) },
        Op::SetFillColor { col: gray(style.gray) },
        Op::ShowText { items: vec![TextItem::Text(text.to_string())] },
        Op::EndTextSection,
    ]
}
