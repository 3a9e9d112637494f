//! The pharmacy behind the counter: knows each message by its id, dispenses once, and answers as the seed says.

use std::collections::HashMap;
use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicU64, Ordering};
use std::sync::{Mutex, MutexGuard, PoisonError};
use std::time::Duration;

use sha2::{Digest, Sha256};
use yarrow_codecs::script::{Body, Message};

use crate::answers::Writer;
use crate::faults::{Fault, fault};
use crate::http::{Answer, Manner, Request};
use crate::ledger::Ledger;
use crate::mailbox::Mailbox;

/// How this pharmacy behaves.
pub struct Habits {
    pub seed: u64,
    /// Faults of a hundred tries.
    pub faults: u8,
    pub token: Option<String>,
    /// Asks for a renewal of everything.
    pub renew: bool,
    /// Never confirms.
    pub silent: bool,
}

/// The pharmacy.
pub struct PharmacyDesk {
    habits: Habits,
    ledger: Ledger,
    mailbox: Mailbox,
    inject: PathBuf,
    known: Mutex<HashMap<String, Known>>,
    last_id: AtomicU64,
    /// Tells the messages of one start from those of another.
    start: u128,
}

/// What is known of a message.
struct Known {
    attempts: u32,
    /// SHA-256 of the bytes, once it was taken.
    taken: Option<[u8; 32]>,
}

const LATER: Duration = Duration::from_millis(250);

impl PharmacyDesk {
    /// Opens the pharmacy in a folder.
    pub fn open(dir: &Path, habits: Habits) -> std::io::Result<Self> {
        Ok(Self {
            habits,
            ledger: Ledger::open(&dir.join("ledger.tsv"))?,
            mailbox: Mailbox::default(),
            inject: dir.join("inject"),
            known: Mutex::default(),
            last_id: AtomicU64::new(0),
            start: crate::answers::started(),
        })
    }

    /// Answers a request.
    pub fn answer(&self, request: &Request) -> Answer {
        if self.habits.token.is_some() && request.token != self.habits.token {
            return Answer::empty(401);
        }
        let parts: Vec<&str> = request.path.split('/').filter(|part| !part.is_empty()).collect();
        match (request.method.as_str(), parts.as_slice()) {
            ("POST", ["messages"]) => self.take_message(&request.body),
            ("GET", ["mailbox"]) => self.show_mail(&request.after),
            ("GET", ["waiting"]) => Answer::with(self.mailbox.len().to_string().into_bytes()),
            ("DELETE", ["mailbox", name]) => Answer::empty(if self.mailbox.take(name) { 204 } else { 404 }),
            ("POST", ["mailbox", name, "refused"]) => {
                self.ledger.note("refused", name, "-", &String::from_utf8_lossy(&request.body));
                Answer::empty(if self.mailbox.take(name) { 204 } else { 404 })
            }
            _ => Answer::empty(404),
        }
    }

    fn show_mail(&self, after: &str) -> Answer {
        self.take_injected();
        match self.mailbox.next(after) {
            Some((name, message)) => Answer { delivery: Some(name), ..Answer::with(message) },
            None => Answer::empty(204),
        }
    }

    fn take_message(&self, bytes: &[u8]) -> Answer {
        let message = match Message::read(bytes) {
            Ok(received) => received.message,
            Err(fault) => {
                self.ledger.note("unreadable", "-", "-", &fault.to_string());
                return Answer::empty(422);
            }
        };
        let id = message.header.message_id.as_str().to_owned();
        let kind = message.body.tag();
        let mut known = self.known();
        let entry = known.entry(id.clone()).or_insert(Known { attempts: 0, taken: None });
        entry.attempts += 1;
        let fault = fault(self.habits.seed, self.habits.faults, &id, entry.attempts);
        self.ledger.note("reached", &id, kind, &format!("{fault:?}"));
        match fault {
            Fault::DropBefore => return Answer { manner: Manner::Nothing, ..Answer::empty(200) },
            Fault::ErrorBefore => return Answer::empty(500),
            Fault::Busy => return Answer::with(self.writer(&message).error("600", "Try again later")),
            _ => {}
        }
        let hash: [u8; 32] = Sha256::digest(bytes).into();
        let first = entry.taken.is_none();
        match entry.taken {
            None => {
                entry.taken = Some(hash);
                let order = message.header.prescriber_order_number.as_deref().unwrap_or_default();
                self.ledger.note(if kind == "NewRx" { "dispensed" } else { "done" }, &id, kind, order);
            }
            Some(before) if before == hash => self.ledger.note("again", &id, kind, ""),
            Some(_) => self.ledger.note("changed", &id, kind, "other bytes under the same id"),
        }
        drop(known);
        if first || fault == Fault::Twice {
            self.post_answers(&message, fault);
        }
        let status = || self.writer(&message).status("000");
        match fault {
            Fault::Late => Answer::empty(202),
            Fault::Malformed => {
                let mut half = status();
                half.truncate(half.len() / 2);
                Answer::with(half)
            }
            Fault::Foreign => Answer::with(
                b"<?xml version=\"1.0\"?><Envelope xmlns=\"http://example.org/other\"/>".to_vec(),
            ),
            Fault::ErrorAfter => Answer::empty(500),
            Fault::DropAfter => Answer { manner: Manner::Broken, ..Answer::with(status()) },
            Fault::Slow => Answer { manner: Manner::Dripping, ..Answer::with(status()) },
            Fault::Huge => Answer::with(vec![b' '; 50 << 20]),
            Fault::VerifyFirst => Answer::with(self.writer(&message).verify()),
            _ => Answer::with(status()),
        }
    }

    /// Puts the answers that follow into the mailbox.
    fn post_answers(&self, message: &Message, fault: Fault) {
        let times = if fault == Fault::Twice { 2 } else { 1 };
        let delay = if fault == Fault::Late { LATER } else { Duration::ZERO };
        let post = |bytes: Vec<u8>| {
            for _ in 0..times {
                self.mailbox.put(bytes.clone(), delay);
            }
        };
        match &message.body {
            Body::NewRx(_) if self.habits.silent => {}
            Body::NewRx(rx) => {
                if matches!(fault, Fault::Late | Fault::VerifyFirst) {
                    post(self.writer(message).status("010"));
                }
                post(self.writer(message).verify());
                if fault == Fault::Contradict {
                    self.ledger.note("contradicted", message.header.message_id.as_str(), "NewRx", "");
                    post(self.writer(message).error("900", "Prescriber not known here"));
                }
                if self.habits.renew {
                    post(self.writer(message).renewal(rx));
                }
            }
            Body::CancelRx(_) => post(self.writer(message).cancelled(true)),
            _ => {}
        }
    }

    /// Files that somebody put beside the pharmacy go into the mailbox as they are, in the order of their names.
    fn take_injected(&self) {
        let Ok(entries) = std::fs::read_dir(&self.inject) else { return };
        let mut paths: Vec<PathBuf> = entries.flatten().map(|entry| entry.path()).collect();
        paths.retain(|path| path.extension().is_some_and(|extension| extension == "xml"));
        paths.sort();
        for path in paths {
            if let Ok(bytes) = std::fs::read(&path)
                && std::fs::remove_file(&path).is_ok()
            {
                self.mailbox.put(bytes, Duration::ZERO);
            }
        }
    }

    fn writer<'a>(&self, to: &'a Message) -> Writer<'a> {
        let number = self.last_id.fetch_add(1, Ordering::Relaxed);
        Writer { to, id: format!("{:x}-{number}", self.start) }
    }

    fn known(&self) -> MutexGuard<'_, HashMap<String, Known>> {
        self.known.lock().unwrap_or_else(PoisonError::into_inner)
    }
}
