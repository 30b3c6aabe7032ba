//! What the MultiLangDaemon of Amazon's Kinesis Client Library and this process say to each other: one JSON object a line.
//!
//! It promises lines that the daemon takes, byte for byte: it skips one with a key too many without a word, and then both sides
//! wait for ever. What comes in is read as generously as it can be: keys in any order, unknown ones passed over. Nothing of a
//! record stands in an error or in a `Debug` output. What it leaves to others: when to say what ([`machine`](super::machine)).

use std::borrow::Cow;
use std::fmt;

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use serde::{Deserialize, Serialize};

use crate::source::{Position, Sequence};

/// What the daemon asks for, each to be answered by one status.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Action {
    /// This process is for a certain shard.
    Initialize,
    /// Here are records; or none, as a chance to save a checkpoint.
    ProcessRecords,
    /// Another worker has the shard now.
    LeaseLost,
    /// The shard was split or merged, and all of it was delivered.
    ShardEnded,
    /// The worker wants to end, or to hand the shard over.
    ShutdownRequested,
}

impl Action {
    /// As the daemon calls it.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Initialize => "initialize",
            Self::ProcessRecords => "processRecords",
            Self::LeaseLost => "leaseLost",
            Self::ShardEnded => "shardEnded",
            Self::ShutdownRequested => "shutdownRequested",
        }
    }
}

/// Why the daemon did not save a checkpoint: the name of a Java class.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Refusal {
    /// Too many writes to the lease table: later.
    Throttling,
    /// The lease table does not answer: later.
    Dependency,
    /// The lease is another worker's now.
    LeaseGone,
    /// There is nothing to save it in now.
    InvalidState,
    /// It is not a position of what was delivered, or lies before the last one.
    IllegalArgument,
    /// A name that is not known here: later.
    Other,
}

impl Refusal {
    fn of(class: &str) -> Self {
        match class {
            "ThrottlingException" => Self::Throttling,
            "KinesisClientLibDependencyException" => Self::Dependency,
            "ShutdownException" => Self::LeaseGone,
            "InvalidStateException" => Self::InvalidState,
            "IllegalArgumentException" => Self::IllegalArgument,
            _ => Self::Other,
        }
    }
}

/// A line of the daemon, understood.
#[derive(Debug)]
pub enum Message<'l> {
    /// This process is for this shard.
    Initialize {
        /// The shard's id.
        shard: Cow<'l, str>,
    },
    /// Records, be they none.
    Records {
        /// In the order of the shard.
        records: Vec<Delivered<'l>>,
        /// How far behind the tip of the shard they are, as far as the daemon knows.
        behind_ms: Option<u64>,
    },
    /// Another worker has the shard.
    LeaseLost,
    /// All of the shard was delivered.
    ShardEnded,
    /// The worker wants to end.
    ShutdownRequested,
    /// What became of a checkpoint.
    Checkpoint(Result<(), Refusal>),
}

/// A record, its value still in base64.
pub struct Delivered<'l> {
    /// Where it stands.
    pub position: Position,
    /// When Kinesis took it in, Unix time in milliseconds.
    pub arrived_ms: Option<i64>,
    key: Option<Text<'l>>,
    data: Option<Text<'l>>,
}

/// A line that is no message of the daemon. What stands in it is not repeated.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum NoMessage {
    /// It cannot be read at all.
    #[error("a line on standard input is no message of the MultiLangDaemon")]
    Unreadable,
    /// It can, and this is wrong with it.
    #[error("a message of the MultiLangDaemon lacks something: {0}")]
    Lacks(&'static str),
}

/// A text of a message, borrowed from its line wherever it has no escapes.
#[derive(Deserialize)]
#[serde(transparent)]
struct Text<'l>(#[serde(borrow)] Cow<'l, str>);

/// All that may stand in a message. One flat struct, because the action may come after what it is about.
#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
struct Line<'l> {
    #[serde(borrow)]
    action: Text<'l>,
    #[serde(borrow)]
    shard_id: Option<Text<'l>>,
    #[serde(borrow)]
    records: Option<Vec<Entry<'l>>>,
    millis_behind_latest: Option<i64>,
    #[serde(borrow)]
    error: Option<Text<'l>>,
}

#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
struct Entry<'l> {
    #[serde(borrow)]
    data: Option<Text<'l>>,
    #[serde(borrow)]
    partition_key: Option<Text<'l>>,
    #[serde(borrow)]
    sequence_number: Text<'l>,
    sub_sequence_number: Option<u64>,
    approximate_arrival_timestamp: Option<i64>,
}

impl<'l> Message<'l> {
    /// Reads a line.
    pub fn parse(line: &'l [u8]) -> Result<Self, NoMessage> {
        let line: Line<'l> = serde_json::from_slice(line).map_err(|_| NoMessage::Unreadable)?;
        match line.action.0.as_ref() {
            "initialize" => {
                // It becomes the name of a file.
                let ordinary = |byte: u8| byte.is_ascii_alphanumeric() || matches!(byte, b'_' | b'.' | b'-');
                let sound = |id: &str| (1..=128).contains(&id.len()) && id.bytes().all(ordinary);
                let shard = line.shard_id.map(|id| id.0).filter(|id| sound(id)).ok_or(NoMessage::Lacks("`shardId`"))?;
                Ok(Self::Initialize { shard })
            }
            "processRecords" => {
                let records = line.records.ok_or(NoMessage::Lacks("`records`"))?;
                let records = records.into_iter().map(Delivered::of).collect::<Result<_, _>>()?;
                Ok(Self::Records { records, behind_ms: line.millis_behind_latest.and_then(|ms| ms.try_into().ok()) })
            }
            "leaseLost" => Ok(Self::LeaseLost),
            "shardEnded" => Ok(Self::ShardEnded),
            "shutdownRequested" => Ok(Self::ShutdownRequested),
            "checkpoint" => Ok(Self::Checkpoint(line.error.map_or(Ok(()), |class| Err(Refusal::of(&class.0))))),
            _ => Err(NoMessage::Lacks("an action that is known; KCL 3.x is what this program works under")),
        }
    }
}

impl<'l> Delivered<'l> {
    fn of(entry: Entry<'l>) -> Result<Self, NoMessage> {
        let Entry { data, partition_key: key, sequence_number, sub_sequence_number, approximate_arrival_timestamp } =
            entry;
        let sequence = Sequence::new(sequence_number.0).map_err(|_| NoMessage::Lacks("a sequence number"))?;
        let position = Position { sequence, sub: sub_sequence_number.unwrap_or(0) };
        Ok(Self { position, arrived_ms: approximate_arrival_timestamp, key, data })
    }

    /// Its partition key.
    pub fn key(&self) -> Option<&[u8]> {
        Some(self.key.as_ref()?.0.as_bytes())
    }

    /// Decodes the value into `into`, in place of what stood there, and gives it; none where the record has none.
    pub fn value<'i>(&self, into: &'i mut Vec<u8>) -> Result<Option<&'i [u8]>, NoMessage> {
        into.clear();
        let Some(data) = &self.data else { return Ok(None) };
        // The decoder asks for room for whole groups; a buffer that is kept costs nothing from record to record.
        STANDARD.decode_vec(data.0.as_bytes(), into).map_err(|_| NoMessage::Lacks("base64 in `data`"))?;
        Ok(Some(into))
    }
}

impl fmt::Debug for Delivered<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Delivered").field("position", &self.position).finish_non_exhaustive()
    }
}

/// What this process says.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Reply {
    /// The action is done; the next one may come.
    Status(Action),
    /// Save this position: all up to it is done.
    Checkpoint(Position),
    /// Save that the whole shard is done.
    CheckpointEnd,
}

/// `action` and `responseFor`, and nothing else ever.
#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct StatusLine {
    action: &'static str,
    response_for: &'static str,
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct CheckpointLine<'p> {
    action: &'static str,
    sequence_number: Option<&'p str>,
    sub_sequence_number: Option<u64>,
}

impl Reply {
    /// The line, with its end.
    pub fn to_line(&self) -> String {
        let checkpoint = |at: Option<&Position>| {
            let (sequence_number, sub_sequence_number) = (at.map(|at| &**at.sequence.text()), at.map(|at| at.sub));
            serde_json::to_string(&CheckpointLine { action: "checkpoint", sequence_number, sub_sequence_number })
        };
        let line = match self {
            Self::Status(action) => {
                serde_json::to_string(&StatusLine { action: "status", response_for: action.name() })
            }
            Self::Checkpoint(position) => checkpoint(Some(position)),
            Self::CheckpointEnd => checkpoint(None),
        };
        // Texts and numbers always become JSON.
        let mut line = line.unwrap_or_default();
        line.push('\n');
        line
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const RECORDS: &str = r#"{"action":"processRecords","records":[{"data":"eyJrIjoxfT8+","partitionKey":"pk","sequenceNumber":"49590338271490256608559692538361571095921575989136588898","approximateArrivalTimestamp":1700000000123,"subSequenceNumber":2,"action":"record"}],"millisBehindLatest":0}"#;

    fn parse(line: &str) -> Result<Message<'_>, NoMessage> {
        Message::parse(line.as_bytes())
    }

    #[test]
    fn what_is_said_is_what_the_daemon_takes_to_the_byte() {
        let sequence = Sequence::new("49590338271490256608559692538361571095921575989136588898").unwrap();
        let said = [
            Reply::Status(Action::Initialize),
            Reply::Status(Action::ProcessRecords),
            Reply::Status(Action::LeaseLost),
            Reply::Status(Action::ShardEnded),
            Reply::Status(Action::ShutdownRequested),
            Reply::Checkpoint(Position { sequence, sub: 2 }),
            Reply::CheckpointEnd,
        ];
        let lines: String = said.iter().map(Reply::to_line).collect();
        assert_eq!(
            lines,
            r#"{"action":"status","responseFor":"initialize"}
{"action":"status","responseFor":"processRecords"}
{"action":"status","responseFor":"leaseLost"}
{"action":"status","responseFor":"shardEnded"}
{"action":"status","responseFor":"shutdownRequested"}
{"action":"checkpoint","sequenceNumber":"49590338271490256608559692538361571095921575989136588898","subSequenceNumber":2}
{"action":"checkpoint","sequenceNumber":null,"subSequenceNumber":null}
"#
        );
    }

    #[test]
    fn a_record_comes_with_its_place_key_time_and_value() {
        let Message::Records { records, behind_ms: Some(0) } = parse(RECORDS).unwrap() else { panic!("records") };
        let [record] = &records[..] else { panic!("one record") };
        assert_eq!(record.position.to_string(), "49590338271490256608559692538361571095921575989136588898.2");
        assert_eq!((record.arrived_ms, record.key()), (Some(1_700_000_000_123), Some(&b"pk"[..])));
        let mut buffer = b"what stood there".to_vec();
        assert_eq!(record.value(&mut buffer).unwrap(), Some(&br#"{"k":1}?>"#[..]));
    }

    #[test]
    fn texts_without_escapes_are_borrowed_from_the_line() {
        let Message::Records { records, .. } = parse(RECORDS).unwrap() else { panic!("records") };
        let borrowed = |text: &Option<Text<'_>>| matches!(text, Some(Text(Cow::Borrowed(_))));
        assert!(borrowed(&records[0].data) && borrowed(&records[0].key));
    }

    #[test]
    fn every_message_that_the_daemon_was_seen_to_send_is_understood() {
        let shard = |line| match parse(line).unwrap() {
            Message::Initialize { shard } => shard.into_owned(),
            other => panic!("{other:?}"),
        };
        let first = r#"{"action":"initialize","shardId":"shardId-000000000000","sequenceNumber":"TRIM_HORIZON","subSequenceNumber":0}"#;
        let null = r#"{"action":"initialize","shardId":"shardId-000000000000","sequenceNumber":null,"subSequenceNumber":null}"#;
        assert_eq!([shard(first), shard(null)], ["shardId-000000000000", "shardId-000000000000"]);
        assert!(matches!(parse(r#"{"action":"shutdownRequested"}"#), Ok(Message::ShutdownRequested)));
        assert!(matches!(parse(r#"{"action":"leaseLost"}"#), Ok(Message::LeaseLost)));
        assert!(matches!(parse(r#"{"action":"shardEnded"}"#), Ok(Message::ShardEnded)));
        let ok = r#"{"action":"checkpoint","sequenceNumber":"123","subSequenceNumber":0,"error":null}"#;
        assert!(matches!(parse(ok), Ok(Message::Checkpoint(Ok(())))));
        for (class, refusal) in [
            ("ThrottlingException", Refusal::Throttling),
            ("KinesisClientLibDependencyException", Refusal::Dependency),
            ("ShutdownException", Refusal::LeaseGone),
            ("InvalidStateException", Refusal::InvalidState),
            ("IllegalArgumentException", Refusal::IllegalArgument),
            ("NullPointerException", Refusal::Other),
        ] {
            let line = format!(r#"{{"action":"checkpoint","sequenceNumber":null,"error":"{class}"}}"#);
            assert!(matches!(parse(&line), Ok(Message::Checkpoint(Err(found))) if found == refusal), "{class}");
        }
    }

    #[test]
    fn keys_come_in_any_order_and_unknown_ones_are_passed_over() {
        let line = r#"{"millisBehindLatest":null,"new":{"in":[4,{}]},"records":[{"sequenceNumber":"7","new":1}],"action":"processRecords"}"#;
        let Message::Records { records, behind_ms: None } = parse(line).unwrap() else { panic!("records") };
        assert_eq!(records[0].position.to_string(), "7");
        assert_eq!((records[0].key(), records[0].value(&mut Vec::new()).unwrap()), (None, None));
    }

    #[test]
    fn a_line_that_is_no_message_is_an_error_that_repeats_nothing_of_it() {
        let planted = "123-45-6789";
        let record = |fields: &str| format!(r#"{{"action":"processRecords","records":[{{{fields}}}]}}"#);
        let lines = [
            planted.to_owned(),
            format!(r#"{{"action":"{planted}"}}"#),
            format!(r#"{{"action":"initialize","shard":"{planted}"}}"#),
            format!(r#"{{"action":"initialize","shardId":"../{planted}"}}"#),
            format!(r#"{{"action":"processRecords","data":"{planted}"}}"#),
            record(&format!(r#""data":"{planted}""#)),
            record(&format!(r#""sequenceNumber":"{planted}""#)),
            record(&format!(r#""sequenceNumber":"1","subSequenceNumber":"{planted}""#)),
            format!(r#"{{"action":"leaseLost"}} {planted}"#),
        ];
        for line in &lines {
            let error = parse(line).unwrap_err();
            assert!(!format!("{error} {error:?}").contains(planted), "{line}: {error}");
        }
    }

    #[test]
    fn a_value_that_is_no_base64_is_an_error_that_repeats_nothing_of_it() {
        let line = RECORDS.replace("eyJrIjoxfT8+", "123-45-6789");
        let Message::Records { records, .. } = parse(&line).unwrap() else { panic!("records") };
        let error = records[0].value(&mut Vec::new()).unwrap_err();
        assert!(!format!("{error} {error:?} {records:?}").contains("123-45"), "{error}");
    }
}
