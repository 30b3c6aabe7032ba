//! What the tasks that read shards hand to the reading thread.

use std::sync::Arc;

use aws_sdk_kinesis::types;
use bytes::Bytes;
use tokio::sync::OwnedSemaphorePermit;

use super::aggregate;
use super::shard::{Shard, ShardId};
use super::stream::Described;
use crate::aws::Failure;
use crate::source::sequence::{Position, Sequence};

/// Something new.
#[derive(Debug)]
pub enum News {
    /// Records of a shard.
    Records(Delivery),
    /// A shard was read to its end.
    Ended(ShardId),
    /// Reading of a shard met an error and goes on.
    Trouble {
        /// Which.
        shard: ShardId,
        /// What.
        failure: Failure,
    },
    /// Between what was done of a shard and what is there now, records may have gone unread.
    Gap(ShardId),
    /// The stream was listed, or could not be.
    Listed(Result<(Described, Vec<Shard>), Failure>),
}

/// Records of one shard, in its order.
#[derive(Debug)]
pub struct Delivery {
    /// The shard.
    pub shard: ShardId,
    /// The records; aggregates are taken apart.
    pub records: Vec<ShardRecord>,
    /// How far behind the tip of the shard they end, in milliseconds.
    pub behind_ms: i64,
    /// Their part of what may wait for the reading thread; given back when they are taken.
    pub held: Option<[OwnedSemaphorePermit; 2]>,
}

/// A record, or one of those that were packed into it.
#[derive(Clone)]
pub struct ShardRecord {
    /// Where it stands.
    pub position: Position,
    /// Its partition key.
    pub key: Arc<str>,
    /// What it says.
    pub data: Bytes,
    /// When Kinesis took it in, Unix time in milliseconds.
    pub recorded_ms: Option<i64>,
}

impl std::fmt::Debug for ShardRecord {
    /// Where and how much, never what.
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("ShardRecord").field("position", &self.position).field("bytes", &self.data.len()).finish()
    }
}

/// Puts what Kinesis calls a record into `into`, taken apart where the KPL has packed it, without what stands at or before
/// `after`. Gives its sequence number; `None` where it has none that is one, which Kinesis does not do.
pub fn unpack(record: types::Record, after: Option<&Position>, into: &mut Vec<ShardRecord>) -> Option<Sequence> {
    let sequence = Sequence::new(record.sequence_number).ok()?;
    let recorded_ms = record.approximate_arrival_timestamp.and_then(|time| time.to_millis().ok());
    let data = Bytes::from(record.data.into_inner());
    let is_new = |position: &Position| after.is_none_or(|after| position > after);
    let mut push = |sub, key: &str, data| {
        let position = Position { sequence: sequence.clone(), sub };
        if is_new(&position) {
            into.push(ShardRecord { position, key: key.into(), data, recorded_ms });
        }
    };
    match aggregate::unpack(&data) {
        Some(parts) => (0..).zip(parts).for_each(|(sub, part)| push(sub, &part.partition_key, part.data)),
        None => push(0, record.partition_key.as_deref().unwrap_or_default(), data),
    }
    Some(sequence)
}
