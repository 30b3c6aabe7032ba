//! The testbed for AWS: models of Kinesis, DynamoDB and S3 as servers, records in and out, a proxy that makes trouble on request,
//! the Kinesis Client Library's daemon, and the program itself as a service.
//!
//! Shared through `#[path]` by the test crates that speak to AWS. All calls block; they are made from plain tests, not from async
//! ones. A helper that fails, fails the test with a sentence. Nothing here waits a fixed time.

#![allow(dead_code, unused_imports, reason = "each of its users takes what it needs")]

mod aggregate;
mod application;
mod config;
mod daemon;
mod dynamo;
mod login;
#[path = "../process/mod.rs"]
mod process;
mod proxy;
mod read;
mod server;
mod stand;
mod streams;
#[path = "../workload.rs"]
pub mod workload;
mod write;

pub use aggregate::{Packed, aggregate};
pub use application::DaemonConfig;
pub use daemon::Daemon;
pub use dynamo::{Dynamo, Item, Tables};
pub use login::{ENVIRONMENT, REGION, block_on};
pub use process::{Config, Metrics, Service, Supervisor, install, ports, script, unique, wait_for, wait_until};
pub use proxy::{Call, Fault, Proxy, Target};
pub use read::Record;
pub use rustix::process::Signal;
pub use server::Server;
pub use stand::Kinesis;
pub use streams::{Shard, Streams};
pub use write::{Outgoing, Position};
