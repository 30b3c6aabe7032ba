//! Records that the Kinesis Producer Library (KPL) has packed into one: taken apart again.
//!
//! The format is that of the library's `aggregation-format.md`: four magic bytes, a protobuf message, and the MD5 digest of that
//! message. Whatever is not exactly so is an ordinary record, which the audit reads or quarantines. Nothing is copied: the parts
//! share the bytes of the whole.
//!
//! The KCL drops an aggregate one of whose parts belongs, by its hash key, to another shard after a reshard. An auditor drops
//! nothing: the record stands in this shard and in no other.

use std::sync::Arc;

use bytes::Bytes;
use md5::{Digest, Md5};
use prost::Message;

/// The first bytes of an aggregate.
const MAGIC: [u8; 4] = [0xf3, 0x89, 0x9a, 0xc2];
/// Bytes of the digest behind the message.
const DIGEST: usize = 16;
/// Characters of a partition key at most, as Kinesis allows them.
const KEY: usize = 256;

/// The message inside an aggregate.
#[derive(Clone, PartialEq, Message)]
#[prost(skip_debug)]
struct AggregatedRecord {
    #[prost(string, repeated, tag = "1")]
    partition_key_table: Vec<String>,
    #[prost(string, repeated, tag = "2")]
    explicit_hash_key_table: Vec<String>,
    #[prost(message, repeated, tag = "3")]
    records: Vec<Part>,
}

/// A record inside an aggregate.
#[derive(Clone, PartialEq, Message)]
#[prost(skip_debug)]
struct Part {
    #[prost(uint64, tag = "1")]
    partition_key_index: u64,
    #[prost(uint64, optional, tag = "2")]
    explicit_hash_key_index: Option<u64>,
    #[prost(bytes = "bytes", tag = "3")]
    data: Bytes,
}

/// One of the records that were packed together.
#[derive(Clone, PartialEq, Eq)]
pub struct Unpacked {
    /// Its own partition key; those with the same one share it.
    pub partition_key: Arc<str>,
    /// What it says.
    pub data: Bytes,
}

/// Takes an aggregate apart, in its order; `None` where `data` is none, or holds nothing.
pub fn unpack(data: &Bytes) -> Option<Vec<Unpacked>> {
    let message = data.strip_prefix(&MAGIC)?;
    let (message, digest) = message.split_at(message.len().checked_sub(DIGEST)?);
    if Md5::digest(message).as_slice() != digest {
        return None;
    }
    let aggregate = AggregatedRecord::decode(data.slice_ref(message)).ok()?;
    if aggregate.records.is_empty() || aggregate.partition_key_table.iter().any(|key| key.chars().count() > KEY) {
        return None;
    }
    let keys: Vec<Arc<str>> = aggregate.partition_key_table.into_iter().map(Arc::from).collect();
    let unpacked = aggregate.records.into_iter().map(|part| {
        let key = usize::try_from(part.partition_key_index).ok().and_then(|at| keys.get(at));
        Some(Unpacked { partition_key: Arc::clone(key?), data: part.data })
    });
    unpacked.collect()
}

impl std::fmt::Debug for AggregatedRecord {
    /// How many, never what.
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("AggregatedRecord").field("records", &self.records.len()).finish_non_exhaustive()
    }
}

impl std::fmt::Debug for Part {
    /// How much, never what.
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Part").field("bytes", &self.data.len()).finish_non_exhaustive()
    }
}

impl std::fmt::Debug for Unpacked {
    /// How much, never what.
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Unpacked").field("bytes", &self.data.len()).finish_non_exhaustive()
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn pack(message: &AggregatedRecord) -> Bytes {
        let message = message.encode_to_vec();
        [&MAGIC[..], &message, Md5::digest(&message).as_slice()].concat().into()
    }

    fn aggregate(records: &[(u64, &[u8])]) -> AggregatedRecord {
        let part = |(key, data): &(u64, &[u8])| Part {
            partition_key_index: *key,
            explicit_hash_key_index: None,
            data: Bytes::copy_from_slice(data),
        };
        AggregatedRecord {
            partition_key_table: vec!["one".to_owned(), "two".to_owned()],
            explicit_hash_key_table: vec!["340282366920938463463374607431768211455".to_owned()],
            records: records.iter().map(part).collect(),
        }
    }

    #[test]
    fn the_records_come_out_in_their_order_with_their_own_keys() {
        let unpacked = unpack(&pack(&aggregate(&[(1, b"a"), (0, b""), (1, b"c")]))).expect("an aggregate");
        let shown: Vec<_> = unpacked.iter().map(|one| (&*one.partition_key, &one.data[..])).collect();
        assert_eq!(shown, [("two", &b"a"[..]), ("one", b""), ("two", b"c")]);
    }

    /// Bytes as another implementation wrote them: amazon-kinesis-producer's format, field by field.
    #[test]
    fn what_the_format_says_byte_by_byte_is_read() {
        let message = b"\x0a\x01k\x1a\x05\x08\x00\x1a\x01{\x1a\x07\x08\x00\x10\x00\x1a\x01}";
        let whole: Bytes = [&MAGIC[..], message, Md5::digest(message).as_slice()].concat().into();
        let unpacked = unpack(&whole).expect("an aggregate");
        assert_eq!(unpacked.iter().map(|one| &one.data[..]).collect::<Vec<_>>(), [b"{", b"}"]);
    }

    #[test]
    fn a_wrong_digest_a_wrong_key_and_a_short_one_are_ordinary_records() {
        let whole = pack(&aggregate(&[(0, b"a")]));
        let mut spoilt = whole.to_vec();
        *spoilt.last_mut().expect("bytes") ^= 1;
        assert_eq!(unpack(&spoilt.into()), None);
        assert_eq!(unpack(&pack(&aggregate(&[(2, b"a")]))), None, "there is no such key");
        for length in 0..whole.len() {
            assert_eq!(unpack(&whole.slice(..length)), None);
        }
    }

    #[test]
    fn an_aggregate_of_nothing_and_one_with_an_endless_key_are_ordinary_records() {
        assert_eq!(unpack(&pack(&AggregatedRecord::default())), None);
        let mut endless = aggregate(&[(0, b"a"), (0, b"b")]);
        endless.partition_key_table[0] = "k".repeat(257);
        assert_eq!(unpack(&pack(&endless)), None);
    }

    proptest! {
        #[test]
        fn no_bytes_make_it_panic(message in prop::collection::vec(any::<u8>(), 0..200)) {
            let whole: Bytes = [&MAGIC[..], &message, Md5::digest(&message).as_slice()].concat().into();
            let _ = unpack(&whole);
            let _ = unpack(&message.into());
        }
    }
}
