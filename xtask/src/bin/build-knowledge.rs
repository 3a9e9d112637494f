//! Builds knowledge.db: `build-knowledge <knowledge folder> <database>`.

use std::path::Path;
use std::process::ExitCode;

fn main() -> ExitCode {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let [source, out] = arguments.as_slice() else {
        eprintln!("build-knowledge <knowledge folder> <database>");
        return ExitCode::FAILURE;
    };
    match build(Path::new(source), Path::new(out)) {
        Ok(()) => ExitCode::SUCCESS,
        Err(reason) => {
            eprintln!("{reason}");
            ExitCode::FAILURE
        }
    }
}

fn build(source: &Path, out: &Path) -> Result<(), Box<dyn std::error::Error>> {
    if let Some(folder) = out.parent() {
        std::fs::create_dir_all(folder)?;
    }
    let report = yarrow_knowledge::build::build(source, out)?;
    println!("{report}");
    println!("{}", out.display());
    Ok(())
}
