//! From where a shard is read, and whether records have gone in between.
//!
//! What is done of a shard is read again up to its last record, and skipped: only so can it be seen whether the next one is
//! really the next. Where the last one is no longer there, records behind it may have gone, too, if it was longer ago than the
//! stream keeps records that everything was read.

use super::shard::Checkpoint;
use super::stream::From;
use crate::source::sequence::{Position, Sequence};

/// A timestamp that is not older than this means "from now on", in milliseconds.
const NOW: i64 = 5_000;

/// Where the reading of a shard stands.
#[derive(Clone, Debug)]
pub struct Cursor {
    begin: From,
    /// Set until the first try: the tip, rather than a time by our clock.
    latest: bool,
    delivered: Option<Position>,
    /// The record that has to be seen first for there to be no gap.
    expected: Option<Sequence>,
}

impl Cursor {
    /// Goes on behind `checkpoint`. `retention_ms` is how long the stream keeps records.
    pub fn new(checkpoint: &Checkpoint, now_ms: i64, retention_ms: i64) -> Self {
        let latest = matches!(checkpoint, Checkpoint::Timestamp { ms } if *ms + NOW >= now_ms);
        let (begin, delivered, expected) = match checkpoint {
            Checkpoint::TrimHorizon | Checkpoint::Ended => (From::TrimHorizon, None, None),
            Checkpoint::Timestamp { ms } => (From::Timestamp(*ms), None, None),
            Checkpoint::After { position, current_ms } => {
                let safe = current_ms.is_some_and(|current| now_ms - current < retention_ms);
                let expected = (!safe).then(|| position.sequence.clone());
                (From::At(position.sequence.clone()), Some(position.clone()), expected)
            }
        };
        Self { begin, latest, delivered, expected }
    }

    /// What the next iterator or subscription is made from. The tip is taken once: a second time it would be another one.
    pub fn from(&mut self) -> From {
        if std::mem::take(&mut self.latest) {
            return From::Latest;
        }
        self.delivered.as_ref().map_or_else(|| self.begin.clone(), |position| From::At(position.sequence.clone()))
    }

    /// The last record that was handed on, or was done before.
    pub const fn delivered(&self) -> Option<&Position> {
        self.delivered.as_ref()
    }

    /// Records up to here were handed on.
    pub fn moved(&mut self, to: &Position) {
        self.delivered = Some(to.clone());
    }

    /// Takes notice of a record that was read. Gives whether records before it may have gone unread.
    pub fn saw(&mut self, sequence: &Sequence) -> bool {
        self.expected.take().is_some_and(|expected| *sequence > expected)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const DAY: i64 = 86_400_000;

    fn sequence(text: &str) -> Sequence {
        Sequence::new(text).unwrap()
    }

    fn after(current_ms: Option<i64>) -> Checkpoint {
        Checkpoint::After { position: Position { sequence: sequence("7"), sub: 2 }, current_ms }
    }

    #[test]
    fn what_is_done_is_read_again_up_to_its_last_record() {
        let mut cursor = Cursor::new(&after(Some(0)), 10, DAY);
        assert_eq!(cursor.from(), From::At(sequence("7")));
        cursor.moved(&Position { sequence: sequence("9"), sub: 0 });
        assert_eq!(cursor.from(), From::At(sequence("9")));
    }

    #[test]
    fn a_record_that_has_gone_is_a_gap_only_if_the_stream_could_have_lost_some() {
        let gap = |current, now, first: &str| Cursor::new(&after(current), now, DAY).saw(&sequence(first));
        assert!(!gap(Some(0), DAY - 1, "8"), "all was read within the retention");
        assert!(gap(Some(0), DAY, "8"));
        assert!(gap(None, 0, "8"));
        assert!(!gap(None, 0, "7"), "it is still there");
    }

    #[test]
    fn a_gap_is_told_once() {
        let mut cursor = Cursor::new(&after(None), 0, DAY);
        assert_eq!(["8", "9"].map(|next| cursor.saw(&sequence(next))), [true, false]);
    }

    #[test]
    fn a_time_that_is_now_means_the_tip() {
        let mut cursor = Cursor::new(&Checkpoint::Timestamp { ms: 100_000 }, 100_100, DAY);
        assert_eq!(cursor.from(), From::Latest);
        assert_eq!(cursor.from(), From::Timestamp(100_000), "what came since the first try is not skipped");
        assert_eq!(Cursor::new(&Checkpoint::Timestamp { ms: 100_000 }, 200_000, DAY).from(), From::Timestamp(100_000));
    }
}
