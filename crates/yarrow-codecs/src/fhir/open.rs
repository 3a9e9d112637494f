//! Opening a file: its size, depth and syntax are checked and its entries listed before any resource is read.

use serde::Deserialize;
use serde_json::value::RawValue;

use super::fault::{Fault, Refusal, clip};
use super::place::{Place, offset_in, walk};
use super::resource::Resource;

/// The largest file read, in bytes. A hundred chronically ill patients fit in it many times over; more belongs in parts.
pub const MAX_BUNDLE: usize = 100_000_000;
/// The most entries of one file.
pub const MAX_ENTRIES: usize = 200_000;
/// The deepest nesting read; FHIR's own examples stay below 20.
pub const MAX_DEPTH: usize = 64;

/// A file of FHIR resources: a Bundle, a single resource, or one resource per line (NDJSON).
#[derive(Debug)]
pub struct FhirFile<'a> {
    text: &'a str,
    /// The resources, in the order of the file.
    pub entries: Vec<Entry<'a>>,
    /// Whether the file is one Bundle, and not a resource by itself or a list of lines.
    pub is_bundle: bool,
}

/// One resource of a file, not yet read.
#[derive(Clone, Debug)]
pub struct Entry<'a> {
    /// Which, from 1.
    pub number: usize,
    /// Its resource type, "unknown" when it does not say.
    pub kind: String,
    /// Its id.
    pub id: Option<String>,
    /// Its address in the bundle.
    pub full_url: Option<String>,
    /// Its JSON text, a slice of the file.
    pub raw: &'a str,
    fault: Option<Fault>,
}

#[derive(Default, Deserialize)]
#[serde(default, rename_all = "camelCase")]
struct Head {
    resource_type: Option<String>,
    id: Option<String>,
}

#[derive(Default, Deserialize)]
#[serde(default)]
struct Bundle<'a> {
    #[serde(rename = "type")]
    kind: Option<String>,
    #[serde(borrow)]
    entry: Option<Vec<&'a RawValue>>,
}

#[derive(Default, Deserialize)]
#[serde(default, rename_all = "camelCase")]
struct BundleEntry<'a> {
    full_url: Option<String>,
    #[serde(borrow)]
    resource: Option<&'a RawValue>,
    request: Option<Request>,
}

#[derive(Default, Deserialize)]
#[serde(default)]
struct Request {
    method: Option<String>,
}

impl<'a> FhirFile<'a> {
    /// Checks the whole file and lists its entries.
    ///
    /// # Errors
    /// A [`Refusal`] for what makes the file unusable as a whole: size, encoding, syntax, depth, a kind of bundle that
    /// is no set of resources.
    pub fn open(bytes: &'a [u8]) -> Result<Self, Refusal> {
        if bytes.len() > MAX_BUNDLE {
            return Err(Refusal::TooLarge { bytes: bytes.len(), max: MAX_BUNDLE });
        }
        let text = text_of(bytes)?;
        if let Some(offset) = walk(text, MAX_DEPTH).too_deep {
            return Err(Refusal::TooDeep { place: Place::of(text, offset), max: MAX_DEPTH });
        }
        let mut file = Self { text, entries: Vec::new(), is_bundle: false };
        let values = serde_json::Deserializer::from_str(text).into_iter::<&'a RawValue>();
        for (number, value) in values.enumerate() {
            let raw = value.map_err(|error| refusal(text, 0, &error))?.get();
            file.is_bundle = number == 0 && is_bundle(raw);
            file.add_value(raw)?;
        }
        if file.entries.is_empty() {
            return Err(Refusal::Bundle("The bundle holds no entries.".to_owned()));
        }
        if file.entries.iter().all(|entry| entry.kind == UNKNOWN) {
            return Err(Refusal::Other {
                what: "JSON without a resourceType",
                hint: "Choose a FHIR Bundle, a FHIR resource, or an NDJSON export.",
            });
        }
        Ok(file)
    }

    /// Reads one of this file's entries.
    ///
    /// # Errors
    /// Why this resource cannot be read; see [`Resource::read`].
    pub fn read(&self, entry: &Entry<'a>) -> Result<Resource, Fault> {
        match &entry.fault {
            Some(fault) => Err(fault.clone()),
            None => Resource::read(self.text, entry.raw, &entry.kind),
        }
    }

    fn add_value(&mut self, raw: &'a str) -> Result<(), Refusal> {
        if !is_bundle(raw) {
            return self.push(None, Some(raw), None, raw);
        }
        let start = offset_in(self.text, raw);
        let bundle: Bundle<'a> =
            serde_json::from_str(raw).map_err(|error| refusal(self.text, start, &error))?;
        match bundle.kind.as_deref() {
            Some("history") => {
                return Err(Refusal::Bundle(
                    "This bundle is a history: it holds old versions beside new ones. Export the current state instead."
                        .to_owned(),
                ));
            }
            Some("transaction-response" | "batch-response") => {
                return Err(Refusal::Bundle(
                    "This bundle is a server's answer to an upload, not a set of records.".to_owned(),
                ));
            }
            _ => {}
        }
        for raw in bundle.entry.unwrap_or_default() {
            let raw = raw.get();
            match serde_json::from_str::<BundleEntry<'a>>(raw) {
                Ok(entry) => {
                    let deletes =
                        entry.request.and_then(|request| request.method).is_some_and(|m| m == "DELETE");
                    let fault = deletes.then(|| Fault::whole("a request to delete; an import never deletes"));
                    self.push(entry.full_url, entry.resource.map(RawValue::get), fault, raw)?;
                }
                Err(error) => {
                    let place = Place::of_error(self.text, offset_in(self.text, raw), &error);
                    self.push(None, None, Some(Fault::at("", &error.to_string(), place)), raw)?;
                }
            }
        }
        Ok(())
    }

    fn push(
        &mut self,
        full_url: Option<String>,
        resource: Option<&'a str>,
        fault: Option<Fault>,
        whole: &'a str,
    ) -> Result<(), Refusal> {
        if self.entries.len() == MAX_ENTRIES {
            return Err(Refusal::TooMany { max: MAX_ENTRIES });
        }
        let number = self.entries.len() + 1;
        let raw = resource.unwrap_or(whole);
        let head = resource.map(serde_json::from_str::<Head>);
        let (kind, id, fault) = match (head, fault) {
            (Some(Ok(Head { resource_type: Some(kind), id })), fault) if is_name(&kind) => (kind, id, fault),
            (_, Some(fault)) => (UNKNOWN.to_owned(), None, Some(fault)),
            (None, None) => (UNKNOWN.to_owned(), None, Some(Fault::whole("the entry has no resource"))),
            (Some(_), None) => {
                (UNKNOWN.to_owned(), None, Some(Fault::whole("it does not say its resourceType")))
            }
        };
        self.entries.push(Entry { number, kind, id, full_url, raw, fault });
        Ok(())
    }
}

impl Entry<'_> {
    /// "entry 37 (Observation, urn:uuid:…)".
    pub fn location(&self) -> String {
        let id = || self.id.as_ref().map(|id| format!("{}/{id}", self.kind));
        match self.full_url.clone().or_else(id) {
            Some(name) => format!("entry {} ({}, {})", self.number, self.kind, clip(&name)),
            None => format!("entry {} ({})", self.number, self.kind),
        }
    }
}

const UNKNOWN: &str = "unknown";

/// A resource type as FHIR names them; a report must not carry arbitrary text as a type.
fn is_name(kind: &str) -> bool {
    kind.len() <= 64
        && kind.starts_with(|c: char| c.is_ascii_uppercase())
        && kind.bytes().all(|b| b.is_ascii_alphanumeric())
}

fn is_bundle(raw: &str) -> bool {
    serde_json::from_str::<Head>(raw).is_ok_and(|head| head.resource_type.as_deref() == Some("Bundle"))
}

fn text_of(bytes: &[u8]) -> Result<&str, Refusal> {
    const HINT: &str = "Ask the other system for an export as FHIR JSON.";
    if bytes.starts_with(b"PK\x03\x04") {
        return Err(Refusal::Other { what: "a zip archive", hint: "Unpack it and import the files inside." });
    }
    if bytes.starts_with(&[0x1f, 0x8b]) {
        return Err(Refusal::Other { what: "a gzip archive", hint: "Unpack it and import the file inside." });
    }
    if bytes.starts_with(b"%PDF") {
        return Err(Refusal::Other { what: "a PDF", hint: "Add it to a chart as a document instead." });
    }
    let Ok(text) = std::str::from_utf8(bytes) else {
        return Err(Refusal::Other { what: "a file in another encoding than UTF-8", hint: HINT });
    };
    let text = text.trim_start_matches('\u{FEFF}');
    match text.trim_start().bytes().next() {
        None => Err(Refusal::Empty),
        Some(b'<') => Err(Refusal::Other { what: "XML", hint: HINT }),
        Some(b'{') => Ok(text),
        Some(_) => Err(Refusal::Other { what: "some other text", hint: HINT }),
    }
}

/// The refusal for a JSON error met in the part of the file that begins at byte `start`.
fn refusal(text: &str, start: usize, error: &serde_json::Error) -> Refusal {
    let place = Place::of_error(text, start, error);
    let before = walk(text.get(..place.offset(text)).unwrap_or(text), usize::MAX);
    let reading = match (before.entries, before.values) {
        (0, ..=1) => "the head of the file".to_owned(),
        (0, number) => format!("resource {number}"),
        (number, _) => format!("entry {number}"),
    };
    if error.is_eof() {
        return Refusal::CutOff { place, reading };
    }
    Refusal::Syntax { place, reading, reason: clip(&error.to_string()) }
}

#[cfg(test)]
mod tests;
