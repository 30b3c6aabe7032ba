//! `cargo bench --bench kafka`: how fast is the service, against a consumer that does nothing and against the audit alone; how
//! long does an event take until its alert is stored.
//!
//! Everything runs against one real broker on one topic, so the ratios mean something on any machine. Needs Java and Maven, as
//! the tests do. `-- --events 200000 --compression zstd` changes the topic, `-- throughput` leaves the latency out. Without
//! `--bench` (as under `cargo test --benches`) only a small audit runs.

#![allow(
    clippy::print_stderr,
    clippy::print_stdout,
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    reason = "a bench"
)]

#[path = "../../tests/support/generate/mod.rs"]
mod generate;
#[allow(dead_code, reason = "shared with the other bench")]
#[path = "../audit/process.rs"]
mod machine;
#[path = "../../tests/support/kafka/mod.rs"]
mod testbed;

mod bare;
mod core;
mod latency;
mod process;
mod report;
mod through;
mod topic;

use std::time::Duration;

use report::Report;
use testbed::{Broker, Service};
use topic::Topic;

/// How often the bare consumer and the service take turns.
const ROUNDS: usize = 3;
/// Events that are audited without any broker.
const CORE: usize = 50_000;

fn main() {
    let arguments: Vec<String> = std::env::args().collect();
    if !arguments.iter().any(|argument| argument == "--bench") {
        core::rate(&topic::lines(500), 1);
        return;
    }
    let given = |name: &str| arguments.iter().skip_while(|argument| *argument != name).nth(1);
    let events = given("--events").map_or(2_000_000, |count| count.parse().expect("--events is a number"));
    let rounds = given("--rounds").map_or(ROUNDS, |count| count.parse().expect("--rounds is a number"));
    let compression = given("--compression").map_or("none", String::as_str);

    let broker = Broker::with(&["log.retention.check.interval.ms=3600000"]);
    let topic = Topic::write(&broker, events, compression);
    let lines = topic::lines(CORE.min(usize::try_from(events).expect("a few millions")));
    let mut report = Report::new(&topic);
    let cores = std::thread::available_parallelism().map_or(1, usize::from);
    for round in 1..=rounds {
        println!("round {round} of {rounds}");
        report.one.push(core::rate(&lines, 1));
        report.all.push(core::rate(&lines, cores));
        report.bare.push(bare::rate(&broker, &topic, round));
        report.through.push(through::run(&broker, &topic, round));
    }
    if !arguments.iter().any(|argument| argument == "throughput") {
        let half = report.rate_of_service() / 2.0;
        report.latency = Some(latency::run(&broker, half, Duration::from_secs(10)));
    }
    println!("{report}");
}

/// The settings with which the service is measured: the defaults, but for what says where things are.
fn service(broker: &Broker, topic: &str, group: &str, alerts: &str) -> testbed::Config {
    let config = Service::config(broker).source(&[topic], group).kafka_sink(alerts);
    config.set("log", "level", "warn")
}
