//! What is true: which records ended, written down before anyone else learns of it, and what the group has committed, asked for
//! all the time with a client of its own.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::atomic::{AtomicBool, AtomicU64, Ordering};
use std::sync::{Mutex, MutexGuard};
use std::time::Duration;

use rdkafka::TopicPartitionList;
use rdkafka::consumer::{BaseConsumer, Consumer};

use crate::testbed::Cluster;

/// How long the observer waits for one answer; a broker may be down.
const ANSWER: Duration = Duration::from_millis(500);

/// The records that ended, by partition.
#[derive(Debug)]
pub struct Ledger {
    partitions: Vec<Mutex<Ended>>,
    /// How often a record ended that had ended before: read again.
    pub again: AtomicU64,
}

#[derive(Debug, Default)]
struct Ended {
    /// All before this have ended.
    frontier: i64,
    /// Those that have ended beyond it.
    beyond: BTreeSet<i64>,
}

impl Ledger {
    /// A ledger for so many partitions.
    pub fn new(partitions: i32) -> Self {
        Self { partitions: (0..partitions).map(|_| Mutex::default()).collect(), again: AtomicU64::new(0) }
    }

    fn ended(&self, partition: i32) -> MutexGuard<'_, Ended> {
        self.partitions[usize::try_from(partition).expect("a partition")].lock().expect("no panic")
    }

    /// A record has ended.
    pub fn write(&self, partition: i32, offset: i64) {
        let mut ended = self.ended(partition);
        if offset < ended.frontier || !ended.beyond.insert(offset) {
            self.again.fetch_add(1, Ordering::Relaxed);
            return;
        }
        while ended.beyond.first().copied() == Some(ended.frontier) {
            ended.beyond.pop_first();
            ended.frontier += 1;
        }
    }

    /// The first record that has not ended.
    pub fn frontier(&self, partition: i32) -> i64 {
        self.ended(partition).frontier
    }
}

/// What the observer saw.
#[derive(Debug, Default)]
pub struct Seen {
    /// How often it had an answer.
    pub answers: u64,
    /// Partition, from, to: where the group's position went back.
    pub back: Vec<(i32, i64, i64)>,
    /// The last positions.
    pub committed: BTreeMap<i32, i64>,
}

/// Asks for the group's positions until `end` is set. Fails as soon as one passes a record that has not ended.
pub fn observe(cluster: &Cluster, (group, topic): (&str, &str), ledger: &Ledger, end: &AtomicBool) -> Seen {
    let client: BaseConsumer = cluster.create(&[("group.id", group), ("socket.timeout.ms", "1000")]);
    let mut asked = TopicPartitionList::new();
    asked.add_partition_range(topic, 0, i32::try_from(ledger.partitions.len()).expect("few") - 1);
    let mut seen = Seen::default();
    while !end.load(Ordering::Relaxed) {
        std::thread::sleep(Duration::from_millis(10));
        let Ok(answer) = client.committed_offsets(asked.clone(), ANSWER) else { continue };
        seen.answers += 1;
        for element in answer.elements() {
            let Some(offset) = element.offset().to_raw().filter(|offset| *offset >= 0) else { continue };
            let (partition, frontier) = (element.partition(), ledger.frontier(element.partition()));
            assert!(
                offset <= frontier,
                "AT-6: {offset} of partition {partition} is committed, and {frontier} has not ended"
            );
            let before = seen.committed.insert(partition, offset).unwrap_or(0);
            if offset < before {
                seen.back.push((partition, before, offset));
            }
        }
    }
    seen
}
