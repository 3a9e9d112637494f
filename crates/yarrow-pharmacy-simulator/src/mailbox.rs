//! What waits for the practice: in order, each under a number, until it is taken out.

use std::collections::BTreeMap;
use std::sync::{Mutex, PoisonError};
use std::time::{Duration, Instant};

/// The mailbox.
#[derive(Default)]
pub struct Mailbox(Mutex<Inside>);

#[derive(Default)]
struct Inside {
    last: u64,
    waiting: BTreeMap<String, (Instant, Vec<u8>)>,
}

impl Mailbox {
    /// Puts a message in; it can be seen after the delay.
    pub fn put(&self, message: Vec<u8>, delay: Duration) {
        let mut inside = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        inside.last += 1;
        let name = format!("d{:08}", inside.last);
        inside.waiting.insert(name, (Instant::now() + delay, message));
    }

    /// The first message after a number that can be seen now; and whether any is still to come.
    pub fn next(&self, after: &str) -> Option<(String, Vec<u8>)> {
        let inside = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        let now = Instant::now();
        let after = inside.waiting.iter().filter(|(name, _)| name.as_str() > after);
        let mut seen = after.filter(|(_, (at, _))| *at <= now);
        seen.next().map(|(name, (_, message))| (name.clone(), message.clone()))
    }

    /// Takes a message out; answers whether it was there.
    pub fn take(&self, name: &str) -> bool {
        self.0.lock().unwrap_or_else(PoisonError::into_inner).waiting.remove(name).is_some()
    }

    /// How many wait, seen or not.
    pub fn len(&self) -> usize {
        self.0.lock().unwrap_or_else(PoisonError::into_inner).waiting.len()
    }
}
