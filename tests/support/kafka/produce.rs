//! Records into a topic, by the hundred thousand, each confirmed by the broker.

use std::sync::{Arc, Mutex};
use std::time::{Duration, Instant};

use rdkafka::ClientContext;
use rdkafka::error::{KafkaError, RDKafkaErrorCode};
use rdkafka::message::{Header, Message, OwnedHeaders};
use rdkafka::producer::{BaseProducer, BaseRecord, DeliveryResult, Producer, ProducerContext};

use super::cluster::{Cluster, PATIENCE};

/// How long all records of a call may take until the broker has confirmed them.
const FLUSH: Duration = Duration::from_secs(120);

/// A record to be written. Without a partition, its key decides, or librdkafka does.
#[derive(Clone, Debug, Default)]
pub struct Outgoing {
    key: Option<Vec<u8>>,
    value: Option<Vec<u8>>,
    headers: Option<OwnedHeaders>,
    /// Milliseconds since 1970, UTC.
    timestamp: Option<i64>,
    partition: Option<i32>,
}

impl Outgoing {
    /// A record with this value.
    pub fn of(value: impl Into<Vec<u8>>) -> Self {
        Self { value: Some(value.into()), ..Self::default() }
    }

    /// A record without a value: compaction removes the key.
    pub fn tombstone(key: impl Into<Vec<u8>>) -> Self {
        Self::default().key(key)
    }

    /// With a key.
    pub fn key(self, key: impl Into<Vec<u8>>) -> Self {
        Self { key: Some(key.into()), ..self }
    }

    /// With a further header.
    pub fn header(mut self, key: &str, value: Option<&[u8]>) -> Self {
        self.headers = Some(self.headers.unwrap_or_default().insert(Header { key, value }));
        self
    }

    /// With a time, milliseconds since 1970, UTC.
    pub fn at(self, timestamp: i64) -> Self {
        Self { timestamp: Some(timestamp), ..self }
    }

    /// Into this partition.
    pub fn on(self, partition: i32) -> Self {
        Self { partition: Some(partition), ..self }
    }
}

impl<T: Into<Vec<u8>>> From<T> for Outgoing {
    fn from(value: T) -> Self {
        Self::of(value)
    }
}

/// Where a record was stored: partition and offset.
pub type Position = (i32, i64);

/// How a transaction ends.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Ending {
    /// Its records count.
    Commit,
    /// Its records stay in the log and do not count.
    Abort,
}

impl Cluster {
    /// Writes the records in order and returns where each was stored, in the same order.
    pub fn produce<R: Into<Outgoing>>(&self, topic: &str, records: impl IntoIterator<Item = R>) -> Vec<Position> {
        let producer = self.producers.take().unwrap_or_else(|| self.producer(&[]));
        send_all(&producer, topic, records);
        let positions = positions(&producer);
        self.producers.put(producer);
        positions
    }

    /// Writes the records in one transaction.
    pub fn produce_transactional<R: Into<Outgoing>>(
        &self,
        topic: &str,
        records: impl IntoIterator<Item = R>,
        ending: Ending,
    ) -> Vec<Position> {
        let producer = self.producer(&[("transactional.id", &super::process::unique("testbed"))]);
        producer.init_transactions(PATIENCE).expect("the broker knows transactions");
        producer.begin_transaction().expect("none is open");
        send_all(&producer, topic, records);
        let positions = positions(&producer);
        match ending {
            Ending::Commit => producer.commit_transaction(PATIENCE).expect("the transaction is committed"),
            Ending::Abort => producer.abort_transaction(PATIENCE).expect("the transaction is aborted"),
        }
        positions
    }

    fn producer(&self, settings: &[(&str, &str)]) -> BaseProducer<Confirmed> {
        let mut config = self.client();
        config
            .set("enable.idempotence", "true")
            .set("linger.ms", "5")
            .set("batch.size", "262144")
            .set("queue.buffering.max.messages", "200000")
            .set("queue.buffering.max.kbytes", "262144")
            .set("sticky.partitioning.linger.ms", "0")
            .set("message.max.bytes", "20000000");
        settings.iter().for_each(|(key, value)| _ = config.set(*key, *value));
        config.create_with_context(Confirmed::default()).expect("settings that librdkafka accepts")
    }
}

fn send_all<R: Into<Outgoing>>(producer: &BaseProducer<Confirmed>, topic: &str, records: impl IntoIterator<Item = R>) {
    for (number, record) in records.into_iter().enumerate() {
        producer.context().0.lock().expect("no panic").push(None);
        let outgoing = record.into();
        let mut record: BaseRecord<'_, Vec<u8>, Vec<u8>, usize> = BaseRecord::with_opaque_to(topic, number);
        record.key = outgoing.key.as_ref();
        record.payload = outgoing.value.as_ref();
        record.headers = outgoing.headers;
        record.timestamp = outgoing.timestamp;
        record.partition = outgoing.partition;
        while let Err((error, again)) = producer.send(record) {
            let full = KafkaError::MessageProduction(RDKafkaErrorCode::QueueFull);
            assert_eq!(error, full, "the record is taken");
            producer.poll(Duration::from_millis(10));
            record = again;
        }
        if number % 1_000 == 0 {
            producer.poll(Duration::ZERO);
        }
    }
}

fn positions(producer: &BaseProducer<Confirmed>) -> Vec<Position> {
    let begin = Instant::now();
    while producer.in_flight_count() > 0 {
        assert!(begin.elapsed() < FLUSH, "the broker confirms everything within {FLUSH:?}");
        producer.poll(Duration::from_millis(10));
    }
    let confirmed = std::mem::take(&mut *producer.context().0.lock().expect("no panic"));
    confirmed.into_iter().map(|position| position.expect("each record is confirmed")).collect()
}

/// Producers between two calls: an idempotent one needs half a second until it may write.
#[derive(Clone, Default)]
pub(super) struct Producers(Arc<Mutex<Vec<BaseProducer<Confirmed>>>>);

impl Producers {
    fn take(&self) -> Option<BaseProducer<Confirmed>> {
        self.0.lock().expect("no panic").pop()
    }

    fn put(&self, producer: BaseProducer<Confirmed>) {
        self.0.lock().expect("no panic").push(producer);
    }
}

impl std::fmt::Debug for Producers {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("Producers")
    }
}

/// Where the broker stored each record, by its number.
#[derive(Debug, Default)]
pub(super) struct Confirmed(Mutex<Vec<Option<Position>>>);

impl ClientContext for Confirmed {}

impl ProducerContext for Confirmed {
    type DeliveryOpaque = usize;

    fn delivery(&self, result: &DeliveryResult<'_>, number: usize) {
        if let Ok(message) = result {
            self.0.lock().expect("no panic")[number] = Some((message.partition(), message.offset()));
        }
    }
}
