//! A small XML tree and the bounded way into it: size, depth, number of elements; no document type, no entities.

use quick_xml::NsReader;
use quick_xml::XmlVersion;
use quick_xml::events::{BytesStart, Event};
use quick_xml::name::{Namespace, ResolveResult};

use super::fault::{Fault, clip};
use crate::fhir::Place;

/// Largest message read, in bytes. Real ones have some kilobytes.
pub const MAX_MESSAGE: usize = 1 << 20;
/// Deepest nesting read; a structured Sig reaches about twelve.
pub const MAX_DEPTH: usize = 32;
/// Most elements read.
pub const MAX_ELEMENTS: usize = 20_000;
/// Most attributes of one element.
const MAX_ATTRIBUTES: usize = 32;
/// Longest element name.
const MAX_NAME: usize = 100;
/// The namespace some senders declare; the schemas themselves have none.
const NCPDP: &str = "http://www.ncpdp.org/schema/SCRIPT";

/// An element without its namespace, with its text joined and its children in order.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Element {
    /// Local name.
    pub name: String,
    /// In a namespace that is not SCRIPT's.
    pub foreign: bool,
    /// Attributes by local name, without namespace declarations.
    pub attributes: Vec<(String, String)>,
    /// Children in order.
    pub children: Vec<Element>,
    /// Its own text, references resolved, line ends as `\n`.
    pub text: String,
}

impl Element {
    /// An element with nothing in it.
    pub fn named(name: &str) -> Self {
        Self { name: name.to_owned(), ..Self::default() }
    }

    /// The value of an attribute.
    pub fn attribute(&self, name: &str) -> Option<&str> {
        self.attributes.iter().find(|(given, _)| given == name).map(|(_, value)| value.as_str())
    }

    /// Neither text nor children.
    pub fn is_empty(&self) -> bool {
        self.children.is_empty() && self.text.trim().is_empty()
    }
}

/// Reads one XML document.
///
/// # Errors
/// Too large, not UTF-8, not well-formed, too deep, too many elements, a document type declaration or an entity other
/// than XML's own five.
pub(super) fn parse(bytes: &[u8]) -> Result<Element, Fault> {
    if bytes.len() > MAX_MESSAGE {
        return Err(Fault::whole(format!(
            "it has more than {} kB, the most a SCRIPT message may have. Nothing of it was read.",
            MAX_MESSAGE / 1024
        )));
    }
    let text = std::str::from_utf8(bytes)
        .map_err(|_| Fault::whole("it is not UTF-8 text; SCRIPT messages are exchanged as UTF-8."))?;
    let text = text.strip_prefix('\u{feff}').unwrap_or(text);
    if text.trim().is_empty() {
        return Err(Fault::whole("it is empty; a SCRIPT message begins with <Message."));
    }
    if !text.trim_start().starts_with('<') {
        return Err(Fault::whole("it is not XML; a SCRIPT message begins with <Message."));
    }
    if let Some(at) = text.find(|c| !is_xml(c)) {
        return Err(broken(text, at, "a character that XML 1.0 does not allow"));
    }
    Parser { text, open: Vec::new(), root: None, elements: 0 }.run()
}

/// Whether XML 1.0 allows this character (section 2.2, Char).
pub(super) fn is_xml(c: char) -> bool {
    matches!(c, '\t' | '\n' | '\r' | '\u{20}'..='\u{d7ff}' | '\u{e000}'..='\u{fffd}' | '\u{10000}'..)
}

fn broken(text: &str, at: usize, says: &str) -> Fault {
    Fault::at(Place::of(text, at).to_string(), format!("{says}. It should be well-formed XML."))
}

struct Parser<'t> {
    text: &'t str,
    open: Vec<Element>,
    root: Option<Element>,
    elements: usize,
}

impl Parser<'_> {
    fn run(mut self) -> Result<Element, Fault> {
        let mut reader = NsReader::from_str(self.text);
        loop {
            let at = usize::try_from(reader.buffer_position()).unwrap_or(usize::MAX);
            let (namespace, event) = match reader.read_resolved_event() {
                Ok(read) => read,
                Err(error) => {
                    let at = usize::try_from(reader.error_position()).unwrap_or(at);
                    return Err(broken(self.text, at, &clip(&error.to_string())));
                }
            };
            let foreign = is_foreign(&namespace);
            match event {
                Event::Start(start) => self.begin(&start, foreign, at)?,
                Event::Empty(start) => {
                    self.begin(&start, foreign, at)?;
                    self.end(at)?;
                }
                Event::End(_) => self.end(at)?,
                Event::Text(text) => self.add(&text.xml10_content(), at)?,
                Event::CData(text) => self.add(&text.xml10_content(), at)?,
                Event::GeneralRef(reference) => {
                    let meant = match &*reference {
                        "amp" => Some('&'),
                        "lt" => Some('<'),
                        "gt" => Some('>'),
                        "quot" => Some('"'),
                        "apos" => Some('\''),
                        _ => reference.resolve_char_ref().ok().flatten().filter(|c| is_xml(*c)),
                    };
                    let meant = meant.ok_or_else(|| {
                        broken(
                            self.text,
                            at,
                            "an entity; only XML's own five and character references are read",
                        )
                    })?;
                    self.add(meant.encode_utf8(&mut [0; 4]), at)?;
                }
                Event::DocType(_) => {
                    return Err(broken(self.text, at, "a document type declaration; none is read"));
                }
                Event::Decl(declaration) => {
                    let encoding = declaration.encoding().and_then(Result::ok);
                    if encoding.is_some_and(|name| !is_utf8(&name)) {
                        return Err(broken(self.text, at, "another encoding is declared; UTF-8 is read"));
                    }
                }
                Event::Comment(_) | Event::PI(_) => {}
                Event::Eof => break,
            }
        }
        match (self.open.last(), self.root) {
            (Some(open), _) => {
                let says = format!("the message ends inside <{}>; its end is missing", clip(&open.name));
                Err(broken(self.text, self.text.len(), &says))
            }
            (None, Some(root)) => Ok(root),
            (None, None) => Err(Fault::whole("it has no element; a SCRIPT message begins with <Message.")),
        }
    }

    fn begin(&mut self, start: &BytesStart<'_>, foreign: bool, at: usize) -> Result<(), Fault> {
        self.elements += 1;
        if self.elements > MAX_ELEMENTS {
            return Err(Fault::whole(format!(
                "it has more than {MAX_ELEMENTS} elements. Nothing of it was read."
            )));
        }
        if self.open.len() >= MAX_DEPTH {
            return Err(broken(self.text, at, &format!("nested deeper than {MAX_DEPTH} levels")));
        }
        if self.open.is_empty() && self.root.is_some() {
            return Err(broken(self.text, at, "a second document; one message is read at a time"));
        }
        let name = start.local_name().into_inner();
        if name.is_empty() || name.len() > MAX_NAME {
            return Err(broken(
                self.text,
                at,
                &format!("an element name of more than {MAX_NAME} characters"),
            ));
        }
        let mut element = Element::named(name);
        element.foreign = foreign;
        for (count, attribute) in start.attributes().enumerate() {
            if count >= MAX_ATTRIBUTES {
                return Err(broken(self.text, at, &format!("more than {MAX_ATTRIBUTES} attributes")));
            }
            let attribute = attribute.map_err(|error| broken(self.text, at, &clip(&error.to_string())))?;
            if attribute.key.as_namespace_binding().is_some() {
                continue;
            }
            let value = attribute
                .normalized_value(XmlVersion::Implicit1_0)
                .map_err(|error| broken(self.text, at, &clip(&error.to_string())))?;
            if value.contains(|c| !is_xml(c)) {
                return Err(broken(
                    self.text,
                    at,
                    "a character that XML 1.0 does not allow, in an attribute",
                ));
            }
            element.attributes.push((attribute.key.local_name().into_inner().to_owned(), value.into_owned()));
        }
        self.open.push(element);
        Ok(())
    }

    fn end(&mut self, at: usize) -> Result<(), Fault> {
        let done = self.open.pop().ok_or_else(|| broken(self.text, at, "an end without its beginning"))?;
        match self.open.last_mut() {
            Some(parent) => parent.children.push(done),
            None => self.root = Some(done),
        }
        Ok(())
    }

    fn add(&mut self, text: &str, at: usize) -> Result<(), Fault> {
        match self.open.last_mut() {
            Some(element) => element.text.push_str(text),
            None if text.trim().is_empty() => {}
            None => return Err(broken(self.text, at, "text outside the message")),
        }
        Ok(())
    }
}

fn is_foreign(namespace: &ResolveResult<'_>) -> bool {
    match namespace {
        ResolveResult::Unbound => false,
        ResolveResult::Bound(Namespace(name)) => name.trim_end_matches('/') != NCPDP,
        ResolveResult::Unknown(_) => true,
    }
}

fn is_utf8(name: &str) -> bool {
    ["utf-8", "utf8", "us-ascii", "ascii"].iter().any(|known| name.eq_ignore_ascii_case(known))
}
