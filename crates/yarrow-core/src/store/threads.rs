//! The threads of a store: one that writes, two that read, each with its own connection; and the change feed.

use std::collections::VecDeque;
use std::fs::File;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::path::{Path, PathBuf};
use std::sync::mpsc::{Receiver, Sender, channel};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::thread::JoinHandle;

use rusqlite::Connection;
use uuid::Uuid;
use yarrow_kernel::Timestamp;

use super::clock::Clock;
use super::key::DatabaseKey;
use super::migrate;
use super::open::{self, Mode};
use super::tx::{Actor, Change, Tx, Written};
use super::writer::Writer;
use crate::error::{Error, Result};

const READERS: usize = 2;
/// How many changes a window may be behind before it is told to refresh everything.
const FEED: usize = 4096;

type WriteJob = Box<dyn FnOnce(&mut Writer) + Send>;
type ReadJob = Box<dyn FnOnce(&Connection) + Send>;

/// An open practice database. Dropping it finishes what is queued, then closes the file.
pub struct Store {
    writer: Option<Sender<WriteJob>>,
    readers: Option<Sender<ReadJob>>,
    threads: Vec<JoinHandle<()>>,
    feed: Arc<ChangeFeed>,
    clock: Arc<dyn Clock>,
    path: PathBuf,
    _lock: File,
}

impl Store {
    /// Makes a new practice database in `dir`.
    ///
    /// # Errors
    /// [`Error::Refused`] when one is already there, [`Error::InUse`] when another process holds the folder.
    pub fn create(
        dir: &Path,
        key: &DatabaseKey,
        clock: Arc<dyn Clock>,
        practice: Uuid,
        demo: bool,
    ) -> Result<Self> {
        std::fs::create_dir_all(dir)?;
        only_for_its_owner(dir, 0o700)?;
        let path = dir.join("practice.db");
        let lock = lock(dir)?;
        // An empty file is a creation that was cut off before its first page.
        if path.metadata().is_ok_and(|file| file.len() > 0) {
            return Err(Error::Refused(
                "There is already a practice in this folder. Nothing was changed. Choose another folder."
                    .to_owned(),
            ));
        }
        private_file(&path)?;
        let mut db = open::open(&path, key, Mode::Create)?;
        migrate::migrate(&mut db, clock.now(), |_| Ok(()))?;
        db.execute(
            "INSERT INTO practice_identity (only, id, demo) VALUES (1, ?1, ?2)",
            (practice.as_bytes(), demo),
        )?;
        Self::start(path, key, clock, db, lock)
    }

    /// Opens the practice database in `dir`, upgrading it when this version is newer.
    ///
    /// # Errors
    /// [`Error::InUse`], [`Error::Damaged`], [`Error::Newer`], each with its own sentence.
    pub fn open(dir: &Path, key: &DatabaseKey, clock: Arc<dyn Clock>) -> Result<Self> {
        let path = dir.join("practice.db");
        if !path.exists() {
            return Err(Error::Damaged(
                "The practice database is missing from its folder. Restore the newest backup; do not create a new practice here."
                    .to_owned(),
            ));
        }
        let lock = lock(dir)?;
        only_for_its_owner(&path, 0o600)?;
        let mut db = open::open(&path, key, Mode::Write)?;
        let now = clock.now();
        migrate::migrate(&mut db, now, |db| safety_copy(db, dir, key, now))?;
        Self::start(path, key, clock, db, lock)
    }

    fn start(
        path: PathBuf,
        key: &DatabaseKey,
        clock: Arc<dyn Clock>,
        db: Connection,
        lock: File,
    ) -> Result<Self> {
        let writer = Writer::new(db, Arc::clone(&clock))?;
        let (write_tx, write_rx) = channel::<WriteJob>();
        let mut threads = vec![spawn("yarrow-writer", move || {
            let mut writer = writer;
            for job in write_rx {
                job(&mut writer);
            }
        })?];
        let (read_tx, read_rx) = channel::<ReadJob>();
        let read_rx = Arc::new(Mutex::new(read_rx));
        for _ in 0..READERS {
            let db = open::open(&path, key, Mode::Read)?;
            let jobs = Arc::clone(&read_rx);
            threads.push(spawn("yarrow-reader", move || {
                while let Some(job) = next_job(&jobs) {
                    job(&db);
                }
            })?);
        }
        let feed = Arc::new(ChangeFeed::default());
        Ok(Self { writer: Some(write_tx), readers: Some(read_tx), threads, feed, clock, path, _lock: lock })
    }

    /// Runs `f` in one write transaction on the writer thread and waits for the commit.
    ///
    /// # Errors
    /// Whatever `f` refuses; then nothing is written.
    pub fn write<T: Send + 'static>(
        &self,
        actor: Actor,
        command: &'static str,
        f: impl FnOnce(&mut Tx<'_>) -> Result<T> + Send + 'static,
    ) -> Result<Written<T>> {
        self.begin_write(actor, command, f)?.recv().unwrap_or(Err(Error::Internal("writer-gone")))
    }

    /// As [`Store::write`], without waiting: the caller reads meanwhile and then waits on the receiver.
    ///
    /// # Errors
    /// When the store is closing.
    pub fn begin_write<T: Send + 'static>(
        &self,
        actor: Actor,
        command: &'static str,
        f: impl FnOnce(&mut Tx<'_>) -> Result<T> + Send + 'static,
    ) -> Result<Receiver<Result<Written<T>>>> {
        let (reply, answer) = channel();
        let feed = Arc::clone(&self.feed);
        let job: WriteJob = Box::new(move |writer| {
            let written = catch_unwind(AssertUnwindSafe(|| writer.run(&actor, command, f)))
                .unwrap_or(Err(Error::Internal("write-panicked")));
            if let Ok(written) = &written {
                feed.publish(&written.changes);
            }
            // The caller may have given up waiting; the commit stands either way.
            drop(reply.send(written));
        });
        let writer = self.writer.as_ref().ok_or(Error::Internal("store-closed"))?;
        writer.send(job).map_err(|_| Error::Internal("writer-gone"))?;
        Ok(answer)
    }

    /// Runs `f` on a reader connection and waits for its answer.
    ///
    /// # Errors
    /// Whatever `f` returns.
    pub fn read<T: Send + 'static>(
        &self,
        f: impl FnOnce(&Connection) -> Result<T> + Send + 'static,
    ) -> Result<T> {
        let (reply, answer) = channel();
        let job: ReadJob = Box::new(move |db| {
            let value =
                catch_unwind(AssertUnwindSafe(|| f(db))).unwrap_or(Err(Error::Internal("read-panicked")));
            drop(reply.send(value));
        });
        let readers = self.readers.as_ref().ok_or(Error::Internal("store-closed"))?;
        readers.send(job).map_err(|_| Error::Internal("reader-gone"))?;
        answer.recv().unwrap_or(Err(Error::Internal("reader-gone")))
    }

    /// Runs `f` on the writer's connection outside any command: statistics, checkpoints.
    ///
    /// # Errors
    /// Whatever `f` returns.
    pub fn maintain<T: Send + 'static>(
        &self,
        f: impl FnOnce(&Connection) -> Result<T> + Send + 'static,
    ) -> Result<T> {
        let (reply, answer) = channel();
        let job: WriteJob = Box::new(move |writer| drop(reply.send(f(&writer.db))));
        let writer = self.writer.as_ref().ok_or(Error::Internal("store-closed"))?;
        writer.send(job).map_err(|_| Error::Internal("writer-gone"))?;
        answer.recv().unwrap_or(Err(Error::Internal("writer-gone")))
    }

    /// What other windows need to refresh.
    pub fn feed(&self) -> &Arc<ChangeFeed> {
        &self.feed
    }

    /// The present instant.
    pub fn now(&self) -> Timestamp {
        self.clock.now()
    }

    /// The database file.
    pub fn path(&self) -> &Path {
        &self.path
    }
}

impl Drop for Store {
    fn drop(&mut self) {
        self.writer = None;
        self.readers = None;
        for thread in self.threads.drain(..) {
            // A panicked thread has already answered its caller with an error.
            drop(thread.join());
        }
    }
}

fn spawn(name: &str, f: impl FnOnce() + Send + 'static) -> Result<JoinHandle<()>> {
    Ok(std::thread::Builder::new().name(name.to_owned()).spawn(f)?)
}

fn next_job(jobs: &Mutex<Receiver<ReadJob>>) -> Option<ReadJob> {
    jobs.lock().unwrap_or_else(PoisonError::into_inner).recv().ok()
}

/// An empty file for nobody else's eyes, before anything is written to it; SQLite gives its side files the same permissions.
fn private_file(path: &Path) -> Result<()> {
    File::options().create(true).truncate(false).write(true).open(path)?;
    only_for_its_owner(path, 0o600)
}

/// Nobody else on this computer needs to see even the encrypted files.
fn only_for_its_owner(path: &Path, mode: u32) -> Result<()> {
    #[cfg(unix)]
    {
        use std::os::unix::fs::PermissionsExt;
        std::fs::set_permissions(path, std::fs::Permissions::from_mode(mode))?;
    }
    #[cfg(not(unix))]
    let _ = (path, mode);
    Ok(())
}

/// One process at a time: a lock of our own, because a second window would otherwise race the first.
fn lock(dir: &Path) -> Result<File> {
    let file = File::options().create(true).truncate(false).write(true).open(dir.join("practice.lock"))?;
    match file.try_lock() {
        Ok(()) => Ok(file),
        Err(std::fs::TryLockError::WouldBlock) => Err(Error::InUse),
        Err(std::fs::TryLockError::Error(error)) => Err(error.into()),
    }
}

/// An encrypted copy beside the database before its first upgrade step. Never unkeyed: that would write plaintext.
fn safety_copy(db: &Connection, dir: &Path, key: &DatabaseKey, now: Timestamp) -> Result<()> {
    let name = format!("before-upgrade-{}.db", now.to_string().replace([':', '.'], "-"));
    let path = dir.join(name);
    private_file(&path)?;
    let mut copy = open::open(&path, key, Mode::Create)?;
    {
        let backup = rusqlite::backup::Backup::new(db, &mut copy)?;
        backup.run_to_completion(2048, std::time::Duration::ZERO, None)?;
    }
    let problems = open::damaged_pages(&copy)?;
    if problems.is_empty() {
        return Ok(());
    }
    Err(Error::Damaged(
        "The safety copy before the upgrade could not be verified, so nothing was upgraded.".to_owned(),
    ))
}

/// The changes of this process, for windows that ask what happened since they last looked.
#[derive(Default)]
pub struct ChangeFeed {
    inner: Mutex<(u64, VecDeque<Change>)>,
}

impl ChangeFeed {
    fn locked(&self) -> MutexGuard<'_, (u64, VecDeque<Change>)> {
        self.inner.lock().unwrap_or_else(PoisonError::into_inner)
    }

    fn publish(&self, changes: &[Change]) {
        let mut inner = self.locked();
        for change in changes {
            inner.0 += 1;
            inner.1.push_back(change.clone());
        }
        while inner.1.len() > FEED {
            inner.1.pop_front();
        }
    }

    /// The changes after `cursor` and the new cursor; `None` instead of changes when the cursor is too old to tell.
    pub fn since(&self, cursor: u64) -> (u64, Option<Vec<Change>>) {
        let inner = self.locked();
        let (end, changes) = (inner.0, &inner.1);
        let missed = end.saturating_sub(cursor);
        if cursor > end || missed > changes.len() as u64 {
            return (end, None);
        }
        let skip = changes.len() - missed as usize;
        (end, Some(changes.iter().skip(skip).cloned().collect()))
    }
}
