//! What the tasks that read shards hand to the reading thread.

use std::collections::VecDeque;

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
    /// Kinesis says that a shard was read to its end.
    Ended {
        /// Which.
        shard: ShardId,
        /// Whether it names the shards that go on after it. Otherwise a listing has to say that it is closed.
        sure: bool,
    },
    /// Reading of a shard met an error and goes on.
    Trouble {
        /// Which.
        shard: ShardId,
        /// What.
        failure: Failure,
    },
    /// Between what was done of a shard and what is there now, records may have gone unread.
    Gap(ShardId),
    /// The task that read a shard has ended, for whatever reason.
    Over {
        /// Which shard.
        shard: ShardId,
        /// Which of the tasks that ever read it.
        serial: u64,
    },
    /// The stream was listed, or could not be.
    Listed(Result<(Described, Vec<Shard>), Failure>),
}

/// Records of one shard, in its order.
pub struct Delivery {
    /// The shard.
    pub shard: ShardId,
    /// The records as Kinesis counts them; aggregates are taken apart when their turn has come.
    pub records: VecDeque<types::Record>,
    /// What stands at or before this was handed on already.
    pub after: Option<Position>,
    /// How far behind the tip of the shard they end, in milliseconds.
    pub behind_ms: i64,
    /// Their part of what may wait for the reading thread; given back when they are taken.
    pub held: [OwnedSemaphorePermit; 2],
}

impl std::fmt::Debug for Delivery {
    /// How many, never what.
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Delivery")
            .field("shard", &self.shard)
            .field("records", &self.records.len())
            .finish_non_exhaustive()
    }
}

/// A record, or one of those that were packed into it.
pub struct ShardRecord<'r> {
    /// Where it stands.
    pub position: Position,
    /// Its partition key.
    pub key: &'r str,
    /// What it says.
    pub data: &'r [u8],
    /// When Kinesis took it in, Unix time in milliseconds.
    pub recorded_ms: Option<i64>,
}

impl std::fmt::Debug for ShardRecord<'_> {
    /// Where and how much, never what.
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("ShardRecord").field("position", &self.position).field("bytes", &self.data.len()).finish()
    }
}

/// Takes apart what Kinesis calls a record where the KPL has packed it, and gives `each` in order what stands behind `after`.
/// Nothing where its sequence number is none, which Kinesis does not do.
pub fn unpack(record: types::Record, after: Option<&Position>, mut each: impl FnMut(ShardRecord<'_>)) {
    let Ok(sequence) = Sequence::new(record.sequence_number) else { return };
    let recorded_ms = record.approximate_arrival_timestamp.and_then(|time| time.to_millis().ok());
    let data = Bytes::from(record.data.into_inner());
    let mut give = |sub, key: &str, data: &[u8]| {
        let position = Position { sequence: sequence.clone(), sub };
        if after.is_none_or(|after| position > *after) {
            each(ShardRecord { position, key, data, recorded_ms });
        }
    };
    match aggregate::unpack(&data) {
        Some(parts) => (0..).zip(&parts).for_each(|(sub, part)| give(sub, &part.partition_key, &part.data)),
        None => give(0, record.partition_key.as_deref().unwrap_or_default(), &data),
    }
}
