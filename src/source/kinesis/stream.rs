//! The calls of Kinesis that reading a stream takes, each with its answer in our own words.

use std::sync::Arc;

use aws_sdk_kinesis::Client;
use aws_sdk_kinesis::primitives::DateTime;
use aws_sdk_kinesis::types::{self, ShardIteratorType};

use super::shard::{Shard, ShardId};
use crate::aws::Failure;
use crate::config::arn::Arn;
use crate::source::sequence::Sequence;
use crate::telemetry::labels::ErrorKind;

/// A stream and the client to ask about it.
#[derive(Clone, Debug)]
pub struct Stream {
    client: Client,
    /// Its name.
    pub name: Arc<str>,
    /// Its ARN, where it was given: a stream of another account has to be called by it.
    arn: Option<String>,
}

/// What is known of a stream as a whole.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Described {
    /// When it was created, Unix time in milliseconds.
    pub created_ms: Option<i64>,
    /// How long it keeps records, in milliseconds.
    pub retention_ms: i64,
    /// Its ARN.
    pub arn: String,
}

impl Described {
    /// Whether it is the stream that was created then; one that was made anew under the same name is not.
    pub fn is_of(&self, created_ms: Option<i64>) -> bool {
        // Not every implementation keeps the fraction of a second.
        self.created_ms.zip(created_ms).is_none_or(|(one, other)| one / 1_000 == other / 1_000)
    }
}

/// Where the reading of a shard begins.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum From {
    /// With its oldest record.
    TrimHorizon,
    /// With the next record to come.
    Latest,
    /// With the records of a time, Unix time in milliseconds.
    Timestamp(i64),
    /// With this record.
    At(Sequence),
}

/// What one call gave.
#[derive(Debug)]
pub struct Fetched {
    /// The records.
    pub records: Vec<types::Record>,
    /// With what the next call is made; none at the end of the shard.
    pub next: Option<String>,
    /// Whether the shards that go on after this one are named, as they are at its end.
    pub children: bool,
    /// How far behind the tip the last record is, in milliseconds.
    pub behind_ms: i64,
}

impl Stream {
    /// The stream that is called `name`, a name or an ARN.
    pub fn new(client: Client, name: &str) -> Self {
        let arn = Arn::parse(name).map(|_| name.to_owned());
        Self { client, name: short_name(name).into(), arn }
    }

    /// What is known of it.
    pub async fn describe(&self) -> Result<Described, Failure> {
        let mut request = self.client.describe_stream_summary();
        request = match &self.arn {
            Some(arn) => request.stream_arn(arn),
            None => request.stream_name(&*self.name),
        };
        let answer = request.send().await.map_err(|error| Failure::of(&error))?;
        let Some(summary) = answer.stream_description_summary() else {
            return Err(Failure::new(ErrorKind::Unavailable, "an answer without a stream"));
        };
        Ok(Described {
            created_ms: summary.stream_creation_timestamp().to_millis().ok(),
            retention_ms: i64::from(summary.retention_period_hours()) * 3_600_000,
            arn: summary.stream_arn().to_owned(),
        })
    }

    /// All its shards, those included that are closed and still hold records.
    pub async fn shards(&self) -> Result<Vec<Shard>, Failure> {
        let (mut shards, mut token) = (Vec::new(), None::<String>);
        loop {
            let request = self.client.list_shards();
            // A page is asked for by its token alone.
            let request = match (token, &self.arn) {
                (Some(token), _) => request.next_token(token),
                (None, Some(arn)) => request.stream_arn(arn),
                (None, None) => request.stream_name(&*self.name),
            };
            let answer = request.send().await.map_err(|error| Failure::of(&error))?;
            token = answer.next_token().map(str::to_owned);
            shards.extend(answer.shards().iter().map(shard));
            if token.is_none() {
                return Ok(shards);
            }
        }
    }

    /// What the first call of a reading is made with.
    pub async fn iterator(&self, shard: &ShardId, from: &From) -> Result<String, Failure> {
        let request = self.client.get_shard_iterator().shard_id(shard.as_str());
        let request = match &self.arn {
            Some(arn) => request.stream_arn(arn),
            None => request.stream_name(&*self.name),
        };
        let request = match from {
            From::TrimHorizon => request.shard_iterator_type(ShardIteratorType::TrimHorizon),
            From::Latest => request.shard_iterator_type(ShardIteratorType::Latest),
            From::Timestamp(ms) => {
                request.shard_iterator_type(ShardIteratorType::AtTimestamp).timestamp(DateTime::from_millis(*ms))
            }
            From::At(sequence) => request
                .shard_iterator_type(ShardIteratorType::AtSequenceNumber)
                .starting_sequence_number(sequence.text().as_ref()),
        };
        let answer = request.send().await.map_err(|error| Failure::of(&error))?;
        answer.shard_iterator.ok_or_else(|| Failure::new(ErrorKind::Unavailable, "an answer without an iterator"))
    }

    /// At most `limit` records from an iterator on.
    pub async fn records(&self, iterator: &str, limit: i32) -> Result<Fetched, Failure> {
        let request = self.client.get_records().shard_iterator(iterator).limit(limit).set_stream_arn(self.arn.clone());
        // One try each: how to go on after a refusal is decided for the shard as a whole.
        let once = aws_sdk_kinesis::config::Builder::new()
            .retry_config(aws_sdk_kinesis::config::retry::RetryConfig::disabled());
        let answer = request.customize().config_override(once).send().await.map_err(|error| Failure::of(&error))?;
        Ok(Fetched {
            behind_ms: answer.millis_behind_latest().unwrap_or(0),
            children: !answer.child_shards().is_empty(),
            next: answer.next_shard_iterator,
            records: answer.records,
        })
    }

    /// The client, for calls that only one way of reading makes.
    pub(super) const fn client(&self) -> &Client {
        &self.client
    }
}

/// The name within an ARN (`arn:aws:kinesis:us-east-1:111122223333:stream/events`), or the name itself.
pub fn short_name(name: &str) -> &str {
    Arn::parse(name).and_then(|arn| arn.resource.strip_prefix("stream/")).unwrap_or(name)
}

fn shard(shard: &types::Shard) -> Shard {
    let parents = [shard.parent_shard_id(), shard.adjacent_parent_shard_id()];
    Shard {
        id: shard.shard_id().into(),
        parents: parents.into_iter().flatten().map(ShardId::from).collect(),
        closed: shard.sequence_number_range().is_some_and(|range| range.ending_sequence_number().is_some()),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_stream_has_the_same_name_by_name_and_by_arn() {
        assert_eq!(short_name("events"), "events");
        assert_eq!(short_name("arn:aws:kinesis:us-east-1:111122223333:stream/events"), "events");
    }
}
