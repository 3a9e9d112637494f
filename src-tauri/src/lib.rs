//! The desktop shell: one window, the operating system's keychain, dialogs and printing, and ONE Tauri command, [`rpc`].
//!
//! The shell adds nothing to what a command means. Whatever a command does is in `yarrow-api` and below, so the same UI
//! works in a browser over `yarrow-cli serve`.

mod folder;
#[cfg(test)]
mod hardening;
mod keychain;
mod print;
mod record;
mod rpc;
mod save;
mod shell;
mod window;

use tauri::Manager;

/// Opens the window and returns when it is closed.
///
/// # Errors
/// A sentence for the terminal when the system has no place for the record or no window can be made.
pub fn run() -> Result<(), String> {
    let mut builder = tauri::Builder::default();
    // A record of its own (YARROW_DATA) is a window of its own. The record's own lock keeps two programs off one folder.
    if !folder::is_chosen() {
        builder =
            builder.plugin(tauri_plugin_single_instance::init(|app, _arguments, _folder| window::show(app)));
    }
    builder
        .plugin(tauri_plugin_dialog::init())
        .plugin(window::remembered_place())
        .invoke_handler(tauri::generate_handler![rpc::rpc])
        .setup(|app| {
            let record = record::Record::new(folder::of(app.handle())?);
            // The record opens while the web view is still loading; the first command finds it ready.
            record.start();
            app.manage(record);
            window::open(app.handle())?;
            Ok(())
        })
        .run(tauri::generate_context!())
        .map_err(|error| error.to_string())
}
