//! What the reading thread knows: the tracker, the partitions, the batch being filled. Shared only with the rebalance callbacks,
//! which run on the same thread inside `poll`; so no position can be committed after its partition has gone.

use std::collections::HashMap;
use std::sync::Arc;
use std::time::{Duration, Instant};

use crossbeam_channel::{Receiver, Sender};
use rdkafka::message::{BorrowedMessage, Message as _};
use rdkafka::{Offset, TopicPartitionList};

use super::headers::Beside;
use super::lanes::{Lane, Lanes};
use crate::pipeline::{Arrival, Batch, Completion, Load, Outcome, Payload, Place, Settled, Tracker, clock};
use crate::quarantine::{QuarantineGuard, Tripped};
use crate::telemetry::Metrics;

/// Records in a batch at most.
const BATCH_RECORDS: usize = 256;
/// Bytes in a batch, beyond which no record is added.
const BATCH_BYTES: usize = 256 << 10;
/// What a record costs besides its bytes: slot, token, ranges.
const OVERHEAD: usize = 160;
/// What a header costs besides its bytes: a record of a hundred thousand empty ones is not small.
const HEADER: usize = 32;

/// The state of the reading thread.
#[derive(Debug)]
pub struct Core {
    /// What may be committed.
    pub tracker: Tracker<Lane, i64>,
    /// The assigned partitions.
    pub lanes: Lanes,
    /// How much may be under way.
    pub limit: Load,
    /// Set when too much goes to quarantine: the service is to stop.
    pub tripped: Option<Tripped>,
    /// Set when a transaction has to be taken back: everything uncommitted is read again.
    pub spoilt: bool,
    /// Set when that is not possible: another instance has our place, or the cluster will not have us.
    pub fenced: bool,
    /// Whether a broker is connected, as last heard of.
    pub connected: bool,
    /// Whether the group has ever answered with an assignment.
    pub ever_assigned: bool,
    /// Records finished so far.
    pub finished: u64,
    /// Partitions of which records may have been deleted unread, and from where on.
    gaps: HashMap<Lane, i64>,
    guard: QuarantineGuard,
    filling: Batch,
    /// The way to the auditing threads; closed at the end.
    batches: Option<Sender<Batch>>,
    settled: Receiver<Vec<Settled>>,
    metrics: Arc<Metrics>,
    /// Records and bytes that came since the last batch was handed over.
    received: (u64, u64),
    /// Records finished and not counted yet, by outcome.
    outcomes: [u64; 3],
}

impl Core {
    /// A core without partitions.
    pub fn new(
        limit: Load,
        guard: QuarantineGuard,
        batches: Sender<Batch>,
        settled: Receiver<Vec<Settled>>,
        metrics: Arc<Metrics>,
    ) -> Self {
        Self {
            tracker: Tracker::default(),
            lanes: Lanes::default(),
            limit,
            tripped: None,
            spoilt: false,
            fenced: false,
            connected: true,
            ever_assigned: false,
            finished: 0,
            gaps: HashMap::new(),
            guard,
            filling: Batch::default(),
            batches: Some(batches),
            settled,
            metrics,
            received: (0, 0),
            outcomes: [0; 3],
        }
    }

    /// Takes in a record that was delivered. Gives whether the batch is full.
    pub fn take(&mut self, message: &BorrowedMessage<'_>, now_ms: i64) -> bool {
        let resume = message.offset() + 1;
        let Some(one) = self.lanes.find(message.topic(), message.partition()) else {
            // Delivered before a revocation, polled after it: the partition's next owner reads it.
            return false;
        };
        let lane = one.lane.clone();
        // Markers of transactions and compaction leave gaps, too; whether records were deleted is asked for, not guessed.
        let gap = one.next.filter(|next| *next < message.offset());
        one.began.get_or_insert(message.offset());
        let went_back = one.next.replace(resume).is_some_and(|next| message.offset() < next);
        if went_back {
            self.begin_again(&lane, message.offset());
        }
        if let Some(from) = gap {
            self.gaps.entry(lane.clone()).or_insert(from);
        }
        let recorded_ms = message.timestamp().to_millis();
        let headers = message.headers();
        let beside = Beside::of(headers);
        let size = message.payload_len() + message.key_len() + beside.size;
        self.received.0 += 1;
        self.received.1 += size as u64;
        if message.payload().is_none() && message.key().is_none() && headers.is_none() {
            self.tracker.pass(&lane, resume);
            return false;
        }
        let held = size + OVERHEAD + beside.count * HEADER;
        let arrival = Arrival { bytes: u32::try_from(held).unwrap_or(u32::MAX), received_ms: now_ms, recorded_ms };
        let token = self.tracker.track(&lane, resume, arrival).or_else(|| {
            self.begin_again(&lane, message.offset());
            self.tracker.track(&lane, resume, arrival)
        });
        let Some(token) = token else { return false };
        let place = Place { container: lane.topic, lane: lane.partition, position: message.offset() };
        let payload = Payload { value: message.payload(), key: message.key() };
        if self.filling.is_empty() {
            self.filling = Batch::with_capacity(size.max(16 << 10));
        }
        self.filling.push(token, place, recorded_ms, payload, beside.iter());
        if beside.damaged {
            self.filling.damaged();
        }
        self.filling.len() >= BATCH_RECORDS || self.filling.size() >= BATCH_BYTES
    }

    /// A partition goes on at an offset that was passed, or committed, before: the topic was made anew, an election has cut its
    /// end off, or the group's positions are those of another cluster. Other records stand there now, which nobody has audited:
    /// it is a new epoch, and its positions are committed although they are lower.
    fn begin_again(&mut self, lane: &Lane, offset: i64) {
        let (topic, partition) = (&*lane.topic, lane.partition);
        tracing::error!(
            topic,
            partition,
            offset,
            "a partition goes on at an earlier offset; all from there on is audited"
        );
        self.tracker.open(lane.clone());
        if let Some(one) = self.lanes.find(&lane.topic, lane.partition) {
            one.begin_again();
        }
    }

    /// Hands the batch to the auditing threads. The channel has no bound of its own: what is under way has.
    pub fn dispatch(&mut self) {
        let (records, bytes) = std::mem::take(&mut self.received);
        if records > 0 {
            self.metrics.records_received_total.with(["kafka"]).inc_by(records);
            self.metrics.bytes_received_total.with(["kafka"]).inc_by(bytes);
            self.metrics.last_event_timestamp_seconds.with(["kafka"]).set(clock::now().as_duration().as_secs_f64());
        }
        if !self.filling.is_empty() {
            // The auditing threads end after this one; should they not, the records stay pending and are read again.
            if let Some(batches) = &self.batches {
                let _ = batches.send(std::mem::take(&mut self.filling));
            }
        }
    }

    /// Takes in what is finished, waiting for it `wait` at most. Gives whether anything came.
    pub fn settle(&mut self, wait: Duration) -> bool {
        let Ok(first) = self.settled.recv_timeout(wait) else { return false };
        self.finish(first);
        while let Ok(more) = self.settled.try_recv() {
            self.finish(more);
        }
        for (count, outcome) in self.outcomes.iter_mut().zip([Outcome::Clean, Outcome::Published, Outcome::Quarantined])
        {
            let count = std::mem::take(count);
            self.metrics.records_processed_total.with(["kafka", outcome.name()]).inc_by(count);
        }
        true
    }

    fn finish(&mut self, settled: Vec<Settled>) {
        for Settled { token, outcome } in settled {
            match self.tracker.complete(token) {
                Completion::Stale => self.metrics.stale_acks_total.inc(),
                Completion::Advanced | Completion::Waiting => {
                    self.finished += 1;
                    self.outcomes[outcome as usize] += 1;
                    if self.tripped.is_none() {
                        self.tripped = self.guard.record(outcome);
                    }
                }
            }
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

    /// Where the group's reading of partitions goes on, as the broker has it.
    pub fn resume(&mut self, committed: &TopicPartitionList) {
        for element in committed.elements() {
            if let (Some(one), Offset::Offset(offset)) =
                (self.lanes.find(element.topic(), element.partition()), element.offset())
            {
                (one.committed, one.next) = (Some(offset), Some(offset));
                self.gaps.insert(one.lane.clone(), offset);
            }
        }
    }

    /// There was no answer about a partition.
    pub fn ask_again(&mut self, lane: Lane, from: i64) {
        self.gaps.entry(lane).or_insert(from);
    }

    /// A partition of which it is to be asked whether records from an offset on were deleted before they were read.
    pub fn take_gap(&mut self) -> Option<(Lane, i64)> {
        let lane = self.gaps.keys().next().cloned()?;
        let from = self.gaps.remove(&lane)?;
        self.tracker.is_open(&lane).then_some((lane, from))
    }

    /// Partitions are assigned.
    pub fn assigned(&mut self, lanes: Vec<Lane>) {
        self.ever_assigned = true;
        for lane in lanes {
            self.tracker.open(lane.clone());
            self.lanes.open(lane);
        }
    }

    /// Waits until nothing is under way on `lanes`, `patience` at most. Gives whether that is so.
    pub fn drain(&mut self, lanes: &[Lane], patience: Duration) -> bool {
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

    /// Partitions are taken away: what is still under way on them becomes stale.
    pub fn revoked(&mut self, lanes: &[Lane]) {
        for lane in lanes {
            self.tracker.close(lane);
            self.lanes.close(lane);
            self.metrics.forget_partition(&lane.topic, lane.partition);
        }
    }

    /// Where librdkafka's reading stands. What lies between a partition's last record and that is nothing to deliver: markers of
    /// transactions and what they aborted.
    pub fn passed(&mut self, positions: &TopicPartitionList) {
        for element in positions.elements() {
            if let (Some(one), Offset::Offset(position)) =
                (self.lanes.find(element.topic(), element.partition()), element.offset())
            {
                self.tracker.pass(&one.lane, position);
            }
        }
    }

    /// What may be committed and is not yet, of all partitions or of `only` these.
    pub fn committable(&self, only: Option<&[Lane]>) -> Option<TopicPartitionList> {
        let mut list = TopicPartitionList::new();
        for one in self.lanes.iter().filter(|one| only.is_none_or(|only| only.contains(&one.lane))) {
            let Some(watermark) = self.tracker.watermark(&one.lane) else { continue };
            if one.committed.is_none_or(|committed| *watermark > committed) {
                list.add_partition_offset(&one.lane.topic, one.lane.partition, Offset::Offset(*watermark)).ok()?;
            }
        }
        (list.count() > 0).then_some(list)
    }

    /// Everything that may be committed is committed with the next commit, even what was before.
    pub fn recommit(&mut self) {
        self.lanes.iter_mut().for_each(|one| one.committed = None);
    }

    /// `list` was handed to the broker.
    pub fn committed(&mut self, list: &TopicPartitionList) {
        for element in list.elements() {
            if let (Some(one), Offset::Offset(offset)) =
                (self.lanes.find(element.topic(), element.partition()), element.offset())
            {
                debug_assert!(one.committed.is_none_or(|committed| committed <= offset));
                one.committed = Some(offset);
            }
        }
    }

    /// Every assigned partition begins a new epoch: what is under way becomes stale.
    pub fn restart(&mut self) {
        let lanes: Vec<Lane> = self.lanes.iter().map(|one| one.lane.clone()).collect();
        self.filling = Batch::default();
        self.assigned(lanes);
        self.spoilt = false;
    }
}

/// The lanes of a list of partitions. Such lists may be empty.
pub fn lanes_of(list: &TopicPartitionList) -> Vec<Lane> {
    if list.count() == 0 {
        return Vec::new();
    }
    let lane = |topic: &str, partition| Lane { topic: topic.into(), partition };
    list.elements().iter().map(|element| lane(element.topic(), element.partition())).collect()
}

/// A list of partitions without offsets.
pub fn list_of<'l>(lanes: impl Iterator<Item = &'l Lane>) -> TopicPartitionList {
    let mut list = TopicPartitionList::new();
    for lane in lanes {
        list.add_partition(&lane.topic, lane.partition);
    }
    list
}
