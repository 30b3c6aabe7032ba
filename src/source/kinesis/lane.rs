//! What the reading thread knows of a shard that is read, beyond the tracker.

use std::collections::VecDeque;

use tokio::task::AbortHandle;

use super::delivery::Delivery;
use super::shard::Checkpoint;
use crate::source::sequence::Position;

/// A shard that is read. Dropped, its task ends.
#[derive(Debug)]
pub struct Lane {
    task: AbortHandle,
    /// How far it was done before.
    pub begun_after: Option<Position>,
    /// How far behind the tip the last delivery ended, in milliseconds; none before the first.
    pub behind_ms: Option<i64>,
    /// When all of it up to its tip was last done, Unix time in milliseconds.
    pub current_ms: Option<i64>,
    /// Whether it was read to its end.
    pub ended: bool,
    /// What came behind a record that does not end. Few: each shard has a few deliveries under way at most.
    pub waiting: VecDeque<Delivery>,
}

impl Lane {
    /// A shard that `task` reads behind `from`.
    pub fn new(task: AbortHandle, from: &Checkpoint) -> Self {
        let (begun_after, current_ms) = match from {
            Checkpoint::After { position, current_ms } => (Some(position.clone()), *current_ms),
            Checkpoint::TrimHorizon | Checkpoint::Timestamp { .. } | Checkpoint::Ended => (None, None),
        };
        Self { task, begun_after, behind_ms: None, current_ms, ended: false, waiting: VecDeque::new() }
    }

    /// Its records were taken in up to here.
    pub fn heard(&mut self, behind_ms: i64) {
        self.behind_ms = Some(behind_ms.max(0));
    }

    /// Reads no more.
    pub fn stop(&mut self) {
        self.task.abort();
        self.waiting.clear();
    }
}

impl Drop for Lane {
    fn drop(&mut self) {
        self.task.abort();
    }
}
