//! Which try meets which fault: decided by the seed, the message and the number of the try alone, so that the same seed is
//! the same day whatever the order and however often the caller is killed.

use sha2::{Digest, Sha256};

/// One way in which an answer goes wrong.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Fault {
    /// Nothing goes wrong.
    None,
    /// Taken, answered with nothing; the answers come later by mail.
    Late,
    /// Every answer by mail comes twice.
    Twice,
    /// Taken, and answered with half a message.
    Malformed,
    /// Taken, and answered with a message of another standard.
    Foreign,
    /// Confirmed, and then refused.
    Contradict,
    /// Confirmed before the first answer.
    VerifyFirst,
    /// HTTP 500 and not taken.
    ErrorBefore,
    /// HTTP 500 although it was taken.
    ErrorAfter,
    /// The connection breaks before it is read.
    DropBefore,
    /// The connection breaks although it was taken.
    DropAfter,
    /// The answer comes drop by drop.
    Slow,
    /// SCRIPT error 600: try again later. Not taken.
    Busy,
    /// HTTP 200 with an answer of fifty megabytes, although it was taken.
    Huge,
}

/// What can go wrong, and how often of a hundred faults.
const CHANCES: &[(Fault, u16)] = &[
    (Fault::Late, 12),
    (Fault::Twice, 12),
    (Fault::Malformed, 10),
    (Fault::Foreign, 5),
    (Fault::Contradict, 6),
    (Fault::VerifyFirst, 10),
    (Fault::ErrorBefore, 9),
    (Fault::ErrorAfter, 9),
    (Fault::DropBefore, 8),
    (Fault::DropAfter, 9),
    (Fault::Slow, 3),
    (Fault::Busy, 6),
    (Fault::Huge, 1),
];

/// After so many tries a message gets through: nobody has to wait for ever.
const PATIENCE: u32 = 5;

/// The fault of a try, the first being 1.
pub fn fault(seed: u64, percent: u8, message_id: &str, attempt: u32) -> Fault {
    if attempt > PATIENCE {
        return Fault::None;
    }
    let mut sha = Sha256::new();
    sha.update(seed.to_be_bytes());
    sha.update(attempt.to_be_bytes());
    sha.update(message_id.as_bytes());
    let hash: [u8; 32] = sha.finalize().into();
    if u16::from_be_bytes([hash[0], hash[1]]) % 100 >= u16::from(percent) {
        return Fault::None;
    }
    let mut drawn = u16::from_be_bytes([hash[2], hash[3]]) % 100;
    for (fault, chance) in CHANCES {
        match drawn.checked_sub(*chance) {
            None => return *fault,
            Some(rest) => drawn = rest,
        }
    }
    Fault::None
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_chances_are_a_hundred_and_every_fault_happens() {
        assert_eq!(CHANCES.iter().map(|(_, chance)| chance).sum::<u16>(), 100);
        let met: Vec<Fault> = (0..3_000).map(|n| fault(7, 100, &n.to_string(), 1)).collect();
        for (expected, _) in CHANCES {
            assert!(met.contains(expected), "{expected:?}");
        }
    }

    #[test]
    fn the_same_seed_is_the_same_day_and_the_sixth_try_gets_through() {
        for n in 0..100 {
            let id = n.to_string();
            assert_eq!(fault(1, 50, &id, 1), fault(1, 50, &id, 1));
            assert_eq!(fault(1, 100, &id, 6), Fault::None);
            assert_eq!(fault(1, 0, &id, 1), Fault::None);
        }
    }
}
