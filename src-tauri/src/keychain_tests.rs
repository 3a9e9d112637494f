//! The keychain against a real gnome-keyring on a bus of its own, in a home of its own.
//!
//! One process can open the store only once, so each case runs this test program again as a child that plays one part.

use super::*;
use std::path::Path;
use std::process::Command;

const PART: &str = "YARROW_TEST_KEYCHAIN_PART";
const NAME: &str = "workstation-key";
const LOCK: &str = "dbus-send --session --print-reply --dest=org.freedesktop.secrets /org/freedesktop/secrets \
                    org.freedesktop.Secret.Service.Lock array:objpath:/org/freedesktop/secrets/collection/login";

/// What the child does. Started without a part, as in an ordinary run, it has nothing to play.
#[test]
#[expect(clippy::disallowed_methods, reason = "the part reaches the child through its environment")]
fn part() {
    let Ok(part) = std::env::var(PART) else { return };
    let keychain = Keychain;
    match part.as_str() {
        "keep" => {
            assert_eq!(keychain.keychain_get(NAME).unwrap(), None);
            keychain.keychain_set(NAME, b"first").unwrap();
            keychain.keychain_set(NAME, &[0, 255, 10, 13]).unwrap();
        }
        "find" => assert_eq!(keychain.keychain_get(NAME).unwrap().unwrap().as_slice(), [0, 255, 10, 13]),
        "miss" => assert_eq!(keychain.keychain_get(NAME).unwrap(), None),
        // Some stores say "locked", some "no such entry": either ends in the passphrase.
        "find it locked" => assert!(!matches!(keychain.keychain_get(NAME), Ok(Some(_)))),
        "forget" => {
            keychain.keychain_delete(NAME).unwrap();
            assert_eq!(keychain.keychain_get(NAME).unwrap(), None);
            keychain.keychain_delete(NAME).unwrap();
        }
        "no bus" => {
            assert!(keychain.keychain_get(NAME).is_err());
            assert!(keychain.keychain_set(NAME, b"x").unwrap_err().0.contains("no keychain"));
        }
        other => panic!("no part called {other}"),
    }
    println!("played {part}");
}

fn home() -> tempfile::TempDir {
    tempfile::Builder::new().prefix("yarrow-keychain").tempdir().unwrap()
}

fn in_home(program: &str, home: &Path) -> Command {
    let mut command = Command::new(program);
    command
        .env("HOME", home)
        .env("XDG_DATA_HOME", home.join("data"))
        .env("XDG_CACHE_HOME", home.join("cache"))
        .env("XDG_CONFIG_HOME", home.join("config"))
        .env("XDG_RUNTIME_DIR", home)
        .env_remove("DISPLAY")
        .env_remove("WAYLAND_DISPLAY")
        .env_remove("DBUS_SESSION_BUS_ADDRESS");
    command
}

/// The shell line that plays one part in this test program.
fn play(part: &str) -> String {
    let me = std::env::current_exe().unwrap();
    format!("{PART}='{part}' '{}' --exact keychain::tests::part --nocapture", me.display())
}

/// Runs shell lines on a fresh bus with an unlocked keyring; returns what they printed.
fn with_keyring(lines: &[String]) -> String {
    let home = home();
    let unlock = "printf secret | gnome-keyring-daemon --unlock --components=secrets > /dev/null".to_owned();
    let script = [&["set -e".to_owned(), unlock], lines].concat().join("\n");
    let output = in_home("dbus-run-session", home.path())
        .args(["--", "sh", "-c", &script])
        .output()
        .expect("dbus-run-session is missing: install the packages dbus and gnome-keyring");
    let printed = [output.stdout, output.stderr].concat();
    let printed = String::from_utf8_lossy(&printed).into_owned();
    assert!(output.status.success(), "{printed}");
    printed
}

#[test]
fn a_restart_finds_the_key_until_it_is_told_to_forget() {
    let printed = with_keyring(&[play("keep"), play("find"), play("forget"), play("miss")]);
    for part in ["keep", "find", "forget", "miss"] {
        assert!(printed.contains(&format!("played {part}")), "{printed}");
    }
}

#[test]
fn a_locked_keychain_gives_no_key_and_ends_in_the_passphrase() {
    let printed = with_keyring(&[play("keep"), LOCK.to_owned(), play("find it locked")]);
    assert!(printed.contains("played find it locked"), "{printed}");
}

#[test]
fn without_a_session_bus_the_keychain_says_so_and_nothing_breaks() {
    let home = home();
    let output = in_home("sh", home.path()).args(["-c", &play("no bus")]).output().unwrap();
    let printed = String::from_utf8_lossy(&output.stdout);
    assert!(output.status.success() && printed.contains("played no bus"), "{printed}");
}

#[test]
fn a_keychain_that_waits_for_a_prompt_is_not_waited_for() {
    let late = within(Duration::from_millis(20), || {
        thread::sleep(Duration::from_secs(2));
        Ok(())
    });
    assert!(late.unwrap_err().0.contains("does not answer"));
}
