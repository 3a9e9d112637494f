//! An open practice: its store, its key slots, its knowledge. Opened by the first person who signs in.

use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use crate::terminology::Terminology;
use serde::Deserialize;
use yarrow_kernel::{OrganizationId, Secret, TextRule, Uuid, clean_line};

use super::keyslots::{Keyslots, SlotKind, SlotOwner};
use super::recovery::{RecoveryKey, entropy_of};
use super::session::Session;
use super::throttle::Throttle;
use super::{Role, users};
use crate::error::{Error, Result};
use crate::people::{self, Practitioner};
use crate::settings::Organization;
use crate::store::{Actor, AuditNote, Clock, DatabaseKey, Store, new_id};

/// A first or further person.
#[derive(Clone, Debug, Deserialize, ts_rs::TS)]
pub struct NewUser {
    /// Login.
    pub login: String,
    /// Given name.
    pub given: String,
    /// Family name.
    pub family: String,
    /// "MD".
    pub credentials: String,
    /// Role.
    pub role: Role,
    /// National Provider Identifier.
    pub npi: Option<String>,
}

/// What a new practice needs.
#[derive(Clone, Debug, Deserialize, ts_rs::TS)]
pub struct CreatePractice {
    /// Name on the letterhead.
    pub practice_name: String,
    /// IANA time zone.
    pub time_zone: String,
    /// The first person.
    pub admin: NewUser,
    /// Their passphrase.
    pub passphrase: Secret,
    /// Whether this workstation's keychain shall hold a key.
    pub use_keychain: bool,
}

/// An open practice.
pub struct Practice {
    dir: PathBuf,
    key: DatabaseKey,
    slots: Mutex<Keyslots>,
    store: Arc<Store>,
    knowledge: Arc<Terminology>,
    clock: Arc<dyn Clock>,
}

impl Practice {
    /// Makes a practice in an empty folder, with its first person, and signs that person in.
    ///
    /// # Errors
    /// Names the field at fault; [`Error::Refused`] when the folder already holds a practice.
    pub fn create(
        dir: &Path,
        request: &CreatePractice,
        demo: bool,
        knowledge: Arc<Terminology>,
        clock: Arc<dyn Clock>,
    ) -> Result<(Arc<Self>, Session, RecoveryKey)> {
        let name =
            clean_line("practice_name", &request.practice_name, TextRule { max: 120, required: true })?;
        let zone = clean_line("time_zone", &request.time_zone, TextRule { max: 64, required: true })?;
        if !crate::settings::is_zone(&zone) {
            return Err(Error::invalid(
                "time_zone",
                "Choose a time zone from the list, such as America/New_York.",
            ));
        }
        let user = users::new_practitioner(&request.admin, clock.now())?;
        check_passphrase("passphrase", &request.passphrase)?;
        if Keyslots::load(dir)?.is_some() {
            return Err(Error::Refused(
                "There is already a practice in this folder. Nothing was changed. Choose another folder."
                    .to_owned(),
            ));
        }
        let practice_id: Uuid = new_id(clock.now());
        let key = DatabaseKey::generate();
        let recovery = RecoveryKey::generate()?;
        let mut slots = Keyslots::new(practice_id, &name, &zone, demo);
        slots.set_passphrase(&owner_of(&user), request.passphrase.expose().as_bytes(), &key)?;
        slots.set_recovery(&entropy_of(&recovery.words)?, &key)?;
        let store = Arc::new(Store::create(dir, &key, Arc::clone(&clock), practice_id, demo)?);
        // The keys are on disk before the first record: a practice without its key file would be lost.
        slots.store(dir)?;
        let organization = Organization {
            id: OrganizationId(practice_id),
            name,
            npi: None,
            time_zone: zone,
            letterhead_note: None,
        };
        let first = user.clone();
        store.write(
            Actor { user: Some(user.id), login: user.login.clone(), role: user.role.code().to_owned() },
            "create_practice",
            move |tx| {
                tx.insert(&organization)?;
                tx.insert(&first)?;
                tx.audit(AuditNote::new("sign in", "session"));
                Ok(())
            },
        )?;
        let practice =
            Arc::new(Self { dir: dir.to_owned(), key, slots: Mutex::new(slots), store, knowledge, clock });
        let session = Session::begin(Arc::clone(&practice), user);
        Ok((practice, session, recovery))
    }

    /// Opens the practice in `dir` with a person's passphrase and signs them in. Wrong passphrases are counted and waited for.
    ///
    /// # Errors
    /// [`Error::WrongPassphrase`], [`Error::Throttled`], [`Error::Damaged`], [`Error::Newer`], [`Error::InUse`].
    pub fn unlock(
        dir: &Path,
        open: Option<&Arc<Self>>,
        login: &str,
        passphrase: &Secret,
        knowledge: &Arc<Terminology>,
        clock: &Arc<dyn Clock>,
    ) -> Result<(Arc<Self>, Session)> {
        let slots = Self::slots_in(dir)?;
        let mut throttle = Throttle::load(dir);
        throttle.allow(login, clock.now())?;
        let opened = match slots.slot(SlotKind::Passphrase, login) {
            Some(slot) => slots.open(slot, passphrase.expose().as_bytes())?,
            None => None,
        };
        let Some(key) = opened else { return Err(throttle.wrong(login, clock.now())?) };
        let practice = Self::opened(dir, open, key, slots, knowledge, clock)?;
        let session = practice.sign_in(login, &mut throttle, "sign in")?;
        Ok((practice, session))
    }

    /// Opens the practice with the recovery words, gives the person a new passphrase and signs them in.
    ///
    /// # Errors
    /// As [`Practice::unlock`].
    pub fn unlock_with_recovery(
        dir: &Path,
        open: Option<&Arc<Self>>,
        login: &str,
        words: &[String],
        new_passphrase: &Secret,
        knowledge: &Arc<Terminology>,
        clock: &Arc<dyn Clock>,
    ) -> Result<(Arc<Self>, Session)> {
        check_passphrase("new_passphrase", new_passphrase)?;
        let slots = Self::slots_in(dir)?;
        let mut throttle = Throttle::load(dir);
        throttle.allow("recovery key", clock.now())?;
        let entropy = entropy_of(words)?;
        let slot =
            slots.slot(SlotKind::Recovery, "").ok_or(Error::NotFound("The recovery key of this practice"))?;
        let Some(key) = slots.open(slot, &entropy)? else {
            throttle.wrong("recovery key", clock.now())?;
            return Err(Error::invalid("words", "These are recovery words, but not of this practice."));
        };
        throttle.right("recovery key")?;
        let practice = Self::opened(dir, open, key, slots, knowledge, clock)?;
        let user = practice.active_user(login)?;
        practice.wrap_for(&user, new_passphrase)?;
        let session = practice.sign_in(login, &mut throttle, "sign in with the recovery key")?;
        Ok((practice, session))
    }

    /// Opens the practice with the workstation's key from the keychain, without signing anybody in.
    ///
    /// # Errors
    /// When the slot does not open or the database does not.
    pub fn open_with_keychain(
        dir: &Path,
        wrapping: &[u8],
        knowledge: &Arc<Terminology>,
        clock: &Arc<dyn Clock>,
    ) -> Result<Option<Arc<Self>>> {
        let slots = Self::slots_in(dir)?;
        let Some(slot) = slots.slot(SlotKind::Keychain, "") else { return Ok(None) };
        match slots.open(slot, wrapping)? {
            Some(key) => Self::opened(dir, None, key, slots, knowledge, clock).map(Some),
            None => Ok(None),
        }
    }

    fn opened(
        dir: &Path,
        open: Option<&Arc<Self>>,
        key: DatabaseKey,
        slots: Keyslots,
        knowledge: &Arc<Terminology>,
        clock: &Arc<dyn Clock>,
    ) -> Result<Arc<Self>> {
        if let Some(practice) = open {
            return Ok(Arc::clone(practice));
        }
        let store = Arc::new(Store::open(dir, &key, Arc::clone(clock))?);
        Ok(Arc::new(Self {
            dir: dir.to_owned(),
            key,
            slots: Mutex::new(slots),
            store,
            knowledge: Arc::clone(knowledge),
            clock: Arc::clone(clock),
        }))
    }

    fn slots_in(dir: &Path) -> Result<Keyslots> {
        Keyslots::load(dir)?.ok_or(Error::NotFound("A practice in this folder"))
    }

    fn sign_in(
        self: &Arc<Self>,
        login: &str,
        throttle: &mut Throttle,
        action: &'static str,
    ) -> Result<Session> {
        let user = self.active_user(login)?;
        let session = Session::begin(Arc::clone(self), user);
        let failures = throttle.right(login)?;
        self.store.write(session.actor(), "sign_in", move |tx| {
            for (login, count) in failures {
                tx.audit(
                    AuditNote::new("sign in", "session")
                        .outcome("wrong passphrase")
                        .reason(&format!("{count} wrong tries for {login}")),
                );
            }
            tx.audit(AuditNote::new(action, "session"));
            Ok(())
        })?;
        throttle.audited()?;
        Ok(session)
    }

    fn active_user(&self, login: &str) -> Result<Practitioner> {
        let wanted = login.to_owned();
        let user = self.store.read(move |db| people::by_login(db, &wanted))?;
        user.filter(|user| user.active).ok_or_else(|| {
            Error::Forbidden("This person can no longer sign in. Ask the administrator.".to_owned())
        })
    }

    /// Gives a person a passphrase of their own, replacing the one before.
    ///
    /// # Errors
    /// When the key file cannot be written; then the old passphrase still holds.
    pub(super) fn wrap_for(&self, user: &Practitioner, passphrase: &Secret) -> Result<()> {
        self.change_slots(|slots, key| {
            slots.set_passphrase(&owner_of(user), passphrase.expose().as_bytes(), key)
        })
    }

    /// Takes a person's key away.
    pub(super) fn unwrap_for(&self, login: &str) -> Result<()> {
        self.change_slots(|slots, _| {
            slots.remove(SlotKind::Passphrase, login);
            Ok(())
        })
    }

    /// Shows a person's changed name or role on the sign-in screen; the key stays as it is.
    pub(super) fn rename_slot(&self, user: &Practitioner) -> Result<()> {
        let owner = owner_of(user);
        self.change_slots(move |slots, _| {
            for slot in &mut slots.slots {
                if slot.kind == SlotKind::Passphrase && slot.login == owner.login {
                    slot.display_name = owner.display_name.clone();
                    slot.initials = owner.initials.clone();
                    slot.role = owner.role;
                }
            }
            Ok(())
        })
    }

    /// Notes the practice's name and zone for the sign-in screen.
    pub(crate) fn rename(&self, name: &str, time_zone: &str) -> Result<()> {
        self.change_slots(|slots, _| {
            slots.practice_name = name.to_owned();
            slots.time_zone = time_zone.to_owned();
            Ok(())
        })
    }

    /// Makes new recovery words; the ones before open nothing any more.
    ///
    /// # Errors
    /// When the key file cannot be written; then the old words still hold.
    pub fn renew_recovery(&self) -> Result<RecoveryKey> {
        let recovery = RecoveryKey::generate()?;
        let entropy = entropy_of(&recovery.words)?;
        self.change_slots(|slots, key| {
            slots.recovery_confirmed = false;
            slots.set_recovery(&entropy, key)
        })?;
        Ok(recovery)
    }

    /// Notes that the recovery words were written down.
    ///
    /// # Errors
    /// When the key file cannot be written.
    pub fn confirm_recovery(&self) -> Result<()> {
        self.change_slots(|slots, _| {
            slots.recovery_confirmed = true;
            Ok(())
        })
    }

    /// Adds (`Some`) or removes (`None`) the workstation's own slot.
    ///
    /// # Errors
    /// When the key file cannot be written.
    pub fn set_keychain(&self, wrapping: Option<&[u8; 32]>) -> Result<()> {
        self.change_slots(|slots, key| match wrapping {
            Some(wrapping) => slots.set_keychain(wrapping, key),
            None => {
                slots.remove(SlotKind::Keychain, "");
                Ok(())
            }
        })
    }

    /// Whether a passphrase is this person's; wrong tries count.
    ///
    /// # Errors
    /// [`Error::WrongPassphrase`] or [`Error::Throttled`] when it is not.
    pub(super) fn prove(&self, login: &str, passphrase: &Secret) -> Result<()> {
        let mut throttle = Throttle::load(&self.dir);
        throttle.allow(login, self.clock.now())?;
        let slots = self.locked_slots().clone();
        let opened = match slots.slot(SlotKind::Passphrase, login) {
            Some(slot) => slots.open(slot, passphrase.expose().as_bytes())?,
            None => None,
        };
        match opened {
            Some(_) => {
                throttle.right(login)?;
                Ok(())
            }
            None => Err(throttle.wrong(login, self.clock.now())?),
        }
    }

    fn change_slots(&self, change: impl FnOnce(&mut Keyslots, &DatabaseKey) -> Result<()>) -> Result<()> {
        let mut slots = self.locked_slots();
        let mut next = slots.clone();
        change(&mut next, &self.key)?;
        next.store(&self.dir)?;
        *slots = next;
        Ok(())
    }

    fn locked_slots(&self) -> MutexGuard<'_, Keyslots> {
        self.slots.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// The store.
    pub fn store(&self) -> &Arc<Store> {
        &self.store
    }

    /// The reference data.
    pub fn knowledge(&self) -> &Arc<Terminology> {
        &self.knowledge
    }

    /// The clock.
    pub fn clock(&self) -> &Arc<dyn Clock> {
        &self.clock
    }

    /// The folder.
    pub fn dir(&self) -> &Path {
        &self.dir
    }

    /// Whether this is the demo practice.
    pub fn is_demo(&self) -> bool {
        self.locked_slots().demo
    }

    /// The practice's name.
    pub fn name(&self) -> String {
        self.locked_slots().practice_name.clone()
    }
}

fn owner_of(user: &Practitioner) -> SlotOwner {
    SlotOwner {
        login: user.login.clone(),
        display_name: user.display_name(),
        initials: user.initials(),
        role: Some(user.role),
    }
}

/// Refuses passphrases that are short or one repeated character. Length beats composition (NIST SP 800-63B, 5.1.1).
///
/// # Errors
/// Names the field.
pub fn check_passphrase(field: &str, passphrase: &Secret) -> Result<()> {
    let text = passphrase.expose();
    let length = text.chars().count();
    if length < 10 {
        return Err(Error::invalid(
            field,
            "Use at least 10 characters; four or five words are easy to remember.",
        ));
    }
    if length > 256 {
        return Err(Error::invalid(field, "Use at most 256 characters."));
    }
    let first = text.chars().next();
    if text.chars().all(|c| Some(c) == first) {
        return Err(Error::invalid(
            field,
            "One repeated character is guessed at once; use four or five words.",
        ));
    }
    Ok(())
}
