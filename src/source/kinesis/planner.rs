//! Which shards are to be read now: parents before children, and nothing twice.
//!
//! It promises that
//! - a shard is read only when each of its parents is done: read to its end, or no longer listed;
//! - a shard that appears after the beginning is read from its oldest record, whatever `start` says: it is the continuation of
//!   one that was read;
//! - a shard that vanishes from the listing is done, and if it was not read to its end, that is told once.
//!
//! Pure: no clock, no client. What it leaves to others: listing, reading, saving.

use std::collections::{BTreeMap, BTreeSet};

use super::shard::{Checkpoint, Shard, ShardId};

/// Where a stream is begun that has no checkpoints yet.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Start {
    /// At the oldest record of every shard.
    TrimHorizon,
    /// At the tip of every open shard; closed ones are left out.
    Latest,
    /// At the records of a time, Unix time in milliseconds.
    Timestamp(i64),
}

/// A shard to be read, and from where.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Reading {
    /// Which.
    pub shard: ShardId,
    /// How far it is done.
    pub from: Checkpoint,
    /// Whether it takes no more records.
    pub closed: bool,
}

/// Plans the reading of one stream.
#[derive(Debug, Default)]
pub struct ShardPlanner {
    listed: BTreeMap<ShardId, Shard>,
    checkpoints: BTreeMap<ShardId, Checkpoint>,
    reading: BTreeSet<ShardId>,
}

impl ShardPlanner {
    /// A planner that goes on from `checkpoints`.
    pub fn new(checkpoints: BTreeMap<ShardId, Checkpoint>) -> Self {
        Self { checkpoints, ..Self::default() }
    }

    /// Decides once and for all where a stream is begun: every shard of its first listing gets a checkpoint, which is to be
    /// saved before anything is read. `Latest` is remembered as the time `now_ms`: a crash before the first record must not skip
    /// what came in between.
    pub fn begin(&mut self, shards: &[Shard], start: Start, now_ms: i64) {
        for shard in shards {
            let checkpoint = match start {
                Start::TrimHorizon => Checkpoint::TrimHorizon,
                Start::Timestamp(ms) => Checkpoint::Timestamp { ms },
                Start::Latest if shard.closed => Checkpoint::Ended,
                Start::Latest => Checkpoint::Timestamp { ms: now_ms },
            };
            self.checkpoints.insert(shard.id.clone(), checkpoint);
        }
    }

    /// Takes over a whole listing. Gives the shards that have vanished although they were not read to their end.
    ///
    /// A stream has at least one shard: an empty listing says nothing.
    pub fn listed(&mut self, shards: Vec<Shard>) -> Vec<ShardId> {
        if shards.is_empty() {
            return Vec::new();
        }
        self.listed = shards.into_iter().map(|shard| (shard.id.clone(), shard)).collect();
        let Self { listed, checkpoints, reading } = self;
        let mut lost = Vec::new();
        checkpoints.retain(|id, checkpoint| {
            let stays = listed.contains_key(id);
            if !stays && *checkpoint != Checkpoint::Ended {
                lost.push(id.clone());
            }
            stays
        });
        reading.retain(|id| listed.contains_key(id));
        for id in listed.keys() {
            // The continuation of what was read, or of what vanished before it was.
            checkpoints.entry(id.clone()).or_insert(Checkpoint::TrimHorizon);
        }
        lost
    }

    /// The shards whose turn has come since the last call. They count as being read from now on.
    pub fn ready(&mut self) -> Vec<Reading> {
        let turn: Vec<_> =
            self.listed.values().filter(|shard| self.is_ready(shard)).map(|shard| shard.id.clone()).collect();
        let reading = turn.into_iter().filter_map(|shard| {
            let from = self.checkpoints.get(&shard)?.clone();
            let closed = self.listed.get(&shard)?.closed;
            self.reading.insert(shard.clone());
            Some(Reading { shard, from, closed })
        });
        reading.collect()
    }

    fn is_ready(&self, shard: &Shard) -> bool {
        !self.reading.contains(&shard.id)
            && !self.has_ended(&shard.id)
            && shard.parents.iter().all(|parent| self.is_done(parent))
    }

    /// Whether nothing of a parent is left to read.
    fn is_done(&self, parent: &ShardId) -> bool {
        !self.listed.contains_key(parent) || self.has_ended(parent)
    }

    fn has_ended(&self, shard: &ShardId) -> bool {
        self.checkpoints.get(shard) == Some(&Checkpoint::Ended)
    }

    /// A shard is done up to here. What has gone from the listing stays gone.
    pub fn done(&mut self, shard: &ShardId, checkpoint: Checkpoint) {
        let Some(known) = self.checkpoints.get_mut(shard) else { return };
        if checkpoint == Checkpoint::Ended {
            self.reading.remove(shard);
        }
        *known = checkpoint;
    }

    /// A shard is no longer read, though it is not done: its turn comes again.
    pub fn let_go(&mut self, shard: &ShardId) {
        self.reading.remove(shard);
    }

    /// How far every shard is done: what is to be saved.
    pub const fn checkpoints(&self) -> &BTreeMap<ShardId, Checkpoint> {
        &self.checkpoints
    }

    /// The shards that are being read.
    pub const fn reading(&self) -> &BTreeSet<ShardId> {
        &self.reading
    }

    /// Whether a listing says that a shard takes no more records.
    pub fn is_closed(&self, shard: &ShardId) -> bool {
        self.listed.get(shard).is_some_and(|shard| shard.closed)
    }

    /// How many shards wait for their parents.
    pub fn waiting(&self) -> usize {
        self.listed.keys().filter(|id| !self.reading.contains(*id) && !self.has_ended(id)).count()
    }
}

#[cfg(test)]
#[path = "planner_tests.rs"]
mod tests;
