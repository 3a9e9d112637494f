//! Open tasks, of one patient or of everybody.

use serde::{Deserialize, Serialize};
use yarrow_kernel::{PartialDate, PatientId};

use super::{Task, TaskKind};
use crate::access::{Operation, Permission, Session};
use crate::error::Result;
use crate::store::query;

/// Whose open tasks.
#[derive(Clone, Debug, Deserialize, ts_rs::TS)]
pub struct TasksRequest {
    /// One patient's; nobody's name means all patients'.
    pub patient_id: Option<PatientId>,
    /// Only what the person signed in is to do.
    pub mine: bool,
    /// Only tasks of this kind; nothing for all.
    #[serde(default)]
    pub kind: Option<TaskKind>,
}

/// An open task as a list shows it.
#[derive(Clone, Debug, Serialize, ts_rs::TS)]
pub struct OpenTask {
    /// The task.
    #[serde(flatten)]
    pub task: Task,
    /// "Ortega-Lindqvist, Marisol".
    pub patient_name: String,
    /// For telling two patients of one name apart.
    pub birth_date: PartialDate,
}

const READ: Operation = Operation::new("open_tasks", Permission::ChartRead);
/// The most a list shows; the oldest due come first.
const MOST: usize = 500;

/// The open tasks, by due date; those without one last.
///
/// # Errors
/// When the role may not read charts.
pub fn open_tasks(session: &Session, request: TasksRequest) -> Result<Vec<OpenTask>> {
    let me = session.user().id;
    session.read(&READ, move |db| {
        let order = "ORDER BY due IS NULL, due, authored_at";
        let tasks: Vec<Task> = match request.patient_id {
            Some(patient) => query(
                db,
                &format!("WHERE patient_id = ?1 AND status = 'requested' {order}"),
                [patient.as_bytes()],
            )?,
            None => query(db, &format!("WHERE status = 'requested' {order} LIMIT {MOST}"), [])?,
        };
        let wanted = tasks.into_iter().filter(|task| {
            (!request.mine || task.owner_id == Some(me)) && request.kind.is_none_or(|kind| task.kind == kind)
        });
        wanted
            .map(|task| {
                let patient = crate::patients::require(db, task.patient_id)?;
                let patient_name = format!("{}, {}", patient.family, patient.given);
                Ok(OpenTask { task, patient_name, birth_date: patient.birth_date })
            })
            .collect()
    })
}
