//! Where a record stands in its source: enough to read it again, to show it to an operator, and to make ids from.

use std::fmt;
use std::sync::Arc;

use serde::{Deserialize, Serialize};

use crate::alert::Place as Part;

/// The place of a record. Written as JSON it is part of a pointer in quarantine, so its fields are an interface.
#[derive(Clone, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(tag = "system", rename_all = "snake_case")]
pub enum Place {
    /// A record of a Kafka topic.
    Kafka {
        /// The topic.
        topic: Arc<str>,
        /// The partition.
        partition: i32,
        /// The offset.
        offset: i64,
    },
    /// A record of a Kinesis stream, or one of those that the Kinesis Producer Library put into one.
    Kinesis {
        /// The stream's name.
        stream: Arc<str>,
        /// The shard's id.
        shard: Arc<str>,
        /// The sequence number, a decimal number of up to 129 digits.
        sequence: Arc<str>,
        /// Which of an aggregate, counted from 0; 0 for a record that is none.
        #[serde(default)]
        sub_sequence: u64,
    },
    /// The body of a request. It is not kept, so it cannot be read again; the same body sent again has the same place.
    Webhook {
        /// The route's name.
        route: Arc<str>,
        /// 32 lower-case hexadecimal digits: of HMAC-SHA-256 over the body, under a key of the route's.
        body: Arc<str>,
    },
}

impl Place {
    /// The kind of system.
    pub const fn system(&self) -> &'static str {
        match self {
            Self::Kafka { .. } => "kafka",
            Self::Kinesis { .. } => "kinesis",
            Self::Webhook { .. } => "webhook",
        }
    }

    /// Topic, stream or route.
    pub const fn container(&self) -> &Arc<str> {
        match self {
            Self::Kafka { topic, .. } => topic,
            Self::Kinesis { stream, .. } => stream,
            Self::Webhook { route, .. } => route,
        }
    }

    /// Partition or shard; a route has one only.
    pub fn lane(&self) -> Part<'_> {
        match self {
            // Never below zero.
            Self::Kafka { partition, .. } => Part::Number(partition.unsigned_abs().into()),
            Self::Kinesis { shard, .. } => Part::Word(shard),
            Self::Webhook { .. } => Part::Number(0),
        }
    }

    /// Offset, sequence number and the place within an aggregate, or the id of a body.
    pub fn position(&self) -> Part<'_> {
        match self {
            Self::Kafka { offset, .. } => Part::Number(offset.unsigned_abs()),
            Self::Kinesis { sequence, sub_sequence: 0, .. } => Part::Word(sequence),
            Self::Webhook { body, .. } => Part::Word(body),
            Self::Kinesis { sequence, sub_sequence, .. } => Part::Within(sequence, *sub_sequence),
        }
    }

    /// Whether every part is of the form that its system gives. What is not must not be shown.
    pub fn is_sound(&self) -> bool {
        match self {
            Self::Kafka { topic, .. } => is_name(topic, 249),
            Self::Kinesis { stream, shard, sequence, .. } => {
                is_name(stream, 128)
                    && is_name(shard, 128)
                    && (1..=129).contains(&sequence.len())
                    && sequence.bytes().all(|byte| byte.is_ascii_digit())
            }
            Self::Webhook { route, body } => {
                is_name(route, 64)
                    && body.len() == 32
                    && body.bytes().all(|byte| matches!(byte, b'0'..=b'9' | b'a'..=b'f'))
            }
        }
    }
}

impl fmt::Display for Place {
    /// For people: `topic/partition@offset`, `stream/shard@sequence`, `route/0@body`.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}/{}@{}", self.container(), self.lane(), self.position())
    }
}

/// The names that Kafka and Kinesis allow for topics, streams and shards, and we for routes.
fn is_name(name: &str, longest: usize) -> bool {
    let allowed = |byte: u8| byte.is_ascii_alphanumeric() || matches!(byte, b'.' | b'_' | b'-');
    (1..=longest).contains(&name.len()) && name.bytes().all(allowed)
}
