//! How one value is kept in a column and in the log: the bridge between the kernel's types and SQLite's.

use minicbor::{Decode, Encode};
use rusqlite::types::{ToSql, ToSqlOutput, Value, ValueRef};
use serde::{Serialize, de::DeserializeOwned};
use yarrow_kernel::{Address, AdministrativeGender, Decimal, LocalDate, PartialDate, Timestamp};

use crate::error::{Error, Result};

/// A column value, as the row and the signed record both hold it.
#[derive(Clone, Debug, PartialEq)]
pub enum Scalar {
    /// Nothing recorded.
    Null,
    /// A whole number, a truth value or an instant in milliseconds.
    Int(i64),
    /// Text, also codes, dates, decimals and JSON.
    Text(String),
    /// Bytes, also ids.
    Blob(Vec<u8>),
}

impl Scalar {
    /// Reads a column.
    pub fn from_column(value: ValueRef<'_>) -> Result<Self> {
        Ok(match value {
            ValueRef::Null => Self::Null,
            ValueRef::Integer(number) => Self::Int(number),
            ValueRef::Text(bytes) => Self::Text(String::from_utf8_lossy(bytes).into_owned()),
            ValueRef::Blob(bytes) => Self::Blob(bytes.to_vec()),
            ValueRef::Real(_) => return Err(Error::Db("a floating-point column".to_owned())),
        })
    }

    /// The value for a screen or a report: ids as UUID text, JSON as JSON.
    pub fn to_json(&self) -> serde_json::Value {
        match self {
            Self::Null => serde_json::Value::Null,
            Self::Int(number) => (*number).into(),
            Self::Text(text) => text.clone().into(),
            Self::Blob(bytes) => match uuid::Uuid::from_slice(bytes) {
                Ok(id) => id.to_string().into(),
                Err(_) => format!("{} bytes", bytes.len()).into(),
            },
        }
    }
}

impl ToSql for Scalar {
    fn to_sql(&self) -> rusqlite::Result<ToSqlOutput<'_>> {
        Ok(match self {
            Self::Null => ToSqlOutput::Owned(Value::Null),
            Self::Int(number) => ToSqlOutput::Owned(Value::Integer(*number)),
            Self::Text(text) => ToSqlOutput::Borrowed(ValueRef::Text(text.as_bytes())),
            Self::Blob(bytes) => ToSqlOutput::Borrowed(ValueRef::Blob(bytes)),
        })
    }
}

impl<C> Encode<C> for Scalar {
    fn encode<W: minicbor::encode::Write>(
        &self,
        e: &mut minicbor::Encoder<W>,
        _: &mut C,
    ) -> Result<(), minicbor::encode::Error<W::Error>> {
        match self {
            Self::Null => e.null()?,
            Self::Int(number) => e.i64(*number)?,
            Self::Text(text) => e.str(text)?,
            Self::Blob(bytes) => e.bytes(bytes)?,
        };
        Ok(())
    }
}

impl<'b, C> Decode<'b, C> for Scalar {
    fn decode(d: &mut minicbor::Decoder<'b>, _: &mut C) -> Result<Self, minicbor::decode::Error> {
        use minicbor::data::Type;
        match d.datatype()? {
            Type::Null => d.null().map(|()| Self::Null),
            Type::String => d.str().map(|text| Self::Text(text.to_owned())),
            Type::Bytes => d.bytes().map(|bytes| Self::Blob(bytes.to_vec())),
            _ => d.i64().map(Self::Int),
        }
    }
}

/// A type that fits in one column.
pub trait Field: Sized {
    /// The value as stored.
    fn to_scalar(&self) -> Scalar;
    /// The value read back.
    ///
    /// # Errors
    /// When the column holds something this type never writes.
    fn from_value(value: ValueRef<'_>) -> Result<Self>;
}

fn unreadable(what: &str) -> Error {
    Error::Db(format!("a stored {what} is unreadable"))
}

fn text_of(value: ValueRef<'_>) -> Result<&str> {
    value.as_str().map_err(|_| unreadable("text"))
}

fn int_of(value: ValueRef<'_>) -> Result<i64> {
    value.as_i64().map_err(|_| unreadable("number"))
}

impl<T: Field> Field for Option<T> {
    fn to_scalar(&self) -> Scalar {
        self.as_ref().map_or(Scalar::Null, Field::to_scalar)
    }
    fn from_value(value: ValueRef<'_>) -> Result<Self> {
        match value {
            ValueRef::Null => Ok(None),
            other => T::from_value(other).map(Some),
        }
    }
}

impl Field for String {
    fn to_scalar(&self) -> Scalar {
        Scalar::Text(self.clone())
    }
    fn from_value(value: ValueRef<'_>) -> Result<Self> {
        text_of(value).map(str::to_owned)
    }
}

impl Field for bool {
    fn to_scalar(&self) -> Scalar {
        Scalar::Int(i64::from(*self))
    }
    fn from_value(value: ValueRef<'_>) -> Result<Self> {
        int_of(value).map(|number| number != 0)
    }
}

impl Field for u32 {
    fn to_scalar(&self) -> Scalar {
        Scalar::Int(i64::from(*self))
    }
    fn from_value(value: ValueRef<'_>) -> Result<Self> {
        u32::try_from(int_of(value)?).map_err(|_| unreadable("number"))
    }
}

impl Field for Timestamp {
    fn to_scalar(&self) -> Scalar {
        Scalar::Int(self.0)
    }
    fn from_value(value: ValueRef<'_>) -> Result<Self> {
        int_of(value).map(Timestamp)
    }
}

impl Field for Decimal {
    fn to_scalar(&self) -> Scalar {
        Scalar::Text(self.to_string())
    }
    fn from_value(value: ValueRef<'_>) -> Result<Self> {
        text_of(value)?.parse().map_err(|_| unreadable("decimal"))
    }
}

impl Field for LocalDate {
    fn to_scalar(&self) -> Scalar {
        Scalar::Text(self.to_string())
    }
    fn from_value(value: ValueRef<'_>) -> Result<Self> {
        Self::parse(text_of(value)?).ok_or_else(|| unreadable("date"))
    }
}

impl Field for PartialDate {
    fn to_scalar(&self) -> Scalar {
        Scalar::Text(self.to_string())
    }
    fn from_value(value: ValueRef<'_>) -> Result<Self> {
        Self::parse(text_of(value)?).ok_or_else(|| unreadable("date"))
    }
}

impl Field for Vec<u8> {
    fn to_scalar(&self) -> Scalar {
        Scalar::Blob(self.clone())
    }
    fn from_value(value: ValueRef<'_>) -> Result<Self> {
        value.as_blob().map(<[u8]>::to_vec).map_err(|_| unreadable("bytes"))
    }
}

/// A structured value kept as JSON text in one column.
#[derive(Clone, Debug, Default, PartialEq, serde::Serialize, serde::Deserialize, ts_rs::TS)]
#[serde(transparent)]
pub struct Json<T>(pub T);

impl<T: Serialize + DeserializeOwned> Field for Json<T> {
    fn to_scalar(&self) -> Scalar {
        serde_json::to_string(&self.0).map_or(Scalar::Null, Scalar::Text)
    }
    fn from_value(value: ValueRef<'_>) -> Result<Self> {
        serde_json::from_str(text_of(value)?).map(Json).map_err(|_| unreadable("structured value"))
    }
}

impl<T> std::ops::Deref for Json<T> {
    type Target = T;
    fn deref(&self) -> &T {
        &self.0
    }
}

macro_rules! json_fields {
    ($($ty:ty),+) => {$(
        impl Field for $ty {
            fn to_scalar(&self) -> Scalar {
                serde_json::to_string(self).map_or(Scalar::Null, Scalar::Text)
            }
            fn from_value(value: ValueRef<'_>) -> Result<Self> {
                serde_json::from_str(text_of(value)?).map_err(|_| unreadable("structured value"))
            }
        }
    )+};
}
json_fields!(Address, Vec<String>, serde_json::Value);

macro_rules! id_fields {
    ($($ty:ident),+) => {$(
        impl Field for yarrow_kernel::$ty {
            fn to_scalar(&self) -> Scalar {
                Scalar::Blob(self.as_bytes().to_vec())
            }
            fn from_value(value: ValueRef<'_>) -> Result<Self> {
                let bytes = value.as_blob().map_err(|_| unreadable("id"))?;
                uuid::Uuid::from_slice(bytes).map(Self).map_err(|_| unreadable("id"))
            }
        }
    )+};
}
id_fields!(
    PatientId,
    PractitionerId,
    EncounterId,
    CompositionId,
    AddendumId,
    ConditionId,
    AllergyIntoleranceId,
    PdmpQueryId,
    ObservationId,
    MedicationRequestId,
    DocumentReferenceId,
    OrganizationId,
    LocationId,
    TransmissionId,
    InboundMessageId,
    PharmacyId,
    TaskId,
    MedicationReconciliationId,
    RuleAdjustmentId,
    FindingOutcomeId
);

/// Declares a closed list of codes: an enum whose names in JSON, in the database and in the log are the codes.
#[macro_export]
macro_rules! codes {
    ($(#[$meta:meta])* pub enum $name:ident { $($(#[$vmeta:meta])* $variant:ident = $code:literal),+ $(,)? }) => {
        $(#[$meta])*
        #[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, serde::Serialize, serde::Deserialize, ts_rs::TS)]
        pub enum $name { $($(#[$vmeta])* #[serde(rename = $code)] $variant),+ }

        impl $name {
            /// Every value, in the order declared.
            pub const ALL: &'static [Self] = &[$(Self::$variant),+];
            /// The code as written in JSON, in the database and in the log.
            pub fn code(self) -> &'static str { match self { $(Self::$variant => $code),+ } }
            /// The value of a code.
            pub fn from_code(code: &str) -> Option<Self> { match code { $($code => Some(Self::$variant),)+ _ => None } }
        }
        impl $crate::store::Field for $name {
            fn to_scalar(&self) -> $crate::store::Scalar { $crate::store::Scalar::Text(self.code().to_owned()) }
            fn from_value(value: rusqlite::types::ValueRef<'_>) -> $crate::error::Result<Self> {
                value.as_str().ok().and_then(Self::from_code)
                    .ok_or_else(|| $crate::error::Error::Db(concat!("an unknown ", stringify!($name)).to_owned()))
            }
        }
    };
}

impl Field for AdministrativeGender {
    fn to_scalar(&self) -> Scalar {
        Scalar::Text(
            match self {
                Self::Female => "female",
                Self::Male => "male",
                Self::Other => "other",
                Self::Unknown => "unknown",
            }
            .to_owned(),
        )
    }
    fn from_value(value: ValueRef<'_>) -> Result<Self> {
        match text_of(value)? {
            "female" => Ok(Self::Female),
            "male" => Ok(Self::Male),
            "other" => Ok(Self::Other),
            "unknown" => Ok(Self::Unknown),
            _ => Err(unreadable("gender")),
        }
    }
}
