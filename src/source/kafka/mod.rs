//! Kafka topics as a source: a consumer group for `run`, a range of time for `replay`.
//!
//! One thread of its own polls a `BaseConsumer` (`poll`). Only that thread tracks, commits and is told of rebalances
//! (`core`, `context`), so no lock stands between a revocation and a commit. What a record says is for the auditing threads.

mod context;
mod core;
mod headers;
mod lanes;
mod poll;
mod range;
mod reader;
mod settings;
mod single;
mod topics;
mod transaction;
mod upkeep;

pub use context::AuditContext;
pub use core::Core;
pub use lanes::Lane;
pub use poll::Poller;
pub use range::{Between, Range, RangeError};
pub use reader::Reader;
pub use settings::consumer;
pub use single::fetch;
pub use topics::Topics;
pub use transaction::Transaction;
pub use upkeep::Upkeep;
