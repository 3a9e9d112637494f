//! Looking at a page: pictures, accessibility, and what the content security policy stopped.

use std::fs;
use std::path::{Path, PathBuf};
use std::time::Duration;

use fantoccini::Client;
use serde_json::Value;

use crate::Trouble;
use crate::process::build_folder;

/// Waits until what the page last drew is on the screen: a picture taken earlier can show the frame before.
///
/// # Errors
/// When the session is gone.
pub async fn settled(page: &Client) -> Result<(), Trouble> {
    let frames =
        "const done = arguments[0]; requestAnimationFrame(() => requestAnimationFrame(() => done(true)));";
    page.execute_async(frames, vec![]).await?;
    tokio::time::sleep(Duration::from_millis(50)).await;
    Ok(())
}

/// Takes a picture into `screenshots/<name>.png` of the build folder, where a failed run leaves it.
///
/// # Errors
/// When the picture cannot be taken or written.
pub async fn screenshot(page: &Client, name: &str) -> Result<PathBuf, Trouble> {
    settled(page).await?;
    let folder = build_folder()?.with_file_name("screenshots");
    fs::create_dir_all(&folder)?;
    let path = folder.join(format!("{name}.png"));
    fs::write(&path, page.screenshot().await?)?;
    Ok(path)
}

/// Takes a picture for the documents into `docs/images/<name>.png` when `YARROW_PICTURES` is 1; otherwise as
/// [`screenshot`], so that a run of the tests leaves the working tree as it was.
///
/// # Errors
/// When the picture cannot be taken or written.
pub async fn picture(page: &Client, name: &str) -> Result<(), Trouble> {
    let taken = screenshot(page, name).await?;
    if let Some(folder) = picture_folder()? {
        fs::copy(taken, folder.join(format!("{name}.png")))?;
    }
    Ok(())
}

/// Where pictures for the documents go, when they are wanted.
///
/// # Errors
/// When the folder cannot be made.
pub fn picture_folder() -> Result<Option<PathBuf>, Trouble> {
    #[expect(
        clippy::disallowed_methods,
        reason = "whether the working tree is changed is up to who runs the tests"
    )]
    if std::env::var("YARROW_PICTURES").as_deref() != Ok("1") {
        return Ok(None);
    }
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).with_file_name("docs").join("images");
    fs::create_dir_all(&folder)?;
    Ok(Some(folder))
}

/// Runs axe over the page: WCAG 2.2 A and AA. Returns one sentence for each fault, with the element it is in.
///
/// # Errors
/// When axe-core is not installed with the UI's packages, or cannot run in the page.
pub async fn accessibility_faults(page: &Client) -> Result<Vec<String>, Trouble> {
    let file =
        Path::new(env!("CARGO_MANIFEST_DIR")).with_file_name("ui").join("node_modules/axe-core/axe.min.js");
    let axe = fs::read_to_string(&file).map_err(|error| format!("{}: {error}", file.display()))?;
    settled(page).await?;
    page.execute(&axe, vec![]).await?;
    let run = "const done = arguments[0];
        const tags = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa'];
        axe.run(document, { runOnly: { type: 'tag', values: tags }, resultTypes: ['violations'] }).then(
          (found) => done(found.violations.flatMap((rule) =>
            rule.nodes.map((node) => `${rule.id}: ${rule.help} at ${node.target.join(' ')}`))),
          (reason) => done([`axe stopped: ${reason}`]));";
    words(&page.execute_async(run, vec![]).await?)
}

/// What the page's content security policy stopped so far, as "directive: address".
///
/// # Errors
/// When the session is gone.
pub async fn policy_violations(page: &Client) -> Result<Vec<String>, Trouble> {
    // Buffered reports reach back to before this call; a style the policy refused has no rules at all.
    let look = "const done = arguments[0]; const found = new Set();
        const add = (reports) => reports.forEach((r) => found.add(`${r.body.effectiveDirective}: ${r.body.blockedURL}`));
        if (window.ReportingObserver) {
          const observer = new ReportingObserver(add, { types: ['csp-violation'], buffered: true });
          observer.observe();
          setTimeout(() => { add(observer.takeRecords()); finish(); }, 100);
        } else { setTimeout(finish, 100); }
        function finish() {
          for (const style of document.querySelectorAll('style')) {
            if (style.textContent.trim() && !style.sheet) found.add(`style-src: ${style.textContent.slice(0, 60)}`);
          }
          done([...found]);
        }";
    words(&page.execute_async(look, vec![]).await?)
}

fn words(found: &Value) -> Result<Vec<String>, Trouble> {
    let list = found.as_array().ok_or("the page gave no list")?;
    Ok(list.iter().filter_map(|word| word.as_str().map(str::to_owned)).collect())
}
