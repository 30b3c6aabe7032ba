//! The threads: one reads, some audit, the caller's receives the answers in the order of the input.
//!
//! What is under way is bounded by the [`Gate`], which is entered before a document is copied and left when its answer has
//! been written; nothing waits in any other place without bound.

use std::collections::BTreeMap;
use std::io;
use std::sync::Arc;
use std::sync::atomic::AtomicU64;
use std::thread::{self, JoinHandle};
use std::time::Duration;

use crossbeam_channel::{RecvTimeoutError, bounded};

use super::gate::Gate;
use super::input::Input;
use super::pack::{BATCH, Batch, Packer};
use super::window::Window;
use super::worker::{Done, Entry, Place, Worker};
use crate::cli::linking::Linking;
use crate::cli::{Error, Loaded, Paint, Told};
use crate::source::Choose;

/// What is to be done.
pub(super) struct Job {
    pub input: Input,
    /// Which objects are read.
    pub choose: Arc<Choose>,
    pub loaded: Arc<Loaded>,
    pub linking: Arc<Linking>,
    pub window: Window,
    /// Write text for a person, in these colours.
    pub text: Option<Paint>,
    pub threads: usize,
    /// Counts the bytes read.
    pub meter: Arc<AtomicU64>,
}

/// Batches under way per thread, and at least.
const PER_THREAD: usize = 2;
const AT_LEAST: usize = 8;

/// How long nothing may come before that is told.
const QUIET: Duration = Duration::from_secs(1);

/// What a thread makes of batches.
pub(in crate::cli) trait Work: Send + 'static {
    /// What it has to say of one.
    type Answer: Send + 'static;

    /// Takes a batch.
    fn work(&mut self, batch: &Batch) -> Self::Answer;
}

/// Runs the job; `each` receives every batch in order, its items numbered through, and `None` now and then while nothing comes.
pub(super) fn run(job: Job, each: &mut dyn FnMut(Option<Done>) -> Result<(), Error>) -> Result<(), Error> {
    let Job { input, choose, loaded, linking, window, text, threads, meter } = job;
    let worker = || Worker::new(&loaded, &linking, window.clone(), text);
    let mut numbering = Numbering::default();
    ordered(input, choose, &meter, threads, &worker, &mut |mut done| {
        if let Some(done) = &mut done {
            let base = numbering.go_on(done.first, done.last);
            for entry in done.shares.iter_mut().flat_map(|share| &mut share.entries) {
                match entry {
                    Entry::Finding { place, record, .. } if Some(*place) == done.first => record.item += base,
                    _ => {}
                }
            }
        }
        each(done)
    })
}

/// Has the workers take all of `input` that `choose` wants; `each` receives their answers in the order of the batches, and `None`
/// now and then while nothing comes. After an error of `each` the threads end by themselves: they are not waited for, because one
/// may be waiting for standard input.
pub(in crate::cli) fn ordered<W: Work>(
    input: Input,
    choose: Arc<Choose>,
    meter: &Arc<AtomicU64>,
    threads: usize,
    worker: &dyn Fn() -> W,
    each: &mut dyn FnMut(Option<W::Answer>) -> Result<(), Error>,
) -> Result<(), Error> {
    let batches = (threads * PER_THREAD).max(AT_LEAST);
    let gate = Arc::new(Gate::new(batches * BATCH));
    let (to_workers, from_reader) = bounded(batches);
    let (to_large, large_from_reader) = bounded(batches);
    let (to_us, from_workers) = bounded(batches);

    let mut packer = Packer::new(Arc::clone(&gate), to_workers, to_large);
    let meter = Arc::clone(meter);
    let reader = spawn("reader".to_owned(), move || {
        let read = input.read(&meter, choose, &mut |object, piece| packer.take(object, piece));
        if read.is_continue() {
            let _ = packer.finish();
        }
    })?;
    // One thread more for large documents: what an allocator keeps of its memory after one of them, it keeps per thread.
    let inputs = (0..threads).map(|number| (format!("audit-{number}"), from_reader.clone()));
    for (name, input) in inputs.chain([("audit-large".to_owned(), large_from_reader)]) {
        let (mut worker, output) = (worker(), to_us.clone());
        spawn(name, move || {
            for batch in input {
                let (sequence, held) = (batch.sequence, batch.held);
                let answer = worker.work(&batch);
                drop(batch);
                if output.send((sequence, held, answer)).is_err() {
                    break;
                }
            }
        })?;
    }
    drop((from_reader, to_us));

    let mut early = BTreeMap::new();
    let mut next = 0;
    loop {
        let (sequence, held, answer) = match from_workers.recv_timeout(QUIET) {
            Ok(done) => done,
            Err(RecvTimeoutError::Timeout) => match each(None) {
                Ok(()) => continue,
                Err(error) => {
                    gate.close();
                    return Err(error);
                }
            },
            Err(RecvTimeoutError::Disconnected) => break,
        };
        early.insert(sequence, (held, answer));
        while let Some((held, answer)) = early.remove(&next) {
            next += 1;
            let taken = each(Some(answer));
            gate.leave(held);
            if taken.is_err() {
                gate.close();
                return taken;
            }
        }
    }
    if reader.join().is_err() || !early.is_empty() {
        // Cannot happen as far as we know; if it does, half an answer must not look like a whole one.
        return Err(Told::failed("a thread died: not everything was audited")
            .remedy("please report this as a bug")
            .into());
    }
    Ok(())
}

fn spawn<T: Send + 'static>(name: String, work: impl FnOnce() -> T + Send + 'static) -> Result<JoinHandle<T>, Error> {
    let failed = |error: io::Error| Told::failed(format!("cannot start a thread: {error}")).remedy("try `--threads 1`");
    thread::Builder::new().name(name).spawn(work).map_err(|error| failed(error).into())
}

/// Numbers items through where a line goes on from one batch to the next.
#[derive(Debug, Default)]
pub(in crate::cli) struct Numbering {
    last: Option<(Place, u64)>,
}

impl Numbering {
    /// Takes a batch that begins in line `first` and ends in line `last` with so many items; gives how many items its first line
    /// has had before.
    pub fn go_on(&mut self, first: Option<Place>, last: Option<(Place, u64)>) -> u64 {
        let base = self.last.filter(|(place, _)| Some(*place) == first).map_or(0, |(_, items)| items);
        let ended = last.map(|(place, items)| (place, if Some(place) == first { items + base } else { items }));
        self.last = ended.or(self.last);
        base
    }
}
