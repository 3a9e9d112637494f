//! The only place that reads the clock or draws randomness: everything else is handed a [`Clock`] and [`Ids`].

use std::sync::atomic::{AtomicI64, Ordering};

use uuid::Uuid;
use yarrow_kernel::Timestamp;

/// Tells the time.
pub trait Clock: Send + Sync {
    /// The present instant.
    fn now(&self) -> Timestamp;
}

/// The computer's clock.
pub struct SystemClock;

impl Clock for SystemClock {
    #[allow(clippy::disallowed_methods, reason = "the one place that may read the clock")]
    fn now(&self) -> Timestamp {
        chrono::Utc::now().into()
    }
}

/// A clock that stands where it is put: for tests and for the demo generator.
#[derive(Default)]
pub struct FixedClock(AtomicI64);

impl FixedClock {
    /// A clock that shows `at`.
    pub fn at(at: Timestamp) -> Self {
        Self(AtomicI64::new(at.0))
    }

    /// Puts the clock to `at`.
    pub fn set(&self, at: Timestamp) {
        self.0.store(at.0, Ordering::Relaxed);
    }
}

impl Clock for FixedClock {
    fn now(&self) -> Timestamp {
        Timestamp(self.0.load(Ordering::Relaxed))
    }
}

/// Fills a buffer with random bytes from the operating system.
///
/// # Panics
/// When the operating system has no randomness to give: no key may be made without it.
#[allow(clippy::disallowed_methods, reason = "the one place that may draw randomness")]
pub fn random_bytes<const N: usize>() -> [u8; N] {
    let mut bytes = [0; N];
    if getrandom::fill(&mut bytes).is_err() {
        panic!("the operating system gives no random numbers; refusing to continue with weak ones");
    }
    bytes
}

/// A new UUIDv7: ordered by time, 74 random bits.
pub fn new_id<T: From<Uuid>>(now: Timestamp) -> T {
    let millis = u64::try_from(now.0).unwrap_or(0);
    uuid::Builder::from_unix_timestamp_millis(millis, &random_bytes::<10>()).into_uuid().into()
}

/// The hybrid logical clock: 48 bits of milliseconds, 16 bits of counter, strictly increasing on one device.
///
/// Orders operations between devices; it is never the audit's clock. (Kulkarni et al., 2014, "Logical Physical Clocks".)
pub fn next_hlc(last: i64, now: Timestamp) -> i64 {
    let physical = now.0.max(0) << 16;
    if physical > last { physical } else { last + 1 }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_hybrid_clock_never_goes_back_when_the_wall_clock_does() {
        let first = next_hlc(0, Timestamp(1_000));
        let after_set_back = next_hlc(first, Timestamp(10));
        assert!(after_set_back > first);
        assert!(next_hlc(after_set_back, Timestamp(2_000)) > after_set_back);
    }
}
