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
use super::pack::{BATCH, Packer};
use super::window::Window;
use super::worker::{Done, Entry, Place, Worker};
use crate::cli::{Error, Loaded, Paint, Told};
use crate::source::Choose;

/// What is to be done.
pub(super) struct Job {
    pub input: Input,
    /// Which objects are read.
    pub choose: Arc<Choose>,
    pub loaded: Arc<Loaded>,
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

/// Runs the job; `each` receives every batch in order, its items numbered through, and `None` now and then while nothing comes.
/// After an error of `each` the threads end by themselves: they are not waited for, because one may be waiting for standard input.
pub(super) fn run(job: Job, each: &mut dyn FnMut(Option<Done>) -> Result<(), Error>) -> Result<(), Error> {
    let batches = (job.threads * PER_THREAD).max(AT_LEAST);
    let gate = Arc::new(Gate::new(batches * BATCH));
    let (to_workers, from_reader) = bounded(batches);
    let (to_large, large_from_reader) = bounded(batches);
    let (to_us, from_workers) = bounded(batches);

    let mut packer = Packer::new(Arc::clone(&gate), to_workers, to_large);
    let Job { input, choose, loaded, window, text, threads, meter } = job;
    let reader = spawn("reader".to_owned(), move || {
        let read = input.read(&meter, choose, &mut |object, piece| packer.take(object, piece));
        if read.is_continue() {
            let _ = packer.finish();
        }
    })?;
    // One thread more for large documents: what an allocator keeps of its memory after one of them, it keeps per thread.
    let inputs = (0..threads).map(|number| (format!("audit-{number}"), from_reader.clone()));
    for (name, input) in inputs.chain([("audit-large".to_owned(), large_from_reader)]) {
        let (mut worker, output) = (Worker::new(&loaded, window.clone(), text), to_us.clone());
        spawn(name, move || {
            for batch in input {
                let done = worker.audit(&batch);
                drop(batch);
                if output.send(done).is_err() {
                    break;
                }
            }
        })?;
    }
    drop((from_reader, to_us));

    let mut early = BTreeMap::new();
    let mut next = 0;
    let mut numbering = Numbering::default();
    loop {
        let done = match from_workers.recv_timeout(QUIET) {
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
        early.insert(done.sequence, done);
        while let Some(mut done) = early.remove(&next) {
            next += 1;
            let held = done.held;
            numbering.go_on(&mut done);
            let answer = each(Some(done));
            gate.leave(held);
            if answer.is_err() {
                gate.close();
                return answer;
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
struct Numbering {
    last: Option<(Place, u64)>,
}

impl Numbering {
    fn go_on(&mut self, done: &mut Done) {
        if let (Some((last, items)), Some(first)) = (self.last, done.first)
            && last == first
        {
            for entry in done.shares.iter_mut().flat_map(|share| &mut share.entries) {
                match entry {
                    Entry::Finding { place, record, .. } if *place == first => record.item += items,
                    _ => {}
                }
            }
            if let Some((last, own)) = &mut done.last
                && *last == first
            {
                *own += items;
            }
        }
        self.last = done.last.or(self.last);
    }
}
