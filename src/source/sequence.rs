//! Where a record stands in a shard of Kinesis, in the order of the shard.
//!
//! It promises that two positions compare as the shard delivers them. Sequence numbers are whole numbers of up to 129 digits,
//! too large for any integer of the machine; as text, `"9"` would come after `"10"`. Records that a producer's library packed
//! into one (KPL) share its sequence number and are told apart by their place in it. What it leaves to others: what a position
//! means for a checkpoint, and the names `TRIM_HORIZON`, `LATEST` and `SHARD_END`, which are no sequence numbers.

use std::cmp::Ordering;
use std::fmt;
use std::sync::Arc;

use serde::{Deserialize, Serialize};

/// The longest sequence number that Kinesis gives: its API says `0|([1-9]\d{0,128})`.
const LONGEST: usize = 129;

/// The sequence number of a record: decimal digits, without leading zeros, so that equal numbers are equal texts.
///
/// A clone shares the text.
#[derive(Clone, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(try_from = "Arc<str>", into = "Arc<str>")]
pub struct Sequence(Arc<str>);

/// What was given is no sequence number. It is not repeated: who sends such a thing may send anything.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("not a sequence number of Kinesis, which is a decimal number of up to 129 digits")]
pub struct NoSequence;

/// Where a record stands: its sequence number, and its place in it.
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub struct Position {
    /// Of the record of the stream.
    pub sequence: Sequence,
    /// Which of an aggregate, counted from 0; 0 for a record that is none.
    #[serde(default)]
    pub sub: u64,
}

impl Sequence {
    /// Takes a sequence number as Kinesis writes it.
    pub fn new(text: impl Into<Arc<str>>) -> Result<Self, NoSequence> {
        let text = text.into();
        if Self::is_one(&text) { Ok(Self(text)) } else { Err(NoSequence) }
    }

    /// Whether a text is a sequence number.
    pub fn is_one(text: &str) -> bool {
        let digits = (1..=LONGEST).contains(&text.len()) && text.bytes().all(|byte| byte.is_ascii_digit());
        digits && (text.len() == 1 || !text.starts_with('0'))
    }

    /// The order of two texts that are sequence numbers.
    pub fn compare(one: &str, other: &str) -> Ordering {
        // Without leading zeros the longer number is the larger one, and of two that are equally long the later text.
        one.len().cmp(&other.len()).then_with(|| one.cmp(other))
    }

    /// As Kinesis writes it.
    pub const fn text(&self) -> &Arc<str> {
        &self.0
    }
}

impl Ord for Sequence {
    fn cmp(&self, other: &Self) -> Ordering {
        Self::compare(&self.0, &other.0)
    }
}

impl PartialOrd for Sequence {
    fn partial_cmp(&self, other: &Self) -> Option<Ordering> {
        Some(self.cmp(other))
    }
}

impl TryFrom<Arc<str>> for Sequence {
    type Error = NoSequence;

    fn try_from(text: Arc<str>) -> Result<Self, NoSequence> {
        Self::new(text)
    }
}

impl From<Sequence> for Arc<str> {
    fn from(sequence: Sequence) -> Self {
        sequence.0
    }
}

impl fmt::Display for Sequence {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

impl fmt::Debug for Sequence {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

impl fmt::Display for Position {
    /// For people and logs: `sequence`, or `sequence.sub` within an aggregate.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.sub {
            0 => write!(f, "{}", self.sequence),
            sub => write!(f, "{}.{sub}", self.sequence),
        }
    }
}

impl fmt::Debug for Position {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Display::fmt(self, f)
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn sequence(text: &str) -> Sequence {
        Sequence::new(text).unwrap()
    }

    fn position(text: &str, sub: u64) -> Position {
        Position { sequence: sequence(text), sub }
    }

    #[test]
    fn a_longer_number_comes_after_a_shorter_one_whatever_its_digits() {
        assert!(sequence("9") < sequence("10"));
        assert!(sequence("99999999999999999999999999") < sequence("100000000000000000000000000"));
    }

    #[test]
    fn the_parts_of_an_aggregate_follow_each_other_before_the_next_record() {
        let order = [position("41", 7), position("42", 0), position("42", 1), position("42", 10), position("43", 0)];
        assert!(order.is_sorted() && order.windows(2).all(|pair| pair[0] != pair[1]));
    }

    #[test]
    fn what_is_no_number_as_kinesis_writes_it_is_refused() {
        let long = "1".repeat(130);
        for text in ["", "TRIM_HORIZON", "-1", "+1", "1.0", " 1", "01", "00", "١", &long] {
            assert_eq!(Sequence::new(text), Err(NoSequence), "{text:?}");
        }
        assert!(Sequence::new("0").is_ok() && Sequence::new("1".repeat(129)).is_ok());
    }

    #[test]
    fn a_position_is_the_same_after_it_was_written_and_read() {
        let written = serde_json::to_string(&position("42", 3)).unwrap();
        assert_eq!(written, r#"{"sequence":"42","sub":3}"#);
        assert_eq!(serde_json::from_str::<Position>(&written).unwrap(), position("42", 3));
        assert_eq!(serde_json::from_str::<Position>(r#"{"sequence":"42"}"#).unwrap(), position("42", 0));
        assert!(serde_json::from_str::<Position>(r#"{"sequence":"SHARD_END"}"#).is_err());
    }

    proptest! {
        #[test]
        fn numbers_compare_as_numbers(a: u128, b: u128, few in 0..1000_u128, sub: u64, other: u64) {
            for (a, b) in [(a, b), (few, b), (few, few + 1), (a, a)] {
                let (left, right) = (sequence(&a.to_string()), sequence(&b.to_string()));
                prop_assert_eq!(left.cmp(&right), a.cmp(&b));
                prop_assert_eq!(left == right, a == b);
                let (left, right) = (Position { sequence: left, sub }, Position { sequence: right, sub: other });
                prop_assert_eq!(left.cmp(&right), (a, sub).cmp(&(b, other)));
            }
        }

        #[test]
        fn a_factor_of_ten_is_always_larger(digits in "[1-9][0-9]{0,127}") {
            let longer = format!("{digits}0");
            prop_assert!(sequence(&digits) < sequence(&longer));
        }
    }
}
