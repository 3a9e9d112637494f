//! The wrapped copies of the database key, in `keyslots.json` beside the database.
//!
//! A slot wraps the key with AES-256-GCM (NIST SP 800-38D) under a key derived by Argon2id (RFC 9106) from a passphrase or
//! the recovery words, or under a random key kept by the operating system. The additional data binds practice, slot
//! kind, user, version and derivation parameters, so that no slot can be moved or weakened unnoticed.

use std::io::Write;
use std::path::Path;

use aes_gcm::aead::{Aead, KeyInit, Payload};
use aes_gcm::{Aes256Gcm, Nonce};
use argon2::{Algorithm, Argon2, Params, Version};
use base64::{Engine as _, engine::general_purpose::STANDARD};
use serde::{Deserialize, Serialize};
use uuid::Uuid;
use zeroize::{Zeroize, Zeroizing};

use super::Role;
use crate::error::{Error, Result};
use crate::store::{DatabaseKey, random_bytes};

const FILE: &str = "keyslots.json";
const FORMAT: u32 = 1;
/// The largest derivation a file may ask for: a hostile file must not exhaust memory.
const MAX_MEMORY_KIB: u32 = 1 << 20;

/// What opens a slot.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum SlotKind {
    /// A person's passphrase.
    Passphrase,
    /// The printed recovery words.
    Recovery,
    /// A key that the operating system keeps for this workstation.
    Keychain,
}

/// Argon2id parameters.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Kdf {
    /// Memory in KiB.
    pub memory_kib: u32,
    /// Passes.
    pub passes: u32,
    /// Lanes.
    pub lanes: u32,
    /// Random salt, base64.
    pub salt: String,
}

impl Kdf {
    /// 64 MiB, three passes, one lane (RFC 9106, second recommended option's memory).
    fn fresh() -> Self {
        Self { memory_kib: 65_536, passes: 3, lanes: 1, salt: STANDARD.encode(random_bytes::<16>()) }
    }

    fn derive(&self, secret: &[u8]) -> Result<Zeroizing<[u8; 32]>> {
        let unreadable = |_| damaged();
        if self.memory_kib > MAX_MEMORY_KIB || self.passes > 64 || self.lanes > 16 {
            return Err(damaged());
        }
        let salt = STANDARD.decode(&self.salt).map_err(|_| damaged())?;
        let params = Params::new(self.memory_kib, self.passes, self.lanes, Some(32)).map_err(unreadable)?;
        let mut key = Zeroizing::new([0; 32]);
        Argon2::new(Algorithm::Argon2id, Version::V0x13, params)
            .hash_password_into(secret, &salt, &mut key[..])
            .map_err(unreadable)?;
        Ok(key)
    }
}

/// One wrapped copy of the key, with what the sign-in screen shows before the database is open. Names of staff only.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct Slot {
    /// What opens it.
    pub kind: SlotKind,
    /// Whose, for a passphrase.
    pub login: String,
    /// "Dr. Osei".
    pub display_name: String,
    /// "AO".
    pub initials: String,
    /// Role shown beside the name.
    pub role: Option<Role>,
    /// Raised with every change of the secret.
    pub version: u32,
    /// Derivation; none for the keychain's random key.
    pub kdf: Option<Kdf>,
    nonce: String,
    wrapped: String,
}

/// The whole file.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct Keyslots {
    format: u32,
    /// The practice.
    pub practice_id: Uuid,
    /// Its name, for the sign-in screen.
    pub practice_name: String,
    /// Whether it is the demo practice.
    pub demo: bool,
    /// IANA time zone, so that the sign-in screen shows the practice's day.
    pub time_zone: String,
    /// Whether the two recovery words were typed back.
    pub recovery_confirmed: bool,
    /// The slots.
    pub slots: Vec<Slot>,
}

fn damaged() -> Error {
    Error::Damaged(
        "The key file (keyslots.json) is damaged. The database itself is untouched. Restore keyslots.json from the newest backup."
            .to_owned(),
    )
}

impl Keyslots {
    /// A practice without slots yet.
    pub fn new(practice_id: Uuid, practice_name: &str, time_zone: &str, demo: bool) -> Self {
        Self {
            format: FORMAT,
            practice_id,
            practice_name: practice_name.to_owned(),
            demo,
            time_zone: time_zone.to_owned(),
            recovery_confirmed: false,
            slots: Vec::new(),
        }
    }

    /// Reads the file of a practice folder; `None` when there is none.
    ///
    /// # Errors
    /// When it is unreadable or of a newer format.
    pub fn load(dir: &Path) -> Result<Option<Self>> {
        let text = match std::fs::read(dir.join(FILE)) {
            Ok(text) => text,
            Err(error) if error.kind() == std::io::ErrorKind::NotFound => return Ok(None),
            Err(error) => return Err(error.into()),
        };
        let slots: Self = serde_json::from_slice(&text).map_err(|_| damaged())?;
        if slots.format > FORMAT {
            return Err(Error::Newer { found: i64::from(slots.format), known: i64::from(FORMAT) });
        }
        Ok(Some(slots))
    }

    /// Writes the file whole or not at all: a new file, flushed to disk, put in the place of the old one.
    ///
    /// # Errors
    /// When the disk refuses.
    pub fn store(&self, dir: &Path) -> Result<()> {
        let text = serde_json::to_vec_pretty(self).map_err(|_| Error::Internal("keyslots-encode"))?;
        write_whole(&dir.join(FILE), &text)
    }

    /// Adds or replaces a person's passphrase slot.
    ///
    /// # Errors
    /// When the key cannot be wrapped.
    pub fn set_passphrase(&mut self, owner: &SlotOwner, passphrase: &[u8], key: &DatabaseKey) -> Result<()> {
        let version = self.slot(SlotKind::Passphrase, &owner.login).map_or(1, |slot| slot.version + 1);
        let kdf = Kdf::fresh();
        let wrapping = kdf.derive(passphrase)?;
        let slot = self.wrap(SlotKind::Passphrase, owner, version, Some(kdf), &wrapping, key)?;
        self.replace(slot);
        Ok(())
    }

    /// Adds or replaces the recovery slot.
    ///
    /// # Errors
    /// When the key cannot be wrapped.
    pub fn set_recovery(&mut self, entropy: &[u8], key: &DatabaseKey) -> Result<()> {
        let kdf = Kdf::fresh();
        let wrapping = kdf.derive(entropy)?;
        let version = self.slot(SlotKind::Recovery, "").map_or(1, |slot| slot.version + 1);
        let slot =
            self.wrap(SlotKind::Recovery, &SlotOwner::default(), version, Some(kdf), &wrapping, key)?;
        self.replace(slot);
        Ok(())
    }

    /// Adds or replaces the workstation's slot under a random key that the caller puts into the keychain.
    ///
    /// # Errors
    /// When the key cannot be wrapped.
    pub fn set_keychain(&mut self, wrapping: &[u8; 32], key: &DatabaseKey) -> Result<()> {
        let version = self.slot(SlotKind::Keychain, "").map_or(1, |slot| slot.version + 1);
        let slot = self.wrap(SlotKind::Keychain, &SlotOwner::default(), version, None, wrapping, key)?;
        self.replace(slot);
        Ok(())
    }

    /// Removes slots of a kind and login.
    pub fn remove(&mut self, kind: SlotKind, login: &str) {
        self.slots.retain(|slot| !(slot.kind == kind && slot.login == login));
    }

    /// The slot of a kind and login.
    pub fn slot(&self, kind: SlotKind, login: &str) -> Option<&Slot> {
        self.slots.iter().find(|slot| slot.kind == kind && slot.login == login)
    }

    /// Opens a slot with its secret; `None` when the secret is wrong.
    ///
    /// # Errors
    /// When the file is damaged, so that no secret could open it.
    pub fn open(&self, slot: &Slot, secret: &[u8]) -> Result<Option<DatabaseKey>> {
        let wrapping = match &slot.kdf {
            Some(kdf) => kdf.derive(secret)?,
            None => Zeroizing::new(secret.try_into().map_err(|_| damaged())?),
        };
        let nonce: [u8; 12] =
            STANDARD.decode(&slot.nonce).ok().and_then(|bytes| bytes.try_into().ok()).ok_or_else(damaged)?;
        let wrapped = STANDARD.decode(&slot.wrapped).map_err(|_| damaged())?;
        let aad = self.aad(slot.kind, &slot.login, slot.version, slot.kdf.as_ref());
        let cipher = Aes256Gcm::new_from_slice(&wrapping[..]).map_err(|_| Error::Internal("cipher"))?;
        let Ok(mut key) = cipher.decrypt(&Nonce::from(nonce), Payload { msg: &wrapped, aad: &aad }) else {
            return Ok(None);
        };
        let opened = DatabaseKey::from_bytes(&key);
        key.zeroize();
        opened.map(Some).ok_or_else(damaged)
    }

    fn wrap(
        &self,
        kind: SlotKind,
        owner: &SlotOwner,
        version: u32,
        kdf: Option<Kdf>,
        wrapping: &[u8; 32],
        key: &DatabaseKey,
    ) -> Result<Slot> {
        let nonce: [u8; 12] = random_bytes();
        let aad = self.aad(kind, &owner.login, version, kdf.as_ref());
        let cipher = Aes256Gcm::new_from_slice(wrapping).map_err(|_| Error::Internal("cipher"))?;
        let wrapped = cipher
            .encrypt(&Nonce::from(nonce), Payload { msg: key.expose(), aad: &aad })
            .map_err(|_| Error::Internal("wrap"))?;
        Ok(Slot {
            kind,
            login: owner.login.clone(),
            display_name: owner.display_name.clone(),
            initials: owner.initials.clone(),
            role: owner.role,
            version,
            kdf,
            nonce: STANDARD.encode(nonce),
            wrapped: STANDARD.encode(wrapped),
        })
    }

    fn replace(&mut self, slot: Slot) {
        match self.slots.iter_mut().find(|old| old.kind == slot.kind && old.login == slot.login) {
            Some(old) => *old = slot,
            None => self.slots.push(slot),
        }
    }

    fn aad(&self, kind: SlotKind, login: &str, version: u32, kdf: Option<&Kdf>) -> Vec<u8> {
        let kdf = kdf.map_or_else(String::new, |k| {
            format!("argon2id/{}/{}/{}/{}", k.memory_kib, k.passes, k.lanes, k.salt)
        });
        format!("yarrow-slot-1\0{}\0{kind:?}\0{login}\0{version}\0{kdf}", self.practice_id).into_bytes()
    }
}

/// Whose slot it is.
#[derive(Clone, Debug, Default)]
pub struct SlotOwner {
    /// Login.
    pub login: String,
    /// Name on the sign-in screen.
    pub display_name: String,
    /// Initials on the sign-in screen.
    pub initials: String,
    /// Role.
    pub role: Option<Role>,
}

/// Writes a small file so that a crash leaves either the old or the new one, readable by its owner only.
pub(super) fn write_whole(path: &Path, bytes: &[u8]) -> Result<()> {
    let fresh = path.with_extension("new");
    {
        let mut options = std::fs::File::options();
        options.create(true).write(true).truncate(true);
        #[cfg(unix)]
        std::os::unix::fs::OpenOptionsExt::mode(&mut options, 0o600);
        let mut file = options.open(&fresh)?;
        file.write_all(bytes)?;
        file.sync_all()?;
    }
    std::fs::rename(&fresh, path)?;
    #[cfg(unix)]
    if let Some(dir) = path.parent() {
        std::fs::File::open(dir)?.sync_all()?;
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn owner() -> SlotOwner {
        SlotOwner {
            login: "osei".into(),
            display_name: "Dr. Osei".into(),
            initials: "AO".into(),
            role: Some(Role::Physician),
        }
    }

    #[test]
    fn only_the_right_passphrase_opens_a_slot_and_a_moved_slot_opens_for_nobody() {
        let key = DatabaseKey::generate();
        let mut slots = Keyslots::new(Uuid::nil(), "Alder", "America/New_York", false);
        slots.set_passphrase(&owner(), b"correct horse battery", &key).unwrap();
        let slot = slots.slots[0].clone();
        assert_eq!(slots.open(&slot, b"correct horse battery").unwrap(), Some(key));
        assert_eq!(slots.open(&slot, b"correct horse batterz").unwrap(), None);
        let moved = Slot { login: "brandt".into(), ..slot };
        assert_eq!(slots.open(&moved, b"correct horse battery").unwrap(), None);
    }

    #[test]
    fn a_file_that_asks_for_absurd_memory_is_called_damaged() {
        let kdf = Kdf { memory_kib: u32::MAX, passes: 1, lanes: 1, salt: STANDARD.encode([0; 16]) };
        assert!(matches!(kdf.derive(b"x"), Err(Error::Damaged(_))));
    }
}
