//! The webhook receiver: the real program, asked over real HTTP and TLS with bodies signed as Twilio and Segment sign them.

#![forbid(unsafe_code)]
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, clippy::print_stderr, reason = "a test")]

#[path = "../support/webhook/mod.rs"]
mod testbed;

mod answers;
mod callers;
mod canary;
mod limits;
mod settings;
mod silence;
mod spool;
mod tls;
mod without;

use std::time::Duration;

/// How long anything may take that is bound to come.
const SOON: Duration = Duration::from_secs(30);

/// A body with one event that is a finding of its own.
fn finding(number: u64) -> String {
    testbed::workload::numbered(number..number + 1, 1).next().expect("one").json
}

/// Bodies with one event each that is nothing to tell.
fn clean(numbers: std::ops::Range<u64>) -> Vec<String> {
    testbed::workload::numbered(numbers, 0).map(|event| event.json).collect()
}
