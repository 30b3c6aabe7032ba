//! Evidence for a service, which has no end: what was quiet longest is forgotten.
//!
//! Two generations: when the young one is full it becomes the old one, and what the old one held is forgotten. A resource of which
//! there is news is young again. So at least the last `capacity` resources are known, and never more than twice as many.

use std::collections::HashMap;

use super::evidence::Evidence;
use super::key::Key;
use super::observation::Observation;
use super::ruleset::{LinkedFinding, Ruleset};

/// Evidence by key, of the resources that were last heard of.
#[derive(Debug)]
pub struct Recent {
    capacity: usize,
    young: HashMap<Key, Known>,
    old: HashMap<Key, Known>,
    evicted: u64,
}

/// What is known of a resource.
#[derive(Debug, Default)]
struct Known {
    evidence: Evidence,
    /// A bit for each rule that was found broken.
    told: u64,
}

impl Recent {
    /// An empty one. It knows the last `capacity` resources at least, and twice as many at most.
    pub fn new(capacity: usize) -> Self {
        Self { capacity: capacity.max(1), young: HashMap::new(), old: HashMap::new(), evicted: 0 }
    }

    /// Takes what an event shows. Calls `each` for every rule that is broken now and was not before: once for a resource, as long as
    /// that is not forgotten.
    pub fn observe(&mut self, seen: &Observation, ruleset: &Ruleset, each: &mut dyn FnMut(&LinkedFinding<'_>)) {
        let Observation { key, parts, witness, account } = seen;
        let known = self.known(*key);
        if !known.evidence.add(*parts, witness, account.as_ref()) {
            return;
        }
        for (at, finding) in ruleset.broken(key, &known.evidence) {
            // There are fewer rules than parts, and of these 64 at most.
            let bit = 1_u64.checked_shl(at as u32).unwrap_or_default();
            if known.told & bit == 0 {
                known.told |= bit;
                each(&finding);
            }
        }
    }

    /// How many resources are known.
    pub fn len(&self) -> usize {
        self.young.len() + self.old.len()
    }

    /// Whether none is known.
    pub fn is_empty(&self) -> bool {
        self.len() == 0
    }

    /// How many resources were forgotten.
    pub const fn evicted(&self) -> u64 {
        self.evicted
    }

    fn known(&mut self, key: Key) -> &mut Known {
        if !self.young.contains_key(&key) {
            let known = self.old.remove(&key).unwrap_or_default();
            if self.young.len() >= self.capacity {
                self.evicted += self.old.len() as u64;
                self.old = std::mem::take(&mut self.young);
            }
            self.young.insert(key, known);
        }
        self.young.entry(key).or_default()
    }
}

#[cfg(test)]
impl Recent {
    pub(super) fn hear(&mut self, key: Key) {
        self.known(key);
    }

    pub(super) fn knows(&self, key: &Key) -> bool {
        self.young.contains_key(key) || self.old.contains_key(key)
    }
}
