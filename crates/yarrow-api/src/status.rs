//! What every shell asks first: is there a practice, is it open, who is here.

use serde::Serialize;
use yarrow_core::access::{Role, SessionInfo, SlotKind};
use yarrow_core::settings::local_date;
use yarrow_kernel::{LocalDate, Timestamp};

use crate::demo::DEMO_PASSPHRASE;
use crate::state::App;

/// Where the app stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, ts_rs::TS)]
#[serde(rename_all = "snake_case")]
pub enum AppState {
    /// No practice in this folder yet.
    FirstRun,
    /// A practice; nobody is signed in.
    Locked,
    /// Somebody is signed in.
    Unlocked,
    /// Something stands in the way; `problem` says what.
    Broken,
}

/// Somebody on the sign-in screen.
#[derive(Clone, Debug, Serialize, ts_rs::TS)]
pub struct SignInUser {
    /// Login.
    pub login: String,
    /// "Dr. Osei".
    pub display_name: String,
    /// "AO".
    pub initials: String,
    /// Role.
    pub role: Role,
}

/// Whether this workstation keeps a key in the operating system's keychain.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, ts_rs::TS)]
#[serde(rename_all = "snake_case")]
pub enum KeychainState {
    /// It does.
    On,
    /// It does not.
    Off,
    /// It cannot.
    Unavailable,
}

/// The app's state.
#[derive(Clone, Debug, Serialize, ts_rs::TS)]
pub struct AppStatus {
    /// Where it stands.
    pub state: AppState,
    /// Version of Yarrow.
    pub version: String,
    /// Name of the practice.
    pub practice_name: Option<String>,
    /// Whether it is the demo practice.
    pub demo: bool,
    /// Who can sign in.
    pub users: Vec<SignInUser>,
    /// What stands in the way.
    pub problem: Option<String>,
    /// Who is signed in.
    pub session: Option<SessionInfo>,
    /// IANA zone of the practice.
    pub time_zone: String,
    /// The practice's day.
    pub today: LocalDate,
    /// The instant.
    pub now: Timestamp,
    /// The keychain.
    pub keychain: KeychainState,
    /// What is the matter with it.
    pub keychain_note: Option<String>,
    /// The passphrase of the demo practice, and of no other.
    pub demo_passphrase: Option<String>,
    /// Whether the recovery key still has to be written down.
    pub recovery_pending: bool,
}

/// Clinicians first: they sign in most.
fn in_order(mut users: Vec<SignInUser>) -> Vec<SignInUser> {
    users.sort_by_key(|user| Role::ALL.iter().position(|role| *role == user.role));
    users
}

impl App {
    /// The app's state. Never fails: what is wrong is said in it.
    pub fn status(&self) -> AppStatus {
        let now = self.clock.now();
        let (slots, unreadable) = match self.keyslots() {
            Ok(slots) => (slots, None),
            Err(error) => (None, Some(error.to_string())),
        };
        let session = self.current().map(|session| session.info());
        let problem = self.problem().or(unreadable).or_else(|| {
            (slots.is_none() && self.dir.join("practice.db").exists()).then(|| {
                "The practice database is here, but its key file (keyslots.json) is missing. Nothing was changed. \
                 Restore keyslots.json from the newest backup; do not create a new practice here."
                    .to_owned()
            })
        });
        let state = match (&problem, &slots, &session) {
            (Some(_), ..) => AppState::Broken,
            (None, None, _) => AppState::FirstRun,
            (None, Some(_), Some(_)) => AppState::Unlocked,
            (None, Some(_), None) => AppState::Locked,
        };
        let demo = slots.as_ref().is_some_and(|slots| slots.demo);
        let time_zone =
            slots.as_ref().map_or_else(|| "America/New_York".to_owned(), |slots| slots.time_zone.clone());
        let note = self.keychain_note();
        let keychain = match &slots {
            Some(slots) if slots.slot(SlotKind::Keychain, "").is_some() => KeychainState::On,
            _ if note.is_some() => KeychainState::Unavailable,
            _ => KeychainState::Off,
        };
        AppStatus {
            state,
            version: env!("CARGO_PKG_VERSION").to_owned(),
            practice_name: slots.as_ref().map(|slots| slots.practice_name.clone()),
            demo,
            users: in_order(
                slots
                    .iter()
                    .flat_map(|slots| &slots.slots)
                    .filter(|slot| slot.kind == SlotKind::Passphrase)
                    .filter_map(|slot| {
                        Some(SignInUser {
                            login: slot.login.clone(),
                            display_name: slot.display_name.clone(),
                            initials: slot.initials.clone(),
                            role: slot.role?,
                        })
                    })
                    .collect(),
            ),
            problem,
            session,
            today: local_date(&time_zone, now),
            time_zone,
            now,
            keychain,
            keychain_note: note,
            demo_passphrase: demo.then(|| DEMO_PASSPHRASE.to_owned()),
            recovery_pending: slots.is_some_and(|slots| !slots.recovery_confirmed && !slots.demo),
        }
    }
}
