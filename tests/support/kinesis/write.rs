//! Records into a stream.

use std::sync::atomic::{AtomicU32, Ordering};
use std::time::{Duration, Instant};

use aws_sdk_kinesis::primitives::Blob;
use aws_sdk_kinesis::types::PutRecordsRequestEntry;

use super::login::block_on;
use super::streams::{Shard, Streams};

/// What one request may hold; AWS allows 500 records and 10 MB.
const RECORDS: usize = 500;
const BYTES: usize = 4 << 20;
/// How long records may be refused.
const REFUSED: Duration = Duration::from_secs(60);

/// A record to be written.
#[derive(Clone, Debug)]
pub struct Outgoing {
    key: String,
    hash_key: Option<String>,
    data: Vec<u8>,
}

/// Where a record was stored.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Position {
    /// Its shard.
    pub shard: String,
    /// Its sequence number.
    pub sequence: String,
}

impl Outgoing {
    /// A record with a partition key of its own: many of them spread over all shards.
    pub fn of(data: impl Into<Vec<u8>>) -> Self {
        static NEXT: AtomicU32 = AtomicU32::new(0);
        let key = format!("key-{}", NEXT.fetch_add(1, Ordering::Relaxed));
        Self { key, hash_key: None, data: data.into() }
    }

    /// Its partition key.
    pub fn key(mut self, key: &str) -> Self {
        self.key = key.to_owned();
        self
    }

    /// Into this shard, whatever its partition key.
    pub fn on(mut self, shard: &Shard) -> Self {
        self.hash_key = Some(shard.hash_keys.0.to_string());
        self
    }

    fn entry(&self) -> PutRecordsRequestEntry {
        let entry = PutRecordsRequestEntry::builder().partition_key(&self.key).data(Blob::new(self.data.clone()));
        entry.set_explicit_hash_key(self.hash_key.clone()).build().expect("key and data are there")
    }
}

impl<T: Into<Vec<u8>>> From<T> for Outgoing {
    fn from(data: T) -> Self {
        Self::of(data)
    }
}

impl Streams {
    /// Writes records, and returns where each was stored. Those that are refused are sent again, behind the others.
    pub fn put(&self, stream: &str, records: impl IntoIterator<Item = impl Into<Outgoing>>) -> Vec<Position> {
        let records: Vec<Outgoing> = records.into_iter().map(Into::into).collect();
        let mut positions = vec![None; records.len()];
        let mut left: Vec<usize> = (0..records.len()).collect();
        let begin = Instant::now();
        while !left.is_empty() {
            assert!(begin.elapsed() < REFUSED, "{} of {} records were refused all the time", left.len(), records.len());
            let (mut bytes, mut some) = (0, 0);
            while left
                .get(some)
                .is_some_and(|at| some < RECORDS && (some == 0 || bytes + records[*at].data.len() <= BYTES))
            {
                bytes += records[left[some]].data.len();
                some += 1;
            }
            let some: Vec<usize> = left.drain(..some).collect();
            let entries = some.iter().map(|at| records[*at].entry()).collect();
            let request = self.client().put_records().stream_name(stream).set_records(Some(entries));
            let answer = block_on(request.send()).expect("the records are taken");
            assert_eq!(answer.records.len(), some.len(), "one answer for each record");
            for (at, stored) in some.into_iter().zip(answer.records) {
                match (stored.shard_id, stored.sequence_number) {
                    (Some(shard), Some(sequence)) if stored.error_code.is_none() => {
                        positions[at] = Some(Position { shard, sequence });
                    }
                    _ => left.push(at),
                }
            }
        }
        positions.into_iter().map(|position| position.expect("all were stored")).collect()
    }
}
