//! All records of a topic, without a consumer group.

use std::collections::BTreeSet;
use std::time::Duration;

use rdkafka::consumer::{BaseConsumer, Consumer};
use rdkafka::error::KafkaError;
use rdkafka::message::{BorrowedMessage, Headers, Message};
use rdkafka::{Offset, TopicPartitionList};

use super::cluster::{Cluster, PATIENCE};
use super::process::wait_until;

/// How long reading a topic may take.
const ALL: Duration = Duration::from_secs(120);

/// A record as it was read.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Record {
    /// Its partition.
    pub partition: i32,
    /// Its offset there.
    pub offset: i64,
    /// Its key.
    pub key: Option<Vec<u8>>,
    /// Its headers in order.
    pub headers: Vec<(String, Option<Vec<u8>>)>,
    /// Its value; a tombstone has none.
    pub value: Option<Vec<u8>>,
    /// Milliseconds since 1970, UTC.
    pub timestamp: Option<i64>,
}

impl Record {
    /// The value as text; empty for a tombstone.
    pub fn text(&self) -> &str {
        std::str::from_utf8(self.value.as_deref().unwrap_or_default()).expect("UTF-8")
    }

    /// The value as JSON.
    pub fn json(&self) -> serde_json::Value {
        serde_json::from_slice(self.value.as_deref().unwrap_or_default()).expect("JSON")
    }

    /// The value of the first header of this name.
    pub fn header(&self, name: &str) -> Option<&[u8]> {
        self.headers.iter().find(|(key, _)| key == name)?.1.as_deref()
    }
}

/// What of transactions is read.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Isolation {
    /// What was committed, up to the first open transaction.
    Committed,
    /// Everything.
    Uncommitted,
}

impl Cluster {
    /// All that is committed in a topic, from its start to its present end, partition by partition in order.
    pub fn read_all(&self, topic: &str) -> Vec<Record> {
        self.read(topic, Isolation::Committed)
    }

    /// As `read_all`, with or without what is not committed.
    pub fn read(&self, topic: &str, isolation: Isolation) -> Vec<Record> {
        let consumer: BaseConsumer = self.create(&[
            // librdkafka wants a name even where no group is joined.
            ("group.id", "testbed"),
            ("enable.auto.commit", "false"),
            ("enable.partition.eof", "true"),
            ("auto.offset.reset", "error"),
            ("fetch.wait.max.ms", "20"),
            ("isolation.level", if isolation == Isolation::Committed { "read_committed" } else { "read_uncommitted" }),
        ]);
        let partitions = self.partitions(topic);
        let mut assignment = TopicPartitionList::new();
        for partition in 0..partitions {
            assignment.add_partition_offset(topic, partition, Offset::Beginning).expect("an offset");
        }
        consumer.assign(&assignment).expect("partitions that exist");

        let mut open: BTreeSet<i32> = (0..partitions).collect();
        let mut records = Vec::new();
        wait_until("the topic is read to its end", ALL, || {
            while !open.is_empty() {
                match consumer.poll(PATIENCE) {
                    Some(Ok(message)) => records.push(record(&message)),
                    Some(Err(KafkaError::PartitionEOF(partition))) => _ = open.remove(&partition),
                    Some(Err(error)) => eprintln!("while reading {topic}: {error}"),
                    None => return false,
                }
            }
            true
        });
        records.sort_by_key(|record: &Record| (record.partition, record.offset));
        records
    }
}

fn record(message: &BorrowedMessage<'_>) -> Record {
    let headers = message.headers().into_iter().flat_map(|headers| headers.iter());
    Record {
        partition: message.partition(),
        offset: message.offset(),
        key: message.key().map(<[u8]>::to_vec),
        headers: headers.map(|header| (header.key.to_owned(), header.value.map(<[u8]>::to_vec))).collect(),
        value: message.payload().map(<[u8]>::to_vec),
        timestamp: message.timestamp().to_millis(),
    }
}
