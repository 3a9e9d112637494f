//! One round: give up what is overdue, hand over what is due, take in what has come.

use std::path::Path;
use std::sync::{Mutex, PoisonError};

use yarrow_core::Result;
use yarrow_core::store::Store;
use yarrow_core::transmission::{
    self, Connection, Handover, OpenRoute, Outgoing, Which, handed_over, note_contact, open_route,
    receive_all, refuse_unread, take_due,
};
use yarrow_kernel::TransmissionId;

use crate::carrier::{Carrier, Mail, Trouble};
use crate::folder::Folder;
use crate::https::Https;

/// How many messages are handed over at a time; all are kept in one act afterwards.
const BATCH: usize = 16;
/// How many of them at once: a slow answer holds up a quarter.
const AT_ONCE: usize = 4;

/// What a round did.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Round {
    /// Messages handed over.
    pub sent: usize,
    /// Tries that failed.
    pub failed: usize,
    /// Messages given up.
    pub expired: usize,
    /// Messages taken in that were not here before.
    pub received: usize,
    /// Messages that came again.
    pub known: usize,
    /// Messages not read.
    pub refused: usize,
    /// What is wrong with the other side.
    pub trouble: Option<String>,
}

/// Runs a round over the way that the settings name; nothing where they name none.
///
/// # Errors
/// When the record cannot be read or written. Trouble on the way is part of the answer.
pub fn run(store: &Store, which: Which) -> Result<Round> {
    let OpenRoute { route, token } = store.read(open_route)?;
    let way: std::result::Result<Box<dyn Carrier>, Trouble> = match route.connection {
        Connection::None => {
            return Ok(Round { expired: transmission::expire(store)?, ..Round::default() });
        }
        Connection::Folder => Folder::new(Path::new(&route.folder)).map(|folder| Box::new(folder) as _),
        Connection::Https => Https::new(&route.url, &route.ca_pem, token).map(|https| Box::new(https) as _),
    };
    match way {
        Ok(carrier) => run_with(store, carrier.as_ref(), which),
        Err(Trouble(words)) => {
            let expired = transmission::expire(store)?;
            note_contact(store, Some(words.clone()))?;
            Ok(Round { expired, trouble: Some(words), ..Round::default() })
        }
    }
}

/// Runs a round over this way.
///
/// # Errors
/// As [`run`].
pub fn run_with(store: &Store, carrier: &dyn Carrier, which: Which) -> Result<Round> {
    let mut round = Round { expired: transmission::expire(store)?, ..Round::default() };
    hand_over(store, carrier, which, &mut round)?;
    if round.trouble.is_none() {
        take_in(store, carrier, &mut round)?;
    }
    note_contact(store, round.trouble.clone())?;
    Ok(round)
}

fn hand_over(store: &Store, carrier: &dyn Carrier, which: Which, round: &mut Round) -> Result<()> {
    loop {
        let batch = take_due(store, which, BATCH)?;
        if batch.is_empty() {
            return Ok(());
        }
        let results = send_all(carrier, &batch);
        let failures: Vec<&Handover> = results
            .iter()
            .map(|(_, result)| result)
            .filter(|result| matches!(result, Handover::Failed { .. }))
            .collect();
        round.failed += failures.len();
        round.sent += results.len() - failures.len();
        // Nothing of a whole batch got through: the other side is away, and the rest would fare the same.
        let away = match failures.last() {
            Some(Handover::Failed { words, lasting: false }) if failures.len() == results.len() => {
                Some(words.clone())
            }
            _ => None,
        };
        handed_over(store, results)?;
        if away.is_some() {
            round.trouble = away;
            return Ok(());
        }
    }
}

/// Hands a batch over, some at once, and answers in the order of the batch.
fn send_all(carrier: &dyn Carrier, batch: &[Outgoing]) -> Vec<(TransmissionId, Handover)> {
    let next = Mutex::new(batch.iter().enumerate());
    let done = Mutex::new(Vec::with_capacity(batch.len()));
    let work = || {
        loop {
            let one = next.lock().unwrap_or_else(PoisonError::into_inner).next();
            let Some((place, message)) = one else { return };
            let result = carrier.send(message);
            done.lock().unwrap_or_else(PoisonError::into_inner).push((place, message.id, result));
        }
    };
    std::thread::scope(|scope| {
        for _ in 0..AT_ONCE.min(batch.len()) {
            scope.spawn(work);
        }
    });
    let mut results = done.into_inner().unwrap_or_else(PoisonError::into_inner);
    results.sort_by_key(|(place, ..)| *place);
    results.into_iter().map(|(_, id, result)| (id, result)).collect()
}

fn take_in(store: &Store, carrier: &dyn Carrier, round: &mut Round) -> Result<()> {
    let mut after: Option<String> = None;
    loop {
        let mut batch: Vec<Mail> = Vec::new();
        while batch.len() < BATCH {
            match carrier.mail(after.as_deref()) {
                Ok(Some(mail)) => {
                    after = Some(mail.delivery.clone());
                    batch.push(mail);
                }
                Ok(None) => break,
                Err(Trouble(words)) => {
                    round.trouble = Some(words);
                    break;
                }
            }
        }
        if batch.is_empty() {
            return Ok(());
        }
        keep(store, carrier, batch, round)?;
        if round.trouble.is_some() {
            return Ok(());
        }
    }
}

/// On disk first, then acknowledged: what ends between the two comes again and is known.
fn keep(store: &Store, carrier: &dyn Carrier, batch: Vec<Mail>, round: &mut Round) -> Result<()> {
    let mut messages = Vec::new();
    for mail in &batch {
        match &mail.message {
            Ok(bytes) => messages.push(bytes.clone()),
            Err(words) => {
                refuse_unread(store, &format!("{words} Delivery {}.", mail.delivery))?;
                round.refused += 1;
            }
        }
    }
    let receipts = receive_all(store, messages)?.value;
    round.known += receipts.iter().filter(|receipt| receipt.known).count();
    round.received += receipts.iter().filter(|receipt| !receipt.known).count();
    for mail in &batch {
        let told = match &mail.message {
            Ok(_) => carrier.acknowledge(&mail.delivery),
            Err(words) => carrier.refuse(&mail.delivery, words),
        };
        if let Err(Trouble(words)) = told {
            round.trouble = Some(words);
            return Ok(());
        }
    }
    Ok(())
}
