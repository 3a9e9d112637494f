//! Steps with a heading and a time each; the first failure ends the task with a sentence.

use std::io::{BufRead, BufReader};
use std::process::{Command, Stdio};
use std::time::{Duration, Instant};

use crate::place;

/// A failure as the sentence to print.
pub type Outcome<T = ()> = Result<T, String>;

/// What a task has done so far.
pub struct Steps {
    task: String,
    began: Instant,
    done: Vec<(String, Duration)>,
    /// Lines a task wants to be the last thing on the screen.
    closing: Vec<String>,
}

impl Steps {
    pub fn new(task: &str) -> Self {
        Self { task: task.to_owned(), began: Instant::now(), done: Vec::new(), closing: Vec::new() }
    }

    /// Does one step under a heading and remembers how long it took.
    pub fn step<T>(&mut self, name: &str, work: impl FnOnce() -> Outcome<T>) -> Outcome<T> {
        println!("\n== {name}");
        let began = Instant::now();
        let outcome = work().map_err(|reason| format!("{name}: {reason}"));
        let took = began.elapsed();
        println!("   {name}: {}", seconds(took));
        self.done.push((name.to_owned(), took));
        outcome
    }

    pub fn say_at_the_end(&mut self, lines: impl IntoIterator<Item = String>) {
        self.closing.extend(lines);
    }

    /// Prints the times and how the task ended.
    pub fn close<T>(&self, outcome: &Outcome<T>) {
        if self.done.len() > 1 {
            println!("\n== {}", self.task);
            for (name, took) in &self.done {
                println!("   {:>8}  {name}", seconds(*took));
            }
        }
        for line in &self.closing {
            println!("{line}");
        }
        match outcome {
            Ok(_) => println!("{}: all steps passed in {}.", self.task, seconds(self.began.elapsed())),
            Err(reason) => eprintln!("{}: stopped. {reason}", self.task),
        }
    }
}

fn seconds(time: Duration) -> String {
    let all = time.as_secs();
    if all >= 60 {
        format!("{} min {:02} s", all / 60, all % 60)
    } else {
        format!("{:.1} s", time.as_secs_f64())
    }
}

/// A program started at the root of the working tree.
pub fn command(program: &str, arguments: &[&str]) -> Command {
    let mut command = Command::new(program);
    command.args(arguments).current_dir(place::root());
    if program == "cargo" {
        // Set by the `cargo run` that started us; they would describe xtask to everything we build.
        for name in ["CARGO_MANIFEST_DIR", "CARGO_PKG_NAME", "CARGO_PKG_VERSION", "CARGO_MANIFEST_PATH"] {
            command.env_remove(name);
        }
    }
    command
}

/// Runs a program and lets it speak for itself.
pub fn run(program: &str, arguments: &[&str]) -> Outcome {
    finish(program, arguments, &mut command(program, arguments))
}

/// Runs a prepared command; the words are for the message when it fails.
pub fn finish(program: &str, arguments: &[&str], command: &mut Command) -> Outcome {
    let words = format!("{program} {}", arguments.join(" "));
    match command.status() {
        Ok(status) if status.success() => Ok(()),
        Ok(status) => Err(format!("`{}` ended with {status}", words.trim())),
        Err(error) => Err(format!("`{program}` could not be started ({error})")),
    }
}

/// Runs a command, shows its output as it comes, and returns the lines of it that `keep` chooses.
pub fn run_and_keep(
    words: &str,
    command: &mut Command,
    keep: impl Fn(&str) -> bool,
) -> (Vec<String>, Outcome) {
    let mut kept = Vec::new();
    let mut child = match command.stdout(Stdio::piped()).spawn() {
        Ok(child) => child,
        Err(error) => return (kept, Err(format!("`{words}` could not be started ({error})"))),
    };
    if let Some(output) = child.stdout.take() {
        for line in BufReader::new(output).lines().map_while(Result::ok) {
            println!("{line}");
            if keep(&line) {
                kept.push(line);
            }
        }
    }
    let outcome = match child.wait() {
        Ok(status) if status.success() => Ok(()),
        Ok(status) => Err(format!("`{words}` ended with {status}")),
        Err(error) => Err(format!("`{words}` was lost ({error})")),
    };
    (kept, outcome)
}
