//! The write-ahead spool: what comes is written, several bodies with one `fsync`, and answered; then it is audited, and taken out
//! when it is finished.
//!
//! It promises that a body is answered with 200 only when it is on disk, that it stays there until it is finished, and that what
//! is there when the service starts is audited first. One thread owns the file. A disk that fails is tried again; meanwhile
//! callers are told to come again.

use std::fmt;
use std::path::PathBuf;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::thread::{self, JoinHandle};
use std::time::{Duration, Instant};

use crossbeam_channel::{Receiver, Sender, never, select};

use super::handed::Handed;
use super::spool_store::{Store, path, size};
use crate::database::DatabaseError;
use crate::pipeline::Stop;
use crate::source::Refusal;
use crate::telemetry::labels::{ErrorKind, Stage};
use crate::telemetry::{Metrics, SharedThrottle};

/// Bodies written with one `fsync` at most, and their bytes, beyond which none is added.
const GROUP: usize = 512;
const GROUP_BYTES: u64 = 8 << 20;
/// Bytes read from the file at once.
const READ: usize = 1 << 20;
/// How long what is finished may stay in the file where nothing else is written.
const LULL: Duration = Duration::from_millis(200);
/// How many finished ones are taken out at once at least, if nothing else is written.
const DONE: usize = 4_096;
/// How long a disk that failed rests.
const REST: Duration = Duration::from_secs(1);
/// So long without an error it takes to work again.
const LATELY: Duration = Duration::from_secs(5);
/// How long the end waits for the last commit.
const CLOSING: Duration = Duration::from_secs(2);

/// The spool, as the thread that tracks sees it.
pub struct Spool {
    stored: Receiver<Vec<Handed>>,
    done: Sender<u64>,
    works: Arc<AtomicBool>,
    stop: Stop,
    thread: JoinHandle<()>,
}

/// The thread that owns the file.
struct Keeper {
    folder: PathBuf,
    store: Option<Store>,
    most: u64,
    /// From the port.
    handed: Receiver<Handed>,
    done: Receiver<u64>,
    stop: Stop,
    metrics: Arc<Metrics>,
    log: SharedThrottle,
    /// The number from which on the file was not read yet.
    from: u64,
    /// Finished, and still in the file.
    finished: Vec<u64>,
    /// When the file may be opened again, where it failed.
    again: Option<Instant>,
    /// When it failed last, until that is long enough ago.
    failed: Option<Instant>,
    /// Whether it has not failed lately.
    works: Arc<AtomicBool>,
}

impl Spool {
    /// Opens the file in `folder` for at most `most` bytes, and starts the thread. `handed` is what comes.
    pub(super) fn open(
        folder: PathBuf,
        most: u64,
        handed: Receiver<Handed>,
        metrics: Arc<Metrics>,
        log: SharedThrottle,
    ) -> Result<Self, DatabaseError> {
        let store = Store::open(&folder)?;
        if store.records > 0 {
            tracing::info!(records = store.records, bytes = store.bytes, "the spool is audited first");
        }
        let (out, stored) = crossbeam_channel::bounded(2);
        let (done, finished) = crossbeam_channel::unbounded();
        let stop = Stop::default();
        let works = Arc::new(AtomicBool::new(true));
        let keeper = Keeper {
            folder,
            store: Some(store),
            most,
            handed,
            done: finished,
            stop: stop.clone(),
            metrics,
            log,
            from: 0,
            finished: Vec::new(),
            again: None,
            failed: None,
            works: Arc::clone(&works),
        };
        let thread = thread::Builder::new().name("spool".to_owned()).spawn(move || keeper.run(&out));
        let thread = thread.map_err(redb::Error::Io)?;
        Ok(Self { stored, done, works, stop, thread })
    }

    /// What is to be audited.
    pub(super) const fn stored(&self) -> &Receiver<Vec<Handed>> {
        &self.stored
    }

    /// The entry with this number is finished.
    pub(super) fn done(&self, number: u64) {
        // Once the thread has ended it is audited again.
        let _ = self.done.send(number);
    }

    /// Whether the file could be written and read lately.
    pub(super) fn works(&self) -> bool {
        self.works.load(Ordering::Relaxed)
    }

    /// Whether the thread has died.
    pub(super) fn has_ended(&self) -> bool {
        self.thread.is_finished()
    }

    /// Takes out what is finished and closes the file. What is left is audited after the next start.
    pub(super) fn close(self) {
        self.stop.set();
        let by = Instant::now() + CLOSING;
        while !self.thread.is_finished() && Instant::now() < by {
            thread::sleep(Duration::from_millis(5));
        }
    }
}

impl Keeper {
    fn run(mut self, out: &Sender<Vec<Handed>>) {
        // A sender that never finds anyone.
        let (nowhere, _kept) = crossbeam_channel::bounded(0);
        let nothing = never();
        let (handed, done) = (self.handed.clone(), self.done.clone());
        let mut ready: Vec<Handed> = Vec::new();
        let mut port_is_open = true;
        loop {
            if self.store.is_some() && self.failed.is_some_and(|failed| failed.elapsed() > LATELY) {
                self.failed = None;
                self.works.store(true, Ordering::Relaxed);
            }
            self.read(&mut ready);
            let out = if ready.is_empty() { &nowhere } else { out };
            let from_port = if port_is_open { &handed } else { &nothing };
            select! {
                recv(from_port) -> one => match one {
                    Ok(one) => self.take(one),
                    Err(_) => port_is_open = false,
                },
                recv(done) -> number => {
                    self.finished.extend(number);
                    self.finished.extend(self.done.try_iter());
                    if self.finished.len() >= DONE {
                        self.clear();
                    }
                }
                // Whoever takes it has ended: the service ends.
                send(out, std::mem::take(&mut ready)) -> _ => {}
                default(LULL) => self.clear(),
            }
            if self.stop.is_set() {
                // The port is closed before this one, so nothing more comes.
                let last: Vec<Handed> = self.handed.try_iter().collect();
                last.into_iter().for_each(|one| self.take(one));
                self.finished.extend(self.done.try_iter());
                self.clear();
                return;
            }
        }
    }

    /// Writes a body and those behind it, and answers.
    fn take(&mut self, first: Handed) {
        let (mut group, mut bytes) = (Vec::new(), 0);
        let used = self.store.as_ref().map_or(0, |store| store.bytes);
        let handed = self.handed.clone();
        for one in std::iter::once(first).chain(handed.try_iter()) {
            let further = size(&one);
            if used + bytes + further > self.most {
                one.reply.tell(Err(Refusal::SpoolFull));
                continue;
            }
            bytes += further;
            group.push(one);
            if group.len() >= GROUP || bytes >= GROUP_BYTES {
                break;
            }
        }
        if group.is_empty() {
            return;
        }
        let answer = if self.commit(&group) { Ok(()) } else { Err(Refusal::Storage) };
        group.into_iter().for_each(|one| one.reply.tell(answer));
    }

    /// Takes out what is finished.
    fn clear(&mut self) {
        if !self.finished.is_empty() {
            self.commit(&[]);
        }
    }

    /// Commits a group, and what is finished along with it. Gives whether it is on disk.
    fn commit(&mut self, group: &[Handed]) -> bool {
        self.mend();
        let Some(store) = &mut self.store else { return false };
        match store.commit(group, &self.finished) {
            Ok(()) => {
                self.finished.clear();
                self.count();
                true
            }
            Err(error) => {
                self.failed(&error);
                false
            }
        }
    }

    /// Reads what is to be audited next, if nothing is ready.
    fn read(&mut self, ready: &mut Vec<Handed>) {
        if !ready.is_empty() {
            return;
        }
        self.mend();
        let Some(store) = self.store.as_ref().filter(|store| self.from < store.next) else { return };
        match store.read(self.from, READ) {
            Ok((found, next)) => {
                *ready = found;
                // Behind the last entry there may be numbers that were never committed.
                self.from = if ready.is_empty() { store.next } else { next };
            }
            Err(error) => self.failed(&error),
        }
    }

    fn failed(&mut self, error: &DatabaseError) {
        let kind = if error.full { ErrorKind::DiskFull } else { ErrorKind::Io };
        self.metrics.error(Stage::Receiving, kind);
        if let Some(more) = self.log.allow("spool") {
            let file = path(&self.folder);
            tracing::error!(%error, file = %file.display(), more, "the spool fails; callers are told to come again");
        }
        // redb takes no more after an error of the disk until the file is opened again.
        self.store = None;
        self.again = Some(Instant::now() + REST);
        self.failed = Some(Instant::now());
        self.works.store(false, Ordering::Relaxed);
    }

    /// Opens the file again after an error.
    fn mend(&mut self) {
        if self.store.is_some() || self.again.is_some_and(|again| Instant::now() < again) {
            return;
        }
        match Store::open(&self.folder) {
            Ok(mut store) => {
                tracing::info!("the spool works again");
                // An empty file knows no numbers, and those that were given out are under way.
                store.next = store.next.max(self.from);
                self.store = Some(store);
                self.again = None;
                self.count();
            }
            Err(error) => self.failed(&error),
        }
    }

    fn count(&self) {
        if let Some(store) = &self.store {
            self.metrics.webhook_spool_records.set(i64::try_from(store.records).unwrap_or(i64::MAX));
            self.metrics.webhook_spool_bytes.set(i64::try_from(store.bytes).unwrap_or(i64::MAX));
        }
    }
}

impl fmt::Debug for Spool {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Spool").finish_non_exhaustive()
    }
}
