//! One record by its place, for `quarantine retry`: without a group, without touching anybody's position.

use std::time::{Duration, Instant};

use rdkafka::consumer::Consumer;
use rdkafka::error::KafkaError;
use rdkafka::message::Message;

use super::headers::Beside;
use super::reader::{Reader, TIMEOUT, assign};
use crate::pipeline::{Batch, Payload, Place, Token};

/// How long the cluster may take.
const PATIENCE: Duration = Duration::from_secs(30);

/// Fetches the record at `place` and puts it into a batch with `token`. `None` where it is no longer there: deleted by
/// retention, compacted away, aborted, the topic is gone, or it was made anew and holds another record there: one with another
/// timestamp than `recorded_ms`.
pub fn fetch(
    consumer: &Reader,
    place: &Place,
    recorded_ms: Option<i64>,
    token: Token,
) -> Result<Option<Batch>, KafkaError> {
    let Place::Kafka { topic, partition, offset } = place else { return Ok(None) };
    let (low, high) = match consumer.fetch_watermarks(topic, *partition, TIMEOUT) {
        Ok(marks) => marks,
        Err(error) if is_unknown(&error) => return Ok(None),
        Err(error) => return Err(error),
    };
    if !(low..high).contains(offset) {
        return Ok(None);
    }
    assign(consumer, topic, *partition, *offset)?;
    let begun = Instant::now();
    let found = loop {
        match consumer.poll(Duration::from_millis(200)) {
            Some(Ok(record)) if record.offset() < *offset => {}
            Some(Ok(record)) => {
                let same_time = recorded_ms.is_none() || record.timestamp().to_millis() == recorded_ms;
                if record.offset() > *offset || !same_time {
                    break None;
                }
                let mut batch = Batch::with_capacity(record.payload_len() + record.key_len());
                let beside = Beside::of(record.headers());
                let payload = Payload { value: record.payload(), key: record.key() };
                batch.push(token, place.clone(), record.timestamp().to_millis(), payload, beside.iter());
                if beside.damaged {
                    batch.damaged();
                }
                break Some(batch);
            }
            Some(Err(KafkaError::PartitionEOF(_))) => break None,
            Some(Err(error)) if begun.elapsed() >= PATIENCE => return Err(error),
            None if begun.elapsed() >= PATIENCE => return Err(KafkaError::NoMessageReceived),
            Some(Err(_)) | None => {}
        }
    };
    consumer.unassign()?;
    Ok(found)
}

fn is_unknown(error: &KafkaError) -> bool {
    use rdkafka::error::RDKafkaErrorCode as Code;
    let code = error.rdkafka_error_code();
    matches!(code, Some(Code::UnknownTopicOrPartition | Code::UnknownTopic | Code::UnknownPartition))
}
