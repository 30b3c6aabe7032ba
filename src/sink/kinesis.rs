//! Alerts into a Kinesis stream: a record each, with the account as its partition key.
//!
//! It promises that only the records that a shard did not take are sent again, so that one shard that is full doubles nothing on
//! the others. What a failure means, and when to try again, is for [`cloud`](super::cloud).

use aws_sdk_kinesis::Client;
use aws_sdk_kinesis::primitives::Blob;
use aws_sdk_kinesis::types::PutRecordsRequestEntry;
use tokio::runtime::Handle;

use super::cloud::{Call, CloudSink, Letter, Limits, Outcome, key};
use super::{Message, Sink};
use crate::aws::{Failure, Session};
use crate::config::arn::Arn;
use crate::config::service::KinesisSink as Settings;
use crate::telemetry::labels::ErrorKind;

/// The longest partition key, in characters.
const KEY: usize = 256;

/// A stream.
pub(super) struct Stream {
    client: Client,
    stream: String,
}

impl Stream {
    /// The stream of `settings` as a sink.
    pub fn sink(settings: &Settings, session: &Session, runtime: Handle) -> impl Sink + 'static {
        let stream = settings.stream.get_ref().clone();
        let config = session.for_one_try(&settings.stream, settings.endpoint.as_ref());
        CloudSink::new(Self { client: Client::new(&config), stream }, runtime)
    }
}

impl Call for Stream {
    // A stream takes records of 1 MiB unless it was told to take up to ten. AWS takes 10 MiB in a call today; 5 MiB, as for most
    // of the years before, is enough and suits what imitates it.
    const LIMITS: Limits = Limits { entries: 500, bytes: 5 << 20, usual: 1 << 20, largest: 10 << 20 };
    const PERMISSION: &'static str = "kinesis:PutRecords";

    fn place(&self) -> &str {
        &self.stream
    }

    fn size(&self, message: &Message, body: &str) -> usize {
        body.len() + partition_key(message).len()
    }

    async fn put(&self, letters: &[Letter]) -> Result<Vec<Outcome>, Failure> {
        let mut records = Vec::with_capacity(letters.len());
        for letter in letters {
            let (data, key) = (Blob::new(letter.body.as_bytes()), partition_key(letter.message()));
            let record = PutRecordsRequestEntry::builder().data(data).partition_key(key);
            records.push(record.build().map_err(|_| Failure::new(ErrorKind::Internal, "a record without data"))?);
        }
        let request = self.client.put_records().set_records(Some(records));
        let request = if Arn::parse(&self.stream).is_some() {
            request.stream_arn(&self.stream)
        } else {
            request.stream_name(&self.stream)
        };
        let answer = request.send().await.map_err(|error| Failure::of(&error))?;
        let outcomes = answer.records().iter().map(|record| match (record.error_code(), record.sequence_number()) {
            (Some(code), _) => Outcome::of(code, false),
            (None, Some(_)) => Outcome::Taken,
            (None, None) => Outcome::unknown(),
        });
        Ok(outcomes.collect())
    }
}

/// What decides on the shard.
fn partition_key(message: &Message) -> &str {
    let key = key(message);
    key.char_indices().nth(KEY).and_then(|(end, _)| key.get(..end)).unwrap_or(key)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_partition_key_is_the_key_of_the_message_or_else_its_id_and_not_too_long() {
        let message = |key: Option<&str>| Message {
            id: "a-1".to_owned(),
            kind: "k",
            source: "/s".into(),
            time: String::new(),
            subject: None,
            key: key.map(str::to_owned),
            data: Vec::new(),
        };
        assert_eq!(partition_key(&message(Some("AC01"))), "AC01");
        assert_eq!(partition_key(&message(Some(""))), "a-1");
        assert_eq!(partition_key(&message(None)), "a-1");
        assert_eq!(partition_key(&message(Some(&"é".repeat(300)))), "é".repeat(256));
    }
}
