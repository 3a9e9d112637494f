//! Unlocking, and starting from nothing until the first list can be shown.

use std::io::{BufRead, BufReader, Write};
use std::path::Path;
use std::process::{Command, Stdio};
use std::sync::Arc;
use std::time::Instant;

use serde_json::json;
use yarrow_api::host::NoKeychain;
use yarrow_api::{App, AppConfig, AppState, DEMO_PASSPHRASE};
use yarrow_core::terminology::Terminology;

use crate::cache;
use crate::failure::{Failure, Outcome};
use crate::measure::Samples;
use crate::practice::{LOGIN, MovedClock, unlock};
use crate::report::{Budget, Row};

const UNLOCKS: usize = 12;
const STARTS: usize = 8;

/// From the passphrase to a signed-in person on a practice that nobody has open: derivation, opening, audit entry.
///
/// # Errors
/// When it does not open.
pub fn unlocking(dir: &Path, terminology: &Arc<Terminology>) -> Outcome<Row> {
    let clock = Arc::new(MovedClock::default());
    let mut samples = Samples::default();
    for _ in 0..UNLOCKS {
        let session = samples.time(|| unlock(dir, terminology, &clock))?;
        drop(session);
    }
    Ok(Row::time("unlock, Argon2id 64 MiB", samples.figures(), None, Some(Budget::P95(1000.0))))
}

/// From a new process to the sign-in screen's data, and on to the first page's; nobody types in between.
///
/// # Errors
/// When a start fails.
pub fn starting(dir: &Path) -> Outcome<[Row; 2]> {
    let (mut asked, mut usable) = (Samples::default(), Samples::default());
    for _ in 0..STARTS {
        cache::drop_database(&dir.join("practice.db"))?;
        cache::drop_pages(&yarrow_api::paths::knowledge())?;
        let began = Instant::now();
        let mut process =
            Command::new(std::env::current_exe()?).arg("start").arg(dir).stdout(Stdio::piped()).spawn()?;
        let answers = process.stdout.take().ok_or_else(|| Failure::said("The start has no pipe."))?;
        let mut times = Vec::new();
        for line in BufReader::new(answers).lines() {
            line?;
            times.push(began.elapsed());
        }
        let ended = process.wait()?;
        let ([first, second], true) = (&times[..], ended.success()) else {
            return Err(Failure::said("A start did not come to its end."));
        };
        asked.add(*first);
        usable.add(*second);
    }
    Ok([
        Row::time("start to sign-in, cold", asked.figures(), None, None),
        Row::time("start to usable, cold", usable.figures(), None, Some(Budget::P95(1500.0))),
    ])
}

/// The process that is started: says a line when the sign-in screen could be shown, and one when work could begin.
///
/// # Errors
/// When the practice does not open.
pub fn run(dir: &Path) -> Outcome {
    let config = AppConfig {
        data_dir: dir.to_owned(),
        knowledge: yarrow_api::paths::knowledge(),
        host: Box::new(NoKeychain),
    };
    let app = App::start(config);
    if app.status().state != AppState::Locked {
        return Err(Failure::said("The practice is not there or cannot be opened."));
    }
    say("locked")?;
    app.dispatch("unlock", json!({ "login": LOGIN, "passphrase": DEMO_PASSPHRASE }))?;
    app.dispatch("recent_patients", json!({ "limit": 8 }))?;
    app.dispatch("open_visits", json!({}))?;
    say("usable")
}

fn say(what: &str) -> Outcome {
    let mut out = std::io::stdout();
    writeln!(out, "{what}")?;
    Ok(out.flush()?)
}
