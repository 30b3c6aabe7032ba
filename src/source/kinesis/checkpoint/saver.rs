//! The thread that saves checkpoints, so that a slow table holds up neither reading nor auditing.
//!
//! It takes the newest of what it was given, and says what became of it. Between saves it beats.

use std::thread::{self, JoinHandle};
use std::time::Duration;

use crossbeam_channel::{Receiver, RecvTimeoutError, Sender};

use super::{CheckpointStore, Saved, StoreError};

/// How long a place that could not be opened rests.
const AGAIN: Duration = Duration::from_secs(1);

/// What the thread says.
#[derive(Debug)]
pub enum Answer {
    /// The place is ours; this is what it holds.
    Opened(Option<Saved>),
    /// What was given with this number is saved.
    Saved(u64),
    /// The place is reachable, after it was not.
    Beaten,
    /// It is not, or the place is no longer ours.
    Failed(StoreError),
}

/// The way to the thread.
#[derive(Debug)]
pub struct Saver {
    requests: Option<Sender<(u64, Saved)>>,
    answers: Receiver<Answer>,
    serial: u64,
    thread: Option<JoinHandle<()>>,
}

impl Saver {
    /// Starts the thread, which opens `store` first and beats every `beat`.
    pub fn start(mut store: Box<dyn CheckpointStore>, beat: Duration) -> std::io::Result<Self> {
        let (requests, asked) = crossbeam_channel::unbounded();
        let (answer, answers) = crossbeam_channel::unbounded();
        let thread = thread::Builder::new().name("checkpoints".to_owned()).spawn(move || {
            if open(&mut *store, &asked, &answer) {
                run(&mut *store, &asked, &answer, beat);
                store.release();
            }
        })?;
        Ok(Self { requests: Some(requests), answers, serial: 0, thread: Some(thread) })
    }

    /// Hands over what is to be saved. Gives its number.
    pub fn save(&mut self, saved: Saved) -> u64 {
        self.serial += 1;
        if let Some(requests) = &self.requests {
            // A thread that has ended has said why.
            let _ = requests.send((self.serial, saved));
        }
        self.serial
    }

    /// What the thread says.
    pub const fn answers(&self) -> &Receiver<Answer> {
        &self.answers
    }

    /// Ends the thread: the place is given up. Waits `patience` at most.
    pub fn close(mut self, patience: Duration) {
        self.requests = None;
        let (tell, told) = crossbeam_channel::bounded::<()>(0);
        if let Some(thread) = self.thread.take() {
            // It may wait for a table that does not answer.
            let _ = thread::Builder::new().name("checkpoints-end".to_owned()).spawn(move || {
                let _ = thread.join();
                drop(tell);
            });
            let _ = told.recv_timeout(patience);
        }
    }
}

/// Opens the place. What passes is waited for; gives whether the place is ours.
fn open(store: &mut dyn CheckpointStore, asked: &Receiver<(u64, Saved)>, answer: &Sender<Answer>) -> bool {
    loop {
        let failed = match store.open() {
            Ok(saved) => return answer.send(Answer::Opened(saved)).is_ok(),
            Err(failed) => failed,
        };
        let passes = matches!(failed, StoreError::Failed { remedy: None, .. });
        if answer.send(Answer::Failed(failed)).is_err() || !passes {
            return false;
        }
        // Nothing is asked before it is open; but the process may end.
        if matches!(asked.recv_timeout(AGAIN), Err(RecvTimeoutError::Disconnected)) {
            return false;
        }
    }
}

fn run(store: &mut dyn CheckpointStore, asked: &Receiver<(u64, Saved)>, answer: &Sender<Answer>, beat: Duration) {
    let mut failing = false;
    loop {
        let done = match asked.recv_timeout(beat) {
            Ok(first) => {
                // Only the newest counts.
                let (serial, saved) = asked.try_iter().last().unwrap_or(first);
                store.save(&saved).map(|()| Some(serial))
            }
            Err(RecvTimeoutError::Timeout) => store.beat().map(|()| None),
            Err(RecvTimeoutError::Disconnected) => return,
        };
        let told = match done {
            Ok(None) if !std::mem::take(&mut failing) => continue,
            Ok(None) => Answer::Beaten,
            Ok(Some(serial)) => Answer::Saved(serial),
            Err(error) => Answer::Failed(error),
        };
        failing = matches!(told, Answer::Failed(_));
        if answer.send(told).is_err() {
            return;
        }
    }
}
