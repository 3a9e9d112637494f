//! The same UI in Chromium, served by `yarrow-cli serve` on this computer.

use std::path::Path;
use std::process::{Command, Stdio};

use serde_json::{Map, Value, json};

use crate::Trouble;
use crate::driver::{self, Session};
use crate::process::{Process, in_home, program, record};
use crate::served::Caller;

/// A running server and the way in.
pub struct Served {
    /// Where it listens, such as `http://127.0.0.1:40123`.
    pub address: String,
    /// Shown to the server with every request; made anew at each start.
    pub token: String,
    _server: Process,
}

impl Served {
    /// The address that signs a browser in to the program (not to the practice).
    pub fn link(&self) -> String {
        format!("{}/#token={}", self.address, self.token)
    }

    /// Asks the server itself, past the page.
    ///
    /// # Errors
    /// When no answer came, or the command was refused.
    pub fn ask(&self, command: &str, request: &Value) -> Result<Value, Trouble> {
        let address = self.address.trim_start_matches("http://");
        let (status, mut answer) = Caller::new(address, &self.token).call(command, request)?;
        if status == 200 { Ok(answer["value"].take()) } else { Err(format!("{command}: {answer}").into()) }
    }
}

/// Serves a record to this computer.
///
/// # Errors
/// A sentence when yarrow-cli is not built or does not come up.
pub fn start_serve(data: &Path) -> Result<Served, Trouble> {
    let ui = Path::new(env!("CARGO_MANIFEST_DIR")).with_file_name("ui").join("dist");
    let mut command = Command::new(program("yarrow-cli")?);
    command.args(["serve", "--port", "0"]).envs(record(data)?).env("YARROW_UI", ui).stderr(Stdio::inherit());
    let (server, (address, token)) = Process::start_and_hear(&mut command, way_in)?;
    Ok(Served { address, token, _server: server })
}

/// Finds `http://127.0.0.1:…/#token=…` in what the server prints.
fn way_in(line: &str) -> Option<(String, String)> {
    let link = line.split_whitespace().find(|word| word.starts_with("http://"))?;
    let (address, token) = link.split_once("/#token=")?;
    Some((address.to_owned(), token.to_owned()))
}

/// Opens a headless Chromium that knows nothing yet.
///
/// # Errors
/// A sentence when chromedriver or Chromium is missing or does not come up.
pub async fn chromium_session() -> Result<Session, Trouble> {
    let home = tempfile::Builder::new().prefix("yarrow-chromium").tempdir()?;
    let folder = home.path().to_owned();
    let driver = move |port: u16| {
        let mut command = Command::new("chromedriver");
        command.arg(format!("--port={port}")).stdout(Stdio::null());
        in_home(&mut command, &folder);
        command
    };
    // Chromium's own sandbox does not work for root or inside most containers, and only our own pages are opened.
    let arguments = [
        "--headless=new",
        "--no-sandbox",
        "--disable-dev-shm-usage",
        "--disable-gpu",
        "--no-first-run",
        "--force-prefers-reduced-motion",
        "--window-size=1440,900",
    ];
    let mut capabilities = Map::new();
    capabilities.insert("goog:chromeOptions".to_owned(), json!({ "args": arguments }));
    driver::open(driver, capabilities, Vec::new(), home).await
}

/// Makes the page keep a record of itself from before its first line runs: what its policy stopped, what went wrong in
/// it, whether anyone used a pointer, and how long after each key press the second frame came. `Object.prototype` is frozen
/// as the window freezes it (`freezePrototype` in tauri.conf.json): a library that cannot bear that shows here too.
const NOTEBOOK: &str = "Object.freeze(Object.prototype);
    window.__seen = { stopped: [], errors: [], pointer: [], paint: [] };
    addEventListener('securitypolicyviolation', (e) => __seen.stopped.push(`${e.effectiveDirective}: ${e.blockedURI}`), true);
    addEventListener('error', (e) => __seen.errors.push(String(e.message)), true);
    addEventListener('unhandledrejection', (e) => __seen.errors.push(String(e.reason)), true);
    for (const kind of ['pointerdown', 'mousedown', 'touchstart', 'wheel', 'dblclick', 'contextmenu'])
      addEventListener(kind, (e) => e.isTrusted && __seen.pointer.push(kind), true);
    addEventListener('keydown', (e) => requestAnimationFrame(() => requestAnimationFrame(() =>
      __seen.paint.push(performance.now() - e.timeStamp))), true);";

/// Opens a served record in a Chromium that keeps a [notebook](Notebook).
///
/// # Errors
/// A sentence when chromedriver or Chromium is missing or does not come up.
pub async fn watched_session(served: &Served) -> Result<Session, Trouble> {
    let page = chromium_session().await?;
    page.devtools("Page.addScriptToEvaluateOnNewDocument", json!({ "source": NOTEBOOK })).await?;
    viewport(&page, 1440, 900).await?;
    page.goto(&served.link()).await?;
    Ok(page)
}

/// Gives the page exactly this room, in CSS pixels: zooming to 200 % is half the room.
///
/// # Errors
/// When the session is gone.
pub async fn viewport(page: &Session, width: u32, height: u32) -> Result<(), Trouble> {
    let room = json!({ "width": width, "height": height, "deviceScaleFactor": 1, "mobile": false });
    page.devtools("Emulation.setDeviceMetricsOverride", room).await
}

/// What a watched page noted since it was loaded.
#[derive(Debug, serde::Deserialize)]
pub struct Notebook {
    /// What the content security policy stopped.
    pub stopped: Vec<String>,
    /// Errors nobody caught.
    pub errors: Vec<String>,
    /// Every use of a mouse or a finger.
    pub pointer: Vec<String>,
    /// Milliseconds from each key press to the second frame after it.
    pub paint: Vec<f64>,
}

/// Reads the notebook of a watched page.
///
/// # Errors
/// When the page was not watched.
pub async fn notebook(page: &Session) -> Result<Notebook, Trouble> {
    Ok(serde_json::from_value(page.execute("return window.__seen;", vec![]).await?)?)
}

#[cfg(test)]
mod tests {
    use super::way_in;

    #[test]
    fn the_way_in_is_found_in_what_the_server_says() {
        let said = "Open http://127.0.0.1:40123/#token=abc in a browser.";
        assert_eq!(way_in(said), Some(("http://127.0.0.1:40123".to_owned(), "abc".to_owned())));
        assert_eq!(way_in("Reading the knowledge base"), None);
    }
}
