//! The operating system's keychain: Secret Service on Linux, Keychain on macOS, Credential Manager on Windows.
//!
//! It holds the key that wraps this workstation's copy of the database key, so that a restart need not ask for a
//! passphrase. It is a convenience: every failure ends in asking for the passphrase, never in a lost record.
//!
//! What was learnt about it:
//! - without a session bus no store exists, and only the first use says so;
//! - a *locked* store may answer "no such entry", so that never proves that nothing was stored;
//! - a store may open a password prompt and wait for it, so every call has a limit.

use std::sync::mpsc;
use std::thread;
use std::time::Duration;

use keyring::{Entry, Error};
use yarrow_api::host::{Host, KeychainUnavailable};
use zeroize::Zeroizing;

/// The name people see in their keychain program.
const SERVICE: &str = "Yarrow";
/// Reading happens while the first screen waits. Past this the passphrase is quicker.
const READ_LIMIT: Duration = Duration::from_secs(5);
/// Writing may make the system ask for the keychain's own password: time to type it.
const WRITE_LIMIT: Duration = Duration::from_secs(60);

/// The keychain of the person signed in to the operating system.
pub struct Keychain;

impl Host for Keychain {
    fn keychain_get(&self, name: &str) -> Result<Option<Zeroizing<Vec<u8>>>, KeychainUnavailable> {
        let name = name.to_owned();
        within(READ_LIMIT, move || match entry(&name)?.get_secret() {
            Ok(secret) => Ok(Some(Zeroizing::new(secret))),
            Err(Error::NoEntry) => Ok(None),
            Err(error) => Err(unavailable(&error)),
        })
    }

    fn keychain_set(&self, name: &str, secret: &[u8]) -> Result<(), KeychainUnavailable> {
        let name = name.to_owned();
        let secret = Zeroizing::new(secret.to_vec());
        within(WRITE_LIMIT, move || {
            let entry = entry(&name)?;
            entry.set_secret(&secret).map_err(|error| unavailable(&error))?;
            // A store that takes a secret and does not give it back would promise a sign-in that never comes.
            match entry.get_secret().map(Zeroizing::new) {
                Ok(kept) if *kept == *secret => Ok(()),
                _ => {
                    Err(KeychainUnavailable("The keychain of this computer did not keep the key.".to_owned()))
                }
            }
        })
    }

    fn keychain_delete(&self, name: &str) -> Result<(), KeychainUnavailable> {
        let name = name.to_owned();
        within(WRITE_LIMIT, move || match entry(&name)?.delete_credential() {
            Ok(()) | Err(Error::NoEntry) => Ok(()),
            Err(error) => Err(unavailable(&error)),
        })
    }
}

fn entry(name: &str) -> Result<Entry, KeychainUnavailable> {
    Entry::new(SERVICE, name).map_err(|error| unavailable(&error))
}

fn unavailable(error: &Error) -> KeychainUnavailable {
    KeychainUnavailable(match error {
        Error::NoDefaultStore => "This computer offers no keychain to this session.".to_owned(),
        Error::NoStorageAccess(_) => "The keychain of this computer is locked.".to_owned(),
        // The variants that carry bytes would print the secret: only the kind of failure is told.
        Error::BadEncoding(_) | Error::BadDataFormat(..) => {
            "The keychain of this computer holds something Yarrow did not write.".to_owned()
        }
        _ => "The keychain of this computer did not answer as expected.".to_owned(),
    })
}

/// Runs the call on a thread of its own and stops waiting at the limit. The thread ends when the store answers.
fn within<T: Send + 'static>(
    limit: Duration,
    call: impl FnOnce() -> Result<T, KeychainUnavailable> + Send + 'static,
) -> Result<T, KeychainUnavailable> {
    let (tell, answer) = mpsc::channel();
    thread::spawn(move || {
        // Nobody listens after the limit; the late answer is dropped, and zeroed.
        let _ = tell.send(call());
    });
    answer.recv_timeout(limit).unwrap_or_else(|_late| {
        Err(KeychainUnavailable("The keychain of this computer does not answer.".to_owned()))
    })
}

#[cfg(all(test, target_os = "linux"))]
#[path = "keychain_tests.rs"]
mod tests;
