//! One record by its place, for `quarantine retry`: without a checkpoint, without touching anybody's.
//!
//! The service reads the same shards meanwhile, so each is asked seldom here, and what it does not answer just now is asked again.

use std::collections::HashMap;
use std::sync::{Arc, Mutex, PoisonError};
use std::time::{Duration, Instant};

use super::delivery::unpack;
use super::shard::ShardId;
use super::stream::{From, Stream};
use crate::aws::Failure;
use crate::pipeline::{Batch, Payload, Place, Token};
use crate::source::sequence::{Position, Sequence};
use crate::telemetry::labels::ErrorKind;

/// Answers without records that are put up with: they are usual before the tip of a shard.
const EMPTY: u32 = 40;
/// The least time between two calls: a shard answers 5 a second.
const PAUSE: Duration = Duration::from_millis(250);
/// How often a call is made again before its failure is told.
const AGAIN: u32 = 8;
/// The pause before the first of these tries, and the longest.
const AGAIN_IN: (Duration, Duration) = (Duration::from_millis(500), Duration::from_secs(8));

/// Fetches records one by one, each shard at its pace.
#[derive(Debug, Default)]
pub struct Fetcher {
    /// When each shard may be asked again.
    free: Mutex<HashMap<(Arc<str>, ShardId), Instant>>,
}

impl Fetcher {
    /// Fetches the record at `place` and puts it into a batch with `token`. `None` where it is no longer there: the stream's
    /// retention has passed, or the stream or its shard is gone.
    pub async fn fetch(&self, stream: &Stream, place: &Place, token: Token) -> Result<Option<Batch>, Failure> {
        let Place::Kinesis { shard, sequence, sub_sequence, .. } = place else { return Ok(None) };
        let Ok(wanted) = Sequence::new(sequence.clone()) else { return Ok(None) };
        let shard = ShardId(shard.clone());
        let from = From::At(wanted.clone());
        let mut next = match patiently(async || stream.iterator(&shard, &from).await).await {
            Ok(iterator) => Some(iterator),
            // No such stream or shard, or the number of another stream that had this name before.
            Err(failure) if matches!(failure.kind, ErrorKind::Unknown | ErrorKind::Invalid) => return Ok(None),
            Err(failure) => return Err(failure),
        };
        for _ in 0..EMPTY {
            let Some(iterator) = next else { return Ok(None) };
            let fetched = patiently(async || {
                tokio::time::sleep(self.turn(stream, &shard)).await;
                stream.records(&iterator, 1).await
            })
            .await?;
            if let Some(record) = fetched.records.into_iter().next() {
                let at = Position { sequence: wanted, sub: *sub_sequence };
                let (mut token, mut found) = (Some(token), None);
                unpack(record, None, |part| {
                    let Some(token) = token.take_if(|_| part.position == at) else { return };
                    let mut batch = Batch::with_capacity(part.data.len() + part.key.len());
                    let payload = Payload { value: Some(part.data), key: Some(part.key.as_bytes()) };
                    batch.push(token, place.clone(), part.recorded_ms, payload, std::iter::empty());
                    found = Some(batch);
                });
                return Ok(found);
            }
            next = fetched.next;
        }
        Err(Failure::new(ErrorKind::Timeout, "the shard gives no records"))
    }

    /// How long to wait before the shard is asked; the call after that has to wait longer.
    fn turn(&self, stream: &Stream, shard: &ShardId) -> Duration {
        let now = Instant::now();
        let mut free = self.free.lock().unwrap_or_else(PoisonError::into_inner);
        let turn = free.entry((Arc::clone(&stream.name), shard.clone())).or_insert(now);
        let at = now.max(*turn);
        *turn = at + PAUSE;
        at - now
    }
}

/// Makes a call until it is answered, or fails as it would fail again, or has failed too often.
async fn patiently<T>(mut call: impl AsyncFnMut() -> Result<T, Failure>) -> Result<T, Failure> {
    let (first, longest) = AGAIN_IN;
    for tries in 0..AGAIN {
        match call().await {
            Err(failure) if is_passing(&failure) => {
                let pause = (first * 2_u32.pow(tries)).min(longest);
                tokio::time::sleep(pause.mul_f64(0.5 + fastrand::f64() / 2.0)).await;
            }
            answer => return answer,
        }
    }
    call().await
}

fn is_passing(failure: &Failure) -> bool {
    matches!(failure.kind, ErrorKind::Throttled | ErrorKind::Unavailable | ErrorKind::Timeout)
}
