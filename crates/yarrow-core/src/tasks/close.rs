//! Doing a task, calling it off, and taking either back.

use serde::Deserialize;
use yarrow_kernel::{TaskId, TextRule, clean_line};

use super::{Task, TaskStatus};
use crate::access::{Operation, Permission, Session};
use crate::error::{Error, Result};
use crate::store::Written;

/// A task that is done or no longer needed.
#[derive(Clone, Debug, Deserialize, ts_rs::TS)]
pub struct CloseTask {
    /// Which.
    pub id: TaskId,
    /// False when it was called off instead of done; then `outcome` says why.
    pub done: bool,
    /// What came of it.
    pub outcome: Option<String>,
}

/// A closed task that is to be open again.
#[derive(Clone, Debug, Deserialize, ts_rs::TS)]
pub struct ReopenTask {
    /// Which.
    pub id: TaskId,
}

const CLOSE: Operation = Operation::new("close_task", Permission::ChartWrite);
const REOPEN: Operation = Operation::new("reopen_task", Permission::ChartWrite);

/// Closes a task.
///
/// # Errors
/// When it is already closed, or called off without a reason.
pub fn close(session: &Session, request: CloseTask) -> Result<Written<Task>> {
    let outcome = clean_line(
        "outcome",
        request.outcome.as_deref().unwrap_or_default(),
        TextRule { max: 500, required: !request.done },
    )?;
    session.write(&CLOSE, move |tx| {
        let task: Task = tx.require(request.id, "This task")?;
        if task.status != TaskStatus::Requested {
            return Err(Error::Refused("This task is already closed. Nothing was changed.".to_owned()));
        }
        let closed = Task {
            status: if request.done { TaskStatus::Completed } else { TaskStatus::Cancelled },
            outcome: (!outcome.is_empty()).then_some(outcome),
            closed_at: Some(tx.now()),
            closed_by: Some(tx.user()?),
            ..task
        };
        tx.save(&closed)?;
        Ok(closed)
    })
}

/// Opens a closed task again.
///
/// # Errors
/// When it is open.
pub fn reopen(session: &Session, request: ReopenTask) -> Result<Written<Task>> {
    session.write(&REOPEN, move |tx| {
        let task: Task = tx.require(request.id, "This task")?;
        if task.status == TaskStatus::Requested {
            return Err(Error::Refused("This task is open. Nothing was changed.".to_owned()));
        }
        let open =
            Task { status: TaskStatus::Requested, outcome: None, closed_at: None, closed_by: None, ..task };
        tx.save(&open)?;
        Ok(open)
    })
}
