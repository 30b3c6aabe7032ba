//! Evidence for a service, which has no end: what was quiet longest is forgotten.
//!
//! Two generations: when the young one is full it becomes the old one, and what the old one held is forgotten. A resource that is
//! heard of is young again. So at least the last `capacity` resources are known, and never more than twice as many.

use std::collections::HashMap;

use super::evidence::Evidence;
use super::key::Key;
use super::observation::Observation;

/// Evidence by key, of the resources that were last heard of.
#[derive(Debug)]
pub struct Recent {
    capacity: usize,
    young: HashMap<Key, Evidence>,
    old: HashMap<Key, Evidence>,
    forgotten: Vec<Key>,
}

impl Recent {
    /// An empty one. It knows the last `capacity` resources at least, and twice as many at most.
    pub fn new(capacity: usize) -> Self {
        Self { capacity: capacity.max(1), young: HashMap::new(), old: HashMap::new(), forgotten: Vec::new() }
    }

    /// Takes what an event shows of a resource. Gives whether that says anything new.
    pub fn observe(&mut self, seen: &Observation) -> bool {
        self.hear(seen.key).observe(seen)
    }

    /// Takes what is known of a resource from elsewhere.
    pub fn add(&mut self, key: Key, evidence: &Evidence) {
        self.hear(key).join(evidence);
    }

    /// What is known of a resource.
    pub fn get(&self, key: &Key) -> Option<&Evidence> {
        self.young.get(key).or_else(|| self.old.get(key))
    }

    /// All that is known, in no order.
    pub fn iter(&self) -> impl Iterator<Item = (&Key, &Evidence)> {
        self.old.iter().chain(&self.young)
    }

    /// How many resources are known.
    pub fn len(&self) -> usize {
        self.young.len() + self.old.len()
    }

    /// Whether none is known.
    pub fn is_empty(&self) -> bool {
        self.len() == 0
    }

    /// The resources that were forgotten since the last time this was asked. To be asked often: until then they take room.
    pub fn take_forgotten(&mut self) -> Vec<Key> {
        std::mem::take(&mut self.forgotten)
    }

    /// Replaces all that is known, each by what `each` makes of it; what it makes nothing of is gone.
    pub fn translate(&mut self, each: impl Fn(Key, &Evidence) -> Option<(Key, Evidence)>) {
        for generation in [&mut self.young, &mut self.old] {
            *generation = generation.iter().filter_map(|(key, evidence)| each(*key, evidence)).collect();
        }
    }

    fn hear(&mut self, key: Key) -> &mut Evidence {
        if !self.young.contains_key(&key) {
            let known = self.old.remove(&key).unwrap_or_default();
            if self.young.len() >= self.capacity {
                let young = std::mem::take(&mut self.young);
                self.forgotten.extend(std::mem::replace(&mut self.old, young).into_keys());
            }
            self.young.insert(key, known);
        }
        self.young.entry(key).or_default()
    }
}
