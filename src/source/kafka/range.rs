//! A topic by time range, for `replay`: every partition from one moment to another, without joining the service's group and
//! without committing anything.
//!
//! The end is fixed when reading begins, so that a topic that is written to comes to an end. Partitions are read one after the
//! other, each in the order of its offsets, so that the output is the same on every run.

use std::ops::ControlFlow;
use std::sync::Arc;
use std::time::{Duration, Instant};

use rdkafka::config::ClientConfig;
use rdkafka::consumer::{BaseConsumer, Consumer};
use rdkafka::error::KafkaError;
use rdkafka::message::Message;
use rdkafka::{Offset, TopicPartitionList};

use super::headers::Beside;
use crate::audit::Attributes;
use crate::source::{Piece, Trouble};

/// How long one question to the cluster may take.
const TIMEOUT: Duration = Duration::from_secs(30);
/// How long reading waits without any progress before a partition is given up.
const PATIENCE: Duration = Duration::from_secs(60);

/// Which records: those from one record time on, up to but not including another, in Unix milliseconds.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Between {
    /// The first moment; not given: from the oldest record on.
    pub from_ms: Option<i64>,
    /// The moment behind the last; not given: up to the newest record there is now.
    pub to_ms: Option<i64>,
}

/// A partition and the offsets to read of it.
#[derive(Clone, Debug, PartialEq, Eq)]
struct Stretch {
    topic: Arc<str>,
    partition: i32,
    start: i64,
    end: i64,
}

/// Reads the records of `topics`, partition by partition, and hands each to `each` under the name `kafka:TOPIC/PARTITION`, its
/// offset as the line. Fails where the cluster cannot even be asked what there is.
pub fn records(
    config: &ClientConfig,
    topics: &[String],
    between: Between,
    each: &mut dyn FnMut(&Arc<str>, Piece<'_>) -> ControlFlow<()>,
) -> Result<ControlFlow<()>, KafkaError> {
    let consumer: BaseConsumer = config.create()?;
    let mut plan = Vec::new();
    for topic in topics {
        plan.extend(stretches(&consumer, topic, between)?);
    }
    for stretch in plan {
        let name: Arc<str> = format!("kafka:{}/{}", stretch.topic, stretch.partition).into();
        if read(&consumer, &stretch, &name, each)?.is_break() {
            return Ok(ControlFlow::Break(()));
        }
    }
    Ok(ControlFlow::Continue(()))
}

/// What to read of each partition of `topic`.
fn stretches(consumer: &BaseConsumer, topic: &str, between: Between) -> Result<Vec<Stretch>, KafkaError> {
    let metadata = consumer.fetch_metadata(Some(topic), TIMEOUT)?;
    let known = metadata.topics().iter().find(|one| one.name() == topic);
    if let Some(error) = known.and_then(|topic| topic.error()) {
        return Err(KafkaError::MetadataFetch(error.into()));
    }
    let mut partitions: Vec<i32> =
        known.map(|topic| topic.partitions().iter().map(|partition| partition.id()).collect()).unwrap_or_default();
    partitions.sort_unstable();
    let topic: Arc<str> = topic.into();
    let mut all = Vec::new();
    for partition in partitions {
        let (low, high) = consumer.fetch_watermarks(&topic, partition, TIMEOUT)?;
        let at = |moment: Option<i64>, otherwise| match moment {
            Some(moment) => first_from(consumer, &topic, partition, moment).map(|offset| offset.unwrap_or(high)),
            None => Ok(otherwise),
        };
        let (start, end) = (at(between.from_ms, low)?, at(between.to_ms, high)?.min(high));
        all.push(Stretch { topic: Arc::clone(&topic), partition, start, end });
    }
    Ok(all)
}

/// The first offset whose record is not older than `moment`; `None` where all are.
fn first_from(consumer: &BaseConsumer, topic: &str, partition: i32, moment: i64) -> Result<Option<i64>, KafkaError> {
    let mut asked = TopicPartitionList::new();
    asked.add_partition_offset(topic, partition, Offset::Offset(moment))?;
    let answer = consumer.offsets_for_times(asked, TIMEOUT)?;
    Ok(answer.elements().first().and_then(|element| match element.offset() {
        Offset::Offset(offset) => Some(offset),
        _ => None,
    }))
}

/// Reads one stretch.
fn read(
    consumer: &BaseConsumer,
    stretch: &Stretch,
    name: &Arc<str>,
    each: &mut dyn FnMut(&Arc<str>, Piece<'_>) -> ControlFlow<()>,
) -> Result<ControlFlow<()>, KafkaError> {
    if each(name, Piece::Opened).is_break() {
        return Ok(ControlFlow::Break(()));
    }
    let mut bytes = 0;
    if stretch.start < stretch.end {
        let mut list = TopicPartitionList::new();
        list.add_partition_offset(&stretch.topic, stretch.partition, Offset::Offset(stretch.start))?;
        consumer.assign(&list)?;
        let mut progress = Instant::now();
        loop {
            match consumer.poll(Duration::from_millis(200)) {
                Some(Ok(record)) if record.offset() >= stretch.end => break,
                Some(Ok(record)) => {
                    progress = Instant::now();
                    bytes += record.payload_len() as u64;
                    let beside = Beside::of(record.headers());
                    let headers: Vec<(&str, &[u8])> = beside.iter().collect();
                    let around = Attributes { key: record.key(), headers: &headers };
                    let (line, value) = (record.offset().unsigned_abs(), record.payload().unwrap_or_default());
                    let piece = Piece::Document { line, offset: 0, bytes: value, around };
                    let last = record.offset() + 1 >= stretch.end;
                    if each(name, piece).is_break() {
                        return Ok(ControlFlow::Break(()));
                    }
                    let trouble = Trouble { line, offset: 0, kind: "invalid_utf8", rest_unread: false };
                    if beside.damaged && each(name, Piece::Failed(trouble)).is_break() {
                        return Ok(ControlFlow::Break(()));
                    }
                    if last {
                        break;
                    }
                }
                Some(Err(KafkaError::PartitionEOF(_))) => break,
                // A broker that is away comes back, or it does not.
                Some(Err(_)) | None if progress.elapsed() < PATIENCE => {}
                Some(Err(_)) | None => {
                    let trouble = Trouble { line: 0, offset: 0, kind: "broker", rest_unread: true };
                    if each(name, Piece::Failed(trouble)).is_break() {
                        return Ok(ControlFlow::Break(()));
                    }
                    break;
                }
            }
        }
        consumer.unassign()?;
    }
    Ok(each(name, Piece::Closed { bytes }))
}
