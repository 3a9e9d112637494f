//! The FHIR R4 datatypes that the record's resources are made of. Names and meanings are the standard's
//! (<https://hl7.org/fhir/R4/datatypes.html>); elements without a place in a chart are left out.

use serde::ser::Error as _;
use serde::{Deserialize, Deserializer, Serialize, Serializer};

use super::moment::Moment;
use super::number::Number;

/// A list in which FHIR allows `null` as a place holder for an extension; those hold no text and are dropped.
pub(super) fn list<'de, D: Deserializer<'de>, T: Deserialize<'de>>(
    deserializer: D,
) -> Result<Vec<T>, D::Error> {
    let items = Option::<Vec<Option<T>>>::deserialize(deserializer)?;
    Ok(items.unwrap_or_default().into_iter().flatten().collect())
}

/// Reads a struct from a JSON object only. (serde's own reading of a struct also takes an array, whose items would land
/// in the fields by position.)
macro_rules! from_object {
    ($name:ident) => {
        impl<'de> serde::Deserialize<'de> for $name {
            fn deserialize<D: serde::Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
                struct Object;
                impl<'de> serde::de::Visitor<'de> for Object {
                    type Value = $name;
                    fn expecting(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                        f.write_str(concat!("an object (", stringify!($name), ")"))
                    }
                    fn visit_map<M: serde::de::MapAccess<'de>>(self, map: M) -> Result<$name, M::Error> {
                        $name::deserialize(serde::de::value::MapAccessDeserializer::new(map))
                    }
                }
                deserializer.deserialize_map(Object)
            }
        }
    };
}
pub(super) use from_object;

/// Declares a struct that is read from JSON.
macro_rules! datatype {
    ($(#[$meta:meta])* $name:ident { $($body:tt)* }) => {
        $(#[$meta])*
        #[derive(Clone, Debug, Default, PartialEq, Deserialize)]
        #[serde(default, remote = "Self", rename_all = "camelCase")]
        pub struct $name { $($body)* }
        $crate::fhir::datatypes::from_object!($name);
    };
}
pub(super) use datatype;

/// Declares a struct that is read from JSON and written to it; what it does not hold is not written.
macro_rules! both_ways {
    ($(#[$meta:meta])* $name:ident { $($(#[$field_meta:meta])* pub $field:ident: $type:ty,)* }) => {
        $(#[$meta])*
        #[derive(Clone, Debug, Default, PartialEq, serde::Deserialize, serde::Serialize)]
        #[serde(default, remote = "Self", rename_all = "camelCase")]
        pub struct $name {
            $($(#[$field_meta])*
            #[serde(skip_serializing_if = "crate::fhir::datatypes::Absent::is_absent")]
            pub $field: $type,)*
        }
        $crate::fhir::datatypes::from_object!($name);

        impl serde::Serialize for $name {
            fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
                $name::serialize(self, serializer)
            }
        }
    };
}
pub(super) use both_ways;

/// What is left out of JSON: FHIR knows neither `null` nor empty lists.
pub(super) trait Absent {
    fn is_absent(&self) -> bool;
}

impl<T> Absent for Option<T> {
    fn is_absent(&self) -> bool {
        self.is_none()
    }
}

impl<T> Absent for Vec<T> {
    fn is_absent(&self) -> bool {
        self.is_empty()
    }
}

/// An element whose presence matters and whose content has no place in a chart. It cannot be written:
/// better an error than directions with a part left out.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Unkept;

impl<'de> Deserialize<'de> for Unkept {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        serde::de::IgnoredAny::deserialize(deserializer).map(|_| Self)
    }
}

impl Serialize for Unkept {
    fn serialize<S: Serializer>(&self, _: S) -> Result<S::Ok, S::Error> {
        Err(S::Error::custom("an element without a place in a chart cannot be written"))
    }
}

both_ways! {
    /// A code of a code system.
    Coding {
        /// The code system's address.
        pub system: Option<String>,
        /// The code.
        pub code: Option<String>,
        /// In words.
        pub display: Option<String>,
    }
}

both_ways! {
    /// A concept: any number of codings and a text.
    CodeableConcept {
        /// Codings.
        #[serde(deserialize_with = "list")]
        pub coding: Vec<Coding>,
        /// As the source wrote it.
        pub text: Option<String>,
    }
}

impl CodeableConcept {
    /// The code of this code system, where there is one.
    pub fn code_in(&self, system: &str) -> Option<&str> {
        let of_system = |coding: &&Coding| coding.system.as_deref() == Some(system);
        self.coding.iter().find(of_system)?.code.as_deref().map(str::trim).filter(|code| !code.is_empty())
    }

    /// The first code of any system.
    pub fn first_code(&self) -> Option<&str> {
        self.coding.iter().find_map(|coding| coding.code.as_deref())
    }

    /// The concept in words: the source's own text before a code system's display.
    pub fn words(&self) -> Option<&str> {
        let displays = self.coding.iter().map(|coding| coding.display.as_deref());
        std::iter::once(self.text.as_deref())
            .chain(displays)
            .flatten()
            .map(str::trim)
            .find(|words| !words.is_empty())
    }
}

datatype! {
    /// A number that names something in some system.
    Identifier {
        /// usual, official, temp, secondary, old.
        #[serde(rename = "use")]
        pub usage: Option<String>,
        /// What kind, e.g. MR.
        #[serde(rename = "type")]
        pub kind: Option<CodeableConcept>,
        /// The system's address.
        pub system: Option<String>,
        /// The number.
        pub value: Option<String>,
    }
}

datatype! {
    /// A link to another resource.
    Reference {
        /// "Patient/1", "urn:uuid:…", "https://…/Patient/1", "#contained", "Practitioner?identifier=…".
        pub reference: Option<String>,
        /// A link by number instead.
        pub identifier: Option<Identifier>,
        /// In words.
        pub display: Option<String>,
    }
}

both_ways! {
    /// A measured amount.
    Quantity {
        /// How much.
        pub value: Option<Number>,
        /// `<`, `<=`, `>=`, `>`: the true value lies beyond.
        pub comparator: Option<String>,
        /// Unit as shown.
        pub unit: Option<String>,
        /// Unit system.
        pub system: Option<String>,
        /// Unit code.
        pub code: Option<String>,
    }
}

impl Quantity {
    /// The unit: its UCUM code where there is one, else as shown.
    pub fn unit_text(&self) -> Option<&str> {
        let coded = self.code.as_deref().filter(|_| self.system.as_deref() == Some(super::system::UCUM));
        coded.or(self.unit.as_deref()).or(self.code.as_deref()).map(str::trim).filter(|unit| !unit.is_empty())
    }

    /// "< 0.5 mg/dL"; `None` without a value.
    pub fn words(&self) -> Option<String> {
        let value = self.value?.0;
        let parts = [self.comparator.clone(), Some(value.to_string()), self.unit_text().map(str::to_owned)];
        Some(parts.into_iter().flatten().collect::<Vec<_>>().join(" "))
    }
}

both_ways! {
    /// From a value to a value.
    Range {
        /// Lower end.
        pub low: Option<Quantity>,
        /// Upper end.
        pub high: Option<Quantity>,
    }
}

both_ways! {
    /// One amount for another: 1:128.
    Ratio {
        /// Above the line.
        pub numerator: Option<Quantity>,
        /// Below the line.
        pub denominator: Option<Quantity>,
    }
}

both_ways! {
    /// From a time to a time.
    Period {
        /// Begin.
        pub start: Option<Moment>,
        /// End.
        pub end: Option<Moment>,
    }
}

datatype! {
    /// A person's name.
    HumanName {
        /// official, usual, nickname, maiden, old.
        #[serde(rename = "use")]
        pub usage: Option<String>,
        /// Whole, where it is not split.
        pub text: Option<String>,
        /// Family name.
        pub family: Option<String>,
        /// Given names, the first first.
        #[serde(deserialize_with = "list")]
        pub given: Vec<String>,
        /// "Dr.".
        #[serde(deserialize_with = "list")]
        pub prefix: Vec<String>,
        /// "Jr.".
        #[serde(deserialize_with = "list")]
        pub suffix: Vec<String>,
        /// While it was in use.
        pub period: Option<Period>,
    }
}

datatype! {
    /// A telephone number or mail address.
    ContactPoint {
        /// phone, fax, email, sms, url.
        pub system: Option<String>,
        /// The number.
        pub value: Option<String>,
        /// home, work, mobile, old.
        #[serde(rename = "use")]
        pub usage: Option<String>,
    }
}

datatype! {
    /// A postal address.
    Address {
        /// home, work, temp, old, billing.
        #[serde(rename = "use")]
        pub usage: Option<String>,
        /// Street lines.
        #[serde(deserialize_with = "list")]
        pub line: Vec<String>,
        /// City.
        pub city: Option<String>,
        /// State.
        pub state: Option<String>,
        /// ZIP or postal code.
        pub postal_code: Option<String>,
        /// Country.
        pub country: Option<String>,
        /// While it was in use.
        pub period: Option<Period>,
    }
}

datatype! {
    /// A remark.
    Annotation {
        /// What it says.
        pub text: Option<String>,
    }
}

datatype! {
    /// A file inside a resource, or a link to one.
    Attachment {
        /// MIME type.
        pub content_type: Option<String>,
        /// Base64.
        pub data: Option<String>,
        /// Where it can be fetched.
        pub url: Option<String>,
        /// Title.
        pub title: Option<String>,
        /// When made.
        pub creation: Option<Moment>,
    }
}

impl Attachment {
    /// The content; `None` without inline data or when it is not base64.
    pub fn bytes(&self) -> Option<Vec<u8>> {
        use base64::Engine as _;
        let compact: String = self.data.as_deref()?.chars().filter(|c| !c.is_ascii_whitespace()).collect();
        base64::engine::general_purpose::STANDARD.decode(compact).ok()
    }

    /// The MIME type without its parameters, lower case.
    pub fn media_type(&self) -> String {
        let whole = self.content_type.as_deref().unwrap_or_default();
        whole.split(';').next().unwrap_or_default().trim().to_ascii_lowercase()
    }
}
