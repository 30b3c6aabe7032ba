//! A topic by time range, for `replay`: every partition from one moment to another, without joining the service's group and
//! without committing anything.
//!
//! What is to be read is fixed when the [`Range`] is planned, so that a topic that is written to comes to an end. Partitions are
//! read one after the other, each in the order of its offsets, so that the output is the same on every run.

use std::ops::ControlFlow;
use std::sync::Arc;
use std::time::{Duration, Instant};

use rdkafka::consumer::Consumer;
use rdkafka::error::{KafkaError, RDKafkaErrorCode};
use rdkafka::message::{BorrowedMessage, Message};
use rdkafka::{Offset, TopicPartitionList};
use regex::Regex;

use super::headers::Beside;
use super::reader::{Reader, TIMEOUT, assign};
use crate::audit::Attributes;
use crate::source::{Object, Piece, Rank, Trouble};
use crate::suggest;

/// How long reading waits without any progress before a partition is given up.
const PATIENCE: Duration = Duration::from_secs(60);

/// Which records: on each partition those from the first one at or after a record time on, up to but not including the first
/// one at or after another, in Unix milliseconds. Ranges that touch hold every record once, late ones included.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Between {
    /// The first moment; not given: from the oldest record on.
    pub from_ms: Option<i64>,
    /// The moment behind the last; not given: up to the newest record there is now.
    pub to_ms: Option<i64>,
}

/// Why a range cannot be planned.
#[derive(Debug, thiserror::Error)]
pub enum RangeError {
    /// The cluster does not answer, or does not want to.
    #[error("{0}")]
    Cluster(KafkaError),
    /// There is no such topic, or this user may not see it.
    #[error("there is no topic `{topic}`")]
    Unknown {
        /// As it was given.
        topic: String,
        /// The topic that was most likely meant.
        nearest: Option<String>,
    },
    /// A topic that begins with `^` is no regular expression.
    #[error("`{0}` is no regular expression")]
    Expression(String),
}

/// A partition and the offsets to read of it.
#[derive(Clone, Debug, PartialEq, Eq)]
struct Stretch {
    topic: Arc<str>,
    partition: i32,
    start: i64,
    end: i64,
}

/// The records of some topics between two moments.
pub struct Range {
    reader: Reader,
    stretches: Vec<Stretch>,
    longest: usize,
}

impl Range {
    /// Asks the cluster what there is of `topics` (one that begins with `^` is a regular expression) and fixes what to read.
    /// Values longer than `longest` bytes are told as `too_large`. Takes 15 seconds at most for each question that is not answered.
    pub fn plan(reader: Reader, topics: &[String], between: Between, longest: usize) -> Result<Self, RangeError> {
        let mut range = Self { reader, stretches: Vec::new(), longest };
        for (topic, partitions) in known(&range.reader, topics)? {
            for partition in partitions {
                let stretch = stretch(&range.reader, &topic, partition, between).map_err(RangeError::Cluster)?;
                range.stretches.push(stretch);
            }
        }
        Ok(range)
    }

    /// Reads partition by partition and hands each record to `each` under the name `kafka:TOPIC/PARTITION`, its offset as the
    /// line. May be called again.
    pub fn read(&self, each: &mut dyn FnMut(&Arc<Object>, Piece<'_>) -> ControlFlow<()>) -> ControlFlow<()> {
        for (number, stretch) in (0..).zip(&self.stretches) {
            let name = format!("kafka:{}/{}", stretch.topic, stretch.partition);
            let object = Arc::new(Object::named(name, Rank::input(number)));
            each(&object, Piece::Opened)?;
            let mut bytes = 0;
            let read = self.stretch(stretch, &mut |record| {
                bytes += record.payload_len() as u64;
                self.pieces(record, &mut |piece| each(&object, piece))
            });
            match read {
                Read::Whole => {}
                Read::Unread => {
                    each(&object, Piece::Failed(Trouble { line: 0, offset: 0, kind: "broker", rest_unread: true }))?;
                }
                Read::Ended => return ControlFlow::Break(()),
            }
            each(&object, Piece::Closed { bytes })?;
        }
        ControlFlow::Continue(())
    }

    /// A record as a document with what came along.
    fn pieces(
        &self,
        record: &BorrowedMessage<'_>,
        each: &mut dyn FnMut(Piece<'_>) -> ControlFlow<()>,
    ) -> ControlFlow<()> {
        let line = record.offset().unsigned_abs();
        let mut bytes = record.payload().unwrap_or_default();
        if bytes.len() > self.longest {
            each(Piece::Failed(Trouble { line, offset: 0, kind: "too_large", rest_unread: false }))?;
            bytes = &[];
        }
        let beside = Beside::of(record.headers());
        let headers: Vec<(&str, &[u8])> = beside.iter().collect();
        each(Piece::Document {
            line,
            offset: 0,
            bytes,
            around: Attributes { system: "kafka", key: record.key(), headers: &headers },
        })
    }

    /// Reads the records of one stretch.
    fn stretch(&self, stretch: &Stretch, each: &mut dyn FnMut(&BorrowedMessage<'_>) -> ControlFlow<()>) -> Read {
        let Stretch { topic, partition, start, end } = stretch;
        if start >= end {
            return Read::Whole;
        }
        let mut next = *start;
        if assign(&self.reader, topic, *partition, next).is_err() {
            return Read::Unread;
        }
        let mut progress = Instant::now();
        let read = loop {
            match self.reader.poll(Duration::from_millis(200)) {
                Some(Ok(record)) if record.offset() >= *end => break Read::Whole,
                Some(Ok(record)) => {
                    progress = Instant::now();
                    next = record.offset() + 1;
                    if each(&record).is_break() {
                        break Read::Ended;
                    }
                    if next >= *end {
                        break Read::Whole;
                    }
                }
                Some(Err(KafkaError::PartitionEOF(_))) => break Read::Whole,
                // Retention was faster. What it has deleted is no longer there to audit; the report's offsets show where it begins.
                Some(Err(KafkaError::MessageConsumption(
                    RDKafkaErrorCode::OffsetOutOfRange | RDKafkaErrorCode::AutoOffsetReset,
                ))) if progress.elapsed() < PATIENCE => {
                    if let Ok((low, _)) = self.reader.fetch_watermarks(topic, *partition, TIMEOUT)
                        && low > next
                    {
                        next = low;
                    }
                    if next >= *end {
                        break Read::Whole;
                    }
                    if assign(&self.reader, topic, *partition, next).is_err() {
                        break Read::Unread;
                    }
                }
                // A broker that is away comes back, or it does not.
                Some(Err(_)) | None if progress.elapsed() < PATIENCE => {}
                Some(Err(_)) | None => break Read::Unread,
            }
        };
        // What is left in the queue is thrown away with it; the next assignment begins anew in any case.
        let _ = self.reader.unassign();
        read
    }
}

/// How reading a stretch ended.
enum Read {
    /// At its end.
    Whole,
    /// The rest cannot be read.
    Unread,
    /// Nobody wants more.
    Ended,
}

/// A topic and its partitions.
type Topic = (Arc<str>, Vec<i32>);

/// The topics that are asked for, in the order given, with their partitions; those of an expression by name.
fn known(reader: &Reader, wanted: &[String]) -> Result<Vec<Topic>, RangeError> {
    let metadata = reader.fetch_metadata(None, TIMEOUT).map_err(RangeError::Cluster)?;
    let mut there: Vec<Topic> = metadata
        .topics()
        .iter()
        .filter(|topic| topic.error().is_none())
        .map(|topic| {
            let mut partitions: Vec<i32> = topic.partitions().iter().map(|partition| partition.id()).collect();
            partitions.sort_unstable();
            (topic.name().into(), partitions)
        })
        .collect();
    there.sort_unstable();
    let mut chosen: Vec<Topic> = Vec::new();
    for topic in wanted {
        let expression = match topic.starts_with('^') {
            true => Some(Regex::new(topic).map_err(|_| RangeError::Expression(topic.clone()))?),
            false => None,
        };
        let fits = |name: &str| expression.as_ref().map_or(name == topic, |expression| expression.is_match(name));
        let mut any = false;
        for one in there.iter().filter(|(name, _)| fits(name)) {
            any = true;
            if !chosen.iter().any(|(name, _)| *name == one.0) {
                chosen.push(one.clone());
            }
        }
        if !any {
            let nearest = suggest::nearest(topic, there.iter().map(|(name, _)| &**name)).map(str::to_owned);
            return Err(RangeError::Unknown { topic: topic.clone(), nearest });
        }
    }
    Ok(chosen)
}

/// What to read of a partition.
fn stretch(reader: &Reader, topic: &Arc<str>, partition: i32, between: Between) -> Result<Stretch, KafkaError> {
    // Under `read_committed` this is the end of what is committed: a transaction that stays open is not waited for.
    let (low, high) = reader.fetch_watermarks(topic, partition, TIMEOUT)?;
    let at = |moment: Option<i64>, otherwise| match moment {
        Some(moment) => first_from(reader, topic, partition, moment).map(|offset| offset.unwrap_or(high)),
        None => Ok(otherwise),
    };
    let (start, end) = (at(between.from_ms, low)?.max(low), at(between.to_ms, high)?.min(high));
    Ok(Stretch { topic: Arc::clone(topic), partition, start, end })
}

/// The first offset whose record is not older than `moment`; `None` where all are.
fn first_from(reader: &Reader, topic: &str, partition: i32, moment: i64) -> Result<Option<i64>, KafkaError> {
    let mut asked = TopicPartitionList::new();
    asked.add_partition_offset(topic, partition, Offset::Offset(moment))?;
    let answer = reader.offsets_for_times(asked, TIMEOUT)?;
    // A partition that gives no answer is not one whose records are all older.
    answer.elements().first().map_or(Ok(()), |element| element.error())?;
    Ok(answer.elements().first().and_then(|element| match element.offset() {
        Offset::Offset(offset) => Some(offset),
        _ => None,
    }))
}
