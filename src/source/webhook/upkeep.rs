//! What is done once a second beside reading: metrics, health, and whether a request stands still.
//!
//! That nobody calls is no trouble: how long ago the last event came is a metric, and whether that is too long only its owner
//! knows.

use std::sync::Arc;
use std::time::{Duration, Instant};

use crate::pipeline::{Intake, Watchdog, Work, clock};
use crate::telemetry::{Health, Metrics, SharedThrottle, StalledPartition};

/// How often.
const PERIOD: Duration = Duration::from_secs(1);

/// Brings what others see up to date.
#[derive(Debug)]
pub struct Upkeep {
    metrics: Arc<Metrics>,
    health: Arc<Health>,
    /// Watches the oldest request that is not done.
    watchdog: Watchdog<(), u64>,
    log: SharedThrottle,
    last: Option<Instant>,
    full_since: Option<Instant>,
    /// What the pause that is going on has already added to the metrics.
    paused: Duration,
    finished: u64,
    stalled: bool,
}

impl Upkeep {
    /// Upkeep that reports what stands still for `stall`.
    pub fn new(metrics: Arc<Metrics>, health: Arc<Health>, stall: Duration, log: SharedThrottle) -> Self {
        let stall_ms = i64::try_from(stall.as_millis()).unwrap_or(i64::MAX);
        Self {
            metrics,
            health,
            watchdog: Watchdog::new(stall_ms),
            log,
            last: None,
            full_since: None,
            paused: Duration::ZERO,
            finished: 0,
            stalled: false,
        }
    }

    /// The port is open.
    pub(super) fn begun(&self) {
        self.health.assigned(true);
    }

    /// The service ends.
    pub(super) fn draining(&self) {
        self.health.draining();
    }

    /// Does it if it is time. `oldest` is the first request that is not done, with when it was received; `spool` says whether
    /// the spool works, where there is one.
    pub(super) fn due(&mut self, intake: &Intake<u64, ()>, oldest: Option<(u64, i64)>, spool: bool) {
        self.full_since = match (intake.is_full(), self.full_since) {
            (false, _) => None,
            (true, since) => Some(since.unwrap_or_else(Instant::now)),
        };
        if self.last.is_some_and(|last| last.elapsed() < PERIOD) {
            return;
        }
        self.last = Some(Instant::now());
        let now_ms = clock::now_ms();
        self.health.tick(now_ms);
        self.health.spooling(spool, now_ms);
        let paused_since = self.full_since.filter(|since| since.elapsed() >= PERIOD);
        self.health.paused(paused_since.is_some());
        self.metrics.paused.set(paused_since.is_some().into());
        let paused = paused_since.map_or(Duration::ZERO, |since| since.elapsed());
        self.metrics.paused_seconds_total.inc_by(paused.saturating_sub(self.paused).as_secs_f64());
        self.paused = paused;
        let load = intake.tracker.load();
        self.metrics.in_flight_records.set(count(load.records));
        self.metrics.in_flight_bytes.set(count(load.bytes));
        let age_ms = oldest.map_or(0, |(_, received_ms)| (now_ms - received_ms).max(0));
        self.metrics.oldest_unacked_seconds.with(["webhook"]).set(seconds(age_ms));
        self.watch(intake, oldest, now_ms);
        self.log.settle();
    }

    fn watch(&mut self, intake: &Intake<u64, ()>, oldest: Option<(u64, i64)>, now_ms: i64) {
        self.watchdog.completed(intake.finished - self.finished);
        self.finished = intake.finished;
        let work = if oldest.is_some() { Work::Waiting } else { Work::None };
        let number = oldest.map(|(number, _)| number);
        let stalled = self.watchdog.observe(&(), work, number.as_ref(), now_ms);
        if stalled.is_some() && !self.stalled {
            let pending = intake.tracker.load().records;
            tracing::error!(pending, "a request is not finished and stands still");
        }
        self.stalled = stalled.is_some();
        self.metrics.stalled_partitions.set(self.stalled.into());
        let named = |since_ms| StalledPartition {
            topic: "webhook".to_owned(),
            partition: "oldest request".to_owned(),
            since_ms,
        };
        self.health.stalled(stalled.map(|stalled| named(stalled.since_ms)).into_iter().collect());
    }
}

fn count(number: u64) -> i64 {
    i64::try_from(number).unwrap_or(i64::MAX)
}

#[allow(clippy::cast_precision_loss, reason = "milliseconds of a few years are exact")]
fn seconds(milliseconds: i64) -> f64 {
    milliseconds as f64 / 1e3
}
