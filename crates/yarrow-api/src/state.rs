//! The running app: which practice is open, who is signed in, what is pending.

use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use yarrow_core::access::{
    CreatePractice, Keyslots, Operation, Permission, Practice, RecoveryKey, Session, SessionInfo, SlotKind,
};
use yarrow_core::medications::Pdf;
use yarrow_core::settings::{date_in_words, local_date};
use yarrow_core::store::{AuditNote, Clock, SystemClock, random_bytes};
use yarrow_core::terminology::Terminology;
use yarrow_core::{Error, Result};
use yarrow_kernel::{Secret, Timestamp};

use crate::courier::Courier;
use crate::host::{Host, KeychainUnavailable as KeychainNote};
use crate::jobs::Jobs;

/// What a shell gives the app.
pub struct AppConfig {
    /// The practice folder.
    pub data_dir: PathBuf,
    /// The reference data.
    pub knowledge: PathBuf,
    /// The shell itself.
    pub host: Box<dyn Host>,
}

/// The app behind every shell.
pub struct App {
    pub(crate) dir: PathBuf,
    pub(crate) host: Box<dyn Host>,
    pub(crate) clock: Arc<dyn Clock>,
    pub(crate) terminology: Result<Arc<Terminology>, String>,
    pub(crate) jobs: Jobs,
    pub(crate) courier: Courier,
    state: Arc<Mutex<State>>,
}

#[derive(Default)]
struct State {
    practice: Option<Arc<Practice>>,
    session: Option<Arc<Session>>,
    /// The words just shown, until two of them are typed back.
    recovery: Option<RecoveryKey>,
    touched: Timestamp,
    problem: Option<String>,
    keychain_note: Option<String>,
}

/// Somebody recovers the practice with the printed words.
#[derive(Clone, Debug, serde::Deserialize, ts_rs::TS)]
pub struct UnlockWithRecovery {
    /// Who.
    pub login: String,
    /// The twelve words.
    pub words: Vec<String>,
    /// The passphrase from now on.
    pub new_passphrase: Secret,
}

/// Seconds of grace between the screen's own lock and this one.
const GRACE_SECONDS: i64 = 60;

impl App {
    /// Starts. A practice that cannot be opened is a state to show, not a reason not to start.
    pub fn start(config: AppConfig) -> Self {
        Self::start_at(config, Arc::new(SystemClock))
    }

    /// Starts with another clock (tests).
    pub fn start_at(config: AppConfig, clock: Arc<dyn Clock>) -> Self {
        let terminology =
            Terminology::open(&config.knowledge).map(Arc::new).map_err(|error| error.to_string());
        let app = Self {
            dir: config.data_dir,
            host: config.host,
            clock,
            terminology,
            jobs: Jobs::default(),
            courier: Courier::default(),
            state: Arc::default(),
        };
        app.open_from_keychain();
        app
    }

    fn state(&self) -> MutexGuard<'_, State> {
        self.state.lock().unwrap_or_else(PoisonError::into_inner)
    }

    pub(crate) fn terminology(&self) -> Result<&Arc<Terminology>> {
        self.terminology.as_ref().map_err(|problem| Error::Io(problem.clone()))
    }

    /// The practice folder.
    pub fn dir(&self) -> &Path {
        &self.dir
    }

    /// The key slots of the folder, when a practice is there.
    pub(crate) fn keyslots(&self) -> Result<Option<Keyslots>> {
        Keyslots::load(&self.dir)
    }

    pub(crate) fn problem(&self) -> Option<String> {
        self.terminology.as_ref().err().cloned().or_else(|| self.state().problem.clone())
    }

    /// The signed-in person; after too long without activity there is none any more.
    ///
    /// # Errors
    /// [`Error::Locked`].
    pub fn session(&self) -> Result<Arc<Session>> {
        let mut state = self.state();
        let session = state.session.clone().ok_or(Error::Locked)?;
        let idle = self.clock.now().0 - state.touched.0;
        if idle > (i64::from(session.info().auto_lock_seconds) + GRACE_SECONDS) * 1000 {
            state.session = None;
            drop(state);
            session.end("no activity")?;
            return Err(Error::Locked);
        }
        Ok(session)
    }

    pub(crate) fn current(&self) -> Option<Arc<Session>> {
        self.session().ok()
    }

    /// Somebody is there.
    pub(crate) fn touch(&self) {
        self.state().touched = self.clock.now();
    }

    pub(crate) fn create_practice(&self, request: &CreatePractice) -> Result<RecoveryKey> {
        let terminology = Arc::clone(self.terminology()?);
        let (practice, session, recovery) =
            Practice::create(&self.dir, request, false, terminology, Arc::clone(&self.clock))?;
        let note = if request.use_keychain { self.keep_in_keychain(&practice).err() } else { None };
        let mut state = self.state();
        state.practice = Some(practice);
        state.session = Some(Arc::new(session));
        state.recovery = Some(recovery.clone());
        state.keychain_note = note;
        state.touched = self.clock.now();
        Ok(recovery)
    }

    /// New recovery words, for when the first ones were never written down or somebody saw them.
    pub(crate) fn new_recovery_key(&self) -> Result<RecoveryKey> {
        let session = self.session()?;
        session.require(&Operation::fresh("new_recovery_key", Permission::SettingsUsers))?;
        let recovery = session.practice().renew_recovery()?;
        session.store().write(session.actor(), "new_recovery_key", |tx| {
            tx.audit(AuditNote::new("new recovery key", "access"));
            Ok(())
        })?;
        self.state().recovery = Some(recovery.clone());
        Ok(recovery)
    }

    pub(crate) fn confirm_recovery(&self, words: &[String; 2]) -> Result<()> {
        let practice = self.session()?.practice().clone();
        let mut state = self.state();
        let recovery = state
            .recovery
            .as_ref()
            .ok_or_else(|| Error::Refused("The recovery key is already confirmed.".to_owned()))?;
        if !recovery.is_confirmed_by(words) {
            return Err(Error::invalid(
                "words",
                "These are not the two words asked for. Compare them with the sheet.",
            ));
        }
        practice.confirm_recovery()?;
        state.recovery = None;
        Ok(())
    }

    pub(crate) fn recovery_sheet(&self) -> Result<Pdf> {
        let session = self.session()?;
        let words = self.state().recovery.as_ref().map(|key| key.words.clone()).ok_or_else(|| {
            Error::Refused(
                "The recovery key is shown only once, when it is made. Nothing was printed.".to_owned(),
            )
        })?;
        let zone = self.keyslots()?.map(|slots| slots.time_zone).unwrap_or_default();
        let model = yarrow_paper::RecoveryKeyModel {
            practice: session.practice().name(),
            date: date_in_words(local_date(&zone, self.clock.now())),
            words,
            demo: false,
        };
        let printed =
            yarrow_paper::recovery_key_sheet(&model).map_err(|error| Error::Refused(error.to_string()))?;
        Ok(Pdf::new("yarrow-recovery-key.pdf", printed))
    }

    pub(crate) fn unlock(&self, login: &str, passphrase: &Secret) -> Result<SessionInfo> {
        let terminology = self.terminology()?;
        let open = self.state().practice.clone();
        let (practice, session) =
            Practice::unlock(&self.dir, open.as_ref(), login, passphrase, terminology, &self.clock)?;
        Ok(self.signed_in(practice, session))
    }

    pub(crate) fn unlock_with_recovery(&self, request: &UnlockWithRecovery) -> Result<SessionInfo> {
        let terminology = self.terminology()?;
        let open = self.state().practice.clone();
        let (practice, session) = Practice::unlock_with_recovery(
            &self.dir,
            open.as_ref(),
            &request.login,
            &request.words,
            &request.new_passphrase,
            terminology,
            &self.clock,
        )?;
        Ok(self.signed_in(practice, session))
    }

    fn signed_in(&self, practice: Arc<Practice>, session: Session) -> SessionInfo {
        let info = session.info();
        let mut state = self.state();
        let before = state.session.replace(Arc::new(session));
        state.practice = Some(practice);
        state.touched = self.clock.now();
        state.problem = None;
        drop(state);
        if let Some(before) = before {
            // Not being able to note who left is no reason to keep the next person out; their own sign-in is noted.
            drop(before.end("somebody else signed in"));
        }
        info
    }

    pub(crate) fn lock(&self) -> Result<()> {
        let session = self.state().session.take();
        match session {
            Some(session) => session.end("locked"),
            None => Ok(()),
        }
    }

    /// Takes over a practice that a job made, without signing anybody in.
    pub(crate) fn adopt(&self) -> impl Fn(Option<Arc<Practice>>) + Send + 'static {
        let state = Arc::clone(&self.state);
        move |practice| {
            let mut state = state.lock().unwrap_or_else(PoisonError::into_inner);
            state.session = None;
            state.practice = practice;
        }
    }

    /// Which practice is open, for work in the background.
    pub(crate) fn open_practice(&self) -> impl Fn() -> Option<Arc<Practice>> + Send + 'static {
        let state = Arc::clone(&self.state);
        move || state.lock().unwrap_or_else(PoisonError::into_inner).practice.clone()
    }

    /// Closes the practice and hands it over, so that its files can be removed.
    pub(crate) fn close(&self) -> Option<Arc<Practice>> {
        let _no_round = self.courier.pause();
        let mut state = self.state();
        state.session = None;
        state.recovery = None;
        state.practice.take()
    }

    // --- the workstation's own key, kept by the operating system ---

    fn keychain_name(&self) -> Result<Option<String>> {
        Ok(self.keyslots()?.map(|slots| format!("practice {}", slots.practice_id)))
    }

    fn open_from_keychain(&self) {
        let attempt = || -> Result<Option<Arc<Practice>>, String> {
            let slots = self.keyslots().map_err(|error| error.to_string())?;
            let Some(slots) = slots.filter(|slots| slots.slot(SlotKind::Keychain, "").is_some()) else {
                return Ok(None);
            };
            let name = format!("practice {}", slots.practice_id);
            // Any trouble with the keychain falls back to the passphrase.
            let Some(secret) = self.host.keychain_get(&name).map_err(|KeychainNote(note)| note)? else {
                return Err(
                    "The keychain of this computer has no key for this practice; the passphrase opens it."
                        .to_owned(),
                );
            };
            let terminology = self.terminology().map_err(|error| error.to_string())?;
            Practice::open_with_keychain(&self.dir, &secret, terminology, &self.clock)
                .map_err(|error| error.to_string())
        };
        let outcome = attempt();
        let mut state = self.state();
        match outcome {
            Ok(practice) => state.practice = practice,
            Err(note) => state.keychain_note = Some(note),
        }
    }

    fn keep_in_keychain(&self, practice: &Practice) -> Result<(), String> {
        let name = self.keychain_name().map_err(|error| error.to_string())?.unwrap_or_default();
        let wrapping = zeroize::Zeroizing::new(random_bytes::<32>());
        self.host.keychain_set(&name, &wrapping[..]).map_err(|KeychainNote(note)| note)?;
        practice.set_keychain(Some(&wrapping)).map_err(|error| error.to_string())
    }

    /// Turns the workstation's own key on or off; answers whether it is on and what stands in the way.
    pub(crate) fn set_keychain(&self, session: &Session, on: bool) -> Result<(bool, Option<String>)> {
        session.require(&Operation::fresh("set_keychain", Permission::SettingsUsers))?;
        let action = if on { "keychain on" } else { "keychain off" };
        session.store().write(session.actor(), "set_keychain", move |tx| {
            tx.audit(AuditNote::new(action, "access"));
            Ok(())
        })?;
        if on {
            let note = self.keep_in_keychain(session.practice()).err();
            return Ok((note.is_none(), note));
        }
        session.practice().set_keychain(None)?;
        let name = self.keychain_name()?.unwrap_or_default();
        let note = self.host.keychain_delete(&name).err().map(|KeychainNote(note)| note);
        Ok((false, note))
    }

    pub(crate) fn keychain_note(&self) -> Option<String> {
        self.state().keychain_note.clone()
    }
}
