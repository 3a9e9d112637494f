//! Carries messages in the background while the program runs: the window and the loopback server start it, a single
//! command from a terminal does not.
//!
//! It works for nobody in particular: what a person decided to send goes out also after they locked the screen.

use std::sync::{Arc, Condvar, Mutex, MutexGuard, PoisonError};
use std::time::Duration;

use yarrow_core::Result;
use yarrow_core::access::{Operation, Permission, Practice};
use yarrow_core::store::Store;
use yarrow_core::transmission::{Which, next_due, open_route};
use yarrow_transport::Round;

use crate::state::App;

/// How long to wait while no practice is open.
const CLOSED: Duration = Duration::from_secs(5);
/// The shortest wait between two rounds.
const SHORTEST: Duration = Duration::from_secs(1);

/// The background worker's bell, and the lock that keeps two rounds from running at once.
#[derive(Default)]
pub(crate) struct Courier {
    signal: Arc<(Mutex<Signal>, Condvar)>,
    round: Arc<Mutex<()>>,
}

#[derive(Default)]
struct Signal {
    started: bool,
    rung: bool,
    ended: bool,
}

impl Courier {
    /// There may be something to send.
    pub fn ring(&self) {
        let (signal, bell) = &*self.signal;
        locked(signal).rung = true;
        bell.notify_all();
    }

    /// Waits until no round is under way, and keeps the next one from beginning.
    pub fn pause(&self) -> MutexGuard<'_, ()> {
        locked(&self.round)
    }
}

impl Drop for Courier {
    fn drop(&mut self) {
        let (signal, bell) = &*self.signal;
        locked(signal).ended = true;
        bell.notify_all();
    }
}

impl App {
    /// Starts the background worker; a second call changes nothing.
    ///
    /// # Errors
    /// When no thread can be started.
    pub fn start_courier(&self) -> std::io::Result<()> {
        let signal = Arc::clone(&self.courier.signal);
        if std::mem::replace(&mut locked(&signal.0).started, true) {
            return Ok(());
        }
        let (round, practice) = (Arc::clone(&self.courier.round), self.open_practice());
        std::thread::Builder::new().name("yarrow-courier".to_owned()).spawn(move || {
            let mut pause = Duration::ZERO;
            while wait(&signal, pause) {
                let _alone = locked(&round);
                pause = match practice() {
                    Some(practice) => run_round(&practice),
                    None => CLOSED,
                };
            }
        })?;
        Ok(())
    }

    /// Hands over everything that waits, whether due or not, and takes in what has come.
    ///
    /// # Errors
    /// When nobody is signed in or the record cannot be written. Trouble on the way is part of the answer.
    pub fn send_messages(&self, all: bool) -> Result<Round> {
        let session = self.session()?;
        session.require(&Operation::new("send_messages", Permission::ChartWrite))?;
        let _alone = self.courier.pause();
        let store = session.store();
        yarrow_transport::run(store, if all { Which::All(store.now()) } else { Which::Due })
    }
}

/// Waits for the bell or the time; answers whether to go on.
fn wait(signal: &(Mutex<Signal>, Condvar), pause: Duration) -> bool {
    let (signal, bell) = signal;
    let waited = bell.wait_timeout_while(locked(signal), pause, |signal| !signal.rung && !signal.ended);
    let (mut signal, _) = waited.unwrap_or_else(PoisonError::into_inner);
    signal.rung = false;
    !signal.ended
}

/// One round, and how long to wait for the next. What goes wrong with the record itself is tried again later: the person
/// at the screen meets the same trouble and is told there.
fn run_round(practice: &Practice) -> Duration {
    let store = practice.store();
    let next = yarrow_transport::run(store, Which::Due).and_then(|_| next_wait(store));
    next.unwrap_or(CLOSED)
}

fn next_wait(store: &Store) -> Result<Duration> {
    let poll = store.read(|db| Ok(open_route(db)?.route.poll_seconds))?;
    let poll = Duration::from_secs(u64::from(poll));
    let Some(due) = next_due(store)? else { return Ok(poll) };
    let millis = u64::try_from(due.0 - store.now().0).unwrap_or(0);
    Ok(Duration::from_millis(millis).clamp(SHORTEST, poll.max(SHORTEST)))
}

fn locked<T>(mutex: &Mutex<T>) -> MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}
