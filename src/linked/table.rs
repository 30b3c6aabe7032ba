//! Evidence for a run that has an end: what is kept depends on what was put in, never on the order.
//!
//! Of each sort it keeps the resources with the smallest keys. A key that has once lost its place finds, whatever else comes, never
//! one again, so what is known of those that are kept is complete.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use super::evidence::Evidence;
use super::key::Key;
use super::observation::Observation;

/// Evidence by key, of so many resources of each sort at most.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Table {
    bound: usize,
    by_sort: BTreeMap<u8, BTreeMap<Key, Entry>>,
    dropped: u64,
}

/// What is known of a resource.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Entry {
    /// What its events show.
    pub evidence: Evidence,
    /// How many clues that was made of.
    pub clues: u64,
    /// Some of it was not known before this run; what is read out of a manifest does not say so by itself.
    #[serde(skip)]
    pub news: bool,
}

impl Table {
    /// An empty one; `bound` is how many resources of each sort it may keep, as [`Ruleset::bound`](super::Ruleset::bound) says.
    pub const fn new(bound: usize) -> Self {
        Self { bound, by_sort: BTreeMap::new(), dropped: 0 }
    }

    /// Takes what an event shows.
    pub fn observe(&mut self, seen: &Observation) {
        if let Some(entry) = self.entry(seen.key, 1) {
            entry.evidence.observe(seen);
            entry.news = true;
        }
    }

    /// Takes what is known of a resource.
    pub fn add(&mut self, key: Key, more: &Entry) {
        if let Some(entry) = self.entry(key, more.clues) {
            entry.evidence.join(&more.evidence);
            entry.news |= more.news;
        }
    }

    /// The entry that takes so many clues more; `None` where they are dropped.
    fn entry(&mut self, key: Key, clues: u64) -> Option<&mut Entry> {
        let known = self.by_sort.entry(key.sort()).or_default();
        if known.len() >= self.bound && !known.contains_key(&key) {
            match known.last_entry().filter(|last| key < *last.key()) {
                Some(last) => self.dropped += last.remove().clues,
                None => {
                    self.dropped += clues;
                    return None;
                }
            }
        }
        let entry = known.entry(key).or_default();
        entry.clues += clues;
        Some(entry)
    }

    /// Takes all that another one has.
    pub fn join(&mut self, more: &Self) {
        self.dropped += more.dropped;
        more.iter().for_each(|(key, entry)| self.add(*key, entry));
    }

    /// Counts clues to resources that found no place elsewhere.
    pub const fn add_dropped(&mut self, clues: u64) {
        self.dropped += clues;
    }

    /// All there is, in the order of the keys.
    pub fn iter(&self) -> impl Iterator<Item = (&Key, &Entry)> {
        self.by_sort.values().flatten()
    }

    /// How many clues were to resources that are not kept.
    pub const fn dropped(&self) -> u64 {
        self.dropped
    }

    /// Whether nothing was ever put in.
    pub fn is_empty(&self) -> bool {
        self.dropped == 0 && self.by_sort.is_empty()
    }
}
