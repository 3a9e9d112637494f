//! The program behind the Yarrow window.

// Without this, Windows opens a console beside the window.
#![cfg_attr(not(debug_assertions), windows_subsystem = "windows")]

use std::process::ExitCode;

fn main() -> ExitCode {
    match yarrow_desktop::run() {
        Ok(()) => ExitCode::SUCCESS,
        Err(reason) => {
            eprintln!("Yarrow could not start. {reason}");
            ExitCode::FAILURE
        }
    }
}
