//! Evidence for a run that has an end: what is kept depends on what was put in, never on the order.
//!
//! Of each sort it keeps the resources with the smallest keys. A key that has once lost its place finds, whatever else comes, never
//! one again, so what is known of those that are kept is complete.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use super::evidence::{Evidence, Witness};
use super::key::{Key, Keying};
use crate::audit::AuditedEvent;

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
}

impl Table {
    /// An empty one; `bound` is how many resources of each sort it may keep, as [`Ruleset::bound`](super::Ruleset::bound) says.
    pub const fn new(bound: usize) -> Self {
        Self { bound, by_sort: BTreeMap::new(), dropped: 0 }
    }

    /// Takes the clues of an event; most have none, and cost nothing.
    pub fn observe(&mut self, event: &AuditedEvent<'_>, keying: &Keying) {
        each_clue(event, keying, &mut |key, evidence| self.add(key, Entry { evidence, clues: 1 }));
    }

    /// Takes what is known of a resource.
    pub fn add(&mut self, key: Key, entry: Entry) {
        let known = self.by_sort.entry(key.sort()).or_default();
        if let Some(there) = known.get_mut(&key) {
            there.evidence.join(&entry.evidence);
            there.clues += entry.clues;
        } else if known.len() < self.bound {
            known.insert(key, entry);
        } else if let Some(last) = known.last_entry().filter(|last| key < *last.key()) {
            self.dropped += last.remove().clues;
            known.insert(key, entry);
        } else {
            self.dropped += entry.clues;
        }
    }

    /// Takes all that another one has.
    pub fn join(&mut self, more: Self) {
        self.dropped += more.dropped;
        more.by_sort.into_values().flatten().for_each(|(key, entry)| self.add(key, entry));
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

    /// Takes out the resources whose keys are digests.
    #[must_use]
    pub fn take_digests(&mut self) -> Self {
        let mut taken = Self::new(self.bound);
        for (sort, known) in &mut self.by_sort {
            let digests: BTreeMap<_, _> = known.extract_if(.., |key, _| key.is_digest()).collect();
            if !digests.is_empty() {
                taken.by_sort.insert(*sort, digests);
            }
        }
        self.by_sort.retain(|_, known| !known.is_empty());
        taken
    }
}

/// Hands over what an event shows of each resource that it is about; most show nothing, and cost nothing.
pub fn each_clue(event: &AuditedEvent<'_>, keying: &Keying, each: &mut dyn FnMut(Key, Evidence)) {
    let mut witness = None;
    for (clue, value) in event.clues() {
        let Some(resource) = event.rules().policy().resources().get(usize::from(clue.by)) else { continue };
        let witness = witness.get_or_insert_with(|| Witness::of(event));
        let evidence = Evidence::of(clue.parts, witness, event.printable_account());
        each(keying.key(resource, clue.by, value), evidence);
    }
}
