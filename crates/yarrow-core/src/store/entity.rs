//! An entity: one FHIR-named thing of the record that has an id, a table, and fields with a history.

use rusqlite::{Connection, OptionalExtension, Row};
use uuid::Uuid;
use yarrow_kernel::PatientId;

use super::field::Scalar;
use crate::error::{Error, Result};

/// What the write gate needs to know of a type to keep it.
pub trait Entity: Sized + Clone {
    /// The name in the log and in change notices; never changes meaning ("Condition").
    const RESOURCE: &'static str;
    /// The table of the current state.
    const TABLE: &'static str;
    /// The columns, `id` first; the same names as the fields in the log.
    const COLUMNS: &'static [&'static str];
    /// `SELECT` of all columns, without a WHERE.
    const SELECT: &'static str;
    /// `INSERT` of all columns and the record's number.
    const INSERT: &'static str;

    /// The id.
    fn uuid(&self) -> Uuid;
    /// Whose chart this belongs to, if anybody's.
    fn of_patient(&self) -> Option<PatientId>;
    /// All columns' values, in the order of `COLUMNS`.
    fn scalars(&self) -> Vec<Scalar>;
    /// Reads a row selected with `SELECT`.
    ///
    /// # Errors
    /// When a column holds something this type never writes.
    fn from_row(row: &Row<'_>) -> Result<Self>;
}

/// Loads one entity by id.
///
/// # Errors
/// When the database cannot be read.
pub fn load<E: Entity>(db: &Connection, id: Uuid) -> Result<Option<E>> {
    let sql = format!("{} WHERE id = ?1", E::SELECT);
    let mut statement = db.prepare_cached(&sql)?;
    statement.query_row([id.as_bytes()], |row| Ok(E::from_row(row))).optional()?.transpose()
}

/// Refuses when a table has no row of this id. `table` is a constant of the caller.
///
/// # Errors
/// [`Error::NotFound`] with `what`.
pub(crate) fn exists(db: &Connection, table: &'static str, id: Uuid, what: &'static str) -> Result<()> {
    let sql = format!("SELECT 1 FROM \"{table}\" WHERE id = ?1");
    match db.prepare_cached(&sql)?.exists([id.as_bytes()])? {
        true => Ok(()),
        false => Err(Error::NotFound(what)),
    }
}

/// Runs `SELECT … {tail}` and reads every row as an `E`. `tail` is a constant of the calling store, never user text.
///
/// # Errors
/// When the database cannot be read.
pub fn query<E: Entity>(db: &Connection, tail: &str, params: impl rusqlite::Params) -> Result<Vec<E>> {
    let sql = format!("{} {tail}", E::SELECT);
    let mut statement = db.prepare_cached(&sql)?;
    let mut rows = statement.query(params)?;
    let mut found = Vec::new();
    while let Some(row) = rows.next()? {
        found.push(E::from_row(row)?);
    }
    Ok(found)
}

/// Declares an entity: the struct, its JSON, its TypeScript, and how the gate keeps it. The field after `of` holds the
/// patient, or an option of one.
///
/// `entity! { pub struct Condition: "condition" of patient_id { pub id: ConditionId, … } }`
#[macro_export]
macro_rules! entity {
    (@one $field:ident) => { ", ?" };
    (@patient $self:ident none) => { None };
    (@patient $self:ident id) => { Some($self.id) };
    (@patient $self:ident $field:ident) => { Option::<yarrow_kernel::PatientId>::from($self.$field) };
    (
        $(#[$meta:meta])*
        pub struct $name:ident: $table:literal of $patient:ident {
            $(#[$imeta:meta])* pub id: $idty:ty,
            $($(#[$fmeta:meta])* pub $field:ident: $ty:ty),+ $(,)?
        }
    ) => {
        $(#[$meta])*
        #[derive(Clone, Debug, PartialEq, serde::Serialize, serde::Deserialize, ts_rs::TS)]
        pub struct $name {
            $(#[$imeta])* pub id: $idty,
            $($(#[$fmeta])* pub $field: $ty),+
        }
        impl $crate::store::Entity for $name {
            const RESOURCE: &'static str = stringify!($name);
            const TABLE: &'static str = $table;
            const COLUMNS: &'static [&'static str] = &["id", $(stringify!($field)),+];
            const SELECT: &'static str = concat!("SELECT \"id\"", $(", \"", stringify!($field), "\""),+, " FROM \"", $table, "\"");
            const INSERT: &'static str = concat!(
                "INSERT INTO \"", $table, "\" (\"id\"", $(", \"", stringify!($field), "\""),+,
                ", record_no) VALUES (?", $($crate::entity!(@one $field)),+, ", ?)"
            );
            fn uuid(&self) -> uuid::Uuid { self.id.0 }
            fn of_patient(&self) -> Option<yarrow_kernel::PatientId> { $crate::entity!(@patient self $patient) }
            fn scalars(&self) -> Vec<$crate::store::Scalar> {
                use $crate::store::Field as _;
                vec![self.id.to_scalar(), $(self.$field.to_scalar()),+]
            }
            #[allow(unused_assignments)]
            fn from_row(row: &rusqlite::Row<'_>) -> $crate::error::Result<Self> {
                use $crate::store::Field as _;
                let mut column = 0;
                let mut next = || { column += 1; row.get_ref(column - 1) };
                Ok(Self {
                    id: <$idty>::from_value(next()?)?,
                    $($field: <$ty>::from_value(next()?)?),+
                })
            }
        }
    };
}
