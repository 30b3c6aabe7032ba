//! The manifest of a replay: what every object came to, kept in one file, so that a run goes on after a crash, reads only what
//! is new the next day, and can be shared out to many machines.
//!
//! It promises: the result of an object is in it as a whole or not at all, also after `kill -9`; what a report says of an object
//! can be told from it alone, byte by byte as if it had been read again; memory does not grow with the number of objects. It holds
//! names of objects, records and what events show of rules over several, never a value, and belongs to its user alone (0600). What
//! names a resource and may identify a person is in it as a keyed digest, or not at all. What it leaves to others: which objects
//! there are and what they say.
//!
//! The file is a redb database of these tables:
//!
//! | table | key | value |
//! |---|---|---|
//! | `head` | `head` | [`Head`], JSON |
//! | `head` | `requirements` | [`Ledger`](crate::coverage::Ledger), JSON, zstd |
//! | `objects` | rank | [`Row`], JSON |
//! | `outcomes` | serial | [`Outcome`], JSON, zstd |
//! | `entries` | serial, number | lines of [`Line`], JSON, zstd |
//! | `absent` | rank | nothing: the object was not listed, and what would have listed it failed |
//!
//! A result gets a new serial number each time, so that it can be written while the one before it still stands.

mod cursor;
mod error;
mod head;
mod merge;
mod packed;
mod seen;
mod shard;
mod store;
#[cfg(test)]
mod tests;
mod writer;

use redb::TableDefinition;
use serde::{Deserialize, Serialize};

pub(super) use cursor::Cursor;
pub(super) use head::Grounds;
pub(super) use merge::{in_order, parts};
pub(super) use shard::Shard;
pub(super) use store::below;
pub(super) use writer::{Counted, Manifest, Reserved};

use super::Summary;
use crate::linked::{Entry, Key};
use crate::report::{Part, Requirements, Tally};
use crate::source::{Rank, Version};

/// The version of the format.
const FORMAT: u32 = 2;

const HEAD: TableDefinition<'_, &str, &[u8]> = TableDefinition::new("head");
const OBJECTS: TableDefinition<'_, &[u8], &[u8]> = TableDefinition::new("objects");
const OUTCOMES: TableDefinition<'_, u64, &[u8]> = TableDefinition::new("outcomes");
const ENTRIES: TableDefinition<'_, (u64, u32), &[u8]> = TableDefinition::new("entries");
const ABSENT: TableDefinition<'_, &[u8], ()> = TableDefinition::new("absent");

/// One object: which version of it was read, and what that came to in a few words.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub(super) struct Row {
    /// Its name.
    pub name: String,
    /// The version that was read, if objects of its kind have one.
    pub version: Option<Version>,
    /// Digest of what it was judged by.
    pub basis: String,
    /// Under which its result is found.
    pub serial: u64,
    /// It is to be read again whatever its version: it has none, or reading it failed for a reason that may pass.
    pub again: bool,
    /// It is no object but a place that could not be listed: each shard tells of it.
    pub unlisted: bool,
    /// Its events and what could not be read.
    pub summary: Summary,
    /// Its findings above `info`.
    pub findings: u64,
    /// Its events show something of rules over several.
    pub linked: bool,
    /// SHA-256 over its entries and its outcome.
    pub digest: String,
}

/// What a report says of an object, but for its findings, its errors and what it shows of each resource.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub(super) struct Outcome {
    tally: Tally,
    /// Those of the tally, which does not write them.
    requirements: Requirements,
    part: Part,
    unlinked: Unlinked,
}

/// Clues of an object that are not in the manifest.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub(super) struct Unlinked {
    /// To resources that found no place.
    pub beyond_bound: u64,
    /// To what may identify a person, where there is no key under which they could be kept.
    pub not_kept: u64,
}

/// A finding or an error of an object, or what it shows of a resource, a line of its entries.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub(super) enum Line<F, E, L = (Key, Entry)> {
    /// An event with a finding above `info`.
    Finding(F),
    /// Something that could not be read.
    Error(E),
    /// What its events show of a resource.
    Linked(L),
}

impl Outcome {
    fn new(mut tally: Tally, part: Part, unlinked: Unlinked) -> Self {
        let requirements = std::mem::take(&mut tally.requirements);
        Self { tally, requirements, part, unlinked }
    }

    /// Counts and row of the report, and what cannot be linked.
    pub fn into_parts(self) -> (Tally, Part, Unlinked) {
        (Tally { requirements: self.requirements, ..self.tally }, self.part, self.unlinked)
    }
}

/// A rank as a key that sorts as ranks do.
fn key(rank: &Rank) -> Vec<u8> {
    let mut key = Vec::with_capacity(4 + rank.key.len());
    key.extend_from_slice(&rank.input.to_be_bytes());
    key.extend_from_slice(&rank.key);
    key
}

fn hex(bytes: &[u8]) -> String {
    bytes.iter().map(|byte| format!("{byte:02x}")).collect()
}
