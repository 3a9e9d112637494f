//! Opening a practice from a terminal.

use serde_json::{Value, json};
use yarrow_api::host::NoKeychain;
use yarrow_api::{App, AppConfig, AppState, Reply, SignInUser};
use zeroize::Zeroizing;

use crate::{DataDir, Failure};

/// The app over a practice folder, locked.
pub fn app(data: &DataDir) -> App {
    App::start(AppConfig {
        data_dir: data.data.clone(),
        knowledge: yarrow_api::paths::knowledge(),
        host: Box::new(NoKeychain),
    })
}

/// `YARROW_PASSPHRASE`, or what is typed at a prompt.
pub fn passphrase(prompt: &str) -> Result<Zeroizing<String>, Failure> {
    #[allow(clippy::disallowed_methods, reason = "the documented way to hand a passphrase to a script")]
    if let Ok(text) = std::env::var("YARROW_PASSPHRASE") {
        return Ok(Zeroizing::new(text));
    }
    rpassword::prompt_password(prompt).map(Zeroizing::new).map_err(|_| {
        Failure::Usage("No terminal to ask for the passphrase: set YARROW_PASSPHRASE.".to_owned())
    })
}

/// The app with a person signed in; without a login, the first who may do `permission`.
pub fn signed_in(data: &DataDir, login: Option<&str>, permission: &str) -> Result<App, Failure> {
    let app = app(data);
    let status = app.status();
    match status.state {
        AppState::FirstRun => {
            return Err(Failure::Failed(format!(
                "There is no practice in {}. Make one with `yarrow-cli init`.",
                data.data.display()
            )));
        }
        AppState::Broken => return Err(Failure::Failed(status.problem.unwrap_or_default())),
        AppState::Locked | AppState::Unlocked => {}
    }
    let may = |user: &&SignInUser| user.role.permissions().iter().any(|p| p.code() == permission);
    let login = match login {
        Some(login) => login.to_owned(),
        None => status.users.iter().find(may).map(|user| user.login.clone()).ok_or_else(|| {
            Failure::Usage("Nobody here may do this; name a person with --user.".to_owned())
        })?,
    };
    let passphrase = passphrase(&format!("Passphrase of {login}: "))?;
    app.dispatch("unlock", json!({ "login": login, "passphrase": passphrase.as_str() }))?;
    Ok(app)
}

/// Runs a command; one that starts a job is waited for, with its progress on stderr.
pub fn run(app: &App, command: &str, request: Value) -> Result<Value, Failure> {
    let Reply { value, .. } = app.dispatch(command, request)?;
    let is_job = value.get("state").is_some() && value.get("kind").is_some() && value.get("done").is_some();
    if !is_job {
        return Ok(value);
    }
    let mut shown = 0;
    loop {
        let job = app.dispatch("job", json!({ "id": value["id"] }))?.value;
        match job["state"].as_str() {
            Some("running") => {
                let (done, total) = (job["done"].as_u64().unwrap_or(0), job["total"].as_u64().unwrap_or(0));
                let percent = (done * 100).checked_div(total).unwrap_or(0);
                if percent >= shown + 10 {
                    shown = percent;
                    eprintln!("{} {percent} %", job["title"].as_str().unwrap_or_default());
                }
                std::thread::sleep(std::time::Duration::from_millis(50));
            }
            Some("finished") => return Ok(job["result"].clone()),
            _ => {
                let message = job["error"]["message"].as_str().unwrap_or("Cancelled.");
                return Err(Failure::Failed(message.to_owned()));
            }
        }
    }
}

/// Prints a value as JSON on stdout.
pub fn print(value: &impl serde::Serialize) -> Result<(), Failure> {
    let text = serde_json::to_string_pretty(value)
        .map_err(|_| Failure::Failed("The answer is no JSON.".to_owned()))?;
    println!("{text}");
    Ok(())
}
