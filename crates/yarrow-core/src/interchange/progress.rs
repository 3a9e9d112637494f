//! How long work tells how far it is, and learns that it shall stop.

/// Watches long work.
pub trait Progress: Send + Sync {
    /// `done` of `total` is finished. `false` asks to stop; what is unfinished is then rolled back.
    fn step(&self, done: u64, total: u64) -> bool;
}

/// Nobody watches and nobody cancels.
pub struct NoProgress;

impl Progress for NoProgress {
    fn step(&self, _done: u64, _total: u64) -> bool {
        true
    }
}
