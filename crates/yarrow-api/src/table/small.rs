//! Requests and answers that belong to no domain.

use std::collections::BTreeMap;

use base64::Engine as _;
use serde::{Deserialize, Serialize};
use yarrow_core::Result;
use yarrow_core::access::{Operation, Permission, Role, SavePractitioner, Session, save_practitioner};
use yarrow_core::documents::DocumentReference;
use yarrow_core::people::{self, Practitioner};
use yarrow_core::store::{Change, ChangeFeed, Written};
use yarrow_kernel::{DocumentReferenceId, PatientId, Secret};

use crate::status::KeychainState;

/// No fields.
#[derive(Clone, Copy, Debug, Serialize, Deserialize)]
pub struct Nothing {}

impl ts_rs::TS for Nothing {
    type WithoutGenerics = Self;
    type OptionInnerType = Self;
    fn name(_: &ts_rs::Config) -> String {
        "Record<string, never>".to_owned()
    }
    fn inline(_: &ts_rs::Config) -> String {
        "Record<string, never>".to_owned()
    }
}

/// A write whose answer says nothing.
pub(super) fn nothing(written: Written<()>) -> Written<Nothing> {
    Written { value: Nothing {}, changes: written.changes }
}

/// The two recovery words asked for, in order.
#[derive(Deserialize, ts_rs::TS)]
pub struct RecoveryWords {
    /// The words.
    pub words: [String; 2],
}

/// Signing in.
#[derive(Deserialize, ts_rs::TS)]
pub struct Unlock {
    /// Who.
    pub login: String,
    /// Their passphrase.
    pub passphrase: Secret,
}

/// Proving again who is there.
#[derive(Deserialize, ts_rs::TS)]
pub struct Passphrase {
    /// The passphrase.
    pub passphrase: Secret,
}

/// How many.
#[derive(Clone, Copy, Deserialize, ts_rs::TS)]
pub struct Limit {
    /// At most this many.
    pub limit: u32,
}

/// Which patient.
#[derive(Clone, Copy, Deserialize, ts_rs::TS)]
pub struct PatientRequest {
    /// The patient.
    pub id: PatientId,
}

/// Which document.
#[derive(Clone, Copy, Deserialize, ts_rs::TS)]
pub struct DocumentRequest {
    /// The document.
    pub id: DocumentReferenceId,
}

/// A document with its bytes.
#[derive(Serialize, ts_rs::TS)]
pub struct DocumentBytes {
    /// The document.
    pub document: DocumentReference,
    /// Its bytes.
    pub base64: String,
}

impl DocumentBytes {
    pub(super) fn of((document, bytes): (DocumentReference, Vec<u8>)) -> Self {
        Self { document, base64: base64::engine::general_purpose::STANDARD.encode(bytes) }
    }
}

/// Keychain on or off.
#[derive(Clone, Copy, Deserialize, ts_rs::TS)]
pub struct SetKeychain {
    /// On.
    pub on: bool,
}

/// What became of it.
#[derive(Serialize, ts_rs::TS)]
pub struct KeychainReply {
    /// On, off, or not to be had.
    pub state: KeychainState,
    /// What stands in the way.
    pub note: Option<String>,
}

impl KeychainReply {
    pub(super) fn of(on: bool, note: Option<String>) -> Self {
        let state = match (on, &note) {
            (true, _) => KeychainState::On,
            (false, Some(_)) => KeychainState::Unavailable,
            (false, None) => KeychainState::Off,
        };
        Self { state, note }
    }
}

/// What happened since.
#[derive(Clone, Copy, Deserialize, ts_rs::TS)]
pub struct ChangesSince {
    /// The cursor of the last answer; 0 at first.
    #[ts(type = "number")]
    pub cursor: u64,
}

/// What happened.
#[derive(Serialize, ts_rs::TS)]
pub struct Changes {
    /// For the next question.
    #[ts(type = "number")]
    pub cursor: u64,
    /// The changes; one of resource "*" when everything must be read again.
    pub changes: Vec<Change>,
}

impl Changes {
    pub(super) fn of(feed: &ChangeFeed, cursor: u64) -> Self {
        let (cursor, changes) = feed.since(cursor);
        let everything =
            || vec![Change { resource: "*".to_owned(), id: yarrow_kernel::Uuid::nil(), patient_id: None }];
        Self { cursor, changes: changes.unwrap_or_else(everything) }
    }
}

/// One cell of the permission table.
#[derive(Serialize, ts_rs::TS)]
pub struct RoleRow {
    /// Role.
    pub role: Role,
    /// Permission.
    pub permission: Permission,
    /// The permission in words.
    pub sentence: &'static str,
    /// Whether the role may.
    pub allowed: bool,
}

impl RoleRow {
    pub(super) fn all() -> Vec<Self> {
        let cell = |permission: Permission, role: Role| Self {
            role,
            permission,
            sentence: permission.sentence(),
            allowed: role.may(permission),
        };
        Permission::ALL.iter().flat_map(|p| Role::ALL.iter().map(move |r| cell(*p, *r))).collect()
    }
}

/// Somebody who works here, with the names a screen shows.
#[derive(Serialize, ts_rs::TS)]
#[ts(rename = "Practitioner")]
pub struct PractitionerView {
    /// The person.
    #[serde(flatten)]
    pub practitioner: Practitioner,
    /// "AO".
    pub initials: String,
    /// "Dr. Osei".
    pub display_name: String,
}

impl PractitionerView {
    fn of(practitioner: Practitioner) -> Self {
        Self { initials: practitioner.initials(), display_name: practitioner.display_name(), practitioner }
    }

    pub(super) fn all(session: &Session) -> Result<Vec<Self>> {
        let list = Operation::new("practitioner_list", Permission::PatientDemographicsRead);
        Ok(session.read(&list, people::list)?.into_iter().map(Self::of).collect())
    }

    pub(super) fn saved(session: &Session, request: SavePractitioner) -> Result<Written<Self>> {
        let written = save_practitioner(session, request)?;
        Ok(Written { value: Self::of(written.value), changes: written.changes })
    }
}

/// A person's choices by name.
#[derive(Serialize, ts_rs::TS)]
pub struct Preferences(#[ts(type = "Record<string, unknown>")] pub BTreeMap<String, serde_json::Value>);
