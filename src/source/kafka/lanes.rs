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
    /// When it was assigned, Unix time in milliseconds by our clock.
    pub since_ms: i64,
    /// The end of what may be read (the last stable offset), as last heard of.
    pub end: Option<i64>,
    /// What was last committed here in this epoch.
    pub committed: Option<i64>,
    /// What of that the cluster is known to have.
    confirmed: Option<i64>,
    /// What it did not have when it was last heard of.
    unconfirmed: Option<i64>,
    /// Whether reading is paused because too much is under way. Not known at first: librdkafka remembers a pause from an earlier
    /// assignment of the partition, and through a seek.
    pub paused: Option<bool>,
    /// Nothing was left to fetch when it was last heard of.
    pub at_end: bool,
    /// The offset behind the last record delivered; at first where the group had committed.
    pub next: Option<i64>,
    /// The offset of the first record delivered since the partition was assigned.
    pub began: Option<i64>,
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
        self.all.push(Assigned {
            lane,
            since_ms: now_ms,
            end: None,
            committed: None,
            confirmed: None,
            unconfirmed: None,
            paused: None,
            at_end: false,
            next: None,
            began: None,
        });
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

    /// Takes in what librdkafka counted: where the partitions end, and whether there is anything left to fetch. Old news does no
    /// harm here: what is committed does not depend on it.
    ///
    /// With `commits`, also what became of ours: an answer to an asynchronous commit does not come this far, because librdkafka
    /// gives it to a callback only and `rdkafka` sets none. One that two snapshots in a row do not show is made again.
    pub fn heard(&mut self, statistics: &Statistics, commits: bool) -> Heard {
        let mut heard = Heard::default();
        for (name, topic) in &statistics.topics {
            for (partition, counted) in topic.partitions.iter().filter(|(partition, _)| **partition >= 0) {
                let Some(one) = self.find(name, *partition) else { continue };
                if counted.ls_offset >= 0 {
                    one.end = Some(counted.ls_offset);
                }
                one.at_end =
                    counted.fetchq_cnt == 0 && counted.eof_offset >= 0 && counted.next_offset == counted.eof_offset;
                if commits {
                    one.commit_seen(counted.committed_offset, &mut heard);
                }
            }
        }
        heard
    }
}

/// What became of commits.
#[derive(Clone, Copy, Debug, Default)]
pub struct Heard {
    /// Some have arrived.
    pub committed: bool,
    /// Some have not, and are to be made again.
    pub refused: bool,
}

impl Assigned {
    /// What was committed was about other records.
    pub fn begin_again(&mut self) {
        (self.committed, self.confirmed, self.unconfirmed) = (None, None, None);
    }

    fn commit_seen(&mut self, at: i64, heard: &mut Heard) {
        let Some(committed) = self.committed else { return };
        if at >= committed {
            heard.committed |= self.confirmed.replace(at) != Some(at);
            self.unconfirmed = None;
        } else if self.unconfirmed.replace(committed) == Some(committed) {
            heard.refused = true;
            (self.committed, self.unconfirmed) = (None, None);
        }
    }

    /// Records that are not yet finished, as far as is known; `under_way` of them are with us. What compaction has left empty at
    /// the end is nothing to wait for.
    pub fn lag(&self, watermark: Option<i64>, under_way: u64) -> Option<i64> {
        let at = watermark.or(self.committed)?;
        let behind = (self.end? - at).max(0);
        Some(if self.at_end && under_way == 0 { 0 } else { behind })
    }
}
