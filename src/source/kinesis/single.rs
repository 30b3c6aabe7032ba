//! One record by its place, for `quarantine retry`: without a checkpoint, without touching anybody's.

use std::time::Duration;

use super::delivery::unpack;
use super::shard::ShardId;
use super::stream::{From, Stream};
use crate::aws::Failure;
use crate::pipeline::{Batch, Payload, Place, Token};
use crate::source::sequence::{Position, Sequence};
use crate::telemetry::labels::ErrorKind;

/// Answers without records that are put up with: they are usual before the tip of a shard.
const EMPTY: u32 = 40;
/// The pause between two calls: a shard answers 5 a second.
const PAUSE: Duration = Duration::from_millis(250);

/// Fetches the record at `place` and puts it into a batch with `token`. `None` where it is no longer there: the stream's retention
/// has passed, or the stream or its shard is gone.
pub async fn fetch(stream: &Stream, place: &Place, token: Token) -> Result<Option<Batch>, Failure> {
    let Place::Kinesis { shard, sequence, sub_sequence, .. } = place else { return Ok(None) };
    let Ok(wanted) = Sequence::new(sequence.clone()) else { return Ok(None) };
    let shard = ShardId(shard.clone());
    let mut next = match stream.iterator(&shard, &From::At(wanted.clone())).await {
        Ok(iterator) => Some(iterator),
        // No such stream or shard, or the number of another stream that had this name before.
        Err(failure) if matches!(failure.kind, ErrorKind::Unknown | ErrorKind::Invalid) => return Ok(None),
        Err(failure) => return Err(failure),
    };
    for _ in 0..EMPTY {
        let Some(iterator) = next else { return Ok(None) };
        let fetched = stream.records(&iterator, 1).await?;
        if let Some(record) = fetched.records.into_iter().next() {
            let place_of = Position { sequence: wanted.clone(), sub: *sub_sequence };
            let part = unpack(record, None).unwrap_or_default().into_iter().find(|part| part.position == place_of);
            return Ok(part.map(|part| {
                let mut batch = Batch::with_capacity(part.data.len() + part.key.len());
                let payload = Payload { value: Some(&part.data), key: Some(part.key.as_bytes()) };
                batch.push(token, place.clone(), part.recorded_ms, payload, std::iter::empty());
                batch
            }));
        }
        next = fetched.next;
        tokio::time::sleep(PAUSE).await;
    }
    Err(Failure::new(ErrorKind::Timeout, "the shard gives no records"))
}
