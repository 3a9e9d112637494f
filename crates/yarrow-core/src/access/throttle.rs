//! Wrong passphrases: counted beside the database, so that restarting does not reset the count.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

use serde::{Deserialize, Serialize};
use yarrow_kernel::Timestamp;

use super::keyslots::write_whole;
use crate::error::{Error, Result};

/// Tries before the first wait.
const FREE_TRIES: u32 = 5;
/// The first wait; it doubles with each further wrong try, up to an hour.
const FIRST_WAIT_MINUTES: i64 = 5;

#[derive(Clone, Copy, Debug, Default, Serialize, Deserialize)]
struct Attempts {
    /// Wrong tries since the last right one.
    wrong: u32,
    last: Timestamp,
    /// Wrong tries not yet written to the audit.
    unaudited: u32,
}

/// The counts of one practice folder, per login.
pub struct Throttle {
    path: PathBuf,
    by_login: BTreeMap<String, Attempts>,
}

impl Throttle {
    /// Reads the counts; a missing file means none.
    pub fn load(dir: &Path) -> Self {
        let path = dir.join("attempts.json");
        let by_login =
            std::fs::read(&path).ok().and_then(|text| serde_json::from_slice(&text).ok()).unwrap_or_default();
        Self { path, by_login }
    }

    /// Whether a try is allowed now.
    ///
    /// # Errors
    /// [`Error::Throttled`] with the minutes left.
    pub fn allow(&self, login: &str, now: Timestamp) -> Result<()> {
        let Some(attempts) = self.by_login.get(login) else { return Ok(()) };
        let wait = wait_minutes(attempts.wrong);
        // A clock set back must not shorten the wait: then the wait starts again.
        let passed = (now.0 - attempts.last.0).max(0);
        let left = wait * 60_000 - passed;
        if wait == 0 || left <= 0 {
            return Ok(());
        }
        Err(Error::Throttled(format!(
            "Too many wrong passphrases for this person. Try again in {}. Other people can sign in meanwhile.",
            minutes((left + 59_999) / 60_000)
        )))
    }

    /// Counts a wrong try and says what it means.
    ///
    /// # Errors
    /// When the count cannot be kept: then the try is not answered.
    pub fn wrong(&mut self, login: &str, now: Timestamp) -> Result<Error> {
        let attempts = self.by_login.entry(login.to_owned()).or_default();
        attempts.wrong += 1;
        attempts.unaudited += 1;
        attempts.last = now;
        let wrong = attempts.wrong;
        self.store()?;
        Ok(match FREE_TRIES.saturating_sub(wrong) {
            0 => Error::Throttled(format!(
                "Passphrase not right. Try again in {}. Other people can sign in meanwhile.",
                minutes(wait_minutes(wrong))
            )),
            1 => {
                Error::WrongPassphrase("Passphrase not right. 1 try left before a 5 minute wait.".to_owned())
            }
            left => Error::WrongPassphrase(format!(
                "Passphrase not right. {left} tries left before a 5 minute wait."
            )),
        })
    }

    /// Clears a person's count after the right passphrase; answers how many wrong tries the audit has yet to hear of.
    ///
    /// # Errors
    /// When the file cannot be written.
    pub fn right(&mut self, login: &str) -> Result<Vec<(String, u32)>> {
        self.by_login.entry(login.to_owned()).or_default().wrong = 0;
        self.store()?;
        let told = self
            .by_login
            .iter()
            .filter(|(_, attempts)| attempts.unaudited > 0)
            .map(|(login, attempts)| (login.clone(), attempts.unaudited))
            .collect();
        self.store()?;
        Ok(told)
    }

    /// Forgets the tries that the audit now holds.
    ///
    /// # Errors
    /// When the file cannot be written.
    pub fn audited(&mut self) -> Result<()> {
        for attempts in self.by_login.values_mut() {
            attempts.unaudited = 0;
        }
        self.by_login.retain(|_, attempts| attempts.wrong > 0);
        self.store()
    }

    fn store(&self) -> Result<()> {
        let text = serde_json::to_vec(&self.by_login).map_err(|_| Error::Internal("attempts-encode"))?;
        write_whole(&self.path, &text)
    }
}

fn wait_minutes(wrong: u32) -> i64 {
    match wrong.checked_sub(FREE_TRIES) {
        None => 0,
        Some(beyond) => (FIRST_WAIT_MINUTES << beyond.min(4)).min(60),
    }
}

fn minutes(count: i64) -> String {
    if count == 1 { "1 minute".to_owned() } else { format!("{count} minutes") }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_fifth_wrong_passphrase_waits_five_minutes_even_after_a_restart() {
        let dir = tempfile::tempdir().unwrap();
        let mut throttle = Throttle::load(dir.path());
        let start = Timestamp(1_000_000);
        for left in [4, 3, 2] {
            let said = throttle.wrong("osei", start).unwrap().to_string();
            assert_eq!(said, format!("Passphrase not right. {left} tries left before a 5 minute wait."));
        }
        throttle.wrong("osei", start).unwrap();
        throttle.wrong("osei", start).unwrap();
        let again = Throttle::load(dir.path());
        let refused = again.allow("osei", start.plus_millis(60_000)).unwrap_err().to_string();
        assert!(refused.contains("4 minutes"), "{refused}");
        assert!(
            again.allow("osei", start.plus_millis(-9_000_000)).is_err(),
            "setting the clock back does not help"
        );
        assert!(again.allow("brandt", start).is_ok());
        assert!(again.allow("osei", start.plus_millis(300_001)).is_ok());
    }

    #[test]
    fn the_wait_doubles_and_ends_at_an_hour() {
        assert_eq!([4, 5, 6, 7, 8, 9, 40].map(wait_minutes), [0, 5, 10, 20, 40, 60, 60]);
    }
}
