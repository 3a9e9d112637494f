//! `yarrow-cli check`

use std::fs::File;
use std::io::Read;
use std::path::{Path, PathBuf};

use yarrow_codecs::fhir::{MAX_BUNDLE, Refusal};
use yarrow_core::interchange::check_bundle;
use yarrow_core::store::{Clock, SystemClock};
use yarrow_core::terminology::Terminology;
use yarrow_kernel::{LocalDate, Timestamp};

use crate::Failure;

/// Check one proposed order against a patient's data, without any practice.
///
/// FILE is a FHIR R4 Bundle as JSON: a Patient, what is taken (MedicationStatement, MedicationRequest), AllergyIntolerance,
/// Condition and Observation resources, and exactly one MedicationRequest with the intent "proposal". Drugs are known by
/// RxNorm code, National Drug Code or name; problems by ICD-10-CM code or, where there is none, by a name that ICD-10-CM
/// has; values by LOINC code with UCUM unit. Whatever else is in the Bundle is left out.
///
/// The answer is JSON: proposed, findings (kind, tier, title, detail, sources, facts, rule, alternatives, would_change),
/// not_checked (check, subject, because), clear. Tiers are contraindicated, high, moderate and low. Exit code 0: checked,
/// whatever was found; 1: the file cannot be used, with the place; 2: wrong usage or no such file.
#[derive(clap::Args)]
pub struct Check {
    /// The Bundle; - reads standard input.
    #[arg(long, value_name = "FILE")]
    patient: PathBuf,
    /// Check as of this day (YYYY-MM-DD) instead of today (UTC).
    #[arg(long, value_name = "DATE")]
    today: Option<String>,
}

impl Check {
    /// Runs it.
    pub fn run(self) -> Result<(), Failure> {
        let now = match &self.today {
            Some(text) => noon(text)?,
            None => SystemClock.now(),
        };
        let bytes = read(&self.patient)?;
        let knowledge = Terminology::open(&yarrow_api::paths::knowledge())?;
        let shown = self.patient.display();
        let answer = check_bundle(&knowledge, &bytes, now)
            .map_err(|error| Failure::Failed(format!("{shown}: {error}")))?;
        let json = serde_json::to_string_pretty(&answer)
            .map_err(|error| Failure::Failed(format!("The answer cannot be written ({error}).")))?;
        println!("{json}");
        Ok(())
    }
}

fn noon(text: &str) -> Result<Timestamp, Failure> {
    let wrong = || Failure::Usage(format!("--today: {text} is not a date such as 2026-11-20."));
    let day = LocalDate::parse(text).ok_or_else(wrong)?;
    Timestamp::parse(&format!("{day}T12:00:00Z")).ok_or_else(wrong)
}

/// The bytes of the file, or as many as show that it is too large.
fn read(path: &Path) -> Result<Vec<u8>, Failure> {
    let unread = |error: std::io::Error| {
        Failure::Usage(format!("{} cannot be read ({}).", path.display(), error.kind()))
    };
    let most = MAX_BUNDLE as u64 + 1;
    let mut bytes = Vec::new();
    if path == Path::new("-") {
        std::io::stdin().lock().take(most).read_to_end(&mut bytes).map_err(unread)?;
        return Ok(bytes);
    }
    let file = File::open(path).map_err(unread)?;
    let size = file.metadata().map_err(unread)?.len();
    if size >= most {
        let size = usize::try_from(size).unwrap_or(usize::MAX);
        let refusal = Refusal::TooLarge { bytes: size, max: MAX_BUNDLE };
        return Err(Failure::Failed(format!("{}: {refusal}", path.display())));
    }
    file.take(most).read_to_end(&mut bytes).map_err(unread)?;
    Ok(bytes)
}
