//! Nothing readable outside the record: while Yarrow runs and after it was killed, no file holds what a chart says.

use std::path::{Path, PathBuf};

use serde_json::{Value, json};
use yarrow_tests::served::Served;

use crate::house::{PASSPHRASE, document, draft, new_practice, patient, person, text};

const FAMILY: &str = "Quillfeather";
const GIVEN: &str = "Zanzibara";
const NOTE: &str = "Dreams of walruses since the wedding.";
/// The name as a request that is refused holds it: it must not come back in the refusal.
const TYPED: &str = "Quillfeather\u{7}";

/// Every file below a folder that holds one of the texts, in UTF-8 or either UTF-16.
fn holding(folder: &Path, texts: &[&str]) -> Vec<PathBuf> {
    let mut patterns: Vec<Vec<u8>> = Vec::new();
    for text in texts {
        patterns.push(text.as_bytes().to_vec());
        patterns.push(text.encode_utf16().flat_map(u16::to_le_bytes).collect());
        patterns.push(text.encode_utf16().flat_map(u16::to_be_bytes).collect());
    }
    let mut found = Vec::new();
    for entry in std::fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() {
            found.extend(holding(&path, texts));
            continue;
        }
        // A file may go away between the listing and the look, as the database's journal does.
        let Ok(bytes) = std::fs::read(&path) else { continue };
        if patterns.iter().any(|pattern| bytes.windows(pattern.len()).any(|window| window == pattern)) {
            found.push(path);
        }
    }
    found
}

/// A served practice and everything a person does in one visit; collects what failed commands answered.
struct Story {
    served: Served,
    refusals: Vec<String>,
}

impl Story {
    #[track_caller]
    fn ask(&self, command: &str, request: Value) -> Value {
        let (status, answer) = self.served.call(command, &request).unwrap();
        assert_eq!(status, 200, "{command}: {answer}");
        answer["value"].clone()
    }

    #[track_caller]
    fn fails(&mut self, command: &str, request: Value) {
        let (status, answer) = self.served.call(command, &request).unwrap();
        assert!(status >= 400, "{command} should have failed: {answer}");
        self.refusals.push(format!("{command}: {answer}"));
    }

    fn sign_in(&self, login: &str) {
        self.ask("unlock", json!({ "login": login, "passphrase": PASSPHRASE }));
    }
}

#[test]
fn neither_the_running_program_nor_a_killed_one_leaves_a_name_a_number_or_a_note_in_any_file() {
    let home = tempfile::tempdir().unwrap();
    let mut story = Story { served: Served::start(home.path()).unwrap(), refusals: Vec::new() };
    story.ask("create_practice", new_practice());
    story.ask("save_practitioner", person("physician", "physician"));
    story.ask("save_practitioner", person("front_desk", "front_desk"));
    story.sign_in("physician");
    let registered = story.ask("register_patient", patient(FAMILY, GIVEN, "1959-03-14"));
    let (id, mrn) = (text(&registered["id"]), text(&registered["mrn"]));
    let visit =
        story.ask("start_encounter", json!({ "patient_id": id, "kind": "Office visit", "reason": null }));
    let (encounter, note) = (text(&visit["encounter"]["id"]), text(&visit["note"]["id"]));
    story.ask("save_draft", json!({ "note_id": note, "body": document(NOTE), "text": NOTE, "caret": 3 }));
    let staged = story.ask(
        "stage_prescription",
        draft(&id, &encounter, "amoxicillin|500 mg|capsule", "1 cap po tid x10d", 30),
    );
    let prescription = &staged["prescription"]["id"];
    let signed = json!({ "encounter_id": encounter, "note_id": note, "body": document(NOTE), "text": NOTE,
        "prescription_ids": [prescription], "finish": true });
    assert_eq!(story.ask("sign_visit", signed.clone())["outcome"], "signed");
    assert_eq!(story.ask("prescription_pdf", json!({ "ids": [prescription] }))["pages"], 1);
    story.ask("open_chart", json!({ "patient_id": id }));
    story.ask("find_patients", json!({ "query": FAMILY, "limit": 10 }));

    story.fails("sign_visit", signed);
    story.fails("register_patient", patient(TYPED, GIVEN, "1959-03-14"));
    story.fails("register_patient", json!({ "family": FAMILY, "given": GIVEN, "birth_date": mrn }));
    story.fails("register_patient", json!({ "family": [FAMILY], "given": { "Zanzibara": GIVEN } }));
    story.fails("find_patients", json!({ "query": FAMILY, "limit": FAMILY }));
    story.fails("save_draft", json!({ "note_id": note, "body": null, "text": NOTE, "caret": 0 }));
    story.fails("add_problem", json!({ "patient_id": id, "encounter_id": null, "code": "I10", "display": TYPED, "onset": null, "note": NOTE }));
    story.fails(&format!("open_{FAMILY}"), json!({}));
    story.sign_in("front_desk");
    story.fails("open_chart", json!({ "patient_id": id }));
    story.fails("prescription_pdf", json!({ "ids": [prescription] }));

    let secrets = [FAMILY, GIVEN, NOTE, "walruses", mrn.as_str(), PASSPHRASE];
    let running = holding(home.path(), &secrets);
    assert!(running.is_empty(), "readable while Yarrow runs: {running:?}");
    let journal = home.path().join("data/practice.db-wal");
    assert!(journal.metadata().is_ok_and(|file| file.len() > 0), "the look should have covered the journal");
    let refusals = std::mem::take(&mut story.refusals);
    story.served.kill();
    let killed = holding(home.path(), &secrets);
    assert!(killed.is_empty(), "readable after the program was killed: {killed:?}");
    assert!(!std::fs::read(home.path().join("data/practice.db")).unwrap().starts_with(b"SQLite format 3"));

    // Answers to commands that failed end in logs and bug reports. The unknown command's name is the caller's own.
    for refusal in refusals.iter().filter(|refusal| !refusal.starts_with("open_Q")) {
        assert!(!secrets.iter().any(|secret| refusal.contains(secret)), "said in a refusal: {refusal}");
    }
}

#[test]
fn the_look_for_readable_names_finds_them_when_they_are_there() {
    let folder = tempfile::tempdir().unwrap();
    std::fs::create_dir(folder.path().join("below")).unwrap();
    let wide: Vec<u8> = "from Quillfeather".encode_utf16().flat_map(u16::to_le_bytes).collect();
    std::fs::write(folder.path().join("below/wide"), wide).unwrap();
    std::fs::write(folder.path().join("narrow"), "to Quillfeather").unwrap();
    std::fs::write(folder.path().join("innocent"), "to Quill feather").unwrap();
    assert_eq!(holding(folder.path(), &[FAMILY]).len(), 2);
}
