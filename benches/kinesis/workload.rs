//! What is read: generated events, no two alike, as the answers of Kinesis and as the lines of its daemon.

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use std::fmt::Write as _;

use crate::generate::{Event, Generator};

/// The seed of every event in this bench.
const SEED: u64 = 1;
/// When every record came in, Unix time in milliseconds.
const ARRIVED_MS: u64 = 1_795_390_772_527;

/// How much the stub has.
#[derive(Clone, Copy, Debug)]
pub struct Shape {
    /// Shards of the stream.
    pub shards: usize,
    /// Answers of each that have records.
    pub answers: usize,
    /// Records in each of them.
    pub records: usize,
}

impl Shape {
    /// Two hundred shards, so that the 2 MB a second which a shard may be asked for limit nobody. The service asks for a MiB at a
    /// time, which are twelve hundred of these records; a thousand come.
    pub const FULL: Self = Self { shards: 200, answers: 5, records: 1_000 };
    /// For a look at whether it works.
    pub const SMALL: Self = Self { shards: 4, answers: 2, records: 100 };

    /// All records.
    pub const fn records(self) -> usize {
        self.shards * self.answers * self.records
    }

    /// As arguments.
    pub fn arguments(self) -> [String; 3] {
        [self.shards, self.answers, self.records].map(|number| number.to_string())
    }

    /// From arguments.
    pub fn of(arguments: &[String]) -> Self {
        let number = |at: usize| arguments[at].parse().expect("a number");
        Self { shards: number(0), answers: number(1), records: number(2) }
    }
}

/// The events, one each, from the first.
pub fn events() -> impl Iterator<Item = String> {
    Generator::new(SEED).map(|Event { json, .. }| json)
}

/// The number of a record in its shard, as long as those of Kinesis are.
fn sequence(number: usize) -> String {
    format!("4959033827149025660855969253836157109592157598{number:010}")
}

/// The partition key of a record.
pub fn key(number: usize) -> String {
    format!("key-{:08x}", number.wrapping_mul(2_654_435_761) as u32)
}

/// The body of an answer with `events`, of which the first is number `first` of its shard; `next` is the iterator behind them.
pub fn answer(events: &[String], first: usize, next: &str, behind_ms: u64) -> String {
    let mut body = String::from("{\"Records\":[");
    for (number, event) in (first..).zip(events) {
        let comma = if number == first { "" } else { "," };
        let _ = write!(
            body,
            "{comma}{{\"SequenceNumber\":\"{}\",\"ApproximateArrivalTimestamp\":{}.{},\"Data\":\"{}\",\
             \"PartitionKey\":\"{}\"}}",
            sequence(number),
            ARRIVED_MS / 1_000,
            ARRIVED_MS % 1_000,
            STANDARD.encode(event),
            key(number),
        );
    }
    let _ = write!(body, "],\"NextShardIterator\":\"{next}\",\"MillisBehindLatest\":{behind_ms}}}");
    body
}

/// The daemon's lines with these events, `at_once` in each.
pub fn lines(events: &[String], at_once: usize) -> Vec<String> {
    let record = |(number, event): (usize, &String)| {
        format!(
            "{{\"data\":\"{}\",\"partitionKey\":\"{}\",\"sequenceNumber\":\"{}\",\
             \"approximateArrivalTimestamp\":{ARRIVED_MS},\"subSequenceNumber\":0,\"action\":\"record\"}}",
            STANDARD.encode(event),
            key(number),
            sequence(number),
        )
    };
    let line = |(chunk, events): (usize, &[String])| {
        let records: Vec<String> = (chunk * at_once + 1..).zip(events).map(record).collect();
        format!("{{\"action\":\"processRecords\",\"records\":[{}],\"millisBehindLatest\":0}}\n", records.join(","))
    };
    events.chunks(at_once).enumerate().map(line).collect()
}
