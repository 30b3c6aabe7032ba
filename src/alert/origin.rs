//! Where a record came from: the position that makes the id of an alert and that an operator goes back to.

use std::fmt;

/// The position of a record in its system.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Origin<'a> {
    /// The kind of system: `kafka`, `kinesis`.
    pub system: &'a str,
    /// Topic or stream.
    pub container: &'a str,
    /// Partition or shard.
    pub lane: Place<'a>,
    /// Offset or sequence number.
    pub position: Place<'a>,
    /// When the system took the record in, Unix time in milliseconds.
    pub recorded_ms: Option<i64>,
}

/// A number or a word: Kafka counts, others name.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Place<'a> {
    /// Counted.
    Number(u64),
    /// Named.
    Word(&'a str),
    /// One of several that share a name.
    Within(&'a str, u64),
}

impl From<u64> for Place<'_> {
    fn from(number: u64) -> Self {
        Self::Number(number)
    }
}

impl<'a> From<&'a str> for Place<'a> {
    fn from(word: &'a str) -> Self {
        Self::Word(word)
    }
}

impl fmt::Display for Place<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Number(number) => number.fmt(f),
            Self::Word(word) => f.write_str(word),
            Self::Within(word, number) => write!(f, "{word}.{number}"),
        }
    }
}
