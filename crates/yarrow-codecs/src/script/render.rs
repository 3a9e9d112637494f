//! A tree as bytes, always the same ones: UTF-8, two spaces a level, one element a line.

use super::element::Element;

/// The document of `root`. Texts are kept exactly; what XML would read as markup is escaped.
pub(super) fn render(root: &Element) -> Vec<u8> {
    let mut out = String::from("<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n");
    element(&mut out, root, 0);
    out.into_bytes()
}

fn element(out: &mut String, this: &Element, depth: usize) {
    indent(out, depth);
    out.push('<');
    out.push_str(&this.name);
    for (name, value) in &this.attributes {
        out.push(' ');
        out.push_str(name);
        out.push_str("=\"");
        escape(out, value, true);
        out.push('"');
    }
    if this.children.is_empty() && this.text.is_empty() {
        out.push_str("/>\n");
        return;
    }
    out.push('>');
    if this.children.is_empty() {
        escape(out, &this.text, false);
    } else {
        out.push('\n');
        for child in &this.children {
            element(out, child, depth + 1);
        }
        indent(out, depth);
    }
    out.push_str("</");
    out.push_str(&this.name);
    out.push_str(">\n");
}

fn indent(out: &mut String, depth: usize) {
    for _ in 0..depth {
        out.push_str("  ");
    }
}

fn escape(out: &mut String, text: &str, attribute: bool) {
    for c in text.chars() {
        match c {
            '&' => out.push_str("&amp;"),
            '<' => out.push_str("&lt;"),
            '>' => out.push_str("&gt;"),
            '"' if attribute => out.push_str("&quot;"),
            '\n' | '\t' if attribute => out.push(' '),
            c => out.push(c),
        }
    }
}
