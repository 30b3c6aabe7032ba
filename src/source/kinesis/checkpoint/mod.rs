//! Where the checkpoints of a stream are kept, so that reading goes on where it stopped.
//!
//! It promises that what is saved is there for good when [`CheckpointStore::save`] returns, all of it or nothing, and that one
//! process at a time may save: a second one is refused, and one that was taken for dead is shut out before another begins. That
//! is no sharing of shards: for several processes on one stream there is the KCL (`phi-audit kcl`).

mod dynamodb;
mod file;
mod saver;

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

pub use dynamodb::DynamoStore;
pub use file::FileStore;
pub use saver::{Answer, Saver};

use super::shard::{Checkpoint, ShardId};

/// All that is remembered of a stream.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Saved {
    /// When the stream was created, Unix time in milliseconds: one that was made anew under the same name is another one.
    #[serde(default)]
    pub created_ms: Option<i64>,
    /// How far each shard is done.
    pub shards: BTreeMap<ShardId, Checkpoint>,
}

/// A place for checkpoints. Called by one thread, which may wait.
pub trait CheckpointStore: Send {
    /// Takes the place over and gives what is saved there; `None` where nothing is yet.
    fn open(&mut self) -> Result<Option<Saved>, StoreError>;

    /// Saves: afterwards the place holds `saved` and nothing else.
    fn save(&mut self, saved: &Saved) -> Result<(), StoreError>;

    /// Says that this process is still there. To be called several times within the time after which it counts as dead.
    fn beat(&mut self) -> Result<(), StoreError>;

    /// Gives the place up, so that the next process need not wait.
    fn release(&mut self);
}

/// Checkpoints cannot be read or saved.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum StoreError {
    /// Another process has the place.
    #[error("another process reads this stream with the same checkpoints: {owner}")]
    Held {
        /// Which: host and process.
        owner: String,
    },
    /// Another process has taken the place over, because this one was silent for too long.
    #[error("another process has taken over these checkpoints")]
    Fenced,
    /// It does not work now.
    #[error("{what}")]
    Failed {
        /// What was said.
        what: String,
        /// Where a person has to do something: what.
        remedy: Option<&'static str>,
    },
}

/// What to do about a second process.
pub const ONE_AT_A_TIME: &str =
    "one process reads a stream in direct mode; for several use fleet mode, `phi-audit kcl` (docs/kinesis.md)";
