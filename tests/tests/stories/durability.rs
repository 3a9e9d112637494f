//! What survives: power cuts, a second window, damaged and foreign files, a full disk.

use std::collections::hash_map::RandomState;
use std::hash::{BuildHasher, Hasher};
use std::io::{Read, Seek, SeekFrom, Write};
use std::path::Path;
use std::sync::Arc;
use std::sync::atomic::{AtomicU32, Ordering};
use std::time::Duration;

use serde_json::{Value, json};
use yarrow_api::ErrorKind;
use yarrow_core::store::{Clock, SystemClock};
use yarrow_tests::served::{Caller, Served, terminal_program};

use crate::house::{House, PASSPHRASE, document, new_practice, patient, start, text};

const KILLS: u32 = 50;
const PAGE: u64 = 4096;

#[track_caller]
fn ask(caller: &Caller, command: &str, request: Value) -> Value {
    let (status, answer) = caller.call(command, &request).unwrap();
    assert_eq!(status, 200, "{command}: {answer}");
    answer["value"].clone()
}

fn sign_in(caller: &Caller, login: &str) {
    ask(caller, "unlock", json!({ "login": login, "passphrase": PASSPHRASE }));
}

/// A practice in `home/data` with one visit going on; note and problem of the patient.
fn visited(data: &Path) -> (String, String) {
    let app = start(data, Arc::new(SystemClock) as Arc<dyn Clock>);
    let ask = |command: &str, request: Value| app.dispatch(command, request).unwrap().value;
    let mut practice = new_practice();
    practice["admin"]["role"] = json!("physician");
    ask("create_practice", practice);
    let patient = text(&ask("register_patient", patient("Lindqvist", "Ana", "1959-03-14"))["id"]);
    let visit =
        ask("start_encounter", json!({ "patient_id": patient, "kind": "Office visit", "reason": null }));
    let add = json!({ "patient_id": patient, "encounter_id": null, "code": "I10", "display": "", "onset": null, "note": "0" });
    (text(&visit["note"]["id"]), text(&ask("add_problem", add)["id"]))
}

/// The newest number that was acknowledged, of drafts and of changes of the problem.
#[derive(Default)]
struct Acknowledged {
    draft: AtomicU32,
    change: AtomicU32,
}

/// Writes one draft and one change after the other, each with its number, until the program is gone.
fn write_until_killed(caller: &Caller, note: &str, problem: &str, from: u32, kept: &Acknowledged) -> u32 {
    for number in from.. {
        let typed = format!("draft {number}");
        let draft = json!({ "note_id": note, "body": document(&typed), "text": typed, "caret": number });
        match caller.call("save_draft", &draft) {
            Ok((200, _)) => kept.draft.store(number, Ordering::SeqCst),
            Ok(refused) => panic!("save_draft: {refused:?}"),
            Err(_gone) => return number + 1,
        }
        let change = json!({ "id": problem, "clinical_status": "active", "onset": null, "abatement": null,
            "note": number.to_string(), "entered_in_error": false });
        match caller.call("update_problem", &change) {
            Ok((200, _)) => kept.change.store(number, Ordering::SeqCst),
            Ok(refused) => panic!("update_problem: {refused:?}"),
            Err(_gone) => return number + 1,
        }
    }
    unreachable!("numbers do not end")
}

#[test]
fn fifty_kills_at_random_moments_lose_nothing_that_was_acknowledged() {
    let home = tempfile::tempdir().unwrap();
    let (note, problem) = visited(&home.path().join("data"));
    let kept = Acknowledged::default();
    let mut every_change = Vec::new();
    let mut next = 1;
    for _ in 0..KILLS {
        let served = Served::start(home.path()).unwrap();
        let caller = served.caller();
        sign_in(&caller, "administrator");
        let (before, first) = (kept.change.load(Ordering::SeqCst), next);
        // From the middle of the first write to some dozens of writes later.
        let millis = RandomState::new().build_hasher().finish() % 300;
        next = std::thread::scope(|scope| {
            let writer = scope.spawn(|| write_until_killed(&caller, &note, &problem, first, &kept));
            std::thread::sleep(Duration::from_millis(millis));
            served.kill();
            writer.join().unwrap()
        });
        let after = kept.change.load(Ordering::SeqCst);
        if after > before {
            every_change.extend(first..=after);
        }
    }
    assert!(every_change.len() > 50, "too few writes to prove anything: {}", every_change.len());

    let app = start(&home.path().join("data"), Arc::new(SystemClock) as Arc<dyn Clock>);
    app.dispatch("unlock", json!({ "login": "administrator", "passphrase": PASSPHRASE })).unwrap();
    let store = app.session().unwrap();
    let found = store.store().read(yarrow_core::store::verify).unwrap();
    assert_eq!(found.problems, Vec::<String>::new());
    let draft: u32 = store
        .store()
        .read(|db| Ok(db.query_row("SELECT caret FROM note_draft", [], |row| row.get(0))?))
        .unwrap();
    assert!(
        draft >= kept.draft.load(Ordering::SeqCst),
        "draft {draft} is older than the last acknowledged one"
    );
    let history = json!({ "resource": "Condition", "id": problem, "field": "note" });
    let history = app.dispatch("field_history", history).unwrap().value;
    let written: Vec<u32> =
        history.as_array().unwrap().iter().map(|step| text(&step["to"]).parse().unwrap()).collect();
    let lost: Vec<u32> = every_change.iter().filter(|number| !written.contains(number)).copied().collect();
    assert!(lost.is_empty(), "acknowledged and gone: {lost:?}");
    println!("{} acknowledged changes, {} written, {} kills", every_change.len(), written.len(), KILLS);
}

#[test]
fn a_second_yarrow_on_the_same_record_is_told_that_it_is_already_open() {
    let (mut house, _) = House::with_patient();
    let before = house.counts();
    let second = start(house.dir(), Arc::clone(&house.clock) as Arc<dyn Clock>);
    let unlock = json!({ "login": "physician", "passphrase": PASSPHRASE });
    let error = second.dispatch("unlock", unlock.clone()).unwrap_err();
    assert_eq!(error.kind, ErrorKind::Refused);
    assert!(error.message.contains("already open"), "{error:?}");
    assert_eq!(house.counts(), before);
    house.close();
    second.dispatch("unlock", unlock).unwrap();
}

/// Flips one bit.
fn flip(file: &Path, at: u64) {
    let mut file = std::fs::File::options().read(true).write(true).open(file).unwrap();
    let mut byte = [0];
    file.seek(SeekFrom::Start(at)).unwrap();
    file.read_exact(&mut byte).unwrap();
    file.seek(SeekFrom::Start(at)).unwrap();
    file.write_all(&[byte[0] ^ 0x10]).unwrap();
}

#[test]
fn a_bit_flipped_anywhere_is_never_silent_verification_names_the_page_or_the_file_says_it_is_damaged() {
    let (mut house, _) = House::with_patient();
    house.close();
    let file = house.dir().join("practice.db");
    let whole = std::fs::read(&file).unwrap();
    assert!(!house.dir().join("practice.db-wal").exists(), "a journal would hide the flipped bit");
    let pages = whole.len() as u64 / PAGE;
    let (mut named, mut refused) = (0, 0);
    for page in (2..=pages).step_by((pages / 12).max(1) as usize) {
        flip(&file, (page - 1) * PAGE + 1_000);
        house.open();
        let unlocked =
            house.app().dispatch("unlock", json!({ "login": "administrator", "passphrase": PASSPHRASE }));
        let found = unlocked.and_then(|_| house.app().dispatch("verify_record", json!({})));
        match found {
            Ok(reply) => {
                let problems = reply.value["problems"].to_string();
                assert!(
                    problems.contains(&format!("page {page}")),
                    "page {page} of {pages} is not named: {problems}"
                );
                named += 1;
            }
            Err(error) => {
                assert_eq!(error.kind, ErrorKind::Refused, "page {page}: {error:?}");
                assert!(
                    error.message.contains("damaged") && error.message.contains("backup"),
                    "page {page}: {error:?}"
                );
                refused += 1;
            }
        }
        house.close();
        std::fs::write(&file, &whole).unwrap();
        for journal in ["practice.db-wal", "practice.db-shm"] {
            let _ = std::fs::remove_file(house.dir().join(journal));
        }
    }
    assert!(named > 0 && named + refused >= 10, "{named} named, {refused} refused of {pages} pages");
}

#[test]
fn a_damaged_first_page_is_called_damaged_and_not_a_wrong_passphrase() {
    let (mut house, _) = House::with_patient();
    house.close();
    flip(&house.dir().join("practice.db"), 40);
    house.open();
    let unlock = json!({ "login": "administrator", "passphrase": PASSPHRASE });
    house.refuses("unlock", unlock, ErrorKind::Refused, "damaged at its beginning");
    // A wrong passphrase is still a wrong passphrase.
    house.blames(
        "unlock",
        json!({ "login": "administrator", "passphrase": "not this one at all" }),
        "passphrase",
    );
}

#[test]
fn a_file_that_is_cut_short_is_called_damaged() {
    let (mut house, _) = House::with_patient();
    house.close();
    let file = std::fs::File::options().write(true).open(house.dir().join("practice.db")).unwrap();
    let length = file.metadata().unwrap().len();
    file.set_len(length / 2 / PAGE * PAGE).unwrap();
    house.open();
    let unlocked =
        house.app().dispatch("unlock", json!({ "login": "administrator", "passphrase": PASSPHRASE }));
    let found = unlocked.and_then(|_| house.app().dispatch("verify_record", json!({})));
    match found {
        Ok(reply) => assert_ne!(reply.value["problems"], json!([]), "half a file verifies"),
        Err(error) => assert!(error.message.contains("damaged"), "{error:?}"),
    }
}

#[test]
fn a_record_of_a_newer_yarrow_is_left_as_it_is() {
    let (mut house, _) = House::with_patient();
    house.close();
    house.behind_its_back().pragma_update(None, "user_version", 99).unwrap();
    house.open();
    let unlock = json!({ "login": "administrator", "passphrase": PASSPHRASE });
    house.refuses("unlock", unlock, ErrorKind::Refused, "newer Yarrow");
    house.close();
    let version: i64 =
        house.behind_its_back().pragma_query_value(None, "user_version", |row| row.get(0)).unwrap();
    assert_eq!(version, 99);
}

#[test]
fn a_record_without_its_key_file_is_broken_and_never_taken_for_an_empty_folder() {
    let (mut house, _) = House::with_patient();
    house.close();
    let keys = house.dir().join("keyslots.json");
    let saved = std::fs::read(&keys).unwrap();
    let record = std::fs::read(house.dir().join("practice.db")).unwrap();
    std::fs::remove_file(&keys).unwrap();
    house.open();
    let status = house.ask("app_status", json!({}));
    assert_eq!(status["state"], "broken");
    assert!(text(&status["problem"]).contains("keyslots.json"), "{status}");
    house.refuses("create_practice", new_practice(), ErrorKind::Refused, "already a practice");
    let job = house.ask("explore_demo", json!({ "patients": 3 }));
    let end = (0..500).find_map(|_| {
        std::thread::sleep(Duration::from_millis(20));
        let now = house.ask("job", json!({ "id": job["id"] }));
        (now["state"] != "running").then_some(now)
    });
    assert_eq!(end.unwrap()["state"], "failed");
    assert!(std::fs::read(house.dir().join("practice.db")).unwrap() == record, "the record was touched");
    assert!(!keys.exists(), "new keys were put beside an old record");

    std::fs::write(&keys, &saved).unwrap();
    house.restart();
    assert_eq!(house.sign_in("physician")["role"], "physician");
}

#[test]
fn a_damaged_key_file_is_said_to_be_damaged_and_a_missing_database_to_be_missing() {
    let (mut house, _) = House::with_patient();
    house.close();
    let keys = house.dir().join("keyslots.json");
    let saved = std::fs::read(&keys).unwrap();
    std::fs::write(&keys, &saved[..saved.len() / 2]).unwrap();
    house.open();
    let status = house.ask("app_status", json!({}));
    assert_eq!(status["state"], "broken");
    assert!(text(&status["problem"]).contains("damaged"), "{status}");

    std::fs::write(&keys, &saved).unwrap();
    std::fs::remove_file(house.dir().join("practice.db")).unwrap();
    house.restart();
    let unlock = json!({ "login": "administrator", "passphrase": PASSPHRASE });
    house.refuses("unlock", unlock, ErrorKind::Refused, "missing from its folder");
    assert!(!house.dir().join("practice.db").exists(), "an empty record was put in its place");
}

/// Serves a record from a disk of 16 MB that is nearly full until the file `space` appears beside it. The disk is a mount
/// of the program's own, so that nothing is left behind however the test ends.
#[cfg(target_os = "linux")]
fn served_on_a_small_disk(home: &Path) -> Served {
    use std::os::unix::fs::MetadataExt;
    let disk = home.join("disk");
    std::fs::create_dir_all(&disk).unwrap();
    let script = "mount -t tmpfs -o size=16m none \"$1\" || exit 1
        mkdir -m 700 \"$1/data\" && cp -p \"$2\"/* \"$1/data\" && head -c 9000000 /dev/zero > \"$1/ballast\" || exit 1
        (while [ ! -e \"$3\" ]; do sleep 0.05; done; rm \"$1/ballast\") >/dev/null 2>&1 &
        exec \"$4\" serve";
    let mut command = std::process::Command::new("unshare");
    if home.metadata().unwrap().uid() != 0 {
        command.args(["--user", "--map-root-user"]);
    }
    command.args(["--mount", "sh", "-c", script, "sh"]).args([
        &disk,
        &home.join("data"),
        &home.join("space"),
    ]);
    command.arg(terminal_program().unwrap());
    Served::start_by(&mut command, home, &disk.join("data"))
        .expect("a small disk in a mount namespace of its own")
}

#[cfg(target_os = "linux")]
#[test]
fn a_full_disk_refuses_the_draft_in_a_sentence_and_takes_it_once_there_is_space() {
    let home = tempfile::tempdir().unwrap();
    let (note, _) = visited(&home.path().join("data"));
    let served = served_on_a_small_disk(home.path());
    let caller = served.caller();
    sign_in(&caller, "administrator");
    let draft = |text: &str| json!({ "note_id": note, "body": null, "text": text, "caret": 1 });
    let save = |text: &str| caller.call("save_draft", &draft(text)).unwrap();
    assert_eq!(save("before the disk was full").0, 200);
    // Each of these fits the record's limits; together they do not fit the disk.
    let mut long = String::new();
    let (status, answer) = (1..40)
        .find_map(|megabytes| {
            long = format!("{megabytes}{}", "x".repeat(1 << 20)).repeat(if megabytes < 3 {
                megabytes
            } else {
                3
            });
            let answer = save(&long);
            (answer.0 != 200).then_some(answer)
        })
        .expect("the disk never fills");
    assert_eq!((status, &answer["kind"]), (507, &json!("storage_full")), "{answer}");
    assert!(text(&answer["message"]).starts_with("Not saved: the disk is full."), "{answer}");
    // The session still stands, and what needs no audit entry can still be read.
    assert_eq!(ask(&caller, "find_patients", json!({ "query": "lind", "limit": 5 }))[0]["given"], "Ana");

    std::fs::write(home.path().join("space"), "").unwrap();
    let saved = (0..200).any(|_| {
        std::thread::sleep(Duration::from_millis(50));
        save("after space was made").0 == 200
    });
    assert!(saved, "the draft is not taken although there is space");
    assert_eq!(ask(&caller, "verify_record", json!({}))["problems"], json!([]));
    served.kill();
}
