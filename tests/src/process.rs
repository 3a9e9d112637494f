//! Programs the stories start: found in the build folder, ended with everything they started themselves.

use std::io::{BufRead, BufReader};
use std::os::unix::process::CommandExt;
use std::path::{Path, PathBuf};
use std::process::{Child, ChildStdout, Command, Stdio};
use std::sync::mpsc;
use std::thread;
use std::time::Duration;

use crate::Trouble;

/// How long a program may take to say its first word, on a machine that is busy building.
const PATIENCE: Duration = Duration::from_secs(60);

/// A running program with its children. Dropping it ends them all.
pub struct Process(Child);

impl Process {
    /// Starts a program in a group of its own.
    ///
    /// # Errors
    /// Names the program and the package to install when it is missing.
    pub fn start(command: &mut Command) -> Result<Self, Trouble> {
        let program = command.get_program().to_string_lossy().into_owned();
        let child = command.stdin(Stdio::null()).process_group(0).spawn().map_err(|error| {
            format!("{program} did not start ({error}); `cargo xtask test` installs what is needed")
        })?;
        Ok(Self(child))
    }

    /// Starts a program and waits for the first line that `pick` makes something of.
    ///
    /// # Errors
    /// When the program ends, or stays silent for a minute.
    pub fn start_and_hear<T: Send + 'static>(
        command: &mut Command,
        pick: impl Fn(&str) -> Option<T> + Send + 'static,
    ) -> Result<(Self, T), Trouble> {
        let program = command.get_program().to_string_lossy().into_owned();
        let mut process = Self::start(command.stdout(Stdio::piped()))?;
        let output = process.0.stdout.take().ok_or("no output to listen to")?;
        let heard = listen(output, pick).recv_timeout(PATIENCE);
        match heard {
            Ok(word) => Ok((process, word)),
            Err(mpsc::RecvTimeoutError::Timeout) => {
                Err(format!("{program} did not say that it is ready").into())
            }
            Err(mpsc::RecvTimeoutError::Disconnected) => {
                let end = process.0.wait()?;
                Err(format!("{program} ended before it was ready ({end})").into())
            }
        }
    }
}

impl Drop for Process {
    fn drop(&mut self) {
        end_group(self.0.id());
        let _ = self.0.wait();
    }
}

/// Ends a program and what it started: a driver's browser outlives the driver otherwise.
fn end_group(leader: u32) {
    let _ = Command::new("kill").args(["-KILL", "--", &format!("-{leader}")]).stderr(Stdio::null()).status();
}

/// Ends a program that runs past a limit, so that a test waiting for it fails instead of waiting for ever.
pub struct Watch(#[expect(dead_code, reason = "dropping it is what ends the watch")] mpsc::Sender<()>);

impl Watch {
    pub fn over(process: &Process, limit: Duration) -> Self {
        let leader = process.0.id();
        let (keep, kept) = mpsc::channel::<()>();
        thread::spawn(move || {
            if kept.recv_timeout(limit) == Err(mpsc::RecvTimeoutError::Timeout) {
                eprintln!("A session ran longer than {} s and was ended.", limit.as_secs());
                end_group(leader);
            }
        });
        Self(keep)
    }
}

fn listen<T: Send + 'static>(
    output: ChildStdout,
    pick: impl Fn(&str) -> Option<T> + Send + 'static,
) -> mpsc::Receiver<T> {
    let (tell, heard) = mpsc::channel();
    thread::spawn(move || {
        let mut tell = Some(tell);
        // Reading goes on after the word was heard: a full pipe would stop the program.
        for line in BufReader::new(output).lines().map_while(Result::ok) {
            if let Some(word) = pick(&line)
                && let Some(tell) = tell.take()
            {
                let _ = tell.send(word);
            }
        }
    });
    heard
}

/// Cargo's build folder with the profile, such as `target/debug`.
///
/// # Errors
/// When this test program is not where Cargo puts test programs.
pub fn build_folder() -> Result<PathBuf, Trouble> {
    let me = std::env::current_exe()?;
    Ok(me.parent().and_then(Path::parent).ok_or("the test program is not in a build folder")?.to_owned())
}

/// One of our programs, built by the same Cargo.
///
/// # Errors
/// A sentence when it has not been built.
pub fn program(name: &str) -> Result<PathBuf, Trouble> {
    let path = build_folder()?.join(name);
    if path.exists() {
        Ok(path)
    } else {
        Err(format!("{} is not built: run `cargo xtask test`", path.display()).into())
    }
}

/// Gives a command a home of its own, so that a test neither sees nor leaves anything in the tester's.
pub fn in_home<'a>(command: &'a mut Command, home: &Path) -> &'a mut Command {
    command
        .env("HOME", home)
        .env("XDG_DATA_HOME", home.join("data"))
        .env("XDG_CACHE_HOME", home.join("cache"))
        .env("XDG_CONFIG_HOME", home.join("config"))
        .env_remove("DBUS_SESSION_BUS_ADDRESS")
}

/// The variables that point a program at a record and, where it was built, at the reference data.
///
/// # Errors
/// When the build folder cannot be found.
pub fn record(data: &Path) -> Result<Vec<(&'static str, PathBuf)>, Trouble> {
    let built = build_folder()?.with_file_name("knowledge").join("knowledge.db");
    let mut variables = vec![("YARROW_DATA", data.to_owned())];
    if built.exists() {
        variables.push(("YARROW_KNOWLEDGE", built));
    }
    Ok(variables)
}
