//! Writes the TypeScript bindings: `write-bindings <file>`.

use std::process::ExitCode;

fn main() -> ExitCode {
    let Some(out) = std::env::args().nth(1) else {
        eprintln!("write-bindings <file>");
        return ExitCode::FAILURE;
    };
    match std::fs::write(&out, yarrow_api::bindings::typescript()) {
        Ok(()) => {
            println!("   {out}");
            ExitCode::SUCCESS
        }
        Err(reason) => {
            eprintln!("{out}: {reason}");
            ExitCode::FAILURE
        }
    }
}
