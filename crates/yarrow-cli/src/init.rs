//! `yarrow-cli init`

use std::sync::Arc;

use serde_json::json;
use yarrow_api::{DEMO_PASSPHRASE, DemoSize, make_demo};
use yarrow_core::store::SystemClock;
use yarrow_core::terminology::Terminology;

use crate::{DataDir, Failure, open};

/// Make a new practice.
#[derive(clap::Args)]
pub struct Init {
    #[command(flatten)]
    data: DataDir,
    /// Name of the practice.
    #[arg(long, required_unless_present = "demo")]
    practice: Option<String>,
    /// Login of the first person.
    #[arg(long, required_unless_present = "demo")]
    user: Option<String>,
    /// Fill it with fictional patients; everybody's passphrase is then printed.
    #[arg(long)]
    demo: bool,
    /// Fictional patients.
    #[arg(long, default_value_t = 250, requires = "demo")]
    patients: u32,
    /// Visits of one very long chart among them.
    #[arg(long, default_value_t = 0, requires = "demo")]
    big_chart: u32,
    /// Mean number of observations of a patient, instead of ten years' worth.
    #[arg(long, requires = "demo")]
    observations: Option<f64>,
    /// Time zone of the practice (IANA).
    #[arg(long, default_value = "America/New_York")]
    time_zone: String,
    /// Role of the first person.
    #[arg(long, default_value = "administrator")]
    role: String,
}

impl Init {
    /// Runs it.
    pub fn run(self) -> Result<(), Failure> {
        if self.demo {
            return self.demo();
        }
        let login = self.user.unwrap_or_default();
        let passphrase = open::passphrase("New passphrase: ")?;
        let app = open::app(&self.data);
        let request = json!({
            "practice_name": self.practice,
            "time_zone": self.time_zone,
            "admin": { "login": login, "given": login, "family": login, "credentials": "", "role": self.role, "npi": null },
            "passphrase": passphrase.as_str(),
            "use_keychain": false,
        });
        let recovery = app.dispatch("create_practice", request)?.value;
        eprintln!(
            "Write these words down. They open the practice when every passphrase is lost; nothing else does."
        );
        open::print(&json!({ "data": self.data.data, "login": login, "recovery_words": recovery["words"] }))
    }

    fn demo(self) -> Result<(), Failure> {
        let terminology = Arc::new(Terminology::open(&yarrow_api::paths::knowledge())?);
        let size = DemoSize {
            patients: self.patients,
            big_chart_encounters: self.big_chart,
            observations_per_patient: self.observations,
        };
        let shown = std::cell::Cell::new(0);
        let (_practice, report) =
            make_demo(&self.data.data, size, terminology, Arc::new(SystemClock), &|done, total| {
                let percent = (done * 100).checked_div(total).unwrap_or(100);
                if percent >= shown.get() + 10 {
                    shown.set(percent);
                    eprintln!("Making the demo practice {percent} %");
                }
                true
            })?;
        open::print(&json!({
            "data": self.data.data,
            "passphrase": DEMO_PASSPHRASE,
            "logins": yarrow_api::demo_logins(),
            "patients": report.patients,
            "encounters": report.encounters,
            "observations": report.observations,
            "medications": report.medications,
            "big_chart": report.big_chart,
        }))
    }
}
