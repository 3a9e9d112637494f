//! Work that takes over a second: it runs on a thread of its own, tells how far it is, and can be cancelled.

use std::collections::HashMap;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use serde::{Deserialize, Serialize};
use serde_json::Value;
use yarrow_core::Error;
use yarrow_kernel::Uuid;

use crate::error::{ApiError, ErrorKind};

/// Where a job stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, ts_rs::TS)]
#[serde(rename_all = "snake_case")]
pub enum JobState {
    /// Going on.
    Running,
    /// Done; `result` holds its answer.
    Finished,
    /// Failed; `error` says why.
    Failed,
    /// Cancelled; nothing of the unfinished part was kept.
    Cancelled,
}

/// A job as the screen shows it.
#[derive(Clone, Debug, Serialize, ts_rs::TS)]
pub struct Job {
    /// Identity.
    #[ts(type = "Id")]
    pub id: Uuid,
    /// "demo", "import".
    pub kind: String,
    /// In words.
    pub title: String,
    /// How many parts are done.
    #[ts(type = "number")]
    pub done: u64,
    /// Of how many.
    #[ts(type = "number | null")]
    pub total: Option<u64>,
    /// What is being done.
    pub detail: String,
    /// Where it stands.
    pub state: JobState,
    /// Why it failed.
    pub error: Option<ApiError>,
    /// What it answers.
    #[ts(type = "unknown")]
    pub result: Value,
}

/// Which job.
#[derive(Clone, Copy, Debug, Deserialize, ts_rs::TS)]
pub struct JobRequest {
    /// The job.
    #[ts(type = "Id")]
    pub id: Uuid,
}

/// A running job's own handle.
#[derive(Clone)]
pub struct JobHandle {
    job: Arc<Mutex<Job>>,
    cancelled: Arc<AtomicBool>,
}

impl JobHandle {
    /// Tells how far it is; answers whether to go on.
    pub fn step(&self, done: u64, total: u64) -> bool {
        let mut job = locked(&self.job);
        job.done = done;
        job.total = Some(total);
        !self.is_cancelled()
    }

    /// Says what is being done.
    pub fn detail(&self, detail: &str) {
        locked(&self.job).detail = detail.to_owned();
    }

    /// Whether somebody cancelled it.
    pub fn is_cancelled(&self) -> bool {
        self.cancelled.load(Ordering::Relaxed)
    }

    fn end(&self, outcome: Result<Value, ApiError>) {
        let mut job = locked(&self.job);
        match outcome {
            Ok(result) => {
                job.state = JobState::Finished;
                job.result = result;
            }
            Err(_) if self.is_cancelled() => job.state = JobState::Cancelled,
            Err(error) => {
                job.state = JobState::Failed;
                job.error = Some(error);
            }
        }
    }
}

impl yarrow_core::interchange::Progress for JobHandle {
    fn step(&self, done: u64, total: u64) -> bool {
        Self::step(self, done, total)
    }
}

/// All jobs of this process.
#[derive(Default)]
pub struct Jobs {
    known: Mutex<HashMap<Uuid, JobHandle>>,
}

impl Jobs {
    /// Starts a job; the answer is its first state.
    ///
    /// # Errors
    /// When another job of this kind is running, or no thread can be started.
    pub fn start(
        &self,
        kind: &str,
        title: &str,
        id: Uuid,
        work: impl FnOnce(&JobHandle) -> Result<Value, ApiError> + Send + 'static,
    ) -> Result<Job, ApiError> {
        let mut known = locked(&self.known);
        // Ended jobs stay known for whoever still asks; sixty-four of them are enough.
        if known.len() > 64 {
            known.retain(|_, handle| locked(&handle.job).state == JobState::Running);
        }
        if known.values().any(|handle| {
            let job = locked(&handle.job);
            job.kind == kind && job.state == JobState::Running
        }) {
            return Err(ApiError::new(
                ErrorKind::Refused,
                "This is already running. Wait for it to end, or cancel it.",
            ));
        }
        let job = Job {
            id,
            kind: kind.to_owned(),
            title: title.to_owned(),
            done: 0,
            total: None,
            detail: String::new(),
            state: JobState::Running,
            error: None,
            result: Value::Null,
        };
        let handle = JobHandle { job: Arc::new(Mutex::new(job.clone())), cancelled: Arc::default() };
        known.insert(id, handle.clone());
        std::thread::Builder::new()
            .name(format!("yarrow-{kind}"))
            .spawn(move || {
                let outcome = std::panic::catch_unwind(std::panic::AssertUnwindSafe(|| work(&handle)));
                handle.end(outcome.unwrap_or_else(|_| Err(Error::Internal("job-panicked").into())));
            })
            .map_err(|_| ApiError::from(Error::Internal("thread")))?;
        Ok(job)
    }

    /// A job's state.
    ///
    /// # Errors
    /// When it is unknown.
    pub fn get(&self, id: Uuid) -> Result<Job, ApiError> {
        let known = locked(&self.known);
        let handle = known.get(&id).ok_or_else(|| ApiError::from(Error::NotFound("This job")))?;
        let job = locked(&handle.job).clone();
        Ok(job)
    }

    /// Asks a job to stop.
    ///
    /// # Errors
    /// When it is unknown.
    pub fn cancel(&self, id: Uuid) -> Result<Job, ApiError> {
        let known = locked(&self.known);
        let handle = known.get(&id).ok_or_else(|| ApiError::from(Error::NotFound("This job")))?;
        handle.cancelled.store(true, Ordering::Relaxed);
        let job = locked(&handle.job).clone();
        Ok(job)
    }
}

fn locked<T>(mutex: &Mutex<T>) -> MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}
