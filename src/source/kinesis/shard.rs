//! Shards as ListShards tells them, and how far each is done.

use std::fmt;
use std::sync::Arc;

use serde::{Deserialize, Serialize};

use crate::source::sequence::Position;

/// The id of a shard: `shardId-000000000003`.
#[derive(Clone, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(transparent)]
pub struct ShardId(pub Arc<str>);

impl ShardId {
    /// The id as text.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl From<&str> for ShardId {
    fn from(id: &str) -> Self {
        Self(id.into())
    }
}

impl fmt::Display for ShardId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

impl fmt::Debug for ShardId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

/// A shard of the stream.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Shard {
    /// Its id.
    pub id: ShardId,
    /// The shards it was split off or merged from: none, one or two. They may no longer be listed.
    pub parents: Vec<ShardId>,
    /// Whether it takes no more records.
    pub closed: bool,
}

/// How far a shard is done.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "at", rename_all = "snake_case")]
pub enum Checkpoint {
    /// Nothing of it; reading begins with its oldest record.
    TrimHorizon,
    /// Nothing of it; reading begins with the records of this time.
    Timestamp {
        /// Unix time in milliseconds.
        ms: i64,
    },
    /// Everything up to this record, and it.
    After {
        /// The record.
        #[serde(flatten)]
        position: Position,
        /// When everything up to the tip was last known to be read, Unix time in milliseconds. If that is within the stream's
        /// retention, nothing can have gone unread since.
        #[serde(default)]
        current_ms: Option<i64>,
    },
    /// All of it.
    Ended,
}
