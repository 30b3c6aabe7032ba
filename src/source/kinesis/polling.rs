//! Reading a shard by GetRecords: one task a shard, at its pace, from where it is done.
//!
//! It promises that records are handed on in order and without a gap, whatever becomes of iterators and calls: an iterator that
//! expired is made anew from the last record that was handed on. What waits for the reading thread is bounded for all shards
//! together.

use std::sync::Arc;
use std::time::Duration;

use tokio::sync::Semaphore;

use super::pace::{Call, Pace};
use super::retrieval::Task;
use super::stream::Fetched;
use crate::aws::Failure;
use crate::pipeline::clock;
use crate::telemetry::labels::ErrorKind;

/// How much a call asks for, in bytes of records. It costs twice as much while the answer is taken apart.
const CALL_BYTES: u64 = 1 << 20;
/// The least and the most that is set aside for an answer, in KiB: Kinesis gives 10 MB at most.
const HELD_KIB: (u32, u32) = (64, 10 << 10);

/// AWS's name for an iterator that was not used in time.
const EXPIRED: &str = "ExpiredIteratorException";

/// Reads one shard.
pub struct Polling {
    /// What it takes.
    pub task: Task,
    /// How fast.
    pub pace: Pace,
    /// Deliveries that may wait for the reading thread.
    pub turns: Arc<Semaphore>,
    /// Whether the last call found its iterator expired.
    pub expired: bool,
}

/// What is known of the size of the answers.
#[derive(Clone, Copy, Debug)]
struct Sizes {
    /// Bytes of a record, as it was lately.
    record: u64,
    /// Bytes of the last answer.
    answer: u64,
}

impl Sizes {
    /// Before anything is known: a thousand records of a KiB.
    const UNKNOWN: Self = Self { record: 1_024, answer: CALL_BYTES };

    fn limit(self) -> i32 {
        i32::try_from((CALL_BYTES / self.record.max(1)).clamp(1, 10_000)).unwrap_or(10_000)
    }

    /// What to set aside for the next answer, in KiB.
    fn held(self) -> u32 {
        u32::try_from(self.answer * 3 / 2 / 1_024).unwrap_or(u32::MAX).clamp(HELD_KIB.0, HELD_KIB.1)
    }

    fn saw(&mut self, records: u64, bytes: u64) {
        self.answer = bytes;
        if let Some(mean) = bytes.checked_div(records) {
            self.record = (self.record * 3 + mean) / 4;
        }
    }
}

impl Polling {
    /// Reads until the shard ends, or nobody listens any more.
    pub async fn run(mut self) {
        let mut iterator: Option<String> = None;
        let mut sizes = Sizes::UNKNOWN;
        loop {
            // The semaphores are never closed.
            let Ok(turn) = Arc::clone(&self.turns).acquire_owned().await else { return };
            let Ok(mut held) = Arc::clone(&self.task.room).acquire_many_owned(sizes.held()).await else { return };
            let (call, pause) = match self.call(&mut iterator, sizes.limit()).await {
                Ok(Fetched { records, next, behind_ms, children }) => {
                    let count = records.len() as u64;
                    let bytes: u64 = records.iter().map(|record| record.data.as_ref().len() as u64).sum();
                    let had = u32::try_from(held.num_permits()).unwrap_or(u32::MAX);
                    sizes.saw(count, bytes);
                    // More came than was set aside: the room is taken after the fact, as far as there is any.
                    if let Some(more) = u32::try_from(bytes / 1_024).unwrap_or(u32::MAX).checked_sub(had)
                        && let Ok(more) = Arc::clone(&self.task.room).try_acquire_many_owned(more)
                    {
                        held.merge(more);
                    }
                    if self.task.hand_on(records, behind_ms, [held, turn]).is_none() {
                        return;
                    }
                    if next.is_none() {
                        return self.task.ended(children);
                    }
                    iterator = next;
                    self.expired = false;
                    ("ok", self.pace.after(Call::Given { bytes, tip: behind_ms == 0 }))
                }
                Err(failure) => {
                    drop((held, turn));
                    // Iterators last for 5 minutes; one that expired while reading was held back is no trouble.
                    let usual = failure.is(EXPIRED) && !self.expired;
                    let ended = self.failed(&failure, &mut iterator);
                    if !usual && self.task.trouble(failure).is_none() {
                        return;
                    }
                    ended
                }
            };
            self.task.metrics.kinesis_calls_total.with([call]).inc();
            tokio::time::sleep(jittered(pause)).await;
        }
    }

    async fn call(&mut self, iterator: &mut Option<String>, limit: i32) -> Result<Fetched, Failure> {
        let at = match iterator {
            Some(at) => at,
            None => {
                let from = self.task.cursor.from(clock::now_ms());
                iterator.insert(self.task.stream.iterator(&self.task.shard, &from).await?)
            }
        };
        self.task.stream.records(at, limit).await
    }

    fn failed(&mut self, failure: &Failure, iterator: &mut Option<String>) -> (&'static str, Duration) {
        if failure.is(EXPIRED) {
            *iterator = None;
            // One that is new and has expired already is some other trouble.
            let again = std::mem::replace(&mut self.expired, true);
            return ("expired", if again { self.pace.after(Call::Failed) } else { Duration::ZERO });
        }
        if failure.kind == ErrorKind::Throttled {
            return ("throttled", self.pace.after(Call::Throttled));
        }
        if failure.kind == ErrorKind::Invalid {
            // Perhaps it is the iterator that is not understood.
            *iterator = None;
        }
        ("failed", self.pace.after(Call::Failed))
    }
}

/// Up to a tenth more, so that shards do not keep in step; never less, so that the budget is kept.
pub(super) fn jittered(pause: Duration) -> Duration {
    pause.mul_f64(1.0 + fastrand::f64() * 0.1)
}
