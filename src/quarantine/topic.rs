//! A quarantine topic read back: pointers, and the marks of those that are resolved, from its start to its present end, without
//! a group.

use std::ops::ControlFlow;

use super::pointer::Pointer;
use super::resolved::Mark;
use crate::source::Piece;
use crate::source::kafka::Range;

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

/// Reads a quarantine topic and hands each record to `each`. May be called again for the same range.
pub fn read_topic(range: &Range, each: &mut dyn FnMut(TopicLine)) {
    // Nobody breaks it off.
    let _ = range.read(&mut |_, piece| {
        match piece {
            Piece::Document { bytes, .. } => each(line(bytes)),
            Piece::Failed(_) => each(TopicLine::Strange),
            Piece::Opened | Piece::Skipped(_) | Piece::Closed { .. } => {}
        }
        ControlFlow::Continue(())
    });
}

fn line(bytes: &[u8]) -> TopicLine {
    if let Ok(pointer) = serde_json::from_slice(bytes) {
        return TopicLine::Pointer(pointer);
    }
    serde_json::from_slice(bytes).map_or(TopicLine::Strange, TopicLine::Resolved)
}
