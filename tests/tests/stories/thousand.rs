//! A thousand prescriptions through a pharmacy that misbehaves, while the program that decides and sends is killed again
//! and again: none is lost and none is dispensed twice.

use std::collections::BTreeMap;
use std::path::Path;
use std::process::{Command, Stdio};
use std::sync::Arc;
use std::time::Duration;

use serde_json::{Value, json};
use yarrow_codecs::script::Message;
use yarrow_core::medications::MedicationRequest;
use yarrow_core::store::{Actor, Clock, SystemClock};
use yarrow_kernel::{MedicationRequestId, PatientId, PractitionerId, Uuid};
use yarrow_tests::process::{Process, record};
use yarrow_tests::served::{Caller, Served, terminal_program};

use crate::counter::shop;
use crate::house::{PASSPHRASE, but, new_practice, patient, person, start, text};
use crate::simulator::Simulator;

const MESSAGES: usize = 1_000;
const PATIENTS: usize = 50;
/// Kills of the program in which a person decides to send and which sends in the background.
const KILLS_DECIDING: usize = 3;
/// Kills of the program that sends what waits.
const KILLS_SENDING: usize = 4;

/// A practice with a thousand signed prescriptions that have not left. The prescriptions are put in by the write gate,
/// without a visit each: what is proved here begins with the decision to send.
fn practice(data: &Path, simulator: &Simulator) -> Vec<String> {
    let app = start(data, Arc::new(SystemClock) as Arc<dyn Clock>);
    let ask = |command: &str, request: Value| app.dispatch(command, request).unwrap().value;
    ask("create_practice", new_practice());
    let physician = but(person("physician", "physician"), json!({ "phone": "(555) 010-1000" }));
    let author = text(&ask("save_practitioner", physician)["id"]);
    ask("save_transmission_route", simulator.route());
    let pharmacy = text(&ask("save_pharmacy", shop("electronic"))["id"]);
    ask("unlock", json!({ "login": "physician", "passphrase": PASSPHRASE }));
    let people: Vec<String> = (0..PATIENTS)
        .map(|n| {
            let born = format!("19{:02}-03-14", 30 + n);
            text(&ask("register_patient", patient("Lindqvist", &format!("Ana{n}"), &born))["id"])
        })
        .collect();
    let session = app.session().unwrap();
    let author = PractitionerId(Uuid::parse_str(&author).unwrap());
    let written = session.store().write(Actor::system(), "test", move |tx| {
        let mut ids = Vec::new();
        for n in 0..MESSAGES {
            let patient = PatientId(Uuid::parse_str(&people[n % PATIENTS]).unwrap());
            let fields = json!({
                "id": tx.new_id::<MedicationRequestId>(), "patient_id": patient, "display": "Lisinopril 10 mg tablet",
                "ingredients": ["lisinopril"], "sig": "1 tab po daily", "sig_text": "Take 1 tablet by mouth once daily",
                "dose_checked": true, "quantity": "30", "quantity_unit": "tablet", "days_supply": 30, "refills": n % 4,
                "dispense_as_written": false, "status": "active", "reported": false, "over_the_counter": false,
                "authored_at": tx.now(), "signed_at": tx.now(), "requester_id": author, "pharmacy_id": pharmacy,
                "pharmacy": "Alder Pharmacy, Albany", "overrides": [],
            });
            let order: MedicationRequest = serde_json::from_value(fields).unwrap();
            tx.insert(&order)?;
            ids.push(order.id.to_string());
        }
        Ok(ids)
    });
    written.unwrap().value
}

/// Decides to send a prescription. A program that is gone before it answered leaves the question open; asked again, it says
/// whether the decision was kept.
fn decide(caller: &Caller, id: &str) -> Option<()> {
    let send = json!({ "prescriptions": [{ "prescription_id": id, "route": "electronic" }] });
    match caller.call("send_prescriptions", &send) {
        Err(_gone) => None,
        Ok((200, _)) => Some(()),
        Ok((_, refused)) => {
            assert!(text(&refused["message"]).contains("was sent to Alder Pharmacy"), "{refused}");
            Some(())
        }
    }
}

/// Decides on all of them, one after the other, in a program that sends in the background and is killed on the way.
fn decide_all(home: &Path, ids: &[String], simulator: &Simulator) {
    let mut decided = 0;
    for kill in 0..=KILLS_DECIDING {
        let served = Served::start(home).unwrap();
        let caller = served.caller();
        let unlock = json!({ "login": "physician", "passphrase": PASSPHRASE });
        assert_eq!(caller.call("unlock", &unlock).unwrap().0, 200);
        let reached = simulator.ledger().count("reached");
        let until = ids.len() * (kill + 1) / (KILLS_DECIDING + 1);
        std::thread::scope(|scope| {
            if kill < KILLS_DECIDING {
                // In the middle of this part, with messages under way.
                scope.spawn(|| {
                    wait_for(|| simulator.ledger().count("reached") > reached + 60);
                    served.kill();
                });
            }
            while decided < until || kill < KILLS_DECIDING {
                let Some(id) = ids.get(decided) else { break };
                if decide(&caller, id).is_none() {
                    break;
                }
                decided += 1;
            }
        });
    }
    assert_eq!(decided, ids.len());
}

fn wait_for(mut done: impl FnMut() -> bool) {
    for _ in 0..6_000 {
        if done() {
            return;
        }
        std::thread::sleep(Duration::from_millis(10));
    }
    panic!("this never happens");
}

/// The terminal program over the record of `home`.
fn terminal(home: &Path, arguments: &[&str]) -> Command {
    let data = home.join("data");
    let mut command = Command::new(terminal_program().unwrap());
    command.args(arguments).arg("--data").arg(&data).envs(record(&data).unwrap());
    command.env("YARROW_PASSPHRASE", PASSPHRASE);
    command
}

fn run(home: &Path, arguments: &[&str]) -> Value {
    let output = terminal(home, arguments).output().unwrap();
    assert!(output.status.success(), "{arguments:?}: {}", String::from_utf8_lossy(&output.stderr));
    serde_json::from_slice(&output.stdout).unwrap()
}

fn call(home: &Path, command: &str, request: &Value) -> Value {
    let mut process = terminal(home, &["call", "--user", "physician"]);
    let output = process.args([command, &request.to_string()]).output().unwrap();
    assert!(output.status.success(), "{command}: {}", String::from_utf8_lossy(&output.stderr));
    serde_json::from_slice(&output.stdout).unwrap()
}

const SEND: &[&str] = &["outbox", "send", "--now", "--user", "physician"];

/// Sends and takes in until nothing waits on either side; the first programs are killed on the way.
fn send_all(home: &Path, simulator: &Simulator) -> usize {
    for _ in 0..KILLS_SENDING {
        let before = simulator.ledger().count("reached");
        let process =
            Process::start(terminal(home, SEND).stdout(Stdio::null()).stderr(Stdio::null())).unwrap();
        wait_for(|| simulator.ledger().count("reached") > before + 20);
        drop(process);
    }
    for round in 1..40 {
        let did = run(home, SEND);
        assert_eq!(did["expired"], 0, "{did}");
        let idle = ["sent", "failed", "received", "known", "refused"].iter().all(|what| did[*what] == 0);
        if idle && did["trouble"].is_null() {
            return round;
        }
    }
    panic!("it never comes to rest: {}", run(home, SEND))
}

#[test]
fn a_thousand_prescriptions_reach_a_misbehaving_pharmacy_once_each_although_the_sender_is_killed() {
    let home = tempfile::tempdir().unwrap();
    let simulator = Simulator::open(&home.path().join("pharmacy"), &["--faults", "40", "--seed", "7"]);
    let ids = practice(&home.path().join("data"), &simulator);
    decide_all(home.path(), &ids, &simulator);
    let rounds = send_all(home.path(), &simulator);

    let ledger = simulator.ledger();
    // Counted by the number of the prescription, so that a second message about the same would show.
    let dispensed = ledger.by_detail("dispensed");
    let lost: Vec<&String> =
        ids.iter().filter(|id| !dispensed.contains_key(id.replace('-', "").as_str())).collect();
    assert_eq!((dispensed.len(), lost), (MESSAGES, Vec::new()));
    let doubled: Vec<_> = dispensed.iter().filter(|(_, times)| **times != 1).collect();
    assert_eq!(doubled, Vec::new());
    assert_eq!(ledger.by_message("reached").len(), MESSAGES, "each under one message id");
    assert_eq!((ledger.count("changed"), ledger.count("unreadable")), (0, 0));
    let (reached, again) = (ledger.count("reached"), ledger.count("again"));
    assert!(again > 0, "nothing was repeated on the wire: the story proves nothing");

    // What a terminal prints of a prescription is what went to the pharmacy.
    let printed = terminal(home.path(), &["script", "new", &ids[0]]).output().unwrap();
    let printed = Message::read(&printed.stdout).unwrap().message;
    assert_eq!(printed.header.prescriber_order_number, Some(ids[0].replace('-', "")));
    assert!(ledger.by_message("reached").contains_key(printed.header.message_id.as_str()));

    // Every one has ended, and where the pharmacy contradicted itself a person is called.
    let page = call(home.path(), "outbox", &json!({ "all": true, "limit": 500 }));
    assert_eq!(page["count"]["queued"], 0);
    let contradicted = ledger.by_message("contradicted");
    let app = start(&home.path().join("data"), Arc::new(SystemClock) as Arc<dyn Clock>);
    app.dispatch("unlock", json!({ "login": "physician", "passphrase": PASSPHRASE })).unwrap();
    let session = app.session().unwrap();
    let all: Vec<(String, String, bool)> = session
        .store()
        .read(|db| {
            let mut rows =
                db.prepare("SELECT message_id, state, attention IS NOT NULL FROM transmission").unwrap();
            let rows = rows.query_map([], |row| Ok((row.get(0)?, row.get(1)?, row.get(2)?))).unwrap();
            Ok(rows.map(|row| row.unwrap()).collect())
        })
        .unwrap();
    let mut states: BTreeMap<&str, usize> = BTreeMap::new();
    for (message, state, attention) in &all {
        *states.entry(state).or_default() += 1;
        assert_eq!(*attention, contradicted.contains_key(message.as_str()), "{message}: {state}");
    }
    assert_eq!(states, BTreeMap::from([("verified", MESSAGES)]));
    let found = session.store().read(yarrow_core::store::verify).unwrap();
    assert_eq!(found.problems, Vec::<String>::new());
    println!(
        "{MESSAGES} prescriptions, {} kills: {reached} tries reached the pharmacy in {rounds} whole rounds, {again} of them \
         repeated what it had; {} contradicted; faults met: {:?}",
        KILLS_DECIDING + KILLS_SENDING,
        contradicted.len(),
        ledger.by_detail("reached")
    );
}
