//! How long to wait before the next try.

/// The first wait, in milliseconds.
const FIRST: i64 = 15_000;
/// The longest wait, in milliseconds.
const LONGEST: i64 = 30 * 60_000;

/// Milliseconds to wait after the `attempts`-th try: doubling from 15 seconds to half an hour, of which a random half is
/// taken off, so that workstations that failed together do not come back together (exponential backoff with equal jitter;
/// M. Brooker, "Exponential Backoff And Jitter", 2015).
///
/// `random` is any number; only its value modulo the wait counts.
pub fn wait_after(attempts: u32, random: u32) -> i64 {
    let doublings = attempts.saturating_sub(1).min(16);
    let whole = FIRST.saturating_mul(1 << doublings).min(LONGEST);
    let half = whole / 2;
    half + i64::from(random) % (half + 1)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_wait_doubles_to_half_an_hour_and_never_falls_below_half_of_that() {
        let (mut least, mut most) = (Vec::new(), Vec::new());
        for attempts in 1..=10 {
            let waits: Vec<i64> =
                (0..5_000u32).map(|n| wait_after(attempts, n.wrapping_mul(2_654_435_761))).collect();
            least.push(*waits.iter().min().unwrap());
            most.push(*waits.iter().max().unwrap());
        }
        for (n, whole) in
            [15, 30, 60, 120, 240, 480, 960, 1800, 1800, 1800].map(|s| s * 1000).iter().enumerate()
        {
            assert!(least[n] >= whole / 2 && least[n] < whole / 2 + whole / 20, "{n}: {}", least[n]);
            assert!(most[n] <= *whole && most[n] > whole - whole / 20, "{n}: {}", most[n]);
        }
        assert_eq!(wait_after(u32::MAX, u32::MAX) / LONGEST, 0, "no overflow");
    }
}
