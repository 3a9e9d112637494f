//! Asking for something to be done.

use serde::Deserialize;
use yarrow_kernel::{LocalDate, MedicationRequestId, PatientId, PractitionerId, TextRule, clean_line};

use super::{Task, TaskKind, TaskStatus};
use crate::access::{Operation, Permission, Session};
use crate::error::Result;
use crate::store::{Tx, Written};

/// A task to add.
#[derive(Clone, Debug, Deserialize, ts_rs::TS)]
pub struct AddTask {
    /// For whom.
    pub patient_id: PatientId,
    /// What is to be done.
    pub description: String,
    /// Why.
    pub reason: Option<String>,
    /// The prescription it watches over.
    pub medication_id: Option<MedicationRequestId>,
    /// By when.
    pub due: Option<LocalDate>,
    /// Who is to do it; nobody said means whoever asks.
    pub owner_id: Option<PractitionerId>,
}

const ADD: Operation = Operation::new("add_task", Permission::ChartWrite);

/// Adds a task.
///
/// # Errors
/// When it says nothing, or the patient or the owner is unknown.
pub fn add(session: &Session, request: AddTask) -> Result<Written<Task>> {
    session.write(&ADD, move |tx| add_in(tx, request))
}

/// The same inside another act.
///
/// # Errors
/// As [`add`].
pub(crate) fn add_in(tx: &mut Tx<'_>, request: AddTask) -> Result<Task> {
    keep(tx, request, TaskKind::Task)
}

/// Keeps a task of a kind.
pub(super) fn keep(tx: &mut Tx<'_>, request: AddTask, kind: TaskKind) -> Result<Task> {
    let description =
        clean_line("description", &request.description, TextRule { max: 1000, required: true })?;
    let reason = clean_line(
        "reason",
        request.reason.as_deref().unwrap_or_default(),
        TextRule { max: 500, required: false },
    )?;
    let patient = crate::patients::require(tx.db(), request.patient_id)?;
    if let Some(owner) = request.owner_id {
        crate::store::exists(tx.db(), "practitioner", owner.into(), "This person")?;
    }
    let author = tx.user()?;
    let task = Task {
        id: tx.new_id(),
        patient_id: patient.id,
        kind,
        description,
        reason: (!reason.is_empty()).then_some(reason),
        medication_id: request.medication_id,
        due: request.due,
        owner_id: Some(request.owner_id.unwrap_or(author)),
        status: TaskStatus::Requested,
        outcome: None,
        authored_at: tx.now(),
        author_id: author,
        closed_at: None,
        closed_by: None,
    };
    tx.insert(&task)?;
    Ok(task)
}
