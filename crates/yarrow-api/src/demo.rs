//! The demo practice: made from nothing, marked, and removed in one act.

use std::path::Path;
use std::sync::Arc;
use std::time::Duration;

use serde::Deserialize;
use yarrow_core::access::{CreatePractice, NewUser, Practice, Session, add_users};
use yarrow_core::settings::{SaveLocation, local_date, save_location};
use yarrow_core::store::{Clock, new_id};
use yarrow_core::terminology::Terminology;
use yarrow_core::{Error, Result};
use yarrow_demo::{DemoOptions, DemoReport, demo_staff, generate};
use yarrow_kernel::Secret;

use crate::error::ApiError;
use crate::jobs::Job;
use crate::state::App;

/// Everybody's passphrase in the demo practice; shown on its sign-in screen.
pub const DEMO_PASSPHRASE: &str = "alder demo practice";
/// Patients of the demo practice, unless another number is asked for.
const PATIENTS: u32 = 250;
const SEED: u64 = 20_261_120;

/// How large a demo.
#[derive(Clone, Copy, Debug, Deserialize, ts_rs::TS)]
pub struct ExploreDemo {
    /// Patients; 250 when nothing is said, at most 1,000,000.
    pub patients: Option<u32>,
}

/// Removing the demo practice.
#[derive(Clone, Debug, Deserialize, ts_rs::TS)]
pub struct RemoveDemo {
    /// The practice's name, typed.
    pub confirm: String,
}

/// How the demo is generated.
#[derive(Clone, Copy, Debug)]
pub struct DemoSize {
    /// Patients.
    pub patients: u32,
    /// Visits of one very long chart; 0 for none.
    pub big_chart_encounters: u32,
    /// Mean number of observations, where it is to be set.
    pub observations_per_patient: Option<f64>,
}

impl Default for DemoSize {
    fn default() -> Self {
        Self { patients: PATIENTS, big_chart_encounters: 0, observations_per_patient: None }
    }
}

/// Makes a demo practice in an empty folder and leaves it open with nobody signed in.
///
/// # Errors
/// When the folder holds a practice, or `progress` cancels; then the folder is as it was.
pub fn make_demo(
    dir: &Path,
    size: DemoSize,
    terminology: Arc<Terminology>,
    clock: Arc<dyn Clock>,
    progress: &dyn Fn(u64, u64) -> bool,
) -> Result<(Arc<Practice>, DemoReport)> {
    let staff = demo_staff();
    let admin = staff.iter().find(|person| person.login == "admin").ok_or(Error::Internal("demo-admin"))?;
    let request = CreatePractice {
        practice_name: yarrow_demo::PRACTICE_NAME.to_owned(),
        time_zone: yarrow_demo::PRACTICE_TIME_ZONE.to_owned(),
        admin: NewUser {
            login: admin.login.to_owned(),
            given: admin.given.to_owned(),
            family: admin.family.to_owned(),
            credentials: admin.credentials.to_owned(),
            role: admin.role,
            npi: None,
        },
        passphrase: Secret::new(DEMO_PASSPHRASE.to_owned()),
        use_keychain: false,
    };
    let (practice, session, _) = Practice::create(dir, &request, true, terminology, Arc::clone(&clock))?;
    let filled = fill(&practice, &session, &staff, size, &clock, progress);
    drop(session);
    match filled {
        Ok(report) => Ok((practice, report)),
        Err(error) => {
            drop(practice);
            remove_files(dir)?;
            Err(error)
        }
    }
}

fn fill(
    practice: &Practice,
    session: &Session,
    staff: &[yarrow_demo::DemoPerson],
    size: DemoSize,
    clock: &Arc<dyn Clock>,
    progress: &dyn Fn(u64, u64) -> bool,
) -> Result<DemoReport> {
    let now = clock.now();
    let mut people = vec![];
    for person in staff.iter().filter(|person| person.login != "admin") {
        people.push((person.practitioner(new_id(now)), Secret::new(DEMO_PASSPHRASE.to_owned())));
    }
    let rows: Vec<_> = people.iter().map(|(person, _)| person.clone()).collect();
    add_users(practice, session.actor(), people)?;
    save_location(
        session,
        SaveLocation {
            id: None,
            name: "Main office".to_owned(),
            address: yarrow_demo::practice_address(),
            phone: yarrow_demo::PRACTICE_PHONE.to_owned(),
            fax: yarrow_demo::PRACTICE_FAX.to_owned(),
            active: true,
        },
    )?;
    let options = DemoOptions {
        patients: size.patients,
        seed: SEED,
        today: local_date(yarrow_demo::PRACTICE_TIME_ZONE, now),
        big_chart_encounters: size.big_chart_encounters,
        observations_per_patient: size.observations_per_patient,
    };
    let report = generate(practice.store(), &session.actor(), &options, &rows, progress)?;
    // Fresh statistics, so that the planner chooses as it will in a grown practice.
    practice.store().maintain(|db| Ok(db.execute_batch("PRAGMA optimize = 0x10002;")?))?;
    Ok(report)
}

impl App {
    /// Starts making the demo practice.
    pub(crate) fn explore_demo(&self, request: ExploreDemo) -> Result<Job, ApiError> {
        if self.keyslots()?.is_some() {
            return Err(Error::Refused(
                "There is already a practice in this folder. Nothing was changed.".to_owned(),
            )
            .into());
        }
        let terminology = Arc::clone(self.terminology()?);
        let (dir, clock, adopt) = (self.dir.clone(), Arc::clone(&self.clock), self.adopt());
        let size = DemoSize { patients: request.patients.unwrap_or(PATIENTS), ..DemoSize::default() };
        if size.patients == 0 || size.patients > 1_000_000 {
            return Err(Error::invalid("patients", "A demo has between 1 and 1,000,000 patients.").into());
        }
        self.jobs.start("demo", "Making the demo practice", new_id(self.clock.now()), move |job| {
            job.detail("Fictional patients with ten years of history");
            let (practice, _) =
                make_demo(&dir, size, terminology, clock, &|done, total| job.step(done, total))?;
            adopt(Some(practice));
            Ok(serde_json::Value::Null)
        })
    }

    /// Removes the demo practice with everything in it.
    pub(crate) fn remove_demo(&self, session: &Arc<Session>, request: &RemoveDemo) -> Result<()> {
        use yarrow_core::access::{Operation, Permission};
        session.require(&Operation::new("remove_demo", Permission::DemoRemove))?;
        if !session.practice().is_demo() {
            return Err(Error::Refused(
                "This is not the demo practice; it cannot be removed here. Nothing was changed.".to_owned(),
            ));
        }
        if request.confirm.trim() != session.practice().name() {
            return Err(Error::invalid(
                "confirm",
                format!("Type the name of the practice: {}.", session.practice().name()),
            ));
        }
        Ok(())
    }

    /// The second half, once nobody holds the session any more.
    pub(crate) fn remove_demo_files(&self) -> Result<()> {
        if let Some(mut practice) = self.close() {
            // Requests that are still being answered hold the practice for a moment.
            for _ in 0..100 {
                match Arc::try_unwrap(practice) {
                    Ok(practice) => {
                        drop(practice);
                        return remove_files(&self.dir);
                    }
                    Err(held) => practice = held,
                }
                std::thread::sleep(Duration::from_millis(50));
            }
            return Err(Error::Refused(
                "Something is still being written. Try again in a moment; nothing was removed.".to_owned(),
            ));
        }
        remove_files(&self.dir)
    }
}

/// Removes the files of a practice, and nothing else that may be in the folder.
fn remove_files(dir: &Path) -> Result<()> {
    // The keys go first: whatever is left after a crash in between is unreadable.
    for name in [
        "keyslots.json",
        "attempts.json",
        "practice.db-wal",
        "practice.db-shm",
        "practice.db",
        "practice.lock",
    ] {
        match std::fs::remove_file(dir.join(name)) {
            Ok(()) => {}
            Err(error) if error.kind() == std::io::ErrorKind::NotFound => {}
            Err(error) => return Err(error.into()),
        }
    }
    Ok(())
}

/// The logins of the demo practice.
pub fn demo_logins() -> Vec<&'static str> {
    demo_staff().iter().map(|person| person.login).collect()
}
