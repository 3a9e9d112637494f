//! The refill queue: what runs out, whether it can be renewed without another thought, and renewing many in one act.
//!
//! Safe means: signed here and still taken, not controlled, linked to the drug knowledge, no High finding or worse against
//! the chart as it is now, seen within a year, every laboratory value that goes with the drug in date and none critical.

mod approve;
mod queue;
mod supply;

pub use approve::{ApproveRefills, RefillOutcome, approve_refills};
pub use queue::{RefillLab, RefillQueueRequest, RefillRow, refill_queue};
