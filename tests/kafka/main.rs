//! The service beside a real Kafka broker, and the testbed itself. `cargo test` installs and starts what is needed; where Java or
//! Maven is missing, the tests fail and say how to get them.

#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, clippy::print_stderr, reason = "a test")]

#[path = "../support/generate/mod.rs"]
mod generate;
#[path = "../support/kafka/mod.rs"]
mod testbed;

mod broker;
mod canary;
mod faults;
mod late_commit;
mod linked;
mod oracle;
mod quarantine;
mod replay;
mod service;
mod settings;
mod sink;
mod torture;
mod workload;
