//! One thing that is read: what it is called, where it stands in the order of the input, and which version of it there is.

use std::path::Path;
use std::sync::Arc;

use serde::{Deserialize, Serialize};

/// A file, an object of a store, standard input, a partition.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Object {
    /// As records and reports name it: a path, `s3://bucket/key`, `-`.
    pub name: Arc<str>,
    /// Its place in the order of the input.
    pub rank: Rank,
    /// Which version of it this is; `None` where that cannot be told (standard input, a partition, what cannot be opened).
    pub version: Option<Version>,
}

/// The order of the input: first the inputs as given, then the keys below each. Objects are listed in this order, so results that
/// were got apart from each other can be put together as if they had been got in one run.
#[derive(Clone, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Rank {
    /// Which of the inputs given, from 0.
    pub input: u32,
    /// What tells apart and sorts the objects below it.
    pub key: Vec<u8>,
}

/// A version of an object. An object that is written anew has another one.
#[derive(Clone, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub struct Version {
    /// Bytes, as stored.
    pub size: u64,
    /// The ETag of the store; of a file, when it was last modified, in nanoseconds since 1970.
    pub tag: String,
}

/// Whether an object is to be read. Asked once for each that is listed, in no promised order, before it is opened; not for what
/// could not be listed.
pub type Choose = dyn Fn(&Object) -> bool + Send + Sync;

impl Object {
    /// An object of which only the name is known.
    pub fn named(name: impl Into<Arc<str>>, rank: Rank) -> Self {
        Self { name: name.into(), rank, version: None }
    }
}

impl Rank {
    /// The rank of an object that is an input itself.
    pub const fn input(input: u32) -> Self {
        Self { input, key: Vec::new() }
    }

    /// The rank of a path in a folder. Folders are walked by the names of their entries, so that `a/b` comes before `a.b`: no
    /// name holds a zero byte, and none sorts before it.
    pub fn path(input: u32, path: &Path) -> Self {
        let bytes = path.as_os_str().as_encoded_bytes();
        Self { input, key: bytes.iter().map(|byte| if *byte == b'/' { 0 } else { *byte }).collect() }
    }
}
