//! Measures the budgets on a generated practice, beside the same questions hand-written on plain SQLite.
//!
//! Both sides take turns in one run, so that a busy computer slows them alike. Figures are told, never asserted: the exit
//! code says only whether everything could be measured.

mod cache;
mod chart;
mod check;
mod drugs;
mod failure;
mod interruptions;
mod measure;
mod plain;
mod practice;
mod report;
mod search;
mod sign;
mod start;

use std::path::{Path, PathBuf};
use std::process::ExitCode;
use std::sync::Arc;

use clap::{Parser, Subcommand};
use serde_json::json;
use yarrow_api::DemoSize;
use yarrow_core::terminology::Terminology;

use failure::{Failure, Outcome};
use measure::Figures;
use plain::Plain;
use practice::Open;
use report::{Budget, Row};

/// Measures the budgets on a generated practice, beside the same questions on plain SQLite.
#[derive(Parser)]
#[command(name = "bench", version)]
struct Arguments {
    /// Patients of the practice.
    #[arg(long, default_value_t = 100_000)]
    patients: u32,
    /// Mean number of observations of a patient.
    #[arg(long, default_value_t = 10.0)]
    observations_per_patient: f64,
    /// Visits of the one long chart.
    #[arg(long, default_value_t = 1_000)]
    big_chart_encounters: u32,
    /// Keep the practice in this folder, or measure the one that an earlier run left there.
    #[arg(long, value_name = "DIR")]
    keep: Option<PathBuf>,
    /// Write JSON instead of the table.
    #[arg(long)]
    json: bool,
    #[command(subcommand)]
    part: Option<Part>,
}

/// What this program runs of itself.
#[derive(Subcommand)]
enum Part {
    /// Answers from a plain database.
    #[command(hide = true)]
    Plain { database: PathBuf },
    /// Starts, and says when work could begin.
    #[command(hide = true)]
    Start { dir: PathBuf },
}

fn main() -> ExitCode {
    let arguments = Arguments::parse();
    let outcome = match &arguments.part {
        Some(Part::Plain { database }) => plain::serve(database),
        Some(Part::Start { dir }) => start::run(dir),
        None => bench(&arguments),
    };
    match outcome {
        Ok(()) => ExitCode::SUCCESS,
        Err(failure) => {
            eprintln!("{failure}");
            ExitCode::FAILURE
        }
    }
}

/// The plain copy of the practice in a folder.
fn plain_file(dir: &Path) -> PathBuf {
    dir.join("plain.db")
}

fn bench(arguments: &Arguments) -> Outcome {
    if arguments.patients < 1_000 {
        return Err(Failure::said("Fewer than 1,000 patients say nothing about a practice; ask for more."));
    }
    if cfg!(debug_assertions) {
        eprintln!("This is a debug build: its figures mean nothing.");
    }
    // Beside the program and not in the folder for temporary files, which may be no disk at all.
    let program = std::env::current_exe()?;
    let beside = program.parent().ok_or_else(|| Failure::said("This program is in no folder."))?;
    let temporary = match arguments.keep {
        None => Some(tempfile::Builder::new().prefix("bench-").tempdir_in(beside)?),
        Some(_) => None,
    };
    let dir = match (&arguments.keep, &temporary) {
        (Some(dir), _) => dir.clone(),
        (None, Some(temporary)) => temporary.path().to_owned(),
        (None, None) => return Err(Failure::said("There is no folder to work in.")),
    };
    let terminology = Arc::new(Terminology::open(&yarrow_api::paths::knowledge())?);
    let size = DemoSize {
        patients: arguments.patients,
        big_chart_encounters: arguments.big_chart_encounters,
        observations_per_patient: Some(arguments.observations_per_patient),
    };
    let generated = practice::make(&dir, size, &terminology)?;
    let open = Open::new(&dir, Arc::clone(&terminology))?;
    let contents = open.contents()?;
    let load = load_average();
    let (rows, dir) = measure_all(open, dir)?;
    let about = json!({
        "command": format!("cargo xtask bench --patients {} --observations-per-patient {}", arguments.patients, arguments.observations_per_patient),
        "practice": contents,
        "generated": generated,
        "load_average": { "before": load, "after": load_average() },
        "processors": std::thread::available_parallelism().map_or(0, std::num::NonZero::get),
        "system": format!("{} {}", std::env::consts::OS, std::env::consts::ARCH),
    });
    if arguments.json {
        println!("{:#}", report::json(&rows, &about, NOTES));
    } else {
        print_table(&rows, &about);
    }
    if temporary.is_none() {
        eprintln!("The practice is kept in {}.", dir.display());
    }
    Ok(())
}

/// How many processes wanted a processor in the last minute, where the system tells: above their number, times mean little.
fn load_average() -> Option<String> {
    let text = std::fs::read_to_string("/proc/loadavg").ok()?;
    text.split(' ').next().map(str::to_owned)
}

const NOTES: &[&str] = &[
    cache::MEANS,
    "hot: opened once just before; every opening counted is a new look and waits for its audit entry on disk",
    "plain: a process of its own with an unencrypted copy of the same rows and indexes (no log, no audit), WAL, synchronous=FULL, 64 MiB cache, vacuumed; it reads every column but makes no objects of them and writes no audit",
    "p95 of fewer than 20 samples is the slowest of them; ratio is median to median",
];

fn print_table(rows: &[Row], about: &serde_json::Value) {
    let practice = &about["practice"];
    println!(
        "{} patients, {} encounters, {} observations, {} prescriptions; longest chart {} encounters; {}, {} processors",
        practice["patients"],
        practice["encounters"],
        practice["observations"],
        practice["medications"],
        practice["longest_chart_encounters"],
        about["system"].as_str().unwrap_or_default(),
        about["processors"],
    );
    if let Some(rate) = about["generated"].as_object() {
        println!(
            "generated in {} s: {} patients, {} entities a second",
            rate["seconds"], rate["patients_per_second"], rate["entities_per_second"]
        );
    }
    if let (Some(before), Some(after)) =
        (about["load_average"]["before"].as_str(), about["load_average"]["after"].as_str())
    {
        println!("load average of the last minute: {before} before, {after} after");
    }
    println!("\n{}", report::table(rows));
    for note in NOTES {
        println!("{note}");
    }
}

fn measure_all(open: Open, dir: PathBuf) -> Outcome<(Vec<Row>, PathBuf)> {
    let step = |what: &str| eprintln!("Measuring: {what}");
    open.checkpoint()?;
    step("size");
    let plain_file = plain_file(&dir);
    plain::copy(open.store(), &plain_file)?;
    open.checkpoint()?;
    let mut rows = vec![size(open.store().path(), &plain_file)?];
    let mut plain = Plain::start(&plain_file)?;
    step("search");
    rows.push(search::measure(&open, &mut plain)?);
    step("charts, hot");
    rows.extend(chart::hot(&open, &mut plain)?);
    step("charts, cold");
    let (open, cold) = chart::cold(open, &mut plain)?;
    rows.extend(cold);
    step("signing");
    rows.push(sign::measure(&open, &mut plain, sign::What::Note)?);
    rows.push(sign::measure(&open, &mut plain, sign::What::NoteAndPrescription)?);
    step("drug search");
    rows.push(drugs::measure(&open)?);
    step("interruptions");
    rows.push(interruptions::measure(&open)?);
    step("interactions");
    rows.extend(check::measure(&open)?);
    let terminology = Arc::clone(&open.terminology);
    drop((open, plain));
    step("unlocking and starting");
    rows.push(start::unlocking(&dir, &terminology)?);
    rows.extend(start::starting(&dir)?);
    Ok((rows, dir))
}

/// The file after its log was written back, beside the plain copy.
fn size(ours: &Path, plain: &Path) -> Outcome<Row> {
    let megabytes = |path: &Path| -> Outcome<Figures> {
        let bytes = std::fs::metadata(path)?.len();
        Ok(Figures { median: bytes as f64 / 1e6, p95: None, samples: 1 })
    };
    Ok(Row {
        question: "database file",
        unit: "MB",
        ours: megabytes(ours)?,
        plain: Some(megabytes(plain)?),
        budget: Some(Budget::Ratio(2.5)),
    })
}
