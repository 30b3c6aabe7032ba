//! `cargo bench --bench webhook`: how many requests a second does the service take, against an axum handler that only reads the
//! body, and how long does an answer take.
//!
//! Both are asked by `wrk` (a package of Debian's and of Homebrew's) with the same bodies, signed as Twilio signs them, by turns in
//! one run. `-- --seconds 5 --connections 64 --rounds 3` changes how. Without `--bench` (as under `cargo test --benches`) only a
//! few requests are signed.

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
#[path = "../../tests/support/webhook/mod.rs"]
mod testbed;

mod bare;
mod core;
mod load;
mod report;

use load::Load;
use report::Report;
use testbed::{Open, Service, hooks};

/// Different bodies, over which requests go round.
const BODIES: usize = 2_000;

fn main() {
    let arguments: Vec<String> = std::env::args().collect();
    if !arguments.iter().any(|argument| argument == "--bench") {
        Load::new(20);
        return;
    }
    let given = |name: &str, otherwise: usize| {
        let value = arguments.iter().skip_while(|argument| *argument != name).nth(1);
        value.map_or(otherwise, |value| value.parse().unwrap_or_else(|_| panic!("{name} is a number")))
    };
    let (seconds, connections, rounds) = (given("--seconds", 10), given("--connections", 64), given("--rounds", 3));
    let load = Load::new(BODIES);
    let mut report = Report { seconds, connections, bytes: load.bytes, ..Report::default() };
    for round in 1..=rounds {
        println!("round {round} of {rounds}");
        report.core.push(core::rate(&load.bodies));
        let bare = bare::serve();
        report.bare.push(load.run(bare.address, seconds, connections));
        drop(bare);
        for (durable, into) in [("sinks", &mut report.sinks), ("spool", &mut report.spool)] {
            let (service, address) = service(durable);
            into.push(load.run(address, seconds, connections));
            report.peak = report.peak.max(peak(&service));
        }
    }
    println!("{report}");
}

/// A service with its defaults, but for the rate of one caller, alerting into files.
fn service(durable: &str) -> (Service, std::net::SocketAddr) {
    let (config, address) = hooks();
    let config = config
        .set("source.webhook", "durable", durable)
        .set("source.webhook.limits", "rate", 1_000_000)
        .set("source.webhook.limits", "burst", 1_000_000)
        .set("log", "level", "warn");
    (config.open(), address)
}

/// The most memory it had, in bytes.
fn peak(service: &Service) -> u64 {
    let status = std::fs::read_to_string(format!("/proc/{}/status", service.pid())).unwrap_or_default();
    let line = status.lines().find_map(|line| line.strip_prefix("VmHWM:")).unwrap_or_default();
    line.trim().trim_end_matches(" kB").parse::<u64>().unwrap_or(0) * 1024
}
