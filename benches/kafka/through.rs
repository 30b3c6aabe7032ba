//! The program itself, from a full topic to the last alert confirmed and the last position committed.

use std::collections::BTreeMap;
use std::time::{Duration, Instant};

use crate::process::{self, Machine};
use crate::testbed::{Broker, Service, wait_until};
use crate::topic::Topic;

/// How long a round may take.
const PATIENCE: Duration = Duration::from_secs(600);
/// How often the counters are read.
const STEP: Duration = Duration::from_millis(100);

/// What a round gave.
#[derive(Clone, Debug)]
pub struct Through {
    /// Records a second, between the first and the last look at the counter of finished records.
    pub rate: f64,
    /// Seconds between these looks.
    pub seconds: f64,
    /// Alerts in the topic.
    pub alerts: u64,
    /// The most memory it had at once, in bytes.
    pub peak: u64,
    /// Its processor seconds by thread between the looks.
    pub threads: BTreeMap<String, f64>,
    /// The share of all processors that was in use, by anybody.
    pub busy: f64,
}

/// Runs the service over the topic in a new group.
pub fn run(broker: &Broker, topic: &Topic, round: usize) -> Through {
    let alerts = broker.create_topic("bench-alerts", 1, &[]);
    let group = format!("service-{round}");
    let mut service = crate::service(broker, &topic.name, &group, &alerts).start();
    let first = look(&mut service, 1.0);
    let (machine, before) = (Machine::now(), process::threads(service.pid()));
    let last = look(&mut service, topic.events as f64);
    let (busy, mut threads) = (machine.busy(), process::threads(service.pid()));
    for (name, seconds) in &mut threads {
        *seconds -= before.get(name).copied().unwrap_or(0.0);
    }
    wait_until("everything is committed", PATIENCE, || {
        broker.committed(&group, &topic.name) == broker.end_offsets(&topic.name)
    });
    let peak = process::peak_memory(service.pid());
    let alerts = broker.end_offsets(&alerts).values().sum::<i64>().unsigned_abs();
    service.stop(PATIENCE);
    let seconds = (last.at - first.at).as_secs_f64();
    Through { rate: (last.records - first.records) / seconds, seconds, alerts, peak, threads, busy }
}

/// The counter at a time.
struct Look {
    at: Instant,
    records: f64,
}

/// Waits until this many records are finished.
fn look(service: &mut Service, wanted: f64) -> Look {
    let begun = Instant::now();
    loop {
        let records = service.metric("phi_audit_records_processed_total", &[]).unwrap_or(0.0);
        let at = Instant::now();
        if records >= wanted {
            return Look { at, records };
        }
        assert!(service.runs(), "the service ended:\n{}", service.log());
        assert!(begun.elapsed() < PATIENCE, "{records} of {wanted} records within {PATIENCE:?}:\n{}", service.log());
        std::thread::sleep(STEP);
    }
}
