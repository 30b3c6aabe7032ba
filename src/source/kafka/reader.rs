//! A client that reads records by their place: it joins no group and commits nothing.

use std::time::Duration;

use rdkafka::consumer::{BaseConsumer, Consumer};
use rdkafka::error::KafkaResult;
use rdkafka::{Offset, TopicPartitionList};

use crate::kafka::ClusterContext;

/// How long one question to the cluster may take.
pub(super) const TIMEOUT: Duration = Duration::from_secs(15);

/// A client that reads by itself; made of settings for [`Role::Reader`](crate::kafka::Role::Reader).
pub type Reader = BaseConsumer<ClusterContext>;

/// Reads one partition from `offset` on, and nothing else.
pub(super) fn assign(reader: &Reader, topic: &str, partition: i32, offset: i64) -> KafkaResult<()> {
    let mut list = TopicPartitionList::new();
    list.add_partition_offset(topic, partition, Offset::Offset(offset))?;
    // What was fetched for an earlier assignment is not delivered any more.
    reader.unassign()?;
    reader.assign(&list)
}
