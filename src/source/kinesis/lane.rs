//! What the reading thread knows of a shard that is read, beyond the tracker.

use std::collections::VecDeque;
use std::sync::Arc;
use std::sync::atomic::AtomicBool;

use tokio::task::AbortHandle;

use super::delivery::Delivery;
use super::shard::Checkpoint;
use crate::source::sequence::Position;

/// A shard that is read. Dropped, its task ends.
#[derive(Debug)]
pub struct Lane {
    task: AbortHandle,
    /// Whether the shard takes no more records, as its task knows it.
    pub closed: Arc<AtomicBool>,
    /// How far it was done before.
    pub begun_after: Option<Position>,
    /// Which of the tasks that ever read the shard it is.
    pub serial: u64,
    /// How far behind the tip the last delivery ended, in milliseconds; none before the first.
    pub behind_ms: Option<i64>,
    /// When the last delivery was taken in, Unix time in milliseconds; at first when reading began.
    pub heard_ms: i64,
    /// When the last delivery that reached the tip was taken in, Unix time in milliseconds.
    pub tip_ms: Option<i64>,
    /// When all of it up to its tip was last done, Unix time in milliseconds.
    pub current_ms: Option<i64>,
    /// Whether Kinesis says that it was read to its end.
    pub says_ended: bool,
    /// Whether it was.
    pub ended: bool,
    /// What came behind a record that does not end. Few: each shard has a few deliveries under way at most.
    pub waiting: VecDeque<Delivery>,
}

impl Lane {
    /// A shard that `task`, the `serial`-th, reads behind `from` since `now_ms`.
    pub fn new(task: AbortHandle, serial: u64, closed: Arc<AtomicBool>, from: &Checkpoint, now_ms: i64) -> Self {
        let (begun_after, current_ms) = match from {
            Checkpoint::After { position, current_ms } => (Some(position.clone()), *current_ms),
            Checkpoint::TrimHorizon | Checkpoint::Timestamp { .. } | Checkpoint::Ended => (None, None),
        };
        Self {
            task,
            closed,
            begun_after,
            serial,
            behind_ms: None,
            heard_ms: now_ms,
            tip_ms: None,
            current_ms,
            says_ended: false,
            ended: false,
            waiting: VecDeque::new(),
        }
    }

    /// Its records were taken in up to here.
    pub fn heard(&mut self, behind_ms: i64, now_ms: i64) {
        self.behind_ms = Some(behind_ms.max(0));
        self.heard_ms = now_ms;
        if behind_ms <= 0 {
            self.tip_ms = Some(now_ms);
        }
    }

    /// Reads no more. What waits is not audited now, so the shard has not ended either.
    pub fn stop(&mut self) {
        self.task.abort();
        self.ended &= self.waiting.is_empty();
        self.waiting.clear();
    }
}

impl Drop for Lane {
    fn drop(&mut self) {
        self.task.abort();
    }
}

#[cfg(test)]
mod tests {
    use std::sync::Arc;

    use tokio::sync::Semaphore;

    use super::*;

    #[test]
    fn a_lane_that_stops_with_records_waiting_has_not_ended() {
        let runtime = tokio::runtime::Builder::new_current_thread().build().unwrap();
        let task = || runtime.spawn(std::future::pending::<()>()).abort_handle();
        let room = Arc::new(Semaphore::new(4));
        let permit = || Arc::clone(&room).try_acquire_owned().unwrap();
        for (waits, ends) in [(false, true), (true, false)] {
            let mut lane = Lane::new(task(), 1, Arc::default(), &Checkpoint::TrimHorizon, 0);
            lane.ended = true;
            if waits {
                let (shard, records) = ("a".into(), VecDeque::new());
                let held = [permit(), permit()];
                lane.waiting.push_back(Delivery { shard, records, after: None, behind_ms: 0, held });
            }
            lane.stop();
            assert_eq!((lane.ended, lane.waiting.len()), (ends, 0));
        }
        assert_eq!(room.available_permits(), 4, "what was held is given back");
    }
}
