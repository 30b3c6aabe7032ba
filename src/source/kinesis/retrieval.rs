//! The two ways of reading shards: by asking (GetRecords, shared with other consumers), or by being sent records (enhanced
//! fan-out, 2 MB a second for this consumer alone, at a price).

use std::sync::Arc;
use std::sync::atomic::AtomicBool;
use std::time::Duration;

use aws_sdk_kinesis::types::Record;
use crossbeam_channel::Sender;
use tokio::runtime::Runtime;
use tokio::sync::{OwnedSemaphorePermit, Semaphore};
use tokio::task::AbortHandle;

use super::cursor::Cursor;
use super::delivery::{Delivery, News};
use super::fanout::{Consumer, FanOut};
use super::pace::Pace;
use super::polling::Polling;
use super::shard::ShardId;
use super::stream::Stream;
use crate::aws::Failure;
use crate::pipeline::clock;
use crate::source::sequence::Sequence;
use crate::telemetry::Metrics;
use crate::telemetry::labels::ErrorKind;

/// Deliveries of one shard that may wait for the reading thread.
const TURNS: usize = 2;

/// How shards are read.
#[derive(Clone, Debug)]
pub enum Retrieval {
    /// By asking.
    Polling {
        /// How much of a shard's shared budget is taken, 0.2 to 1.
        share: f64,
        /// How often a shard is asked at its tip.
        poll: Duration,
    },
    /// By being sent records.
    FanOut(Arc<Consumer>),
}

/// What reading a shard takes.
pub struct Task {
    /// The stream.
    pub stream: Stream,
    /// Which shard of it.
    pub shard: ShardId,
    /// Which of the tasks that ever read it.
    pub serial: u64,
    /// From where on.
    pub cursor: Cursor,
    /// Whether the shard takes no more records.
    pub closed: Arc<AtomicBool>,
    /// KiB that may wait for the reading thread, shared by all shards.
    pub room: Arc<Semaphore>,
    /// The way to the reading thread.
    pub news: Sender<News>,
    /// What is counted.
    pub metrics: Arc<Metrics>,
}

/// Tells that a task has ended, even by a panic: a shard that nobody reads must not pass for a quiet one.
struct Farewell {
    shard: ShardId,
    serial: u64,
    news: Sender<News>,
}

impl Drop for Farewell {
    fn drop(&mut self) {
        let _ = self.news.send(News::Over { shard: self.shard.clone(), serial: self.serial });
    }
}

impl Retrieval {
    /// Starts to read a shard.
    pub fn spawn(&self, runtime: &Runtime, task: Task) -> AbortHandle {
        let turns = Arc::new(Semaphore::new(TURNS));
        let farewell = Farewell { shard: task.shard.clone(), serial: task.serial, news: task.news.clone() };
        let running = match self {
            Self::Polling { share, poll } => {
                let reading = Polling { task, pace: Pace::new(*share, *poll), turns, expired: false }.run();
                runtime.spawn(async move {
                    let _farewell = farewell;
                    reading.await;
                })
            }
            Self::FanOut(consumer) => {
                let reading = FanOut { task, consumer: Arc::clone(consumer), turns }.run();
                runtime.spawn(async move {
                    let _farewell = farewell;
                    reading.await;
                })
            }
        };
        running.abort_handle()
    }
}

impl Task {
    /// Hands records to the reading thread together with what they hold; `None` where nobody listens.
    pub fn hand_on(&mut self, records: Vec<Record>, behind_ms: i64, held: [OwnedSemaphorePermit; 2]) -> Option<()> {
        let after = self.cursor.delivered().cloned();
        let mut last = None::<&str>;
        for number in records.iter().map(Record::sequence_number) {
            if !Sequence::is_one(number) {
                self.trouble(Failure::new(ErrorKind::Internal, "a record without a sequence number"))?;
                continue;
            }
            // Only the first can tell of a gap.
            if last.is_none() && Sequence::new(number).is_ok_and(|first| self.cursor.saw(&first)) {
                self.news.send(News::Gap(self.shard.clone())).ok()?;
            }
            if last.is_none_or(|last| Sequence::compare(last, number).is_lt()) {
                last = Some(number);
            }
        }
        if let Some(last) = last.and_then(|last| Sequence::new(last).ok())
            && self.cursor.delivered().is_none_or(|delivered| delivered.sequence < last)
        {
            self.cursor.moved(last);
        }
        if behind_ms <= 0 {
            self.cursor.current(clock::now_ms());
        }
        let delivery = Delivery { shard: self.shard.clone(), records: records.into(), after, behind_ms, held };
        self.news.send(News::Records(delivery)).ok()
    }

    /// Says that reading met an error and goes on; `None` where nobody listens.
    pub fn trouble(&self, failure: Failure) -> Option<()> {
        self.news.send(News::Trouble { shard: self.shard.clone(), failure }).ok()
    }

    /// Says that Kinesis has come to the end of the shard; `sure` where it names those that go on after it.
    pub fn ended(&self, sure: bool) {
        // Where nobody listens, the process ends.
        let _ = self.news.send(News::Ended { shard: self.shard.clone(), sure });
    }
}
