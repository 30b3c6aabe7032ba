//! `cargo bench --bench kinesis`: how fast is the service on one core, beside the same reading without an audit and the audit
//! without reading; what does a process of fleet mode take; and what do 200 shards need?
//!
//! The emulators serve a few megabytes a second, so a stub serves canned answers at full speed, on a core of its own where there
//! are two. Everybody else takes turns on the other one. `-- direct` or `-- fleet` measures only that, `-- --rounds 3` and
//! `-- --answers 2` make it shorter. Without `--bench` (as under `cargo test --benches`) a small workload runs once.

#![allow(
    clippy::print_stdout,
    clippy::print_stderr,
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    reason = "a bench"
)]

#[path = "../../tests/support/generate/mod.rs"]
mod generate;
#[allow(dead_code, reason = "shared with the testbed")]
#[path = "../../tests/support/kinesis/login.rs"]
mod login;
#[allow(dead_code, reason = "shared with the bench of the audit")]
#[path = "../audit/process.rs"]
mod machine;
#[allow(dead_code, reason = "shared with the testbed")]
#[path = "../../tests/support/process/metrics.rs"]
mod metrics;
#[allow(dead_code, reason = "shared with the testbed")]
#[path = "../../tests/support/process/ports.rs"]
mod ports;
#[allow(dead_code, reason = "shared with the bench of the Kafka service")]
#[path = "../kafka/process.rs"]
mod process;

mod bare;
mod core;
mod fleet;
mod raw;
mod report;
mod role;
mod service;
mod spread;
mod stub;
mod worker;
mod workload;

use report::Report;
use role::Role;
use stub::Stub;
use workload::Shape;

/// How often everybody takes a turn.
const ROUNDS: usize = 5;

/// How much is measured.
#[derive(Clone, Copy, Debug)]
struct Plan {
    shape: Shape,
    rounds: usize,
    /// Events that are audited without any reading.
    core: usize,
    /// Processes of fleet mode that are started at once.
    fleet: usize,
    /// Records that one of them is told.
    told: usize,
}

fn main() {
    let arguments: Vec<String> = std::env::args().collect();
    if Role::play(&arguments) {
        return;
    }
    let full = arguments.iter().any(|argument| argument == "--bench");
    let has = |name: &str| arguments.iter().any(|argument| argument == name);
    let given = |name: &str| {
        let number = arguments.iter().skip_while(|argument| *argument != name).nth(1)?;
        Some(number.parse::<usize>().unwrap_or_else(|_| panic!("{name} is a number")))
    };
    let mut plan = match full {
        true => Plan { shape: Shape::FULL, rounds: ROUNDS, core: 50_000, fleet: 50, told: 200_000 },
        false => Plan { shape: Shape::SMALL, rounds: 1, core: 500, fleet: 2, told: 1_000 },
    };
    plan.rounds = given("--rounds").unwrap_or(plan.rounds).max(1);
    plan.shape.answers = given("--answers").unwrap_or(plan.shape.answers);

    let mut report = Report::new(plan.shape);
    if !has("fleet") {
        direct(plan, &mut report);
    }
    if !has("direct") {
        report.fleet = Some(fleet::measure(plan.fleet, plan.told, plan.rounds).expect("fleet mode can be measured"));
    }
    println!("{report}");
    if !full {
        println!("a small workload: whether it works, not how fast");
    }
}

/// The stub, and everybody who reads from it.
fn direct(plan: Plan, report: &mut Report) {
    let stub = Stub::start(plan.shape);
    println!(
        "stub      {} shards, {} records, {:.0} MB",
        plan.shape.shards,
        plan.shape.records(),
        stub.bytes as f64 / 1e6
    );
    for round in 1..=plan.rounds {
        println!("round {round} of {}", plan.rounds);
        report.core.push(Role::Core.run(&[&plan.core.to_string()]));
        report.keyed.push(Role::Keyed.run(&[&plan.core.to_string()]));
        report.raw.push(stub.read_by(Role::Raw));
        report.bare.push(stub.read_by(Role::Bare));
        report.service.push(service::run(&stub));
    }
    stub.end();
}
