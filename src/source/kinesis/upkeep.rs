//! What the reading thread does besides reading: once a second it brings metrics, health and watchdog up to date, and it says
//! what goes wrong, not too often.

use std::collections::HashMap;
use std::sync::Arc;
use std::time::{Duration, Instant};

use super::lane::Lane;
use super::planner::ShardPlanner;
use super::shard::ShardId;
use crate::aws::Failure;
use crate::pipeline::{Intake, Stalled, Watchdog, Work, clock};
use crate::source::sequence::Position;
use crate::telemetry::labels::Stage;
use crate::telemetry::{Health, Metrics, SharedThrottle, StalledPartition};

/// How often.
const PERIOD: Duration = Duration::from_secs(1);
/// How long a shard may say nothing, in milliseconds: it is asked once a minute at least, and a call has its time.
const QUIET_MS: i64 = 90_000;

/// Brings what others see up to date.
pub struct Upkeep {
    stream: Arc<str>,
    metrics: Arc<Metrics>,
    health: Arc<Health>,
    watchdog: Watchdog<ShardId, Position>,
    throttle: SharedThrottle,
    last: Option<Instant>,
    /// What the pause that is going on has already added to the metrics.
    paused: Duration,
    finished: u64,
    stalled: usize,
    has_read: bool,
}

impl Upkeep {
    /// Upkeep of the reading of `stream` that reports what stands still for `stall`.
    pub fn new(
        stream: Arc<str>,
        metrics: Arc<Metrics>,
        health: Arc<Health>,
        stall: Duration,
        throttle: SharedThrottle,
    ) -> Self {
        let stall_ms = i64::try_from(stall.as_millis()).unwrap_or(i64::MAX);
        Self {
            stream,
            metrics,
            health,
            watchdog: Watchdog::new(stall_ms),
            throttle,
            last: None,
            paused: Duration::ZERO,
            finished: 0,
            stalled: 0,
            has_read: false,
        }
    }

    /// The thread is alive.
    pub fn tick(&self) {
        self.health.tick(clock::now_ms());
    }

    /// Reading has begun.
    pub fn begun(&self) {
        self.health.assigned(true);
    }

    /// Kinesis gave an answer.
    pub fn answered(&mut self) {
        self.has_read = true;
        self.health.source(true, clock::now_ms());
    }

    /// Whether Kinesis ever gave an answer.
    pub const fn has_read(&self) -> bool {
        self.has_read
    }

    /// Reading met an error; `what` says which and what comes of it.
    pub fn trouble(&self, failure: &Failure, what: &'static str) {
        self.metrics.error(Stage::Receiving, failure.kind);
        self.health.source(false, clock::now_ms());
        if let Some(more) = self.throttle.allow(failure.kind.name()) {
            tracing::warn!(stream = &*self.stream, error = %failure, more, "{what}");
        }
    }

    /// Whether checkpoints can be saved.
    pub fn saved(&self, works: bool) {
        self.health.saving(works, clock::now_ms());
    }

    /// Checkpoints could not be saved.
    pub fn unsaved(&self, what: &str, remedy: Option<&'static str>) {
        if let Some(more) = self.throttle.allow("checkpoints") {
            tracing::error!(error = what, remedy, more, "checkpoints are not saved; they are with the next try");
        }
    }

    /// The service ends.
    pub fn draining(&self) {
        self.health.draining();
    }

    /// Does it if it is time.
    pub(super) fn due(
        &mut self,
        intake: &Intake<ShardId, Position>,
        planner: &ShardPlanner,
        lanes: &HashMap<ShardId, Lane>,
        full_since: Option<Instant>,
    ) {
        if self.last.is_some_and(|last| last.elapsed() < PERIOD) {
            return;
        }
        self.last = Some(Instant::now());
        self.tick();
        let paused_since = full_since.filter(|since| since.elapsed() >= PERIOD);
        self.health.paused(paused_since.is_some());
        self.metrics.paused.set(paused_since.is_some().into());
        let paused = paused_since.map_or(Duration::ZERO, |since| since.elapsed());
        self.metrics.paused_seconds_total.inc_by(paused.saturating_sub(self.paused).as_secs_f64());
        self.paused = paused;
        let now_ms = clock::now_ms();
        self.figures(intake, planner, lanes, now_ms);
        self.watch(intake, lanes, paused_since.is_some(), now_ms);
        self.throttle.settle();
    }

    fn figures(
        &self,
        intake: &Intake<ShardId, Position>,
        planner: &ShardPlanner,
        lanes: &HashMap<ShardId, Lane>,
        now_ms: i64,
    ) {
        let load = intake.tracker.load();
        self.metrics.partitions_assigned.set(count(lanes.len()));
        self.metrics.shards_reading.set(count(lanes.len()));
        self.metrics.shards_waiting.set(count(planner.waiting()));
        self.metrics.in_flight_records.set(count(load.records));
        self.metrics.in_flight_bytes.set(count(load.bytes));
        let mut oldest_ms = now_ms;
        for (shard, lane) in lanes {
            let oldest = intake.tracker.oldest(shard).filter(|oldest| oldest.received_ms > 0);
            oldest_ms = oldest.map_or(oldest_ms, |oldest| oldest.received_ms.min(oldest_ms));
            let age_ms = oldest.and_then(|oldest| oldest.recorded_ms).map_or(0, |at| now_ms - at);
            let lag_ms = lane.behind_ms.unwrap_or(0).max(age_ms).max(silence_ms(lane, now_ms));
            self.metrics.shard_lag(&self.stream, shard.as_str(), seconds(lag_ms));
        }
        self.metrics.oldest_unacked_seconds.with(["kinesis"]).set(seconds(now_ms - oldest_ms));
    }

    fn watch(&mut self, intake: &Intake<ShardId, Position>, lanes: &HashMap<ShardId, Lane>, paused: bool, now_ms: i64) {
        self.watchdog.completed(intake.finished - self.finished);
        self.finished = intake.finished;
        self.watchdog.keep(|shard| lanes.contains_key(shard));
        for (shard, lane) in lanes {
            let behind = lane.behind_ms.is_none_or(|behind| behind > 0) || silence_ms(lane, now_ms) > 0;
            let busy = intake.tracker.lane_load(shard).records > 0 || behind;
            let work = match (busy, paused) {
                (false, _) => Work::None,
                (true, false) => Work::Waiting,
                (true, true) => Work::Paused,
            };
            self.watchdog.observe(shard, work, intake.tracker.watermark(shard), now_ms);
        }
        let stalled = self.watchdog.stalled();
        if stalled.len() > self.stalled {
            for one in &stalled {
                let pending = intake.tracker.lane_load(&one.lane).records;
                tracing::error!(
                    stream = &*self.stream,
                    shard = one.lane.as_str(),
                    pending,
                    paused,
                    "a shard stands still although there is work"
                );
            }
        }
        self.stalled = stalled.len();
        self.metrics.stalled_partitions.set(count(stalled.len()));
        let named = |one: Stalled<ShardId>| StalledPartition {
            topic: self.stream.to_string(),
            partition: one.lane.to_string(),
            since_ms: one.since_ms,
        };
        self.health.stalled(stalled.into_iter().map(named).collect());
    }
}

/// For how long nothing was heard of a shard, where that is more than a shard at its tip takes. What it says of being at its tip is
/// as old as that.
const fn silence_ms(lane: &Lane, now_ms: i64) -> i64 {
    let silent_ms = now_ms.saturating_sub(lane.heard_ms);
    if silent_ms > QUIET_MS { silent_ms } else { 0 }
}

fn count(number: impl TryInto<i64>) -> i64 {
    number.try_into().unwrap_or(i64::MAX)
}

#[allow(clippy::cast_precision_loss, reason = "milliseconds of a few years are exact")]
fn seconds(milliseconds: i64) -> f64 {
    milliseconds as f64 / 1e3
}
