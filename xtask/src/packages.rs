//! The system packages Yarrow builds and tests with, on systems that have apt.

use std::process::{Command, Stdio};

use crate::steps::{Outcome, run};

/// What building the window needs.
pub const BUILD: &[&str] = &["build-essential", "pkg-config", "libssl-dev", "libwebkit2gtk-4.1-dev"];
/// What the tests in real windows, the PDF tests and the keychain test need.
pub const TEST: &[&str] = &[
    "xvfb",
    "webkit2gtk-driver",
    "chromium",
    "chromium-driver",
    "poppler-utils",
    "qpdf",
    "gnome-keyring",
    "dbus",
];

/// Installs the packages that are missing, after naming them.
///
/// # Errors
/// When apt is there and fails. Without apt the packages are only named: the build says what it misses.
pub fn install(wanted: &[&str]) -> Outcome {
    if !cfg!(target_os = "linux") {
        println!("   Nothing to install here: the system packages are for Linux.");
        return Ok(());
    }
    if !answers("apt-get", &["--version"]) || !answers("dpkg-query", &["--version"]) {
        println!(
            "   This system has no apt. Yarrow needs what these Debian packages hold: {}",
            wanted.join(" ")
        );
        return Ok(());
    }
    let missing: Vec<&str> = wanted.iter().copied().filter(|package| !is_installed(package)).collect();
    if missing.is_empty() {
        println!("   All {} packages are here.", wanted.len());
        return Ok(());
    }
    println!("   Installing {}", missing.join(" "));
    apt_get(&["update"])?;
    apt_get(&[&["install", "--yes", "--no-install-recommends"], missing.as_slice()].concat())
}

fn apt_get(task: &[&str]) -> Outcome {
    // Another package run on the same machine is waited for instead of failing on its lock.
    let waiting = [&["-o", "DPkg::Lock::Timeout=300", "-q"], task].concat();
    if is_root() {
        run("env", &[&["DEBIAN_FRONTEND=noninteractive", "apt-get"], waiting.as_slice()].concat())
    } else {
        run("sudo", &[&["env", "DEBIAN_FRONTEND=noninteractive", "apt-get"], waiting.as_slice()].concat())
    }
}

fn is_installed(package: &str) -> bool {
    Command::new("dpkg-query")
        .args(["--show", "--showformat=${db:Status-Status}", package])
        .output()
        .is_ok_and(|output| output.status.success() && output.stdout == b"installed")
}

fn is_root() -> bool {
    Command::new("id").arg("-u").output().is_ok_and(|output| output.stdout.trim_ascii() == b"0")
}

/// Whether a program is there and says so.
pub fn answers(program: &str, arguments: &[&str]) -> bool {
    Command::new(program)
        .args(arguments)
        .stdin(Stdio::null())
        .stdout(Stdio::null())
        .stderr(Stdio::null())
        .status()
        .is_ok_and(|status| status.success())
}
