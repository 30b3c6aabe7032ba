//! Files, folders and standard input as one stream of JSON documents, in an order that is always the same.
//!
//! It promises: every path named is read, skipped for a stated reason, or reported as failed, and the rest goes on; memory
//! does not grow with the input. It reads bytes and cuts them; what the documents say is for the audit.

mod decompress;
#[cfg(feature = "service")]
mod ended;
pub mod framing;
#[cfg(feature = "kafka")]
pub mod kafka;
#[cfg(feature = "service")]
pub mod kcl;
#[cfg(feature = "kinesis")]
pub mod kinesis;
mod object;
mod read;
#[cfg(feature = "service")]
mod sequence;
mod stack;
#[cfg(test)]
mod tests;
mod trouble;
mod walk;

use std::ops::ControlFlow;
use std::path::PathBuf;
use std::sync::Arc;
use std::sync::atomic::AtomicU64;

#[cfg(feature = "service")]
pub use decompress::record as decompress;
#[cfg(feature = "service")]
pub use ended::Ended;
pub use object::{Choose, Object, Rank, Version};
#[cfg(feature = "service")]
pub use sequence::{NoSequence, Position, Sequence};
pub use trouble::{Trouble, is_content, remedy};

use crate::audit::Attributes;
pub use walk::{STDIN, size};

/// Bounds on what is read. All are generous for archives of events.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Limits {
    /// The longest document, in bytes (`too_large`).
    pub document: usize,
    /// Bytes that one compressed file may turn into (`decompression_limit`).
    pub decompressed: u64,
    /// How many times its own size a compressed file may turn into; real archives of events stay below 60.
    pub ratio: u64,
    /// The ratio is looked at from so many decompressed bytes on: small files may be as repetitive as they like.
    pub ratio_from: u64,
}

impl Default for Limits {
    fn default() -> Self {
        Self { document: 16 << 20, decompressed: 1 << 40, ratio: 400, ratio_from: 64 << 20 }
    }
}

/// What becomes of a source, in this order: `Opened`, any number of documents and failures, `Closed`; or `Skipped` alone, or
/// `Failed` alone where it could not be opened.
#[derive(Clone, Copy, Debug)]
pub enum Piece<'a> {
    /// A source was opened.
    Opened,
    /// A document was read.
    Document {
        /// The line it starts on, from 1.
        line: u64,
        /// Where in that line it starts, in bytes.
        offset: u64,
        /// Its text: one JSON value.
        bytes: &'a [u8],
        /// What came along with it: the key and headers of a record.
        around: Attributes<'a>,
    },
    /// Something could not be read.
    Failed(Trouble),
    /// A source was not read, on purpose.
    Skipped(Skip),
    /// The end of a source; all of it was read unless a [`Trouble`] with `rest_unread` came before.
    Closed {
        /// Bytes of text, after decompression.
        bytes: u64,
    },
}

/// Why something in a folder was not read. To read it all the same, name it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Skip {
    /// Its name begins with a dot.
    Hidden,
    /// A symbolic link: what it points to may be read twice, or not end.
    Link,
    /// A pipe, socket or device.
    Special,
}

impl Skip {
    /// A few words for reports.
    pub const fn name(self) -> &'static str {
        match self {
            Skip::Hidden => "hidden",
            Skip::Link => "symbolic link",
            Skip::Special => "not a regular file",
        }
    }
}

/// Reads all `paths` (files, folders, `-` for standard input) in order, as far as `choose` wants them, and hands every piece to
/// `each` together with its object. `each` may end the reading. `meter`, where given, counts the bytes taken from the files,
/// before decompression.
pub fn documents(
    paths: &[PathBuf],
    limits: &Limits,
    meter: Option<&Arc<AtomicU64>>,
    choose: &Choose,
    each: &mut dyn FnMut(&Arc<Object>, Piece<'_>) -> ControlFlow<()>,
) -> ControlFlow<()> {
    walk::walk(paths, &mut |object, entry| {
        if !choose(&object) {
            return ControlFlow::Continue(());
        }
        let object = Arc::new(object);
        match entry {
            walk::Entry::File(path) => read::file(path, limits, meter, &mut |piece| each(&object, piece)),
            walk::Entry::Stdin => read::stdin(limits, meter, &mut |piece| each(&object, piece)),
            walk::Entry::Skipped(why) => each(&object, Piece::Skipped(why)),
            walk::Entry::Failed(trouble) => each(&object, Piece::Failed(trouble)),
        }
    })
}
