//! How long an event takes until the broker has its alert, under a steady load.
//!
//! Events carry the time at which they were handed to a producer; alerts the broker's own time (`LogAppendTime`) and, in their
//! data, their event's. Both clocks are one, and both have milliseconds. The producer's linger of 5 ms is part of the figure.

use std::time::{Duration, Instant};

use phi_audit::pipeline::clock;
use rdkafka::producer::{BaseProducer, BaseRecord, Producer};

use crate::generate::Generator;
use crate::testbed::{Broker, wait_until};
use crate::topic::{PARTITIONS, send};

/// How long the rest may take at the end.
const PATIENCE: Duration = Duration::from_secs(60);
/// Left out at the beginning.
const WARM_UP: Duration = Duration::from_secs(2);
/// How long the producer sleeps between two handfuls.
const TICK: Duration = Duration::from_millis(1);

/// What came of it.
#[derive(Clone, Debug)]
pub struct Latency {
    /// Records a second, as they were really produced.
    pub rate: f64,
    /// Milliseconds from event to alert, ascending.
    pub delays: Vec<i64>,
}

impl Latency {
    /// The delay below which this share of all delays lies.
    pub fn quantile(&self, share: f64) -> i64 {
        let last = self.delays.len().saturating_sub(1);
        self.delays.get((last as f64 * share).ceil() as usize).copied().unwrap_or(i64::MAX)
    }
}

/// Produces at `rate` for `length` while the service runs.
pub fn run(broker: &Broker, rate: f64, length: Duration) -> Latency {
    let topic = broker.create_topic("live", PARTITIONS, &[]);
    let alerts = broker.create_topic("live-alerts", 1, &[("message.timestamp.type", "LogAppendTime")]);
    // Made beforehand: it takes longer than sending does.
    let count = (rate * (WARM_UP + length).as_secs_f64()) as usize;
    let events: Vec<String> = Generator::new(2).take(count).map(|event| event.json).collect();
    let service = crate::service(broker, &topic, "live", &alerts).start();
    wait_until("the service has its partitions", PATIENCE, || service.ready());
    let producer: BaseProducer = broker.create(&[("linger.ms", "5"), ("sticky.partitioning.linger.ms", "0")]);
    // The first record makes connections.
    send(&producer, BaseRecord::to(&topic).payload(&"{}".to_owned()));
    producer.flush(PATIENCE).expect("the broker takes it");

    let begun = Instant::now();
    let from_ms = clock::now_ms() + i64::try_from(WARM_UP.as_millis()).expect("few");
    let mut sent = 0;
    while sent < count {
        let due = ((begun.elapsed().as_secs_f64() * rate) as usize).min(count);
        let now_ms = clock::now_ms();
        for event in &events[sent..due] {
            send(&producer, BaseRecord::to(&topic).payload(event).timestamp(now_ms));
        }
        sent = due;
        producer.poll(Duration::ZERO);
        std::thread::sleep(TICK);
    }
    let real = count as f64 / begun.elapsed().as_secs_f64();
    producer.flush(PATIENCE).expect("the broker takes everything");
    wait_until("everything is finished", PATIENCE, || {
        service.metric("phi_audit_records_processed_total", &[]).is_some_and(|done| done >= count as f64)
    });
    let mut delays: Vec<i64> = broker
        .read_all(&alerts)
        .iter()
        .filter_map(|alert| {
            let event_ms = alert.json()["metadata"]["logged_time"].as_i64()?;
            (event_ms >= from_ms).then(|| alert.timestamp.unwrap_or(i64::MAX) - event_ms)
        })
        .collect();
    delays.sort_unstable();
    service.stop(PATIENCE);
    Latency { rate: real, delays }
}
