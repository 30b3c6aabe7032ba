//! Which position may be committed: the acknowledgement tracker of every source.
//!
//! It promises that a committed position never passes a record that is not clean, published or quarantined, and never goes
//! back. A *lane* is a partition or a shard; each assignment of it is a new *epoch*. Records are tracked in the order of their
//! delivery, and what may be committed is the end of the longest run of finished ones from the start: contiguous in delivery
//! order, not in numbers, because compaction, transactions and resharding leave gaps.
//!
//! Pure: no clock, no lock, no client. The thread that reads a source owns its tracker, so there is no race between a commit
//! and a revocation. What it leaves to others: deciding to pause, committing, and telling anyone.

use std::collections::{HashMap, VecDeque};
use std::fmt::Debug;
use std::hash::Hash;

use crate::policy::names;

/// What became of a record, once and for all.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Outcome {
    /// Nothing to tell, or nothing that is not told already.
    Clean,
    /// Every required sink has confirmed its alerts.
    Published,
    /// A pointer to it is safely in quarantine.
    Quarantined,
    /// It was the service's own canary: no figure of records counts it, and it is no sign of health for the quarantine's guard.
    Canary,
}

names!(Outcome { Clean = "clean", Published = "published", Quarantined = "quarantined", Canary = "canary" });

/// The right to finish one record. Not `Clone`; dropping it leaves the record pending, which is the safe side.
#[derive(Debug, PartialEq, Eq)]
#[must_use = "a record whose token is dropped is never committed"]
pub struct Token {
    epoch: u64,
    serial: u64,
}

/// What a record brings along.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Arrival {
    /// Bytes held for it while it is under way.
    pub bytes: u32,
    /// When it was received, Unix time in milliseconds.
    pub received_ms: i64,
    /// Its own timestamp (Kafka record time, Kinesis arrival), Unix time in milliseconds.
    pub recorded_ms: Option<i64>,
}

/// Records and bytes under way.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Load {
    /// Records.
    pub records: u64,
    /// Bytes.
    pub bytes: u64,
}

/// What became of a token.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Completion {
    /// The record is finished; what may be committed has moved.
    Advanced,
    /// The record is finished; an earlier one is not.
    Waiting,
    /// Its epoch is over, or it was finished before: nothing happened.
    Stale,
}

/// Tracks the lanes `L` of a source; `P` is where reading resumes behind a record.
#[derive(Debug)]
pub struct Tracker<L, P> {
    lanes: HashMap<L, Lane<P>>,
    names: HashMap<u64, L>,
    epochs: u64,
    load: Load,
}

#[derive(Debug)]
struct Lane<P> {
    epoch: u64,
    /// The serial of the first slot.
    first: u64,
    slots: VecDeque<Slot<P>>,
    watermark: Option<P>,
    /// The timestamp of the last record at or below the watermark.
    recorded_ms: Option<i64>,
    load: Load,
}

#[derive(Debug)]
struct Slot<P> {
    resume: P,
    arrival: Arrival,
    done: bool,
}

impl<L, P> Default for Tracker<L, P> {
    fn default() -> Self {
        Self { lanes: HashMap::new(), names: HashMap::new(), epochs: 0, load: Load::default() }
    }
}

impl<L: Clone + Eq + Hash + Debug, P: Clone + Ord + Debug> Tracker<L, P> {
    /// Begins a new epoch of `lane`; tokens of an earlier one become stale.
    pub fn open(&mut self, lane: L) {
        self.close(&lane);
        self.epochs += 1;
        self.names.insert(self.epochs, lane.clone());
        let state = Lane {
            epoch: self.epochs,
            first: 0,
            slots: VecDeque::new(),
            watermark: None,
            recorded_ms: None,
            load: Load::default(),
        };
        self.lanes.insert(lane, state);
    }

    /// Ends the epoch of `lane`. Gives how many records were still under way.
    pub fn close(&mut self, lane: &L) -> u64 {
        let Some(state) = self.lanes.remove(lane) else { return 0 };
        self.names.remove(&state.epoch);
        self.load.records -= state.load.records;
        self.load.bytes -= state.load.bytes;
        state.load.records
    }

    /// Tracks a record that was delivered on `lane`; reading would resume at `resume` behind it. `None` where the lane is not
    /// open, or the record is not behind the last one: it must not be worked on, because nobody could acknowledge it.
    pub fn track(&mut self, lane: &L, resume: P, arrival: Arrival) -> Option<Token> {
        let state = self.lanes.get_mut(lane)?;
        if state.end().is_some_and(|end| resume <= *end) {
            return None;
        }
        let serial = state.first + state.slots.len() as u64;
        state.slots.push_back(Slot { resume, arrival, done: false });
        for load in [&mut state.load, &mut self.load] {
            load.records += 1;
            load.bytes += u64::from(arrival.bytes);
        }
        Some(Token { epoch: state.epoch, serial })
    }

    /// Notes that up to `resume` there is nothing more to read on `lane`: tombstones, compaction gaps, transaction markers.
    pub fn pass(&mut self, lane: &L, resume: P) {
        let Some(state) = self.lanes.get_mut(lane) else { return };
        if state.end().is_some_and(|end| resume <= *end) {
            return;
        }
        match state.slots.back_mut() {
            // The gap belongs to the record before it: no slot of its own for each of a million.
            Some(last) if last.done => last.resume = resume,
            Some(_) => state.slots.push_back(Slot { resume, arrival: Arrival::default(), done: true }),
            None => state.watermark = Some(resume),
        }
    }

    /// The lane of a token, as long as its epoch lasts.
    pub fn lane(&self, token: &Token) -> Option<&L> {
        self.names.get(&token.epoch)
    }

    /// Finishes a record.
    pub fn complete(&mut self, token: Token) -> Completion {
        let Token { epoch, serial } = token;
        let Some(state) = self.names.get(&epoch).and_then(|lane| self.lanes.get_mut(lane)) else {
            return Completion::Stale;
        };
        let slot = serial.checked_sub(state.first).and_then(|at| state.slots.get_mut(at as usize));
        let Some(slot) = slot.filter(|slot| !slot.done) else { return Completion::Stale };
        slot.done = true;
        for load in [&mut state.load, &mut self.load] {
            load.records -= 1;
            load.bytes -= u64::from(slot.arrival.bytes);
        }
        let before = state.first;
        state.settle();
        if state.first > before { Completion::Advanced } else { Completion::Waiting }
    }

    /// Where reading of `lane` would resume if it were committed now. `None` before anything is finished in this epoch.
    pub fn watermark(&self, lane: &L) -> Option<&P> {
        self.lanes.get(lane)?.watermark.as_ref()
    }

    /// All lanes with what may be committed of them.
    pub fn watermarks(&self) -> impl Iterator<Item = (&L, &P)> {
        self.lanes.iter().filter_map(|(lane, state)| Some((lane, state.watermark.as_ref()?)))
    }

    /// The open lanes.
    pub fn lanes(&self) -> impl Iterator<Item = &L> {
        self.lanes.keys()
    }

    /// Whether `lane` is open.
    pub fn is_open(&self, lane: &L) -> bool {
        self.lanes.contains_key(lane)
    }

    /// What is under way on all lanes.
    pub const fn load(&self) -> Load {
        self.load
    }

    /// What is under way on `lane`.
    pub fn lane_load(&self, lane: &L) -> Load {
        self.lanes.get(lane).map_or_else(Load::default, |state| state.load)
    }

    /// How many records of `lane` are remembered: those under way, and those finished behind one that is not. It grows while one
    /// record does not end, so a source stops reading the lane at some length.
    pub fn span(&self, lane: &L) -> usize {
        self.lanes.get(lane).map_or(0, |state| state.slots.len())
    }

    /// When the oldest record still under way on `lane` was received, and its own timestamp.
    pub fn oldest(&self, lane: &L) -> Option<Arrival> {
        // Every slot before the first pending one would have settled, so it stands in front.
        self.lanes.get(lane)?.slots.front().map(|slot| slot.arrival)
    }

    /// The timestamp of the last record of `lane` that is finished with all before it.
    pub fn recorded_ms(&self, lane: &L) -> Option<i64> {
        self.lanes.get(lane)?.recorded_ms
    }
}

impl<P: Clone + Ord + Debug> Lane<P> {
    /// Behind the last record that was delivered.
    fn end(&self) -> Option<&P> {
        self.slots.back().map(|slot| &slot.resume).or(self.watermark.as_ref())
    }

    /// Moves the watermark over what is done.
    fn settle(&mut self) {
        while self.slots.front().is_some_and(|slot| slot.done) {
            if let Some(slot) = self.slots.pop_front() {
                debug_assert!(self.watermark.as_ref().is_none_or(|watermark| *watermark < slot.resume));
                self.watermark = Some(slot.resume);
                self.recorded_ms = slot.arrival.recorded_ms.or(self.recorded_ms);
                self.first += 1;
            }
        }
    }
}

#[cfg(test)]
#[path = "tracker_tests.rs"]
mod tests;
