//! `yarrow-cli knowledge`

use std::path::PathBuf;

use clap::{Args, Subcommand};
use yarrow_kernel::LocalDate;
use yarrow_knowledge::build::import::{Import, import};

use crate::Failure;

/// Look after the reference data: drugs, codes, diagnoses.
#[derive(Args)]
pub struct Knowledge {
    #[command(subcommand)]
    what: What,
}

#[derive(Subcommand)]
enum What {
    /// Bring drugs and diagnoses up to date from the official yearly files.
    Import(FromOfficial),
}

/// Bring drugs and diagnoses up to date from the official yearly files.
///
/// DIR holds them as they come out of their archives: RXNCONSO.RRF, RXNREL.RRF and RXNSAT.RRF (RxNorm, current
/// prescribable content), product.txt and package.txt (FDA National Drug Code directory), icd10cm-order-….txt. Any of the
/// three may be missing. The new knowledge.db is written beside the old one, checked, and put in its place; the old one
/// stays as knowledge.db.before. Rules, classes, doses and what the practice has adjusted are not touched.
///
/// The answer is a report as JSON: added, changed, gone, refused and set_aside, each with file and line. A broken row is
/// named by file and line, and nothing is changed (exit code 1). Start Yarrow again to use the new data.
#[derive(Args)]
struct FromOfficial {
    /// Folder of the official files.
    #[arg(value_name = "DIR")]
    dir: PathBuf,
    /// Date of the release (YYYY-MM-DD), as the list of sources shows it.
    #[arg(long, value_name = "DATE")]
    date: String,
    /// The knowledge.db to bring up to date; the one in use when left out.
    #[arg(long, value_name = "FILE")]
    knowledge: Option<PathBuf>,
    /// Report only; change nothing.
    #[arg(long)]
    dry_run: bool,
}

impl Knowledge {
    /// Runs it.
    pub fn run(self) -> Result<(), Failure> {
        let What::Import(it) = self.what;
        if LocalDate::parse(&it.date).is_none() {
            return Err(Failure::Usage(format!("--date: {} is not a date such as 2026-11-02.", it.date)));
        }
        let knowledge = it.knowledge.unwrap_or_else(yarrow_api::paths::knowledge);
        let request = Import { dir: it.dir, knowledge, date: it.date, dry_run: it.dry_run };
        let report = import(&request).map_err(|error| Failure::Failed(error.to_string()))?;
        let json = serde_json::to_string_pretty(&report)
            .map_err(|error| Failure::Failed(format!("The report cannot be written ({error}).")))?;
        println!("{json}");
        eprintln!("{report}");
        Ok(())
    }
}
