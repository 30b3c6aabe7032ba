//! The service beside models of Kinesis and DynamoDB and below the real KCL daemon, and the testbed itself. `cargo test` installs and
//! starts what is needed; where Java, Maven or Python is missing, the tests fail and say how to get them.

#![forbid(unsafe_code)]
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, clippy::print_stderr, reason = "a test")]

#[path = "../support/generate/mod.rs"]
mod generate;
#[path = "../support/kinesis/mod.rs"]
mod testbed;

mod canary;
mod daemon;
mod direct;
mod faults;
mod fleet;
mod oracle;
mod proxy;
mod quarantine;
mod resharding;
mod servers;
mod settings;
