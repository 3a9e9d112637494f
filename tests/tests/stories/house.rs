//! A practice for one story: a folder of its own, a clock that stands where the story puts it, people of every role.

use std::path::Path;
use std::sync::Arc;

use serde_json::{Value, json};
use tempfile::TempDir;
use yarrow_api::host::NoKeychain;
use yarrow_api::{ApiError, App, AppConfig, ErrorKind};
use yarrow_core::access::{Keyslots, SlotKind};
use yarrow_core::store::{Clock, Db, FixedClock, Verification, verify};
use yarrow_kernel::Timestamp;

/// Everybody's passphrase.
pub const PASSPHRASE: &str = "five quiet herons at dawn";
/// The number of the CMS example, given to the physician.
pub const NPI: &str = "1234567893";
/// Where the clock stands at first: a Friday morning in New York.
pub const MORNING: &str = "2026-11-20T14:00:00Z";

/// A practice of one story.
pub struct House {
    app: Option<App>,
    pub clock: Arc<FixedClock>,
    pub folder: TempDir,
    pub words: Vec<String>,
}

impl House {
    /// An empty folder.
    pub fn empty() -> Self {
        let folder = tempfile::tempdir().unwrap();
        let clock = Arc::new(FixedClock::at(Timestamp::parse(MORNING).unwrap()));
        let mut house = Self { app: None, clock, folder, words: Vec::new() };
        house.open();
        house
    }

    /// A practice with an administrator, who is signed in, and one person for each role; logins are the roles.
    pub fn with(roles: &[&str]) -> Self {
        let mut house = Self::empty();
        let recovery = house.ask("create_practice", new_practice());
        house.words = serde_json::from_value(recovery["words"].clone()).unwrap();
        for role in roles {
            house.ask("save_practitioner", person(role, role));
        }
        house
    }

    /// A practice where the physician is signed in and one patient, whose id is the second, is registered.
    pub fn with_patient() -> (Self, String) {
        let house = Self::with(&["physician"]);
        house.sign_in("physician");
        let patient = house.ask("register_patient", patient("Lindqvist", "Ana", "1959-03-14"));
        let id = text(&patient["id"]);
        (house, id)
    }

    pub fn app(&self) -> &App {
        self.app.as_ref().unwrap()
    }

    pub fn dir(&self) -> &Path {
        self.folder.path()
    }

    pub fn open(&mut self) {
        self.app = Some(start(self.dir(), Arc::clone(&self.clock) as Arc<dyn Clock>));
    }

    /// Closes the files, as ending the program does.
    pub fn close(&mut self) {
        self.app = None;
    }

    pub fn restart(&mut self) {
        self.close();
        self.open();
    }

    pub fn later(&self, seconds: i64) {
        self.clock.set(self.clock.now().plus_millis(seconds * 1000));
    }

    /// What a command answers.
    #[track_caller]
    pub fn ask(&self, command: &str, request: Value) -> Value {
        match self.app().dispatch(command, request) {
            Ok(reply) => reply.value,
            Err(error) => panic!("{command} failed: {error:?}"),
        }
    }

    /// How a command fails.
    #[track_caller]
    pub fn fails(&self, command: &str, request: Value) -> ApiError {
        match self.app().dispatch(command, request) {
            Ok(reply) => panic!("{command} should have failed and answered {}", reply.value),
            Err(error) => error,
        }
    }

    /// That a command fails in this way with these words in its sentence.
    #[track_caller]
    pub fn refuses(&self, command: &str, request: Value, kind: ErrorKind, words: &str) {
        let error = self.fails(command, request);
        assert_eq!(error.kind, kind, "{error:?}");
        assert!(error.message.contains(words), "{error:?}");
    }

    /// That a command names this field as the one at fault.
    #[track_caller]
    pub fn blames(&self, command: &str, request: Value, field: &str) {
        let error = self.fails(command, request);
        assert_eq!((error.kind, error.field.as_deref()), (ErrorKind::Invalid, Some(field)), "{error:?}");
        assert!(error.message.ends_with('.'), "no sentence: {error:?}");
    }

    #[track_caller]
    pub fn sign_in(&self, login: &str) -> Value {
        self.ask("unlock", json!({ "login": login, "passphrase": PASSPHRASE }))
    }

    /// The audit, newest first, as the administrator reads it; afterwards the administrator is signed in.
    pub fn audit(&self) -> Vec<Value> {
        self.sign_in("administrator");
        let events = self.ask("audit_log", json!({ "patient_id": null, "after": null, "limit": 500 }));
        events.as_array().unwrap().clone()
    }

    /// Reads behind the commands' back.
    pub fn look<T: Send + 'static>(
        &self,
        question: impl FnOnce(&Db) -> yarrow_core::Result<T> + Send + 'static,
    ) -> T {
        self.app().session().unwrap().store().read(question).unwrap()
    }

    pub fn verified(&self) -> Verification {
        self.look(verify)
    }

    /// Log records, audit entries, drafts and patients.
    pub fn counts(&self) -> [i64; 4] {
        self.look(|db| {
            let count =
                |table: &str| db.query_row(&format!("SELECT count(*) FROM {table}"), [], |row| row.get(0));
            Ok([count("record")?, count("audit_event")?, count("note_draft")?, count("patient")?])
        })
    }

    /// A connection with the practice's own key and none of Yarrow's rules: what somebody who holds the key can do.
    /// Close the house first.
    pub fn behind_its_back(&self) -> rusqlite::Connection {
        assert!(self.app.is_none(), "Yarrow still holds the file");
        let slots = Keyslots::load(self.dir()).unwrap().unwrap();
        let slot = slots.slot(SlotKind::Passphrase, "administrator").unwrap();
        let key = slots.open(slot, PASSPHRASE.as_bytes()).unwrap().unwrap();
        let hex: String = key.expose().iter().map(|byte| format!("{byte:02x}")).collect();
        let db = rusqlite::Connection::open(self.dir().join("practice.db")).unwrap();
        db.pragma_update(None, "key", format!("x'{hex}'")).unwrap();
        db.pragma_update(None, "foreign_keys", false).unwrap();
        db
    }
}

/// Starts an app over a folder.
pub fn start(dir: &Path, clock: Arc<dyn Clock>) -> App {
    let knowledge = yarrow_api::paths::knowledge();
    App::start_at(AppConfig { data_dir: dir.to_owned(), knowledge, host: Box::new(NoKeychain) }, clock)
}

pub fn new_practice() -> Value {
    json!({
        "practice_name": "Heron Street Clinic",
        "time_zone": "America/New_York",
        "admin": { "login": "administrator", "given": "Ines", "family": "Okoro", "credentials": "", "role": "administrator", "npi": null },
        "passphrase": PASSPHRASE,
        "use_keychain": false,
    })
}

/// A person as the settings send one.
pub fn person(login: &str, role: &str) -> Value {
    let (npi, credentials) = if role == "physician" { (json!(NPI), "MD") } else { (Value::Null, "") };
    json!({
        "id": null, "login": login, "given": "Kim", "family": "Castellan", "credentials": credentials, "role": role, "npi": npi,
        "dea": null, "license_number": null, "license_state": null, "phone": null, "active": true, "passphrase": PASSPHRASE,
    })
}

/// A patient as the registration sends one.
pub fn patient(family: &str, given: &str, birth_date: &str) -> Value {
    json!({
        "family": family, "given": given, "middle": null, "suffix": null, "preferred_name": null, "previous_family": null,
        "birth_date": birth_date, "gender": "female", "pronouns": null, "language": null, "phone": "(555) 010-7788",
        "phone_alt": null, "email": null, "address": null,
    })
}

/// A prescription as the composer sends one, without any overrides.
pub fn draft(patient: &str, encounter: &str, product: &str, sig: &str, quantity: u32) -> Value {
    json!({
        "patient_id": patient, "encounter_id": encounter, "id": null, "product": product, "display": "", "ingredients": [],
        "sig": sig, "quantity": quantity.to_string(), "quantity_unit": null, "days_supply": null, "refills": 0, "start": null,
        "dispense_as_written": false, "pharmacy": null, "reason_code": null, "reason_display": null, "reported": false,
        "overrides": [], "hold": [],
    })
}

/// The editor's document of one paragraph.
pub fn document(text: &str) -> Value {
    json!({ "type": "doc", "content": [{ "type": "paragraph", "content": [{ "type": "text", "text": text }] }] })
}

/// The same value with some members changed.
pub fn but(mut value: Value, changes: Value) -> Value {
    for (key, change) in changes.as_object().unwrap() {
        value[key] = change.clone();
    }
    value
}

/// A JSON text as it is.
#[track_caller]
pub fn text(value: &Value) -> String {
    value.as_str().unwrap_or_else(|| panic!("no text: {value}")).to_owned()
}
