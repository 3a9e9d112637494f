//! What a command needs from whatever is running it, and nothing more.

use zeroize::Zeroizing;

/// The operating system's keychain cannot be used, with the reason in a sentence.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct KeychainUnavailable(pub String);

/// A shell around the command table.
pub trait Host: Send + Sync {
    /// Reads a secret; nothing when there is none, or when the store is locked and says so by having none.
    ///
    /// # Errors
    /// When this computer offers no keychain.
    fn keychain_get(&self, name: &str) -> Result<Option<Zeroizing<Vec<u8>>>, KeychainUnavailable>;

    /// Keeps a secret.
    ///
    /// # Errors
    /// When this computer offers no keychain or it did not keep the secret.
    fn keychain_set(&self, name: &str, secret: &[u8]) -> Result<(), KeychainUnavailable>;

    /// Forgets a secret; it is no error when there was none.
    ///
    /// # Errors
    /// When this computer offers no keychain.
    fn keychain_delete(&self, name: &str) -> Result<(), KeychainUnavailable>;
}

/// A shell without a keychain: the terminal and the loopback server.
pub struct NoKeychain;

impl NoKeychain {
    fn unavailable() -> KeychainUnavailable {
        KeychainUnavailable("The keychain is used by the desktop window only.".to_owned())
    }
}

impl Host for NoKeychain {
    fn keychain_get(&self, _: &str) -> Result<Option<Zeroizing<Vec<u8>>>, KeychainUnavailable> {
        Err(Self::unavailable())
    }
    fn keychain_set(&self, _: &str, _: &[u8]) -> Result<(), KeychainUnavailable> {
        Err(Self::unavailable())
    }
    fn keychain_delete(&self, _: &str) -> Result<(), KeychainUnavailable> {
        Err(Self::unavailable())
    }
}
