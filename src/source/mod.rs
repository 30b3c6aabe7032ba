//! Files, folders, standard input and object stores as one stream of JSON documents, in an order that is always the same.
//!
//! It promises: every path named is read, skipped for a stated reason, or reported as failed, and the rest goes on; memory
//! does not grow with the input. It reads bytes and cuts them; what the documents say is for the audit.

#[cfg(feature = "archives")]
pub mod archive;
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
mod layout;
mod object;
#[cfg(feature = "archives")]
mod parquet;
mod read;
#[cfg(feature = "service")]
mod refusal;
#[cfg(feature = "service")]
mod sequence;
mod stack;
#[cfg(test)]
mod tests;
mod trouble;
mod walk;
#[cfg(feature = "webhook")]
pub mod webhook;

use std::fmt;
use std::ops::ControlFlow;
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::sync::atomic::AtomicU64;

#[cfg(feature = "service")]
pub use decompress::record as decompress;
#[cfg(feature = "service")]
pub use ended::Ended;
pub use layout::{Filed, Layout, Period, conditions};
pub use object::{Choose, Object, Rank, Version};
#[cfg(feature = "service")]
pub use refusal::Refusal;
#[cfg(feature = "service")]
pub use sequence::{NoSequence, Position, Sequence};
pub use trouble::{Trouble, is_content, is_lasting, remedy};

use crate::audit::Attributes;
pub use walk::STDIN;

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
    /// A folder of a time at which nothing that is asked for was filed.
    Filed,
    /// What Segment writes to see whether it may.
    Placeholder,
    /// What Segment Data Lakes reports of its own runs.
    SyncReports,
}

impl Skip {
    /// A few words for reports.
    pub const fn name(self) -> &'static str {
        match self {
            Skip::Hidden => "hidden",
            Skip::Link => "symbolic link",
            Skip::Special => "not a regular file",
            Skip::Filed => "filed at another time",
            Skip::Placeholder => "Segment's test of the destination",
            Skip::SyncReports => "Segment's reports of its syncs",
        }
    }
}

/// Where something is read.
#[derive(Clone, Debug)]
pub enum Place {
    /// A file, a folder, `-` for standard input.
    Path(PathBuf),
    /// What lies in an object store.
    #[cfg(feature = "archives")]
    Bucket(archive::Bucket),
}

/// How it is read.
#[derive(Clone)]
pub struct Reading {
    /// Bounds.
    pub limits: Limits,
    /// Which folders may hold what is asked for.
    pub filed: Filed,
    /// Which objects are read.
    pub choose: Arc<Choose>,
    /// Counts the bytes taken, before decompression.
    pub meter: Option<Arc<AtomicU64>>,
}

impl Reading {
    /// Everything, within `limits`.
    pub fn everything(limits: Limits) -> Self {
        Self { limits, filed: Filed::default(), choose: Arc::new(|_| true), meter: None }
    }
}

impl fmt::Debug for Reading {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Reading").field("limits", &self.limits).field("filed", &self.filed).finish_non_exhaustive()
    }
}

/// Takes every piece together with its object; may end the reading.
pub type Each<'e> = dyn FnMut(&Arc<Object>, Piece<'_>) -> ControlFlow<()> + 'e;

/// Reads all `places` in order and hands every piece to `each`.
pub fn documents(places: &[Place], reading: &Reading, each: &mut Each<'_>) -> ControlFlow<()> {
    for (input, place) in (0..).zip(places) {
        match place {
            Place::Path(path) => files(input, path, reading, each)?,
            #[cfg(feature = "archives")]
            Place::Bucket(bucket) => bucket.read(input, reading, each)?,
        }
    }
    ControlFlow::Continue(())
}

fn files(input: u32, path: &Path, reading: &Reading, each: &mut Each<'_>) -> ControlFlow<()> {
    walk::walk(input, path, &reading.filed, &mut |object, entry| {
        // What could not be listed is told to whoever asks: nobody else may know of what lies behind it.
        if !matches!(entry, walk::Entry::Failed(_)) && !(reading.choose)(&object) {
            return ControlFlow::Continue(());
        }
        let conditions = conditions(&object.name);
        let object = Arc::new(object);
        let mut each = |piece: Piece<'_>| each(&object, piece);
        match entry {
            walk::Entry::File(path) => read::file(path, reading, &conditions, &mut each),
            walk::Entry::Stdin => read::stdin(reading, &mut each),
            walk::Entry::Skipped(why) => each(Piece::Skipped(why)),
            walk::Entry::Failed(trouble) => each(Piece::Failed(trouble)),
        }
    })
}

/// Bytes in all `places`, for a progress bar; `None` where that cannot be known.
pub fn size(places: &[Place], filed: &Filed) -> Option<u64> {
    let sizes = places.iter().map(|place| match place {
        Place::Path(path) => walk::size(path, filed),
        #[cfg(feature = "archives")]
        Place::Bucket(_) => None,
    });
    sizes.sum()
}
