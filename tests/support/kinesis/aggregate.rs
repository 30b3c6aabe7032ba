//! Several records packed into one, as the Kinesis Producer Library does it: its `aggregation-format.md`, written a second time,
//! so that the program's own reader is not tested against itself.

use md5::{Digest, Md5};
use prost::Message;

/// One record to be packed.
#[derive(Clone, Debug)]
pub struct Packed<'a> {
    /// Its partition key.
    pub key: &'a str,
    /// Its explicit hash key.
    pub hash_key: Option<&'a str>,
    /// What it says.
    pub data: &'a [u8],
}

impl<'a> Packed<'a> {
    /// A record without a hash key.
    pub fn of(key: &'a str, data: &'a [u8]) -> Self {
        Self { key, hash_key: None, data }
    }
}

#[derive(Clone, PartialEq, Message)]
struct Aggregate {
    #[prost(string, repeated, tag = "1")]
    keys: Vec<String>,
    #[prost(string, repeated, tag = "2")]
    hash_keys: Vec<String>,
    #[prost(message, repeated, tag = "3")]
    records: Vec<Part>,
}

#[derive(Clone, PartialEq, Message)]
struct Part {
    // Required in the format of 2014, which writes zeros too.
    #[prost(uint64, required, tag = "1")]
    key: u64,
    #[prost(uint64, optional, tag = "2")]
    hash_key: Option<u64>,
    #[prost(bytes = "vec", required, tag = "3")]
    data: Vec<u8>,
}

/// The data of the one record that holds all of these. Keys that are the same stand in it once.
pub fn aggregate<'a>(records: impl IntoIterator<Item = Packed<'a>>) -> Vec<u8> {
    let mut whole = Aggregate::default();
    for record in records {
        let key = index(&mut whole.keys, record.key);
        let hash_key = record.hash_key.map(|key| index(&mut whole.hash_keys, key));
        whole.records.push(Part { key, hash_key, data: record.data.to_vec() });
    }
    let message = whole.encode_to_vec();
    [&[0xf3, 0x89, 0x9a, 0xc2][..], &message, Md5::digest(&message).as_slice()].concat()
}

fn index(table: &mut Vec<String>, text: &str) -> u64 {
    let at = table.iter().position(|known| known == text).unwrap_or_else(|| {
        table.push(text.to_owned());
        table.len() - 1
    });
    at.try_into().expect("few")
}
