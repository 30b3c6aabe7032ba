//! The topic that everybody reads: generated events, no two alike, so that no two alerts fold into one by accident.
//!
//! The first events are also what the audit core is measured with.

use std::time::Instant;

use crate::generate::Generator;
use crate::testbed::Broker;
use rdkafka::producer::{BaseProducer, BaseRecord, Producer};
use rdkafka::types::RDKafkaErrorCode;

/// The seed of every event in this bench.
const SEED: u64 = 1;
/// Partitions of the topics of events.
pub const PARTITIONS: i32 = 4;

/// A topic full of events.
pub struct Topic {
    /// Its name.
    pub name: String,
    /// Records in it.
    pub events: u64,
    /// Bytes of their values.
    pub bytes: u64,
    /// How the producer compressed them.
    pub compression: String,
}

/// The first events, one each.
pub fn lines(count: usize) -> Vec<String> {
    Generator::new(SEED).take(count).map(|event| event.json).collect()
}

impl Topic {
    /// Writes the topic.
    pub fn write(broker: &Broker, events: u64, compression: &str) -> Self {
        let name = broker.create_topic("bench", PARTITIONS, &[]);
        let begun = Instant::now();
        let producer: BaseProducer = broker.create(&[
            ("compression.type", compression),
            ("linger.ms", "20"),
            ("batch.size", "262144"),
            ("queue.buffering.max.kbytes", "131072"),
        ]);
        let mut bytes = 0;
        for event in Generator::new(SEED).take(usize::try_from(events).expect("a few millions")) {
            bytes += event.json.len() as u64;
            send(&producer, BaseRecord::to(&name).payload(&event.json));
        }
        producer.flush(std::time::Duration::from_secs(120)).expect("the broker takes everything");
        let stored: i64 = broker.end_offsets(&name).values().sum();
        assert_eq!(stored.unsigned_abs(), events, "every event is stored once");
        println!("topic     {events} events, {:.0} MB, in {:.0} s", bytes as f64 / 1e6, begun.elapsed().as_secs_f64());
        Self { name, events, bytes, compression: compression.to_owned() }
    }
}

/// Hands a record over, waiting for room.
pub fn send(producer: &BaseProducer, record: BaseRecord<'_, (), String>) {
    let mut next = Some(record);
    while let Some(record) = next.take() {
        if let Err((error, back)) = producer.send(record) {
            assert_eq!(error.rdkafka_error_code(), Some(RDKafkaErrorCode::QueueFull), "the record is taken");
            producer.poll(std::time::Duration::from_millis(10));
            next = Some(back);
        }
    }
}
