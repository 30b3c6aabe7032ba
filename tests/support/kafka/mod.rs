//! The testbed for Kafka: a real broker and librdkafka's mock, records in and out, and the program itself as a service.
//!
//! Shared through `#[path]` by the test crates that speak to Kafka. A helper that fails, fails the test with a sentence. Nothing
//! here waits a fixed time: `wait_until` polls a condition up to a deadline.

#![allow(dead_code, unused_imports, reason = "each of its users takes what it needs")]

mod broker;
mod cluster;
mod config;
mod mock;
#[path = "../process/mod.rs"]
mod process;
mod produce;
mod read;
mod tls;
#[path = "../workload.rs"]
pub mod workload;

pub use broker::Broker;
pub use cluster::{Cluster, Login, PASSWORD, USER};
pub use mock::Mock;
pub use process::{Config, Metrics, Service, wait_for, wait_until};
pub use produce::{Ending, Outgoing, Position};
pub use read::{Isolation, Record};
pub use rustix::process::Signal;
