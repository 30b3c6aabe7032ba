//! What the reading thread does besides reading: once a second it brings metrics, health and watchdog up to date, and it says
//! what an error of librdkafka means.

use std::collections::BTreeSet;
use std::sync::Arc;
use std::time::{Duration, Instant};

use rdkafka::consumer::{BaseConsumer, Consumer, ConsumerContext};
use rdkafka::error::{KafkaError, RDKafkaErrorCode};

use super::core::Core;
use super::lanes::Lane;
use super::poll::{code_of, refused};
use crate::pipeline::{Watchdog, Work, clock};
use crate::source::Ended;
use crate::telemetry::labels::{ErrorKind, Stage};
use crate::telemetry::{Health, Metrics, SharedThrottle, StalledPartition};

/// How long a question to the broker may take.
const ASK: Duration = Duration::from_millis(500);
/// How often.
const PERIOD: Duration = Duration::from_secs(1);

/// Brings what others see up to date.
pub struct Upkeep {
    metrics: Arc<Metrics>,
    health: Arc<Health>,
    watchdog: Watchdog<Lane, i64>,
    throttle: SharedThrottle,
    last: Option<Instant>,
    /// What the pause that is going on has already added to the metrics.
    paused: Duration,
    finished: u64,
    stalled: usize,
    connected: bool,
}

impl Upkeep {
    /// Upkeep that reports what stands still for `stall`.
    pub fn new(metrics: Arc<Metrics>, health: Arc<Health>, stall: Duration, throttle: SharedThrottle) -> Self {
        let stall_ms = i64::try_from(stall.as_millis()).unwrap_or(i64::MAX);
        Self {
            metrics,
            health,
            watchdog: Watchdog::new(stall_ms),
            throttle,
            last: None,
            paused: Duration::ZERO,
            finished: 0,
            stalled: 0,
            connected: true,
        }
    }

    /// Does it if it is time.
    pub(super) fn due(&mut self, core: &mut Core, paused_since: Option<Instant>) {
        if self.last.is_some_and(|last| last.elapsed() < PERIOD) {
            return;
        }
        self.last = Some(Instant::now());
        let now_ms = clock::now_ms();
        self.health.tick(now_ms);
        self.health.assigned(core.ever_assigned);
        self.health.source(core.connected || !core.ever_assigned, now_ms);
        if core.connected && !std::mem::replace(&mut self.connected, core.connected) {
            tracing::info!("a broker is connected again");
        }
        self.connected = core.connected;
        self.health.paused(paused_since.is_some());
        self.pause(paused_since);
        self.figures(core, now_ms);
        self.watch(core, paused_since.is_some(), now_ms);
        self.throttle.settle();
    }

    fn pause(&mut self, since: Option<Instant>) {
        self.metrics.paused.set(since.is_some().into());
        let paused = since.map_or(Duration::ZERO, |since| since.elapsed());
        self.metrics.paused_seconds_total.inc_by(paused.saturating_sub(self.paused).as_secs_f64());
        self.paused = paused;
    }

    fn figures(&self, core: &Core, now_ms: i64) {
        let load = core.intake.tracker.load();
        self.metrics.partitions_assigned.set(count(core.lanes.len()));
        self.metrics.in_flight_records.set(count(load.records));
        self.metrics.in_flight_bytes.set(count(load.bytes));
        let mut oldest_ms = now_ms;
        for one in core.lanes.iter() {
            let oldest = core.intake.tracker.oldest(&one.lane);
            oldest_ms = oldest.map_or(oldest_ms, |oldest| oldest.received_ms.min(oldest_ms));
            let Some(lag) = one.lag(
                core.intake.tracker.watermark(&one.lane).copied(),
                core.intake.tracker.lane_load(&one.lane).records,
            ) else {
                continue;
            };
            // Behind by time: how old the record is that is next to be finished; before one is under way, the last finished; before
            // one has come, at least as long as none came.
            let at = oldest.and_then(|oldest| oldest.recorded_ms).or(core.intake.tracker.recorded_ms(&one.lane));
            let at = at.or_else(|| one.began.is_none().then_some(one.since_ms));
            let behind = at.filter(|_| lag > 0).map_or(0, |at| (now_ms - at).max(0));
            self.metrics.partition_lag(&one.lane.topic, one.lane.partition, lag, seconds(behind));
        }
        self.metrics.oldest_unacked_seconds.with(["kafka"]).set(seconds(now_ms - oldest_ms));
    }

    fn watch(&mut self, core: &Core, paused: bool, now_ms: i64) {
        self.watchdog.completed(core.intake.finished - self.finished);
        self.finished = core.intake.finished;
        self.watchdog.keep(|lane| core.intake.tracker.is_open(lane));
        for one in core.lanes.iter() {
            let watermark = core.intake.tracker.watermark(&one.lane);
            let under_way = core.intake.tracker.lane_load(&one.lane).records;
            let busy = under_way > 0 || one.lag(watermark.copied(), under_way).unwrap_or(0) > 0;
            let work = match (busy, paused) {
                (false, _) => Work::None,
                (true, false) => Work::Waiting,
                (true, true) => Work::Paused,
            };
            self.watchdog.observe(&one.lane, work, watermark, now_ms);
        }
        let stalled = self.watchdog.stalled();
        if stalled.len() > self.stalled {
            for one in &stalled {
                let lane = &one.lane;
                let (load, span) = (core.intake.tracker.lane_load(lane), core.intake.tracker.span(lane));
                tracing::error!(
                    topic = &*lane.topic,
                    partition = lane.partition,
                    watermark = core.intake.tracker.watermark(lane),
                    pending = load.records,
                    span,
                    paused,
                    "a partition stands still although there is work"
                );
            }
        }
        self.stalled = stalled.len();
        self.metrics.stalled_partitions.set(count(stalled.len() as u64));
        let named = |one: crate::pipeline::Stalled<Lane>| StalledPartition {
            topic: one.lane.topic.to_string(),
            partition: one.lane.partition.to_string(),
            since_ms: one.since_ms,
        };
        self.health.stalled(stalled.into_iter().map(named).collect());
    }

    /// Asks whether records of a partition from `from` on were deleted before they were read, and says so aloud: an auditor that
    /// came too late must not pass for one that has seen everything. Gives whether there was an answer.
    pub(super) fn look_for_lost<C: ConsumerContext>(&self, consumer: &BaseConsumer<C>, lane: &Lane, from: i64) -> bool {
        let Ok((low, _)) = consumer.fetch_watermarks(&lane.topic, lane.partition, ASK) else { return false };
        let lost = low - from;
        if lost > 0 {
            self.metrics.records_lost_total.inc_by(lost.unsigned_abs());
            let (topic, partition) = (&*lane.topic, lane.partition);
            tracing::error!(topic, partition, from, to = low, lost, "records were deleted before they were audited");
        }
        true
    }

    /// A topic was asked for.
    pub(super) fn topic(&self, topic: &str, is_there: bool) {
        self.metrics.topic_missing.with([topic]).set((!is_there).into());
    }

    /// All topics that are missing now.
    pub(super) fn missing(&self, topics: &BTreeSet<String>) {
        self.health.missing(topics);
    }

    /// The service ends.
    pub(super) fn draining(&self) {
        self.health.draining();
    }

    /// What an error of `poll` means. Most pass: librdkafka tries again by itself.
    pub(super) fn error(&self, error: &KafkaError, ever_assigned: bool) -> Option<Ended> {
        let code = code_of(error);
        let kind = crate::kafka::kind_of(code);
        self.metrics.error(Stage::Receiving, kind);
        if let Some(more) = self.throttle.allow(kind.name()) {
            match kind {
                ErrorKind::Unknown => tracing::warn!(
                    more,
                    "a topic of source.kafka.topics is not there; it is waited for: create it, or correct its name"
                ),
                _ => tracing::warn!(error = %code, more, "reading meets an error and goes on"),
            }
        }
        if matches!(error, KafkaError::MessageConsumptionFatal(_)) {
            let remedy = match kind {
                ErrorKind::Fenced => "another process runs with the same `source.kafka.instance`; give each its own",
                _ => "librdkafka cannot go on after this; start the service again",
            };
            return Some(refused(code, remedy));
        }
        let remedy = match kind {
            ErrorKind::OffsetLost if code == RDKafkaErrorCode::AutoOffsetReset => {
                "the group's position is gone, and `source.kafka.start = \"error\"` says to stop then; set a position with \
                 kafka-consumer-groups, or choose `start = \"earliest\"`"
            }
            // A broker that is being restarted may refuse a login for a moment; one that never accepted it will not.
            ErrorKind::Authentication if !ever_assigned => "check `kafka.sasl` and `kafka.tls`",
            ErrorKind::Authorization if !ever_assigned => {
                "this user needs READ and DESCRIBE on the topics and READ on the group"
            }
            _ => return None,
        };
        Some(refused(code, remedy))
    }
}

fn count(number: impl TryInto<i64>) -> i64 {
    number.try_into().unwrap_or(i64::MAX)
}

#[allow(clippy::cast_precision_loss, reason = "milliseconds of a few years are exact")]
fn seconds(milliseconds: i64) -> f64 {
    milliseconds as f64 / 1e3
}
