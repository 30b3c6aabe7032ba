//! What the reading thread of every source does besides reading: fills batches, hands them to the auditing threads, takes in
//! what is finished, and says when as much is under way as may be.
//!
//! It belongs to that thread, like the [`Tracker`] in it. What it leaves to others: reading, and what a position means.

use std::fmt::Debug;
use std::hash::Hash;
use std::sync::Arc;
use std::time::{Duration, Instant};

use crossbeam_channel::{Receiver, Sender};

use super::{Batch, Completion, Load, Outcome, Payload, Place, Settled, Token, Tracker, clock};
use crate::canary::Canary;
use crate::event::Attributes;
use crate::quarantine::{QuarantineGuard, Tripped};
use crate::telemetry::Metrics;

/// Records in a batch at most.
const BATCH_RECORDS: usize = 256;
/// Bytes in a batch, beyond which no record is added.
const BATCH_BYTES: usize = 256 << 10;
/// What a record costs besides its bytes: slot, token, ranges.
pub const OVERHEAD: usize = 160;

/// The reading thread's side of the pipeline, for a source with lanes `L` and positions `P`.
#[derive(Debug)]
pub struct Intake<L, P> {
    /// What may be committed.
    pub tracker: Tracker<L, P>,
    /// How much may be under way.
    pub limit: Load,
    /// Set when too much goes to quarantine: the service is to stop.
    pub tripped: Option<Tripped>,
    /// Records finished so far.
    pub finished: u64,
    /// The kind of source, in metrics.
    system: &'static str,
    guard: QuarantineGuard,
    filling: Batch,
    /// The way to the auditing threads; closed at the end.
    batches: Option<Sender<Batch>>,
    settled: Receiver<Vec<Settled>>,
    metrics: Arc<Metrics>,
    /// Records and bytes that came since the last batch was handed over.
    received: (u64, u64),
    /// Bytes of the last of them.
    last: u64,
    /// Records finished and not counted yet, by outcome.
    outcomes: [u64; 3],
    /// Lanes that ended, where lanes end with their last record.
    ended: Option<Vec<L>>,
}

/// The two ends of the way through the auditing threads.
#[derive(Debug)]
pub struct Ends {
    /// There.
    pub batches: Sender<Batch>,
    /// And back.
    pub settled: Receiver<Vec<Settled>>,
}

impl<L: Clone + Eq + Hash + Debug, P: Clone + Ord + Debug> Intake<L, P> {
    /// An intake without lanes, for a source of the kind `system`.
    pub fn new(system: &'static str, limit: Load, guard: QuarantineGuard, ends: Ends, metrics: Arc<Metrics>) -> Self {
        metrics.in_flight_limit_records.set(i64::try_from(limit.records).unwrap_or(i64::MAX));
        metrics.in_flight_limit_bytes.set(i64::try_from(limit.bytes).unwrap_or(i64::MAX));
        // There before the first record, so that nothing is waiting where nothing has come.
        metrics.oldest_unacked_seconds.with([system]).set(0.0);
        Self {
            tracker: Tracker::default(),
            limit,
            tripped: None,
            finished: 0,
            system,
            guard,
            filling: Batch::default(),
            batches: Some(ends.batches),
            settled: ends.settled,
            metrics,
            received: (0, 0),
            last: 0,
            outcomes: [0; 3],
            ended: None,
        }
    }

    /// Lanes end by themselves, as soon as nothing is under way on them: for a source whose records are independent, each on a lane
    /// of its own.
    #[must_use]
    pub fn with_short_lanes(mut self) -> Self {
        self.ended = Some(Vec::new());
        self
    }

    /// The lanes that ended since it was last asked, where they end by themselves.
    pub fn take_ended(&mut self) -> Vec<L> {
        self.ended.as_mut().map(std::mem::take).unwrap_or_default()
    }

    /// A record of so many bytes has come.
    pub const fn received(&mut self, bytes: usize) {
        self.last = bytes as u64;
        self.received.0 += 1;
        self.received.1 += self.last;
    }

    /// The last record is a canary: nothing has come.
    const fn not_received(&mut self) {
        self.received.0 = self.received.0.saturating_sub(1);
        self.received.1 = self.received.1.saturating_sub(self.last);
    }

    /// Puts a tracked record into the batch; `damaged` says that not all of its headers could be read. Gives whether the batch
    /// is full and to be handed over.
    pub fn fill<'h>(
        &mut self,
        token: Token,
        place: Place,
        recorded_ms: Option<i64>,
        payload: Payload<'_>,
        headers: impl Iterator<Item = (&'h str, &'h [u8])>,
        damaged: bool,
    ) -> bool {
        let mut headers = headers.peekable();
        let attributes = Attributes { system: self.system, key: payload.key, headers: &[] };
        let canary = payload.value.and_then(|value| Canary::read(value, &attributes));
        if canary.is_some() && headers.peek().is_none() && !damaged {
            self.not_received();
        }
        if self.filling.is_empty() {
            self.filling = Batch::with_capacity(payload.value.map_or(0, <[u8]>::len).max(16 << 10));
        }
        self.filling.push(token, place, recorded_ms, payload, headers);
        if damaged {
            self.filling.damaged();
        }
        self.filling.len() >= BATCH_RECORDS || self.filling.size() >= BATCH_BYTES
    }

    /// Hands the batch to the auditing threads. The channel has no bound of its own: what is under way has.
    pub fn dispatch(&mut self) {
        let (records, bytes) = std::mem::take(&mut self.received);
        if records > 0 {
            let source = [self.system];
            self.metrics.records_received_total.with(source).inc_by(records);
            self.metrics.bytes_received_total.with(source).inc_by(bytes);
            self.metrics.last_event_timestamp_seconds.with(source).set(clock::now().as_duration().as_secs_f64());
        }
        if !self.filling.is_empty() {
            // The auditing threads end after this one; should they not, the records stay pending and are read again.
            if let Some(batches) = &self.batches {
                let _ = batches.send(std::mem::take(&mut self.filling));
            }
        }
    }

    /// Throws away what was not handed over yet: it will be read again.
    pub fn discard(&mut self) {
        self.filling = Batch::default();
    }

    /// The way back, for a thread that waits for several things at once; what comes is for [`finish`](Self::finish).
    pub const fn settled(&self) -> &Receiver<Vec<Settled>> {
        &self.settled
    }

    /// Takes in what is finished, waiting for it `wait` at most. Gives whether anything came.
    pub fn settle(&mut self, wait: Duration) -> bool {
        let Ok(first) = self.settled.recv_timeout(wait) else { return false };
        self.finish(first);
        true
    }

    /// Takes in `first`, and whatever else is finished by now.
    pub fn finish(&mut self, first: Vec<Settled>) {
        self.complete(first);
        while let Ok(more) = self.settled.try_recv() {
            self.complete(more);
        }
        for (count, outcome) in self.outcomes.iter_mut().zip([Outcome::Clean, Outcome::Published, Outcome::Quarantined])
        {
            let count = std::mem::take(count);
            self.metrics.records_processed_total.with([self.system, outcome.name()]).inc_by(count);
        }
    }

    fn complete(&mut self, settled: Vec<Settled>) {
        for Settled { token, outcome } in settled {
            let lane = self.ended.as_ref().and_then(|_| self.tracker.lane(&token).cloned());
            match self.tracker.complete(token) {
                Completion::Stale => self.metrics.stale_acks_total.inc(),
                Completion::Advanced | Completion::Waiting => {
                    self.finished += 1;
                    if let Some(count) = self.outcomes.get_mut(outcome as usize) {
                        *count += 1;
                    }
                    if self.tripped.is_none() && outcome != Outcome::Canary {
                        self.tripped = self.guard.record(outcome);
                    }
                    if let (Some(ended), Some(lane)) = (&mut self.ended, lane)
                        && self.tracker.lane_load(&lane).records == 0
                    {
                        self.tracker.close(&lane);
                        ended.push(lane);
                    }
                }
            }
        }
    }

    /// Waits until nothing is under way on `lanes`, `patience` at most. Gives whether that is so.
    pub fn drain(&mut self, lanes: &[L], patience: Duration) -> bool {
        self.dispatch();
        let begun = Instant::now();
        loop {
            self.settle(Duration::ZERO);
            if lanes.iter().all(|lane| self.tracker.lane_load(lane).records == 0) {
                return true;
            }
            let Some(left) = patience.checked_sub(begun.elapsed()) else { return false };
            self.settle(left.min(Duration::from_millis(100)));
        }
    }

    /// Nothing more will come: the auditing threads end.
    pub fn close(&mut self) {
        self.batches = None;
    }

    /// Whether as much is under way as may be.
    pub fn is_full(&self) -> bool {
        let load = self.tracker.load();
        load.records >= self.limit.records || load.bytes >= self.limit.bytes
    }

    /// Whether there is room again for reading to go on.
    pub fn has_room(&self) -> bool {
        let load = self.tracker.load();
        load.records <= self.limit.records / 2 && load.bytes <= self.limit.bytes / 2
    }
}
