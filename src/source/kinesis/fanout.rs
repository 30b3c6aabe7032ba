//! Reading a shard by enhanced fan-out: Kinesis sends records as they come, over a subscription that it ends every 5 minutes.
//!
//! The promises are those of polling: in order, without a gap, bounded. Records that nobody takes yet are not asked for: HTTP/2
//! holds Kinesis back. A subscription that is ended, or says nothing, is made anew behind the last record that was handed on.
//!
//! The last event of a shard says that it is the last. Should it not come although the shard is closed and nothing is left, its
//! end is asked for by polling, which knows it for certain.

use std::sync::Arc;
use std::sync::atomic::Ordering;
use std::time::Duration;

use aws_sdk_kinesis::error::SdkError;
use aws_sdk_kinesis::primitives::DateTime;
use aws_sdk_kinesis::types::{
    ConsumerStatus, ShardIteratorType, StartingPosition, SubscribeToShardEvent, SubscribeToShardEventStream,
};
use tokio::sync::{Mutex, Semaphore};
use tokio::time::{Instant, sleep, timeout};

use super::pace::Pace;
use super::polling::{Polling, jittered};
use super::retrieval::Task;
use super::stream::{From, Stream};
use crate::aws::Failure;
use crate::pipeline::clock;
use crate::telemetry::labels::ErrorKind;

/// How long a consumer may take to become active.
const REGISTRATION: Duration = Duration::from_secs(60);
/// The least and the most that is set aside for an event, in KiB. Kinesis sends about 2 MB a second.
const HELD_KIB: (u32, u32) = (16, 10 << 10);
/// A subscription that ends sooner was not ended as they always are.
const SHORT: Duration = Duration::from_secs(5);
/// How long a subscription may say nothing. Kinesis sends an event every few seconds even if there are no records.
const SILENCE: Duration = Duration::from_secs(35);
/// The pause after a subscription was refused: Kinesis takes one in 5 s for a consumer and shard.
const REFUSED: Duration = Duration::from_secs(5);
/// The pause after other errors.
const FAILED: Duration = Duration::from_secs(1);

/// The consumer of all shards: its name, and its ARN once it is known to be registered.
#[derive(Debug)]
pub struct Consumer {
    name: String,
    arn: Mutex<Option<String>>,
}

impl Consumer {
    /// A consumer that is registered when the first shard is read.
    pub fn new(name: &str) -> Self {
        Self { name: name.to_owned(), arn: Mutex::default() }
    }

    /// Its ARN. The first who asks registers it, the others wait.
    async fn arn(&self, stream: &Stream) -> Result<String, Failure> {
        let mut known = self.arn.lock().await;
        if let Some(arn) = &*known {
            return Ok(arn.clone());
        }
        let described = stream.describe().await?;
        let arn = register(stream, &described.arn, &self.name).await?;
        Ok(known.insert(arn).clone())
    }

    /// It is not there any more: somebody has deregistered it.
    async fn forget(&self) {
        *self.arn.lock().await = None;
    }
}

/// Registers the consumer where it is not there, and waits until it is active. Gives its ARN.
async fn register(stream: &Stream, stream_arn: &str, name: &str) -> Result<String, Failure> {
    let by = Instant::now() + REGISTRATION;
    loop {
        let asked = stream.client().describe_stream_consumer().stream_arn(stream_arn).consumer_name(name).send().await;
        match asked {
            Ok(answer) => match answer.consumer_description() {
                Some(consumer) if *consumer.consumer_status() == ConsumerStatus::Active => {
                    return Ok(consumer.consumer_arn().to_owned());
                }
                // It comes or goes.
                _ => {}
            },
            Err(error) if Failure::of(&error).is("ResourceNotFoundException") => {
                let asked = stream.client().register_stream_consumer().stream_arn(stream_arn).consumer_name(name);
                match asked.send().await {
                    Ok(_) => tracing::info!(consumer = name, "the fan-out consumer is registered"),
                    // Somebody else was quicker, or the last one of this name is still going.
                    Err(error) if Failure::of(&error).is("ResourceInUseException") => {}
                    Err(error) => return Err(Failure::of(&error)),
                }
            }
            Err(error) => return Err(Failure::of(&error)),
        }
        if Instant::now() >= by {
            return Err(Failure::new(ErrorKind::Timeout, "the fan-out consumer does not become active"));
        }
        sleep(Duration::from_millis(500)).await;
    }
}

/// Reads one shard.
pub struct FanOut {
    /// What it takes.
    pub task: Task,
    /// As whom.
    pub consumer: Arc<Consumer>,
    /// Deliveries that may wait for the reading thread.
    pub turns: Arc<Semaphore>,
}

/// How a subscription came to its end.
enum Over {
    /// The shard has no more records; `sure` where those that go on after it are named.
    Shard { sure: bool },
    /// It was ended as they always are.
    Subscription,
    /// The shard is closed and nothing comes any more, but its end was not told.
    Closed,
    /// Nobody listens any more.
    Unheard,
}

impl FanOut {
    /// Reads until the shard ends, or nobody listens any more.
    pub async fn run(mut self) {
        loop {
            let begun = Instant::now();
            let (call, pause) = match self.subscription().await {
                Ok(Over::Shard { sure }) => return self.task.ended(sure),
                Ok(Over::Unheard) => return,
                Ok(Over::Subscription) if begun.elapsed() < SHORT => ("ok", FAILED),
                Ok(Over::Subscription) => ("ok", Duration::ZERO),
                Ok(Over::Closed) => {
                    let Self { task, turns, .. } = self;
                    return Polling { task, pace: Pace::new(1.0, FAILED), turns, expired: false }.run().await;
                }
                Err(failure) => {
                    if failure.kind == ErrorKind::Unknown {
                        self.consumer.forget().await;
                    }
                    let throttled = failure.kind == ErrorKind::Throttled || failure.is("ResourceInUseException");
                    if self.task.trouble(failure).is_none() {
                        return;
                    }
                    if throttled { ("throttled", REFUSED) } else { ("failed", FAILED) }
                }
            };
            self.task.metrics.kinesis_calls_total.with([call]).inc();
            sleep(jittered(pause)).await;
        }
    }

    /// One subscription, from its beginning to its end.
    async fn subscription(&mut self) -> Result<Over, Failure> {
        let arn = self.consumer.arn(&self.task.stream).await?;
        let client = self.task.stream.client();
        let from = starting(&self.task.cursor.from(clock::now_ms()))
            .map_err(|_| Failure::new(ErrorKind::Internal, "no position"))?;
        let asked =
            client.subscribe_to_shard().consumer_arn(arn).shard_id(self.task.shard.as_str()).starting_position(from);
        let mut events = asked.send().await.map_err(|error| Failure::of(&error))?.event_stream;
        loop {
            // The semaphores are never closed.
            let Ok(turn) = Arc::clone(&self.turns).acquire_owned().await else { return Ok(Over::Unheard) };
            let event = match timeout(SILENCE, events.recv()).await {
                Ok(Ok(Some(SubscribeToShardEventStream::SubscribeToShardEvent(event)))) => event,
                // A kind of event that this version does not know.
                Ok(Ok(Some(_))) => continue,
                Ok(Ok(None)) => return Ok(Over::Subscription),
                Ok(Err(error)) => return Err(broken(&error)),
                Err(_) => return Err(Failure::new(ErrorKind::Timeout, "the subscription says nothing")),
            };
            let bytes: usize = event.records.iter().map(|record| record.data.as_ref().len()).sum();
            let size = u32::try_from(bytes / 1_024).unwrap_or(u32::MAX).clamp(HELD_KIB.0, HELD_KIB.1);
            // Only now: a subscription that is silent must not hold room.
            let Ok(held) = Arc::clone(&self.task.room).acquire_many_owned(size).await else {
                return Ok(Over::Unheard);
            };
            let (over, sure) = (is_last(&event), !event.child_shards().is_empty());
            let silent = event.records.is_empty() && event.millis_behind_latest == 0;
            tracing::debug!(
                shard = self.task.shard.as_str(),
                records = event.records.len(),
                behind_ms = event.millis_behind_latest,
                children = event.child_shards().len(),
                over,
                "an event of the subscription"
            );
            if self.task.hand_on(event.records, event.millis_behind_latest, [held, turn]).is_none() {
                return Ok(Over::Unheard);
            }
            if over {
                return Ok(Over::Shard { sure });
            }
            if silent && self.task.closed.load(Ordering::Relaxed) {
                return Ok(Over::Closed);
            }
        }
    }
}

/// The last event of a shard names those that go on after it, and no number to continue from.
fn is_last(event: &SubscribeToShardEvent) -> bool {
    !event.child_shards().is_empty() || event.continuation_sequence_number().is_empty()
}

fn starting(from: &From) -> Result<StartingPosition, aws_sdk_kinesis::error::BuildError> {
    let position = StartingPosition::builder();
    match from {
        From::TrimHorizon => position.r#type(ShardIteratorType::TrimHorizon),
        From::Latest => position.r#type(ShardIteratorType::Latest),
        From::Timestamp(ms) => position.r#type(ShardIteratorType::AtTimestamp).timestamp(DateTime::from_millis(*ms)),
        From::At(sequence) => {
            position.r#type(ShardIteratorType::AtSequenceNumber).sequence_number(sequence.text().as_ref())
        }
    }
    .build()
}

/// What an error in the midst of a subscription means.
fn broken<E, R>(error: &SdkError<E, R>) -> Failure
where
    E: aws_sdk_kinesis::error::ProvideErrorMetadata,
{
    match error {
        SdkError::ServiceError(answer) => Failure::named(answer.err().code()),
        SdkError::TimeoutError(_) => Failure::new(ErrorKind::Timeout, "the subscription was cut off"),
        _ => Failure::new(ErrorKind::Connection, "the subscription was cut off"),
    }
}
