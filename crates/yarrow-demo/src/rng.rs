//! A seeded stream of numbers and ids: the same seed gives the same practice on every machine.

use yarrow_kernel::{LocalDate, Timestamp, Uuid};

/// Milliseconds in one day.
pub(crate) const DAY: i64 = 86_400_000;

/// SplitMix64 (Steele, Lea, Flood, "Fast splittable pseudorandom number generators", 2014). Not for secrets.
#[derive(Clone, Debug)]
pub(crate) struct Rng(u64);

impl Rng {
    /// The stream of one patient: independent of every other patient's, so order of making does not matter.
    pub fn of(seed: u64, patient: u32, purpose: u64) -> Self {
        let mut rng = Self(
            seed ^ (u64::from(patient) + 1).wrapping_mul(0xD134_2543_DE82_EF95) ^ purpose.rotate_left(32),
        );
        // Neighbouring seeds differ in few bits; two steps spread them.
        rng.next();
        rng.next();
        rng
    }

    /// The next 64 bits.
    pub fn next(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9E37_79B9_7F4A_7C15);
        let mut z = self.0;
        z = (z ^ (z >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
        z = (z ^ (z >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
        z ^ (z >> 31)
    }

    /// A whole number from `low` to `high`, both included.
    pub fn between(&mut self, low: i64, high: i64) -> i64 {
        let span = high.saturating_sub(low).max(0) as u64 + 1;
        low + (self.next() % span) as i64
    }

    /// A number from 0 to just under 1.
    pub fn unit(&mut self) -> f64 {
        (self.next() >> 11) as f64 / (1u64 << 53) as f64
    }

    /// True this often.
    pub fn chance(&mut self, probability: f64) -> bool {
        self.unit() < probability
    }

    /// Bell-shaped around `mean` (Irwin-Hall sum of four, never beyond 3.5 `sd`): plain arithmetic, the same everywhere.
    pub fn bell(&mut self, mean: f64, sd: f64) -> f64 {
        let sum = self.unit() + self.unit() + self.unit() + self.unit();
        mean + (sum - 2.0) * 1.732_050_8 * sd
    }

    /// One of a non-empty list.
    pub fn pick<'a, T>(&mut self, list: &'a [T]) -> &'a T {
        &list[(self.next() % list.len() as u64) as usize]
    }

    /// One of a list of weighted things.
    pub fn weighted<'a, T>(&mut self, list: &'a [(u32, T)]) -> &'a T {
        let total: u32 = list.iter().map(|(weight, _)| weight).sum();
        let mut left = (self.next() % u64::from(total.max(1))) as u32;
        for (weight, thing) in list {
            if left < *weight {
                return thing;
            }
            left -= weight;
        }
        &list[0].1
    }
}

/// Ids in the shape of UUIDv7 that rise with patient and entity: the database appends instead of searching.
#[derive(Clone, Debug)]
pub(crate) struct Ids {
    millis: u64,
    patient: u32,
    entity: u32,
    rng: Rng,
}

impl Ids {
    /// The ids of one patient, dated to the day the practice was made up for.
    pub fn of(seed: u64, patient: u32, today: LocalDate) -> Self {
        Self {
            millis: midnight(today).0.max(0) as u64,
            patient,
            entity: 0,
            rng: Rng::of(seed, patient, 0x1d5),
        }
    }

    /// The next id: 48 bits of time, then 24 bits of patient, 16 of entity, the rest random.
    pub fn next<T: From<Uuid>>(&mut self) -> T {
        let patient = u128::from(self.patient & 0xFF_FFFF);
        let low = (patient & 0xFFF) << 50
            | u128::from(self.entity & 0xFFFF) << 34
            | u128::from(self.rng.next() >> 30);
        self.entity += 1;
        let bits = u128::from(self.millis) << 80
            | 0x7u128 << 76
            | (patient >> 12) << 64
            | 0b10u128 << 62
            | low & ((1 << 62) - 1);
        T::from(Uuid::from_u128(bits))
    }
}

/// Midnight UTC of a day.
pub(crate) fn midnight(date: LocalDate) -> Timestamp {
    Timestamp(days_since_epoch(date) * DAY)
}

/// Days since 1970-01-01.
pub(crate) fn days_since_epoch(date: LocalDate) -> i64 {
    (date.0 - chrono::NaiveDate::default()).num_days()
}

/// An instant at the practice: minutes after its midnight. The practice keeps Eastern Standard Time the year round,
/// so that no zone tables are needed; in summer its day seems to begin an hour later.
pub(crate) fn at(date: LocalDate, minutes: i64) -> Timestamp {
    midnight(date).plus_millis((minutes + 300) * 60_000)
}

/// Whole days from `from` to `to`.
pub(crate) fn days_between(from: LocalDate, to: LocalDate) -> i64 {
    (to.0 - from.0).num_days()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ids_rise_carry_version_seven_and_differ_between_patients() {
        let today = LocalDate::of(2026, 11, 20).unwrap();
        let mut first = Ids::of(1, 4095, today);
        let mut second = Ids::of(1, 4096, today);
        let (a, b, c): (Uuid, Uuid, Uuid) = (first.next(), first.next(), second.next());
        assert!(a < b && b < c);
        assert_eq!((a.get_version_num(), c.get_variant()), (7, b.get_variant()));
    }

    #[test]
    fn the_bell_is_centred_and_bounded() {
        let mut rng = Rng::of(7, 0, 0);
        let draws: Vec<f64> = (0..10_000).map(|_| rng.bell(100.0, 10.0)).collect();
        let mean = draws.iter().sum::<f64>() / 10_000.0;
        assert!((mean - 100.0).abs() < 1.0);
        assert!(draws.iter().all(|x| (65.0..135.0).contains(x)));
    }
}
