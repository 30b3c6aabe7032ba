//! A quarantine topic read back: pointers, and the marks of those that are resolved, from its start to its present end, without
//! a group.

use std::ops::ControlFlow;

use rdkafka::config::ClientConfig;
use rdkafka::error::KafkaError;

use super::pointer::Pointer;
use super::resolved::Mark;
use crate::source::Piece;
use crate::source::kafka::{Between, records};

/// A record of the topic.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum TopicLine {
    /// A pointer, as it was sent. Whether it is sound is for the reader to ask.
    Pointer(Pointer),
    /// An entry is dealt with.
    Resolved(Mark),
    /// Something that phi-audit has not written, or a partition that could not be read to its end.
    Strange,
}

/// Reads `topic` and hands each record to `each`.
pub fn read_topic(config: &ClientConfig, topic: &str, each: &mut dyn FnMut(TopicLine)) -> Result<(), KafkaError> {
    let read = records(config, &[topic.to_owned()], Between::default(), &mut |_, piece| {
        match piece {
            Piece::Document { bytes, .. } => each(line(bytes)),
            Piece::Failed(_) => each(TopicLine::Strange),
            Piece::Opened | Piece::Skipped(_) | Piece::Closed { .. } => {}
        }
        ControlFlow::Continue(())
    });
    read.map(|_| ())
}

fn line(bytes: &[u8]) -> TopicLine {
    if let Ok(pointer) = serde_json::from_slice(bytes) {
        return TopicLine::Pointer(pointer);
    }
    serde_json::from_slice(bytes).map_or(TopicLine::Strange, TopicLine::Resolved)
}
