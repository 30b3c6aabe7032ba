//! All records of a stream, from its beginning.

use std::time::Duration;

use aws_sdk_kinesis::types::ShardIteratorType;

use super::login::block_on;
use super::process::wait_for;
use super::streams::Streams;

/// A record as it was read.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Record {
    /// Its shard.
    pub shard: String,
    /// Its sequence number there.
    pub sequence: String,
    /// Its partition key.
    pub key: String,
    /// What it says.
    pub data: Vec<u8>,
    /// When it arrived: milliseconds since 1970, UTC.
    pub arrival: Option<i64>,
}

impl Record {
    /// What it says as text.
    pub fn text(&self) -> &str {
        std::str::from_utf8(&self.data).expect("UTF-8")
    }

    /// What it says as JSON.
    pub fn json(&self) -> serde_json::Value {
        serde_json::from_slice(&self.data).expect("JSON")
    }
}

impl Streams {
    /// All records that are in a stream now: shard by shard, in the order of each.
    pub fn read_all(&self, stream: &str) -> Vec<Record> {
        self.shards(stream).iter().flat_map(|shard| self.read_shard(stream, &shard.id)).collect()
    }

    /// Waits until a stream holds so many records, and returns all it has.
    #[track_caller]
    pub fn read_at_least(&self, stream: &str, count: usize, deadline: Duration) -> Vec<Record> {
        wait_for(&format!("{stream} holds {count} records"), deadline, || {
            Some(self.read_all(stream)).filter(|records| records.len() >= count)
        })
    }

    /// All records that are in a shard now.
    pub fn read_shard(&self, stream: &str, shard: &str) -> Vec<Record> {
        let request = self.client().get_shard_iterator().stream_name(stream).shard_id(shard);
        let answer = block_on(request.shard_iterator_type(ShardIteratorType::TrimHorizon).send());
        let mut iterator = answer.expect("an iterator").shard_iterator;
        let mut read = Vec::new();
        while let Some(here) = iterator {
            let answer = block_on(self.client().get_records().shard_iterator(here).send()).expect("records");
            read.extend(answer.records.into_iter().map(|record| Record {
                shard: shard.to_owned(),
                sequence: record.sequence_number,
                key: record.partition_key.unwrap_or_default(),
                data: record.data.into_inner(),
                arrival: record.approximate_arrival_timestamp.and_then(|time| time.to_millis().ok()),
            }));
            // A closed shard ends here too: moto would go on with it for ever.
            iterator = answer.next_shard_iterator.filter(|_| answer.millis_behind_latest != Some(0));
        }
        read
    }
}
