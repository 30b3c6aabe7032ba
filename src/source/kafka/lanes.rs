//! The partitions this member reads, and what the service knows of each beyond the tracker: names, pauses, lag.

use std::sync::Arc;

use rdkafka::statistics::Statistics;

/// A partition of a topic.
#[derive(Clone, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Lane {
    /// The topic.
    pub topic: Arc<str>,
    /// The partition.
    pub partition: i32,
}

/// What is known of an assigned partition.
#[derive(Clone, Debug)]
pub struct Assigned {
    /// Which.
    pub lane: Lane,
    /// When it was assigned, Unix time in milliseconds.
    pub since_ms: i64,
    /// The end of what may be read (the last stable offset), as last heard of.
    pub end: Option<i64>,
    /// What was last committed here in this epoch.
    pub committed: Option<i64>,
    /// Reading is paused because this partition has too much under way.
    pub paused: bool,
    /// The offset behind the last record that was delivered in this epoch.
    pub delivered: Option<i64>,
}

/// All assigned partitions. Few, so a list; the one asked for last is asked for next.
#[derive(Debug, Default)]
pub struct Lanes {
    all: Vec<Assigned>,
    last: usize,
}

impl Lanes {
    /// A partition is assigned anew.
    pub fn open(&mut self, lane: Lane, now_ms: i64) {
        self.close(&lane);
        self.all.push(Assigned { lane, since_ms: now_ms, end: None, committed: None, paused: false, delivered: None });
    }

    /// A partition is taken away.
    pub fn close(&mut self, lane: &Lane) {
        self.all.retain(|one| one.lane != *lane);
        self.last = 0;
    }

    /// What is known of a partition; `None` where it is not assigned.
    pub fn find(&mut self, topic: &str, partition: i32) -> Option<&mut Assigned> {
        let is = |one: &Assigned| one.lane.partition == partition && &*one.lane.topic == topic;
        if !self.all.get(self.last).is_some_and(is) {
            self.last = self.all.iter().position(is)?;
        }
        self.all.get_mut(self.last)
    }

    /// Every assigned partition.
    pub fn iter(&self) -> impl Iterator<Item = &Assigned> {
        self.all.iter()
    }

    /// Every assigned partition.
    pub fn iter_mut(&mut self) -> impl Iterator<Item = &mut Assigned> {
        self.all.iter_mut()
    }

    /// How many are assigned.
    pub const fn len(&self) -> usize {
        self.all.len()
    }

    /// Whether none is assigned.
    pub const fn is_empty(&self) -> bool {
        self.all.is_empty()
    }

    /// Takes in what librdkafka counted. Gives the partitions of which everything up to an offset was delivered or holds
    /// nothing to deliver (transaction markers, aborted records, compacted ones), so that their tail can be committed.
    ///
    /// A snapshot may be older than the assignment. It is believed only where it agrees with what was delivered: then nothing
    /// lay between that place and the end it saw, whenever it was taken, because a log does not change.
    pub fn heard(&mut self, statistics: &Statistics) -> Vec<(Lane, i64)> {
        let mut empty_tails = Vec::new();
        for (name, topic) in &statistics.topics {
            for (partition, counted) in topic.partitions.iter().filter(|(partition, _)| **partition >= 0) {
                let Some(one) = self.find(name, *partition) else { continue };
                if counted.ls_offset >= 0 {
                    one.end = Some(counted.ls_offset);
                }
                let agrees = match one.delivered {
                    Some(delivered) => counted.app_offset == delivered,
                    None => counted.app_offset < 0 && statistics.time * 1_000 > one.since_ms + SETTLED_MS,
                };
                let reached = counted.fetch_state == "active" && counted.next_offset == counted.eof_offset;
                if agrees && reached && counted.fetchq_cnt == 0 && counted.eof_offset > counted.app_offset.max(0) {
                    empty_tails.push((one.lane.clone(), counted.eof_offset));
                }
            }
        }
        empty_tails
    }
}

/// From when on after an assignment a snapshot without any position belongs to it, in milliseconds.
const SETTLED_MS: i64 = 10_000;

impl Assigned {
    /// Records that are not yet committed, as far as is known.
    pub fn lag(&self, watermark: Option<i64>) -> Option<i64> {
        let at = watermark.or(self.committed)?;
        Some((self.end? - at).max(0))
    }
}
