//! The history of any field: who, when, from what to what.

use serde::{Deserialize, Serialize};
use uuid::Uuid;
use yarrow_kernel::{PatientId, Timestamp};

use crate::access::{Operation, Permission, Session};
use crate::error::{Error, Result};
use crate::store::{Db, Entity, Scalar, field_history as read_history, load};
use crate::{allergies, documents, encounters, notes, observations, patients, people, problems};

/// Which history.
#[derive(Clone, Debug, Deserialize, ts_rs::TS)]
pub struct HistoryRequest {
    /// Resource name, e.g. "Condition".
    pub resource: String,
    /// The entity.
    #[ts(type = "Id")]
    pub id: Uuid,
    /// One field, or all.
    pub field: Option<String>,
}

/// One value that a field was given.
#[derive(Clone, Debug, Serialize, ts_rs::TS)]
pub struct FieldHistory {
    /// The field.
    pub field: String,
    /// The value before.
    #[ts(type = "unknown")]
    pub from: serde_json::Value,
    /// The value given.
    #[ts(type = "unknown")]
    pub to: serde_json::Value,
    /// When.
    pub at: Timestamp,
    /// Who.
    pub who: String,
    /// By which command.
    pub command: String,
}

const DEMOGRAPHICS: Operation = Operation::new("field_history", Permission::PatientDemographicsRead);
const CHART: Operation = Operation::new("field_history", Permission::ChartRead);

/// The history of an entity's field, oldest first.
///
/// # Errors
/// When the role may not see the entity.
pub fn field_history(session: &Session, request: HistoryRequest) -> Result<Vec<FieldHistory>> {
    let table = table_of(&request.resource)?;
    let (resource, id) = (request.resource.clone(), request.id);
    let is_demographics = resource == "Patient";
    let patient = session.store().read(move |db| patient_of(db, &resource, id))?;
    let read = move |db: &Db| {
        let names = people::names(db)?;
        let history = read_history(db, table, id, request.field.as_deref())?;
        Ok(history
            .into_iter()
            .map(|change| FieldHistory {
                from: shown(&change.field, &change.from),
                to: shown(&change.field, &change.to),
                field: change.field,
                at: change.at,
                who: change
                    .user
                    .and_then(|user| names.get(&user).cloned())
                    .unwrap_or_else(|| "Yarrow".to_owned()),
                command: change.command,
            })
            .collect())
    };
    if is_demographics {
        session.read(&DEMOGRAPHICS, read)
    } else {
        session.read_chart(&CHART, patient, read)
    }
}

/// Instants are numbers in the log; people read dates.
fn shown(field: &str, value: &Scalar) -> serde_json::Value {
    match value {
        Scalar::Int(millis) if field.ends_with("_at") || matches!(field, "start" | "end") => {
            Timestamp(*millis).to_string().into()
        }
        other => other.to_json(),
    }
}

fn table_of(resource: &str) -> Result<&'static str> {
    let known = [
        (patients::Patient::RESOURCE, patients::Patient::TABLE),
        (problems::Condition::RESOURCE, problems::Condition::TABLE),
        (allergies::AllergyIntolerance::RESOURCE, allergies::AllergyIntolerance::TABLE),
        (observations::Observation::RESOURCE, observations::Observation::TABLE),
        (crate::medications::MedicationRequest::RESOURCE, crate::medications::MedicationRequest::TABLE),
        (crate::medications::PdmpQuery::RESOURCE, crate::medications::PdmpQuery::TABLE),
        (encounters::Encounter::RESOURCE, encounters::Encounter::TABLE),
        (notes::Composition::RESOURCE, notes::Composition::TABLE),
        (documents::DocumentReference::RESOURCE, documents::DocumentReference::TABLE),
    ];
    known.iter().find(|(name, _)| *name == resource).map(|(_, table)| *table).ok_or_else(|| {
        Error::invalid("resource", "This kind of entry has no history; use a FHIR name such as Condition.")
    })
}

fn patient_of(db: &Db, resource: &str, id: Uuid) -> Result<PatientId> {
    fn of<E: Entity>(db: &Db, id: Uuid) -> Result<Option<PatientId>> {
        Ok(load::<E>(db, id)?.and_then(|entity| entity.of_patient()))
    }
    let patient = match resource {
        "Patient" => of::<patients::Patient>(db, id)?,
        "Condition" => of::<problems::Condition>(db, id)?,
        "AllergyIntolerance" => of::<allergies::AllergyIntolerance>(db, id)?,
        "Observation" => of::<observations::Observation>(db, id)?,
        "MedicationRequest" => of::<crate::medications::MedicationRequest>(db, id)?,
        "PdmpQuery" => of::<crate::medications::PdmpQuery>(db, id)?,
        "Encounter" => of::<encounters::Encounter>(db, id)?,
        "Composition" => of::<notes::Composition>(db, id)?,
        "DocumentReference" => of::<documents::DocumentReference>(db, id)?,
        _ => None,
    };
    patient.ok_or(Error::NotFound("This entry"))
}
