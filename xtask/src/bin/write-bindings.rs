//! Writes what is generated from the command table: `write-bindings <bindings.ts> <permissions.md>`.

use std::process::ExitCode;

fn main() -> ExitCode {
    let paths: Vec<String> = std::env::args().skip(1).collect();
    let [bindings, permissions] = &paths[..] else {
        eprintln!("write-bindings <bindings.ts> <permissions.md>");
        return ExitCode::FAILURE;
    };
    for (path, text) in
        [(bindings, yarrow_api::bindings::typescript()), (permissions, yarrow_api::permission_table())]
    {
        if let Err(reason) = std::fs::write(path, text) {
            eprintln!("{path}: {reason}");
            return ExitCode::FAILURE;
        }
        println!("   {path}");
    }
    ExitCode::SUCCESS
}
