//! Checks `tauri.conf.json`, the capabilities and the permissions, and writes the context the window starts from.

use tauri_build::{AppManifest, Attributes, try_build};

fn main() {
    // `generate_context!` reads the finished UI at compile time and gives a poor message when it is missing.
    println!("cargo:rerun-if-changed=ui/dist/index.html");
    if !std::path::Path::new("ui/dist/index.html").exists() {
        fail("the UI is not built yet: run `npm --prefix ui run build` (or `cargo xtask run`, which does)");
    }
    let attributes = Attributes::new()
        .capabilities_path_pattern("src-tauri/capabilities/**/*")
        .app_manifest(AppManifest::new().permissions_path_pattern("src-tauri/permissions/**/*"));
    if let Err(error) = try_build(attributes) {
        fail(&format!("{error:#}"));
    }
}

fn fail(message: &str) -> ! {
    eprintln!("{message}");
    std::process::exit(1)
}
