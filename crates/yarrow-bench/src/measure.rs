//! Times of one question, and the two figures that are told of them.

use std::time::{Duration, Instant};

/// Durations of one question, asked many times.
#[derive(Clone, Debug, Default)]
pub struct Samples(Vec<Duration>);

impl Samples {
    /// Adds a duration that was taken elsewhere.
    pub fn add(&mut self, took: Duration) {
        self.0.push(took);
    }

    /// Runs `f` and adds how long it took.
    pub fn time<T>(&mut self, f: impl FnOnce() -> T) -> T {
        let began = Instant::now();
        let answer = f();
        self.add(began.elapsed());
        answer
    }

    /// Takes over what was measured elsewhere.
    pub fn append(&mut self, mut other: Self) {
        self.0.append(&mut other.0);
    }

    /// Median and 95th percentile in milliseconds (nearest rank: never a time that was not measured).
    pub fn figures(&self) -> Figures {
        let mut sorted = self.0.clone();
        sorted.sort_unstable();
        Figures { median: rank(&sorted, 50), p95: Some(rank(&sorted, 95)), samples: sorted.len() }
    }
}

fn rank(sorted: &[Duration], percent: usize) -> f64 {
    let nth = (sorted.len() * percent).div_ceil(100).max(1);
    sorted.get(nth - 1).map_or(0.0, |took| took.as_secs_f64() * 1000.0)
}

/// What is told of one side of a row.
#[derive(Clone, Copy, Debug, PartialEq, serde::Serialize)]
pub struct Figures {
    /// Median, in the row's unit.
    pub median: f64,
    /// 95th percentile; none for a size.
    pub p95: Option<f64>,
    /// How many were measured.
    pub samples: usize,
}

#[cfg(test)]
mod tests {
    use super::*;

    fn of(millis: impl IntoIterator<Item = u64>) -> Figures {
        Samples(millis.into_iter().map(Duration::from_millis).collect()).figures()
    }

    #[test]
    fn the_95th_of_a_hundred_is_the_ninety_fifth_and_the_order_does_not_matter() {
        let figures = of((1..=100).rev());
        assert_eq!((figures.median, figures.p95, figures.samples), (50.0, Some(95.0), 100));
    }

    #[test]
    fn with_few_samples_the_95th_is_the_slowest_of_them() {
        assert_eq!(of([7, 3, 40]), Figures { median: 7.0, p95: Some(40.0), samples: 3 });
    }
}
