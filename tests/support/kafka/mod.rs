//! The testbed for Kafka: a real broker and librdkafka's mock, records in and out, and the program itself as a service.
//!
//! Shared through `#[path]` by the test crates that speak to Kafka. A helper that fails, fails the test with a sentence. Nothing
//! here waits a fixed time: `wait_until` polls a condition up to a deadline.

#![allow(dead_code, unused_imports, reason = "each of its users takes what it needs")]

mod broker;
mod cluster;
mod config;
mod metrics;
mod mock;
mod ports;
mod produce;
mod read;
mod service;
mod supervisor;
mod tls;
mod wait;
pub mod workload;

pub use broker::Broker;
pub use cluster::{Cluster, Login, PASSWORD, USER};
pub use config::Config;
pub use metrics::Metrics;
pub use mock::Mock;
pub use produce::{Ending, Outgoing, Position};
pub use read::{Isolation, Record};
pub use rustix::process::Signal;
pub use service::Service;
pub use wait::{wait_for, wait_until};
