//! From where a shard is read, and whether records have gone in between.
//!
//! What is done of a shard is read again up to its last record, and skipped: only so can it be seen whether the next one is
//! really the next. Where the last one is no longer there, records behind it may have gone, too, if it was longer ago than the
//! stream keeps records that everything was read.

use super::shard::Checkpoint;
use super::stream::From;
use crate::source::sequence::{Position, Sequence};

/// Where the reading of a shard stands.
#[derive(Clone, Debug)]
pub struct Cursor {
    begin: From,
    /// Set until the first try: the tip, rather than a time by our clock.
    latest: bool,
    delivered: Option<Position>,
    /// When everything up to the tip was last read, Unix time in milliseconds.
    current_ms: Option<i64>,
    retention_ms: i64,
    /// The record that has to be seen first for there to be no gap.
    expected: Option<Sequence>,
}

impl Cursor {
    /// Goes on behind `checkpoint`. `retention_ms` is how long the stream keeps records. With `latest`, a time means the tip of now:
    /// only for who has just decided that the stream is begun there.
    pub fn new(checkpoint: &Checkpoint, latest: bool, retention_ms: i64) -> Self {
        let (begin, delivered, current_ms) = match checkpoint {
            Checkpoint::TrimHorizon | Checkpoint::Ended => (From::TrimHorizon, None, None),
            Checkpoint::Timestamp { ms } => (From::Timestamp(*ms), None, None),
            Checkpoint::After { position, current_ms } => {
                (From::At(position.sequence.clone()), Some(position.clone()), *current_ms)
            }
        };
        let latest = latest && matches!(checkpoint, Checkpoint::Timestamp { .. });
        Self { begin, latest, delivered, current_ms, retention_ms, expected: None }
    }

    /// What the next iterator or subscription is made from. The tip is taken once: a second time it would be another one.
    pub fn from(&mut self, now_ms: i64) -> From {
        if std::mem::take(&mut self.latest) {
            return From::Latest;
        }
        let Some(position) = &self.delivered else { return self.begin.clone() };
        let safe = self.current_ms.is_some_and(|current| now_ms - current < self.retention_ms);
        self.expected = (!safe).then(|| position.sequence.clone());
        From::At(position.sequence.clone())
    }

    /// The last record that was handed on, or was done before.
    pub const fn delivered(&self) -> Option<&Position> {
        self.delivered.as_ref()
    }

    /// All of a record, and of those before it, was handed on.
    pub fn moved(&mut self, to: Sequence) {
        self.delivered = Some(Position { sequence: to, sub: u64::MAX });
    }

    /// The tip was reached.
    pub const fn current(&mut self, now_ms: i64) {
        self.current_ms = Some(now_ms);
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

    fn after(current_ms: Option<i64>) -> Cursor {
        let position = Position { sequence: sequence("7"), sub: 2 };
        Cursor::new(&Checkpoint::After { position, current_ms }, false, DAY)
    }

    #[test]
    fn what_is_done_is_read_again_up_to_its_last_record() {
        let mut cursor = after(Some(0));
        assert_eq!(cursor.from(10), From::At(sequence("7")));
        cursor.moved(sequence("9"));
        assert_eq!(cursor.from(10), From::At(sequence("9")));
    }

    #[test]
    fn a_record_that_has_gone_is_a_gap_only_if_the_stream_could_have_lost_some() {
        let gap = |current, now, first: &str| {
            let mut cursor = after(current);
            cursor.from(now);
            cursor.saw(&sequence(first))
        };
        assert!(!gap(Some(0), DAY - 1, "8"), "all was read within the retention");
        assert!(gap(Some(0), DAY, "8"));
        assert!(gap(None, 0, "8"));
        assert!(!gap(None, 0, "7"), "it is still there");
    }

    #[test]
    fn a_gap_behind_an_iterator_that_expired_while_reading_was_held_back_is_told_too() {
        let mut cursor = after(Some(0));
        cursor.from(0);
        cursor.moved(sequence("9"));
        cursor.current(1_000);
        cursor.from(1_000 + DAY);
        assert!(cursor.saw(&sequence("30")));
    }

    #[test]
    fn a_gap_is_told_once() {
        let mut cursor = after(None);
        cursor.from(0);
        assert_eq!(["8", "9"].map(|next| cursor.saw(&sequence(next))), [true, false]);
    }

    #[test]
    fn the_tip_is_for_who_begins_the_stream_and_for_nobody_after() {
        let begun = Checkpoint::Timestamp { ms: 100_000 };
        let mut first = Cursor::new(&begun, true, DAY);
        assert_eq!(first.from(100_100), From::Latest);
        assert_eq!(first.from(100_100), From::Timestamp(100_000), "what came since the first try is not skipped");
        let mut restarted = Cursor::new(&begun, false, DAY);
        assert_eq!(restarted.from(100_100), From::Timestamp(100_000));
    }
}
