//! What is done once a second beside the conversation with the daemon: figures of the shard, and whether it stands still.

use std::sync::Arc;
use std::time::{Duration, Instant};

use super::processor::Lane;
use crate::pipeline::{Intake, Watchdog, Work, clock};
use crate::source::Position;
use crate::telemetry::Metrics;

/// Brings what others see of a shard up to date.
#[derive(Debug)]
pub(super) struct Upkeep {
    metrics: Arc<Metrics>,
    watchdog: Watchdog<Lane, Position>,
    /// How far behind the tip of the shard the last records were, as the daemon said.
    behind_ms: Option<u64>,
    /// Since when the daemon waits because too much is under way, and up to when that was added to the metrics.
    paused: Option<Instant>,
    finished: u64,
    stalled: bool,
}

impl Upkeep {
    /// Upkeep that reports what stands still for `stall`.
    pub fn new(metrics: Arc<Metrics>, stall: Duration) -> Self {
        let stall_ms = i64::try_from(stall.as_millis()).unwrap_or(i64::MAX);
        Self { metrics, watchdog: Watchdog::new(stall_ms), behind_ms: None, paused: None, finished: 0, stalled: false }
    }

    /// The daemon says how far behind the records are that it has just brought.
    pub const fn behind(&mut self, behind_ms: Option<u64>) {
        self.behind_ms = behind_ms;
    }

    /// Does it.
    pub fn due(&mut self, intake: &Intake<Lane, Position>, stream: &str, shard: &str, holding: bool) {
        let now_ms = clock::now_ms();
        let load = intake.tracker.load();
        self.metrics.in_flight_records.set(count(load.records));
        self.metrics.in_flight_bytes.set(count(load.bytes));
        self.pause(holding && intake.is_full());
        if !intake.tracker.is_open(&Lane::Shard) {
            return;
        }
        let oldest = intake.tracker.oldest(&Lane::Shard);
        let waits = oldest.map_or(0, |oldest| (now_ms - oldest.received_ms).max(0));
        self.metrics.oldest_unacked_seconds.with(["kinesis"]).set(seconds(waits));
        let age = oldest.and_then(|oldest| oldest.recorded_ms).map_or(0, |at| (now_ms - at).max(0));
        let behind = self.behind_ms.map_or(0, |ms| i64::try_from(ms).unwrap_or(i64::MAX));
        self.metrics.shard_lag(stream, shard, seconds(behind.max(age)));
        self.watch(intake, shard, now_ms);
    }

    fn pause(&mut self, paused: bool) {
        self.metrics.paused.set(paused.into());
        let now = Instant::now();
        if let Some(since) = self.paused {
            self.metrics.paused_seconds_total.inc_by(now.duration_since(since).as_secs_f64());
        }
        self.paused = paused.then_some(now);
    }

    fn watch(&mut self, intake: &Intake<Lane, Position>, shard: &str, now_ms: i64) {
        self.watchdog.completed(intake.finished - self.finished);
        self.finished = intake.finished;
        let pending = intake.tracker.lane_load(&Lane::Shard).records;
        let work = if pending > 0 { Work::Waiting } else { Work::None };
        let watermark = intake.tracker.watermark(&Lane::Shard);
        let stalled = self.watchdog.observe(&Lane::Shard, work, watermark, now_ms).is_some();
        if stalled && !self.stalled {
            let watermark = watermark.map(ToString::to_string);
            tracing::error!(shard, watermark, pending, "the shard stands still although there is work");
        }
        self.stalled = stalled;
        self.metrics.stalled_partitions.set(stalled.into());
    }
}

fn count(number: u64) -> i64 {
    i64::try_from(number).unwrap_or(i64::MAX)
}

#[allow(clippy::cast_precision_loss, reason = "milliseconds of a few years are exact")]
fn seconds(milliseconds: i64) -> f64 {
    milliseconds as f64 / 1e3
}
