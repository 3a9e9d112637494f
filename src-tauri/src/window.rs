//! The one window.

use tauri::plugin::TauriPlugin;
use tauri::webview::NewWindowResponse;
use tauri::{AppHandle, Manager, Url, WebviewUrl, WebviewWindowBuilder, Wry};
use tauri_plugin_window_state::StateFlags;

const MAIN: &str = "main";

/// Opens the window on the UI. The title never names a patient: titles are seen in task switchers and screen shares.
///
/// # Errors
/// When the system's web view cannot be started.
pub fn open(app: &AppHandle) -> tauri::Result<()> {
    WebviewWindowBuilder::new(app, MAIN, WebviewUrl::default())
        .title("Yarrow")
        .inner_size(1280.0, 800.0)
        .min_inner_size(1024.0, 640.0)
        .on_navigation(is_our_own)
        .on_new_window(|_address, _features| NewWindowResponse::Deny)
        .build()?;
    Ok(())
}

/// Brings the window to the front; for a second start of the program.
pub fn show(app: &AppHandle) {
    if let Some(window) = app.get_webview_window(MAIN) {
        let _ = window.unminimize();
        let _ = window.set_focus();
    }
}

/// Remembers size, place and maximised state; not visibility, which could leave a window nobody finds.
pub fn remembered_place() -> TauriPlugin<Wry> {
    tauri_plugin_window_state::Builder::default()
        .with_state_flags(StateFlags::SIZE | StateFlags::POSITION | StateFlags::MAXIMIZED)
        .build()
}

/// Whether an address belongs to the UI. The window shows nothing else: text in a chart can hold a link, and a page from
/// elsewhere inside this window would look like Yarrow.
fn is_our_own(address: &Url) -> bool {
    match (address.scheme(), address.host_str()) {
        ("tauri", Some("localhost")) => true,
        // Windows has no schemes of its own and maps them to a host name that resolves nowhere.
        ("http" | "https", Some("tauri.localhost")) => true,
        ("http", Some("127.0.0.1")) => cfg!(dev) && address.port() == Some(5173),
        ("about", None) => address.path() == "blank",
        _ => false,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn stays(address: &str) -> bool {
        is_our_own(&address.parse().unwrap())
    }

    #[test]
    fn a_link_in_a_chart_cannot_take_the_window_elsewhere() {
        assert!(!stays("https://example.org/looks-like-yarrow"));
        assert!(!stays("http://127.0.0.1:8080/"));
        assert!(!stays("file:///etc/passwd"));
        assert!(!stays("data:text/html,hello"));
        assert!(!stays("https://tauri.localhost.example.org/"));
    }

    #[test]
    fn the_ui_itself_stays_in_the_window() {
        assert!(stays("tauri://localhost/index.html#/patients"));
        assert!(stays("http://tauri.localhost/"));
    }
}
