//! A person at a keyboard: presses keys, counts them, and waits for what the screen then shows. There is no mouse.

use std::cell::Cell;
use std::time::{Duration, Instant};

use fantoccini::Client;
use fantoccini::actions::{InputSource, KeyAction, KeyActions};
use serde_json::Value;

use crate::Trouble;

/// How long something may take to appear, on a machine that is busy with other things.
const PATIENCE: Duration = Duration::from_secs(80);
/// How long an answer must stand still before a key relies on it.
const CALM: Duration = Duration::from_millis(250);

/// Someone sitting before a page with a keyboard.
pub struct Desk<'a> {
    page: &'a Client,
    pressed: Cell<u32>,
}

impl<'a> Desk<'a> {
    /// Sits down before a page.
    pub fn at(page: &'a Client) -> Self {
        Self { page, pressed: Cell::new(0) }
    }

    /// The page.
    pub fn page(&self) -> &Client {
        self.page
    }

    /// Keys pressed so far; a chord such as Ctrl+K is one.
    pub fn keys(&self) -> u32 {
        self.pressed.get()
    }

    /// The keys pressed since `before`, printed with the budget of the act.
    ///
    /// # Panics
    /// When the act took more.
    pub fn spent(&self, before: u32, act: &str, budget: u32) -> u32 {
        let keys = self.keys() - before;
        println!("keys: {act}: {keys} (budget {budget})");
        assert!(keys <= budget, "{act} takes {keys} keys, {budget} are allowed");
        keys
    }

    /// Presses a key or a chord: `Enter`, `Control+k`, `Shift+F6`.
    ///
    /// # Errors
    /// When the session is gone, or the key has no name here.
    pub async fn press(&self, chord: &str) -> Result<(), Trouble> {
        let keys: Vec<char> = chord.split('+').map(key).collect::<Result<_, _>>()?;
        let down = keys.iter().map(|value| KeyAction::Down { value: *value });
        let up = keys.iter().rev().map(|value| KeyAction::Up { value: *value });
        self.perform(down.chain(up)).await?;
        self.pressed.set(self.pressed.get() + 1);
        Ok(())
    }

    /// Types a text, one key for each sign.
    ///
    /// # Errors
    /// When the session is gone.
    pub async fn write(&self, text: &str) -> Result<(), Trouble> {
        for sign in text.chars() {
            self.perform([KeyAction::Down { value: sign }, KeyAction::Up { value: sign }].into_iter())
                .await?;
            self.pressed.set(self.pressed.get() + 1);
        }
        Ok(())
    }

    async fn perform(&self, actions: impl Iterator<Item = KeyAction>) -> Result<(), Trouble> {
        let keyboard = actions.fold(KeyActions::new("keyboard".to_owned()), InputSource::then);
        Ok(self.page.perform_actions(keyboard).await?)
    }

    /// What an expression in the page's own language comes to.
    ///
    /// # Errors
    /// When it throws, or the session is gone.
    pub async fn look(&self, expression: &str) -> Result<Value, Trouble> {
        Ok(self.page.execute(&format!("return ({expression});"), vec![]).await?)
    }

    /// Waits until an expression is true.
    ///
    /// # Errors
    /// With what was waited for, where the focus is and what the screen says instead.
    pub async fn until(&self, awaited: &str, expression: &str) -> Result<(), Trouble> {
        let start = Instant::now();
        while start.elapsed() < PATIENCE {
            if self.look(&format!("Boolean({expression})")).await? == Value::Bool(true) {
                return Ok(());
            }
            tokio::time::sleep(Duration::from_millis(40)).await;
        }
        let focus = self.look("document.activeElement?.outerHTML.slice(0, 200)").await?;
        let screen = self.look("document.body.innerText.slice(0, 1500)").await?;
        let picture = crate::page::screenshot(self.page, "what-was-there-instead").await?;
        Err(format!(
            "{awaited}: not within {} s. Picture: {}\nFocus: {focus}\nScreen: {screen}",
            PATIENCE.as_secs(),
            picture.display()
        )
        .into())
    }

    /// Waits until an element is there and holds a text.
    ///
    /// # Errors
    /// As [`Desk::until`].
    pub async fn until_says(&self, selector: &str, text: &str) -> Result<(), Trouble> {
        let found = format!("document.querySelector({selector:?})?.textContent.includes({text:?})");
        self.until(&format!("{selector} says {text}"), &found).await
    }

    /// Waits until the focus is in an element.
    ///
    /// # Errors
    /// As [`Desk::until`].
    pub async fn until_focus(&self, selector: &str) -> Result<(), Trouble> {
        let there = format!("document.activeElement?.closest({selector:?})");
        self.until(&format!("the focus is in {selector}"), &there).await
    }

    /// Waits for a line of the open list, walks down to it and takes it with Enter.
    ///
    /// # Errors
    /// When the list has no such line.
    pub async fn take(&self, line: &str) -> Result<(), Trouble> {
        let lines = "[...document.querySelectorAll('[role=option]')]";
        let words = "(one.textContent.replaceAll('\\u00a0', ' '))";
        let at = format!("{lines}.findIndex((one) => {words}.includes({line:?}))");
        self.until(&format!("the list offers {line}"), &format!("{at} >= 0")).await?;
        // The list still changes while the last letters are being answered.
        self.calm(&format!("{lines}.map((one) => one.textContent).join()")).await?;
        for _ in 0..30 {
            let chosen =
                format!("{lines}.some((one) => one.ariaSelected === 'true' && {words}.includes({line:?}))");
            if self.look(&chosen).await? == Value::Bool(true) {
                return self.press("Enter").await;
            }
            self.press("ArrowDown").await?;
            crate::page::settled(self.page).await?;
        }
        Err(format!("the arrows do not reach {line}").into())
    }

    /// Waits until an expression has not changed for a moment.
    ///
    /// # Errors
    /// When it never stands still.
    pub async fn calm(&self, expression: &str) -> Result<(), Trouble> {
        let start = Instant::now();
        let (mut last, mut since) = (self.look(expression).await?, Instant::now());
        while start.elapsed() < PATIENCE {
            tokio::time::sleep(Duration::from_millis(40)).await;
            let now = self.look(expression).await?;
            if now != last {
                (last, since) = (now, Instant::now());
            } else if since.elapsed() > CALM {
                return Ok(());
            }
        }
        Err(format!("{expression} never stands still").into())
    }

    /// Runs a command of the palette by typing some of its title.
    ///
    /// # Errors
    /// When the palette does not offer it.
    pub async fn run(&self, typed: &str, title: &str) -> Result<(), Trouble> {
        self.press("Control+k").await?;
        self.until_focus("[role=dialog]").await?;
        self.write(typed).await?;
        self.take(title).await
    }

    /// Walks through the panes with F6 until the focus is in an element.
    ///
    /// # Errors
    /// When a whole round does not come by it.
    pub async fn walk_to(&self, selector: &str) -> Result<(), Trouble> {
        let there = format!("Boolean(document.activeElement?.closest({selector:?}))");
        for _ in 0..8 {
            if self.look(&there).await? == Value::Bool(true) {
                return Ok(());
            }
            self.press("F6").await?;
            crate::page::settled(self.page).await?;
        }
        Err(format!("F6 does not reach {selector}").into())
    }
}

/// The sign WebDriver knows a key by (WebDriver Recommendation, section 17.4.2, "normalized key value").
fn key(name: &str) -> Result<char, Trouble> {
    let mut signs = name.chars();
    if let (Some(sign), None) = (signs.next(), signs.next()) {
        return Ok(sign);
    }
    Ok(match name {
        "Tab" => '\u{E004}',
        "Enter" => '\u{E007}',
        "Shift" => '\u{E008}',
        "Control" => '\u{E009}',
        "Alt" => '\u{E00A}',
        "Escape" => '\u{E00C}',
        "Space" => ' ',
        "ArrowUp" => '\u{E013}',
        "ArrowDown" => '\u{E015}',
        "F6" => '\u{E036}',
        _ => return Err(format!("no key is called {name}").into()),
    })
}
