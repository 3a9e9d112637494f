//! Every screen as people with other eyes see it: by assistive technology, in both themes, and enlarged.

use std::fs;
use std::process::Command;

use base64::Engine as _;
use serde_json::{Value, json};
use yarrow_tests::browser::{notebook, start_serve, viewport, watched_session};
use yarrow_tests::demo::{practice, turn};
use yarrow_tests::desk::Desk;
use yarrow_tests::driver::Session;
use yarrow_tests::page::{accessibility_faults, picture, picture_folder, screenshot, settled};
use yarrow_tests::visit::{self, Way};

/// What axe finds on a screen in both themes, each fault with the screen's name.
async fn faults(page: &Session, screen: &str, found: &mut Vec<String>) {
    for theme in ["dark", "light"] {
        let wear = format!("document.documentElement.dataset.theme = {theme:?};");
        page.execute(&wear, vec![]).await.unwrap();
        settled(page).await.unwrap();
        let faults = accessibility_faults(page).await.unwrap();
        found.extend(faults.into_iter().map(|fault| format!("{screen}, {theme}: {fault}")));
    }
}

#[tokio::test]
async fn every_screen_of_a_visit_is_usable_by_everyone_in_both_themes() {
    let _turn = turn().await;
    let data = practice().unwrap();
    let served = start_serve(data.path()).unwrap();
    let page = watched_session(&served).await.unwrap();
    let desk = Desk::at(&page);
    let mut found = Vec::new();
    // The pictures go into the documents: a small window, and no bars that only this driver draws.
    viewport(&page, 1280, 800).await.unwrap();
    page.devtools("Emulation.setScrollbarsHidden", json!({ "hidden": true })).await.unwrap();

    desk.until_focus("input[type=password]").await.unwrap();
    faults(&page, "sign-in", &mut found).await;
    visit::sign_in(&desk).await.unwrap();
    desk.until_says("main", "Recent patients").await.unwrap();
    faults(&page, "today", &mut found).await;

    desk.press("Control+k").await.unwrap();
    desk.until_focus("[role=dialog]").await.unwrap();
    desk.write("ort").await.unwrap();
    desk.until_says("[role=listbox]", "Ortega-Lindqvist").await.unwrap();
    faults(&page, "palette", &mut found).await;
    picture(&page, "palette").await.unwrap();
    desk.press("Escape").await.unwrap();

    desk.press("g").await.unwrap();
    desk.press("p").await.unwrap();
    desk.until_says("h1", "Patients").await.unwrap();
    desk.until("rows are shown", "document.querySelectorAll('main [role=row]').length > 10").await.unwrap();
    faults(&page, "patients", &mut found).await;
    picture(&page, "patients").await.unwrap();

    visit::find_patient(&desk).await.unwrap();
    visit::start_visit(&desk).await.unwrap();
    desk.write("Productive cough and fever since Monday, no chest pain. Crackles at the right base. ")
        .await
        .unwrap();
    visit::diagnose(&desk, Way::Slash, "pneu", "J18.9").await.unwrap();
    desk.until_says("footer", "Saved").await.unwrap();
    faults(&page, "chart", &mut found).await;
    picture(&page, "chart").await.unwrap();

    visit::order_clarithromycin(&desk, Way::Slash).await.unwrap();
    faults(&page, "prescribe with a contraindication", &mut found).await;
    picture(&page, "prescribe").await.unwrap();
    desk.press("Control+Enter").await.unwrap();
    visit::change_to_azithromycin(&desk).await.unwrap();
    visit::review(&desk).await.unwrap();
    faults(&page, "review sheet", &mut found).await;
    visit::sign(&desk).await.unwrap();
    faults(&page, "prescription", &mut found).await;
    desk.press("Escape").await.unwrap();
    desk.until("the preview is closed", "!document.querySelector('[role=dialog]')").await.unwrap();

    for section in ["preferences", "practice", "people", "roles", "import", "audit", "about"] {
        desk.look(&format!("void (location.hash = '#/settings/{section}')")).await.unwrap();
        desk.until_says("h1", "Settings").await.unwrap();
        settled(&page).await.unwrap();
        desk.calm("document.querySelector('main').innerText").await.unwrap();
        faults(&page, &format!("settings, {section}"), &mut found).await;
    }

    assert!(found.is_empty(), "{} faults:\n{}", found.len(), found.join("\n"));
    let seen = notebook(&page).await.unwrap();
    assert!(seen.stopped.is_empty(), "the policy stopped parts of our own UI: {:?}", seen.stopped);
    print_the_prescription(
        &served.ask("find_patients", &json!({ "query": "orte", "limit": 1 })).unwrap(),
        &served,
    );
}

/// Draws the signed prescription from the file itself, for the documents.
fn print_the_prescription(found: &Value, served: &yarrow_tests::browser::Served) {
    let chart = served.ask("open_chart", &json!({ "patient_id": found[0]["id"] })).unwrap();
    let order = visit::medication(&chart, "Azithromycin").unwrap();
    let pdf = served.ask("prescription_pdf", &json!({ "ids": [order["id"]] })).unwrap();
    let folder = tempfile::tempdir().unwrap();
    let bytes = base64::engine::general_purpose::STANDARD.decode(pdf["base64"].as_str().unwrap()).unwrap();
    fs::write(folder.path().join("paper.pdf"), bytes).unwrap();
    let paper = folder.path().join("prescription");
    let mut draw = Command::new("pdftoppm");
    draw.args(["-png", "-r", "80", "-gray", "-singlefile"]).arg(folder.path().join("paper.pdf")).arg(&paper);
    assert!(draw.status().expect("pdftoppm (package poppler-utils) draws the PDF").success());
    let drawn = paper.with_extension("png");
    assert!(fs::metadata(&drawn).unwrap().len() > 5_000, "the page is blank");
    if let Some(images) = picture_folder().unwrap() {
        fs::copy(drawn, images.join("prescription.png")).unwrap();
    }
}

/// Why a text cannot be read whole: it is not there, cut, out of the window, or covered.
const WHOLE: &str = "(holder, text) => {
    const walk = document.createTreeWalker(holder, NodeFilter.SHOW_TEXT);
    let node = walk.nextNode();
    while (node && !text.test(node.data)) node = walk.nextNode();
    if (!node) return 'it is not there';
    const at = text.exec(node.data);
    const range = document.createRange();
    range.setStart(node, at.index);
    range.setEnd(node, at.index + at[0].length);
    for (let box = node.parentElement; box; box = box.parentElement) {
        const style = getComputedStyle(box);
        if (style.overflowX !== 'visible' && style.display !== 'inline' && box.scrollWidth > box.clientWidth && style.textOverflow === 'ellipsis')
            return 'it is cut with dots';
        if (style.overflowX === 'visible' && style.overflowY === 'visible') continue;
        const frame = box.getBoundingClientRect();
        for (const part of range.getClientRects())
            if (part.left < frame.left - 1 || part.right > frame.right + 1 || part.top < frame.top - 1 || part.bottom > frame.bottom + 1)
                return `it is cut by ${box.tagName}.${box.className}`;
    }
    for (const part of range.getClientRects()) {
        if (part.left < 0 || part.top < 0 || part.right > innerWidth || part.bottom > innerHeight) return 'it is outside the window';
        for (const share of [0.05, 0.5, 0.95]) {
            const top = document.elementFromPoint(part.left + part.width * share, part.top + part.height / 2);
            if (!top || !(node.parentElement.contains(top) || top.contains(node.parentElement))) return `it is covered by ${top?.outerHTML.slice(0, 80)}`;
        }
    }
    return null;
}";

/// The room of 1280x720 at 200 % and of 1440x900 at 200 % and 150 %: one pane at a time.
const NARROW: [(u32, u32); 3] = [(640, 360), (720, 450), (960, 600)];
/// Three panes side by side.
const WIDE: [(u32, u32); 1] = [(1280, 720)];

/// Says what of the patient's name and birth date cannot be read in a part of the page, and where the page is too wide.
async fn unreadable(
    desk: &Desk<'_>,
    page: &Session,
    screen: &str,
    holder: &str,
    sizes: &[(u32, u32)],
) -> Vec<String> {
    let mut found = Vec::new();
    for (width, height) in sizes {
        viewport(page, *width, *height).await.unwrap();
        settled(page).await.unwrap();
        desk.calm("document.body.innerText").await.unwrap();
        for text in ["Ortega-Lindqvist, Marisol", "14 Mar 1959"] {
            let text = text.replace(' ', "[ \\u00a0]");
            let reason =
                desk.look(&format!("({WHOLE})(document.querySelector({holder:?}), /{text}/)")).await.unwrap();
            if let Value::String(reason) = reason {
                found.push(format!("{screen} at {width}x{height}: {text}: {reason}"));
            }
        }
        let overflow = desk.look("document.documentElement.scrollWidth - innerWidth").await.unwrap();
        if overflow.as_i64().is_none_or(|by| by > 0) {
            found.push(format!("{screen} at {width}x{height}: the page is {overflow} px too wide"));
        }
        screenshot(page, &format!("{}-{width}x{height}", screen.replace(' ', "-"))).await.unwrap();
    }
    found
}

#[tokio::test]
async fn the_patients_name_and_birth_date_can_be_read_whole_at_every_size() {
    let _turn = turn().await;
    let data = practice().unwrap();
    let served = start_serve(data.path()).unwrap();
    let page = watched_session(&served).await.unwrap();
    let desk = Desk::at(&page);
    let (banner, sheet) = ("section[aria-label=Patient]", "[data-scope=review]");
    let mut found = Vec::new();
    visit::sign_in(&desk).await.unwrap();
    visit::find_patient(&desk).await.unwrap();
    found.extend(unreadable(&desk, &page, "chart", banner, &NARROW).await);
    found.extend(unreadable(&desk, &page, "chart", banner, &WIDE).await);

    visit::start_visit(&desk).await.unwrap();
    visit::order_clarithromycin(&desk, Way::Slash).await.unwrap();
    found.extend(unreadable(&desk, &page, "prescribe", banner, &WIDE).await);
    desk.press("Control+Enter").await.unwrap();
    visit::change_to_azithromycin(&desk).await.unwrap();
    visit::review(&desk).await.unwrap();
    found.extend(unreadable(&desk, &page, "review sheet", sheet, &WIDE).await);
    desk.press("Escape").await.unwrap();
    desk.until("the sheet is closed", "!document.querySelector('[role=dialog]')").await.unwrap();

    viewport(&page, 640, 360).await.unwrap();
    visit::review(&desk).await.unwrap();
    found.extend(unreadable(&desk, &page, "review sheet", sheet, &NARROW).await);
    desk.press("Escape").await.unwrap();
    desk.until("the sheet is closed", "!document.querySelector('[role=dialog]')").await.unwrap();
    visit::order_clarithromycin(&desk, Way::Chord).await.unwrap();
    found.extend(unreadable(&desk, &page, "prescribe", banner, &NARROW).await);
    assert!(found.is_empty(), "{}", found.join("\n"));
}

#[tokio::test]
async fn a_half_written_prescription_survives_a_smaller_window() {
    let _turn = turn().await;
    let data = practice().unwrap();
    let served = start_serve(data.path()).unwrap();
    let page = watched_session(&served).await.unwrap();
    let desk = Desk::at(&page);
    visit::sign_in(&desk).await.unwrap();
    visit::find_patient(&desk).await.unwrap();
    visit::start_visit(&desk).await.unwrap();
    visit::order_clarithromycin(&desk, Way::Slash).await.unwrap();
    for (width, height) in NARROW.into_iter().chain(WIDE) {
        viewport(&page, width, height).await.unwrap();
        settled(&page).await.unwrap();
        let kept = desk.look("document.querySelector('[data-field=directions] input')?.value").await.unwrap();
        assert_eq!(kept, json!("1 tab bid x7d"), "at {width}x{height}");
        let seen = "document.querySelector('[data-field=directions] input')?.offsetParent !== null";
        assert_eq!(desk.look(seen).await.unwrap(), json!(true), "in sight at {width}x{height}");
        assert!(visit::stopped(&desk).await.unwrap().rests, "at {width}x{height}");
    }
}
