//! Blocks of text, lines and areas, measured before they are placed, so that a block never splits over pages.

use crate::font::{Fonts, Weight};

/// How text looks.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(crate) struct Style {
    pub size: f32,
    pub weight: Weight,
    /// 0 black to 1 white.
    pub gray: f32,
}

impl Style {
    pub const fn regular(size: f32) -> Style {
        Style { size, weight: Weight::Regular, gray: 0.0 }
    }

    pub const fn bold(size: f32) -> Style {
        Style { size, weight: Weight::Bold, gray: 0.0 }
    }

    /// The quiet style of labels; dark enough for a fax.
    pub const fn quiet(size: f32) -> Style {
        Style { size, weight: Weight::Regular, gray: 0.32 }
    }

    /// Distance from one line to the next.
    pub fn leading(self) -> f32 {
        self.size * 1.32
    }
}

/// Something to draw; `y` grows downwards from the top of the block. All lengths are points.
#[derive(Clone, Debug, PartialEq)]
pub(crate) enum Piece {
    /// `y` is the baseline.
    Text {
        x: f32,
        y: f32,
        style: Style,
        text: String,
    },
    Line {
        from: (f32, f32),
        to: (f32, f32),
        thickness: f32,
        gray: f32,
    },
    /// A filled area.
    Area {
        x: f32,
        y: f32,
        width: f32,
        height: f32,
        gray: f32,
    },
}

impl Piece {
    /// The piece moved right and down.
    pub fn moved(&self, dx: f32, dy: f32) -> Piece {
        let mut piece = self.clone();
        match &mut piece {
            Piece::Text { x, y, .. } | Piece::Area { x, y, .. } => {
                *x += dx;
                *y += dy;
            }
            Piece::Line { from, to, .. } => {
                for point in [from, to] {
                    point.0 += dx;
                    point.1 += dy;
                }
            }
        }
        piece
    }
}

/// Pieces of which none may be parted from the others.
#[derive(Clone, Debug, Default, PartialEq)]
pub(crate) struct Block {
    pub pieces: Vec<Piece>,
    pub height: f32,
}

/// Where a line of text stands between two edges.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Side {
    Left,
    Right,
    Center,
}

impl Block {
    /// Adds wrapped text below what is there.
    pub fn text(&mut self, fonts: &mut Fonts, text: &str, style: Style, x: f32, width: f32, side: Side) {
        for line in wrap(fonts, text, style, width) {
            let own = fonts.width(&line, style.weight, style.size);
            let left = match side {
                Side::Left => x,
                Side::Right => x + width - own,
                Side::Center => x + (width - own) / 2.0,
            };
            let y = self.height + style.size * 1.06;
            self.pieces.push(Piece::Text { x: left, y, style, text: line });
            self.height += style.leading();
        }
    }

    pub fn gap(&mut self, height: f32) {
        self.height += height;
    }

    pub fn rule(&mut self, x: f32, width: f32, thickness: f32, gray: f32) {
        let y = self.height;
        self.pieces.push(Piece::Line { from: (x, y), to: (x + width, y), thickness, gray });
    }

    /// Puts another block's pieces at the same height as this one's bottom; the taller of several decides.
    pub fn beside(&mut self, blocks: Vec<Block>) {
        let top = self.height;
        let tallest = blocks.iter().map(|b| b.height).fold(0.0, f32::max);
        self.pieces.extend(blocks.iter().flat_map(|b| b.pieces.iter().map(|p| p.moved(0.0, top))));
        self.height += tallest;
    }

    /// Puts another block below.
    pub fn below(&mut self, block: Block) {
        self.beside(vec![block]);
    }

    /// Lays a filled area behind everything so far.
    pub fn shaded(mut self, x: f32, width: f32, gray: f32) -> Block {
        self.pieces.insert(0, Piece::Area { x, y: 0.0, width, height: self.height, gray });
        self
    }
}

/// Words, a number together with the unit behind it: "25" at the end of a line and "mg" below it is misread.
fn unbreakable(paragraph: &str) -> Vec<String> {
    let mut words: Vec<String> = Vec::new();
    for word in paragraph.split_whitespace() {
        match words.last_mut() {
            Some(number)
                if number.ends_with(|c: char| c.is_ascii_digit())
                    && word.starts_with(char::is_alphabetic) =>
            {
                number.push(' ');
                number.push_str(word);
            }
            _ => words.push(word.to_string()),
        }
    }
    words
}

/// Cuts text into lines no wider than `width`; a word that is wider by itself is cut where it must be.
pub(crate) fn wrap(fonts: &mut Fonts, text: &str, style: Style, width: f32) -> Vec<String> {
    let printable = fonts.printable(text);
    let measure = |line: &str| fonts.width(line, style.weight, style.size);
    let mut lines = Vec::new();
    for paragraph in printable.split('\n') {
        let mut line = String::new();
        for word in unbreakable(paragraph) {
            let longer = if line.is_empty() { word.clone() } else { format!("{line} {word}") };
            if measure(&longer) <= width {
                line = longer;
                continue;
            }
            if !line.is_empty() {
                lines.push(std::mem::take(&mut line));
            }
            for c in word.chars() {
                line.push(c);
                if line.chars().count() > 1 && measure(&line) > width {
                    line.pop();
                    lines.push(std::mem::replace(&mut line, c.to_string()));
                }
            }
        }
        lines.push(line);
    }
    lines
}
