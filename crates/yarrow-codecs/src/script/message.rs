//! A whole message: bytes in, structs out, and back.

use serde::Serialize;
use serde_json::{Map, Value, json};

use super::body::Body;
use super::check::check;
use super::element::{Element, parse};
use super::fault::{Fault, clip};
use super::header::Header;
use super::part::{Context, Reading, Writing};
use super::render::render;
use super::version::ScriptVersion;

/// The attributes that say which schemas a message follows. ECLVersion is left out: code lists appear on their own.
const STAMPED: [&str; 4] =
    ["DatatypesVersion", "TransportVersion", "TransactionVersion", "StructuresVersion"];

/// A SCRIPT message.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Message {
    /// The version it is written in.
    pub version: ScriptVersion,
    /// Routing and identity.
    pub header: Header,
    /// What it says.
    pub body: Body,
}

/// A message that was read.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Received {
    /// What was understood.
    pub message: Message,
    /// Paths of what was not, in document order; nothing of it is in the message.
    pub not_read: Vec<String>,
    /// How many more paths there were than are listed.
    pub more_not_read: usize,
}

impl Message {
    /// Reads a message of either version.
    ///
    /// # Errors
    /// Names the place and what would be right there; never a value of the message.
    pub fn read(bytes: &[u8]) -> Result<Received, Fault> {
        let root = parse(bytes)?;
        if root.name != "Message" || root.foreign {
            let namespace = if root.foreign { " in a namespace that is not SCRIPT's" } else { "" };
            return Err(Fault::whole(format!(
                "it is a <{}>{namespace}, not a SCRIPT message. It should begin with <Message TransactionDomain=\"SCRIPT\" …>.",
                clip(&root.name)
            )));
        }
        let version = version_of(&root)?;
        let mut context = Context { version, aside: Vec::new(), more_aside: 0 };
        let mut from = Reading::of(&root, "/Message".to_owned(), &mut context);
        let header = from.one::<Header>("Header")?;
        let body = from.one::<Body>("Body")?;
        from.finish();
        let message = Self { version, header, body };
        check(&message)?;
        Ok(Received { message, not_read: context.aside, more_not_read: context.more_aside })
    }

    /// The message as bytes; the same message is always the same bytes.
    ///
    /// # Errors
    /// A value the standard has no room for, or something a receiver would miss; names the place.
    pub fn write(&self) -> Result<Vec<u8>, Fault> {
        check(self)?;
        let mut root = Element::named("Message");
        let stamp = self.version.stamp();
        let attributes = [
            ("DatatypesVersion", stamp),
            ("TransportVersion", stamp),
            ("TransactionDomain", "SCRIPT"),
            ("TransactionVersion", stamp),
            ("StructuresVersion", stamp),
            ("ECLVersion", stamp),
        ];
        root.attributes = attributes.map(|(name, value)| (name.to_owned(), value.to_owned())).to_vec();
        let mut to = Writing::of(&mut root, "/Message".to_owned(), self.version);
        to.one(&self.header, "Header", None)?;
        to.one(&self.body, "Body", None)?;
        let bytes = render(&root);
        match bytes.len() > super::MAX_MESSAGE {
            true => Err(Fault::whole("it would be larger than a receiver has to read.")),
            false => Ok(bytes),
        }
    }
}

impl Received {
    /// The message as one flat JSON object: version, message_type, header, then what the message has (patient,
    /// prescriber, pharmacy, response, …), its medication once more as `drug` with its `sig`, and the paths not read.
    /// What is absent is left out.
    pub fn to_json(&self) -> Value {
        let message = &self.message;
        let mut out = Map::new();
        out.insert("version".to_owned(), json!(message.version));
        out.insert("message_type".to_owned(), json!(message.body.tag()));
        out.insert("header".to_owned(), json!(message.header));
        if let Value::Object(body) = json!(message.body) {
            let fields = body.into_iter().filter_map(|(_, fields)| match fields {
                Value::Object(fields) => Some(fields),
                _ => None,
            });
            out.extend(fields.flatten());
        }
        if let Some(medication) = message.body.medication() {
            let mut drug = json!(medication);
            let sig = drug.as_object_mut().and_then(|drug| drug.remove("sig"));
            out.insert("drug".to_owned(), drug);
            out.insert("sig".to_owned(), sig.unwrap_or_default());
        }
        let mut out = Value::Object(out);
        without_absent(&mut out);
        if let Value::Object(out) = &mut out {
            out.insert("not_read".to_owned(), json!(self.not_read));
            if self.more_not_read > 0 {
                out.insert("more_not_read".to_owned(), json!(self.more_not_read));
            }
        }
        out
    }
}

fn without_absent(value: &mut Value) {
    match value {
        Value::Object(fields) => {
            fields.values_mut().for_each(without_absent);
            fields.retain(|_, value| !value.is_null() && *value != Value::Array(Vec::new()));
        }
        Value::Array(values) => values.iter_mut().for_each(without_absent),
        _ => {}
    }
}

fn version_of(root: &Element) -> Result<ScriptVersion, Fault> {
    let right = "It should be 20170715 (version 2017071) or 2023011";
    if let Some(domain) = root.attribute("TransactionDomain")
        && domain != "SCRIPT"
    {
        return Err(Fault::at(
            "/Message/@TransactionDomain",
            format!("is {}. It should be SCRIPT.", clip(domain)),
        ));
    }
    let mut found: Option<ScriptVersion> = None;
    for name in STAMPED {
        let Some(stamp) = root.attribute(name) else { continue };
        let place = format!("/Message/@{name}");
        let version = ScriptVersion::of_stamp(stamp.trim()).ok_or_else(|| {
            Fault::at(&place, format!("is {}, a version that is not read. {right}.", clip(stamp)))
        })?;
        match found {
            Some(other) if other != version => {
                return Err(Fault::at(
                    &place,
                    format!(
                        "is {version}, but another attribute says {other}. {right}, everywhere the same."
                    ),
                ));
            }
            _ => found = Some(version),
        }
    }
    if let Some(version) = found {
        return Ok(version);
    }
    // Older senders, and some of today's, have one attribute instead.
    match root.attribute("version").map(|stamp| (ScriptVersion::of_stamp(stamp.trim()), stamp)) {
        Some((Some(version), _)) => Ok(version),
        Some((None, stamp)) => Err(Fault::at(
            "/Message/@version",
            format!("is {}, a version that is not read. {right}.", clip(stamp)),
        )),
        None => Err(Fault::at("/Message/@TransactionVersion", format!("is missing. {right}."))),
    }
}
