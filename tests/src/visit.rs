//! One visit by keyboard alone, in steps that the stories put together: Dr. Osei sees Marisol Ortega-Lindqvist, who takes
//! simvastatin, for pneumonia.

use serde_json::Value;

use crate::Trouble;
use crate::demo::PASSPHRASE;
use crate::desk::Desk;

/// Where the note is written.
pub const NOTE: &str = "[role=textbox][aria-label=Note]";
/// Where a prescription is written.
pub const PRESCRIBE: &str = "[data-scope=prescribe]";
/// The card that stops a prescription.
pub const STOP: &str = "[data-scope=contraindication]";
/// The button that stages, as an expression of the page.
pub const STAGE: &str = "document.querySelector('[data-scope=prescribe] footer button:last-of-type')";

/// Signs in as Dr. Osei: the arrows choose, then the passphrase and Enter.
///
/// # Errors
/// When Today does not appear.
pub async fn sign_in(desk: &Desk<'_>) -> Result<(), Trouble> {
    let chosen = "document.querySelector('input[name=person]:checked')?.closest('label').textContent";
    desk.until_focus("input[type=password]").await?;
    // Away and back, because she may be the one chosen at first.
    desk.press("ArrowDown").await?;
    desk.press("ArrowUp").await?;
    for _ in 0..12 {
        if desk.look(&format!("{chosen}.includes('Dr. Osei')")).await? == Value::Bool(true) {
            break;
        }
        desk.press("ArrowDown").await?;
        crate::page::settled(desk.page()).await?;
    }
    desk.until("Dr. Osei is chosen", &format!("{chosen}.includes('Dr. Osei')")).await?;
    desk.write(PASSPHRASE).await?;
    desk.press("Enter").await?;
    desk.until("Today is shown", "document.querySelector('h1')?.textContent === 'Today'").await
}

/// Finds her by four letters. Enter may come before the answer.
///
/// # Errors
/// When her chart does not open.
pub async fn find_patient(desk: &Desk<'_>) -> Result<(), Trouble> {
    desk.press("Control+k").await?;
    desk.write("orte").await?;
    desk.press("Enter").await?;
    desk.until_says("section[aria-label=Patient]", "Ortega-Lindqvist, Marisol").await
}

/// Starts the visit; the caret then stands in the note.
///
/// # Errors
/// When the note does not open.
pub async fn start_visit(desk: &Desk<'_>) -> Result<(), Trouble> {
    desk.until("a visit can be started", "document.body.innerText.includes('Start the visit')").await?;
    desk.press("Alt+v").await?;
    desk.until_focus(NOTE).await
}

/// Puts a diagnosis into the note, by its command or by its key.
///
/// # Errors
/// When the code does not arrive in the note.
pub async fn diagnose(desk: &Desk<'_>, by: Way, letters: &str, code: &str) -> Result<(), Trouble> {
    match by {
        Way::Slash => desk.write("/dx ").await?,
        Way::Chord => desk.press("Alt+d").await?,
    }
    desk.until_focus("[data-scope=diagnosis]").await?;
    desk.write(letters).await?;
    desk.take(code).await?;
    desk.until_says(NOTE, code).await?;
    desk.until_focus(NOTE).await
}

/// How something is begun while the note is written.
#[derive(Clone, Copy)]
pub enum Way {
    /// By a command in the text, such as `/dx`.
    Slash,
    /// By a chord, such as Alt+D.
    Chord,
}

/// Records the vitals in one line; the caret is then back in the note.
///
/// # Errors
/// When they do not appear in the summary, or the caret is lost.
pub async fn record_vitals(desk: &Desk<'_>) -> Result<(), Trouble> {
    desk.run("record vit", "Record vitals").await?;
    desk.until_focus("[data-scope=vitals] form").await?;
    desk.write("128/76 72 98.6F 16 98%").await?;
    let ready = "document.querySelector('[data-scope=vitals] form button[type=submit]')?.disabled === false";
    desk.until("the line is understood", ready).await?;
    desk.press("Enter").await?;
    desk.until_says("[data-scope=vitals] table", "128/76").await?;
    desk.until_focus(NOTE).await
}

/// Records an allergy with its reaction; the caret is then back in the note.
///
/// # Errors
/// When it does not appear beside her name, or the caret is lost.
pub async fn record_allergy(desk: &Desk<'_>) -> Result<(), Trouble> {
    desk.run("add an all", "Add an allergy").await?;
    desk.until_focus("[role=dialog] [role=combobox]").await?;
    desk.write("codeine").await?;
    desk.take("Codeine").await?;
    desk.press("Tab").await?;
    desk.press("Space").await?;
    desk.until("a reaction is chosen", "document.querySelector('[role=dialog] [aria-pressed=true]')").await?;
    desk.press("Control+Enter").await?;
    desk.until_says("section[aria-label=Patient] [role=group]", "Codeine").await?;
    desk.until_focus(NOTE).await
}

/// Begins a prescription of clarithromycin and meets the card that stops it: she takes simvastatin.
///
/// # Errors
/// When no card appears.
pub async fn order_clarithromycin(desk: &Desk<'_>, by: Way) -> Result<(), Trouble> {
    match by {
        Way::Slash => {
            desk.write("/r").await?;
            desk.take("/rx").await?;
        }
        Way::Chord => desk.press("Alt+r").await?,
    }
    desk.until_focus("[data-field=drug]").await?;
    desk.write("clarith").await?;
    desk.take("Clarithromycin 500 mg tablet").await?;
    desk.until_focus("[data-field=directions]").await?;
    desk.write("1 tab bid x7d").await?;
    desk.until_says("[data-field=directions]", "twice daily for 7").await?;
    desk.until_says(STOP, "simvastatin").await
}

/// What a prescription that is stopped looks like.
#[derive(Debug, serde::Deserialize)]
pub struct Stopped {
    /// Cards that stop it.
    pub cards: u32,
    /// Ways out that are offered.
    pub choices: u32,
    /// Ways out that are already chosen.
    pub chosen: u32,
    /// Whether the stage button rests.
    pub rests: bool,
}

/// Looks at the prescription being written.
///
/// # Errors
/// When none is being written.
pub async fn stopped(desk: &Desk<'_>) -> Result<Stopped, Trouble> {
    let count = |what: &str| format!("document.querySelectorAll('{STOP} {what}').length");
    let seen = format!(
        "{{ cards: document.querySelectorAll('{STOP}').length, choices: {}, chosen: {}, rests: {STAGE}.disabled }}",
        count("input[type=radio]"),
        count("input:checked")
    );
    Ok(serde_json::from_value(desk.look(&seen).await?)?)
}

/// Takes the way out that changes to azithromycin, by its number, and stages that.
///
/// # Errors
/// When it is not offered, or is stopped too.
pub async fn change_to_azithromycin(desk: &Desk<'_>) -> Result<(), Trouble> {
    desk.until_focus(STOP).await?;
    let at = format!(
        "[...document.querySelectorAll('{STOP} fieldset label')].findIndex((one) => one.textContent.includes('Change to azithromycin'))"
    );
    let at = desk.look(&at).await?.as_i64().filter(|at| *at >= 0).ok_or("azithromycin is not offered")?;
    desk.press(&(at + 1).to_string()).await?;
    let field = "document.querySelector('[data-field=drug] input')?.value === 'azithromycin'";
    desk.until("azithromycin stands in the drug field", field).await?;
    desk.take("Azithromycin 250 mg tablet").await?;
    desk.until_focus("[data-field=directions]").await?;
    desk.write("1 tab daily x5d").await?;
    desk.until("it can be staged", &format!("{STAGE}?.disabled === false")).await?;
    desk.press("Control+Enter").await?;
    desk.until_says("[aria-labelledby=staged-title]", "Azithromycin").await?;
    desk.until("the form is closed", &format!("!document.querySelector('{PRESCRIBE}')")).await
}

/// Opens the review sheet.
///
/// # Errors
/// When it does not open.
pub async fn review(desk: &Desk<'_>) -> Result<(), Trouble> {
    desk.press("Control+Enter").await?;
    desk.until_says("[data-scope=review]", "Azithromycin").await
}

/// Signs, and waits until the prescription is drawn as it will be printed: with ink on the page.
///
/// # Errors
/// When no page appears, or a white one.
pub async fn sign(desk: &Desk<'_>) -> Result<(), Trouble> {
    desk.press("Control+Enter").await?;
    let inked = "(() => {
        const page = document.querySelector('[role=dialog] [role=img] canvas');
        if (!page || !page.width) return false;
        const dots = page.getContext('2d').getImageData(0, 0, page.width, page.height).data;
        let dark = 0;
        for (let at = 0; at < dots.length; at += 4) if (dots[at] < 100 && dots[at + 3] > 200) dark += 1;
        return dark > 2000;
    })()";
    desk.until("the prescription is drawn", inked).await
}

/// The medication of a chart whose display begins like this.
pub fn medication<'a>(chart: &'a Value, display: &str) -> Option<&'a Value> {
    let all = chart["medications"].as_array()?;
    all.iter().find(|one| one["display"].as_str().is_some_and(|shown| shown.starts_with(display)))
}

/// The note of the newest visit on the timeline of a chart.
pub fn newest_note(chart: &Value) -> Option<&Value> {
    let items = chart["timeline"]["items"].as_array()?;
    items.iter().map(|item| &item["note_id"]).find(|note| note.is_string())
}
