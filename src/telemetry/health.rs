//! Is the process alive, and is it ready? The two differ on purpose.
//!
//! *Live* means that a restart would not help: the poll loop turns and every partition moves. *Ready* means that the process
//! does its work: partitions were assigned, required sinks take alerts, it is not ending. A partition that stalls while a
//! required sink fails is a matter of that sink, and no restart would mend it: not ready, but live.
//!
//! What it leaves to others: looking. The poll loop ticks, the [`watchdog`](crate::pipeline::Watchdog) reports stalls, sinks
//! keep their [`SinkStatus`].

use std::sync::atomic::{AtomicBool, AtomicI64, Ordering};
use std::sync::{Arc, Mutex, PoisonError};
use std::time::Duration;

use serde::Serialize;

use super::status::{SinkStanding, Standing};
use crate::sink::SinkStatus;

/// The poll loop may be silent for so long at most, however long a partition may stall.
const SILENCE: Duration = Duration::from_secs(30);
/// Stalled partitions and missing topics named in an answer.
const NAMED: usize = 20;

/// What is known of the health of the process.
#[derive(Debug)]
pub struct Health {
    started_ms: i64,
    silence_ms: i64,
    ticked_ms: AtomicI64,
    assigned: AtomicBool,
    draining: AtomicBool,
    /// Since when the source does not answer; 0 while it does.
    away_ms: AtomicI64,
    /// Since when checkpoints cannot be saved; 0 while they can.
    unsaved_ms: AtomicI64,
    /// Since when the spool cannot be written or read; 0 while it can.
    unspooled_ms: AtomicI64,
    paused: AtomicBool,
    sinks: Vec<Arc<SinkStatus>>,
    missing: Mutex<Vec<String>>,
    stalled: Mutex<Vec<StalledPartition>>,
}

/// A partition in which there is work and nothing moves.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct StalledPartition {
    /// Its topic or stream.
    pub topic: String,
    /// Its number, or the shard's id.
    pub partition: String,
    /// Since when, Unix time in milliseconds.
    pub since_ms: i64,
}

/// Why the answer is no.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[serde(tag = "reason", rename_all = "snake_case")]
pub enum Reason {
    /// The poll loop has not turned for so long.
    PollLoopSilent {
        /// Seconds since it last turned.
        seconds: i64,
    },
    /// Partitions in which there is work and nothing moves; the first of them are named.
    PartitionsStalled {
        /// How many there are.
        count: usize,
        /// The first of them.
        partitions: Vec<StalledPartition>,
    },
    /// No partition was assigned yet.
    NotAssigned,
    /// Topics that are to be read are not there; the first of them are named.
    TopicsMissing {
        /// How many there are.
        count: usize,
        /// The first of them.
        topics: Vec<String>,
    },
    /// A required sink fails.
    SinkFailing {
        /// Its name.
        sink: String,
        /// Whether reading pauses because of it.
        paused: bool,
    },
    /// The process ends: it finishes what is under way.
    Draining,
    /// The source does not answer, no broker of it is connected, for so long.
    SourceAway {
        /// Seconds.
        seconds: i64,
    },
    /// The spool cannot be written or read, for so long.
    SpoolFailing {
        /// Seconds.
        seconds: i64,
    },
    /// How far reading is done cannot be saved for so long.
    CheckpointsNotSaved {
        /// Seconds.
        seconds: i64,
    },
}

/// How long the source may be away, or checkpoints unsaved, before the process counts as not ready: a restart of one is no news.
const AWAY_MS: i64 = 15_000;

/// Yes, or no with reasons.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Answer {
    /// Whether it is so.
    pub ok: bool,
    /// Why not.
    pub reasons: Vec<Reason>,
}

impl Health {
    /// A process that starts at `now_ms`. `stall` is how long a partition may stand still.
    pub fn new(stall: Duration, sinks: Vec<Arc<SinkStatus>>, now_ms: i64) -> Arc<Self> {
        let silence = i64::try_from(stall.min(SILENCE).as_millis()).unwrap_or(i64::MAX);
        Arc::new(Self {
            started_ms: now_ms,
            silence_ms: silence,
            ticked_ms: AtomicI64::new(now_ms),
            assigned: AtomicBool::new(false),
            draining: AtomicBool::new(false),
            away_ms: AtomicI64::new(0),
            unsaved_ms: AtomicI64::new(0),
            unspooled_ms: AtomicI64::new(0),
            paused: AtomicBool::new(false),
            sinks,
            missing: Mutex::default(),
            stalled: Mutex::default(),
        })
    }

    /// The poll loop has turned.
    pub fn tick(&self, now_ms: i64) {
        self.ticked_ms.store(now_ms, Ordering::Relaxed);
    }

    /// The group has answered: partitions are assigned, be they none. `false`: they were lost and not assigned again.
    pub fn assigned(&self, assigned: bool) {
        self.assigned.store(assigned, Ordering::Relaxed);
    }

    /// Whether reading pauses because too much is under way.
    pub fn paused(&self, paused: bool) {
        self.paused.store(paused, Ordering::Relaxed);
    }

    /// Whether the source answers: a broker of it is connected.
    pub fn source(&self, answers: bool, now_ms: i64) {
        since(&self.away_ms, answers, now_ms);
    }

    /// Whether checkpoints can be saved.
    pub fn saving(&self, works: bool, now_ms: i64) {
        since(&self.unsaved_ms, works, now_ms);
    }

    /// Whether the spool can be written and read.
    pub fn spooling(&self, works: bool, now_ms: i64) {
        since(&self.unspooled_ms, works, now_ms);
    }

    /// All topics that are to be read and are not there; replaces what was said before.
    pub fn missing<'t>(&self, topics: impl IntoIterator<Item = &'t String>) {
        *self.missing.lock().unwrap_or_else(PoisonError::into_inner) = topics.into_iter().cloned().collect();
    }

    /// The process ends: it finishes what is under way and takes nothing new.
    pub fn draining(&self) {
        self.draining.store(true, Ordering::Relaxed);
    }

    /// All partitions that stand still now; replaces what was said before.
    pub fn stalled(&self, partitions: Vec<StalledPartition>) {
        *self.stalled.lock().unwrap_or_else(PoisonError::into_inner) = partitions;
    }

    /// Whether the process should be left running.
    pub fn live(&self, now_ms: i64) -> Answer {
        let silent = now_ms.saturating_sub(self.ticked_ms.load(Ordering::Relaxed));
        let silent = (silent > self.silence_ms).then_some(Reason::PollLoopSilent { seconds: silent / 1_000 });
        let stalled = if self.sinks_failing().next().is_none() { self.partitions_stalled() } else { None };
        Answer::of(silent.into_iter().chain(stalled))
    }

    /// Whether the process does its work.
    pub fn ready(&self, now_ms: i64) -> Answer {
        let draining = self.draining.load(Ordering::Relaxed).then_some(Reason::Draining);
        let unassigned = (!self.assigned.load(Ordering::Relaxed)).then_some(Reason::NotAssigned);
        let missing = self.topics_missing();
        let paused = self.paused.load(Ordering::Relaxed);
        let failing = self.sinks_failing().map(|sink| Reason::SinkFailing { sink: sink.name.to_string(), paused });
        let away = too_long(&self.away_ms, now_ms).map(|seconds| Reason::SourceAway { seconds });
        let unsaved = too_long(&self.unsaved_ms, now_ms).map(|seconds| Reason::CheckpointsNotSaved { seconds });
        let spool = for_seconds(&self.unspooled_ms, now_ms).map(|seconds| Reason::SpoolFailing { seconds });
        let away = away.into_iter().chain(unsaved).chain(spool);
        let mut reasons: Vec<Reason> =
            draining.into_iter().chain(unassigned).chain(missing).chain(away).chain(failing).collect();
        reasons.extend(self.partitions_stalled());
        let silent =
            self.live(now_ms).reasons.into_iter().find(|reason| matches!(reason, Reason::PollLoopSilent { .. }));
        Answer::of(reasons.into_iter().chain(silent))
    }

    /// Everything at once, for people.
    pub(super) fn standing(&self, now_ms: i64) -> Standing {
        let sinks = self.sinks.iter().map(|sink| SinkStanding {
            name: sink.name.to_string(),
            required: sink.required,
            failure: sink.failure(),
            confirmed: sink.confirmed(),
        });
        let (live, ready) = (self.live(now_ms), self.ready(now_ms));
        Standing { live, ready, sinks: sinks.collect(), started_ms: self.started_ms }
    }

    fn sinks_failing(&self) -> impl Iterator<Item = &SinkStatus> {
        self.sinks.iter().map(AsRef::as_ref).filter(|sink: &&SinkStatus| sink.required && sink.is_failing())
    }

    fn topics_missing(&self) -> Option<Reason> {
        let missing = self.missing.lock().unwrap_or_else(PoisonError::into_inner);
        let topics = missing.iter().take(NAMED).cloned().collect();
        (!missing.is_empty()).then(|| Reason::TopicsMissing { count: missing.len(), topics })
    }

    fn partitions_stalled(&self) -> Option<Reason> {
        let stalled = self.stalled.lock().unwrap_or_else(PoisonError::into_inner);
        let partitions = stalled.iter().take(NAMED).cloned().collect();
        (!stalled.is_empty()).then(|| Reason::PartitionsStalled { count: stalled.len(), partitions })
    }
}

/// Notes since when something does not work; the first moment counts.
fn since(since_ms: &AtomicI64, works: bool, now_ms: i64) {
    match works {
        true => since_ms.store(0, Ordering::Relaxed),
        false => _ = since_ms.compare_exchange(0, now_ms, Ordering::Relaxed, Ordering::Relaxed),
    }
}

/// For how many seconds it has not worked, where that is too long.
fn too_long(since_ms: &AtomicI64, now_ms: i64) -> Option<i64> {
    for_seconds(since_ms, now_ms).filter(|seconds| *seconds >= AWAY_MS / 1_000)
}

/// For how many seconds it has not worked.
fn for_seconds(since_ms: &AtomicI64, now_ms: i64) -> Option<i64> {
    let since = since_ms.load(Ordering::Relaxed);
    (since != 0).then(|| now_ms.saturating_sub(since).max(0) / 1_000)
}

impl Answer {
    fn of(reasons: impl Iterator<Item = Reason>) -> Self {
        let reasons: Vec<Reason> = reasons.collect();
        Self { ok: reasons.is_empty(), reasons }
    }

    /// One JSON object.
    pub fn to_json(&self) -> String {
        serde_json::to_string(self).unwrap_or_default()
    }
}

#[cfg(test)]
#[path = "health_tests.rs"]
mod tests;
