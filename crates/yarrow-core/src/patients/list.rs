//! The list of all patients, a page at a time.

use serde::{Deserialize, Serialize};
use yarrow_kernel::{AdministrativeGender, LocalDate, PartialDate, PatientId, Timestamp};

use super::find::find_in;
use crate::access::{Operation, Permission, Session};
use crate::error::Result;
use crate::store::{Db, Field};

crate::codes! {
    /// How the list is sorted.
    pub enum PatientSort {
        /// Family name, then given name.
        Name = "name",
        /// Medical record number.
        Mrn = "mrn",
        /// Birth date.
        BirthDate = "birth_date",
        /// Day of the last visit.
        LastVisit = "last_visit",
    }
}

/// Which page of the list.
#[derive(Clone, Debug, Deserialize, ts_rs::TS)]
pub struct PatientListRequest {
    /// As in the search field; empty shows everybody.
    pub filter: String,
    /// Rows to skip.
    pub offset: u32,
    /// Rows to show, at most 200.
    pub limit: u32,
    /// Order.
    pub sort: PatientSort,
    /// Reversed.
    pub descending: bool,
}

/// One row.
#[derive(Clone, Debug, Serialize, ts_rs::TS)]
pub struct PatientRow {
    /// Identity.
    pub id: PatientId,
    /// Medical record number.
    pub mrn: String,
    /// "Ortega-Lindqvist, Marisol".
    pub name: String,
    /// Birth date.
    pub birth_date: PartialDate,
    /// Administrative gender.
    pub gender: AdministrativeGender,
    /// Main telephone.
    pub phone: Option<String>,
    /// Day of the last visit.
    pub last_visit: Option<LocalDate>,
}

/// One page.
#[derive(Clone, Debug, Serialize, ts_rs::TS)]
pub struct PatientPage {
    /// All rows that match.
    #[ts(type = "number")]
    pub total: u64,
    /// Rows skipped.
    pub offset: u32,
    /// The rows.
    pub rows: Vec<PatientRow>,
}

const LIST: Operation = Operation::new("patient_list", Permission::PatientDemographicsRead);
/// A filter finds at most this many.
const FILTERED: usize = 1000;

/// One page of the list.
///
/// # Errors
/// When the role may not see patients.
pub fn list(session: &Session, request: PatientListRequest) -> Result<PatientPage> {
    let now = session.now();
    session.read(&LIST, move |db| list_in(db, &request, now))
}

fn list_in(db: &Db, request: &PatientListRequest, now: Timestamp) -> Result<PatientPage> {
    let limit = request.limit.min(200);
    if !request.filter.trim().is_empty() {
        let found = find_in(db, &request.filter, FILTERED, now)?;
        let rows: Vec<PatientRow> = found
            .iter()
            .skip(request.offset as usize)
            .take(limit as usize)
            .map(|hit| PatientRow {
                id: hit.id,
                mrn: hit.mrn.clone(),
                name: name(&hit.family, &hit.given, hit.middle.as_deref()),
                birth_date: hit.birth_date,
                gender: hit.gender,
                phone: hit.phone.clone(),
                last_visit: hit.last_visit,
            })
            .collect();
        return Ok(PatientPage { total: found.len() as u64, offset: request.offset, rows });
    }
    let total: i64 = db.query_row("SELECT total FROM patient_count", [], |row| row.get(0))?;
    let direction = if request.descending { "DESC" } else { "ASC" };
    let last_visit = "(SELECT max(start) FROM encounter e WHERE e.patient_id = patient.id AND e.status IN ('finished', 'in-progress'))";
    let order = match request.sort {
        PatientSort::Name => format!("family COLLATE NOCASE {direction}, given COLLATE NOCASE {direction}"),
        PatientSort::Mrn => format!("mrn {direction}"),
        PatientSort::BirthDate => format!("birth_date {direction}"),
        PatientSort::LastVisit => format!("{last_visit} {direction}"),
    };
    let sql = format!(
        "SELECT id, mrn, family, given, middle, birth_date, gender, phone, {last_visit} FROM patient ORDER BY {order} LIMIT ?1 OFFSET ?2"
    );
    let mut statement = db.prepare_cached(&sql)?;
    let mut rows = statement.query((limit, request.offset))?;
    let mut page = Vec::new();
    while let Some(row) = rows.next()? {
        let (family, given, middle): (String, String, Option<String>) =
            (row.get(2)?, row.get(3)?, row.get(4)?);
        let last: Option<i64> = row.get(8)?;
        page.push(PatientRow {
            id: PatientId::from_value(row.get_ref(0)?)?,
            mrn: row.get(1)?,
            name: name(&family, &given, middle.as_deref()),
            birth_date: PartialDate::from_value(row.get_ref(5)?)?,
            gender: AdministrativeGender::from_value(row.get_ref(6)?)?,
            phone: row.get(7)?,
            last_visit: last.and_then(|at| Timestamp(at).to_utc()).map(|utc| LocalDate(utc.date_naive())),
        });
    }
    Ok(PatientPage { total: total.unsigned_abs(), offset: request.offset, rows: page })
}

fn name(family: &str, given: &str, middle: Option<&str>) -> String {
    let middle = middle.map(|middle| format!(" {middle}")).unwrap_or_default();
    format!("{family}, {given}{middle}")
}
