//! A Kinesis stream as a source, read by one process: every shard to its end, parents before children.
//!
//! A task for each shard asks Kinesis (`polling`) or is sent records (`fanout`), takes aggregates of the KPL apart, and hands them
//! to the reading thread (`reader`, and its parts `begin`, `intake`, `saving`). That thread alone tracks, and decides what is saved (`checkpoint`). Which shard is read when
//! is for the `planner`, how fast for the `pace`; both are pure. What a record says is for the auditing threads, and sharing a
//! stream between processes for the KCL (`source::kcl`).

mod aggregate;
mod begin;
mod checkpoint;
mod cursor;
mod delivery;
mod fanout;
mod intake;
mod lane;
mod pace;
mod planner;
mod polling;
mod reader;
mod retrieval;
mod saving;
mod shard;
mod single;
mod stream;
mod upkeep;

pub use checkpoint::{Answer, CheckpointStore, DynamoStore, FileStore, ONE_AT_A_TIME, Saved, Saver, StoreError};
pub use fanout::Consumer;
pub use planner::{Reading, ShardPlanner, Start};
pub use reader::Reader;
pub use retrieval::Retrieval;
pub use shard::{Checkpoint, Shard, ShardId};
pub use single::fetch;
pub use stream::{Stream, short_name};
pub use upkeep::Upkeep;
