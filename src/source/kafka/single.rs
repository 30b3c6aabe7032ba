//! One record by its place, for `quarantine retry`: without a group, without touching anybody's position.

use std::time::{Duration, Instant};

use rdkafka::consumer::{BaseConsumer, Consumer};
use rdkafka::error::KafkaError;
use rdkafka::message::Message;
use rdkafka::{Offset, TopicPartitionList};

use super::headers::Beside;
use crate::pipeline::{Batch, Payload, Place, Token};

/// How long the cluster may take.
const PATIENCE: Duration = Duration::from_secs(30);

/// Fetches the record at `place` and puts it into a batch with `token`. `None` where it is no longer there: deleted by
/// retention, compacted away, aborted, or the topic is gone.
pub fn fetch(consumer: &BaseConsumer, place: &Place, token: Token) -> Result<Option<Batch>, KafkaError> {
    let (low, high) = match consumer.fetch_watermarks(&place.container, place.lane, PATIENCE) {
        Ok(marks) => marks,
        Err(error) if is_unknown(&error) => return Ok(None),
        Err(error) => return Err(error),
    };
    if !(low..high).contains(&place.position) {
        return Ok(None);
    }
    let mut list = TopicPartitionList::new();
    list.add_partition_offset(&place.container, place.lane, Offset::Offset(place.position))?;
    consumer.assign(&list)?;
    let begun = Instant::now();
    let found = loop {
        match consumer.poll(Duration::from_millis(200)) {
            Some(Ok(record)) if record.offset() > place.position => break None,
            Some(Ok(record)) if record.offset() == place.position => {
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
            Some(_) | None => {}
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
