//! The record this window shows: opened once, in the background, and asked through one function.

use std::path::PathBuf;
use std::sync::{Arc, OnceLock};
use std::thread;

use serde_json::Value;
use yarrow_api::{ApiError, App, AppConfig, Reply};

use crate::keychain::Keychain;

/// A handle to the record, cheap to copy between threads.
#[derive(Clone)]
pub struct Record {
    folder: PathBuf,
    app: Arc<OnceLock<App>>,
}

impl Record {
    pub fn new(folder: PathBuf) -> Self {
        Self { folder, app: Arc::default() }
    }

    /// Begins to open the record without waiting for it.
    pub fn start(&self) {
        let record = self.clone();
        thread::spawn(move || {
            record.app();
        });
    }

    /// Runs one command and waits for its answer; call it from a thread that may block.
    ///
    /// # Errors
    /// Whatever the command answers.
    pub fn dispatch(&self, command: &str, request: Value) -> Result<Reply, ApiError> {
        self.app().dispatch(command, request)
    }

    fn app(&self) -> &App {
        // A record that cannot be opened is a state the UI shows (`app_status`), not a reason to have no window.
        self.app.get_or_init(|| {
            let app = App::start(AppConfig {
                data_dir: self.folder.clone(),
                knowledge: yarrow_api::paths::knowledge(),
                host: Box::new(Keychain),
            });
            if let Err(error) = app.start_courier() {
                // The record works without it; messages then wait, and the outbox shows that they do.
                eprintln!("Messages to pharmacies are not sent in the background ({}).", error.kind());
            }
            app
        })
    }
}
