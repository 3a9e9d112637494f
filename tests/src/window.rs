//! The real Yarrow window on a screen of its own, driven through WebKitWebDriver.

use std::path::Path;
use std::process::Command;

use serde_json::{Map, json};

use crate::Trouble;
use crate::driver::{self, Session};
use crate::process::{Process, in_home, record};

/// Opens the window program on a record.
///
/// # Errors
/// A sentence when Xvfb, WebKitWebDriver or the window program is missing or does not come up.
pub async fn window_session(program: &Path, data: &Path) -> Result<Session, Trouble> {
    let home = tempfile::Builder::new().prefix("yarrow-window").tempdir()?;
    let (screen, display) = screen()?;
    let folder = home.path().to_owned();
    let record = record(data)?;
    let driver = move |port: u16| {
        let mut command = Command::new("WebKitWebDriver");
        command.args([format!("--port={port}"), "--host=127.0.0.1".to_owned()]);
        in_home(&mut command, &folder)
            .envs(record.iter().map(|(name, value)| (name, value)))
            .env("DISPLAY", &display)
            .env_remove("WAYLAND_DISPLAY")
            .env("GDK_BACKEND", "x11")
            // No graphics card is trusted to be there. The DMA-BUF renderer stays on: without it a screenshot never ends.
            .env("LIBGL_ALWAYS_SOFTWARE", "1")
            .env("TAURI_WEBVIEW_AUTOMATION", "true");
        command
    };
    let mut capabilities = Map::new();
    capabilities.insert("webkitgtk:browserOptions".to_owned(), json!({ "binary": program, "args": [] }));
    driver::open(driver, capabilities, vec![screen], home).await
}

/// A virtual screen of its own; X picks the number, so that tests never share one.
fn screen() -> Result<(Process, String), Trouble> {
    let mut xvfb = Command::new("Xvfb");
    xvfb.args(["-displayfd", "1", "-screen", "0", "1440x900x24", "-nolisten", "tcp"]);
    let (process, number) = Process::start_and_hear(xvfb.stderr(std::process::Stdio::null()), |line| {
        line.trim().parse::<u32>().ok()
    })?;
    Ok((process, format!(":{number}")))
}
