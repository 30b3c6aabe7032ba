//! The two ways of reading shards: by asking (GetRecords, shared with other consumers), or by being sent records (enhanced
//! fan-out, 2 MB a second for this consumer alone, at a price).

use std::sync::Arc;
use std::time::Duration;

use crossbeam_channel::Sender;
use tokio::runtime::Runtime;
use tokio::sync::Semaphore;
use tokio::task::AbortHandle;

use super::cursor::Cursor;
use super::delivery::News;
use super::fanout::{self, FanOut};
use super::pace::Pace;
use super::polling::Polling;
use super::shard::ShardId;
use super::stream::{Described, Stream};
use crate::aws::Failure;
use crate::telemetry::Metrics;

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
    FanOut {
        /// The consumer's name.
        name: String,
        /// Its ARN, once it is registered.
        arn: Option<String>,
    },
}

/// What reading a shard takes.
pub struct Task {
    /// The stream.
    pub stream: Stream,
    /// Which shard of it.
    pub shard: ShardId,
    /// From where on.
    pub cursor: Cursor,
    /// KiB that may wait for the reading thread, shared by all shards.
    pub room: Arc<Semaphore>,
    /// The way to the reading thread.
    pub news: Sender<News>,
    /// What is counted.
    pub metrics: Arc<Metrics>,
}

impl Retrieval {
    /// Does once what has to be done before the first shard: registers the consumer.
    pub fn prepare(&mut self, runtime: &Runtime, stream: &Stream, described: &Described) -> Result<(), Failure> {
        if let Self::FanOut { name, arn } = self {
            *arn = Some(runtime.block_on(fanout::register(stream, &described.arn, name))?);
        }
        Ok(())
    }

    /// Starts to read a shard.
    pub fn spawn(&self, runtime: &Runtime, task: Task) -> AbortHandle {
        let turns = Arc::new(Semaphore::new(TURNS));
        match self {
            Self::Polling { share, poll } => {
                runtime.spawn(Polling { task, pace: Pace::new(*share, *poll), turns }.run()).abort_handle()
            }
            Self::FanOut { arn, .. } => {
                let consumer = arn.clone().unwrap_or_default();
                runtime.spawn(FanOut { task, consumer, turns }.run()).abort_handle()
            }
        }
    }
}

impl Task {
    /// Hands records to the reading thread together with what they hold; `None` where nobody listens.
    pub fn hand_on(
        &mut self,
        records: Vec<aws_sdk_kinesis::types::Record>,
        behind_ms: i64,
        held: [tokio::sync::OwnedSemaphorePermit; 2],
    ) -> Option<()> {
        let mut fresh = Vec::with_capacity(records.len());
        for record in records {
            if let Some(sequence) = super::delivery::unpack(record, self.cursor.delivered(), &mut fresh)
                && self.cursor.saw(&sequence)
            {
                self.news.send(News::Gap(self.shard.clone())).ok()?;
            }
        }
        if let Some(last) = fresh.last() {
            self.cursor.moved(&last.position);
        }
        let shard = self.shard.clone();
        let delivery = super::delivery::Delivery { shard, records: fresh, behind_ms, held: Some(held) };
        self.news.send(News::Records(delivery)).ok()
    }

    /// Says that reading met an error and goes on; `None` where nobody listens.
    pub fn trouble(&self, failure: Failure) -> Option<()> {
        self.news.send(News::Trouble { shard: self.shard.clone(), failure }).ok()
    }

    /// Says that the shard was read to its end.
    pub fn ended(&self) {
        // Where nobody listens, the process ends.
        let _ = self.news.send(News::Ended(self.shard.clone()));
    }
}
