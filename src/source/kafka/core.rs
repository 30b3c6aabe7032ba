//! What the reading thread knows: the pipeline's side of it, and the partitions. Shared only with the rebalance callbacks,
//! which run on the same thread inside `poll`; so no position can be committed after its partition has gone.

use std::collections::HashMap;
use std::sync::Arc;

use rdkafka::message::{BorrowedMessage, Message as _};
use rdkafka::{Offset, TopicPartitionList};

use super::headers::Beside;
use super::lanes::{Lane, Lanes};
use crate::pipeline::{Arrival, Intake, OVERHEAD, Payload, Place, clock};
use crate::telemetry::Metrics;

/// What a header costs besides its bytes: a record of a hundred thousand empty ones is not small.
const HEADER: usize = 32;

/// The state of the reading thread.
#[derive(Debug)]
pub struct Core {
    /// From here to the auditing threads and back.
    pub intake: Intake<Lane, i64>,
    /// The assigned partitions.
    pub lanes: Lanes,
    /// Set when a transaction has to be taken back: everything uncommitted is read again.
    pub spoilt: bool,
    /// Set when that is not possible: another instance has our place, or the cluster will not have us.
    pub fenced: bool,
    /// Whether a broker is connected, as last heard of.
    pub connected: bool,
    /// Whether the group has ever answered with an assignment.
    pub ever_assigned: bool,
    /// Partitions of which records may have been deleted unread, and from where on.
    gaps: HashMap<Lane, i64>,
    metrics: Arc<Metrics>,
}

impl Core {
    /// A core without partitions.
    pub fn new(intake: Intake<Lane, i64>, metrics: Arc<Metrics>) -> Self {
        Self {
            intake,
            lanes: Lanes::default(),
            spoilt: false,
            fenced: false,
            connected: true,
            ever_assigned: false,
            gaps: HashMap::new(),
            metrics,
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
        self.intake.received(size);
        if message.payload().is_none() && message.key().is_none() && headers.is_none() {
            self.intake.tracker.pass(&lane, resume);
            return false;
        }
        let held = size + OVERHEAD + beside.count * HEADER;
        let arrival = Arrival { bytes: u32::try_from(held).unwrap_or(u32::MAX), received_ms: now_ms, recorded_ms };
        let token = self.intake.tracker.track(&lane, resume, arrival).or_else(|| {
            self.begin_again(&lane, message.offset());
            self.intake.tracker.track(&lane, resume, arrival)
        });
        let Some(token) = token else { return false };
        let place = Place::Kafka { topic: lane.topic, partition: lane.partition, offset: message.offset() };
        let payload = Payload { value: message.payload(), key: message.key() };
        self.intake.fill(token, place, recorded_ms, payload, beside.iter(), beside.damaged)
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
        self.intake.tracker.open(lane.clone());
        if let Some(one) = self.lanes.find(&lane.topic, lane.partition) {
            one.begin_again();
        }
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
        self.intake.tracker.is_open(&lane).then_some((lane, from))
    }

    /// Partitions are assigned.
    pub fn assigned(&mut self, lanes: Vec<Lane>) {
        self.ever_assigned = true;
        for lane in lanes {
            self.intake.tracker.open(lane.clone());
            self.lanes.open(lane, clock::now_ms());
        }
    }

    /// Partitions are taken away: what is still under way on them becomes stale.
    pub fn revoked(&mut self, lanes: &[Lane]) {
        for lane in lanes {
            self.intake.tracker.close(lane);
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
                self.intake.tracker.pass(&one.lane, position);
            }
        }
    }

    /// What may be committed and is not yet, of all partitions or of `only` these.
    pub fn committable(&self, only: Option<&[Lane]>) -> Option<TopicPartitionList> {
        let mut list = TopicPartitionList::new();
        for one in self.lanes.iter().filter(|one| only.is_none_or(|only| only.contains(&one.lane))) {
            let Some(watermark) = self.intake.tracker.watermark(&one.lane) else { continue };
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
        self.intake.discard();
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
