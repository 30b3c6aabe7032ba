//! What merely reading costs: a consumer with the service's very settings that polls and drops.

use std::time::{Duration, Instant};

use phi_audit::kafka::{Role, client_config};
use phi_audit::source::kafka::consumer;
use rdkafka::consumer::{BaseConsumer, Consumer};

use crate::process::Machine;
use crate::testbed::Broker;
use crate::topic::Topic;

/// How long the next record may take.
const PATIENCE: Duration = Duration::from_secs(60);

/// How long one poll waits.
const POLL: Duration = Duration::from_millis(50);

/// What a round gave.
#[derive(Clone, Debug)]
pub struct Bare {
    /// Records a second, from the first to the last.
    pub rate: f64,
    /// The share of all processors that was in use, by anybody.
    pub busy: f64,
}

/// Reads the whole topic in a new group.
pub fn rate(broker: &Broker, topic: &Topic, round: usize) -> Bare {
    let group = format!("bare-{round}");
    let text = crate::service(broker, &topic.name, &group, "none").text("127.0.0.1:9464".parse().expect("an address"));
    let config = phi_audit::config::parse(&text).unwrap_or_else(|problems| panic!("{problems:?}"));
    let (cluster, source) = (config.kafka.expect("a cluster"), config.source.kafka.expect("a source"));
    let mut settings =
        client_config(&cluster, std::path::Path::new("."), None, Role::Consumer).expect("settings of the service");
    consumer(&mut settings, &source, None);
    let client: BaseConsumer = settings.create().expect("settings that librdkafka accepts");
    client.subscribe(&[&topic.name]).expect("a topic");

    let mut begun = None;
    let mut machine = Machine::now();
    let (mut read, mut last) = (0, Instant::now());
    while read < topic.events {
        match client.poll(POLL) {
            Some(Ok(_)) => {
                read += 1;
                // Asking for the time at each record would cost what is to be measured.
                if read % 1_024 == 0 {
                    last = Instant::now();
                }
                if begun.is_none() {
                    begun = Some(Instant::now());
                    machine = Machine::now();
                }
            }
            Some(Err(error)) => println!("while reading: {error}"),
            // A rebalance or statistics end a poll as well.
            None => assert!(last.elapsed() < PATIENCE, "nothing more comes after {read} records"),
        }
    }
    let seconds = begun.expect("records").elapsed().as_secs_f64();
    Bare { rate: read as f64 / seconds, busy: machine.busy() }
}
